"""Lines in which cells run together: rows of a table whose rules are lost, and blocks of labels and values.

What is cut by language alone carries a doubt unless something in the same row confirms the cut.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tolok.reading.draft import DraftIndikator, Found, Place, Teks
from tolok.reading.headers import field_of
from tolok.reading.paper import Line
from tolok.reading.rules import acted
from tolok.reading.split import split_explanation
from tolok.reading.words import MEASURE, goes_on, is_aim, is_measure, one_line

_ROW = re.compile(r"^(?P<number>\d{1,2})[.)]?\s+(?P<rest>[A-Z%].*)$", re.DOTALL)
_NEW_CELL = re.compile(
    r"\s(?=(?:Jumlah|Perbandingan|Dalam|Untuk|Hasil|Berdasarkan|Merupakan|Adalah|Perhitungan|Membandingkan|Menghitung|Total|Banyaknya|Rasio|"
    r"Persentase|Prosentase|Realisasi|Penilaian|Nilai|Survei|Survey|∑|Σ|\(\s*Jumlah)\b)"
)
_SOURCE = re.compile(
    r"\s(?=(?:Kasi|Kasubag|Kasubbag|Seksi|Bidang|Sekretariat|Sub\s?[Bb]ag\w*|Bagian|UPTD?|Laporan|Lap\.|Data|Dokumen|Profil|Dinas|Badan|"
    r"Inspektorat|BPS|LHE|Rekap\w*|Hasil [A-Z]\w+|Buku|Kantor|Kecamatan)\b)"
)
_END = re.compile(r"(?:100\s?%?|seratus persen|\))\s*$", re.IGNORECASE)
_TARGET = re.compile(
    r"\s(?P<value>(?:Rp\.?\s*)?\d[\d.,]*(?:\s?%|\s(?:persen|orang|unit|dokumen|poin|nilai|indeks|laporan|kali|paket|kk))?)$",
    re.IGNORECASE,
)
_HEADINGS = 3
_LABELS: dict[str, Teks] = {
    "nama": "nama", "formula": "formula_teks", "definisi": "definisi", "alasan": "alasan", "sumber_data": "sumber_data",
    "satuan": "satuan", "penanggung_jawab": "penanggung_jawab", "tipe": "tipe", "sasaran": "sasaran", "tujuan": "tujuan",
}  # fmt: skip
_CUT = "batas sel tidak tercetak; dipotong menurut kata-katanya"
_CONFIRMED = 0.6
_MOST_WORDS = 35
_LONGEST_LABEL = 46


@dataclass(frozen=True)
class Row:
    """One row of a table without rules: its text, its line, whether it has a number of its own."""

    text: str
    line: Line
    numbered: bool


def flat_rows(lines: Sequence[Line]) -> list[DraftIndikator]:
    """Measures of a table printed as running text below its headings (at least three headings in a row of lines)."""
    runs = [_headings(lines, first) for first in range(len(lines))]
    fields, after = max(runs, key=lambda run: len(run[0]), default=([], 0))
    if len(fields) < _HEADINGS or "nama" not in fields:
        return []
    return _drafts(_rows(lines[after:]), fields)


def _headings(lines: Sequence[Line], first: int) -> tuple[list[str], int]:
    fields: list[str] = []
    at = first
    while at < len(lines) and (field := field_of(one_line(lines[at].text))) and field != "lke" and field not in fields:
        fields.append(field)
        at += 1
    return fields, at


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Lines as rows: a number begins one, a measure on a line of its own begins one, other lines go on."""
    found: list[Row] = []
    for line in lines:
        text = one_line(line.text)
        match = _ROW.match(text)
        if match and (is_aim(match.group("rest")) or is_measure(match.group("rest"))):
            found.append(Row(match.group("rest"), line, True))
        elif found and is_measure(text) and not goes_on(found[-1].text, text) and len(text.split()) > 5:
            found.append(Row(text, line, False))
        elif found and (goes_on(found[-1].text, text) or len(text) > 60):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        elif found:
            break
    return found


def _drafts(rows: Iterable[Row], fields: list[str]) -> list[DraftIndikator]:
    found: list[DraftIndikator] = []
    sasaran: Found | None = None
    explaining = next((field for field in ("penjelasan", "formula", "alasan") if field in fields), "penjelasan")
    for row in rows:
        acted("baris menyatu")
        aim, rest = _aim(row.text) if "sasaran" in fields or "tujuan" in fields else ("", row.text)
        place = Place(row.line.page, box=row.line.box)
        name, explained, source = _cells(rest, fields)
        if len(name.split()) > _MOST_WORDS or not is_measure(name):
            continue
        sure = _confirmed(name, explained)
        doubt = "" if sure else _CUT
        if aim:
            sasaran = Found(aim, place, row.text, doubt)
        texts: dict[Teks, Found] = {"nama": Found(name, place, row.text, doubt)}
        if sasaran:
            texts["sasaran"] = sasaran
        for key, text in split_explanation(explained, explaining).items() if explained else ():
            texts[key] = Found(text, place, row.text, doubt)  # type: ignore[index]  # keys are those of Teks
        if source and "sumber_data" in fields:
            texts["sumber_data"] = Found(source, place, row.text, doubt)
        if re.match(r"%|p[er]+[so]+[er]*[ns]\w+\b", name, re.IGNORECASE):
            texts["satuan"] = Found("%", place, row.text, inferred="dari kata Persentase pada nama")
        found.append(DraftIndikator(texts))
    return found


