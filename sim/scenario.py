"""What a zone starts from: plain checked data, no files. All lengths, areas and sums in the units of the names."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SECTORS = ("garment", "food", "electronics", "machinery", "materials")

Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=1e8)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Part(BaseModel):
    """A checked part of a scenario: no unknown keys, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Words(Part):
    """A name or question in the languages of the house."""

    en: str
    zh: str


class ZoneStart(Part):
    """The land of the zone."""

    planned_km2: Annotated[float, Field(gt=0, le=100)]
    built_km2: Annotated[float, Field(gt=0, le=100)]
    approved_mu_per_year: Amount
    serviced_bank_mu: Amount = 500
    works_wan_yuan_per_year: Amount = 5000
    in_approval_mu: Amount = 0
    villages: Annotated[int, Field(ge=1, le=400)] = 25
    village_unrest: Share = 0.0


class FirmStart(Part):
    """Firms that already produce, and the mix of sectors of these and of those who come."""

    producing: Count
    workers: Count
    sector_shares: Mapping[Literal["garment", "food", "electronics", "machinery", "materials"], Share]
    oldest_years: Annotated[float, Field(ge=0, le=50)] = 10
    debt_share_of_equipment: Share = 0.45
    floors_let_share: Share = 0.0


class PipelineStart(Part):
    """Projects under way on the first day; the stalled have held bare land for two and a half years."""

    intent: Count = 0
    contract: Count = 0
    landed: Count = 0
    stalled: Count = 0
    leads_per_month: Annotated[float, Field(ge=0, le=100)] = 3


class LabourStart(Part):
    """People who could reach a job in the zone, by where they are on the first day."""

    reachable_workers: Count
    county_jobs: Count = 30_000
    coast_share: Share = 0.35
    skilled_share: Share = 0.15


class PublicStart(Part):
    """Purses, debts and yearly budgets of the county on the first day."""

    treasury_cash_wan_yuan: Amount = 1000
    general_revenue_wan_yuan_per_year: Amount = 60_000
    platform_cash_wan_yuan: Amount = 1000
    platform_debt_wan_yuan: Amount = 5000
    bank_quota_wan_yuan: Amount = 25_000


class Works(Part):
    """Something already being built; due in month 0, it stands already."""

    kind: Literal["standard_factory"]
    units: Count
    area_m2: Amount
    due_month: Annotated[int, Field(ge=0, le=600)]
    storeys: Annotated[int, Field(ge=1, le=5)] = 1


class Event(Part):
    """A named shock from outside."""

    kind: Literal["export_shock", "credit_squeeze", "coast_wage", "land_market", "anchor_exit"]
    share: Annotated[float, Field(ge=-0.9, le=2)] = 0.0
    from_month: Annotated[int, Field(ge=1, le=600)]
    months: Annotated[int, Field(ge=1, le=600)] = 1

    @model_validator(mode="after")
    def _says_how_much(self) -> "Event":
        if self.kind == "anchor_exit" and (self.share != 0.0 or self.months != 1):
            raise ValueError("anchor_exit happens once: it has a month and neither share nor months")
        if self.kind != "anchor_exit" and self.share == 0.0:
            raise ValueError(f"{self.kind} needs a share, such as -0.2 for a fifth less")
        return self


class Target(Part):
    """A figure that a document set or reported, carried for comparison only."""

    indicator: str
    value: float
    at_month: Annotated[int, Field(ge=0, le=600)]
    source: str


class Scenario(Part):
    """A zone and the world around it on the first day."""

    name: Words
    start: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    zone: ZoneStart
    firms: FirmStart
    pipeline: PipelineStart
    labour: LabourStart
    public: PublicStart = PublicStart()
    works: tuple[Works, ...] = ()
    policies: tuple[Mapping[str, object], ...] = ()
    events: tuple[Event, ...] = ()
    targets: tuple[Target, ...] = ()
    numbers: Mapping[str, float] = {}
    sources: Mapping[str, str] = {}
