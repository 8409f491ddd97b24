#!/usr/bin/env python3
"""A bad network, and terminals whose disk was put back, cloned or cut off, before a real county.

usage: network_test.py --programs build/bin --work build/network [--rounds 1] [--seed N] [--only NAME]
                       [--counts FILE | --write-counts PREFIX]
  --rounds N   sends the 10,000 entries N times, each with the next seed
Ends with "N passed, N failed". The seed is printed; the same seed plans the same faults.
"""
import argparse
import concurrent.futures
import functools
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SUPPORT = HERE.parent / "support"
sys.path[:0] = [str(HERE.parent / "script"), str(SUPPORT), str(HERE)]
from demo_county import Trouble  # noqa: E402  pylint: disable=wrong-import-position
from epochs import STORIES, Shop  # noqa: E402  pylint: disable=wrong-import-position
from faulty_proxy import FaultyProxy  # noqa: E402  pylint: disable=wrong-import-position
from faults import FaultyRun, check_that_trust_is_found_out  # noqa: E402  pylint: disable=wrong-import-position

TROUBLES = (Trouble, OSError, ValueError, KeyError, IndexError, subprocess.TimeoutExpired)
AT_ONCE = 4


class Tally:
    """What one task found, kept until its turn to be printed has come."""

    def __init__(self):
        self.passed = self.failed = 0
        self.lines = []
        self.faulty_run = None

    def test(self, name, work):
        """Runs one test; False when it failed."""
        try:
            work()
        except TROUBLES as trouble:
            self.failed += 1
            self.lines.append(f"FAILED {name}: {trouble if isinstance(trouble, Trouble) else repr(trouble)}")
            return False
        self.passed += 1
        self.lines.append(f"ok {name}")
        return True


def suffer(tally, programs, work, seed):
    one = tally.faulty_run = FaultyRun(programs, SUPPORT, work / f"faults-{seed}", seed, tally.lines.append)
    if tally.test(f"everything arrives through a network that harms every batch (seed {seed})", one.run):
        for check in one.checks():
            tally.test(check.__doc__, check)


def trust(tally, programs, work, seed):
    tally.test(check_that_trust_is_found_out.__doc__,
               lambda: check_that_trust_is_found_out(programs, SUPPORT, work / "trust", seed, tally.lines.append))


def tell(story, tally, programs, work):
    def told():
        with Shop(programs, work / story.__name__) as shop:
            story(shop)
    tally.test(story.__doc__, told)


def tasks(options, programs, work):
    """Each is called with its tally; the longest come first."""
    for seed in range(options.seed, options.seed + (options.rounds if options.only in ("", "faults") else 0)):
        yield functools.partial(suffer, programs=programs, work=work, seed=seed)
    if options.only in ("", "trust"):
        yield functools.partial(trust, programs=programs, work=work, seed=options.seed)
    for story in (story for story in STORIES if options.only in story.__name__):
        yield functools.partial(tell, story, programs=programs, work=work)


def run_task(task):
    tally = Tally()
    task(tally)
    return tally


def expected_number(counts):
    for line in pathlib.Path(counts).read_text(encoding="utf-8").splitlines():
        if line.split()[:2] == ["network", "network_test"]:
            return int(line.split()[2])
    raise Trouble(f"{counts} does not say how many network tests there are")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--only", default="", help="faults, trust, or a part of a story's name")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--counts")
    parser.add_argument("--write-counts")
    options = parser.parse_args()
    programs, work = pathlib.Path(options.programs).resolve(), pathlib.Path(options.work).resolve()
    shutil.rmtree(work, ignore_errors=True)
    passed = failed = requests = suffered = 0
    # They wait for disks, frames and half-open connections far more than they reckon.
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for tally in pool.map(run_task, tasks(options, programs, work)):
            print("\n".join(tally.lines), flush=True)
            passed, failed = passed + tally.passed, failed + tally.failed
            if tally.faulty_run:
                requests += len(tally.faulty_run.requests())
                suffered += sum(tally.faulty_run.times().values())
    print(f"figure requests: {requests} for {options.rounds} times 10,000 entries, {suffered} of them harmed in "
          f"{len(FaultyProxy.fault_names())} ways")
    tests = passed + failed
    if options.write_counts:
        pathlib.Path(options.write_counts + ".network").write_text(f"network network_test {tests}\n", encoding="utf-8")
    elif options.counts and tests < expected_number(options.counts):
        failed += 1
        print(f"FAILED there are {tests} tests, {options.counts} expects {expected_number(options.counts)}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
