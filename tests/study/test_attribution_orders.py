"""The Shapley split, from all subsets and from drawn orders: known games."""

from itertools import permutations

import numpy as np
import pytest

from sim.study.intervals import t_value
from sim.study.orders import MOST_ARMS, arms_of, drawn_orders, fewest_arms, is_exact, subsets
from sim.study.shapley import Share, orders_told, sampled_shapley, shapley, split

LETTERS = "abcdefghijklmnop"


def _game(measures, worth):
    """Values of every subset on two replicates: as told, and a tenth more."""
    return {parts: np.array([1.0, 1.1]) * worth(parts) for parts in subsets(measures)}


def _additive(parts):
    return sum((LETTERS.index(each) + 1) * 7.0 for each in parts)


def _in_pairs(parts):
    """Neighbours in the alphabet help each other by 3."""
    return _additive(parts) + sum(3.0 for each in parts if chr(ord(each) + 1) in parts)


def _gloves(parts):
    """Two left gloves and one right: a pair is worth 1. Shares are 1/6, 1/6 and 2/3."""
    return float("c" in parts and bool(parts & {"a", "b"}))


def _all_or_nothing(parts):
    return 60.0 * (len(parts & set("abc")) == 3) + 10.0 * len(parts & set("de"))


def _pairs(measures, count, seed):
    luck = np.random.default_rng(seed)
    orders = [tuple(measures[at] for at in luck.permutation(len(measures))) for _ in range(count)]
    return [(order, order[::-1]) for order in orders]


def test_the_exact_split_of_the_glove_game_is_the_textbooks():
    shares = shapley(_game("abc", _gloves), "abc")
    assert [float(shares[each][0]) for each in "abc"] == pytest.approx([1 / 6, 1 / 6, 2 / 3])


@pytest.mark.parametrize("worth", [_additive, _in_pairs])
@pytest.mark.parametrize("seed", range(3))
def test_drawn_orders_are_exact_where_measures_interact_by_twos_at_most(worth, seed):
    """An order and its reverse give each of two measures half of what they do together."""
    values = _game("abcdef", worth)
    exact, drawn = shapley(values, "abcdef"), sampled_shapley(values, _pairs("abcdef", 2, seed))
    for measure, share in drawn.items():
        assert share.values == pytest.approx(exact[measure])
        assert share.sampling_error == pytest.approx(0, abs=1e-9)


def test_all_orders_give_the_exact_split():
    values = _game("abcde", _all_or_nothing)
    exact = shapley(values, "abcde")
    drawn = sampled_shapley(values, [(order, order[::-1]) for order in permutations("abcde")])
    for measure in "abcde":
        assert drawn[measure].values == pytest.approx(exact[measure])


def test_drawn_orders_are_right_on_average_and_their_error_is_stated():
    values = _game("abcde", _all_or_nothing)
    exact = float(shapley(values, "abcde")["a"].mean())
    found = [sampled_shapley(values, _pairs("abcde", 6, seed))["a"] for seed in range(400)]
    means = np.array([share.values.mean() for share in found])
    assert means.mean() == pytest.approx(exact, abs=4 * means.std() / 20)
    stated = np.sqrt(np.mean([share.sampling_error**2 for share in found]))
    assert stated == pytest.approx(means.std(), rel=0.1)


def test_an_interval_from_four_pairs_of_orders_holds_nine_times_in_ten():
    """Eight measures that act alone, by twos and by threes, each with a weight of its own."""
    measures = LETTERS[:8]
    inside = []
    for game in range(4):
        luck = np.random.default_rng(game)
        together = {parts: luck.normal() for parts in subsets(measures) if 1 <= len(parts) <= 3}
        values = {
            parts: np.full(2, sum((worth for each, worth in together.items() if each <= parts), 0.0))
            for parts in subsets(measures)
        }
        exact = shapley(values, measures)
        for seed in range(30):
            for measure, share in sampled_shapley(values, _pairs(measures, 4, seed)).items():
                error = abs(share.values[0] - exact[measure][0])
                inside.append(error <= t_value(0.95, 4) * share.sampling_error)
    assert np.mean(inside) > 0.9


def test_shares_from_drawn_orders_add_up_to_the_effect():
    measures = LETTERS[:8]
    luck = np.random.default_rng(2)
    values = {parts: luck.normal(0, 1e4, 7) for parts in arms_of(measures, MOST_ARMS)}
    shares = split(values, measures, MOST_ARMS)
    effect = values[frozenset(measures)] - values[frozenset()]
    assert sum(share.values for share in shares.values()) == pytest.approx(effect, abs=1e-9)
    assert list(shares) == list(measures)


def test_one_pair_of_orders_knows_no_error():
    (order,) = permutations("a")
    share = sampled_shapley(_game("a", _additive), [(order, order)])["a"]
    assert share == Share(share.values, np.inf, 1)


def test_six_measures_are_exact_and_seven_are_drawn():
    assert len(arms_of(LETTERS[:6], MOST_ARMS)) == 64
    assert orders_told(LETTERS[:6], MOST_ARMS) == "all"
    assert is_exact(7, 128)
    assert len(arms_of(LETTERS[:7], 128)) == 128
    assert not is_exact(7, MOST_ARMS)


@pytest.mark.parametrize("count", range(7, 13))
def test_the_arms_of_drawn_orders_hold_all_that_the_tables_need(count):
    measures = LETTERS[:count]
    arms, whole = set(arms_of(measures, MOST_ARMS)), frozenset(measures)
    pairs = drawn_orders(measures, MOST_ARMS)
    assert len(arms) <= MOST_ARMS
    assert len(pairs) >= 2
    assert orders_told(measures, MOST_ARMS) == str(2 * len(pairs))
    for order, reverse in pairs:
        assert reverse == order[::-1]
        assert sorted(order) == sorted(measures)
        assert {frozenset(each[:length]) for each in (order, reverse) for length in range(count + 1)} <= arms
    assert {frozenset(), whole} <= arms
    assert all({frozenset({each}), whole - {each}} <= arms for each in measures)


def test_the_same_measures_have_the_same_orders_and_others_have_others():
    assert drawn_orders("abcdefgh", MOST_ARMS) == drawn_orders("hgfedcba", MOST_ARMS)
    assert drawn_orders("abcdefgh", MOST_ARMS)[0] != drawn_orders("abcdefgi", MOST_ARMS)[0]


@pytest.mark.parametrize(("count", "fewest"), [(1, 2), (2, 4), (3, 8), (5, 20), (6, 26), (12, 62), (13, 68)])
def test_the_fewest_arms_are_two_pairs_of_orders(count, fewest):
    assert fewest_arms(count) == fewest
