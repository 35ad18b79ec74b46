"""Tables of a Word document: header rows on every page, spans, figures in line, row groups that stay together.

Widths are worked out here and written twice, as grid and as cells, for LibreOffice heeds the one and Word the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from docx.oxml.ns import qn

from tolok.writing.docx_math import formula_elements, fraction_lines
from tolok.writing.docx_metrics import line_count, width
from tolok.writing.docx_styles import SHADE, SHADE_SOFT, StyleIds, table_properties
from tolok.writing.docx_xml import Element, el, paragraph, run, set_property, size, thin, val, words_paragraph
from tolok.writing.sheet import Align, Cell, Column, Formula, Number, Piece, Row, Table, Text

CELL, NOTE = 9.0, 8.0
_INSET = 8.0  # left and right margin of a cell together, points; as in the style Tolok Tabel
_LONGEST_WORD = 24  # what is longer is no Indonesian word and may break
_TALL = 0.55  # of a page: a row that is taller may break, for it could stand nowhere else
_HELD = 0.35  # of a page: a group that is taller breaks between its rows, for it would leave half a page empty


@dataclass(frozen=True)
class _Place:
    """A cell in the grid. `above`: the cell that reaches down into this place, which then stays empty."""

    x: int
    cell: Cell
    above: bool = False


@dataclass(frozen=True)
class _Grid:
    """What a cell must know of its table: column widths in points, the widest figure of each column, styles."""

    columns: tuple[Column, ...]
    sizes: tuple[float, ...]
    figures: tuple[tuple[float, float], ...]
    ids: StyleIds

    def room(self, place: _Place) -> float:
        return sum(self.sizes[place.x : place.x + place.cell.colspan]) - _INSET

    def align(self, place: _Place) -> Align:
        return place.cell.align or self.columns[place.x].align


def table_elements(table: Table, body: tuple[float, float], ids: StyleIds, closing: Sequence[Element] = ()) -> list[Element]:
    """Caption and table in a body of `body` (width, height) points.

    `closing`: the signature that follows the table. It stands in a last row without rules, held to the last group, so
    that nobody signs a page that shows nothing.
    """
    count = len(table.columns)
    header = list(_placed(table.header, count))
    groups = [list(_placed(group.rows, count)) for group in table.groups]
    figures = tuple(_figures(list(chain(*groups)), x) for x in range(count))
    sizes = _sizes(table.columns, figures, header, list(chain(*groups)), body[0])
    grid = _Grid(table.columns, sizes, figures, ids)
    total = round(sum(sizes) * 20)
    made = el("w:tbl", None, table_properties(ids["Tolok Tabel"], total))
    made.append(el("w:tblGrid", None, *(el("w:gridCol", {"w": round(one * 20)}) for one in sizes)))
    for places in header:
        made.append(_row(grid, places, False, header=True, keep=True))
    for index, (group, rows) in enumerate(zip(table.groups, groups, strict=True)):
        last = (bool(closing) or table.keep) and index == len(groups) - 1
        for part in _group(grid, group.rows, rows, body[1], last):
            made.append(part)
    if closing:
        made.append(_closing_row(total, count, closing))
    caption = [words_paragraph(ids["caption"], table.caption, keep_next=True)] if table.caption.strip() else []
    return [*caption, made]


def _closing_row(total: int, count: int, closing: Sequence[Element]) -> Element:
    bare = (el(f"w:{side}", {"val": "nil"}) for side in ("left", "bottom", "right"))
    flush = (el(f"w:{side}", {"w": 0, "type": "dxa"}) for side in ("left", "right"))
    properties = el(
        "w:tcPr", None, el("w:tcW", {"w": total, "type": "dxa"}), val("w:gridSpan", count),
        el("w:tcBorders", None, *bare), el("w:tcMar", None, *flush),
    )  # fmt: skip
    return el("w:tr", None, el("w:trPr", None, el("w:cantSplit")), el("w:tc", None, properties, *closing, thin()))


def _group(grid: _Grid, rows: tuple[Row, ...], places: list[list[_Place]], tall: float, last: bool) -> Iterator[Element]:
    """Rows held to each other, unless they would leave too much of a page empty: then a heading to its first row, and
    the last row to a signature, where no row has to break anyhow."""
    heights = [_height(grid, one) for one in places]
    whole, torn = sum(heights) < tall * _HELD, max(heights, default=0.0) > tall * _TALL
    for index, (row, one) in enumerate(zip(rows, places, strict=True)):
        final = index == len(rows) - 1
        keep = (last if final else whole or row.section) and not torn
        yield _row(grid, one, row.section, keep=keep, torn=heights[index] > tall * _TALL)


def _placed(rows: tuple[Row, ...], count: int) -> Iterator[list[_Place]]:
    """Each row's cells with the column in which they begin, and the places that cells above still hold."""
    held: dict[int, tuple[int, Cell]] = {}  # column → (rows still to come, the cell)
    for row in rows:
        places = [_Place(x, cell, above=True) for x, (_, cell) in held.items()]
        taken = {x + step for x, (_, cell) in held.items() for step in range(cell.colspan)}
        free = iter([x for x in range(count) if x not in taken])
        coming = {x: (rest - 1, cell) for x, (rest, cell) in held.items() if rest > 1}
        for cell in row.cells:
            x = next(free)
            for _ in range(cell.colspan - 1):
                next(free)
            places.append(_Place(x, cell))
            if cell.rowspan > 1:
                coming[x] = (cell.rowspan - 1, cell)
        held = coming
        yield sorted(places, key=lambda one: one.x)


