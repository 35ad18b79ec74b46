#!/usr/bin/env python3
"""Makes a scan of a PDF, as an office's scanner would give it back: for measuring the reader, and for trying it by hand.

usage: pindai.py MASUKAN.pdf KELUARAN.pdf [--dpi 200] [--miring 0.6] [--derau 6] [--jpeg 70] [--cap] [--putus 12] [--seed 1]

--miring turns the page by degrees, --derau adds noise (grey levels), --jpeg compresses, --cap lays a stamp over a corner of
the page, --putus breaks ruling lines at so many places. The same seed gives the same file.
"""

import argparse
import io
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image

Picture = Any  # an array of grey levels, rows by columns
_WHITE = 250


@dataclass(frozen=True)
class Cacat:
    """What a scanner does to a page. `nama` says it in a word; nothing but `dpi` is done where all else is 0."""

    nama: str
    dpi: int = 200
    miring: float = 0.0
    derau: float = 3.0
    jpeg: int = 85
    cap: bool = False
    putus: int = 0

    def at(self, dpi: int) -> "Cacat":
        return replace(self, dpi=dpi)


CACAT = (
    Cacat("bersih"),
    Cacat("miring", miring=0.9),
    Cacat("miring balik", miring=-1.6, derau=4),
    Cacat("derau", derau=14, miring=0.3),
    Cacat("jpeg", jpeg=35, miring=-0.4),
    Cacat("cap", cap=True, miring=0.5, derau=5),
    Cacat("garis putus", putus=25, miring=0.2),
    Cacat("semua", miring=-0.8, derau=8, jpeg=55, cap=True, putus=12),
)
"""The kinds of damage with which the reader is measured."""
DPI = (150, 200, 300)


def scan(data: bytes, cacat: Cacat, seed: int = 1) -> bytes:
    """The pages of a PDF as a PDF of pictures alone."""
    chance = np.random.default_rng(seed)
    pages = []
    book = pypdfium2.PdfDocument(data)
    for page in book:
        gray = page.render(scale=cacat.dpi / 72, grayscale=True).to_numpy().squeeze().copy()
        pages.append(_compressed(_worn(gray, cacat, chance), cacat.jpeg))
    book.close()
    whole = io.BytesIO()
    first, *rest = pages
    first.save(whole, "PDF", save_all=True, append_images=rest, resolution=cacat.dpi, quality=cacat.jpeg)
    return whole.getvalue()


def _worn(gray: Picture, cacat: Cacat, chance: np.random.Generator) -> Picture:
    if cacat.putus:
        _break_rules(gray, cacat, chance)
    if cacat.cap:
        gray = _stamped(gray, cacat.dpi, chance)
    high, wide = gray.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), cacat.miring, 1)
    gray = cv2.warpAffine(gray, turn, (wide, high), borderValue=_WHITE, flags=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(gray, (0, 0), 0.45 * cacat.dpi / 200).astype(np.float64) * 0.96
    soft = soft + chance.normal(0, cacat.derau, gray.shape)
    shade = np.linspace(1, 0.92, wide)[None, :]
    return np.clip(soft * shade, 0, 255).astype(np.uint8)


def _break_rules(gray: Picture, cacat: Cacat, chance: np.random.Generator) -> None:
    """Gaps of half a millimetre in long straight lines."""
    ink, gap = (gray < 128).astype(np.uint8), max(2, cacat.dpi // 50)
    for level in (True, False):
        run = np.ones((1, cacat.dpi) if level else (cacat.dpi // 2, 1), np.uint8)
        rows, columns = np.nonzero(cv2.morphologyEx(ink, cv2.MORPH_OPEN, run))
        for at in chance.integers(0, len(rows), cacat.putus) if len(rows) else ():
            y, x = rows[at], columns[at]
            high, wide = (4, gap) if level else (gap, 4)
            gray[max(y - high, 0) : y + high, max(x - wide, 0) : x + wide] = 255


def _stamped(gray: Picture, dpi: int, chance: np.random.Generator) -> Picture:
    """An office's round stamp, 34 mm, half over the lower right corner of what is printed: ink lies upon ink."""
    ink = np.argwhere(gray < 128)
    low, right = (int(edge) for edge in np.percentile(ink, 97, axis=0))
    size = int(17 / 25.4 * dpi)
    middle = (right - size // 2 + int(chance.integers(-size // 4, size // 4 + 1)), low - size // 2)
    over = np.full_like(gray, 255)
    thick = max(2, dpi // 70)
    for share in (1.0, 0.88, 0.5):
        cv2.circle(over, middle, int(size * share), 120, thick, cv2.LINE_AA)
    cv2.putText(
        over, "CONTOH", (middle[0] - size // 2, middle[1]), cv2.FONT_HERSHEY_SIMPLEX, dpi / 300, 120, thick, cv2.LINE_AA
    )
    return np.minimum(gray, over)


def _compressed(gray: Picture, quality: int) -> Image.Image:
    held = io.BytesIO()
    Image.fromarray(gray).save(held, "JPEG", quality=quality)
    return Image.open(held)


def main() -> int:
    parser = argparse.ArgumentParser(description="Membuat pindaian dari PDF.")
    parser.add_argument("masukan", type=Path)
    parser.add_argument("keluaran", type=Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--miring", type=float, default=0.6)
    parser.add_argument("--derau", type=float, default=6.0)
    parser.add_argument("--jpeg", type=int, default=70)
    parser.add_argument("--cap", action="store_true")
    parser.add_argument("--putus", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = vars(parser.parse_args())
    source, target, seed = chosen.pop("masukan"), chosen.pop("keluaran"), chosen.pop("seed")
    target.write_bytes(scan(source.read_bytes(), Cacat("pilihan", **chosen), seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
