"""A PDF as lines and tables: drawn lines make the cells, characters fall into them by their centre; scans: `scan_in`."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from tolok.reading.columns import aligned_tables
from tolok.reading.glyphs import Glyph, glyphs_of, is_slanted, words_of
from tolok.reading.lattice import Lattice, Rule, find_lattices
from tolok.reading.layout import Table, grid_of, in_order, parted, text_lines, with_fractions
from tolok.reading.paper import Box, Grid, Line, PageSize, Paper
from tolok.values.issue import Issue, IssueError

MOST_PAGES = 300
_THIN = 3.0
_STRAIGHT = 1.0
_UNREADABLE_SHARE = 0.15
_FEW_LETTERS = 8
_PICTURE, _WHOLE_PICTURE = 0.5, 0.8
_MANY_CURVES = 300
_HIDDEN = 3
_WATERMARK = 3
_HUGE, _HUGE_POINTS = 3.5, 30.0


@dataclass(frozen=True)
class _Page:
    """One page's geometry with its right side up; `turn` says how the printed page was turned for it (0 … 270)."""

    size: PageSize
    turn: int
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def load_pdf(data: bytes, name: str) -> Paper:
    """The document page by page. Raises IssueError: TLK-D165 encrypted, TLK-D163 broken or without pages.

    Boxes are in points from the upper left corner of the page as shown. A page that is but a picture is read as a scan;
    beyond 300 pages the rest is left out, with an Issue.
    """
    sizes, hidden, issues = _survey(data, name)
    blocks: list[Line | Grid] = []
    scanned: list[PageSize] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        for size, page in zip(sizes, book.pages, strict=False):
            if size.number in hidden or _is_picture(page):
                scanned.append(size)
                continue
            found = _geometry(page, size)
            if sum(is_slanted(char) for char in page.chars) >= _WATERMARK:
                issues.append(_watermark(size.number))
            page.close()
            if _unreadable(found.glyphs):
                scanned.append(size)
                issues.append(_unreadable_page(size.number))
            else:
                blocks += _blocks(found)
    if scanned:
        from tolok.reading.scan_in import read_pages

        read, more = read_pages(data, scanned)
        blocks = sorted([*blocks, *read], key=lambda block: block.page)
        issues += more
    kind = "scan" if len(scanned) == len(sizes) else "pdf"
    digest = hashlib.sha256(data).hexdigest()
    return Paper(name, "scan" if kind == "scan" else "pdf", digest, tuple(blocks), sizes, tuple(issues))


def _survey(data: bytes, name: str) -> tuple[tuple[PageSize, ...], set[int], list[Issue]]:
    """Pages as shown, those whose letters nobody sees (laid over a scan), what is left out. Pdfium opens nearly anything."""
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise IssueError(_locked(name) if "assword" in str(error) else _broken(name)) from error
    try:
        if not len(book):
            raise IssueError(_broken(name))
        sizes, hidden = [], set()
        for number in range(1, min(len(book), MOST_PAGES) + 1):
            page = book[number - 1]
            width, height = page.get_size()
            sizes.append(PageSize(number, round(width, 2), round(height, 2)))
            if _letters_hidden(page, width * height):
                hidden.add(number)
            page.close()
        return tuple(sizes), hidden, [_too_long(name, len(book))] if len(book) > MOST_PAGES else []
    finally:
        book.close()


def _letters_hidden(page: pypdfium2.PdfPage, area: float) -> bool:
    """Whether a picture fills the page and its letters are there for searching only (an OCR of somebody else's)."""
    pictures = [one.get_bounds() for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=2)]
    if not any((right - left) * (top - bottom) >= _WHOLE_PICTURE * area for left, bottom, right, top in pictures):
        return False
    modes = [
        pdfium.FPDFTextObj_GetTextRenderMode(one)
        for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=2)
    ]
    return bool(modes) and sum(mode == _HIDDEN for mode in modes) > len(modes) / 2


def _is_picture(page: pdfplumber.page.Page) -> bool:
    """Whether a page has no letters, but pictures or drawn outlines of letters."""
    if sum(not char["text"].isspace() for char in page.chars[: _FEW_LETTERS * 4]) >= _FEW_LETTERS:
        return False
    area = float(page.width) * float(page.height)
    pictures = sum((one["x1"] - one["x0"]) * (one["bottom"] - one["top"]) for one in page.images)
    return pictures >= _PICTURE * area or len(page.curves) > _MANY_CURVES


