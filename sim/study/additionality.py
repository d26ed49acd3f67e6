"""Every job-year of an effect filed: who would have come anyway, what was only moved, what third parties lost.

The same investors, with the same numbers, live in both worlds, so that nothing is assumed: a firm that an instrument
reached is looked up in the world without it. All sums run to the month of the question; money plays no part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.actors.firm import IN_COUNTY, IN_PREFECTURE, IN_PROVINCE, NOWHERE, ON_COAST
from sim.indicators.roster import MARKS, NAMES, NEVER
from sim.study.effects import Row
from sim.study.experiment import BASELINE, Package
from sim.study.intervals import ratio_interval
from sim.study.lived import YEAR, Lived

FILED = (
    *("scenario", "package", "perimeter", "part", "month", "unit", "estimate", "lo", "hi", "share_of_gross"),
    *("share_lo", "share_hi", "usual_lo", "usual_hi", "usual_source", "confidence", "n", "method"),
)
UNIT, SHARE = "job-years", "share"
ZONE, COUNTY, WIDE, PEOPLE = "zone", "county", "county and neighbours", "people"
# What becomes of the gross job-years: these add up to them.
OF_GROSS = (
    *("came anyway", "sooner, larger or longer", "from the county", "from the neighbours", "from further away"),
    *("still undecided", "would not exist"),
)
# What the gross is corrected by: these add up to the net of each perimeter.
TO_ZONE = ("gross", "deadweight", "smaller than otherwise", "before help", "suppliers", "others more", "others less")
TO_COUNTY = ("zone", "posts moved to the zone", "local services", "other employers")
TO_WIDE = ("county", "neighbours")
TO_PEOPLE = ("graduates", "everybody else")
GUIDE = "Homes and Communities Agency, Additionality Guide, 4th edition 2014: ready reckoners, low to high"
BUT_FOR = (
    "Bartik 2018, but-for percentages for economic development incentives: 2 to 25 % would not have come otherwise"
)


@dataclass(frozen=True)
class Pair:
    """One replicate's firms in both worlds, row by row the same investor, staff by month from 0."""

    with_it: np.ndarray
    without: np.ndarray
    reached: np.ndarray
    supplies: np.ndarray
    elsewhere: np.ndarray
    founded: np.ndarray

    @property
    def clients(self) -> np.ndarray:
        """Which firms the package reached by the last month."""
        return self.reached < len(self.with_it)


def paired(with_it: Mapping[str, np.ndarray], without: Mapping[str, np.ndarray], package: Package, month: int) -> Pair:
    """Lay both worlds side by side up to a month; who is in one world only has no staff in the other."""
    numbers = np.union1d(with_it["number"], without["number"])
    here, there = (np.searchsorted(numbers, each["number"]) for each in (with_it, without))
    staff = [np.zeros((month + 1, len(numbers))) for _ in range(2)]
    for table, rows, world in ((staff[0], here, with_it), (staff[1], there, without)):
        table[:, rows] = world["staff"][: month + 1]
    never = month + 1
    reached = np.full(len(numbers), never)
    reached[here] = np.minimum(_first_reached(with_it, package, never), never)
    supplies = np.zeros(len(numbers), bool)
    supplies[here] = (with_it["supplies"] != NEVER) & (with_it["supplies"] <= month)
    elsewhere = np.full(len(numbers), NEVER)
    settled = (without["settled"] != NEVER) & (without["settled"] <= month)
    elsewhere[there] = np.where(settled, without["elsewhere"], NEVER)
    founded = np.zeros(len(numbers), bool)
    founded[here] = with_it["founder"]
    return Pair(staff[0], staff[1], reached, supplies, elsewhere, founded)


def _first_reached(world: Mapping[str, np.ndarray], package: Package, never: int) -> np.ndarray:
    """Month in which an instrument of the package first reached each firm; one that leaves no mark reaches all."""
    uses = [str(entry["use"]) for measure in package.measures for entry in measure.entries]
    if any(use not in MARKS for use in uses):
        return np.zeros(len(world["number"]), int)
    marked = world["reached"][[NAMES.index(MARKS[use]) for use in dict.fromkeys(uses)]].astype(int)
    return np.where(marked == NEVER, never, marked).min(axis=0)


