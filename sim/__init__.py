"""zonesim: an agent-based model of industrial-zone development, and the bench on which policies are compared."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.study.experiment import Experiment as Experiment

__all__ = ["Experiment"]


def __getattr__(name: str) -> Any:
    # Looked up when it is used, so that a part of the model can be imported without the bench.
    if name == "Experiment":
        from sim.study.experiment import Experiment

        return Experiment
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
