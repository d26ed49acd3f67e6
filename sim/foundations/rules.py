"""Rules: small functions of rows, compiled by Numba, kept in a cache that notices every edit.

Numba's own cache looks only at the file of the outermost function, so an edit two files away would
give yesterday's numbers. Here the cache folder itself is named after all sources that rules can
reach, the library versions and the processor: any edit gives a new folder.
"""

import functools
import hashlib
import os
import platform
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import numba
import numpy as np
from llvmlite import binding

from sim.foundations.tables import PlainTable, Row

PLAIN = bool(numba.config.DISABLE_JIT)
MODEL_FOLDERS = ("foundations", "places", "policies", "actors", "markets", "indicators")
SIM = Path(__file__).resolve().parent.parent


def model_sources() -> list[Path]:
    """The files that decide what a run gives: everything from foundations up to indicators."""
    inner = [path for folder in MODEL_FOLDERS for path in (SIM / folder).rglob("*.py")]
    return sorted([*inner, *SIM.glob("*.py")])


@functools.cache
def code_stamp() -> str:
    """A hash of the model's sources and of the libraries that its numbers can depend on."""
    digest = hashlib.blake2b(digest_size=12)
    for path in model_sources():
        digest.update(path.relative_to(SIM).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in ("numba", "llvmlite", "numpy", "mesa"):
        digest.update(f"{name} {metadata.version(name)}".encode())
    digest.update(sys.version.encode())
    return digest.hexdigest()


@functools.cache
def cache_folder() -> Path:
    """Where compiled rules live: `$ZONESIM_CACHE`, else the user's cache folder."""
    home = os.environ.get("ZONESIM_CACHE")
    root = Path(home) if home else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "zonesim"
    processor = f"{platform.machine()} {binding.get_host_cpu_name()} {binding.get_host_cpu_features().flatten()}"
    machine = hashlib.blake2b(processor.encode(), digest_size=4).hexdigest()
    return root / f"{code_stamp()}-{machine}"


def is_compiled() -> bool:
    """Whether an earlier run has already compiled these very rules on this machine."""
    return PLAIN or (cache_folder() / "complete").exists()


def remember_compiled() -> None:
    """Note that all rules have been compiled; a folder that cannot be written is no error."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        (cache_folder() / "complete").touch()
    except OSError:
        return


def keeps_compiled() -> bool:
    """Whether the cache folder can be written; else Numba would fall back to the source tree and miss edits."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(cache_folder(), os.W_OK)


numba.config.CACHE_DIR = str(cache_folder())

_OPTIONS: dict[str, Any] = {
    "cache": keeps_compiled(),
    "boundscheck": True,
    "error_model": "python",
    "no_cfunc_wrapper": True,
}


def rule(function: Callable[..., Any]) -> Any:
    """Compile a rule; in plain mode (`NUMBA_DISABLE_JIT=1`) leave it as it is."""
    return function if PLAIN else numba.njit(**_OPTIONS)(function)


def inlined_rule(function: Callable[..., Any]) -> Any:
    """A rule that is written into its caller: only for what gives back rows, which compiled code cannot return."""
    return function if PLAIN else numba.njit(inline="always", **_OPTIONS)(function)


def signed_rule(signature: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a rule once, for one signature: literal arguments then cause no new compilation."""

    def decorate(function: Callable[..., Any]) -> Any:
        return function if PLAIN else numba.njit(signature, **_OPTIONS)(function)

    return decorate


def first_row(one_row_table: np.recarray) -> Any:
    """The row of a one-row table as a rule wants it."""
    return Row(one_row_table[0]) if PLAIN else one_row_table[0]


def plain_rows(*tables: np.recarray) -> tuple[Any, ...]:
    """The tables as a kernel wants them: as they are, or as plain rows where nothing is compiled."""
    return tuple(PlainTable(t) for t in tables) if PLAIN else tables
