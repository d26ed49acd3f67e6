"""Upgrading: newer technology that pays only with skills, marks, the way to the stock exchange (3.6.12)."""

from sim.actors.bank import CAPITAL_LOAN
from sim.actors.firm import PRODUCING, collateral, liquid_cost, unit_margin
from sim.actors.purse import UPGRADES, spend
from sim.books import (
    BRAND_COSTS,
    EQUIPMENT,
    EQUITY_IN,
    INTEREST_SUBSIDY,
    OUTSIDE_AT,
    TREASURY_AT,
    UPGRADE_SUBSIDY,
    pay,
)
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import exp, fen, power, whole
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.markets.credit import borrow

numbers_of(
    "technology",
    step=number(0.2, "of vintage", "assumption: the steps between vintages at entry", low=0.1, high=0.3),
    top=number(1.2, "pure number", ASSUMPTION, low=1.0, high=1.6, departs="not in the design: the newest technology"),
    gain=number(
        0.5,
        "log points a unit of vintage",
        ASSUMPTION,
        low=0.2,
        high=1.0,
        departs="not in the design: output per fully skilled head from newer machines",
    ),
    energy_cut=number(
        0.1, "share a step", ASSUMPTION, low=0.0, high=0.2, departs="not in the design: energy saved by newer machines"
    ),
    price_share=number(
        0.15,
        "of equipment a step",
        ASSUMPTION,
        low=0.05,
        high=0.4,
        departs="not in the design: what newer machines cost beyond like ones that would be due anyway",
    ),
    payback_months=number(48, "months", "assumption (equation E12 of the design)", low=36, high=60),
    least_months=number(
        60,
        "months",
        ASSUMPTION,
        low=24,
        high=120,
        departs="not in the design: machines are renewed as a whole, at half of their life of eleven years",
    ),
    own_share=number(
        0.3, "of the price", ASSUMPTION, low=0.1, high=1.0, departs="not in the design: own cash in an upgrade"
    ),
)
numbers_of(
    "brand",
    spend_share=number(0.01, "of revenue", "assumption within 0 to 2 % (section 3.6.12)", low=0.0, high=0.02),
    margin=number(
        0.05,
        "of revenue",
        ASSUMPTION,
        low=0.02,
        high=0.1,
        departs="not in the design: who advertises",
    ),
    step_month=number(
        0.004, "per month at 1 % of revenue", "assumption (equation E14 of the design)", low=0.0, high=0.01
    ),
    quality=number(
        0.1,
        "of quality a step",
        ASSUMPTION,
        low=0.0,
        high=0.3,
        departs="not in the design: what a mark adds",
    ),
)
numbers_of(
    "listing",
    workers=number(
        500,
        "persons",
        ASSUMPTION,
        low=200,
        high=2000,
        departs="not in the design: the size that is asked for",
    ),
    margin=number(
        0.05, "of revenue", ASSUMPTION, low=0.02, high=0.1, departs="not in the design: the profit that is asked for"
    ),
    months=number(36, "producing months", "three years of profit (section 3.6.12)", low=24, high=60),
    chance_month=number(
        0.002, "per month", ASSUMPTION, low=0.0, high=0.01, departs="not in the design: how often a candidate is listed"
    ),
    inflow_share=number(
        0.3, "of yearly revenue", ASSUMPTION, low=0.1, high=1.0, departs="not in the design: what shareholders pay in"
    ),
)

EARNS_MARK = decision("firm.earns_mark", who="firm", law="yes with the hazard of the next mark")
IS_LISTED = decision("firm.is_listed", who="firm", law="yes with the hazard of a listing")
MARKS = 3


@rule
def match_after(firm, staff, numbers):
    """Today's mean skill match, and that of the same staff with the next technology, on average over the payback time.

    They learn on the job: the gap halves every so many months.
    """
    now = min(1.0, firm.effective / max(1.0, staff))
    level = firm.vintage * power(max(now, 0.01), 1.0 / max(0.1, numbers.firm_skill_exponent))
    later = min(1.0, power(level / (firm.vintage + numbers.technology_step), numbers.firm_skill_exponent))
    months, half = numbers.technology_payback_months, numbers.skill_learning_months
    share_open = half / (0.6931471805599453 * months) * (1.0 - exp(-0.6931471805599453 * months / half))
    return now, 1.0 - (1.0 - later) * share_open


@rule
def upgrade_gain(firm, trade, numbers):
    """What a step would bring a month at today's sales and staff, in fen: more output, less energy, poorer match."""
    now, later = match_after(firm, firm.workers, numbers)
    more = exp(numbers.technology_gain * numbers.technology_step) * later / max(now, 0.01) - 1.0
    energy = trade.energy * firm.energy_factor * numbers.technology_energy_cut
    return firm.revenue_12 * (unit_margin(trade, numbers) * more + energy)


@rule
def firms_upgrade(firms, sectors, terms, line, lending):
    """Once a year a firm looks at newer machines, and buys where they pay back in time and the money is there (E12)."""
    environment, numbers = lending.environment, lending.numbers
    for at in range(len(firms)):
        firm = firms[at]
        due = firm.number % 12 + 1 == environment.calendar_month
        due = due and environment.month - firm.renewed >= numbers.technology_least_months
        if firm.stage == PRODUCING and due and firm.vintage < numbers.technology_top - 0.01:
            if firm.arrears_months == 0:
                upgrade(firm, at, sectors[firm.trade], terms, line, lending)


