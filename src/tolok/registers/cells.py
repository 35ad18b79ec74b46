"""One column of dirty cells → one column of its declared type, with a Fault for every cell that cannot be read.

Columnar: well-formed cells are recognised and converted by Arrow; only the others are looked at in Python, each
distinct text once. Absent cells ('', '-', n/a) are null; 0 is zero.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers import cell_dates, cell_numbers
from tolok.registers import cell_text as raw
from tolok.registers.faults import Fault, ask_yes_no, bad_number, bad_text, bad_word, spoilt_number, unknown_region
from tolok.registers.schema import Kolom, KolomJenis
from tolok.values.issue import maksud_anda
from tolok.values.region import is_region_code

ARROW_TYPES: Mapping[KolomJenis, Any] = {
    "bilangan": pa.int64(), "ya_tidak": pa.bool_(), "tanggal": pa.date32(), "tahun": pa.int32(),
    "kategori": pa.string(), "wilayah": pa.string(), "teks": pa.string(), "nomor": pa.string(), "angka": pa.string(),
}  # fmt: skip

PlaceReader = Callable[[str], "str | Fault"]
"""A region's name (tidied, without digits) → its code, or why not."""
Parsed = str | int | bool | date | Fault | None


@dataclass(frozen=True)
class ColumnReading:
    """`nilai`: Arrow array as long as the cells, null where absent or faulty. `faults`: cell index → Fault.

    `keputusan`: what was decided for the whole column (separators, order of day and month), for the report.
    """

    nilai: Any
    faults: Mapping[int, Fault] = field(default_factory=dict)
    keputusan: Mapping[str, object] = field(default_factory=dict)


def read_column(kolom: Kolom, cells: Any, header_power: int = 0, place: PlaceReader | None = None) -> ColumnReading:
    """Reads raw cells (Arrow strings, see `cell_text`) as the type of `kolom`.

    `header_power`: power of ten that the header names, as in `Omset (juta)`. `place`: reads a region's name as its code.
    """
    cells = pc.fill_null(cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells, "")
    match kolom.jenis:
        case "bilangan" | "angka":
            return _read_numbers(kolom, cells, header_power)
        case "tanggal":
            return _read_dates(kolom, cells)
        case "teks":
            return _finish(kolom, cells, _tidy_mask(cells), cells, _read_text)
        case "nomor":
            return _read_numbers_as_text(kolom, cells)
        case "ya_tidak":
            mixed = pc.any(pc.is_in(pc.utf8_lower(cells), value_set=pa.array(["f"]))).as_py()
            return _distinct(kolom, cells, lambda cell: _read_yes_no(cell, bool(mixed)))
        case "kategori":
            choices = {raw.tidy(choice).casefold(): choice for choice in kolom.pilihan}
            return _distinct(kolom, cells, lambda cell: _read_choice(cell, choices))
        case "tahun":
            return _distinct(kolom, cells, _read_year)
        case "wilayah":
            return _read_regions(kolom, cells, place)


def _distinct(kolom: Kolom, cells: Any, parse: Callable[[str], Parsed]) -> ColumnReading:
    return _finish(kolom, cells, None, None, parse)


def _finish(kolom: Kolom, cells: Any, easy: Any, values: Any, parse: Callable[[str], Parsed]) -> ColumnReading:
    """Takes `values` where `easy` is true, and `parse` of the cell elsewhere, each distinct cell once."""
    kind = ARROW_TYPES[kolom.jenis]
    hard = pa.array([True]).take(pa.array([0] * len(cells), pa.int32())) if easy is None else pc.invert(easy)
    rows = pc.indices_nonzero(hard)
    if not len(rows):
        return ColumnReading(values if values is not None else pa.array([], kind))
    encoded = pc.dictionary_encode(cells.take(rows))
    parsed = [parse(cell) for cell in encoded.dictionary.to_pylist()]
    good = pa.array([None if isinstance(value, Fault) else value for value in parsed], kind)
    found = good.take(encoded.indices)
    return ColumnReading(
        found if values is None else pc.replace_with_mask(values, hard, found), _locate(parsed, encoded.indices, rows)
    )


def _locate(parsed: list[Parsed], indices: Any, rows: Any) -> dict[int, Fault]:
    bad = {index: value for index, value in enumerate(parsed) if isinstance(value, Fault)}
    if not bad:
        return {}
    at = pc.indices_nonzero(pc.is_in(indices, value_set=pa.array(list(bad), indices.type)))
    pairs = zip(rows.take(at).to_pylist(), indices.take(at).to_pylist(), strict=True)
    return {row: bad[index] for row, index in pairs}


