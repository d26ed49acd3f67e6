"""Hold-up: once an investor's money is in the ground, officials reach out for it (MODEL.md 3.6.15, E38)."""

from sim.actors.firm import FLOOR_PREMISES, PRODUCING
from sim.books import FINES, INFORMAL_PAYMENTS, POOL_AT, TREASURY_AT, pay
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import fen
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import rule

CASE = decision("officials.case", who="0", law="yes with the share of cases times the risk")

numbers_of(
    "holdup",
    start=number(1.0, "times the usual", "1 by definition; 0 gives officials who never ask", low=0.0, high=2.0),
    take_share=number(
        0.03, "of value added", "entertainment and travel of Chinese firms about 3 % of value added", low=0.0, high=0.08
    ),
    resistance=number(
        0.5,
        "per unit of pressure",
        ASSUMPTION,
        low=0.2,
        high=1.0,
        departs="not in the design: firms hide, complain and refuse more, the harder they are pressed",
    ),
    step=number(0.10, "per month", "assumption (equation E38 of the design)", low=0.02, high=0.3),
    detection=number(
        0.05,
        "of taking",
        ASSUMPTION,
        low=0.0,
        high=0.3,
        departs="not in the design: what an official risks without a campaign of discipline",
    ),
    case_share=number(
        0.10,
        "per month at full detection",
        ASSUMPTION,
        low=0.02,
        high=0.3,
        departs="not in the design: how often a case is brought; afterwards officials press half as hard",
    ),
    tenant_sunk=number(0.05, "of equipment", ASSUMPTION, low=0.02, high=0.2),
    owner_sunk=number(0.25, "of equipment", ASSUMPTION, low=0.1, high=0.4),
    told_share=number(
        1.0,
        "share",
        "1 by definition: investors are told what incumbents lose; 0 turns the telling off",
        low=0.0,
        high=1.0,
    ),
)


@rule
def sunk_share(firm, numbers):
    """The share of a firm's fixed assets that it would lose by moving: land, building, and part of its machines."""
    fixed = firm.land_paid + firm.building
    part = numbers.holdup_tenant_sunk if firm.premises == FLOOR_PREMISES else numbers.holdup_owner_sunk
    return (fixed + part * firm.equipment) / max(fixed + firm.equipment, 1.0)


@rule
def size_of_rank(firms, rank):
    """The staff of the firm that stands at this rank by staff; beyond the last, no firm is so large."""
    if rank <= 0:
        return 1e18
    above = 1e18
    for _ in range(rank):
        best = -1.0
        for firm in firms:
            if firm.stage == PRODUCING and best < firm.workers < above:
                best = firm.workers * 1.0
        if best < 0.0:
            return 0.0
        above = best
    return above


@rule
def officials_visit(firms, sectors, environment, administration, holders, ledger, luck, numbers):
    """Visits of a month: hours are given, so a plaque for one means more visits to the rest; then officials learn."""
    pressed = administration.extraction * max(0.0, 1.0 - numbers.holdup_resistance * (administration.extraction - 1.0))
    sheltered = size_of_rank(firms, administration.protected)
    all_firms, open_firms, added = 0, 0, 0.0
    for firm in firms:
        firm.taken = 0
        if firm.stage == PRODUCING:
            all_firms += 1
            open_firms += 0 if firm.workers >= sheltered else 1
    focus = all_firms / open_firms if open_firms > 0 else 0.0
    administration.taken_month = 0
    share = numbers.holdup_take_share * pressed * focus * (1.0 - administration.watch)
    for firm in firms:
        if firm.stage == PRODUCING:
            trade = sectors[firm.trade]
            value = firm.output * (1.0 - (trade.materials - numbers.firm_margin_shift) - trade.energy - trade.other)
            added += value
            if firm.workers < sheltered:
                firm.taken = min(firm.balance, max(0, fen(share * value * sunk_share(firm, numbers))))
                pay(ledger, firm, holders[POOL_AT], INFORMAL_PAYMENTS, firm.taken)
                administration.taken_month += firm.taken
    if added > 0.0:
        environment.take_share = administration.taken_month / added
        learn_to_press(administration, environment.take_share, holders, ledger, luck, numbers)


@rule
def learn_to_press(administration, taken_share, holders, ledger, luck, numbers):
    """Officials go on in the direction that paid, by ten per cent; who is caught pays back and presses half as hard."""
    risk = min(1.0, administration.detection * administration.extraction)
    payoff = taken_share * (1.0 - risk)
    if payoff < administration.last_payoff:
        administration.direction = -administration.direction
    administration.last_payoff = payoff
    administration.extraction = administration.extraction * (1.0 + numbers.holdup_step * administration.direction)
    administration.fined_month = 0
    if draw(luck, CASE, 0, 0) < numbers.holdup_case_share * risk:
        administration.fined_month = min(administration.taken_month, holders[POOL_AT].balance)
        pay(ledger, holders[POOL_AT], holders[TREASURY_AT], FINES, administration.fined_month)
        administration.extraction = 0.5 * administration.extraction
