"""What a file of a question holds: scenarios, packages, budget, outcomes and the precision that is asked for."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.scenario import Words
from sim.study.orders import MOST_ARMS

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Finite = Annotated[float, Field(strict=True)]
Years = Annotated[float, Field(gt=0, le=50)]

USUAL_OUTCOMES = (
    "jobs",
    "job_years",
    "net_job_years",
    "firms",
    "output",
    "tax",
    "public_outlay",
    "public_cost",
    "fiscal_npv",
    "idle_land",
    "vacancy",
    "fund_net_assets",
)


class Asked(BaseModel):
    """A checked part of a question: no unknown keys, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Budget(Asked):
    """What each measure alone may cost: the present value of what it pays, at one date."""

    present_value_wan_yuan: Annotated[float, Field(gt=0, le=1e8)]
    discount_real_share_per_year: Annotated[float, Field(ge=0, le=1)] = 0.08
    at: Month
    unequal: bool = False


class Precision(Asked):
    """How sure the answer must be: half the width of the interval, as a share of each package's effect.

    `half_width` asks for it in the outcome's own unit instead, which also ends a study of an effect near zero;
    `packages` asks it of some packages only.
    """

    outcome: str = "net_job_years"
    of: Literal["effect", "interaction"] = "effect"
    half_width_share: Annotated[float, Field(gt=0, le=10)] = 0.05
    half_width: Annotated[float, Field(gt=0)] | None = None
    packages: tuple[str, ...] = ()
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    at_month: Annotated[int, Field(ge=1, le=600)] | None = None
    least: Annotated[int, Field(ge=2, le=100_000)] = 20
    most: Annotated[int, Field(ge=2, le=100_000)] = 20
    most_minutes: Annotated[float, Field(gt=0)] | None = None


Ends = tuple[Finite, Finite]


class Uncertain(Asked):
    """Numbers that each replicate draws: between two values, or over the declared range where nothing is written."""

    numbers: Annotated[Mapping[str, Ends | None], Field(min_length=1)]


class Question(Asked):
    """A file with `scenarios:`: which packages are compared where, on what, and how precisely."""

    question: Words
    scenarios: Annotated[tuple[str, ...], Field(min_length=1)]
    years: Years = 15
    budget: Budget | None = None
    packages: Mapping[str, tuple[Any, ...]] = {}
    labels: Mapping[str, Words] = {}
    outcomes: Annotated[tuple[str, ...], Field(min_length=1)] = USUAL_OUTCOMES
    precision: Precision = Precision()
    uncertain: Uncertain | None = None
    analyses: tuple[Literal["effects", "attribution", "additionality", "sensitivity"], ...] = ("effects",)
    attribution_arms: Annotated[int, Field(ge=4, le=4096)] = MOST_ARMS
