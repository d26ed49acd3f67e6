"""The one place where the bench makes random numbers: for resamples, designs and trials of its own methods.

The zone has no part in this: its luck is in `sim/foundations/luck.py`.
"""

import hashlib

import numpy as np

Luck = np.random.Generator


def generator(purpose: str) -> Luck:
    """Random numbers for one purpose: always the same ones, and others for every other purpose."""
    digest = hashlib.blake2b(purpose.encode(), digest_size=16).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))
