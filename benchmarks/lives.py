"""Whole lives of fifteen years: nanoseconds a worker-month, and the same against the yardstick."""

from collections.abc import Callable, Iterator

from benchmarks import yardstick
from benchmarks.timing import Finding, in_turns, ratios
from sim.indicators import live
from sim.study.experiment import Arm, Experiment

ROUNDS = 5
QUESTION, SEED = "three-instruments", 1


def findings() -> Iterator[Finding]:
    """The baseline of Luoshan 2011 and the arm with all three instruments."""
    question = Experiment.load(QUESTION)
    arms = {arm.package: arm for arm in question.arms}
    chosen = [arms["baseline"], arms["all"]]
    (scenario,) = question.scenarios.values()
    worker_months = scenario.labour.reachable_workers * question.months

    def life_of(arm: Arm) -> Callable[[], object]:
        return lambda: live(scenario, arm.policies, SEED, question.months)

    measured, *lives = in_turns([yardstick.run, *(life_of(arm) for arm in chosen)], ROUNDS)
    rods = [1e9 * each / yardstick.PERSON_TURNS for each in measured]
    yield Finding("yardstick: a loop in plain NumPy", "ns a person and turn", rods)
    for arm, seconds in zip(chosen, lives, strict=True):
        what = f"life of {arm.scenario}, {arm.package}"
        nanoseconds = [1e9 * each / worker_months for each in seconds]
        yield Finding(what, "ns a worker-month", nanoseconds)
        yield Finding(f"{what}, over the yardstick", "times", ratios(nanoseconds, rods))
