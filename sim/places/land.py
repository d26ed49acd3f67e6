"""Land: cells of one mu in tracts along roads, villages that own the fields, and accounts that add up (MODEL.md 3.3).

A tract is a square of 49 cells between two roads; its southern and western cells are road, its northern ones green.
Areas in the accounts are hundredths of a mu and always whole cells.
"""

import math

import numpy as np

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

CENTI = 100
TRACT_SIDE = 7
TRACT_CELLS = TRACT_SIDE * TRACT_SIDE
CELL_SIDE_M = 25.82  # a square of 666.67 m2
TRACT_METRES = 181  # side of a tract
ADVANCE_YEARS = 11
# States of a plot.
FREE_PLOT, HELD, RETURNED = range(3)
# States of a tract: fields; approval or works under way; serviced but cut off from the gate; serviced.
FIELDS, IN_APPROVAL, CUT_OFF, SERVICED = range(4)
# What lies on a cell.
FIELD, UNDER_WAY, ROAD, GREEN, OPEN, TAKEN, TOWN, SHOPS = range(8)

LAND = table(
    "land",
    columns_of_tracts=column("i8", "tracts", "from west to east"),
    farmland=column("i8", "0.01 mu", "not yet requisitioned"),
    in_approval=column("i8", "0.01 mu", "requisitioned, approval or servicing under way"),
    roads=column("i8", "0.01 mu", "roads, green and public land"),
    bank=column("i8", "0.01 mu", "serviced and on offer"),
    cut_off=column("i8", "0.01 mu", "serviced, but no road leads there from the gate"),
    transferred=column("i8", "0.01 mu", "held by firms"),
    factories=column("i8", "0.01 mu", "under factory blocks"),
    commercial=column("i8", "0.01 mu", "sold to developers of shops and homes"),
    town=column("i8", "0.01 mu", "built before, other uses"),
    total=column("i8", "0.01 mu", "of the planned zone"),
    approved_total=column("i8", "0.01 mu", "sent for approval since the start"),
    approved_year=column("i8", "0.01 mu", "sent for approval since January, with what last year took beyond its quota"),
    asked=column("i8", "0.01 mu", "wanted by projects that found no plot this month"),
    reclaimed_total=column("i8", "0.01 mu", "taken back from firms that did not build, since the start"),
    given_back_total=column("i8", "0.01 mu", "given back by firms for a part of the price, since the start"),
    overdue=column("i8", "plots", "without progress for longer than the rule allows"),
    grant_income=column("i8", "fen", "this month for land that grants paid for, less villagers' shares and buy-backs"),
    cash=column("i8", "fen", "that the platform can still spend on land this month"),
    reclaimed_month=column("i8", "plots", "taken back this month"),
)

TRACT = table(
    "tract",
    column=column("i8", "", "counted from the west"),
    row=column("i8", "", "counted from the gate in the south"),
    village=column("i8", "row", "of the village that owns its fields"),
    state=column("i8", "", "fields, in approval, cut off or serviced"),
    ready=column("i8", "month", "when approval and works are through"),
    free=column("i8", "cells", "on offer, or cut off"),
    encroached=column("i8", "cells", "of fields with houses built without a permit"),
    share=column("f8", "share", "of its land price that goes to the villagers"),
    steps=column("i8", "tracts", "from the gate"),
    granted=column("i8", "", "1 where a grant of the county paid for it"),
)

CELL = table(
    "cell",
    state=column("i1", "", "field, under way, road, green, open, taken, town or shops"),
    plot=column("i4", "row", "of the plot that covers it; -1 without"),
)

VILLAGE = table(
    "village",
    unrest=column("f8", "share", "0 is calm, 1 is closed to any offer"),
    owed=column("i8", "fen", "compensation due by years left; the first is overdue", (ADVANCE_YEARS,)),
)

