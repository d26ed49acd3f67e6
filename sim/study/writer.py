"""Who may write into a results folder: one process at a time, named in a file that the system unlocks when it dies."""

import json
import os
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "runs.lock"
PATIENCE_SECONDS = 2.0
DAMAGED = ("malformed", "not a database", "corrupt")
# Far behind the text of the file, since what is locked cannot be read by others on every system.
LOCKED_BYTE = 1 << 30
_held: set[int] = set()


class CannotWrite(Exception):
    """The results cannot be written: the folder is closed to us, or the disk is full."""


class Busy(CannotWrite):
    """Another process is writing into the folder."""


class Damaged(CannotWrite):
    """The file of runs cannot be read any more."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn every way in which reading or writing a folder can fail into one clear message."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, sqlite3.DatabaseError) and any(sign in reason for sign in DAMAGED):
            raise Damaged(
                f"{folder}: runs.sqlite is damaged ({reason}); it is left as it is. "
                "Use --out for another folder, or --fresh to take it away and start anew."
            ) from error
        if "locked" in reason:
            raise Busy(f"{folder}: another run is writing there") from error
        raise CannotWrite(f"{folder}: results cannot be written: {reason}") from error


class WriterLock:
    """The right to write into a folder, held until it is let go or the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / LOCK
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            patient_until = time.monotonic() + PATIENCE_SECONDS
            while (taken := self._try()) is None:
                if time.monotonic() > patient_until:
                    raise Busy(f"{folder}: another run is writing there: {spoken(read(self._path))}")
                time.sleep(0.1)
        self._file: int | None = taken
        _held.add(taken)

    def say(self, **more: Any) -> None:
        """Write into the file who holds it."""
        now = {"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S"), "host": socket.gethostname(), **more}
        if self._file is not None:
            with writing(self._folder):
                os.ftruncate(self._file, 0)
                os.lseek(self._file, 0, os.SEEK_SET)
                os.write(self._file, json.dumps(now).encode())

    def let_go(self) -> None:
        """Let others write; the file goes away."""
        if self._file is None:
            return
        # Taken away while it is still locked: whoever opened it meanwhile sees that it is no longer the one.
        with suppress(OSError):
            self._path.unlink()
        _held.discard(self._file)
        os.close(self._file)
        self._file = None

    def _try(self) -> int | None:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(file)
            if os.path.samestat(os.fstat(file), self._path.stat()):
                return file
        except OSError as error:
            if not isinstance(error, (BlockingIOError, PermissionError, FileNotFoundError)):
                os.close(file)
                raise
        os.close(file)
        return None


def _lock(file: int) -> None:
    if sys.platform == "win32":
        os.lseek(file, LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def writer_of(folder: Path) -> dict[str, Any] | None:
    """Who is writing into a folder now, or nobody. Asking disturbs no one for longer than a moment."""
    path = folder / LOCK
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        if sys.platform == "win32":
            os.lseek(file, LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return read(path)
    finally:
        os.close(file)
    return None


def read(path: Path) -> dict[str, Any]:
    """What a lock file says of its holder; nothing where it has not been written yet."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def spoken(holder: dict[str, Any]) -> str:
    """The holder of a lock in words."""
    if "pid" not in holder:
        return "a process that has just begun"
    where = "" if holder.get("host") == socket.gethostname() else f" on {holder.get('host')}"
    return f"process {holder['pid']}{where}, since {holder.get('since')}"


def _forget_in_copy() -> None:
    """A copy of this process, such as a worker, holds no folder: else it would keep it shut when we are killed."""
    while _held:
        with suppress(OSError):
            os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_copy)
