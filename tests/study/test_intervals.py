import numpy as np
import pytest
from scipy import stats

from sim.study.intervals import mean_interval, needed, ratio_interval, t_value


def test_mean_interval_is_students():
    values = np.array([3.0, 5.0, 4.0, 8.0])
    found = mean_interval(values, 0.95)
    lo, hi = stats.t.interval(0.95, 3, values.mean(), stats.sem(values))
    assert (found.estimate, found.n) == (5.0, 4)
    assert found.lo == pytest.approx(lo)
    assert found.hi == pytest.approx(hi)


def test_one_value_has_no_interval_and_is_never_clear():
    found = mean_interval(np.array([3.0]), 0.95)
    assert found.estimate == 3.0
    assert not found.clear
    assert np.isnan(found.lo)


def test_equal_values_have_an_interval_without_width():
    assert mean_interval(np.full(5, 2.0), 0.95).half_width == 0


@pytest.mark.parametrize("sd", [0.1, 1.0, 30.0])
def test_needed_is_the_fewest_that_are_enough(sd):
    n = needed(sd, 1.0, 0.95)
    assert t_value(0.95, n) * sd / np.sqrt(n) <= 1.0
    assert n == 2 or t_value(0.95, n - 1) * sd / np.sqrt(n - 1) > 1.0


def test_fieller_covers_the_true_ratio_as_often_as_it_says():
    rng = np.random.default_rng(1)
    inside = 0
    for _ in range(1000):
        below = rng.normal(10, 8, 12)
        above = 3 * below + rng.normal(0, 10, 12)
        if mean_interval(below, 0.95).lo <= 0:
            inside += 1
            continue
        _, lo, hi = ratio_interval(above, below, 0.95)
        inside += lo <= 3 <= hi
    assert inside > 930


def test_ratio_of_proportional_values_is_exact():
    below = np.array([1.0, 2.0, 4.0, 3.0])
    ratio, lo, hi = ratio_interval(2 * below, below, 0.95)
    assert ratio == pytest.approx(2)
    assert lo == pytest.approx(2, abs=1e-6)
    assert hi == pytest.approx(2, abs=1e-6)
