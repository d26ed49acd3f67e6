"""Firms and the projects that become firms: one row an investor, the same in every arm of a seed (3.6.2, 3.6.6)."""

from sim.books import FIRMS
from sim.foundations.declare import ASSUMPTION, column, number
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule
from sim.foundations.tables import table
from sim.places.outside import SECTOR_COUNT

# Stages of a project's life.
UNBORN, LEAD, INTENT, CONTRACT, LANDED, BUILDING, PRODUCING, ELSEWHERE, CLOSED = range(9)
STAGES = ("unborn", "lead", "intent", "contract", "landed", "building", "producing", "elsewhere", "closed")
# Premises.
NO_PREMISES, PLOT_PREMISES, FLOOR_PREMISES = range(3)
# Where an investor settles who does not come.
IN_COUNTY, IN_PREFECTURE, IN_PROVINCE, ON_COAST, NOWHERE, HERE = range(6)
DESTINATIONS = ("rest of county", "prefecture", "province", "coast", "none", "here")
# Where an investor comes from.
FROM_COAST, FROM_EXPANSION, FROM_COUNTY, FROM_ZONE = range(4)
NOBODY = -1
COLLECTION_MONTHS = 3

FIRM = table(
    "firm",
    number=column("i8", "", "who it is: the same investor in every run of a seed"),
    sector=column("i8", "", "its account's row of the books"),
    balance=column("i8", "fen", "deposit"),
    trade=column("i8", "", "garment, food, electronics, machinery or materials"),
    origin=column("i8", "", "coast, expansion, already in the county, or founded by a worker of the zone"),
    stage=column("i8", "", "of the project's life"),
    since=column("i8", "month", "when it entered its stage"),
    born=column("i8", "month", "when the investor looks for a place"),
    signed=column("i8", "month", "of the contract; -1 before"),
    started=column("i8", "month", "of first production; -1 before"),
    destination=column("i8", "", "where it settled"),
    outside_choice=column("i8", "", "where it settles if not here: fixed for life"),
    planned_workers=column("f8", "persons", "posts that the installed capacity offers"),
    wealth=column("i8", "fen", "owner's money not yet paid in"),
    log_productivity=column("f8", "log points", "before the correction for its variance"),
    variance=column("f8", "", "of log productivity at this age"),
    productivity=column("f8", "", "output per effective worker against the trade's"),
    vintage=column("f8", "", "technology: the skill level that it needs"),
    entry_vintage=column("f8", "", "technology with which it began"),
    energy_factor=column("f8", "", "energy for its output against the trade's"),
    role=column("i8", "", "in its chain: upstream, midstream, downstream"),
    followed=column("i8", "", "1 for an investor who heard of the zone from an anchor's demand"),
    tract=column("i8", "row", "where it lies; -1 without premises"),
    covered=column("f8", "share", "of its chain inputs that come from the zone"),
    local_orders=column("f8", "fen/month", "from customers in the zone"),
    local_saving=column("f8", "fen/month", "that inputs from the zone save it"),
    renewed=column("i8", "month", "when it last bought newer machines, or began"),
    upgrades=column("i8", "steps", "of technology since it began"),
    brand=column("i8", "", "mark: 0 none, 1 county, 2 province, 3 national"),
    listed=column("i8", "", "1 once it is listed"),
    ask_ratio=column("f8", "", "land asked over land needed"),
    build_months=column("f8", "months", "own building or fit-out"),
    premises=column("i8", "", "none, plot or factory floor"),
    plot=column("i8", "row", "of its plot; -1 without"),
    plot_centi_mu=column("i8", "0.01 mu", "land held"),
    land_class=column("i8", "", "by what it makes of its land: 1 best to 4 worst, 0 not ranked"),
    floor_m2=column("i8", "m2", "rented factory floor"),
    need_m2=column("i8", "m2", "factory floor asked for"),
    value_plot=column("f8", "", "net present value on a plot, per own-plot capital"),
    value_floor=column("f8", "", "the same on a factory floor; -9 where it can't be"),
    attachment=column("f8", "", "what the place is worth to the owner beyond its figures, per own-plot capital"),
    progress=column("f8", "share", "of building and fit-out done"),
    stalled=column("i8", "months", "in a row with hardly any progress"),
    capital_plan=column("f8", "fen", "building and equipment to be paid"),
    equipment=column("f8", "fen", "at what it can still produce"),
    building=column("f8", "fen", "own building"),
    land_paid=column("f8", "fen", "price paid for land"),
    expected_sales=column("f8", "fen/month", "adapted each month"),
    inventory=column("f8", "fen", "finished goods at reference price"),
    output=column("f8", "fen/month", "made this month"),
    sales=column("i8", "fen", "invoiced this month"),
    fill=column("f8", "share", "output over what the staff could make"),
    use=column("f8", "share", "demand over planned output, smoothed"),
    months_full=column("i8", "months", "in a row with use above the share that lets a firm expand"),
    collections=column("i8", "fen", "due from customers in 1, 2, 3 months", (COLLECTION_MONTHS,)),
    supplier_bills=column("i8", "fen", "due to suppliers in 1, 2, 3 months", (COLLECTION_MONTHS,)),
    overdue_suppliers=column("i8", "fen", "bills past due"),
    wage_bill=column("i8", "fen", "due this month"),
    pay=column("i8", "fen", "due this month in a plain and in a skilled post", (2,)),
    wages_paid=column("i8", "fen", "paid this month"),
    wage_arrears=column("i8", "fen", "owed to workers"),
    tax_arrears=column("i8", "fen", "owed to treasury and province"),
    rent_arrears=column("i8", "fen", "owed to the platform"),
    interest_arrears=column("i8", "fen", "owed to banks"),
    arrears_months=column("i8", "months", "in a row with senior arrears"),
    year_profit=column("f8", "fen", "taxable, since January"),
    year_tax=column("i8", "fen", "profit tax since January"),
    revenue_12=column("f8", "fen/month", "mean of about twelve months"),
    profit_12=column("f8", "fen/month", "mean of about twelve months, before tax"),
    profit=column("f8", "fen/month", "of this month, before tax"),
    workers=column("i8", "persons", "on the payroll at the end of the month"),
    skilled_posts=column("i8", "persons", "skilled workers in skilled posts"),
    skilled_waiting=column("i8", "persons", "skilled workers of last month without a skilled post"),
    post_chance=column("f8", "share", "of these who get one of this month's free skilled posts"),
    effective=column("f8", "persons", "workers times their skill match"),
    target=column("f8", "persons", "wanted on the payroll"),
    vacancies=column("i8", "posts", "open this month"),
    open_posts=column("i8", "posts", "of these not yet filled"),
    applicants=column("i8", "persons", "who applied this month"),
    short_months=column("i8", "months", "in a row with more than 15 % of posts open"),
    crowd_months=column("i8", "months", "in a row with more than two applicants a vacancy"),
    wage=column("f8", "fen/month", "offered to an unskilled worker, trend aside"),
    debt=column("i8", "fen", "sum of its loans"),
    file_step=column("i8", "offices", "that have approved its papers; -1 before the file is handed in"),
    file_ready=column("f8", "months", "when its file arrives at the next office"),
    approved_month=column("i8", "month", "when all papers were there; -1 before"),
    announced=column("f8", "fen", "investment as the contract announces it"),
    promised_land_share=column("f8", "share of the land price", "that the county promised to give back"),
    promised_tax_share=column("f8", "share of the county's taxes", "that the county promised to give back"),
    promise_due=column("i8", "fen", "promised, due and not paid"),
    promise_since=column("i8", "month", "since when something is due"),
    county_tax_year=column("i8", "fen", "that the county got from it since January"),
    satisfaction=column("f8", "share", "with the zone, as it would tell others; -1 before any experience"),
    heard=column("f8", "share", "satisfaction that its contacts told it"),
    taken=column("i8", "fen", "by visits of officials this month"),
    taken_share=column("f8", "of value added", "the same"),
    skilled_left=column("i8", "persons", "skilled who left this month, other than by layoff"),
    skilled_lost=column("i8", "persons", "skilled who went to another firm of the zone, so far"),
    skilled_won=column("i8", "persons", "skilled who came from another firm of the zone, so far"),
    skilled_quit=column("f8", "per month", "share of its skilled that leave, over about a year"),
    train_share=column("f8", "per month", "of its unskilled that start training in its base"),
    in_base=column("i8", "persons", "in training in its base"),
    base_started=column("i8", "persons", "who started in its base this month"),
    trained_total=column("i8", "persons", "whom it has trained"),
    on_order=column("i8", "persons", "in classes that it ordered"),
    refused=column("i8", "fen", "of credit that it asked for this month and did not get"),
    renewing=column("i8", "fen", "new loans that banks have promised in writing"),
    bridge=column("i8", "fen", "owed to a bridge lender"),
    bridge_source=column("i8", "row", "of that lender among the holders"),
    private_debt=column("i8", "fen", "owed to private lenders"),
    private_months=column("i8", "months", "since it owes them"),
    member_of=column("i8", "row", "of the guarantee institution in which it holds a stake; -1 none"),
    member_stake=column("i8", "fen", "of its own in that institution"),
    member_notice=column("i8", "months", "until its stake may be paid back; -1 without notice"),
    group=column("i8", "", "number of the group of firms that vouch for each other; -1 none"),
    group_full=column("i8", "", "1 in a group of four"),
    co_guarantee_paid=column("i8", "fen", "for others of its group this month"),
    private_wealth=column("f8", "fen", "what the owner keeps at home"),
    risky=column("i8", "", "1 in a year in which the owner gambles"),
    venture=column("f8", "", "what a gamble does to this year's productivity; 1 without"),
    expansion_posts=column("f8", "persons", "being added"),
    expansion_month=column("i8", "month", "when the addition is ready; -1 without"),
    expansion_capital=column("f8", "fen", "equipment being added"),
    expansion_building=column("f8", "fen", "building being added"),
)