# --- widths


def _pieces(rows: Sequence[Sequence[_Place]], x: int) -> Iterator[Piece]:
    for places in rows:
        for place in places:
            if place.x == x and not place.above and place.cell.colspan == 1:
                yield from place.cell.pieces


def _figures(rows: Sequence[Sequence[_Place]], x: int) -> tuple[float, float]:
    """(widest part before, widest part from the decimal comma on) of the figures of a column, points."""
    found = [one.words for one in _pieces(rows, x) if isinstance(one, Number)]
    tails = [width(_tail(words), CELL) for words in found]
    heads = [width(words, CELL) - tail for words, tail in zip(found, tails, strict=True)]
    return max(heads, default=0.0), max(tails, default=0.0)


def _tail(words: str) -> str:
    return words[words.index(",") :] if "," in words else ""


def _widest_word(rows: Sequence[Sequence[_Place]], x: int, strong: bool) -> float:
    texts = (one for one in _pieces(rows, x) if isinstance(one, Text))
    words = {(word, strong or one.strong) for one in texts for word in one.words.split() if len(word) <= _LONGEST_WORD}
    return max((width(word, CELL, heavy) for word, heavy in words), default=0.0)


def _sizes(
    columns: tuple[Column, ...],
    figures: Sequence[tuple[float, float]],
    header: list[list[_Place]],
    rows: list[list[_Place]],
    total: float,
) -> tuple[float, ...]:
    """Weights to points. No column is narrower than its widest figure or word, up to a seventh of the page; what these
    take, the others give by their weights."""
    wanted = [
        max(sum(figures[x]), _widest_word(header, x, True), _widest_word(rows, x, False)) + _INSET + 3
        for x in range(len(columns))
    ]
    wanted = [min(one, max(total / 7, total / len(columns))) for one in wanted]
    least = [one * min(1.0, total / sum(wanted)) for one in wanted]
    fixed: set[int] = set()
    while True:
        rest = total - sum(least[x] for x in fixed)
        weight = sum(column.width for x, column in enumerate(columns) if x not in fixed) or 1
        sizes = [least[x] if x in fixed else rest * column.width / weight for x, column in enumerate(columns)]
        narrow = {x for x in range(len(columns)) if x not in fixed and sizes[x] < least[x]}
        if not narrow:
            return tuple(sizes)
        fixed |= narrow


