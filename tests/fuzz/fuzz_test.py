#!/usr/bin/env python3
"""Runs the fuzz targets. In CI: each corpus as it is and so many mutations of every input, under ASan and UBSan. With
--seconds: libFuzzer for so long on each target, beginning with the same inputs.

An input that breaks a target is kept under --work; it belongs into tests/fuzz/<name>/corpus once the fault is mended.
The target `control` has a fault on purpose: that it is not found is a failure.

usage: fuzz_test.py --folder build-asan/bin/tests --work build/fuzz [--mutations 300]
                    [--seconds N --fuzzers build-fuzz/bin/tests] [--counts FILE | --write-counts PREFIX]
Ends with "N passed, N failed". The seeds are printed; ZHUANGUI_SEED gives one again.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
CONTROL = "control"


def targets():
    return sorted(path.parent.name for path in HERE.glob("*/CMakeLists.txt"))


class Run:
    """What one target did with its inputs."""

    def __init__(self, status, output, runs, seed):
        self.status, self.output, self.runs, self.seed = status, output, runs, seed


def call(command, timeout_s, log):
    with open(log, "wb") as output:
        try:
            status = subprocess.run([str(word) for word in command], stdout=output, stderr=subprocess.STDOUT,
                                    stdin=subprocess.DEVNULL, timeout=timeout_s, check=False, cwd=log.parent).returncode
        except subprocess.TimeoutExpired:
            status = None
        except OSError as error:
            return -1, f"{command[0]} cannot be started: {error.strerror}"
    return status, log.read_text(encoding="utf-8", errors="replace")


def run_corpus(name, options):
    """The g++ build: the corpus, and mutations by a seed."""
    crash = options.work / f"crash-{name}"
    crash.unlink(missing_ok=True)
    status, output = call([options.folder / f"fuzz_{name}", HERE / name / "corpus", options.mutations, crash],
                          600, options.work / f"{name}.log")
    runs = re.search(r"^\d+ inputs, (\d+) runs$", output, re.MULTILINE)
    seed = re.search(r"ZHUANGUI_SEED=(\d+)", output)
    return Run(status, output, int(runs.group(1)) if runs else 0, seed.group(1) if seed else "?")


def run_libfuzzer(name, options):
    """The clang build: looks for new paths by itself."""
    grown = options.work / f"grown-{name}"
    grown.mkdir(exist_ok=True)
    call([options.folder / f"fuzz_{name}", "--write-seeds", grown], 60, options.work / f"{name}.seeds.log")
    shutil.copytree(HERE / name / "corpus", grown, dirs_exist_ok=True)
    seed = os.environ.get("ZHUANGUI_SEED", str(int.from_bytes(os.urandom(4), "big") or 1))
    status, output = call([options.fuzzers / f"fuzz_{name}", f"-max_total_time={options.seconds}", "-max_len=65536",
                           "-rss_limit_mb=1024", "-malloc_limit_mb=256", "-timeout=20", "-print_final_stats=1",
                           f"-seed={seed}", f"-artifact_prefix={options.work}/crash-{name}-", grown],
                          options.seconds + 120, options.work / f"{name}.libfuzzer.log")
    runs = re.search(r"number_of_executed_units:\s*(\d+)", output)
    return Run(status, output, int(runs.group(1)) if runs else 0, seed)


def judge(name, run):
    """None, or what is wrong."""
    if name == CONTROL:
        # Read behind the end, or from an input of nothing but the length.
        if run.status != 0 and re.search(r"heap-buffer-overflow|runtime error: load of null pointer", run.output):
            return None
        return f"the fault on purpose was not found in {run.runs} runs (seed {run.seed})"
    if run.status is None:
        return f"did not end in time (seed {run.seed})"
    if run.status != 0 or run.runs == 0:
        told = r"broken promise|ERROR: |runtime error|SUMMARY|is kept in|Test unit written|cannot be"
        lines = run.output.splitlines()
        words = [line for line in lines if re.search(told, line)] or lines[-8:]
        return f"ended with {run.status} (seed {run.seed})\n    " + "\n    ".join(words[:8])
    return None


def missing_targets(options):
    """What is wrong with the number of targets, if anything."""
    if options.write_counts:
        pathlib.Path(options.write_counts + ".fuzz").write_text(f"fuzz targets {len(targets())}\n", encoding="utf-8")
    elif options.counts:
        rows = [line.split() for line in pathlib.Path(options.counts).read_text(encoding="utf-8").splitlines()]
        expected = [int(row[2]) for row in rows if row[:2] == ["fuzz", "targets"]]
        if not expected or len(targets()) < expected[0]:
            return f"there are {len(targets())} targets, {options.counts} expects {expected}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--mutations", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--fuzzers", type=pathlib.Path)
    parser.add_argument("--counts")
    parser.add_argument("--write-counts")
    parser.add_argument("--only", default="", help="part of a target's name")
    options = parser.parse_args()
    for name in ("folder", "work", "fuzzers"):
        if getattr(options, name):
            setattr(options, name, getattr(options, name).resolve())
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    passed = failed = total = 0
    for name in targets():
        if options.only not in name:
            continue
        for way in (run_corpus, run_libfuzzer) if options.seconds else (run_corpus,):
            started = time.monotonic()
            run = way(name, options)
            sentence = judge(name, run)
            if sentence:
                failed += 1
                print(f"FAILED {name}: {sentence}")
                continue
            passed += 1
            total += run.runs
            print(f"ok {name}: {run.runs} runs, seed {run.seed}, {time.monotonic() - started:.1f} s")
    if sentence := missing_targets(options):
        failed += 1
        print(f"FAILED {sentence}")
    print(f"figure fuzz: {total} runs of {len(targets())} parsers")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
