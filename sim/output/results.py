"""A finished study as its folder tells it: the tables, and what the manifest says about them. Never the model."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.output.result_tables import NAMES, TABLES
from sim.output.words import declared

BASELINE = "baseline"
NET = "net_job_years"
NET_COST, OUTLAY = "public_cost", "public_outlay"


class NoResults(Exception):
    """The folder is not one that a finished study left."""


@dataclass(frozen=True)
class Results:
    """One results folder."""

    folder: Path
    manifest: Mapping[str, Any]

    @classmethod
    def open(cls, folder: Path) -> "Results":
        """Read the manifest of a results folder; the tables are read when they are asked for."""
        path = folder / "manifest.json"
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NoResults(f"{folder}: no readable manifest.json, so no results of a finished study") from error
        return cls(folder, manifest)

    def table(self, name: str) -> pd.DataFrame:
        """A table of the folder; one that was not asked for is an empty table with the right columns."""
        columns = TABLES[name]
        path = self.folder / f"{name}.csv"
        if not path.exists():
            return pd.DataFrame(
                {column: pd.Series(dtype="object" if column in NAMES else "float") for column in columns}
            )
        kinds = {column: str for column in NAMES if column in columns}
        frame = pd.read_csv(path, encoding="utf-8-sig", dtype=kinds, keep_default_na=False, na_values=[""])
        return frame.reindex(columns=list(columns))

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Paired differences from the baseline."""
        return self.table("effects")

    @cached_property
    def summary(self) -> pd.DataFrame:
        """How each indicator is spread over the replicates."""
        return self.table("summary")

    @cached_property
    def attribution(self) -> pd.DataFrame:
        """A package's effect, split among its measures."""
        return self.table("attribution")

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What two measures do together beyond the sum of each alone."""
        return self.table("interactions")

    @cached_property
    def additionality(self) -> pd.DataFrame:
        """Every job-year filed."""
        return self.table("additionality")

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """What each uncertain number does to an effect."""
        return self.table("sensitivity")

    @cached_property
    def costs(self) -> pd.DataFrame:
        """Public money, and what a job-year costs: of net public cost, and of outlay where that was divided too."""
        table = self.table("costs")
        return table.assign(cost=table["cost"].fillna(NET_COST))

    @cached_property
    def plans(self) -> Mapping[str, Any]:
        """Land plans by package and month; empty where none were kept."""
        path = self.folder / "maps.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    @cached_property
    def run_id(self) -> str:
        """Ten letters that stand for the question, the code and the seed: the same study has the same."""
        told = {key: value for key, value in self.manifest.items() if key != "files"}
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]

    @property
    def start(self) -> tuple[int, int]:
        """Year and month of month 1."""
        year, month = str(self.manifest["start"]).split("-")[:2]
        return int(year), int(month)

    def calendar(self, month: float) -> float:
        """The calendar time at the end of a month, in years: month 0 is the first day."""
        year, first = self.start
        return year + (first - 1 + month) / 12

    @property
    def price_year(self) -> int:
        """The year in whose yuan all money is stated."""
        return int(self.manifest.get("price_year") or self.start[0])

    @property
    def discount(self) -> float | None:
        """The real rate a year at which money is discounted, where the question told it."""
        rate = (self.manifest.get("budget") or {}).get("discount_real_share_per_year")
        return None if rate is None else float(rate)

    @property
    def confidence(self) -> float:
        """How sure the intervals are, 0 to 1."""
        asked = self.manifest.get("confidence") or self.precision.get("confidence")
        return float(asked or 0.95)

    @property
    def precision(self) -> Mapping[str, Any]:
        """What precision was asked and reached."""
        return self.manifest.get("precision") or {}

    @property
    def asked(self) -> float | None:
        """Half the width of the interval that was asked, as a share of the effect."""
        share = self.precision.get("asked")
        return float(share) if isinstance(share, int | float) else None

    def reached(self, scenario: str) -> list[Mapping[str, Any]]:
        """What precision each package reached in a scenario, and how many replicates it would still need."""
        rows = [row for row in self.precision.get("rows") or [] if row.get("scenario") in (None, scenario)]
        told = self.precision.get("packages") or {}
        return rows or [{**row, "package": name} for name, row in told.items() if row]

    @property
    def at_month(self) -> int:
        """The month that the question is about."""
        asked = self.manifest.get("at_month") or self.precision.get("at_month") or self.manifest.get("months")
        if asked:
            return int(asked)
        months = pd.concat([self.effects["month"], self.summary["month"]]).dropna()
        return int(months.max()) if len(months) else 0

    @property
    def outcome(self) -> str:
        """The outcome that the question is about: net job-years where they were measured."""
        measured = set(self.effects["outcome"])
        if not measured or NET in measured:
            return NET
        return str(self.precision.get("outcome") or self.effects["outcome"].iloc[0])

    @cached_property
    def scenarios(self) -> list[str]:
        """The scenarios, in the order of the question."""
        found = [*self.summary["scenario"].dropna().unique(), *self.effects["scenario"].dropna().unique()]
        named = self.manifest.get("scenarios") or {}
        return list(dict.fromkeys([name for name in named if not found or name in found] + found))

    @cached_property
    def packages(self) -> list[str]:
        """Every package that has results, in the order of the question, without the baseline."""
        found = [*self.effects["package"].dropna().unique(), *self.costs["package"].dropna().unique()]
        asked = [name for name in self.manifest.get("packages") or {} if name in found]
        return [name for name in dict.fromkeys(asked + found) if name != BASELINE]

    @cached_property
    def asked_packages(self) -> list[str]:
        """The packages that the question names, without the subsets that the attribution added."""
        told = self.manifest.get("packages") or {}
        return [name for name in self.packages if not _told(told, name).get("added")]

    def measures(self, package: str) -> list[str]:
        """The measures of a package."""
        told = _told(self.manifest.get("packages") or {}, package).get("measures") or []
        names = [each if isinstance(each, str) else str(each.get("name") or each.get("use")) for each in told]
        return list(dict.fromkeys(names))

    @property
    def largest(self) -> str | None:
        """The package with the most measures; the first of those."""
        return max(self.asked_packages, key=lambda name: len(self.measures(name)), default=None)

    @property
    def policy_start(self) -> int | None:
        """The first month in which a package differs from the baseline, where the manifest tells it."""
        told = self.manifest.get("packages") or {}
        months = [_told(told, name).get("start_month") for name in self.packages]
        known = [int(month) for month in months if month]
        return min(known) if known else None

    def package_label(self, package: str, lang: str) -> str:
        """What a package is called."""
        return declared(_told(self.manifest.get("packages") or {}, package).get("label"), lang, package)

    def measure_label(self, measure: str, lang: str) -> str:
        """What a measure is called: its own name, else that of the package that is nothing else."""
        named = self.manifest.get("measures") or {}
        if measure in named:
            told = named[measure]
            return declared(told.get("label", told), lang, measure)
        alone = [package for package in self.packages if self.measures(package) == [measure]]
        return self.package_label(alone[0] if alone else measure, lang)

    def scenario_label(self, scenario: str, lang: str) -> str:
        """What a scenario is called."""
        told = (self.manifest.get("scenarios") or {}).get(scenario) or {}
        return declared(told.get("name", told), lang, scenario)

    def indicator_label(self, indicator: str, lang: str) -> str:
        """What an indicator is called."""
        return declared(self._indicator(indicator).get("label"), lang, indicator.replace("_", " "))

    def indicator_unit(self, indicator: str, lang: str) -> str:
        """In what an indicator is stated in the tables."""
        return declared(self._indicator(indicator).get("unit"), lang, "")

    def indicator_kind(self, indicator: str) -> str:
        """Whether an indicator is a stock, a flow, a cumulative sum or a share."""
        return str(self._indicator(indicator).get("kind") or "stock")

    def kind_label(self, kind: str, lang: str) -> str:
        """What a kind of payment is called."""
        return declared((self._books("kinds")).get(kind), lang, kind.replace("_", " "))

    def sector_label(self, sector: str, lang: str) -> str:
        """What a sector of the books is called."""
        return declared((self._books("sectors")).get(sector), lang, sector)

    def _books(self, what: str) -> Mapping[str, Any]:
        return (self.manifest.get("books") or {}).get(what) or {}

    def _indicator(self, name: str) -> Mapping[str, Any]:
        return (self.manifest.get("indicators") or {}).get(name) or {}

    def effect(self, scenario: str, package: str, outcome: str) -> Mapping[str, Any] | None:
        """The paired difference of a package at the month of the question."""
        return self._row(self.effects, scenario=scenario, package=package, outcome=outcome)

    def cost(self, scenario: str, package: str, cost: str = NET_COST) -> Mapping[str, Any] | None:
        """What a package costs at the month of the question, per unit of the outcome of the question."""
        found = self._row(self.costs, scenario=scenario, package=package, cost=cost, per=self.outcome)
        return found or self._row(self.costs, scenario=scenario, package=package, cost=cost)

    def _row(self, frame: pd.DataFrame, **wanted: str) -> Mapping[str, Any] | None:
        chosen = self.at_the_end(frame)
        for column, value in wanted.items():
            chosen = chosen[chosen[column] == value]
        return None if chosen.empty else {str(name): value for name, value in chosen.iloc[0].items()}

    def at_the_end(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows at the month of the question."""
        return frame[frame["month"] == self.at_month]


def _told(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    told = table.get(name)
    return told if isinstance(told, Mapping) else {}
