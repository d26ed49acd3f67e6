"""How productivity rises with the density of firms: measured in lives, coded nowhere. `python -m scenarios.density`.

Chances to meet are proportional to how many firms lie nearby, so half the chance is half the density for the same firms
on the same ground: the elasticity is the gap in mean log productivity between the two worlds over log 2, seed by seed.
Meta-analyses give 0.03 to 0.07.
"""

import sys
from pathlib import Path

import numpy as np

from sim.actors.firm import PRODUCING
from sim.scenario import Scenario
from sim.study.files import load
from sim.zone import Zone

MEETINGS = ("knowledge.meet_month", "links.meet_month")
SEEDS, MONTHS = 6, 120


def mean_productivity(scenario: Scenario, seed: int, density: float) -> float:
    """Mean log productivity of producing firms after ten years, newer machines included."""
    zone = Zone(scenario, (), seed, MONTHS)
    for path in MEETINGS:
        zone.numbers[path.replace(".", "_")] *= density
    for _ in range(MONTHS):
        zone.step()
    firms = zone.firms[zone.firms["stage"] == PRODUCING]
    newer = zone.numbers["technology_gain"][0] * (firms["vintage"] - firms["entry_vintage"])
    return float((firms["log_productivity"] + newer).mean())


def main() -> None:
    """Measure in the scenarios named."""
    for name in sys.argv[1:] or ["luoshan-2011", "zhumadian-2015", "zhejiang-2008"]:
        scenario = load(Path(__file__).parent / f"{name}.yaml").scenarios[name]
        gaps = np.array(
            [
                (mean_productivity(scenario, seed, 1.0) - mean_productivity(scenario, seed, 0.5)) / np.log(2.0)
                for seed in range(1, SEEDS + 1)
            ]
        )
        error = gaps.std(ddof=1) / np.sqrt(SEEDS)
        print(f"{name}: elasticity {gaps.mean():.3f} (standard error {error:.3f}, {SEEDS} seeds)")


if __name__ == "__main__":
    main()
