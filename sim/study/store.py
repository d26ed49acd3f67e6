"""Finished runs in one SQLite file: each is stored at once, and none is lived twice."""

import hashlib
import io
import json
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from sim.foundations.rules import code_stamp
from sim.scenario import Scenario
from sim.study.experiment import Arm, Experiment
from sim.study.lives import Outcome, Task, seed_of
from sim.study.problems import InputWrong
from sim.study.stored import CONTENT, FILE, Stored
from sim.study.uncertain import Draws
from sim.study.writer import LOCK, CannotWrite, WriterLock, writing

__all__ = ["FILE", "CannotWrite", "OtherQuestion", "RunKeys", "Store", "clear", "identity_of", "writing"]

KNOWN_FILES = ("*.csv", "manifest.json", "maps.json", "runs.parquet", f"{FILE}*", "report.*", "charts/*.*", ".*.part")
_TABLES = """
create table if not exists about (item text primary key, value text not null);
create table if not exists runs (key text primary key, scenario text, package text, replicate integer, seed text,
    months integer, status text, reason text, seconds real);
create table if not exists series (key text, indicator text, "values" blob, primary key (key, indicator)) without rowid;
create table if not exists sketches (key text, decision text, hashes blob, primary key (key, decision)) without rowid;
create table if not exists maps (key text primary key, plans text) without rowid;
create table if not exists rosters (key text, name text, packed blob, primary key (key, name)) without rowid;
create table if not exists flows (key text primary key, packed blob) without rowid;
create table if not exists notes (item text primary key, value text not null);
"""


class OtherQuestion(InputWrong):
    """The folder holds the results of another question or of other code."""

    def lines(self) -> list[str]:
        """What differs, and what to do."""
        return [*self.problems, "Nothing was run. Use --fresh to start anew, or --out for another folder."]


class RunKeys:
    """The names of runs: hashes of all that a run depends on: world, drawn numbers, policies, length, seed, code."""

    def __init__(self, experiment: Experiment, master: int) -> None:
        self._experiment, self._master = experiment, master
        self._worlds = {name: _told(scenario) for name, scenario in experiment.scenarios.items()}
        self._arms: dict[tuple[str, str], str] = {}
        self.draws = Draws(experiment.uncertain, master)

    def of(self, arm: Arm, replicate: int) -> str:
        """The key of one run."""
        name = (arm.scenario, arm.package)
        if name not in self._arms:
            policies = [[type(policy).name, asdict(policy)] for policy in arm.policies]
            dumped = [self._worlds[arm.scenario], policies, self._experiment.months, code_stamp()]
            self._arms[name] = json.dumps(dumped, sort_keys=True)
        told = f"{self._arms[name]} {seed_of(self._master, replicate)}"
        drawn = self.draws.of(replicate)
        if drawn:
            told += f" {json.dumps(drawn)}"
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _told(scenario: Scenario) -> dict[str, Any]:
    """What a world does, without what is only said about it."""
    return scenario.model_dump(mode="json", exclude={"sources", "targets", "name"})


