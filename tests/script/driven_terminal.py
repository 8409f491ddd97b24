"""A terminal driven over its control channel (terminal/app/control.h), as a script drives its child."""
import json
import pathlib
import socket
import subprocess
import time


class DrivenTerminal:
    """Ready for commands once it is made. `arguments` after the program's name; `environment` is all it gets."""

    def __init__(self, program, arguments, environment, timeout_s=60):
        ours, theirs = socket.socketpair()
        self.started = time.monotonic()
        self.process = subprocess.Popen([str(program), *map(str, arguments), "--control-fd", str(theirs.fileno())],
                                        pass_fds=(theirs.fileno(),), env=environment, stdin=subprocess.DEVNULL)
        theirs.close()
        ours.settimeout(timeout_s)
        self.file = ours.makefile("rwb")
        self.id = 0
        line = self.file.readline()
        if not line:
            raise RuntimeError(f"{program} ended with {self.process.wait()} before it was ready")
        self.ready = json.loads(line)

    def do(self, what, **fields):
        self.id += 1
        self.file.write(json.dumps({"id": self.id, "do": what, **fields}).encode() + b"\n")
        self.file.flush()
        answer = json.loads(self.file.readline())
        if not answer["ok"]:
            raise RuntimeError(f"{what}: {answer['message']}")
        return answer

    def dump(self):
        return self.do("dump")["dump"]

    def stop(self):
        self.do("stop")
        self.process.wait(timeout=20)

    def kill(self):
        """SIGKILL, as a power cut or a fault ends it."""
        self.process.kill()
        self.process.wait()

    def status_kib(self, field):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
        raise RuntimeError(f"no {field}")
