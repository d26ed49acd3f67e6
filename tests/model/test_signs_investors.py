"""Rules of investors, one by one on rows made by hand: who comes, what he asks, where he settles, what he tells."""

import math

import pytest
from asked_keys import LASTING
from hand_made import its_trade, opened, opened_ground, row, zone_in_june
from scipy import stats
from test_keys import uniform

from sim.actors.administration import SIGNED
from sim.actors.firm import (
    BUILDING,
    CONTRACT,
    ELSEWHERE,
    FROM_COUNTY,
    IN_COUNTY,
    IN_PREFECTURE,
    INTENT,
    LANDED,
    LEAD,
    NOWHERE,
    ON_COAST,
    PLOT_PREMISES,
    UNBORN,
)
from sim.books import LAND_PRICE, LAND_SHARE
from sim.foundations.rules import first_row, plain_rows
from sim.markets import pipeline, premises, project, promotion
from sim.places.factories import LEVELS
from sim.zone import Zone


@pytest.fixture
def zone() -> Zone:
    zone = zone_in_june()
    zone.firms["since"] = 0
    return zone


def test_leads_turn_serious_or_are_lost_by_one_uniform(zone: Zone) -> None:
    zone.firms["stage"][:60], zone.firms["heard"], zone.administration["reputation_start"] = LEAD, 0.6, 0.5
    numbers, office = zone.numbers[0], first_row(zone.administration)
    (firms,), here = plain_rows(zone.firms), first_row(zone.environment)
    pipeline.leads_become_intents(firms, here, office, first_row(zone.luck), first_row(zone.numbers))
    eager = 1.0 + 0.1 * numbers.reputation_weight * numbers.reputation_intent_slope
    for firm in zone.firms[:60]:
        u = uniform("investor.step", int(firm.number))
        serious, lost = u < numbers.pipeline_lead_to_intent * eager, u > 1.0 - numbers.pipeline_lead_drop
        assert firm.stage == (INTENT if serious else ELSEWHERE if lost else LEAD)


def test_intents_sign_by_the_hazard_of_winning(zone: Zone) -> None:
    """With ten times the usual push two thirds sign or so; who is lost draws from the other end."""
    zone.firms["stage"], zone.firms["stage"][:60] = UNBORN, INTENT
    zone.administration["push"], numbers = 10.0, zone.numbers[0]
    zone.firms["planned_workers"], lending, ground = 5000.0, opened(zone), opened_ground(zone)
    expected = []
    for at in range(60):
        firm, trade = row(zone.firms, at), its_trade(zone, at)
        value = premises.choose_premises(firm, trade, lending, ground)
        win = project.chance_to_win(firm, value, lending.environment, lending.numbers, lending.luck)
        hazard = numbers.pipeline_intent_to_contract * 10.0 * win / zone.environment["win_at_start"][0, int(firm.trade)]
        u = uniform("investor.step", int(firm.number))
        last = 1.0 - numbers.pipeline_intent_drop
        expected.append(CONTRACT if u < min(hazard, last) else ELSEWHERE if u > last else INTENT)
    firms, sectors = plain_rows(zone.firms, zone.sectors)
    pipeline.intents_sign(firms, sectors, first_row(zone.administration), first_row(zone.terms), lending, ground)
    assert zone.firms["stage"][:60].tolist() == expected
    assert {CONTRACT, ELSEWHERE, INTENT} <= set(expected)


def test_who_waits_too_long_goes_elsewhere(zone: Zone) -> None:
    (firms, sectors), numbers = plain_rows(zone.firms, zone.sectors), zone.numbers
    zone.firms["stage"][:40], zone.firms["signed"][:40], zone.firms["approved_month"] = CONTRACT, 4, -1
    numbers["pipeline_wait_drop"], numbers["pipeline_wait_drop_slope"] = 0.3, 0.02
    pipeline.contracts_land(firms, sectors, opened(zone), opened_ground(zone))
    gone = [uniform("investor.step", int(who)) < 0.3 + 5 * 0.02 for who in zone.firms["number"][:40]]
    assert (zone.firms["stage"][:40] == ELSEWHERE).tolist() == gone


