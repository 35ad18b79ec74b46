"""Draws without a generator: every draw is a hash of what it is drawn for, so that each can be made again alone."""

import numpy as np
import numpy.typing as npt

Draws = npt.NDArray[np.uint64]
Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BITS = 1 << 20


def draw(numbers: Draws, *what: int | str) -> Draws:
    """One hash to a number (SplitMix64), another stream for every `what`: kab/kota, register, column, year."""
    seed = 0
    for one in what:
        for part in one.encode() if isinstance(one, str) else (one,):
            seed = _mixed_int(seed ^ part)
    with np.errstate(over="ignore"):
        x = numbers * _STEP + np.uint64(seed)
        x = (x ^ (x >> np.uint64(30))) * _FIRST
        x = (x ^ (x >> np.uint64(27))) * _SECOND
        return x ^ (x >> np.uint64(31))


def below(draws: Draws, limit: int) -> Whole:
    """Whole numbers from 0 below `limit`, from the upper bits."""
    return ((draws >> np.uint64(32)) % np.uint64(limit)).astype(np.int64)


def once_in(draws: Draws, often: int) -> Truth:
    """True for one of `often`, from the lower bits: independent of `below` of the same draw."""
    found: Truth = (draws & np.uint64(0xFFFFFFFF)) % np.uint64(often) == 0
    return found


def skewed(draws: Draws, largest: int, times: int) -> Whole:
    """Whole numbers up to `largest`, most of them small: a uniform share, squared `times` times over."""
    share = below(draws, _BITS)
    for _ in range(times):
        share = share * share // _BITS
    return share * largest // _BITS


def _mixed_int(x: int) -> int:
    mask = (1 << 64) - 1
    x = (x + int(_STEP)) & mask
    x = ((x ^ (x >> 30)) * int(_FIRST)) & mask
    x = ((x ^ (x >> 27)) * int(_SECOND)) & mask
    return x ^ (x >> 31)
