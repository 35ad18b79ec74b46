"""Charts of figures as SVG made by hand: the same figures give the same picture, to the byte.

Figures come printed; an exact `nilai` beside one only says where it stands and is never printed. A figure that is
missing is a word in its place, a year measured in another way is cut off by a dashed line, and what a colour says a form
says too, so that a page printed in grey reads the same. Lengths are tenths of a millimetre.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from tolok.values.number import format_angka
from tolok.writing.chart_svg import BODY, DARK, LIGHT, NOTE, RULE, SOFT, cut, document, label, line, room_of, shape, text
from tolok.writing.sheet import Chart

_WIDTH = 1700
_MOST_CAPAIAN = 200
"""Bars of a capaian end here, torn; the figure beside one says how far it really goes."""


@dataclass(frozen=True)
class TitikTren:
    """One year of a trend. `tampil` is printed at `nilai`; where both are empty `alasan` is printed instead.

    `putus`: from this year on it was measured in another way than before, so no line leads here.
    """

    tahun: str
    tampil: str = ""
    nilai: Fraction | None = None
    alasan: str = "belum ada"
    target_tampil: str = ""
    target: Fraction | None = None
    putus: bool = False


@dataclass(frozen=True)
class Batang:
    """One bar: the printed figure at its end (with its `%`), its exact length in per cent, or why there is none."""

    tampil: str = ""
    nilai: Fraction | None = None
    alasan: str = "belum ada"


@dataclass(frozen=True)
class BarisBatang:
    """A name with one bar or two: the capaian, and for the chart of the budget the share of it that was spent."""

    nama: str
    capaian: Batang
    serapan: Batang | None = None


# --- a trend over years


def draw_trend(nama: str, satuan: str, titik: Sequence[TitikTren], caption: str) -> Chart:
    """Realisasi per year as points on a line, with the target of each year as a dash. ValueError without a year."""
    if not titik:
        raise ValueError("grafik tren memerlukan paling sedikit satu tahun")
    frame = _trend_frame(titik)
    marks = [*_legend(satuan), *frame.grid()]
    for at, one in enumerate(titik):
        marks += _break(frame, at) if one.putus and at else []
        marks += _target(frame, at, one)
    marks += _line(frame, titik)
    for at, one in enumerate(titik):
        marks += _year(frame, at, one)
    return Chart(document(_WIDTH, frame.height, marks), caption, _trend_words(nama, satuan, titik), 170, frame.height / 10)


@dataclass(frozen=True)
class _Frame:
    """Where years and figures stand on the sheet."""

    steps: tuple[Fraction, ...]
    left: int
    years: int
    top: int = 130
    bottom: int = 580
    height: int = 690

    def x(self, at: int) -> int:
        """The middle of a year's place."""
        return self.left + (_WIDTH - 30 - self.left) * (2 * at + 1) // (2 * self.years)

    @property
    def room(self) -> int:
        """The width of a year's place."""
        return (_WIDTH - 30 - self.left) // self.years

    def y(self, value: Fraction) -> int:
        share = (value - self.steps[0]) / (self.steps[-1] - self.steps[0])
        return self.bottom - round(share * (self.bottom - self.top))

    def grid(self) -> list[str]:
        """Thin lines at round figures, the zero line stronger."""
        marks = []
        for step, words in zip(self.steps, _axis_words(self.steps), strict=True):
            y = self.y(step)
            marks.append(line(self.left, y, _WIDTH - 30, y, SOFT if step == 0 else RULE, 3 if step == 0 else 2))
            marks.append(text(self.left - 16, y + 8, words, size=NOTE, fill=SOFT, anchor="end"))
        return marks


def _trend_frame(titik: Sequence[TitikTren]) -> _Frame:
    values = [value for one in titik for value in (one.nilai, one.target) if value is not None]
    steps = _axis(min(values, default=Fraction(0)), max(values, default=Fraction(100)))
    widest = max(room_of(words, NOTE) for words in _axis_words(steps))
    return _Frame(steps, min(420, max(90, widest + 40)), len(titik))


