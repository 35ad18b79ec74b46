"""A delivered file as sheets of raw rows: CSV in whatever encoding and separator, XLSX with its cached values.

Nothing is interpreted here beyond cells. What a workbook library would hide is kept visible: error cells, formulas
without a stored value, cells merged with the row above.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from tolok.registers import cell_text as raw
from tolok.registers.faults import file_issue, unreadable
from tolok.registers.guard import refuse_unsafe
from tolok.registers.headers import SEARCHED
from tolok.values.issue import IssueError

Row = Sequence[str]
_HEAD = SEARCHED + 5


@dataclass(frozen=True)
class Sheet:
    """One table-like part of a file. `rows()` yields (1-based row number, cells), None for a line that cannot be split.

    `spoilt`: zero-based row → column → marker of a workbook cell without a value. `ragged`: rows may differ in length
    (CSV), so that a shorter or longer row means a broken line.
    """

    nama: str
    rows: Callable[[], Iterator[tuple[int, Row | None]]]
    ragged: bool
    spoilt: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def head(self) -> list[Row]:
        """The first rows, where the header must stand."""
        return [row or () for _, row in islice(self.rows(), _HEAD)]


@dataclass(frozen=True)
class SourceFile:
    """A file that could be opened: its name, SHA-256 of its bytes, sheets that hold something, notes for the report."""

    berkas: str
    sha256: str
    sheets: tuple[Sheet, ...]
    catatan: tuple[str, ...] = ()


def open_source(path: Path, berkas: str | None = None) -> SourceFile:
    """Opens a CSV or XLSX, told apart by content. IssueError TLK-R002 (unreadable) or TLK-R006 (empty)."""
    name = berkas or path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IssueError(unreadable(name, f"sistem menolak: {error.strerror}")) from None
    return source_from_bytes(data, name)


def source_from_bytes(data: bytes, berkas: str) -> SourceFile:
    """As `open_source`, for bytes that are already here (an upload)."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise IssueError(_empty(berkas))
    notes: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        sheets = _open_workbook(data, berkas)
    elif data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")) or data.lstrip()[:1] == b"<":
        raise IssueError(unreadable(berkas, "ini bukan CSV atau XLSX (mungkin XLS lama, HTML, atau PDF)"))
    else:
        sheet, notes = _open_csv(data, berkas)
        sheets = (sheet,)
    sheets = tuple(sheet for sheet in sheets if any(any(row) for row in sheet.head()))
    if not sheets:
        raise IssueError(_empty(berkas))
    return SourceFile(berkas, sha256, sheets, notes)


def _empty(berkas: str) -> Any:
    return file_issue(
        "TLK-R006",
        berkas,
        "berkas kosong",
        "tidak ada judul kolom dan tidak ada baris",
        "bila memang tidak ada data, kirim templat dengan judul kolom saja dan keterangan kiriman (.kiriman.yaml)",
    )


# CSV


def _open_csv(data: bytes, berkas: str) -> tuple[Sheet, tuple[str, ...]]:
    text, encoding = _decode(data)
    if "\x00" in text[:4096]:
        raise IssueError(unreadable(berkas, "isi berkas bukan teks"))
    named = re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)
    delimiter = named[1] if named else _delimiter(text)
    skipped = 1 if named else 0
    torn = not _is_regular(text, delimiter)

    def rows() -> Iterator[tuple[int, Row | None]]:
        records = _torn_records(text, delimiter) if torn else csv.reader(io.StringIO(text, ""), delimiter=delimiter)
        escape = raw.MARK in text
        for number, record in enumerate(records, 1):
            if number > skipped:
                yield number, [raw.encode(cell) for cell in record] if escape and record is not None else record

    name = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}[delimiter]
    notes = [f"pengodean {encoding}", f"pemisah kolom {name}"]
    if torn:
        notes.append("tanda kutip tidak berpasangan atau sel terlalu panjang: berkas dibaca baris demi baris")
    return Sheet("", rows, True), tuple(notes)


