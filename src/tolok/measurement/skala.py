"""Scales as data: which class a figure falls in. Printed tables leave gaps (90,5); here a figure always has a class."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from tolok.values.number import round_half_away

Tepi = Literal["inklusif", "eksklusif"]


@dataclass(frozen=True)
class Kelas:
    """One class: everything from `bawah` (`inklusif`) or above it (`eksklusif`); None reaches down without end."""

    bawah: Fraction | None
    tepi: Tepi
    label: str
    arti: str = ""

    def holds(self, nilai: Fraction) -> bool:
        """Whether `nilai` lies on or above the lower bound; the upper one is the class before."""
        if self.bawah is None:
            return True
        return nilai >= self.bawah if self.tepi == "inklusif" else nilai > self.bawah


@dataclass(frozen=True)
class Skala:
    """Classes from the highest to the lowest, the last without a lower bound.

    `desimal`: classify the figure rounded to so many decimals where a regulation prints its bounds that way (SKM);
    None classifies the unrounded figure.
    """

    nama: str
    label: str
    dasar: str
    berlaku_sejak: date
    batas: tuple[Kelas, ...]
    desimal: int | None = None

    def __post_init__(self) -> None:
        bounds = [kelas.bawah for kelas in self.batas]
        if not bounds or bounds[-1] is not None or None in bounds[:-1]:
            raise ValueError("kelas terakhir, dan hanya itu, tanpa batas bawah")
        numbers = [bound for bound in bounds if bound is not None]
        if any(upper <= lower for upper, lower in pairwise(numbers)):
            raise ValueError("batas bawah harus menurun dari kelas tertinggi ke terendah")


def predikat(nilai: Fraction, skala: Skala) -> Kelas:
    """The class of `nilai` (same unit as the bounds). Never fails: the lowest class has no lower bound."""
    seen = nilai
    if skala.desimal is not None:
        seen = Fraction(round_half_away(nilai, skala.desimal), 10**skala.desimal)
    return next(kelas for kelas in skala.batas if kelas.holds(seen))
