"""Input links: found by search among neighbours, kept while they pay, lost with either side (MODEL.md 3.6.7, E25)."""

import math

import numpy as np

from sim.actors.firm import PRODUCING, planned_output
from sim.actors.link import UPSTREAM
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import exp
from sim.foundations.rules import rule
from sim.places.land import TRACT_METRES
from sim.places.outside import SECTOR_COUNT

MEETS_SUPPLIER = decision(
    "firm.meets_supplier", who="customer", k="supplier", law="yes with the chance of a search times nearness"
)


@rule
def nearness(one, other, tracts, range_m):
    """How readily two firms meet: 1 next door, less by distance (E24)."""
    if one.tract < 0 or other.tract < 0:
        return 0.0
    across = tracts[one.tract].column - tracts[other.tract].column
    along = tracts[one.tract].row - tracts[other.tract].row
    metres = TRACT_METRES * math.sqrt(across * across + along * along)
    return exp(-metres / range_m)


@rule
def chain_inputs(firm, trade, numbers):
    """What the firm buys a month of what the role before its own makes, in fen."""
    if firm.role == UPSTREAM:
        return 0.0
    return numbers.links_bundle_share * trade.materials * firm.output


@rule
def price_of(supplier, numbers):
    """His price over that of outside suppliers: the able sell cheaper."""
    return exp(-numbers.links_price_elasticity * (supplier.log_productivity - 0.5 * supplier.variance))


@rule
def suits(customer, supplier, numbers):
    """Whether he delivers well enough and, with the freight saved, no dearer than from outside (E25)."""
    good = supplier.vintage >= customer.vintage - numbers.links_quality_gap
    return good and price_of(supplier, numbers) * (1.0 - numbers.links_freight_saving) <= 1.0


@rule
def drop_links(firms, links, numbers):
    """A link ends with either firm, and where the supplier no longer suits; those that last close the gaps.

    Covered shares and orders start anew.
    """
    for firm in firms:
        firm.covered, firm.local_orders, firm.local_saving = 0.0, 0.0, 0.0
    kept = 0
    for row in range(count_links(links)):
        link = links[row]
        customer, supplier = firms[link.customer], firms[link.supplier]
        lives = customer.stage == PRODUCING and supplier.stage == PRODUCING
        if lives and suits(customer, supplier, numbers):
            customer.covered += link.share
            last = links[kept]
            last.customer, last.supplier, last.share, last.since = link.customer, link.supplier, link.share, link.since
            kept += 1
    for row in range(kept, count_links(links)):
        links[row].customer = -1


@rule
def count_links(links):
    """How many rows are in use: the first ones, without gaps."""
    count = 0
    while count < len(links) and links[count].customer >= 0:
        count += 1
    return count


@rule
def place_orders(firms, sectors, links, numbers):
    """What each link carries this month by last month's output, and what the customer saves by it."""
    for row in range(count_links(links)):
        customer, supplier = firms[links[row].customer], firms[links[row].supplier]
        amount = links[row].share * chain_inputs(customer, sectors[customer.trade], numbers)
        supplier.local_orders += amount
        cheaper = 1.0 - price_of(supplier, numbers) * (1.0 - numbers.links_freight_saving)
        customer.local_saving += amount * cheaper


@rule
def makers(firms):
    """The rows of producing firms, trade by trade, and where each trade begins in that list."""
    rows = np.empty(len(firms), np.int64)
    begins = np.zeros(SECTOR_COUNT + 1, np.int64)
    for firm in firms:
        if firm.stage == PRODUCING:
            begins[firm.trade + 1] += 1
    for at in range(SECTOR_COUNT):
        begins[at + 1] += begins[at]
    filled = begins.copy()
    for at in range(len(firms)):
        if firms[at].stage == PRODUCING:
            rows[filled[firms[at].trade]] = at
            filled[firms[at].trade] += 1
    return rows, begins


@rule
def firms_seek_suppliers(firms, sectors, links, lending, ground):
    """Customers with inputs from afar meet makers of them nearby, and link up where that pays both."""
    environment, numbers = lending.environment, lending.numbers
    drop_links(firms, links, numbers)
    place_orders(firms, sectors, links, numbers)
    chance = numbers.links_meet_month * (1.0 + environment.chain_services)
    rows, begins = makers(firms)
    for place in range(begins[SECTOR_COUNT]):
        at = rows[place]
        customer = firms[at]
        need = chain_inputs(customer, sectors[customer.trade], numbers)
        if need > 0.0 and customer.covered < 0.95:
            for other in range(begins[customer.trade], begins[customer.trade + 1]):
                by = rows[other]
                supplier = firms[by]
                if supplier.role == customer.role - 1:
                    u = draw(lending.luck, MEETS_SUPPLIER, customer.number, supplier.number)
                    if u < chance and u < chance * nearness(customer, supplier, ground.tracts, numbers.links_range_m):
                        link_up(at, by, need, firms, sectors, links, environment, numbers)


@rule
def link_up(at, by, need, firms, sectors, links, environment, numbers):
    """A new link, as large as the customer still needs and the supplier can still deliver."""
    customer, supplier = firms[at], firms[by]
    if linked(at, by, links) or not suits(customer, supplier, numbers):
        return
    able = numbers.links_capacity_share * planned_output(supplier, sectors[supplier.trade], environment)
    share = min(1.0 - customer.covered, (able - supplier.local_orders) / need)
    if share < 0.02:
        return
    row = count_links(links)
    if row < len(links):
        link = links[row]
        link.customer, link.supplier, link.share, link.since = at, by, share, environment.month
        customer.covered += share
        supplier.local_orders += share * need


@rule
def linked(at, by, links):
    """Whether the firm in the first row buys from that in the second."""
    found = False
    for row in range(count_links(links)):
        found = found or (links[row].customer == at and links[row].supplier == by)
    return found