_ABSENT_ARRAY = pa.array(sorted(raw.ABSENT_TEXT))


def _tidy_mask(cells: Any) -> Any:
    """Printable ASCII, single blanks, not a word for 'absent'."""
    plain = pc.match_substring_regex(cells, r"^[!-~]+( [!-~]+)*$")
    absent = pc.is_in(pc.utf8_lower(cells), value_set=_ABSENT_ARRAY)
    return pc.and_(plain, pc.invert(absent))


def _read_numbers(kolom: Kolom, cells: Any, header_power: int) -> ColumnReading:
    easy, values = _easy_whole(kolom, cells, header_power)
    counts = pc.value_counts(cells if easy is None else cells.filter(pc.invert(easy)))
    written: dict[str, cell_numbers.Written | Fault | None] = {}
    evidence: dict[str, cell_numbers.Evidence] = {}
    votes: list[tuple[cell_numbers.Evidence, int]] = []
    for cell, count in zip(counts.field(0).to_pylist(), counts.field(1).to_pylist(), strict=True):
        written[cell] = number = cell_numbers.take_apart(cell, kolom.satuan)
        if isinstance(number, cell_numbers.Written):
            evidence[cell] = cell_numbers.evidence_of(number, kolom, header_power)
            votes.append((evidence[cell], count))
    style = cell_numbers.decide(votes, header_power)

    def parse(cell: str) -> Parsed:
        number = written[cell]
        if not isinstance(number, cell_numbers.Written):
            return number
        value = cell_numbers.read_exact(number, evidence[cell], style)
        return value if isinstance(value, Fault) else _as_stored(kolom, number, value)

    reading = _finish(kolom, cells, easy, values, parse)
    decided = style.as_dict() if style.koma or style.titik or style.ragu or header_power else {}
    return ColumnReading(reading.nilai, reading.faults, decided)


_ANGKA_DIGITS = 38


def _as_stored(kolom: Kolom, number: cell_numbers.Written, value: Decimal) -> Parsed:
    if kolom.jenis == "bilangan":
        return cell_numbers.scaled(value, number, kolom)
    text = cell_numbers.decimal_text(value)
    return bad_number(number.teks, "angkanya terlalu panjang") if len(text) > _ANGKA_DIGITS else text


_INT64_POWER = 3


def _easy_whole(kolom: Kolom, cells: Any, header_power: int) -> tuple[Any, Any]:
    """Mask and values of plain digits, as text or as a workbook number, not above `terbesar`."""
    power = kolom.skala + header_power
    if kolom.jenis != "bilangan" or power > _INT64_POWER:
        return None, None
    bare = pc.replace_substring_regex(cells, "^\x01N", "")
    plain = pc.match_substring_regex(bare, r"^\d{1,15}$")
    values = pc.cast(pc.if_else(plain, bare, pa.scalar(None, pa.string())), pa.int64())
    values = pc.multiply(values, 10**power)
    easy = pc.fill_null(pc.less_equal(values, kolom.terbesar * 10**kolom.skala), False)
    if kolom.terkecil:
        easy = pc.and_(easy, pc.fill_null(pc.greater_equal(values, kolom.terkecil * 10**kolom.skala), False))
    return easy, pc.if_else(easy, values, pa.scalar(None, pa.int64()))


def _read_dates(kolom: Kolom, cells: Any) -> ColumnReading:
    counts = pc.value_counts(cells)
    pairs = zip(counts.field(0).to_pylist(), counts.field(1).to_pylist(), strict=True)
    style = cell_dates.decide_dates(pairs)
    reading = _distinct(kolom, cells, lambda cell: cell_dates.read_date(cell, style))
    decided = style.as_dict() if style.hari_dulu or style.bulan_dulu else {}
    return ColumnReading(reading.nilai, reading.faults, decided)


def _read_numbers_as_text(kolom: Kolom, cells: Any) -> ColumnReading:
    reading = _finish(kolom, cells, pc.match_substring_regex(cells, r"^\d+$"), cells, _read_nomor)
    typed = pc.sum(pc.starts_with(cells, raw.NUMBER)).as_py()
    note = {"sel_angka_excel": typed, "catatan": "tersimpan sebagai angka: nol di depan, bila ada, sudah hilang"}
    return ColumnReading(reading.nilai, reading.faults, note if typed else {})


_EXCEL_LIMIT = 10**15