def _axis(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Round figures (1, 2, 5 × 10^k) around low to high in at most four intervals; from zero where it is not far."""
    if 0 < low <= high / 2:
        low = Fraction(0)
    if high < 0 and low / 2 <= high:
        high = Fraction(0)
    if low == high:
        low, high = (low - abs(low) / 10, high + abs(high) / 10) if low else (Fraction(0), Fraction(1))
    power = Fraction(10) ** (len(str(floor(high - low))) - 1)
    while power > (high - low) / 10:
        power /= 10
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            first, last = floor(low / step), ceil(high / step)
            if last - first <= 4:
                return tuple(step * n for n in range(first, last + 1))
        power *= 10


def _axis_words(steps: Sequence[Fraction]) -> list[str]:
    """The steps printed with as many decimals as they need."""
    desimal = next(n for n in range(40) if all((step * 10**n).denominator == 1 for step in steps))
    return [format_angka(step, desimal) for step in steps]


def _legend(satuan: str) -> list[str]:
    marks = [line(30, 42, 100, 42, DARK, 8), shape("circle", cx=65, cy=42, r=13, fill=DARK)]
    marks.append(text(118, 52, "Realisasi", size=BODY))
    marks.append(line(290, 42, 360, 42, SOFT, 6, "16 10"))
    marks.append(text(378, 52, "Target", size=BODY))
    words = cut(f"Satuan: {satuan}", 1100, BODY) if satuan.strip() else ""
    return [*marks, text(_WIDTH - 30, 52, words, size=BODY, fill=SOFT, anchor="end")] if words else marks


def _break(frame: _Frame, at: int) -> list[str]:
    x = (frame.x(at - 1) + frame.x(at)) // 2
    words = text(x + 12, frame.top - 28, "cara ukur berubah", size=NOTE, fill=SOFT)
    if x + 12 + room_of("cara ukur berubah", NOTE) > _WIDTH:
        words = text(x - 12, frame.top - 28, "cara ukur berubah", size=NOTE, fill=SOFT, anchor="end")
    return [line(x, frame.top - 50, x, frame.bottom, SOFT, 3, "4 12"), words]


def _target(frame: _Frame, at: int, one: TitikTren) -> list[str]:
    if one.target is None:
        return []
    half, y = frame.room * 2 // 5, frame.y(one.target)
    return [line(frame.x(at) - half, y, frame.x(at) + half, y, SOFT, 6, "16 10")]


def _line(frame: _Frame, titik: Sequence[TitikTren]) -> list[str]:
    """From each year with a figure to the next year, where that has one and was measured in the same way."""
    marks = []
    for at in range(1, len(titik)):
        before, now = titik[at - 1].nilai, titik[at].nilai
        if before is not None and now is not None and not titik[at].putus:
            marks.append(line(frame.x(at - 1), frame.y(before), frame.x(at), frame.y(now), DARK, 8))
    return marks


def _year(frame: _Frame, at: int, one: TitikTren) -> list[str]:
    """The point with its figure, the figure of the target on the other side, the year below."""
    x = frame.x(at)
    marks = [text(x, frame.bottom + 86, cut(one.tahun, frame.room, BODY), size=BODY, anchor="middle")]
    above = one.nilai is None or one.target is None or one.nilai >= one.target
    if one.nilai is not None:
        y = frame.y(one.nilai)
        marks.append(shape("circle", cx=x, cy=y, r=15, fill=DARK))
        marks.append(label(x, y - 26 if above else y + 48, one.tampil, frame.room, strong=True))
    else:
        middle = (frame.top + frame.bottom) // 2
        if one.target is not None and abs(frame.y(one.target) - middle) < 60:
            middle += 100
        marks.append(label(x, middle, one.alasan, frame.room, fill=SOFT, size=NOTE))
    if one.target is not None:
        y = frame.y(one.target)
        marks.append(label(x, y + 38 if above else y - 18, one.target_tampil, frame.room, fill=SOFT, size=NOTE))
    return marks


def _trend_words(nama: str, satuan: str, titik: Sequence[TitikTren]) -> str:
    parts = []
    for one in titik:
        said = one.tampil if one.nilai is not None else one.alasan
        changed = " (cara ukur berubah)" if one.putus else ""
        parts.append(f"{one.tahun}{changed}: realisasi {said}, target {one.target_tampil or 'belum ada'}")
    unit = f" ({satuan})" if satuan.strip() else ""
    return f"Grafik tren {nama}{unit}. {'; '.join(parts)}."


# --- bars in per cent


def draw_capaian(baris: Sequence[BarisBatang], caption: str) -> Chart:
    """Capaian of several Indikator against 100%. ValueError without a row."""
    return _bars([BarisBatang(one.nama, one.capaian) for one in baris], caption, "Capaian")


def draw_serapan(baris: Sequence[BarisBatang], caption: str) -> Chart:
    """Capaian of each row beside the share of its budget that was spent. ValueError without a row."""
    return _bars([BarisBatang(one.nama, one.capaian, one.serapan or Batang()) for one in baris], caption, "Serapan anggaran")


def _bars(baris: Sequence[BarisBatang], caption: str, shown: str) -> Chart:
    if not baris:
        raise ValueError("grafik batang memerlukan paling sedikit satu baris")
    both = any(one.serapan for one in baris)
    top, tall = (110 if both else 60), (124 if both else 92)
    bottom = top + tall * len(baris)
    scale = _Scale(_reach(baris), any(_torn(one) for one in baris))
    marks = scale.grid(top, bottom)
    if both:
        marks += [shape("rect", x=30, y=22, width=44, height=30, fill=DARK), text(88, 50, "Capaian", size=BODY)]
        marks.append(shape("rect", x=262, y=23, width=44, height=28, fill=LIGHT, stroke=DARK, stroke_width=3))
        marks.append(text(320, 50, "Serapan anggaran", size=BODY))
    for at, one in enumerate(baris):
        marks += _bar_row(scale, one, top + tall * at, tall)
    height = bottom + 70
    return Chart(document(_WIDTH, height, marks), caption, _bar_words(baris, shown), 170, height / 10)


@dataclass(frozen=True)
class _Scale:
    """Per cent to places: names stand on the left, figures behind the bars."""

    most: int
    torn: bool
    left: int = 660
    right: int = 1500

    def x(self, value: Fraction | int) -> int:
        held = min(max(Fraction(value), Fraction(0)), Fraction(self.most))
        return self.left + round(held / self.most * (self.right - self.left))

    def grid(self, top: int, bottom: int) -> list[str]:
        marks = []
        for per in range(0, self.most + 1, 25 if self.most <= 125 else 50):
            marks.append(line(self.x(per), top, self.x(per), bottom, RULE, 2))
            marks.append(text(self.x(per), bottom + 42, f"{per}%", size=NOTE, fill=SOFT, anchor="middle"))
        return [*marks, line(self.x(100), top - 14, self.x(100), bottom, SOFT, 5, "16 10")]


def _reach(baris: Sequence[BarisBatang]) -> int:
    """How far the axis goes: 100 or 125 or 150 or 200 per cent."""
    values = [bar.nilai for one in baris for bar in (one.capaian, one.serapan) if bar and bar.nilai is not None]
    return next((reach for reach in (100, 125, 150) if max(values, default=Fraction(0)) <= reach), _MOST_CAPAIAN)


def _torn(one: BarisBatang) -> bool:
    return any(bar is not None and bar.nilai is not None and bar.nilai > _MOST_CAPAIAN for bar in (one.capaian, one.serapan))


def _bar_row(scale: _Scale, one: BarisBatang, top: int, tall: int) -> list[str]:
    """The name in two lines at most, then the bars."""
    lines = cut(one.nama, scale.left - 60, BODY, lines=2).split("\n")
    first = top + tall // 2 + (10 if len(lines) == 1 else -8)
    marks = [text(scale.left - 24, first + 34 * at, words, size=BODY, anchor="end") for at, words in enumerate(lines)]
    if one.serapan is None:
        return [*marks, *_bar(scale, one.capaian, top + 22, 48, DARK)]
    return [*marks, *_bar(scale, one.capaian, top + 16, 42, DARK), *_bar(scale, one.serapan, top + 66, 42, LIGHT)]


def _bar(scale: _Scale, bar: Batang, y: int, tall: int, fill: str) -> list[str]:
    base = y + tall // 2 + 10
    if bar.nilai is None:
        return [label(scale.left + 12, base, bar.alasan, 560, fill=SOFT, size=NOTE, anchor="start")]
    end = scale.x(bar.nilai)
    marks = [shape("rect", x=scale.left, y=y, width=end - scale.left, height=tall, fill=fill, stroke=DARK, stroke_width=3)]
    if bar.nilai > _MOST_CAPAIAN:  # torn: two white strokes through the end of the bar
        marks += [line(end - 40 + n, y + tall + 6, end - 24 + n, y - 6, "#ffffff", 7) for n in (0, 16)]
    strong = fill == DARK
    hundred = scale.x(100)
    beside = hundred if end < hundred < end + 14 + room_of(bar.tampil, BODY, strong) else end  # not across that line
    return [*marks, label(beside + 14, base, bar.tampil, _WIDTH - beside - 20, strong=strong, anchor="start")]


def _bar_words(baris: Sequence[BarisBatang], shown: str) -> str:
    parts = []
    for one in baris:
        said = f"{one.nama}: capaian {one.capaian.tampil or one.capaian.alasan}"
        if one.serapan:
            said += f", serapan anggaran {one.serapan.tampil or one.serapan.alasan}"
        parts.append(said)
    return f"Grafik batang {shown.lower()} terhadap 100%. {'; '.join(parts)}."
