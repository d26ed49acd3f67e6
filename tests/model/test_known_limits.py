"""Limits of public and private money: a platform that nobody supports, owners who need no bank (T17, T18)."""

import numpy as np
import pytest
from small_worlds import demo, differing

from sim.actors.firm import LANDED, PRODUCING
from sim.books import PROFIT_TAX, SURCHARGES, VAT
from sim.indicators import live
from sim.policies.guarantee_fund import GuaranteeFund
from sim.zone import Zone

RICH = {"outside.wealth_multiple": 1000.0}
# An owner pays in once; nobody who is at work asks for more, and no worker founds a firm with his savings.
AND_CONTENT = {**RICH, "firm.liquidity_months": 0.0, "expansion.full_months": 1000.0, "founders.month": 0.0}
NEW_FIRMS_ONLY = {"producing": 0, "workers": 0}
GUARANTEE = (GuaranteeFund(pay_wan_yuan_per_year=500, start_month=1, years=3),)


def test_a_platform_that_nobody_supports_owes_its_interest_as_well() -> None:
    """T17: no leads, no tax, no revenue: the debt grows by compound interest, to a fen a month; nothing else moves."""
    zone = Zone(
        demo(
            firms=NEW_FIRMS_ONLY,
            pipeline={"intent": 0, "contract": 0, "landed": 0, "leads_per_month": 0.0},
            zone={"works_wan_yuan_per_year": 0.0},
            public={
                "treasury_cash_wan_yuan": 0,
                "platform_cash_wan_yuan": 0,
                "general_revenue_wan_yuan_per_year": 0,
                "platform_debt_wan_yuan": 500,
            },
            works=(),
        ),
        (),
        1,
        60,
    )
    principal = 500 * 1_000_000
    rate = (0.075 - 0.03) / 12
    for month in range(1, 61):
        zone.step()
        assert not zone.producing().any()
        assert zone.ledger["turnover"][0, [VAT, SURCHARGES, PROFIT_TAX]].sum() == 0
        assert zone.treasury.balance == zone.platform.balance == 0
        assert abs(zone.platform_agent.debt.total() - principal * (1 + rate) ** month) <= month
        assert zone.platform_books[0].distress == month


@pytest.mark.parametrize("seed", [1, 2])
def test_owners_with_money_without_end_borrow_nothing_and_wait_for_no_money(seed: int) -> None:
    """T18: no loan, no guarantee, no wait for money: who holds a plot that he wants to use builds in the next month."""
    zone = Zone(demo(firms=NEW_FIRMS_ONLY, pipeline={"leads_per_month": 2.0}), GUARANTEE, seed, 72, AND_CONTENT)
    for month in range(1, 73):
        zone.firms["attachment"] = 1e3
        zone.step()
        assert zone.loans["principal"].sum() == 0
        assert zone.funds["granted"].sum() == zone.funds["outstanding"].sum() == 0
        assert (zone.firms["refused"] == 0).all()
        waits = (zone.firms["stage"] == LANDED) & (zone.firms["since"] < month)
        assert not waits.any()
        assert (zone.firms["stalled"] == 0).all()
    assert (zone.firms["stage"] == PRODUCING).sum() > 5


def test_where_owners_need_no_bank_a_guarantee_budget_moves_only_cash() -> None:
    """T18: firms, people, land and trade are the same to the last bit; what differs is money and the fund itself."""
    scenario = demo(firms=NEW_FIRMS_ONLY, pipeline={"leads_per_month": 2.0})
    without, with_fund = (live(scenario, arm, 3, 72, RICH).series for arm in ((), GUARANTEE))
    money = {"public_outlay", "public_cost", "fiscal_npv"}
    fund = {"fund_net_assets", "leverage", "bank_belief"}
    assert set(differing(without, with_fund)) <= money | fund
    assert np.any(without["public_outlay"] != with_fund["public_outlay"])
    assert without["jobs"][-1] > 0