def _read_text(cell: str) -> Parsed:
    """Text trimmed, with single blanks, NFC; a line break inside a cell is a blank; control characters are a Fault."""
    mark = raw.marker_of(cell)
    if mark:
        return _typed_text(cell, mark)
    text = raw.shown(cell)
    if raw.FORBIDDEN.search(text):
        return bad_text("ada huruf kendali, huruf tak terlihat, atau huruf yang rusak pengodeannya")
    text = raw.tidy(text)
    return None if text.casefold() in raw.ABSENT_TEXT else text


def _typed_text(cell: str, mark: str) -> Parsed:
    if mark == raw.NUMBER:
        if abs(Decimal(cell[2:])) >= _EXCEL_LIMIT:
            return spoilt_number("Excel menyimpannya sebagai angka dan hanya menyimpan 15 angka pertama")
        return cell_numbers.decimal_text(Decimal(cell[2:]))
    return cell_numbers.typed_fault(cell, mark) or spoilt_number("Excel mengubahnya menjadi tanggal, jam, atau benar/salah")


_AS_FORMULA = re.compile(r'^="(.*)"$')


def _read_nomor(cell: str) -> Parsed:
    """Digits kept as text; blanks between digits are left out; what a spreadsheet has spoilt is a Fault."""
    text = _read_text(cell)
    if not isinstance(text, str) or text.casefold() in raw.ABSENT:
        return None if isinstance(text, str) else text
    bare = _AS_FORMULA.sub(r"\1", text).removeprefix("'").replace(" ", "")
    if bare.isascii() and bare.isdigit():
        return bare
    if re.match(r"^[\d.,]+[eE][+-]?\d+$", bare):
        return spoilt_number("ditulis dalam bentuk ilmiah (seperti 3,575E+15); angka aslinya sudah hilang")
    return spoilt_number("nomor hanya boleh berisi angka")


_YES = frozenset({"ya", "y", "iya", "1", "sudah", "ada", "v", "✓", "✔", "√", "true"})
_NO = frozenset({"tidak", "tdk", "t", "0", "belum", "tidak ada", "false"})
_EITHER = frozenset({"x", "×", "✗", "✘", "f"})


def _read_yes_no(cell: str, mixed: bool) -> Parsed:
    mark = raw.marker_of(cell)
    if mark and mark not in (raw.BOOL, raw.NUMBER):
        return cell_numbers.typed_fault(cell, mark) or bad_word(raw.shown(cell), ("ya", "tidak"), "")
    word = raw.tidy(raw.shown(cell)).casefold()
    if word in raw.ABSENT and not mark:
        return None
    if word in _EITHER or (word == "t" and mixed):
        return ask_yes_no(word)
    if word in _YES:
        return True
    return False if word in _NO else bad_word(word, ("ya", "tidak"), "")


def _read_choice(cell: str, choices: Mapping[str, str]) -> Parsed:
    text = _read_text(cell)
    if not isinstance(text, str):
        return text
    found = choices.get(text.casefold())
    if found is not None:
        return found
    if text.casefold() in raw.ABSENT:
        return None
    return bad_word(text, tuple(choices.values()), maksud_anda(text, tuple(choices.values())))


_FIRST_YEAR, _LAST_YEAR = 1945, 2099


def _read_year(cell: str) -> Parsed:
    text = _read_text(cell)
    if not isinstance(text, str):
        return text
    if text.casefold() in raw.ABSENT:
        return None
    if re.match(r"^[0-9]{4}$", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    return bad_number(text, "tahun ditulis dengan empat angka, 1945 sampai 2099")


def _read_regions(kolom: Kolom, cells: Any, place: PlaceReader | None) -> ColumnReading:
    named: list[str] = []

    def parse(cell: str) -> Parsed:
        code = _read_region(cell)
        if place is None or not isinstance(code, Fault) or any(char.isdigit() for char in raw.shown(cell)):
            return code
        found = place(raw.tidy(raw.shown(cell)))
        named.append(cell)
        return found

    reading = _distinct(kolom, cells, parse)
    return ColumnReading(reading.nilai, reading.faults, {"dibaca_dari_nama": len(named)} if named else {})


def _read_region(cell: str) -> Parsed:
    """A code with its points; ten, six or four bare digits get theirs. Whether it exists is asked of the tree."""
    text = _read_text(cell)
    if not isinstance(text, str):
        return text
    if text.casefold() in raw.ABSENT:
        return None
    bare = text.removeprefix("'")
    if re.match(r"^([0-9]{4}|[0-9]{6}|[0-9]{10})$", bare):
        bare = ".".join(filter(None, (bare[:2], bare[2:4], bare[4:6], bare[6:])))
    return bare if bare.isascii() and is_region_code(bare) else unknown_region(text, "bentuk kodenya bukan PP.KK.CC.VVVV")