def _geometry(page: pdfplumber.page.Page, size: PageSize) -> _Page:
    """Letters and lines of a page in points from the corner of what is shown, turned where most letters stand sideways."""
    left, top = float(page.cropbox[0]), float(page.cropbox[1])
    glyphs = [_moved(one, left, top) for one in glyphs_of(page.chars, float(page.width), float(page.height))]
    glyphs = [one for one in glyphs if -1 <= one.centre[0] <= size.width + 1 and -1 <= one.centre[1] <= size.height + 1]
    across, down = [], []
    for box in _strokes(page):
        rule = Box(box.left - left, box.top - top, box.right - left, box.bottom - top)
        if rule.right - rule.left >= rule.bottom - rule.top:
            across.append(Rule((rule.top + rule.bottom) / 2, rule.left, rule.right))
        else:
            down.append(Rule((rule.left + rule.right) / 2, rule.top, rule.bottom))
    straight = _Page(size, 0, tuple(glyphs), tuple(across), tuple(down))
    for turn in (90, 180, 270):
        if sum(one.turn == turn for one in glyphs) > len(glyphs) / 2:
            return _turned(straight, turn)
    return straight


def _moved(one: Glyph, left: float, top: float) -> Glyph:
    if not left and not top:
        return one
    box = Box(one.box.left - left, one.box.top - top, one.box.right - left, one.box.bottom - top)
    shift = {0: (left, top), 90: (-top, left), 180: (-left, -top), 270: (top, -left)}[one.turn]
    return replace(one, left=one.left - shift[0], right=one.right - shift[0], base=one.base - shift[1], box=box)


def _strokes(page: pdfplumber.page.Page) -> Iterator[Box]:
    """Drawn lines as thin boxes: lines, thin rectangles and shapes, the borders of outlined rectangles."""
    for one in [*page.lines, *page.rects, *page.curves]:
        box = Box(float(one["x0"]), float(one["top"]), float(one["x1"]), float(one["bottom"]))
        if min(box.right - box.left, box.bottom - box.top) <= _THIN:
            yield box
        elif one["object_type"] == "rect" and one.get("stroke"):
            yield Box(box.left, box.top, box.right, box.top)
            yield Box(box.left, box.bottom, box.right, box.bottom)
            yield Box(box.left, box.top, box.left, box.bottom)
            yield Box(box.right, box.top, box.right, box.bottom)


def _turned(page: _Page, turn: int) -> _Page:
    """The page with its right side up: letters that climb (90), fall (270), or stand on their heads (180) now run on."""
    size = page.size
    wide, high = (size.width, size.height) if turn == 180 else (size.height, size.width)

    def box_of(box: Box) -> Box:
        if turn == 90:
            return Box(size.height - box.bottom, box.left, size.height - box.top, box.right)
        if turn == 180:
            return Box(size.width - box.right, size.height - box.bottom, size.width - box.left, size.height - box.top)
        return Box(box.top, size.width - box.right, box.bottom, size.width - box.left)

    def glyph_of(one: Glyph) -> Glyph:
        box = box_of(one.box)
        if one.turn == turn:
            upright = Box(one.left, one.base - 0.75 * one.size, one.right, one.base + 0.22 * one.size)
            return replace(one, turn=0, box=upright)
        return _framed(one, box, (one.turn - turn) % 360, wide, high)

    if turn == 180:
        across = [Rule(size.height - one.at, size.width - one.end, size.width - one.start) for one in page.across]
        down = [Rule(size.width - one.at, size.height - one.end, size.height - one.start) for one in page.down]
    elif turn == 90:
        across = [Rule(one.at, size.height - one.end, size.height - one.start) for one in page.down]
        down = [Rule(size.height - one.at, one.start, one.end) for one in page.across]
    else:
        across = [Rule(size.width - one.at, one.start, one.end) for one in page.down]
        down = [Rule(one.at, size.width - one.end, size.width - one.start) for one in page.across]
    return _Page(size, turn, tuple(map(glyph_of, page.glyphs)), tuple(across), tuple(down))


