"""From the tables of a zone to the slow twin of its labour market, and from the twin to what the tables should say."""

import numpy as np
from labour import LabourMarket, Offer, Surroundings
from labour_books import Account
from labour_employers import Firm, RestOfCounty, Trade
from labour_people import COUNTY, ZONE, Person

from sim import books
from sim.actors.county import COUNTY_NUMBER
from sim.actors.firm import FLOOR_PREMISES, PRODUCING
from sim.actors.purse import TRAINING_BASE
from sim.actors.worker import PLACES

TABLES = ("workers", "firms", "county_pool", "environment", "holders", "budget_lines", "ledger")
ACCOUNTS = {
    "county": books.COUNTY_AT,
    "households": books.POOL_AT,
    "treasury": books.TREASURY_AT,
    "province": books.PROVINCE_AT,
    "outside": books.OUTSIDE_AT,
}
FIRM_COUNTS = {"workers": "staff", "skilled_posts": "skilled", "in_base": "trainees"}
SOLD = ("balance", "fill", "productivity", "vintage", "expected_sales", "inventory")
FIRM_FLAGS = ("producing", "on_floor")


def tables_of(zone) -> dict[str, np.recarray]:
    """A copy of every table that the labour market may touch."""
    return {name: getattr(zone, name).copy() for name in TABLES}


def rows_of(table: np.recarray, names: tuple[str, ...]) -> list[dict]:
    """The rows of a table as dictionaries of plain Python values."""
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def facts_of(kind: type) -> tuple[str, ...]:
    """The columns that an agent has as facts, its parents' too."""
    return tuple(name for each in reversed(kind.__mro__) for name in vars(each).get("__annotations__", ()))


AGENT_FACTS = {kind: tuple(n for n in facts_of(kind) if n not in FIRM_FLAGS) for kind in (Person, Firm, RestOfCounty)}
HERE_FACTS = tuple(name for name in Surroundings.__dataclass_fields__ if name != "people")


def twin_of(zone) -> LabourMarket:
    """The slow twin of the zone's labour market as it stands now."""
    numbers = {name: float(zone.numbers[name][0]) for name in zone.numbers.dtype.names}
    here = Surroundings(**rows_of(zone.environment, HERE_FACTS)[0], people=dict.fromkeys(PLACES, 0))
    trades = [Trade(**row) for row in rows_of(zone.sectors, tuple(Trade.__dataclass_fields__))]
    line = zone.budget_lines[TRAINING_BASE]
    share = float(zone.terms["base_subsidy_share"][0])
    offer = Offer(zone.scenario.labour.county_jobs, share, int(line.left), int(line.spent_month))
    market = LabourMarket(int(zone.luck["seed"][0]), numbers, here, trades, offer)
    for name, at in ACCOUNTS.items():
        sector = books.SECTORS_OF_BOOKS[zone.holders["sector"][at]]
        market.accounts[name] = Account(sector, int(zone.holders["balance"][at]))
    _add_employers(market, zone)
    _add_people(market, zone)
    return market


def _add_employers(market: LabourMarket, zone) -> None:
    county = rows_of(zone.county_pool, tuple(n for n in AGENT_FACTS[RestOfCounty] if n != "number"))[0]
    market.county = RestOfCounty(market, {"number": COUNTY_NUMBER, **county})
    stages, premises = zone.firms["stage"].tolist(), zone.firms["premises"].tolist()
    for facts, stage, premise in zip(rows_of(zone.firms, AGENT_FACTS[Firm]), stages, premises, strict=True):
        flags = {"producing": stage == PRODUCING, "on_floor": premise == FLOOR_PREMISES}
        market.firms.append(Firm(market, facts | flags))


def _add_people(market: LabourMarket, zone) -> None:
    employers = zone.workers["employer"].tolist()
    for facts, employer in zip(rows_of(zone.workers, AGENT_FACTS[Person]), employers, strict=True):
        facts["place"], facts["before"] = PLACES[facts["place"]], PLACES[facts["before"]]
        person = Person(market, facts)
        market.people.append(person)
        if person.place == ZONE:
            _put_to_work(person, market.firms[employer])
        elif person.place == COUNTY:
            person.employer = market.county
            market.county.staff.add(person)


def _put_to_work(person: Person, firm: Firm) -> None:
    person.employer = firm
    firm.staff.add(person)
    if person.post:
        firm.skilled.add(person)
    if person.course_left > 0:
        firm.trainees.add(person)


def goods_were_sold(market: LabourMarket, zone) -> None:
    """What teaching, making and selling changed since people and firms met: cash, stocks, use of capacity."""
    for firm, facts in zip(market.firms, rows_of(zone.firms, SOLD), strict=True):
        vars(firm).update(facts)
    for name, at in ACCOUNTS.items():
        market.accounts[name].balance = int(zone.holders["balance"][at])


def expected(before: dict[str, np.recarray], market: LabourMarket) -> dict[str, np.recarray]:
    """What the tables should say after the twin's round; columns that it does not know stay as they were."""
    after = {name: table.copy() for name, table in before.items()}
    _write_people(after["workers"], market)
    _write_firms(after["firms"], market)
    county, here = after["county_pool"], after["environment"]
    for name in AGENT_FACTS[RestOfCounty]:
        if name != "number":
            county[name] = getattr(market.county, name)
    county["workers"] = len(market.county.staff)
    for name in HERE_FACTS:
        here[name][0] = getattr(market.here, name)
    if any(market.here.people.values()):
        here["people"][0] = [market.here.people[place] for place in PLACES]
    for name, at in ACCOUNTS.items():
        after["holders"]["balance"][at] = market.accounts[name].balance
    line = after["budget_lines"][TRAINING_BASE]
    line.left, line.spent_month = market.offer.line_left, market.offer.line_spent
    _write_books(after["ledger"], market)
    return after


def _write_people(table: np.recarray, market: LabourMarket) -> None:
    row_of = {firm: row for row, firm in enumerate(market.firms)}
    for name in AGENT_FACTS[Person]:
        values = [getattr(person, name) for person in market.people]
        table[name] = [PLACES.index(value) for value in values] if name in ("place", "before") else values
    table["employer"] = [row_of.get(person.employer, -1) for person in market.people]


def _write_firms(table: np.recarray, market: LabourMarket) -> None:
    for name in AGENT_FACTS[Firm]:
        table[name] = [getattr(firm, name) for firm in market.firms]
    for column, group in FIRM_COUNTS.items():
        table[column] = [len(getattr(firm, group)) for firm in market.firms]


def _write_books(ledger: np.recarray, market: LabourMarket) -> None:
    sectors, posted = books.SECTORS_OF_BOOKS, market.books
    for (kind, sector), amount in posted.flows.items():
        ledger["flows"][0, books.KINDS.index(kind), sectors.index(sector)] += amount
    for (kind, payer, payee), amount in posted.paid.items():
        ledger["paid"][0, books.KINDS.index(kind), sectors.index(payer), sectors.index(payee)] += amount
    for kind, amount in posted.turnover.items():
        ledger["turnover"][0, books.KINDS.index(kind)] += amount
        ledger["postings"][0, books.KINDS.index(kind)] += posted.postings[kind]
    for (claim, sector), amount in posted.claims.items():
        ledger["claims"][0, books.CLAIMS.index(claim), sectors.index(sector)] += amount
