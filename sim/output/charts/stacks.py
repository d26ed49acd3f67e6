"""Parts of a whole over time, stacked: the baseline beside the largest package, on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from sim.output import captions
from sim.output.charts.paths import finish_panel
from sim.output.numerals import Estimate, Scale, known, numeral, plain
from sim.output.results import BASELINE, Results
from sim.output.style import INK, WIDTH_CM, Look
from sim.output.typesetting import shortened
from sim.output.words import joined, say

YEAR = 12
LETTER_FROM, TITLE_CELLS = 0.07, 56
LETTER_POINTS = 7.5
COLUMNS = ("scenario", "package", "month", "part", "unit", "mean")


@dataclass(frozen=True)
class Part:
    """One layer: the indicators that are added and taken away to get it. What is only taken away hangs below zero."""

    name: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stack:
    """The layers of one arm as they were drawn: each with its letter, lower and upper edge."""

    panel: Any
    years: Sequence[float]
    layers: Sequence[tuple[str, np.ndarray, np.ndarray]]


def arms(results: Results, scenario: str) -> list[str]:
    """The arms that stand side by side: the baseline, and the largest package where there is one."""
    found = set(results.summary.loc[results.summary["scenario"] == scenario, "package"])
    return [name for name in (BASELINE, results.largest) if name is not None and name in found]


def means(results: Results, scenario: str, package: str, indicator: str) -> pd.Series:
    """An indicator's mean over the replicates at the ends of years, by month."""
    rows = results.summary
    rows = rows[(rows["scenario"] == scenario) & (rows["package"] == package) & (rows["indicator"] == indicator)]
    rows = rows[(rows["month"] > 0) & (rows["month"] % YEAR == 0) & (rows["month"] <= results.at_month)]
    return rows.set_index("month")["mean"].dropna().sort_index()


def stacked_data(results: Results, scenario: str, parts: Sequence[Part]) -> pd.DataFrame:
    """Every part in every arm at the ends of years; nothing where one is not measured or only one year is known."""
    found = []
    for package in arms(results, scenario):
        table = _table(results, scenario, package, parts)
        for part in parts if len(table) > 1 else ():
            unit = results.indicator_unit((*part.plus, *part.minus)[0], "en")
            where = {"scenario": scenario, "package": package, "part": part.name, "unit": unit}
            found.append(pd.DataFrame({"month": table.index, "mean": table[part.name].to_numpy(), **where}))
    return pd.concat(found, ignore_index=True)[list(COLUMNS)] if found else pd.DataFrame(columns=list(COLUMNS))


def _table(results: Results, scenario: str, package: str, parts: Sequence[Part]) -> pd.DataFrame:
    """The parts of one arm by month, of the months in which all of them are known."""
    columns = {}
    for part in parts:
        columns[part.name] = pd.Series(0.0, index=range(YEAR, results.at_month + 1, YEAR))
        for sign, names in ((1.0, part.plus), (-1.0, part.minus)):
            for name in names:
                columns[part.name] = columns[part.name] + sign * means(results, scenario, package, name)
    return pd.DataFrame(columns).dropna()


def draw_stack(
    panel: Any, results: Results, data: pd.DataFrame, looks_of_parts: Mapping[str, Look], title: str
) -> Stack:
    """The layers of one arm, upwards in the order of their looks; what is below zero hangs from the line."""
    table = data.pivot(index="month", columns="part", values="mean")
    years = [results.calendar(month) for month in table.index]
    above, under = np.zeros(len(years)), np.zeros(len(years))
    layers = []
    for name, look in looks_of_parts.items():
        size = table[name].to_numpy()
        base = under - np.abs(size) if (size < 0).any() else above
        top = base + np.abs(size)
        panel.fill_between(
            years, base, top, facecolor=look.colour, hatch=look.hatch, edgecolor=INK, linewidth=0.5, label=name
        )
        layers.append((look.letter, base, top))
        above, under = (above, base) if (size < 0).any() else (top, under)
    finish_panel(panel, results, title, WIDTH_CM / 2 - 1.2)
    panel.set_xlim(years[0], years[-1])
    return Stack(panel, years, layers)


