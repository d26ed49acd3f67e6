"""Land: accounts of mu that add up, and plots along roads for the map (MODEL.md 3.3). Areas in hundredths of a mu."""

from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.tables import table

CENTI = 100
APPROVAL_ROOM = 48
# States of a plot.
FREE_PLOT, HELD, RETURNED = range(3)

LAND = table(
    "land",
    farmland=column("i8", "0.01 mu", "not yet requisitioned"),
    in_approval=column("i8", "0.01 mu", "requisitioned, approval or servicing under way"),
    roads=column("i8", "0.01 mu", "roads, green and public land"),
    bank=column("i8", "0.01 mu", "serviced and on offer"),
    transferred=column("i8", "0.01 mu", "held by firms"),
    factories=column("i8", "0.01 mu", "under factory blocks"),
    commercial=column("i8", "0.01 mu", "sold to developers of shops and homes"),
    town=column("i8", "0.01 mu", "built before, other uses"),
    total=column("i8", "0.01 mu", "of the planned zone"),
    queue=column("i8", "0.01 mu", "becoming serviced, by months left", (APPROVAL_ROOM,)),
    approved_total=column("i8", "0.01 mu", "sent for approval since the start"),
    approved_year=column("i8", "0.01 mu", "sent for approval since January"),
    asked=column("i8", "0.01 mu", "wanted by projects that found no plot this month"),
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
    reclaim_delay_months=number(6, "months", ASSUMPTION, low=3, high=24),
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


def empty_plots(count):
    """Rows for plots that nobody holds."""
    plots = PLOT.rows(count)
    plots["holder"] = plots["block"] = -1
    return plots
