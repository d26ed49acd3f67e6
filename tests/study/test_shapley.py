import numpy as np
import pytest

from sim.study.orders import subsets
from sim.study.shapley import shapley


def test_shares_add_up_to_the_effect():
    measures = ["a", "b", "c"]
    rng = np.random.default_rng(2)
    values = {choice: rng.normal(0, 1e4, 7) for choice in subsets(measures)}
    shares = shapley(values, measures)
    effect = values[frozenset(measures)] - values[frozenset()]
    assert sum(share.mean() for share in shares.values()) == pytest.approx(effect.mean(), abs=1e-9)


def test_what_adds_nothing_gets_nothing_and_equals_share_equally():
    values = {choice: np.array([10.0 * bool(choice & {"a", "b"})]) for choice in subsets(["a", "b", "c"])}
    shares = shapley(values, ["a", "b", "c"])
    assert shares["c"] == pytest.approx(0)
    assert shares["a"] == pytest.approx(5)
    assert shares["b"] == pytest.approx(5)
