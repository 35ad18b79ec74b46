"""What the columns of a table are: header words by a dictionary, over several header rows, with the years they name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import yaml

from tolok.reading.paper import Cell
from tolok.reading.rules import acted
from tolok.reading.tables import Table, is_number_row
from tolok.reading.words import one_line, squash

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ORDINAL = re.compile(r"^(?:(?:tahun|thn?\.?|ke)[\s-]*)*(?:ke[\s-]*)?([1-6]|I{1,3}|IV|VI?)$", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_QUARTER = re.compile(
    r"triwulan|tri ?wulan|\btw\b|\btw[\s.-]*(?:i|1|2|3|4)|semester|catur ?wulan|\bbulan\b|\b[qk]uarta[l]|"
    r"^q[\s.-]*[1-4]$|\b(?:jan|febr?|peb|mar|apr|jun|jul|agu?s?t?|sept?|okt|[nd]o[pv]|des)\b\.?$|"
    r"\b(?:jan|febr|pebr)uari\b|\b(?:maret|april|mei|juni|juli|agustus)\b|\b(?:septem|oktob|novem|desem)\w*\b",
    re.IGNORECASE,
)
_QUARTERS = ["1", "2", "3", "4"]
_FIRST = re.compile(
    r"(?:kondisi|kinerja|baseline|data|capaian).*\bawal\b|^\(?awal\)?$|^base\s?line|\btahun dasar\b", re.IGNORECASE
)
_LAST = re.compile(r"\bakhir\b", re.IGNORECASE)
_UNTIL = re.compile(r"\bs\s?[./]\s?d\b|sampai dengan|kumulatif", re.IGNORECASE)
_OTHER = re.compile(
    r"\blalu\b|sebelumnya|\bn\s*[-+–]\s*[12]|\bdepan\b|berikutnya|mendatang|nasional|standar|jangka menengah", re.IGNORECASE
)
_MONEY = re.compile(r"keuangan|anggaran|\bRp\b|pagu|\bdana\b|belanja", re.IGNORECASE)
_SHARE = re.compile(r"^\(?\s*(?:%|persen|persentase)\s*\)?$|capaian.*%|%.*capaian", re.IGNORECASE)
_RATIO = re.compile(r"\brasio\b|tingkat capaian|persentase capaian|kategori|tingkat kemajuan", re.IGNORECASE)
_CODE = re.compile(r"^(?:K|Rp\.?|\(?Rp\.?\)?|%|\(?%\)?|I|II|III|IV|kinerja|volume|T|R|C)$")
_NEAR = 0.86
_LONGEST = 130
_MOST_ROWS = 30
_DEEPEST = 6
TEXTS = frozenset(
    [
        "nama",
        "uraian",
        "sasaran",
        "tujuan",
        "satuan",
        "formula",
        "penjelasan",
        "definisi",
        "alasan",
        "sumber_data",
        "penanggung_jawab",
        "tipe",
        "indikator_kota",
        "keterangan",
        "nomor",
        "program",
        "kode",
        "lke",
    ]
)
SERIES = frozenset({"target", "realisasi", "nilai", "target_ke"})


@dataclass(frozen=True)
class Column:
    """One column: its field, the year or ordinal it names, its header words from top to bottom, the nearest name column to
    its left (-1: none), and why it may be another field (`doubt`)."""

    index: int
    field: str
    words: tuple[str, ...]
    year: str = ""
    owner: int = -1
    doubt: str = ""

    @property
    def heading(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Header:
    """The header of a table: rows `first` to `last` (exclusive), its columns, and number rows below it that are skipped."""

    first: int
    last: int
    columns: tuple[Column, ...]

    def of(self, *fields: str) -> list[Column]:
        return [column for column in self.columns if column.field in fields]

    @property
    def names(self) -> list[Column]:
        return self.of("nama")


@cache
def phrases() -> Mapping[str, str]:
    """Every header phrase, squashed, with its field."""
    raw = yaml.safe_load((Path(__file__).parent / "kepala.yaml").read_text(encoding="utf-8"))
    return {squash(str(phrase)): field for field, listed in raw.items() for phrase in listed if squash(str(phrase))}


@cache
def field_of(text: str) -> str:
    """The field that a header text names, '' for none. Exact first, then as a beginning, then nearly equal letters."""
    if len(text) > _LONGEST:
        return ""
    letters = squash(_YEAR.sub("", text))
    known = phrases()
    if not letters:
        return ""
    if letters in known:
        return known[letters]
    if letters in ("k", "rp", "i"):
        return "anggaran" if letters == "rp" else ""
    starts = [phrase for phrase in known if len(phrase) > 3 and letters.startswith(phrase)]
    if starts:
        best = max(starts, key=len)
        open_ended = known[best] in ("target", "realisasi", "anggaran") or best.startswith("indikator")
        if open_ended or len(best) >= 0.55 * len(letters):
            return known[best]
    return _nearly(letters)


def _nearly(letters: str) -> str:
    if len(letters) < 5:
        return ""
    best, score = "", _NEAR
    for phrase, field in phrases().items():
        if abs(len(phrase) - len(letters)) > 3 or len(phrase) < 5:
            continue
        here = SequenceMatcher(None, phrase, letters, autojunk=False).ratio()
        if (here >= score and phrase[0] == letters[0]) or here >= 0.93:
            best, score = field, here
    return best


def find_header(table: Table) -> Header | None:
    """The first header of a table: a row (with its neighbours) that names two fields or more; None where there is none."""
    for row in range(min(len(table.rows), _MOST_ROWS)):
        named = _named(table, row)
        if len(named) < 2 or not _is_heading(table, row):
            continue
        first = row
        while first > 0 and _is_heading(table, first - 1) and len(table.unique(first - 1)) > 1:
            first -= 1
        last = row + 1
        while last < len(table.rows) and last - first < _DEEPEST and _goes_on(table, first, last):
            last += 1
        if last - first > 1:
            acted("kepala bertingkat")
        return Header(first, last, _columns(table, first, last))
    return None


def _named(table: Table, row: int) -> set[str]:
    found = {field_of(one_line(cell.text)) for _, cell in table.unique(row)} - {""}
    if any(_YEAR.fullmatch(one_line(cell.text)) for _, cell in table.unique(row)):
        found.add("tahun")
    return found


def _is_heading(table: Table, row: int) -> bool:
    """Short words, most of them known, no sentence: a row of headings."""
    cells = [one_line(cell.text) for _, cell in table.unique(row)]
    known = sum(bool(field_of(text)) or _is_sub(text) for text in cells)
    if any(text.endswith(":") for text in cells):
        return False
    return bool(cells) and all(len(text) <= _LONGEST for text in cells) and known * 2 >= len(cells)


def _is_sub(text: str) -> bool:
    """What stands in the lower rows of a header: a year, an ordinal, K, Rp, a quarter."""
    bare = re.sub(r"^(?:tahun|thn|th)\.?\s*", "", text, flags=re.IGNORECASE)
    return bool(
        _YEAR.fullmatch(bare) or _ORDINAL.match(text) or _CODE.match(text) or _QUARTER.search(text) or _FIRST.search(text)
        or re.fullmatch(r"\(?(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\)?|setahun|tahunan|(?:1|satu) tahun", bare, re.IGNORECASE)
    )  # fmt: skip


def _goes_on(table: Table, first: int, row: int) -> bool:
    """Whether a row still belongs to the header: below a spanning header cell, or made of headings and sub-headings."""
    cells = table.unique(row)
    if is_number_row(table, row) and not _under_ordinals(table, first, row):
        acted("nomor kolom")
        return True
    own = [cell for column, cell in cells if table.rows[row - 1][column] is not cell]
    if not own:
        return True
    texts = [one_line(cell.text) for cell in own]
    if any(len(text) > 70 for text in texts) or _is_divider(table, row, own):
        return False
    numbers = [bool(re.fullmatch(r"\(?\d{1,2}\)?", text)) for text in texts]
    if all(numbers):
        return _under_ordinals(table, first, row)
    known = [number or bool(field_of(text)) or _is_sub(text) for text, number in zip(texts, numbers, strict=True)]
    hanging = any(cell.rowspan > 1 and table.rows[row - 1][c] is cell for c, cell in cells)
    return (all(known) and (hanging or len(texts) > 1)) or (hanging and sum(known) * 2 >= len(texts))


def _is_divider(table: Table, row: int, own: list[Cell]) -> bool:
    """One text over half of the table, or alone in its row, heads the rows below it; it is no heading of a column."""
    wide = own[0].colspan > 2 and own[0].colspan * 2 >= max(cell.column + cell.colspan for cell in table.rows[row])
    return len(own) == 1 and (wide or len(table.unique(row)) == 1)


def _under_ordinals(table: Table, first: int, row: int) -> bool:
    """`1 2 3 4 5` below `Target tahun ke` are years, not column numbers: each heading above spans its numbers from 1 on.
    Where spans are lost, the empty places to the right of a heading are its own."""
    groups: dict[int, list[str]] = {}
    above = table.rows[row - 1] if row > first else ()
    for column, cell in table.unique(row):
        if not above or above[column] is cell:
            continue
        over = _left_of(above, column)
        if not over.text:
            return False
        groups.setdefault(id(over), []).append(cell.text)
    return bool(groups) and all(re.sub(r"\D", "", texts[0]) == "1" and len(texts) > 1 for texts in groups.values())


def _left_of(row: tuple[Cell, ...], column: int) -> Cell:
    """The cell of a place, or of the nearest place with text to its left."""
    return next((row[c] for c in range(column, -1, -1) if row[c].text), row[column])


def _columns(table: Table, first: int, last: int) -> tuple[Column, ...]:
    found: list[Column] = []
    owner = -1
    for index in range(table.width):
        path = _path(table, first, last, index)
        column = _column(index, path)
        if column.field == "nama":
            owner = index
        found.append(replace(column, owner=owner))
    return _settled(_by_quarter(found))


def _by_quarter(columns: list[Column]) -> list[Column]:
    """I to IV (or 1 to 4) under one heading that names no row of years are the quarters of a year, and no year's values."""
    found = list(columns)
    for at, column in enumerate(columns[:-3]):
        run = columns[at : at + 4]
        over = {" ".join(c.words[:-1]) for c in run}
        heading = over.pop()
        if over or not heading or [_ordinal_word(c) for c in run] != _QUARTERS or column.field in TEXTS:
            continue
        goes_on = at + 4 < len(columns) and columns[at + 4].words[:-1] == column.words[:-1]
        fifth = _ordinal_word(columns[at + 4]) == "5" if goes_on else False
        years = re.search(r"\bke\b|tahun", heading, re.IGNORECASE) and not _YEAR.search(heading)
        if not fifth and not years:
            acted("triwulan")
            found[at : at + 4] = [replace(c, field="triwulan") for c in run]
    return found


