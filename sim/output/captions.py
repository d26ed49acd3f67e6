"""What stands below a figure: how many lives, what the interval is, prices, the baseline's level, the run."""

from collections.abc import Sequence

from sim.output.numerals import known, plain, scale_of, whole_percent
from sim.output.results import BASELINE, NET, Results
from sim.output.words import declared, joined, listing, month_name, say


def end_month(results: Results, lang: str) -> str:
    """The month of the question, as a calendar month."""
    return calendar_month(results, results.at_month, lang)


def effect_label(results: Results, outcome: str, lang: str) -> str:
    """What a difference in an outcome is called: that of residents' job-years is the net effect."""
    return say("net job-years", lang) if outcome == NET else results.indicator_label(outcome, lang)


def calendar_month(results: Results, month: int, lang: str) -> str:
    """The calendar month of a month's number."""
    year, first = results.start
    whole, rest = divmod(first - 2 + month, 12)
    return month_name(year + whole, rest + 1, lang)


def question(results: Results, lang: str) -> str:
    """What was asked, in the asker's words."""
    return declared(results.manifest.get("question"), lang, "")


def confidence(results: Results, lang: str) -> str:
    """How sure the intervals are."""
    return whole_percent(results.confidence, lang)


def baseline_levels(results: Results, scenario: str, outcomes: Sequence[str], lang: str) -> str:
    """The baseline's own level of each outcome, beside which a difference is read."""
    return listing([level for each in outcomes if (level := baseline_level(results, scenario, each, lang))], lang)


def baseline_level(results: Results, scenario: str, outcome: str, lang: str) -> str:
    """The baseline's mean of one outcome with its name and unit."""
    rows = results.at_the_end(results.effects)
    rows = rows[(rows["scenario"] == scenario) & (rows["outcome"] == outcome)]
    levels = [value for value in rows["baseline"] if known(value)]
    if not levels:
        return ""
    scale = scale_of(rows["unit"].iloc[0], results.indicator_unit(outcome, lang), abs(levels[0]), lang)
    return f"{results.indicator_label(outcome, lang)} {plain(levels[0] * scale.factor)} {scale.unit}".strip()


def pairs(results: Results, scenario: str) -> str:
    """How many replicates stand behind the effects of a scenario."""
    rows = results.at_the_end(results.effects)
    return _count(rows.loc[rows["scenario"] == scenario, "n"].tolist(), results)


def lives(results: Results, scenario: str) -> str:
    """How many replicates of an arm a scenario has."""
    rows = results.summary
    return _count(rows.loc[(rows["scenario"] == scenario) & (rows["package"] == BASELINE), "n"].tolist(), results)


def _count(counts: list[float], results: Results) -> str:
    known_counts = [int(count) for count in counts if known(count)]
    return str(max(known_counts) if known_counts else results.manifest.get("replicates", "–"))


def tail(results: Results, scenario: str, lang: str, *, money: bool, error: bool = True) -> str:
    """The end of every caption: prices, what the interval leaves out, the scenario and the run."""
    parts = [
        say("caption money", lang, year=results.price_year) if money else "",
        _error(results, lang) if error else "",
        say("caption source", lang, scenario=results.scenario_label(scenario, lang), run=results.run_id),
    ]
    return joined(lang, *parts)


def uncertain_numbers(results: Results) -> int:
    """How many numbers of the model each replicate drew."""
    return len((results.manifest.get("uncertain") or {}).get("numbers") or {})


def _error(results: Results, lang: str) -> str:
    """What the intervals hold: luck, and the draws of uncertain numbers where there were any."""
    many = uncertain_numbers(results)
    return say("caption drawn", lang, many=many) if many else say("caption error", lang)


def frame(results: Results, scenario: str, lang: str) -> dict[str, str]:
    """What every caption of an effect says: the month, how sure the intervals are, how many pairs."""
    return {
        "month": end_month(results, lang),
        "confidence": confidence(results, lang),
        "n": pairs(results, scenario),
    }
