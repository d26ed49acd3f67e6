"""Rules of credit, one by one on rows made by hand: branches, guarantees, bridges, members, losses, gambles."""

import math

import numpy as np
import pytest
from asked_keys import LASTING
from hand_made import opened, row, small_zone
from scipy import stats
from test_keys import uniform

from sim.actors.bank import WORKING_LOAN
from sim.actors.firm import CLOSED, LANDED, PRODUCING
from sim.actors.fund import COMPANY, COUNTY_DUE, MUTUAL, POOL
from sim.books import BRIDGE_AT, FUND_FIRST, POOL_AT
from sim.foundations.luck import open_month
from sim.foundations.mathematics import normal
from sim.foundations.rules import first_row, plain_rows
from sim.markets import bridging, credit, gambling, guarantees, membership, risk, waterfall
from sim.zone import Zone


def logistic(x: float) -> float:
    """One over one plus the exponential of minus x."""
    return 1.0 / (1.0 + math.exp(-x))


def with_loan(zone: Zone, at: int, bank: int, principal: int, **values: float) -> int:
    """Enter a loan in the first free row, and in the books of firm and branch; the row."""
    free = int(np.flatnonzero(zone.loans["number"] == 0)[0])
    loan = zone.loans[free]
    loan.number, loan.firm, loan.bank, loan.principal, loan.purpose = 1 + free, at, bank, principal, WORKING_LOAN
    for name, value in values.items():
        setattr(loan, name, value)
    zone.firms["debt"][at] += principal
    zone.banks["exposure"][bank] += principal
    return free


@pytest.fixture
def zone() -> Zone:
    zone = small_zone({"bridge.breach_normal": 0.5})
    zone.environment["month"] = 9
    open_month(zone.luck, 9)
    return zone


def test_a_branch_has_room_under_its_quota_and_for_one_name(zone: Zone) -> None:
    branch, firm, numbers = row(zone.banks), row(zone.firms), first_row(zone.numbers)
    single = numbers.bank_single_name_share
    branch.quota, branch.exposure, firm.debt = 1e6, 990_000, 0
    assert credit.branch_room(firm, branch, numbers) == pytest.approx(10_000.0)
    branch.exposure, firm.debt = 0, 60_000
    assert credit.branch_room(firm, branch, numbers) == pytest.approx(single * 1e6 - 60_000.0)


def test_a_firm_deals_with_the_banks_that_come_first_for_it(zone: Zone) -> None:
    numbers, luck = first_row(zone.numbers), first_row(zone.luck)
    for at in range(6):
        firm = row(zone.firms, at)
        order = sorted(range(4), key=lambda bank: -uniform("firm.known_bank", int(firm.number), bank, LASTING))
        known = [bank for bank in range(4) if credit.knows_bank(firm, bank, 4, luck, numbers)]
        assert known == sorted(order[:2])


def test_a_line_is_the_free_pledge_and_a_part_of_the_cash_flow_at_risk(zone: Zone) -> None:
    firm, trade = row(zone.firms), row(zone.sectors, int(zone.firms["trade"][0]))
    zone.banks["quota"], zone.banks["exposure"] = 1e15, 0
    lending, numbers = opened(zone), zone.numbers[0]
    firm.signed, firm.debt, firm.revenue_12, firm.profit_12 = -90, 3000, 1e6, -1e5
    logit = risk.firm_risk_logit(firm, trade, lending.environment, lending.numbers)
    seen = logistic(logit + numbers.bank_signal_noise * normal(uniform("bank.signal", int(firm.number))))
    plain, covered, kind = credit.credit_offer(firm, 0, trade, 1e9, 10_000.0, lending)
    assert plain == pytest.approx(10_000.0 - 3000.0 + numbers.bank_cash_flow_line * 1e6 * (1.0 - seen))
    assert (covered, kind) == (0.0, credit.NO_FUND)
    assert 0.02 < seen < 0.3
    assert credit.under_guarantee(100.0, 40.0, 0.8, 1e9) == pytest.approx((100.0, 75.0))
    assert credit.under_guarantee(100.0, 40.0, 0.8, 20.0) == pytest.approx((56.0, 20.0))


