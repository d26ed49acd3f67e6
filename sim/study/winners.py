"""Who gains and who loses by a package: groups in and around the zone, each by what it cares for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.indicators import INDICATORS
from sim.study.effects import Row
from sim.study.intervals import Interval
from sim.study.lived import Lived, defined

WINNERS = (
    *("scenario", "package", "month", "who", "indicator", "unit", "better", "baseline", "estimate", "lo", "hi"),
    *("confidence", "n", "share_better", "share_worse", "verdict", "method"),
)


@dataclass(frozen=True)
class Stake:
    """What a group has in the zone: an indicator, and whether more of it is better (1) or worse (-1) for the group."""

    who: str
    indicator: str
    better: int


STAKES = (
    Stake("residents, work", "net_job_years", 1),
    Stake("residents, pay", "wage", 1),
    Stake("residents, all pay", "residents_pay", 1),
    Stake("residents, pay over what else they could have", "residents_gain", 1),
    Stake("residents, without work", "at_home", -1),
    Stake("villagers, land", "compensation_owed", -1),
    Stake("villagers, peace", "unrest", -1),
    Stake("zone firms, profit", "margin", 1),
    Stake("zone firms, survival", "exits", -1),
    Stake("zone firms, private debt", "private_loans", -1),
    Stake("tenants of floors", "rent", -1),
    Stake("private developers, rent", "rent", 1),
    Stake("private developers, vacancy", "vacancy", -1),
    Stake("other employers of the county", "county_jobs", 1),
    Stake("local services", "service_posts", 1),
    Stake("neighbouring counties", "neighbour_jobs", 1),
    Stake("employers on the coast", "away", 1),
    Stake("county purse", "fiscal_npv", 1),
    Stake("platform company", "platform_debt", -1),
    Stake("guarantee funds", "fund_net_assets", 1),
    Stake("banks, losses", "write_offs", -1),
    Stake("banks, business", "loans", 1),
)


def winners(lived: Lived) -> Iterator[Row]:
    """Every package asked and every group whose indicator was measured, at the month of the question."""
    experiment, month = lived.experiment, lived.experiment.at_month
    for scenario in experiment.scenarios:
        measured = set(lived.measured(scenario))
        for package in experiment.asked:
            for stake in STAKES:
                if stake.indicator in measured:
                    yield {
                        "scenario": scenario,
                        "package": package.name,
                        "month": month,
                        "who": stake.who,
                        "indicator": stake.indicator,
                        "unit": INDICATORS[stake.indicator].unit["en"],
                        "better": "more" if stake.better > 0 else "less",
                        "confidence": experiment.precision.confidence,
                        "method": lived.way.name,
                        **_change(lived, scenario, package.name, stake),
                    }


def _change(lived: Lived, scenario: str, package: str, stake: Stake) -> Row:
    month = lived.experiment.at_month
    gain, level = defined(
        lived.gain(scenario, package, stake.indicator, month),
        lived.at(scenario, package, stake.indicator, month),
    )
    found = lived.interval(gain)
    if not found.n:
        return {"n": 0, "verdict": "not defined"}
    return {
        "baseline": float(np.mean(level - gain)),
        "estimate": found.estimate,
        "lo": found.lo,
        "hi": found.hi,
        "n": found.n,
        "share_better": float(np.mean(stake.better * gain > 0)),
        "share_worse": float(np.mean(stake.better * gain < 0)),
        "verdict": verdict(found, stake.better),
    }


def verdict(found: Interval, better: int) -> str:
    """What the interval allows to be said of a group; a change that is the same in every life is told by its sign."""
    if found.n > 1 and found.sd == 0 and found.estimate == 0:
        return "no change"
    if not found.clear:
        return "not clear"
    return "gains" if better * found.estimate > 0 else "loses"
