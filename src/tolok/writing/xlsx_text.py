"""Words and figures as a cell of a workbook can hold them, and how much room they take there.

What somebody typed stays what he typed: never a formula, never a link, never a piece of the file's own XML. A character
that XML cannot hold, or that orders other text about, is shown as its number, `[U+0007]`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from tolok.values.number import MINUS, parse_angka
from tolok.writing.sheet import Formula

LONGEST = 32_767
"""UTF-16 units that a cell holds; Excel refuses a file with more."""
LONGEST_NAME = 31
_LONGEST_FIGURE = 40
_EXACT_DIGITS = 15
_GOES_ON = "(lanjutan) "

# Control characters but the line end, half characters, signs that turn the direction of the text around them, no characters.
_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x85]")
_NO_NAME = re.compile(r"[\[\]:*?/\\\n]")
_COMMANDS = ("=", "+", "-", "@")


def shown(words: str) -> str:
    """`words` as a cell shows them: line ends alike, tabs as spaces, what XML cannot hold as `[U+XXXX]`."""
    return _HIDDEN.sub(_number, _LINE_ENDS.sub("\n", words).replace("\t", " "))


def _number(match: re.Match[str]) -> str:
    return f"[U+{ord(match[0]):04X}]"


def commanding(words: str) -> bool:
    """Whether the words would be read as a formula if somebody typed them into the cell again."""
    return words.lstrip().startswith(_COMMANDS)


def formula_words(formula: Formula) -> str:
    """A formula in one line: `(pembilang) / (penyebut) × 100%`; the legend is not part of it."""
    if not formula.denominator:
        return f"{formula.numerator} {formula.factor}".strip()
    return f"({formula.numerator}) / ({formula.denominator}) {formula.factor}".strip()


# --- figures


@dataclass(frozen=True)
class Figure:
    """A printed figure as a number: its exact value, the double that a cell keeps, the format that shows it as printed."""

    exact: Fraction
    value: int | float
    format: str


def figure_of(words: str) -> Figure | None:
    """The number behind a printed figure, or None where a double would not show its digits again exactly.

    `168.402.517.300` → 168402517300 with `#,##0`; `−0,90` → −0.9 with `#,##0.00` and the printed sign. More than 15
    digits, a leading zero or a minus before nothing stay words.
    """
    text = words.strip()
    if len(text) > _LONGEST_FIGURE:
        return None
    exact = parse_angka(text)
    if exact is None:
        return None
    sign, bare = (text[0], text[1:]) if text[0] in ("-", MINUS) else ("", text)
    whole, _, decimals = bare.partition(",")
    digits = whole.replace(".", "")
    if len((digits + decimals).lstrip("0")) > _EXACT_DIGITS or (digits != "0" and digits[0] == "0") or (sign and not exact):
        return None
    form = ("#,##0" if "." in whole or len(digits) <= 3 else "0") + ("." + "0" * len(decimals) if decimals else "")
    value = float(exact) if decimals else exact.numerator
    return Figure(exact, value, f'{form};"{MINUS}"{form}' if sign == MINUS else form)


# --- long texts


def units(words: str) -> int:
    """Length as Excel counts it, in UTF-16 units."""
    return len(words) + sum(ord(sign) > 0xFFFF for sign in words)


def chunks(words: str, limit: int = LONGEST) -> tuple[str, ...]:
    """`words` in pieces that a cell can hold; those after the first begin with `(lanjutan)`. Nothing is lost."""
    if units(words) <= limit:
        return (words,)
    found, rest, lead = [], words, ""
    while units(lead + rest) > limit:
        end = _held(rest, limit - len(lead))
        space = max(rest.rfind(" ", 0, end), rest.rfind("\n", 0, end))
        cut = space + 1 if space > end // 2 else end
        found.append(lead + rest[:cut])
        rest, lead = rest[cut:], _GOES_ON
    return (*found, lead + rest)


def _held(words: str, limit: int) -> int:
    """How many signs of `words` take no more than `limit` units."""
    reached = accumulate(2 if ord(sign) > 0xFFFF else 1 for sign in words[:limit])
    return sum(1 for length in reached if length <= limit)


# --- names of worksheets


def sheet_name(words: str, taken: Collection[str]) -> str:
    """A legal name of a worksheet that is not taken yet (whatever its case): `Tabel 3.1 Capaian kinerja`.

    At most 31 UTF-16 units, cut after a word where one ends near; without `[]:*?/\\` and apostrophes at the ends.
    """
    clean = " ".join(_NO_NAME.sub(" ", shown(unicodedata.normalize("NFC", words))).split())
    base = _cut_name(clean, LONGEST_NAME) or "Lembar"
    if base.casefold() == "history":  # Excel keeps this name for itself
        base = "History 1"
    known = {name.casefold() for name in taken}
    name, count = base, 1
    while name.casefold() in known:
        count += 1
        tail = f" ({count})"
        name = _cut_name(base, LONGEST_NAME - len(tail)) + tail
    return name


def _cut_name(words: str, limit: int) -> str:
    cut = words
    while units(cut) > limit:
        space = cut.rfind(" ")
        cut = cut[:space] if space > limit // 2 else cut[:-1]
    return cut.strip(" '")


# --- room

# Advance widths of Arial in thousandths of its size, from space to tilde; Liberation Sans has the same.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_OTHER, _WIDE = 600, 1000
_BOLD = 1.09
_SAFE = 1.02  # no two programs set a line alike; rather a line too much than a word cut off
_PIXELS = 96 / 72


def text_width(words: str, size: float, strong: bool = False) -> float:
    """Width in pixels (96 to the inch) of one line set in Arial of `size` points."""
    thousandths = sum(_advance(sign) for sign in words)
    return thousandths * size * _PIXELS / 1000 * (_BOLD if strong else 1) * _SAFE


def _advance(sign: str) -> int:
    if " " <= sign <= "~":
        return _WIDTHS[ord(sign) - 32]
    return _WIDE if unicodedata.east_asian_width(sign) in ("W", "F") else _OTHER


def line_count(words: str, room: float, size: float, strong: bool = False) -> int:
    """How many lines the words take in `room` pixels; a word wider than that is broken."""
    return sum(1 for line in words.split("\n") for _ in _lines(line, max(room, size), size, strong))


def _lines(line: str, room: float, size: float, strong: bool) -> Iterator[None]:
    used, space = 0.0, text_width(" ", size, strong)
    yield
    for word in line.split(" "):
        wide = text_width(word, size, strong)
        if used and used + space + wide > room:
            yield
            used = 0.0
        else:
            used += space if used else 0.0
        used += wide
        while used > room:
            yield
            used -= room * 0.97
