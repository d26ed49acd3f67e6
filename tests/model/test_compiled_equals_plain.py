"""The same zone, compiled and in plain Python, in two processes: every field of every table agrees, every month."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MONTHS = 24
CODE = f"""
import hashlib, sys
import numpy as np
sys.path.insert(0, {str(HERE)!r})
from small_worlds import demo, every_policy
from sim.zone import Zone

zone = Zone(demo(), every_policy(), 1, {MONTHS})
tables = sorted(name for name, value in vars(zone).items() if isinstance(value, np.recarray))
for month in range({MONTHS} + 1):
    if month:
        zone.step()
    for name in tables:
        table = getattr(zone, name)
        for field in table.dtype.names:
            digest = hashlib.blake2b(np.ascontiguousarray(table[field]).tobytes(), digest_size=6).hexdigest()
            print(month, name, field, digest)
"""


def _told(plain: bool) -> subprocess.Popen:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1" if plain else "0"}
    return subprocess.Popen([sys.executable, "-c", CODE], stdout=subprocess.PIPE, text=True, env=environment)


def test_the_month_is_the_same_compiled_and_plain() -> None:
    """T13: compiled or plain, in two processes: every field of every table, bit for bit."""
    processes = [_told(plain) for plain in (False, True)]
    compiled, plain = (process.communicate()[0].splitlines() for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert len(compiled) > 100 * MONTHS
    different = [(one, other) for one, other in zip(compiled, plain, strict=True) if one != other]
    assert different[:3] == []
