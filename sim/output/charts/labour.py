"""Where the residents are: in the zone, elsewhere in the county, at home, in a course, on the coast."""

import pandas as pd

from sim.output import captions
from sim.output.charts import stacks
from sim.output.charts.stacks import Part
from sim.output.results import Results
from sim.output.style import BLUE, LILAC, ORANGE, PALE, TEAL, Look, Page
from sim.output.words import say

PARTS = (
    Part("people in the zone", ("jobs",)),
    Part("people in the county", ("county_jobs",)),
    Part("people at home", ("at_home",)),
    Part("people in a course", ("in_course",)),
    Part("people on the coast", ("away",)),
)
LOOKS = {
    "people in the zone": Look(BLUE, "-", "", "", "A"),
    "people in the county": Look(TEAL, "-", "", "....", "B"),
    "people at home": Look(ORANGE, "-", "", "////", "C"),
    "people in a course": Look(LILAC, "-", "", "xxxx", "D"),
    "people on the coast": Look(PALE, "-", "", "", "E"),
}
PANEL_CM = 6.6
LEGEND_COLUMNS = 2


def labour_data(results: Results, scenario: str) -> pd.DataFrame:
    """Residents by where they are, in both arms, at the ends of years."""
    return stacks.stacked_data(results, scenario, PARTS)


def draw_labour(results: Results, scenario: str, lang: str) -> Page:
    """Stacked areas of both arms on one scale: who comes to the zone, and from where."""
    data = labour_data(results, scenario)
    drawn = stacks.looks_drawn(data, LOOKS)
    handles = stacks.legend_of_parts(drawn, {name: say(name, lang) for name in drawn})
    keys = ("labour title clear", "labour title unclear", "labour title")
    title, compared = stacks.finding(results, scenario, "jobs", lang, keys)
    told = say("caption labour", lang, n=captions.lives(results, scenario))
    caption = stacks.caption(results, scenario, lang, told, compared)
    page = Page(title, caption, PANEL_CM, legend_rows=-(-len(handles) // LEGEND_COLUMNS))
    page.legend(handles, LEGEND_COLUMNS)
    packages = stacks.arms(results, scenario)
    panels = page.figure.subplots(1, len(packages), sharey=True, squeeze=False)[0]
    unit = results.indicator_unit("jobs", lang)
    stacks.draw_arms(dict(zip(packages, panels, strict=True)), results, data, drawn, unit, lang)
    return page
