"""Copies of this process: what is planted in a copy is gone with it, and a life is lived only once for many mutants."""

import pickle
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from typing import Any


def in_a_fork(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives, in a copy of this process that is then gone: nothing here has changed."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)

    def tell() -> None:
        there.send_bytes(pickle.dumps(function(*arguments)))

    process = context.Process(target=tell)
    process.start()
    there.close()
    try:
        return pickle.loads(here.recv_bytes())
    except EOFError:
        raise RuntimeError("the copy died without an answer: see above") from None
    finally:
        process.join()


def try_in_one_life(
    waiting: list[Any],
    months: int,
    opened: Callable[[], Any],
    lived_on: Callable[[Any], Any],
    used_by: Callable[[Callable[[], Any]], set[Any]],
    is_touched: Callable[[Any, set[Any]], bool],
    judged: Callable[[Any, Callable[[], Any]], str],
) -> Iterator[tuple[Any, str]]:
    """Lives one life; in the month that first uses what a mutant changes, a copy goes on with the mutant in it.

    Until then the life with the mutant would have been the same. Those that nothing touches are not answered.
    """
    life: Any = None
    for _ in range(months + 1):
        if not waiting:
            return

        def start(life: Any = life) -> Any:
            return opened() if life is None else life

        def month(life: Any = life) -> Any:
            return opened() if life is None else lived_on(life)

        used = in_a_fork(used_by, month)
        for mutant in [each for each in waiting if is_touched(each, used)]:
            waiting.remove(mutant)
            yield mutant, in_a_fork(judged, mutant, start)
        life = month()