def test_what_is_paid_out_and_back_is_in_all_books(zone: Zone) -> None:
    firm, lending = row(zone.firms), opened(zone)
    at = with_loan(zone, 0, 2, 0, cover=0.5, fund=COMPANY)
    loan, branch, fund = row(zone.loans, at), zone.banks[2], zone.funds[COMPANY]
    before = int(firm.debt), int(branch.exposure)
    credit.pay_out(loan, firm, 1000, lending)
    credit.reduce_loan(loan, firm, 300, lending)
    assert (loan.principal, fund.outstanding) == (700, 350)
    assert (firm.debt - before[0], branch.exposure - before[1]) == (700, 700)


def test_who_joins_pays_a_stake_as_far_as_his_cash_goes(zone: Zone) -> None:
    firm, lending = row(zone.firms), opened(zone)
    firm.balance, zone.funds["stakes"][MUTUAL] = 500, 40
    credit.join_with(firm, MUTUAL, 800, lending)
    assert (firm.balance, firm.member_stake, firm.member_of) == (0, 500, MUTUAL)
    assert (zone.funds["stakes"][MUTUAL], zone.holders["balance"][FUND_FIRST + MUTUAL]) == (540, 500)
    zone.holders["balance"][FUND_FIRST + MUTUAL] = 200
    membership.take_stake_back(firm, lending)
    assert (firm.balance, firm.member_stake, firm.member_of) == (200, 0, -1)
    assert zone.funds["stakes"][MUTUAL] == 40


def test_a_firm_asks_for_what_its_cash_lacks_of_a_normal_months_cost(zone: Zone) -> None:
    firms, sectors = plain_rows(zone.firms, zone.sectors)
    zone.banks["quota"], zone.banks["exposure"], zone.firms["stage"][1:] = 1e16, 0, 0
    firm, trade, numbers = zone.firms[0], zone.sectors[zone.firms["trade"][0]], zone.numbers[0]
    firm.land_paid, firm.balance, firm.debt = 1e13, 1_000_000, 0
    cost = firm.expected_sales * (trade.materials + trade.energy + trade.other) + firm.wage_bill
    credit.firms_borrow_working_capital(firms, sectors, opened(zone))
    assert firm.debt == pytest.approx(numbers.firm_liquidity_months * cost - 1_000_000, abs=1)


def test_limits_of_a_guarantor_leave_the_smaller_room(zone: Zone) -> None:
    fund, numbers = row(zone.funds), first_row(zone.numbers)
    fund.open, fund.suspended, fund.leverage_cap, fund.single_share = 1, 0, 5.0, 0.1
    fund.outstanding, fund.promised = 4000, 300
    assert guarantees.guarantee_room(fund, 1000.0, 20.0, numbers) == pytest.approx(80.0)
    fund.outstanding, fund.promised = 4800, 150
    assert guarantees.guarantee_room(fund, 1000.0, 20.0, numbers) == pytest.approx(50.0)
    fund.base_fee = 0.02
    assert guarantees.guarantee_fee(0.10, fund, numbers) == pytest.approx(0.02 + 0.06 * numbers.fund_fee_slope)
    assert guarantees.guarantee_fee(0.03, fund, numbers) == 0.02


