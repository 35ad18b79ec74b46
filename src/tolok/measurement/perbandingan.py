"""One figure beside another: this year beside last year, a realisasi beside a distant target. Exact, by written rules."""

from fractions import Fraction
from typing import Literal

from tolok.measurement.capaian import Arah
from tolok.values.number import round_half_away

Perubahan = Literal["lebih baik", "lebih buruk", "tetap"]

PEMBANDING_NOL = "pembanding nol"
PEMBANDING_NEGATIF = "pembanding negatif"


def growth(kini: Fraction, lalu: Fraction) -> Fraction | str:
    """Change in per cent of the earlier figure, or the reason why it cannot be said so: a share of nought or less says
    nothing."""
    if lalu == 0:
        return PEMBANDING_NOL
    if lalu < 0:
        return PEMBANDING_NEGATIF
    return (kini - lalu) / lalu * 100


def change(kini: Fraction, lalu: Fraction, target: Fraction | None, arah: Arah, desimal: int) -> Perubahan | None:
    """Whether a figure is better than an earlier one, compared as printed. `stabil` is better nearer to its target, and
    says nothing (None) without one."""
    now, before = round_half_away(kini, desimal), round_half_away(lalu, desimal)
    if arah == "stabil":
        if target is None:
            return None
        wanted = round_half_away(target, desimal)
        now, before = -abs(now - wanted), -abs(before - wanted)
    elif arah == "turun":
        now, before = -now, -before
    return "tetap" if now == before else "lebih baik" if now > before else "lebih buruk"
