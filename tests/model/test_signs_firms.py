"""Rules of firms, one by one on rows made by hand: making, selling, bills, additions, closing, machines, links."""

import math

import pytest
from hand_made import its_trade, opened, opened_ground, row, small_zone, zone_in_june
from test_keys import uniform
from test_signs_credit import with_loan

from sim.actors.firm import CLOSED, FROM_COAST, FROM_COUNTY, PLOT_PREMISES, liquid_cost
from sim.books import (
    CROSS_COUNTY_SHARE,
    DIVIDENDS_OUTSIDE,
    EQUITY_OUT_LOCAL,
    EQUITY_OUT_OUTSIDE,
    OTHER_COSTS,
    PROFIT_TAX,
    USED_ASSETS,
)
from sim.foundations.mathematics import normal
from sim.foundations.rules import first_row, plain_rows
from sim.markets import bills, decisions, distress, goods
from sim.zone import Zone


@pytest.fixture
def zone() -> Zone:
    return zone_in_june()


def test_ability_drifts_and_its_mean_stays_one(zone: Zone) -> None:
    firm, numbers = row(zone.firms), first_row(zone.numbers)
    firm.log_productivity, firm.variance, firm.vintage, firm.entry_vintage, firm.venture = 0.3, 0.04, 0.8, 0.8, 1.0
    goods.grow_able(firm, first_row(zone.luck), numbers)
    keep, shock = numbers.firm_productivity_persistence, numbers.firm_productivity_shock
    now = 0.3 * keep + shock * normal(uniform("firm.productivity_shock", int(firm.number)))
    variance = 0.04 * keep**2 + shock**2
    assert firm.log_productivity == pytest.approx(now)
    assert firm.productivity == pytest.approx(math.exp(now - variance / 2.0))


def test_what_staff_can_make_is_cut_by_the_outage(zone: Zone) -> None:
    firm, here, trade = row(zone.firms), first_row(zone.environment), its_trade(zone)
    firm.productivity, firm.planned_workers, firm.equipment, firm.effective = 1.1, 50.0, 1e15, 1e9
    here.outage_share = 0.2
    assert goods.produce(firm, trade, here) == pytest.approx(1.1 * 50.0 * trade.revenue * 0.8)


def test_a_crowded_trade_sells_less_and_firms_expect_what_they_saw(zone: Zone) -> None:
    """Capacity 32 times that of the start, elasticity 0.2: half of the sales."""
    (firms, sectors), hands, numbers = plain_rows(zone.firms, zone.sectors), opened(zone), zone.numbers[0]
    zone.firms["stage"][1:] = 0
    firm, trade = zone.firms[0], zone.sectors[zone.firms["trade"][0]]
    at = int(firm.trade)
    zone.environment["capacity_diverted"] = 7e10
    goods.count_capacity(firms, sectors, hands.environment, hands.numbers)
    own = min(firm.planned_workers, firm.equipment / trade.equipment) * trade.revenue
    rest = numbers.outside_prefecture_posts * trade.revenue - 7e10 * numbers.county_job_survival_per_month
    assert zone.environment["capacity"][0, at] == pytest.approx(own + rest)
    zone.environment["capacity_diverted"] = 0.0
    zone.environment["capacity_at_start"][0, at] = (own + numbers.outside_prefecture_posts * trade.revenue) / 32.0
    zone.environment["cycle"] = zone.environment["sector_cycle"] = 0.0
    firm.vintage, firm.entry_vintage, firm.brand, expected = 0.8, 0.8, 0, float(firm.expected_sales)
    goods.firms_make_and_sell(firms, sectors, hands.environment, hands.holders, hands.ledger, hands.luck, hands.numbers)
    demand = own * firm.productivity * 32.0**-numbers.outside_saturation
    assert firm.expected_sales == pytest.approx(expected + numbers.firm_expectation_gain * (demand - expected))


