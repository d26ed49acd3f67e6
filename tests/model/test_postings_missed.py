"""A posting that a rule forgets or makes twice is noticed: a few kinds here, all of them in `python tests/mutants`."""

import os
import subprocess
import sys
from pathlib import Path

MUTANTS = Path(__file__).resolve().parent.parent / "mutants"
# One kind for each way in which a wrong posting comes to light: an expectation by kind, an overdraft, bank equity,
# a claim.
SOME = (
    "wages",
    "vat",
    "county_sales",
    "loan_interest",
    "fund_capital",
    "general_services",
    "receivables",
    "firm_loans",
)


def test_wrong_postings_are_noticed() -> None:
    names = [f"{action} {kind}" for action in ("drop", "double") for kind in SOME]
    command = [sys.executable, str(MUTANTS), "--forget", *names]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(names)} of {len(names)} killed; 0 survived; 0 never posted" in done.stdout
