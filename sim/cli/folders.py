"""`zonesim status` and `zonesim merge`: results folders, looked into and put together."""

import json
from collections.abc import Sequence
from pathlib import Path

from sim.cli.main import DONE, say
from sim.cli.run import finish, languages
from sim.study.problems import InputWrong, nearest
from sim.study.status import status_of

FORMS = ("text", "json")


def show_status(folder: Path, form: str) -> int:
    """Tell how far a study has come."""
    if form not in FORMS:
        raise InputWrong([f"--format {form}: unknown format; {nearest(form, FORMS)}"])
    status = status_of(folder)
    if form == "json":
        print(json.dumps(status.told(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(status.lines()))
    return DONE


def merge_folders(folders: Sequence[Path], out: Path, replicates: int | None, lang: str, fresh: bool) -> int:
    """Put shares together, and answer as one run would."""
    from sim.study.merge import merge

    langs = languages(lang)
    study = merge(folders, out, replicates, fresh, say)
    study.store.close()
    return finish(study, langs)