def file_firms(pair: Pair) -> dict[str, float]:
    """One replicate's job-months in the zone by part; `OF_GROSS` adds up to gross, `TO_ZONE` to the net."""
    clients = pair.clients
    months = np.arange(len(pair.with_it))[:, None]
    helped = (months >= np.maximum(pair.reached, 1)) & clients
    since, otherwise = (np.where(helped, staff, 0.0).sum(axis=0) for staff in (pair.with_it, pair.without))
    whole = (pair.with_it[1:] - pair.without[1:]).sum(axis=0)
    here = pair.without.any(axis=0)
    gain = np.maximum(since - otherwise, 0.0)
    anyway = np.minimum(since, otherwise)
    others = whole * ~clients
    far = np.isin(pair.elsewhere, (IN_PROVINCE, ON_COAST))
    county, neighbours = pair.elsewhere == IN_COUNTY, pair.elsewhere == IN_PREFECTURE
    return {
        "came anyway": float(anyway.sum()),
        "sooner, larger or longer": float(gain[here].sum()),
        "from the county": float(gain[~here & county].sum()),
        "from the neighbours": float(gain[~here & neighbours].sum()),
        "from further away": float(gain[~here & far].sum()),
        "still undecided": float(gain[~here & (pair.elsewhere == NEVER) & ~pair.founded].sum()),
        "would not exist": float(gain[~here & ((pair.elsewhere == NOWHERE) | pair.founded)].sum()),
        "gross": float(since.sum()),
        "deadweight": -float(anyway.sum()),
        "smaller than otherwise": -float(np.maximum(otherwise - since, 0.0).sum()),
        "before help": float((whole - (since - otherwise))[clients].sum()),
        "suppliers": float(others[pair.supplies].sum()),
        "others more": float(np.maximum(others, 0.0)[~pair.supplies].sum()),
        "others less": float(np.minimum(others, 0.0)[~pair.supplies].sum()),
    }


def file_people(with_it: Mapping[str, np.ndarray], without: Mapping[str, np.ndarray]) -> tuple[float, float]:
    """One replicate's change in job-months: of those whom only the package trained, and of everybody else."""
    worked = [each["person_in_zone"].astype(int) + each["person_in_county"] for each in (with_it, without)]
    graduates = (with_it["person_trained"] == 1) & (without["person_trained"] == 0)
    gain = worked[0] - worked[1]
    return float(gain[graduates].sum()), float(gain[~graduates].sum())


def additionality(lived: Lived) -> Iterator[Row]:
    """Every package that the question names, in every world: all parts, with intervals, for three perimeters."""
    for scenario in lived.experiment.scenarios:
        for package in lived.experiment.asked:
            if lived.complete[scenario]:
                yield from _of_package(lived, scenario, package)


def _of_package(lived: Lived, scenario: str, package: Package) -> Iterator[Row]:
    month, confidence = lived.experiment.at_month, lived.experiment.precision.confidence
    parts = _parts(lived, scenario, package, month)
    gross = parts[ZONE, "gross"]
    for (perimeter, part), values in parts.items():
        found = lived.interval(values)
        yield {
            **{"scenario": scenario, "package": package.name, "perimeter": perimeter, "part": part, "month": month},
            **{"unit": UNIT, "estimate": found.estimate / YEAR, "lo": found.lo / YEAR, "hi": found.hi / YEAR},
            **_ratio(lived, values, gross),
            **{"confidence": confidence, "n": found.n, "method": f"{lived.way.name}; share: Fieller"},
        }
    for part, above, below, usual in _ratios(parts):
        ratio = _ratio(lived, above, below)
        yield {
            **{"scenario": scenario, "package": package.name, "perimeter": "ratio", "part": part, "month": month},
            **{"unit": SHARE, "estimate": ratio["share_of_gross"], "lo": ratio["share_lo"], "hi": ratio["share_hi"]},
            **dict(zip(("usual_lo", "usual_hi", "usual_source"), usual, strict=True)),
            **{"confidence": confidence, "n": len(above), "method": "Fieller"},
        }


