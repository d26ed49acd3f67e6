"""A posting that a rule forgets is noticed: a few kinds here, all of them in `python tests/mutants.py`."""

import os
import subprocess
import sys
from pathlib import Path

MUTANTS = Path(__file__).resolve().parent.parent / "mutants.py"
# One kind for each way in which forgetting comes to light: an expectation by kind, an overdraft, bank equity, a claim.
SOME = (
    "wages",
    "rent",
    "county_sales",
    "loan_interest",
    "fund_capital",
    "general_services",
    "receivables",
    "firm_loans",
)


def test_forgotten_postings_are_noticed() -> None:
    done = subprocess.run(
        [sys.executable, str(MUTANTS), *SOME], capture_output=True, text=True, env={**os.environ}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(SOME)} of {len(SOME)} noticed; not noticed: none; never posted: none" in done.stdout
