"""Displays without hardware: an X server in memory, and a Wayland kiosk compositor inside it."""
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def wait_until(what, sentence, limit_s=20):
    limit = time.monotonic() + limit_s
    while not (answer := what()):
        if time.monotonic() > limit:
            raise RuntimeError(sentence)
        time.sleep(0.02)
    return answer


def end(process):
    if process is not None and process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def base_environment():
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    return {**kept, "SDL_AUDIODRIVER": "dummy", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


class XServer:
    """Xvfb with one screen (or two beside each other) of that size; its memory is read as it is."""

    def __init__(self, folder, width, height, screens=1):
        self.folder = pathlib.Path(folder)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.width, self.height = width, height
        reading, writing = os.pipe()
        with open(self.folder / "xvfb.log", "wb") as log:
            sizes = [word for number in range(screens) for word in ("-screen", str(number), f"{width}x{height}x24")]
            self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), *sizes, "-fbdir", str(self.folder), "-nolisten", "tcp"],
                                            pass_fds=(writing,), stdout=log, stderr=subprocess.STDOUT)
        os.close(writing)
        with os.fdopen(reading) as number:
            text = number.readline().strip()
        if not text:
            raise RuntimeError(f"Xvfb did not come up; its words are in {self.folder}/xvfb.log")
        self.name = ":" + text

    def environment(self):
        return {**base_environment(), "DISPLAY": self.name, "SDL_VIDEODRIVER": "x11"}

    def act(self, *words):
        """What xdotool does with these words; its answer."""
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment(), check=True, capture_output=True, text=True,
                              timeout=20).stdout

    def windows(self):
        done = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", ""], env=self.environment(), check=False,
                              capture_output=True, text=True, timeout=20)
        return done.stdout.split()

    def picture(self, path, screen=0):
        """What the screen shows, as a PPM file; its path."""
        dump = (self.folder / f"Xvfb_screen{screen}").read_bytes()
        header = struct.unpack(">25I", dump[:100])
        header_bytes, width, height, bits, line_bytes, colours = header[0], header[4], header[5], header[11], header[12], header[19]
        if bits != 32 or line_bytes != 4 * width:
            raise RuntimeError(f"Xvfb draws {bits} bits a pixel, {line_bytes} bytes a line of {width}")
        start = header_bytes + 12 * colours
        pixels = dump[start:start + line_bytes * height]
        out = bytearray(3 * width * height)
        for channel in range(3):
            out[channel::3] = pixels[2 - channel::4]
        pathlib.Path(path).write_bytes(b"P6\n%d %d\n255\n" % (width, height) + out)
        return path

    def stop(self):
        end(self.process)


# The program in the kiosk: lets every user of this machine show windows beside it, says where, and stays.
OPEN_TO_ALL = """
import ctypes, os, sys, time
x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
x11.XDisableAccessControl.argtypes = x11.XFlush.argtypes = [ctypes.c_void_p]
display = x11.XOpenDisplay(None)
x11.XDisableAccessControl(display)
x11.XFlush(display)
with open(sys.argv[1] + ".new", "w") as file:
    file.write(os.environ["DISPLAY"])
os.rename(sys.argv[1] + ".new", sys.argv[1])
time.sleep(600)
"""


class Kiosk:
    """cage, a Wayland compositor that shows one program full screen, as a window of that size inside an X server."""

    def __init__(self, server, width, height):
        self.server = server
        # The compositor refuses to run as root; the terminal then only speaks to its socket.
        self.run_folder = pathlib.Path("/tmp") / f"zhuangui-cage-{os.getpid()}-{server.name[1:]}"
        self.run_folder.mkdir(mode=0o700)
        as_user = []
        if os.getuid() == 0:
            os.chown(self.run_folder, 65534, 65534)
            as_user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        environment = {**server.environment(), "XDG_RUNTIME_DIR": str(self.run_folder), "WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman"}
        before = set(server.windows())
        self.tell = self.run_folder / "display"
        with open(server.folder / "cage.log", "wb") as log:
            self.process = subprocess.Popen([*as_user, "cage", "--", sys.executable if not as_user else "/usr/bin/python3", "-c", OPEN_TO_ALL, str(self.tell)],
                                            env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            self.x_name = wait_until(lambda: self.tell.exists() and self.tell.read_text().strip(), "cage did not come up")
            self.window = wait_until(lambda: sorted(set(server.windows()) - before), "cage opened no window")[-1]
        except RuntimeError:
            self.stop()
            raise
        server.act("windowsize", self.window, width, height)
        server.act("windowmove", self.window, 0, 0)

    def environment(self, driver):
        """For a program that is shown: through Xwayland (driver x11), or straight (driver wayland)."""
        return {**base_environment(), "DISPLAY": self.x_name, "WAYLAND_DISPLAY": str(self.run_folder / "wayland-0"),
                "XDG_RUNTIME_DIR": str(self.run_folder), "SDL_VIDEODRIVER": driver}

    def picture(self, path):
        """What the compositor shows, as a PPM file; its path."""
        subprocess.run(["grim", "-t", "ppm", str(path)], env=self.environment("wayland"), check=True, timeout=30, stdout=subprocess.DEVNULL)
        return path

    def stop(self):
        end(self.process)
        shutil.rmtree(self.run_folder, ignore_errors=True)