def test_the_longest_waiting_comes_first(zone: Zone) -> None:
    zone.firms["stage"][:4], zone.firms["approved_month"][:4], zone.firms["trade"][:4] = CONTRACT, 5, 0
    zone.firms["signed"][:4] = [4, 2, 3, 2]
    (firms,), here, numbers = plain_rows(zone.firms[:4]), first_row(zone.environment), first_row(zone.numbers)
    assert pipeline.next_waiting(firms, 9, -1, -1, here, numbers) == 1
    assert pipeline.next_waiting(firms, 9, 2, 1, here, numbers) == 3
    assert pipeline.next_waiting(firms, 9, 2, 3, here, numbers) == 2


def test_what_is_announced_is_blown_up_by_ones_own_draw(zone: Zone) -> None:
    firm, trade, office, numbers = row(zone.firms), its_trade(zone), first_row(zone.administration), zone.numbers[0]
    building = trade.own_m2 * numbers.firm_building_cost_m2
    true = firm.planned_workers * (trade.equipment + building + trade.own_mu * numbers.land_price_mu)
    pipeline.announce(firm, trade, office, first_row(zone.luck), first_row(zone.numbers))
    blown = numbers.promotion_announced_inflation * zone.administration["kpi_weight"][0, SIGNED]
    draw = uniform("investor.announces", int(firm.number), 0, LASTING)
    assert firm.announced == pytest.approx(true * (1.0 - blown * math.log(draw)))
    assert firm.announced > true


def test_who_has_his_own_share_and_needs_no_loan_begins(zone: Zone) -> None:
    """Of a plan of 1,000 and working capital of w: with all of it he begins without debt, with too little not."""
    firm, trade, lending, numbers = row(zone.firms), its_trade(zone), opened(zone), zone.numbers[0]
    working = numbers.firm_working_capital_months * firm.planned_workers * trade.revenue
    zone.loans["number"], zone.banks["exposure"], zone.banks["quota"] = 0, 0, 1e16
    plan = firm.planned_workers * trade.equipment
    for wealth, begins in ((0.99 * numbers.bank_own_share * plan, 0), (plan + working + 5000, 1)):
        firm.capital_plan, firm.land_paid, firm.debt, firm.stage, firm.balance = plan, 0.0, 0, LANDED, 0
        firm.wealth, firm.premises = int(wealth), PLOT_PREMISES
        assert pipeline.start_building(firm, 0, trade, lending) == begins
    assert firm.stage == BUILDING
    assert (firm.debt, firm.balance) == (0, pytest.approx(plan + working, abs=2))


def test_builders_go_on_by_their_pace_and_their_cash(zone: Zone) -> None:
    hands, (firms, sectors) = opened(zone), plain_rows(zone.firms, zone.sectors)
    firm, trade = zone.firms[0], its_trade(zone)
    firm.stage, firm.build_months, firm.progress = BUILDING, 10.0, 0.25
    firm.capital_plan = 2.0 * firm.planned_workers * trade.equipment
    for cash, progress, stalled in ((1.0, 0.35, 0), (0.05, 0.40, 0), (0.0, 0.40, 1)):
        firm.balance = int(cash * firm.capital_plan)
        pipeline.projects_build(firms, sectors, hands.environment, hands.holders, hands.ledger, hands.numbers)
        assert firm.progress == pytest.approx(progress, abs=1e-6)
        assert firm.stalled == stalled


def test_a_floor_is_for_light_trades_and_moderate_size(zone: Zone) -> None:
    trade, numbers, luck = row(zone.sectors, 1), first_row(zone.numbers), first_row(zone.luck)
    for at in range(40):
        firm = row(zone.firms, at)
        firm.planned_workers = 20.0
        accepts = uniform("investor.accepts_floor", int(firm.number), 0, LASTING) < trade.accepts_factory
        assert premises.would_take_floor(firm, trade, luck, numbers) == accepts


def test_he_can_afford_a_floor_from_the_gate_on(zone: Zone) -> None:
    """Without credit the gate is the start share of all that is needed."""
    firm, trade, numbers = row(zone.firms), its_trade(zone), zone.numbers[0]
    equipment = trade.equipment * firm.planned_workers
    working = numbers.firm_working_capital_months * firm.planned_workers * trade.revenue
    capital = equipment * (1.0 + numbers.pipeline_fit_out_share)
    zone.banks["exposure"], zone.banks["quota"], firm.debt = 0, 1e16, 0
    pledge = numbers.bank_ltv_equipment * equipment
    for share in (0.98, 1.02):
        firm.wealth = int(max(share * (numbers.bank_start_share * (capital + working) - pledge), 0))
        enough = firm.wealth + min(pledge, capital + working - firm.wealth) >= numbers.bank_start_share * (
            capital + working
        )
        assert premises.affordable(firm, trade, False, opened(zone)) == enough == (share > 1)
    # He asks for no more credit than he lacks: with a tenth less than all, the pledge is not the limit.
    firm.wealth = int(0.9 * (capital + working))
    lent = premises.expected_credit(firm, 0.1 * (capital + working), 1e18, opened(zone))
    assert lent == pytest.approx(0.1 * (capital + working))


