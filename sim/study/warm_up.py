"""Compiling the rules before the workers begin: on two processors, each takes half of the month's rounds.

The halves are lived on copies of a first day and thrown away; what stays is the cache of compiled code.
"""

import multiprocessing
import sys
from typing import Any

from sim.foundations.rules import PLAIN, keeps_compiled
from sim.study.lives import DONE, Task, live_one
from sim.study.runner import begin_work
from sim.zone import Zone

# Each half takes about as long as the other; they share few rules, because they are different markets.
EARLIER = (
    "_the_county_serves",
    "_investors_come",
    "_firms_borrow",
    "_projects_land_and_build",
    "_people_train",
    "_firms_make_and_sell",
)
LATER = (
    "_people_and_firms_meet",
    "_the_failed_close",
    "_bills_and_banks_are_paid",
    "_firms_decide",
    "_everybody_is_paid",
)


def compile_rules(short: Task, processes: int) -> bool:
    """Compile all that a life needs by living a short one; whether it could be lived."""
    if processes > 1 and not PLAIN and keeps_compiled() and sys.platform.startswith("linux"):
        _compile_halves(short)
    return live_one(short).status == DONE


def _compile_halves(short: Task) -> None:
    """A copy of this process compiles the later rounds while this one compiles the earlier ones."""
    try:
        zone = Zone(short.scenario, short.arm.policies, short.seed, short.months)
    except Exception:
        return  # The life that is lived next fails in the same way, and says why.
    helper = multiprocessing.get_context("fork").Process(target=_live_parts, args=(zone, LATER, True), daemon=True)
    helper.start()
    _live_parts(zone, EARLIER, False)
    helper.join()


def _live_parts(zone: Any, parts: tuple[str, ...], aside: bool) -> None:
    """Some rounds of a first month, whatever comes of them: a round that fails has been compiled too."""
    parent = multiprocessing.parent_process()
    if aside and parent is not None and parent.pid is not None:
        begin_work(parent.pid)
    zone._open_month()
    zone._announce_terms()
    for part in ("_institutions_open", *parts):
        try:
            getattr(zone, part)()
        except Exception:
            continue
