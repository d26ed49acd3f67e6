"""What should have been posted this month by institutions: members, bridges, promises, visits, schools, beds, debts."""

from types import SimpleNamespace
from typing import Any

import numpy as np
from posted_kinds import Month, fen

from sim import books
from sim.actors import purse
from sim.actors.debt import BANK_LOAN, BOND, BUILD_TRANSFER, STANDING_LOAN
from sim.actors.school import FIRST_PRIVATE, LAST_PRIVATE, ORDER, PUBLIC
from sim.zone import Zone


def wrong_institutions(before: SimpleNamespace, zone: Zone) -> list[str]:
    """Every kind of posting of institutions whose sum is not what the tables say."""
    month = Month(before, zone)
    _members(month)
    _bridges(month)
    _county(month)
    _schools(month)
    _beds(month)
    _debts(month)
    return month.wrong


def _members(month: Month) -> None:
    firms, then = month.zone.firms, month.before.firms
    came = (then["member_of"] < 0) & (firms["member_of"] >= 0)
    went = (then["member_of"] >= 0) & (firms["member_of"] < 0)
    lost = int(month.zone.funds["claims_total"].sum() - month.before.funds["claims_total"].sum())
    grown = np.maximum(0, firms["member_stake"] - then["member_stake"]).sum()
    stakes, means = int(then["member_stake"][went].sum()), int(month.zone.holders["balance"][6:9].sum())
    # Who joined or borrowed, and closed in the same month, paid in what he got back.
    both = int(month.paid[books.MEMBER_REFUND]) - stakes if lost == 0 and month.failed.any() else 0
    both = max(0, both)
    least = grown if lost == 0 else firms["member_stake"][came].sum()
    month.expect((books.MEMBER_CAPITAL,), least + both, grown + lost + both)
    month.expect((books.MEMBER_REFUND,), stakes - lost if means > 0 and went.any() else 0, stakes + both)
    charged = int(firms["co_guarantee_paid"].sum() - then["co_guarantee_paid"].sum())
    month.expect((books.CO_GUARANTEE,), charged)
    fund = month.zone.funds[0]
    if fund.open == 1 and fund.insurer_share > 0 and fund.outstanding > 0:
        share = month.numbers.fund_premium_share * fund.base_fee / 12 * fund.outstanding / max(fund.cover, 0.01)
        month.expect((books.INSURANCE_PREMIUM,), round(share) if means > 0 else 0, round(share))
    else:
        month.expect((books.INSURANCE_PREMIUM,), 0)


def _bridges(month: Month) -> None:
    now, then = month.zone.bridge[0], month.before.bridge[0]
    month.expect((books.BRIDGE_CAPITAL,), now.capital - then.capital)
    month.expect((books.BRIDGE_OUT,), now.turned - then.turned)
    month.expect((books.BRIDGE_BACK,), (now.turned - then.turned) - (now.lent - then.lent) - (now.lost - then.lost))
    month.expect((books.BRIDGE_FEE,), now.fees - then.fees)
    if month.failed.any():
        return
    debt, before = int(month.zone.firms["private_debt"].sum()), int(month.before.firms["private_debt"].sum())
    rate = month.numbers.bridge_private_rate_month
    lent = int(month.paid[books.PRIVATE_OUT])
    interest = rate * (before + lent) + len(month.zone.firms)
    month.expect((books.PRIVATE_BACK,), before + lent - debt, before + lent - debt + interest)
    # Whoever has debts left has no cash left, or owes to the last fen what could not be paid.
    solvent = month.zone.firms["private_debt"] == 0
    paid = fen(rate * month.before.firms["private_debt"])[solvent].sum()
    month.expect((books.PRIVATE_INTEREST,), paid, interest)


def _spent(month: Month, *lines: int) -> int:
    return int(month.zone.budget_lines["spent_month"][list(lines)].sum())


def _county(month: Month) -> None:
    office, then = month.zone.administration[0], month.before.administration[0]
    kept = int(office.promises_kept - then.promises_kept)
    month.expect((books.INCENTIVES,), kept)
    if kept != _spent(month, purse.INCENTIVES_LINE):
        month.wrong.append("promises were kept with other money than the line's")
    month.expect((books.INFORMAL_PAYMENTS,), office.taken_month + office.speed_money_month)
    month.expect((books.FINES,), office.fined_month)
    month.expect((books.AWARDS,), office.awards - then.awards)
    month.expect((books.PROMOTION_COSTS,), _spent(month, purse.PROMOTION))
    month.expect((books.BUS_COSTS,), _spent(month, purse.BUS))
    month.expect((books.UPGRADE_SUBSIDY, books.INTEREST_SUBSIDY), _spent(month, purse.UPGRADES))
    staffed = (purse.SERVICES, purse.DISCIPLINE, purse.BANK_INFORMATION, purse.JOB_FAIRS, purse.CHAIN_SERVICES)
    month.expect((books.SERVICE_COSTS,), _spent(month, *staffed))
    for at in (purse.SERVICES, purse.PROMOTION, purse.DISCIPLINE):
        line, earlier = month.zone.budget_lines[at], month.before.budget_lines[at]
        if line.left > 0 and line.spent_month == 0 and earlier.left > 0:
            month.wrong.append(f"nobody was paid from the line {purse.LINES[at]}")


