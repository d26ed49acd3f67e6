"""What the twin of the credit market is told before a round, and what it tells afterwards: plain facts.

Codes of the tables are words here; who owes or guarantees is named by its row or its kind.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class FirmFacts:
    """An investor or a firm, as far as lenders care."""

    row: int
    number: int
    trade: int
    local_owner: bool
    stage: str
    since: int
    signed: int
    started: int
    on_floor: bool
    holds_plot: bool
    planned_workers: float
    balance: int
    equipment: float
    building: float
    land_paid: float
    expansion_capital: float
    expansion_building: float
    inventory: float
    expected_sales: float
    revenue_12: float
    profit_12: float
    collections: list[int]
    supplier_bills: list[int]
    overdue_suppliers: int
    wage_bill: int
    wage_arrears: int
    tax_arrears: int
    rent_arrears: int
    interest_arrears: int
    arrears_months: int
    debt: int
    refused: int
    renewing: int
    bridge: int
    bridge_source: str
    private_debt: int
    private_months: int
    member_of: str | None
    member_stake: int
    member_notice: int
    group: int
    group_full: int
    co_guarantee_paid: int


@dataclass
class LoanFacts:
    """A loan on a branch's books. Its number says its place: month x 100,000 + place + 1."""

    number: int
    borrower: int
    lender: int
    purpose: str
    principal: int
    instalment: int
    rate: float
    matures: int
    guarantor: str | None
    cover: float
    promised: int
    fee: float
    arrears: int
    interest_due: int
    missed: int


@dataclass
class BranchFacts:
    """A county branch of a bank."""

    row: int
    balance: int
    quota: float
    opening_quota: float
    exposure: int
    interest_year: int
    losses: int
    bad: int
    bad_share: float
    information: float
    belief: dict[str, float]
    called: dict[str, int]
    unpaid: dict[str, int]


@dataclass
class FundFacts:
    """A guarantee institution: company, mutual or pool."""

    kind: str
    balance: int
    open: int
    suspended: int
    outstanding: int
    promised: int
    margin: int
    leverage_cap: float
    cover: float
    province_share: float
    county_share: float
    insurer_share: float
    group_share: float
    contribution_share: float
    multiple: float
    bridging: int
    base_fee: float
    single_share: float
    directed_share: float
    volume_weight: float
    recapitalise: int
    claims_month: int
    claims_12: float
    claims_total: int
    claims_history: list[int]
    clean_months: int
    recoverable: int
    recoverable_county: int
    recoverable_province: int
    recoverable_insurer: int
    recovered: int
    unpaid: int
    unpaid_months: int
    ruined_month: int
    paid_in: int
    stakes: int
    fees_total: int
    granted: int


@dataclass
class BridgeFacts:
    """The bridge fund, and what it and the mutual have lent for days."""

    balance: int
    open: int
    fee_per_day: float
    single_share: float
    capital: int
    lent: int
    turned: int
    lost: int
    fees: int


@dataclass
class TradeFacts:
    """What a firm of this trade pays for its output, as shares of revenue."""

    materials: float
    energy: float
    other: float


@dataclass
class Facts:
    """The whole credit market at one moment; `owed` is held less owed, by kind of claim and sector of the books."""

    month: int
    calendar_month: int
    credit_factor: float
    month_key: int
    life_key: int
    numbers: Mapping[str, float]
    terms: Mapping[str, float]
    set_aside: int
    anchor_leaves: bool
    trades: list[TradeFacts]
    sector_bad: list[float]
    firms: list[FirmFacts]
    loans: list[LoanFacts]
    branches: list[BranchFacts]
    funds: list[FundFacts]
    bridge: BridgeFacts
    accounts: dict[str, int]
    paid: Counter[str] = field(default_factory=Counter)
    owed: Counter[tuple[str, str]] = field(default_factory=Counter)
