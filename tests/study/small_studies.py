"""Small studies for tests of the bench: lived in processes of their own, killed, and compared byte for byte."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

from sim.cli.main import outcome
from sim.study.stored import FILE, Stored

TABLES = ("effects.csv", "summary.csv", "attribution.csv", "interactions.csv", "costs.csv", "baseline.csv")
WRITTEN = (*TABLES, "maps.json", "manifest.json")
YEARS = 1


def written(folder):
    """Every table of a folder, and what it says about itself."""
    return {name: (folder / name).read_bytes() for name in WRITTEN}


def stored(folder):
    """How many runs a folder holds, also while somebody writes there."""
    if not (folder / FILE).is_file():
        return 0
    try:
        look = Stored.open(folder)
    except Exception:
        return 0  # It is just being made.
    try:
        return len(look.finished())
    finally:
        look.close()


def started(function, *arguments):
    """A real process that does something; a copy of this one, so that nothing is loaded twice."""
    process = multiprocessing.get_context("fork").Process(target=_begin, args=(function, arguments))
    process.start()
    return process


def _begin(function, arguments):
    os.setsid()
    function(*arguments)


def kill_when(process, folder, runs, seconds):
    """Kill a study outright, some time after it has stored so many runs; gives what was stored just before."""
    while stored(folder) < runs:
        assert process.is_alive()
        time.sleep(0.01)
    time.sleep(seconds)
    before = stored(folder)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return before


def command(said: Path, *arguments):
    """One command line, as a process of its own: it ends with the exit code, and what it says lies in a file."""
    with said.open("w", encoding="utf-8") as file:
        sys.stderr = file
        code = outcome([str(each) for each in arguments])
    os._exit(code)
