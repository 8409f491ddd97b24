#!/usr/bin/env python3
"""The real terminal in a real window: under an X server (Xvfb), and under a Wayland kiosk compositor (cage), both without
hardware, at every size it is made for. What the display shows must equal, pixel for pixel, what the same terminal draws
headless, after whole and partial redraws; and nothing a person does at the keyboard or with the window leads out of it.
Ends with "N passed, N failed".

usage: window_test.py --programs build/bin --work build/window [--only NAME] [--counts FILE | --write-counts PREFIX]
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import time
import traceback
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "script"))
from demo_county import County, Trouble, environment  # noqa: E402  pylint: disable=wrong-import-position
from displays import Kiosk, XServer, end, wait_until  # noqa: E402  pylint: disable=wrong-import-position
from driven_terminal import DrivenTerminal  # noqa: E402  pylint: disable=wrong-import-position

SIZES = [(1024, 600), (1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)]
# What is done before each picture: a whole new screen, parts of one, a dialog over it and away again.
STEPS = [("idle", []), ("first", [("scan", "6999000100107")]), ("line", [("scan", "2101201005202"), ("tap", "@line.1.plus")]),
         ("dialog", [("tap", "@clear")]), ("back", [("tap", "@clear.no")]), ("paying", [("tap", "@checkout"), ("tap", "@pad.1")])]


PICTURE_COLOUR = bytes((12, 34, 231))  # no theme has it


def png_of_one_colour(width, height, colour):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + colour * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + \
        chunk(b"IEND", b"")


def shows_the_picture(path):
    """The picture of walnuts came with the release: whole rows of its colour stand on the display."""
    return PICTURE_COLOUR * 30 in path.read_bytes()


class Terminals:
    """One enrolled terminal with the county's list; each run begins with a copy of it and cannot reach the county."""

    def __init__(self, options):
        self.programs = pathlib.Path(options.programs).resolve()
        self.work = pathlib.Path(options.work).resolve()
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.kept = self.work / "enrolled"
        county = County(self.programs, self.work / "county")
        try:
            county.start()
            pictures = self.work / "pictures"
            pictures.mkdir()
            (pictures / "P-HETAO.png").write_bytes(png_of_one_colour(200, 150, PICTURE_COLOUR))
            county.command("import", "pictures", pictures)
            county.command("publish")
            county.enrol(self.programs / "zhuanguictl", self.kept)
            child = self.open("first", ["--headless"], environment(), data=self.kept)
            child.do("sync_wait", timeout_ms=20_000)
            child.stop()
        finally:
            county.stop()

    def open(self, name, how, surroundings, data=None):
        if data is None:
            data = self.work / name / "terminal"
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(self.kept, data)
        return DrivenTerminal(self.programs / "zhuangui-terminal",
                              ["--data", data, "--simulate", "--now", "2026-11-24T10:00:00", "--clock", "virtual", "--seed", "1", *how], surroundings)

    def same(self, one, other, difference):
        """Whether two pictures are equal in every pixel; else `difference` shows both."""
        done = subprocess.run([str(self.programs / "tests" / "golden_ui"), "--same", str(one), str(other), str(difference)], check=False, timeout=120)
        return done.returncode == 0


def take(terminal, steps):
    for what, value in steps:
        terminal.do(what, **({"text": value} if what == "scan" else {"target": value}))


def headless_pictures(terminals, size):
    """Drawn once for each size: {step: file}."""
    folder = terminals.work / f"headless-{size[0]}x{size[1]}"
    if not folder.exists():
        terminal = terminals.open(folder.name, ["--headless", "--size", f"{size[0]}x{size[1]}"], environment())
        for step, commands in STEPS:
            take(terminal, commands)
            terminal.do("screenshot", file=str(folder / f"{step}.png"))
        terminal.stop()
    return {step: folder / f"{step}.png" for step, _ in STEPS}


def compare(terminals, name, shot, wanted, wait_s):
    """`shot` takes a picture of the display; a compositor may need a moment to show what it was given."""
    folder = terminals.work / name
    limit = time.monotonic() + wait_s
    while not terminals.same(shot(folder / f"{wanted.stem}.ppm"), wanted, folder / f"{wanted.stem}.difference.png"):
        if time.monotonic() > limit:
            raise Trouble(f"the display does not show what is drawn: {folder / wanted.stem}.difference.png")
        time.sleep(0.1)


