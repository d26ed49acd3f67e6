import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.foundations import luck as luck_module
from sim.foundations.luck import (
    SAMPLE_ROOM,
    decision,
    draw,
    draw_for_life,
    draw_hash_plain,
    new_luck,
    open_month,
    sample_of_month,
)

SEEDS = (1, 2, 2011, 2**63 - 1)
seeds = st.integers(0, 2**63 - 1)
whos = st.integers(-(2**40), 2**40)

SAME_LINES = """
from sim.foundations.luck import decision, draw, draw_for_life, new_luck, open_month, sample_of_month

MOVE = decision("test.moves", "person", law="a uniform")
for seed in (1, 2**63 - 1, 0):
    luck = new_luck(seed)
    for month in range(6):
        open_month(luck, month)
        for who in range(-3, 200):
            print(draw(luck[0], MOVE, who, month).hex(), draw_for_life(luck[0], MOVE, who, -1).hex())
        print([each.tolist() for each in sample_of_month(luck)])
"""


@pytest.fixture
def move(monkeypatch):
    monkeypatch.setattr(luck_module, "DECISIONS", {})
    return decision("test.moves", "person", law="a uniform")


def draws(seed, month, what, count, k=0):
    luck = new_luck(seed)
    open_month(luck, month)
    return np.array([draw(luck[0], what, who, k) for who in range(count)])


def test_compiled_and_plain_draw_the_same_bits_and_keep_the_same_sample(compiled_and_plain):
    compiled, plain = compiled_and_plain(SAME_LINES)
    assert compiled == plain
    assert len(set(compiled.split())) > 4000


@given(seeds, st.integers(0, 1000), whos, st.integers(-1, 10**6))
def test_a_draw_is_the_hash_of_its_key(seed, month, who, k):
    what = 0x0123456789ABCDEF
    luck = new_luck(seed)
    open_month(luck, month)
    bits = draw_hash_plain(int(luck["month_key"][0]), what, who, k)
    u = draw(luck[0], np.uint64(what), who, k)
    assert u == ((bits >> 12) + 0.5) * 2.0**-52
    assert 0.0 < u < 1.0
    assert u == draw(luck[0], np.uint64(what), who, k)


def test_both_ends_of_the_hash_lie_strictly_inside():
    assert 0.0 < (0 + 0.5) * 2.0**-52
    assert ((2**64 - 1 >> 12) + 0.5) * 2.0**-52 < 1.0


def test_a_repeated_name_is_refused(move):
    with pytest.raises(ValueError, match="named twice"):
        decision("test.moves", "person", law="a uniform")
    assert int(decision("test.leaves", "person", law="a uniform")) != int(move)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("month", [0, 1, 180])
def test_draws_are_uniform_over_who(seed, month, move):
    assert stats.kstest(draws(seed, month, move, 4000), "uniform").pvalue > 0.001


@pytest.mark.parametrize("seed", SEEDS)
def test_draws_are_uniform_over_alternatives_and_months(seed, move):
    luck = new_luck(seed)
    over_k = [draw(luck[0], move, 7, k) for k in range(4000)]
    over_months = []
    for month in range(4000):
        open_month(luck, month)
        over_months.append(draw(luck[0], move, 7, 0))
    assert stats.kstest(over_k, "uniform").pvalue > 0.001
    assert stats.kstest(over_months, "uniform").pvalue > 0.001


def test_neighbours_know_nothing_of_one_another(move):
    other = decision("test.leaves", "person", law="a uniform")
    base = draws(1, 12, move, 5000)
    neighbours = {
        "month": draws(1, 13, move, 5000),
        "seed": draws(2, 12, move, 5000),
        "decision": draws(1, 12, other, 5000),
        "alternative": draws(1, 12, move, 5000, k=1),
        "who": np.roll(base, 1),
    }
    for name, values in neighbours.items():
        assert abs(np.corrcoef(base, values)[0, 1]) * 5000**0.5 < 4.0, name


def test_who_and_alternative_are_not_interchangeable(move):
    luck = new_luck(1)
    assert draw(luck[0], move, 3, 5) != draw(luck[0], move, 5, 3)
    assert draw(luck[0], move, 2, 2) != draw(luck[0], move, 1, 1)


def test_a_trait_for_life_holds_in_every_month_and_differs_from_the_month_s_draw(move):
    luck = new_luck(5)
    first = draw_for_life(luck[0], move, 9, 0)
    open_month(luck, 77)
    assert draw_for_life(luck[0], move, 9, 0) == first
    assert draw(luck[0], move, 9, 0) != first
    assert draw_for_life(new_luck(6)[0], move, 9, 0) != first


def test_the_order_of_questions_changes_no_answer(move):
    forwards, backwards = new_luck(3), new_luck(3)
    there = {who: draw(forwards[0], move, who, 0) for who in range(100)}
    back = {who: draw(backwards[0], move, who, 0) for who in reversed(range(100))}
    assert there == back


def test_the_sample_keeps_one_draw_in_64_and_is_emptied_each_month(move):
    luck = new_luck(1)
    for who in range(20_000):
        draw(luck[0], move, who, 0)
    decisions, hashes = sample_of_month(luck)
    assert set(decisions.tolist()) == {int(move)}
    assert all(each % 64 == 0 for each in hashes.tolist())
    # The mean is 312 and its standard deviation 17.5.
    assert 240 < len(hashes) < 390
    open_month(luck, 1)
    assert len(sample_of_month(luck)[0]) == 0


def test_a_full_sample_refuses_more_and_the_draw_is_the_same(move):
    luck, full = new_luck(1), new_luck(1)
    full["sampled"] = SAMPLE_ROOM
    for who in range(500):
        assert draw(luck[0], move, who, 0) == draw(full[0], move, who, 0)
    assert full["sampled"][0] == SAMPLE_ROOM
