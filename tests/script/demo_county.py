"""A real county with the demo data and one enrolled terminal, for a story or the demo day: no stand-ins."""
import json
import os
import pathlib
import signal
import subprocess
import time


class Trouble(Exception):
    """What went wrong, with the words of the program that said so."""


def run(command, timeout_s=60, accept=(0,), **options):
    """Runs a program to its end; its stdout. Trouble names the command, its exit code and its last words."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=timeout_s,
                              check=False, stdin=subprocess.DEVNULL, **options)
    except subprocess.TimeoutExpired as error:
        raise Trouble(f"{' '.join(map(str, command[:4]))} … did not end within {timeout_s} s") from error
    except OSError as error:
        raise Trouble(f"{command[0]} cannot be started: {error.strerror}; build it first") from error
    if done.returncode not in accept:
        words = (done.stderr.strip() or done.stdout.strip()).splitlines()[-12:]
        raise Trouble(f"{pathlib.Path(command[0]).name} {' '.join(map(str, command[1:5]))} … ended with "
                      f"{done.returncode}: " + "\n    ".join(words))
    return done.stdout


class County:
    """zhuangui-county on a free port of the loopback, in `folder`."""

    def __init__(self, programs, folder):
        self.program = pathlib.Path(programs) / "zhuangui-county"
        self.folder = pathlib.Path(folder)
        self.process = None
        self.address = ""

    def start(self):
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        run([self.program, "--data", self.folder, "init", "--demo"])
        self.serve()

    def serve(self, listen="127.0.0.1:0"):
        ready = self.folder.parent / "county.ready"
        ready.unlink(missing_ok=True)
        log = open(self.folder.parent / "county.log", "ab")  # pylint: disable=consider-using-with
        self.process = subprocess.Popen(
            [str(self.program), "--data", str(self.folder), "serve", "--listen", listen, "--ready-file", str(ready)],
            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
        log.close()
        limit = time.monotonic() + 20
        while not (ready.exists() and ready.read_text(encoding="utf-8").strip()):
            if self.process.poll() is not None or time.monotonic() > limit:
                raise Trouble(f"zhuangui-county serve did not come up; its words are in {log.name}")
            time.sleep(0.02)
        address = ready.read_text(encoding="utf-8").strip()
        self.address = address if "://" in address else "http://" + address

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            self.process.wait()
            raise Trouble("zhuangui-county did not stop within 15 s of TERM") from error

    def command(self, *words):
        return run([self.program, "--data", self.folder, *words])

    def enrol(self, ctl, terminal_folder, counter="C-0001"):
        """A pre-approved code, used at once by the terminal."""
        code = json.loads(self.command("enrol", "--counter", counter, "--approve", "--json"))["code"]
        run([ctl, "--data", terminal_folder, "enrol", "--county", self.address, "--code", code, "--wait", "20"])

    def day_report(self, first, last):
        return self.command("report", "day", "--from", first, "--to", last, "--format", "json")


def environment():
    """No display and no sound reach a program that runs headless."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "TZ": "UTC"}
