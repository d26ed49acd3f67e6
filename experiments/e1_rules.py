"""The rules of experiment E1, set before any life was lived (section 3.10 of the design), as functions of the lives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.indicators import INDICATORS
from sim.study.costs import DIVIDED, cost_of_effect
from sim.study.experiment import BASELINE
from sim.study.intervals import Interval
from sim.study.lived import YEAR, Lived

# An interaction below a tenth of the smaller effect does not matter, whatever its sign.
NEGLIGIBLE = 0.10
OUTCOME, GAIN = "net_job_years", "residents_gain"
PAIRS = {"fg": ("f", "g"), "ft": ("f", "t"), "gt": ("g", "t")}
COSTS = {"A": "public_outlay", "B": "public_cost", "C": "fiscal_npv"}
IN_COSTS = ("A", "B")
REGIMES_THAT_AGREE = 4
FULL_GATE = 0.95
COMPLEMENTS, SUBSTITUTES, UNKNOWN = "complements", "substitutes", "independent or unknown"
SIGN_RULE = "same sign"
UNIT = "net job-years"

Values = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Verdict:
    """One rule in one regime: the interval that it rests on, and what it says."""

    regime: str
    rule: str
    subject: str
    interval: Interval
    says: str
    unit: str = UNIT


def values(lived: Lived, regime: str, outcome: str = OUTCOME) -> Values:
    """Every package's outcome at the end, one number a replicate."""
    names = (BASELINE, *lived.experiment.packages)
    return {name: lived.at(regime, name, outcome, lived.experiment.at_month) for name in names}


def sign_of(found: Interval) -> str:
    """What an interval says of a difference."""
    return "more" if found.lo > 0 else "less" if found.hi < 0 else "no clear difference"


def beyond_each(y: Values, pair: str) -> np.ndarray:
    """What two instruments do together beyond the sum of each alone, in every replicate."""
    first, second = PAIRS[pair]
    return y[pair] - y[first] - y[second] + y[BASELINE]


def smallest_effect(y: Values, names: Iterable[str]) -> float:
    """The smallest of some main effects, whatever their signs."""
    return min(abs(float(np.mean(y[each] - y[BASELINE]))) for each in names)


def told(found: Interval, least: float) -> str:
    """Rule 1: complements above a tenth of the smaller effect, substitutes below minus that, else not known."""
    if found.lo > least:
        return COMPLEMENTS
    return SUBSTITUTES if found.hi < -least else UNKNOWN


def interaction(lived: Lived, y: Values, pair: str) -> tuple[Interval, str]:
    """Rule 1 for a pair."""
    found = lived.interval(beyond_each(y, pair))
    return found, told(found, NEGLIGIBLE * smallest_effect(y, PAIRS[pair]))


def verdicts(lived: Lived, regime: str) -> Iterator[Verdict]:
    """All rules that look at one regime."""
    y = values(lived, regime)
    for package in lived.experiment.packages:
        found = lived.interval(y[package] - y[BASELINE])
        yield Verdict(regime, "effect", package, found, sign_of(found))
    for pair in PAIRS:
        found, says = interaction(lived, y, pair)
        yield Verdict(regime, "interaction", pair, found, says)
        yield from _combining(lived, regime, y, pair)
        yield from signs(lived, regime, pair)
    found = lived.interval(y["fgt"] - y["fg"] - y["ft"] - y["gt"] + y["f"] + y["g"] + y["t"] - y[BASELINE])
    yield Verdict(regime, "three-way", "fgt", found, told(found, NEGLIGIBLE * smallest_effect(y, "fgt")))
    yield from gates(lived, regime, ("f", "g", "fg"))


def _combining(lived: Lived, regime: str, y: Values, pair: str) -> Iterator[Verdict]:
    """Rules 2 and 3: more than doubling either, and more than the better one where both share its money."""
    first, second = PAIRS[pair]
    doubled = lived.interval(y[pair] - (y[first * 2] + y[second * 2]) / 2)
    yield Verdict(regime, "beyond doubling", pair, doubled, sign_of(doubled))
    best = max(PAIRS[pair], key=lambda name: float(np.mean(y[name])))
    mixed = lived.interval(y[f"{pair}_half"] - y[best])
    yield Verdict(regime, "mixed at equal cost", pair, mixed, f"against {best}: {sign_of(mixed)}")


def signs(lived: Lived, regime: str, pair: str) -> Iterator[Verdict]:
    """Rule 4, its parts: the pair against its two instruments apart, by what is gained and by what it cost."""
    measured = set(lived.measured(regime))
    for outcome in (each for each in (OUTCOME, GAIN) if each in measured):
        y = values(lived, regime, outcome)
        for cost in IN_COSTS:
            money = values(lived, regime, COSTS[cost])
            if np.mean(apart(money, pair)) <= 0:
                continue  # What costs nothing cannot be compared at equal cost.
            found = lived.interval(at_equal_cost(y, money, pair))
            subject = f"{pair}, {outcome}, cost {cost}"
            yield Verdict(regime, SIGN_RULE, subject, found, sign_of(found), INDICATORS[outcome].unit["en"])


def at_equal_cost(y: Values, money: Values, pair: str) -> np.ndarray:
    """What the pair makes beyond what its money makes when each instrument has it alone, in every replicate.

    Where both cost together what each costs alone, that is the interaction. Else the two apart are scaled to the money
    of the pair; values are linear around the means, so that their interval holds the luck of the money too.
    """
    together, spent = y[pair] - y[BASELINE], money[pair] - money[BASELINE]
    made_apart, spent_apart = apart(y, pair), apart(money, pair)
    scale = float(np.mean(spent)) / float(np.mean(spent_apart))
    made_of_a_yuan = float(np.mean(made_apart)) / float(np.mean(spent_apart))
    return together - scale * made_apart - made_of_a_yuan * (spent - scale * spent_apart)