def _height(grid: _Grid, places: Sequence[_Place]) -> float:
    """About how tall a row is; cells over several rows do not count, as they have those rows to fill."""
    return max((_cell_height(grid, one) for one in places if one.cell.rowspan == 1 and not one.above), default=12.0)


def _cell_height(grid: _Grid, place: _Place) -> float:
    room, total = grid.room(place), 6.0
    for piece in place.cell.pieces:
        match piece:
            case Text(words=words):
                total += line_count(words, room, CELL) * CELL * 1.2
            case Formula() if piece.denominator:
                total += sum(map(len, fraction_lines(piece, room))) * 15 + 12 + len(piece.legend) * NOTE * 1.2
            case Formula():
                total += line_count(piece.numerator, room, CELL) * CELL * 1.2 + 6 + len(piece.legend) * NOTE * 1.2
            case Number():
                total += CELL * 1.2
    return total


# --- rows and cells


def _row(
    grid: _Grid, places: Sequence[_Place], section: bool, header: bool = False, keep: bool = False, torn: bool = False
) -> Element:
    properties = el("w:trPr")
    if not torn:
        properties.append(el("w:cantSplit"))
    if header:
        properties.append(el("w:tblHeader"))
    made = el("w:tr", None, properties)
    shade = SHADE if header else SHADE_SOFT if section else ""
    for place in places:
        made.append(_cell(grid, place, header, shade, keep))
    return made


def _cell(grid: _Grid, place: _Place, header: bool, shade: str, keep: bool) -> Element:
    cell, properties = place.cell, el("w:tcPr")
    wide = sum(grid.sizes[place.x : place.x + cell.colspan])
    properties.append(el("w:tcW", {"w": round(wide * 20), "type": "dxa"}))
    if cell.colspan > 1:
        properties.append(val("w:gridSpan", cell.colspan))
    if cell.rowspan > 1:
        properties.append(val("w:vMerge", "continue" if place.above else "restart"))
    if shade:
        properties.append(el("w:shd", {"val": "clear", "color": "auto", "fill": shade}))
    if header:
        properties.append(val("w:vAlign", "center"))
    inside = [] if place.above else list(_cell_content(grid, place, header))
    made = el("w:tc", None, properties, *(inside or [paragraph(grid.ids["Tolok Sel"])]))
    if keep:
        for one in made.findall(qn("w:p")):
            set_property(one, el("w:keepNext"))
    return made


def _cell_content(grid: _Grid, place: _Place, header: bool) -> Iterator[Element]:
    ids, room = grid.ids, grid.room(place)
    center = grid.align(place) != "left"
    for piece in place.cell.pieces:
        match piece:
            case Text(words=words, strong=strong, note=note):
                style = "Tolok Kepala Tabel" if header and not note else "Tolok Sel Catatan" if note else "Tolok Sel"
                side = "center" if center else "left" if header else None
                yield words_paragraph(ids[style], words, side, strong and not header)  # type: ignore[arg-type]  # a Jc
            case Number(words=words):
                yield _figure(words, room, grid.figures[place.x], ids)
            case Formula():
                yield from formula_elements(piece, room, ids)


def _figure(words: str, room: float, widest: tuple[float, float], ids: StyleIds) -> Element:
    """A figure at the right, indented so that decimal commas stand in line and the column's figures in its middle.

    It is made smaller rather than broken: half of a figure on a line of its own would be read as another one.
    """
    head, tail = widest
    whole = width(words, CELL)
    points = CELL if whole <= room else max(4.0, CELL * room / whole)
    inside = 0.0
    if head + tail <= room:
        inside = (room - head - tail) / 2 + tail - width(_tail(words), CELL)
    made = paragraph(ids["Tolok Sel Angka"], [run(words, *((size(points),) if points < CELL else ()))])
    if inside > 0:
        set_property(made, el("w:ind", {"right": round(inside * 20)}))
    return made
