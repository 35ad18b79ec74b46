"""Words and lattices of one page as blocks in reading order: cells with their text, fractions written out, lines outside."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from tolok.reading.glyphs import Word
from tolok.reading.lattice import Lattice, Place, Rule
from tolok.reading.paper import Box, Cell, Grid, Line

WIDE_GAP = 1.8
"""A gap wider than so many letter sizes is a tab between parts of a line."""
_BAR_NEAR = 1.7
_UNDERLINE = 0.19
_LINE_STEP = 1.6
_CENTRED = 0.7
_EDGE = 2.0
_WORN = 0.15
_LEVEL = 0.33
TORN = "garis sel tidak lengkap"
UNRULED = "tabel tanpa garis; baris dan kolomnya disimpulkan dari letak kata"
_SIGNED = re.compile(r"\W*(?:NIP|NRP|Pembina|Penata|Pangkat)\b", re.IGNORECASE)
"""What stands under the line below a signature."""
_Atom = TypeVar("_Atom")


@dataclass(frozen=True)
class Table:
    """A lattice with what stands in its cells, by the number of the cell. `doubt`: why its cells may be others."""

    lattice: Lattice
    words: tuple[tuple[Word, ...], ...]
    doubt: str = ""


def parted(
    atoms: Sequence[_Atom], lattices: Sequence[Lattice], centre: Callable[[_Atom], tuple[float, float]]
) -> tuple[list[list[list[_Atom]]], list[_Atom]]:
    """Atoms (characters, words) by lattice and cell, by their centre; and those that stand in no cell."""
    held: list[list[list[_Atom]]] = [[[] for _ in lattice.places] for lattice in lattices]
    squares = [_squares(lattice) for lattice in lattices]
    outside = []
    for atom in atoms:
        x, y = centre(atom)
        for number, lattice in enumerate(lattices):
            place = squares[number].get(lattice.square(x, y)) if lattice.holds(x, y) else None
            if place is not None:
                held[number][place].append(atom)
                break
        else:
            outside.append(atom)
    return held, outside


def _squares(lattice: Lattice) -> dict[tuple[int, int], int]:
    return {
        (row, column): number
        for number, place in enumerate(lattice.places)
        for row in range(place.row, place.row + place.rowspan)
        for column in range(place.column, place.column + place.colspan)
    }


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words by printed line, from the top, each from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.base):
        for line in reversed(lines[-3:]):
            reach = 0.45 * max(word.size, line[0].size)
            if abs(word.base - line[0].base) <= reach:
                line.append(word)
                break
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.box.left) for line in lines]


def text_of(line: Sequence[Word], gap: float = 0.0) -> str:
    """A line's words parted by blanks, by a tab where `gap` (in letter sizes) is exceeded."""
    text = line[0].text if line else ""
    for left, right in pairwise(line):
        wide = gap and right.box.left - left.box.right > gap * max(left.size, right.size)
        text += ("\t" if wide else " ") + right.text
    return text


def grid_of(table: Table, page: int, bars: Sequence[Rule] = ()) -> Grid:
    """A table's cells with their text, fraction bars written as "(a) / (b)"."""
    lattice, cells = table.lattice, []
    for place, words in zip(lattice.places, table.words, strict=True):
        edges = lattice.edges(place)
        inside = [bar for bar in bars if edges[1] < bar.at < edges[3] and edges[0] <= (bar.start + bar.end) / 2 <= edges[2]]
        cell = _cell(place, with_fractions(words, inside), page, Box(*edges))
        cells.append(replace(cell, doubt=cell.doubt or table.doubt) if table.doubt and cell.text else cell)
    return Grid(tuple(cells), len(lattice.ys) - 1, len(lattice.xs) - 1, page)


def _cell(place: Place, words: Sequence[Word], page: int, box: Box) -> Cell:
    text = "\n".join(text_of(line) for line in lines_of(words))
    doubts = dict.fromkeys([word.doubt for word in words if word.doubt] + ([TORN] if place.torn and text else []))
    return Cell(text, place.row, place.column, place.rowspan, place.colspan, page, box, "; ".join(doubts))


