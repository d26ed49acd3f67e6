"""Zones for the tests: the demonstration zone, with all three policies, and smaller ones."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.policies import POLICIES, Policy
from sim.policies.guarantee_fund import GuaranteeFund
from sim.policies.public_training import PublicTraining
from sim.policies.standard_factories import StandardFactories
from sim.scenario import Scenario
from sim.study.files import load


def demo(**parts: Mapping[str, Any]) -> Scenario:
    """The demonstration zone; `firms={"producing": 0}` changes keys of a part, anything else replaces it."""
    scenario = load(Path("scenarios/demo.yaml")).scenarios["demo"]
    changed = {}
    for name, change in parts.items():
        part = getattr(scenario, name)
        changed[name] = part.model_copy(update=dict(change)) if hasattr(part, "model_copy") else change
    return scenario.model_copy(update=changed)


def tiny() -> Scenario:
    """A few hundred people, for tests in plain Python."""
    return demo(labour={"reachable_workers": 500, "county_jobs": 150}, firms={"producing": 5, "workers": 150})


def three_policies(start: int = 2, years: float = 3, dose: float = 1.0) -> tuple[Policy, ...]:
    """All instruments at once, sized for the demonstration zone; `dose` multiplies what they pay."""
    return (
        StandardFactories(pay_wan_yuan_per_year=300 * dose, start_month=start, years=years),
        GuaranteeFund(pay_wan_yuan_per_year=500 * dose, start_month=start, years=years, leverage_cap=5),
        PublicTraining(pay_wan_yuan_per_year=30 * dose, start_month=start, years=years),
    )


def every_policy(start: int = 2, years: float = 4, dose: float = 1.0) -> tuple[Policy, ...]:
    """Every instrument there is, each with a small budget, sized for the demonstration zone."""
    doses = {
        "standard_factories": 300.0,
        "guarantee_fund": 400.0,
        "mutual_guarantee": 200.0,
        "guarantee_pool": 200.0,
        "bridge_fund": 100.0,
        "public_training": 30.0,
        "private_training": 30.0,
        "training_base": 20.0,
        "order_class": 30.0,
        "branch_school": 60.0,
        "worker_housing": 100.0,
        "bus_lines": 130.0,
        "service_agents": 110.0,
        "investment_incentives": 100.0,
        "discipline": 30.0,
        "platform_borrowing": 0.0,
        "commercial_land": 0.0,
        "serviced_land": 700.0,
    }
    special: dict[str, dict[str, Any]] = {
        "guarantee_fund": {"cover": 0.4, "province_share": 0.2, "county_share": 0.1, "insurer_share": 0.1},
        "platform_borrowing": {"borrow_wan_yuan_per_year": 300.0 * dose},
        "investment_incentives": {"land_share": min(1.0, 0.3 * dose), "tax_share": min(1.0, dose)},
        "protection_plaques": {"firms": round(2 * dose)},
        "commercial_land": {"mu_per_year": 90.0 * dose},
        "land_price": {"factor": 1.0 - 0.3 * min(1.0, dose)},
        "land_reclaim": {"effort": 0.15 * min(1.0, dose), "watch": 0.5 * min(1.0, dose)},
        "land_review": {"share": 0.6 * min(1.0, dose)},
        "land_score": {"spread": min(1.0, dose)},
        "admission_threshold": {"wan_yuan_per_mu": 90.0 * dose},
        "cross_county_transfer": {"share": 0.2 * min(1.0, dose)},
        "upgrade_support": {"interest_share": 0.3},
        "village_offer": {
            "cash_share": 1.0 - 0.5 * min(1.0, dose),
            "instalment_years": round(3 * min(1.0, dose)),
            "land_share": 0.2 * min(1.0, dose),
        },
        "kpi_weights": {"signed": 0.2 + 0.2 * min(1.0, dose)},
    }
    return tuple(
        kind(
            pay_wan_yuan_per_year=dose * doses.get(name, 20.0),
            start_month=start,
            years=years,
            **special.get(name, {}),
        )
        for name, kind in POLICIES.items()
    )


def differing(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> Iterator[str]:
    """The names of the series that are not the same, bit for bit."""
    assert one.keys() == other.keys()
    return (name for name in one if not np.array_equal(one[name], other[name], equal_nan=True))


def same_series(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray], names: Sequence[str] = ()) -> None:
    """Fails and names the first month where a series differs."""
    for name in differing(one, other):
        if not names or name in names:
            month = int(
                np.flatnonzero(~((one[name] == other[name]) | (np.isnan(one[name]) & np.isnan(other[name]))))[0]
            )
            raise AssertionError(f"{name} differs from month {month}: {one[name][month]} and {other[name][month]}")
