"""The chapters on effects: how big, by which measure, whose jobs, at what price, who gains, and the zone over time."""

import re
from collections.abc import Iterator
from typing import Any

from sim.output import captions
from sim.output.numerals import NOT_KNOWN, Estimate, Scale, cost_scale, known, money_scale, percent, scale_of
from sim.output.report.blocks import Block, Grid, Points
from sim.output.report.chapters import Desk, chapter, tables_note
from sim.output.report.numbers import bounds, estimate_cell, plain_cell, share_cell, unit_label
from sim.output.report.opening import leading
from sim.output.results import NET, NET_COST, OUTLAY
from sim.output.scales import difference_scale
from sim.output.sentences import cost_of, no_cost_words
from sim.output.typesetting import balanced
from sim.output.words import listing, say, within

COLUMNS = 4
NARROW = 18  # narrow letters side by side in a column of numbers
RATIOS = (
    "deadweight",
    "displacement in the county",
    "multiplier less one",
    "additional in zone",
    "additional in county",
    "additional in county and neighbours",
)
MONEY = ("public_outlay", "public_cost", "fiscal_npv", "undelivered")


def effects(desk: Desk) -> Iterator[Block]:
    """How big the effects are: a sentence for each package, the figures, and a table of all outcomes."""
    results = desk.results
    if not results.asked_packages:
        return
    outcomes = list(dict.fromkeys(results.at_the_end(results.effects)["outcome"]))
    outcomes = [results.outcome, *(name for name in outcomes if name != results.outcome)]
    # Of many packages the tables tell better what happens to the other outcomes.
    few = results.asked_packages if len(results.asked_packages) <= COLUMNS else []
    blocks: list[Block] = [
        Points([effect_sentence(desk, name, results.outcome) for name in results.asked_packages]),
        Points([words for name in few if (words := _others(desk, name, outcomes[1:]))]),
        *desk.pictures("effects"),
    ]
    for first in range(0, len(results.asked_packages), COLUMNS):
        blocks.append(_outcomes(desk, results.asked_packages[first : first + COLUMNS], outcomes, first))
    yield from chapter(desk, "effects", desk.say("effects question"), blocks)


def effect_sentence(desk: Desk, package: str, outcome: str) -> str:
    """What may be said of a package's effect: more, fewer, or no clear effect."""
    row = desk.results.effect(desk.scenario, package, outcome)
    label = within(captions.effect_label(desk.results, outcome, desk.lang), desk.lang)
    if row is None or not known(row["lo"]) or not known(row["hi"]):
        return desk.say("effect unknown", package=desk.label(package), outcome=label)
    scale = difference_scale(desk.results, outcome, [row], desk.lang)
    estimate = Estimate.of(row, scale)
    if estimate.sign < 0:
        estimate = Estimate(-estimate.value, -estimate.hi, -estimate.lo)
        key = "effect fewer"
    else:
        key = "effect more" if estimate.sign else "effect unclear"
    lo, hi = estimate.bounds
    words = {"package": desk.label(package), "value": estimate.text, "lo": lo, "hi": hi, "outcome": label}
    return say(key, desk.lang, unit=label if outcome == NET else f"{scale.unit}", **words)


def _others(desk: Desk, package: str, outcomes: list[str]) -> str:
    """The other outcomes by what their intervals allow to be said."""
    signs: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for outcome in outcomes:
        row = desk.results.effect(desk.scenario, package, outcome)
        if row is not None and known(row["lo"]) and outcome not in MONEY:
            name = _short(within(captions.effect_label(desk.results, outcome, desk.lang), desk.lang))
            signs[Estimate.of(row, Scale(1, "")).sign].append(name)
    keys = ((1, "clearly more"), (-1, "clearly less"), (0, "not clear"))
    parts = [desk.say(key, names=listing(signs[sign], desk.lang)) for sign, key in keys if signs[sign]]
    semicolon = desk.say("semicolon")
    return desk.say("others of package", package=desk.label(package), parts=semicolon.join(parts)) if parts else ""


def _short(label: str) -> str:
    """A label without what it adds after a comma or in brackets."""
    return re.split(r"[,，(（]", label)[0].strip()