def on_one_scale(stacks: Sequence[Stack]) -> None:
    """Give panels the same range of levels, then write each layer's letter where it is thickest."""
    low = min(float(base.min()) for stack in stacks for _, base, _ in stack.layers)
    high = max(float(top.max()) for stack in stacks for _, _, top in stack.layers)
    for stack in stacks:
        panel, years = stack.panel, stack.years
        panel.set_ylim(1.04 * low, 1.04 * high)
        panel.axhline(0, color=INK, linewidth=0.8)
        for letter, base, top in stack.layers:
            inner = np.arange(1, len(years) - 1) if len(years) > 2 else np.arange(len(years))
            at = inner[np.argmax((top - base)[inner])]
            if (top - base)[at] >= LETTER_FROM * (high - low):
                panel.text(years[at], (base[at] + top[at]) / 2, letter, **LETTER)


LETTER: dict[str, Any] = {
    **{"ha": "center", "va": "center", "fontsize": LETTER_POINTS, "fontweight": "bold"},
    "bbox": {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
}


def draw_arms(
    panels: Mapping[str, Any], results: Results, data: pd.DataFrame, drawn: Mapping[str, Look], unit: str, lang: str
) -> None:
    """One stack an arm, each under its name, all on one scale; the unit is said with the first."""
    titles = [shortened(arm_label(results, package, lang), TITLE_CELLS) for package in panels]
    titles[0] = say("with unit", lang, label=titles[0], unit=unit)
    on_one_scale(
        [
            draw_stack(panel, results, data[data["package"] == package], drawn, title)
            for (package, panel), title in zip(panels.items(), titles, strict=True)
        ]
    )


def looks_drawn(data: pd.DataFrame, every: Mapping[str, Look]) -> dict[str, Look]:
    """The looks of the parts that are not zero throughout."""
    return {name: look for name, look in every.items() if data.loc[data["part"] == name, "mean"].any()}


def caption(results: Results, scenario: str, lang: str, *sentences: str) -> str:
    """What stands below a picture of means: its own sentences, when the policy starts, where it comes from."""
    dotted = say("caption dotted", lang) if results.policy_start is not None else ""
    return joined(lang, *sentences, dotted, captions.tail(results, scenario, lang, money=False, error=False))


def legend_of_parts(looks_of_parts: Mapping[str, Look], words: Mapping[str, str]) -> list[Patch]:
    """One entry a layer, with its letter."""
    return [
        Patch(
            facecolor=look.colour, hatch=look.hatch, edgecolor=INK, linewidth=0.5, label=f"{look.letter}  {words[name]}"
        )
        for name, look in looks_of_parts.items()
    ]


def arm_label(results: Results, package: str, lang: str) -> str:
    """What an arm is called."""
    return say("baseline", lang) if package == BASELINE else results.package_label(package, lang)


def finding(results: Results, scenario: str, outcome: str, lang: str, keys: tuple[str, str, str]) -> tuple[str, str]:
    """The title that says what the largest package does to an outcome, and what the caption adds to it.

    The keys are those of a clear effect, of none, and of what is not compared.
    """
    clear, unclear, alone = keys
    row = results.effect(scenario, results.largest, outcome) if results.largest else None
    if row is None or not known(row["estimate"]):
        return say(alone, lang), ""
    estimate = Estimate.of(row, Scale(1, ""))
    if estimate.sign == 0:
        return say(unclear, lang), ""
    before, after = plain(row["baseline"]), numeral(row["baseline"] + row["estimate"], _places(row["baseline"]))
    title = say(clear, lang, before=before, after=after)
    frame = {"month": captions.end_month(results, lang), "confidence": captions.confidence(results, lang)}
    return title, say("caption finding", lang, **frame)


def _places(value: float) -> int:
    """As many decimals as three significant digits of a value have."""
    return 2 - int(np.floor(np.log10(abs(value)))) if value else 0
