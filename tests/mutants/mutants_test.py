#!/usr/bin/env python3
"""Shows that the tests catch what they are for: puts one named fault after the other into the programs and runs the one
check that must notice it.

A mutant is a site `core::mutant("name")` in the product (core/mutant.h) and a row or two of the table below. Each row
is one test: the check is green on the very same program without a mutant, and red with it, by a failed expectation
whose words the row names: not by a crash, a hang or a program that does not start. A mutant that survives is a
failure, and so is one without a row. The programs are made by `ninja mutant_programs`.

usage: mutants_test.py --build build [--only NAME] [--counts FILE | --write-counts PREFIX]
Ends with "N passed, N failed".
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECK_TIMEOUT_S = 120
BORROWED = ("zhuanguictl", "zhuangui-county")  # stories need them, and they have no mutant of a story


class Trouble(Exception):
    """What a check did that neither green nor red is."""


def call(command, mutant, log):
    """Runs a check to its end; its exit status."""
    environment = {name: value for name, value in os.environ.items() if name != "ZHUANGUI_MUTANT"}
    if mutant:
        environment["ZHUANGUI_MUTANT"] = mutant
    with open(log, "wb") as output:
        process = subprocess.Popen([str(word) for word in command], stdout=output, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL, env=environment, start_new_session=True)
        try:
            return process.wait(timeout=CHECK_TIMEOUT_S)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise Trouble(f"the check did not end within {CHECK_TIMEOUT_S} s; its output is {log}") from error


class Gtest:
    """Tests of one GoogleTest program."""

    def __init__(self, program, *names):
        self.program = program
        self.names = names

    def __str__(self):
        return f"{self.program} {':'.join(self.names)}"

    def failures(self, build, work, mutant):
        """The words of every failed expectation."""
        report, log = work / f"{self.program}.json", work / f"{self.program}.{mutant or 'sound'}.log"
        report.unlink(missing_ok=True)
        status = call([build / "mutants" / self.program, f"--gtest_filter={':'.join(self.names)}",
                       f"--gtest_output=json:{report}", "--gtest_color=no"], mutant, log)
        if not report.exists():
            raise Trouble(f"{self.program} ended with {status} before its tests did; its output is {log}")
        tests = [test for suite in json.loads(report.read_text(encoding="utf-8"))["testsuites"]
                 for test in suite["testsuite"] if test["status"] == "RUN"]
        if len(tests) < len(self.names):
            raise Trouble(f"{self.program} ran {len(tests)} of the tests {', '.join(self.names)}")
        failures = [f"{test['name']}: {failure['failure']}" for test in tests for failure in test.get("failures", [])]
        if (status != 0) != bool(failures):
            raise Trouble(f"{self.program} ended with {status} and {len(failures)} failed expectations; see {log}")
        return failures


class Story:
    """A story of tests/script, played by the real terminal."""

    def __init__(self, name):
        self.name = name

    def __str__(self):
        return f"story {self.name}"

    def failures(self, build, work, mutant):
        log = work / f"{self.name}.{mutant or 'sound'}.log"
        status = call([sys.executable, ROOT / "tests/script/run_scripts.py", "--programs", build / "mutants",
                       "--work", work / "script", "--only", self.name], mutant, log)
        text = log.read_text(encoding="utf-8")
        if not re.search(r"^1 passed, 0 failed$" if status == 0 else r"^0 passed, 1 failed$", text, re.MULTILINE):
            raise Trouble(f"{self} ended with {status} without its closing line; its output is {log}")
        return [] if status == 0 else [text]


class Summary:
    """A program that says FAILED and a sentence for each failure, and sums up in its last line."""

    def __init__(self, program, *arguments):
        self.program = program
        self.arguments = arguments

    def __str__(self):
        return " ".join(str(word) for word in (self.program, *self.arguments))

    def failures(self, build, work, mutant):
        log = work / f"{self.program}.{mutant or 'sound'}.log"
        status = call([build / "mutants" / self.program, *self.arguments], mutant, log)
        text = log.read_text(encoding="utf-8")
        failures = re.findall(r"^FAILED (.*)$", text, re.MULTILINE)
        if (status != 0) != bool(failures) or not re.search(r"^\d+ passed, \d+ failed$", text, re.MULTILINE):
            raise Trouble(f"{self} ended with {status} and {len(failures)} failures; its output is {log}")
        return failures


SIMULATION = Summary("sim", "--jobs", 2, "--seeds", 1, 12)
MONKEY = Summary("monkey", "--events", 2000, "--seed", 1)

# Mutant, a check that must notice it, and words of the expectation that fails.
MUTANTS = (
    ("print-before-commit", Gtest("unit_till", "Paying.NothingIsPrintedAndNoDrawerOpensBeforeTheCommit"),
     r"PrintReceipt>\(\)"),
    ("paid-frame-before-commit", Story("15_disk_full_at_payment"), r"expected the state paying, but it is paid"),
    ("paid-frame-before-commit", MONKEY, r"which was not committed|is not in the journal|was shown with \d+ fen as entry 0,"),
    ("drawer-on-failed-commit", MONKEY, r"the drawer opened for sale \S+, which was not committed"),
    ("synchronous-off",
     Gtest("power_cuts", "PowerCut.AnAcknowledgedSaleIsThereAndNothingIsHalfWhereverThePowerFails"), r"\d+ lost, the first"),
    ("synchronous-off", SIMULATION, r"cannot open its journal|does not start|is not at the county|is marked as sent"),
    ("200-without-a-head-trusted", SIMULATION, r"nothing is marked sent that the county lacks"),
    ("no-unique", Gtest("contract_ledger", "*.TheSameEntriesAgainAreStoredOnce/*"), r"stored\(\)"),
    ("200-without-a-head-trusted", Gtest("unit_agent", "SyncAgent.OnlyA200WithTheHeadOfWhatWasSentIsAnAcknowledgement"),
     r"journal\.confirmed"),
    ("head-past-a-gap", Gtest("unit_ingest", "TakeBatch.AGapIsAnsweredWithTheCountysHeadAndRepeatedlyRaisesAnAlarm"),
     r"\"gap\""),
    ("drawer-on-failed-commit", Story("15_disk_full_at_payment"), r"expected that nothing was printed, but 10 bytes were"),
    ("release-half-applied", Gtest("power_cuts", "PowerCut.AReleaseIsAppliedWholeOrNotAtAll"), r"\d+ half, the first"),
    ("release-half-applied",
     Gtest("unit_journal", "Release.AnyWriteThatFailsWhileItIsAppliedLeavesTheOldListsWholeAndTheNextTryWorks"),
     r"kept\.sections"),
    ("business-day-by-local-zone", Gtest("unit_core", "BusinessDay.NeverGoesBackAndDoesNotLeapUnconfirmed"),
     r"over midnight"),
    ("remainder-fen-dropped", Gtest("unit_core", "LinePrice.FollowsTheTableReckonedByHand"), r"in_fen|price"),
    ("remainder-fen-dropped", Gtest("unit_payment", "SettledCart.SpreadsWhatIsLeftOffOverTheLinesToTheFen"), r"lines\[0\]"),
    ("quota-not-voided-by-a-new-epoch", Gtest("unit_payment", "QuotaRules.FollowTheTable"), r"allotted in an older epoch"),
    ("quota-drawn-twice", Gtest("unit_payment", "QuotaRules.FollowTheTable"), r"after an earlier sale"),
    ("reservations-not-added-up", Gtest("unit_ingest", "Reservations.WhatIsGrantedIsNeverMoreThanIsLeftOverAllTerminals"),
     r"4000 are left beside what was reserved"),
    ("return-ignores-earlier-returns", Gtest("unit_core", "Refund.IsRefusedWhereItIsNotOfWhatWasSold"), r"more than is left"),
    ("return-ignores-earlier-returns", Gtest("unit_ingest", "Recompute.AReturnOfMoreThanWasSoldIsFoundOverAllReturns"),
     r"found\.differences"),
    ("shift-hides-a-difference", Gtest("unit_ingest", "Recompute.AnHonestJournalOfManyKindsHasNoDifference"),
     r"difference_fen comes to -20, and 0 stands there"),
    ("remainder-fen-dropped", Gtest("unit_core", "MoneyOffPromotion.IsSpreadOverTheLinesAndExplainedOnEach"), r"totals\(answer\)"),
)


def names_in_the_sources():
    """Every mutant that has a site, with the files it has them in."""
    names = {}
    for top in ("terminal", "drivers", "sync"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".cc", ".h"):
                for name in re.findall(r'\bmutant\("([^"]+)"\)', path.read_text(encoding="utf-8")):
                    names.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    names.pop("name", None)  # the example in core/mutant.h
    return names


class Runner:
    def __init__(self, options):
        self.build = options.build.resolve()
        self.work = self.build / "mutants-work"
        self.passed = self.failed = 0
        self.caught = set()
        self.sound = {}  # checks already seen without a mutant: the words of what failed
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        for name in BORROWED:
            link = self.build / "mutants" / name
            link.unlink(missing_ok=True)
            link.symlink_to(self.build / "bin" / name)

    def count(self, name, sentence):
        """One test: `sentence` says what is wrong, None that nothing is."""
        if sentence:
            self.failed += 1
            print(f"FAILED {name}: {sentence}")
        else:
            self.passed += 1

    def judge(self, name, check, words):
        key = str(check)
        if key not in self.sound:
            self.sound[key] = check.failures(self.build, self.work, None)
        if self.sound[key]:
            return f"{check} fails without any mutant:\n    " + self.sound[key][0][:600]
        failures = check.failures(self.build, self.work, name)
        if not failures:
            return f"survived: {check} does not notice it"
        if not any(re.search(words, failure) for failure in failures):
            return f"{check} is red, but not by the expectation /{words}/:\n    " + failures[0][:600]
        return None

    def run(self, name, check, words):
        started = time.monotonic()
        try:
            sentence = self.judge(name, check, words)
        except (Trouble, OSError, ValueError, KeyError) as trouble:
            sentence = f"{trouble}"
        self.count(name, sentence)
        if not sentence:
            self.caught.add(name)
            print(f"ok {name}: caught by {check} ({time.monotonic() - started:.1f} s)")

    def table_is_whole(self):
        sites, rows = set(names_in_the_sources()), {row[0] for row in MUTANTS}
        if sites - rows:
            return f"no check is named for {', '.join(sorted(sites - rows))}"
        if rows - sites:
            return f"no source has a site for {', '.join(sorted(rows - sites))}"
        return None

    def ordinary_programs_have_none(self):
        for program in ("zhuangui-terminal", "zhuanguictl", "zhuangui-county"):
            content = (self.build / "bin" / program).read_bytes()
            for name in ("ZHUANGUI_MUTANT", *names_in_the_sources()):
                if name.encode() in content:
                    return f"build/bin/{program} holds the words {name}"
        if b"ZHUANGUI_MUTANT" not in (self.build / "mutants/zhuangui-terminal").read_bytes():
            return "the control is blind: the words are not found in the program with mutants either"
        return None


def check_counts(runner, options):
    if options.write_counts:
        pathlib.Path(options.write_counts + ".mutants").write_text(f"mutants mutants {len(MUTANTS)}\n", encoding="utf-8")
    elif options.counts:
        rows = [line.split() for line in pathlib.Path(options.counts).read_text(encoding="utf-8").splitlines()]
        expected = [int(row[2]) for row in rows if row[:2] == ["mutants", "mutants"]]
        if not expected or len(MUTANTS) < expected[0]:
            runner.count("the table", f"has {len(MUTANTS)} mutants, {options.counts} expects {expected}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--only", default="", help="part of a mutant's name")
    parser.add_argument("--counts")
    parser.add_argument("--write-counts")
    options = parser.parse_args()
    runner = Runner(options)
    for name, check, words in MUTANTS:
        if options.only in name:
            runner.run(name, check, words)
    if not options.only:
        runner.count("every mutant in the sources has its check, and every check its mutant", runner.table_is_whole())
        runner.count("the ordinary programs have no mutant", runner.ordinary_programs_have_none())
        check_counts(runner, options)
    print(f"figure mutants: {len(runner.caught)} of {len({row[0] for row in MUTANTS})} caught")
    print(f"{runner.passed} passed, {runner.failed} failed")
    return 1 if runner.failed or not runner.passed else 0


if __name__ == "__main__":
    sys.exit(main())
