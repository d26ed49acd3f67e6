"""Finished runs in one SQLite file: each is stored at once, and none is lived twice."""

import hashlib
import io
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from sim.foundations.rules import code_stamp
from sim.scenario import Scenario
from sim.study.experiment import Arm, Experiment
from sim.study.lives import Outcome, Task, seed_of
from sim.study.problems import InputWrong

FILE = "runs.sqlite"
KNOWN_FILES = ("*.csv", "manifest.json", "maps.json", "runs.parquet", f"{FILE}*", "report.*", "charts/*.*")
_TABLES = """
create table if not exists about (item text primary key, value text not null);
create table if not exists runs (key text primary key, scenario text, package text, replicate integer, seed text,
    months integer, status text, reason text, seconds real);
create table if not exists series (key text, indicator text, "values" blob, primary key (key, indicator)) without rowid;
create table if not exists sketches (key text, decision text, hashes blob, primary key (key, decision)) without rowid;
create table if not exists maps (key text primary key, plans text) without rowid;
create table if not exists rosters (key text, name text, packed blob, primary key (key, name)) without rowid;
"""


class CannotWrite(Exception):
    """The results cannot be written: the folder is closed to us, or the disk is full."""


class OtherQuestion(InputWrong):
    """The folder holds the results of another question or of other code."""

    def lines(self) -> list[str]:
        """What differs, and what to do."""
        return [*self.problems, "Nothing was run. Use --fresh to start anew, or --out for another folder."]


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn every way in which writing can fail into one clear message."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if "locked" in reason:
            reason = "another run is writing there"
        raise CannotWrite(f"{folder}: results cannot be written: {reason}") from error


class RunKeys:
    """The names of runs: hashes of all that a run depends on, which are world, policies, length, seed and code."""

    def __init__(self, experiment: Experiment, master: int) -> None:
        self._experiment, self._master = experiment, master
        self._worlds = {name: _told(scenario) for name, scenario in experiment.scenarios.items()}
        self._arms: dict[tuple[str, str], str] = {}

    def of(self, arm: Arm, replicate: int) -> str:
        """The key of one run."""
        name = (arm.scenario, arm.package)
        if name not in self._arms:
            policies = [[type(policy).name, asdict(policy)] for policy in arm.policies]
            told = [self._worlds[arm.scenario], policies, self._experiment.months, code_stamp()]
            self._arms[name] = json.dumps(told, sort_keys=True)
        seed = seed_of(self._master, replicate)
        return hashlib.blake2b(f"{self._arms[name]} {seed}".encode(), digest_size=16).hexdigest()


def _told(scenario: Scenario) -> dict[str, Any]:
    """What a world does, without what is only said about it."""
    return scenario.model_dump(mode="json", exclude={"sources", "targets", "name"})