def _parts(lived: Lived, scenario: str, package: Package, month: int) -> dict[tuple[str, str], np.ndarray]:
    """Every part in every replicate, in job-months, by perimeter and name."""
    rosters = [
        (lived.roster(scenario, package.name, at), lived.roster(scenario, BASELINE, at))
        for at in range(len(lived.complete[scenario]))
    ]
    filed = [file_firms(paired(one, other, package, month)) for one, other in rosters]
    firms = {part: np.array([each[part] for each in filed]) for part in (*OF_GROSS, *TO_ZONE)}

    def change(indicator: str) -> np.ndarray:
        names = (package.name, BASELINE)
        with_it, without = (lived.months_worked(scenario, name, indicator, month) for name in names)
        return with_it - without

    zone, county, wide = change("jobs"), change("county_jobs"), change("wide_jobs")
    moved, services, neighbours = -change("moved_posts"), change("service_posts"), change("neighbour_jobs")
    chains: list[tuple[str, dict[str, np.ndarray], np.ndarray]] = [
        (ZONE, {part: firms[part] for part in TO_ZONE}, zone),
        (COUNTY, dict(zip(TO_COUNTY, (zone, moved, services, county - moved - services), strict=True)), zone + county),
        (WIDE, dict(zip(TO_WIDE, (zone + county, neighbours), strict=True)), wide),
    ]
    if month == lived.experiment.months:
        people = np.array([file_people(one, other) for one, other in rosters]).T
        chains.append((PEOPLE, dict(zip(TO_PEOPLE, people, strict=True)), zone + county))
    parts = {("of gross", part): firms[part] for part in OF_GROSS}
    for perimeter, steps, total in chains:
        parts |= {(perimeter, part): values for part, values in steps.items()}
        parts[perimeter, "net"] = total
        # What is left is noise of the last digits unless a job was forgotten.
        parts[perimeter, "residual"] = np.round(total - sum(steps.values()), 6) + 0.0
    return parts


def _ratios(
    parts: Mapping[tuple[str, str], np.ndarray],
) -> Iterator[tuple[str, np.ndarray, np.ndarray, tuple[float | None, float | None, str | None]]]:
    """What an appraiser would look up, from the parts, beside what he would find in the guide."""
    gross, anyway = parts[ZONE, "gross"], parts["of gross", "came anyway"]
    none = (None, None, None)
    yield "deadweight", anyway, gross, (0.75, 0.98, BUT_FOR)
    # Firms that were not reached swap places and people from world to world: only their sum was displaced.
    others = parts[ZONE, "others more"] + parts[ZONE, "others less"]
    lost = parts[COUNTY, "posts moved to the zone"] + parts[COUNTY, "other employers"] + others
    yield "displacement in the county", -lost, gross - anyway, (0.25, 0.75, GUIDE)
    spread = parts[COUNTY, "local services"] + parts[ZONE, "suppliers"]
    yield "multiplier less one", spread, gross - anyway, (0.05, 0.7, GUIDE)
    for perimeter in (ZONE, COUNTY, WIDE):
        yield f"additional in {perimeter}", parts[perimeter, "net"], gross, none


def _ratio(lived: Lived, above: np.ndarray, below: np.ndarray) -> Row:
    """A part over the gross, where the gross is clear of zero."""
    names = ("share_of_gross", "share_lo", "share_hi")
    if not np.any(below):
        return dict.fromkeys(names)
    found = lived.interval(below)
    if found.n > 1 and not found.clear:
        return dict.fromkeys(names)
    return dict(
        zip(names, ratio_interval(above, below, lived.experiment.precision.confidence, lived.way.critical), strict=True)
    )
