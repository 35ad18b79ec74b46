"""Two readers of printed letters that know nothing of each other: RapidOCR (its models lie in its wheel) and Tesseract."""

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tolok.reading.ruling import Picture

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
    "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata",
)  # fmt: skip
_BORDER = 12
LONGEST_SIDE = 1800
"""Pixels of a page's longer side in which lines are looked for; they are read in the full picture."""
_MEANT = str.maketrans({"一": "-", "丨": "|", "〇": "0", "、": ",", "。": "."})
_FOREIGN = 0x2E80
SPECK = re.compile(r"^[.,·]\s+(?=\w)")
_LINE_MODE, _WORD_MODE, _BLOCK_MODE = 7, 8, 6


@dataclass(frozen=True)
class Seen:
    """What a reader saw: the words and how sure it says it is (0 … 1)."""

    text: str
    sure: float


class FirstReader:
    """RapidOCR: finds the lines of a page, reads each."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        params = {
            "Global.log_level": "critical", "Global.use_cls": False, "Global.text_score": 0.0,
            "Global.max_side_len": LONGEST_SIDE, "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }  # fmt: skip
        self._engine: Any = RapidOCR(params=params)

    def boxes(self, picture: Picture) -> list[tuple[int, int, int, int]]:
        """Left, top, right, bottom of every line of letters, in pixels."""
        found = self._engine(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return []
        corners = np.asarray(found.boxes)
        low, high = corners.min(axis=1), corners.max(axis=1)
        return [(int(a), int(b), int(c) + 1, int(d) + 1) for (a, b), (c, d) in zip(low, high, strict=True)]

    def read(self, part: Picture) -> Seen:
        """One line of letters."""
        if min(part.shape) < 3:
            return Seen("", 0.0)
        found = self._engine(cv2.cvtColor(part, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False, use_rec=True)
        if not found.txts:
            return Seen("", 0.0)
        text = unicodedata.normalize("NFKC", str(found.txts[0])).translate(_MEANT).strip()
        latin = "".join(sign for sign in text if ord(sign) < _FOREIGN)
        return Seen(SPECK.sub("", latin), float(found.scores[0]) * (1.0 if latin == text else 0.5))


class SecondReader:
    """Tesseract with its Indonesian data."""

    def __init__(self, folder: str) -> None:
        import tesserocr

        self._engine: Any = tesserocr.PyTessBaseAPI(path=folder, lang="ind", psm=_LINE_MODE)
        self._engine.SetVariable("debug_file", os.devnull)

    def read(self, part: Picture, mode: int = _LINE_MODE, scale: float = 1.0) -> str:
        """The words of a part: of one line (mode 7), one word (8), or several lines (6)."""
        _height, _width = part.shape
        padded = cv2.copyMakeBorder(part, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=255)
        if scale != 1.0:
            padded = cv2.resize(padded, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        self._engine.SetPageSegMode(mode)
        high, wide = padded.shape
        self._engine.SetImageBytes(np.ascontiguousarray(padded).tobytes(), wide, high, 1, wide)
        self._engine.SetSourceResolution(300)
        return str(self._engine.GetUTF8Text()).strip()

    def readings(self, part: Picture, lines: int) -> Sequence[str]:
        """What it makes of a short text looked at in several ways, the likeliest first."""
        if lines > 1:
            return [self.read(part, _BLOCK_MODE, 1.5)]
        return [self.read(part, _LINE_MODE, 1.5), self.read(part, _WORD_MODE, 1.0), self.read(part, _LINE_MODE, 1.0)]


@cache
def first_reader() -> FirstReader | None:
    """RapidOCR, None where the extra `baca` is not installed. Kept for the process: loading its models takes time."""
    try:
        return FirstReader()
    except ImportError:
        return None


@cache
def second_reader() -> SecondReader | None:
    """Tesseract, None where it or its Indonesian data is missing."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in ([named] if named else []) + list(_FOLDERS):
        if (Path(folder) / "ind.traineddata").is_file():
            try:
                return SecondReader(folder)
            except (ImportError, RuntimeError):
                return None
    return None
