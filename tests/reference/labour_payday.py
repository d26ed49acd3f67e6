"""Payday in the slow twin: wages in the zone, incomes elsewhere, what households spend (E45)."""

from labour_books import whole_fen
from labour_people import COAST, COUNTY, HOME, ZONE


def everybody_is_paid(market) -> None:
    """Firms pay person by person; all other incomes are one posting a kind."""
    for firm in market.firms:
        firm.pay = [firm.pay_for(0), firm.pay_for(1)]
        firm.wage_bill = sum(firm.pay[person.post] for person in firm.staff)
        firm.wages_paid = 0
    spent_near = sum(pay_person(market, person) for person in market.people if person.place == ZONE)
    follow_spending(market, spent_near)
    market.here.foregone = sum(person.gives_up() for person in market.people if person.place in (ZONE, COUNTY))
    places = [person.place for person in market.people]
    market.here.people = {place: places.count(place) for place in market.here.people}
    pay_county(market)
    pay_others(market)
    for firm in market.firms:
        if firm.producing:
            settle(market, firm)


def pay_person(market, person) -> float:
    """His pay as far as the firm's cash goes; gives what he spends in zone and town."""
    firm, numbers, books = person.employer, market.numbers, market.books
    amount = min(firm.balance, firm.pay[person.post])
    if amount < firm.pay[person.post]:
        market.seen["is not paid in full"] += 1
    books.pay(firm, person, "wages", amount)
    firm.wages_paid += amount
    spent = whole_fen(numbers["labour_spending_share"] * amount)
    books.pay(person, market.accounts["outside"], "household_spending", spent)
    return amount * numbers["labour_spent_by_residents" if person.bed else "labour_spent_by_commuters"]


def follow_spending(market, spent_near: float) -> None:
    """Local services follow what is spent nearby, without the trend; the first month sets where they begin."""
    here, numbers = market.here, market.numbers
    posts = 12.0 * spent_near / here.trend / numbers["labour_service_revenue"]
    if here.month == 1:
        here.service_posts = here.service_posts_start = posts
    else:
        here.service_posts += numbers["labour_service_speed"] * (posts - here.service_posts)


def pay_county(market) -> None:
    """The rest of the county sells what its wages and charges come to, and pays the offer it had when it hired."""
    numbers, here, accounts, pay = market.numbers, market.here, market.accounts, market.books.pay
    heads = here.people[COUNTY]
    skilled = sum(person.skill for person in market.people if person.place == COUNTY)
    paid_as = heads + numbers["firm_skilled_premium"] * numbers["labour_skilled_post_chance"] * skilled
    bill = whole_fen(paid_as * here.county_wage * here.trend)
    charges = whole_fen(numbers["firm_oncost"] * bill)
    pay(accounts["outside"], accounts["county"], "county_sales", bill + charges)
    pay(accounts["county"], accounts["households"], "county_wages", bill)
    pay(accounts["county"], accounts["province"], "county_social_charges", charges)
    spend(market, bill)


def pay_others(market) -> None:
    """Those on the coast send a share of their pay, those at home live on the farm."""
    numbers, here, accounts = market.numbers, market.here, market.accounts
    sent = whole_fen(here.people[COAST] * numbers["labour_remittance_share"] * here.coast_wage)
    grown = whole_fen(here.people[HOME] * numbers["labour_farm_value"] * here.trend)
    market.books.pay(accounts["outside"], accounts["households"], "coast_earnings", sent)
    market.books.pay(accounts["outside"], accounts["households"], "farm_income", grown)
    spend(market, sent + grown)


def spend(market, income: int) -> None:
    """Households spend their share of it outside."""
    spent = whole_fen(market.numbers["labour_spending_share"] * income)
    market.books.pay(market.accounts["households"], market.accounts["outside"], "household_spending", spent)


def settle(market, firm) -> None:
    """What was not paid is owed; old debts to people are paid in a month that itself was paid in full; charges."""
    books, pool = market.books, market.accounts["households"]
    missed = firm.wage_bill - firm.wages_paid
    firm.wage_arrears += missed
    books.owe(firm, pool, "wage_arrears", missed)
    if missed == 0 and firm.wage_arrears > 0:
        late = min(firm.balance, firm.wage_arrears)
        market.seen["old wages are paid"] += 1 if late > 0 else 0
        books.pay(firm, pool, "wages", late)
        books.owe(firm, pool, "wage_arrears", -late)
        firm.wage_arrears -= late
    charges = whole_fen(market.numbers["firm_oncost"] * firm.wages_paid)
    books.pay(firm, market.accounts["province"], "social_charges", min(firm.balance, charges))
