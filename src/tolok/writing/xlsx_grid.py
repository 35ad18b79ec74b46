"""A table as the cells of a worksheet: a figure gets a cell of its own, and a sum says what it adds up.

A cell of the document may hold a figure with words below it (`86,79` and `Tinggi`). A worksheet can compute with a
figure only where it stands alone, so such a column becomes two beside each other, and what has no parts spans both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby, zip_longest

from tolok.writing.sheet import Align, Cell, Formula, Number, Piece, Table
from tolok.writing.xlsx_text import Figure, figure_of, formula_words, shown, text_width

CELL_SIZE, NOTE_SIZE = 9, 8
_INSET = 12.0  # pixels of a cell that its words do not get
_LONGEST_WORD = 24


@dataclass(frozen=True)
class Slot:
    """A part of a table on the worksheet: where it stands (rows counted from the table's first), and what in it.

    `figure`: a number of its own; else `pieces` one below the other. `adds`: the rows whose figures in the same column
    it sums up.
    """

    row: int
    column: int
    rows: int
    columns: int
    pieces: tuple[Piece, ...]
    align: Align
    header: bool = False
    section: bool = False
    total: bool = False
    figure: Figure | None = None
    adds: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid:
    """All parts of a table, and the least width in pixels and the weight of each column of the worksheet."""

    slots: tuple[Slot, ...]
    least: tuple[float, ...]
    weights: tuple[float, ...]
    header_rows: int
    rows: int


@dataclass(frozen=True)
class _Place:
    """A cell with the row and the column of the table in which it begins; `group` 0 is the header."""

    row: int
    column: int
    cell: Cell
    group: int
    section: bool = False
    total: bool = False
    parts: tuple[tuple[Piece, ...], ...] = field(default=())


def grid_of(table: Table) -> Grid:
    """The table laid out. Words that no double can show again as they are printed stay words, also in a `Number`."""
    places = list(_places(table))
    wide = _columns(places, len(table.columns))
    starts = [sum(wide[:index]) for index in range(len(wide) + 1)]
    slots = [slot for place in places for slot in _slots(place, table, starts)]
    added = _with_sums(slots, places)
    least = _least(added, starts[-1])
    weights = tuple(
        table.columns[column].width * least[index] / sum(least[starts[column] : starts[column + 1]])
        for column in range(len(wide))
        for index in range(starts[column], starts[column + 1])
    )
    rows = len(table.header) + sum(len(group.rows) for group in table.groups)
    return Grid(tuple(added), least, weights, len(table.header), rows)


def _places(table: Table) -> Iterable[_Place]:
    row = 0
    for group, rows in enumerate((table.header, *(one.rows for one in table.groups))):
        held = [0] * len(table.columns)
        for line in rows:
            free = [index for index, rest in enumerate(held) if not rest]
            held = [max(0, rest - 1) for rest in held]
            at = 0
            for cell in line.cells:
                column = free[at]
                held[column : column + cell.colspan] = [cell.rowspan - 1] * cell.colspan
                at += cell.colspan
                parts = _parts(cell.pieces) if group else (cell.pieces,)
                yield _Place(row, column, cell, group, line.section, line.total, parts)
            row += 1


def _parts(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """Figures one by one, the words between them together."""
    found: list[tuple[Piece, ...]] = []
    for number, run in groupby(pieces, key=_is_figure):
        together = tuple(run)
        found.extend([(piece,) for piece in together] if number else [together])
    return tuple(found) or ((),)


def _is_figure(piece: Piece) -> bool:
    return isinstance(piece, Number) and figure_of(piece.words) is not None


def _columns(places: Sequence[_Place], count: int) -> list[int]:
    """How many columns of the worksheet each column of the table needs."""
    wide = [1] * count
    for place in sorted(places, key=lambda one: one.cell.colspan):
        span = slice(place.column, place.column + place.cell.colspan)
        wide[place.column] += max(0, len(place.parts) - sum(wide[span]))
    return wide


def _slots(place: _Place, table: Table, starts: Sequence[int]) -> Iterable[Slot]:
    cell = place.cell
    first, end = starts[place.column], starts[place.column + cell.colspan]
    align: Align = cell.align or table.columns[place.column].align
    for index, pieces in enumerate(place.parts):
        last = index == len(place.parts) - 1
        yield Slot(
            row=place.row,
            column=first + index,
            rows=cell.rowspan,
            columns=end - first - index if last else 1,
            pieces=pieces,
            align=align,
            header=place.group == 0,
            section=place.section,
            total=place.total,
            figure=figure_of(pieces[0].words) if place.group and pieces and isinstance(pieces[0], Number) else None,
        )


def _with_sums(slots: Sequence[Slot], places: Sequence[_Place]) -> list[Slot]:
    """Figures of total rows with the rows that they add up, where these give the printed figure exactly.

    A total of figures that were rounded for print may differ in its last digit: it stays the figure that is printed.
    """
    group = {place.row: place.group for place in places}
    figures: dict[int, dict[int, Fraction]] = {}  # column → row → figure that is no total
    for slot in slots:
        if slot.figure and not slot.total:
            figures.setdefault(slot.column, {})[slot.row] = slot.figure.exact
    first = {number: min(row for row, of in group.items() if of == number) for number in group.values()}
    found = []
    for slot in slots:
        if slot.total and slot.figure:
            whole = first[group[slot.row]] == slot.row
            own = {
                row: value
                for row, value in figures.get(slot.column, {}).items()
                if row < slot.row and (whole or group[row] == group[slot.row])
            }
            if own and sum(own.values()) == slot.figure.exact:
                slot = replace(slot, adds=tuple(sorted(own)))
        found.append(slot)
    return found


def _least(slots: Sequence[Slot], count: int) -> tuple[float, ...]:
    """What each column needs so that no figure is shown as ##### and no common word is broken."""
    least = [28.0] * count
    for slot in slots:
        if slot.columns == 1:
            least[slot.column] = max(least[slot.column], _needs(slot) + _INSET)
    return tuple(least)


def _needs(slot: Slot) -> float:
    strong = slot.header or slot.section or slot.total
    if slot.figure:
        return text_width(piece_words(slot.pieces[0]), CELL_SIZE, strong)
    words = (word for piece in slot.pieces for word in piece_words(piece).split())
    return max((text_width(word, CELL_SIZE, strong) for word in words if len(word) <= _LONGEST_WORD), default=0.0)


def piece_words(piece: Piece) -> str:
    """What a piece says, ready for a cell; a formula in one line, its legend below it."""
    if not isinstance(piece, Formula):
        return shown(piece.words)
    legend = [f"{name} = {meaning}" for name, meaning in piece.legend]
    return shown("\n".join([formula_words(piece), *(["dengan:", *legend] if legend else [])]))


def widths(least: Sequence[float], weights: Sequence[float], room: float) -> tuple[int, ...]:
    """Pixels of each column: by weight, none below its least; more than `room` in all only where the least needs more."""
    fixed: set[int] = set()
    sizes = list(least)
    while len(fixed) < len(least):
        rest = room - sum(least[index] for index in fixed)
        weight = sum(weights[index] for index in range(len(least)) if index not in fixed)
        sizes = [least[index] if index in fixed else rest * share / weight for index, share in enumerate(weights)]
        narrow = {index for index in range(len(least)) if index not in fixed and sizes[index] < least[index]}
        if not narrow:
            break
        fixed |= narrow
    return tuple(round(max(size, low)) for size, low in zip(sizes, least, strict=True))


def ranges(rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Rows as first and last of unbroken runs: (4, 5, 6, 9) → ((4, 6), (9, 9))."""
    found: list[tuple[int, int]] = []
    start = None
    for row, after in zip_longest(rows, rows[1:]):
        start = row if start is None else start
        if after != row + 1:
            found.append((start, row))
            start = None
    return tuple(found)