def _outcomes(desk: Desk, packages: list[str], outcomes: list[str], first: int) -> Grid:
    rows = []
    for outcome in outcomes:
        found = {name: desk.results.effect(desk.scenario, name, outcome) for name in desk.results.asked_packages}
        listed = [row for row in found.values() if row]
        scale = difference_scale(desk.results, outcome, listed, desk.lang)
        level = next((row["baseline"] for row in listed if known(row["baseline"])), None)
        label = captions.effect_label(desk.results, outcome, desk.lang)
        rows.append(
            [
                desk.say("with unit", label=label, unit=scale.unit) if scale.unit else label,
                plain_cell(level, scale.factor),
                *(estimate_cell(found[name], scale, desk.lang) for name in packages),
            ]
        )
    heads = [desk.say("head outcome"), desk.say("head baseline"), *(desk.label(name) for name in packages)]
    title = desk.say("effects table", month=desk.month)
    return Grid(f"effects-{first}", title, heads, rows, tables_note(desk, "effects note"), desk.source("effects"))


def attribution(desk: Desk) -> Iterator[Block]:
    """How much of the largest package's effect each of its measures makes."""
    results = desk.results
    rows = results.at_the_end(results.attribution)
    package = results.largest
    rows = rows[
        (rows["scenario"] == desk.scenario) & (rows["outcome"] == results.outcome) & (rows["package"] == package)
    ]
    if rows.empty or package is None:
        return
    told: list[Any] = rows.to_dict("records")
    whole = results.effect(desk.scenario, package, results.outcome)
    listed = [*told, *([whole] if whole else [])]
    scale = difference_scale(results, results.outcome, listed, desk.lang)
    cells = [
        [
            results.measure_label(str(row["measure"]), desk.lang),
            estimate_cell(row, scale, desk.lang),
            _bounded(row, "alone", scale, desk.lang),
            _bounded(row, "last", scale, desk.lang),
        ]
        for row in told
    ]
    cells.append([desk.say("whole"), estimate_cell(whole, scale, desk.lang), "", ""])
    label = desk.label(package)
    heads = [desk.say(f"head {name}") for name in ("measures", "share", "alone", "last")]
    note = tables_note(desk, "attribution note")
    title = desk.say("attribution table", package=label)
    grid = Grid("attribution", title, heads, cells, note, desk.source("attribution", "effects"))
    question = desk.say("attribution question", package=label)
    yield from chapter(desk, "attribution", question, [*desk.pictures("attribution"), grid])


def _bounded(row: Any, name: str, scale: Scale, lang: str) -> str:
    """An estimate whose bounds are columns of its own name."""
    return estimate_cell({"estimate": row[name], "lo": row[f"{name}_lo"], "hi": row[f"{name}_hi"]}, scale, lang)


def jobs(desk: Desk) -> Iterator[Block]:
    """Whose jobs they are: the shares as measured, beside what guides assume."""
    rows = desk.results.at_the_end(desk.results.additionality)
    rows = rows[(rows["scenario"] == desk.scenario) & (rows["perimeter"] == "ratio")]
    if rows.empty:
        return
    by_key = {(row["package"], row["part"]): row for row in rows.to_dict("records")}
    names = [name for name in desk.results.asked_packages if any(key[0] == name for key in by_key)]
    blocks: list[Block] = [*desk.pictures("jobs")]
    for first in range(0, len(names), COLUMNS):
        blocks.append(_ratios(desk, names[first : first + COLUMNS], by_key, first))
    yield from chapter(desk, "jobs", desk.say("jobs question"), blocks)


def _ratios(desk: Desk, names: list[str], by_key: dict[Any, Any], first: int) -> Grid:
    cells, sources = [], []
    for part in RATIOS:
        found = {name: by_key.get((name, part)) for name in names}
        usual = next((row for row in found.values() if row and known(row["usual_lo"])), None)
        words = NOT_KNOWN
        if usual is not None:
            low, high = (percent(float(usual[name]), desk.lang, 0) for name in ("usual_lo", "usual_hi"))
            words = desk.say("guide range", lo=low, hi=high)
            sources.append(str(usual["usual_source"]))
        shares = [share_cell(row, desk.lang) if row else NOT_KNOWN for row in found.values()]
        cells.append([desk.say(f"ratio {part}"), *shares, words])
    heads = [desk.say("head number"), *(desk.label(name) for name in names), desk.say("head usual")]
    listed = desk.say("semicolon").join(dict.fromkeys(sources))
    note = tables_note(desk, "jobs note", sources=listed) if sources else tables_note(desk, "jobs note, no guide")
    return Grid(f"jobs-{first}", desk.say("jobs table"), heads, cells, note, desk.source("additionality"))


