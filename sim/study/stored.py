"""What a results folder holds, read. It can be read while another process writes."""

import io
import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from sim.indicators.flows import COLUMNS
from sim.study.problems import InputWrong
from sim.study.writer import writing

FILE = "runs.sqlite"
CONTENT = ("series", "sketches", "maps", "rosters", "flows")
# Of the file beside the values themselves: keys, indexes and pages that are not full.
FILE_OVER_VALUES = 1.25


class Stored:
    """The runs of one results folder."""

    def __init__(self, folder: Path, base: sqlite3.Connection) -> None:
        self.folder = folder
        self._base = base

    @classmethod
    def open(cls, folder: Path) -> "Stored":
        """Look into a folder, whoever may be writing there."""
        if not (folder / FILE).is_file():
            raise InputWrong([f"{folder}: is no results folder: it holds no {FILE}"])
        with writing(folder):
            base = sqlite3.connect(f"file:{quote(str(folder.resolve() / FILE))}?mode=ro", uri=True, timeout=10)
            begun = base.execute("select 1 from sqlite_master where name = 'notes'").fetchone()
        if not begun:
            base.close()
            raise InputWrong([f"{folder}: holds no runs yet"])
        return cls(folder, base)

    def close(self) -> None:
        """Close the file; what was stored stays."""
        with suppress(sqlite3.Error):
            self._base.close()

    def ask(self, question: str, values: Sequence[Any] = ()) -> list[Any]:
        """The rows that answer a question; a damaged file is said to be damaged."""
        with writing(self.folder):
            return self._base.execute(question, values).fetchall()

    def about(self) -> dict[str, Any]:
        """What question and code the folder was made from; empty where it is new."""
        return {item: json.loads(value) for item, value in self.ask("select item, value from about")}

    def note(self, item: str) -> Any:
        """What was last noted: the experiment as a record, or how far its study is to go."""
        rows = self.ask("select value from notes where item = ?", (item,))
        return json.loads(rows[0][0]) if rows else None

    def finished(self) -> dict[str, str]:
        """The status of every stored run, by key."""
        return dict(self.ask("select key, status from runs"))

    def finished_status(self, key: str) -> str:
        """The status of one stored run."""
        return self.ask("select status from runs where key = ?", (key,))[0][0]

    def run(self, key: str) -> tuple[str, str, int]:
        """Scenario, package and replicate of a stored run."""
        return self.ask("select scenario, package, replicate from runs where key = ?", (key,))[0]

    def counts(self, below: int | None = None) -> dict[tuple[str, str], dict[str, int]]:
        """How many runs of each arm have which status, of all replicates or of the first so many."""
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for scenario, package, status, many in self.ask(
            "select scenario, package, status, count(*) from runs where ? is null or replicate < ? "
            "group by scenario, package, status",
            (below, below),
        ):
            counts.setdefault((scenario, package), {})[status] = many
        return counts

    def replicates(self) -> dict[tuple[str, int], int]:
        """In how many arms each replicate of each world was lived to its end."""
        rows = self.ask(
            "select scenario, replicate, count(*) from runs where status = 'done' group by scenario, replicate"
        )
        return {(scenario, replicate): arms for scenario, replicate, arms in rows}

    def failures(self, keys: Sequence[str] | None = None) -> list[tuple[str, str, int, str]]:
        """Scenario, package, replicate and reason of every failed run, or of those among these."""
        rows = self.ask(
            "select key, scenario, package, replicate, reason from runs where status = 'failed' order by replicate, key"
        )
        wanted = None if keys is None else set(keys)
        return [row[1:] for row in rows if wanted is None or row[0] in wanted]

    def series(self, keys: Sequence[str], indicator: str) -> np.ndarray:
        """One indicator of many runs: a row a run, a column a month from 0."""
        with writing(self.folder):
            found = [
                self._base.execute(
                    'select "values" from series where key = ? and indicator = ?', (key, indicator)
                ).fetchone()
                for key in keys
            ]
        return np.array([np.frombuffer(row[0], "<f8") for row in found])

    def indicators(self, key: str) -> list[str]:
        """The indicators that a run recorded."""
        return [row[0] for row in self.ask("select indicator from series where key = ?", (key,))]

    def sketches(self, key: str) -> dict[str, np.ndarray]:
        """The sample of draws that a run used, by decision."""
        rows = self.ask("select decision, hashes from sketches where key = ?", (key,))
        return {decision: np.frombuffer(hashes, "<u8") for decision, hashes in rows}

    def maps(self, key: str) -> dict[str, Any]:
        """The land plans of a run, by month; empty where none were kept."""
        rows = self.ask("select plans from maps where key = ?", (key,))
        return json.loads(rows[0][0]) if rows else {}

    def has_roster(self, key: str) -> bool:
        """Whether it is stored who worked when in a run."""
        return bool(self.ask("select 1 from rosters where key = ? limit 1", (key,)))

    def roster(self, key: str) -> dict[str, np.ndarray]:
        """Who worked when in a run, by column; empty where it was not kept."""
        rows = self.ask("select name, packed from rosters where key = ?", (key,))
        return {name: unpacked(packed) for name, packed in rows}

    def flows(self, key: str) -> np.ndarray:
        """Who paid whom in a run, year by year: `sim.indicators.flows`; empty where it was not kept."""
        rows = self.ask("select packed from flows where key = ?", (key,))
        return unpacked(rows[0][0]) if rows else np.zeros((0, COLUMNS), np.int64)

    def content(self, key: str) -> list[Any]:
        """All that a run gave, in an order of its own, so that two of them can be compared."""
        return [self.ask(f"select * from {table} where key = ? order by 1, 2", (key,)) for table in CONTENT]

    def seconds_a_run(self) -> float | None:
        """How long a run took, on average; nothing where none is done."""
        return self.ask("select avg(seconds) from runs where status = 'done'")[0][0]

    def bytes_a_run(self) -> float | None:
        """How much of the disk a run takes: as much as the one stored last."""
        last = "(select key from runs where status = 'done' order by rowid desc limit 1)"
        values = self.ask(f'select sum(length("values")) from series where key = {last}')[0][0]
        hashes = self.ask(f"select sum(length(hashes)) from sketches where key = {last}")[0][0]
        people = self.ask(f"select sum(length(packed)) from rosters where key = {last}")[0][0]
        return FILE_OVER_VALUES * (values + (hashes or 0) + (people or 0)) if values else None


def unpacked(packed: bytes) -> np.ndarray:
    """An array as it was before it was packed for the file."""
    return np.load(io.BytesIO(zlib.decompress(packed)), allow_pickle=False)
