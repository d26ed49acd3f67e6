"""Many machines: the lives of a study on a running `distributed` scheduler.

The scheduler deals out runs and gives those of a dead worker to others. Here is asked what it cannot know:
whether every worker has the same code, and whether each machine has compiled the rules before it gets work.
"""

import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from sim.foundations.rules import code_stamp
from sim.study.lives import Outcome, Task, live_one
from sim.study.problems import InputWrong
from sim.study.runner import KEPT

CONNECT_SECONDS = 8.0
FIRST_WORKER_SECONDS = 8.0
COUNT_SECONDS = 5.0
CLOSE_SECONDS = 3.0
ADDRESS = re.compile(r"(tcp|tls|ws|wss)://(\[[^\]]+\]|[^:/\s]+):\d{1,5}/?")
INSTALL = "--cluster needs the library `distributed`: pip install 'zonesim[cluster]'"


class ClusterTrouble(BrokenExecutor):
    """The machines cannot be used: not reached, gone, without workers, or with other code."""


def live_there(task: Task, stamp: str) -> Outcome:
    """What a worker does: live one life, but only with the code that the study was begun with."""
    if code_stamp() != stamp:
        raise ClusterTrouble(_other_code([f"code {code_stamp()}"], stamp))
    return live_one(task)


def stamp_here() -> str:
    """The code that a worker has."""
    return code_stamp()


def compile_here(task: Task) -> str:
    """What one worker of each machine does first: live two months, so that the rules lie compiled for all."""
    from sim.foundations.rules import remember_compiled
    from sim.study.warm_up import compile_rules

    if compile_rules(task, 1):
        remember_compiled()
    return code_stamp()


class Cluster(Executor):
    """An executor on the workers of a scheduler."""

    def __init__(self, address: str, say: Callable[[str], None] = lambda line: None) -> None:
        if not ADDRESS.fullmatch(address):
            raise InputWrong([f"--cluster {address}: an address such as tcp://127.0.0.1:8786 is expected"])
        self.address, self._say = address, say
        self._client = _connected(address)
        self._executor = self._client.get_executor(pure=False)
        self._counted, self._threads = 0.0, 1
        try:
            self._check_workers()
        except BaseException:
            self.close()
            raise

    def workers(self) -> int:
        """How many lives can be lived at once; asked anew every few seconds, since workers come and go."""
        if time.monotonic() - self._counted > COUNT_SECONDS:
            self._counted = time.monotonic()
            with suppress(Exception):
                threads = sum(self._client.ncores().values())
                if threads == 0 and self._threads > 0:
                    self._say(f"{self.address}: no workers are left; waiting for others to come (Ctrl-C stops)")
                self._threads = threads
        return max(1, self._threads)

    def compile_there(self, task: Task) -> None:
        """Compile on one worker of each machine, all machines at once."""
        one_each = {urlsplit(worker).hostname or worker: worker for worker in sorted(self._ask(self._client.ncores))}
        self._say(f"compiling the rules on {len(one_each)} machines where that is not done yet")
        self._ask(self._client.run, compile_here, task, workers=list(one_each.values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give one life to the scheduler."""
        if self._client.status != "running":
            raise ClusterTrouble(self._gone())
        if fn is live_one:
            fn, args = live_there, (*args, code_stamp())
        inner = self._executor.submit(fn, *args, **kwargs)
        outer: Future[Any] = Future()
        outer.add_done_callback(lambda done: inner.cancel() if done.cancelled() else None)
        inner.add_done_callback(lambda done: self._pass_on(done, outer))
        return outer

    def close(self) -> None:
        """Leave the scheduler; it and its workers go on."""
        with suppress(Exception):
            self._client.close(timeout=CLOSE_SECONDS)

    def _pass_on(self, done: Future[Any], outer: Future[Any]) -> None:
        """The same result; trouble of the machines, whatever the library calls it, in our words."""
        if not outer.set_running_or_notify_cancel():
            return
        if done.cancelled():
            outer.set_exception(ClusterTrouble(self._gone()))
            return
        error = done.exception()
        if error is None:
            outer.set_result(done.result())
        elif type(error).__name__ == "KilledWorker":
            reason = "a run was given to several workers and each died of it, perhaps for want of memory"
            outer.set_exception(ClusterTrouble(f"{self.address}: {reason}; {KEPT}"))
        else:
            outer.set_exception(error)

    def _check_workers(self) -> None:
        """Every worker must have zonesim, and the very code of this process."""
        try:
            self._client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
        except Exception as error:
            raise ClusterTrouble(
                f"{self.address}: the scheduler has no workers; start some: dask worker {self.address} --nthreads 1"
            ) from error
        stamps = self._ask(self._client.run, stamp_here, on_error="return")
        without = sorted(worker for worker, stamp in stamps.items() if isinstance(stamp, ImportError))
        if without:
            raise ClusterTrouble(
                f"{self.address}: zonesim is not installed where {', '.join(without)} runs; "
                "install the same version there as here"
            )
        others = sorted(f"{worker} has {stamp}" for worker, stamp in stamps.items() if stamp != code_stamp())
        if others:
            raise ClusterTrouble(f"{self.address}: {_other_code(others, code_stamp())}")

    def _ask(self, question: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        try:
            return question(*arguments, **more)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterTrouble(self._gone()) from error

    def _gone(self) -> str:
        return f"{self.address}: the scheduler is gone; {KEPT}"


def _other_code(others: list[str], stamp: str) -> str:
    return (
        f"workers have other code than this process, which has {stamp}: {'; '.join(others)}. "
        "Results would not be comparable: install the same version, with the same libraries, and start them anew."
    )


def _connected(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise InputWrong([INSTALL]) from error
    _silence()
    try:
        return distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        raise ClusterTrouble(
            f"{address}: no scheduler answers there within {CONNECT_SECONDS:.0f} s; "
            "start one (dask scheduler --host 127.0.0.1) or mend the address; nothing was run"
        ) from error


def _silence() -> None:
    """What the library logs of lost connections are tracebacks; what is lost is said by us, in words."""
    for name in ("distributed", "tornado", "asyncio", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
