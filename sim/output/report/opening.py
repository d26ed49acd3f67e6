"""The first chapters: the question and the answer in five numbers, how it was found, what was compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.output import captions
from sim.output.numerals import (
    NOT_KNOWN,
    Estimate,
    Scale,
    cost_scale,
    known,
    money_scale,
    numeral,
    percent,
    plain,
    scale_of,
    whole_percent,
)
from sim.output.report.blocks import Block, Grid, Paragraph, Points
from sim.output.report.chapters import Desk, chapter
from sim.output.report.numbers import bounds, spread_cell, unit_label
from sim.output.results import BASELINE, NET, NET_COST, OUTLAY, Results
from sim.output.scales import difference_scale
from sim.output.sentences import certainty, compared, cost_of, effect_sign, findings

FIVE = 5


@dataclass(frozen=True)
class Told:
    """One of the numbers that answer the question: what it is, its value, its interval, what it says."""

    name: str
    value: str
    interval: str
    meaning: str


def answer(desk: Desk) -> Iterator[Block]:
    """The question, the numbers that answer it, what may be said of them and how sure it is."""
    results, lang = desk.results, desk.lang
    blocks: list[Block] = []
    package = leading(results, desk.scenario)
    frame = desk.say(
        "frame" if package else "frame, one arm",
        scenario=results.scenario_label(desk.scenario, lang),
        month=desk.month,
        n=captions.lives(results, desk.scenario),
        confidence=desk.confidence,
        year=results.price_year,
    )
    blocks.append(Paragraph(frame))
    if package is None:
        blocks += [Paragraph(desk.say("zone as it is")), states(desk), Paragraph(desk.say("no forecast"))]
    else:
        blocks += [_grid_of(desk, package), Points([*findings(results, desk.scenario, lang)])]
        blocks.append(Paragraph(desk.say("no forecast")))
    # A zone by itself was asked nothing but its name.
    yield from chapter(desk, "answer", captions.question(results, lang) if package else "", blocks)


def leading(results: Results, scenario: str) -> str | None:
    """The package that answers the question: of those with a clear gain the one that is cheapest by outlay.

    Where none has a clear gain, the one whose effect is largest; nothing where no packages were compared.
    """
    names = compared(results)
    priced = {name: price.value for name in names if (price := cost_of(results, scenario, name, OUTLAY, "en"))}
    if priced:
        return min(priced, key=lambda name: priced[name])
    effects = {name: effect for name in names if (effect := results.effect(scenario, name, results.outcome))}
    known_effects = {name: each["estimate"] for name, each in effects.items() if known(each["estimate"])}
    return max(known_effects, key=lambda name: known_effects[name], default=names[0] if names else None)


def _grid_of(desk: Desk, package: str) -> Grid:
    told = five_numbers(desk, package)
    heads = [
        desk.say(f"head {name}", confidence=desk.confidence) for name in ("number", "value", "interval", "meaning")
    ]
    return Grid(
        "five-numbers",
        desk.say("in five numbers", package=desk.label(package)),
        heads,
        [[each.name, each.value, each.interval, each.meaning] for each in told],
        "",
        desk.source("effects", "costs", "additionality"),
        words=(3,),
    )


def five_numbers(desk: Desk, package: str) -> list[Told]:
    """The five numbers of a package, the most telling first; what was not measured gives way to the next."""
    found = [_net(desk, package), _price(desk, package), _came_anyway(desk, package), _outlay(desk, package)]
    found += [
        _effect(desk, package, name, key) for name, key in (("fiscal_npv", "fiscal"), ("jobs", "jobs"), ("tax", "tax"))
    ]
    return [each for each in found if each is not None][:FIVE]


def _net(desk: Desk, package: str) -> Told | None:
    results, lang = desk.results, desk.lang
    told = _effect(desk, package, results.outcome, "effect")
    if told is None or results.outcome != NET:
        return (
            None
            if told is None
            else Told(results.indicator_label(results.outcome, lang), told.value, told.interval, "")
        )
    row = results.effect(desk.scenario, package, NET) or {}
    level = f"{plain(row['baseline'])} {results.indicator_unit(NET, lang)}" if known(row.get("baseline")) else NOT_KNOWN
    name = desk.say("five effect", month=desk.month)
    return Told(name, told.value, told.interval, desk.say("five effect means", level=level))


def _effect(desk: Desk, package: str, outcome: str, key: str) -> Told | None:
    row = desk.results.effect(desk.scenario, package, outcome)
    if row is None or not known(row["estimate"]):
        return None
    scale = difference_scale(desk.results, outcome, [row], desk.lang)
    estimate = Estimate.of(row, scale)
    value = f"{estimate.text} {scale.unit}" if estimate.sign else desk.say("no clear effect")
    interval = f"{bounds(estimate, desk.lang)} {scale.unit}" if estimate.has_interval else NOT_KNOWN
    if key == "effect":
        return Told("", value, interval, "")
    return Told(desk.say(f"five {key}"), value, interval, desk.say(f"five {key} means"))


def _price(desk: Desk, package: str) -> Told | None:
    if desk.results.cost(desk.scenario, package) is None:
        return None
    price = cost_of(desk.results, desk.scenario, package, NET_COST, desk.lang)
    words = desk.say("five price"), desk.say("five price means")
    if price is None:
        fewer = effect_sign(desk.results, desk.scenario, package) < 0
        return Told(words[0], desk.say("no cost, fewer" if fewer else "no cost"), NOT_KNOWN, words[1])
    return Told(words[0], f"{price.text} {cost_scale(desk.lang).unit}", bounds(price, desk.lang), words[1])


def _came_anyway(desk: Desk, package: str) -> Told | None:
    rows = desk.results.at_the_end(desk.results.additionality)
    rows = rows[(rows["scenario"] == desk.scenario) & (rows["package"] == package)]
    rows = rows[(rows["perimeter"] == "ratio") & (rows["part"] == "deadweight")]
    if rows.empty or not known(rows["estimate"].iloc[0]) or not known(rows["lo"].iloc[0]):
        return None
    value, lo, hi = (percent(float(rows[name].iloc[0]), desk.lang, 0) for name in ("estimate", "lo", "hi"))
    return Told(desk.say("five came"), value, desk.say("to", lo=lo, hi=hi), desk.say("five came means"))


def _outlay(desk: Desk, package: str) -> Told | None:
    row = desk.results.cost(desk.scenario, package)
    if row is None or not known(row["public_outlay"]):
        return None
    scale = money_scale(abs(row["public_outlay"]), desk.lang)
    value = f"{plain(row['public_outlay'] * scale.factor)} {scale.unit}"
    return Told(desk.say("five outlay"), value, NOT_KNOWN, desk.say("five outlay means"))


def states(desk: Desk) -> Grid:
    """Where a zone stands at the end, when nothing was compared."""
    results, lang = desk.results, desk.lang
    rows = results.at_the_end(results.summary)
    rows = rows[(rows["scenario"] == desk.scenario) & (rows["package"] == BASELINE)]
    by_name: dict[str, Any] = {str(row["indicator"]): row for row in rows.to_dict("records")}
    chosen = [name for name in results.manifest.get("outcomes") or [] if name in by_name] or list(by_name)
    cells = []
    for name in chosen:
        row = by_name[name]
        largest = max((abs(row[part]) for part in ("p05", "p95") if known(row[part])), default=0.0)
        scale = scale_of(str(row["unit"]), results.indicator_unit(name, lang), largest, lang)
        cells.append([unit_label(results, name, scale, lang), spread_cell(row, scale, lang)])
    heads = [desk.say("head indicator"), desk.say("head median")]
    note = desk.say("risks note", n=captions.lives(results, desk.scenario))
    return Grid("states", desk.say("states", month=desk.month), heads, cells, note, desk.source("summary"))


def method(desk: Desk) -> Iterator[Block]:
    """A page on how the answer was found: the model, both worlds, replicates, what is counted, what money is."""
    results, lang = desk.results, desk.lang
    texts = [desk.say("method model")]
    package = leading(results, desk.scenario)
    if package is not None:
        effect = results.effect(desk.scenario, package, results.outcome)
        if effect and known(effect["sync"]):
            texts.append(desk.say("method worlds", package=desk.label(package), sync=percent(effect["sync"], lang)))
        texts.append(
            desk.say(
                "method replicates",
                n=desk.pairs,
                years=plain(results.at_month / 12),
                seed=results.manifest.get("master_seed", NOT_KNOWN),
                confidence=desk.confidence,
            )
        )
        texts.append(desk.say("method net"))
        if len(results.additionality):
            texts.append(desk.say("method filed"))
    texts.append(_money(desk))
    if package is not None:
        texts.append(desk.say("method price"))
        if len(results.attribution):
            texts.append(desk.say("method share"))
        texts.append(desk.say("method many"))
    sure = [Points(certainty(results, desk.scenario, lang))] if package is not None else []
    yield from chapter(desk, "method", "", [*(Paragraph(text) for text in texts), *sure])


def _money(desk: Desk) -> str:
    budget = desk.results.manifest.get("budget") or {}
    rate: Any = budget.get("discount_real_share_per_year")
    if not known(rate):
        return desk.say("method money, no rate", year=desk.results.price_year)
    return desk.say("method money", year=desk.results.price_year, rate=whole_percent(float(rate), desk.lang))


def packages(desk: Desk) -> Iterator[Block]:
    """What was compared: each package with its measures, doses and dates."""
    results, lang = desk.results, desk.lang
    told = results.manifest.get("packages") or {}
    shown = [name for name in results.asked_packages if name in told]
    if not shown:
        return
    key = "packages words" if len(shown) > 1 else "one package words"
    blocks: list[Block] = [Paragraph(desk.say(key, count=numeral(len(shown), 0)))]
    budget = results.manifest.get("budget") or {}
    if known(budget.get("present_value_wan_yuan")):
        scale = money_scale(budget["present_value_wan_yuan"], lang)
        value = f"{plain(budget['present_value_wan_yuan'] * scale.factor)} {scale.unit}"
        year, month = map(int, str(budget["at"]).split("-")[:2])
        when = captions.calendar_month(results, _month_number(results, year, month), lang)
        rate = whole_percent(float(budget["discount_real_share_per_year"]), lang)
        blocks.append(Paragraph(desk.say("budget words", value=value, month=when, rate=rate)))
    names = ("package", "measures", "dose", "years", "begins", "present value")
    rows = [row for name in shown for row in _measures(desk, name, told[name])]
    heads = [desk.say(f"head {name}") for name in names]
    source = desk.say("source line", files="manifest.json", run=results.run_id)
    if rows:
        blocks.append(Grid("packages", desk.say("packages table"), heads, rows, "", source, words=(1, 4)))
    yield from chapter(desk, "packages", "", blocks)


def _month_number(results: Results, year: int, month: int) -> int:
    first_year, first = results.start
    return 12 * (year - first_year) + month - first + 1


def _measures(desk: Desk, package: str, told: Any) -> Iterator[list[str]]:
    value = told.get("present_value_wan_yuan")
    scale = money_scale(abs(value), desk.lang) if known(value) else Scale(1, "")
    for at, policy in enumerate(told.get("policies") or []):
        label = policy.get("label") or {}
        dose = policy.get("pay_wan_yuan_per_year")
        dose_scale = money_scale(abs(dose), desk.lang) if known(dose) else Scale(1, "")
        yield [
            desk.label(package) if at == 0 else "",
            str(label.get(desk.lang) or label.get("en") or policy.get("use")),
            f"{plain(dose * dose_scale.factor)} {dose_scale.unit}" if known(dose) else NOT_KNOWN,
            plain(policy["years"]) if known(policy.get("years")) else NOT_KNOWN,
            captions.calendar_month(desk.results, int(policy["start_month"]), desk.lang),
            f"{plain(value * scale.factor)} {scale.unit}" if at == 0 and known(value) else "",
        ]
