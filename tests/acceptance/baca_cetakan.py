"""Printed files read back without the project's own code: PDF by its tags, Word by its XML, a workbook by its cells.

Each gives the same `Isi`: the data rows of every table (header rows left out), and all words in the order of the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from ctypes import create_string_buffer
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree
from openpyxl import load_workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ANGKA = re.compile(r"(?<![\w.,/:])[−-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w/:]|[.,]\d)%?")
"""A number as a document prints it, standing by itself: no part of a code, a hash, a date or an address."""
Baris = tuple[str, ...]


@dataclass(frozen=True)
class Isi:
    """What a file says. `baris`: cells of each data row as one line of words each; `kata`: everything that was read."""

    baris: tuple[Baris, ...]
    kata: str

    @property
    def angka_tabel(self) -> list[str]:
        """Every number that stands in a data cell, as often as it stands there."""
        return sorted(one for row in self.baris for cell in row for one in numbers_in(cell))

    @property
    def sel_angka(self) -> list[str]:
        """Every data cell that holds a number and nothing else."""
        return sorted(cell for row in self.baris for cell in row if ANGKA.fullmatch(cell))


def numbers_in(words: str) -> list[str]:
    return [one.strip("%").replace("-", "−") for one in ANGKA.findall(words)]


def line(words: str) -> str:
    return " ".join(words.split())


def read(isi: bytes, bentuk: str) -> Isi:
    return {"pdf": read_pdf, "docx": read_docx, "xlsx": read_xlsx}[bentuk](isi)


# --- PDF


def read_pdf(isi: bytes) -> Isi:
    rows: list[Baris] = []
    words: list[str] = []
    goes_on = False
    document = pypdfium2.PdfDocument(isi)
    for page in document:
        text = page.get_textpage()
        words.append(text.get_text_range())
        found, goes_on = _tagged_rows(page, _marked(text), goes_on)
        rows += found
    document.close()
    return Isi(tuple(rows), "\n".join(words))


def body_pdf(isi: bytes) -> str:
    """What stands on the pages in the order of their tags, without heads and feet."""
    found = []
    document = pypdfium2.PdfDocument(isi)
    for page in document:
        words = _marked(page.get_textpage())
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            found.append(_words(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), words))
        pdfium.FPDF_StructTree_Close(tree)
    document.close()
    return "\n".join(found)


def _marked(text: Any) -> dict[int, str]:
    """Mark → the words that are written under it; what pdfium puts between two lines goes with the line before."""
    found: dict[int, list[str]] = {}
    mark = -1
    whole = text.get_text_range()
    if len(whole) != text.count_chars():  # pairs of surrogates: then sign by sign
        whole = [chr(pdfium.FPDFText_GetUnicode(text.raw, index)) for index in range(text.count_chars())]
    for index, sign in enumerate(whole):
        if pdfium.FPDFText_IsGenerated(text.raw, index) != 1:
            mark = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(text.raw, index))
        found.setdefault(mark, []).append(sign)
    return {mark: "".join(signs) for mark, signs in found.items()}


def _tagged_rows(page: Any, words: Mapping[int, str], goes_on: bool) -> tuple[list[Baris], bool]:
    """The data rows of a page, and whether its last table may go on over the page.

    Tables without a head only set words beside each other; but a table that goes on has its head on the page before.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(pdfium.FPDF_StructTree_CountChildren(tree))]
    found: list[Baris] = []
    for part in (part for root in roots for part in (_children(root) if _kind(root) == "Document" else [root])):
        goes_on = _kind(part) == "Table" and (goes_on or any(True for _ in _elements(part, "TH")))
        for row in _elements(part, "TR") if goes_on else ():
            cells = tuple(line(_words(cell, words)) for cell in _children(row) if _kind(cell) == "TD")
            found += [cells] if cells else []
    pdfium.FPDF_StructTree_Close(tree)
    return found, goes_on


def _kind(element: Any) -> str:
    room = create_string_buffer(64)
    size = pdfium.FPDF_StructElement_GetType(element, room, 64)
    return room.raw[:size].decode("utf-16-le").rstrip("\0")


def _children(element: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield child


def _elements(element: Any, kind: str) -> Iterator[Any]:
    if _kind(element) == kind:
        yield element
        return
    for child in _children(element):
        yield from _elements(child, kind)


def _words(element: Any, words: Mapping[int, str]) -> str:
    found = []
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        found.append(f" {_words(child, words)} " if child else words.get(mark, "") if mark >= 0 else "")
    return "".join(found)


# --- Word


def read_docx(isi: bytes) -> Isi:
    with zipfile.ZipFile(io.BytesIO(isi)) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
        ends = [name for name in archive.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
        around = [_written(etree.fromstring(archive.read(name))) for name in ends]
    rows = [
        tuple(line(_written(cell)) for cell in row.findall(f"{W}tc"))
        for table in body.iter(f"{W}tbl")
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None  # else it only sets words beside each other
        for row in table.findall(f"{W}tr")
        if row.find(f"{W}trPr/{W}tblHeader") is None
    ]
    return Isi(tuple(rows), "\n".join((_written(body), *around)))


def _written(element: Any) -> str:
    """Text of runs and formulas; every paragraph and line break is a line end."""
    found = []
    for part in element.iter(f"{W}t", f"{M}t", f"{W}br", f"{W}p", f"{M}e", f"{M}num", f"{M}den"):
        found.append(part.text or "" if part.tag in (f"{W}t", f"{M}t") else "\n")
    return "".join(found)


# --- workbook


def read_xlsx(isi: bytes) -> Isi:
    book = load_workbook(io.BytesIO(isi), data_only=True, rich_text=False)
    rows: list[Baris] = []
    words: list[str] = []
    for sheet in book:
        head = [int(part) for part in re.findall(r"\d+", sheet.print_title_rows or "")]
        for row in sheet.iter_rows():
            cells = tuple(_cell(cell) for cell in row if cell.value is not None)
            words += cells
            framed = any(cell.border.left.style and not cell.font.i for cell in row)  # slanted: what is missing
            if cells and framed and not (head and head[0] <= row[0].row <= head[1]):
                rows.append(tuple(line(cell) for cell in cells))
        words.append(str(sheet.oddFooter.left.text or ""))
    return Isi(tuple(rows), "\n".join(words))


def _cell(cell: Any) -> str:
    """As Excel shows the cell in id-ID."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    form = cell.number_format.split(";")[0]
    decimals = len(form.partition(".")[2])
    text = f"{Decimal(str(abs(cell.value))):{',' if ',' in form else ''}.{decimals}f}"
    return ("−" if cell.value < 0 else "") + text.translate(str.maketrans(",.", ".,"))