def test_bills_to_suppliers_fall_by_what_links_save(zone: Zone) -> None:
    firm, trade, hands, numbers = row(zone.firms), its_trade(zone), opened(zone), first_row(zone.numbers)
    firm.output, firm.local_saving = 1_000_000.0, 4_000.0
    zone.firms["supplier_bills"][0] = [70, 30, 0]
    goods.keep_books(firm, trade, hands.holders, hands.ledger, numbers)
    bought = round((trade.materials - numbers.firm_margin_shift) * 1e6 - 4000)
    assert zone.firms["supplier_bills"][0].tolist() == [30 + bought // 2, bought - bought // 2, 0]


def test_taxes_on_value_added_and_on_the_profit_not_yet_taxed(zone: Zone) -> None:
    firm, trade, hands, numbers = row(zone.firms), its_trade(zone), opened(zone), first_row(zone.numbers)
    firm.output, firm.year_profit, firm.year_tax, firm.plot_centi_mu = 1e9, 4_000_000.0, 300_000, 0
    firm.tax_arrears, firm.balance, firm.outside_choice = 0, 10**9, 1
    zone.environment["cross_county_share"], zone.treasury.balance = 0.5, 10**10
    zone.environment["vat_local_share"] = 0.25
    added = 1e9 * (1 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other)
    assert bills.value_added(firm, trade, numbers) == pytest.approx(added)
    due = bills.pay_taxes(firm, trade, hands.environment, hands.holders, hands.ledger, numbers)
    vat = round(numbers.firm_vat_share * added)
    profit_tax = round(numbers.firm_profit_tax_share * 4e6) - 300_000
    assert due == round(numbers.firm_surcharge_share * vat)
    assert zone.ledger["turnover"][0, PROFIT_TAX] == profit_tax
    shared = round(0.5 * round(vat * 0.25 * numbers.tax_county_share))
    assert zone.ledger["turnover"][0, CROSS_COUNTY_SHARE] == shared
    assert firm.tax_arrears == 0
    firm.balance, firm.year_tax, firm.tax_arrears = 1000, 10**9, 500
    bills.pay_taxes(firm, trade, hands.environment, hands.holders, hands.ledger, numbers)
    assert firm.tax_arrears == due + 500 - 1000


def test_profit_is_what_is_left_after_wear_and_interest(zone: Zone) -> None:
    firm, trade, here, numbers = row(zone.firms), its_trade(zone), first_row(zone.environment), zone.numbers[0]
    firm.output, firm.local_saving, firm.wage_bill, firm.debt = 1e8, 5000.0, 10**7, 10**8
    firm.equipment, firm.building = 6e7, 3e7
    bills.close_accounts(firm, trade, 2e6, here, first_row(zone.numbers))
    rate = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation
    wear = (6e7 * numbers.firm_equipment_wear_per_year + 3e7 * numbers.firm_building_wear_per_year) / 12
    made = 1e8 * (1 - trade.materials + numbers.firm_margin_shift) + 5000
    assert firm.profit == pytest.approx(made - 2e6 - 1e7 * (1 + numbers.firm_oncost) - wear - 1e8 * rate / 12)


def test_full_roads_cost_freight(zone: Zone) -> None:
    """Roads twice as slow as free ones cost the freight share of output once more."""
    (firms, sectors), trade, numbers = plain_rows(zone.firms, zone.sectors), its_trade(zone), zone.numbers[0]
    zone.firms["stage"][1:], zone.environment["road_factor"] = 0, 2.0
    zone.firms["output"][0], zone.firms["balance"][0], zone.firms["year_profit"][0] = 1e8, 10**10, 0.0
    bills.firms_pay_bills(firms, sectors, opened(zone), opened_ground(zone))
    other = round((trade.other + numbers.infrastructure_freight_share) * 1e8)
    assert zone.ledger["turnover"][0, OTHER_COSTS] == other


def test_loans_that_are_not_served_count_their_months(zone: Zone) -> None:
    zone.loans["number"] = 0
    late = with_loan(zone, 0, 0, 1200, rate=0.12, instalment=100, matures=99, fund=-1, arrears=1)
    paid = with_loan(zone, 1, 0, 1200, rate=0.12, instalment=100, matures=99, fund=-1, arrears=1)
    zone.firms["balance"][:2] = 0, 5000
    bills.service_loans(*plain_rows(zone.firms, zone.sectors), opened(zone))
    assert zone.loans["arrears"][[late, paid]].tolist() == [2, 0]
    assert zone.loans["principal"][[late, paid]].tolist() == [1200, 1100]
    assert zone.loans["interest_due"][[late, paid]].tolist() == [12, 0]


def test_wear_is_made_good_as_far_as_cash_goes(zone: Zone) -> None:
    firm, trade, hands, numbers = row(zone.firms), its_trade(zone), opened(zone), first_row(zone.numbers)
    worn = 1e8 * numbers.firm_equipment_wear_per_year / 12
    firm.building, firm.expected_sales, firm.wage_bill = 0.0, 0.0, 0
    for balance, left in ((10**9, 1e8), (int(worn) - 1000, 1e8 - 1000)):
        firm.equipment, firm.balance = 1e8, balance
        decisions.replace_worn(firm, trade, hands.holders, hands.ledger, numbers)
        assert firm.equipment == pytest.approx(left, abs=2)


def test_the_owner_is_paid_above_a_floor_of_cash(zone: Zone) -> None:
    firm, trade, hands, numbers = row(zone.firms), its_trade(zone), opened(zone), first_row(zone.numbers)
    firm.profit, firm.arrears_months, firm.origin = 1e12, 0, FROM_COAST
    cost = liquid_cost(firm, trade, numbers)
    firm.balance = int(numbers.firm_dividend_floor_months * cost) + 5000
    decisions.pay_owner(firm, trade, hands.holders, hands.ledger, numbers)
    assert zone.ledger["turnover"][0, DIVIDENDS_OUTSIDE] == pytest.approx(5000, abs=1)


def test_a_building_without_bare_land_goes_up_and_is_dearer(zone: Zone) -> None:
    firm, trade, numbers = row(zone.firms), its_trade(zone), first_row(zone.numbers)
    firm.planned_workers, firm.plot_centi_mu = 100.0, int(100 * 110 * trade.own_mu)
    bare = firm.plot_centi_mu / 100 / trade.own_mu - 100
    one = trade.own_m2 * numbers.firm_building_cost_m2
    dearer = numbers.expansion_dense_cost
    assert decisions.building_cost(firm, trade, 30.0, numbers) == pytest.approx(one * (bare + (30 - bare) * dearer))
    assert decisions.room_on_plot(firm, trade, numbers) == pytest.approx(
        numbers.expansion_dense_most * (100 + bare) - 100
    )


@pytest.mark.parametrize(("margin", "grows"), [(0.99, False), (1.01, True)])
def test_a_firm_adds_posts_where_the_return_pays(zone: Zone, margin: float, grows: bool) -> None:
    firm, numbers = zone.firms[0], zone.numbers[0]
    firm.premises, firm.planned_workers, firm.plot_centi_mu, firm.months_full = PLOT_PREMISES, 40.0, 10**6, 12
    firm.arrears_months, firm.expansion_month, firm.balance = 0, -1, 10**12
    capital = firm.equipment + firm.building + firm.land_paid
    rate = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation + numbers.expansion_return_margin
    firm.profit_12 = margin * rate * capital / 12
    decisions.expand(row(zone.firms), 0, its_trade(zone), opened(zone), opened_ground(zone))
    assert (firm.expansion_month == 9 + numbers.expansion_ready_months) == grows
    assert firm.expansion_posts == (numbers.expansion_step_share * 40.0 if grows else 0.0)
    decisions.finish_addition(row(zone.firms), 99)
    assert firm.planned_workers == (40.0 * (1.0 + numbers.expansion_step_share) if grows else 40.0)


def test_owners_give_up_the_sooner_the_worse_it_goes(zone: Zone) -> None:
    firm, luck, numbers = (
        row(zone.firms),
        first_row(zone.luck),
        small_zone({"exit.other_causes_month": 0.1, "exit.poor_month": 0.2, "exit.loss_month": 0.3}).numbers,
    )
    firm.started, firm.premises, firm.revenue_12 = -50, PLOT_PREMISES, 1e6
    for margin, hazard in ((0.02, 0.1), (-0.04, 0.3), (-0.2, 0.6)):
        firm.profit_12 = margin * 1e6
        for who in range(1, 60):
            firm.number = who
            gone = distress.gives_up(firm, 9, luck, first_row(numbers))
            assert gone == (uniform("firm.gives_up", who) < hazard)


def test_what_closes_a_firm_and_what_the_bank_loses(zone: Zone) -> None:
    numbers, (firms, loans) = first_row(zone.numbers), plain_rows(zone.firms, zone.loans)
    zone.firms["planned_workers"][:5] = [20, 70, 30, 10, 60]
    assert distress.largest(firms) == 1
    zone.loans["number"] = 0
    with_loan(zone, 0, 1, 1000, arrears=int(numbers.bank_default_months) - 1)
    called = with_loan(zone, 1, 1, 1000, arrears=int(numbers.bank_default_months), interest_due=60)
    distress.worst_arrears(firms, loans, numbers)
    assert zone.firms["arrears_months"][:2].tolist() == [0, 1000]
    zone.firms["balance"][1], zone.firms["interest_arrears"][1], zone.firms["debt"][1] = 300, 60, 1000
    before = int(zone.banks["interest_year"][1])
    distress.close_loan(row(zone.loans, called), row(zone.firms, 1), firms, opened(zone))
    # 60 of interest and 240 of principal come back.
    assert zone.banks["interest_year"][1] - before == -760
    assert zone.banks["losses"][1] == 760
    assert zone.firms[["debt", "interest_arrears", "balance"]][1].tolist() == (0, 0, 0)


@pytest.mark.parametrize(("origin", "kind"), [(FROM_COAST, EQUITY_OUT_OUTSIDE), (FROM_COUNTY, EQUITY_OUT_LOCAL)])
def test_what_is_left_of_a_closed_firm_is_its_owners(zone: Zone, origin: int, kind: int) -> None:
    """Machines and building are sold; of arrears of wages 300 and taxes 200 all is paid, bills are, the rest is his."""
    zone.loans["number"], firm, numbers = 0, zone.firms[0], zone.numbers[0]
    zone.ledger["turnover"] = 0
    firm.equipment, firm.building, firm.expansion_capital, firm.expansion_building = 6e6, 4e6, 1e6, 0.0
    firm.wage_arrears, firm.tax_arrears, firm.rent_arrears, firm.overdue_suppliers = 300, 200, 0, 500
    firm.balance, firm.debt, firm.origin, firm.member_of = 1000, 0, origin, -1
    zone.firms["collections"][0], zone.firms["supplier_bills"][0] = [50, 60, 0], [70, 80, 0]
    distress.liquidate(row(zone.firms), 0, *plain_rows(zone.firms), opened(zone), opened_ground(zone))
    scrap = int(numbers.choice_scrap_equipment * 7e6 + numbers.land_resale_share * 4e6)
    turnover = zone.ledger["turnover"][0]
    assert turnover[USED_ASSETS] == scrap
    assert turnover[kind] == 1000 + 110 + scrap - 500 - 650
    assert (firm.balance, firm.stage) == (0, CLOSED)
