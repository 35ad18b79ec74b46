"""A Word document as lines and tables: merged cells, nested tables, equations, text boxes; deleted words stay deleted."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn

from tolok.reading.paper import Cell, Grid, Line, Paper

_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:footnoteReference"), qn("w:rPr"), qn("w:pPr")}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_COLUMNS = 200
_MOST_DEPTH = 60

Element = Any  # an lxml element; the library carries no types


@dataclass
class _Pages:
    """Which page the walk is on: Word leaves a mark where it last began one."""

    now: int = 1


@dataclass
class _Open:
    """A cell that may go on in the next rows (vMerge)."""

    text: str
    row: int
    column: int
    colspan: int
    page: int
    rowspan: int = 1


@dataclass
class _Table:
    cells: list[_Open] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


def load_docx(data: bytes, name: str) -> Paper:
    """The body of a document in its order. Raises ValueError (or KeyError, of a broken package) where it cannot be opened.

    Pages are those that Word last laid out, 1 where it left no marks.
    """
    body = docx.Document(io.BytesIO(data)).element.body
    pages = _Pages()
    blocks = tuple(_blocks(body, pages, 0))
    return Paper(name, "docx", hashlib.sha256(data).hexdigest(), blocks)


def _blocks(parent: Element, pages: _Pages, depth: int) -> Iterator[Line | Grid]:
    for child in parent:
        if child.tag == qn("w:p"):
            page = pages.now
            text = _paragraph(child, pages, depth)
            if text.strip():
                yield Line(text.strip(), page)
            yield from _boxes(child, pages, depth)
        elif child.tag == qn("w:tbl"):
            yield _grid(child, pages, depth)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml")) and _shallow(
            depth
        ):
            yield from _blocks(child, pages, depth + 1)


def _shallow(depth: int) -> bool:
    return depth < _MOST_DEPTH


def _boxes(paragraph: Element, pages: _Pages, depth: int) -> Iterator[Line | Grid]:
    """What stands in the text boxes of a paragraph, once: the fallback for older programs says the same again."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()) and _shallow(depth):
            yield from _blocks(box, pages, depth + 1)


def _paragraph(node: Element, pages: _Pages, depth: int) -> str:
    return "".join(_words(node, pages, depth))


def _words(node: Element, pages: _Pages, depth: int) -> Iterator[str]:
    if not _shallow(depth):
        return
    for child in node:
        tag = child.tag
        if tag in _SKIPPED or tag == _FALLBACK or tag == qn("w:txbxContent"):
            continue
        if tag in (qn("w:t"), _MATH + "t"):
            yield child.text or ""
        elif tag == qn("w:tab"):
            yield "\t"
        elif tag in (qn("w:br"), qn("w:cr")):
            pages.now += child.get(qn("w:type")) == "page"
            yield "\n"
        elif tag == qn("w:lastRenderedPageBreak"):
            pages.now += 1
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:sym"):
            yield _symbol(child.get(qn("w:char")) or "")
        elif tag == _MATH + "f":
            yield _fraction(child, pages, depth)
        elif tag == _MATH + "nary":
            yield _sum(child, pages, depth)
        elif tag == _MATH + "eqArr":
            yield " ".join(filter(None, (_joined(line, pages, depth) for line in child.findall(_MATH + "e"))))
        elif tag == _MATH + "d":
            yield _delimited(child, pages, depth)
        elif tag in (_MATH + "sSub", _MATH + "sSup"):
            yield _script(child, pages, depth)
        elif isinstance(tag, str):
            yield from _words(child, pages, depth + 1)


def _symbol(code: str) -> str:
    """A sign of a symbol font by its number; the common ones of such fonts are known, the others are shown as a box."""
    return {"F0B7": "•", "F0E5": "∑", "F053": "∑", "F0B4": "×", "F0B8": "÷", "F0A3": "≤", "F0B3": "≥"}.get(code.upper(), "□")


def _part(node: Element, name: str, pages: _Pages, depth: int) -> str:
    part = node.find(_MATH + name)
    return "" if part is None else _joined(part, pages, depth)


def _joined(node: Element, pages: _Pages, depth: int) -> str:
    return "".join(_words(node, pages, depth + 1)).strip()


