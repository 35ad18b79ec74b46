"""A PDF as lines and tables: drawn lines make the cells, characters fall into them by their centre; scans go to `scan_in`."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
import pypdfium2

from tolok.reading.columns import aligned_tables
from tolok.reading.glyphs import Glyph, Word, glyphs_of, words_of
from tolok.reading.lattice import Rule, find_lattices
from tolok.reading.layout import Table, grid_of, in_order, parted, text_lines, with_fractions
from tolok.reading.paper import Box, Grid, Line, PageSize, Paper
from tolok.values.issue import Issue, IssueError

MOST_PAGES = 300
_THIN = 3.0
_STRAIGHT = 1.0
_WHITE = 0.97
_MOST_OBJECTS = 60_000
_UNREADABLE_SHARE = 0.15
_FEW_LETTERS = 8
_PICTURE = 0.5


@dataclass(frozen=True)
class _Page:
    """One page's geometry with its right side up; `turn` says how it was turned (0, 90, 270)."""

    size: PageSize
    turn: int
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def load_pdf(data: bytes, name: str) -> Paper:
    """The document page by page. Raises IssueError: TLK-D005 encrypted, TLK-D003 broken or without pages.

    Boxes are in points from the upper left corner of the page as shown. A page without letters but with a picture is read as
    a scan where the reader of scans is installed; beyond 300 pages the rest is left out, with an Issue.
    """
    shown = _sizes(data, name)
    issues: list[Issue] = []
    if len(shown) > MOST_PAGES:
        issues.append(_too_long(name, len(shown)))
    blocks: list[Line | Grid] = []
    scanned: list[int] = []
    with pdfplumber.open(io.BytesIO(data)) as book:
        for number, size in enumerate(shown[:MOST_PAGES], start=1):
            page = book.pages[number - 1]
            found = _read_page(page, size, issues)
            page.close()
            if found is None:
                scanned.append(number)
            else:
                blocks += found
    sizes = tuple(shown[:MOST_PAGES])
    digest = hashlib.sha256(data).hexdigest()
    if scanned:
        from tolok.reading.scan_in import read_pages

        read, more = read_pages(data, name, [sizes[number - 1] for number in scanned])
        blocks = sorted([*blocks, *read], key=lambda block: block.page)
        issues += more
    kind = "scan" if len(scanned) == len(sizes) else "pdf"
    return Paper(name, "scan" if kind == "scan" else "pdf", digest, tuple(blocks), sizes, tuple(issues))


def _sizes(data: bytes, name: str) -> list[PageSize]:
    """The pages as shown. Pdfium opens nearly everything, so it also says what cannot be opened."""
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise IssueError(_locked(name) if locked else _broken(name)) from error
    try:
        count = len(book)
        if not count:
            raise IssueError(_broken(name))
        sizes = []
        for number in range(count):
            if number > MOST_PAGES:  # only their number is told
                sizes.append(PageSize(number + 1, 0, 0))
                continue
            width, height = book.get_page_size(number)
            sizes.append(PageSize(number + 1, round(width, 2), round(height, 2)))
        return sizes
    finally:
        book.close()
