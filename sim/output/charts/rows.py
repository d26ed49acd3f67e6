"""What charts of rows share: who is shown, a label a row, a dot or bar with its whisker, the zero line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.output.numerals import Estimate, known, numeral
from sim.output.results import BASELINE, Results
from sim.output.style import INK, TEXT_POINTS, WIDTH_CM, Look, columns, looks, weight
from sim.output.typesetting import balanced, cells, shortened
from sim.output.words import say

ROOMY_ROWS = 8  # so many rows may take three lines of name each; with more, a name has one line
ROOMY_CM, DENSE_CM = 1.25, 0.85
FRAME_CM = 2.2
LABEL_CELLS = 28
LEGEND_CELLS = 26
LABEL_POINTS = 7.5
BAR = 0.56


def row_cm(count: int) -> float:
    """How high each of so many rows is."""
    return ROOMY_CM if count <= ROOMY_ROWS else DENSE_CM


def shown_packages(results: Results, scenario: str, most: int) -> list[str]:
    """The packages of a figure that has room for so many: all with results, else the strongest of those asked."""
    if len(results.packages) <= most:
        return list(results.packages)
    return strongest(results, scenario, most)


def strongest(results: Results, scenario: str, most: int, among: Sequence[str] | None = None) -> list[str]:
    """The packages asked, in their order; where too many, the largest and those whose effect is furthest from zero.

    `among` names those to choose from, where a figure is not about all of them.
    """
    names = results.asked_packages if among is None else among
    if len(names) <= most:
        return list(names)
    effects = {name: results.effect(scenario, name, results.outcome) for name in names}
    size = {name: abs(row["estimate"]) if row and known(row["estimate"]) else 0.0 for name, row in effects.items()}
    kept = sorted(names, key=lambda name: (name != results.largest, -size[name]))[:most]
    return [name for name in names if name in kept]


def shown_words(results: Results, shown: Sequence[str], lang: str, among: Sequence[str] | None = None) -> str:
    """That some of the packages asked (or of those that a figure is about) are not in it; nothing where all are."""
    asked = results.asked_packages if among is None else among
    if set(asked) <= set(shown):
        return ""
    return say("shown of", lang, shown=len(set(shown) & set(asked)), all=len(asked))


def looks_of(results: Results, names: Sequence[str]) -> dict[str, Look]:
    """A look for each package drawn, with the letter that the package has in every figure."""
    letters = {name: look.letter for name, look in looks(results.packages).items()}
    return {name: replace(look, letter=letters[name]) for name, look in looks(names).items()}


def short_names(results: Results, package_looks: Mapping[str, Look], lang: str, width: int) -> dict[str, str]:
    """What packages are called in little room: too long a name of drawn packages together becomes their letters."""
    alone = {
        results.measures(name)[0]: look for name, look in package_looks.items() if len(results.measures(name)) == 1
    }
    names = {}
    for name in package_looks:
        parts = results.measures(name)
        label = say("baseline", lang) if name == BASELINE else results.package_label(name, lang)
        if cells(label) > width and len(parts) > 1 and all(part in alone for part in parts):
            label = " + ".join(alone[part].letter for part in parts)
        names[name] = shortened(label, width)
    return names


def legend_labels(results: Results, package_looks: Mapping[str, Look], lang: str) -> dict[str, str]:
    """What the legend says of each package: its letter and its name."""
    names = short_names(results, package_looks, lang, LEGEND_CELLS)
    return {name: f"{look.letter}  {names[name]}" for name, look in package_looks.items()}


def effect_words(estimate: Estimate, lang: str) -> str:
    """The estimate with its interval, or that there is no clear effect."""
    lo, hi = estimate.bounds
    if estimate.sign == 0:
        return say("no clear effect with interval" if estimate.has_interval else "no clear effect", lang, lo=lo, hi=hi)
    return say("estimate", lang, value=estimate.text, lo=lo, hi=hi)


def labelled(name: str, words: str, count: int) -> str:
    """A name and what is said of it, in as many lines as one of so many rows has room for."""
    if count > ROOMY_ROWS:
        return f"{shortened(name, LABEL_CELLS + 6)}\n{words}"
    names = balanced(shortened(name, 3 * LABEL_CELLS - 6), LABEL_CELLS)
    return "\n".join([*names, *balanced(words, LABEL_CELLS + 6)])


def draw_whisker(
    panel: Any, at: float, lo: float, hi: float, colour: str, width: float = 1.3, ends: float = 0.12
) -> None:
    """A lying whisker, its ends so high as a share of the row."""
    panel.plot([lo, hi], [at, at], color=colour, linewidth=width, solid_capstyle="butt")
    for end in (lo, hi):
        panel.plot([end, end], [at - ends, at + ends], color=colour, linewidth=1.3)


def draw_dot(panel: Any, at: float, estimate: Estimate, look: Look, size: float = 7, ends: float = 0.12) -> None:
    """A mark with its whisker, open where there is no clear effect."""
    if estimate.has_interval:
        draw_whisker(panel, at, estimate.lo, estimate.hi, look.colour, 2.2, ends)
    if known(estimate.value):
        face = look.colour if estimate.sign else "white"
        panel.plot([estimate.value], [at], marker=look.marker, markersize=size, color=look.colour, markerfacecolor=face)


def draw_bar(panel: Any, at: float, estimate: Estimate, look: Look, start: float = 0.0) -> None:
    """A lying bar with the whisker at its end, without fill where there is no clear effect."""
    if not known(estimate.value):
        return
    if estimate.sign or not estimate.has_interval:
        panel.barh(at, estimate.value, BAR, left=start, color=look.colour, alpha=0.55, linewidth=0)
    panel.barh(at, estimate.value, BAR, left=start, fill=False, hatch=look.hatch, edgecolor=look.colour, linewidth=1.1)
    if estimate.has_interval:
        draw_whisker(panel, at, start + estimate.lo, start + estimate.hi, INK)


def finish(panel: Any, labels: Sequence[str], axis: str) -> None:
    """Rows from above with their labels, the zero line, and what the axis counts."""
    panel.axvline(0, color=INK, linewidth=1)
    panel.set_yticks(range(len(labels)), labels)
    panel.tick_params(axis="y", length=0, labelsize=LABEL_POINTS)
    panel.set_ylim(len(labels) - 0.5, -0.5)
    panel.spines["left"].set_visible(False)
    panel.grid(axis="x")
    panel.set_axisbelow(True)
    panel.margins(x=0.04)
    panel.xaxis.set_major_locator(MaxNLocator(4))
    panel.xaxis.set_major_formatter(FuncFormatter(tick))
    panel.set_xlabel(axis)


def entitle(panel: Any, title: str, width_cm: float = WIDTH_CM - 5.2) -> None:
    """The title of a panel, in as many lines as it needs."""
    panel.set_title("\n".join(balanced(title, columns(TEXT_POINTS, width_cm))), fontweight=weight(title))


def tick(value: float, _: Any) -> str:
    """A number at an axis: no more digits than it needs."""
    for places in range(4):
        if abs(round(value, places) - value) < 1e-9 * max(1.0, abs(value)):
            return numeral(value, places)
    return numeral(value, 4)