def walk(terminals, name, size, how, surroundings, shot, wait_s=0.0):
    wanted = headless_pictures(terminals, size)
    terminal = terminals.open(name, how, surroundings)
    try:
        for step, commands in STEPS:
            take(terminal, commands)
            compare(terminals, name, shot, wanted[step], wait_s)
        if not shows_the_picture(terminals.work / name / "line.ppm"):
            raise Trouble("the cart does not show the picture that came with the release")
        terminal.stop()
    finally:
        terminal.kill()


def under_x(terminals, size):
    name = f"x11-{size[0]}x{size[1]}"
    server = XServer(terminals.work / name / "display", *size)
    try:
        walk(terminals, name, size, [], server.environment(), server.picture, wait_s=3)
    finally:
        server.stop()


def in_a_window_under_x(terminals):
    """A window of its own size on a larger screen: the rest stays the X server's."""
    name, size = "x11-window", (1280, 720)
    server = XServer(terminals.work / name / "display", *size)
    try:
        walk(terminals, name, size, ["--windowed", "--size", "1280x720"], server.environment(), server.picture, wait_s=3)
    finally:
        server.stop()


def under_cage(terminals, size, driver):
    name = f"cage-{driver}-{size[0]}x{size[1]}"
    server = XServer(terminals.work / name / "display", max(size), max(size))
    kiosk = None
    try:
        kiosk = Kiosk(server, *size)
        walk(terminals, name, size, [], kiosk.environment(driver), kiosk.picture, wait_s=10)
    finally:
        if kiosk:
            kiosk.stop()
        server.stop()


def kept_in(terminals):
    """The keys by which one leaves a program, a desktop or a console, while a cart is open: nothing happens at all. What a
    window manager, a console or the kernel would do with them is not there to be seen."""
    size = (1024, 600)
    server = XServer(terminals.work / "kept-in" / "display", *size)
    terminal = terminals.open("kept-in", [], server.environment())
    try:
        take(terminal, STEPS[1][1])
        before, dump = server.picture(terminals.work / "kept-in" / "before.ppm").read_bytes(), terminal.dump()
        keys = [f"{with_}+{key}" for with_ in ("alt", "ctrl+alt", "super", "ctrl") for key in
                ("Tab", "Escape", "Delete", "BackSpace", "Return", "space", "c", "d", "l", "q", "w", "Print", *(f"F{n}" for n in range(1, 13)))]
        keys += ["Print", "Menu", "Super_L", "ctrl+shift+Escape", "alt+SysRq", "shift", "shift", "shift", "shift", "shift", "shift"]
        time.sleep(0.3)  # the screen has stood long enough for a person to press something on it
        for key in keys:
            server.act("key", "--clearmodifiers", key)
        time.sleep(0.3)
        if terminal.process.poll() is not None or terminal.dump() != dump:
            raise Trouble("a shortcut changed something")
        if server.picture(terminals.work / "kept-in" / "after.ppm").read_bytes() != before:
            raise Trouble("a shortcut changed the screen")
        server.act("key", "Return")  # the control: keys do arrive
        time.sleep(0.5)
        if (state := terminal.dump()["state"]) != "paying":
            raise Trouble(f"the control failed: a plain key led to {state}")
        terminal.stop()
    finally:
        terminal.kill()
        server.stop()


def the_pointer_shows_for_a_mouse_alone(terminals):
    size = (1024, 600)
    server = XServer(terminals.work / "pointer" / "display", *size)
    terminal = terminals.open("pointer", [], server.environment())
    try:
        bare = server.picture(terminals.work / "pointer" / "bare.ppm").read_bytes()
        server.act("mousemove", 500, 300)
        server.act("mousemove_relative", 7, 5)
        time.sleep(0.5)
        with_pointer = server.picture(terminals.work / "pointer" / "with.ppm").read_bytes()
        differing = sum(a != b for a, b in zip(bare, with_pointer))
        if not 10 < differing < 40 * 40 * 3:
            raise Trouble(f"{differing} bytes differ where the pointer is to be seen")
        wanted = headless_pictures(terminals, size)["idle"]
        (terminals.work / "pointer" / "bare2.ppm").write_bytes(bare)
        if not terminals.same(terminals.work / "pointer" / "bare2.ppm", wanted, terminals.work / "pointer" / "difference.png"):
            raise Trouble("something lay over the screen before the mouse moved")
        terminal.stop()
    finally:
        terminal.kill()
        server.stop()


