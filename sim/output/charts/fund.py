"""The guarantee fund: what it has, what stands on it, what it pays, and whether banks believe in it."""

import pandas as pd

from sim.output import captions
from sim.output.charts import stacks
from sim.output.charts.paths import MOST_PACKAGES, OWN_LOOK, PANEL_CM, draw_panel, path_legend
from sim.output.charts.rows import shown_words, strongest
from sim.output.results import BASELINE, Results
from sim.output.style import Page, looks
from sim.output.typesetting import shortened
from sim.output.words import joined, listing, say, within

PANELS = (
    *("fund_net_assets", "fund_outstanding", "leverage", "bank_belief"),
    *("fund_claims", "claims_unpaid", "fund_suspended"),
)
SIGNS_OF_A_FUND = ("fund_net_assets", "fund_outstanding")
BANDED = 2
LEGEND_CELLS = 56
ACROSS = 2


def packages_with_a_fund(results: Results, scenario: str) -> list[str]:
    """The packages asked, and the baseline before them, that have a fund in some life and month."""
    rows = results.summary
    rows = rows[(rows["scenario"] == scenario) & rows["indicator"].isin(SIGNS_OF_A_FUND)]
    having = set(rows.loc[(rows["p05"] != 0) | (rows["p95"] != 0), "package"])
    return [name for name in (BASELINE, *results.asked_packages) if name in having]


def arms_with_a_fund(results: Results, scenario: str) -> list[str]:
    """Those that are drawn: the baseline where it has a fund, and as many packages as can be followed."""
    having = packages_with_a_fund(results, scenario)
    packages = strongest(results, scenario, MOST_PACKAGES, [name for name in having if name != BASELINE])
    return [name for name in having if name == BASELINE or name in packages]


def fund_data(results: Results, scenario: str) -> pd.DataFrame:
    """The quantiles of the fund's indicators, of the arms that have one."""
    rows = results.summary
    rows = rows[(rows["scenario"] == scenario) & rows["indicator"].isin(PANELS)]
    return rows[rows["package"].isin(arms_with_a_fund(results, scenario)) & (rows["month"] <= results.at_month)]


def draw_fund(results: Results, scenario: str, lang: str) -> Page:
    """Small multiples of the fund's books and standing; what is zero throughout is named, not drawn."""
    data, arms = fund_data(results, scenario), arms_with_a_fund(results, scenario)
    moving = set(data.loc[(data["p05"] != 0) | (data["p95"] != 0), "indicator"])
    shown = [name for name in PANELS if name in moving]
    measured = [name for name in PANELS if name in set(data["indicator"])]
    still = [within(results.indicator_label(name, lang), lang) for name in measured if name not in moving]
    every = {BASELINE: OWN_LOOK} | looks(results.asked_packages)
    package_looks = {name: look for name, look in every.items() if name in arms}
    banded = [*arms[: BANDED - 1], arms[-1]]
    labels = {
        name: f"{look.letter}  {shortened(stacks.arm_label(results, name, lang), LEGEND_CELLS)}"
        for name, look in package_looks.items()
    }
    handles = path_legend(package_looks, labels, lang, starts=results.policy_start is not None)
    caption = joined(
        lang,
        say("caption fund", lang, n=captions.lives(results, scenario)),
        say("caption fund still", lang, still=listing(still, lang)) if still else "",
        shown_words(results, arms, lang, packages_with_a_fund(results, scenario)),
        captions.tail(results, scenario, lang, money=True, error=False),
    )
    rows = -(-len(shown) // ACROSS)
    page = Page(say("fund title", lang), caption, rows * PANEL_CM, legend_rows=len(handles))
    page.legend(handles, 1)
    panels = list(page.figure.subplots(rows, ACROSS, squeeze=False).flat)
    for panel, indicator in zip(panels, shown, strict=False):
        draw_panel(panel, results, data[data["indicator"] == indicator], package_looks, banded, lang)
    for panel in panels[len(shown) :]:
        panel.remove()
    return page
