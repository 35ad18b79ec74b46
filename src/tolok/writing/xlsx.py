"""The workbook of a sheet: every table on a worksheet of its own, figures as numbers, nothing of the document lost.

What stands round a table stands round it here too, as rows; a last worksheet, *Keterangan*, says where the figures come
from. Figures keep the digits that are printed; which sign stands for the decimal comma is up to the reader's own program
(id-ID shows `1.234,50`). Deterministic: the same sheet gives the same bytes.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import accumulate
from typing import Any

import xlsxwriter

from tolok.writing.picture import svg_png
from tolok.writing.qr import qr_svg
from tolok.writing.sheet import (
    Block,
    Chart,
    Contents,
    Heading,
    Items,
    Meta,
    Missing,
    PageBreak,
    Pairs,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
)
from tolok.writing.xlsx_grid import Slot, grid_of, piece_words, widths
from tolok.writing.xlsx_leaves import Leaf, leaves_of
from tolok.writing.xlsx_page import AMBER, RED, SHADE, SHADE_SOFT, Area, Look, Page, Run
from tolok.writing.xlsx_text import LONGEST_NAME, sheet_name, shown, text_width, units

_FOLIO = 14  # 8,5 × 13 inch, 216 × 330 mm: what Excel has for F4
_PIXELS = 96 / 25.4  # to the millimetre
_ROOM = {True: 300 * _PIXELS, False: 185 * _PIXELS}  # between the margins, lying and standing
_TALL = {True: 492.0, False: 815.0}  # points of height between them
_MARGIN = 15 / 25.4
_PLAIN_COLUMNS = 12
_MANY_COLUMNS, _MOST_CROWDED = 13, 1.3  # a table of more columns is drawn wider, and printed the smaller for it
_SIGNS, _LEAST_SIGNS = 92 * _PIXELS, 50 * _PIXELS
_FREEZE = 190.0  # points above which a frozen head would hide the table on a small screen
_SHORT_HASH, _MOST_VINTAGE, _MOST_FOOT = 16, 3, 255
_PICTURE_DOTS = 192
_DRAF = "DRAF, bukan angka resmi"
_NOTES = "Keterangan"


def write_xlsx(sheet: Sheet) -> bytes:
    """The document as a workbook. IssueError (TLK-P030) when a chart in it cannot be drawn."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
        "default_row_height": 17,
    }
    with xlsxwriter.Workbook(file, options) as book:
        _set_properties(book, sheet)
        leaves = leaves_of(sheet)
        taken = [_NOTES]
        for index, leaf in enumerate(leaves):
            name = sheet_name(leaf.name, taken)
            taken.append(name)
            _write_leaf(book, sheet, leaf, name, index == 0)
        _write_notes(book, sheet)
    return file.getvalue()


def _set_properties(book: Any, sheet: Sheet) -> None:
    day = sheet.meta.tanggal
    book.set_properties(
        {
            "title": shown(" ".join(sheet.judul))[:200],
            "author": shown(sheet.kop.perangkat_daerah)[:200],
            "keywords": shown(", ".join(sheet.meta.vintage))[:200],
            "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - Excel knows no zones
        }
    )


# --- a worksheet


def _write_leaf(book: Any, sheet: Sheet, leaf: Leaf, name: str, first: bool) -> None:
    table = next((block for block in leaf.blocks if isinstance(block, Table)), None)
    room = _ROOM[leaf.landscape]
    if table is None:
        sizes = (round(room / _PLAIN_COLUMNS),) * _PLAIN_COLUMNS
    else:
        grid = grid_of(table)
        crowded = min(_MOST_CROWDED, max(1.0, len(table.columns) / _MANY_COLUMNS))
        sizes = widths(grid.least, grid.weights, room * crowded)
    page = Page(book, name, sizes)
    _set_up(page, sheet, leaf.landscape)
    _head(page, sheet, first)
    before: Block | None = None
    for block in leaf.blocks:
        # A heading stays with what it heads, a signature with what is signed.
        if before is not None and not isinstance(before, Heading) and not isinstance(block, (Signature, Signatures)):
            page.may_begin()
        _write_block(page, block, sheet)
        before = block
    page.break_pages(_TALL[leaf.landscape] * max(1.0, sum(page.sizes) / room))


def _set_up(page: Page, sheet: Sheet, landscape: bool) -> None:
    one = page.page
    one.set_paper(_FOLIO)
    if landscape:
        one.set_landscape()
    one.set_margins(_MARGIN, _MARGIN, 0.75, 0.8)
    one.fit_to_pages(1, 0)
    one.hide_gridlines(2)
    if sheet.meta.draf:
        one.set_header(f'&R&"Arial,Bold"&9&K{RED[1:]}{_DRAF}')
    one.set_footer(_footer(sheet))


