"""A value as printed: its number, its unit, and whether it is a value at all. Nothing is converted here."""

import re
from dataclasses import dataclass

from tolok.reading.words import one_line

_NONE = re.compile(
    r"^(?:[-–—−.…_\s]*|n\s*/\s*a\.?|na|nihil data|tidak ada data|\?+|x+|"
    r"(?:belum|tidak ada data|tidak tersedia|tidak diukur|tidak ditargetkan|penyebut nol)\b.*)$",
    re.IGNORECASE,
)
_NUMBER = r"\(?[-−]?\d+(?:[.,]\d+)*\)?"
_RUPIAH = re.compile(rf"^(Rp)\.?\s*({_NUMBER})(?:[.,]?-|,-)?\s*(.*)$", re.IGNORECASE)
_RATIO = re.compile(rf"^({_NUMBER})\s*(?:/|:|per)\s*({_NUMBER})\s*(.*)$", re.IGNORECASE)
_PLAIN = re.compile(rf"^(?:[<>≤≥±=]\s*)?({_NUMBER})\s*(.*)$")
_GRADE = re.compile(
    r"^(?:AA|A|A-|BB|B|B\+|CC|C|D|E|WTP|WDP|TW|TMP|wajar tanpa pengecualian|wajar dengan pengecualian|"
    r"(?:sangat |cukup |kurang |"
    r"tidak )?(?:baik|tinggi|sedang|rendah|sehat|memuaskan|inovatif|puas|prima|aman|layak|patuh|berhasil)|ada|tidak ada|ya|"
    r"maju|mandiri|berkembang|madya|utama|pratama|nindya|paripurna|zona (?:hijau|kuning|merah)|kategori .{1,20}|"
    r"predikat .{1,20}|"
    r"level \w+|peringkat \w+|(?:AA|A|BB|B|CC|C) ?\([^)]{1,30}\)|tepat waktu|opini \w+)$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"^[%‰°A-Za-z][\w%‰°./²³() -]{0,40}$")
_MOST_UNIT_WORDS = 4


@dataclass(frozen=True)
class Nilai:
    """A value cell. `angka` is the number's text ('' for a grade such as BB), `satuan` its unit as printed, `doubt` why it
    may be no value. `text` is the whole cell on one line."""

    text: str
    angka: str = ""
    satuan: str = ""
    doubt: str = ""


def is_placeholder(text: str) -> bool:
    """Whether a cell says that there is no value (`-`, `n/a`, dots)."""
    return bool(_NONE.match(text.strip()))


def read_value(text: str) -> Nilai | None:
    """The value of a cell; None for an empty cell or a placeholder. What is neither number nor grade is doubted."""
    words = one_line(text)
    if is_placeholder(words):
        return None
    if _GRADE.match(words):
        return Nilai(words)
    for shape in (_RUPIAH, _RATIO, _PLAIN):
        if match := shape.match(words):
            return _with_unit(words, shape, match)
    doubt = "isi sel bukan angka dan bukan predikat yang dikenal"
    return Nilai(words, doubt=doubt)


def _with_unit(words: str, shape: re.Pattern[str], match: re.Match[str]) -> Nilai:
    if shape is _RUPIAH:
        rest = match.group(3).strip(" -,")
        return Nilai(words, match.group(2), "Rp" if not rest else f"Rp {rest}")
    unit = match.groups()[-1].strip(" ,;")
    if not unit:
        return Nilai(words, match.group(1))
    if re.search(r"\d", unit):
        clean = re.fullmatch(r"(?:\([^)]*\)|[%\s/x≤≥<>.,-]|\d)+", unit) is not None
        return Nilai(words, match.group(1), doubt="" if clean else "beberapa angka dalam satu sel")
    if _UNIT.match(unit) and len(unit.split()) <= _MOST_UNIT_WORDS:
        return Nilai(words, match.group(1), unit)
    return Nilai(words, match.group(1), doubt="" if len(words) < 40 else "sel nilai berisi kalimat")


def count_values(text: str) -> list[str]:
    """The lines of a cell, when every line is a value of its own; else the whole cell as one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all((value := read_value(line)) is None or not value.doubt for line in lines):
        return lines if _each_alone(lines) else [one_line(text)]
    return [one_line(text)] if lines else []


def _each_alone(lines: list[str]) -> bool:
    """A unit on a line of its own belongs to the number above it."""
    return all(_PLAIN.match(line) or _RUPIAH.match(line) or _GRADE.match(line) or is_placeholder(line) for line in lines)
