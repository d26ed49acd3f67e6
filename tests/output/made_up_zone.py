"""What the made-up results say of the zone at year ends, and of its money: firms, land, people, funds, payments."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

PROJECTS = ("projects", "个")
INDICATORS = {
    "firms": ("Producing firms", "投产企业数", "firms", "家", "stock", 20, 80),
    "intents": ("Projects with intent", "意向项目", *PROJECTS, "stock", 5, 6),
    "contracts": ("Projects under contract", "签约未落地项目", *PROJECTS, "stock", 8, 9),
    "signings": ("Contracts signed", "新签约项目", *PROJECTS, "flow", 12, 14),
    "landed": ("Projects holding land", "落地未开工项目", *PROJECTS, "stock", 3, 20),
    "building": ("Projects under construction", "在建项目", *PROJECTS, "stock", 5, 9),
    "closed": ("Firms closed, cumulative", "累计关闭企业", "firms", "家", "cumulative", 0, 36),
    "exits": ("Producing firms that closed", "关闭的投产企业", "firms", "家", "flow", 1, 2),
    "land_held": ("Land held by firms", "企业用地", "mu", "亩", "stock", 1200, 3400),
    "land_bank": ("Serviced land on offer", "可供地储备", "mu", "亩", "stock", 400, 600),
    "land_cut_off": ("Serviced land without a road", "断头路阻隔用地", "mu", "亩", "stock", 60, 160),
    "land_in_approval": ("Land in approval", "报批中土地", "mu", "亩", "stock", 250, 200),
    "bare_land": ("Land kept bare for its price", "待价而沽的空地", "mu", "亩", "stock", 5, 140),
    "land_queue": ("Land wanted and not found", "待供地需求", "mu", "亩", "stock", 200, 130),
    "county_jobs": ("Jobs in the rest of the county", "县内其他就业人数", "persons", "人", "stock", 28000, 25600),
    "at_home": ("At home or on the farm", "在家务农或待业人数", "persons", "人", "stock", 6000, 3400),
    "in_course": ("In a public course", "公共培训在读人数", "persons", "人", "stock", 900, 700),
    "away": ("Residents working on the coast", "外出沿海务工人数", "persons", "人", "stock", 21000, 17000),
    "fund_outstanding": ("Guarantees outstanding", "担保余额", "wan yuan", "万元", "stock", 0, 0),
    "leverage": ("Guarantees over net assets", "担保放大倍数", "times", "倍", "stock", 0.4, 1.3),
    "bank_belief": ("Banks' belief in guarantees", "银行对担保机构的信任", "share", "比例", "share", 0.9, 0.94),
    "fund_claims": ("Guarantee claims, cumulative", "累计代偿", "wan yuan", "万元", "cumulative", 0, 1000),
    "fund_suspended": ("Months suspended, cumulative", "暂停新增担保月数", "months", "月", "cumulative", 0, 45),
}

# Kind, payer, payee, the baseline's amount in wan yuan, what every package adds, half the width of its interval.
PAYMENTS = (
    ("general_revenue", "outside", "treasury", 900_000, 0, 0),
    ("general_services", "treasury", "outside", 934_000, 100, 7_600),
    ("vat", "outside", "treasury", 33_100, 3_100, 1_000),
    ("profit_tax", "firms", "treasury", 47_700, 2_900, 2_600),
    ("fines", "households", "treasury", 180, 3, 6),
    ("land_price", "firms", "platform", 28_400, 800, 1_400),
    ("rent", "firms", "platform", 1_300, 2_300, 400),
    ("requisition", "platform", "households", 25_200, 300, 2_300),
    ("servicing", "platform", "outside", 31_200, 400, 3_000),
    ("platform_support", "treasury", "platform", 58_900, -2_400, 7_000),
    ("reclaim_costs", "platform", "outside", 130, -60, 30),
    ("commercial_land", "platform", "treasury", 2_000, 10, 40),
    ("fund_capital", "treasury", "fund", 0, 3_200, 0),
    ("guarantee_fee", "firms", "fund", 0, 1_100, 400),
    ("guarantee_claim", "fund", "banks", 0, 900, 350),
    ("wages", "firms", "households", 400_000, 9_000, 2_000),
)
BOOKS = {
    "kinds": {kind: {"en": kind.replace("_", " ").capitalize(), "zh": "款项"} for kind, *_ in PAYMENTS},
    "sectors": {
        "firms": {"en": "Firms", "zh": "企业"},
        "households": {"en": "Households", "zh": "居民"},
        "banks": {"en": "Banks", "zh": "银行"},
        "fund": {"en": "Guarantee and bridge funds", "zh": "担保与过桥基金"},
        "platform": {"en": "Platform company", "zh": "平台公司"},
        "treasury": {"en": "County treasury", "zh": "县财政"},
        "outside": {"en": "Outside the county", "zh": "县外"},
    },
}
PACKAGES = ("baseline", "factories", "guarantee", "training", "all")
PURSE = {"treasury", "platform", "fund"}
APART = {"general_revenue", "general_services"}


def flows(where: Mapping[str, str], n: int) -> list[dict[str, Any]]:
    """Who pays whom over the life, in every arm."""
    return [
        {**where, "package": package, "kind": kind, "payer": payer, "payee": payee}
        | _compared(package, n, before, added, width)
        for package in PACKAGES
        for kind, payer, payee, before, added, width in PAYMENTS
        if before or package != "baseline"
    ]


def budget(where: Mapping[str, str], n: int, months: Sequence[int]) -> list[dict[str, Any]]:
    """What the purse takes and spends each year, a little more every year."""
    return [row for package in PACKAGES for month in months if month for row in _year(where, package, n, month)]


def _year(where: Mapping[str, str], package: str, n: int, month: int) -> Iterator[dict[str, Any]]:
    grown, balance = month / 1500, [0.0, 0.0]
    for kind, payer, payee, before, added, width in PAYMENTS:
        inside = {payer in PURSE, payee in PURSE}
        if inside != {True, False} or kind in APART:
            continue
        sign = 1 if payee in PURSE else -1
        balance = [balance[0] + sign * before * grown, balance[1] + sign * added * grown]
        row = {**where, "package": package, "month": month, "side": "income" if sign > 0 else "spending"}
        yield {**row, "kind": kind, **_compared(package, n, before * grown, added * grown, width * grown)}
    row = {**where, "package": package, "month": month, "side": "balance", "kind": "all"}
    yield {**row, **_compared(package, n, *balance, 2_000 * grown)}


def _compared(package: str, n: int, before: float, added: float, width: float) -> dict[str, Any]:
    if package == "baseline":
        return {"unit": "wan yuan", "baseline": before, "mean": before, "n": n}
    bounds = {"estimate": added, "lo": added - width, "hi": added + width, "confidence": 0.95}
    return {"unit": "wan yuan", "baseline": before, "mean": before + added, "n": n, **bounds}