def _footer(sheet: Sheet) -> str:
    """Document and office, then vintage, snapshot and chain; the page at the right. Excel allows 255 signs in all."""
    meta = sheet.meta
    more = len(meta.vintage) - _MOST_VINTAGE
    codes = ", ".join(meta.vintage[:_MOST_VINTAGE]) + (f" dan {more} lainnya" if more > 0 else "")
    stamps = (
        codes and f"Vintage {codes}",
        meta.snapshot and f"Snapshot {meta.snapshot[:_SHORT_HASH]}",
        meta.rantai and f"Rantai {meta.rantai[:_SHORT_HASH]}",
    )
    below = _foot_text(" · ".join(part for part in stamps if part), 120)
    tail = '&R&7&"Arial,Regular"Halaman &P dari &N'
    lead = '&L&7&"Arial,Regular"'
    above = _foot_text(f"{' '.join(sheet.judul)} · {sheet.kop.perangkat_daerah}", _MOST_FOOT - len(lead + below + tail) - 1)
    return f"{lead}{above}\n{below}{tail}"


def _foot_text(words: str, limit: int) -> str:
    """Words that a footer shows as they are: `&` commands it, so it is written twice, and counts twice."""
    found = ""
    for sign in " ".join(shown(words).split()).replace("&[", "& ["):
        more = "&&" if sign == "&" else sign
        if units(found + more) > limit - 1:
            return found + "…"
        found += more
    return found


def _head(page: Page, sheet: Sheet, first: bool) -> None:
    """Letterhead and title; a later worksheet names the document in one line, since it is read by itself."""
    if sheet.meta.draf:
        page.line(Run(_DRAF), look=Look(10, strong=True, align="center", color=RED))
    if not first:
        lines = (" ".join(sheet.judul), sheet.kop.perangkat_daerah)
        page.line(Run(shown(" · ".join(line for line in lines if line.strip())), note=True), look=Look(9))
        page.gap(4)
        return
    for line, size, strong in ((sheet.kop.pemda, 11, False), (sheet.kop.perangkat_daerah, 13, True)):
        if line.strip():
            page.line(Run(shown(line.upper())), look=Look(size, strong, "center"))
    page.gap(6)
    for line in sheet.judul:
        page.line(Run(shown(line)), look=Look(12, True, "center"))
    page.gap()


# --- blocks


def _write_block(page: Page, block: Block, sheet: Sheet) -> None:
    match block:
        case Heading(words=words, level=level):
            page.gap(6)
            page.line(Run(shown(words)), look=Look({1: 12, 2: 11, 3: 10}[level], True))
        case Paragraph(words=words, note=note, strong=strong, align=side):
            page.line(Run(shown(words), note=note), look=Look(10, strong, side))
        case Items(items=items, marks=marks):
            for index, item in enumerate(items):
                page.line(Run(shown(_mark(marks, index) + item)))
        case Missing(words=words):
            page.line(Run(shown(words), italic=True), look=Look(9, border=True, fill=AMBER))
        case Pairs(pairs=pairs):
            _write_pairs(page, [(pair.label, pair.items, pair.marks) for pair in pairs])
        case Table():
            _write_table(page, block)
        case Chart():
            _write_chart(page, block)
        case PageBreak():
            page.gap()
        case Contents(words=words):
            _write_contents(page, words, sheet)
        case Signature():
            page.gap()
            start = _nearest(page, sum(page.sizes) - _SIGNS)
            page.draw((_signature(block, start, page.wide - start),))
        case Signatures(left=left, right=right):
            page.gap()
            middle = _nearest(page, sum(page.sizes) / 2)
            if min(sum(page.sizes[:middle]), sum(page.sizes[middle:])) >= _LEAST_SIGNS:
                page.draw((_signature(left, 0, middle), _signature(right, middle, page.wide - middle)))
            else:  # no column ends where both have room: one below the other
                for one in (right, left):
                    page.draw((_signature(one, 0, page.wide),))


def _mark(marks: str, index: int) -> str:
    """`a. `, `1. ` or a dot; after z comes aa."""
    if marks == "1":
        return f"{index + 1}. "
    if marks == "a":
        return f"{chr(97 + index % 26) * (index // 26 + 1)}. "
    return "• "


def _nearest(page: Page, pixels: float) -> int:
    """The column whose left side lies nearest to so many pixels; never the first, unless it is the only one."""
    starts = {column: sum(page.sizes[:column]) for column in range(1, page.wide)}
    return min(starts, key=lambda column: abs(starts[column] - pixels), default=0)


