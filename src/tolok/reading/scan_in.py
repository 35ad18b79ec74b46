"""Scanned pages as lines and tables: ruling lines make the cells, two readers read what stands in them.

A number that only one reader saw, or that two readers saw differently, is marked: it becomes a question, never a figure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from tolok.reading.columns import aligned_tables
from tolok.reading.glyphs import Word
from tolok.reading.lattice import Lattice, Rule, find_lattices
from tolok.reading.layout import Table, grid_of, in_order, parted, text_lines
from tolok.reading.paper import Box, Cell, Grid, Line, PageSize
from tolok.reading.readers import SPECK, FirstReader, SecondReader, Seen, first_reader, second_reader
from tolok.reading.ruling import (
    Picture,
    Sheet,
    as_picture,
    flattened,
    ink_box,
    is_bar,
    rules_of,
    straightened,
    stumps_of,
    turned,
    without_rules,
)
from tolok.values.issue import Issue

DPI = 200.0
_MOST_PIXELS = 16_000_000
_BRIDGE = 8.0
_ON, _TOUCH = 1.0, 1.5
_NARROWEST, _LOWEST = 90.0, 20.0
_ASCENT, _FLOOR = 0.72, 0.22
_UNSURE, _UNSURE_TEXT = 0.75, 0.6
_SHORT, _NUMERIC, _MUCH = 6, 32, 0.15
_MARGIN = 3
_EDGE = 0.035
_LEGIBLE = 0.8
_PERCENT = re.compile(r"(?:[^\d.,]{1,2}|96|0/0|[yk°]0)")
"""What Tesseract makes of a percent sign that the first reader saw as one."""
_LITERAL = re.compile(r"\d+(?:[.,]\d+)*")
_SPAN = re.compile(r"[\d%]\s*[-–]\s*[\d,]")
_NUMBERED = re.compile(r"^\((\d\d?)\)$")
_MARKS = str.maketrans({"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "|": "", "_": "", "'": ""})
DISAGREE = "dua pembaca pindaian berbeda"
ALONE = "angka pindaian dibaca satu pembaca saja"
UNSURE = "pindaian kurang jelas"
SPAN = "garis di antara dua angka: rentang atau tanda kurang"
UNREAD = "ada tulisan yang tidak terbaca"


_Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True)
class _Page:
    sheet: Sheet
    lattices: tuple[Lattice, ...]
    loose: tuple[Rule, ...]
    boxes: tuple[_Pixels, ...]


@dataclass(frozen=True)
class _Readers:
    first: FirstReader
    second: SecondReader | None


def read_pages(data: bytes, pages: Sequence[PageSize]) -> tuple[list[Line | Grid], list[Issue]]:
    """The blocks of scanned pages, boxes on the page as shown; an Issue where no reader of scans is installed."""
    first = first_reader()
    if first is None:
        return [], [_no_reader(pages)]
    readers = _Readers(first, second_reader())
    blocks: list[Line | Grid] = []
    book = pypdfium2.PdfDocument(data)
    try:
        for size in pages:
            page = book[size.number - 1]
            dpi = min(DPI, (72.0 * 72.0 * _MOST_PIXELS / max(size.width * size.height, 1.0)) ** 0.5)
            blocks += _read_page(flattened(as_picture(page, dpi)), dpi, size.number, readers)
            page.close()
    finally:
        book.close()
    return blocks, [] if readers.second else [_one_reader(pages)]


def _read_page(gray: Picture, dpi: float, number: int, readers: _Readers) -> list[Line | Grid]:
    page = _prepared(gray, dpi, 0, readers.first)
    quarter = _quarter(page, readers.first)
    if quarter:
        page = _prepared(gray, dpi, quarter, readers.first)
    sheet, lattices = page.sheet, page.lattices
    pieces = _cut(sheet, page.boxes, lattices)
    words = [_word(sheet, box, readers.first.read(_part(sheet.picture, box))) for box in pieces]
    held, outside = parted([word for word in words if word.text], lattices, lambda word: word.centre)
    tables = [Table(one, tuple(tuple(_printed(cell)) for cell in cells)) for one, cells in zip(lattices, held, strict=True)]
    aligned, rest = aligned_tables([word for word in outside if not _is_speck(word, sheet)], page.loose)
    grids = [
        _checked(table, grid_of(table, number, page.loose), sheet, readers)
        for table in [*tables, *aligned]
        if any(table.words)
    ]
    blocks = in_order(text_lines([_doubtful(word, sheet, readers) for word in rest], number), grids)
    return [_on_page(block, sheet) for block in blocks]


def _prepared(gray: Picture, dpi: float, quarter: int, reader: FirstReader) -> _Page:
    """A page turned by `quarter`: its tables, its picture without their lines, where lines of letters are."""
    sheet = straightened(gray, dpi, quarter)
    across, down = rules_of(sheet)
    lattices, loose = find_lattices(across, down, _BRIDGE)
    level, upright = stumps_of(sheet) if lattices else ([], [])
    level = [one for one in level if any(_ends_at(one, lattice.ys, lattice.xs) for lattice in lattices)]
    upright = [one for one in upright if any(_ends_at(one, lattice.xs, lattice.ys) for lattice in lattices)]
    lattices, loose = find_lattices([*across, *level], [*down, *upright], _BRIDGE)
    lattices = [one for one in lattices if _is_table(one)]
    clean = without_rules(sheet, across, down, lambda rule, level: _borders(rule, level, lattices))
    bars = tuple(rule for rule in loose if is_bar(sheet, rule))
    return _Page(replace(sheet, picture=clean), tuple(lattices), bars, tuple(reader.boxes(clean)))


def _ends_at(stump: Rule, levels: Sequence[float], crossing: Sequence[float]) -> bool:
    """Whether a short stroke is what a break left of a border: it lies on one and touches a crossing; letters do not."""
    on = any(abs(stump.at - at) <= _ON for at in levels)
    return on and any(abs(end - at) <= _TOUCH for at in crossing for end in (stump.start, stump.end))


def _is_table(lattice: Lattice) -> bool:
    """Whether lines are a table by their size: emblems and signatures also have lines that cross."""
    left, top, right, bottom = lattice.box
    return right - left >= _NARROWEST and bottom - top >= _LOWEST


def _borders(rule: Rule, level: bool, lattices: Iterable[Lattice]) -> bool:
    for lattice in lattices:
        if any(abs(rule.at - at) <= 4 for at in (lattice.ys if level else lattice.xs)):
            start, end = (lattice.xs[0], lattice.xs[-1]) if level else (lattice.ys[0], lattice.ys[-1])
            if rule.start < end + 4 and rule.end > start - 4:
                return True
    return False


def _quarter(page: _Page, reader: FirstReader) -> int:
    """By how many right angles (clockwise) a page must be turned to be read: most lines stand, or are upside down."""
    standing = [box for box in page.boxes if box[3] - box[1] > 1.5 * (box[2] - box[0])]
    lying = [box for box in page.boxes if box[2] - box[0] > 1.5 * (box[3] - box[1])]
    if len(standing) > len(lying):
        return max((1, 3), key=lambda turn: _legibility(page.sheet.picture, standing, reader, turn))
    upright = _legibility(page.sheet.picture, lying, reader, 0)
    return 0 if upright > _LEGIBLE or upright >= _legibility(page.sheet.picture, lying, reader, 2) else 2


def _legibility(picture: Picture, boxes: Sequence[_Pixels], reader: FirstReader, turn: int) -> float:
    """How sure the reader is of some long lines when they are turned by so many right angles (clockwise)."""
    longest = sorted(boxes, key=lambda box: -max(box[2] - box[0], box[3] - box[1]))[:3]
    return sum(reader.read(turned(_part(picture, box), turn)).sure for box in longest) / max(len(longest), 1)


def _printed(words: Sequence[Word]) -> list[Word]:
    """The words of a cell without a lone unclear sign that is no digit (a speck beside the text)."""
    return [word for word in words if len(words) < 2 or len(word.text) > 1 or word.sure >= _UNSURE or word.text.isdigit()]


def _is_speck(word: Word, sheet: Sheet) -> bool:
    """Whether a word outside tables is dirt: one or two signs at the paper's edge, or so unclear that nobody can tell."""
    if len(word.text) > 2:
        return not any(sign.isalnum() for sign in word.text) and word.sure < _UNSURE
    high, wide = (edge * sheet.scale for edge in sheet.picture.shape)
    x, y = word.centre
    at_edge = not (_EDGE * wide < x < (1 - _EDGE) * wide and _EDGE * high < y < (1 - _EDGE) * high)
    return at_edge or word.sure < _UNSURE or not any(sign.isalnum() for sign in word.text)


