"""Many lives on many workers: nothing finished is lost, and the numbers do not depend on who did the work."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from typing import Any, Protocol, runtime_checkable

from sim.study.lives import Outcome, Task, live_one

QUEUE_PER_WORKER = 2
LOOK_AGAIN_SECONDS = 10.0
KEPT = "finished runs are kept: the same command goes on from there"


class WorkersDied(RuntimeError):
    """The workers are gone: the machine, not the model, is in the way."""


@runtime_checkable
class Elsewhere(Protocol):
    """An executor whose workers are on other machines: it knows how many there are, and lets them compile."""

    def workers(self) -> int:
        """How many lives can be lived there at once, now."""

    def compile_there(self, task: Task) -> None:
        """Let every machine compile the rules once, before it is given work."""


class InThisProcess(Executor):
    """The executor of one worker: it does the work here, when it is asked to."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def usual_workers() -> int:
    """As many workers as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def new_pool(workers: int) -> Executor:
    """Processes on this machine: copies of this one where that can be, so that nothing is compiled twice."""
    if workers == 1:
        return InThisProcess()
    way = "fork" if sys.platform.startswith("linux") else "spawn"
    return ProcessPoolExecutor(
        workers, multiprocessing.get_context(way), initializer=begin_work, initargs=(os.getpid(),)
    )


def begin_work(parent: int) -> None:
    """A worker leaves interrupts to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    # A parent that was killed outright can tell nobody; its orphans would wait for work for ever.
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


class Crew:
    """The workers of a study. A pool whose worker died is replaced once, and what it had not finished is done again."""

    def __init__(self, workers: int, executor: Executor | None = None) -> None:
        self._workers = workers
        self._given = executor
        self._elsewhere = executor if isinstance(executor, Elsewhere) else None
        self._pool: Executor | None = executor
        self._replaced = False
        self._why_lost = ""

    @property
    def workers(self) -> int:
        """How many lives are lived at once; elsewhere machines may come and go."""
        return self._workers if self._elsewhere is None else self._elsewhere.workers()

    def compile_elsewhere(self, task: Task) -> bool:
        """Let the machines that will do the work compile the rules, if it is not this one."""
        if self._elsewhere is None:
            return False
        self._elsewhere.compile_there(task)
        return True

    def do(
        self,
        tasks: Iterable[Task],
        keep: Callable[[Task, Outcome], None],
        go_on: Callable[[Task], bool] = lambda task: True,
    ) -> None:
        """Do the tasks in order, keeping each outcome at once; `go_on` may end the queue before a task."""
        queue = deque(tasks)
        pending: dict[Future[Outcome], Task] = {}
        try:
            while queue or pending:
                broken, room = False, QUEUE_PER_WORKER * self.workers
                while queue and len(pending) < room:
                    if not go_on(queue[0]):
                        queue.clear()
                        break
                    try:
                        pending[self._open_pool().submit(live_one, queue[0])] = queue[0]
                    except BrokenExecutor as error:
                        broken, self._why_lost = True, str(error)
                        break
                    queue.popleft()
                lost = self._collect(pending, keep)
                if broken or lost:
                    lost += self._drain(pending, keep)
                    self._replace()
                    queue.extendleft(reversed(sorted(lost, key=lambda task: task.replicate)))
        except BaseException:
            self._stop(pending, keep)
            raise

    def close(self) -> None:
        """Send the workers home; an executor that was given stays open."""
        if self._pool is not None and self._given is None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._given

    def _open_pool(self) -> Executor:
        if self._pool is None:
            self._pool = new_pool(self.workers)
        return self._pool

    def _collect(self, pending: dict[Future[Outcome], Task], keep: Callable[[Task, Outcome], None]) -> list[Task]:
        """Keep what has finished; gives back what a dead worker left undone."""
        lost = []
        # Those elsewhere are asked now and then how many they are; here nobody comes or goes.
        patience = None if self._elsewhere is None else LOOK_AGAIN_SECONDS
        done = wait(pending, patience, FIRST_COMPLETED).done if pending else set()
        for future in sorted(done, key=lambda each: (pending[each].replicate, pending[each].key)):
            task = pending.pop(future)
            error = None if future.cancelled() else future.exception()
            if future.cancelled() or isinstance(error, BrokenExecutor):
                lost.append(task)
                self._why_lost = str(error or "")
            elif isinstance(error, Exception):
                # A life that fails is an outcome: what arrives here is trouble with a worker.
                raise WorkersDied(f"a worker failed: {type(error).__name__}: {error}; {KEPT}") from error
            else:
                keep(task, future.result())
        return lost

    def _drain(self, pending: dict[Future[Outcome], Task], keep: Callable[[Task, Outcome], None]) -> list[Task]:
        lost = []
        while pending:
            lost += self._collect(pending, keep)
        return lost

    def _replace(self) -> None:
        if self._given is not None:
            raise WorkersDied(self._why_lost or f"the workers are gone; {KEPT}")
        if self._replaced:
            raise WorkersDied(
                "a worker process died twice, perhaps for want of memory; "
                "finished runs are kept: run again, with fewer --workers, to do the rest"
            )
        self._replaced = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None

    def _stop(self, pending: dict[Future[Outcome], Task], keep: Callable[[Task, Outcome], None]) -> None:
        """Begin nothing more, let what is being lived end, and keep it."""
        for future in pending:
            future.cancel()
        running: Sequence[Future[Outcome]] = [future for future in pending if not future.cancelled()]
        for future in running:
            if not future.cancelled() and future.exception() is None:
                keep(pending[future], future.result())
