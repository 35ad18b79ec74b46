"""Traps in the values of a measure: leaps, targets against the direction, columns and numbers that do not say their year."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tolok.reading.draft import DraftIndikator, Found, Place
from tolok.reading.paper import Grid, Line, Paper
from tolok.reading.trap import Trap, at_draft
from tolok.reading.traps_formula import denominator
from tolok.reading.values import read_value
from tolok.reading.words import one_line, untagged
from tolok.values.number import format_angka, parse_angka

LONJAKAN = 7
"""A target seven times the figure before it, or a seventh of it, is asked about."""
_LOWER_IS_BETTER = re.compile(
    r"\b(?:kemiskinan|miskin|pengangguran|kematian|prevalensi|privalensi|stunting|kasus|gini|inflasi|keluhan|pengaduan|kerugian|"
    r"kejadian|pelanggaran|kesenjangan|ketimpangan|kecelakaan|waktu\s+(?:tunggu|tanggap|pelayanan)|response\s+time|lama|kehilangan|"
    r"kebocoran|emisi|putus\s+sekolah|rawan|kumuh|tunggakan|ketergantungan|sengketa|konflik|kriminalitas|tidak)\b",
    re.IGNORECASE,
)
_REDUCES = re.compile(
    r"\b(?:penurunan|pengurangan|berkurang\w*|menurun\w*|turunnya|penanganan|ditangani|tertangani|ditindak\w*|(?:di|ter)selesaikan|"
    r"penyelesaian|layanan|terlayani)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NUMBER = re.compile(r"^\d{1,3}(?:[.,]\d+)*\s*%?$")
_NEAR = 8
_HEAD_ROWS = 4
_GROUPED = re.compile(r"^\(?[-−]?\d{1,3}\.\d{3}\)?$")
_POINT = re.compile(r"^\(?[-−]?\d+\.\d{1,2}\)?$")


def value_traps(draft: DraftIndikator) -> Iterator[Trap]:
    """A leap, a target against the direction, a cell that is no number, a number whose separator may mean two things."""
    yield from _against_last(draft)
    for held in draft.series.values():
        for year, found in held.items():
            nilai = read_value(found.text)
            if nilai and nilai.doubt and not re.search(r"\d", found.text):
                yield at_draft("TLK-D060", draft, found, f"tahun {year} tercetak “{_cut(found.text)}”")
    yield from _separators(draft)


def _against_last(draft: DraftIndikator) -> Iterator[Trap]:
    known = {**draft.series.get("nilai", {}), **draft.series.get("realisasi", {})}
    targets = dict(sorted(draft.series.get("target", {}).items()))
    for year, found in targets.items():
        before = max((one for one in known if one < year), default=None)
        if before is None:
            continue
        last, target = _number(known[before]), _number(found)
        if last is not None and target is not None:
            yield from _compared(draft, found, (before, last), (year, target))
        return


def _compared(
    draft: DraftIndikator, found: Found, last: tuple[str, Fraction], target: tuple[str, Fraction]
) -> Iterator[Trap]:
    said = f"{last[0]}: {_shown(last[1])}; target {target[0]}: {_shown(target[1])}"
    falls = bool(_LOWER_IS_BETTER.search(draft.nama)) and not _REDUCES.search(draft.nama)
    if (target[1] > last[1]) if falls else (target[1] < last[1]):
        arah = "makin rendah makin baik" if falls else "makin tinggi makin baik"
        yield at_draft("TLK-D044", draft, found, f"{said}; dari namanya {arah}")
    low, high = sorted((last[1], target[1]))
    if low > 0 and high >= LONJAKAN * low:
        formula = one_line(untagged(draft.texts["formula_teks"].text)) if "formula_teks" in draft.texts else ""
        below = denominator(formula)
        asked = f"; penyebut tercetak: “{_cut(below)}”" if below else ""
        yield at_draft("TLK-D042", draft, found, f"{said}, yaitu {format_angka(high / low, 1)} kali{asked}")


def undecided_years(drafts: Sequence[DraftIndikator]) -> Iterator[Trap]:
    """A year column that says neither target nor result, once per year and table."""
    seen: dict[tuple[int, str], list[Found]] = {}
    for draft in drafts:
        for year, found in draft.series.get("nilai", {}).items():
            seen.setdefault((found.place.table, year), []).append(found)
    for (_, year), found_all in seen.items():
        yield Trap("TLK-D055", found_all[0].place, "", f"kolom tahun {year}, {len(found_all)} nilai")


def yearless_traps(paper: Paper, drafts: Sequence[DraftIndikator]) -> Iterator[Trap]:
    """Years and numbers that stand loose below a table, and value columns for which no year is known."""
    loose, place = _loose(paper)
    if loose:
        bound = [f for d in drafts for held in d.series.values() for f in held.values() if f.doubt and not f.place.table]
        note = f"; {len(bound)} angka dipasangkan menurut urutan, hanya sebagai dugaan" if bound else ""
        yield Trap("TLK-D053", place, "", f"di luar tabel tercetak {', '.join(loose[:_NEAR])}{note}")
    if drafts and not any(draft.series for draft in drafts):
        for number, grid in enumerate(paper.grids, start=1):
            if heading := _yearless_column(grid):
                why = f"kolom “{_cut(heading)}” berisi angka, tahunnya tidak tercetak"
                yield Trap("TLK-D053", Place(grid.page, number), "", why)


def _loose(paper: Paper) -> tuple[list[str], Place]:
    """Bare years below a table with bare numbers after them: the words of a table that was cut."""
    blocks = list(paper.blocks)
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Grid)), len(blocks))
    run: list[Line] = [b for b in blocks[first:] if isinstance(b, Line)]
    for at, line in enumerate(run):
        if not _YEAR.match(line.text.strip()):
            continue
        near = [one.text.strip() for one in run[at : at + _NEAR]]
        bare = [text for text in near if _YEAR.match(text) or _NUMBER.match(text)]
        if sum(bool(_NUMBER.match(text)) for text in bare) > 1:
            return bare, Place(line.page, box=line.box)
    return [], Place()


def _yearless_column(grid: Grid) -> str:
    """The heading of a value column without year that holds numbers, '' for none."""
    for cell in grid.cells:
        words = one_line(cell.text)
        if cell.row < _HEAD_ROWS and re.match(r"(?:target|realisasi)\b", words, re.IGNORECASE) and len(words) < 40:
            below = [c for c in grid.cells if c.column == cell.column and c.row > cell.row]
            if any((nilai := read_value(c.text)) and nilai.angka and not nilai.doubt for c in below):
                return words
    return ""


def _separators(draft: DraftIndikator) -> Iterator[Trap]:
    """A point before one or two digits is a decimal point; before three, in a percentage, it may be either."""
    share = "%" in (draft.texts["satuan"].text if "satuan" in draft.texts else "")
    for held in draft.series.values():
        for year, found in held.items():
            nilai = read_value(found.text)
            if nilai is None or not nilai.angka:
                continue
            said = f"tahun {year} tercetak “{_cut(found.text)}”"
            if _POINT.match(nilai.angka):
                yield at_draft("TLK-D059", draft, found, f"{said}: titik sebagai desimal", "catatan")
                return
            if share and _GROUPED.match(nilai.angka):
                yield at_draft("TLK-D059", draft, found, f"{said} dalam persen: ribuan atau desimal")
                return


def _number(found: Found) -> Fraction | None:
    """The number of a value, None where it is no plain number or is doubted."""
    nilai = read_value(found.text)
    if nilai is None or found.doubt or nilai.doubt or nilai.text.count(":") or "/" in nilai.text:
        return None
    return parse_angka(nilai.angka)


def _shown(number: Fraction) -> str:
    return format_angka(number, 0 if number.denominator == 1 else 2)


def _cut(text: str, most: int = 100) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[:most].rstrip()} …"
