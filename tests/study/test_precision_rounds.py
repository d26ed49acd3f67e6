import math

from sim.study.intervals import Interval
from sim.study.precision import Reached, next_target


def _found(share, needed):
    return Reached("world", "package", Interval(1.0, 0.9, 1.1, 20, 1.0), share, needed, None)


def test_enough_is_enough():
    assert next_target([_found(0.04, 15)], 20, 0.05, 400) == 20


def test_grows_to_what_is_needed_but_at_most_doubles():
    assert next_target([_found(0.06, 29)], 20, 0.05, 400) == 29
    assert next_target([_found(0.2, 320)], 20, 0.05, 400) == 40


def test_an_effect_that_is_not_told_from_zero_goes_on_to_the_most():
    assert next_target([_found(None, None)], 300, 0.05, 400) == 400
    assert next_target([_found(None, None)], 400, 0.05, 400) == 400


def test_no_package_asks_for_nothing_more():
    assert next_target([], 20, 0.05, 400) == 20


def test_an_interval_at_zero_is_not_clear():
    assert not Interval(0.0, 0.0, 0.0, 5, 0.0).clear
    assert not Interval(1.0, math.nan, math.nan, 1, math.nan).clear
