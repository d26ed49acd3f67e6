"""Where a file's name is looked up: beside the file, in ./scenarios, then among those shipped."""

from importlib import resources
from pathlib import Path

from sim.study.located import Document, inherit, read_document
from sim.study.problems import InputWrong, nearest

SCENARIOS, EXPERIMENTS = "scenarios", "experiments"


def shipped(shelf: str) -> dict[str, Path]:
    """The files that travel with the program, by name."""
    folder = resources.files(shelf)
    found = [Path(str(each)) for each in folder.iterdir() if each.name.endswith(".yaml")]
    return {path.stem: path for path in sorted(found)}


def find(name: str, beside: Path, *shelves: str) -> tuple[Path, str]:
    """The file of that name, and how it is shown to people; raises where there is none."""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        path = beside / name
        if path.is_file():
            return path, str(path)
        raise InputWrong([f"{path}: there is no such file"])
    for folder in (beside, *map(Path, shelves)):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path, str(path)
    for shelf in shelves:
        if name in shipped(shelf):
            return shipped(shelf)[name], f"{shelf}/{name}.yaml"
    known = {path.stem for folder in (beside, *map(Path, shelves)) if folder.is_dir() for path in folder.glob("*.yaml")}
    known.update(*(shipped(shelf) for shelf in shelves))
    raise InputWrong([f"{name}: there is no such file; {nearest(name, known)}"])


def read_with_heritage(path: Path, shown: str, line_of: tuple[Path, ...] = ()) -> Document:
    """A file over all that it `extends`."""
    document = read_document(path, shown)
    if path.resolve() in line_of:
        raise InputWrong([f"{document.place(('extends',)).where}: extends: goes round in a circle"])
    parent = document.data.pop("extends", None)
    where = document.places.pop(("extends",), None)
    if parent is None:
        return document
    place = where.where if where else shown
    if not isinstance(parent, str):
        raise InputWrong([f"{place}: extends: the name of one file is expected"])
    try:
        found, shown_parent = find(parent, path.parent, SCENARIOS, EXPERIMENTS)
    except InputWrong as error:
        reason = error.problems[0].partition(": ")[2]
        raise InputWrong([f"{place}: extends = {parent}: {reason}"]) from None
    return inherit(read_with_heritage(found, shown_parent, (*line_of, path.resolve())), document)
