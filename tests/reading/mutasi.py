"""Damaged documents, seeded: what a bad disk, a broken mail program or a tired hand makes of a file that was whole."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

import pypdfium2
from lxml import etree

from reading.cetakan import Cetakan, cetakan
from tolok.writing.docx import write_docx
from tolok.writing.pdf import write_pdf
from tolok.writing.xlsx import write_xlsx

_ROWS = 5
_SHARE = {"docx": 30, "xlsx": 25, "txt": 25, "pdf": 20}
_INNER = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}


@dataclass(frozen=True)
class Rusak:
    """A damaged file: its name says the seed, what it was and what was done to it."""

    nama: str
    data: bytes


def damaged(count: int, seed: int = 6) -> Iterator[Rusak]:
    """`count` damaged files, the same for the same seed; every kind of file and of damage among the first forty."""
    endings = list(_SHARE)
    for number in range(count):
        draw = Random(seed * 100_003 + number)
        ending = endings[number % 4] if number < 40 else draw.choices(endings, list(_SHARE.values()))[0]
        kinds = ways(ending)
        kind = kinds[number // 4 % len(kinds)] if number < 40 else draw.choice(kinds)
        made = draw.choice(list(originals(ending)))
        data = kind(draw, originals(ending)[made], ending)
        yield Rusak(f"{number:03} {made} {kind.__name__}.{ending}", data)


Way = Callable[[Random, bytes, str], bytes]


def ways(ending: str) -> list[Way]:
    """The kinds of damage that a file of this kind can take."""
    known: dict[str, list[Way]] = {
        "docx": [flipped, cut, inner_bytes, inner_tree, inner_words],
        "xlsx": [flipped, cut, inner_bytes, inner_tree, inner_words],
        "txt": [flipped, cut, lines_lost, cells_lost, cells_moved],
        "pdf": [flipped, cut, pages_lost, stream_bytes],
    }
    return known[ending]


@cache
def originals(ending: str) -> dict[str, bytes]:
    """Whole files of two invented offices by name."""
    write: dict[str, Callable[[Cetakan], bytes]] = {
        "docx": lambda one: write_docx(one.sheet),
        "xlsx": lambda one: write_xlsx(one.sheet),
        "pdf": lambda one: write_pdf(one.sheet),
        "txt": as_text,
    }
    found = {}
    for seed in (11, 12):
        for one in cetakan(seed, _ROWS):
            found[f"{one.nama}-{seed}"] = write[ending](one)
    return found


def as_text(one: Cetakan) -> bytes:
    """The measures of a document as tables of text with tabs, a blank where a sasaran goes on."""
    years = sorted({year for row in one.indikator for year in row["target"]})
    rows = [["No", "Sasaran", "Indikator Kinerja", "Satuan", "Formulasi", *(f"Target {year}" for year in years)]]
    before = ""
    for at, row in enumerate(one.indikator, start=1):
        aim = row.get("sasaran") or row.get("tujuan") or ""
        figures = [row["target"].get(year, "-") for year in years]
        rows.append(
            [str(at), "" if aim == before else aim, row["nama"], row["satuan"], row.get("formula_teks", ""), *figures]
        )
        before = aim
    head = "INDIKATOR KINERJA UTAMA\nDINAS CONTOH KOTA CONTOH TAHUN 2024\n\n"
    return (head + "\n".join("\t".join(row) for row in rows) + "\n\nKepala Dinas Contoh\n").encode()


def flipped(draw: Random, data: bytes, _ending: str) -> bytes:
    """Up to forty bytes changed anywhere."""
    held = bytearray(data)
    for _ in range(draw.choice((1, 3, 12, 40))):
        held[draw.randrange(len(held))] = draw.randrange(256)
    return bytes(held)


def cut(draw: Random, data: bytes, _ending: str) -> bytes:
    """The end lost, a piece lost from within, or a piece twice."""
    at, end = sorted((draw.randrange(len(data)), draw.randrange(len(data))))
    return draw.choice((data[:at], data[:at] + data[end:], data[:end] + data[at:]))


def inner_bytes(draw: Random, data: bytes, ending: str) -> bytes:
    """Bytes of the page's own part changed, the package whole: it opens, and only then is found to be broken."""
    return _with_part(data, _INNER[ending], lambda part: flipped(draw, part, ending))


