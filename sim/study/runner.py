"""Many lives on many workers: nothing finished is lost, and the numbers do not depend on who did the work."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from sim.study.lives import Outcome, Task, live_one

QUEUE_PER_WORKER = 2
BROKEN = (BrokenProcessPool,)


class WorkersDied(RuntimeError):
    """Worker processes died twice: the machine, not the model, is in the way."""


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
        self.workers = workers
        self._given = executor
        self._pool: Executor | None = executor
        self._replaced = False

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
                broken = False
                while queue and len(pending) < QUEUE_PER_WORKER * self.workers:
                    if not go_on(queue[0]):
                        queue.clear()
                        break
                    try:
                        pending[self._open_pool().submit(live_one, queue[0])] = queue[0]
                    except BROKEN:
                        broken = True
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
        done = wait(pending, return_when=FIRST_COMPLETED).done if pending else set()
        for future in sorted(done, key=lambda each: (pending[each].replicate, pending[each].key)):
            task = pending.pop(future)
            error = future.exception()
            if isinstance(error, BROKEN):
                lost.append(task)
            elif error is not None:
                raise error
            else:
                keep(task, future.result())
        return lost

    def _drain(self, pending: dict[Future[Outcome], Task], keep: Callable[[Task, Outcome], None]) -> list[Task]:
        lost = []
        while pending:
            lost += self._collect(pending, keep)
        return lost

    def _replace(self) -> None:
        if self._replaced or self._given is not None:
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
            if future.exception() is None:
                keep(pending[future], future.result())
