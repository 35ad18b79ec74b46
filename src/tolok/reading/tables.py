"""Grids made regular: every place of a row holds its cell, empty rows and columns are gone, repeated headers are told."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from tolok.reading.paper import Cell, Grid, Line, Paper
from tolok.reading.words import one_line

_NUMBERED = re.compile(r"^\(?\s*\d{1,2}\s*[a-z]?\s*\)?\s*(?:=[\s\d()+\-–x:/*%.]+)?\)?\.?$")
_NOTHING = Cell("", -1, -1)
_MOST_ABOVE = 12
_FEW = 2
_HALF = 0.5


@dataclass(frozen=True)
class Table:
    """A table without empty rows and columns. `rows[r][c]` is the cell that holds the place (a cell without text and with
    row -1 where there is none). `above` are the lines before it, nearest last; `between` of them
    stand after the table before. `torn` the rows that begin a page; `columns` how many the grid had.
    `loose`: its rows are lines of text, not rows that somebody ruled."""

    rows: tuple[tuple[Cell, ...], ...]
    number: int
    page: int
    above: tuple[Line, ...] = ()
    torn: frozenset[int] = frozenset()
    sheet: str = ""
    between: int = 0
    columns: int = 0
    loose: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def own(self, row: int, column: int) -> bool:
        """Whether a place is the upper left corner of its cell (as far as empty rows and columns are gone)."""
        cell = self.rows[row][column]
        above = row > 0 and self.rows[row - 1][column] is cell
        left = column > 0 and self.rows[row][column - 1] is cell
        return not above and not left

    def unique(self, row: int) -> list[tuple[int, Cell]]:
        """The cells of a row with text, each once, with their first column."""
        return [
            (c, cell) for c, cell in enumerate(self.rows[row]) if cell.text and (c == 0 or self.rows[row][c - 1] is not cell)
        ]


def tables_of(paper: Paper) -> list[Table]:
    """All tables of a document with what stands above each, in order. Tables without any text are left out."""
    found: list[Table] = []
    lines: list[Line] = []
    since = 0
    number = 0
    for block in paper.blocks:
        if isinstance(block, Line):
            lines.append(block)
            since += 1
            continue
        number += 1
        table = replace(regular(block, number, tuple(lines[-_MOST_ABOVE:]), since), loose=paper.kind == "text")
        if table.rows:
            found.append(table)
            since = 0
    return found


def regular(grid: Grid, number: int, above: tuple[Line, ...] = (), between: int = 0) -> Table:
    """One grid as a table. Marks of underlining go, blanks at the edges go, lines inside a cell stay."""
    places = [[_NOTHING] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        text = cell.text.strip()
        clean = cell if text == cell.text else replace(cell, text=text)
        for row in range(cell.row, min(cell.row + cell.rowspan, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.colspan, grid.columns)):
                places[row][column] = clean
    kept_rows = [r for r in range(grid.rows) if any(cell.text for cell in places[r])]
    kept_columns = _columns(places, kept_rows, grid.columns)
    rows = tuple(tuple(places[r][c] for c in kept_columns) for r in kept_rows)
    torn = frozenset(kept_rows.index(_next(kept_rows, r)) for r in grid.torn if _next(kept_rows, r) >= 0)
    return Table(rows, number, grid.page, above, torn, grid.sheet, between, grid.columns)


def _next(kept: list[int], row: int) -> int:
    return next((r for r in kept if r >= row), -1)


def _columns(places: list[list[Cell]], rows: list[int], columns: int) -> list[int]:
    """Columns that say something of their own: not empty, not the same cells as the column to their left in every row."""
    kept: list[int] = []
    for column in range(columns):
        if not any(places[r][column].text for r in rows):
            continue
        if kept and all(places[r][column] is places[r][kept[-1]] or not places[r][column].text for r in rows):
            continue
        if kept and all(places[r][kept[-1]] is places[r][column] or not places[r][kept[-1]].text for r in rows):
            kept[-1] = column
            continue
        kept.append(column)
    return kept


def is_number_row(table: Table, row: int) -> bool:
    """A row that numbers the columns (`1 2 3 4`, with gaps, `13 = 9 + 10`): rising numbers from 1 on, nothing else."""
    cells = [cell.text for _, cell in table.unique(row)]
    if len(cells) <= _FEW - 1 or not all(_NUMBERED.match(one_line(text)) for text in cells):
        return False
    numbers = [int(found.group()) for text in cells if (found := re.search(r"\d+", text))]
    wide = len(cells) >= _HALF * table.width or len(cells) > _FEW
    return (
        wide
        and numbers[0] <= _FEW
        and all(a < b or b == a for a, b in pairwise(numbers))
        and (sum(b - a <= _FEW for a, b in pairwise(numbers)) >= len(numbers) - 2)
    )


def row_words(table: Table, row: int) -> str:
    """A row's letters and digits, to find a header that is printed again on the next page."""
    return "|".join("".join(filter(str.isalnum, cell.text.casefold())) for _, cell in table.unique(row))
