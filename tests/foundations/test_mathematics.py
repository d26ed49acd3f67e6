import math
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import special, stats

from sim.foundations.mathematics import exp, fen, log, logistic, normal, poisson, power, whole

EPS = sys.float_info.epsilon
BEYOND = 2.0**53 + 2
positive = st.floats(min_value=sys.float_info.min, max_value=sys.float_info.max)
shares = st.floats(min_value=2.0**-53, max_value=1 - 2.0**-53)

SAME_LINES = """
import random
from sim.foundations.mathematics import exp, fen, log, logistic, normal, poisson, power, whole

dice = random.Random(20110101)
for _ in range(4000):
    u, x = dice.random() or 0.5, dice.uniform(-745, 709)
    near = dice.gauss(0, 1)
    print(log(u * 1e6).hex(), exp(x).hex(), exp(near).hex(), logistic(near).hex(), normal(u).hex())
    print(power(u * 50, near).hex(), poisson(u, 20 * dice.random()), whole(near * 1e9), fen(near * 1e9))
for u in (2.0**-53, 1 - 2.0**-53, 1e-300, 0.075, 0.925, 0.0749999, 0.0000000001):
    print(normal(u).hex(), log(u).hex(), poisson(u, 700.0), poisson(u, 0.0))
for wrong, what in ((exp, 710.0), (exp, float("nan")), (log, 0.0), (log, -1.0), (log, float("inf")), (whole, 1e17),
                    (fen, float("nan")), (whole, float("-inf")), (normal, 0.0), (normal, 1.0), (normal, float("nan"))):
    try:
        print(wrong(what))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
"""


def test_compiled_and_plain_agree_bit_for_bit(compiled_and_plain):
    compiled, plain = compiled_and_plain(SAME_LINES)
    assert compiled == plain
    assert len(compiled.splitlines()) == 8018
    assert compiled.splitlines()[-11:].count("OverflowError exp of a number above 709.78, or of no number") == 2
    assert all("Error" in line for line in compiled.splitlines()[-11:])


@given(positive)
@example(1.0)
@example(1 - EPS)
@example(1 + EPS)
@example(math.sqrt(0.5))
@example(sys.float_info.max)
@example(5e-324)
def test_log_is_within_two_units_of_the_last_place(x):
    assert abs(log(x) - math.log(x)) <= 2 * EPS * abs(math.log(x))


@given(st.floats(min_value=-708, max_value=709.782712893384))
@example(0.0)
@example(-0.0)
@example(0.5 * math.log(2))
@example(1e-300)
def test_exp_is_within_two_units_of_the_last_place(x):
    assert abs(exp(x) - math.exp(x)) <= 2 * EPS * math.exp(x)


@given(st.floats(min_value=-745.1, max_value=-708))
def test_exp_fades_out_through_the_smallest_numbers(x):
    assert abs(exp(x) - math.exp(x)) <= max(2 * EPS * math.exp(x), 5e-324)


@given(st.floats(max_value=-746))
def test_exp_far_below_is_zero(x):
    assert exp(x) == 0.0


@pytest.mark.parametrize("x", [709.79, 1e6, math.inf, math.nan])
def test_exp_beyond_every_number_is_refused(x):
    with pytest.raises(OverflowError):
        exp(x)


@pytest.mark.parametrize("x", [0.0, -1.0, math.inf, math.nan])
def test_log_has_no_answer_outside_the_positive_numbers(x):
    with pytest.raises(ValueError):
        log(x)


@given(st.floats(min_value=1e-6, max_value=1e6), st.floats(min_value=-4, max_value=4))
def test_power_is_close_enough_for_a_model(x, y):
    assert power(x, y) == pytest.approx(x**y, rel=64 * EPS)


def test_power_of_nothing_and_of_less():
    assert power(0.0, 0.7) == 0.0
    assert power(1.0, 123.0) == 1.0
    for x, y in ((0.0, 0.0), (0.0, -1.0), (-1.0, 2.0)):
        with pytest.raises(ValueError):
            power(x, y)


@given(st.floats(min_value=-1e300, max_value=1e300))
def test_logistic_stays_between_nought_and_one(x):
    assert logistic(x) == pytest.approx(float(special.expit(x)), rel=8 * EPS, abs=1e-300)
    assert 0.0 <= logistic(x) <= 1.0


@given(st.floats(min_value=-30, max_value=30), st.floats(min_value=0, max_value=1))
def test_logistic_never_falls(x, step):
    assert logistic(x) <= logistic(x + step)


@given(shares)
@example(0.5)
@example(0.075)
@example(0.925)
@example(math.exp(-25))
def test_normal_is_the_inverse_of_the_normal_distribution(u):
    assert normal(u) == pytest.approx(float(special.ndtri(u)), rel=4e-15, abs=1e-14)


@given(st.floats(min_value=1e-300, max_value=2.0**-53))
def test_normal_of_the_far_tail(u):
    assert normal(u) == pytest.approx(float(special.ndtri(u)), rel=4e-15)


@pytest.mark.parametrize("u", [0.0, 1.0, -0.1, 1.1, math.nan])
def test_no_value_lies_at_the_ends_of_the_normal_distribution(u):
    with pytest.raises(ValueError):
        normal(u)
    with pytest.raises(ValueError):
        poisson(u, 1.0)


@given(shares, st.floats(min_value=0, max_value=600))
def test_poisson_is_the_least_count_whose_share_reaches_u(u, mean):
    count = poisson(u, mean)
    assert isinstance(count, int)
    # A hair on either side, where sums of many shares may round.
    assert stats.poisson.cdf(count, mean) >= u - 1e-12
    assert count == 0 or stats.poisson.cdf(count - 1, mean) <= u + 1e-12


def test_poisson_ends_even_where_rounding_keeps_the_sum_below_u():
    assert poisson(1 - 2.0**-53, 0.0) == 0
    assert poisson(1 - 2.0**-53, 700.0) < 1000


@pytest.mark.parametrize("mean", [-0.1, 701.0, math.inf, math.nan])
def test_a_mean_that_no_sum_can_carry_is_refused(mean):
    with pytest.raises(ValueError):
        poisson(0.5, mean)


@given(st.floats(min_value=-(2.0**53), max_value=2.0**53))
@example(-0.5)
@example(0.49999999999999994)
@example(2.0**53)
def test_whole_and_fen_round_as_they_say(x):
    assert whole(x) == math.floor(x)
    assert isinstance(whole(x), int)
    assert abs(fen(x) - x) <= 0.5
    assert fen(math.floor(x) + 0.0) == math.floor(x)


@pytest.mark.parametrize(("amount", "rounded"), [(0.5, 1), (1.5, 2), (2.5, 3), (-0.5, 0), (-1.5, -1), (2.4999, 2)])
def test_half_a_fen_goes_up(amount, rounded):
    assert fen(amount) == rounded


@pytest.mark.parametrize("x", [BEYOND, -BEYOND, 1e300, math.inf, -math.inf, math.nan])
def test_what_is_no_whole_number_is_refused(x):
    for rounding in (whole, fen):
        with pytest.raises(ValueError):
            rounding(x)
