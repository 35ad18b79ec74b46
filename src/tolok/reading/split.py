"""Cells in which several things stand together: definition and formula, reason and formula, source and owner."""

import re
from collections.abc import Mapping

from tolok.reading.headers import field_of
from tolok.reading.rules import acted
from tolok.reading.words import one_line, stays_open

_SIGN = re.compile(
    r"[∑Σ=×÷]|\bx\s*1\.?000?|\bdi\s?bagi\b|\bdi\s?kali|\bdi\s?banding|\bperbandingan\b|\bdi\s?jumlah|\bdibandingkan\b|"
    r"x\s*100|\bper\s+jumlah\b|\bpembagian\b|\b100\s?%|\brata-rata dari\b|\)\s*/\s*|\S\s?/\s?\S+\s*[xX]|"
    r"\bdi\s?kurangi?\b|\bselisih\b|\brealisasi .{3,60}/|–dibagi|--",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"^(?:\(*\s*)?(?:jumlah|jml|total|banyaknya|persentase|prosentase|perbandingan|hasil|nilai|skor|indeks|rasio)\b",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"^(?:[A-Z][\w /()-]{2,60}\s:\s|(?:adalah|merupakan|yang dimaksud|untuk mengetahui|penilaian atas|"
    r"menggambarkan|mengukur)\b)|"
    r"^.{3,80}\s(?:adalah|merupakan)\s",
    re.IGNORECASE,
)
_PRINT = re.compile(r"\s+(?:vintage|terbitan)\s+(?=[\w.\s-]*\d)[\w.-]+(?:\s*-?\s*[\w.-]*\d[\w.-]*)*\s*$", re.IGNORECASE)
_COMPUTES = re.compile(
    r"^\s*(?!\([A-Z]{1,6}(?:/[A-Z]{1,6})+\))(?:[∑Σ]|[({[]\s*(?:∑|jumlah|total)|[({[].*(?:[xX]\s*100|[/+×÷]|dibagi)|jumlah\b.*[+/]|rumus)",
    re.IGNORECASE,
)
_HARD = re.compile(r"[∑Σ=×÷+/]|\b[xX]\s*100|dibagi")
_OWNER = re.compile(
    r"(?:(?:sub\s?)?bidang|bid\.|sekretariat|seksi|kasi|kasubag|sub\s?bag(?:ian)?|bagian|uptd?|balai|dinas|badan|kepala)\b",
    re.IGNORECASE,
)
_UPPER_OWNER = re.compile(
    r"^(?P<source>.*?\S)\s+(?P<owner>(?:BIDANG|BID\.|SEKRETARIAT|SEKSI|BAGIAN|UPTD?|SUB ?BAG\w*)\b.*)$"
)
_LINE_LABEL = re.compile(r"^(?P<label>[A-Za-z/ ()]{4,48}?)\s*(?::\s*(?P<rest>.*))?$")
_INLINE = re.compile(
    r"\s+(?=(?:Alasan|Formulasi|Formula|Rumus|Definisi|Sumber Data|Penanggung Jawab|Satuan|"
    r"Tipe (?:Perhitungan|Penghitungan))(?:\s\w+)?\s*:\s)"
)
"""Before a label that stands inside a line, where the text begins with a label."""
_HOW = re.compile(
    r"[,;.]?\s*(?:cara|metode)\s+(?:pengukuran|perhitungan|penghitungan)\s*(?:kinerja)?(?:nya)?\s*(?:yaitu|adalah|:)\s*",
    re.IGNORECASE,
)
_SUB = {"formula": "formula_teks", "penjelasan": "definisi"}
_LABELLED = frozenset(["formula", "definisi", "alasan", "sumber_data", "penanggung_jawab", "tipe", "satuan", "penjelasan"])


def is_formula(text: str) -> bool:
    """Whether a text says how something is computed: a sign of arithmetic, or a count of something."""
    return bool(_SIGN.search(text) or _COUNT.match(text.strip()))


def split_explanation(text: str, field: str) -> dict[str, str]:
    """The parts of an explanation cell by field: by labels inside it, else by lines that compute and lines that define.

    `field` is what the column's header says: formula, penjelasan (both may stand there), alasan or definisi.
    """
    labelled = by_labels(text)
    if labelled:
        acted("label dalam sel")
        return labelled
    if field == "formula":
        return _defined(text) or {"formula_teks": one_line(text)}
    if field in ("alasan", "definisi"):
        return _reason(text, field)
    return _mixed(text)


def _reason(text: str, field: str) -> dict[str, str]:
    parts = _HOW.split(text, maxsplit=1)
    if len(parts) == 2 and is_formula(parts[1]):
        return {field: one_line(parts[0]), "formula_teks": one_line(parts[1])}
    if field == "alasan" and _COUNT.match(text.strip()) and _HARD.search(text):
        return {"formula_teks": one_line(text)}
    return {field: one_line(text)}


