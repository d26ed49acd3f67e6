"""Land plans as a planner would draw them: one package at a few years, and its last year large."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sim.output import captions
from sim.output.maps.ground import BELOW, BEYOND, draw_plan, draw_scale
from sim.output.maps.looks import kinds_shown, legend
from sim.output.numerals import numeral
from sim.output.results import Results
from sim.output.style import WIDTH_CM, Page
from sim.output.words import joined, say

YEARS = (0, 5, 10, 15)
INNER_CM = WIDTH_CM - 0.4
COLUMNS = 3
Plans = Mapping[str, Mapping[str, Any]]


def plan_months(plans: Plans) -> list[int]:
    """The months drawn: years 0, 5, 10 and 15 where they were kept, else up to four of those that were."""
    kept = sorted(int(month) for month in plans)
    chosen = [12 * year for year in YEARS if 12 * year in kept]
    return chosen if len(chosen) > 2 else sorted({kept[round(at * (len(kept) - 1) / 3)] for at in range(4)})


def draw_plans(results: Results, scenario: str, package: str, plans: Plans, label: str, lang: str) -> Page:
    """One package's land plan at a few years, all on the same scale."""
    months = plan_months(plans)
    shown = [plans[str(month)] for month in months]
    across = 2 if len(months) > 1 else 1
    rows, panel_cm = math.ceil(len(months) / across), INNER_CM / across - 0.1
    handles = legend(set().union(*map(kinds_shown, shown)), lang)
    caption = joined(
        lang,
        say("caption plan", lang, package=label, built=_built(results, months, plans, lang)),
        *_notes(shown, lang),
        captions.tail(results, scenario, lang, money=False, error=False),
    )
    page = Page(
        say("plan title", lang, package=label),
        caption,
        rows * (height_cm(shown[0], panel_cm) + 0.6),
        legend_rows=math.ceil(len(handles) / COLUMNS),
    )
    page.legend(handles, COLUMNS)
    close_up(page)
    panels = list(page.figure.subplots(rows, across, squeeze=False).flat)
    for panel, month, plan in zip(panels, months, shown, strict=False):
        draw_plan(panel, plan, lang, panel_cm)
        panel.set_title(year_of(results, month, lang), fontsize=8.5, pad=2)
    draw_scale(panels[0], shown[0], lang)
    for panel in panels[len(months) :]:
        panel.remove()
    return page


def draw_map(results: Results, scenario: str, package: str, plans: Plans, label: str, lang: str) -> Page:
    """One package's land plan in the last month that was kept, large, with the villages named."""
    month = max(map(int, plans))
    plan = plans[str(month)]
    handles = legend(kinds_shown(plan), lang)
    caption = joined(
        lang,
        say(
            "caption map",
            lang,
            jobs=numeral(plan["jobs"], 0),
            built=numeral(plan["built_mu"], 0),
            fields=numeral(plan["cells"]["fields"], 0),
            idle=numeral(idle_mu(plan), 0),
        ),
        *_notes([plan], lang),
        captions.tail(results, scenario, lang, money=False, error=False),
    )
    title = say("map title", lang, package=label, year=calendar_year(results, month))
    page = Page(title, caption, height_cm(plan, INNER_CM), legend_rows=math.ceil(len(handles) / COLUMNS))
    page.legend(handles, COLUMNS)
    close_up(page)
    panel = page.figure.subplots()
    draw_plan(panel, plan, lang, INNER_CM, names=True)
    draw_scale(panel, plan, lang)
    return page


def close_up(page: Page) -> None:
    """Leave no room between the maps of a page but what their titles need."""
    engine: Any = page.figure.get_layout_engine()
    engine.set(w_pad=0.01, h_pad=0.01, wspace=0.0, hspace=0.02)


def height_cm(plan: Mapping[str, Any], width_cm: float) -> float:
    """How high a plan is that is so wide, with what stands below it."""
    width, height = plan["window"]
    return width_cm * height * (1 + BEYOND + BELOW) / (width * (1 + 2 * BEYOND))


def idle_mu(plan: Mapping[str, Any]) -> int:
    """Land held for a year or more without production, as the indicator counts it: a cell is a mu."""
    return sum(w * h for plot in plan["plots"] if plot.get("idle") for _, _, w, h in plot["where"])


def plan_data(plans: Plans, months: Sequence[int]) -> pd.DataFrame:
    """What lies where in some months: a row for each rectangle of a plot, of ground, of a village; in cells of a mu."""
    columns = ["month", "what", "name", "state", "sector", "idle", "storeys", "let", "x", "y", "w", "h"]
    rows = [
        {"month": month, "what": what, **piece, "name": piece.get("name", piece.get("number"))}
        | dict(zip("xywh", rectangle, strict=True))
        for month in months
        for what in ("plots", "ground", "villages")
        for piece in plans[str(month)][what]
        for rectangle in piece["where"]
    ]
    return pd.DataFrame(rows).reindex(columns=columns).astype({"storeys": "Int64"})


def year_of(results: Results, month: int, lang: str) -> str:
    """Which year's end a plan shows, and how many years in."""
    key = "end of" if month else "start of"
    return say(key, lang, year=calendar_year(results, month), years=tidy(month / 12))


def tidy(value: float) -> str:
    """A number of years, with a decimal only where it needs one."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def calendar_year(results: Results, month: int) -> int:
    """The year in which a month lies; the start state belongs to the year that begins."""
    return math.floor(results.calendar(max(month - 1, 0)) + 1e-9)


def _built(results: Results, months: Sequence[int], plans: Plans, lang: str) -> str:
    levels = [(calendar_year(results, month), plans[str(month)]["built_mu"]) for month in months]
    return say("comma", lang).join(say("built", lang, year=year, mu=numeral(mu, 0)) for year, mu in levels)


def _notes(plans: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    """What a reader must know of marks that are not in the legend."""
    return [say("note blocks", lang)] if any(plot.get("let") for plan in plans for plot in plan["plots"]) else []
