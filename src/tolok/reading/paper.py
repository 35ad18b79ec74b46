"""What stands on the pages of a document, before anybody says what it means: lines and tables in reading order.

Every loader (DOCX, XLSX, text, PDF, scan) ends in a `Paper`; everything after it knows no file format. Text is kept as
printed. A place is a page (from 1; 0 where the format has no pages), a row and a column of its table, and, where there is
one, a box on the page in points from its upper left corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tolok.values.issue import Issue

Kind = Literal["docx", "xlsx", "xls", "text", "pdf", "scan"]


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def __or__(self, other: "Box") -> "Box":
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right), max(self.bottom, other.bottom))


@dataclass(frozen=True)
class Cell:
    """One cell: its words as printed (lines kept), its place in the grid, how far it spans.

    `doubt` says why its words may not be what is printed (two readers of a scan disagree, a word cut at the edge); '' where
    they are sure. `page` is the cell's own, since a table may go on over pages.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    page: int = 0
    box: Box | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: its cells in reading order, its size. Places that no cell holds are empty.

    `torn` marks rows (by number) with which a page begins, where a table goes on over pages; `sheet` is a worksheet's name.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    page: int = 0
    torn: tuple[int, ...] = ()
    sheet: str = ""

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that holds a place, spans included."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.rowspan and cell.column <= column < cell.column + cell.colspan:
                return cell
        return None


@dataclass(frozen=True)
class Line:
    """A paragraph or line of text outside tables."""

    text: str
    page: int = 0
    box: Box | None = None
    doubt: str = ""


@dataclass(frozen=True)
class PageSize:
    """One page in points; loaders of formats without pages give none."""

    number: int
    width: float
    height: float


@dataclass(frozen=True)
class Paper:
    """A whole document. `blocks` are lines and tables in reading order; `issues` what the loader could not read."""

    name: str
    kind: Kind
    sha256: str
    blocks: tuple[Line | Grid, ...]
    pages: tuple[PageSize, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def grids(self) -> Iterator[Grid]:
        return (block for block in self.blocks if isinstance(block, Grid))

    @property
    def lines(self) -> Iterator[Line]:
        return (block for block in self.blocks if isinstance(block, Line))
