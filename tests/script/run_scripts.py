#!/usr/bin/env python3
"""Runs each story tests/script/*.script, and the demo day of assets/demo as the quickstart does, through the real programs:
a demo county, an enrolled terminal, headless.

A story begins with lines "#! key value" that say what must be so afterwards, reckoned by hand:
  #! sales N             completed sales in the terminal's journal
  #! total YUAN          their sum, in the terminal's journal and in the county's day report
  #! back YUAN           what was given back of them, by the terminal's entries and in the county's day report; else nothing
  #! kind KIND           an entry of this kind is in the journal
  #! first-start yes     the terminal is not enrolled before, and the clock is the real one; in the story {ADDRESS} is the
                         county's address and {SCAN} what its enrolment code says as a QR code; {SCAN_DIFFERS} is that of
                         another county's key, and strangers answer at {NOT_COUNTY}, {BUSY} and {UNTRUSTED}
  #! county-never TEXT   is found in nothing the county keeps; journal-never TEXT: not in the terminal's own journal either
  #! never-stored TEXT   is found in no file of the terminal and in nothing the county received
  #! config LINE         a line of the terminal's configuration, which it is run with
  #! report WORDS = TEXT  zhuanguictl report or shift with these words says TEXT
  #! list KIND LINE      a line of a CSV file that the county imports and publishes before the terminal is enrolled
Beside that every story must leave a journal that verifies, alone and against the county; nothing unsent; a county that
verifies; and one printed receipt or none per sale. Ends with "N passed, N failed".

usage: run_scripts.py --programs build/bin --work build/script [--only NAME] [--counts FILE | --write-counts PREFIX]
"""
import argparse
import concurrent.futures
import datetime
import json
import pathlib
import shutil
import sys
import time
import traceback
import zoneinfo

from demo_county import County, Trouble, environment, run
from strangers import Strangers

HERE = pathlib.Path(__file__).resolve().parent
DEMO_DAY = HERE.parent.parent / "assets" / "demo" / "day.script"
AT_ONCE = 3  # a story waits for its programs far more than it reckons