@pytest.mark.parametrize(("kind", "weight"), [(COMPANY, 0.5), (COMPANY, 0.7), (MUTUAL, 0.5)])
def test_a_guarantor_takes_whom_leaders_send_and_who_looks_safe(zone: Zone, kind: int, weight: float) -> None:
    fund, luck, numbers = row(zone.funds, kind), first_row(zone.luck), first_row(zone.numbers)
    fund.volume_weight = weight
    noise = numbers.fund_signal_noise * (1.0 - numbers.fund_peer_knowledge if kind == MUTUAL else 1.0)
    limit = numbers.fund_risk_limit_old * weight / (1.0 - weight)
    taken = set()
    for who in range(1, 200):
        fund.directed_share = 0.0
        looks = logistic(-2.6 + noise * normal(uniform("fund.signal", who)))
        accepted = guarantees.fund_accepts(fund, kind, -2.6, who, 99, luck, numbers)
        assert accepted == (looks <= limit)
        taken.add(accepted)
        fund.directed_share = 0.3
        sent = uniform("fund.directed_by_leaders", who, kind) < 0.3
        assert guarantees.fund_accepts(fund, kind, 50.0, who, 99, luck, numbers) == sent
    assert taken == {True, False}


def test_the_score_falls_with_margin_and_cash_and_rises_with_youth(zone: Zone) -> None:
    firm, trade, here, numbers = (
        row(zone.firms),
        row(zone.sectors),
        first_row(zone.environment),
        first_row(zone.numbers),
    )

    def score(margin: float = 0.03, liquidity: float = 1.0, signed: int = -90) -> float:
        firm.signed = signed
        return risk.risk_logit(firm, trade, here, 100.0, 50.0, margin, liquidity, numbers)

    assert score(margin=0.08) == pytest.approx(score() - numbers.bank_score_margin)
    assert score(liquidity=1.5) == pytest.approx(score() - 0.5 * numbers.bank_score_liquidity)
    assert score(signed=9 - 35) == pytest.approx(score() + numbers.bank_score_young)
    assert score(signed=9 - 36) == score()
    rate = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation
    assert risk.real_rate(numbers) == pytest.approx(rate)
    most = (rate - numbers.bank_cost_share) / (rate + numbers.bank_loss_given_default * 0.5)
    assert risk.bank_accepts(0.99 * most, 0.5, rate, numbers)
    assert not risk.bank_accepts(1.01 * most, 0.5, rate, numbers)
    noise = numbers.bank_signal_noise * (1 + 0.8 * numbers.bank_cover_noise) * (1 - numbers.bank_information_gain)
    seen = risk.seen_risk(-2.0, 44, 0.8, 1.0, first_row(zone.luck), numbers)
    assert seen == pytest.approx(logistic(-2.0 + noise * normal(uniform("bank.signal", 44))))


def test_a_branch_writes_its_word_by_risk_and_by_its_own_bad_loans(zone: Zone) -> None:
    loan, firm, lending = row(zone.loans, with_loan(zone, 0, 1, 1000)), row(zone.firms), opened(zone)
    trade, numbers = row(zone.sectors, int(firm.trade)), zone.numbers[0]
    zone.banks["bad_share"][1], firm.profit_12 = 1.5 * numbers.bank_usual_bad_share, -0.15 * firm.revenue_12
    score = risk.firm_risk_logit(firm, trade, lending.environment, lending.numbers) - numbers.bank_score_constant
    wish = numbers.bank_renewal_constant - numbers.bank_renewal_risk * score / numbers.bank_renewal_risk_sd
    chance = logistic(wish - 0.5 * numbers.bank_renewal_bad)
    for who in range(1, 200):
        firm.number = who
        assert bridging.bank_commits(loan, firm, trade, lending) == (uniform("bank.writes_renewal", who, 1) < chance)
    assert 0.1 < chance < 0.9
    loan.cover, loan.fund, firm.number = 0.8, COMPANY, 1
    words = []
    for belief in (0.29, 0.31):
        zone.banks["belief"][1, COMPANY] = belief
        words.append([bridging.bank_commits(loan, firm, trade, lending) for firm.number in range(1, 50)])
    assert not any(words[0])
    assert any(words[1])


