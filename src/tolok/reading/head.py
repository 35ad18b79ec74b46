"""What a document says of itself outside its tables: who issued it, for which year, with which vision and mission."""

import re
from collections.abc import Sequence

from tolok.reading.draft import Found, Place
from tolok.reading.issuer import issuer_of
from tolok.reading.paper import Grid, Line, Paper
from tolok.reading.words import goes_on, one_line, squash

_YEAR = re.compile(r"(?<![\d/.])((?:19|20)\d\d)(?![\d/.]\d)")
_SPAN = re.compile(r"((?:19|20)\d\d)\s*(?:[-–—]|s\.?/?d\.?|sampai(?: dengan)?)\s*((?:19|20)\d\d)")
_LABEL = re.compile(
    r"^(?P<label>instansi|nama organisasi|organisasi|unit organisasi|unit kerja(?:/satker)?|opd|skpd|"
    r"perangkat daerah|visi|misi|tujuan|tugas|tugas pokok|fungsi)"
    r"\s*(?::\s*(?P<rest>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = {
    "namaorganisasi": "instansi", "organisasi": "instansi", "unitorganisasi": "instansi", "unitkerja": "instansi",
    "unitkerjasatker": "instansi", "opd": "instansi", "skpd": "instansi",
    "perangkatdaerah": "instansi", "tugaspokok": "tugas",
}  # fmt: skip
_TITLE = re.compile(
    r"indikator kinerja|perjanjian kinerja|penetapan kinerja|rencana strategis|renstra|rencana kerja|renja|laporan kinerja|"
    r"rencana kinerja|capaian kinerja|cascading|pohon kinerja|target kinerja|"
    r"lkip|lkjip|lakip|"
    r"rencana aksi|matrik|pengukuran kinerja|realisasi kinerja|evaluasi|iku\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"indikator kinerja utama|\biku\b|perjanjian kinerja|penetapan kinerja|rencana kinerja", re.IGNORECASE)
_FIRST = 40
_LABEL_CELLS = 3


def read_head(paper: Paper) -> dict[str, Found]:
    """`instansi, pemda, visi, misi, tujuan, tugas, judul, tahun` as far as the document says them."""
    lines = _lines(paper)
    found = _labelled(lines)
    title = next((line for line in lines[:_FIRST] if _TITLE.search(line.text) and len(line.text) < 160), None)
    if title:
        found["judul"] = _found(title)
    found |= issuer_of(lines, list(paper.lines), found.get("instansi"))
    years, note = years_of(lines[:_FIRST])
    if len(years) == 1:
        found["tahun"] = Found(years[0], printed=note)
    return found


def _lines(paper: Paper) -> list[Line]:
    """Lines of the text, and rows of small tables with labels (`Nama Organisasi | : | …`) as lines."""
    found: list[Line] = []
    for block in paper.blocks:
        if isinstance(block, Line):
            found.append(block)
        elif isinstance(block, Grid) and len(found) < _FIRST:
            for row in range(min(block.rows, 12)):
                texts = [one_line(cell.text) for cell in block.cells if cell.row == row and cell.text]
                if 0 < len(texts) <= _LABEL_CELLS:
                    found.append(Line(" ".join(texts), block.page))
    return found


def _labelled(lines: Sequence[Line]) -> dict[str, Found]:
    """Values behind labels (`VISI : …`), also on the lines that follow the label."""
    found: dict[str, Found] = {}
    now = ""
    for line in lines:
        text = one_line(line.text)
        match = _LABEL.match(text)
        if match:
            label = squash(match.group("label"))
            now = _FIELD.get(label, label)
            rest = (match.group("rest") or "").strip()
            if rest and now not in found:
                found[now] = Found(rest, _place(line), line.text)
            continue
        if now and text.startswith(":") and now not in found:
            found[now] = Found(text.lstrip(": "), _place(line), line.text)
        elif now in found and goes_on(found[now].text, text) and len(text) < 200:
            found[now] = Found(f"{found[now].text} {text}", found[now].place, found[now].printed)
        else:
            now = ""
    return found


def years_of(lines: Sequence[Line], one: bool = False) -> tuple[list[str], str]:
    """The years that the first title line with years names, each once, and the line; a span gives both its ends. With `one`
    only a line that names a single year counts."""
    for line in lines:
        text = one_line(line.text)
        if len(text) > 200 or not (
            _TITLE.search(text) or re.match(r"(?:tabel|lampiran|tahun|ta\.?|periode)\b", text, re.IGNORECASE)
        ):
            continue
        found = list(dict.fromkeys(_YEAR.findall(text)))
        if found and (len(found) == 1 or not one):
            return found, text
    return [], ""


def span_of(lines: Sequence[Line]) -> tuple[str, str] | None:
    """The span of years of a title, if one is named."""
    for line in lines:
        match = _SPAN.search(line.text)
        if match and len(line.text) < 200:
            return match.group(1), match.group(2)
    return None


def is_plan(lines: Sequence[Line]) -> bool:
    """Whether titles say that the document sets targets (IKU, perjanjian kinerja), not that it reports."""
    words = " ".join(one_line(line.text) for line in lines if len(line.text) < 200)
    return bool(_PLAN.search(words)) and not re.search(
        r"\b(?:realisasi|laporan|evaluasi|capaian|pengukuran)\b", words, re.IGNORECASE
    )


def about_of(lines: Sequence[Line]) -> str:
    """Which plan the titles name: `pk`, `renstra`, or '' where they name none or both."""
    words = " ".join(one_line(line.text).casefold() for line in lines if len(line.text) < 120)
    found = {
        name
        for name, shape in (("pk", r"perjanjian kinerja|\bpk\b"), ("renstra", r"renstra|rencana strategis"))
        if re.search(shape, words)
    }
    return found.pop() if len(found) == 1 else ""


def _found(line: Line) -> Found:
    return Found(one_line(line.text), _place(line), line.text)


def _place(line: Line) -> Place:
    return Place(line.page, box=line.box)
