"""`zonesim run` and `zonesim check`."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sim.cli.main import DONE, INPUT_WRONG, RUN_FAILED, say
from sim.study.files import load
from sim.study.problems import InputWrong, nearest
from sim.study.study import Study, Watcher, run_study

LANGUAGES = ("en", "zh")
PATIENCE = 2.0
MANY = 10


class Terminal(Watcher):
    """Progress on a terminal, for whatever takes longer than two seconds."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._seen = sys.stderr.isatty()
        self._shown = False

    def lived(self, done: int, of: int) -> None:
        """So many runs are done, and so long it may take yet."""
        now = time.monotonic()
        self._began = self._began or now
        spent = now - self._began
        if self._seen and spent > PATIENCE and done > 1:
            left = spent / (done - 1) * (of - done)
            print(f"\r{done} of {of} runs, about {left:.0f} s left \033[K", end="", file=sys.stderr, flush=True)
            self._shown = True

    def clear(self) -> None:
        """Leave the line as it was found."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = False


def languages(text: str) -> list[str]:
    """The languages of `--lang`."""
    asked = [word.strip() for word in text.split(",") if word.strip()]
    wrong = [f"--lang {word}: unknown language; {nearest(word, LANGUAGES)}" for word in asked if word not in LANGUAGES]
    if wrong or not asked:
        raise InputWrong(wrong or [f"--lang: a language is expected, of {', '.join(LANGUAGES)}"])
    return list(dict.fromkeys(asked))


def run_file(
    file: Path,
    out: Path | None,
    replicates: int | None,
    seed: int,
    workers: int | None,
    years: float | None,
    settings: Sequence[str],
    lang: str,
    fresh: bool,
) -> int:
    """Run a file, write its folder, print its answer."""
    langs = languages(lang)
    experiment = load(file, settings, years)
    terminal = Terminal()
    try:
        study = run_study(experiment, out, replicates, seed, workers, fresh=fresh, watcher=terminal)
    finally:
        terminal.clear()
    study.store.close()
    if not all(study.complete.values()):
        return _name_failures(study)
    began = time.perf_counter()
    _answer(study.folder, langs)
    study.seconds["charts"] = time.perf_counter() - began
    _say_times(study)
    return _name_failures(study)


def _answer(folder: Path, langs: Sequence[str]) -> None:
    """Draw the charts, then print the answer, which lists them."""
    from sim.output import draw_all
    from sim.output.answer import answer

    draw_all(folder, langs)
    for lang in langs:
        print(answer(folder, lang))
    print(f"{folder}: tables, manifest and charts")


def _say_times(study: Study) -> None:
    spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in study.seconds.items())
    say(f"time: {spent}")


def _name_failures(study: Study) -> int:
    """Name every run that failed, or the first of many."""
    if not study.failures:
        return DONE
    for scenario, package, replicate, reason in study.failures[:MANY]:
        say(f"failed: scenario {scenario}, package {package}, replicate {replicate}: {reason}")
    if len(study.failures) > MANY:
        say(f"… and {len(study.failures) - MANY} more, in {study.folder / 'runs.sqlite'}")
    whole = ", ".join(f"{count} of {study.replicates} in {name}" for name, count in study.complete.items())
    say(f"{len(study.failures)} runs failed; the results use the replicates that are complete: {whole}")
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
