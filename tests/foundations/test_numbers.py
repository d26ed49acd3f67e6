import math

import pytest

from sim.foundations import numbers
from sim.foundations.declare import number
from sim.foundations.numbers import UnknownNumber, check_changes, groups, numbers_of, numbers_table


@pytest.fixture(autouse=True)
def two_groups(monkeypatch):
    monkeypatch.setattr(numbers, "NUMBERS", {})
    numbers_of(
        "labour",
        quit_share_per_month=number(0.03, "per month", "survey", low=0.01, high=0.06),
        base_wage=number(1800, "yuan/month", "survey", low=1000, high=3000),
    )
    numbers_of("land", net_share=number(0.7, "share", "assumption", low=0.5, high=0.9))


def test_the_record_holds_every_number_and_money_in_fen():
    row = numbers_table()[0]
    assert row.labour_quit_share_per_month == 0.03
    assert row.labour_base_wage == 180_000
    assert row.land_net_share == 0.7


def test_a_changed_number_reaches_the_record_and_only_that_one():
    row = numbers_table({"labour.base_wage": 2000})[0]
    assert row.labour_base_wage == 200_000
    assert row.labour_quit_share_per_month == 0.03


def test_another_currency_scales_money_and_nothing_else():
    row = numbers_table(money_scale=10)[0]
    assert row.labour_base_wage == 1_800_000
    assert row.labour_quit_share_per_month == 0.03


def test_unknown_numbers_are_answered_with_the_nearest_one():
    (problem,) = check_changes({"labour.quit_share": 0.05})
    assert "did you mean 'labour.quit_share_per_month'?" in problem
    (problem,) = check_changes({"weather": 1.0})
    assert "labour, land" in problem
    with pytest.raises(UnknownNumber, match="did you mean"):
        numbers_table({"labour.quit_share": 0.05})


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_is_finite(value):
    assert check_changes({"land.net_share": value})


def test_declared_twice_is_refused():
    with pytest.raises(ValueError, match="declared twice"):
        numbers_of("land", net_share=number(0.7, "share", "assumption", low=0.5, high=0.9))
    assert groups() == ["labour", "land"]
