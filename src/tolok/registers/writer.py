"""Tables out: CSV and XLSX as offices exchange them, and the template that an office fills in.

Files are deterministic (no clock, fixed properties): the same rows give the same bytes, hence the same SHA-256.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from tolok.registers.schema import Kolom, Schema

Cell = object
"""str, int, float, Decimal, bool, date, datetime, None (empty) or `Formula`; anything else is written as its text."""
Area = tuple[int, int, int, int]

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones; a fixed day keeps the bytes equal
_EXACT_IN_EXCEL = 10**15
_EXCEL_DIGITS = Context(prec=15)
_EXCEL_ROWS = 1_048_576
_TANGGAL = "dd/mm/yyyy"
_TEMPLATE_ROWS = 5000


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and the value that Excel computed for it last: `Formula("=A1*2", 14)`."""

    teks: str
    nilai: str | int | float


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> None:
    """One header row, then the rows; None is empty, yes/no are `ya`/`tidak`, dates ISO. `utf-8-sig` writes the BOM."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_csv_text(cell) for cell in row] for row in rows)


def _csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, Formula):
        return str(cell.nilai)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_xlsx(
    path: Path,
    sheet: str,
    title_rows: Sequence[Sequence[Cell]],
    header_rows: Sequence[Sequence[Cell]],
    rows: Iterable[Sequence[Cell]],
    number_formats: Mapping[int, str] | None = None,
    *,
    merges: Sequence[Area] = (),
    marked: frozenset[tuple[int, int]] = frozenset(),
    widths: Mapping[int, float] | None = None,
) -> None:
    """One sheet: title rows, header rows (bold, boxed), data rows from the line below.

    `number_formats`: column index → Excel format (`#,##0`, `@`). `merges`: (first row, first column, last row, last
    column), zero-based on the sheet, inside title and header rows. `marked`: (data row, column), zero-based, painted.
    Whole numbers of 16 digits and more are written as text, since Excel would spoil them. ValueError beyond 1.048.576
    rows, which Excel would lose.
    """
    options = {"constant_memory": not merges, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        _fix_properties(book)
        page = book.add_worksheet(sheet)
        for column, width in (widths or {}).items():
            page.set_column(column, column, width)
        writer = _SheetWriter(book, page, dict(number_formats or {}))
        bold = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        for number, row in enumerate(title_rows):
            writer.row(number, row, {})
        for number, row in enumerate(header_rows, len(title_rows)):
            writer.row(number, row, bold)
        first, painted = len(title_rows) + len(header_rows), _by_row(marked)
        for number, row in enumerate(rows):
            if first + number >= _EXCEL_ROWS:
                raise ValueError("lebih banyak baris daripada yang dimuat satu lembar Excel")
            writer.data_row(first + number, row, painted.get(number, set()))
        for area in merges:
            top, left, *_ = area
            source = [*title_rows, *header_rows][top]
            page.merge_range(*area, _plain(source[left]) if left < len(source) else "", book.add_format(bold))


def _by_row(marked: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    painted: dict[int, set[int]] = {}
    for line, column in marked:
        painted.setdefault(line, set()).add(column)
    return painted


def _plain(cell: Cell) -> Any:
    return "" if cell is None else cell


def _fix_properties(book: Any) -> None:
    book.set_properties({"created": _EPOCH, "author": "Tolok"})


class _SheetWriter:
    """Writes cells by their Python type; keeps one Excel format per (number format, style)."""

    def __init__(self, book: Any, page: Any, number_formats: dict[int, str]):
        self.book, self.page, self.number_formats = book, page, number_formats
        self.formats: dict[tuple[str, bool], Any] = {}

    def row(self, number: int, row: Sequence[Cell], style: dict[str, Any]) -> None:
        look = self.book.add_format(style)
        for column, cell in enumerate(row):
            if cell is not None:
                self.cell(number, column, cell, look)

    def data_row(self, number: int, row: Sequence[Cell], painted: set[int]) -> None:
        for column, cell in enumerate(row):
            paint = column in painted
            if cell is None and not paint:
                continue
            num_format = self.number_formats.get(column, _TANGGAL if isinstance(cell, date) else "")
            self.cell(number, column, cell, self._format(num_format, paint))

    def _format(self, num_format: str, paint: bool) -> Any:
        if not num_format and not paint:
            return None
        key = (num_format, paint)
        if key not in self.formats:
            style: dict[str, Any] = {"num_format": num_format} if num_format else {}
            if paint:
                style["bg_color"] = "#FFD9B3"
            self.formats[key] = self.book.add_format(style)
        return self.formats[key]

    def cell(self, row: int, column: int, cell: Cell, look: Any) -> None:
        match cell:
            case None:
                self.page.write_blank(row, column, None, look)
            case bool():
                self.page.write_boolean(row, column, cell, look)
            case int() | float() if abs(cell) < _EXACT_IN_EXCEL:
                self.page.write_number(row, column, cell, look)
            case Decimal() if cell == _EXCEL_DIGITS.plus(cell):
                self.page.write_number(row, column, cell, look)
            case date():
                self.page.write_datetime(row, column, cell, look)
            case Formula():
                self.page.write_formula(row, column, cell.teks, look, cell.nilai)
            case _:
                self.page.write_string(row, column, str(cell), look)


# What a header note and the sheet "Petunjuk" say about each kind of column, and one example of it.
_ISI: dict[str, tuple[str, str]] = {
    "bilangan": ("angka; sel kosong berarti belum diketahui, 0 berarti nol", "1.500.000"),
    "ya_tidak": ("ya atau tidak; sel kosong berarti belum diketahui", "ya"),
    "kategori": ("salah satu dari pilihan", ""),
    "tanggal": ("tanggal, hari/bulan/tahun", "31/12/2024"),
    "tahun": ("tahun, empat angka", "2024"),
    "wilayah": ("kode wilayah Kemendagri dengan titik", "35.75.01.1001"),
    "teks": ("teks", "contoh"),
    "nomor": ("nomor, ditulis sebagai teks supaya angkanya utuh", "0220001234567"),
    "angka": ("angka, koma untuk desimal", "73,46"),
}


def isi_kolom(kolom: Kolom) -> str:
    """What goes into a column, in the words of an office: kind, unit, choices, largest value, whether required."""
    parts = [_ISI[kolom.jenis][0]]
    if kolom.satuan:
        parts.append(f"satuan {kolom.satuan}")
    if kolom.skala:
        parts.append(f"paling banyak {kolom.skala} angka di belakang koma")
    if kolom.terkecil:
        parts.append(f"paling kecil {kolom.terkecil}")
    if kolom.tingkat_wilayah:
        parts.append(f"tingkat {kolom.tingkat_wilayah}")
    if kolom.pilihan:
        parts.append("pilihan: " + ", ".join(kolom.pilihan))
    parts.append("wajib diisi" if kolom.wajib else "boleh kosong")
    if kolom.pribadi:
        parts.append("data pribadi: hanya untuk memeriksa rangkap, tidak disimpan")
    return "; ".join(parts)


def template(schema: Schema, path: Path, said: Mapping[str, str] | None = None) -> None:
    """The XLSX that an office fills in: header with notes and choices, and a sheet `Petunjuk` with one example.

    `said`: what is known of the delivery already (periode, pemda, perangkat daerah, cakupan). The example stands on
    `Petunjuk`, so that it can never be counted as a row.
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        _fix_properties(book)
        page = book.add_worksheet("Data")
        bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7"})
        page.write_string(0, 0, f"Kiriman data: {schema.label}", book.add_format({"bold": True}))
        for row, name in enumerate(("register", "periode", "pemda", "perangkat daerah", "cakupan"), 1):
            page.write_string(row, 0, name)
            text = schema.nama if name == "register" else (said or {}).get(name, "")
            page.write_string(row, 1, text, book.add_format({"num_format": "@"}))
        for column, kolom in enumerate(schema.kolom):
            page.write_string(_TEMPLATE_HEADER, column, kolom.label, bold)
            page.write_comment(_TEMPLATE_HEADER, column, isi_kolom(kolom), {"author": "Tolok", "x_scale": 2})
            _template_column(book, page, column, kolom)
        page.freeze_panes(_TEMPLATE_HEADER + 1, 0)
        _petunjuk(book, schema)


