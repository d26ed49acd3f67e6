"""The five documents' zones: what they start from and where they are after 3, 5 and 10 years, beside the documents.

`python -m scenarios.beside` lives each scenario eight times and writes `docs/scenarios.md`.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from sim.indicators import INDICATORS, live
from sim.study.files import load

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "scenarios.md"
FIVE = ("luoshan-2011", "yongcheng-2010", "lushan-2012", "zhumadian-2015", "zhejiang-2008")
YEARS = (0, 3, 5, 10)
SEEDS = 8
SHOWN = (
    *(
        "firms",
        "jobs",
        "tenants",
        "building",
        "landed",
        "built_area",
        "land_held",
        "idle_land",
        "bare_land",
        "spare_land",
    ),
    *("land_bank", "vacancy", "rent", "wage", "open_posts", "links", "local_content", "technology", "revenue_year"),
    *("announced_investment", "large_projects", "platform_debt", "platform_distress", "unrest", "exit_rate", "margin"),
)


def one_life(task: tuple[str, int]) -> dict[str, np.ndarray]:
    """The series of one seed of a scenario, its own policies in force."""
    name, seed = task
    file = load(HERE / f"{name}.yaml")
    policies = file.arms[0].policies
    return dict(live(file.scenarios[name], policies, seed, 12 * YEARS[-1]).series)


def span(values: np.ndarray) -> str:
    """The median, with the least and the largest of the seeds."""
    seen = values[np.isfinite(values)]
    if len(seen) == 0:
        return "–"
    largest = np.abs(seen).max()
    digits = 0 if largest >= 100 else 1 if largest >= 3 else 2 if largest >= 0.2 else 3
    low, middle, high = (f"{value:,.{digits}f}" for value in (seen.min(), np.median(seen), seen.max()))
    return middle if low == high else f"{middle} ({low} to {high})"


def table_of(name: str, lives: list[dict[str, np.ndarray]]) -> str:
    """Start state and years 3, 5 and 10, then the document's figures beside what the lives give."""
    scenario = load(HERE / f"{name}.yaml").scenarios[name]
    months = [12 * year for year in YEARS]
    lines = [
        f"## {scenario.name.en} (`{name}`)",
        "",
        "| | start | year 3 | year 5 | year 10 |",
        "|---|---|---|---|---|",
    ]
    for key in SHOWN:
        each = INDICATORS[key]
        cells = [span(np.array([life[key][month] for life in lives])) for month in months]
        lines.append(f"| {each.label['en']} ({each.unit['en']}) | {' | '.join(cells)} |")
    if scenario.targets:
        lines += ["", "| the document's figure | month | document | model |", "|---|---|---|---|"]
    for target in scenario.targets:
        values = np.array([life[target.indicator][target.at_month] for life in lives])
        label = INDICATORS[target.indicator].label["en"]
        lines.append(f"| {label}: {target.source} | {target.at_month} | {target.value:,g} | {span(values)} |")
    return "\n".join(lines)


def main() -> None:
    """Live all five and write the page."""
    one_life((FIVE[0], 1))
    page = PAGE.read_text(encoding="utf-8").split("<!-- tables -->")[0] if PAGE.exists() else ""
    parts = []
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork")) as pool:
        for name in FIVE:
            lives = list(pool.map(one_life, [(name, seed) for seed in range(1, SEEDS + 1)]))
            parts.append(table_of(name, lives))
    PAGE.write_text(f"{page}<!-- tables -->\n\n" + "\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
