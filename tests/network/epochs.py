"""Terminals whose disk was put back, cloned, or cut off in the middle: every sale reaches the county, what a person must
see is raised, and the totals agree. The real programs; sales are scanned and paid by a script."""
import json
import shutil

from demo_county import County, Trouble, environment, run

CODES = ("6999000100107", "6999000100305", "6999000101203", "6999000102309")


class Shop:
    """One county and one enrolled terminal, in a folder of their own."""

    def __init__(self, programs, work):
        self.programs, self.work = programs, work
        self.ctl = programs / "zhuanguictl"
        self.terminal = work / "terminal"
        self.county = County(programs, work / "county")
        self.scripts = 0

    def __enter__(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.county.start()
        self.county.enrol(self.ctl, self.terminal)
        return self

    def __exit__(self, *_):
        self.county.stop()

    def county_back(self):
        self.county.serve(self.county.address.removeprefix("http://"))

    def play(self, lines, folder=None):
        """Runs the terminal until the script's end, an orderly stop."""
        self.scripts += 1
        path = self.work / f"{self.scripts}.script"
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        run([self.programs / "zhuangui-terminal", "--data", folder or self.terminal, "--simulate", "--headless", "--script", path,
             "--events", self.work / f"{self.scripts}.events.ndjson", "--seed", self.scripts], timeout_s=120, env=environment())

    def sync(self, folder=None):
        run([self.ctl, "--data", folder or self.terminal, "sync", "--until-empty", "--timeout", "60"], timeout_s=90)

    def sales(self, folder=None):
        text = run([self.ctl, "--data", folder or self.terminal, "sale", "list", "--json"])
        return [json.loads(line) for line in text.splitlines()]

    def listed(self, what):
        return [json.loads(line) for line in self.county.command(what, "list", "--json").splitlines()]

    def alarms(self):
        return {alarm["kind"] for alarm in self.listed("fork")}

    def total(self):
        total = json.loads(self.county.day_report("2020-01-01", "2099-12-31"))["total"]
        return total["sales"], total["net_fen"]

    def accept_all(self):
        for branch in self.listed("branch"):
            if branch["state"] == "open":
                self.county.command("branch", "accept", str(branch["branch"]))

    def must_have(self, sales, fen, where):
        if self.total() != (sales, fen):
            raise Trouble(f"{where}: the county counts {self.total()}, {(sales, fen)} were sold; branches {self.listed('branch')}, "
                          f"alarms {self.listed('fork')}")
        self.county.command("verify")
        for folder in self.work.glob("terminal*"):
            run([self.ctl, "--data", folder, "journal", "verify"])


def selling(sales):
    for number in range(sales):
        yield from (f"scan {CODES[number % len(CODES)]}", "tap @checkout", "tap @pad.9", "tap @pad.9", "tap @pad.9", "tap @pad.9",
                    "tap @pad.ok", "expect-state paid")


def fen_of(sales):
    return sum(sale["total_fen"] for sale in sales)


def epochs_of(sales):
    return sorted({sale["epoch"] for sale in sales})


def put_back(shop):
    """a terminal put back by ten sales, then 20 sales offline: all 35 are in the county, which raises a fork"""
    shop.play(["sync-wait 30", *selling(5), "sync-wait 30"])
    shutil.copytree(shop.terminal, shop.work / "backup")
    shop.play(["sync-wait 30", *selling(10), "sync-wait 30"])
    before = shop.sales()
    shutil.rmtree(shop.terminal)
    shutil.move(shop.work / "backup", shop.terminal)
    shop.county.stop()
    shop.play(selling(20))
    shop.county_back()
    shop.sync()
    after = shop.sales()
    if (len(before), len(after)) != (15, 25):
        raise Trouble(f"{len(before)} sales before, {len(after)} after")
    shop.must_have(15, fen_of(before), "before the office has decided")
    if "fork" not in shop.alarms() or not [branch for branch in shop.listed("branch") if branch["state"] == "open"]:
        raise Trouble(f"alarms {shop.alarms()}, branches {shop.listed('branch')}")
    shop.accept_all()
    twenty = after[5:]
    shop.must_have(35, fen_of(before) + fen_of(twenty), "after the office has accepted")
    shop.play(["sync-wait 30", *selling(1), "sync-wait 30"])
    if shop.sales()[-1]["epoch"] <= before[-1]["epoch"]:
        raise Trouble("no new epoch began")
    shop.must_have(36, fen_of(before) + fen_of(twenty) + shop.sales()[-1]["total_fen"], "in the new epoch")


def clones(shop):
    """two clones of one folder, each selling 20: all 47 sales are in the county, which says that the disk was cloned"""
    shop.play(["sync-wait 30", *selling(5), "sync-wait 30"])
    five = shop.sales()
    clone = shop.work / "terminal-clone"
    shutil.copytree(shop.terminal, clone)
    shop.play(["sync-wait 30", *selling(20), "sync-wait 30"])
    shop.county.stop()
    shop.play(selling(20), clone)
    shop.county_back()
    shop.sync(clone)
    shop.play(["sync-wait 30", *selling(2), "sync-wait 30"])
    shop.sync(clone)
    shop.accept_all()
    first, second = shop.sales(), shop.sales(clone)
    if (len(first), len(second)) != (27, 25):
        raise Trouble(f"the clones have {len(first)} and {len(second)} sales")
    if "cloned" not in shop.alarms():
        raise Trouble(f"alarms {shop.listed('fork')}, branches {shop.listed('branch')}")
    shop.must_have(47, fen_of(first) + fen_of(second) - fen_of(five), "after the office has accepted")


def clones_cut_off(shop):
    """two clones of a folder that was cut off offline begin an epoch each, after the same one: an alarm, and both count"""
    shop.play(["sync-wait 30", *selling(5), "sync-wait 30"])
    shop.county.stop()
    shop.play([*selling(1), "crash now", *selling(1)])  # an unclean stop that nobody looked after yet
    clone = shop.work / "terminal-clone"
    shutil.copytree(shop.terminal, clone)
    common = shop.sales()
    for folder in (shop.terminal, clone):
        shop.play(["crash now", *selling(20)], folder)
    shop.county_back()
    for folder in (shop.terminal, clone, shop.terminal, clone):
        shop.sync(folder)
    shop.accept_all()
    first, second = shop.sales(), shop.sales(clone)
    if (len(common), len(first), len(second)) != (7, 27, 27):
        raise Trouble(f"{len(common)}, {len(first)} and {len(second)} sales")
    if "cloned" not in shop.alarms():
        raise Trouble(f"alarms {shop.listed('fork')}, branches {shop.listed('branch')}")
    shop.must_have(47, fen_of(first) + fen_of(second) - fen_of(common), "after the office has accepted")


def cut_off_online(shop):
    """after an unclean stop online the same epoch goes on, since the county is not ahead, and all sales are there"""
    shop.play(["sync-wait 30", *selling(5), "crash now", *selling(5), "crash now", *selling(5), "sync-wait 30"])
    sales = shop.sales()
    if len(sales) != 15 or len(epochs_of(sales)) != 1:
        raise Trouble(f"{len(sales)} sales in the epochs {epochs_of(sales)}")
    shop.sync()
    shop.must_have(15, fen_of(sales), "without any decision")
    if shop.alarms() or shop.listed("branch"):
        raise Trouble(f"alarms {shop.listed('fork')}, branches {shop.listed('branch')}")
    run([shop.ctl, "--data", shop.terminal, "journal", "verify", "--county"])


def cut_off_offline(shop):
    """after an unclean stop offline a new epoch begins, and the entries of both are taken by the county"""
    shop.play(["sync-wait 30", *selling(2), "sync-wait 30"])
    shop.county.stop()
    shop.play([*selling(5), "crash now", *selling(5), "crash now", *selling(5)])
    sales = shop.sales()
    if len(sales) != 17 or len(epochs_of(sales)) != 3:
        raise Trouble(f"{len(sales)} sales in the epochs {epochs_of(sales)}")
    shop.county_back()
    shop.sync()
    shop.must_have(17, fen_of(sales), "without any decision")
    if shop.alarms() or shop.listed("branch"):
        raise Trouble(f"alarms {shop.listed('fork')}, branches {shop.listed('branch')}")
    run([shop.ctl, "--data", shop.terminal, "journal", "verify", "--county"])


STORIES = (put_back, clones, clones_cut_off, cut_off_online, cut_off_offline)