def _part(picture: Picture, box: _Pixels) -> Picture:
    left, top, right, bottom = box
    return picture[max(top, 0) : bottom, max(left, 0) : right]


def _cut(sheet: Sheet, boxes: Sequence[_Pixels], lattices: Sequence[Lattice]) -> list[_Pixels]:
    """Boxes of lines cut where a line of letters runs over the border of cells, so that every piece lies in one cell."""
    pieces = []
    for left, top, right, bottom in boxes:
        y = (top + bottom) / 2 * sheet.scale
        walls = sorted(
            round(x / sheet.scale) for lattice in lattices if lattice.ys[0] <= y < lattice.ys[-1] for x in _walls(lattice, y)
        )
        start = left
        for wall in walls:
            if left + 4 < wall < right - 4:
                pieces.append((start, top, wall - 1, bottom))
                start = wall + 1
        pieces.append((start, top, right, bottom))
    kept = []
    for piece in pieces:
        held = ink_box(sheet.picture, *piece)
        if held and piece in boxes:
            kept.append(piece)
        elif held:
            kept.append((max(piece[0], held[0] - 4), piece[1], min(piece[2], held[2] + 4), piece[3]))
    return kept


def _walls(lattice: Lattice, y: float) -> list[float]:
    """The x of the cell borders that stand on a height."""
    row = lattice.square(lattice.xs[0], y)[0]
    inside = [place for place in lattice.places if place.row <= row < place.row + place.rowspan]
    return [lattice.edges(place)[side] for place in inside for side in (0, 2)]


