"""A workbook (XLSX, XLS) as tables: one per worksheet, merged cells as spans, numbers as a person reads them."""

import hashlib
import io
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
from python_calamine import CalamineSheet, CalamineWorkbook

from tolok.reading.paper import Cell, Grid, Kind, Line, Paper

_MOST_ROWS = 20_000
_MOST_COLUMNS = 256
_DIGITS = 10


def load_xlsx(data: bytes, name: str, kind: Kind = "xlsx") -> Paper:
    """Worksheets in their order, each a line with its name and one table. Raises ValueError where it cannot be opened.

    A worksheet counts as one page. Places outside what a person filled are left out; a float is written with at most
    10 decimals and a decimal comma, since a workbook keeps 0,1 + 0,2 and not what was meant.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    shares = _shares(data) if kind == "xlsx" else {}
    blocks: list[Line | Grid] = []
    for page, sheet_name in enumerate(book.sheet_names, start=1):
        grid = _sheet(book.get_sheet_by_name(sheet_name), sheet_name, page, shares.get(sheet_name, frozenset()))
        if grid.cells:
            blocks += [Line(sheet_name, page), grid]
    return Paper(name, kind, hashlib.sha256(data).hexdigest(), tuple(blocks))


def _shares(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Cells shown as per cent, by worksheet: what is kept as 0.85 and seen as 85% must be read as 85%."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        return {
            sheet.title: frozenset(
                (cell.row - 1, cell.column - 1)
                for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)
                for cell in row
                if isinstance(cell.value, (int, float)) and "%" in (cell.number_format or "")
            )
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _sheet(sheet: CalamineSheet, name: str, page: int, shares: frozenset[tuple[int, int]]) -> Grid:
    values = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
    spans = {
        (top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    }
    inside = {
        (row, column)
        for (top, left), (down, wide) in spans.items()
        if down * wide <= _MOST_ROWS
        for row in range(top, top + down)
        for column in range(left, left + wide)
        if (row, column) != (top, left)
    }
    cells = []
    for row, line in enumerate(values):
        for column, value in enumerate(line[:_MOST_COLUMNS]):
            text = _share(value) if (row, column) in shares and isinstance(value, (int, float)) else _printed(value)
            if (row, column) in inside or (not text and (row, column) not in spans):
                continue
            down, wide = spans.get((row, column), (1, 1))
            cells.append(Cell(text, row, column, down, wide, page))
    rows = max((cell.row + cell.rowspan for cell in cells), default=0)
    columns = max((cell.column + cell.colspan for cell in cells), default=0)
    return Grid(tuple(cells), rows, columns, page, sheet=name)


def _share(value: float) -> str:
    """`0.85` shown as per cent: `85%`. Exact in tenths, since a float times hundred is not."""
    return f"{_printed(float(Decimal(repr(value)) * 100))}%"


def _printed(value: object) -> str:
    """A value as an Indonesian screen shows it; '' for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value).strip()