def _aim(text: str) -> tuple[str, str]:
    """The sasaran at the beginning of a row, and the rest from the first measure on."""
    if not is_aim(text):
        return "", text
    for match in re.finditer(r"(?<=\s)(?=[%A-Z])", text):
        if MEASURE.match(text, match.start()) and not goes_on(text[: match.start()], text[match.start() :]):
            return text[: match.start()].strip(), text[match.start() :]
    return "", text


def _cells(text: str, fields: list[str]) -> tuple[str, str, str]:
    """Name, explanation and source of a row without its sasaran."""
    explaining = {"formula", "penjelasan", "alasan", "definisi"} & set(fields)
    cut = next((m.start() for m in _NEW_CELL.finditer(text) if len(text[: m.start()].split()) > 2), 0) if explaining else 0
    if not cut:
        return text.strip(), "", ""
    name, rest = text[:cut].strip(), text[cut:].strip()
    ends = [m.start() for m in _SOURCE.finditer(rest) if _END.search(rest[: m.start()])] if "sumber_data" in fields else []
    if ends:
        return name, rest[: ends[0]].strip(), rest[ends[0] :].strip()
    return name, rest, ""


def _confirmed(name: str, explained: str) -> bool:
    """Whether the explanation says the words of the name again: then the cut between them is right."""
    words = set(re.findall(r"\w{3,}", name.casefold())[1:])
    return bool(words) and len(words & set(re.findall(r"\w{3,}", explained.casefold()))) >= _CONFIRMED * len(words)


def labelled_block(lines: Sequence[Line]) -> list[DraftIndikator]:
    """Measures described by labels: a label on its line (a bar may end it), its value on the next, or after a colon."""
    barred = sum(line.text.rstrip().endswith("|") for line in lines)
    pairs = _barred(lines) if barred >= 2 * _HEADINGS else _coloned(lines) or _stacked(lines)
    found: list[dict[Teks, Found]] = []
    for label, value in pairs:
        key = _LABELS.get(field_of(label))
        if key == "nama":
            acted("blok label")
            found.append({})
        if key and found and key not in found[-1]:
            found[-1][key] = value
    return [DraftIndikator(texts) for texts in found if len(texts) >= _HEADINGS]


def _barred(lines: Sequence[Line]) -> list[tuple[str, Found]]:
    """Labels and values in turn, each ended by a bar; a value may go over several lines."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if line.text.rstrip().endswith("|"):
            parts.append([])
    found = []
    for label, value in zip(parts[::2], parts[1::2], strict=False):
        if label and value:
            text = one_line(" ".join(line.text.rstrip("| ") for line in value))
            found.append((label[-1].text.rstrip("| "), Found(text, Place(value[0].page, box=value[0].box), text)))
    return found


def _stacked(lines: Sequence[Line]) -> list[tuple[str, Found]]:
    """A label alone on its line, its value on the lines below it. Labels in a row are headings of a table."""
    found: list[tuple[str, Found]] = []
    label = ""
    for line in lines:
        text = one_line(line.text)
        if len(text) < _LONGEST_LABEL and field_of(text) in _LABELS and not is_measure(text):
            if label:
                return []
            label = text
        elif label:
            found.append((label, Found(text, Place(line.page, box=line.box), line.text)))
            label = ""
        elif found:
            name, held = found[-1]
            found[-1] = (name, replace(held, text=f"{held.text} {text}"))
    return found


def _coloned(lines: Sequence[Line]) -> list[tuple[str, Found]]:
    """`Label : value`, with lines that belong to no label going on with the value above."""
    found: list[tuple[str, Found]] = []
    for line in lines:
        text = one_line(line.text)
        match = re.match(r"^(?:\d{1,2}[.)]\s*)?(?P<label>[A-Za-z][\w/ ()-]{2,45}?)\s*:\s*(?P<rest>.*)$", text)
        if match and (field_of(match.group("label")) or len(match.group("label").split()) <= 3):
            found.append((match.group("label"), Found(match.group("rest"), Place(line.page, box=line.box), line.text)))
        elif found and text and not text.isupper():
            label, held = found[-1]
            found[-1] = (label, replace(held, text=f"{held.text} {text}".strip()))
    return [(label, value) for label, value in found if value.text and field_of(label)]