numbers_of(
    "firm",
    productivity_persistence=number(
        0.97, "per month", "assumption (the design's coherence check)", low=0.95, high=0.99
    ),
    productivity_shock=number(
        0.11, "log points/month", "assumption (the design's coherence check)", low=0.07, high=0.14
    ),
    productivity_entry_sd=number(0.20, "log points", "assumption (the design's coherence check)", low=0.15, high=0.4),
    skilled_premium=number(0.45, "share", ASSUMPTION, low=0.2, high=0.7),
    oncost=number(0.20, "share of wages", ASSUMPTION, low=0.1, high=0.35),
    piece_rate_share=number(0.4, "share of pay", ASSUMPTION, low=0.0, high=0.7),
    skill_exponent=number(0.7, "pure number", ASSUMPTION, low=0.0, high=1.2),
    inventory_months=number(0.25, "months", ASSUMPTION, low=0.1, high=0.6),
    expectation_gain=number(0.3, "per month", ASSUMPTION, low=0.1, high=0.6),
    equipment_wear_per_year=number(0.09, "per year", ASSUMPTION, low=0.05, high=0.15),
    building_wear_per_year=number(0.04, "per year", ASSUMPTION, low=0.02, high=0.06),
    building_cost_m2=number(800, "yuan/m2", ASSUMPTION, low=600, high=1200),
    margin_shift=number(
        0.02,
        "share of revenue",
        "fitted to margins of above-scale firms 2011 and 2012, docs/fit.md",
        low=0.0,
        high=0.03,
        departs="design: 0, to be fitted within 0 to 3 points",
    ),
    liquidity_months=number(
        0.6,
        "months of cost",
        ASSUMPTION,
        low=0.2,
        high=1.5,
        departs="not in the design: the cash below which a firm asks for working capital",
    ),
    dividend_share=number(
        0.6,
        "share of cash flow",
        "assumption (equation E10 of the design)",
        low=0.2,
        high=1.0,
        departs="design: of cash flow; here of the month's profit before tax",
    ),
    dividend_floor_months=number(1.2, "months of cost", "assumption (equation E10 of the design)", low=0.5, high=3.0),
    working_capital_months=number(1.5, "months of revenue", ASSUMPTION, low=0.75, high=2.5),
    vat_share=number(
        0.068,
        "share of value added",
        "assumption: 17 % (regulation) on 40 % of value added, scored on true revenue",
        low=0.05,
        high=0.12,
        departs="design: two bases, 65 % and 40 % of value added; here the one that is scored on true revenue",
    ),
    surcharge_share=number(0.12, "share of VAT", "regulation", low=0.10, high=0.13),
    profit_tax_share=number(0.25, "share of profit", "regulation", low=0.15, high=0.25),
)

