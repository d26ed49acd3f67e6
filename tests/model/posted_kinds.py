"""What should have been posted of each kind this month, told from the tables before and after, not from the postings.

A flow matrix balances by construction: had a rule forgotten to pay, its rows would still add up to
nothing. So each kind has an expectation of its own, from the fields of those whom it concerns.
Firms that closed in the month have lost their fields: kinds that need them are then left out.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
from posted_land import expect_village_money

from sim import books
from sim.actors.debt import BUILD_TRANSFER
from sim.actors.firm import BUILDING, CLOSED, FLOOR_PREMISES, FROM_COUNTY, PRODUCING
from sim.actors.grants import BUDGETS, GRANT_KINDS
from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB
from sim.places.factories import BY_DEVELOPER
from sim.zone import Zone

FEN_PER_WAN_YUAN = 1_000_000
OTHERS = ("recoverable_county", "recoverable_province", "recoverable_insurer")
DEBT_SERVICE = (
    *(books.PLATFORM_INTEREST, books.BOND_INTEREST, books.BT_INTEREST),
    *(books.PLATFORM_LOAN_BACK, books.BOND_BACK, books.BT_PAID),
)


def fen(amounts: Any) -> np.ndarray:
    """Rounded to whole fen, halves upwards, as the rules round."""
    below = np.floor(np.asarray(amounts, float))
    return (below + (np.asarray(amounts, float) - below >= 0.5)).astype(np.int64)


class Month:
    """The tables before and after, the numbers, and what was posted, by kind."""

    def __init__(self, before: SimpleNamespace, zone: Zone) -> None:
        self.before, self.zone, self.numbers = before, zone, zone.numbers[0]
        self.here, self.paid = zone.environment[0], zone.ledger["turnover"][0]
        after, earlier = zone.firms, before.firms
        self.failed = (after["stage"] == CLOSED) & (earlier["stage"] != CLOSED)
        self.started = after["started"] == zone.month
        self.works = after["stage"] == PRODUCING
        self.firms, self.earlier = after[self.works], earlier[self.works]
        self.trades = zone.sectors[self.firms["trade"]]
        self.wrong: list[str] = []

    def expect(self, kinds: tuple[int, ...], least: Any, most: Any = None) -> None:
        """The sum posted of these kinds lies between these bounds; one bound means exactly."""
        posted = int(sum(int(self.paid[kind]) for kind in kinds))
        low, high = float(least), float(least if most is None else most)
        if not low <= posted <= high:
            names = " and ".join(books.KINDS[kind] for kind in kinds)
            self.wrong.append(f"posted of {names}: {posted}, expected {low:.0f} to {high:.0f}")


def wrong_kinds(before: SimpleNamespace, zone: Zone) -> list[str]:
    """T3: sender is receiver by kind: every kind of posting whose sum is not what its parties' tables say."""
    month = Month(before, zone)
    _public_purse(month)
    _platform(month)
    _fund_and_banks(month)
    _other_people(month)
    _projects(month)
    if month.failed.any():
        _closures(month)
    else:
        _payday(month)
        _bills(month)
        _taxes(month)
        _loans(month)
        _owners(month)
    return month.wrong


def _scaled(month: Month, wan_yuan: float) -> float:
    return wan_yuan * month.zone.money_scale * FEN_PER_WAN_YUAN


def _paid_in(month: Month, name: str, field: str = "pays_in") -> int:
    """What the policies of this name pay this month, in fen."""
    due = sum(getattr(each, field)(month.zone.month) for each in month.zone.policies if each.name == name)
    return round(due * month.zone.money_scale)