def costs(desk: Desk) -> Iterator[Block]:
    """What a net job-year costs, by net public cost and by outlay."""
    results, lang = desk.results, desk.lang
    rows = {name: results.cost(desk.scenario, name) for name in results.asked_packages}
    if not any(rows.values()):
        return
    purse = [row[name] for row in rows.values() if row for name in MONEY if known(row[name])]
    money = money_scale(max(map(abs, purse), default=0.0), lang)
    cells = [
        [
            desk.label(name),
            *(plain_cell(row[part] if row else None, money.factor) for part in MONEY),
            *(_price_cell(desk, name, cost) for cost in (NET_COST, OUTLAY)),
        ]
        for name, row in rows.items()
    ]
    unit = cost_scale(lang).unit
    labels = {"public_outlay": "head outlay", "public_cost": "head cost", "undelivered": "head undelivered"}
    heads = [
        desk.say("head package"),
        *(
            desk.say("with unit", label=desk.say(labels[part]), unit=money.unit)
            if part in labels
            else desk.say("with unit", label=desk.say("head fiscal"), unit=money.unit)
            for part in MONEY
        ),
        desk.say("with unit", label=desk.say("head per"), unit=unit),
        desk.say("with unit", label=desk.say("head per outlay"), unit=unit),
    ]
    note = tables_note(desk, "costs note", year=results.price_year)
    grid = Grid("costs", desk.say("costs table"), heads, cells, note, desk.source("costs"))
    yield from chapter(desk, "costs", desk.say("costs question"), [*desk.pictures("costs"), grid])


def _price_cell(desk: Desk, package: str, cost: str) -> str:
    price = cost_of(desk.results, desk.scenario, package, cost, desk.lang)
    if price is None:
        return "\n".join(balanced(no_cost_words(desk.results, desk.scenario, package, desk.lang), NARROW))
    return f"{price.text}\n({bounds(price, desk.lang)})"


def winners(desk: Desk) -> Iterator[Block]:
    """Who gains and who loses by the package that answers the question."""
    results, lang = desk.results, desk.lang
    package = leading(results, desk.scenario)
    rows = results.at_the_end(results.table("winners"))
    rows = rows[(rows["scenario"] == desk.scenario) & (rows["package"] == package)]
    if rows.empty or package is None:
        return
    cells = []
    for row in rows.to_dict("records"):
        scale = _scale(desk, row)
        cells.append(
            [
                desk.say(f"who {row['who']}"),
                unit_label(results, str(row["indicator"]), scale, lang),
                plain_cell(row["baseline"], scale.factor),
                estimate_cell({str(key): value for key, value in row.items()}, scale, lang),
                desk.say(f"verdict {row['verdict']}"),
            ]
        )
    heads = [desk.say(f"head {name}") for name in ("who", "indicator of", "baseline", "change", "verdict")]
    note = tables_note(desk, "winners note", month=desk.month)
    title = desk.say("winners table", package=desk.label(package))
    grid = Grid("winners", title, heads, cells, note, desk.source("winners"), words=(1, 4))
    yield from chapter(desk, "winners", desk.say("winners question"), [*desk.pictures("winners"), grid])


def _scale(desk: Desk, row: Any) -> Scale:
    sizes = [abs(row[name]) for name in ("baseline", "estimate", "lo", "hi") if known(row[name])]
    unit = desk.results.indicator_unit(str(row["indicator"]), desk.lang)
    return scale_of(str(row["unit"]), unit, max(sizes, default=0.0), desk.lang)


def zone(desk: Desk) -> Iterator[Block]:
    """The zone over time: every figure that no other chapter has."""
    yield from chapter(desk, "zone", desk.say("zone question"), desk.others())
