"""A results folder as a finished study would leave it, made up but of the right shape."""

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import made_up_zone
import pandas as pd
from made_up_plans import plan

Tables = Mapping[str, list[dict[str, Any]]]
MONTHS = 180
START = 13
WHERE = {"scenario": "luoshan-2011"}
REPLICATES = 96
QUANTILES = {5: -1.6, 25: -0.7, 50: 0.0, 75: 0.7, 95: 1.6}
MEASURES = ("factories", "guarantee", "training")
SUBSETS = {
    "factories": ("factories",),
    "guarantee": ("guarantee",),
    "training": ("training",),
    "all": MEASURES,
    "factories+guarantee": ("factories", "guarantee"),
    "factories+training": ("factories", "training"),
    "guarantee+training": ("guarantee", "training"),
}
LABELS = {
    "factories": {"en": "Standard factories", "zh": "标准化厂房"},
    "guarantee": {"en": "Guarantee fund", "zh": "融资担保基金"},
    "training": {"en": "Public training", "zh": "公共技能培训"},
}
INDICATORS = {
    "jobs": ("Jobs in the zone", "园区就业", "persons", "人", "stock", 2500, 9000),
    "job_years": ("Job-years since the start", "累计就业人年", "person-years", "人年", "cumulative", 0, 84000),
    "net_job_years": (
        "Net job-years since the start",
        "累计净就业人年",
        "person-years",
        "人年",
        "cumulative",
        0,
        61000,
    ),
    "output": ("Output", "产值", "wan yuan", "万元", "flow", 60000, 410000),
    "tax": ("Tax", "税收", "wan yuan", "万元", "flow", 1500, 14000),
    "public_outlay": ("Public outlay", "公共支出", "wan yuan", "万元", "cumulative", 0, 0),
    "idle_land": ("Idle land", "闲置土地", "mu", "亩", "stock", 120, 640),
    "vacancy": ("Vacant factory floor", "厂房空置率", "share", "", "share", 0.3, 0.12),
    "fund_net_assets": ("Net assets of the guarantee fund", "担保基金净资产", "wan yuan", "万元", "stock", 0, 0),
    "wage": ("Wage offered to an operator", "普工工资", "yuan/month", "元/月", "stock", 1600, 2600),
    **made_up_zone.INDICATORS,
}


@dataclass(frozen=True)
class Found:
    """The effect of each measure and of the pairs on net job-years: middle and half-width of the interval."""

    effects: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {"factories": (2300, 160), "guarantee": (1240, 130), "training": (310, 420)}
    )
    pairs: Mapping[tuple[str, str], tuple[float, float]] = field(
        default_factory=lambda: {
            ("factories", "guarantee"): (480, 190),
            ("factories", "training"): (20, 160),
            ("guarantee", "training"): (-60, 150),
        }
    )

    def of(self, parts: Sequence[str]) -> tuple[float, float]:
        """The effect of some measures together."""
        pairs = [value for pair, (value, _) in self.pairs.items() if set(pair) <= set(parts)]
        middle = sum(self.effects[part][0] for part in parts) + sum(pairs)
        return middle, math.hypot(*(self.effects[part][1] for part in parts))


