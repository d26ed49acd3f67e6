"""What a job-year costs the public, where there is an effect to divide by."""

from collections.abc import Iterator

import numpy as np

from sim.indicators import INDICATORS
from sim.study.effects import Row
from sim.study.intervals import ratio_interval
from sim.study.lived import Lived, defined
from sim.study.sequential import FIXED

COSTS = (
    *("scenario", "package", "per", "cost", "month", "unit", "public_outlay", "public_cost", "fiscal_npv"),
    *("undelivered", "effect", "cost_per_job_year", "lo", "hi", "confidence", "n", "method"),
)
PER = ("net_job_years", "job_years")
# What is divided: a cost as it is measured, and a fiscal balance with the other sign, since a balance that falls costs.
DIVIDED = {"public_cost": 1, "public_outlay": 1, "fiscal_npv": -1}
PAYS, MAY_PAY = "pays for itself", "may pay for itself: its fiscal cost is not told from zero"
SHOWN = ("public_outlay", "public_cost", "fiscal_npv", "undelivered")
UNIT = "wan yuan per job-year"


def costs(lived: Lived) -> Iterator[Row]:
    """Public money and effect of every package at the month of the question, and one by the other."""
    experiment = lived.experiment
    month = experiment.at_month
    for scenario in experiment.scenarios:
        measured = set(lived.measured(scenario))
        for package in experiment.packages:
            money = {
                name: _mean(lived.gain(scenario, package, name, month)) if name in measured else None for name in SHOWN
            }
            for per in PER:
                for cost in DIVIDED:
                    if {per, cost} <= measured and per in INDICATORS:
                        yield {
                            "scenario": scenario,
                            "package": package,
                            "per": per,
                            "cost": cost,
                            "month": month,
                            "unit": UNIT,
                            **money,
                            **_divided(lived, scenario, package, cost, per),
                        }


def _mean(values: np.ndarray) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.mean(known)) if len(known) else None


def _divided(lived: Lived, scenario: str, package: str, cost: str, per: str) -> Row:
    """A cost per job-year, only where the effect's interval lies above zero."""
    month = lived.experiment.at_month
    money, gain = defined(lived.gain(scenario, package, cost, month), lived.gain(scenario, package, per, month))
    return cost_of_effect(lived, DIVIDED[cost] * money, gain, cost)


def cost_of_effect(lived: Lived, money: np.ndarray, gain: np.ndarray, cost: str) -> Row:
    """What the money made, and its cost per job-year where that is told from zero and there is a cost."""
    confidence = lived.experiment.precision.confidence
    effect = lived.interval(gain)
    row: Row = {"effect": effect.estimate, "confidence": confidence, "n": effect.n}
    spent = lived.interval(money)
    if effect.lo > 0 and DIVIDED[cost] < 0 and spent.estimate <= 0:
        return {**row, "cost_per_job_year": None, "lo": None, "hi": None, "method": PAYS if spent.hi < 0 else MAY_PAY}
    if effect.lo > 0:
        ratio, lo, hi = ratio_interval(money, gain, confidence, lived.way.critical)
        method = "Fieller" if lived.way is FIXED else f"Fieller, {lived.way.name}"
        return {**row, "cost_per_job_year": ratio, "lo": lo, "hi": hi, "method": method}
    why = "the effect is a loss" if effect.hi < 0 else "cost not distinguishable from zero effect"
    return {**row, "cost_per_job_year": None, "lo": None, "hi": None, "method": why}
