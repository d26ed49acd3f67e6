"""What a county leader reads at the end of a run: the question, a table, what may be said, how sure it is."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.output import captions
from sim.output.numerals import NOT_KNOWN, Estimate, Scale, cost_scale, decimals, known, money_scale, numeral, scale_of
from sim.output.results import BASELINE, NET_COST, Results
from sim.output.scales import difference_scale
from sim.output.sentences import certainty, cost_of, findings, no_cost_words
from sim.output.typesetting import balanced, cells, wrap
from sim.output.words import say, within

WIDTH = 100
NAME_CELLS, LEAST_NAME_CELLS = 44, 10
HEAD_CELLS = 14
WORDS_CELLS = 19
MONEY = ("public_outlay", "public_cost")


def answer(folder: Path, lang: str) -> str:
    """The answer of a finished study, as plain text of at most a hundred columns."""
    results = Results.open(Path(folder))
    question = captions.question(results, lang)
    parts = [_paragraph(question)] if question else []
    for scenario in results.scenarios:
        parts.extend(_of_scenario(results, scenario, lang))
    parts.extend(_files(results, lang))
    return "\n\n".join(parts) + "\n"


def _of_scenario(results: Results, scenario: str, lang: str) -> list[str]:
    frame = say(
        "frame" if results.asked_packages else "frame, one arm",
        lang,
        scenario=results.scenario_label(scenario, lang),
        month=captions.end_month(results, lang),
        n=captions.lives(results, scenario),
        confidence=captions.confidence(results, lang),
        year=results.price_year,
    )
    if not results.asked_packages:
        return [_paragraph(frame), _state_table(results, scenario, lang), _paragraph(say("no effects", lang))]
    level = captions.baseline_level(results, scenario, results.outcome, lang)
    notes = [say("baseline level", lang, level=level)] if level else []
    notes.append(say("money note", lang))
    if any(len(results.measures(name)) > 1 for name in results.asked_packages):
        notes.append(say("largest costs more", lang))
    return [
        _paragraph(frame),
        _package_table(results, scenario, lang),
        "\n".join(map(_paragraph, notes)),
        "\n".join(_item(sentence) for sentence in findings(results, scenario, lang)),
        "\n".join(_item(sentence) for sentence in certainty(results, scenario, lang)),
    ]


def _paragraph(text: str) -> str:
    return "\n".join(wrap(text, WIDTH))


def _item(text: str) -> str:
    return "\n".join(f"{'- ' if at == 0 else '  '}{line}" for at, line in enumerate(wrap(text, WIDTH - 2)))


def _package_table(results: Results, scenario: str, lang: str) -> str:
    effects = {name: results.effect(scenario, name, results.outcome) for name in results.asked_packages}
    costs = {name: results.cost(scenario, name) for name in results.asked_packages}
    unit = difference_scale(results, results.outcome, list(effects.values()), lang)
    purse = [row[name] for row in costs.values() if row for name in MONEY if known(row[name])]
    money = money_scale(max(map(abs, purse), default=0.0), lang)
    outcome = captions.effect_label(results, results.outcome, lang)
    heads = [
        say("head package", lang),
        f"{say('head effect', lang, outcome=within(outcome, lang))}\n{unit.unit}",
        f"{say('head outlay', lang)}\n{money.unit}",
        f"{say('head cost', lang)}\n{money.unit}",
        f"{say('head per', lang)}\n{cost_scale(lang).unit}",
        f"{say('head undelivered', lang)}\n{money.unit}",
    ]
    rows = [
        [
            results.package_label(name, lang),
            _effect_cell(effects[name], unit, lang),
            _money_cell(costs[name], "public_outlay", money),
            _money_cell(costs[name], "public_cost", money),
            _cost_cell(results, scenario, name, lang),
            _money_cell(costs[name], "undelivered", money),
        ]
        for name in results.asked_packages
    ]
    return _table(heads, rows)


def _effect_cell(row: Any, scale: Scale, lang: str) -> str:
    if not row:
        return NOT_KNOWN
    estimate = Estimate.of(row, scale)
    words = estimate.text if estimate.sign else say("no clear effect", lang)
    return f"{words}\n{_bounds(estimate, lang)}" if estimate.has_interval else words


def _bounds(estimate: Estimate, lang: str) -> str:
    return say("to", lang, lo=estimate.bounds[0], hi=estimate.bounds[1])


def _money_cell(row: Any, name: str, scale: Scale) -> str:
    return numeral(row[name] * scale.factor, _money_places(scale)) if row and known(row[name]) else NOT_KNOWN


def _money_places(scale: Scale) -> int:
    """Money to the ten thousandth part of a hundred million, to the tenth of a million, to the whole 万元."""
    return {1.0: 0, 1e-2: 1, 1e-4: 2, 1e-5: 2}.get(scale.factor, 1)


def _cost_cell(results: Results, scenario: str, package: str, lang: str) -> str:
    price = cost_of(results, scenario, package, NET_COST, lang)
    if price is None:
        return "\n".join(balanced(no_cost_words(results, scenario, package, lang), WORDS_CELLS))
    return f"{price.text}\n{_bounds(price, lang)}"


def _state_table(results: Results, scenario: str, lang: str) -> str:
    """Where the zone stands at the month of the question, when nothing was compared."""
    rows = results.at_the_end(results.summary)
    rows = rows[(rows["scenario"] == scenario) & (rows["package"] == BASELINE)]
    outcomes = results.manifest.get("outcomes") or []
    by_name = {row["indicator"]: row for row in rows.to_dict("records")}
    chosen = [by_name[name] for name in outcomes if name in by_name] or list(by_name.values())
    lines = []
    for row in chosen:
        unit_word = results.indicator_unit(row["indicator"], lang)
        scale = scale_of(str(row["unit"]), unit_word, max(abs(row["p05"]), abs(row["p95"])), lang)
        low, middle, high = (row[name] * scale.factor for name in ("p05", "p50", "p95"))
        places = decimals((high - low) / 2, middle)
        bounds = say("to", lang, lo=numeral(low, places), hi=numeral(high, places))
        label = results.indicator_label(row["indicator"], lang)
        lines.append([label, numeral(middle, places), bounds, scale.unit])
    heads = [say(name, lang) for name in ("head indicator", "head median", "head range", "head unit")]
    return _table(heads, lines)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns that line up, Chinese counted as two columns wide; names are broken where the page is too narrow."""
    for name_cells in range(NAME_CELLS, LEAST_NAME_CELLS, -2):
        lines = _lines(heads, [["\n".join(wrap(name, name_cells)), *rest] for name, *rest in rows])
        if max(map(cells, lines)) <= WIDTH:
            break
    return "\n".join(lines)


def _lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for at, head in enumerate(heads):
        title = "\n".join(line for part in head.split("\n") for line in balanced(part, HEAD_CELLS))
        table.add_column(Text(title), justify="right" if at else "left", no_wrap=True, vertical="top")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    page = StringIO()
    Console(file=page, width=4 * WIDTH, color_system=None, force_terminal=False).print(table)
    return [line.rstrip() for line in page.getvalue().rstrip("\n").split("\n")]


def _files(results: Results, lang: str) -> list[str]:
    """Where the reports and the charts in this language lie."""
    reports = sorted(results.folder.glob(f"report.{lang}.*"))
    charts = sorted((results.folder / "charts").glob(f"*.{lang}.png"))
    return [
        "\n".join([say(key, lang), *(f"  {path.as_posix()}" for path in paths)])
        for key, paths in (("reports", reports), ("charts", charts))
        if paths
    ]
