"""Pages that the tests of the reader make themselves: typeset, scanned (tilt, noise, JPEG, broken lines), by hand."""

import io
from collections.abc import Iterable

import cv2
import numpy as np
import pypdfium2
import typst
from PIL import Image

from tolok.reading.paper import Cell, Grid, Paper

HEAD = '#set page(width: 560pt, height: 400pt, margin: 40pt)\n#set text(font: "Libertinus Serif", size: 10pt)\n'
PK = """
#align(center)[PERJANJIAN KINERJA TAHUN 2024]
#table(columns: (30pt, 130pt, 180pt, 70pt, 70pt), align: (center, left, left, center, center),
  table.cell(rowspan: 2)[No], table.cell(rowspan: 2)[Sasaran], table.cell(rowspan: 2)[Indikator Kinerja],
  table.cell(colspan: 2)[Target], [2024], [2025],
  table.cell(rowspan: 2)[1], table.cell(rowspan: 2)[Meningkatnya koperasi yang tumbuh],
  [Persentase koperasi yang tumbuh volume usahanya], [7,73 %], [8,10 %],
  [Jumlah wirausaha baru], [3.300], [4.800],
  [2], [Meningkatnya tata kelola], [Nilai SAKIP perangkat daerah], [BB], [A],
)
"""


def typeset(source: str, head: str = HEAD) -> bytes:
    """A PDF of typst markup."""
    return typst.compile((head + source).encode(), format="pdf")


def scanned(
    data: bytes, dpi: int = 200, tilt: float = 0.0, noise: float = 5.0, quality: int = 75, breaks: int = 0, quarter: int = 0
) -> bytes:
    """The pages of a PDF as somebody's scanner gives them back: tilted, noisy, darker at one side, compressed."""
    chance = np.random.default_rng(7)
    pages = []
    for page in pypdfium2.PdfDocument(data):
        gray = page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy()
        _break_lines(gray, dpi, breaks, chance)
        gray = np.ascontiguousarray(np.rot90(gray, -quarter))
        high, wide = gray.shape
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), tilt, 1)
        gray = cv2.warpAffine(gray, turn, (wide, high), borderValue=250, flags=cv2.INTER_CUBIC)
        shade = cv2.GaussianBlur(gray, (0, 0), 0.5 * dpi / 200) * 0.95 + chance.normal(0, noise, gray.shape)
        shade *= np.linspace(1, 0.9, wide)[None, :]
        buffer = io.BytesIO()
        Image.fromarray(np.clip(shade, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
        pages.append(Image.open(buffer))
    whole = io.BytesIO()
    pages[0].save(whole, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)
    return whole.getvalue()


def _break_lines(gray: np.ndarray, dpi: int, many: int, chance: np.random.Generator) -> None:
    """Gaps of half a millimetre in ruling lines."""
    ink = (gray < 128).astype(np.uint8)
    gap = dpi // 50
    for level in (True, False):
        run = np.ones((1, dpi) if level else (dpi // 2, 1), np.uint8)
        rows, columns = np.nonzero(cv2.morphologyEx(ink, cv2.MORPH_OPEN, run))
        for at in chance.integers(0, len(rows), many) if len(rows) else ():
            y, x = rows[at], columns[at]
            high, wide = (4, gap) if level else (gap, 4)
            gray[max(y - high, 0) : y + high, max(x - wide, 0) : x + wide] = 255


def by_hand(content: str, resources: str = "", more: Iterable[str] = (), trailer: str = "") -> bytes:
    """A PDF of one page, A4, written object by object."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *more,
    ]
    out, starts = "%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    many = len(parts) + 1
    end = f"xref\n0 {many}\n0000000000 65535 f \n{table}trailer\n<< /Size {many} /Root 1 0 R {trailer} >>\n"
    return (out + end + f"startxref\n{len(out)}\n%%EOF\n").encode("latin-1")


def shape(grid: Grid) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Row and column of every cell with its spans and its words on one line."""
    return {(cell.row, cell.column): (cell.rowspan, cell.colspan, words(cell)) for cell in grid.cells}


def words(cell: Cell) -> str:
    return " ".join(cell.text.split())


def lines(paper: Paper) -> list[str]:
    return [line.text for line in paper.lines]