def _public_purse(month: Month) -> None:
    zone, numbers, terms = month.zone, month.numbers, month.zone.terms[0]
    books_now = zone.platform_books[0]
    yearly = _scaled(month, zone.scenario.public.general_revenue_wan_yuan_per_year)
    month.expect((books.GENERAL_REVENUE,), round(yearly / 12))
    capital = sum(_paid_in(month, name) for name in ("guarantee_fund", "mutual_guarantee", "guarantee_pool"))
    added = any(each.recapitalise for each in zone.funds)
    month.expect((books.FUND_CAPITAL,), capital, np.inf if added else capital)
    for purpose, name in enumerate(("standard_factories", "serviced_land")):
        due = _paid_in(month, name)
        month.expect((GRANT_KINDS[purpose],), due + books_now.returned_month[purpose])
        if terms[BUDGETS[purpose]] != due:
            month.wrong.append(f"the terms promise another sum than the policies of {name}")
    buffer = round(numbers.public_cash_buffer_share * yearly / 12) + int(zone.budget_lines["left"].sum())
    # What lines give back is spent a month later.
    buffer += int(zone.budget_lines["returned_month"].sum())
    # So is what debtors paid the county back at the end of the month.
    buffer += int(zone.ledger["flows"][0][books.GUARANTEE_RECOVERY, books.TREASURY])
    if zone.treasury.balance > buffer:
        month.wrong.append(f"the treasury keeps {zone.treasury.balance}, {buffer} at most: services were not paid")


def _free_cash(before: SimpleNamespace) -> int:
    ours = before.blocks["owner"] != BY_DEVELOPER
    promised = int((before.blocks["cost"] - before.blocks["paid"])[ours].sum())
    balance = int(before.holders["balance"][before.holders["sector"] == books.PLATFORM].sum())
    return balance - promised - int(before.platform_books["purse"].sum())


def _platform(month: Month) -> None:
    before, zone, numbers = month.before, month.zone, month.numbers
    ours = zone.blocks["owner"] != BY_DEVELOPER
    standing = int(before.blocks["cost"][ours & (before.blocks["done"] == 1)].sum())
    upkeep = round(numbers.factory_maintenance_share / 12 * standing)
    staff = round(numbers.platform_staff_cost_month)
    healthy = zone.platform_books[0].unpaid == 0
    month.expect((books.PLATFORM_COSTS,), staff + upkeep if healthy else 0, staff + upkeep)
    works = round(_scaled(month, zone.scenario.zone.works_wan_yuan_per_year) / 12)
    free = _free_cash(before)
    for_works = max(0, min(works, 12 * works - free))
    service = round((numbers.debt_build_transfer_rate) * 2 * int(before.debts["principal"].sum()))
    service += int(month.paid[list(DEBT_SERVICE)].sum())
    # The treasury gives what is lacking as far as it can; its own cash is told by its other postings.
    month.expect((books.PLATFORM_SUPPORT,), for_works, for_works + max(0, service + upkeep + staff - free - for_works))
    month.expect((books.FACTORY_WORKS,), (zone.blocks["paid"] - before.blocks["paid"])[ours].sum())
    mu = (zone.land[0].approved_total - before.land[0].approved_total) / 100
    shops = (zone.land[0].commercial - before.land[0].commercial) / 100
    expect_village_money(month, mu, shops)
    month.expect(
        (books.LAND_FEES,), round(mu * numbers.land_approval_cost_mu) + round(shops * numbers.land_approval_cost_mu)
    )
    on_credit = _used_credit(month)
    serviced = round(mu * numbers.land_servicing_cost_mu)
    month.expect((books.SERVICING, books.INFRASTRUCTURE_WORKS), serviced + _works_ordered(month) - on_credit)
    if on_credit == 0:
        month.expect((books.SERVICING,), serviced)


def _used_credit(month: Month) -> int:
    """Works that builders did on credit this month, in fen."""
    then, now = month.before.platform_books[0], month.zone.platform_books[0]
    debts, earlier = month.zone.debts, month.before.debts
    new = (debts["kind"] == BUILD_TRANSFER) & (debts["taken"] == month.zone.month) & (earlier["kind"] != BUILD_TRANSFER)
    return int(then.credit_purse + debts["principal"][new].sum() - now.credit_purse)