PLOT = table(
    "plot",
    number=column("i8", "", "which plot"),
    holder=column("i8", "row", "of the firm; -1 where a block stands or nobody holds it"),
    state=column("i8", "", "free, held or returned"),
    centi_mu=column("i8", "0.01 mu", "size"),
    block=column("i8", "row", "of the factory block; -1 without"),
    since=column("i8", "month", "of the last change"),
)

numbers_of(
    "land",
    acquisition_cost_mu=number(45_000, "yuan/mu", ASSUMPTION, low=30_000, high=80_000),
    approval_cost_mu=number(25_000, "yuan/mu", ASSUMPTION, low=15_000, high=40_000),
    servicing_cost_mu=number(60_000, "yuan/mu", "data row H036", low=60_000, high=120_000),
    price_mu=number(80_000, "yuan/mu", ASSUMPTION, low=40_000, high=150_000),
    net_share=number(0.55, "share", ASSUMPTION, low=0.5, high=0.65),
    approval_months=number(
        9,
        "months",
        ASSUMPTION,
        low=4,
        high=18,
        departs="design: queues of departments besides; here one span of months whatever the load",
    ),
    ask_median=number(1.5, "times the need", "assumption, fitted jointly with leads and land bank", low=1.0, high=2.5),
    ask_sd=number(0.3, "log points", ASSUMPTION, low=0.1, high=0.5),
    bank_target_mu=number(
        500,
        "net mu",
        ASSUMPTION,
        low=100,
        high=800,
        departs="not in the design: the platform develops land by budget there; here up to a stock on offer",
    ),
    reclaim_months=number(24, "months", "two-year rule, data row B005", low=12, high=60),
    resale_share=number(0.6, "of value", "assumption within 50 to 70 %", low=0.5, high=0.7),
    tax_mu=number(
        2000,
        "yuan/mu-year",
        ASSUMPTION,
        low=1000,
        high=6000,
        departs="not in the design: it lists land and property tax and gives no rate",
    ),
)


def planned_use() -> np.ndarray:
    """What each cell of a tract becomes by the plan, in the order in which industry takes them: roads come first."""
    uses = np.full((TRACT_SIDE, TRACT_SIDE), OPEN, np.int8)
    uses[0, :] = uses[:, 0] = ROAD
    return uses.ravel()


def lay_tracts(count: int, villages: int, net_share: float) -> tuple[np.recarray, np.recarray, np.ndarray]:
    """Tracts in rows from the gate in the south, the cells on them, and what each cell of a tract will become."""
    columns = math.ceil(math.sqrt(count))
    tracts = TRACT.rows(count)
    at = np.arange(count)
    tracts["column"], tracts["row"] = at % columns, at // columns
    side = max(1, math.ceil(math.sqrt(max(1, villages))))
    across = np.minimum(side - 1, tracts["column"] * side // columns)
    up = np.minimum(side - 1, tracts["row"] * side // columns)
    tracts["village"] = np.minimum(max(1, villages) - 1, across + side * up)
    tracts["steps"] = np.abs(tracts["column"] - columns // 2) + tracts["row"]
    cells = CELL.rows(count * TRACT_CELLS)
    cells["state"], cells["plot"] = FIELD, -1
    uses = planned_use()
    inner = np.flatnonzero(uses == OPEN)
    uses[inner[round(net_share * TRACT_CELLS) :]] = GREEN
    return tracts, cells, uses


def granted_net_mu(tracts: np.recarray, cells: np.recarray, net_share: float) -> np.ndarray:
    """By tract, net mu that grants paid for and nobody holds: serviced, and to come of what is under way."""
    under_way = cells["state"].reshape(len(tracts), TRACT_CELLS) == UNDER_WAY
    return tracts["granted"] * (tracts["free"] + net_share * under_way.sum(axis=1))


def empty_plots(count: int) -> np.recarray:
    """Rows for plots that nobody holds."""
    plots = PLOT.rows(count)
    plots["holder"] = plots["block"] = -1
    return plots
