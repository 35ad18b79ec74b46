"""Whole cells and rows of headings, made of the pieces of every table."""

from tolok.writing.pieces import counted, figure, section, title, words
from tolok.writing.sheet import Align, Cell, Row

__all__ = ["cell", "counted", "figure", "section", "title", "titles", "words"]


def cell(text: str, *, rowspan: int = 1, colspan: int = 1, strong: bool = False, align: Align | None = None) -> Cell:
    """A cell of words."""
    return Cell(words(text, strong=strong), colspan, rowspan, align)


def titles(*texts: str) -> Row:
    """A row of headings, one to a column."""
    return Row(tuple(title(text) for text in texts))