def _works_ordered(month: Month) -> int:
    numbers, total = month.numbers, 0
    now, then = month.zone.infrastructure[0], month.before.infrastructure[0]
    steps = (numbers.infrastructure_power_step_mw, numbers.infrastructure_sewage_step_t)
    steps = (*steps, numbers.infrastructure_road_step_workers)
    costs = (numbers.infrastructure_power_step_cost, numbers.infrastructure_sewage_step_cost)
    costs = (*costs, numbers.infrastructure_road_step_cost)
    for at, (step, cost) in enumerate(zip(steps, costs, strict=True)):
        gained = now.capacity[at] + now.works[at].sum() - then.capacity[at] - then.works[at].sum()
        total += round(gained / step) * round(cost)
    return total


def _fund_and_banks(month: Month) -> None:
    zone, numbers, funds, then = month.zone, month.numbers, month.zone.funds, month.before.funds
    called = int(funds["claims_total"].sum() - then["claims_total"].sum())
    paid = called - int(funds["unpaid"].sum() - then["unpaid"].sum())
    others = np.array([funds[name].sum() - then[name].sum() for name in OTHERS]).sum()
    if others == 0 and not zone.banks["unpaid"][:, -1].any():
        month.expect((books.GUARANTEE_CLAIM,), paid)
    month.expect((books.GUARANTEE_FEE,), funds["fees_total"].sum() - then["fees_total"].sum())
    if not any(funds[name].any() or then[name].any() for name in OTHERS):
        month.expect((books.GUARANTEE_RECOVERY,), funds["recovered"].sum() - then["recovered"].sum())
        gone = then["recoverable"].sum() + called - funds["recoverable"].sum()
        got = numbers.fund_recovery_share * gone
        month.expect((books.GUARANTEE_RECOVERY,), max(0.0, got - 3), got + 3)
    cost = sum(round(numbers.fund_cost_share / 12 * int(each)) for each in funds["outstanding"])
    rich = zone.holders["balance"][books.FUND_FIRST : books.FUND_FIRST + books.FUND_COUNT][funds["outstanding"] > 0]
    month.expect((books.FUND_COSTS,), cost if (rich > 0).all() else 0, cost)
    assets = int(zone.holders["balance"][books.FUND_FIRST : books.FUND_FIRST + books.FUND_COUNT].sum())
    yields = numbers.fund_yield_share / 12 * assets
    slack = int(
        month.paid[books.FUND_COSTS] + month.paid[books.GUARANTEE_RECOVERY] + month.paid[books.INSURANCE_PREMIUM]
    )
    month.expect((books.FUND_YIELD,), yields - 0.003 * slack - 0.003 * yields - 3, yields + 0.003 * slack + 3)
    month.expect((books.BANK_COSTS,), sum(round(numbers.bank_cost_share * row / 12) for row in zone.banks["exposure"]))
    took = sum(int(month.paid[kind]) for kind in (books.LOAN_INTEREST, books.PLATFORM_INTEREST))
    gave = sum(int(month.paid[kind]) for kind in (books.FUND_YIELD, books.BANK_COSTS))
    income = int(zone.banks["interest_year"].sum() - month.before.banks["interest_year"].sum())
    losses = int(zone.banks["losses"].sum())
    month.expect((books.BANK_DIVIDENDS,), took - gave - losses - income)
    if zone.environment[0].calendar_month == 12 and (zone.banks["interest_year"] > 0).any():
        month.wrong.append("a branch kept its income at the end of the year")


def _incomes_elsewhere(month: Month) -> tuple[int, int]:
    """The wage bill of the rest of the county, and what people away send home."""
    people, numbers = month.zone.workers, month.numbers
    in_county = people["place"] == IN_COUNTY_JOB
    premium = numbers.firm_skilled_premium * numbers.labour_skilled_post_chance
    posts = in_county.sum() + premium * people["skill"][in_county].sum()
    bill = int(fen(posts * month.here.county_wage * month.here.trend))
    away = (people["place"] == AWAY).sum()
    return bill, int(fen(away * numbers.labour_remittance_share * month.here.coast_wage))


