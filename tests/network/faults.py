"""10,000 entries in batches of at most 50 through tests/support/faulty_proxy.py to a real county (issue: network)."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from demo_county import County, Trouble, run

ENTRIES = 10_000
BATCH_ENTRIES = 50
FOREIGN_ENTRIES = 2_000
REQUESTS_MIN = ENTRIES // BATCH_ENTRIES


class FaultyRun:
    """One backlog, sent through every fault, or only those named. Each check_… is one test; its docstring names it."""

    def __init__(self, programs, support, work, seed, say):
        """say(line): where notes for the closing summary go."""
        self.programs, self.support, self.work, self.seed, self.say = programs, support, work, seed, say
        self.entries, self.foreign_entries, self.only_faults = ENTRIES, FOREIGN_ENTRIES, ()
        self.ctl = programs / "zhuanguictl"
        self.terminal, self.other = work / "terminal", work / "other-terminal"
        self.county = County(programs, work / "county")
        self.proxy = None
        self.log, self.spent_s = [], 0.0

    def start_proxy(self):
        ready = self.work / "proxy.ready"
        command = [sys.executable, self.support / "faulty_proxy.py", "--programs", self.programs, "--county", self.county.folder,
                   "--terminal", "T-0001", "--data", self.terminal, "--seed", self.seed, "--ready-file", ready,
                   "--log", self.work / "proxy.ndjson", "--batch-entries", BATCH_ENTRIES, *(["--faults", *self.only_faults] if self.only_faults else [])]
        with open(self.work / "proxy.log", "wb") as words:
            self.proxy = subprocess.Popen([str(word) for word in command], stdout=words, stderr=words, stdin=subprocess.DEVNULL)
        limit = time.monotonic() + 30
        while not (ready.exists() and ready.read_text(encoding="utf-8").endswith("\n")):
            if self.proxy.poll() is not None or time.monotonic() > limit:
                raise Trouble(f"the proxy did not come up; its words are in {self.work / 'proxy.log'}")
            time.sleep(0.02)
        self.county.address = ready.read_text(encoding="utf-8").splitlines()[0]

    def stop_proxy(self):
        if self.proxy is None:
            return
        self.proxy.terminate()
        self.proxy.wait(timeout=30)
        self.proxy = None

    def enrol_and_fill(self, folder, entries, memory):
        """A terminal whose journal has so many entries: sales between the epoch's first entry and the orderly stop. Made in
        memory, where a sync costs nothing: ten thousand commits to a disk would take longer than the test."""
        made_in = pathlib.Path(memory) / folder.name
        self.county.enrol(self.ctl, made_in)
        return made_in, subprocess.Popen([str(self.programs / "bench_fill"), str(made_in), str(entries - 2)])

    def make_terminals(self):
        in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else self.work
        with tempfile.TemporaryDirectory(dir=in_memory, prefix="zhuangui-network-") as memory:
            fillings = [(folder, *self.enrol_and_fill(folder, entries, memory))
                        for folder, entries in ((self.terminal, self.entries), (self.other, self.foreign_entries))]
            for folder, made_in, filling in fillings:
                if filling.wait(timeout=300):
                    raise Trouble(f"bench_fill ended with {filling.returncode}")
                shutil.move(made_in, folder)

    def push(self, folder, timeout_s):
        return run([self.programs / "push_journal", folder, BATCH_ENTRIES, 5, 20, 1000 * timeout_s], timeout_s=timeout_s + 30)

    def run(self):
        self.work.mkdir(parents=True)
        try:
            self.start_proxy()
            self.make_terminals()
            self.push(self.other, 60)
            started = time.monotonic()
            self.push(self.terminal, 400)
            self.spent_s = time.monotonic() - started
        finally:
            self.stop_proxy()
        self.log = [json.loads(line) for line in (self.work / "proxy.ndjson").read_text(encoding="utf-8").splitlines()]
        requests, suffered = len(self.requests()), sum(self.times().values())
        least = self.entries // BATCH_ENTRIES
        self.say(f"note {self.entries} entries, seed {self.seed}: {requests} requests ({requests / least:.2f} times the minimum of "
                 f"{least}), {suffered} of them harmed in {len(self.times())} ways in {self.spent_s:.0f} s: "
                 + ", ".join(f"{name} {times}" for name, times in sorted(self.times().items())))

    def requests(self, fault=None):
        return [line for line in self.log if "request" in line and fault in (None, line["fault"])]

    def times(self):
        times = {}
        for line in self.requests():
            if line["fault"]:
                times[line["fault"]] = times.get(line["fault"], 0) + 1
        return times

    def check_faults(self):
        """every fault of the plan befell at least eight requests"""
        sys.path.insert(0, str(self.support))
        from faulty_proxy import FaultyProxy  # pylint: disable=import-outside-toplevel
        rare = {name: self.times().get(name, 0) for name in FaultyProxy.fault_names() if self.times().get(name, 0) < 8}
        if rare or len(FaultyProxy.fault_names()) < 18:
            raise Trouble(f"too rare: {rare}")

    def check_nothing_is_marked_that_the_county_lacks(self):
        """after each request nothing counts as sent that the county lacks or has otherwise"""
        troubles = [line["trouble"] for line in self.log if "trouble" in line]
        if troubles or not self.requests():
            raise Trouble(f"{len(troubles)} times, first: {(troubles or ['no request at all'])[0]}")

    def check_requests(self):
        """the requests are at most three times the minimum"""
        if not REQUESTS_MIN <= len(self.requests()) <= 3 * REQUESTS_MIN:
            raise Trouble(f"{len(self.requests())} requests")

    def check_kills(self):
        """a county killed between receipt and commit has nothing of the batch, between commit and reply all of it"""
        before = [line["stored"] for line in self.requests("killed_between_receipt_and_commit")]
        after = [line["stored"] for line in self.requests("killed_between_commit_and_reply") if line["method"] == "POST"]
        between = [line["stored"] for line in self.requests("killed_at_an_enumerated_moment")]
        if set(before) != {0}:
            raise Trouble(f"stored before the commit: {before}")
        if after.count(BATCH_ENTRIES) < 3 or set(after) - {0, BATCH_ENTRIES}:  # 0: it had the batch already
            raise Trouble(f"stored after the commit: {after}")
        if set(between) - {0, BATCH_ENTRIES}:
            raise Trouble(f"half a batch was stored: {between}")
        self.say(f"note killed between receipt and commit {len(before)} times, between commit and reply {after.count(BATCH_ENTRIES)} times, "
                 f"at an enumerated moment {len(between)} times, of which {between.count(BATCH_ENTRIES)} after the commit")

    def check_duplicates(self):
        """of ten copies of a request at once the county takes one, and none when it had taken that very request before"""
        taken = [line["taken"] for line in self.requests("duplicated_ten_times") if not line["came_before"]]
        again = [line["taken"] for line in self.requests("duplicated_ten_times") if line["came_before"]]
        if len(taken) < 3 or set(taken) != {1} or set(again) - {0, 1}:  # 1: the county was killed in between and knows no more
            raise Trouble(f"taken: {taken}, of those that came before: {again}")

    def check_exports(self):
        """both exports are equal byte for byte, in one epoch, and nothing went to the branches"""
        ours = run([self.ctl, "--data", self.terminal, "journal", "export"])
        theirs = self.county.command("journal", "export", "--terminal", "T-0001")
        if ours != theirs:
            first = next(number for number, (a, b) in enumerate(zip(ours.split("\n"), theirs.split("\n")), 1) if a != b)
            raise Trouble(f"{len(ours)} and {len(theirs)} bytes, different from line {first} on")
        lines = ours.count("\n")
        if lines != 1 + ENTRIES + 1:
            raise Trouble(f"the export has {lines} lines, {ENTRIES} entries, first line and head were expected")
        branches = self.county.command("branch", "list", "--json")
        if branches:
            raise Trouble(f"there are branches: {branches[:300]}")

    def check_verify(self):
        """both sides verify"""
        run([self.ctl, "--data", self.terminal, "journal", "verify"])
        self.county.command("verify")

    def check_totals(self):
        """each sale is in the county's report once, to the fen"""
        sales = [json.loads(line) for folder in (self.terminal, self.other)
                 for line in run([self.ctl, "--data", folder, "sale", "list", "--json"]).splitlines()]
        days = sorted({sale["business_day"] for sale in sales})
        total = json.loads(self.county.day_report(days[0], days[-1]))["total"]
        expected = ENTRIES - 2 + FOREIGN_ENTRIES - 2, sum(sale["total_fen"] for sale in sales)
        if (len(sales), expected[1]) != expected or (total["sales"], total["net_fen"]) != expected:
            raise Trouble(f"the terminals have {expected}, the county {total}")

    def checks(self):
        return [self.check_nothing_is_marked_that_the_county_lacks, self.check_faults, self.check_requests, self.check_kills,
                self.check_duplicates, self.check_exports, self.check_verify, self.check_totals]


