"""A fixed loop in plain NumPy, of the kind that a labour market would be written in: what machines are compared by."""

import numpy as np

PEOPLE, EMPLOYERS, TURNS = 60_000, 500, 180
PERSON_TURNS = PEOPLE * TURNS


def run() -> float:
    """People earn, spend and learn, some move to the employer next in line; the same numbers every time."""
    rows = np.arange(PEOPLE)
    employer, chance = rows * 7919 % EMPLOYERS, (rows * 104_729 % 9973) / 9973.0
    balance, level = np.zeros(PEOPLE), np.full(PEOPLE, 0.6)
    wage = 2000.0 + np.arange(EMPLOYERS)
    for turn in range(TURNS):
        moving = (chance + turn * 0.618034) % 1.0 < 0.03
        employer = np.where(moving, (employer + 1) % EMPLOYERS, employer)
        staff = np.bincount(employer, minlength=EMPLOYERS)
        wage = np.where(staff < PEOPLE // EMPLOYERS, wage * 1.001, wage * 0.999)
        balance += 0.15 * wage[employer] * level
        level += 0.1 * (1.0 - level)
    return float(balance.sum())