def test_the_dearer_of_two_tastes_decides_between_plot_and_floor(zone: Zone) -> None:
    zone.blocks["done"][0], zone.blocks["free_m2"][0] = 1, [10**7] * LEVELS
    zone.sectors["accepts_factory"], numbers = 1.0, zone.numbers[0]
    lending, ground, chosen = opened(zone), opened_ground(zone), set()
    for at in range(60):
        firm, trade = row(zone.firms, at), its_trade(zone, at)
        firm.planned_workers, firm.wealth = 20.0, 10**14
        worth = premises.choose_premises(firm, trade, lending, ground)
        out = zone.environment["value_at_start"][0, int(firm.trade)]
        plot = max(firm.value_plot, out + premises.holding_gain(firm, trade, lending.environment, lending.numbers))
        taste = [
            -math.log(-math.log(uniform("investor.premises_taste", int(firm.number), k, LASTING)))
            / numbers.choice_slope
            for k in (0, 1)
        ]
        floor = firm.value_floor + taste[1] > plot + taste[0]
        assert worth == (firm.value_floor if floor else plot)
        chosen.add(floor)
    assert chosen == {True, False}


def test_a_plot_is_bought_by_who_can_pay_for_it(zone: Zone) -> None:
    firm, trade, here = row(zone.firms), its_trade(zone), zone.environment[0]
    firm.planned_workers, firm.ask_ratio = 20.0, 1.0
    need, zone.tracts["share"] = int(trade.own_mu * 20.0) + 1, 0.2
    price = round(need * here.land_price)
    for wealth, left in ((price - 1, price - 1), (price + 700, 700)):
        firm.wealth = wealth
        premises.take_plot(firm, 0, trade, opened(zone), opened_ground(zone))
        assert firm.wealth == left
    # Villagers have been promised a fifth of the price.
    assert zone.ledger["turnover"][0, [LAND_PRICE, LAND_SHARE]].tolist() == [price, round(0.2 * price)]
    assert firm.stage == LANDED


def test_a_project_is_worth_its_surplus_less_its_cost(zone: Zone) -> None:
    """A floor at rent r, and a plot whose land may be lost: against sums written out by hand."""
    firm, trade, here, numbers = row(zone.firms), its_trade(zone), zone.environment[0], zone.numbers[0]
    assert project.annuity(0.1, 3) == pytest.approx((1 - 1.1**-3) / 0.1)
    posts, rate = float(firm.planned_workers), numbers.choice_hurdle_rate
    here.take_share, here.take_at_start, here.credibility = 0.03, 0.01, 0.0
    fill, match = (float(zone.environment[name][0]) for name in ("fill", "match"))
    sales = posts * trade.revenue * fill * match
    sales *= math.exp(numbers.choice_ability_horizon * firm.log_productivity)
    made = sales * (1 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other)
    pay = posts * here.wage * (1 + numbers.firm_skilled_premium * trade.skilled_share) * (1 + numbers.firm_oncost)
    pay *= 1 - numbers.firm_piece_rate_share * (1 - fill)
    equipment, building = trade.equipment * posts, trade.own_m2 * numbers.firm_building_cost_m2 * posts
    working = numbers.firm_working_capital_months * posts * trade.revenue
    capital = equipment + building + trade.own_mu * numbers.land_price_mu * posts
    tax, ten = numbers.firm_profit_tax_share, (1 - (1 + rate) ** -10) / rate

    def worth(rent: float, own: float, land: float) -> float:
        surplus = 12 * (made - pay - rent - 0.02 * made * numbers.holdup_told_share)
        wear = numbers.firm_equipment_wear_per_year * equipment + numbers.firm_building_wear_per_year * own
        yearly = (1 - tax) * surplus + tax * wear - wear
        salvage = numbers.choice_scrap_equipment * equipment + numbers.land_resale_share * own + land + working
        return ten * yearly + salvage * (1 + rate) ** -10 - equipment - own - land - working

    here.reclaim_risk, here.overdue_share = 0.3, 0.2
    rows = firm, trade, first_row(zone.environment), first_row(zone.numbers)
    floor = worth(1500.0 * trade.factory_m2 * posts, 0.0, 0.0)
    assert project.project_value(*rows, 1500.0, False) == pytest.approx(floor / capital)
    land = trade.own_mu * here.land_price * posts * firm.ask_ratio
    plot = worth(0.0, building, land) - 0.3 * 0.2 * land
    assert project.project_value(*rows, 0.0, True) == pytest.approx(plot / capital)
    mean, slope = here.value_at_start[int(firm.trade)], numbers.choice_slope
    draws = [uniform("investor.rival", int(firm.number), rival, LASTING) for rival in (0, 1)]
    others = 1.0 + sum(math.exp(slope * numbers.choice_rival_sd * stats.norm.ppf(u)) for u in draws)
    ours = math.exp(slope * 0.1)
    chance = project.chance_to_win(firm, mean + 0.1, rows[2], rows[3], first_row(zone.luck))
    assert chance == pytest.approx(ours / (ours + others), rel=1e-6)