SECTOR = table(
    "sector",
    revenue=column("f8", "fen/month", "per planned worker"),
    materials=column("f8", "share of revenue", "bought outside"),
    energy=column("f8", "share of revenue", "power bill"),
    other=column("f8", "share of revenue", "other costs"),
    equipment=column("f8", "fen", "per planned worker"),
    own_m2=column("f8", "m2", "own building per planned worker"),
    factory_m2=column("f8", "m2", "factory floor per planned worker"),
    own_mu=column("f8", "mu", "land per planned worker"),
    skilled_share=column("f8", "share", "of posts that want skill"),
    accepts_factory=column("f8", "share", "of investors who would take a floor"),
    upper_share=column("f8", "share", "of its space that may lie above the ground floor"),
    sewage=column("f8", "t/day", "per worker"),
    weight=column("f8", "share", "of investors"),
)
_SOURCE = "assumption; margins, tax and output per mu checked against four zones (section 3.6.6 of the design)"
_TABLE = {
    "garment": (180_000, 0.650, 0.015, 0.06, 50_000, 36, 18, 0.12, 0.25, 1.0, 1.0, 0.08),
    "food": (460_000, 0.790, 0.020, 0.05, 120_000, 60, 30, 0.20, 0.20, 0.5, 0.4, 0.5),
    "electronics": (360_000, 0.750, 0.012, 0.06, 100_000, 35, 18, 0.10, 0.40, 1.0, 0.9, 0.06),
    "machinery": (440_000, 0.740, 0.020, 0.06, 160_000, 75, 38, 0.22, 0.45, 0.3, 0.15, 0.08),
    "materials": (580_000, 0.610, 0.130, 0.07, 300_000, 120, 60, 0.40, 0.30, 0.0, 0.0, 0.3),
}
for _name, _row in _TABLE.items():
    _units = ("yuan/worker-year", *["share of revenue"] * 3, "yuan/worker", "m2/worker", "m2/worker", "mu/worker")
    _keys = ("revenue", "materials", "energy", "other", "equipment", "own_m2", "factory_m2", "own_mu")
    _shares = ("skilled_share", "accepts_factory", "upper_share")
    numbers_of(
        _name,
        **{
            k: number(v, u, _SOURCE, low=0.8 * v, high=1.2 * v) for k, v, u in zip(_keys, _row[:8], _units, strict=True)
        },
        **{k: number(v, "share", _SOURCE, low=0.0, high=1.0) for k, v in zip(_shares, _row[8:11], strict=True)},
        sewage=number(
            _row[11],
            "t/day per worker",
            ASSUMPTION,
            low=0.5 * _row[11],
            high=2 * _row[11],
            departs="not in the design: it sizes the plant and gives no load by trade",
        ),
    )


