"""The trend chart: years to places, computed on the server, for one width at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from tolok.values.number import format_angka
from tolok.web.geometry import number
from tolok.web.read_models import PerkiraanTren, PisahTren, TitikTren, Tren

YEARS_ON_PHONE = 5
LABEL_HEIGHT = 18.0
AHEAD = 14.0  # from the running year's dot to its forecast


@dataclass(frozen=True)
class UkuranTren:
    """The sheet that the chart is drawn on, in SVG units (one unit is one CSS pixel at full width)."""

    lebar: int
    tinggi: int
    kiri: int
    kanan: int
    atas: int
    atas_pisah: int = 40
    bawah: int = 52
    band: int = 26


LAYAR = UkuranTren(786, 356, 44, 112, 30)
PONSEL = UkuranTren(350, 300, 36, 16, 34, atas_pisah=20, band=18)


@dataclass(frozen=True)
class GarisSumbu:
    """A gridline with its label; the zero line is stronger."""

    y: str
    y_teks: str
    teks: str
    nol: bool


@dataclass(frozen=True)
class TitikGambar:
    """A point with its words, its target dash and its year."""

    titik: TitikTren
    x: str
    y: str
    y_teks: str
    y_target: str
    y_teks_target: str
    x_target1: str
    x_target2: str
    lama: bool
    terakhir: bool


@dataclass(frozen=True)
class PisahGambar:
    """The band of a changed definition."""

    pisah: PisahTren
    x: str
    x_tengah: str
    x_kanan: str
    x_kiri_teks: str
    x_kanan_teks: str
    lebar: str


@dataclass(frozen=True)
class PerkiraanGambar:
    """The forecast beside the last point: a hollow dot with the bracket of its range, and where its words stand."""

    perkiraan: PerkiraanTren
    x: str
    x1: str
    x2: str
    y: str
    y_rendah: str
    y_tinggi: str
    y_teks: str


@dataclass(frozen=True)
class TrenGambar:
    """The whole chart, ready to print; `garis` holds the points of each unbroken line and whether it is an old one."""

    ukuran: UkuranTren
    kotak: str
    atas: str
    bawah: str
    x_kiri: str
    x_kanan: str
    x_sumbu: str
    y_tahun: str
    y_keterangan: str
    x_ujung: str
    tinggi_band: str
    sumbu: tuple[GarisSumbu, ...]
    titik: tuple[TitikGambar, ...]
    garis: tuple[tuple[str, bool], ...]
    pisah: tuple[PisahGambar, ...]
    perkiraan: PerkiraanGambar | None = None


def axis_steps(low: float, high: float, most: int = 5) -> tuple[Fraction, ...]:
    """Round numbers (1, 2, 5 × 10^k) that enclose low to high in at most `most` intervals; at least two of them."""
    if low == high:
        low, high = low - 1, high + 1
    power = Fraction(10) ** (len(str(int(high - low))) - 3)
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            first, last = floor(Fraction(low) / step), ceil(Fraction(high) / step)
            if last - first <= most:
                return tuple(index * step for index in range(first, last + 1))
        power *= 10


def _decimals(step: Fraction) -> int:
    return 0 if step.denominator == 1 else (1 if (step * 10).denominator == 1 else 2)


def last_years(tren: Tren, count: int) -> Tren:
    """The same trend cut to its last `count` years; a break that falls away is left out."""
    skip = max(len(tren.titik) - count, 0)
    pisah = tuple(
        PisahTren(p.indeks - skip, p.kiri, p.kiri_keterangan, p.kanan, p.kanan_keterangan)
        for p in tren.pisah
        if p.indeks > skip
    )
    return replace(tren, titik=tren.titik[skip:], pisah=pisah)


def _label_above(tren: Tren, index: int, y: list[float | None], y_target: list[float | None]) -> bool:
    """Above the point, unless it is a valley or the target's dash lies where the words would stand."""
    here = y[index]
    if here is None:
        return True
    around = [y[i] for i in (index - 1, index + 1) if 0 <= i < len(y)]
    valley = (
        bool(around)
        and all(other is None or other < here - 4 for other in around)
        and any(other is not None for other in around)
    )
    dash = y_target[index]
    if dash is not None:
        if here - LABEL_HEIGHT - 14 < dash < here - 4:
            return False
        if here + 4 < dash < here + LABEL_HEIGHT + 14:
            return True
    return not valley