def frames(path, state):
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["event"] == "frame" and line.get("state") == state]


def killed_in_the_kiosk(terminals):
    """SIGKILL with an open cart: kiosk.sh has the same cart on the screen again."""
    name, size = "kiosk", (1024, 600)
    server = XServer(terminals.work / name / "display", *size)
    terminal = terminals.open(name, [], server.environment())
    kiosk = None
    try:
        take(terminal, STEPS[1][1] + STEPS[2][1])
        lines = terminal.dump()["lines"]
        terminal.kill()
        data, events = terminals.work / name / "terminal", terminals.work / name / "events.ndjson"
        with open(terminals.work / name / "kiosk.log", "wb") as log:
            kiosk = subprocess.Popen([str(HERE.parents[1] / "packaging" / "kiosk.sh"), str(terminals.programs / "zhuangui-terminal"), "--data", str(data),
                                      "--simulate", "--events", str(events)], env=server.environment(), stdout=log, stderr=subprocess.STDOUT)
        slowest = 0.0
        wait_until(lambda: frames(events, "selling"), "the cart did not come up")
        for _ in range(2):  # the third within a few seconds would wait: a program that cannot start is not tried at full speed
            children = pathlib.Path(f"/proc/{kiosk.pid}/task/{kiosk.pid}/children")
            child = int(wait_until(lambda: children.read_text(encoding="ascii").split(), "kiosk.sh has no child")[-1])
            killed = time.monotonic()
            os.kill(child, signal.SIGKILL)
            # One life may show the cart in several frames: only those of the next one count.
            shown = wait_until(lambda: [one for one in frames(events, "selling") if one["mono_us"] / 1e6 > killed], "the cart did not come up again")
            slowest = max(slowest, shown[0]["mono_us"] / 1e6 - killed)
        print(f"note the same cart stood again at most {1000 * slowest:.0f} ms after a SIGKILL, of 2")
        end(kiosk)
        if kiosk.returncode != 0:
            raise Trouble(f"kiosk.sh ended with {kiosk.returncode} when it was told to stop")
        terminal = terminals.open(name, ["--headless"], environment(), data=data)
        if terminal.dump()["lines"] != lines:
            raise Trouble("the cart is another one")
        terminal.stop()
    finally:
        terminal.kill()
        end(kiosk)
        server.stop()


def the_display_goes_away(terminals):
    """The display server dies under an open cart, as if its plug were drawn: the terminal may end, the cart may not."""
    name, size = "unplugged", (1024, 600)
    server = XServer(terminals.work / name / "display", *size)
    terminal = terminals.open(name, [], server.environment())
    data = terminals.work / name / "terminal"
    try:
        take(terminal, STEPS[1][1] + STEPS[2][1])
        lines = terminal.dump()["lines"]
        server.process.kill()
        server.process.wait()
        wait_until(lambda: terminal.process.poll() is not None, "the terminal goes on without a display, and nobody starts it on another one")
        terminal = terminals.open(name, ["--headless"], environment(), data=data)
        if terminal.dump()["lines"] != lines or not lines:
            raise Trouble("the cart is another one")
        terminal.stop()
    finally:
        terminal.kill()
        server.stop()


def part_of(path, left, width, into):
    """Columns of a PPM as one of its own."""
    head, size, _, pixels = path.read_bytes().split(b"\n", 3)
    whole, height = map(int, size.split())
    rows = [pixels[3 * (y * whole + left):3 * (y * whole + left + width)] for y in range(height)]
    into.write_bytes(head + b"\n%d %d\n255\n" % (width, height) + b"".join(rows))
    return into


