#!/usr/bin/env python3
"""Recorded sessions with devices, run again through the real drivers.

usage: replay_test.py --programs build/bin [--counts FILE | --write-counts PREFIX]
Every tests/replay/*.story must give the results that stand in it; and with one byte of it changed it must not.
Ends with "N passed, N failed".
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def replay(programs, story):
    done = subprocess.run([programs / "zhuanguictl", "devices", "replay", story], capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


def changes(text):
    """One for each way a driver or a device can differ: another byte in, another byte out, another result."""
    lines = text.splitlines(keepends=True)
    printer = "class=7/" in text  # whose answers to requests hold its name, and no state
    bit = 8 if printer else 1     # offline; another key
    for word in (" in ", " out ", " = scan ", " = weigh ", " = printer ", " = card "):
        at = next((i for i, line in enumerate(lines) if word in line and line.startswith("+") and not (printer and " control " in line)
                   and line.split(word, 1)[1].strip()), None)
        if at is None:
            continue
        line = lines[at].rstrip("\n")
        if word == " in ":  # the first byte that is not 0 or 2, which begin every report
            bytes_in = line.split(" in ", 1)[1].split(" ")
            position = max(range(len(bytes_in)), key=lambda i: int(bytes_in[i], 16))
            bytes_in[position] = f"{int(bytes_in[position], 16) ^ bit:02x}"
            changed = line.split(" in ", 1)[0] + " in " + " ".join(bytes_in)
        elif word in (" = weigh ", " = printer ", " = card "):
            changed = line + "?"
        else:
            changed = line[:-1] + ("1" if line[-1] == "0" else "0")
        yield word.strip(), "".join(lines[:at] + [changed + "\n"] + lines[at + 1:])


def expected_number(counts):
    for line in pathlib.Path(counts).read_text(encoding="utf-8").splitlines():
        if line.split()[:2] == ["replay", "stories"]:
            return int(line.split()[2])
    return 1 << 30


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True, type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--counts")
    parser.add_argument("--write-counts")
    options = parser.parse_args()
    passed = failed = 0

    def test(good, name, said):
        nonlocal passed, failed
        passed, failed = passed + bool(good), failed + (not good)
        print(f"{'ok' if good else 'FAILED'} {name}: {said}", flush=True)

    for story in sorted(HERE.glob("*.story")):
        code, said = replay(options.programs, story)
        test(code == 0, story.name, said)
        for what, text in changes(story.read_text(encoding="utf-8")):
            with tempfile.NamedTemporaryFile("w", suffix=".story", encoding="utf-8") as changed:
                changed.write(text)
                changed.flush()
                code, said = replay(options.programs, changed.name)
            test(code == 1, f"{story.name} with another \"{what}\" is found out", said)
    if options.write_counts:
        pathlib.Path(options.write_counts + ".replay").write_text(f"replay stories {passed + failed}\n", encoding="utf-8")
    elif options.counts and passed + failed < expected_number(options.counts):
        test(False, "count", f"there are {passed + failed} tests, {options.counts} expects {expected_number(options.counts)}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
