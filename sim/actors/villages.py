"""Villages: what they ask for their fields, when they consent, what they are owed (MODEL.md 3.3, E32)."""

import numpy as np

from sim.books import COMPENSATION, COMPENSATION_OWED, PLATFORM_AT, POOL_AT, REQUISITION
from sim.foundations.declare import ASSUMPTION, number
from sim.foundations.luck import decision, draw
from sim.foundations.mathematics import exp, logistic, normal
from sim.foundations.numbers import numbers_of
from sim.foundations.rules import first_row
from sim.places.land import ADVANCE_YEARS, CENTI, FIELD, FIELDS, TRACT_CELLS

numbers_of(
    "village",
    ask_mu=number(
        40_000,
        "yuan/mu",
        ASSUMPTION,
        low=25_000,
        high=80_000,
        departs="not in the design: a calm village with no zone in sight asks this; the usual offer is 45,000",
    ),
    ask_unrest=number(0.5, "share at full unrest", "assumption (equation E32 of the design)", low=0.2, high=1.0),
    ask_success=number(0.3, "share at a full zone", "assumption (equation E32 of the design)", low=0.0, high=0.8),
    consent_month=number(0.25, "per month", "assumption (equation E32 of the design)", low=0.1, high=0.5),
    consent_slope=number(8.0, "pure number", "assumption (equation E32 of the design)", low=4.0, high=16.0),
    discount_rate=number(
        0.10,
        "per year",
        ASSUMPTION,
        low=0.03,
        high=0.25,
        departs="not in the design: at what rate households weigh later instalments",
    ),
    share_expected=number(
        0.5,
        "share",
        ASSUMPTION,
        low=0.2,
        high=0.9,
        departs="not in the design: how much of the land price households expect to see, and how soon, as one factor",
    ),
    late_unrest=number(
        0.10, "per month", ASSUMPTION, low=0.03, high=0.3, departs="not in the design: how much late money angers"
    ),
    calm_month=number(
        0.03, "per month", ASSUMPTION, low=0.01, high=0.1, departs="not in the design: how fast anger fades"
    ),
    house_gain_mu=number(
        60_000,
        "yuan/mu",
        ASSUMPTION,
        low=20_000,
        high=150_000,
        departs="not in the design: what a house built for compensation brings its builder",
    ),
    house_cost_mu=number(
        25_000, "yuan/mu", ASSUMPTION, low=10_000, high=80_000, departs="not in the design: what such a house costs"
    ),
    house_quarter=number(
        0.30,
        "per quarter and tract",
        ASSUMPTION,
        low=0.05,
        high=0.8,
        departs="not in the design: how often somebody in a tract thinks of building one",
    ),
)

CONSENT = decision("village.consents", who="tract + 1", law="yes with the village's hazard (E32)")
HOUSE = decision(
    "village.builds_for_compensation",
    who="tract + 1",
    k="0: whether; 1: how dear",
    law="yes with the quarter's hazard where nobody watches; cost log-normal, deviation 0.5",
)


class Villages:
    """All villages as one book: they are asked tract by tract, and remember late money."""

    def __init__(self, zone):
        self.zone = zone

    def ask_mu(self, village):
        """What a village asks for a mu: more when angry, more the further the zone has come (E32), in fen."""
        zone, numbers, land = self.zone, self.zone.numbers[0], self.zone.land[0]
        success = min(1.0, land.transferred / max(1.0, numbers.land_net_share * land.total))
        unrest = zone.villages[village].unrest
        return numbers.village_ask_mu * (
            1.0 + numbers.village_ask_unrest * unrest + numbers.village_ask_success * success
        )

    def worth_mu(self, village, terms):
        """What an offer is worth to a household: cash, instalments, a share of the land price, in fen a mu."""
        numbers, zone = self.zone.numbers[0], self.zone
        offer = terms.offer_factor * numbers.land_acquisition_cost_mu
        later = 0.0
        years = int(terms.offer_years)
        if years > 0:
            parts = sum((1.0 + numbers.village_discount_rate) ** -(year + 1) for year in range(years)) / years
            later = (1.0 - terms.offer_cash_share) * parts * (1.0 - zone.villages[village].unrest)
        shared = terms.offer_land_share * zone.environment[0].land_price * numbers.village_share_expected
        cash = terms.offer_cash_share if years > 0 else 1.0
        return offer * (cash + later) + shared

    def chances(self, terms):
        """How likely each village is to say yes this month (E32)."""
        numbers, count = self.zone.numbers[0], len(self.zone.villages)
        chances = np.zeros(count)
        for village, unrest in enumerate(self.zone.villages["unrest"].tolist()):
            # Villages that are equally calm think alike.
            same = village > 0 and unrest == self.zone.villages["unrest"][village - 1]
            if same:
                chances[village] = chances[village - 1]
                continue
            ratio = self.worth_mu(village, terms) / self.ask_mu(village)
            hazard = numbers.village_consent_month * logistic(numbers.village_consent_slope * (ratio - 1.0))
            chances[village] = hazard * (1.0 - unrest)
        return chances

    def consents(self, at, chances):
        """Whether the village of this tract says yes this month."""
        zone = self.zone
        return draw(first_row(zone.luck), CONSENT, int(at) + 1, 0) < chances[zone.tracts["village"][at]]

    def cash_due(self, at, terms):
        """What has to be paid in cash the day the village gives up this tract, in fen."""
        return self._offered(at, terms, terms.offer_cash_share if terms.offer_years > 0 else 1.0)

    def whole_offer(self, at, terms):
        """The same with all later instalments."""
        return self._offered(at, terms, 1.0)

    def _offered(self, at, terms, share):
        """This share of the offer for the fields of a tract, and houses built on it, in fen."""
        numbers, tract = self.zone.numbers[0], self.zone.tracts[at]
        return round(
            self.field_cells(at) * share * terms.offer_factor * numbers.land_acquisition_cost_mu
            + tract.encroached * numbers.village_house_gain_mu
        )

    def field_cells(self, at):
        """Cells of this tract that are fields."""
        own = self.zone.cells.view(np.ndarray)["state"][at * TRACT_CELLS : (at + 1) * TRACT_CELLS]
        return int(np.count_nonzero(own == FIELD))

    def give_up(self, at, terms):
        """Cash is paid, instalments are owed from next January on, a share of later land prices is written down."""
        zone, numbers, tract = self.zone, self.zone.numbers[0], self.zone.tracts[at]
        zone.pay(PLATFORM_AT, POOL_AT, REQUISITION, self.cash_due(at, terms))
        years = min(ADVANCE_YEARS - 1, int(terms.offer_years))
        if years > 0:
            whole_sum = self.field_cells(at) * terms.offer_factor * numbers.land_acquisition_cost_mu
            part = round(whole_sum * (1.0 - terms.offer_cash_share) / years)
            zone.villages["owed"][tract.village, 1 : years + 1] += part
            zone.owe(PLATFORM_AT, POOL_AT, COMPENSATION_OWED, part * years)
        tract.share = terms.offer_land_share
        tract.encroached = 0

    def receive_instalments(self, cash):
        """Each January a year's parts fall due; what the platform cannot pay stays due, and makes angry."""
        zone, numbers, villages = self.zone, self.zone.numbers[0], self.zone.villages
        if zone.environment[0].calendar_month == 1:
            villages["owed"][:, 0] += villages["owed"][:, 1]
            villages["owed"][:, 1:-1] = villages["owed"][:, 2:]
            villages["owed"][:, -1] = 0
        for at in np.flatnonzero(villages["owed"][:, 0]):
            paid = min(int(villages["owed"][at, 0]), max(0, cash))
            cash -= paid
            zone.pay(PLATFORM_AT, POOL_AT, COMPENSATION, paid)
            zone.owe(PLATFORM_AT, POOL_AT, COMPENSATION_OWED, -paid)
            villages["owed"][at, 0] -= paid
        late = villages["owed"][:, 0] > 0
        villages["unrest"] *= 1.0 - numbers.village_calm_month
        villages["unrest"][late] += numbers.village_late_unrest * (1.0 - villages["unrest"][late])

    def build_for_compensation(self, frontier, watch):
        """Households next to the works build houses where the chance of compensation soon outweighs their cost."""
        zone, numbers, luck = self.zone, self.zone.numbers[0], first_row(self.zone.luck)
        land = zone.land[0]
        pace = 12.0 * land.approved_total / CENTI / max(12, zone.month)
        soon = min(1.0, 3.0 * pace / (TRACT_CELLS * max(1, len(frontier))))
        for at in frontier:
            if draw(luck, HOUSE, int(at) + 1, 0) >= numbers.village_house_quarter * (1.0 - watch):
                continue
            cost = numbers.village_house_cost_mu * exp(0.5 * normal(draw(luck, HOUSE, int(at) + 1, 1)))
            tract = zone.tracts[at]
            if soon * numbers.village_house_gain_mu > cost and tract.encroached < self.field_cells(at):
                tract.encroached += 1

    def frontier(self):
        """Tracts of fields next to land that is the zone's already, nearest to the gate first."""
        width, tracts = int(self.zone.land[0].columns_of_tracts), self.zone.tracts.view(np.ndarray)
        state, steps = tracts["state"], tracts["steps"]
        ours = np.zeros(len(state) + 2 * width, bool)
        ours[width:-width] = state != FIELDS
        column = tracts["column"]
        at = np.arange(len(state)) + width
        near = ours[at - width] | ours[at + width]
        near |= ours[at - 1] & (column > 0)
        near |= ours[at + 1] & (column < width - 1)
        found = np.flatnonzero((state == FIELDS) & near)
        return found[np.argsort(steps[found], kind="stable")]