def the_customers_window(terminals):
    """Beside the terminal's own, on one wide display: each is what it draws headless, after each step; and both go on when
    the other's half was covered."""
    name, size, customer = "customer", (1280, 720), 1024
    folder = terminals.work / name
    server = XServer(folder / "display", size[0] + customer, size[1])
    settings = folder / "terminal.toml"
    settings.write_text(f"[customer_window]\nwidth = {customer}\nheight = {size[1]}\n", encoding="utf-8")
    wanted = headless_pictures(terminals, size)
    alone = terminals.open("customer-headless", ["--headless", "--config", settings, "--size", "1280x720"], environment())
    terminal = terminals.open(name, ["--windowed", "--size", "1280x720", "--config", settings], server.environment())
    try:
        for step, commands in STEPS:
            take(alone, commands)
            alone.do("screenshot-customer", file=str(folder / f"{step}.customer.png"))
            take(terminal, commands)
            compare(terminals, name, lambda path: part_of(server.picture(folder / "all.ppm"), 0, size[0], path), wanted[step], 3)
            compare(terminals, name, lambda path: part_of(server.picture(folder / "all.ppm"), size[0], customer, path), folder / f"{step}.customer.png", 3)
        windows = server.windows()
        server.act("windowunmap", windows[0], "windowmap", windows[0])
        server.act("windowunmap", windows[-1], "windowmap", windows[-1])
        compare(terminals, name, lambda path: part_of(server.picture(folder / "all.ppm"), size[0], customer, path), folder / "paying.customer.png", 3)
        terminal.stop()
        alone.stop()
    finally:
        terminal.kill()
        alone.kill()
        server.stop()


def a_wrong_pixel_is_caught(terminals):
    """The control of all others: one step in one channel of one pixel on the display."""
    size = (1024, 600)
    wanted = headless_pictures(terminals, size)["idle"]
    server = XServer(terminals.work / "control" / "display", *size)
    terminal = terminals.open("control", [], server.environment())
    try:
        path = terminals.work / "control" / "idle.ppm"
        if not terminals.same(server.picture(path), wanted, path.with_suffix(".difference.png")):
            raise Trouble("the display is not what is drawn to begin with")
        for offset in (0, 3 * 512 * 300 + 1):
            whole = bytearray(path.read_bytes())
            whole[-1 - offset] ^= 1
            (terminals.work / "control" / "wrong.ppm").write_bytes(whole)
            if terminals.same(terminals.work / "control" / "wrong.ppm", wanted, path.with_suffix(".difference.png")):
                raise Trouble("a wrong pixel was taken for right")
        terminal.stop()
    finally:
        terminal.kill()
        server.stop()


def tests(terminals):
    made = {}
    for size in SIZES:
        made[f"x11-{size[0]}x{size[1]}"] = lambda size=size: under_x(terminals, size)
    made["x11-window"] = lambda: in_a_window_under_x(terminals)
    for size in SIZES:
        made[f"cage-x11-{size[0]}x{size[1]}"] = lambda size=size: under_cage(terminals, size, "x11")
    made["customer"] = lambda: the_customers_window(terminals)
    made["kept-in"] = lambda: kept_in(terminals)
    made["pointer"] = lambda: the_pointer_shows_for_a_mouse_alone(terminals)
    made["unplugged"] = lambda: the_display_goes_away(terminals)
    made["kiosk"] = lambda: killed_in_the_kiosk(terminals)
    made["control"] = lambda: a_wrong_pixel_is_caught(terminals)
    return made


def expected(path):
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("window windows "):
            return int(line.split()[2])
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--only")
    parser.add_argument("--counts")
    parser.add_argument("--write-counts")
    options = parser.parse_args()
    terminals = Terminals(options)
    passed = failed = 0
    for name, test in tests(terminals).items():
        if options.only and options.only not in name:
            continue
        started = time.monotonic()
        try:
            test()
            passed += 1
            print(f"ok {name} ({time.monotonic() - started:.1f} s)", flush=True)
        except (Trouble, RuntimeError, OSError, subprocess.SubprocessError) as trouble:
            failed += 1
            print(f"FAILED {name}: {trouble}", flush=True)
            if not isinstance(trouble, Trouble):
                traceback.print_exc(limit=3)
    if options.counts and not options.only and passed + failed < (least := expected(options.counts) or 10**6):
        failed += 1
        print(f"FAILED window: {passed} tests, {least} expected")
    if options.write_counts:
        pathlib.Path(f"{options.write_counts}.window").write_text(f"window windows {passed}\n", encoding="utf-8")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
