"""Where things are drawn: ruler, partition, comparison. Pure functions, lengths as SVG text.

Lengths leave as text with a point ('83.1%'): a number would be printed by the template with a decimal comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tolok.web.read_models import BagianPartisi, BarisPerbandingan, Mistar, Perbandingan

TARGET_AT = 0.8  # of the width: targets stand under each other in a list
CUT_AT = 122.0  # per cent of the target; a longer bar is cut and marked
THINNEST = 0.8  # per cent of the width: a part of one row in a million stays visible
GAP = 0.4


def percent(value: float) -> str:
    """'83.1%', at most two decimals, never '-0%'."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text) + "%"


def number(value: float) -> str:
    """'83.1', at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class MistarGambar:
    """The ruler as drawn; an empty text means that the part is not drawn."""

    isi: str = ""
    perkiraan_x: str = ""
    perkiraan: str = ""
    kurang_x: str = ""
    kurang: str = ""
    rentang_x1: str = ""
    rentang_x2: str = ""
    kosong: bool = False
    terpotong: bool = False
    negatif: bool = False


def _width(value: float) -> float:
    """Per cent of the drawn width for a percentage of the target, inside the ruler."""
    return min(max(value, 0.0), CUT_AT) * TARGET_AT


def draw_mistar(mistar: Mistar) -> MistarGambar:
    """Bar, forecast, shortfall and range of one figure against its target."""
    if mistar.realisasi is None:
        return MistarGambar(kosong=True)
    reached = mistar.realisasi if mistar.perkiraan is None else max(mistar.realisasi, mistar.perkiraan)
    start, end = _width(mistar.realisasi), _width(reached)
    ahead = mistar.perkiraan is not None and end > start
    short = mistar.nada in ("buruk", "waspada") and reached < 100
    low, high = mistar.rentang if mistar.rentang is not None else (None, None)
    return MistarGambar(
        isi=percent(start) if start else "",
        perkiraan_x=percent(start) if ahead else "",
        perkiraan=percent(end - start) if ahead else "",
        kurang_x=percent(end) if short else "",
        kurang=percent(100 * TARGET_AT - end) if short else "",
        rentang_x1="" if low is None else percent(_width(low)),
        rentang_x2="" if high is None else percent(_width(high)),
        terpotong=reached > CUT_AT,
        negatif=mistar.realisasi < 0,
    )


@dataclass(frozen=True)
class PotonganPartisi:
    """One piece of the partition bar."""

    jenis: str
    x: str
    lebar: str


def draw_partisi(bagian: Sequence[BagianPartisi]) -> tuple[PotonganPartisi, ...]:
    """Pieces beside each other over the whole width, with a gap between them; empty parts are not drawn."""
    shown = [part for part in bagian if part.jumlah > 0]
    total = sum(part.jumlah for part in shown)
    if not shown:
        return ()
    room = 100 - GAP * (len(shown) - 1)
    thin = [part.jumlah / total * room < THINNEST for part in shown]
    thick_total = sum(part.jumlah for part, small in zip(shown, thin, strict=True) if not small)
    thick_room = room - THINNEST * sum(thin)
    pieces, x = [], 0.0
    for part, small in zip(shown, thin, strict=True):
        width = THINNEST if small else part.jumlah / thick_total * thick_room
        pieces.append(PotonganPartisi(part.jenis, percent(x), percent(width)))
        x += width + GAP
    return tuple(pieces)


@dataclass(frozen=True)
class TitikGambar:
    """One row of the comparison with its place on the common scale ('' when there is no value)."""

    baris: BarisPerbandingan
    x: str


@dataclass(frozen=True)
class PerbandinganGambar:
    """Rows on one scale from zero (or the lowest value) to the highest, with the target and the whole."""

    baris: tuple[TitikGambar, ...]
    nol: str
    target: str
    keseluruhan: str


def draw_perbandingan(perbandingan: Perbandingan) -> PerbandinganGambar:
    """The common scale leaves 4% free at both ends, so that dots are never cut."""
    values = [row.nilai for row in perbandingan.baris if row.nilai is not None]
    marks = [value for value in (perbandingan.target, perbandingan.keseluruhan.nilai) if value is not None]
    low, high = min([0.0, *values, *marks]), max([0.0, *values, *marks])
    span = (high - low) or 1.0

    def place(value: float | None) -> str:
        return "" if value is None else percent(4 + (value - low) / span * 92)

    rows = tuple(TitikGambar(row, place(row.nilai)) for row in perbandingan.baris)
    return PerbandinganGambar(rows, place(0.0), place(perbandingan.target), place(perbandingan.keseluruhan.nilai))