def _beside(page: Page, pixels: float) -> int:
    """How many columns give a label so many pixels, in the left half of the page; 0 where there is one column only."""
    columns = range(1, page.wide // 2 + 1)
    return next((count for count in columns if sum(page.sizes[:count]) >= pixels), page.wide // 2)


def _write_pairs(page: Page, pairs: Sequence[tuple[str, Sequence[str], str]]) -> None:
    labels = [shown(label) for label, _, _ in pairs]
    wanted = min(60 * _PIXELS, max((text_width(label, 10, True) for label in labels), default=0) + 14)
    split = _beside(page, wanted)
    for label, (_, items, marks) in zip(labels, pairs, strict=True):
        lines = [Run(shown((_mark(marks, index) if marks else "") + item)) for index, item in enumerate(items)]
        if split == 0:
            page.line(Run(label, strong=True), *lines)
        else:
            name = Area(0, split, (Run(label),), Look(10, True), rows=max(1, len(lines)))
            page.draw((name, *(Area(split, page.wide - split, (line,), row=row) for row, line in enumerate(lines))))
    page.gap(4)


def _write_table(page: Page, table: Table) -> None:
    if table.caption.strip():
        page.line(Run(shown(table.caption)), look=Look(10, True))
    grid = grid_of(table)
    head = page.draw([_area(slot) for slot in grid.slots if slot.row < grid.header_rows])
    if sum(page.heights) <= _FREEZE:
        page.page.freeze_panes(head[-1], 0)
    page.repeat(head[0], head[-1])
    body = [_area(slot, grid.header_rows) for slot in grid.slots if slot.row >= grid.header_rows]
    if body:
        rows = page.draw(body)
        for after in accumulate(len(group.rows) for group in table.groups[:-1]):
            page.may_begin(rows[after])


def _area(slot: Slot, header: int = 0) -> Area:
    look = Look(
        size=9,
        strong=slot.header or slot.section or slot.total,
        align="center" if slot.header and slot.align == "number" else slot.align,
        middle=slot.header,
        border=True,
        fill=SHADE if slot.header else SHADE_SOFT if slot.section or slot.total else "",
    )
    runs = tuple(
        Run(piece_words(piece), strong=getattr(piece, "strong", False), note=getattr(piece, "note", False))
        for piece in slot.pieces
        if piece_words(piece)
    )
    adds = tuple(row - header for row in slot.adds)
    return Area(slot.column, slot.columns, runs, look, slot.row - header, slot.rows, slot.figure, adds)


def _write_chart(page: Page, chart: Chart) -> None:
    page.line(Run(shown(chart.caption)), look=Look(10, True))
    png = svg_png(chart.svg, chart.width, _PICTURE_DOTS)
    page.picture(png, chart.width * _PIXELS, shown(chart.alt))
    page.gap(4)


def _write_contents(page: Page, words: str, sheet: Sheet) -> None:
    """Headings without pages, which a workbook does not have."""
    page.line(Run(shown(words)), look=Look(12, True, "center"))
    for block in sheet.blocks:
        if isinstance(block, Heading):
            page.line(Run(shown("    " * (block.level - 1) + block.words)))


def _signature(signature: Signature, column: int, columns: int) -> Area:
    """One area, so that no page tears the name from the office that is held."""
    runs = [
        Run(shown(signature.tempat_tanggal)),
        Run(shown(signature.jabatan), strong=True),
        Run("\n\n\n"),
        Run(shown(signature.nama), strong=True, underline=True),
        Run(shown(signature.pangkat)),
        Run(shown(f"NIP {signature.nip}") if signature.nip else ""),
    ]
    return Area(column, columns, tuple(run for run in runs if run.words), Look(10, align="center"))


# --- where it comes from


def _write_notes(book: Any, sheet: Sheet) -> None:
    meta = sheet.meta
    page = Page(book, _NOTES, (170, 520))
    _set_up(page, sheet, landscape=False)
    page.line(Run("Keterangan dokumen"), look=Look(12, True))
    page.gap(4)
    _write_pairs(page, [pair for pair in _origin(sheet) if any(item.strip() for item in pair[1])])
    page.line(Run(_reading(), note=True), look=Look(10))
    if meta.periksa:
        page.gap()
        page.line(Run("Pindai untuk membandingkan angka dokumen ini dengan angka terbitannya:"))
        page.picture(svg_png(qr_svg(meta.periksa), 35, _PICTURE_DOTS), 35 * _PIXELS, f"Kode QR: {shown(meta.periksa)}")


def _origin(sheet: Sheet) -> list[tuple[str, Sequence[str], str]]:
    meta: Meta = sheet.meta
    state = "DRAF: belum disetujui, bukan angka resmi" if meta.draf else ""
    return [
        ("Dokumen", (" ".join(sheet.judul),), ""),
        ("Pemerintah daerah", (sheet.kop.pemda,), ""),
        ("Perangkat daerah", (sheet.kop.perangkat_daerah,), ""),
        ("Keadaan", (state,), ""),
        ("Tanggal dokumen", (f"{meta.tanggal:%d/%m/%Y}",), ""),
        ("Sebagaimana diketahui", (meta.diketahui,), ""),
        ("Vintage", meta.vintage, ""),
        ("Snapshot (SHA-256)", (meta.snapshot,), ""),
        ("Kepala rantai log", (meta.rantai,), ""),
        ("Alamat pemeriksaan", (meta.periksa,), ""),
    ]


def _reading() -> str:
    return (
        "Angka pada lembar lain adalah bilangan dengan desimal seperti tercetak di dokumen; tanda koma dan titiknya "
        "mengikuti setelan komputer pembaca. Baris jumlah yang merupakan penjumlahan biasa ditulis sebagai rumus SUM. "
        f"Angka yang lebih dari 15 digit ditulis sebagai teks. Nama lembar dipotong pada {LONGEST_NAME} huruf."
    )
