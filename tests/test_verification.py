"""Every known answer and replication has its row, and no row claims a test that is not there."""

import re
from pathlib import Path

from verification import claims, findings, page, state_of, statements

EXPECTED = [*(f"T{number}" for number in range(1, 49)), *(f"R{number}" for number in range(1, 11))]
STATE = re.compile(r"^(passes|passes in part: .+|fails: finding (\d+)(, \d+)*|waits for: .+)$")


def test_every_check_has_a_row() -> None:
    assert list(statements()) == EXPECTED


def test_every_claim_is_of_a_known_check() -> None:
    assert {claim.check for claim in claims()} <= set(EXPECTED)


def test_every_row_has_a_state_and_a_test_where_it_passes() -> None:
    by_check = {check: [claim for claim in claims() if claim.check == check] for check in EXPECTED}
    for check, row in statements().items():
        state = state_of(row, by_check[check])
        assert STATE.match(state), f"{check}: {state}"
        if state.startswith("passes"):
            assert by_check[check], f"{check} claims to pass without a test"
        if state.startswith("fails"):
            assert {int(number) for number in re.findall(r"\d+", state.partition("finding")[2])} <= set(findings())


def test_the_page_is_up_to_date() -> None:
    assert Path("docs/verification.md").read_text(encoding="utf-8") == page(), "run `python -m tests.verification`"
