"""Numbers are written with as many digits as their interval warrants, and money as each language counts it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.output.numerals import Estimate, Scale, numeral, percent, plain, scale_of, whole_percent

PLAIN = Scale(1, "")


def words(value: float, lo: float, hi: float) -> tuple[str, str, str]:
    estimate = Estimate(value, lo, hi)
    return (estimate.text, *estimate.bounds)


def test_digits_follow_the_half_width():
    assert words(1243.7, 1183.2, 1304.2) == ("1\u202f244", "1\u202f183", "1\u202f304")
    assert words(12437, 11832, 13042) == ("12\u202f440", "11\u202f830", "13\u202f040")
    assert words(0.5712, 0.5331, 0.6093) == ("0.571", "0.533", "0.609")
    assert words(-3.0, -110.0, 104.0) == ("\u22120", "\u2212110", "100") or words(-3.0, -110.0, 104.0)[0] == "0"


def test_no_minus_before_nothing_and_a_dash_where_there_is_nothing():
    assert numeral(-0.2, 0) == "0"
    assert numeral(math.nan, 2) == numeral(math.inf, 2) == "–"
    assert numeral(-1234.5, 1) == "\u22121\u202f234.5"


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_nothing_is_ever_written_as_nan(value):
    for text in (numeral(value, 2), plain(value), percent(value, "en")):
        assert "nan" not in text.lower()
        assert "inf" not in text.lower()


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e8))
def test_what_is_written_lies_within_a_twentieth_of_the_half_width(value, half):
    estimate = Estimate(value, value - half, value + half)
    written = float(estimate.text.replace("\u202f", "").replace("\u2212", "-"))
    assert abs(written - value) <= 0.0501 * half + 1e-9 * abs(value)


@pytest.mark.parametrize(("lo", "hi", "sign"), [(1, 2, 1), (-2, -1, -1), (-1, 1, 0), (0, 1, 0), (math.nan, 1, 0)])
def test_the_sign_is_clear_only_where_the_interval_does_not_touch_zero(lo, hi, sign):
    assert Estimate(0.5, lo, hi).sign == sign


def test_money_is_counted_as_each_language_does():
    assert scale_of("wan yuan", "wan yuan", 3000, "en") == Scale(1e-2, "million yuan")
    assert scale_of("wan yuan", "wan yuan", 300_000, "en") == Scale(1e-5, "billion yuan")
    assert scale_of("wan yuan", "万元", 3000, "zh") == Scale(1, "万元")
    assert scale_of("wan yuan", "万元", 30_000, "zh") == Scale(1e-4, "亿元")
    assert scale_of("share", "", 0.3, "zh") == Scale(100, "%")
    assert scale_of("mu", "亩", 300, "zh") == Scale(1, "亩")


def test_shares():
    assert percent(0.0704, "en") == "7.0\u00a0%"
    assert percent(0.0704, "zh") == "7.0%"
    assert percent(0.0001, "en") == "<\u00a00.1\u00a0%"
    assert percent(0.0, "en") == "0.0\u00a0%"
    assert whole_percent(0.95, "en") == "95\u00a0%"
    assert whole_percent(0.999, "zh") == "99.9%"