def _ordinal_word(column: Column) -> str:
    """The small number that the lowest heading is (`II`: 2), '' for none."""
    match = re.fullmatch(
        r"(?:tw|triwulan|q)?[\s.-]*([1-6]|I{1,3}|IV|VI?)", column.words[-1] if column.words else "", re.IGNORECASE
    )
    return _ROMAN.get(match.group(1).lower(), match.group(1)) if match else ""


def _heading_over(table: Table, row: int, last: int, index: int) -> Cell:
    """The heading of a place. Where spans are lost, a heading stands above the first of its years only: the empty places to
    its right, with years or ordinals below them, are its own."""
    cell = table.rows[row][index]
    if cell.text or row + 1 >= last:
        return cell
    for below in (_year_below, _series_below):
        left = index
        while left > 0 and not table.rows[row][left].text and below(table, row, last, left):
            left -= 1
        over = table.rows[row][left]
        if left < index and below(table, row, last, left) and (below is _year_below or _YEAR.search(over.text)):
            return over
    return cell


def _series_below(table: Table, row: int, last: int, index: int) -> bool:
    """Whether target, realisasi or their share stands below a place: under a heading that names a year they are its own."""
    text = one_line(table.rows[row + 1][index].text)
    return row + 2 == last and (field_of(text) in ("target", "realisasi", "capaian") or bool(_SHARE.match(text)))


