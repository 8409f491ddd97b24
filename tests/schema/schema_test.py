#!/usr/bin/env python3
"""Holds the JSON Schemas of assets/contract against valid and wrong values, against what the real writers write
(schema_writer), and against what the programs left behind in the script tier.

usage: schema_test.py [--writer build/bin/tests/schema_writer] [--artefacts build/script]
Ends with the line "N passed, N failed"; exit 1 when anything failed.
"""
import argparse
import copy
import json
import pathlib
import re
import subprocess
import sys

import jsonschema

import cases

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "assets" / "contract"
ENDING = ".schema.json"


def no_fraction(text):
    raise ValueError(f"a fractional number: {text}")


def no_double(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError(f"a field occurs twice: {names}")
    return dict(pairs)


def strict(text):
    return json.loads(text, parse_float=no_fraction, object_pairs_hook=no_double)


def load_schemas():
    schemas = {}
    for path in sorted(CONTRACT.rglob("*" + ENDING)):
        name = path.relative_to(CONTRACT).as_posix()[: -len(ENDING)]
        schemas[name] = strict(path.read_text(encoding="utf-8"))
    return schemas


class Battery:
    def __init__(self):
        self.schemas = load_schemas()
        self.validators = {name: jsonschema.Draft202012Validator(schema) for name, schema in self.schemas.items()}
        self.passed = 0
        self.failed = 0

    def check(self, good, sentence):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED " + sentence)

    def errors(self, name, value):
        if name not in self.validators:
            return [f"there is no schema {name}"]
        return [f"{'/'.join(map(str, error.path)) or 'the whole'}: {error.message[:200]}"
                for error in self.validators[name].iter_errors(value)]

    def accepts(self, name, value, source):
        errors = self.errors(name, value)
        self.check(not errors, f"{source} does not fit {name}: {'; '.join(errors[:3])}")

    def accepts_text(self, name, text, source):
        try:
            value = strict(text)
        except ValueError as error:
            self.check(False, f"{source} is not JSON of ours: {error}")
            return None
        self.accepts(name, value, source)
        return value

    def refuses(self, name, value, note):
        self.check(bool(self.errors(name, value)), f"{name} takes {note}, which it must refuse")

    def entry(self, payload_text, source, unknown_kinds=frozenset()):
        """One payload and, when its kind is ours, its body."""
        payload = self.accepts_text("payload", payload_text, source)
        if payload is None or payload.get("kind") in unknown_kinds:
            return
        self.accepts(f"entries/{payload.get('kind')}.v{payload.get('version')}", payload.get("body"), source)

    def journal(self, path, unknown_kinds=frozenset()):
        lines = path.read_text(encoding="utf-8").splitlines()
        self.check(bool(lines), f"{path} is empty")
        for number, line in enumerate(lines, 1):
            value = self.accepts_text("journal-line", line, f"{path.name}:{number}")
            if value and "payload" in value:
                self.entry(value["payload"], f"{path.name}:{number}", unknown_kinds)


TERMINAL_KINDS = "terminal/core/include/core/entry_kinds.h"
COUNTY_KINDS = "sync/ingest/own_journal.h"


def kinds_in(header):
    return re.findall(r'string_view \w+ = "([a-z_.]+)";', (ROOT / header).read_text(encoding="utf-8"))


def check_schemas(battery):
    """Each is a sound schema under its own name and has values; each kind of the journal has one."""
    for name, schema in battery.schemas.items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
            battery.check(schema.get("$id") == "zhuangui:" + name, f"{name} calls itself {schema.get('$id')}")
        except jsonschema.SchemaError as error:
            battery.check(False, f"{name} is not a schema: {error.message}")
        battery.check(name in cases.VALID, f"{name} has no value in cases.py")
    for header, least in ((TERMINAL_KINDS, 8), (COUNTY_KINDS, 7)):
        kinds = kinds_in(header)
        battery.check(len(kinds) >= least, f"{header} could not be read: {len(kinds)} kinds found")
        for kind in kinds:
            battery.check(f"entries/{kind}.v1" in battery.schemas, f"the kind {kind} has no schema in assets/contract")


def check_cases(battery):
    for name, values in cases.VALID.items():
        for value in values:
            battery.accepts(name, value, "a valid value of cases.py")
            for path, wrong in mutations(name, value):
                battery.refuses(name, wrong, f"a changed {'/'.join(map(str, path))}")
    for name, values in cases.WRONG.items():
        for note, value in values:
            battery.refuses(name, value, note)


def mutations(name, value):
    """The value with one unknown field in any object, and with any one value of a wrong type: all to be refused."""
    def walk(part, path):
        fields = tuple(step for step in path if isinstance(step, str))
        if (name, *fields) in cases.OPEN:
            return
        if path:
            yield path, replaced(value, path, {"wrong": True})
        if isinstance(part, dict):
            yield (*path, "unknown_field"), replaced(value, (*path, "unknown_field"), 1)
            for field, inner in part.items():
                yield from walk(inner, (*path, field))
        elif isinstance(part, list):
            for position, inner in enumerate(part):
                yield from walk(inner, (*path, position))

    if (name,) not in cases.OPEN:
        yield from walk(value, ())


def replaced(value, path, new):
    changed = copy.deepcopy(value)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return changed


def check_strictness(battery):
    for note, text in (("a fraction", '{"total_fen":3.5}'), ("a field twice", '{"a":1,"a":2}'), ("half a text", '{"a":')):
        try:
            strict(text)
            battery.check(False, f"the reader takes {note}")
        except ValueError:
            battery.check(True, "")


def superseded(names):
    """Versions that a later one of the same kind has taken the place of: still read, written no more."""
    forms = [re.fullmatch(r"(.*)\.v(\d+)", name) for name in names]
    found = [(form[1], int(form[2])) for form in forms if form]
    newest = {kind: max(version for other, version in found if other == kind) for kind, _ in found}
    return {f"{kind}.v{version}" for kind, version in found if version < newest[kind]}


def check_writer(battery, writer):
    """What core and contract really write. Every schema but those of whole programs must be met at least once."""
    done = subprocess.run([writer], capture_output=True, text=True, check=False)
    battery.check(done.returncode == 0, f"{writer} ended with {done.returncode}: {done.stderr.strip()}")
    seen = set()
    for line in done.stdout.splitlines():
        sample = strict(line)
        seen.add(sample["schema"])
        battery.accepts_text(sample["schema"], sample["text"], "schema_writer")
    by_programs = {"enrol-request", "enrol-answer", "event", "dump", "status", "verify", "report-day", "report-sales", "report-quota", "recompute", "private", "reservation-request", "reservation-answer", "error", "code",
                   *(f"entries/{kind}.v1" for kind in kinds_in(COUNTY_KINDS))}
    missing = set(battery.schemas) - seen - by_programs - superseded(battery.schemas)
    battery.check(not missing, f"schema_writer writes nothing for {sorted(missing)}")


CODES = ("6901234567892", "6901234567893", "2101234005200", "2201234012809", "134567890123456789", "hello", "",
         "]d201069012345678921726120010A1\x1d3103000520", "]C111260100\x1d3106000001", "]C10106901234567893", "]d2(01)1",
         "https://id.gs1.org/01/06901234567892?17=261231", "ZG2|K7M2QX4T9A", "https://zs.example.cn/x", "ZG1|T-0001-1-1|5|0123456789abcdef")


def check_code(battery, program):
    """What the real program says about codes of every kind."""
    asked = [{"id": str(number), "text": text, "now": "2026-11-24"} for number, text in enumerate(CODES)]
    asked.append({"id": "card", "text": "0010597059", "symbology": "card-10D"})
    done = subprocess.run([program, "code", "--stdin"], input="".join(json.dumps(one) + "\n" for one in asked),
                          capture_output=True, text=True, check=False)
    answers = done.stdout.splitlines()
    battery.check(len(answers) == len(asked), f"{program} answered {len(answers)} of {len(asked)} codes: {done.stderr}")
    kinds = {answer["kind"] for line in answers if (answer := battery.accepts_text("code", line, "zhuanguictl code"))}
    every = set(battery.schemas["code"]["properties"]["kind"]["enum"])
    battery.check(kinds == every, f"no code of the kinds {sorted(every - kinds)} was asked for")


ARTEFACTS = (("current.journal.ndjson", None), ("county.journal.ndjson", None), ("*events.ndjson", "event"),
             ("*dump*.json", "dump"), ("*status.json", "status"), ("*verify.json", "verify"), ("*report.json", "report-day"),
             ("report-sales.json", "report-sales"), ("recompute.json", "recompute"))


def check_artefacts(battery, folder):
    """What the real programs left behind in the script tier."""
    for pattern, schema in ARTEFACTS:
        paths = sorted(folder.rglob(pattern))
        battery.check(bool(paths), f"no {pattern} under {folder}: run the script tier first")
        for path in paths:
            if schema is None:
                battery.journal(path)
            elif schema == "event":
                texts = path.read_text(encoding="utf-8").splitlines()
                values = [strict(text) for text in texts]
                wrong = [error for value in values for error in battery.errors(schema, value)]
                battery.check(not wrong, f"{path} does not fit event: {wrong[:3]}")
            else:
                battery.accepts_text(schema, path.read_text(encoding="utf-8"), str(path))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writer", help="the program schema_writer")
    parser.add_argument("--artefacts", type=pathlib.Path, help="folder where the script tier left its files")
    options = parser.parse_args()
    battery = Battery()
    check_schemas(battery)
    check_strictness(battery)
    check_cases(battery)
    battery.journal(ROOT / "tests/schema/vector.ndjson", unknown_kinds={"shift.closed"})
    for path in sorted((ROOT / "tests/golden/journal").glob("*.ndjson")):
        battery.journal(path)
    if options.writer:
        check_writer(battery, options.writer)
        check_code(battery, pathlib.Path(options.writer).resolve().parents[1] / "zhuanguictl")
    if options.artefacts:
        check_artefacts(battery, options.artefacts)
    print(f"{battery.passed} passed, {battery.failed} failed")
    return 1 if battery.failed else 0


if __name__ == "__main__":
    sys.exit(main())
