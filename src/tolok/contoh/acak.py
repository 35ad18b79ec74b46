"""Seeded drawing: one stream of chance for each pemda, register and year, so that adding one changes no other."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

INDUK = 0
"""The "year" of the stream from which things that outlive a year (entities, weights of places) are drawn."""


def stream(seed: int, pemda: str, register: str, tahun: int = INDUK) -> random.Random:
    """The stream of chance of one register of one office in one year; equal arguments, equal draws."""
    return random.Random(f"{seed}/{pemda}/{register}/{tahun}")  # noqa: S311 - invented data must be repeatable, not secret


def lognormal(chance: random.Random, median: int, sigma: float) -> int:
    """A plausible amount of money: whole, positive, not round, many small and few large."""
    return max(1, int(chance.lognormvariate(0.0, sigma) * median))


def apportion(weights: Sequence[int], total: int) -> list[int]:
    """`total` split in proportion to positive whole `weights`; the parts add up to it exactly."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    for position in range(total - sum(parts)):
        parts[position] += 1
    return parts


def day_in(chance: random.Random, tahun: int) -> date:
    """A working day from February to November: when officers are in the field."""
    day = date(tahun, 2, 1) + timedelta(days=chance.randrange(302))
    return day - timedelta(days=max(0, day.weekday() - 4))


class Tempat:
    """Where things are: every kelurahan at least once, then some more than others, and now and then nowhere."""

    def __init__(self, chance: random.Random, daftar_kelurahan: Sequence[str], setiap: int):
        """`setiap`: one in so many is delivered without a region, so that "tanpa wilayah" is real."""
        self.daftar_kelurahan = list(daftar_kelurahan)
        self.weights = list(accumulate(chance.lognormvariate(0.0, 0.6) for _ in self.daftar_kelurahan))
        self.setiap = setiap

    def draw(self, chance: random.Random, nomor: int) -> str | None:
        """Region code of the entity with running number `nomor` (from 0), or None."""
        chosen = self.other(chance)
        if nomor < len(self.daftar_kelurahan):
            return self.daftar_kelurahan[nomor]
        return None if nomor % self.setiap == self.setiap - 1 else chosen

    def other(self, chance: random.Random) -> str:
        """Any kelurahan, the larger ones more often: where one that moves goes."""
        return chance.choices(self.daftar_kelurahan, cum_weights=self.weights)[0]