def _year_below(table: Table, row: int, last: int, index: int) -> bool:
    rows = [
        r for r in range(row + 1, last)
        if _under_ordinals(table, row, r) or not (is_number_row(table, r) or _numbers_mixed(table, r))
    ]  # fmt: skip
    mixed = [r for r in range(row + 1, last) if _numbers_mixed(table, r) and not table.rows[r][index].text.isdigit()]
    texts = [one_line(table.rows[r][index].text) for r in (*rows, *mixed)]
    bare = [re.sub(r"^(?:tahun|thn|th)\.?\s*", "", text, flags=re.IGNORECASE) for text in texts if text]
    return any(_YEAR.fullmatch(text) or _ORDINAL.match(text) for text in bare)


def _path(table: Table, first: int, last: int, index: int) -> tuple[str, ...]:
    """Header texts over one column from top to bottom, each cell once, column numbers left out."""
    seen: list[Cell] = []
    for row in range(first, last):
        cell = _heading_over(table, row, last, index)
        numbers = is_number_row(table, row) and not _under_ordinals(table, first, row)
        mixed = re.fullmatch(r"\(?\d{1,2}\)?", cell.text) and row > first and _numbers_mixed(table, row)
        if cell.text and not numbers and not mixed and cell not in seen:
            seen.append(cell)
    return tuple(one_line(cell.text) for cell in seen)


