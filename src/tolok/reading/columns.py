"""Tables without ruling lines: words that stand in the same columns over several lines, where that is beyond doubt.

Rows begin where a thin line runs across, where a number stands in the first column, or after a wider gap. Where none of
these tells the rows, nothing is made a table: the words stay lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tolok.reading.glyphs import Word
from tolok.reading.lattice import Lattice, Place, Rule
from tolok.reading.layout import UNRULED, Table, lines_of

_SPLIT = 0.9
_GUTTER = 0.9
_FEWEST_COLUMNS, _FEWEST_LINES = 3, 3
_STEP = 3.2
_WIDER = 1.3
_ACROSS = 0.7
_NUMBER = re.compile(r"^\(?\d{1,3}[.)]{0,2}$")
_EMPTY = re.compile(r"^[\s:;.\-]*$")


@dataclass(frozen=True)
class _Line:
    words: tuple[Word, ...]
    parts: tuple[tuple[float, float], ...]

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def aligned_tables(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Table], list[Word]]:
    """Tables told by their columns alone (at least three, over at least three lines), and the words outside them."""
    lines = [_parts(line) for line in lines_of(words)]
    tables: list[Table] = []
    rest: list[Word] = []
    at = 0
    while at < len(lines):
        end, columns = _reach(lines, at)
        table = _table(lines[at:end], columns, rules) if columns else None
        if table:
            tables.append(table)
        else:
            end = at + 1
            rest += lines[at].words
        at = end
    return tables, rest


def _parts(line: Sequence[Word]) -> _Line:
    """A line and the stretches of x that its words fill, wide gaps left open."""
    parts: list[tuple[float, float]] = []
    for word in line:
        if parts and word.box.left - parts[-1][1] <= _SPLIT * word.size:
            parts[-1] = (parts[-1][0], max(parts[-1][1], word.box.right))
        else:
            parts.append((word.box.left, word.box.right))
    return _Line(tuple(line), tuple(parts))


def _reach(lines: Sequence[_Line], start: int) -> tuple[int, tuple[tuple[float, float], ...]]:
    """How far down the columns of a line go on, and where they stand; no columns where they are too few."""
    filled = list(lines[start].parts)
    if len(filled) < _FEWEST_COLUMNS:
        return start, ()
    end, many = start + 1, 1
    while end < len(lines):
        line = lines[end]
        if line.base - lines[end - 1].base > _STEP * line.size:
            break
        wider = _united([*filled, *line.parts], _GUTTER * line.size)
        if len(wider) < max(_FEWEST_COLUMNS, len(filled) if many >= _FEWEST_LINES else 0):
            break
        filled, end = wider, end + 1
        many += len(line.parts) >= _FEWEST_COLUMNS
    enough = many >= _FEWEST_LINES and 2 * sum(len(line.parts) > 1 for line in lines[start:end]) >= end - start
    return end, tuple(filled) if enough else ()


def _united(parts: Sequence[tuple[float, float]], gutter: float) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for left, right in sorted(parts):
        if joined and left - joined[-1][1] < gutter:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _table(lines: Sequence[_Line], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]) -> Table | None:
    """Lines as rows of cells; None where their columns say nothing or their rows cannot be told. Where a line leaves a
    column empty its cells are doubted: it may be the rest of the row above, or a cell of several rows."""
    cells = [[_in(line, column) for column in columns] for line in lines]
    for number in range(len(columns)):
        texts = [" ".join(word.text for word in row[number]) for row in cells]
        if sum(bool(text) for text in texts) < 2 or all(_EMPTY.match(text) for text in texts):
            return None
    starts = _starts(lines, cells, columns, rules)
    if len(starts) < _FEWEST_LINES:
        return None
    tops = [_top(lines, start) for start in starts]
    last = lines[-1]
    ys = (*tops, last.base + 0.4 * last.size)
    xs = (columns[0][0] - 2, *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), columns[-1][1] + 2)
    places = tuple(Place(row, column, 1, 1) for row in range(len(starts)) for column in range(len(columns)))
    held = [
        tuple(word for line in cells[start:end] for word in line[column])
        for start, end in pairwise([*starts, len(lines)])
        for column in range(len(columns))
    ]
    plain = all(map(all, cells))
    return Table(Lattice(xs, ys, places), tuple(held), "" if plain else UNRULED)


def _in(line: _Line, column: tuple[float, float]) -> list[Word]:
    return [word for word in line.words if column[0] - 1 <= word.centre[0] <= column[1] + 1]


def _top(lines: Sequence[_Line], start: int) -> float:
    line = lines[start]
    top = line.base - line.size
    return max(top, (lines[start - 1].base + top) / 2 + 0.1 * line.size) if start else top


def _starts(
    lines: Sequence[_Line],
    cells: Sequence[Sequence[Sequence[Word]]],
    columns: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
) -> list[int]:
    """The lines with which rows begin: under a thin line across, else the numbered ones, else those after a wider gap."""
    width = columns[-1][1] - columns[0][0]
    drawn = [
        rule.at
        for rule in rules
        if rule.length >= _ACROSS * width and rule.start < columns[-1][1] and rule.end > columns[0][0]
    ]
    under = [
        n
        for n in range(1, len(lines))
        if any(lines[n - 1].base < at + 1 and at < lines[n].base - 0.3 * lines[n].size for at in drawn)
    ]
    if len(under) >= _FEWEST_LINES - 1:
        return [0, *under]
    numbered = [n for n, row in enumerate(cells) if row[0] and _NUMBER.match(" ".join(word.text for word in row[0]))]
    if len(numbered) >= 2 and all(len(lines[n].parts) > 1 for n in numbered):
        return sorted({0, *numbered})
    if all(len(line.parts) >= _FEWEST_COLUMNS for line in lines):
        return list(range(len(lines)))
    steps = [after.base - before.base for before, after in pairwise(lines)]
    usual = median(steps)
    return [0, *(n for n, step in enumerate(steps, start=1) if step > _WIDER * usual)]
