import re

import numpy as np
import pytest

from experiments.replications.__main__ import HERE, REPLICATIONS, main
from experiments.replications.claims import ABOVE, AGREES, CANNOT, DOES_NOT, Claim, Replication, answers, verdict
from experiments.replications.page import PAGE, part, row, write
from experiments.replications.spread import moments, subbotin_shape, tent_over_bell, volatility_slope
from sim.study.files import load

VERDICT = rf"({AGREES}|{CANNOT}|{DOES_NOT} \(\d of \d claims hold\))"
SHORT = ["--replicates", "2", "--years", "1.2"]
# Where plots are looked at, each of two lives needs time for one to be taken.
LONGER = {8: ["--replicates", "2", "--years", "4"]}


def replication(*claims, can_be_asked=True):
    return Replication(99, "none", "a title", "it was found.", "it is asked.", claims, "because.", can_be_asked)


def claim(values, between=None):
    return Claim("a number", "", lambda lives: np.array(values), between)


@pytest.mark.parametrize("number", range(1, 11))
def test_every_replication_is_a_file_that_can_be_run(number):
    """R1 to R10: each has its own file, checked, named after it, with a question."""
    each = REPLICATIONS[number]
    assert each.file.startswith(f"r{number:02d}-")
    experiment = load(HERE / f"{each.file}.yaml")
    assert experiment.question.en.endswith("?")
    assert len(list(HERE.glob(f"r{number:02d}-*.yaml"))) == 1


@pytest.mark.parametrize("number", range(1, 11))
def test_the_page_has_a_row_and_a_part_with_a_verdict_for_each(number):
    """R1 to R10: found, set up, answered and explained; where it does not agree, why."""
    text, each = PAGE.read_text(encoding="utf-8"), REPLICATIONS[number]
    rows = re.findall(rf"^\| R{number} \| (.+) \| {VERDICT} \|$", text, re.M)
    parts = re.findall(rf"^## R{number} .*?(?=^## |\Z)", text, re.M | re.S)
    assert [found[0] for found in rows] == [each.title]
    assert len(parts) == 1
    assert f"**Verdict: {rows[0][1]}.**" in parts[0], "the row and the part say the same"
    for said in (each.published, each.setting, each.why, *(claim.what for claim in each.claims)):
        assert said and said in parts[0], "the page is older than the file that writes it"


@pytest.mark.parametrize("number", range(1, 11))
def test_the_command_asks_one_and_writes_it(number, tmp_path, capsys):
    """R1 to R10: the same command that makes the page, on a few short lives."""
    page = tmp_path / "page.md"
    main([f"r{number}", *LONGER.get(number, SHORT), "--page", str(page)])
    assert capsys.readouterr().out.startswith(f"R{number} ")
    text, each = page.read_text(encoding="utf-8"), REPLICATIONS[number]
    assert re.search(rf"^\| R{number} \| .+ \| {VERDICT} \|$", text, re.M)
    assert all(f"| {claim.what}" in text for claim in each.claims)
    some = re.findall(r"\| (−?[\d.,]+) \(−?[\d.,]+ to −?[\d.,]+\) \|", text)
    assert some, "no number at all was measured"


def test_shortened_lives_never_reach_the_page():
    with pytest.raises(SystemExit):
        main(["r8", *SHORT])
    with pytest.raises(SystemExit):
        main(["r11"])
    with pytest.raises(SystemExit):
        main(["r8", "--replicates", "1"])


def test_what_cannot_be_told_from_zero_is_no_agreement():
    clear, unclear, wrong = [1.0, 1.1, 0.9, 1.0], [1.0, -1.0, 2.0, -1.5], [-1.0, -1.1, -0.9, -1.0]
    said = [
        verdict(each, answers(each, None))
        for each in (
            replication(claim(clear, ABOVE), claim(wrong)),
            replication(claim(clear, ABOVE), claim(unclear, ABOVE)),
            replication(claim(wrong, ABOVE)),
            replication(claim([0.1, 0.11, 0.09], (0.0, 0.2)), claim([0.1, 0.11, 0.5], (0.0, 0.2))),
            replication(claim(clear, ABOVE), can_be_asked=False),
        )
    ]
    no = "does not agree ({} claims hold)".format
    assert said == ["agrees", no("1 of 2"), no("0 of 1"), no("1 of 2"), "cannot be asked here"]


def test_a_life_without_the_number_drops_out():
    each = replication(claim([1.0, np.nan, 3.0], ABOVE))
    found = answers(each, None)[0].found
    assert (found.n, found.estimate) == (2, 2.0)


def test_what_was_not_asked_again_stays_on_the_page(tmp_path):
    page, each = tmp_path / "page.md", replication(claim([1.0, 1.1, 0.9], ABOVE))
    found = answers(each, None)
    line, text = row(each, found), part(each, found, 3)
    first, second = text.replace("R99", "R1"), text.replace("R99", "R2")
    write(page, {2: line.replace("R99", "R2")}, {2: second})
    write(page, {1: line.replace("R99", "R1")}, {1: first})
    once = page.read_text(encoding="utf-8")
    assert once.index("| R1 |") < once.index("| R2 |") < once.index("## R1 ") < once.index("## R2 ")
    write(page, {1: line.replace("R99", "R1")}, {1: first.replace("because", "since")})
    assert page.read_text(encoding="utf-8") == once.replace("because", "since", 1)


def test_tents_and_bells_are_told_apart():
    """R9: on draws whose shape is known."""
    luck = np.random.default_rng(1)
    bell, tent = luck.normal(size=4000), luck.laplace(size=4000)
    assert tent_over_bell(tent) > 0.02 > -0.02 > tent_over_bell(bell)
    assert subbotin_shape(bell) == pytest.approx(2.0, abs=0.15)
    assert subbotin_shape(tent) == pytest.approx(1.0, abs=0.1)
    assert moments(bell)[1] == pytest.approx(0.0, abs=0.3)
    assert moments(tent)[1] == pytest.approx(3.0, abs=1.0)


def test_the_spread_of_growth_by_size_is_found():
    """R9: growth whose spread falls as the fifth root of size."""
    luck = np.random.default_rng(2)
    sizes = luck.normal(4.0, 1.0, 4000)
    rates = luck.normal(size=4000) * np.exp(-0.2 * sizes)
    assert volatility_slope(rates, sizes) == pytest.approx(-0.2, abs=0.04)
