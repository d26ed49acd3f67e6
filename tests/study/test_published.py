"""The published figures speak of indicators that exist, in their units; and numbers say where they depart."""

import csv
from importlib import resources

import pytest

from sim.cli.main import outcome
from sim.foundations.numbers import NUMBERS
from sim.indicators import INDICATORS
from sim.study.published import published


def test_each_figure_is_in_the_unit_of_its_indicator() -> None:
    text = resources.files("data").joinpath("published.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == len(published()) > 0
    for row in rows:
        assert INDICATORS[row["indicator"]].unit["en"] == row["unit"], row
        assert float(row["figure_low"]) <= float(row["figure_high"]), row
        assert row["source"], row


def test_changed_numbers_are_those_that_declare_a_departure(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["show", "numbers", "--changed"]) == 0
    told = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert told == [path for path, each in NUMBERS.items() if each.departs]
    assert 0 < len(told) < len(NUMBERS)


def test_no_source_names_a_design_note() -> None:
    assert [path for path, each in NUMBERS.items() if "MODEL" in each.source or "INVENTORY" in each.source] == []
