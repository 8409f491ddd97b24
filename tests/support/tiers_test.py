#!/usr/bin/env python3
"""Controls of tiers.sh: what a tier says counts as it stands, and its block comes whole and in turn.
Ends with "N passed, N failed"."""
import pathlib
import subprocess
import sys
import tempfile

TIERS = pathlib.Path(__file__).with_name("tiers.sh")
CLOSING = 'print_figures one two; echo "$passed passed, $failed failed"; [ "$failed" = 0 ]'


class Case:
    """A run of one or two tiers; `one` and `two` are what do_tier does for them. `wanted` are the lines that must stand
    in the output in this order, `unwanted` is in none."""

    def __init__(self, name, one, wanted, exit_code, two="run_tier two echo 5 passed, 0 failed", unwanted="unwanted", lanes=1):
        self.name, self.one, self.two, self.wanted, self.unwanted, self.exit_code = name, one, two, wanted, unwanted, exit_code
        self.start = "start_lane one two" if lanes == 1 else "start_lane one; start_lane two"

    def holds(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "build/tiers").mkdir(parents=True)
            script = f"set -uo pipefail; . {TIERS}; do_tier() {{ case $1 in one) {self.one} ;; two) {self.two} ;; esac; }}; " \
                     f"{self.start}; print_tiers one two; {CLOSING}"
            done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False, timeout=60)
        lines = iter(line.strip() for line in done.stdout.splitlines())
        good = (all(any(wanted in line for line in lines) for wanted in self.wanted) and self.unwanted not in done.stdout and
                done.stdout.splitlines()[-1] == self.wanted[-1] and done.returncode == self.exit_code)
        if not good:
            print(f"FAILED {self.name}: ended with {done.returncode}\n{done.stdout}{done.stderr}")
        return good


CASES = [
    Case("passed and failed are added up", "run_tier one printf '%s\\n' '3 passed, 2 failed'",
         ["one               3 passed    2 failed", "two               5 passed    0 failed", "8 passed, 2 failed"], 1),
    Case("empty and stray lines behind the summary are no failed tier",
         "run_tier one printf '%s\\n' '3 passed, 0 failed' 'a stray word' ''",
         ["a stray word", "3 passed    0 failed", "8 passed, 0 failed"], 0),
    Case("a tier that does not sum up has failed", "run_tier one echo all is well",
         ["before it had summed up", "0 passed    1 failed", "5 passed, 1 failed"], 1),
    Case("a bad end after a good summary has failed", "run_tier one sh -c 'echo 3 passed, 0 failed; exit 9'",
         ["ended with 9 although nothing failed", "3 passed    1 failed", "8 passed, 1 failed"], 1),
    Case("a tier that gives up has failed, and the next one runs", "give_up 'the disk is gone'; echo unwanted",
         ["tests/run.sh: the disk is gone", "5 passed    0 failed", "5 passed, 1 failed"], 1),
    Case("a tier that runs nothing has failed", "true", ["5 passed, 1 failed"], 1),
    Case("a lane that dies takes its tiers with it", "kill -9 $BASHPID; kill -9 0", ["5 passed, 1 failed"], 1),
    Case("a lane that is killed has failed in all its tiers", "kill -9 0", ["its lane ended", "its lane ended", "0 passed, 2 failed"], 1),
    Case("the later tier waits with its block for the slower one", "echo began; sleep 1; run_tier one echo 3 passed, 0 failed",
         ["began", "3 passed    0 failed", "5 passed    0 failed", "8 passed, 0 failed"], 0, lanes=2),
    Case("figures stand beneath the tier and at the end, notes only beneath, what went well in the log",
         "run_tier one printf '%s\\n' 'ok unwanted' 'note a note' 'figure cuts: 7' '3 passed, 0 failed'",
         ["3 passed    0 failed", "a note", "cuts: 7", "5 passed    0 failed", "cuts: 7", "8 passed, 0 failed"], 0),
]


def main():
    results = [case.holds() for case in CASES]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
