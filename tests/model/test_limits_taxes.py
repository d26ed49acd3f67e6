"""Taxes: what passes a firm by, and who gets what firms pay (T35, T36; MODEL.md 3.4 step 11)."""

from collections.abc import Mapping

import numpy as np
import pytest
from small_worlds import demo, same_series

from sim.actors.firm import PRODUCING
from sim.books import (
    FIRMS,
    OUTSIDE,
    PROFIT_TAX,
    PROVINCE,
    RECEIVABLES,
    SURCHARGES,
    TREASURY,
    VAT,
    flow_matrix,
)
from sim.indicators import live
from sim.zone import Zone

MONTHS = 24
# What the county got from a firm is noted in the firm's row: it is the county's business, not the firm's.
COUNTYS_OWN = "county_tax_year"


def _months(changes: Mapping[str, float], months: int = MONTHS, **parts) -> list[tuple[np.ndarray, np.ndarray]]:
    """The firms and the flows of every month."""
    zone = Zone(demo(**parts), (), 1, months, changes)
    seen = []
    for _ in range(months):
        zone.step()
        seen.append((zone.firms.copy(), flow_matrix(zone.ledger).copy()))
    return seen


def _same_firms(one: np.ndarray, other: np.ndarray) -> None:
    """Every column of the firms is the same, bit for bit, but what the county noted of its own receipts."""
    for name in one.dtype.names:
        if name != COUNTYS_OWN:
            assert np.array_equal(one[name], other[name]), name


def _vat_of(firms: np.ndarray, zone: Zone, rate: float) -> np.ndarray:
    """VAT of each producing firm from its output and its trade's shares, in whole fen."""
    at_work = firms[firms["stage"] == PRODUCING]
    trade, numbers = zone.sectors[at_work["trade"]], zone.numbers[0]
    bought = trade["materials"] - numbers.firm_margin_shift + trade["energy"] + trade["other"]
    return np.rint(rate * at_work["output"] * (1.0 - bought))


def test_profit_moves_with_the_vat_rate_by_the_surcharges_alone() -> None:
    """T35: VAT is posted past the firm, so two months of credit to customers change nothing: 12 % of it is the cost.

    In the first month nothing else differs yet: each firm's profit falls by 12 % of the more of VAT, to the fen.
    """
    low, high = 0.05, 0.10
    (cheap, _), (dear, _) = (_months({"firm.vat_share": rate}, 1)[0] for rate in (low, high))
    zone = Zone(demo(), (), 1, 1)
    at_work = cheap["stage"] == PRODUCING
    lost = cheap["profit"][at_work] - dear["profit"][at_work]
    share = zone.numbers[0].firm_surcharge_share
    expected = np.rint(share * _vat_of(dear, zone, high)) - np.rint(share * _vat_of(cheap, zone, low))
    assert share == pytest.approx(0.12)
    assert np.allclose(lost, expected, rtol=0, atol=1e-3)
    assert (lost > 0).all()


def test_without_surcharges_no_firm_feels_the_vat_rate() -> None:
    """T35: from the other side, for two years: at surcharges of nothing every firm is the same, bit for bit."""
    free = {"firm.surcharge_share": 0.0}
    low, high = (_months({**free, "firm.vat_share": rate}) for rate in (0.05, 0.10))
    for (one, one_flows), (other, other_flows) in zip(low, high, strict=True):
        _same_firms(one, other)
        assert other_flows[VAT, TREASURY] > one_flows[VAT, TREASURY] > 0


def test_treasury_and_province_get_what_firms_pay() -> None:
    """T36: by kind of tax and month, to the fen; VAT is paid by customers outside on what firms add."""
    zone = Zone(demo(), (), 1, MONTHS)
    for _ in range(MONTHS):
        zone.step()
        flows = flow_matrix(zone.ledger)
        for kind, payer in ((VAT, OUTSIDE), (PROFIT_TAX, FIRMS), (SURCHARGES, FIRMS)):
            assert flows[kind, TREASURY] + flows[kind, PROVINCE] == -flows[kind, payer]
            assert np.count_nonzero(flows[kind]) in (0, 3)
        vat = _vat_of(zone.firms, zone, zone.numbers[0].firm_vat_share)
        assert abs(-flows[VAT, OUTSIDE] - vat.sum()) <= len(vat)
        ours = vat * zone.environment[0].vat_local_share * zone.numbers[0].tax_county_share
        assert abs(flows[VAT, TREASURY] - ours.sum()) <= len(vat)


def test_half_of_vat_instead_of_a_quarter_changes_only_who_gets_it() -> None:
    """T36: the county's part doubles, the sum stays; firms and people are the same, bit for bit, for two years."""
    quarter, half = (_months({"tax.vat_local_before": share}) for share in (0.25, 0.50))
    for (one, one_flows), (other, other_flows) in zip(quarter, half, strict=True):
        _same_firms(one, other)
        count = np.count_nonzero(one["stage"] == PRODUCING)
        assert abs(other_flows[VAT, TREASURY] - 2 * one_flows[VAT, TREASURY]) <= 2 * count
        both = [flows[VAT, TREASURY] + flows[VAT, PROVINCE] for flows in (one_flows, other_flows)]
        assert both[0] == both[1] > 0
        for kind in (PROFIT_TAX, SURCHARGES, RECEIVABLES):
            assert np.array_equal(one_flows[kind], other_flows[kind])
    one, other = (live(demo(), (), 1, MONTHS, {"tax.vat_local_before": share}).series for share in (0.25, 0.50))
    same_series(one, other, ("jobs", "output", "wage", "county_jobs", "away", "loans", "firms", "signings"))


def test_the_share_of_vat_turns_in_may_2016() -> None:
    """T36: the reform of the calendar, month by month: a quarter stays below the province in April, half in May."""
    zone = Zone(demo(start="2016-04"), (), 1, 2)
    county = zone.numbers[0].tax_county_share
    for share in (0.25, 0.50):
        zone.step()
        flows = flow_matrix(zone.ledger)
        part = flows[VAT, TREASURY] / -flows[VAT, OUTSIDE]
        assert part == pytest.approx(share * county, rel=1e-5)