def sector_table(numbers, weights):
    """The five trades as rows, filled from the numbers and the scenario's weights."""
    rows = SECTOR.rows(SECTOR_COUNT)
    for at, name in enumerate(_TABLE):
        for key in SECTOR.columns.keys() - {"weight"}:
            rows[key][at] = numbers[f"{name}_{key}"][0]
        rows["revenue"][at] /= 12.0
        rows["weight"][at] = weights.get(name, 0.0)
    rows["weight"] /= rows["weight"].sum()
    return rows


def empty_firms(count):
    """Rows for investors who are not born yet."""
    firms = FIRM.rows(count)
    firms["sector"] = FIRMS
    firms["stage"] = UNBORN
    for key in (
        "signed",
        "started",
        "plot",
        "tract",
        "expansion_month",
        "member_of",
        "member_notice",
        "group",
        "file_step",
    ):
        firms[key] = -1
    firms["destination"] = NOWHERE
    firms["venture"] = firms["energy_factor"] = 1.0
    firms["approved_month"] = firms["satisfaction"] = -1
    firms["value_floor"] = -9.0
    return firms


@rule
def unit_margin(trade, numbers):
    """What a yuan of output leaves after materials, energy and other costs."""
    return 1.0 - (trade.materials - numbers.firm_margin_shift) - trade.energy - trade.other


@rule
def post_cost(trade, numbers):
    """Monthly cost of one post in fen: an unskilled wage with on-cost and the skilled posts' share of premium."""
    return (1.0 + numbers.firm_skilled_premium * trade.skilled_share) * (1.0 + numbers.firm_oncost)


@rule
def capacity_posts(firm, trade):
    """Posts that equipment and floor can serve (E7)."""
    posts = min(firm.planned_workers, firm.equipment / trade.equipment)
    if firm.premises == FLOOR_PREMISES:
        posts = min(posts, firm.floor_m2 / trade.factory_m2)
    return posts


@rule
def planned_output(firm, trade, environment):
    """Output of the installed capacity at this month's trend, in fen a month."""
    return capacity_posts(firm, trade) * trade.revenue * environment.trend * firm.productivity


@rule
def collateral(firm, numbers):
    """What the firm can pledge: land and buildings, equipment, customers' bills (E15)."""
    owed = firm.collections[0] + firm.collections[1] + firm.collections[2]
    land = numbers.bank_ltv_land * (firm.land_paid + firm.building)
    return land + numbers.bank_ltv_equipment * firm.equipment + numbers.bank_ltv_receivables * owed


@rule
def liquid_cost(firm, trade, numbers):
    """A normal month's cash cost in fen: what liquidity is measured in."""
    return firm.expected_sales * (trade.materials + trade.energy + trade.other) + firm.wage_bill