def _mixed(text: str) -> dict[str, str]:
    """A cell under `Penjelasan/Formulasi`: lines that define come first, the formula follows."""
    parts = _HOW.split(text, maxsplit=1)
    if len(parts) == 2 and is_formula(parts[1]) and parts[0].strip():
        return {"alasan": one_line(parts[0]), "formula_teks": one_line(parts[1])}
    if cut := _defined(text):
        return cut
    tagged = re.search(r"<u>", text)
    if tagged and tagged.start() > 20 and _MEANING.match(text):
        acted("definisi dan rumus")
        return {"definisi": one_line(text[: tagged.start()]), "formula_teks": one_line(text[tagged.start() :])}
    if not is_formula(text) and _MEANING.match(one_line(text)):
        return {"definisi": one_line(text)}
    return {"formula_teks": one_line(text)}


def _defined(text: str) -> dict[str, str]:
    """Lines that define, then lines that compute; {} where the lines do not part so."""
    lines = [line for line in text.splitlines() if line.strip()]
    cut = next((i for i, line in enumerate(lines) if _COMPUTES.match(line)), 0)
    before = " ".join(lines[:cut])
    if (
        cut
        and not _HARD.search(before)
        and not stays_open(before)
        and (_MEANING.match(lines[0]) or lines[cut].lstrip()[0] in "(∑Σ[{")
    ):
        acted("definisi dan rumus")
        return {"definisi": one_line(before), "formula_teks": one_line(" ".join(lines[cut:]))}
    return {}


def by_labels(text: str) -> dict[str, str]:
    """Parts of a cell that carry labels of their own (`Alasan Pemilihan : …`, or headings); {} without any."""
    found: dict[str, list[str]] = {}
    now = ""
    lines = text.splitlines()
    if lines and _label(lines[0])[0]:
        lines = _INLINE.sub("\n", text).splitlines()
    for line in lines:
        label, rest = _label(line)
        if label:
            now = label if label not in found else ""
            if now:
                found[now] = [rest] if rest else []
        elif now:
            found[now].append(line.strip())
    if not found or not any(found.values()):
        return {}
    return {
        _SUB.get(field, field): one_line(" ".join(lines)) for field, lines in found.items() if lines and field in _LABELLED
    }


def _label(line: str) -> tuple[str, str]:
    """The field and the rest of a line that begins with a label; alone it must be in capitals or end in `:`."""
    match = _LINE_LABEL.match(line.strip())
    if not match:
        return "", ""
    words, rest = match.group("label"), match.group("rest")
    if rest is None and not words.isupper():
        return "", ""
    field = field_of(words)
    if field in _LABELLED:
        return field, (rest or "").strip()
    if rest is None and words.isupper() and len(words) > 5:
        return words.lower(), ""
    return "", ""


def source_of(text: str) -> str:
    """A source without the number of a print that stands below it."""
    return one_line(_PRINT.sub("", text))


def split_source(text: str) -> dict[str, str]:
    """Source and owner that stand in one cell (`Lap. Keragaan BIDANG X`): the owner is the part in capitals, or on a line
    of its own that names a part of an office."""
    lines = [line.strip() for line in _PRINT.sub("", text).splitlines() if line.strip()]
    owners = [line for line in lines if _OWNER.match(line)]
    if owners and len(owners) < len(lines) and not _OWNER.match(lines[0]):
        first = lines.index(owners[0])
        acted("sumber dan penanggung jawab")
        return {"sumber_data": one_line(" ".join(lines[:first])), "penanggung_jawab": one_line(" ".join(lines[first:]))}
    match = _UPPER_OWNER.match(one_line(" ".join(lines)))
    if match and not match.group("source").isupper():
        acted("sumber dan penanggung jawab")
        return {"sumber_data": match.group("source"), "penanggung_jawab": match.group("owner")}
    return {"sumber_data": one_line(" ".join(lines))}


def is_source(text: str) -> bool:
    """Whether a `Keterangan` names a source of data: a report, a list, an office, not a remark."""
    words = one_line(text)
    return (
        bool(
            re.match(
                r"(?:lap\.?|laporan|data|lhe|hasil|dokumen|buku|profil|rekap\w*|sk\b|daftar|inspektorat|bps|badan|dinas)\b",
                words,
                re.IGNORECASE,
            )
        )
        and len(words) < 120
    )


def merged(parts: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Two sets of parts as one; what stands in both is joined."""
    return {
        key: " ".join(filter(None, (parts.get(key), more.get(key))))
        for key in [*parts, *[k for k in more if k not in parts]]
    }