def test_where_he_settles_if_not_here(zone: Zone) -> None:
    numbers, seen = zone.numbers[0], set()
    rest = 1.0 - numbers.leads_outside_none
    for at in range(120):
        firm = row(zone.firms, at)
        promotion.describe_origin(firm, first_row(zone.numbers), first_row(zone.luck))
        u = uniform("investor.outside_choice", int(firm.number), 0, LASTING)
        first, second = rest * numbers.leads_outside_county, rest * numbers.leads_outside_prefecture
        if firm.origin == FROM_COUNTY or u < first:
            expected = IN_COUNTY
        elif u < first + second:
            expected = IN_PREFECTURE
        else:
            expected = NOWHERE if u >= rest else int(firm.outside_choice)
        assert firm.outside_choice == expected
        seen.add(int(firm.outside_choice))
    assert {IN_COUNTY, IN_PREFECTURE, ON_COAST, NOWHERE} <= seen


def test_who_hears_of_the_zone_and_who_is_sent_on(zone: Zone) -> None:
    """Reached at half of the highest rate; of the rest those whom neighbours would send for less than a fifth."""
    firms, numbers = zone.firms, zone.numbers[0]
    firms["stage"], firms["stage"][:60], firms["born"][:60], firms["origin"] = UNBORN, UNBORN, 9, FROM_COUNTY
    firms["born"][60:], firms["outside_choice"] = 1, IN_PREFECTURE
    zone.environment["cross_county_share"], office = 0.2, first_row(zone.administration)
    zone.numbers["reputation_weight"], office.reputation_start = 0.0, 0.5
    rows, office.promotion = plain_rows(zone.firms, zone.sectors), 0.5 * numbers.leads_highest_rate
    promotion.investors_hear(*rows, opened(zone).environment, office, 2.0, first_row(zone.numbers), opened(zone).luck)
    for firm in firms[:60]:
        who, least = int(firm.number), numbers.leads_referral_share_most
        sent = least * uniform("neighbour.refers_investor", who, 0, LASTING) < 0.2
        heard = uniform("investor.reached", who, 0, LASTING) < 0.5
        assert firm.stage == (LEAD if heard or sent else ELSEWHERE)


def test_what_settles_here_is_missing_next_door(zone: Zone) -> None:
    firm, trade, here, numbers = row(zone.firms), its_trade(zone), zone.environment[0], zone.numbers[0]
    firm.outside_choice, here.county_diverted = IN_COUNTY, 5.0
    promotion.divert_from_neighbours(firm, trade, first_row(zone.environment), first_row(zone.numbers))
    assert here.county_diverted == pytest.approx(5.0 + numbers.county_settler_share * firm.planned_workers)
    assert here.capacity_diverted[int(firm.trade)] == pytest.approx(firm.planned_workers * trade.revenue)
    assert promotion.gumbel(0.3) == pytest.approx(-math.log(-math.log(0.3)))
    promotion.describe_maker(firm, first_row(zone.numbers), first_row(zone.luck))
    sd = numbers.firm_productivity_entry_sd
    assert firm.productivity == pytest.approx(math.exp(firm.log_productivity - sd * sd / 2.0))
