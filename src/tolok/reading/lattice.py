"""Ruling lines as tables: which lines hang together, which lattice they make, which of its places are one cell.

Used for drawn lines of a PDF and for lines found in the picture of a scan. Two places are one cell where no line parts them
along at least half of their border, so a broken line still parts and a missing piece joins nothing by chance.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHORTEST = 6.0
"""Shorter lines (points) are ends of fraction bars, dots and strokes of letters, never a border."""
_NEAR = 3.0
_SAME = 1.6
_BRIDGE = 3.0
_COVERED = 0.5
_OPEN = 8.0
_THIN = 3.6
_MOST_RULES = 3_000
OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line: `at` is its y or x, from `start` to `end` along the other axis, in points."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a lattice: its rows and columns; `torn` where its border was not a rectangle."""

    row: int
    column: int
    rowspan: int
    colspan: int
    torn: bool = False


@dataclass(frozen=True)
class Lattice:
    """The lines of one table: x and y of its borders, its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def edges(self, place: Place) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell."""
        right, bottom = self.xs[place.column + place.colspan], self.ys[place.row + place.rowspan]
        return self.xs[place.column], self.ys[place.row], right, bottom

    def holds(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        return left <= x < right and top <= y < bottom

    def square(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point inside the box."""
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1


def find_lattices(
    horizontal: Iterable[Rule], vertical: Iterable[Rule], bridge: float = _BRIDGE
) -> tuple[list[Lattice], list[Rule]]:
    """All tables of a page, and the horizontal lines that belong to none (fraction bars, underlines, separators).

    `bridge`: the widest break of a line, in points.
    A table in a cell of another is left to the outer one, unless the outer is but a frame of up to three cells.
    """
    across = [rule for rule in merged(horizontal, bridge) if rule.length >= SHORTEST]
    down = [rule for rule in merged(vertical, bridge) if rule.length >= SHORTEST]
    if len(across) + len(down) > _MOST_RULES:
        return [], []
    lattices, loose = [], []
    for rows, columns in _together(across, down):
        lattice = _lattice(rows, columns)
        if lattice is None:
            loose += rows
        else:
            lattices.append(lattice)
    return _outermost(lattices), loose


def merged(rules: Iterable[Rule], bridge: float = _BRIDGE) -> list[Rule]:
    """Pieces of one line as one: same height, ends that touch."""
    joined: list[Rule] = []
    for band in _bands(sorted(rules, key=lambda rule: rule.at), _SAME):
        at = sum(rule.at * max(rule.length, 0.1) for rule in band) / sum(max(rule.length, 0.1) for rule in band)
        start: float | None = None
        end = 0.0
        for rule in sorted(band, key=lambda rule: rule.start):
            if start is not None and rule.start <= end + bridge:
                end = max(end, rule.end)
                continue
            if start is not None:
                joined.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return joined


def _bands(rules: Sequence[Rule], slack: float) -> list[list[Rule]]:
    bands: list[list[Rule]] = []
    for rule in rules:
        if bands and rule.at - bands[-1][0].at <= slack:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return bands


def _together(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines by table: those that touch."""
    parent = list(range(len(across) + len(down)))
    for i, row in enumerate(across):
        for j, column in enumerate(down, start=len(across)):
            touch_x = row.start - _NEAR <= column.at <= row.end + _NEAR
            if touch_x and column.start - _NEAR <= row.at <= column.end + _NEAR:
                parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across + down):
        groups.setdefault(_root(parent, i), ([], []))[i >= len(across)].append(rule)
    return list(groups.values())


def _root(parent: list[int], one: int) -> int:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    """The cells that lines make together, None for fewer than two."""
    if not across or not down:
        return None
    across, down = _closed(across, down), _closed(down, across)
    ys, xs = _levels(across), _levels(down)
    if len(ys) < 2 or len(xs) < 2:
        return None
    owner = _owners(xs, ys, across, down)
    places = _places(owner, len(ys) - 1, len(xs) - 1)
    return _compressed(xs, ys, places) if len(places) > 1 else None


def _closed(rules: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """With a line where a table is open at a side: where the lines across go on well beyond the last one."""
    first, last = min(rule.at for rule in rules), max(rule.at for rule in rules)
    start, end = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    low = min(*(rule.at for rule in crossing), *(rule.start for rule in rules))
    high = max(*(rule.at for rule in crossing), *(rule.end for rule in rules))
    more = []
    if start < first - _OPEN and sum(rule.start < first - _OPEN for rule in crossing) > 1:
        more.append(Rule(start, low, high))
    if end > last + _OPEN and sum(rule.end > last + _OPEN for rule in crossing) > 1:
        more.append(Rule(end, low, high))
    return [*rules, *more]


def _levels(rules: list[Rule]) -> list[float]:
    """Where the borders stand: neighbours nearer than a letter are one (double lines, crooked joins)."""
    bands = _bands(sorted(rules, key=lambda rule: rule.at), _THIN)
    return [sum(rule.at * rule.length for rule in band) / sum(rule.length for rule in band) for band in bands]


def _owners(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> dict[tuple[int, int], int]:
    """For every place of the lattice, the number of the cell it belongs to; places of no cell are left out. At the edge of
    the lattice a place is closed also where its border is broken, when the lines that meet it on both sides are there."""
    rows, columns = len(ys) - 1, len(xs) - 1
    number = {(row, column): row * columns + column + 1 for row in range(rows) for column in range(columns)}
    parent = list(range(rows * columns + 1))

    def join(one: int, other: int) -> None:
        parent[_root(parent, max(one, other))] = _root(parent, min(one, other))

    beside = {level: [rule for rule in across if abs(rule.at - ys[level]) <= _THIN] for level in range(len(ys))}
    below = {level: [rule for rule in down if abs(rule.at - xs[level]) <= _THIN] for level in range(len(xs))}
    for level in range(len(ys)):
        for column in range(columns):
            edge = min(level, rows - 1) if level in (0, rows) else -1
            if not _covered(beside[level], xs[column], xs[column + 1]) and not (
                edge >= 0 and all(_covered(below[at], ys[edge], ys[edge + 1]) for at in (column, column + 1))
            ):
                join(number.get((level - 1, column), 0), number.get((level, column), 0))
    for level in range(len(xs)):
        for row in range(rows):
            edge = min(level, columns - 1) if level in (0, columns) else -1
            if not _covered(below[level], ys[row], ys[row + 1]) and not (
                edge >= 0 and all(_covered(beside[at], xs[edge], xs[edge + 1]) for at in (row, row + 1))
            ):
                join(number.get((row, level - 1), 0), number.get((row, level), 0))
    outside = _root(parent, 0)
    return {square: _root(parent, one) for square, one in number.items() if _root(parent, one) != outside}


def _covered(rules: list[Rule], start: float, end: float) -> bool:
    held = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return held >= _COVERED * (end - start)


def _places(owner: dict[tuple[int, int], int], rows: int, columns: int) -> list[Place]:
    """Cells as rectangles; a group that is none is cut into rectangles, each marked."""
    left = dict(owner)
    sizes: dict[int, int] = {}
    for one in owner.values():
        sizes[one] = sizes.get(one, 0) + 1
    places = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in left:
                continue
            one = left[row, column]
            wide = 1
            while left.get((row, column + wide)) == one:
                wide += 1
            high = 1
            while all(left.get((row + high, column + step)) == one for step in range(wide)):
                high += 1
            for down in range(high):
                for step in range(wide):
                    del left[row + down, column + step]
            places.append(Place(row, column, high, wide, high * wide != sizes[one]))
    return places


def _compressed(xs: list[float], ys: list[float], places: list[Place]) -> Lattice:
    """Without borders at which no cell begins or ends."""
    rows = sorted({edge for place in places for edge in (place.row, place.row + place.rowspan)})
    columns = sorted({edge for place in places for edge in (place.column, place.column + place.colspan)})
    row_at = {edge: number for number, edge in enumerate(rows)}
    column_at = {edge: number for number, edge in enumerate(columns)}
    fewer = [
        Place(
            row_at[place.row], column_at[place.column],
            row_at[place.row + place.rowspan] - row_at[place.row],
            column_at[place.column + place.colspan] - column_at[place.column], place.torn,
        )
        for place in places
    ]  # fmt: skip
    return Lattice(tuple(xs[edge] for edge in columns), tuple(ys[edge] for edge in rows), tuple(fewer))


def _outermost(lattices: list[Lattice]) -> list[Lattice]:
    """Tables that lie in no other table; a frame of a few cells around a table gives way to it."""
    kept: list[Lattice] = []
    for lattice in sorted(lattices, key=_area, reverse=True):
        around = [one for one in kept if _inside(lattice, one)]
        frames = [one for one in around if len(one.places) <= 3 < len(lattice.places)]
        if len(frames) == len(around):
            kept = [one for one in kept if one not in frames] + [lattice]
    return sorted(kept, key=lambda one: (one.ys[0], one.xs[0]))


def _area(lattice: Lattice) -> float:
    left, top, right, bottom = lattice.box
    return (right - left) * (bottom - top)


def _inside(inner: Lattice, outer: Lattice) -> bool:
    left, top, right, bottom = inner.box
    return outer.holds((left + right) / 2, (top + bottom) / 2)
