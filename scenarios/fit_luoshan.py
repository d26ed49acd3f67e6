"""Fits the start of Luoshan 2011 to facts of 2011 and 2012, and writes the record: `python -m scenarios.fit_luoshan`.

Nothing here looks at a policy. Lead rate, over-application and opening land bank are fitted jointly on a
grid; then the margin shift and the tie to home, one by one, each to its own fact.
"""

import itertools
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from sim.actors.firm import ELSEWHERE
from sim.indicators.firms import margin
from sim.indicators.jobs import away
from sim.indicators.life import Watch
from sim.scenario import Scenario
from sim.study.files import load
from sim.zone import Zone

SEEDS = range(1, 9)
RECORD = Path(__file__).resolve().parent.parent / "docs" / "fit.md"
# Fact, tolerance, source (rows of data/zone-facts.csv, or the notes of Luoshan 2011).
FACTS = {
    "contracts": (11.0, 3.0, "out-of-province projects a zone and year, first quarter of 2012 times four (E005)"),
    "approved_mu": (500.0, 100.0, "land sent for approval in 2011 (Luoshan notes, B001)"),
    "honoured": (0.82, 0.10, "contracts in parks still alive 3 to 9 months on (E019)"),
    "land_wait": (0.0, 0.25, "share of approved projects without a plot: off the land corner (judgement)"),
}
MARGIN = (0.065, "profit over revenue of above-scale firms 2011 to 2012, 6.6 to 7.3 % (E046), and 5 % (E050)")
AWAY = (
    1.0,
    "people away at the end of 2012 over those of the first day: growth of out-migration had stopped (D011, D012)",
)


CHOSEN = """## What was chosen, and why

* leads 3 a month, ask median 1.5, opening land bank 300 mu. The grid's least distance lies at 3, 1.3 and 300;
  1.5 is not told from it with eight seeds (the distances differ by less than the tolerance of one fact), and it is
  the design note's own value. A bank of 500 mu leaves no reason to send 500 mu for approval in 2011.
* firm.margin_shift 0.02: the margin of 2012 comes to about 6.5 %.
* labour.home_tie_mean 1100 yuan: as many people are away at the end of 2012 as on the first day.
* missed: contracts honoured come to 0.76 against 0.82; the waiting hazards were left as they are. 449 mu are sent for
  approval where the plan said 500: the works budget ends before the quota.
* This grid was run before later changes (skill on the job, layoffs, the ground of the first blocks, more developers).
  With these, the baseline sends about 364 mu for approval in 2011, not 449; the fit has not been run again.
"""


def luoshan() -> Scenario:
    """The scenario as its file says."""
    return load(Path(__file__).with_name("luoshan-2011.yaml")).scenarios["luoshan-2011"]


def with_start(scenario: Scenario, leads: float, bank: float) -> Scenario:
    """The same with another lead rate and opening land bank."""
    pipeline = scenario.pipeline.model_copy(update={"leads_per_month": leads})
    zone = scenario.zone.model_copy(update={"serviced_bank_mu": bank})
    return scenario.model_copy(update={"pipeline": pipeline, "zone": zone})


def two_years(scenario: Scenario, changes: dict[str, float], seed: int) -> dict[str, float]:
    """What the baseline shows of each fact after two years."""
    zone = Zone(scenario, [], seed, 24, changes)
    start_away, waits = float((zone.workers["place"] == 3).sum()), []
    for month in range(1, 25):
        zone.step()
        if month == 12:
            approved = zone.land[0].approved_total / 100
        if month > 12:
            waits.append(float(zone.land[0].asked > 0))
    firms = zone.firms
    signed = firms[(firms["signed"] >= 1) & (firms["signed"] <= 15)]
    watch = Watch(zone)
    return {
        "contracts": float(((firms["signed"] >= 1) & (firms["signed"] <= 24)).sum()) / 2,
        "approved_mu": approved,
        "honoured": float((signed["stage"] != ELSEWHERE).mean()) if len(signed) else np.nan,
        "land_wait": float(np.mean(waits)),
        "margin": margin(watch),
        "away": away(watch) / start_away,
    }


def _job(job: tuple[Scenario, dict[str, float], int]) -> dict[str, float]:
    return two_years(*job)


def means(pool: ProcessPoolExecutor, scenario: Scenario, changes: dict[str, float]) -> dict[str, float]:
    """Means over the seeds."""
    found = list(pool.map(_job, [(scenario, changes, seed) for seed in SEEDS]))
    return {key: float(np.nanmean([each[key] for each in found])) for key in found[0]}


def distance(found: dict[str, float]) -> float:
    """Sum of squared misses in tolerances."""
    return sum(((found[key] - fact) / tolerance) ** 2 for key, (fact, tolerance, _) in FACTS.items())


def main() -> None:
    """Fit, print and write the record."""
    scenario = luoshan()
    two_years(scenario, {}, 1)
    lines = ["# How the start of Luoshan 2011 was fitted", "", __doc__ or "", "## Facts", ""]
    lines += [f"* {key}: {fact:g} ± {tolerance:g}. {source}" for key, (fact, tolerance, source) in FACTS.items()]
    lines += [f"* margin: {MARGIN[0]:g}. {MARGIN[1]}", f"* away: {AWAY[0]:g}. {AWAY[1]}", "", "## Joint grid", ""]
    lines += [
        "| leads a month | ask median | bank mu | " + " | ".join(FACTS) + " | distance |",
        "|" + "---|" * (4 + len(FACTS)),
    ]
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for leads, ask, bank in itertools.product((2.0, 3.0, 4.0), (1.3, 1.5, 1.7), (100.0, 300.0, 500.0)):
            found = means(pool, with_start(scenario, leads, bank), {"land.ask_median": ask})
            cells = " | ".join(f"{found[key]:.3g}" for key in FACTS)
            lines.append(f"| {leads:g} | {ask:g} | {bank:g} | {cells} | {distance(found):.2f} |")
            print(lines[-1], flush=True)
        lines += ["", "## One by one, at the values of the scenario file", ""]
        for path, values, fact in (
            ("firm.margin_shift", (0.0, 0.01, 0.02, 0.03), "margin"),
            ("labour.home_tie_mean", (300.0, 600.0, 900.0, 1200.0), "away"),
        ):
            for value in values:
                lines.append(f"* {path} = {value:g}: {fact} {means(pool, scenario, {path: value})[fact]:.3f}")
                print(lines[-1], flush=True)
    RECORD.write_text("\n".join([*lines, "", CHOSEN]), encoding="utf-8")


if __name__ == "__main__":
    main()
