"""Measure the parts that are named, or all of them, and print a table."""

import sys
from collections.abc import Callable, Iterator

from benchmarks import lives, study, twin
from benchmarks.timing import Finding

PARTS: dict[str, Callable[[], Iterator[Finding]]] = {
    "twin": twin.findings,
    "lives": lives.findings,
    "study": study.findings,
}


def main(names: list[str]) -> int:
    """Print one line a finding; exit code 2 where a name is no part."""
    wrong = [name for name in names if name not in PARTS]
    if wrong:
        print(f"{', '.join(wrong)}: no such part; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"{'what':66s} {'median':>9s} {'least':>9s} {'greatest':>9s}  unit (rounds)")
    for name in names or PARTS:
        for each in PARTS[name]():
            print(each.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
