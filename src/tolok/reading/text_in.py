"""Plain text (of a converter, a web page, an OCR) as lines and tables: rows whose cells are parted by tabs or by bars."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from tolok.reading.columns import aligned_tables
from tolok.reading.glyphs import Word
from tolok.reading.layout import grid_of
from tolok.reading.paper import Box, Cell, Grid, Line, Paper

_RUN = re.compile(r"\S {2,}(?=\S)")
_FEWEST = 4
_WIDE, _HIGH, _SIZE = 6.0, 12.0, 10.0
"""A letter's width, a line's step and a letter's size, as if the text were printed."""
_ENCODINGS = ("utf-8-sig", "cp1252")
_FEW = 2
_BAR_ROW = re.compile(r"^\s*\|.*\|\s*$")
_BAR_RULE = re.compile(r"^[\s|:+\-=]+$")


def load_text(data: bytes, name: str) -> Paper:
    """Every line in order; neighbouring lines with tabs (or between bars) are one table. Form feeds begin pages."""
    words = _decoded(data)
    blocks: list[Line | Grid] = []
    for page, part in enumerate(words.split("\f"), start=1):
        lines = part.expandtabs().splitlines() if _spaced(part) else []
        blocks += _by_place(lines, page) if lines else _blocks(part.splitlines(), page)
    return Paper(name, "text", hashlib.sha256(data).hexdigest(), tuple(blocks))


def _spaced(text: str) -> bool:
    """Whether columns are told by runs of blanks alone, as converters of pages do."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(len(_RUN.findall(line.strip())) >= _FEW for line in lines) >= _FEWEST and "\t" not in text and "|" not in text


def _by_place(lines: list[str], page: int) -> list[Line | Grid]:
    """A page of letters of one width: tables by the places of their words, the other lines as they are."""
    words = [
        Word(
            match.group(),
            Box(match.start() * _WIDE, at * _HIGH, match.end() * _WIDE, at * _HIGH + _SIZE),
            at * _HIGH + _SIZE,
            _SIZE,
        )
        for at, line in enumerate(lines)
        for match in re.finditer(r"\S+", line)
    ]
    tables, rest = aligned_tables(words, ())
    left = {round((word.base - _SIZE) / _HIGH) for word in rest}
    blocks: list[tuple[float, Line | Grid]] = [(at * _HIGH, Line(lines[at].strip(), page)) for at in sorted(left)]
    for table in tables:
        grid = grid_of(table, page)
        blocks.append((table.lattice.ys[0], replace(grid, cells=tuple(replace(cell, box=None) for cell in grid.cells))))
    return [block for _, block in sorted(blocks, key=lambda pair: pair[0])]


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def _blocks(lines: list[str], page: int) -> Iterator[Line | Grid]:
    """A table is a run of lines with separators; one line without any inside a run ends it."""
    run: list[list[str]] = []
    for line in [*lines, ""]:
        cells = _split(line)
        if cells is not None:
            run += [cells] if cells else []
            continue
        yield from _close(run, page)
        run = []
        if line.strip():
            yield Line(line.strip(), page)


def _split(line: str) -> list[str] | None:
    """The cells of a line; [] for a rule between rows, None for a line that belongs to no table."""
    if _BAR_ROW.match(line):
        return [] if _BAR_RULE.match(line) else [cell.strip() for cell in line.strip().strip("|").split("|")]
    if "\t" in line.strip("\n"):
        return [cell.strip() for cell in line.split("\t")]
    return None


def _close(run: list[list[str]], page: int) -> Iterator[Line | Grid]:
    """A run as a table; a run of one line with few cells is a line of text with a tab in it."""
    if not run:
        return
    if len(run) == 1 and sum(bool(cell) for cell in run[0]) <= _FEW:
        yield Line(" ".join(cell for cell in run[0] if cell), page)
        return
    cells = tuple(
        Cell(text, row, column, page=page) for row, line in enumerate(run) for column, text in enumerate(line) if text
    )
    yield Grid(cells, len(run), max(len(line) for line in run), page)