class TrustingRun(FaultyRun):
    """A short backlog through captive portals only, sent by the sound agent and by one with the named fault."""

    def __init__(self, programs, support, work, seed, say):
        super().__init__(programs, support, work, seed, say)
        self.entries, self.foreign_entries, self.only_faults = 10 * BATCH_ENTRIES, 2, ("html_200",)
        self.mutant = ""

    def push(self, folder, timeout_s):
        program = self.programs.parent / "mutants" / "push_journal"
        return run([program, folder, BATCH_ENTRIES, 5, 20, 10_000], timeout_s=60, accept=(0, 1),
                   env={**os.environ, "ZHUANGUI_MUTANT": self.mutant} if self.mutant else None)

    def troubles(self):
        self.run()
        if self.times().get("html_200", 0) < 5:
            raise Trouble(f"too few portals: {self.times()}")
        return [line["trouble"] for line in self.log if "trouble" in line]


def check_that_trust_is_found_out(programs, support, work, seed, say):
    """an agent that takes a 200 without a head for an acknowledgement is found out, and the sound one passes"""
    for mutant in ("", "200-without-a-head-trusted"):
        trusting = TrustingRun(programs, support, work / (mutant or "sound"), seed, say)
        trusting.mutant = mutant
        troubles = trusting.troubles()
        if bool(mutant) != bool(troubles):
            raise Trouble(f"{mutant or 'the sound agent'}: {troubles[:2]}")