def _schools(month: Month) -> None:
    schools, then, numbers = month.zone.school, month.before.school, month.numbers
    enrolled = schools["enrolled_total"] - then["enrolled_total"]
    done = schools["graduated_total"] - then["graduated_total"]
    public = schools[PUBLIC]
    cost = int(fen(numbers.training_cost_head))
    allowance = min(cost, int(fen(numbers.training_allowance_month)) * int(public.course_months))
    month.expect((books.TRAINING_ALLOWANCE,), int(enrolled[PUBLIC]) * allowance)
    own = int(fen(schools[ORDER].firm_share * schools[ORDER].cost_head))
    ordered = int(enrolled[ORDER])
    courses = int(enrolled[PUBLIC]) * (cost - allowance) + ordered * (int(schools[ORDER].cost_head) - own)
    month.expect((books.TRAINING_COURSES,), courses)
    spent = _spent(month, purse.PUBLIC_TRAINING, purse.ORDER_CLASS)
    month.expect((books.TRAINING_COURSES, books.TRAINING_ALLOWANCE), spent)
    private = slice(FIRST_PRIVATE, LAST_PRIVATE + 1)
    subsidy = _spent(month, purse.PRIVATE_TRAINING, purse.TRAINING_BASE)
    month.expect((books.TRAINING_SUBSIDY,), subsidy)
    quality = numbers.training_private_quality_cost * schools["cost_factor"] * schools["quality"] ** 2
    wages = (done * fen(numbers.training_private_fixed_cost + quality))[private].sum()
    covered = (schools["subsidy"][private] * done[private]).sum() <= _spent(month, purse.PRIVATE_TRAINING)
    month.expect((books.SCHOOL_WAGES,), wages if covered else 0, wages)
    shared = (books.SCHOOL_WAGES, books.TRAINING_PENALTY, books.SCHOOL_PROFIT)
    month.expect(shared, _spent(month, purse.PRIVATE_TRAINING))
    month.expect((books.TRAINING_PENALTY,), 0, (done * schools["penalty"])[private].sum())
    started = fen(numbers.base_cost * month.zone.firms["base_started"]).sum()
    month.expect((books.FIRM_TRAINING,), 0.5 * started + ordered * own, started + ordered * own)
    month.expect((books.SCHOOL_WORKS,), _spent(month, purse.BRANCH_SCHOOL))


def _beds(month: Month) -> None:
    grant = int(month.zone.terms[0].housing_budget)
    month.expect((books.HOUSING_GRANT,), grant)
    month.expect((books.HOUSING_WORKS,), grant)
    row, here = month.zone.housing[0], month.here
    let = min(row.public, here.beds_taken * row.public / max(1.0, row.rooms + row.public))
    month.expect((books.HOUSING_RENT,), round(let * row.rent * here.trend) if row.public > 0 else 0)


def _owed(debts: Any, *kinds: int) -> int:
    return int(debts["principal"][np.isin(debts["kind"], kinds)].sum())


def _debts(month: Month) -> None:
    zone, debts, then = month.zone, month.zone.debts, month.before.debts
    new = (debts["taken"] == zone.month) & (debts["kind"] > STANDING_LOAN) & (then["kind"] != debts["kind"])
    for kind, out, back in (
        (BANK_LOAN, books.PLATFORM_LOAN_OUT, books.PLATFORM_LOAN_BACK),
        (BOND, books.BOND_OUT, books.BOND_BACK),
        (BUILD_TRANSFER, None, books.BT_PAID),
    ):
        taken = int(debts["principal"][new & (debts["kind"] == kind)].sum())
        if out is not None:
            month.expect((out,), taken)
        month.expect((back,), _owed(then, kind) + taken - _owed(debts, kind))
    late = int(debts["interest_due"].sum() - then["interest_due"].sum())
    rates = {kind: zone.platform_agent.debt.rate(kind) for kind in (STANDING_LOAN, BANK_LOAN, BOND, BUILD_TRANSFER)}
    due = sum(
        round(rates[int(row["kind"])] / 12 * int(row["principal"]))
        for row in np.concatenate([then[then["kind"] > 0], debts[new]])
    )
    month.expect((books.PLATFORM_INTEREST, books.BOND_INTEREST, books.BT_INTEREST), due - late)
    income = int(zone.platform_books[0].commercial_income - month.before.platform_books[0].commercial_income)
    part = int(zone.terms[0].commercial_county_share * income)
    month.expect((books.COMMERCIAL_LAND,), income + part - 2, income + part + 2)
