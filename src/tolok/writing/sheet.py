"""The frozen structure of a printed document: what stands where, never how a file format says it.

A document is made once, as a `Sheet`, and every writer prints that same sheet, so that the PDF, the Word file and the
workbook cannot differ in a figure or a word. All figures arrive as printed text (`values.number.format_angka`); no
writer computes, rounds or formats one. All words are plain text as a person typed them: a writer owes them protection
from its own markup. Everything is a tuple or a frozen dataclass, and a sheet that cannot be drawn does not come to be.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Align = Literal["left", "center", "number"]
Side = Literal["left", "center"]
Enumeration = Literal["", "a", "1"]


@dataclass(frozen=True)
class Text:
    """Words. `strong` is heavier; `note` is the smaller kind that explains (satuan, vintage, legend)."""

    words: str
    strong: bool = False
    note: bool = False


@dataclass(frozen=True)
class Number:
    """A figure as printed, id-ID: `73,46`, `−0,90`, `168.402.517.300`. Decimal commas of a column stand in line."""

    words: str


@dataclass(frozen=True)
class Formula:
    """A formula in words: a fraction with a factor beside it, or words alone when there is no denominator.

    `legend` names the parts, printed below: (("N", "tahun berjalan"), …).
    """

    numerator: str
    denominator: str = ""
    factor: str = ""
    legend: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.denominator and not self.numerator:
            raise ValueError("pecahan tanpa pembilang")


Piece = Text | Number | Formula


@dataclass(frozen=True)
class Cell:
    """Pieces, one below the other, over `colspan` × `rowspan` places; `align` overrides that of its column."""

    pieces: tuple[Piece, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None

    def __post_init__(self) -> None:
        if self.colspan < 1 or self.rowspan < 1:
            raise ValueError("sel harus menempati paling sedikit satu kolom dan satu baris")


@dataclass(frozen=True)
class Row:
    """Cells from left to right, without the places that a cell above holds. `section` is a heading inside the table.

    `total`: the figures are plain sums of those above them in their column: of the row's own group, or of the whole table
    where it begins a group. A workbook writes such a figure as a sum that can be done again.
    """

    cells: tuple[Cell, ...]
    section: bool = False
    total: bool = False


@dataclass(frozen=True)
class Group:
    """Rows that belong together: no writer tears them over two pages as long as one page can hold them."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Column:
    """`width` is a weight against the other columns, not a length."""

    width: int
    align: Align = "left"

    def __post_init__(self) -> None:
        if self.width < 1:
            raise ValueError("lebar kolom harus lebih dari nol")


@dataclass(frozen=True)
class Table:
    """Columns, header rows (repeated on every page), groups. ValueError when cells and spans do not fill the grid.

    `caption` (`Tabel 3.1 Capaian …`) stands above and stays with the table. `keep`: a short table that stands on the page
    on which the block after it begins.
    """

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    groups: tuple[Group, ...]
    caption: str = ""
    keep: bool = False

    def __post_init__(self) -> None:
        if not self.columns or not self.header:
            raise ValueError("tabel memerlukan kolom dan kepala tabel")
        for rows in (self.header, *(group.rows for group in self.groups)):
            _check_filled(rows, len(self.columns))


def _check_filled(rows: tuple[Row, ...], width: int) -> None:
    """Every place of the grid is held by one cell, and no span leaves its group (else a group could be torn)."""
    reach = [0] * width  # in how many coming rows each column is still held by a cell above
    for row in rows:
        free = [index for index in range(width) if reach[index] == 0]
        reach = [max(0, held - 1) for held in reach]
        place = 0
        for cell in row.cells:
            taken = free[place : place + cell.colspan]
            if len(taken) < cell.colspan or taken[-1] - taken[0] != cell.colspan - 1:
                raise ValueError("sel melampaui kolom tabel atau menimpa sel di atasnya")
            for index in taken:
                reach[index] = cell.rowspan - 1
            place += cell.colspan
        if place != len(free):
            raise ValueError(f"baris tabel kurang sel: {place} dari {len(free)} tempat terisi")
    if any(reach):
        raise ValueError("rentang baris melampaui kelompoknya")


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; also a bookmark where the format has them."""

    words: str
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError("tingkat judul: 1 sampai 3")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of plain words; `note` is the smaller kind, `align` and `strong` are for the lines of a decree."""

    words: str
    note: bool = False
    strong: bool = False
    align: Side = "left"


@dataclass(frozen=True)
class Items:
    """Paragraphs one below the other, marked `a.`, `1.` or with a dot."""

    items: tuple[str, ...]
    marks: Enumeration = ""


@dataclass(frozen=True)
class Missing:
    """What the form asks for and nobody has given: printed as missing, in its place, never filled in by the program."""

    words: str


@dataclass(frozen=True)
class Chart:
    """A picture of figures. `svg` is complete and self-contained; `alt` says what it shows to who cannot see it.

    `width` and `height` are the printed size in millimetres. The figures stand in a table of the document as well.
    """

    svg: str
    caption: str
    alt: str
    width: float = 170
    height: float = 70

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0:
            raise ValueError("ukuran gambar harus lebih dari nol")


@dataclass(frozen=True)
class PageBreak:
    """A new page; with `landscape` given, this and the following pages lie (True) or stand (False)."""

    landscape: bool | None = None


@dataclass(frozen=True)
class Contents:
    """The list of the document's headings with their pages (`Daftar Isi`)."""

    words: str = "DAFTAR ISI"


@dataclass(frozen=True)
class Pair:
    """One line of the block INSTANSI … FUNGSI. Several items are listed, marked `a.`, `1.` or not at all."""

    label: str
    items: tuple[str, ...]
    marks: Enumeration = ""


@dataclass(frozen=True)
class Pairs:
    """The block at the head of a document: INSTANSI, VISI, MISI, TUJUAN, TUGAS, FUNGSI."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Signature:
    """Who signs: `Pasuruan, 15 Januari 2024`, the office held, the name, pangkat; `nip` only where the form asks."""

    tempat_tanggal: str
    jabatan: str
    nama: str
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Signatures:
    """Two who sign, side by side: `left` (Pihak Kedua) and `right` (Pihak Pertama, under place and date)."""

    left: Signature
    right: Signature


Block = Heading | Paragraph | Items | Missing | Pairs | Table | Chart | PageBreak | Contents | Signature | Signatures


@dataclass(frozen=True)
class Kop:
    """The letterhead: the government and the perangkat daerah that speaks; either may be empty."""

    pemda: str
    perangkat_daerah: str


@dataclass(frozen=True)
class Meta:
    """Where the figures come from, printed at the foot of every page.

    `vintage` codes, the SHA-256 of the snapshot, the head of the log's chain, the second clock as text ("7 Oktober
    2024, 14.10 WIB"), the date of the document. `draf`: not approved, said on every page. `periksa`: the address of the
    page that shows the printed figures for comparison, printed as words and QR; empty for a draft, which has none.
    """

    vintage: tuple[str, ...]
    snapshot: str
    rantai: str
    diketahui: str
    tanggal: date
    draf: bool
    periksa: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole document on F4 paper (215 × 330 mm). `judul` has one line or more; the first also names the document.

    `cover`: kop and judul stand on a page of their own before the blocks.
    """

    judul: tuple[str, ...]
    kop: Kop
    meta: Meta
    blocks: tuple[Block, ...]
    landscape: bool = True
    cover: bool = False

    def __post_init__(self) -> None:
        if not self.judul or not self.judul[0].strip():
            raise ValueError("dokumen tanpa judul")