def text_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Words outside tables as lines, wide gaps as tabs."""
    lines = []
    for line in lines_of(words):
        box = line[0].box
        for word in line[1:]:
            box |= word.box
        doubts = dict.fromkeys(word.doubt for word in line if word.doubt)
        lines.append(Line(text_of(line, WIDE_GAP), page, box, "; ".join(doubts)))
    return lines


def in_order(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line | Grid]:
    """Blocks of one page from the top; of two at one height the left one first."""
    return sorted([*lines, *grids], key=lambda block: (round(extent(block).top), extent(block).left))


def extent(block: Line | Grid) -> Box:
    """The box of a line or of a whole table."""
    if isinstance(block, Line):
        return block.box or Box(0, 0, 0, 0)
    boxes = [cell.box for cell in block.cells if cell.box]
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def with_fractions(words: Sequence[Word], bars: Sequence[Rule], factor: bool = False) -> list[Word]:
    """Words with every fraction as one word on the height of its bar; an underline is no bar.

    With `factor` only where something stands beside the bar on its height ("= ", "x 100%"): outside tables lines are drawn
    for many other reasons.
    """
    rest = list(words)
    for bar in sorted(bars, key=lambda one: one.length):
        over, under = _beside(rest, bar, above=True), _beside(rest, bar, above=False)
        if not over or not under or _SIGNED.match(under[0].text) or not (_centred(bar, over) and _centred(bar, under)):
            continue
        if (factor or _underlines(bar, over)) and not any(_stands_beside(word, bar, _LEVEL) for word in rest):
            continue
        rest = [word for word in rest if word not in over and word not in under]
        rest.append(_fraction(bar, over, under))
    return rest


def _beside(words: Sequence[Word], bar: Rule, above: bool) -> list[Word]:
    """The lines of a numerator (above) or denominator: within the bar's reach, the next line, and centred ones after it."""
    near = [word for word in words if (_height(word) < bar.at) == above and not _stands_beside(word, bar, 0.5)]
    lines = lines_of(near)
    taken: list[Word] = []
    edge = bar.at
    ordered = lines[::-1] if above else lines
    for line, beyond in zip(ordered, [*ordered[1:], []], strict=False):
        middle = [_height(word) for word in line]
        step = abs(sum(middle) / len(middle) - edge)
        part = [word for word in line if bar.start - _EDGE <= word.centre[0] <= bar.end + _EDGE]
        if not part:
            continue
        first, last = part[0].box.left, max(word.box.right for word in part)
        size = part[0].size
        reach = max(size, _WORN * bar.length)
        if step > (_BAR_NEAR if not taken else _LINE_STEP) * size or first < bar.start - reach or last > bar.end + reach:
            break
        off = abs((first + last) / 2 - (bar.start + bar.end) / 2)
        if _goes_on(line, part) or (taken and (len(part) < len(line) or off > _CENTRED * size)):
            break
        if taken and beyond and abs(beyond[0].box.left - first) < 1 < abs(taken[0].box.left - first):
            break  # this line begins where the text around the formula does
        taken = part + taken if above else taken + part
        edge = sum(middle) / len(middle)
    return taken


def _goes_on(line: Sequence[Word], part: Sequence[Word]) -> bool:
    """Whether a bar's end cuts a line in the middle of its words."""
    first, last = line.index(part[0]), line.index(part[-1])
    before = first > 0 and part[0].box.left - line[first - 1].box.right < 0.6 * part[0].size
    return before or (last + 1 < len(line) and line[last + 1].box.left - part[-1].box.right < 0.6 * part[-1].size)


def _stands_beside(word: Word, bar: Rule, off: float) -> bool:
    """Whether a word begins or ends at the bar, its middle off the bar's height by at most `off` letter sizes."""
    left, right = word.box.right - bar.start, bar.end - word.box.left
    near = -3 * word.size <= left <= _EDGE or -3 * word.size <= right <= _EDGE
    return near and abs(_height(word) - bar.at) < off * word.size


def _height(word: Word) -> float:
    return word.base - word.size / 4


def _centred(bar: Rule, part: Sequence[Word]) -> bool:
    """Whether words stand in the middle of the bar, without a wide gap between them: a rule over a page's foot is no bar."""
    for line in lines_of(part):
        left, right = line[0].box.left, line[-1].box.right
        apart = any(after.box.left - word.box.right > WIDE_GAP * word.size for word, after in pairwise(line))
        if apart or abs((left + right) - (bar.start + bar.end)) > 2 * max(line[0].size, 0.1 * bar.length):
            return False
    return True


def _underlines(bar: Rule, over: Sequence[Word]) -> bool:
    """Whether a line stands as near to the words above as an underline does."""
    last = lines_of(over)[-1]
    return bar.at - max(word.base for word in last) < _UNDERLINE * last[0].size


def _fraction(bar: Rule, over: Sequence[Word], under: Sequence[Word]) -> Word:
    parts = [" ".join(text_of(line) for line in lines_of(part)) for part in (over, under)]
    size = max(word.size for word in over)
    box = Box(bar.start, bar.at, bar.end, bar.at)
    for word in (*over, *under):
        box |= word.box
    doubt = next((word.doubt for word in (*over, *under) if word.doubt), "")
    whole = Word(f"({parts[0]}) / ({parts[1]})", box, bar.at + size / 4, size, doubt)
    return replace(whole, sure=min(word.sure for word in (*over, *under)))
