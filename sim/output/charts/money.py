"""The county's money as a flow picture: who pays whom over the life, as far as the public purse is concerned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sim.output import captions
from sim.output.charts.bands import Band, Column, draw_bands, height_cm
from sim.output.charts.stacks import arm_label
from sim.output.numerals import Estimate, Scale, decimals, money_scale, numeral
from sim.output.results import BASELINE, Results
from sim.output.style import BLUE, HATCHES, LILAC, ORANGE, PALE, PLUM, TEAL, Page
from sim.output.words import joined, say, within

# From above: what the treasury gives the others then crosses nothing.
PURSE = ("fund", "treasury", "platform")
GIVER = "treasury"
GENERAL = ("general_revenue", "general_services")
NET_SPENT, NET_KEPT = "general budget", "general budget kept"
LEAST_SHOWN = 0.005
OTHER = "other"
SMALLEST_SHARE = 0.01
COLOURS = {
    "firms": (BLUE, HATCHES[0]),
    "households": (TEAL, HATCHES[2]),
    "banks": (PLUM, HATCHES[0]),
    "province": (ORANGE, HATCHES[1]),
    "outside": (PALE, HATCHES[0]),
    "treasury": (LILAC, HATCHES[3]),
    "platform": (LILAC, HATCHES[3]),
    "fund": (LILAC, HATCHES[3]),
}
MOST_PLACES = 2
COLUMNS = ("scenario", "package", "kind", "payer", "payee", "unit", "baseline", "mean", "estimate", "lo", "hi", "n")


def money_data(results: Results, scenario: str) -> pd.DataFrame:
    """What treasury, platform and fund take and pay over the life, in the largest package's arm or the baseline.

    General services less general revenue are one flow: the one is whatever the other and the taxes leave.
    """
    rows = results.table("flows")
    rows = rows[(rows["scenario"] == scenario) & (rows["payer"].isin(PURSE) | rows["payee"].isin(PURSE))]
    having = set(rows["package"])
    package = results.largest if results.largest in having else BASELINE
    rows = rows[(rows["package"] == package) & (rows["payer"] != rows["payee"])]
    general = rows[rows["kind"].isin(GENERAL)]
    rows = rows[~rows["kind"].isin(GENERAL)]
    if general["kind"].nunique() == len(GENERAL):
        rows = pd.concat([rows, pd.DataFrame([_net(general)])], ignore_index=True)
    return rows[rows["mean"] > 0].reindex(columns=list(COLUMNS))


def _net(general: pd.DataFrame) -> dict[str, Any]:
    """General services less general revenue as one row; the revenue is the same in every arm."""
    services, revenue = (
        {str(name): value for name, value in general[general["kind"] == kind].iloc[0].items()}
        for kind in ("general_services", "general_revenue")
    )
    net = {"mean": services["mean"] - revenue["mean"], "baseline": services["baseline"] - revenue["baseline"]}
    if net["mean"] >= 0:
        return {**services, **net, "kind": NET_SPENT}
    turned = {"estimate": -services["estimate"], "lo": -services["hi"], "hi": -services["lo"]}
    turned |= {name: -value for name, value in net.items()}
    return {**revenue, **turned, "kind": NET_KEPT}


@dataclass(frozen=True)
class Flow:
    """A band before it has a place: between whom, of which kind, how much, and how it differs from the baseline."""

    payer: str
    payee: str
    kind: str
    amount: float
    change: Estimate | None

    def touches(self, node: str) -> bool:
        """Whether an institution pays or takes it."""
        return node in (self.payer, self.payee)

    @property
    def inner(self) -> bool:
        """Whether it goes from the treasury to another institution, and is drawn between the two."""
        return self.payer == GIVER and self.payee in PURSE


def flows_of(data: pd.DataFrame, scale: Scale) -> list[Flow]:
    """The bands: what is less than a hundredth of what passes through its institution is put together as "other"."""
    rows = [
        Flow(row["payer"], row["payee"], row["kind"], row["mean"] * scale.factor, Estimate.of(row, scale))
        for row in data.to_dict("records")
    ]
    through = {node: max(_taken(rows, node), _paid(rows, node)) for node in PURSE}
    large: list[Flow] = []
    small: dict[tuple[str, bool], float] = {}
    for row in rows:
        nodes = [node for node in PURSE if row.touches(node)]
        if row.inner or any(row.amount >= SMALLEST_SHARE * through[node] for node in nodes):
            large.append(row)
        else:
            for node in nodes:
                takes = row.payee == node
                small[node, takes] = small.get((node, takes), 0.0) + row.amount
    for (node, takes), amount in small.items():
        if amount < LEAST_SHOWN:
            continue
        large.append(Flow(OTHER, node, OTHER, amount, None) if takes else Flow(node, OTHER, OTHER, amount, None))
    return large


def _taken(flows: Sequence[Flow], node: str) -> float:
    return sum(flow.amount for flow in flows if flow.payee == node)


def _paid(flows: Sequence[Flow], node: str) -> float:
    return sum(flow.amount for flow in flows if flow.payer == node)


def draw_money(results: Results, scenario: str, lang: str) -> Page:
    """Bands in proportion: payers at the left, the three institutions in the middle, payees at the right."""
    data = money_data(results, scenario)
    package = str(data["package"].iloc[0])
    scale = money_scale(float(data["mean"].max()), lang)
    flows = flows_of(data, scale)
    inner = sorted((flow for flow in flows if flow.inner), key=lambda each: (PURSE.index(each.payee), -each.amount))
    caption = joined(
        lang,
        say(
            "caption money flows",
            lang,
            arm=within(arm_label(results, package, lang), lang)
            if package == BASELINE
            else arm_label(results, package, lang),
            unit=scale.unit,
            years=round(results.manifest["months"] / 12),
            n=int(data["n"].max()),
        ),
        say("caption money changes", lang, confidence=captions.confidence(results, lang))
        if package != BASELINE
        else "",
        captions.tail(results, scenario, lang, money=True, error=package != BASELINE),
    )
    columns = [_column(results, node, flows, package, lang) for node in PURSE if any(f.touches(node) for f in flows)]
    giver = [column.name for column in columns].index(GIVER)
    gifts = [
        Band(
            flow.amount,
            *COLOURS[GIVER],
            f"{chr(ord('a') + at)}  {_inner_words(results, flow, package, lang)}",
            flow.payee,
        )
        for at, flow in enumerate(inner)
    ]
    height = height_cm(columns, gifts, giver)
    page = Page(say("money title", lang), caption, height, legend_rows=len(inner))
    handles = draw_bands(page.figure.subplots(), columns, gifts, giver, height)
    page.legend(handles, 1)
    return page


def _column(results: Results, node: str, flows: Sequence[Flow], package: str, lang: str) -> Column:
    """An institution with its bands to and from others, the greatest first within each party."""

    def bands(takes: bool) -> Iterator[Band]:
        own = [flow for flow in flows if (flow.payee if takes else flow.payer) == node and not flow.inner]
        for flow in sorted(own, key=lambda each: (each.kind == OTHER, -each.amount)):
            party = flow.payer if takes else flow.payee
            yield Band(flow.amount, *COLOURS.get(party, ("white", "")), _words(results, flow, party, package, lang), "")

    change = _taken(flows, node) - _paid(flows, node)
    cash = say("cash change", lang, amount=_signed(change))
    return Column(node, results.sector_label(node, lang), cash, list(bands(True)), list(bands(False)))


def _words(results: Results, flow: Flow, party: str, package: str, lang: str) -> str:
    if flow.kind == OTHER:
        return say("other flows", lang, amount=_amount(flow.amount))
    kind = _kind(results, flow.kind, lang)
    told = say("flow of party", lang, party=results.sector_label(party, lang), kind=within(kind, lang))
    return f"{told}\n{_sized(flow, package, lang)}"


def _inner_words(results: Results, flow: Flow, package: str, lang: str) -> str:
    return say("inner flow", lang, kind=_kind(results, flow.kind, lang), amount=_sized(flow, package, lang))


def _kind(results: Results, kind: str, lang: str) -> str:
    return say(kind, lang) if kind in (NET_SPENT, NET_KEPT) else results.kind_label(kind, lang)


def _sized(flow: Flow, package: str, lang: str) -> str:
    """The amount and what the package changes of it: nothing is said of the baseline itself."""
    amount = _amount(flow.amount)
    if package == BASELINE or flow.change is None:
        return amount
    same = flow.change.lo == flow.change.hi == 0
    if same:
        return say("amount unchanged", lang, amount=amount)
    clear = flow.change.sign or flow.change.lo == flow.change.hi
    return say("amount changed" if clear else "amount unclear", lang, amount=amount, change=_signed(flow.change.value))


def _amount(value: float) -> str:
    return numeral(value, min(MOST_PLACES, max(0, decimals(0, value))))


def _signed(value: float) -> str:
    return f"+{_amount(value)}" if value > 0 else _amount(value)
