import math

from sim.study.intervals import Interval
from sim.study.precision import Reached, next_target, of_interval
from sim.study.question import Precision
from sim.study.sequential import FIXED

ASKED = Precision(half_width_share=0.05, least=20, most=400)


def _found(share, needed):
    return Reached("world", "package", Interval(1.0, 0.9, 1.1, 20, 1.0), share, needed, None)


def test_enough_is_enough():
    assert next_target([_found(0.04, 15)], 20, ASKED) == 20


def test_grows_to_what_is_needed_but_at_most_doubles():
    assert next_target([_found(0.06, 29)], 20, ASKED) == 29
    assert next_target([_found(0.2, 320)], 20, ASKED) == 40


def test_an_effect_that_is_not_told_from_zero_goes_on_to_the_most():
    assert next_target([_found(None, None)], 300, ASKED) == 400
    assert next_target([_found(None, None)], 400, ASKED) == 400


def test_no_package_asks_for_nothing_more():
    assert next_target([], 20, ASKED) == 20


def test_an_interval_at_zero_is_not_clear():
    assert not Interval(0.0, 0.0, 0.0, 5, 0.0).clear
    assert not Interval(1.0, math.nan, math.nan, 1, math.nan).clear


def test_a_width_in_the_outcomes_unit_is_asked_of_an_effect_near_zero_too():
    near_zero = Interval(1.0, -9.0, 11.0, 25, 24.0)
    for half_width, enough in ((9.0, False), (10.0, True)):
        asked = Precision(half_width=half_width, least=20, most=400)
        found = of_interval("world", "package", near_zero, asked, FIXED)
        assert found.enough(asked) == enough
        assert found.share is None
        assert (next_target([found], 25, asked) == 25) == enough
    # Half the width shrinks with the root: a half of it takes about four times as many.
    found = of_interval("world", "package", near_zero, Precision(half_width=5.0), FIXED)
    assert 85 < found.needed < 105


def test_an_interval_of_one_replicate_is_never_enough():
    asked = Precision(half_width=5.0)
    found = of_interval("world", "package", Interval(1.0, math.nan, math.nan, 1, math.nan), asked, FIXED)
    assert not found.enough(asked)
    assert found.needed is None
