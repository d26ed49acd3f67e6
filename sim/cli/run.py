"""`zonesim run` and `zonesim check`."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.main import DONE, INPUT_WRONG, RUN_FAILED, say
from sim.output.words import LANGS
from sim.study.estimate import Plan
from sim.study.experiment import Experiment
from sim.study.files import load
from sim.study.problems import InputWrong, nearest
from sim.study.shards import Shard
from sim.study.study import Study, Watcher, run_study
from sim.study.writer import writing

PATIENCE = 2.0
MANY = 10


@dataclass(frozen=True)
class Wish:
    """What the user typed after `zonesim run`."""

    file: Path
    out: Path | None
    replicates: int | None
    seed: int
    workers: int | None
    years: float | None
    settings: Sequence[str]
    lang: str
    fresh: bool
    retry_failed: bool = False
    shard: str | None = None
    cluster: str | None = None


class Terminal(Watcher):
    """What is to be done, and progress on a terminal for whatever takes longer than two seconds."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._seen = sys.stderr.isatty()
        self._shown = False
        self._plan: Plan | None = None
        self._beyond = 0

    def planned(self, plan: Plan) -> None:
        """How many runs, how long and how much room, at least and at most."""
        first, self._plan = self._plan is None, plan
        self._beyond = plan.most_runs - plan.least_runs
        if first or plan.least_runs > 0:
            self.clear()
            say(plan.words())

    def lived(self, done: int, of: int) -> None:
        """So many runs are done, and so long it may take yet."""
        now = time.monotonic()
        self._began = self._began or now
        spent = now - self._began
        if self._seen and spent > PATIENCE and done > 1:
            left = spent / (done - 1) * (of - done)
            most = f" ({of + self._beyond} at most)" if self._beyond else ""
            size = f", {self._plan.megabytes(of)} MB" if self._plan else ""
            line = f"{done} of {of} runs{most}, about {left:.0f} s left{size}"
            print(f"\r{line} \033[K", end="", file=sys.stderr, flush=True)
            self._shown = True

    def clear(self) -> None:
        """Leave the line as it was found."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = False


def languages(text: str) -> list[str]:
    """The languages of `--lang`."""
    asked = [word.strip() for word in text.split(",") if word.strip()]
    wrong = [f"--lang {word}: unknown language; {nearest(word, LANGS)}" for word in asked if word not in LANGS]
    if wrong or not asked:
        raise InputWrong(wrong or [f"--lang: a language is expected, of {', '.join(LANGS)}"])
    return list(dict.fromkeys(asked))


def run_file(wish: Wish) -> int:
    """Run a file, write its folder, print its answer."""
    langs = languages(wish.lang)
    shard = Shard.read(wish.shard) if wish.shard is not None else None
    experiment = load(wish.file, wish.settings, wish.years)
    study = _study(wish, experiment, shard)
    if shard is not None:
        return _tell_share(study, shard)
    return finish(study, langs)


def _study(wish: Wish, experiment: Experiment, shard: Shard | None) -> Study:
    terminal = Terminal()
    try:
        with _executor(wish.cluster) as executor:
            study = run_study(
                experiment,
                wish.out,
                wish.replicates,
                wish.seed,
                wish.workers,
                executor,
                wish.fresh,
                terminal,
                shard,
                wish.retry_failed,
            )
    finally:
        terminal.clear()
    study.store.close()
    return study


@contextmanager
def _executor(cluster: str | None) -> Iterator[Any]:
    """The workers of a scheduler for as long as they are needed; nothing where this machine does the work."""
    if cluster is None:
        yield None
        return
    from sim.study.cluster import Cluster

    machines = Cluster(cluster, say)
    try:
        yield machines
    finally:
        machines.close()


def finish(study: Study, langs: Sequence[str]) -> int:
    """Print the answer of a finished study, with its charts, and name what failed."""
    if all(study.complete.values()):
        began = time.perf_counter()
        _answer(study, langs)
        study.seconds["charts"] = time.perf_counter() - began
        _say_times(study)
    return _name_failures(study)


def _tell_share(study: Study, shard: Shard) -> int:
    """What a share has, which is no answer yet."""
    print(f"{study.folder}: share {shard.number} of {shard.of} is done, {study.replicates} replicates in all shares")
    print("zonesim merge FOLDER... --out FOLDER puts the shares together and writes the results")
    return _name_failures(study, whole=False)


def _answer(study: Study, langs: Sequence[str]) -> None:
    """Draw the charts and write the reports, then print the answer, which lists them."""
    from sim.output import draw_all
    from sim.output.answer import answer
    from sim.output.report import write_reports

    folder = study.folder
    with writing(folder):
        draw_all(folder, langs)
        write_reports(folder, langs, ("docx", "html"))
    for lang in langs:
        print(answer(folder, lang))
    if study.failures:
        print(
            f"{len(study.failures)} runs failed and are not in these numbers: {_whole(study)} replicates are complete"
        )
    print(f"{folder}: tables, manifest, charts and reports")


def _whole(study: Study) -> str:
    return ", ".join(f"{count} of {study.replicates} in {name}" for name, count in study.complete.items())


def _say_times(study: Study) -> None:
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in study.seconds.items())
    say(f"time: {spent}")


def _name_failures(study: Study, whole: bool = True) -> int:
    """Name every run that failed, or the first of many."""
    if not study.failures:
        return DONE
    for scenario, package, replicate, reason in study.failures[:MANY]:
        say(f"failed: scenario {scenario}, package {package}, replicate {replicate}: {reason}")
    if len(study.failures) > MANY:
        say(f"… and {len(study.failures) - MANY} more, in {study.folder / 'runs.sqlite'}")
    used = f"; the results use the replicates that are complete: {_whole(study)}" if whole else ""
    say(f"{len(study.failures)} runs failed{used} (--retry-failed lives them again)")
    return RUN_FAILED


def check_files(files: Sequence[Path]) -> int:
    """Check every file and say which are in order."""
    problems: list[str] = []
    for file in files:
        try:
            load(file)
        except InputWrong as error:
            problems += error.problems
        else:
            print(f"{file}: ok")
    if not problems:
        return DONE
    for line in InputWrong(problems).lines():
        say(line)
    return INPUT_WRONG