def draw_tren(tren: Tren, ukuran: UkuranTren = LAYAR) -> TrenGambar:
    """The chart for one sheet. Years without a value break the line and stand as a word on the axis."""
    ahead = (tren.perkiraan.rendah, tren.perkiraan.tinggi) if tren.perkiraan else ()
    drawn = [v for t in tren.titik for v in (t.nilai, t.target) if v is not None] + list(ahead) or [0.0, 1.0]
    steps = axis_steps(min(0.0, *drawn) if min(drawn) > 0 else min(drawn), max(drawn))
    top = ukuran.atas + (ukuran.atas_pisah if tren.pisah else 0)
    bottom, right = ukuran.tinggi - ukuran.bawah, ukuran.lebar - ukuran.kanan
    column = (right - ukuran.kiri) / max(len(tren.titik), 1)

    def y_of(value: float | Fraction) -> float:
        return bottom - float((Fraction(value) - steps[0]) / (steps[-1] - steps[0])) * (bottom - top)

    xs = [ukuran.kiri + column * (index + 0.5) for index in range(len(tren.titik))]
    ys = [None if t.nilai is None else y_of(t.nilai) for t in tren.titik]
    targets = [None if t.target is None else y_of(t.target) for t in tren.titik]
    old_until = max((p.indeks for p in tren.pisah), default=0)
    desimal = _decimals(steps[1] - steps[0])
    return TrenGambar(
        ukuran,
        f"0 0 {ukuran.lebar} {ukuran.tinggi}",
        number(top),
        number(bottom),
        number(ukuran.kiri),
        number(right),
        number(ukuran.kiri - 8),
        number(bottom + 22),
        number(bottom + 40),
        number(right + 10),
        number(bottom - top + 12),
        tuple(GarisSumbu(number(y_of(s)), number(y_of(s) + 5), format_angka(s, desimal), s == 0) for s in steps),
        tuple(_point(tren, i, xs, ys, targets, min(column * 0.52, 40), old_until, bottom) for i in range(len(tren.titik))),
        _lines(xs, ys, {p.indeks for p in tren.pisah}, old_until),
        tuple(_break(p, xs[p.indeks] - column / 2, ukuran) for p in tren.pisah),
        _ahead(tren.perkiraan, xs[-1], targets[-1], y_of) if tren.perkiraan and xs else None,
    )


def _ahead(one: PerkiraanTren, x: float, target: float | None, y_of: Callable[[float], float]) -> PerkiraanGambar:
    """A few pixels right of the running year; its words give way to those of the target."""
    here, right = y_of(one.nilai), x + AHEAD
    words = here + 5
    if target is not None and abs(words - target) < 2 * LABEL_HEIGHT:
        words = target + (2 * LABEL_HEIGHT if here >= target else -2 * LABEL_HEIGHT)
    return PerkiraanGambar(
        one, number(right), number(right - 4), number(right + 4), number(here), number(y_of(one.rendah)),
        number(y_of(one.tinggi)), number(words),
    )  # fmt: skip


def _point(
    tren: Tren,
    index: int,
    xs: list[float],
    ys: list[float | None],
    targets: list[float | None],
    dash: float,
    old_until: int,
    bottom: float,
) -> TitikGambar:
    here, target, x = ys[index], targets[index], xs[index]
    above = _label_above(tren, index, ys, targets)
    text_y = bottom - 8 if here is None else (here - 11 if above else here + 23)
    return TitikGambar(
        tren.titik[index],
        number(x),
        "" if here is None else number(here),
        number(text_y),
        "" if target is None else number(target),
        "" if target is None else number(_target_words(target, text_y, here)),
        number(x - dash / 2 - 2),
        number(x + dash / 2 + 2),
        index < old_until,
        index == len(xs) - 1,
    )


def _target_words(target: float, value_words: float, here: float | None) -> float:
    """Where a narrow sheet says the target: above its dash, or below it where the figure's own words stand above."""
    above = target - 7
    return above if here is None or abs(above - value_words) >= LABEL_HEIGHT else target + LABEL_HEIGHT + 2


def _lines(xs: list[float], ys: list[float | None], breaks: set[int], old_until: int) -> tuple[tuple[str, bool], ...]:
    """Segments between neighbours; none over a break, none over a missing year."""
    lines = []
    for (index, a), (after, b) in pairwise(enumerate(ys)):
        if a is None or b is None or after in breaks:
            continue
        lines.append((f"M{number(xs[index])} {number(a)}L{number(xs[after])} {number(b)}", after < old_until))
    return tuple(lines)


def _break(pisah: PisahTren, x: float, ukuran: UkuranTren) -> PisahGambar:
    half = ukuran.band / 2
    return PisahGambar(
        pisah, number(x - half), number(x), number(x + half), number(x - half - 8), number(x + half + 8), number(ukuran.band)
    )
