import shutil
from pathlib import Path

import made_up_tables
import pytest

from sim.output import draw_all
from sim.output.words import LANGS


@pytest.fixture(scope="session")
def results_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_tables.write_whole(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="session")
def wide_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_tables.write_wide(tmp_path_factory.mktemp("wide"), 19, ("early", "late"))


@pytest.fixture(scope="session")
def drawn_folder(results_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its figures drawn; whoever changes it takes a copy."""
    own = shutil.copytree(results_folder, tmp_path_factory.mktemp("drawn") / "results")
    draw_all(own, LANGS)
    return own