def _other_people(month: Month) -> None:
    bill, remitted = _incomes_elsewhere(month)
    charges = int(fen(month.numbers.firm_oncost * bill))
    month.expect((books.COUNTY_WAGES,), bill)
    month.expect((books.COUNTY_SOCIAL_CHARGES,), charges)
    month.expect((books.COUNTY_SALES,), bill + charges)
    month.expect((books.COAST_EARNINGS,), remitted)


def _projects(month: Month) -> None:
    after, then, numbers = month.zone.firms, month.before.firms, month.numbers
    founded = (then["number"] == 0) & (after["number"] > 0)
    listed_now = (after["listed"] > then["listed"]) & ~month.failed
    inflow = fen(12.0 * numbers.listing_inflow_share * after["revenue_12"][listed_now]).sum()
    paid_in = (then["wealth"] - after["wealth"])[~founded].sum()
    month.expect((books.EQUITY_IN,), paid_in + inflow)
    landed = (then["plot"] < 0) & (after["plot"] >= 0)
    listed = month.here.land_price
    price = int(fen(after["plot_centi_mu"][landed] / 100.0 * listed).sum())
    blocks = month.zone.blocks[(month.before.blocks["number"] == 0) & (month.zone.blocks["number"] > 0)]
    ground = blocks["centi_mu"][blocks["owner"] == BY_DEVELOPER] / 100.0 * listed
    month.expect((books.LAND_PRICE,), price + ground.sum())
    month.expect((books.LAND_SHARE,), 0, price * month.zone.tracts["share"].max())
    builds = (then["stage"] == BUILDING) & ~month.failed
    plan = after["capital_plan"][builds]
    spent = (after["progress"] - then["progress"])[builds] * plan
    equipment = then["planned_workers"][builds] * month.zone.sectors["equipment"][after["trade"][builds]]
    machines = spent * np.minimum(1.0, equipment / np.maximum(plan, 1.0))
    ordered = after["expansion_month"] == month.zone.month + int(numbers.expansion_ready_months)
    ordered &= ~month.failed
    newer = after["upgrades"] > then["upgrades"]
    prices = numbers.technology_price_share * month.zone.sectors["equipment"][then["trade"]] * then["planned_workers"]
    # Who renewed his machines or ordered more, and closed in the same month, shows neither afterwards.
    closed = month.failed & (then["stage"] == PRODUCING)
    more = numbers.expansion_step_share * then["planned_workers"]
    machine_price = month.zone.sectors["equipment"][then["trade"]]
    unseen = (prices + more * machine_price)[closed].sum()
    own_m2 = month.zone.sectors["own_m2"][then["trade"]]
    unseen_walls = (more * own_m2 * numbers.firm_building_cost_m2 * numbers.expansion_dense_cost)[closed].sum()
    room = 4 * (builds.sum() + ordered.sum() + newer.sum())
    machines = machines.sum() + prices[newer].sum() + after["expansion_capital"][ordered].sum()
    building = spent.sum() + after["expansion_building"][ordered].sum() + after["expansion_capital"][ordered].sum()
    building -= machines - prices[newer].sum()
    month.expect((books.EQUIPMENT,), machines - room, machines + unseen + room)
    month.expect((books.PROJECT_CONSTRUCTION,), building - room, building + unseen_walls + room)


def _closures(month: Month) -> None:
    """Who closes leaves little behind to reckon with: at least, what stood before was sold at scrap value."""
    then, numbers = month.before.firms[month.failed], month.numbers
    scrap = numbers.choice_scrap_equipment * (then["equipment"] + then["expansion_capital"])
    scrap += numbers.land_resale_share * (then["building"] + then["expansion_building"])
    # What stood on land that the county took back is paid for, not sold.
    taken = int(month.paid[books.RECLAIM_COMPENSATION]) / numbers.reclaim_building_share
    scrap = scrap.sum() - numbers.land_resale_share * taken
    month.expect((books.USED_ASSETS,), 0.9 * scrap, np.inf)