def _word(sheet: Sheet, box: _Pixels, seen: Seen) -> Word:
    left, top, right, bottom = (edge * sheet.scale for edge in box)
    high = bottom - top
    shape = Box(left, top, right, bottom)
    return Word(seen.text, shape, bottom - _FLOOR * high, _ASCENT * high, sure=seen.sure)


def _doubtful(word: Word, sheet: Sheet, readers: _Readers) -> Word:
    """A piece of a line outside tables, doubted where it is unclear or where the second reader misses one of its numbers."""
    if word.sure < _UNSURE_TEXT:
        return replace(word, doubt=UNSURE)
    numbers = _LITERAL.findall(word.text)
    if not numbers:
        return word
    if readers.second is None:
        return replace(word, doubt=ALONE)
    left, top, right, bottom = (
        round(edge / sheet.scale) for edge in (word.box.left, word.box.top, word.box.right, word.box.bottom)
    )
    part = _part(sheet.picture, (left, top, right, bottom))
    told: list[str] = []
    for reading in readers.second.readings(part, 1):
        told += _LITERAL.findall(reading)
        if set(numbers) <= set(told):
            return word
    return replace(word, doubt=DISAGREE)


def _checked(table: Table, grid: Grid, sheet: Sheet, readers: _Readers) -> Grid:
    """The table with every short or numeric cell read a second time, and cells whose ink nobody has read looked at."""
    cells = []
    for cell, words in zip(grid.cells, table.words, strict=True):
        sure = min((word.sure for word in words), default=1.0)
        if not cell.text:
            cells.append(_missed(cell, sheet, readers))
        elif _is_short(cell.text):
            cells.append(_second(cell, sure, sheet, readers))
        else:
            cells.append(replace(cell, doubt=cell.doubt or (UNSURE if sure < _UNSURE_TEXT else "")))
    return replace(grid, cells=tuple(cells))


def _is_short(text: str) -> bool:
    """A value and not a sentence: few letters, or digits and few words."""
    letters = re.sub(r"\s+", "", text)
    digits = sum(sign.isdigit() for sign in letters)
    return len(letters) <= _SHORT or (digits > 0 and len(letters) <= _NUMERIC) or digits > _MUCH * len(letters)


def _missed(cell: Cell, sheet: Sheet, readers: _Readers) -> Cell:
    """A cell in which no line was found: a lone "-" or "5" is too small for the finder of lines."""
    held = _ink_of(cell, sheet)
    if held is None:
        return cell
    left, top, right, bottom = held
    if bottom - top < 4 and right - left < 4:
        return cell
    pad = max(6, (bottom - top) // 3)
    around = (left - pad, top - pad, right + pad, bottom + pad)
    seen = readers.first.read(_part(sheet.picture, around))
    if not seen.text:
        flat = right - left > 2 * (bottom - top)
        return replace(cell, text="-" if flat else "", doubt=UNREAD)
    return _second(replace(cell, text=seen.text), seen.sure, sheet, readers)


def _second(cell: Cell, sure: float, sheet: Sheet, readers: _Readers) -> Cell:
    """A short cell as both readers see it; what they do not agree on is doubted."""
    if cell.doubt:
        return cell
    held = _ink_of(cell, sheet)
    if readers.second is None or held is None:
        digits = any(sign.isdigit() for sign in cell.text)
        return replace(cell, doubt=ALONE if digits else (UNSURE if sure < _UNSURE else ""))
    pad = 4
    part = _part(sheet.picture, (held[0] - pad, held[1] - pad, held[2] + pad, held[3] + pad))
    told = []
    for reading in readers.second.readings(part, cell.text.count("\n") + 1):
        if _agree(cell.text, reading):
            return replace(cell, doubt=UNSURE if sure < _UNSURE_TEXT else SPAN if _SPAN.search(cell.text) else "")
        told.append(reading)
    other = " ".join(next((one for one in told if one), "").split())
    return replace(cell, doubt=f'{DISAGREE}: "{" ".join(cell.text.split())}" dan "{other}"')


def _agree(first: str, second: str) -> bool:
    """Whether two readers saw the same short text. Digits and their separators must be the same, sign by sign."""
    one, other = _bare(first), _bare(second)
    if one == other:
        return True
    if numbered := _NUMBERED.match(one):
        return other.strip("()") == numbered[1]
    number = one.removesuffix("%")
    return number != one and other.startswith(number) and bool(_PERCENT.fullmatch(other[len(number) :]))


def _bare(text: str) -> str:
    """A short text without what two readers may tell differently and mean the same: blanks, kinds of dashes."""
    return "".join(SPECK.sub("", text.strip()).split()).translate(_MARKS).casefold()


def _ink_of(cell: Cell, sheet: Sheet) -> _Pixels | None:
    if cell.box is None:
        return None
    left, top, right, bottom = (
        edge / sheet.scale for edge in (cell.box.left, cell.box.top, cell.box.right, cell.box.bottom)
    )
    return ink_box(
        sheet.picture, round(left) + _MARGIN, round(top) + _MARGIN, round(right) - _MARGIN, round(bottom) - _MARGIN
    )


def _on_page(block: Line | Grid, sheet: Sheet) -> Line | Grid:
    if isinstance(block, Line):
        return replace(block, box=sheet.on_page(block.box) if block.box else None)
    cells = (replace(cell, box=sheet.on_page(cell.box) if cell.box else None) for cell in block.cells)
    return replace(block, cells=tuple(cells))


def _no_reader(pages: Sequence[PageSize]) -> Issue:
    where = ", ".join(str(page.number) for page in pages[:10]) + (" …" if len(pages) > 10 else "")
    return Issue(
        "TLK-D203", "salah", f"halaman {where}", "halaman berupa gambar; pembaca pindaian belum terpasang",
        "membaca gambar perlu bagian tambahan `baca`", "pasang `pip install 'tolok[baca]'`, lalu baca lagi",
    )  # fmt: skip


def _one_reader(pages: Sequence[PageSize]) -> Issue:
    return Issue(
        "TLK-D204", "catatan", f"halaman {pages[0].number}", "angka pindaian hanya dibaca satu pembaca; semuanya ditanyakan",
        "pembaca kedua (Tesseract dengan data Indonesia) belum terpasang",
        "pasang paket `tesseract-ocr-ind`, atau periksa angkanya satu per satu",
    )  # fmt: skip
