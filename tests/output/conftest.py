from pathlib import Path

import made_up_tables
import pytest


@pytest.fixture(scope="session")
def results_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_tables.write_whole(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="session")
def wide_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_tables.write_wide(tmp_path_factory.mktemp("wide"), 19, ("early", "late"))