def apart(of: Values, pair: str) -> np.ndarray:
    """What the two instruments of a pair do, or cost, when each is the only one; added up."""
    return np.sum([of[name] - of[BASELINE] for name in PAIRS[pair]], axis=0)


def holds(found: Iterable[Verdict], base: str) -> Iterator[str]:
    """Rule 4: what is said of a pair in the base holds where its sign is the same in enough regimes; who flips."""
    rows = list(found)
    regimes = list(dict.fromkeys(row.regime for row in rows))
    for pair in PAIRS:
        said = next(row for row in rows if (row.regime, row.rule, row.subject) == (base, "interaction", pair))
        sign = np.sign(said.interval.estimate)
        parts = [row for row in rows if row.rule == SIGN_RULE and row.subject.startswith(f"{pair},")]
        flipped = [regime for regime in regimes if _flips(parts, regime, sign)]
        agree = len(regimes) - len(flipped)
        verdict = "holds" if said.says != UNKNOWN and agree >= REGIMES_THAT_AGREE else "does not hold"
        why = "" if said.says != UNKNOWN else " (the interval of the base decides nothing)"
        named = f"; another sign in {', '.join(flipped)}" if flipped else ""
        by = "" if any(GAIN in row.subject for row in parts) else "; residents' gain is not measured"
        yield f"{pair}: {said.says} in the base; same sign in {agree} of {len(regimes)}: {verdict}{why}{named}{by}"


def _flips(parts: Iterable[Verdict], regime: str, sign: float) -> bool:
    return any(row.regime == regime and np.sign(row.interval.estimate) != sign for row in parts)


def gates(lived: Lived, regime: str, packages: Iterable[str]) -> Iterator[Verdict]:
    """The ceiling check: where nearly all who sign come through anyway, opening the gate twice cannot help twice."""
    for package in (BASELINE, *packages):
        found = lived.interval(gate_share(lived, regime, package))
        yield Verdict(regime, "gates passed", package, found, _room(found), "share")


def _room(passed: Interval) -> str:
    if passed.hi < FULL_GATE:
        return "room to open"
    return "at the ceiling: no interaction above zero can come from here" if passed.lo > FULL_GATE else "not clear"


def gate_share(lived: Lived, regime: str, package: str) -> np.ndarray:
    """Of projects signed and no longer waiting, the share that began to build or produce, in every replicate."""
    end = lived.experiment.at_month

    def grown(*stocks: str) -> np.ndarray:
        return np.sum([lived.of_month(regime, package, each)[:, [0, end]] for each in stocks], axis=0) @ [-1.0, 1.0]

    # A flow is stated by the year: the ends of all years hold every signing once.
    signed = lived.of_month(regime, package, "signings")[:, YEAR : end + 1 : YEAR].sum(axis=1)
    return grown("building", "firms", "closed") / (signed - grown("contracts", "landed"))


def costs(lived: Lived, regime: str) -> Iterator[dict[str, object]]:
    """Costs A, B and C of a net job-year in yuan, where the effect is clear and there is a cost."""
    y = values(lived, regime)
    for package in lived.experiment.packages:
        gain = y[package] - y[BASELINE]
        row: dict[str, object] = {"regime": regime, "package": package, "effect": lived.interval(gain).estimate}
        for name, outcome in COSTS.items():
            money = values(lived, regime, outcome)
            spent = DIVIDED[outcome] * (money[package] - money[BASELINE])
            found = cost_of_effect(lived, spent, gain, outcome)
            for key, part in (("", "cost_per_job_year"), ("_lo", "lo"), ("_hi", "hi")):
                row[name + key] = None if found[part] is None else 10_000 * found[part]
            row[f"{name}_method"] = found["method"]
        yield row


def ablation(lived: Lived, pair: str = "fg") -> Iterator[Verdict]:
    """Rule 6: the interaction with all channels, with one off at a time, and what each channel adds to it."""
    base, *without = lived.experiment.scenarios
    told_in_base = interaction(lived, values(lived, base), pair)
    yield Verdict(base, "interaction", pair, *told_in_base)
    for regime in without:
        found = interaction(lived, values(lived, regime), pair)
        yield Verdict(regime, "interaction", pair, *found)
        lost = lived.interval(_paired(lived, base, regime, lambda y: beyond_each(y, pair)))
        yield Verdict(regime, "what the channel adds", pair, lost, explains(told_in_base, found, lost))


def explains(base: tuple[Interval, str], off: tuple[Interval, str], lost: Interval) -> str:
    """Whether a channel is why two instruments help or hinder each other."""
    if base[1] == UNKNOWN:
        return "nothing to explain: with all channels the interaction is not known"
    if off[1] == base[1]:
        return "not the reason: without it the interaction is still there"
    same_way = sign_of(lost) == ("more" if base[1] == COMPLEMENTS else "less")
    return "the reason" if same_way else "perhaps: the difference is not clear"


def _paired(lived: Lived, base: str, regime: str, of: Callable[[Values], np.ndarray]) -> np.ndarray:
    """The base less a regime on the replicates that are complete in both: they have the same luck and numbers."""
    both = sorted(set(lived.complete[base]) & set(lived.complete[regime]))
    places = {each: [lived.complete[each].index(replicate) for replicate in both] for each in (base, regime)}
    return of(values(lived, base))[places[base]] - of(values(lived, regime))[places[regime]]
