"""Plain text (of a converter, a web page, an OCR) as lines and tables: rows whose cells are parted by tabs or by bars."""

import hashlib
import re
from collections.abc import Iterator

from tolok.reading.paper import Cell, Grid, Line, Paper

_ENCODINGS = ("utf-8-sig", "cp1252")
_FEW = 2
_BAR_ROW = re.compile(r"^\s*\|.*\|\s*$")
_BAR_RULE = re.compile(r"^[\s|:+\-=]+$")


def load_text(data: bytes, name: str) -> Paper:
    """Every line in order; neighbouring lines with tabs (or between bars) are one table. Form feeds begin pages."""
    words = _decoded(data)
    blocks: list[Line | Grid] = []
    for page, part in enumerate(words.split("\f"), start=1):
        blocks += _blocks(part.splitlines(), page)
    return Paper(name, "text", hashlib.sha256(data).hexdigest(), tuple(blocks))


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
