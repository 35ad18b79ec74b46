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
_PLAIN = re.compile(rf"^(?:(?:[<>≤≥±=]=?|minimal|min\.|maksimal|maks\.)\s*)?({_NUMBER})\s*(.*)$")
_GRADE = re.compile(
    r"^(?:AA|A|A-|BB|B|B\+|CC|C|D|E|WTP|WDP|TW|TMP|wajar tanpa pengecualian|wajar dengan pengecualian|"
    r"(?:sangat |cukup |kurang |"
    r"tidak )?(?:baik|tinggi|sedang|rendah|sehat|memuaskan|inovatif|puas|prima|aman|layak|patuh|berhasil)|ada|tidak ada|ya|"
    r"maju|mandiri|berkembang|madya|utama|pratama|nindya|paripurna|zona (?:hijau|kuning|merah)|kategori .{1,20}|"
    r"predikat .{1,20}|"
    r"level \w+|peringkat \w+|(?:AA|A|BB|B|CC|C) ?\([^)]{1,30}\)|tepat waktu|opini \w+)$",
    re.IGNORECASE,
)
_GRADED = re.compile(rf"^(.{{1,20}}?)\s*[/(–-]\s*{_NUMBER}\)?$")
_POWER = re.compile(r"(?:[ck]?m|ha)[23]\b", re.IGNORECASE)
_UNIT = re.compile(r"^[%‰°A-Za-z][\w%‰°./²³() -]{0,40}$")
_MOST_UNIT_WORDS, _SHORT = 4, 20
_LIKE_DIGITS = re.compile(
    r"\d[OoQDIl|SBZ]+(?=[\d.,%]|$)|(?<![A-Za-z])[OoQIl|SBZ]+\d[\d.,]*(?![A-Za-z])|\d[OoQIl|SBZ]+[\d.,]"
)
"""Letters that a reader of pictures, or a hasty typist, takes for digits, inside a number (`45O`, `l2`)."""
_NO_PERCENT = re.compile(r"[YV]a?[o0]?|[YV][oa0]|[°oO0]\s?/\s?[oO0°]|9o|%[o0]|[°o]\s?[%°]|96", re.IGNORECASE)
"""What becomes of a percent sign that was misread."""
_ONE_LETTER = frozenset("%‰°mlgthjk")
_RANGE = re.compile(r"(?:[%\s]*(?:[-–—]|s\.?/?d\.?|sampai(?: dengan)?|hingga)\s*|\s*[/x:(<>≤≥]\s*)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:\s*\(?(?:\*+|[¹²³⁴-⁹]+)\)?⁾?)+$")


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
    graded = _GRADED.match(words)
    if _GRADE.match(words) or (graded and _GRADE.match(graded.group(1))):
        return Nilai(words)
    if _LIKE_DIGITS.search(words) and len(words) < _SHORT:
        return Nilai(words, doubt="huruf tercampur di dalam angka")
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
    number = match.group(1)
    if not unit or _FOOTNOTE.fullmatch(unit):
        return Nilai(words, number)
    if _NO_PERCENT.fullmatch(unit):
        return Nilai(words, number, doubt=f"“{unit}” mungkin tanda persen yang salah baca")
    if re.search(r"\d", _POWER.sub("", unit)):
        return _several(words, number, unit)
    if len(unit) == 1 and unit.casefold() not in _ONE_LETTER:
        return Nilai(words, number, doubt=f"huruf “{unit}” di samping angka bukan satuan yang dikenal")
    if _UNIT.match(unit) and len(unit.split()) <= _MOST_UNIT_WORDS:
        return Nilai(words, number, unit)
    return Nilai(words, number, doubt="" if len(words) < 40 else "sel nilai berisi kalimat")


def _several(words: str, number: str, rest: str) -> Nilai:
    """A cell with digits behind its number: a range, thousands parted by blanks, a note in brackets; else it is doubted."""
    if re.fullmatch(r"\d{1,3}", number) and re.fullmatch(r"(?:\d{3}\s?)+(?:,\d+)?", rest) and re.match(r"\d{1,3} \d", words):
        return Nilai(words, words)
    clean = re.fullmatch(r"(?:\([^)]*\)|[%\s/x≤≥<>.,–—-]|sampai(?: dengan)?|hingga|s\.?/?d\.?|\d)+", rest, re.IGNORECASE)
    return Nilai(words, number, doubt="" if clean and _RANGE.match(rest) else "beberapa angka dalam satu sel")


def count_values(text: str) -> list[str]:
    """The lines of a cell, when every line is a value of its own; else the whole cell as one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all((value := read_value(line)) is None or not value.doubt for line in lines):
        return lines if _each_alone(lines) else [one_line(text)]
    return [one_line(text)] if lines else []


def _each_alone(lines: list[str]) -> bool:
    """A unit on a line of its own belongs to the number above it."""
    return all(_PLAIN.match(line) or _RUPIAH.match(line) or _GRADE.match(line) or is_placeholder(line) for line in lines)
