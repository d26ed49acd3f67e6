"""The bootstrap beside Student's interval."""

import math

import numpy as np
import pytest
from scipy import stats
from scipy.stats._resampling import BootstrapResult

from sim.study.bootstrap import agreement, bca_interval, means_of_each, resampled_means
from sim.study.intervals import mean_interval


def _of(values, confidence=0.95):
    means = resampled_means(values[:, None])[:, 0]
    lo, hi = bca_interval(values, means, confidence)
    return lo, hi, agreement(values, mean_interval(values, confidence), lo, hi)


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_is_scipys_on_the_same_resamples(confidence):
    values = np.random.default_rng(5).lognormal(0, 1, 40)
    means = resampled_means(values[:, None])[:, 0]
    before = BootstrapResult(confidence_interval=None, bootstrap_distribution=means, standard_error=0.0)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=0, bootstrap_result=before, method="BCa", confidence_level=confidence
    )
    assert bca_interval(values, means, confidence) == pytest.approx(tuple(theirs.confidence_interval), rel=1e-9)


def test_resamples_are_the_same_every_time_and_shared_by_columns():
    values = np.random.default_rng(1).normal(size=(25, 3))
    together = resampled_means(values)
    assert np.array_equal(together, resampled_means(values))
    assert resampled_means(values[:, :1])[:, 0] == pytest.approx(together[:, 0])
    assert together.std(axis=0) == pytest.approx(values.std(axis=0) / 5, rel=0.05)


def test_columns_of_several_lengths_are_resampled_as_alone():
    rng = np.random.default_rng(9)
    columns = [rng.normal(size=n) for n in (12, 0, 7, 12, 1)]
    means = means_of_each(columns)
    assert [len(each) for each in means] == [4000, 0, 4000, 4000, 0]
    for at in (0, 2, 3):
        assert means[at] == pytest.approx(resampled_means(columns[at][:, None])[:, 0])


def test_blocks_of_resamples_make_the_whole(monkeypatch):
    monkeypatch.setattr("sim.study.bootstrap.NUMBERS_AT_ONCE", 1000)
    means = resampled_means(np.arange(30.0)[:, None])
    assert means.shape == (4000, 1)
    assert means.mean() == pytest.approx(14.5, abs=0.1)


def test_of_normal_differences_it_agrees():
    assert _of(np.random.default_rng(2).normal(5, 2, 60))[2] == "agree"


def test_of_skewed_ones_it_says_why_not():
    values = np.random.default_rng(8).lognormal(0, 1.5, 40)
    lo, hi, said = _of(values)
    student = mean_interval(values, 0.95)
    assert hi > student.hi
    assert lo > student.lo
    assert said.startswith("skewness") or said.startswith("zero within one only; skewness")


def test_of_heavy_tails_it_names_them():
    values = np.concatenate([np.linspace(-1, 1, 60), [-25.0, 25.0]])
    student = mean_interval(values, 0.95)
    assert agreement(values, student, student.lo / 2, student.hi / 2).startswith("excess kurtosis")
    even = np.linspace(-1, 1, 30)
    student = mean_interval(even, 0.95)
    assert agreement(even, student, student.lo / 2, student.hi).startswith("bounds differ")


def test_zero_within_one_of_them_only_is_no_agreement():
    values = np.linspace(0.0, 2.0, 30)
    student = mean_interval(values, 0.95)
    assert agreement(values, student, student.lo, student.hi) == "agree"
    shifted = values - student.lo + 1e-6
    clear = mean_interval(shifted, 0.95)
    assert agreement(shifted, clear, clear.lo - 1e-3, clear.hi).startswith("zero within one only")


@pytest.mark.parametrize(
    ("values", "lo", "hi", "said"),
    [
        ([], math.nan, math.nan, ""),
        ([3.0], math.nan, math.nan, ""),
        ([3.0] * 30, 3.0, 3.0, "no spread"),
        ([1.0, 2.0], 1.0, 2.0, "too few to tell"),
    ],
)
def test_what_has_no_spread_or_no_number_needs_no_excuse(values, lo, hi, said):
    values = np.array(values)
    means = resampled_means(values[:, None])[:, 0] if len(values) > 1 else np.zeros(0)
    found = bca_interval(values, means, 0.95)
    assert found == pytest.approx((lo, hi), nan_ok=True)
    assert agreement(values, mean_interval(values, 0.95), *found) == said


def test_it_covers_skewed_differences_about_as_well_as_student():
    rng = np.random.default_rng(4)
    inside = 0
    for _ in range(150):
        values = rng.standard_exponential(40)
        lo, hi, _ = _of(values)
        inside += lo <= 1 <= hi
    assert 0.90 <= inside / 150 <= 0.98


def test_values_that_differ_in_their_last_digit_alone_have_no_spread() -> None:
    """Outlay is the same in every replicate but for the last bit of a sum."""
    values = np.full(24, 3000.1452)
    values[::2] = np.nextafter(values[::2], 4000)
    student = mean_interval(values, 0.95)
    assert student.sd > 0
    assert agreement(values, student, student.lo, student.hi) == "no spread"
