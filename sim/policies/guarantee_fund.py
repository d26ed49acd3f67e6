"""Guarantee fund: public capital repays part of a bad loan, so banks lend to firms without collateral."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sim.foundations.declare import param
from sim.policies.policy import Policy


@dataclass(frozen=True, kw_only=True)
class GuaranteeFund(Policy):
    """Pay capital into a policy guarantee company; once founded it works on when the payments end.

    A loss is shared: `cover` by the company, then province, county and insurer by their shares, the rest by the bank
    (the "4321" scheme is cover 0.4, province 0.3, county 0.1, so 0.2 for the bank).
    """

    name: ClassVar[str] = "guarantee_fund"
    label: ClassVar[dict[str, str]] = {"en": "Guarantee fund", "zh": "融资担保基金"}

    leverage_cap: float = param(
        5,
        "times net assets",
        "Interim Measures 2010: at most 10, 15 for small and farm loans",
        low=0,
        high=15,
        departs="design: 10, and 5 in the question on the three levers; here 5",
    )
    cover: float = param(0.8, "share of the loan", "KODIT 70-85 % (regulation)", low=0, high=1)
    fee_share_per_year: float = param(0.02, "per year", "0.5-3 % (regulation)", low=0, high=0.05)
    single_name_share: float = param(
        0.10,
        "share of net assets",
        "Interim Measures 2010: 0.10; more is against the rule, as lending by order often was",
        low=0,
        high=1,
    )
    province_share: float = param(0.0, "share of a loss", "4321 scheme: 0.3", low=0, high=0.6)
    county_share: float = param(0.0, "share of a loss", "4321 scheme: 0.1", low=0, high=0.5)
    insurer_share: float = param(
        0.0, "share of a loss", "government, bank and insurer (document S2) without a figure", low=0, high=0.5
    )
    directed_share: float = param(
        0.0, "share of applications", "assumption (section 3.6.11 of the design: 0.15 as variant)", low=0, high=1
    )
    volume_weight: float = param(
        0.5,
        "share of the manager's pay",
        "assumption: 0.5 leaves the risk limit as it stands",
        low=0.1,
        high=0.9,
        departs="not in the design: it names volume and loss targets for the manager and gives no weights",
    )
    recapitalise: int = param(
        0, "0 never, 1 above the cap, 2 a year after ruin", "decision of the county", low=0, high=2
    )

    def __post_init__(self) -> None:
        """No more than the whole loss can be shared."""
        if self.cover + self.province_share + self.county_share + self.insurer_share > 1 + 1e-9:
            raise ValueError("cover and the shares of province, county and insurer come to more than 1")

    def edit(self, terms: Any, month: int) -> None:
        """Capital is paid in while in force; the rules stand from the first month for good."""
        terms.fund_capital += self.pays_in(month)
        if month >= self.start_month and self.pay_wan_yuan_per_year > 0:
            terms.fund_open = 1
            terms.fund_leverage_cap = self.leverage_cap
            terms.fund_cover = self.cover
            terms.fund_fee = self.fee_share_per_year
            terms.fund_single_share = self.single_name_share
            terms.fund_province_share = self.province_share
            terms.fund_county_share = self.county_share
            terms.fund_insurer_share = self.insurer_share
            terms.fund_directed_share = self.directed_share
            terms.fund_volume_weight = self.volume_weight
            terms.fund_recapitalise = self.recapitalise
