"""Would the tests notice a mistake? `python tests/mutants [NAME ...]` plants mistakes and says which are noticed.

Without names: all that have no verdict yet. A name is a mutant (`"sign credit.loan_shrinks"`), the beginning of some
(`"key markets/labour"`), or a kind of mutant (`drop`). Postings take some minutes in all, rules about half an hour.
"""

import argparse
import sys

from page import write_page
from postings import NEVER, Posting, postings, try_all
from rules import Change, shifted_keys, turned_signs
from score import KILLED, SURVIVED, Verdict, judged, keep, known, tidy, try_rules


def options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python tests/mutants", description=__doc__)
    parser.add_argument("names", nargs="*", help="mutants, beginnings of their names, or kinds; none means all")
    parser.add_argument("--survivors", action="store_true", help="try those again that survived")
    parser.add_argument("--longer", action="store_true", help="longer tests too for who survives the quick ones")
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


def verdict_on(mutant: Posting, told: str) -> Verdict:
    """A verdict from what the bookkeeper said."""
    return judged(mutant.name, NEVER if told == NEVER else KILLED if told else SURVIVED, "" if told == NEVER else told)


def main() -> int:
    """Try what is asked for; exit code 1 where something survived."""
    asked = options()
    everyone: dict[str, Posting | Change] = {each.name: each for each in turned_signs() + shifted_keys() + postings()}
    tried = [] if asked.page else [everyone[name] for name in chosen(asked, everyone)]
    tally = {KILLED: 0, SURVIVED: 0, NEVER: 0}
    by_books = (verdict_on(*each) for each in try_all([each for each in tried if isinstance(each, Posting)]))
    by_tests = try_rules([each for each in tried if isinstance(each, Change)], asked.longer)
    for verdicts in (by_tests, by_books):
        for verdict in verdicts:
            tally[verdict.verdict] += 1
            print(f"{verdict.name:44s} {verdict.verdict.upper()} {verdict.by}", flush=True)
            if not asked.forget:
                keep(verdict)
    if not asked.forget:
        tidy(everyone)
        changes = {name: each for name, each in everyone.items() if isinstance(each, Change)}
        write_page(list(known().values()), len(everyone), changes)
    print(f"{tally[KILLED]} of {len(tried)} killed; {tally[SURVIVED]} survived; {tally[NEVER]} never posted")
    return 1 if tally[SURVIVED] else 0


if __name__ == "__main__":
    sys.exit(main())
