"""Invented documents drawn in text, for tests of the reader: `|` parts cells, `^` belongs to the cell above, `<` to the one
to its left, `~` breaks a line inside a cell. Lines without `|` stand outside tables; an empty line ends a table."""

from tolok.reading.draft import as_json
from tolok.reading.paper import Cell, Grid, Line, Paper
from tolok.reading.read import read


def kertas(drawing: str) -> Paper:
    """A paper of lines and tables as drawn."""
    blocks: list[Line | Grid] = []
    run: list[list[str]] = []
    for line in [*drawing.strip("\n").splitlines(), ""]:
        if "|" in line:
            run.append([cell.strip().replace("~", "\n") for cell in line.split("|")])
            continue
        if run:
            blocks.append(grid(run))
            run = []
        if line.strip():
            blocks.append(Line(line.strip(), 1))
    return Paper("rekaan.docx", "docx", "0" * 64, tuple(blocks))


def grid(rows: list[list[str]]) -> Grid:
    """A table from its places, with spans where `^` and `<` stand."""
    wide = max(len(row) for row in rows)
    places = [row + [""] * (wide - len(row)) for row in rows]
    cells = []
    for r, row in enumerate(places):
        for c, text in enumerate(row):
            if text in ("^", "<"):
                continue
            down = next((i for i in range(1, len(places) - r) if places[r + i][c] != "^"), len(places) - r)
            across = next((i for i in range(1, wide - c) if row[c + i] != "<"), wide - c)
            cells.append(Cell(text, r, c, down, across, 1))
    return Grid(tuple(cells), len(places), wide, 1)


def baca(drawing: str) -> list[dict[str, object]]:
    """The indicators that the reader finds in a drawing, as JSON data."""
    return as_json(read(kertas(drawing)))["indikator"]
