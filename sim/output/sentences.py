"""What the intervals allow to be said, and nothing beyond it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.output.captions import effect_label, uncertain_numbers
from sim.output.numerals import Estimate, Scale, cost_scale, known, numeral, percent, whole_percent
from sim.output.results import NET_COST, OUTLAY, Results
from sim.output.words import listing, say, within

MANY = 4  # measures: of more than these, only what is clear is told one by one
CLEAR_SHARE = 0.1  # of the smaller main effect: an interaction within it is of no matter (MODEL.md 3.10)


@dataclass(frozen=True)
class Priced:
    """A package with a clear gain, and what a job-year of it costs."""

    name: str
    cost: Estimate


def effect_sign(results: Results, scenario: str, package: str, outcome: str | None = None) -> int:
    """+1 more, -1 fewer, 0 no clear effect."""
    effect = results.effect(scenario, package, outcome or results.outcome)
    return Estimate.of(effect, Scale(1, "")).sign if effect else 0


def cost_of(results: Results, scenario: str, package: str, cost: str, lang: str) -> Estimate | None:
    """What a job-year costs, where the effect is clearly above zero and the cost's interval is bounded; else None."""
    row = results.cost(scenario, package, cost)
    if row is None:
        return None
    per = row["per"] if isinstance(row["per"], str) else results.outcome
    price = Estimate.of(row, cost_scale(lang), "cost_per_job_year")
    clear = effect_sign(results, scenario, package, per) > 0
    return price if clear and price.has_interval and known(price.value) else None


def no_cost_words(results: Results, scenario: str, package: str, lang: str) -> str:
    """Why there is no cost per job-year."""
    return say("no cost, fewer" if effect_sign(results, scenario, package) < 0 else "no cost", lang)


def compared(results: Results) -> list[str]:
    """The packages that are set against one another: single measures, or all where there are none."""
    single = [name for name in results.asked_packages if len(results.measures(name)) == 1]
    return single if len(single) > 1 else list(results.asked_packages)


def findings(results: Results, scenario: str, lang: str) -> list[str]:
    """The two or three sentences that answer the question."""
    return [
        *_ranking(results, scenario, lang),
        *_interactions(results, scenario, lang),
        *_additionality(results, scenario, lang),
    ]


def _additionality(results: Results, scenario: str, lang: str) -> list[str]:
    """Of each single measure's gross job-years, what would have come anyway and what is additional in the county.

    Of many measures only those with a clear effect are told.
    """
    rows = results.at_the_end(results.additionality)
    rows = rows[(rows["scenario"] == scenario) & (rows["perimeter"] == "ratio")]
    found, names = [], compared(results)
    if len(names) > MANY:
        names = [name for name in names if effect_sign(results, scenario, name)]
    for name in names:
        own = rows[rows["package"] == name].set_index("part")
        shares = [own.loc[part] for part in ("deadweight", "additional in county") if part in own.index]
        if len(shares) == 2 and all(known(each["estimate"]) and known(each["lo"]) for each in shares):
            came, added = (_share_words(each, lang) for each in shares)
            label = within(results.package_label(name, lang), lang)
            found.append(say("additionality", lang, package=label, came=came, added=added))
    return found


def _share_words(row: Any, lang: str) -> str:
    value, lo, hi = (percent(float(row[part]), lang, 0) for part in ("estimate", "lo", "hi"))
    return say("estimate", lang, value=value, lo=lo, hi=hi)


def _ranking(results: Results, scenario: str, lang: str) -> list[str]:
    names = compared(results)
    signs = {name: effect_sign(results, scenario, name) for name in names}
    label = {name: results.package_label(name, lang) for name in names}
    gains, unclear, losses = ([label[n] for n in names if signs[n] == sign] for sign in (1, 0, -1))
    told = []
    if len(names) > 1 and len(gains) < 2:
        told.append(say("only one", lang, name=gains[0]) if gains else say("none", lang))
    told += [sentence for cost in (NET_COST, OUTLAY) if (sentence := _cheapest(results, scenario, names, cost, lang))]
    if unclear:
        told.append(say("unclear measures", lang, names=listing(unclear, lang)))
    if losses:
        told.append(say("fewer measures", lang, names=listing(losses, lang)))
    return told


def _cheapest(results: Results, scenario: str, names: Sequence[str], cost: str, lang: str) -> str:
    """Which package makes most per public yuan: said only where its interval lies below all others."""
    priced = [
        Priced(results.package_label(name, lang), price)
        for name in names
        if (price := cost_of(results, scenario, name, cost, lang)) is not None
    ]
    if len(priced) < 2:
        return ""
    best, *others = sorted(priced, key=lambda each: each.cost.value)
    by = say(f"by {cost}", lang)
    if any(other.cost.lo <= best.cost.hi for other in others):
        return say("cannot be told apart", lang, by=by, names=listing([each.name for each in priced], lang))
    unit = cost_scale(lang).unit
    value, (lo, hi) = best.cost.text, best.cost.bounds
    rest = [say("that of", lang, name=o.name, lo=o.cost.bounds[0], hi=o.cost.bounds[1]) for o in others]
    words = {"by": by, "best": best.name, "value": f"{value} {unit}", "lo": lo, "hi": hi, "others": listing(rest, lang)}
    return say("makes most" if len(priced) == len(names) else "makes most of the clear", lang, **words)