def test_private_lenders_lend_a_share_of_what_households_have(zone: Zone) -> None:
    firm, lending = row(zone.firms), opened(zone)
    (firms,), share = plain_rows(zone.firms), zone.numbers[0].bridge_private_share
    zone.firms["private_debt"][1] = 1000
    for pool, lent in ((1490 / share, 0), (1510 / share, 500)):
        zone.holders["balance"][POOL_AT] = int(pool)
        bridging.find_bridge(firm, 0, firms, 500, True, lending)
        assert firm.private_debt == lent


def test_what_was_promised_is_paid_unless_the_bank_breaks_its_word(zone: Zone) -> None:
    zone.loans["number"] = 0
    rows = [with_loan(zone, at, at % 4, 1000, promised=700, matures=3) for at in range(20)]
    zone.firms["renewing"][:20], (firms,) = 700, plain_rows(zone.firms)
    bridging.renewals_are_paid_out(firms, opened(zone))
    for at in range(20):
        kept = uniform("bank.breaks_word", int(zone.firms["number"][at]), at % 4) >= 0.5
        assert zone.loans["principal"][rows[at]] == (1700 if kept else 1000)
        assert zone.firms["renewing"][at] == 0


def test_a_bridge_is_given_back_in_parts(zone: Zone) -> None:
    firm, lending = row(zone.firms), opened(zone)
    firm.bridge, firm.bridge_source, firm.balance, zone.bridge["lent"] = 900, BRIDGE_AT, 5000, 900
    bridging.give_back_bridge(firm, 300, lending)
    assert (firm.bridge, firm.balance, zone.bridge["lent"][0]) == (600, 4700, 600)


def test_a_member_whose_line_is_not_worth_it_gives_notice_and_waits(zone: Zone) -> None:
    firm, fund, lending = row(zone.firms), row(zone.funds, MUTUAL), opened(zone)
    numbers = zone.numbers[0]
    firm.member_of, firm.member_stake, firm.balance = MUTUAL, 100_000, 0
    fund.multiple, fund.base_fee, fund.stakes = 5.0, 0.01, 1_000_000
    rate = numbers.bank_base_rate * numbers.bank_markup - numbers.bank_inflation
    spread = 12.0 * numbers.bridge_private_rate_month - rate - 0.01
    saved = spread * numbers.mutual_private_months / 12.0 * numbers.mutual_use_share * 5.0 * 100_000
    limit = 10.0 * saved / (1.0 + numbers.mutual_risk_aversion)
    assert limit < 1_000_000
    fund.claims_12 = 0.99 * limit
    assert membership.worth_being_member(firm, 100_000, 0.0, fund, lending.numbers)
    fund.claims_12 = 1.01 * limit
    assert not membership.worth_being_member(firm, 100_000, 0.0, fund, lending.numbers)
    firm.member_notice = -1
    for left in (6, 5, 4):
        membership.think_of_leaving(firm, 0, 0.0, fund, lending)
        assert firm.member_notice == left
    fund.claims_12 = 0.0
    membership.think_of_leaving(firm, 0, 0.0, fund, lending)
    assert (firm.member_notice, firm.member_of) == (-1, MUTUAL)


def test_eight_in_a_row_make_two_groups_of_four(zone: Zone) -> None:
    zone.funds["open"][POOL], zone.firms["stage"][:9], zone.firms["refused"][:9] = 1, PRODUCING, 1
    membership.pool_forms_groups(*plain_rows(zone.firms), opened(zone))
    turn = np.argsort([uniform("firm.turn_in_pool", int(who), 0, LASTING) for who in zone.firms["number"][:9]])
    numbers = zone.firms["number"][:9][turn]
    assert zone.firms["group"][:9][turn].tolist() == [numbers[0]] * 4 + [numbers[4]] * 4 + [-1]


def test_projects_that_were_refused_last_month_line_up_beside_firms(zone: Zone) -> None:
    """Four landed projects whose refusal is a month old make a group; what they were refused stays to be read."""
    zone.funds["open"][POOL] = 1
    zone.firms["stage"][:5], zone.firms["refused"][:5] = [LANDED] * 4 + [CLOSED], 1000
    zone._firms_borrow()
    assert len(set(zone.firms["group"][:4].tolist())) == 1
    assert zone.firms["group_full"][:5].tolist() == [1, 1, 1, 1, 0]
    assert zone.firms["refused"][:5].tolist() == [1000] * 4 + [0]