def manifest(extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the study says about itself."""
    labels = {
        name: {lang: " + ".join(LABELS[part][lang] for part in parts) for lang in ("en", "zh")}
        for name, parts in SUBSETS.items()
    }
    return {
        "question": {
            "en": "Which of factories, guarantees and training makes most jobs per public yuan?",
            "zh": "标准厂房、融资担保、培训,哪一项公共投入带来的就业最多?",
        },
        "scenarios": {"luoshan-2011": {"en": "Luoshan 2011", "zh": "罗山 2011"}},
        "start": "2011-01",
        "months": MONTHS,
        "at_month": MONTHS,
        "packages": {
            name: {"label": labels[name], "measures": list(parts), "added": "+" in name, "start_month": START}
            for name, parts in SUBSETS.items()
        },
        "indicators": {
            name: {"label": {"en": en, "zh": zh}, "unit": {"en": unit, "zh": unit_zh}, "kind": kind}
            for name, (en, zh, unit, unit_zh, kind, *_) in INDICATORS.items()
        },
        "outcomes": [name for name in INDICATORS if name not in made_up_zone.INDICATORS],
        "books": made_up_zone.BOOKS,
        "replicates": REPLICATES,
        "budget": {"present_value_wan_yuan": 3000, "discount_real_share_per_year": 0.08, "at": "2012-01"},
        "confidence": 0.95,
        "precision": {
            "outcome": "net_job_years",
            "at_month": MONTHS,
            "asked": 0.05,
            "reached": None,
            "packages": {
                "factories": {"reached": 0.07, "needed": 190, "independent_needed": 7100},
                "guarantee": {"reached": 0.105, "needed": 430, "independent_needed": 16000},
                "training": {"reached": None, "needed": None, "independent_needed": None},
                "all": {"reached": 0.048, "needed": 90, "independent_needed": 3400},
            },
        },
        **(extra or {}),
    }


def write(
    folder: Path,
    told: Mapping[str, Any] | None = None,
    found: Found | None = None,
    *,
    whole: bool = True,
    further: Tables | None = None,
) -> Path:
    """Write the folder; without `whole` only what the answer needs, and that quickly."""
    write_tables(folder, manifest(told), {**needed(found or Found(), whole=whole), **(further or {})})
    if whole:
        plans = {
            name: {str(month): plan(month, name) for month in range(0, MONTHS + 1, 12)} for name in ("baseline", "all")
        }
        (folder / "maps.json").write_text(json.dumps({"luoshan-2011": plans}), encoding="utf-8")
    return folder


def write_tables(folder: Path, told: Mapping[str, Any], tables: Tables) -> Path:
    """Write manifest and tables; a table without rows is not written."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    for name, rows in ((name, rows) for name, rows in tables.items() if rows):
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig")
    return folder


def needed(found: Found, *, whole: bool) -> Tables:
    """The tables that every answer needs, at all months or the last."""
    months = range(12, MONTHS + 1, 12) if whole else [MONTHS]
    return {
        "effects": effects(found, months),
        "summary": summary(range(MONTHS + 1) if whole else [MONTHS]),
        "attribution": attribution(found),
        "interactions": interactions(found),
        "costs": costs(found),
        "additionality": additionality(),
        "flows": made_up_zone.flows(WHERE, REPLICATES),
        "budget": made_up_zone.budget(WHERE, REPLICATES, months),
    }


def interval(middle: float, width: float, method: str) -> dict[str, Any]:
    """An estimate and its interval."""
    bounds = {"estimate": middle, "lo": middle - width, "hi": middle + width}
    return {**bounds, "confidence": 0.95, "n": REPLICATES, "method": method}


def effects(found: Found, months: Sequence[int]) -> list[dict[str, Any]]:
    """Paired differences at year ends."""
    rows = []
    for name, parts in SUBSETS.items():
        middle, width = found.of(parts)
        for outcome, factor in (("net_job_years", 1.0), ("job_years", 1.6)):
            for month in months:
                grown = factor * max(0.0, (month - START) / (MONTHS - START)) ** 1.5
                rows.append(
                    {**WHERE, "package": name, "outcome": outcome, "month": month, "unit": "person-years"}
                    | {"kind": "cumulative", "baseline": INDICATORS[outcome][6] * month / MONTHS}
                    | {**interval(middle * grown, width * grown, "paired t"), "sync": 0.93 - 0.01 * len(parts)}
                )
    return rows


def additionality() -> list[dict[str, Any]]:
    """Job-years filed, of every package that is asked: parts of the gross, and what is net in three perimeters."""
    shares = {
        **{"came anyway": 0.55, "sooner, larger or longer": 0.2, "from the county": 0.05, "from the neighbours": 0.03},
        **{"from further away": 0.1, "still undecided": 0.04, "would not exist": 0.03},
    }
    rows = []
    for at, name in enumerate(("factories", "guarantee", "training", "all")):
        gross = 9_000.0 + 4_000.0 * at
        parts = {("of gross", part): share * gross for part, share in shares.items()}
        parts |= {("zone", "gross"): gross, ("zone", "net"): 0.4 * gross, ("county", "net"): 0.2 * gross}
        parts["county and neighbours", "net"] = -0.02 * gross
        rows += [
            {**WHERE, "package": name, "perimeter": perimeter, "part": part, "month": MONTHS, "unit": "job-years"}
            | interval(value, 600.0, "paired t")
            for (perimeter, part), value in parts.items()
        ]
        for part, share in (("deadweight", 0.55), ("additional in county", 0.2)):
            row = {**WHERE, "package": name, "perimeter": "ratio", "part": part, "month": MONTHS, "unit": "share"}
            rows.append(row | interval(share, 0.06, "Fieller"))
    return rows


def summary(months: Sequence[int]) -> list[dict[str, Any]]:
    """Quantiles month by month."""
    luck = random.Random(7)
    rows = []
    for at, name in enumerate(["baseline", *SUBSETS]):
        for indicator, (_, _, unit, _, kind, start, end) in INDICATORS.items():
            yearly = indicator in made_up_zone.INDICATORS
            for month in (each for each in months if not yearly or (each and each % 12 == 0)):
                at_end = (end or 2000 * at) * (1 + 0.05 * at)
                middle = start + (at_end - start) * (month / MONTHS) * (1 + 0.04 * luck.random())
                width = abs(middle) * 0.12 * (month / MONTHS) ** 0.5
                quantiles = {f"p{level:02d}": middle + width * step for level, step in QUANTILES.items()}
                row = {**WHERE, "package": name, "indicator": indicator, "month": month, "unit": unit, "kind": kind}
                row |= {"n": REPLICATES, "mean": middle, "sd": width}
                rows.append(row if indicator == "vacancy" and month < 4 else row | quantiles)
    return rows


def attribution(found: Found) -> list[dict[str, Any]]:
    """The whole package's effect, split: each pair's excess goes half to each."""
    rows = []
    for name, (alone, width) in found.effects.items():
        share = alone + sum(value / 2 for pair, (value, _) in found.pairs.items() if name in pair)
        where = {**WHERE, "package": "all", "outcome": "net_job_years", "month": MONTHS, "unit": "person-years"}
        rows.append({**where, "measure": name, **interval(share, width, "Shapley, paired t")})
    return rows


def interactions(found: Found) -> list[dict[str, Any]]:
    """What two measures do together."""
    where = {**WHERE, "outcome": "net_job_years", "month": MONTHS, "unit": "person-years"}
    return [
        {**where, "first": first, "second": second, "measure": f"{first} x {second}", **interval(*value, "paired t")}
        for (first, second), value in found.pairs.items()
    ]


def costs(found: Found) -> list[dict[str, Any]]:
    """Public money by package, and each kind of it by what it made."""
    money = {"factories": (3000, 1310, 0), "guarantee": (3000, 1120, 0), "training": (1412.6, 1412.6, 1587.4)}
    rows = []
    for name, parts in SUBSETS.items():
        outlay, cost, undelivered = (sum(money[part][at] for part in parts) for at in range(3))
        shown = {"public_outlay": outlay, "public_cost": cost, "fiscal_npv": -cost / 2, "undelivered": undelivered}
        middle, width = found.of(parts)
        for per, factor in (("net_job_years", 1.0), ("job_years", 1.6)):
            for divided in ("public_cost", "public_outlay"):
                sizes = {"cost_per_job_year": middle, "lo": middle + width, "hi": middle - width}
                clear = middle > width
                bounds = {name: shown[divided] / factor / size for name, size in sizes.items()} if clear else {}
                rows.append(
                    {**WHERE, "package": name, "per": per, "cost": divided, "month": MONTHS}
                    | {"unit": "wan yuan per job-year", **shown, "effect": middle * factor}
                    | {**bounds, "confidence": 0.95, "n": REPLICATES, "method": "Fieller"}
                )
    return rows