def _interactions(results: Results, scenario: str, lang: str) -> list[str]:
    rows = results.at_the_end(results.interactions)
    rows = rows[(rows["scenario"] == scenario) & (rows["outcome"] == results.outcome)]
    told, unclear = [], []
    for row in rows.to_dict("records"):
        estimate, pair = Estimate.of(row, Scale(1, "")), pair_name(results, row, lang)
        lo, hi = estimate.bounds
        if estimate.sign == 0:
            unclear.append(say("estimate", lang, value=pair, lo=lo, hi=hi))
            continue
        key = _kind_of(estimate, _smaller_effect(results, scenario, row))
        if key == "substitutes":
            estimate = Estimate(-estimate.value, -estimate.hi, -estimate.lo)
            lo, hi = estimate.bounds
        told.append(say(key, lang, pair=pair, value=estimate.text, lo=lo, hi=hi))
    if unclear:
        told.append(say("unclear interaction", lang, pairs=listing(unclear, lang)))
    return told


def _kind_of(interaction: Estimate, smaller_effect: float) -> str:
    """Complements or substitutes only where the whole interval lies beyond a tenth of the smaller effect."""
    least = CLEAR_SHARE * smaller_effect
    if interaction.lo > least:
        return "complements"
    return "substitutes" if interaction.hi < -least else "small interaction"


def _smaller_effect(results: Results, scenario: str, row: Any) -> float:
    sizes = []
    for measure in (row["first"], row["second"]):
        alone = [name for name in results.packages if results.measures(name) == [measure]]
        effect = results.effect(scenario, alone[0], results.outcome) if alone else None
        sizes.append(abs(effect["estimate"]) if effect and known(effect["estimate"]) else 0.0)
    return min(sizes)


def pair_name(results: Results, row: Any, lang: str) -> str:
    """Two measures, named together."""
    first, second = (results.measure_label(str(row[name]), lang) for name in ("first", "second"))
    return say("pair", lang, first=first, second=second)


def certainty(results: Results, scenario: str, lang: str) -> list[str]:
    """How sure the answer is, what more it would take, and how alike the two worlds were kept."""
    return [
        *_precision(results, scenario, lang),
        _held_by_intervals(results, lang),
        *_sync(results, scenario, lang),
    ]


def _held_by_intervals(results: Results, lang: str) -> str:
    """What intervals hold and what they leave out."""
    many = uncertain_numbers(results)
    return say("luck and draws", lang, many=many) if many else say("monte carlo", lang)


def _precision(results: Results, scenario: str, lang: str) -> list[str]:
    parts = [_reached(results, scenario, each, lang) for each in results.reached(scenario)]
    if not parts:
        return []
    outcome = str(results.precision.get("outcome") or results.outcome)
    words = within(effect_label(results, outcome, lang), lang)
    key = "precision of interaction" if results.precision.get("of") == "interaction" else "precision"
    return [say(key, lang, outcome=words, parts=say("semicolon", lang).join(parts))]


def _reached(results: Results, scenario: str, told: Mapping[str, Any], lang: str) -> str:
    name, asked, share = results.package_label(told["package"], lang), results.asked, told.get("reached")
    effect = results.effect(scenario, told["package"], str(results.precision.get("outcome") or results.outcome))
    count = numeral(effect["n"] if effect else results.manifest.get("replicates", 0), 0)
    if not known(share):
        return say("not reached", lang, name=name, n=count)
    words = say("reached", lang, name=name, reached=percent(float(share or 0), lang), n=count)
    needed, independent = told.get("needed"), told.get("independent_needed")
    if asked is not None and float(share or 0) > asked and known(needed):
        words = say("needs", lang, reached=words, asked=whole_percent(asked, lang), needed=about(needed))
    if known(independent):
        words = say("independent", lang, reached=words, independent=about(independent))
    return words


def about(count: Any) -> str:
    """A number of replicates that is only a forecast: two significant digits, rounded up."""
    whole = int(count)
    step = 10 ** max(len(str(whole)) - 2, 0)
    return numeral(-(-whole // step) * step, 0)


def _sync(results: Results, scenario: str, lang: str) -> list[str]:
    parts = []
    for package in results.asked_packages:
        effect = results.effect(scenario, package, results.outcome)
        if effect and known(effect["sync"]):
            words = percent(effect["sync"], lang)
            parts.append(say("named share", lang, name=results.package_label(package, lang), share=words))
    return [say("sync", lang, parts=say("semicolon", lang).join(parts))] if parts else []
