#!/usr/bin/env python3
"""Figures of the real terminal, as design demands them: scan, start, memory, idle. One line a figure:
name value unit floor ratio target ok|MISSED n p50 p99 spread

usage: terminal_bench.py --programs build/bin --work build/bench [--long] [--sales N] [scan|start|restart|rss|idle …]
The terminal runs headless at 1920x1080 with simulated devices and a real county on the loopback, 5,000 products,
a journal of 100,000 sales (or N) on the disk that holds --work. Times are those of --events and of /proc.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "script"))
from demo_county import County, environment, run  # noqa: E402  pylint: disable=wrong-import-position
from driven_terminal import DrivenTerminal  # noqa: E402  pylint: disable=wrong-import-position

PRODUCTS = 5000
ORDER = ("scan", "start", "restart", "rss", "idle")


def gtin(number):
    digits = f"699{number:09d}"
    odd = sum(int(digit) for digit in digits[-1::-2])
    even = sum(int(digit) for digit in digits[-2::-2])
    return digits + str((10 - (odd * 3 + even) % 10) % 10)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def forget_the_disk():
    """So that the next start reads programs, fonts and journal from the disk. False without the right to."""
    os.sync()
    try:
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    except OSError:
        return False
    return True


class Child(DrivenTerminal):
    """The terminal of the bench, headless."""

    def __init__(self, bench, extra=()):
        bench.events.unlink(missing_ok=True)
        self.events = bench.events
        super().__init__(bench.programs / "zhuangui-terminal", ["--data", bench.data, "--simulate", "--headless", "--events", bench.events, *extra],
                         environment())

    def read_events(self):
        return [json.loads(line) for line in self.events.read_text(encoding="utf-8").splitlines()]

    def cpu_s(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, options):
        self.programs = pathlib.Path(options.programs).resolve()
        self.work = pathlib.Path(options.work).resolve()
        self.long = options.long
        self.sales = options.sales
        self.data = self.work / "terminal"
        self.events = self.work / "events.ndjson"
        self.county = County(self.programs, self.work / "county")
        self.missed = 0

    def prepare(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.county.start()
        products = ["id,name,category,gtins,in_store_item,weighed,unit,specification,township,village,cooperative,"
                    "season_months,tile,tile_colour,storage,aliases"]
        prices = ["product,unit,unit_price_fen,valid_from,valid_until"]
        for number in range(PRODUCTS):
            products.append(f"P-{number},巫溪山货{number},预包装食品,0{gtin(number)},,false,袋,500克,红池坝镇,茶山村,"
                            f"红池坝合作社,{number % 12 + 1},货,#6B4A12,常温,")
            prices.append(f"P-{number},piece,{500 + number},2026-01-01T00:00:00,")
        for kind, rows in (("products", products), ("prices", prices)):
            file = self.work / f"{kind}.csv"
            file.write_text("\n".join(rows) + "\n", encoding="utf-8")
        for kind in ("products", "prices"):
            self.county.command("import", kind, self.work / f"{kind}.csv")
        self.county.command("publish")
        self.county.enrol(self.programs / "zhuanguictl", self.data)
        child = Child(self)
        child.do("sync_wait", timeout_ms=20_000)
        child.stop()

    def fill(self):
        run([self.programs / "bench_fill", self.data, str(self.sales)], timeout_s=900)

    def tell(self, name, value, unit, target, good, values=(), floor="-", ratio="-"):
        self.missed += 0 if good else 1
        spread = f"{max(values) - min(values):.3f}" if values else "-"
        p50, p99 = (f"{percentile(values, 0.5):.3f}", f"{percentile(values, 0.99):.3f}") if values else ("-", "-")
        print(f"{name} {value:.3f} {unit} {floor} {ratio} {target} {'ok' if good else 'MISSED'} {len(values) or 1} {p50} {p99} "
              f"{spread}", flush=True)

    def scan(self):
        """From the scanner's last byte to the end of the present call of the first frame that has taken the scan in.
        While codes come, the cart is saved, 100,000 sales drain to the county and the last receipt prints: the printer
        takes nothing in the second after each payment and then catches up."""
        child = Child(self)
        seeded = random.Random(1)
        count = 10_000 if self.long else 1_000
        done = 0
        while done < count:
            codes = [gtin(seeded.randrange(PRODUCTS)) for _ in range(min(30, count - done))]
            child.do("scan_burst", interval_ms=seeded.randrange(20, 100), texts=codes)
            done += len(codes)
            for target in ("@checkout", "@pad.9", "@pad.00", "@pad.00", "@pad.9"):
                child.do("tap", target=target)
            child.do("printer", words=["nak", "1"])
            child.do("tap", target="@pad.ok")
            if child.do("dump")["dump"]["state"] != "paid":
                raise RuntimeError("a sale of the bench did not end in paid")
        child.stop()
        waits, scanned = [], []
        for event in child.read_events():
            if event["event"] == "scan":
                scanned.append(event["mono_us"])
            elif event["event"] == "frame":
                while len(waits) < event.get("scans", 0):
                    waits.append((event["mono_us"] - scanned[len(waits)]) / 1000)
        p99 = percentile(waits, 0.99)
        self.tell("scan.present_p99", p99, "ms", "<=5", p99 <= 5, waits)
        self.tell("scan.lost", count - len(waits), "scans", "=0", len(waits) == count)

    def start_once(self):
        """Milliseconds from exec to the presented idle frame; a scan must be taken right after it."""
        child = Child(self)
        child.do("scan", aim="E0", text=gtin(7))
        child.do("tap", target="@clear")
        child.do("tap", target="@clear.yes")
        child.stop()
        idle = next(event["mono_us"] for event in child.read_events()
                    if event["event"] == "frame" and event.get("state") == "idle")
        return idle / 1000 - child.started * 1000

    def start(self):
        self.start_once()
        warm = [self.start_once() for _ in range(20)]
        p95 = percentile(warm, 0.95)
        self.tell("start.idle_frame_p95", p95, "ms", "<=300", p95 <= 300, warm)
        cold = []
        for _ in range(5):
            if not forget_the_disk():
                print("start.cold_max not measured: dropping the disk's cache needs root", flush=True)
                return
            cold.append(self.start_once())
        self.tell("start.cold_max", max(cold), "ms", "<=1000", max(cold) <= 1000, cold)

    def restart(self):
        """From SIGKILL with an open cart until a frame with the same cart is presented: the supervisor (kiosk.sh) starts the
        terminal again at once, so this is its start, with the journal of a stop that was not orderly."""
        child = Child(self)
        child.do("scan_burst", interval_ms=0, texts=[gtin(number) for number in range(10, 15)])
        lines = child.dump()["lines"]
        waits = []
        for _ in range(10):
            child.kill()
            killed = time.monotonic()
            child = Child(self)
            if child.dump()["lines"] != lines:
                raise RuntimeError("the cart is another one after a crash")
            waits.append(next(event["mono_us"] for event in child.read_events()
                              if event["event"] == "frame" and event.get("state") == "selling") / 1000 - killed * 1000)
        child.do("tap", target="@clear")
        child.do("tap", target="@clear.yes")
        child.stop()
        self.tell("restart.same_cart_max", max(waits), "ms", "<=1000", max(waits) <= 1000, waits)

    def rss(self):
        child = Child(self)
        for sale in range(1000):
            child.do("scan_burst", interval_ms=0, texts=[gtin(sale * 3 % PRODUCTS), gtin(sale * 5 % PRODUCTS)])
            for target in ("@checkout", "@pad.9", "@pad.00", "@pad.00", "@pad.ok"):
                child.do("tap", target=target)
        peak = child.status_kib("VmHWM") / 1024
        child.stop()
        self.tell("rss.peak", peak, "MiB", "<=60", peak <= 60)

    def idle(self):
        child = Child(self)
        child.do("sync_wait", timeout_ms=600_000)
        seconds = 300 if self.long else 60
        before = child.cpu_s()
        time.sleep(seconds)
        share = (child.cpu_s() - before) / seconds * 100
        child.stop()
        self.tell("idle.cpu", share, "%", "<=0.3", share <= 0.3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--sales", type=int, default=100_000)
    parser.add_argument("names", nargs="*", choices=[*ORDER, []])
    options = parser.parse_args()
    names = options.names or list(ORDER)
    bench = Bench(options)
    try:
        bench.prepare()
        bench.fill()
        for name in names:
            getattr(bench, name)()
    finally:
        bench.county.stop()
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
