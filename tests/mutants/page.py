"""The page `docs/mutants.md`, written from the verdicts."""

from collections import Counter
from collections.abc import Mapping, Sequence

from postings import Posting
from rules import TREE, Change
from score import KILLED, NEVER, SURVIVED, Verdict

PAGE = TREE / "docs" / "mutants.md"
KINDS_OF_MUTANT = {
    "drop": "a kind of posting or claim is forgotten",
    "double": "a kind of posting or claim is made twice",
    "sign": "a sign or a comparison in a rule of the markets is turned",
    "key": "a draw asks under another `who` or another alternative",
}
# Mutants that no test can kill, since the model with them is the same model.
EQUIVALENT: dict[str, str] = {}
HEAD = (
    "# Do the tests notice?\n\n"
    "A test suite is worth as much as the mistakes that it would notice. So mistakes are planted: a posting is left "
    "out or made twice, a sign is turned, a draw asks under another key; each time a test should fail. "
    '`python tests/mutants` plants them all, `python tests/mutants "sign credit.loan_shrinks"` one of them. Verdicts '
    "are kept in `tests/mutants/score.jsonl`; what was stopped goes on where it was. `python tests/mutants --page` "
    "writes this page from them: do not edit it by hand.\n\n"
    "Postings are judged by the bookkeeper (`tests/model/books_check.py`) in three small zones of 36 months, and where "
    "that sees nothing by the quick tests of all rules; turned "
    "signs by the quick tests of their module; shifted keys by the watch over every draw of a small zone "
    "(`tests/model/asked_keys.py`), else by `tests/model/test_keys.py`. All in plain Python, in copies of one process: "
    "no file is touched. `bundles.py` is the one module of the markets without a sign to turn.\n"
)


def counts(verdicts: Sequence[Verdict]) -> str:
    """How many of each kind were killed."""
    rows = ["| Mistake | Planted | Killed | Survived | Never posted |", "|---|---|---|---|---|"]
    for kind, meaning in KINDS_OF_MUTANT.items():
        tally = Counter(each.verdict for each in verdicts if each.name.split()[0] == kind)
        cells = (tally.total(), tally[KILLED], tally[SURVIVED], tally[NEVER])
        rows.append(f"| {meaning} | " + " | ".join(str(cell) for cell in cells) + " |")
    tally = Counter(each.verdict for each in verdicts)
    tried = tally[KILLED] + tally[SURVIVED]
    share = 100 * tally[KILLED] / tried if tried else 0.0
    rows.append("")
    rows.append(f"Killed: {tally[KILLED]} of {tried} that could be, {share:.1f} %.")
    return "\n".join(rows)


def survivors(verdicts: Sequence[Verdict], everyone: Mapping[str, Posting | Change]) -> str:
    """Who survived, and why where it is known."""
    left = [each.name for each in verdicts if each.verdict == SURVIVED]
    if not left:
        return "None."
    rows = ["| Mutant | Change | Why |", "|---|---|---|"]
    for name in left:
        mutant = everyone[name]
        change = mutant.told() if isinstance(mutant, Change) else ""
        rows.append(f"| {name} | {change} | {EQUIVALENT.get(name, 'no test notices yet')} |")
    return "\n".join(rows)


def never_posted(verdicts: Sequence[Verdict]) -> str:
    """Kinds of the books that none of the small zones posts."""
    kinds = dict.fromkeys(each.name.split()[1] for each in verdicts if each.verdict == NEVER)
    return ", ".join(f"`{kind}`" for kind in kinds) or "None."


def killers(verdicts: Sequence[Verdict]) -> str:
    """Which mutant was killed by which test, or in which way."""
    rows = ["| Mutant | Killed by |", "|---|---|"]
    for each in verdicts:
        if each.verdict == KILLED:
            told = each.by.replace("|", "/")
            rows.append(f"| {each.name} | {told} |")
    return "\n".join(rows)


def write_page(verdicts: Sequence[Verdict], everyone: Mapping[str, Posting | Change]) -> None:
    """Write the page."""
    dates = ", ".join(sorted({f"{each.day} at commit {each.commit}" for each in verdicts}))
    parts = (
        HEAD,
        f"## Score\n\nVerdicts on {len(verdicts)} of {len(everyone)} mutants: {dates}.\n\n{counts(verdicts)}\n",
        f"## Survivors\n\n{survivors(verdicts, everyone)}\n",
        f"## Kinds never posted in the small zones\n\n{never_posted(verdicts)}\n",
        f"## Killed\n\n{killers(verdicts)}\n",
    )
    PAGE.write_text("\n".join(parts), encoding="utf-8")
