#!/usr/bin/env python3
"""Runs the GoogleTest programs of one tier, one after the other, and holds their numbers against the expected ones.

Says in one line what failed and why; ends with "N passed, N failed". A skipped or disabled test, a program that
crashes or hangs, fewer tests than expected, a program that is missing or not listed: each is a failure.
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import time


def expected_counts(path, tier):
    counts = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            row_tier, program, number = line.split()
            if row_tier == tier:
                counts[program] = int(number)
    return counts


def report_in(log):
    """The first report of a sanitizer in a program's output, else its last lines: a rare one must not be lost with its machine."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    at = next((index for index, line in enumerate(lines) if "Sanitizer" in line), max(0, len(lines) - 12))
    return "".join("\n    " + line[:200] for line in lines[at:at + 60])


class Tier:
    def __init__(self, options):
        self.options = options
        self.passed = 0
        self.failed = 0
        self.counts = {}

    def fail(self, sentence):
        self.failed += 1
        print(f"FAILED {sentence}")

    def run(self, program):
        report = program.parent / f"{program.name}.{self.options.tier}.json"
        report.unlink(missing_ok=True)
        command = [str(program), f"--gtest_output=json:{report}", "--gtest_color=no"]
        if self.options.wrapper:
            command = shlex.split(self.options.wrapper) + command
        started = time.monotonic()
        log = program.parent / f"{program.name}.{self.options.tier}.log"
        with open(log, "wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT,
                                       stdin=subprocess.DEVNULL, start_new_session=True)
            try:
                status = process.wait(timeout=self.options.timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                status = None
        self.judge(program.name, status, report, log)
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(("note ", "figure ")):
                print(line)
        print(f"ok {program.name}: {self.counts.get(program.name, 0)} tests, {time.monotonic() - started:.1f} s")

    def judge(self, name, status, report, log):
        if status is None:
            return self.fail(f"{name} did not end within {self.options.timeout} s; its output is {log}")
        if not report.exists():
            tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
            print("\n".join("    " + line for line in tail))
            return self.fail(f"{name} ended with {status} before its tests did; its output is {log}")
        tests = [test for suite in json.loads(report.read_text(encoding="utf-8"))["testsuites"]
                 for test in suite["testsuite"]]
        self.counts[name] = len(tests)
        bad = 0
        for test in tests:
            full = f"{name}: {test['classname']}.{test['name']}"
            if test["status"] != "RUN" or test["result"] != "COMPLETED":
                self.fail(f"{full} was skipped; a test that cannot run here must say so by failing")
                bad += 1
            elif test.get("failures"):
                first = test["failures"][0]["failure"].strip().splitlines()
                self.fail(f"{full}\n" + "\n".join("    " + line for line in first[:12]))
                bad += 1
            else:
                self.passed += 1
        if not tests:
            self.fail(f"{name} has no test")
        if status != 0 and not bad:
            self.fail(f"{name} ended with {status} although its tests passed; its output is {log}" + report_in(log))

    def compare(self):
        if not self.options.counts:
            path = pathlib.Path(f"{self.options.write_counts}.{self.options.tier}")
            rows = [f"{self.options.tier} {name} {number}" for name, number in sorted(self.counts.items())]
            path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
            return
        expected = expected_counts(self.options.counts, self.options.tier)
        for name, number in expected.items():
            if name not in self.counts:
                self.fail(f"{name} is listed in {self.options.counts} but was not built or did not run")
            elif self.counts[name] < number:
                self.fail(f"{name} has {self.counts[name]} tests where {number} are expected")
        for name in self.counts.keys() - expected.keys():
            self.fail(f"{name} is not in {self.options.counts}: bash tests/run.sh --update-counts lists it")
        if not expected and not self.counts:
            self.fail(f"the tier {self.options.tier} has no program")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tier", required=True)
    parser.add_argument("--folder", required=True, type=pathlib.Path)
    parser.add_argument("--pattern", required=True, help="regular expression for the whole name of a program")
    parser.add_argument("--wrapper", help="command to start each one under")
    parser.add_argument("--timeout", type=int, default=900, help="seconds for one program")
    parser.add_argument("--counts", help="file of expected counts")
    parser.add_argument("--write-counts", help="prefix of a file to write the counts to")
    tier = Tier(parser.parse_args())
    folder = tier.options.folder
    programs = sorted(path for path in folder.glob("*") if path.is_file() and os.access(path, os.X_OK)
                      and re.fullmatch(tier.options.pattern, path.name))
    for program in programs:
        tier.run(program)
    tier.compare()
    print(f"{tier.passed} passed, {tier.failed} failed")
    return 1 if tier.failed else 0


if __name__ == "__main__":
    sys.exit(main())