def _payday(month: Month) -> None:
    firms, then, numbers = month.firms, month.earlier, month.numbers
    late = firms["wage_arrears"].sum() - then["wage_arrears"].sum()
    month.expect((books.WAGES,), firms["wage_bill"].sum() - late)
    charges = fen(numbers.firm_oncost * firms["wages_paid"])
    # Who could pay his taxes after the charges had paid these in full.
    month.expect((books.SOCIAL_CHARGES,), charges[firms["tax_arrears"] == 0].sum(), charges.sum())
    home = (month.zone.workers["place"] == AT_HOME).sum()
    grown = int(fen(home * numbers.labour_farm_value * month.here.trend))
    month.expect((books.FARM_INCOME,), grown)
    bill, remitted = _incomes_elsewhere(month)
    spent = numbers.labour_spending_share * float(bill + remitted + grown + firms["wages_paid"].sum())
    room = 0.5 * firms["workers"].sum() + 2
    month.expect((books.HOUSEHOLD_SPENDING,), spent - room, spent + room)


def _bills(month: Month) -> None:
    firms, then, trades, numbers = month.firms, month.earlier, month.trades, month.numbers
    owed = then["collections"].sum() - firms["collections"].sum()
    month.expect((books.FINAL_SALES,), owed + firms["sales"].sum())
    congestion = numbers.infrastructure_freight_share * (month.before.environment[0].road_factor - 1.0)
    energy = fen(trades["energy"] * then["energy_factor"] * firms["output"])
    other = fen((trades["other"] + congestion) * firms["output"])
    plain = (trades["materials"] - numbers.firm_margin_shift) * firms["output"]
    bought = fen(np.maximum(0.0, plain - firms["local_saving"]))
    solvent = firms["overdue_suppliers"] == 0
    month.expect((books.ENERGY,), energy[solvent].sum(), energy.sum())
    month.expect((books.OTHER_COSTS,), other[solvent].sum(), other.sum())
    due = (energy + other + bought).sum() + _payable(then) - _payable(firms)
    month.expect((books.ENERGY, books.OTHER_COSTS, books.INPUT_PURCHASES), due)
    month.expect((books.RENT,), _rents(month) + then["rent_arrears"].sum() - firms["rent_arrears"].sum())


def _payable(firms: Any) -> int:
    return int(firms["supplier_bills"].sum() + firms["overdue_suppliers"].sum())


def _rents(month: Month) -> int:
    """Rents by the leases and rent of before: who moves in fits out first, additions are billed a month later."""
    numbers, ground = month.numbers, month.before.floor_market[0].rent
    by_level = np.array([1.0, *[numbers.factory_rent_upper] * 2, *[numbers.factory_rent_top] * 2]) * ground
    leases, total = month.before.tenancies, 0
    for at in np.flatnonzero(month.works & (month.zone.firms["premises"] == FLOOR_PREMISES)):
        due = 0.0
        for lease in leases[leases["firm"] == at]:
            due += int(lease["m2"]) * by_level[lease["level"]]
        total += int(fen(due))
    return total


def _land_tax_times(month: Month, classes: np.ndarray) -> np.ndarray:
    numbers = month.numbers
    best, third, worst = numbers.holding_best_tax, numbers.holding_third_tax, numbers.holding_worst_tax
    times = np.array([1.0, best, 1.0, third, worst])
    return np.maximum(0.0, 1.0 + (times[classes] - 1.0) * month.here.land_scored)