@rule
def upgrade(firm, at, trade, terms, line, lending):
    """One step of technology: own cash, the county's part while its line lasts, a loan for the rest."""
    numbers, holders, ledger = lending.numbers, lending.holders, lending.ledger
    price = numbers.technology_price_share * trade.equipment * firm.planned_workers
    purse = min(line.left, holders[TREASURY_AT].balance)
    help_share = terms.upgrade_subsidy_share if purse > terms.upgrade_subsidy_share * price else 0.0
    if upgrade_gain(firm, trade, numbers) * numbers.technology_payback_months < (1.0 - help_share) * price:
        return
    helped = fen(help_share * price)
    spare = firm.balance - numbers.firm_liquidity_months * liquid_cost(firm, trade, numbers)
    if spare < numbers.technology_own_share * (price - helped):
        return
    wanted = max(0.0, price - helped - spare)
    if wanted > 0.0:
        got = borrow(
            firm, at, trade, wanted, collateral(firm, numbers), CAPITAL_LOAN, numbers.bank_capital_loan_months, lending
        )
        if got < whole(wanted):
            return
    if helped > 0:
        pay(ledger, holders[TREASURY_AT], firm, UPGRADE_SUBSIDY, helped)
        spend(line, helped)
    pay(ledger, firm, holders[OUTSIDE_AT], EQUIPMENT, min(firm.balance, fen(price)))
    firm.vintage = min(numbers.technology_top, firm.vintage + numbers.technology_step)
    firm.energy_factor = firm.energy_factor * (1.0 - numbers.technology_energy_cut)
    firm.upgrades += 1
    firm.renewed = lending.environment.month


@rule
def firms_earn_marks(firms, terms, line, lending):
    """Firms that earn enough advertise; the good ones among them are awarded a mark, one step at a time (E14)."""
    numbers, holders, ledger = lending.numbers, lending.holders, lending.ledger
    for firm in firms:
        earns = firm.stage == PRODUCING and firm.profit_12 > numbers.brand_margin * firm.revenue_12
        if earns and firm.brand < MARKS and numbers.brand_spend_share > 0.0:
            spent = min(max(0, firm.balance), fen(numbers.brand_spend_share * firm.revenue_12))
            pay(ledger, firm, holders[OUTSIDE_AT], BRAND_COSTS, spent)
            firm.profit -= spent
            part = power(numbers.brand_spend_share / 0.01, 0.5)
            able = firm.vintage >= 0.6 + numbers.technology_step * firm.brand
            if able and draw(lending.luck, EARNS_MARK, firm.number, 0) < numbers.brand_step_month * part:
                firm.brand += 1
                purse = min(line.left, holders[TREASURY_AT].balance)
                reward = min(purse, whole(terms.brand_reward * power(4.0, firm.brand - 1.0)))
                if terms.brand_reward > 0 and reward > 0:
                    pay(ledger, holders[TREASURY_AT], firm, UPGRADE_SUBSIDY, reward)
                    spend(line, reward)


@rule
def firms_are_listed(firms, terms, lending):
    """A large firm that has earned well for three years may be listed; shareholders pay in, its books become better."""
    numbers, holders = lending.numbers, lending.holders
    for firm in firms:
        large = firm.stage == PRODUCING and firm.listed == 0 and firm.planned_workers >= numbers.listing_workers
        old = lending.environment.month - firm.started >= numbers.listing_months
        if large and old and firm.profit_12 > numbers.listing_margin * firm.revenue_12 and firm.arrears_months == 0:
            chance = numbers.listing_chance_month * (1.0 + terms.listing_help)
            if draw(lending.luck, IS_LISTED, firm.number, 0) < chance:
                firm.listed = 1
                inflow = fen(12.0 * numbers.listing_inflow_share * firm.revenue_12)
                pay(lending.ledger, holders[OUTSIDE_AT], firm, EQUITY_IN, inflow)


@rule
def county_pays_interest(firms, terms, line, lending):
    """A part of this month's interest on loans for machines and buildings, while the line lasts."""
    if terms.interest_subsidy_share <= 0.0:
        return
    treasury = lending.holders[TREASURY_AT]
    for loan in lending.loans:
        if loan.number > 0 and loan.purpose == CAPITAL_LOAN and loan.interest_due == 0:
            wanted = fen(terms.interest_subsidy_share * loan.principal * loan.rate / 12.0)
            paid = min(wanted, min(line.left, treasury.balance))
            if paid > 0:
                pay(lending.ledger, treasury, firms[loan.firm], INTEREST_SUBSIDY, paid)
                spend(line, paid)


@rule
def firms_look_ahead(firms, sectors, terms, lines, lending):
    """Interest, machines, marks, the exchange."""
    county_pays_interest(firms, terms, lines[UPGRADES], lending)
    firms_upgrade(firms, sectors, terms, lines[UPGRADES], lending)
    firms_earn_marks(firms, terms, lines[UPGRADES], lending)
    firms_are_listed(firms, terms, lending)
