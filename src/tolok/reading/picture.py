"""Pages of a PDF: how many, whether they can be opened, and one page as a picture for the person who reviews it."""

import struct
import zlib

import pypdfium2 as pdfium

from tolok.values.issue import Issue, IssueError

HALAMAN_TERBANYAK = 400
"""A longer document is refused: an IKU, a Renstra or a report of an office is shorter."""
LEBAR_TERBESAR = 2400
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def check_pages(data: bytes, name: str) -> int:
    """The number of pages. Raises IssueError: TLK-D165 locked, TLK-D163 broken, TLK-D161 too many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).casefold():
            why, todo = "isinya tersandi", "buka kuncinya dahulu, simpan ulang tanpa kata sandi, lalu baca lagi"
            raise IssueError(Issue("TLK-D165", "salah", name, "berkas terkunci kata sandi", why, todo)) from None
        why, todo = "isinya rusak atau tidak lengkap", "simpan ulang dari aslinya, lalu baca lagi"
        raise IssueError(Issue("TLK-D163", "salah", name, "berkas tidak dapat dibuka", why, todo)) from None
    pages = len(document)
    document.close()
    if pages > HALAMAN_TERBANYAK:
        what, why = f"dokumen terlalu panjang: {pages} halaman", f"paling banyak {HALAMAN_TERBANYAK} halaman"
        todo = "simpan bagian yang memuat indikator saja, lalu baca lagi"
        raise IssueError(Issue("TLK-D161", "salah", name, what, why, todo))
    return pages


def page_picture(data: bytes, page: int, width: int) -> bytes:
    """A page (from 1) as PNG, `width` pixels wide. Raises ValueError for a page that there is not, or a width of none."""
    if not 0 < width <= LEBAR_TERBESAR:
        raise ValueError(width)
    document = pdfium.PdfDocument(data)
    if not 0 < page <= len(document):
        raise ValueError(page)
    sheet = document[page - 1]
    scale = width / max(sheet.get_width(), 1.0)
    if sheet.get_height() * scale > 4 * LEBAR_TERBESAR:  # a ribbon of a page would fill the memory
        scale = 4 * LEBAR_TERBESAR / sheet.get_height()
    bitmap = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    lines = bytes(bitmap.buffer)
    rows = (lines[at * bitmap.stride :][: bitmap.width * bitmap.n_channels] for at in range(bitmap.height))
    return _png(bitmap.width, bitmap.height, bitmap.n_channels, b"".join(b"\0" + row for row in rows))


def _png(width: int, height: int, channels: int, lines: bytes) -> bytes:
    """A PNG of eight bits a channel, every line unfiltered."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