def _taxes(month: Month) -> None:
    firms, then, trades, numbers = month.firms, month.earlier, month.trades, month.numbers
    share = 1.0 - (trades["materials"] - numbers.firm_margin_shift) - trades["energy"] - trades["other"]
    vat = np.maximum(0, fen(numbers.firm_vat_share * (firms["output"] * share)))
    month.expect((books.VAT,), vat.sum())
    times = _land_tax_times(month, then["land_class"])
    land = fen(then["plot_centi_mu"] / 100.0 * numbers.land_tax_mu / 12.0 * times)
    surcharge = fen(numbers.firm_surcharge_share * vat) + land
    profit = np.maximum(0, fen(numbers.firm_profit_tax_share * then["year_profit"]) - then["year_tax"])
    arrears = firms["tax_arrears"] - then["tax_arrears"]
    month.expect((books.SURCHARGES, books.PROFIT_TAX), (surcharge + profit - arrears).sum())
    clean = firms["tax_arrears"] == 0
    month.expect((books.SURCHARGES,), surcharge[clean].sum(), surcharge.sum())


def _loans(month: Month) -> None:
    loans, then = month.zone.loans, month.before.loans
    grown = int(loans["principal"].sum() - then["principal"].sum())
    month.expect((books.LOAN_OUT,), grown + int(month.paid[books.LOAN_BACK]))
    old = np.isin(loans["number"], then["number"][then["number"] > 0])
    known = dict(zip(then["number"].tolist(), then["principal"].tolist(), strict=True))
    kept = {int(row["number"]): int(row["principal"]) for row in loans[old] if row["number"] > 0}
    back = sum(principal - kept.get(number, 0) for number, principal in known.items() if number > 0)
    new = sum(int(row["instalment"]) for row in loans[~old])
    # Renewals are paid out before anything is paid back; what was promised and is gone was broken.
    renewed = int(then["promised"][then["number"] > 0].sum())
    month.expect((books.LOAN_BACK,), back, back + new + renewed + int(month.paid[books.LOAN_OUT]))
    interest = sum(int(fen(row["principal"] * row["rate"] / 12.0)) for row in then[then["number"] > 0])
    fresh = loans[~old & (loans["number"] > 0)]
    # New loans bear interest at once, but those of the month's end (for additions) only from the next.
    early = int(fen((fresh["principal"] + fresh["instalment"]) * fresh["rate"] / 12.0).sum())
    early += int(0.01 * renewed) + int(0.01 * month.paid[books.LOAN_OUT])
    left = int(loans["interest_due"].sum() - then["interest_due"].sum())
    month.expect((books.LOAN_INTEREST,), interest - left, interest - left + early + 2)


def _owners(month: Month) -> None:
    firms, then, trades, numbers = month.firms, month.earlier, month.trades, month.numbers
    cash = firms["expected_sales"] * (trades["materials"] + trades["energy"] + trades["other"]) + firms["wage_bill"]
    floor = numbers.firm_dividend_floor_months * cash
    wanted = np.maximum(0, fen(numbers.firm_dividend_share * firms["profit"]))
    wanted = np.where(firms["arrears_months"] == 0, wanted, 0)
    # What was paid for land given back came after the dividends.
    balance = firms["balance"] - numbers.land_resale_share * (then["land_paid"] - firms["land_paid"])
    full = np.where(balance > floor + 1, wanted, 0)
    most = np.where(balance >= floor - 1, wanted, 0)
    local = firms["origin"] == FROM_COUNTY
    month.expect((books.DIVIDENDS_LOCAL,), full[local].sum(), most[local].sum())
    month.expect((books.DIVIDENDS_OUTSIDE,), full[~local].sum(), most[~local].sum())
    if month.started.any():
        return
    added = (then["expansion_month"] >= 0) & (then["expansion_month"] <= month.zone.month)
    equipment = then["equipment"] + np.where(added, then["expansion_capital"], 0.0)
    building = then["building"] + np.where(added, then["expansion_building"], 0.0)
    wear = equipment * numbers.firm_equipment_wear_per_year / 12.0
    wear += building * numbers.firm_building_wear_per_year / 12.0
    spent = firms["equipment"] + firms["building"] - equipment - building + wear
    spent = np.where(firms["arrears_months"] == 0, spent, 0.0).sum()
    month.expect((books.REPLACEMENT,), spent - 2 * len(firms), spent + 2 * len(firms))
