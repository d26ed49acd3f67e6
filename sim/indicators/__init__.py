"""What is measured, and the life that it is measured on."""

from sim.indicators import administration, budget, chains, finance, firms, housing, jobs, places, purse, training
from sim.indicators.indicator import INDICATORS, Indicator
from sim.indicators.life import Life, live

__all__ = [
    "INDICATORS",
    "Indicator",
    "Life",
    "administration",
    "budget",
    "chains",
    "finance",
    "firms",
    "housing",
    "jobs",
    "live",
    "places",
    "purse",
    "training",
]