class Story:
    def __init__(self, path, programs, work):
        self.path = path
        self.name = path.stem
        # The demo day is run on the day it is: its goods and prices must be in force whenever somebody looks at it.
        self.now = "2026-11-24T09:00:00"
        if path == DEMO_DAY:
            self.now = datetime.datetime.now(zoneinfo.ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M:%S")
        self.programs = pathlib.Path(programs).resolve()
        self.work = pathlib.Path(work).resolve() / path.stem
        self.ctl = self.programs / "zhuanguictl"
        self.terminal = self.work / "terminal"
        self.claims = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#!"):
                key, value = line[2:].split(maxsplit=1)
                self.claims.append((key, value))

    def run(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        county = County(self.programs, self.work / "county")
        try:
            county.start()
            self.publish_lists(county)
            if self.begins_unenrolled():
                self.play_first_start(county)
            else:
                county.enrol(self.ctl, self.terminal)
                self.play()
            self.check_books(county)
        finally:
            county.stop()
        self.check_claims_on_files()

    def publish_lists(self, county):
        """Each file that is written here goes again at once: what is plain in it must be found nowhere afterwards."""
        lines = [value.split(maxsplit=1) for key, value in self.claims if key == "list"]
        for kind in dict.fromkeys(kind for kind, _ in lines):
            rows = self.work / f"{kind}.csv"
            rows.write_text("".join(line + "\n" for its, line in lines if its == kind), encoding="utf-8")
            county.command("import", kind, rows)
            rows.unlink()
        if lines:
            county.command("publish")

    def begins_unenrolled(self):
        return ("first-start", "yes") in self.claims

    def play_first_start(self, county):
        """What the office gives out stands in the story only now."""
        words = ["enrol", "--counter", "C-0001", "--approve", "--address", county.address, "--json"]
        scan = json.loads(county.command(*words))["scan"]
        strangers = Strangers(self.work)
        try:
            self.play_with(strangers, county, scan)
        finally:
            strangers.stop()

    def play_with(self, strangers, county, scan):
        text = self.path.read_text(encoding="utf-8")
        for name, value in (("ADDRESS", county.address), ("SCAN", scan), ("SCAN_DIFFERS", scan[:-1] + ("0" if scan[-1] != "0" else "1")),
                            ("NOT_COUNTY", strangers.not_county), ("BUSY", strangers.busy), ("UNTRUSTED", strangers.untrusted)):
            text = text.replace("{" + name + "}", value)
        story = self.work / self.path.name
        story.write_text(text, encoding="utf-8")
        run([self.programs / "zhuangui-terminal", "--data", self.terminal, "--simulate", "--headless", "--script", story,
             "--events", self.work / "events.ndjson", "--seed", "1"], timeout_s=180, cwd=self.work, env=environment())

    def play(self):
        settings = [value for key, value in self.claims if key == "config"]
        configuration = []
        if settings:
            (self.work / "counter.toml").write_text("\n".join(settings) + "\n", encoding="utf-8")
            configuration = ["--config", self.work / "counter.toml"]
        run([self.programs / "zhuangui-terminal", "--data", self.terminal, "--simulate", "--headless", "--script",
             self.path, "--events", self.work / "events.ndjson", "--now", self.now, "--clock", "virtual",
             "--seed", "1", *configuration], timeout_s=180, cwd=self.work, env=environment())

    def ctl_json(self, name, *words, accept=(0,)):
        text = run([self.ctl, "--data", self.terminal, *words, "--json"], accept=accept)
        (self.work / name).write_text(text, encoding="utf-8")
        return text

    def check_books(self, county):
        """Terminal and county say the same, to the fen."""
        self.ctl_json("sync.json", "sync", "--until-empty", "--timeout", "20")
        self.ctl_json("status.json", "status")
        self.ctl_json("verify.json", "journal", "verify")
        run([self.ctl, "--data", self.terminal, "journal", "verify", "--county"])
        journal = run([self.ctl, "--data", self.terminal, "journal", "export"])
        (self.work / "current.journal.ndjson").write_text(journal, encoding="utf-8")
        acts = county.command("journal", "export", "--terminal", "county")
        (self.work / "county.journal.ndjson").write_text(acts, encoding="utf-8")
        county.command("verify")
        reckoned = county.command("recompute", "--json")  # every sale, return and shift of the story, once more by the county
        (self.work / "recompute.json").write_text(reckoned, encoding="utf-8")
        if (unchecked := json.loads(reckoned)["unchecked"]):
            raise Trouble(f"the county cannot reckon {unchecked}")
        sales = [json.loads(line) for line in self.ctl_json("sales.ndjson", "sale", "list").splitlines()]
        totals = [sale["total_fen"] for sale in sales]
        days = sorted({sale["business_day"] for sale in sales}) or ["2026-11-24"]
        text = county.day_report(days[0], days[-1])
        (self.work / "report.json").write_text(text, encoding="utf-8")
        listed = county.command("report", "sales", "--from", days[0], "--to", days[-1], "--format", "json")
        (self.work / "report-sales.json").write_text(listed, encoding="utf-8")
        report = json.loads(text)
        summed = sum(row["net_fen"] for row in report["rows"])
        entries = [json.loads(json.loads(line)["payload"]) for line in journal.splitlines() if '"payload"' in line]
        back = sum(entry["body"]["total_fen"] for entry in entries if entry["kind"] == "return.completed")
        if not report["total"]["net_fen"] == summed == sum(totals) - back or report["total"]["refund_fen"] != back:
            raise Trouble(f"terminal has {sum(totals)} fen less {back}, the county's rows {summed}, its total {report['total']}")
        if len({sale["sale"] for sale in sales}) != len(sales):
            raise Trouble("a sale id occurs twice in the terminal's list")
        for claim, value in self.claims:
            if claim == "report":
                words, wanted = value.split(" = ", 1)
                said = run([self.ctl, "--data", self.terminal, *words.split()])
                if wanted not in said:
                    raise Trouble(f"zhuanguictl {words} does not say {wanted}:\n{said}")
        self.compare("sales", len(sales))
        self.compare("total", f"{sum(totals) // 100}.{sum(totals) % 100:02d}")
        self.compare("back", f"{back // 100}.{back % 100:02d}")
        if back and "back" not in {key for key, _ in self.claims}:
            raise Trouble(f"{back} fen were given back, and the story does not say so")

    def compare(self, key, found):
        for claim, value in self.claims:
            if claim == key and value != str(found):
                raise Trouble(f"{key} is {found}, the story says {value}")

    def check_claims_on_files(self):
        keys = {key for key, _ in self.claims}
        if not {"sales", "total"} <= keys or keys - {"sales", "total", "back", "kind", "never-stored", "county-never", "journal-never", "config", "first-start", "list", "report"}:
            raise Trouble(f"the story must claim sales and total, and knows {sorted(keys)}")
        journal = (self.work / "current.journal.ndjson").read_text(encoding="utf-8")
        for key, value in self.claims:
            if key == "kind" and f'\\"kind\\":\\"{value}\\"' not in journal:
                raise Trouble(f"the journal has no entry {value}")
            if key == "journal-never" and value in journal:
                raise Trouble(f"{value} is in the terminal's own journal")
            if key == "county-never":
                for path in sorted((self.work / "county").rglob("*")):
                    if path.is_file() and value.encode() in path.read_bytes():
                        raise Trouble(f"the county keeps {value} in {path.relative_to(self.work)}")
            if key == "never-stored":
                for path in sorted(self.work.rglob("*")):
                    if path.is_file() and "simulated" not in path.parts and value.encode() in path.read_bytes():
                        raise Trouble(f"{value} is kept in {path.relative_to(self.work)}")


def told(path, options):
    """Whether the story went well, and what is to be said of it."""
    started = time.monotonic()
    try:
        Story(path, options.programs, options.work).run()
        return True, f"ok {path.stem} ({time.monotonic() - started:.1f} s)"
    except Trouble as trouble:
        return False, f"FAILED {path.stem}: {trouble}"
    except (OSError, ValueError, KeyError) as error:
        return False, f"FAILED {path.stem}: {error!r}\n{traceback.format_exc(limit=2)}"


def expected_number(counts):
    for line in pathlib.Path(counts).read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:2] == ["script", "stories"]:
            return int(words[2])
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--only", default="", help="part of a story's name")
    parser.add_argument("--counts")
    parser.add_argument("--write-counts")
    options = parser.parse_args()
    stories = [path for path in [*sorted(HERE.glob("*.script")), DEMO_DAY] if options.only in path.stem]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for well, words in pool.map(lambda path: told(path, options), stories):
            passed, failed = passed + well, failed + (not well)
            print(words, flush=True)
    if options.write_counts:
        pathlib.Path(options.write_counts + ".script").write_text(f"script stories {len(stories)}\n", encoding="utf-8")
    elif options.counts:
        expected = expected_number(options.counts)
        if expected is None or len(stories) < expected:
            failed += 1
            print(f"FAILED there are {len(stories)} stories, {options.counts} expects {expected}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
