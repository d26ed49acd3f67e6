import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


HASHES = st.sets(st.one_of(st.integers(0, 400), st.integers(0, 2**64 - 1)), max_size=600)


@given(st.dictionaries(st.sampled_from("abc"), HASHES), st.dictionaries(st.sampled_from("abc"), HASHES))
def test_shares_are_those_of_the_smallest_of_the_union(one, other):
    wanted = {}
    for decision in sorted({*one, *other}):
        mine, theirs = (set(sorted(world.get(decision, ()))[:256]) for world in (one, other))
        smallest = sorted(mine | theirs)[:256]
        if smallest:
            wanted[decision] = sum(each in mine and each in theirs for each in smallest) / len(smallest)
    sketches = [{d: _sketch(np.array(list(own), "u8")) for d, own in world.items()} for world in (one, other)]
    found = shared_draws(*sketches)
    assert found == wanted
    assert list(found) == list(wanted)
