"""A tiny question on the demonstration zone, for tests of the bench."""

import shutil
from pathlib import Path

import pytest

QUESTIONS = Path(__file__).parent / "questions"


@pytest.fixture
def question(tmp_path: Path) -> Path:
    """The file of a small question, with its scenario beside it."""
    return shutil.copytree(QUESTIONS, tmp_path, dirs_exist_ok=True) / "two.yaml"


@pytest.fixture(scope="module")
def lasting_question(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests of a module."""
    return shutil.copytree(QUESTIONS, tmp_path_factory.mktemp("study"), dirs_exist_ok=True) / "two.yaml"