class Store(Stored):
    """The finished runs of one results folder, for the one process that may add to them."""

    def __init__(self, folder: Path, fresh: bool = False, **holder: Any) -> None:
        self._lock = WriterLock(folder)
        try:
            self._lock.say(**holder)
            if fresh:
                clear(folder)
            with writing(folder):
                super().__init__(folder, sqlite3.connect(folder / FILE, timeout=10, uri=True))
                # Series of fifteen years fill small pages badly: the file would be half empty.
                self._base.execute("pragma page_size = 8192")
                # Readers may look while we write, and a commit need not wait for the disk to turn.
                self._base.execute("pragma journal_mode = wal")
                self._base.execute("pragma synchronous = normal")
                self._base.executescript(_TABLES)
        except BaseException:
            if hasattr(self, "_base"):
                super().close()
            self._lock.let_go()
            raise

    def close(self) -> None:
        """Close the file; what was stored stays."""
        self.release()
        super().close()

    def release(self) -> None:
        """Let others write into the folder; what is there can still be read, now from a single file."""
        # Somebody may be reading: then the file beside it stays, and is as good.
        with suppress(sqlite3.Error):
            self._base.execute("pragma journal_mode = delete").fetchone()
        self._lock.let_go()

    def belongs_to(self, identity: Mapping[str, Any]) -> None:
        """Take the folder for this question, or refuse it where it holds another one."""
        before = self.about()
        if before:
            differing = differences(before, identity, "there", "here")
            if differing:
                raise OtherQuestion(f"{self.folder}: holds other results: {each}" for each in differing)
            return
        with writing(self.folder), self._base:
            rows = [(item, json.dumps(value, sort_keys=True)) for item, value in identity.items()]
            self._base.executemany("insert into about values (?, ?)", rows)

    def remember(self, item: str, value: Any) -> None:
        """Note something about the study that may change while it goes on."""
        with writing(self.folder), self._base:
            self._base.execute("insert or replace into notes values (?, ?)", (item, json.dumps(value)))

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Store one finished run, whole or not at all."""
        run = (task.key, task.arm.scenario, task.arm.package, task.replicate, str(task.seed), task.months)
        series = [(task.key, name, _floats(values)) for name, values in outcome.series.items()]
        sketches = [(task.key, name, _hashes(values)) for name, values in outcome.sketches.items()]
        told = (outcome.status, outcome.reason, outcome.seconds)
        with writing(self.folder), self._base:
            self._base.execute("insert or replace into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*run, *told))
            self._base.executemany("insert or replace into series values (?, ?, ?)", series)
            self._base.executemany("insert or replace into sketches values (?, ?, ?)", sketches)
            if outcome.maps:
                plans = json.dumps(outcome.maps, sort_keys=True, default=_python_value)
                self._base.execute("insert or replace into maps values (?, ?)", (task.key, plans))
            columns = [(task.key, name, _packed(values)) for name, values in outcome.roster.items()]
            self._base.executemany("insert or replace into rosters values (?, ?, ?)", columns)
            if len(outcome.flows):
                self._base.execute("insert or replace into flows values (?, ?)", (task.key, _packed(outcome.flows)))

    def take_from(self, other: Stored) -> None:
        """Take every run of another folder that is not here; a run that is done comes before one that failed."""
        source = f"file:{quote(str(other.folder.resolve() / FILE))}?mode=ro"
        with writing(self.folder):
            self._base.execute("attach ? as other", (source,))
            try:
                with self._base:
                    self._base.execute(
                        "delete from runs where status = 'failed' "
                        "and key in (select key from other.runs where status = 'done')"
                    )
                    for table in ("runs", *CONTENT):
                        self._base.execute(f"insert or ignore into {table} select * from other.{table}")
            finally:
                self._base.execute("detach other")


def _python_value(value: Any) -> Any:
    """What NumPy calls a number or a truth, as Python does."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a land plan cannot hold {type(value).__name__}")


def _floats(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, "<f8").tobytes()


def _packed(values: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, values, allow_pickle=False)
    return zlib.compress(file.getvalue(), 1)


def _hashes(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, "<u8").tobytes()


def differences(before: Mapping[str, Any], now: Mapping[str, Any], there: str, here: str) -> list[str]:
    """What differs between two flat descriptions, each said once with both values."""
    names = [item for item in sorted({*before, *now}) if before.get(item) != now.get(item)]
    return [_difference(item, before.get(item), now.get(item), there, here) for item in names]


def _difference(item: str, before: Any, now: Any, there: str, here: str) -> str:
    told = f"{item} {_brief(before)} {there}, {_brief(now)} {here}"
    return told if _brief(before) != _brief(now) else f"{item} is another"


def _brief(value: Any) -> str:
    if value is None:
        return "absent"
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def identity_of(experiment: Experiment, seed: int) -> dict[str, Any]:
    """What must be the same for stored runs to answer the same question."""
    identity: dict[str, Any] = {"code": code_stamp(), "master seed": seed, "months": experiment.months}
    for name, scenario in experiment.scenarios.items():
        identity |= leaves(name, _told(scenario))
    identity |= {f"uncertain.{each.number}": [each.low, each.high] for each in experiment.uncertain}
    for package in experiment.asked:
        entries = [dict(entry) for measure in package.measures for entry in measure.entries]
        identity[f"packages.{package.name}"] = entries
    return json.loads(json.dumps(identity))


def leaves(path: str, told: Any) -> dict[str, Any]:
    """Every value by its path, so that a difference is named where it is."""
    if not isinstance(told, Mapping) or not told:
        return {path: told}
    return {inner: leaf for key, value in told.items() for inner, leaf in leaves(f"{path}.{key}", value).items()}


def clear(folder: Path) -> None:
    """Take away old results; a folder that holds none is left alone."""
    if not folder.exists():
        return
    if folder.is_dir() and not (folder / FILE).exists() and not (folder / "manifest.json").exists():
        if any(path.name != LOCK for path in folder.iterdir()):
            raise InputWrong([f"{folder}: is no results folder; --fresh does not clear it"])
    with writing(folder):
        for pattern in KNOWN_FILES:
            for path in folder.glob(pattern):
                path.unlink()