def _delimited(node: Element, pages: _Pages, depth: int) -> str:
    """Words in brackets that Word draws as high as what they hold; round ones unless it names others."""
    signs = []
    for name, usual in (("begChr", "("), ("endChr", ")")):
        sign = node.find(f"{_MATH}dPr/{_MATH}{name}")
        signs.append(usual if sign is None else sign.get(_MATH + "val") or "")
    inside = " | ".join(_joined(part, pages, depth) for part in node.findall(_MATH + "e"))
    return f"{signs[0]}{inside}{signs[1]}"


def _fraction(node: Element, pages: _Pages, depth: int) -> str:
    """A fraction on one line: `(a + b) / c`; only what has blanks or signs inside is put in brackets."""
    upper, lower = _part(node, "num", pages, depth), _part(node, "den", pages, depth)
    return f" {_bracketed(upper)} / {_bracketed(lower)} "


def _bracketed(words: str) -> str:
    simple = not any(sign in words for sign in "+-−–*/×:") or (words.startswith("(") and words.endswith(")"))
    return words if simple else f"({words})"


def _sum(node: Element, pages: _Pages, depth: int) -> str:
    sign = node.find(f"{_MATH}naryPr/{_MATH}chr")
    char = "∫" if sign is None else (sign.get(_MATH + "val") or "∑")
    return f"{char} {_part(node, 'e', pages, depth)}"


def _script(node: Element, pages: _Pages, depth: int) -> str:
    base = _part(node, "e", pages, depth)
    small = _part(node, "sub", pages, depth) or _part(node, "sup", pages, depth)
    return f"{base}{small}" if len(small) <= 2 else f"{base} ({small})"


def _grid(table: Element, pages: _Pages, depth: int) -> Grid:
    """The grid of a table. A cell merged downwards is one cell; what is printed in the merged places is kept with it."""
    found, open_by_column, torn = _Table(), {}, []  # type: _Table, dict[int, _Open], list[int]
    before = pages.now
    for index, row in enumerate(_rows(table)):
        if pages.now > before and index:
            torn.append(index)
        before = pages.now
        open_by_column = _row(row, index, found, open_by_column, pages, depth)
        found.rows = index + 1
    cells = tuple(
        Cell(one.text.strip(), one.row, one.column, one.rowspan, one.colspan, one.page)
        for one in sorted(found.cells, key=lambda cell: (cell.row, cell.column))
    )
    page = cells[0].page if cells else before
    return Grid(cells, found.rows, max(found.columns, 1), page, tuple(torn))


def _rows(table: Element) -> Iterator[Element]:
    """Rows of a table, those in content controls included, those of nested tables not."""
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _rows(child)


def _row(row: Element, index: int, found: _Table, before: dict[int, _Open], pages: _Pages, depth: int) -> dict[int, _Open]:
    """Read one row; gives the cells that the next row may continue, by column."""
    column, here = _skipped(row), {}  # type: int, dict[int, _Open]
    for cell in _cells(row):
        props = cell.find(qn("w:tcPr"))
        wide = _span(props)
        merge = None if props is None else props.find(qn("w:vMerge"))
        page = pages.now
        text = _cell_text(cell, pages, depth)
        if merge is not None and merge.get(qn("w:val")) != "restart" and column in before:
            above = before[column]
            above.rowspan = index - above.row + 1
            above.text = f"{above.text}\n{text}".strip() if text.strip() else above.text
            here[column] = above
        else:
            one = _Open(text, index, column, wide, page)
            found.cells.append(one)
            if merge is not None:
                here[column] = one
        column += wide
        if column > _MOST_COLUMNS:
            break
    found.columns = max(found.columns, column)
    return here


def _skipped(row: Element) -> int:
    """Grid places that a row leaves out before its first cell."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return _whole(None if before is None else before.get(qn("w:val")))


def _span(props: Element | None) -> int:
    span = None if props is None else props.find(qn("w:gridSpan"))
    return max(1, min(_whole(None if span is None else span.get(qn("w:val"))), _MOST_COLUMNS))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _cells(child)


def _cell_text(cell: Element, pages: _Pages, depth: int) -> str:
    """The paragraphs of a cell, one a line; a table inside it is said row by row."""
    lines: list[str] = []
    for block in _blocks(cell, pages, depth + 1) if _shallow(depth) else ():
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            rows = (
                " ".join(c.text.replace("\n", " ") for c in block.cells if c.row == r and c.text) for r in range(block.rows)
            )
            lines += [line for line in rows if line]
    return "\n".join(lines)
