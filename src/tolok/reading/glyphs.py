"""Characters of a PDF page as words: what belongs together by baseline and gap, what a symbol font meant, what is unsure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from tolok.reading.paper import Box

_ASCENT, _DESCENT = 0.75, 0.22
_GAP = 0.17
"""A gap wider than this part of the letter size parts two words; a printed space parts them anyway."""
_SLANT = 0.1
_DOUBLED = 0.12
_SAME_LINE = 0.35
_SMALL, _RAISED = 0.82, 0.12
_SPACED_RUN = 4
_UP = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_DOWN = str.maketrans("0123456789()+-", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_PLAIN = {"\xa0": " ", "\xad": "-", "\u2011": "-", "\u200b": "", "\ufeff": "", "\x00": ""} | _LIGATURES
_SYMBOL = {"´": "×", "¸": "÷", "å": "∑", "·": "•", "£": "≤", "³": "≥", "¹": "≠", "±": "±", "¥": "∞"}  # fmt: skip
_PRIVATE = range(0xE000, 0xF900)
UNREADABLE = "huruf tidak dapat dibaca dari berkasnya"
SPACED = "huruf tercetak berjarak"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its box in points, its baseline, its size; `turn` tells how it is turned (90: it climbs)."""

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    box: Box
    bad: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that belong together. `base` is their baseline; the box is measured from it, so fonts do not matter."""

    text: str
    box: Box
    base: float
    size: float
    doubt: str = ""
    sure: float = 1.0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


def glyphs_of(chars: Iterable[Mapping[str, Any]], width: float, height: float) -> list[Glyph]:
    """The characters of a pdfplumber page in points from its upper left corner, without those of a watermark."""
    found = []
    for char in chars:
        a, b, _, _, x, y = char["matrix"]
        if is_slanted(char):
            continue
        turn = (0 if a >= 0 else 180) if abs(a) >= abs(b) else (90 if b > 0 else 270)
        size = max(float(char["size"]), 1.0)
        text, bad = _meant(str(char["text"]), str(char["fontname"]))
        if not text:
            continue
        if turn == 0:
            base = char["top"] + char["y1"] - y
            box = Box(char["x0"], base - _ASCENT * size, char["x1"], base + _DESCENT * size)
            found.append(Glyph(text, char["x0"], char["x1"], base, size, 0, box, bad))
            continue
        box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
        if turn == 180:
            base = height - (char["top"] + char["y1"] - y)
            found.append(Glyph(text, width - box.right, width - box.left, base, size, turn, box, bad))
        elif turn == 90:  # letters climb: the page is read with its right side up
            found.append(Glyph(text, height - box.bottom, height - box.top, x, size, turn, box, bad))
        else:
            found.append(Glyph(text, box.top, box.bottom, width - x, size, turn, box, bad))
    return found


def is_slanted(char: Mapping[str, Any]) -> bool:
    """Whether a character runs aslant over the page, as a watermark does: it is no part of what is printed there."""
    a, b, *_ = char["matrix"]
    return bool(min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)))


def _meant(text: str, font: str) -> tuple[str, bool]:
    """The character that a person sees, and whether the file fails to say it."""
    if text.startswith("(cid:"):
        return "\ufffd", True
    if len(text) == 1 and ord(text) in _PRIVATE:
        code = chr(ord(text) & 0xFF)
        if "Symbol" in font:
            return _SYMBOL.get(code, code if code in "=+-*/()%.,0123456789" else "•"), False
        return "•", False
    text = "".join(_PLAIN.get(letter, letter) for letter in text)
    return text, "\ufffd" in text


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of one cell or page; characters that stand on their side become one word per direction."""
    words = []
    for line in _lines([one for one in glyphs if one.turn == 0]):
        words += _split(line)
    for turn in (90, 180, 270):
        turned = [one for one in glyphs if one.turn == turn]
        lines = [" ".join(word.text for word in _split(line)) for line in _lines(turned)]
        text = " ".join(line for line in lines if line.strip())
        if text:
            box = _around([one.box for one in turned])
            size = turned[0].size
            words.append(Word(text, box, (box.top + box.bottom) / 2 + size / 4, size, _doubt(turned)))
    return words


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters by line: those whose baselines are near for their size; small raised or sunken ones join in."""
    lines: list[list[Glyph]] = []
    level: list[tuple[float, float]] = []
    for one in sorted(glyphs, key=lambda glyph: (-round(glyph.size), glyph.base)):
        near = [
            (abs(base - one.base), number)
            for number, (base, size) in enumerate(level)
            if abs(base - one.base) <= _SAME_LINE * max(size, one.size)
        ]
        if near:
            lines[min(near)[1]].append(one)
        else:
            lines.append([one])
            level.append((one.base, one.size))
    ordered = sorted(zip(level, lines, strict=True), key=lambda pair: pair[0][0])
    return [_printed_once(sorted(line, key=lambda glyph: glyph.left)) for _, line in ordered]


def _printed_once(line: list[Glyph]) -> list[Glyph]:
    """Without the second print by which some programs make bold letters."""
    kept: list[Glyph] = []
    for one in line:
        doubled = any(
            one.text == other.text and abs(one.left - other.left) < _DOUBLED * one.size and one.text.strip()
            for other in kept[-3:]
        )
        if not doubled:
            kept.append(one)
    return kept


def _split(line: list[Glyph]) -> list[Word]:
    words: list[list[Glyph]] = [[]]
    for one in line:
        if not one.text.strip():
            words.append([])
            continue
        last = words[-1][-1] if words[-1] else None
        if last and one.left - last.right > _GAP * max(min(last.size, one.size), 1.0):
            words.append([])
        words[-1].append(one)
    full = max((one.size for one in line), default=1.0)
    base = median(one.base for one in line if one.size >= _SMALL * full) if line else 0.0
    return _joined([_word(letters, full, base) for letters in words if letters])


def _word(letters: list[Glyph], full: float, base: float) -> Word:
    text = "".join(_levelled(one, full, base) for one in letters)
    size = max(one.size for one in letters)
    return Word(text, _around([one.box for one in letters]), base, size, _doubt(letters))


def _levelled(one: Glyph, full: float, base: float) -> str:
    """A raised or sunken small digit is never read as a digit of the number before it."""
    if one.size >= _SMALL * full:
        return one.text
    if one.base < base - _RAISED * full:
        return one.text.translate(_UP)
    return one.text.translate(_DOWN) if one.base > base + _RAISED * full / 2 else one.text


def _joined(words: list[Word]) -> list[Word]:
    """Letters printed apart ("K i n e r j a") as words again, marked: where one word ends is concluded from the gaps."""
    letters = [len(word.text) == 1 and word.text.isalpha() for word in words]
    if sum(letters) < _SPACED_RUN or sum(letters) < 0.7 * len(words):
        return words
    gaps = [right.box.left - left.box.right for left, right in pairwise(words)]
    usual = median(gaps)
    joined = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        last = joined[-1]
        if gap <= max(1.6 * usual, usual + 1.0):
            joined[-1] = replace(last, text=last.text + word.text, box=last.box | word.box)
        else:
            joined.append(word)
    return [replace(word, doubt=word.doubt or SPACED) for word in joined]


def _doubt(letters: Sequence[Glyph]) -> str:
    return UNREADABLE if any(one.bad for one in letters) else ""


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip
