"""What should have been posted between platform, villages and holders of land this month, from the tables."""

from typing import Any

import numpy as np

from sim import books
from sim.places.land import FIELDS


def expect_village_money(month: Any, mu: float, shops: float) -> None:
    """Cash for fields and for houses on them, instalments, shares of land prices, what the county takes back."""
    zone, numbers, before = month.zone, month.numbers, month.before
    terms = zone.terms[0]
    given = (before.tracts["state"] == FIELDS) & (zone.tracts["state"] != FIELDS)
    offer = terms.offer_factor * numbers.land_acquisition_cost_mu
    cash = mu * offer * (terms.offer_cash_share if terms.offer_years > 0 else 1.0)
    fields = round(shops * numbers.land_acquisition_cost_mu)
    houses = before.tracts["encroached"][given].sum() * numbers.village_house_gain_mu
    built = (zone.tracts["encroached"] - before.tracts["encroached"]).max(initial=0) * numbers.village_house_gain_mu
    tolerance = np.count_nonzero(given)
    least = round(cash + houses) + fields - tolerance
    month.expect((books.REQUISITION,), least, least + 2 * tolerance + np.count_nonzero(given) * built)
    later = int(zone.villages["owed"].sum() - before.villages["owed"].sum())
    new = mu * offer - cash
    month.expect((books.COMPENSATION,), new - later - 3 * tolerance, new - later + 3 * tolerance)
    back = zone.land[0].reclaimed_total - before.land[0].reclaimed_total
    returned = zone.land[0].given_back_total - before.land[0].given_back_total
    taken = (before.firms["plot"] >= 0) & (zone.firms["plot"] < 0)
    lost = float(before.firms["land_paid"][taken].sum()) * numbers.reclaim_legal_share
    month.expect((books.RECLAIM_COSTS,), 0 if back == 0 else 1, lost + 1 if back > 0 else 0)
    month.expect((books.LAND_BUYBACK,), 0 if returned == 0 else 1, before.firms["land_paid"].sum() if returned else 0)
