"""The cache of compiled rules notices every edit, wherever it was made, and can do without a folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.foundations.rules import SIM, code_stamp, model_sources

NEAR = """\
from sim.foundations.rules import rule
from sim.markets.middle import doubled


@rule
def first(x):
    return doubled(x)
"""
MIDDLE = """\
from sim.foundations.rules import rule
from sim.places.far import added


@rule
def doubled(x):
    return 2.0 * added(x)
"""
FAR = """\
from sim.foundations.rules import rule

ADDED = 1


@rule
def added(x):
    return x + ADDED
"""
ASK_FIRST = "import sim; from sim.markets.near import first; print(sim.__path__[0], first(10.0))"
ASK_WHETHER_KEPT = """
from sim.foundations.rules import is_compiled, remember_compiled
remember_compiled()
print(is_compiled())
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house with three rules of its own, each calling one in a file further away."""
    shutil.copytree(SIM, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "sim/markets/near.py").write_text(NEAR)
    (tmp_path / "sim/markets/middle.py").write_text(MIDDLE)
    (tmp_path / "sim/places/far.py").write_text(FAR)
    return tmp_path


def ask(house: Path, line: str, cache: Path, plain: bool = False) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(house),
        "ZONESIM_CACHE": str(cache),
        "NUMBA_DISABLE_JIT": "1" if plain else "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", line], cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_edit_two_files_away_moves_the_result(house, tmp_path):
    cache = tmp_path / "cache"
    where = house / "sim"
    assert ask(house, ASK_FIRST, cache) == f"{where} 22.0"
    assert ask(house, ASK_FIRST, cache) == f"{where} 22.0"
    assert len(list(cache.iterdir())) == 1

    far = where / "places/far.py"
    far.write_text(FAR.replace("ADDED = 1", "ADDED = 1000"))
    assert ask(house, ASK_FIRST, cache) == f"{where} 2020.0"
    assert ask(house, ASK_FIRST, cache, plain=True) == f"{where} 2020.0"
    assert len(list(cache.iterdir())) == 2

    far.write_text(FAR)
    assert ask(house, ASK_FIRST, cache) == f"{where} 22.0"


def test_compiled_rules_never_lie_in_the_source_tree(house, tmp_path):
    ask(house, ASK_FIRST, tmp_path / "cache")
    assert list((tmp_path / "cache").rglob("*.nbi"))
    assert not list((house / "sim").rglob("*.nb?"))


def test_a_cache_folder_that_cannot_be_made_costs_time_and_nothing_else(house, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    assert ask(house, ASK_FIRST + ASK_WHETHER_KEPT, in_the_way / "cache") == f"{house / 'sim'} 22.0\nFalse"
    assert not list((house / "sim").rglob("*.nb?")), "compiled code fell into the source tree, where edits go unnoticed"


def test_the_stamp_covers_the_model_and_not_what_only_shows_it():
    names = {path.relative_to(SIM).as_posix() for path in model_sources()}
    for part in ("books.py", "terms.py", "scenario.py", "zone.py", "foundations/mathematics.py", "markets/labour.py"):
        assert part in names
    assert not [name for name in names if name.startswith(("study/", "output/", "cli"))]
    assert Path(sim.__file__).parent == SIM
    assert len(code_stamp()) == 24
