#!/usr/bin/env python3
"""The real terminal, headless, while its disk fails at one write or sync of a sale after the other, and at every sync.

For N = 1, 2, …: a sale is paid under `disk write-error N` (or sync-error N). Where the commit does not succeed there is
no paid frame, no printed byte and no drawer pulse, the cart is kept and a notice says what to do; then the disk works
again, and the same payment sells exactly once. The enumeration ends at the first N that no longer fires: the sale then
goes through at once. While every sync fails, nobody can know whether the sale stands: it is not shown as paid, nothing but
the same payment is possible, and that tells once the disk works.

usage: faults_test.py --programs build/bin --work build/faults
Ends with "N passed, N failed": one test per N and kind of error, and one of every sync.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "script"))
from demo_county import County, Trouble, environment, run  # noqa: E402  pylint: disable=wrong-import-position

CODE = "6999000101609"
POSITIONS_MAX = 60

# What must hold on screen after the failed payment, and then the payment once more.
PAY_FAILING = f"""scan {CODE}
tap @checkout
tap @pad.2
tap @pad.0
disk {{fault}}
tap @pad.ok
expect-state {{state}}
"""
# Neither the way back nor another amount.
IN_DOUBT = """tap @back
expect-state paying
tap @pad.5
expect 20.00
"""
FAILED = """expect-notice commit_failed
expect-no-print
expect-drawer 0
disk ok
tap @pad.ok
expect-state paid
expect-drawer 1
"""


class Terminal:
    def __init__(self, options):
        self.programs = pathlib.Path(options.programs).resolve()
        self.work = pathlib.Path(options.work).resolve()
        self.ctl = self.programs / "zhuanguictl"
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.county = County(self.programs, self.work / "county")
        self.data = self.work / "terminal"
        self.sales = 0

    def play(self, name, text):
        """Runs a script; answers its exit code, what it said, and its events."""
        script = self.work / f"{name}.script"
        events = self.work / f"{name}.events.ndjson"
        script.write_text(text, encoding="utf-8")
        command = [self.programs / "zhuangui-terminal", "--data", self.data, "--simulate", "--headless", "--script", script,
                   "--events", events, "--seed", "1"]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, env=environment(), check=False)
        said = done.stdout + done.stderr
        return done.returncode, said, [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]

    def sold(self):
        return len(run([self.ctl, "--data", self.data, "sale", "list", "--json"]).splitlines())

    def try_position(self, kind, nth):
        """One sale under a fault; False when the fault no longer fires."""
        return self.is_refused(f"{kind} {nth}", FAILED)

    def is_refused(self, fault, then):
        """True: refused, kept, and sold by the same payment once the disk works. False: sold at the first attempt."""
        name = fault.replace(" ", "-")
        status, said, events = self.play(name, PAY_FAILING.format(fault=fault, state="paying") + then)
        if status != 0:
            # Not refused: then it must have been sold at the first attempt, on the screen as in the journal.
            if not any(event["event"] == "sale.shown" for event in events):
                raise Trouble(f"{name}: neither refused nor sold: {said[-500:]}")
            self.check_books(name)
            return False
        self.check_order(name, events)
        self.check_books(name)
        return True

    def check_books(self, name):
        self.sales += 1
        if self.sold() != self.sales:
            raise Trouble(f"{name}: {self.sold()} sales in the journal, {self.sales} were paid")
        run([self.ctl, "--data", self.data, "journal", "verify"])

    @staticmethod
    def check_order(name, events):
        """Nothing that follows a sale comes before the commit that succeeded, and each comes once."""
        order = [event["event"] for event in events]
        commits = [at for at, event in enumerate(order) if event == "sale.committed"]
        attempts = [at for at, event in enumerate(order) if event == "sale.committing"]
        if len(commits) != 1 or len(attempts) != 2:
            raise Trouble(f"{name}: {len(attempts)} attempts and {len(commits)} commits, wanted 2 and 1")
        for wanted in ("sale.shown", "print.bytes", "drawer"):
            at = [index for index, event in enumerate(order) if event == wanted]
            if not at or at[0] < commits[0]:
                raise Trouble(f"{name}: {wanted} at {at}, the commit at {commits[0]}")
            if wanted == "sale.shown" and len(at) != 1:
                raise Trouble(f"{name}: the sale was shown {len(at)} times")
        notice = [at for at, event in enumerate(events) if event["event"] == "notice" and event["state"] == "commit_failed"]
        if not notice or notice[0] > commits[0]:
            raise Trouble(f"{name}: no notice told of the failure before the sale went through")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    terminal = Terminal(parser.parse_args())
    passed = failed = 0
    positions = {}
    try:
        terminal.county.start()
        terminal.county.enrol(terminal.ctl, terminal.data)
        for kind, wanted_min in (("write-error", 10), ("sync-error", 1)):
            fired = 0
            for nth in range(1, POSITIONS_MAX):
                if not terminal.try_position(kind, nth):
                    break
                fired += 1
                passed += 1
            else:
                raise Trouble(f"{kind} still fires at {POSITIONS_MAX}")
            if fired < wanted_min:
                raise Trouble(f"{kind} fired at {fired} positions, a sale has {wanted_min} at least")
            positions[kind] = fired
        if not terminal.is_refused("syncs-fail", IN_DOUBT + FAILED):
            raise Trouble("every sync fails, and the sale is shown as paid")
        passed += 1
    except (Trouble, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as trouble:
        failed += 1
        print(f"FAILED {trouble}")
    finally:
        terminal.county.stop()
    print("figure I/O positions of the running terminal: " + ", ".join(f"{kind} at {fired} positions" for kind, fired in positions.items()) +
          " of one sale, and every sync")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
