"""Would the tests notice a mistake? `python tests/mutants [NAME ...]` plants mistakes and says which are noticed.

Without names: all that have no verdict yet. A name is a mutant (`"sign credit.loan_shrinks"`), the beginning of some
(`"key markets/labour"`), or a kind of mutant (`drop`). All of them take about half an hour on one processor.
"""

import argparse
import sys
from itertools import chain

from page import write_page
from postings import Posting, postings, try_postings
from rules import Change, shifted_keys, turned_signs
from score import KILLED, NEVER, SURVIVED, judged, keep, known, tidy
from tested import try_keys, try_signs, try_unnoticed


def options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python tests/mutants", description=__doc__)
    parser.add_argument("names", nargs="*", help="mutants, beginnings of their names, or kinds; none means all")
    parser.add_argument("--survivors", action="store_true", help="try those again that survived")
    parser.add_argument("--forget", action="store_true", help="keep no verdicts")
    parser.add_argument("--page", action="store_true", help="only write docs/mutants.md from the verdicts so far")
    return parser.parse_args()


def chosen(asked: argparse.Namespace, everyone: dict[str, Posting | Change]) -> list[str]:
    """The mutants that are to be tried."""
    if asked.names:
        exact = [name for name in everyone if name in asked.names]
        begins = tuple(name for name in asked.names if name not in exact)
        return exact + [name for name in everyone if begins and name.startswith(begins)]
    verdicts = known()
    if asked.survivors:
        return [name for name in everyone if name in verdicts and verdicts[name].verdict == SURVIVED]
    return [name for name in everyone if name not in verdicts]


def main() -> int:
    """Try what is asked for; exit code 1 where something survived."""
    asked = options()
    everyone: dict[str, Posting | Change] = {each.name: each for each in postings() + turned_signs() + shifted_keys()}
    tried = [] if asked.page else [everyone[name] for name in chosen(asked, everyone)]
    changes = [each for each in tried if isinstance(each, Change)]
    tally = {KILLED: 0, SURVIVED: 0, NEVER: 0}
    wrong = try_postings([each for each in tried if isinstance(each, Posting)])
    for mutant, told in chain(
        ((each, told if told not in ("", NEVER) else try_unnoticed(each) or told) for each, told in wrong),
        try_signs([each for each in changes if each.name.startswith("sign")]),
        try_keys([each for each in changes if each.name.startswith("key")]),
    ):
        verdict = NEVER if told == NEVER else KILLED if told else SURVIVED
        tally[verdict] += 1
        print(f"{mutant.name:44s} {verdict.upper()} {told}", flush=True)
        if not asked.forget:
            keep(judged(mutant.name, verdict, told if verdict == KILLED else ""))
    if not asked.forget:
        tidy(everyone)
        write_page(list(known().values()), everyone)
    print(f"{tally[KILLED]} of {len(tried)} killed; {tally[SURVIVED]} survived; {tally[NEVER]} never posted")
    return 1 if tally[SURVIVED] else 0


if __name__ == "__main__":
    sys.exit(main())
