import numpy as np
import pytest

from sim.study.lived import shared_draws


def _sketch(hashes):
    return np.sort(np.unique(hashes))[:256]


def test_equal_worlds_share_all():
    sketch = {"hire": _sketch(np.arange(1000, dtype="u8"))}
    assert shared_draws(sketch, dict(sketch)) == {"hire": 1.0}


def test_a_decision_of_one_world_only_is_not_shared():
    assert shared_draws({"hire": np.arange(5, dtype="u8")}, {}) == {"hire": 0.0}


def test_the_estimate_is_near_the_true_share():
    rng = np.random.default_rng(3)
    common = rng.integers(0, 2**63, 6000).astype("u8")
    one = np.concatenate([common, rng.integers(0, 2**63, 2000).astype("u8")])
    other = np.concatenate([common, rng.integers(0, 2**63, 2000).astype("u8")])
    share = shared_draws({"hire": _sketch(one)}, {"hire": _sketch(other)})["hire"]
    assert share == pytest.approx(0.6, abs=0.1)
