#!/usr/bin/env python3
"""Controls of run_programs.py: each way in which a tier must turn red does so. Ends with "N passed, N failed"."""
import json
import pathlib
import subprocess
import sys
import tempfile

RUNNER = pathlib.Path(__file__).with_name("run_programs.py")


def test(name, result="COMPLETED", status="RUN", failure=None):
    row = {"classname": "Suite", "name": name, "status": status, "result": result}
    return {**row, "failures": [{"failure": failure}]} if failure else row


class Case:
    """One folder with one program that reports `tests` (None: reports nothing) and ends with `exit_code`."""

    def __init__(self, note, want, words, tests=None, exit_code=0, listed="unit unit_a 2", sleep_s=0, says=""):
        self.note, self.want, self.words, self.listed = note, want, words, listed
        report = json.dumps({"testsuites": [{"testsuite": tests}]}) if tests is not None else None
        self.script = "#!/bin/sh\n"
        if sleep_s:
            self.script += f"sleep {sleep_s}\n"
        if report is not None:
            self.script += f"for a; do case $a in --gtest_output=json:*) cat >\"${{a#*json:}}\" <<'E'\n{report}\nE\n;; esac; done\n"
        if says:
            self.script += f"echo '{says}'\n"
        self.script += f"exit {exit_code}\n"

    def holds(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            program = folder / "unit_a"
            program.write_text(self.script, encoding="utf-8")
            program.chmod(0o755)
            counts = folder / "counts.txt"
            counts.write_text("# TIER PROGRAM TESTS\n" + self.listed + "\n", encoding="utf-8")
            done = subprocess.run([sys.executable, RUNNER, "--tier", "unit", "--folder", folder, "--pattern", "unit_.*",
                                   "--counts", counts, "--timeout", "1"], capture_output=True, text=True, check=False)
        last = done.stdout.splitlines()[-1]
        good = (last == self.want and self.words in done.stdout and
                done.returncode == (0 if self.want.endswith(" 0 failed") else 1))
        if not good:
            print(f"FAILED {self.note}: {done.stdout}{done.stderr}")
        return good


TWO = [test("One"), test("Two")]
CASES = [
    Case("two sound tests", "2 passed, 0 failed", "ok unit_a: 2 tests", TWO),
    Case("a test that fails", "1 passed, 1 failed", "3 is not 4", [test("One"), test("Two", failure="3 is not 4")], 1),
    Case("a skipped test", "1 passed, 1 failed", "was skipped", [test("One"), test("Two", result="SKIPPED")]),
    Case("a disabled test", "1 passed, 1 failed", "was skipped",
         [test("One"), test("Two", status="NOTRUN", result="SUPPRESSED")]),
    Case("fewer tests than expected", "1 passed, 1 failed", "1 tests where 2 are expected", [test("One")]),
    Case("a program that is gone", "2 passed, 1 failed", "unit_b is listed", TWO,
         listed="unit unit_a 2\nunit unit_b 1"),
    Case("a program that is not listed", "2 passed, 1 failed", "unit_a is not in", TWO, listed=""),
    Case("a program that crashes", "0 passed, 2 failed", "before its tests did", None, 139),
    Case("a program that hangs", "0 passed, 2 failed", "did not end within 1 s", None, 0, sleep_s=30),
    Case("a bad end after good tests", "2 passed, 1 failed", "although its tests passed", TWO, 1),
    Case("a sanitizer's report after good tests", "2 passed, 1 failed", "    WARNING: ThreadSanitizer: data race", TWO, 66,
         says="WARNING: ThreadSanitizer: data race"),
    Case("a program without tests", "0 passed, 2 failed", "has no test", []),
    Case("tests of another tier do not count", "2 passed, 1 failed", "is not in", TWO, listed="usb unit_a 2"),
]


def main():
    results = [case.holds() for case in CASES]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
