"""Whose jobs they are: job-years by trade and size of the firm, and by where the people were on the first day."""

from collections.abc import Iterator, Mapping

import numpy as np

from sim.actors.worker import AT_HOME, AWAY, IN_COUNTY_JOB, IN_ZONE
from sim.scenario import SECTORS
from sim.study.effects import Row
from sim.study.experiment import BASELINE
from sim.study.lived import YEAR, Lived

GROUPS = (
    *("scenario", "package", "by", "group", "month", "unit", "baseline", "estimate", "lo", "hi"),
    *("confidence", "n", "method"),
)
SIZES = ((0, 50, "below 50 posts"), (50, 300, "50 to 299 posts"), (300, np.inf, "300 posts and more"))
PLACES = {AT_HOME: "at home", IN_ZONE: "in the zone", IN_COUNTY_JOB: "in the rest of the county", AWAY: "on the coast"}


def groups(lived: Lived) -> Iterator[Row]:
    """The effect on job-years, split into groups that add up to it: three times, by another question each."""
    month, confidence = lived.experiment.at_month, lived.experiment.precision.confidence
    for scenario in lived.experiment.scenarios:
        replicates = range(len(lived.complete[scenario]))
        without = [by_group(lived.roster(scenario, BASELINE, at), month) for at in replicates]
        for package in lived.experiment.asked if replicates else ():
            with_it = [by_group(lived.roster(scenario, package.name, at), month) for at in replicates]
            for by, group in with_it[0]:
                before = np.array([each[by, group] for each in without])
                found = lived.interval(np.array([each[by, group] for each in with_it]) - before)
                yield {
                    **{"scenario": scenario, "package": package.name, "by": by, "group": group, "month": month},
                    **{"unit": "job-years", "baseline": float(before.mean()), "estimate": found.estimate},
                    **{
                        "lo": found.lo,
                        "hi": found.hi,
                        "confidence": confidence,
                        "n": found.n,
                        "method": lived.way.name,
                    },
                }


def by_group(roster: Mapping[str, np.ndarray], month: int) -> dict[tuple[str, str], float]:
    """Job-years of one life by group, to a month. Those of people run to the end of the life, in zone and county."""
    firms = roster["staff"][1 : month + 1].sum(axis=0) / YEAR
    people = (roster["person_in_zone"].astype(float) + roster["person_in_county"]) / YEAR
    found = {("trade", name): float(firms[roster["trade"] == at].sum()) for at, name in enumerate(SECTORS)}
    for least, most, name in SIZES:
        found["size at entry", name] = float(firms[(roster["size"] >= least) & (roster["size"] < most)].sum())
    for place, name in PLACES.items():
        found["person on the first day", name] = float(people[roster["person_start"] == place].sum())
    return found
