"""The small pieces of which the tables of every document are made: words, figures, headings of columns."""

from tolok.values.number import parse_angka
from tolok.writing.sheet import Align, Cell, Number, Piece, Row, Text


def words(text: str, strong: bool = False, note: bool = False) -> tuple[Piece, ...]:
    """Words, or nothing at all where there are none."""
    return (Text(text, strong, note),) if text.strip() else ()


def figure(text: str) -> tuple[Piece, ...]:
    """A figure stands in line with its column; a reason (`belum ada`, `penyebut nol`) is a small word instead."""
    if parse_angka(text) is not None:
        return (Number(text.strip()),)
    return words(text, note=not any(sign.isdigit() for sign in text))


def title(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """The heading of one column or of several."""
    return Cell((Text(text, strong=True),), colspan, rowspan, "center")


def counted(width: int) -> Row:
    """The row (1) (2) (3) … under the headings by which official tables name their columns."""
    return Row(tuple(Cell((Text(f"({index})", note=True),), align="center") for index in range(1, width + 1)))


def section(text: str, width: int) -> Row:
    """A heading inside a table, over all of its columns."""
    return Row((Cell((Text(text, strong=True),), colspan=width, align="left"),), section=True)


def cell(text: str, *, rowspan: int = 1, colspan: int = 1, strong: bool = False, align: Align | None = None) -> Cell:
    """A cell of words."""
    return Cell(words(text, strong=strong), colspan, rowspan, align)


def seal(sha256: str) -> Cell:
    """A SHA-256 in small letters, for which a column of 85 mm is wide enough: else its last sign stands alone."""
    return Cell(words(sha256, note=True))


def titles(*texts: str) -> Row:
    """A row of headings, one to a column."""
    return Row(tuple(title(text) for text in texts))