def test_a_loss_is_shared_out_to_the_last_fen_and_in_order(zone: Zone) -> None:
    """Of 1,000 lost the group's two pay 300 and 250, members 100; of 350 the fund owes 40 %, the province pays 20 %."""
    assert waterfall.split_by_shares(10, np.array([0.3, 0.35, 0.35])).tolist() == [3, 4, 3]
    fund, branch, lending = row(zone.funds, POOL), row(zone.banks, 1), opened(zone)
    fund.group_share, fund.province_share, fund.county_share, fund.insurer_share = 0.6, 0.2, 0.1, 0.1
    assert waterfall.loss_shares(fund, 0.4) == pytest.approx([0.4, 0.2, 0.1, 0.1, 0.2])
    zone.firms["group"][:3], zone.firms["balance"][:3] = 7, [0, 5000, 250]
    zone.firms["stage"][:3] = PRODUCING
    zone.firms["member_of"][:5], zone.firms["member_stake"][:5] = [-1, POOL, -1, POOL, MUTUAL], [0, 75, 0, 25, 900]
    fund.stakes, zone.holders["balance"][FUND_FIRST + POOL] = 100, 200
    loan = row(zone.loans, with_loan(zone, 0, 1, 1000, cover=0.4, fund=POOL))
    own = waterfall.call_guarantee(loan, 1000, row(zone.firms), *plain_rows(zone.firms), lending)
    # 600 are asked of two: 300 and, as far as cash goes, 250; members lose 100; 350 are left.
    assert own == 70
    assert zone.firms["balance"][:3].tolist() == [0, 4700, 0]
    assert zone.firms["member_stake"][:5].tolist() == [0, 0, 0, 0, 900]
    assert (fund.stakes, fund.claims_total, fund.unpaid) == (0, 240, 40)
    assert (branch.called[POOL], branch.unpaid[POOL], branch.unpaid[COUNTY_DUE]) == (240, 40, 35)
    assert zone.holders["balance"][FUND_FIRST + POOL] == 0


def test_limited_liability_decides_who_gambles(zone: Zone) -> None:
    firm, numbers = row(zone.firms), first_row(zone.numbers)
    trade = row(zone.sectors, int(firm.trade))
    z = (100.0 - 90.0) / 20.0
    free = gambling.owners_payoff(100.0, 20.0, 90.0, 0.0)
    assert free == pytest.approx(10.0 * stats.norm.cdf(z) + 20.0 * stats.norm.pdf(z), rel=1e-5)
    pledged = gambling.owners_payoff(100.0, 20.0, 90.0, 50.0)
    assert pledged == pytest.approx(free - 50.0 * stats.norm.cdf(-z), rel=1e-5)
    firm.debt, firm.bridge, firm.private_debt, firm.overdue_suppliers = 0, 0, 0, 0
    zone.firms["supplier_bills"][0], firm.private_wealth, firm.balance, firm.equipment = 0, 0.0, 0, 1e8
    assert not gambling.gambles(firm, trade, numbers)
    worth = risk.total_assets(firm)
    firm.debt = int(worth + 12.0 * firm.profit_12)
    gambling.choose_course(firm, trade, first_row(zone.luck), numbers)
    made = 12.0 * firm.revenue_12 * (1 - trade.materials + numbers.firm_margin_shift - trade.energy - trade.other)
    added = numbers.gamble_year_sd * math.sqrt(numbers.gamble_spread**2 - 1.0)
    venture = 1.0 - numbers.gamble_mean_loss * worth / made
    venture += added * normal(uniform("firm.venture", int(firm.number)))
    assert firm.risky == 1
    assert firm.venture == pytest.approx(max(0.1, venture))
    assert venture > 0.1
