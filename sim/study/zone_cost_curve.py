"""What a job-year costs by measure, and the zone-policy cost curve: measures from cheap to dear, cumulated."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.study.attribution import names_of, shared, values_of
from sim.study.costs import DIVIDED, MAY_PAY, PAYS, PER, UNIT, cost_of_effect
from sim.study.effects import Row
from sim.study.experiment import Package
from sim.study.lived import Lived
from sim.study.orders import arms_of
from sim.study.shapley import Share, split

MEASURE_COSTS = (
    *("scenario", "package", "measure", "per", "cost", "month", "unit", "spent", "spent_lo", "spent_hi"),
    *("effect", "effect_lo", "effect_hi", "cost_per_job_year", "lo", "hi", "confidence", "n", "method"),
)
COST_CURVE = (
    *("scenario", "package", "per", "cost", "month", "unit", "place", "measure", "job_years", "spent"),
    *("cost_per_job_year", "lo", "hi", "cumulated_job_years", "cumulated_job_years_lo", "cumulated_job_years_hi"),
    *("cumulated_spent", "confidence", "n", "method"),
)


@dataclass(frozen=True)
class Bill:
    """One measure's part of a package: of what was made, and of what was spent."""

    measure: str
    made: Share
    spent: Share
    cost: Row

    @property
    def place(self) -> float:
        """Cheap measures come first, before them those that pay for themselves; those without a clear gain last."""
        if self.cost["method"] in (PAYS, MAY_PAY):
            return -math.inf
        ratio = self.cost["cost_per_job_year"]
        return math.inf if ratio is None else ratio


Bills = tuple[Row, list[Bill]]


def _bills(lived: Lived) -> Iterator[Bills]:
    """The measures of every shared package with their parts of job-years and money, at the month of the question."""
    experiment = lived.experiment
    for scenario in experiment.scenarios:
        measured = set(lived.measured(scenario))
        for package in shared(experiment):
            for per in PER:
                for cost in DIVIDED:
                    if {per, cost} <= measured:
                        where = {
                            "scenario": scenario,
                            "package": package.name,
                            "per": per,
                            "cost": cost,
                            "month": experiment.at_month,
                            "unit": UNIT,
                            "confidence": experiment.precision.confidence,
                        }
                        yield where, _of_package(lived, scenario, package, per, cost)


def _of_package(lived: Lived, scenario: str, package: Package, per: str, cost: str) -> list[Bill]:
    experiment = lived.experiment
    measures, most_arms = names_of(package), experiment.attribution_arms
    choices = arms_of(measures, most_arms)
    gains, money = values_of(lived, scenario, choices, [per, cost], experiment.at_month)
    costs = {parts: DIVIDED[cost] * values for parts, values in money.items()}
    made, spent = split(gains, measures, most_arms), split(costs, measures, most_arms)
    return [Bill(each, made[each], spent[each], share_cost(lived, made[each], spent[each], cost)) for each in measures]


def share_cost(lived: Lived, made: Share, spent: Share, cost: str) -> Row:
    """Fieller's interval over the replicates; where orders were drawn, the share must be clear of that luck too."""
    row = cost_of_effect(lived, spent.values, made.values, cost)
    if not made.pairs or row["cost_per_job_year"] is None:
        return row
    if made.interval(lived).lo > 0:
        return {**row, "method": f"{row['method']}, of the drawn orders"}
    return {**row, "cost_per_job_year": None, "lo": None, "hi": None, "method": "too few orders drawn to tell"}


def measure_costs(lived: Lived) -> Iterator[Row]:
    """What each measure's part of the effect costs, by its part of the money."""
    for where, bills in _bills(lived):
        for bill in bills:
            made, spent = bill.made.interval(lived), bill.spent.interval(lived)
            yield {
                **where,
                "measure": bill.measure,
                "spent": spent.estimate,
                "spent_lo": spent.lo,
                "spent_hi": spent.hi,
                "effect_lo": made.lo,
                "effect_hi": made.hi,
                **bill.cost,
            }


def cost_curve(lived: Lived) -> Iterator[Row]:
    """Measures of every shared package in the order of their cost per job-year, with what they make and cost so far.

    The last row is the whole package.
    """
    for where, bills in _bills(lived):
        made_so_far, spent_so_far = np.zeros(1), np.zeros(1)
        for place, bill in enumerate(sorted(bills, key=lambda each: each.place), start=1):
            made_so_far, spent_so_far = made_so_far + bill.made.values, spent_so_far + bill.spent.values
            so_far = lived.interval(made_so_far)
            yield {
                **where,
                "place": place,
                "measure": bill.measure,
                "job_years": lived.interval(bill.made.values).estimate,
                "spent": lived.interval(bill.spent.values).estimate,
                **bill.cost,
                "cumulated_job_years": so_far.estimate,
                "cumulated_job_years_lo": so_far.lo,
                "cumulated_job_years_hi": so_far.hi,
                "cumulated_spent": lived.interval(spent_so_far).estimate,
            }
