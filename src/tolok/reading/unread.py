"""What looks like measures and was not taken: sentences that name one with its value, tables whose headings nobody knows.

Nothing of it becomes a draft; a person is told where it stands.
"""

import re
from collections.abc import Iterator, Sequence

from tolok.reading.draft import DraftIndikator
from tolok.reading.headers import SERIES
from tolok.reading.medan import short_text
from tolok.reading.paper import Line, Paper
from tolok.reading.persons import without_numbers_of_persons
from tolok.reading.rules import acted
from tolok.reading.sheets import Sheet
from tolok.reading.tables import Table
from tolok.reading.values import read_value
from tolok.reading.words import is_measure, one_line, squash
from tolok.values.issue import Issue, Weight

_SAYS = re.compile(r"\b(?:indikator|iku|target\w*|ditargetkan)\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"\b(?:persentase|prosentase|presentase|jumlah|indeks|nilai|rasio|angka|tingkat|cakupan|prevalensi|rata-rata|laju|skor|"
    r"opini|predikat|proporsi|pertumbuhan)\s+[^\W\d_]{3,}",
    re.IGNORECASE,
)
_VALUED = re.compile(
    r"\b(?:target\w*|sebesar|sebanyak|mencapai|menjadi|adalah|yaitu|bernilai|minimal)\b[^\d.;]{0,40}(?<![\w.,])"
    r"(?!(?:19|20)\d\d\b(?!\s*%))\d",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.;])\s+(?=[A-Za-z(])")
_SHOWN, _LONGEST, _FEW, _MOSTLY, _MONEY = 3, 400, 2, 0.6, 9


def unread_issues(
    paper: Paper, drafts: Sequence[DraftIndikator], sheets: Sequence[Sheet], alone: Sequence[Table]
) -> list[Issue]:
    """TLK-D222 for sentences, TLK-D223 for tables; each once for a document, with its places."""
    return [*_sentences(paper, drafts), *_tables(paper, drafts, sheets, alone)]


def _sentences(paper: Paper, drafts: Sequence[DraftIndikator]) -> Iterator[Issue]:
    names = {squash(draft.nama) for draft in drafts if draft.nama}
    found = [
        (page, sentence) for page, sentence in _said(paper)
        if len(sentence) < _LONGEST and _SAYS.search(sentence) and _MEASURED.search(sentence) and _VALUED.search(sentence)
        and not any(name in squash(sentence) for name in names)
    ]  # fmt: skip
    if not found:
        return
    acted("kalimat")
    pages = ", ".join(str(page) for page in dict.fromkeys(page for page, _ in found) if page)
    where = f"{paper.name}, halaman {pages}" if pages else paper.name
    shown = "; ".join(f"“{short_text(without_numbers_of_persons(sentence), 90)}”" for _, sentence in found[:_SHOWN])
    more = f"; dan {len(found) - _SHOWN} lagi" if len(found) > _SHOWN else ""
    weight: Weight = "catatan" if drafts else "perlu keputusan"
    what = f"{len(found)} kalimat menyebut indikator dan nilainya; tidak ada yang diambil darinya"
    todo = "bila itu indikator kantor, tulis sendiri di rencana dengan mengutip halamannya"
    yield Issue("TLK-D222", weight, where, what, f"{shown}{more}", todo)


def _said(paper: Paper) -> Iterator[tuple[int, str]]:
    """The sentences outside tables with the page on which they stand."""
    lines: list[Line] = []
    for block in [*paper.blocks, None]:
        if isinstance(block, Line) and (not lines or lines[-1].page == block.page):
            lines.append(block)
            continue
        if lines:
            yield from ((lines[0].page, part) for part in _END.split(one_line("\n".join(line.text for line in lines))))
        lines = [block] if isinstance(block, Line) else []


def _tables(
    paper: Paper, drafts: Sequence[DraftIndikator], sheets: Sequence[Sheet], alone: Sequence[Table]
) -> Iterator[Issue]:
    read = {found.place.table for draft in drafts for found in draft.texts.values()}
    nameless = [
        s.table for s in sheets if not s.header.names and any(c.field in SERIES and c.year for c in s.header.columns)
    ]
    found = [table for table in [*alone, *nameless] if table.number not in read and _holds_measures(table)]
    if not found:
        return
    where = f"{paper.name}, tabel {', '.join(str(table.number) for table in found)}"
    what = "tabel ini memuat nama ukuran dan angka, tetapi tidak diambil sebagai indikator"
    why = "kepala kolomnya tidak menyebut indikator dengan kata yang dikenal"
    yield Issue("TLK-D223", "catatan", where, what, why, "periksa; bila itu indikator kantor, tulis sendiri di rencana")


def _holds_measures(table: Table) -> bool:
    """Whether one column mostly begins as measures do, and another one mostly holds values."""
    columns = [[one_line(row[c].text) for row in table.rows if row[c].text] for c in range(table.width)]
    named = any(len(texts) >= _FEW and sum(map(is_measure, texts)) >= _MOSTLY * len(texts) for texts in columns)
    return named and any(len(texts) >= _FEW and sum(map(_is_value, texts)) >= _MOSTLY * len(texts) for texts in columns[1:])


def _is_value(text: str) -> bool:
    value = read_value(text)
    return value is not None and not value.doubt and 0 < sum(map(str.isdigit, value.angka)) < _MONEY
