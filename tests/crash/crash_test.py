#!/usr/bin/env python3
"""Kills the real terminal with SIGKILL, over and over on the same data, and counts what was promised against what is
kept. A sale is promised when the frame that says "paid" has been presented (sale.shown in --events).

Each round is one test: afterwards every promised sale is in the journal, at most one that nobody saw yet is there
beside them, no sale twice, the journal verifies. At the end the county has the very same sales.

usage: crash_test.py --programs build/bin --work build/crash [--rounds 20] [--seed N]
Ends with "N passed, N failed". The seed is printed; the same seed kills at the same planned moments.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "script"))
from demo_county import County, Trouble, environment, run  # noqa: E402  pylint: disable=wrong-import-position

CODES = ("6999000100107", "6999000100305", "6999000101203", "6999000102309", "2101201005202", "2101202010151")
SALES_PER_ROUND = 400


def one_sale(code):
    """From whatever a crash left: a scan takes goods on the idle, the cart and the thank-you screen alike."""
    return f"scan {code}\ntap @checkout\ntap @pad.9\ntap @pad.9\ntap @pad.9\ntap @pad.9\ntap @pad.ok\nexpect-state paid\n"


class Shop:
    def __init__(self, options):
        self.programs = pathlib.Path(options.programs).resolve()
        self.work = pathlib.Path(options.work).resolve()
        self.ctl = self.programs / "zhuanguictl"
        self.data = self.work / "terminal"
        self.random = random.Random(options.seed)
        self.promised = set()
        self.kept = set()
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.county = County(self.programs, self.work / "county")

    def plan(self, number):
        """Three rounds in four die at a random moment of wall time, the others at a named one."""
        if number % 4 == 3:
            return self.random.choice(["on-frame paid", "on-frame paid", "before-commit", "after-commit",
                                       f"after-print-bytes {self.random.randrange(1, 900)}"])
        return self.random.uniform(0.05, 1.5)

    def write_script(self, number, plan):
        lines = []
        for sale in range(SALES_PER_ROUND):
            if isinstance(plan, str) and sale == 2:
                lines.append(f"crash {plan}\n")
                lines.append(one_sale(self.random.choice(CODES)).replace("expect-state paid\n", ""))
                break
            lines.append(one_sale(self.random.choice(CODES)))
        path = self.work / f"round-{number}.script"
        path.write_text("".join(lines), encoding="utf-8")
        return path

    def play_until_killed(self, number, plan):
        events = self.work / f"round-{number}.events.ndjson"
        command = [self.programs / "zhuangui-terminal", "--data", self.data, "--simulate", "--headless", "--script",
                   self.write_script(number, plan), "--events", events, "--seed", str(number + 1)]
        log = self.work / f"round-{number}.log"
        with open(log, "wb") as output:
            parent = subprocess.Popen([str(word) for word in command], stdout=output, stderr=output,
                                      stdin=subprocess.DEVNULL, env=environment(), start_new_session=True)
            if isinstance(plan, str):
                status = parent.wait(timeout=60)
                if status != 0:
                    raise Trouble(f"the script of the round ended with {status}: {log.read_text()[-600:]}")
            else:
                self.wait_for_first_event(parent, events, log)
                time.sleep(plan)
                self.kill_child(parent)
                parent.wait(timeout=60)
        return events

    @staticmethod
    def wait_for_first_event(parent, events, log):
        limit = time.monotonic() + 30
        while not (events.exists() and events.stat().st_size):
            if parent.poll() is not None or time.monotonic() > limit:
                raise Trouble(f"the terminal did not come up: {log.read_text()[-600:]}")
            time.sleep(0.005)

    def kill_child(self, parent):
        """The terminal is the only child of the process that runs the script."""
        children = pathlib.Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text(encoding="ascii").split()
        if len(children) != 1:
            raise Trouble(f"the script's process has the children {children}, one was expected")
        os.kill(int(children[0]), signal.SIGKILL)

    def read_promises(self, events):
        for line in events.read_bytes().split(b"\n"):
            try:
                event = json.loads(line)
            except ValueError:
                continue  # the last line of a killed process may be cut
            if event["event"] == "sale.shown":
                self.promised.add(event["sale"])

    def check_books(self):
        run([self.ctl, "--data", self.data, "journal", "verify"])
        listed = [json.loads(line)["sale"]
                  for line in run([self.ctl, "--data", self.data, "sale", "list", "--json"]).splitlines()]
        now = set(listed)
        if len(now) != len(listed):
            raise Trouble("a sale is in the journal twice")
        if self.promised - now:
            raise Trouble(f"promised on screen but missing: {sorted(self.promised - now)}")
        if self.kept - now:
            raise Trouble(f"were in the journal and are gone: {sorted(self.kept - now)}")
        unseen = now - self.kept - self.promised
        if len(unseen) > 1:
            raise Trouble(f"{len(unseen)} sales were committed and never shown: {sorted(unseen)}")
        self.kept = now

    def compare_with_county(self):
        run([self.ctl, "--data", self.data, "sync", "--until-empty", "--timeout", "60"], timeout_s=90)
        run([self.ctl, "--data", self.data, "journal", "verify", "--county"])
        self.county.command("verify")
        sales = [json.loads(line)
                 for line in run([self.ctl, "--data", self.data, "sale", "list", "--json"]).splitlines()]
        days = sorted({sale["business_day"] for sale in sales})
        report = json.loads(self.county.day_report(days[0], days[-1]))
        total = sum(sale["total_fen"] for sale in sales)
        if report["total"]["net_fen"] != total or not sales:
            raise Trouble(f"the terminal has {len(sales)} sales of {total} fen, the county {report['total']}")
        print(f"ok {len(sales)} sales of {total} fen in the terminal and in the county, {len(self.promised)} of them promised")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    print(f"ok seed {options.seed}")
    shop = Shop(options)
    passed = failed = 0
    try:
        shop.county.start()
        shop.county.enrol(shop.ctl, shop.data)
        for number in range(options.rounds):
            plan = shop.plan(number)
            try:
                shop.read_promises(shop.play_until_killed(number, plan))
                shop.check_books()
                passed += 1
            except (Trouble, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as trouble:
                failed += 1
                print(f"FAILED round {number} (killed {plan}; seed {options.seed}): {trouble}")
        shop.compare_with_county()
        passed += 1
    except Trouble as trouble:
        failed += 1
        print(f"FAILED (seed {options.seed}): {trouble}")
    finally:
        shop.county.stop()
    print(f"figure kills: {options.rounds} of the selling terminal, its books checked after each")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