def inner_tree(draw: Random, data: bytes, ending: str) -> bytes:
    """Elements lost, doubled, emptied or exchanged: rows, cells, spans, paragraphs, equations."""

    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for _ in range(draw.choice((1, 3, 9))):
            nodes = [node for node in root.iter() if node.getparent() is not None and node.getparent() is not root]
            if len(nodes) < 2:
                break
            _disturb(draw, draw.choice(nodes), draw.choice(nodes))
        return etree.tostring(root)

    return _with_part(data, _INNER[ending], change)


def _disturb(draw: Random, node: etree._Element, other: etree._Element) -> None:
    parent, way = node.getparent(), draw.randrange(4)
    if way == 0:
        parent.remove(node)
    elif way == 1:
        parent.insert(draw.randrange(len(parent) + 1), etree.fromstring(etree.tostring(node)))
    elif way == 2:
        for child in list(node):
            node.remove(child)
    else:
        for name in list(other.attrib):
            other.attrib[name] = draw.choice(("", "0", "-1", "99999", "x" * 30, "A1:ZZZ99999"))


def inner_words(draw: Random, data: bytes, ending: str) -> bytes:
    """Words of cells exchanged, emptied, or made long or strange."""

    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        held = [node for node in root.iter() if node.text and node.text.strip()]
        for _ in range(draw.choice((2, 8, 30)) if held else 0):
            one, other = draw.choice(held), draw.choice(held)
            one.text = draw.choice((other.text, "", "9" * 400, "∑/" * 60, "Sasaran", "(" * 90, "2024", "NIP", "\u202e7,5"))
        return etree.tostring(root)

    return _with_part(data, _INNER[ending], change)


def _with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for part in package.namelist():
            other.writestr(part, change(package.read(part)) if part == name else package.read(part))
    return made.getvalue()


def pages_lost(draw: Random, data: bytes, _ending: str) -> bytes:
    """Pages lost, doubled, turned, in another order."""
    book = pypdfium2.PdfDocument(data)
    order = [draw.randrange(len(book)) for _ in range(draw.choice((1, 2, len(book) + 1)))]
    made = pypdfium2.PdfDocument.new()
    made.import_pages(book, order)
    if draw.random() < 0.3:
        made[0].set_rotation(draw.choice((90, 180, 270)))
    held = io.BytesIO()
    made.save(held)
    made.close()
    book.close()
    return held.getvalue()


def stream_bytes(draw: Random, data: bytes, ending: str) -> bytes:
    """Digits and brackets of the file's own tables changed: references, lengths and places that point elsewhere."""
    held = bytearray(data)
    signs = [at for at, byte in enumerate(held) if byte in b"0123456789<>[]/"]
    for _ in range(draw.choice((1, 4, 16))):
        held[draw.choice(signs)] = draw.choice(b"0123456789<>[]/ ")
    return bytes(held)


def lines_lost(draw: Random, data: bytes, _ending: str) -> bytes:
    lines = data.splitlines(keepends=True)
    for _ in range(draw.randrange(1, 6)):
        at = draw.randrange(len(lines))
        lines[at : at + 1] = draw.choice(([], [lines[at], lines[at]], [b"\n"], [lines[draw.randrange(len(lines))]]))
        lines = lines or [b"\n"]
    return b"".join(lines)


def cells_lost(draw: Random, data: bytes, _ending: str) -> bytes:
    """Tabs lost, doubled, or turned into blanks: cells slide to other columns."""
    held = data.split(b"\t")
    joints = [draw.choice((b"\t", b"\t", b"\t", b"\t", b"", b"\t\t", b" ", b"\n")) for _ in held[1:]]
    return held[0] + b"".join(joint + cell for joint, cell in zip(joints, held[1:], strict=True))


def cells_moved(draw: Random, data: bytes, _ending: str) -> bytes:
    """Cells of a line in another order, or exchanged with those of another line."""
    rows = [line.split(b"\t") for line in data.split(b"\n")]
    for _ in range(draw.randrange(1, 8)):
        one, other = draw.choice(rows), draw.choice(rows)
        at, to = draw.randrange(len(one)), draw.randrange(len(other))
        one[at], other[to] = other[to], one[at]
    return b"\n".join(b"\t".join(row) for row in rows)
