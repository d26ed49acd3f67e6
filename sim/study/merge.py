"""Several results folders put together: the tables are those that one undisturbed study would have written."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sim.study.problems import InputWrong
from sim.study.record import experiment_of
from sim.study.shards import check_mergeable, ordered_by_all
from sim.study.store import FILE, Store, identity_of
from sim.study.stored import Stored
from sim.study.study import Study, study_of_stored
from sim.study.writer import spoken, writer_of


def merge(
    folders: Sequence[Path],
    out: Path,
    replicates: int | None = None,
    fresh: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Study:
    """Put the runs of several folders into one, and write its results as one study would."""
    if any(folder.resolve() == out.resolve() for folder in folders):
        raise InputWrong([f"{out}: is among the folders to merge; --out takes another one"])
    names = list(dict.fromkeys(folders))
    if (out / FILE).is_file() and not fresh:
        # What an earlier merge has put there is one more share.
        names.append(out)
    sources: list[Stored] = []
    try:
        for folder in names:
            holder = writer_of(folder)
            if holder is not None:
                say(f"{folder}: {spoken(holder)} is still writing there; only what is finished is taken")
            sources.append(Stored.open(folder))
        for line in check_mergeable(sources):
            say(line)
        return _merged(sources, out, ordered_by_all(sources, replicates), fresh)
    finally:
        for source in sources:
            source.close()


def _merged(sources: Sequence[Stored], out: Path, replicates: int | None, fresh: bool) -> Study:
    record, about = sources[0].note("question"), sources[0].about()
    experiment, seed = experiment_of(record), about["master seed"]
    store = Store(out, fresh)
    try:
        store.belongs_to(identity_of(experiment, seed))
        store.remember("question", record)
        for source in sources:
            if source.folder != out:
                store.take_from(source)
        study = study_of_stored(experiment, store, seed, replicates)
        store.release()
    except BaseException:
        store.close()
        raise
    return study
