"""Every number of the model does something: a fifth more or less of it changes a series of the demonstration zone."""

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from small_worlds import demo, differing, three_policies

from sim.foundations.numbers import NUMBERS
from sim.indicators import live

MONTHS = 60
SEED = 3
SMALL_SAMPLE = 40

# Numbers that move nothing here, and why each may.
EXCEPTIONS: dict[str, str] = {}


def lived(changes: Mapping[str, float]) -> dict[str, np.ndarray]:
    return live(demo(), three_policies(start=2, years=4), SEED, MONTHS, changes).series


def other_values(path: str) -> list[float]:
    """A fifth more and a fifth less; a number that is 0 moves a fifth of its range."""
    number = NUMBERS[path]
    if number.value == 0.0:
        return [0.2 * number.high, 0.2 * number.low]
    return [1.2 * number.value, 0.8 * number.value]


def moved(path: str) -> list[str]:
    """The series that either change moves, none where the number does nothing."""
    usual = lived({})
    for value in other_values(path):
        try:
            names = list(differing(usual, lived({path: value})))
        except RuntimeError as error:
            return [f"the life failed: {error}"]
        if names:
            return names
    return []


def chosen(size: str) -> list[str]:
    """All numbers, or a sample spread evenly over them."""
    paths = sorted(NUMBERS)
    return paths if size == "whole" else paths[:: max(1, len(paths) // SMALL_SAMPLE)]


@pytest.fixture(scope="module")
def sweep(size: str) -> dict[str, list[str]]:
    lived({})  # Compiled once here, so that the processes find it done.
    paths = chosen(size)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        return dict(zip(paths, pool.map(moved, paths, chunksize=4), strict=True))


def test_every_number_moves_something(sweep: dict[str, list[str]]) -> None:
    still = {path for path, names in sweep.items() if not names}
    assert still - set(EXCEPTIONS) == set()


def test_no_life_fails_for_a_fifth_more_or_less(sweep: dict[str, list[str]]) -> None:
    failed = {path: names for path, names in sweep.items() if names and names[0].startswith("the life failed")}
    assert failed == {}


def test_exceptions_are_numbers_of_the_model_and_still_needed(sweep: dict[str, list[str]]) -> None:
    assert set(EXCEPTIONS) <= set(NUMBERS)
    assert {path for path in EXCEPTIONS if sweep.get(path)} == set()
