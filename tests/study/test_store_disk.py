"""Disks that are full, closed or broken: one clear message, exit code 3, and nothing is lost."""

import os
import resource

import pytest
from small_studies import YEARS, command, started, stored, written

from sim import Experiment
from sim.cli.main import outcome
from sim.study.store import Store
from sim.study.stored import FILE, Stored
from sim.study.writer import CannotWrite, Damaged

ROOM = 500_000


@pytest.fixture(scope="module")
def whole(lasting_question):
    """The question, lived on a disk that has room."""
    out = lasting_question.parent / "whole"
    Experiment.load(lasting_question, years=YEARS).run(out=out, replicates=4, workers=1).store.close()
    return out


def test_a_full_disk_ends_with_a_message_and_goes_on_when_there_is_room(lasting_question, whole, tmp_path):
    said = tmp_path / "said"
    asked = ("run", lasting_question, "--years", YEARS, "--replicates", 4, "--workers", 1, "--out", tmp_path / "out")
    process = started(_with_little_room, said, *asked)
    process.join()
    told = said.read_text(encoding="utf-8")
    assert process.exitcode == 3, told
    assert "out: results cannot be written: " in told
    assert "Traceback" not in told
    kept = stored(tmp_path / "out")
    assert 0 < kept < 16
    study = Experiment.load(lasting_question, years=YEARS).run(out=tmp_path / "out", replicates=4, workers=1)
    study.store.close()
    assert written(tmp_path / "out") == written(whole)


def _with_little_room(said, *arguments):
    """No file may grow beyond the room: what a full disk does, without filling one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
    command(said, *arguments)


def test_a_closed_folder_is_said_to_be_closed(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    # Who may do everything must be somebody else for a moment.
    everything = os.geteuid() == 0
    tops = [tmp_path, *tmp_path.parents[:3]]
    before = [top.stat().st_mode for top in tops]
    if everything:
        for top in tops:
            top.chmod(0o755)
        os.seteuid(65534)
    try:
        with pytest.raises(CannotWrite, match="closed: results cannot be written: Permission denied"):
            Store(closed)
    finally:
        if everything:
            os.seteuid(0)
            for top, mode in zip(tops, before, strict=True):
                top.chmod(mode)


def test_a_broken_file_is_named_and_left_as_it_is(lasting_question, tmp_path, capsys):
    broken = b"this was a base of runs" * 400
    (tmp_path / FILE).write_bytes(broken)
    code = outcome(["run", str(lasting_question), "--out", str(tmp_path)])
    said = capsys.readouterr().err
    assert code == 3, said
    assert "runs.sqlite is damaged" in said
    assert "--fresh" in said
    assert (tmp_path / FILE).read_bytes() == broken
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_page_that_is_broken_is_no_mistake_of_ours(lasting_question, whole, tmp_path, capsys):
    content = bytearray((whole / FILE).read_bytes())
    middle = len(content) // 2 // 8192 * 8192
    content[middle : middle + 3 * 8192] = b"\xff" * (3 * 8192)
    (tmp_path / FILE).write_bytes(content)
    asked = ["run", str(lasting_question), "--years", str(YEARS), "--replicates", "4", "--workers", "1"]
    code = outcome([*asked, "--out", str(tmp_path)])
    said = capsys.readouterr().err
    assert code == 3, said
    assert "runs.sqlite is damaged" in said
    with pytest.raises(Damaged):
        look = Stored.open(tmp_path)
        for key in look.finished():
            look.content(key)
    assert len(content) == (tmp_path / FILE).stat().st_size


def test_fresh_takes_nothing_away_from_somebody_who_writes(tmp_path):
    store = Store(tmp_path)
    (tmp_path / "effects.csv").write_text("theirs", encoding="utf-8")
    with pytest.raises(CannotWrite, match="another run is writing there"):
        Store(tmp_path, fresh=True)
    assert (tmp_path / "effects.csv").exists()
    store.close()
    Store(tmp_path, fresh=True).close()
    assert not (tmp_path / "effects.csv").exists()
