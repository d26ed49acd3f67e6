import numpy as np
import pytest

from sim.foundations import tables
from sim.foundations.declare import column, number
from sim.foundations.rules import rule
from sim.foundations.tables import PlainTable, same, table


@pytest.fixture
def plots(monkeypatch):
    monkeypatch.setattr(tables, "TABLES", {})
    return table(
        "plot",
        number=column("i8", "", "which plot"),
        area=column("f8", "mu", "its area"),
        key=column("u8", "", "a hash"),
        history=column("i8", "persons", "workers of the last three months", (3,)),
    )


def test_a_new_table_holds_zeros_of_the_declared_types(plots):
    rows = plots.rows(2)
    assert rows.dtype.names == ("number", "area", "key", "history")
    assert rows.history.shape == (2, 3)
    assert same(rows, plots.rows(2))


def test_a_name_used_twice_is_refused(plots):
    with pytest.raises(ValueError, match="declared twice"):
        table("plot", area=column("f8", "mu", "its area"))


@pytest.mark.parametrize("kind", ["f4", "i3", "object", "?"])
def test_columns_that_round_or_wrap_are_refused(kind):
    with pytest.raises(ValueError, match="one of i8, f8, u8"):
        column(kind, "", "")


def test_same_compares_fields_and_takes_not_defined_as_equal(plots):
    left, right = plots.rows(2), plots.rows(2)
    left.area[0] = right.area[0] = np.nan
    assert same(left, right)
    right.history[1, 2] = 1
    assert not same(left, right)


def test_rows_are_changed_in_place(plots):
    @rule
    def grow(rows):
        for row in rows:
            row.area += 1.5
            row.history[1] = 7

    rows = plots.rows(3)
    grow(rows)
    assert rows.area.tolist() == [1.5, 1.5, 1.5]
    assert rows.history[2].tolist() == [0, 7, 0]


def test_plain_rows_speak_python_and_write_through(plots):
    rows = plots.rows(2)
    plain = PlainTable(rows)
    plain[1].area = 2.5
    plain[1].history[0] = 4
    for row in plain:
        row.number += 3
    assert type(plain[1].area) is float
    assert type(plain[1].number) is int
    assert rows.area.tolist() == [0.0, 2.5]
    assert rows.number.tolist() == [3, 3]
    assert rows.history[1, 0] == 4
    assert len(plain) == 2


def test_nobody_is_no_row(plots):
    with pytest.raises(IndexError, match="nobody"):
        PlainTable(plots.rows(2))[-1]


def test_a_field_that_does_not_exist_is_an_error(plots):
    row = PlainTable(plots.rows(1))[0]
    with pytest.raises((AttributeError, KeyError, ValueError)):
        _ = row.aera
    with pytest.raises((AttributeError, KeyError, ValueError)):
        row.aera = 1.0


def test_a_number_lies_in_its_own_range_and_names_its_source():
    with pytest.raises(ValueError, match="outside its own range"):
        number(3, "months", "survey", low=0, high=2)
    with pytest.raises(ValueError, match="unit and a source"):
        number(1, "months", "", low=0, high=2)
    assert number(1, "yuan/month", "survey", low=0, high=2).is_money
    assert not number(1, "months", "survey", low=0, high=2).is_money
    assert number(1, "months", "assumption", low=0, high=2).is_assumption
