"""The tables of a made-up study beyond effects and costs: who beats whom, at what price by measure, for whom, why."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from made_up_results import (
    INDICATORS,
    LABELS,
    MEASURES,
    MONTHS,
    SUBSETS,
    WHERE,
    Found,
    Tables,
    interval,
    manifest,
    needed,
    write,
    write_tables,
)

ASKED = (*MEASURES, "all")
SPENT = {"factories": 1310.0, "guarantee": 1120.0, "training": 1412.6}
STAKES = (
    *(("residents, work", "net_job_years", "more"), ("residents, pay", "wage", "more")),
    *(("private developers, vacancy", "vacancy", "less"), ("guarantee funds", "fund_net_assets", "more")),
)
GROUPS = (
    *(("trade", name) for name in ("garment", "food", "electronics", "machinery", "materials")),
    *(("size at entry", name) for name in ("below 50 posts", "50 to 299 posts", "300 posts and more")),
    *(
        ("person on the first day", name)
        for name in ("at home", "in the zone", "in the rest of the county", "on the coast")
    ),
)
NUMBERS = ("firm.hazard_per_year", "worker.home_tie", "investor.arrivals_per_month", "bank.quota_share")


def write_whole(folder: Path, told: Mapping[str, Any] | None = None, found: Found | None = None) -> Path:
    """A study with every table and land plans."""
    return write(folder, told, found, further=further_tables(found or Found()))


def write_wide(folder: Path, count: int, scenarios: tuple[str, ...]) -> Path:
    """A study of many packages in several scenarios."""
    tables = {**needed(Found(), whole=True), **further_tables(Found())}
    return write_tables(folder, manifest(wide_manifest(count, scenarios)), widen(tables, count, scenarios))


def further_tables(found: Found) -> Tables:
    """Those tables by name."""
    return {
        "ranking": ranking(found),
        "measure_costs": measure_costs(found),
        "cost_curve": cost_curve(found),
        "winners": winners(found),
        "groups": groups(found),
        "sensitivity": sensitivity(found),
    }


def ranking(found: Found) -> list[dict[str, Any]]:
    """Every two of the packages asked, and each against the baseline."""
    effects = {name: found.of(SUBSETS[name]) for name in ASKED} | {"baseline": (0.0, 0.0)}
    names = list(effects)
    rows = []
    for at, first in enumerate(names):
        for second in names[at + 1 :]:
            (one, width), (other, its) = effects[first], effects[second]
            apart, wide = one - other, math.hypot(width, its)
            likely = 0.5 + 0.5 * math.erf(1.96 / math.sqrt(2) * apart / wide) if wide else 0.5
            where = {**WHERE, "outcome": "net_job_years", "month": MONTHS, "unit": "person-years"}
            shares = {"share_above": likely, "share_equal": 0.0, "probability": likely, "probability_bootstrap": likely}
            rows.append({**where, "first": first, "second": second, **shares, **interval(apart, wide, "paired t")})
    return rows


def measure_costs(found: Found) -> list[dict[str, Any]]:
    """What each measure of the whole package made and cost."""
    rows = []
    for name, (made, width) in found.effects.items():
        clear = made > width
        sizes = {"cost_per_job_year": made, "lo": made + width, "hi": made - width}
        rows.append(
            {**WHERE, "package": "all", "measure": name, "per": "net_job_years", "cost": "public_cost"}
            | {"month": MONTHS, "unit": "wan yuan per job-year", "spent": SPENT[name], "effect": made}
            | {"effect_lo": made - width, "effect_hi": made + width}
            | {column: SPENT[name] / size if clear else None for column, size in sizes.items()}
            | {"confidence": 0.95, "n": 96, "method": "Fieller"}
        )
    return rows


def cost_curve(found: Found) -> list[dict[str, Any]]:
    """The same from cheap to dear."""
    bills = sorted(measure_costs(found), key=lambda row: row["cost_per_job_year"] or math.inf)
    made, rows = 0.0, []
    for place, bill in enumerate(bills):
        made += bill["effect"]
        rows.append({**bill, "place": place + 1, "job_years": bill["effect"], "cumulated_job_years": made})
    return rows


def winners(found: Found) -> list[dict[str, Any]]:
    """Groups that gain, lose, cannot be told, and do not change."""
    rows = []
    for name in ASKED:
        for at, (who, indicator, better) in enumerate(STAKES):
            _, _, unit, _, _, _, level = INDICATORS[indicator]
            change = (0.02, -0.01, 0.004, 0.0)[at] * (1 + len(SUBSETS[name]) * 0.1) * level
            verdict = ("gains", "loses", "not clear", "no change")[at]
            where = {**WHERE, "package": name, "month": MONTHS, "who": who, "indicator": indicator, "unit": unit}
            told = {"better": better, "baseline": level, "share_better": 0.7, "share_worse": 0.3, "verdict": verdict}
            rows.append({**where, **told, **interval(change, 0.006 * level * (verdict != "no change"), "paired t")})
    return rows


def groups(found: Found) -> list[dict[str, Any]]:
    """The effect split three times."""
    rows = []
    for name in ASKED:
        middle, width = found.of(SUBSETS[name])
        for at, (by, group) in enumerate(GROUPS):
            share = 0.1 + 0.07 * (at % 5)
            where = {**WHERE, "package": name, "by": by, "group": group, "month": MONTHS, "unit": "job-years"}
            rows.append({**where, "baseline": 9000.0 * (1 + at), **interval(share * middle, width, "paired t")})
    return rows


def sensitivity(found: Found) -> list[dict[str, Any]]:
    """How far each effect swings with some numbers of the model, and what is left to luck."""
    rows = []
    for name in ASKED:
        middle, width = found.of(SUBSETS[name])
        where = {**WHERE, "package": name, "outcome": "net_job_years", "month": MONTHS, "unit": "person-years"}
        for at, number in enumerate(NUMBERS):
            swing = middle * (0.5 - 0.12 * at) * (-1) ** at
            ends = {"at_low": middle - swing / 2, "at_high": middle + swing / 2, "share_of_variance": 0.2 - 0.04 * at}
            told = {"number": number, "number_unit": "per year", "low": 0.01, "high": 0.06, **ends}
            rows.append({**where, **told, **interval(swing, width * (1 + 6 * (at == 3)), "regression")})
        luck = {"number": "(luck)", "share_of_variance": 0.44, "confidence": 0.95, "n": 96, "method": "regression"}
        rows.append({**where, **luck})
    return rows


def widen(tables: Tables, count: int, scenarios: tuple[str, ...]) -> dict[str, Any]:
    """As many packages and scenarios as asked, each a made-up one of these four, larger or smaller: none is another."""
    wide: dict[str, Any] = {}
    names = {f"p{at:02d}": ASKED[at % len(ASKED)] for at in range(count)}
    scaled = ("estimate", "lo", "hi", "effect", "at_low", "at_high", "public_outlay", "public_cost")
    for table, rows in tables.items():
        if "first" in rows[0] or table in ("attribution", "measure_costs", "cost_curve"):
            continue
        wide[table] = [row | {"scenario": where} for where in scenarios for row in rows if row["package"] == "baseline"]
        for season, scenario in enumerate(scenarios):
            for at, (name, like) in enumerate(names.items()):
                factor = 0.6 + ((7 * at + 5 * season) % 19) / 20
                money = 1.0 if at % 2 else 0.5 + at / count
                for row in (row for row in rows if row["package"] == like):
                    grown = {
                        key: value * (money if key.startswith("public") else factor)
                        for key, value in row.items()
                        if key in scaled and value is not None
                    }
                    if known_cost := row.get("cost_per_job_year"):
                        per = money / factor
                        grown |= {"cost_per_job_year": known_cost * per, "lo": row["lo"] * per, "hi": row["hi"] * per}
                    wide[table].append(row | {"scenario": scenario, "package": name} | grown)
    return wide | {"ranking": _wide_ranking(wide["effects"], scenarios)}


def _wide_ranking(effects: list[dict[str, Any]], scenarios: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = []
    for scenario in scenarios:
        last = [
            row
            for row in effects
            if (row["scenario"], row["month"], row["outcome"]) == (scenario, MONTHS, "net_job_years")
        ]
        last.append({**last[0], "package": "baseline", "estimate": 0.0, "lo": 0.0, "hi": 0.0})
        for at, one in enumerate(last):
            for other in last[at + 1 :]:
                apart = one["estimate"] - other["estimate"]
                wide = math.hypot(one["hi"] - one["lo"], other["hi"] - other["lo"]) / 2
                likely = 0.5 + 0.5 * math.erf(1.96 / math.sqrt(2) * apart / wide)
                where = {"scenario": scenario, "outcome": "net_job_years", "month": MONTHS, "unit": "person-years"}
                shares = {"probability": likely, "probability_bootstrap": likely, "share_above": likely}
                pair = {"first": one["package"], "second": other["package"], "share_equal": 0.0}
                rows.append({**where, **pair, **shares, **interval(apart, wide, "paired t")})
    return rows


def wide_manifest(count: int, scenarios: tuple[str, ...]) -> dict[str, Any]:
    """What the study says of so many packages and scenarios."""
    labels = list(LABELS.values())
    return {
        "scenarios": {
            name: {"en": f"Luoshan, regime number {at + 1}", "zh": f"罗山第 {at + 1} 种情景"}
            for at, name in enumerate(scenarios)
        },
        "packages": {
            f"p{at:02d}": {
                "label": {lang: f"{labels[at % 3][lang]} ({at + 1})" for lang in ("en", "zh")},
                "measures": [f"p{at:02d}"],
                "start_month": 13,
            }
            for at in range(count)
        },
    }
