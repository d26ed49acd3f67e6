"""Files of questions, whatever stands in them: what is written is read, and every mistake is told in its place."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim import Experiment
from sim.indicators import INDICATORS
from sim.policies import POLICIES
from sim.study.instruments import fields_of
from sim.study.problems import InputWrong

QUESTION = Path(__file__).parent / "questions" / "two.yaml"
SCENARIO = QUESTION.with_name("small.yaml")
START = 2011


_MONTHS = st.integers(1, 12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples: each writes the same file anew."""
    return tmp_path_factory.mktemp("questions")


def _load(folder: Path, text: str | bytes) -> Experiment:
    """The question of this text, asked of the small zone."""
    (folder / "small.yaml").write_bytes(SCENARIO.read_bytes())
    file = folder / "asked.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Experiment.load(file)


def _yaml(data: Any) -> str:
    stream = io.StringIO()
    YAML().dump(data, stream)
    return stream.getvalue()


@st.composite
def _policy(draw, years: int) -> dict[str, Any]:
    """One instrument with one of its numbers, anywhere within its range."""
    use = draw(st.sampled_from(sorted(POLICIES)))
    entry: dict[str, Any] = {"use": use, "from": f"{START + draw(st.integers(0, years - 1))}-{draw(_MONTHS):02d}"}
    known = {name: each for name, each in fields_of(POLICIES[use]).items() if "number" in each.metadata}
    for name in draw(st.lists(st.sampled_from(sorted(known)), max_size=1)):
        declared = known[name].metadata["number"]
        whole = known[name].type is int
        low, high = (int(declared.low), int(declared.high)) if whole else (declared.low, declared.high)
        entry[name] = draw(st.integers(low, high) if whole else st.floats(low, high))
        # Cover and the shares of others may come to the whole loss and no more.
        if use == "guarantee_fund" and name.endswith("_share"):
            entry["cover"] = 0.4
    return entry


@st.composite
def _question(draw) -> dict[str, Any]:
    """A valid question of the small zone."""
    years = draw(st.integers(1, 20))
    names = draw(st.lists(st.from_regex(r"\A[a-z][a-z0-9_-]{0,8}\Z"), min_size=1, max_size=3, unique=True))
    least = draw(st.integers(2, 50))
    data: dict[str, Any] = {
        "question": {"en": draw(st.text("abc 中文:#'\"-", min_size=1)), "zh": "问题"},
        "scenarios": ["small"],
        "years": years,
        "packages": {name: [draw(_policy(years))] for name in names if name != "baseline"},
        "outcomes": draw(st.lists(st.sampled_from(sorted(INDICATORS)), min_size=1, max_size=5, unique=True)),
        "precision": {
            "outcome": draw(st.sampled_from(sorted(INDICATORS))),
            "half_width_share": draw(st.floats(0.001, 10)),
            "at_month": draw(st.integers(1, 12 * years)),
            "least": least,
            "most": draw(st.integers(least, 100)),
        },
    }
    return data


@settings(max_examples=40)
@given(_question())
def test_what_a_valid_question_says_is_what_is_asked(folder: Path, data: dict[str, Any]) -> None:
    """Written as YAML and read again: arms, outcomes, precision and every number of every policy."""
    policies = [entries[0] for entries in data["packages"].values()]
    assume(len({_yaml(each) for each in policies}) == len(policies))
    experiment = _load(folder, _yaml(data))
    assert [arm.package for arm in experiment.arms] == ["baseline", *data["packages"]]
    assert experiment.months == 12 * data["years"]
    assert experiment.outcomes == tuple(data["outcomes"])
    assert experiment.question.en == data["question"]["en"]
    for key, value in data["precision"].items():
        assert getattr(experiment.precision, key) == value
    for name, (entry,) in data["packages"].items():
        policy = experiment.policies["small", name][-1]
        year, month = map(int, entry["from"].split("-"))
        assert policy.name == entry["use"]
        assert policy.start_month == 12 * (year - START) + month
        for key in entry.keys() - {"use", "from"}:
            assert getattr(policy, key) == entry[key], key


def _keys_of_the_question() -> list[tuple[int, int, str]]:
    """Line, place in the text and name of every key of the question that has a fixed name."""
    text, found = QUESTION.read_text(encoding="utf-8"), []
    for match in re.finditer(r"([a-z_]+):(?= )", text):
        if match[1] not in {"factories", "guarantee", "both", "en", "zh"}:
            found.append((text.count("\n", 0, match.start()) + 1, match.start(), match[1]))
    return found


KEYS = _keys_of_the_question()


@st.composite
def _typo(draw) -> tuple[int, str, str, str]:
    """Line of a key, the key, the key with one letter lost, doubled, swapped or another, and the text with that."""
    text = QUESTION.read_text(encoding="utf-8")
    line, start, key = draw(st.sampled_from(KEYS))
    at = draw(st.integers(0, len(key) - 1))
    wrong = draw(
        st.sampled_from(
            [
                key[:at] + key[at + 1 :],
                key[:at] + key[at] + key[at:],
                key[:at] + key[at + 1 : at + 2] + key[at] + key[at + 2 :],
                key[:at] + draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + key[at + 1 :],
            ]
        )
    )
    assume(wrong not in {"", *(known for _, _, known in KEYS)})
    return line, key, wrong, text[:start] + wrong + text[start + len(key) :]


@settings(max_examples=60)
@given(_typo())
def test_a_slip_in_any_key_is_told_with_its_line_and_the_right_word(folder: Path, typo) -> None:
    """Whichever key and letter: its line, the word as written and the nearest right one."""
    line, key, wrong, text = typo
    with pytest.raises(InputWrong) as error:
        _load(folder, text)
    told = [problem for problem in error.value.problems if f"asked.yaml:{line}:" in problem]
    right = [problem for problem in told if wrong in problem and f"did you mean '{key}'?" in problem]
    assert right, error.value.problems


def _read_or_refused(folder: Path, text: bytes) -> None:
    """A question, or problems in sentences; anything else that is raised fails the test."""
    try:
        _load(folder, text)
    except InputWrong as error:
        assert error.problems
        assert all("\n" not in problem for problem in error.problems)


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=60).map(str.encode)))
def test_random_bytes_are_refused_in_words(folder: Path, text: bytes) -> None:
    _read_or_refused(folder, text)


@settings(max_examples=150)
@given(
    st.integers(0, len(QUESTION.read_bytes())),
    st.integers(0, 12),
    st.one_of(st.binary(max_size=6), st.text("[]{}:,-&*!|>%@`#'\"? \n\t0129.eE~<=", max_size=8).map(str.encode)),
)
def test_a_question_with_a_hole_or_a_blot_is_read_or_refused_in_words(
    folder: Path, at: int, lost: int, blot: bytes
) -> None:
    """A few bytes of a valid question are lost or overwritten, with YAML's own signs above all."""
    text = QUESTION.read_bytes()
    _read_or_refused(folder, text[:at] + blot + text[at + lost :])
