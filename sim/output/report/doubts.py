"""The chapters on doubt: what can go wrong, which assumptions matter, whether it holds elsewhere."""

from collections.abc import Iterator
from typing import Any

from sim.output import captions
from sim.output.numerals import NOT_KNOWN, Estimate, Scale, known, numeral, percent, plain, scale_of
from sim.output.report.blocks import Block, Grid, Paragraph, Points
from sim.output.report.chapters import Desk, chapter, tables_note
from sim.output.report.effects import COLUMNS
from sim.output.report.numbers import estimate_cell, plain_cell, spread_cell, unit_label
from sim.output.report.opening import leading
from sim.output.results import BASELINE
from sim.output.scales import difference_scale
from sim.output.words import declared, within

RISKS = (
    *("vacancy", "idle_land", "exit_rate", "fund_suspended", "fund_claims", "claims_unpaid", "bad_loans"),
    *("platform_debt", "platform_distress", "promises_due", "compensation_owed", "unrest", "undelivered"),
)
STRONGEST = 15


def risks(desk: Desk) -> Iterator[Block]:
    """How bad it can get: what lives at the edge show, and how often a package falls behind the baseline."""
    blocks: list[Block] = []
    ahead = [words for name in desk.results.asked_packages if (words := _ahead(desk, name))]
    if ahead:
        blocks.append(Points(ahead))
    blocks += desk.pictures("risks")
    shown = [BASELINE, *desk.results.asked_packages]
    for first in range(0, len(shown), COLUMNS + 1):
        grid = _extremes(desk, shown[first : first + COLUMNS + 1], first)
        if grid is not None:
            blocks.append(grid)
    blocks.append(Paragraph(desk.say("risks limits")))
    yield from chapter(desk, "risks", desk.say("risks question"), blocks)


def _ahead(desk: Desk, package: str) -> str:
    results = desk.results
    rows = results.at_the_end(results.table("ranking"))
    rows = rows[(rows["scenario"] == desk.scenario) & (rows["outcome"] == results.outcome)]
    rows = rows[(rows["first"] == package) & (rows["second"] == BASELINE)]
    if rows.empty or not known(rows["probability"].iloc[0]):
        return ""
    share, probability = (percent(float(rows[name].iloc[0]), desk.lang, 0) for name in ("share_above", "probability"))
    return desk.say("risk ahead", package=desk.label(package), share=share, probability=probability)


def _extremes(desk: Desk, packages: list[str], first: int) -> Grid | None:
    results, lang = desk.results, desk.lang
    rows = results.at_the_end(results.summary)
    rows = rows[(rows["scenario"] == desk.scenario) & rows["indicator"].isin(RISKS)]
    by_key: dict[Any, Any] = {(row["indicator"], row["package"]): row for row in rows.to_dict("records")}
    cells = []
    for name in RISKS:
        arms = [by_key.get((name, package)) for package in [BASELINE, *results.asked_packages]]
        sizes = [abs(row[part]) for row in arms if row for part in ("p05", "p95") if known(row[part])]
        if not any(sizes):
            continue
        unit = next(str(row["unit"]) for row in arms if row)
        scale = scale_of(unit, results.indicator_unit(name, lang), max(sizes), lang)
        own = [spread_cell(by_key.get((name, package)), scale, lang) for package in packages]
        cells.append([unit_label(results, name, scale, lang), *own])
    if not cells:
        return None
    labels = [desk.say("baseline") if name == BASELINE else desk.label(name) for name in packages]
    note = desk.say("risks note", n=captions.lives(results, desk.scenario))
    title = desk.say("risks table", month=desk.month)
    return Grid(f"risks-{first}", title, [desk.say("head indicator"), *labels], cells, note, desk.source("summary"))


def assumptions(desk: Desk) -> Iterator[Block]:
    """The assumptions by their weight where they were drawn; else what was changed and what nobody measured."""
    results = desk.results
    package = leading(results, desk.scenario)
    ranked = results.table("sensitivity")
    ranked = ranked[(ranked["scenario"] == desk.scenario) & (ranked["package"] == package)]
    ranked = results.at_the_end(ranked[ranked["outcome"] == results.outcome])
    blocks: list[Block] = []
    if len(ranked) and package is not None:
        blocks.append(Paragraph(desk.say("assumptions ranked", package=within(desk.label(package), desk.lang))))
        blocks += [*desk.pictures("assumptions"), _ranked(desk, package, ranked.to_dict("records"))]
    elif results.asked_packages:
        blocks.append(Paragraph(desk.say("assumptions unranked")))
    counted = results.manifest.get("numbers")
    if counted:
        count, assumed = (numeral(counted[name], 0) for name in ("count", "assumed"))
        blocks.append(Paragraph(desk.say("assumptions counted", count=count, assumed=assumed)))
    changed = (results.manifest.get("numbers_changed") or {}).get(desk.scenario) or {}
    declared_values: Any = results.table("numbers").set_index("number")["value"].to_dict()
    changed = {name: value for name, value in changed.items() if declared_values.get(name) != value}
    if changed:
        blocks.append(_changed(desk, changed, declared_values))
    yield from chapter(desk, "assumptions", "", blocks)