def _numbers_mixed(table: Table, row: int) -> bool:
    """A number row in which one place holds a heading (`1 2 3 TAHUN 2023 4`)."""
    texts = [one_line(cell.text) for _, cell in table.unique(row)]
    numbers = [t for t in texts if re.fullmatch(r"\(?\d{1,2}\)?", t)]
    return len(numbers) >= 2 and numbers[0].strip("()") == "1" and table.rows[row][0].text == numbers[0]


def _column(index: int, path: tuple[str, ...]) -> Column:
    """Field and year of a column by its header words: the lowest that is known decides, years come from the lowest."""
    whole = " ".join(path)
    year = next((found[-1] for words in reversed(path) if (found := _YEAR.findall(words))), "")
    many = next((found for words in reversed(path) if (found := _YEAR.findall(words))), [])
    if len(set(many)) > 1:
        year = ""
    leaf = next((field for words in reversed(path) if (field := field_of(words))), "")
    if not leaf or (field_of(whole) in TEXTS and leaf not in TEXTS):
        leaf = field_of(whole) or leaf
    if leaf in TEXTS:
        return Column(index, leaf, path)
    kind = _kind(whole, path, leaf)
    if kind in SERIES and not year and (ordinal := _ordinal(path)):
        acted("tahun ke-")
        return Column(index, "target_ke", path, ordinal) if kind == "target" else Column(index, "", path)
    if kind == "nilai" and not year:
        kind = ""
    return Column(index, kind, path, year)


def _ordinal(path: tuple[str, ...]) -> str:
    match = _ORDINAL.match(path[-1]) if path else None
    over = " ".join(path[:-1])
    if not match or not (re.search(r"\bke\b|tahun|setiap", f"{over} {path[-1]}", re.IGNORECASE)):
        return ""
    return _ROMAN.get(match.group(1).lower(), match.group(1))


def _kind(whole: str, path: tuple[str, ...], leaf: str) -> str:
    """What values a column holds: a series, or a word for those that are not read as one."""
    low, last = whole.lower(), (path[-1] if path else "")
    if _QUARTER.search(whole):
        return "triwulan"
    if _FIRST.search(whole) or _FIRST.search(last):
        return "awal"
    if _LAST.search(whole):
        return "akhir"
    if _UNTIL.search(whole) or (_OTHER.search(whole) and not _YEAR.search(whole)):
        return "kumulatif" if _UNTIL.search(whole) else "lain"
    if _MONEY.search(last) or (_MONEY.search(whole) and not re.search(r"kinerja|fisik", low)):
        return "anggaran"
    if _SHARE.match(last) or _RATIO.search(whole):
        return "capaian"
    if leaf in ("proyeksi", "capaian", "awal", "akhir") and not (leaf == "capaian" and "target" in low):
        return leaf
    if "realisasi" in low:
        return "realisasi"
    if "target" in low or leaf == "target":
        return "target"
    bare = not re.sub(r"[^a-z]", "", re.sub(r"tahun|kondisi|nilai|data|thn|\bke\b", "", low))
    return leaf if leaf != "nilai" and leaf else "nilai" if bare and (_YEAR.search(whole) or _ordinal(path or ("",))) else ""


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """A column without header words takes part in its neighbour; `Uraian` names measures where nothing else does."""
    fields = {column.field for column in columns}
    if "nama" not in fields and "uraian" in fields and fields & {"alasan", "formula", "penjelasan", "sumber_data"}:
        columns = [replace(c, field="nama") if c.field == "uraian" else c for c in columns]
    first_name = next((c.index for c in columns if c.field == "nama"), -1)
    return tuple(replace(c, owner=first_name) if c.owner < 0 else c for c in columns)
