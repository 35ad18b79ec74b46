"""What a raw cell is: delivered text, or a typed workbook cell written as text behind a marker.

All cells of a column are one Arrow text array. A typed cell begins with U+0001 and a letter; a delivered text that
begins with U+0001 is escaped, so the two cannot be confused.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

MARK = "\x01"
NUMBER, DATE, BOOL, ERROR, NO_VALUE, MERGED, TIME, TEXT = (MARK + letter for letter in "NDBEFGXT")

_FORBIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff\ufff9-\uffff"
FORBIDDEN = re.compile(f"[{_FORBIDDEN}]")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")

ABSENT = frozenset({"", "-", "--", "–", "—", "n/a", "n.a.", "#n/a", "null", "nan", "none"})
ABSENT_TEXT = frozenset({"", "-", "--", "–", "—", "n/a", "#n/a", "null"})


def encode(cell: object) -> str:
    """A workbook cell as raw text. Numbers keep the 15 digits that a spreadsheet keeps; empty is ''."""
    match cell:
        case None:
            return ""
        case str():
            return TEXT + cell if cell.startswith(MARK) else cell
        case bool():
            return BOOL + str(int(cell))
        case int() | float():
            exact = Decimal(format(cell, ".15g"))
            return NUMBER + format(exact, "f") if exact.is_finite() else ERROR + "#NUM!"
        case datetime():
            return DATE + cell.date().isoformat()
        case date():
            return DATE + cell.isoformat()
        case _:
            return TIME + str(cell)


def marker_of(raw: str) -> str:
    """The marker of a typed cell, or '' for delivered text."""
    return raw[:2] if raw.startswith(MARK) and raw[:2] != TEXT else ""


def shown(raw: str | None) -> str:
    """A raw cell as a person would see it, for the annotated workbook and for messages."""
    if not raw:
        return ""
    match marker_of(raw):
        case "":
            return raw[2:] if raw.startswith(TEXT) else raw
        case mark if mark == BOOL:
            return "TRUE" if raw.endswith("1") else "FALSE"
        case mark if mark == ERROR:
            return raw[2:] or "#GALAT"
        case mark if mark == NO_VALUE:
            return "(rumus tanpa nilai)"
        case mark if mark == MERGED:
            return "(sel gabungan)"
        case _:
            return raw[2:]


def tidy(text: str) -> str:
    """Trimmed, runs of blanks made one blank, NFC: equal texts are equal bytes."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())


def is_absent(text: str) -> bool:
    """Whether a cell of a typed column says 'not known': empty, '-', n/a."""
    return tidy(text).casefold() in ABSENT