def _framed(one: Glyph, box: Box, turn: int, wide: float, high: float) -> Glyph:
    """A letter that stands otherwise than most, at its new place on a page of this size."""
    if turn == 90:
        return Glyph(one.text, high - box.bottom, high - box.top, box.right, one.size, turn, box, one.bad)
    if turn == 270:
        return Glyph(one.text, box.top, box.bottom, wide - box.left, one.size, turn, box, one.bad)
    return Glyph(one.text, wide - box.right, wide - box.left, high - box.top, one.size, turn, box, one.bad)


def _unreadable(glyphs: Iterable[Glyph]) -> bool:
    printed = [one.bad for one in glyphs if one.text.strip()]
    return sum(printed) > _UNREADABLE_SHARE * len(printed)


def _blocks(page: _Page) -> list[Line | Grid]:
    """The tables and lines of one page in reading order."""
    lattices, loose = find_lattices(page.across, page.down)
    glyphs = _without_huge(page.glyphs, lattices)
    held, outside = parted(glyphs, lattices, lambda one: one.centre)
    tables = [
        Table(lattice, tuple(tuple(words_of(glyphs)) for glyphs in cells))
        for lattice, cells in zip(lattices, held, strict=True)
        if any(cells)
    ]
    number = page.size.number
    grids = [grid_of(table, number, loose) for table in tables]
    aligned, rest = aligned_tables(words_of(outside), loose)
    grids += [grid_of(table, number, loose) for table in aligned]
    blocks = in_order(text_lines(with_fractions(rest, loose, factor=True), number), grids)
    return [_as_shown(block, page) for block in blocks] if page.turn else blocks


def _without_huge(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> list[Glyph]:
    """Without letters over a table that are many times larger than the others: a watermark that lies straight."""
    if not lattices or not glyphs:
        return list(glyphs)
    most = max(_HUGE * median(one.size for one in glyphs), _HUGE_POINTS)
    return [one for one in glyphs if one.size < most or not any(lattice.holds(*one.centre) for lattice in lattices)]


def _as_shown(block: Line | Grid, page: _Page) -> Line | Grid:
    """With the boxes on the page as it is shown, where it was turned for reading."""

    def back(box: Box | None) -> Box | None:
        if box is None:
            return None
        if page.turn == 180:
            wide, high = page.size.width, page.size.height
            return Box(wide - box.right, high - box.bottom, wide - box.left, high - box.top)
        if page.turn == 90:
            return Box(box.top, page.size.height - box.right, box.bottom, page.size.height - box.left)
        return Box(page.size.width - box.bottom, box.left, page.size.width - box.top, box.right)

    if isinstance(block, Line):
        return replace(block, box=back(block.box))
    return replace(block, cells=tuple(replace(cell, box=back(cell.box)) for cell in block.cells))


def _too_long(name: str, pages: int) -> Issue:
    return Issue(
        "TLK-D201", "perlu keputusan", name, f"dokumen {pages} halaman, hanya {MOST_PAGES} halaman pertama dibaca",
        f"paling banyak {MOST_PAGES} halaman sekali baca", "pecah per bagian, lalu baca bagian yang memuat tabel",
    )  # fmt: skip


def _watermark(number: int) -> Issue:
    why = "hurufnya miring melintasi halaman, jadi bukan bagian dari tabel"
    todo = "pastikan dokumen ini yang berlaku, bukan rancangannya"
    return Issue("TLK-D205", "catatan", f"halaman {number}", "tanda air tidak dibaca sebagai isi", why, todo)


def _unreadable_page(number: int) -> Issue:
    return Issue(
        "TLK-D202", "catatan", f"halaman {number}", "hurufnya tidak dapat dibaca dari berkas; dibaca dari gambarnya",
        "berkas tidak memuat arti huruf yang dipakainya", "periksa sel yang bertanda ragu, atau minta berkas aslinya",
    )  # fmt: skip


def _locked(name: str) -> Issue:
    return Issue("TLK-D165", "salah", name, "berkas terkunci kata sandi", "isinya tersandi", "buka kuncinya dahulu")


def _broken(name: str) -> Issue:
    why = "isinya rusak atau tanpa halaman"
    return Issue("TLK-D163", "salah", name, "berkas tidak dapat dibuka", why, "simpan ulang dari aslinya")