def _ranked(desk: Desk, package: str, rows: list[Any]) -> Grid:
    numbers = [row for row in rows if known(row["low"])]
    numbers = sorted(numbers, key=lambda row: -abs(row["estimate"]) if known(row["estimate"]) else 0.0)[:STRONGEST]
    luck = [row for row in rows if not known(row["low"])]
    scale = difference_scale(desk.results, desk.results.outcome, numbers, desk.lang)
    cells = [
        [
            str(row["number"]),
            _range(row, desk),
            estimate_cell(row, scale, desk.lang),
            _share(row, desk.lang),
        ]
        for row in numbers
    ]
    cells += [[desk.say("luck row"), NOT_KNOWN, NOT_KNOWN, _share(row, desk.lang)] for row in luck]
    heads = [desk.say(f"head {name}") for name in ("name", "drawn range", "swing", "variance")]
    note = tables_note(desk, "assumptions note", unit=scale.unit)
    title = desk.say("assumptions table", package=desk.label(package))
    return Grid("assumptions", title, heads, cells, note, desk.source("sensitivity"))


def _range(row: Any, desk: Desk) -> str:
    ends = desk.say("to", lo=plain(row["low"]), hi=plain(row["high"]))
    unit = declared({"en": row["number_unit"]}, desk.lang, "") if isinstance(row["number_unit"], str) else ""
    return f"{ends} {unit}".rstrip()


def _share(row: Any, lang: str) -> str:
    return percent(float(row["share_of_variance"]), lang, 0) if known(row["share_of_variance"]) else NOT_KNOWN


def _changed(desk: Desk, changed: Any, defaults: Any) -> Grid:
    rows = [[str(name), plain_cell(defaults.get(name)), plain(float(value))] for name, value in changed.items()]
    heads = [desk.say(f"head {name}") for name in ("name", "default", "used")]
    source = desk.say("source line", files="manifest.json", run=desk.results.run_id)
    return Grid("changed", desk.say("changed table"), heads, rows, "", source)


def elsewhere(desk: Desk) -> Iterator[Block]:
    """The effect on the outcome of the question in every scenario, where there are several."""
    results, lang = desk.results, desk.lang
    if len(results.scenarios) < 2 or not results.asked_packages:
        return
    outcome = within(captions.effect_label(results, results.outcome, lang), lang)
    blocks: list[Block] = [Points([_in_how_many(desk, name, outcome) for name in results.asked_packages])]
    blocks += desk.pictures("elsewhere")
    for first in range(0, len(results.asked_packages), COLUMNS):
        blocks.append(_by_scenario(desk, results.asked_packages[first : first + COLUMNS], outcome, first))
    yield from chapter(desk, "elsewhere", desk.say("elsewhere question"), blocks)


def _in_how_many(desk: Desk, package: str, outcome: str) -> str:
    results = desk.results
    effects = [results.effect(scenario, package, results.outcome) for scenario in results.scenarios]
    signs = [Estimate.of(each, Scale(1, "")).sign for each in effects if each]
    more, fewer, every = (numeral(count, 0) for count in (signs.count(1), signs.count(-1), len(results.scenarios)))
    return desk.say("elsewhere clear", package=desk.label(package), more=more, fewer=fewer, all=every, outcome=outcome)


def _by_scenario(desk: Desk, packages: list[str], outcome: str, first: int) -> Grid:
    results, lang = desk.results, desk.lang
    found = {
        (scenario, name): results.effect(scenario, name, results.outcome)
        for scenario in results.scenarios
        for name in packages
    }
    scale = difference_scale(results, results.outcome, [row for row in found.values() if row], lang)
    cells = [
        [
            results.scenario_label(scenario, lang),
            *(estimate_cell(found[scenario, name], scale, lang) for name in packages),
        ]
        for scenario in results.scenarios
    ]
    heads = [desk.say("head scenario"), *(desk.label(name) for name in packages)]
    title = desk.say("elsewhere table", outcome=desk.say("with unit", label=outcome, unit=scale.unit))
    return Grid(f"elsewhere-{first}", title, heads, cells, tables_note(desk, "effects note"), desk.source("effects"))
