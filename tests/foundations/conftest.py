"""The same lines of Python, run compiled and plain in two processes of their own."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import settings

# The first call of a rule may compile it: a deadline would then measure the compiler.
settings.register_profile("zonesim", deadline=None, derandomize=True)
settings.load_profile("zonesim")


def _answer_of(code: str, plain: bool) -> str:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1" if plain else "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def compiled_and_plain() -> Callable[[str], tuple[str, str]]:
    """Run code in both modes and give what each printed."""
    return lambda code: (_answer_of(code, plain=False), _answer_of(code, plain=True))
