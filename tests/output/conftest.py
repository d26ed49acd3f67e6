from pathlib import Path

import made_up_results
import pytest


@pytest.fixture(scope="session")
def results_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up_results.write(tmp_path_factory.mktemp("results"))