class Store:
    """The finished runs of one results folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / FILE, timeout=2)
            self._base.execute("pragma locking_mode = exclusive")
            self._base.execute("pragma synchronous = normal")
            # Held to the end, so that two studies never write into one folder.
            self._base.execute("begin exclusive")
            self._base.commit()
            self._base.executescript(_TABLES)

    def close(self) -> None:
        """Close the file; what was stored stays."""
        self._base.close()

    def release(self) -> None:
        """Let others write into the folder; what is there can still be read."""
        self._base.execute("pragma locking_mode = normal")
        self._base.execute("select count(*) from about").fetchone()

    def about(self) -> dict[str, Any]:
        """What question and code the folder was made from; empty where it is new."""
        rows = self._base.execute("select item, value from about").fetchall()
        return {item: json.loads(value) for item, value in rows}

    def belongs_to(self, identity: Mapping[str, Any]) -> None:
        """Take the folder for this question, or refuse it where it holds another one."""
        before = self.about()
        if before:
            differing = [item for item in sorted({*before, *identity}) if before.get(item) != identity.get(item)]
            if differing:
                raise OtherQuestion(
                    f"{self.folder}: holds other results: {_difference(item, before.get(item), identity.get(item))}"
                    for item in differing
                )
            return
        with writing(self.folder), self._base:
            rows = [(item, json.dumps(value, sort_keys=True)) for item, value in identity.items()]
            self._base.executemany("insert into about values (?, ?)", rows)

    def finished(self) -> dict[str, str]:
        """The status of every stored run, by key."""
        return dict(self._base.execute("select key, status from runs").fetchall())

    def has_maps(self, key: str) -> bool:
        """Whether the land plans of a run are stored."""
        return self._base.execute("select 1 from maps where key = ?", (key,)).fetchone() is not None

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Store one finished run, whole or not at all."""
        with writing(self.folder), self._base:
            self._base.execute(
                "insert or replace into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    task.key,
                    task.arm.scenario,
                    task.arm.package,
                    task.replicate,
                    str(task.seed),
                    task.months,
                    outcome.status,
                    outcome.reason,
                    outcome.seconds,
                ),
            )
            series = [(task.key, name, _floats(values)) for name, values in outcome.series.items()]
            self._base.executemany("insert or replace into series values (?, ?, ?)", series)
            sketches = [(task.key, name, _hashes(values)) for name, values in outcome.sketches.items()]
            self._base.executemany("insert or replace into sketches values (?, ?, ?)", sketches)
            if outcome.maps:
                plans = json.dumps(outcome.maps, sort_keys=True, default=_python_value)
                self._base.execute("insert or replace into maps values (?, ?)", (task.key, plans))
            columns = [(task.key, name, _packed(values)) for name, values in outcome.roster.items()]
            self._base.executemany("insert or replace into rosters values (?, ?, ?)", columns)

    def failures(self, keys: Sequence[str]) -> list[tuple[str, str, int, str]]:
        """Scenario, package, replicate and reason of every failed run among these."""
        rows = self._base.execute(
            "select key, scenario, package, replicate, reason from runs where status = 'failed' order by replicate, key"
        ).fetchall()
        wanted = set(keys)
        return [row[1:] for row in rows if row[0] in wanted]

    def series(self, keys: Sequence[str], indicator: str) -> np.ndarray:
        """One indicator of many runs: a row a run, a column a month from 0."""
        found = [
            self._base.execute(
                'select "values" from series where key = ? and indicator = ?', (key, indicator)
            ).fetchone()
            for key in keys
        ]
        return np.array([np.frombuffer(row[0], "<f8") for row in found])

    def indicators(self, key: str) -> list[str]:
        """The indicators that a run recorded."""
        return [row[0] for row in self._base.execute("select indicator from series where key = ?", (key,))]

    def sketches(self, key: str) -> dict[str, np.ndarray]:
        """The sample of draws that a run used, by decision."""
        rows = self._base.execute("select decision, hashes from sketches where key = ?", (key,)).fetchall()
        return {decision: np.frombuffer(hashes, "<u8") for decision, hashes in rows}

    def maps(self, key: str) -> dict[str, Any]:
        """The land plans of a run, by month; empty where none were kept."""
        row = self._base.execute("select plans from maps where key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else {}

    def has_roster(self, key: str) -> bool:
        """Whether it is stored who worked when in a run."""
        return self._base.execute("select 1 from rosters where key = ?", (key,)).fetchone() is not None

    def roster(self, key: str) -> dict[str, np.ndarray]:
        """Who worked when in a run, by column; empty where it was not kept."""
        rows = self._base.execute("select name, packed from rosters where key = ?", (key,)).fetchall()
        return {name: _unpacked(packed) for name, packed in rows}

    def seconds(self, keys: Sequence[str]) -> float:
        """How long these runs took, added up."""
        rows = dict(self._base.execute("select key, seconds from runs").fetchall())
        return float(sum(rows.get(key) or 0.0 for key in keys))


def _python_value(value: Any) -> Any:
    """What NumPy calls a number or a truth, as Python does."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a land plan cannot hold {type(value).__name__}")


def _floats(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, "<f8").tobytes()


def _hashes(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, "<u8").tobytes()


def _packed(values: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, values, allow_pickle=False)
    return zlib.compress(file.getvalue(), 1)


def _unpacked(packed: bytes) -> np.ndarray:
    return np.load(io.BytesIO(zlib.decompress(packed)), allow_pickle=False)


def _difference(item: str, before: Any, now: Any) -> str:
    told = f"{item} {_brief(before)} there, {_brief(now)} here"
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
        identity |= _leaves(name, _told(scenario))
    for package in experiment.asked:
        entries = [dict(entry) for measure in package.measures for entry in measure.entries]
        identity[f"packages.{package.name}"] = entries
    return json.loads(json.dumps(identity))


def _leaves(path: str, told: Any) -> dict[str, Any]:
    """Every value by its path, so that a difference is named where it is."""
    if not isinstance(told, Mapping) or not told:
        return {path: told}
    return {inner: leaf for key, value in told.items() for inner, leaf in _leaves(f"{path}.{key}", value).items()}


def clear(folder: Path) -> None:
    """Take away old results; a folder that holds none is left alone."""
    if not folder.exists():
        return
    if folder.is_dir() and not (folder / FILE).exists() and not (folder / "manifest.json").exists():
        if any(folder.iterdir()):
            raise InputWrong([f"{folder}: is no results folder; --fresh does not clear it"])
    with writing(folder):
        for pattern in KNOWN_FILES:
            for path in folder.glob(pattern):
                path.unlink()