_TEMPLATE_HEADER = 7


def _template_column(book: Any, page: Any, column: int, kolom: Kolom) -> None:
    as_text = kolom.jenis in ("nomor", "teks", "wilayah", "kategori", "ya_tidak")
    num_format = "@" if as_text else {"tanggal": _TANGGAL, "bilangan": "#,##0" if not kolom.skala else "General"}
    look = num_format if isinstance(num_format, str) else num_format.get(kolom.jenis, "General")
    page.set_column(column, column, max(14, len(kolom.label) + 2), book.add_format({"num_format": look}))
    choices = ("ya", "tidak") if kolom.jenis == "ya_tidak" else kolom.pilihan
    if choices and len(",".join(choices)) <= 255:
        rule = {"validate": "list", "source": list(choices), "error_title": "Pilihan", "ignore_blank": True}
        page.data_validation(_TEMPLATE_HEADER + 1, column, _TEMPLATE_HEADER + _TEMPLATE_ROWS, column, rule)


def _petunjuk(book: Any, schema: Schema) -> None:
    page = book.add_worksheet("Petunjuk")
    page.set_column(0, 1, 30)
    page.set_column(2, 2, 80)
    bold = book.add_format({"bold": True})
    page.write_string(0, 0, schema.penjelasan)
    for column, text in enumerate(("Judul di lembar Data", "Contoh", "Cara mengisi")):
        page.write_string(2, column, text, bold)
    for row, kolom in enumerate(schema.kolom, 3):
        page.write_string(row, 0, kolom.label)
        page.write_string(row, 1, kolom.pilihan[0] if kolom.pilihan else _ISI[kolom.jenis][1])
        page.write_string(row, 2, isi_kolom(kolom))