def _decode(data: bytes) -> tuple[str, str]:
    """UTF-8 where it is (single broken bytes become U+FFFD, which quarantines their cell), else cp1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - broken
    if data.startswith(b"\xef\xbb\xbf") or whole >= broken:
        return text, "UTF-8 dengan huruf rusak"
    return data.decode("cp1252", "replace"), "Windows-1252"


_DELIMITERS = ",;\t|"


def _delimiter(text: str) -> str:
    """The separator by which most of the first lines fall into equally many columns."""
    lines = text[:200_000].splitlines()[:60]

    def score(delimiter: str) -> int:
        counts = [len(row) for row in _torn_records("\n".join(lines), delimiter) if row]
        return max(((size - 1) * counts.count(size) for size in set(counts)), default=0)

    return max(_DELIMITERS, key=score)


def _is_regular(text: str, delimiter: str) -> bool:
    """Whether the whole text obeys the rules of quoting and length; a stray quote would otherwise swallow rows."""
    if '"' not in text:
        return not _has_long_line(text, csv.field_size_limit())
    try:
        for _ in csv.reader(io.StringIO(text, ""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _has_long_line(text: str, limit: int) -> bool:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        if end - start >= limit:
            return True
        start = end + 1
    return len(text) - start >= limit


def _torn_records(text: str, delimiter: str) -> Iterator[Row | None]:
    """Each physical line by itself; None where its quotes do not pair."""
    for line in io.StringIO(text, None):
        try:
            yield next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            yield None


# XLSX


def _open_workbook(data: bytes, berkas: str) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_unsafe(archive, berkas)
            if archive.testzip() is not None:
                raise IssueError(unreadable(berkas, "buku kerja rusak (jumlah periksa tidak cocok)"))
            parts = _sheet_parts(archive)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = python_calamine.SheetVisibleEnum.Visible
        kind = python_calamine.SheetTypeEnum.WorkSheet
        names = [meta.name for meta in book.sheets_metadata if meta.visible == visible and meta.typ == kind]
        return tuple(_workbook_sheet(book, name, parts.get(name, b"")) for name in names)
    except (IssueError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        raise IssueError(unreadable(berkas, f"buku kerja rusak atau terkunci ({type(error).__name__})")) from None


def _workbook_sheet(book: Any, name: str, part: bytes) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    left = sheet.start[1] if sheet.start else 0
    table = [[""] * left + [raw.encode(cell) for cell in row] for row in sheet.iter_rows()]
    spoilt = _spoilt_cells(part)
    for top, column, bottom, right in ((*first, *last) for first, last in sheet.merged_cell_ranges or ()):
        for row in range(top + 1, min(bottom, len(table) - 1) + 1):
            spoilt.setdefault(row, {}).update(dict.fromkeys(range(column, min(right, 16384) + 1), raw.MERGED))
    return Sheet(name, lambda: iter(enumerate(table, 1)), False, spoilt)


_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _attributes(tag: bytes) -> dict[str, str]:
    pairs = ((key, one or two) for key, one, two in _ATTRIBUTE.findall(tag))
    return {key.decode().split(":")[-1]: unescape(value.decode("utf-8", "replace")) for key, value in pairs}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Sheet name → its XML, for what the workbook library does not tell; empty where the package is unusual."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = [_attributes(tag) for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    targets = {found.get("Id", ""): found.get("Target", "") for found in relations}
    parts: dict[str, bytes] = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        found = _attributes(tag)
        target = targets.get(found.get("id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            parts[found.get("name", "")] = archive.read(path)
    return parts


_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d+)$")


def _spoilt_cells(part: bytes) -> dict[int, dict[int, str]]:
    """Cells with an error value, and formulas for which no value is stored: both would read as empty."""
    spoilt: dict[int, dict[int, str]] = {}
    if b't="e"' not in part and b"<f" not in part and b":f" not in part:
        return spoilt
    for head, body in _CELL.findall(part):
        found = _attributes(head)
        kind, reference = found.get("t", ""), _REFERENCE.match(found.get("r", ""))
        value = _VALUE.search(body)
        bare = value is None and kind != "str" and re.search(rb"<(?:\w+:)?f[\s>/]", body)
        if reference and (kind == "e" or bare):
            mark = raw.ERROR + (value[1].decode("utf-8", "replace") if value else "") if kind == "e" else raw.NO_VALUE
            spoilt.setdefault(int(reference[2]) - 1, {})[_column(reference[1])] = mark
    return spoilt


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
