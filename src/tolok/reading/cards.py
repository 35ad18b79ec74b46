"""Cards: one measure per table. Either rows of label and value, or a heading above a small table of values."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import cast

from tolok.reading.draft import DraftIndikator, Found, Place, Teks
from tolok.reading.headers import SERIES, field_of
from tolok.reading.paper import Cell, Line
from tolok.reading.rules import acted
from tolok.reading.series import Tahun, place_of, series_of_row
from tolok.reading.sheets import Sheet
from tolok.reading.split import by_labels
from tolok.reading.tables import Table
from tolok.reading.values import read_value
from tolok.reading.words import one_line

_KEYS: dict[str, Teks] = {
    "nama": "nama", "tujuan": "tujuan", "sasaran": "sasaran", "satuan": "satuan", "formula": "formula_teks",
    "definisi": "definisi",
    "alasan": "alasan", "sumber_data": "sumber_data", "penanggung_jawab": "penanggung_jawab", "tipe": "tipe",
    "keterangan": "keterangan", "penjelasan": "definisi",
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ENOUGH = 3
_LONGEST_LABEL = 60
_LONGEST_NAME = 250
_MOST_ROWS = 500


def cards_of(table: Table) -> list[DraftIndikator]:
    """The cards of a table of labels and values, each from the label that names a measure on; [] for any other table."""
    if len(table.rows) > _MOST_ROWS:
        return []
    pairs = list(_pairs(table))
    fields = [field_of(label.text.rstrip(" :")) for label, _ in pairs]
    starts = [number for number, field in enumerate(fields) if field == "nama"]
    if not starts or len({f for f in fields if f}) < _ENOUGH:
        return []
    first = 0 if len(starts) == 1 else starts[0]
    edges = [first, *starts[1:], len(pairs)]
    acted("kartu")
    return [_card(table, pairs[a:b], fields[a:b]) for a, b in pairwise(edges)]


def _card(table: Table, pairs: Sequence[tuple[Cell, Cell]], fields: Sequence[str]) -> DraftIndikator:
    texts: dict[Teks, Found] = {}
    series: dict[str, dict[str, Found]] = {}
    for (label, value), field in zip(pairs, fields, strict=True):
        place = place_of([value], table.number)
        year = _YEAR.search(label.text)
        if field in ("target", "realisasi") and year and (nilai := read_value(value.text)):
            series.setdefault(field, {})[year.group(1)] = Found(nilai.text, place, value.text, nilai.doubt or value.doubt)
        elif field in _KEYS and _KEYS[field] not in texts and value.text:
            texts[_KEYS[field]] = Found(one_line(value.text), place, value.text, value.doubt)
    return DraftIndikator(texts, series)  # type: ignore[arg-type]  # only `target` and `realisasi` are keys


def _pairs(table: Table) -> Iterable[tuple[Cell, Cell]]:
    """Label and value of each row: two texts (a colon between them does not count)."""
    for row in range(len(table.rows)):
        cells = [cell for _, cell in table.unique(row) if cell.text.strip(" :")]
        if len(cells) == 3 and re.fullmatch(r"(?:\d{1,2}|[a-z])[.)]?", cells[0].text):
            cells = cells[1:]
        if len(cells) == 2 and len(cells[0].text) <= _LONGEST_LABEL:
            value = cells[1]
            yield (
                cells[0],
                Cell(value.text.lstrip(": "), value.row, value.column, page=value.page, box=value.box, doubt=value.doubt),
            )


def headed_card(sheet: Sheet, tahun: Tahun) -> DraftIndikator | None:
    """A small table of values under a heading that names the measure; None without heading, or with several rows."""
    table, header = sheet.table, sheet.header
    name = _heading(table)
    columns = [c for c in header.columns if c.field in SERIES]
    rows = [row for row in sheet.rows if any((v := read_value(row.owned(c.index))) and not v.doubt for c in columns)]
    if not name or not columns or len(rows) != 1:
        return None
    texts: dict[Teks, Found] = {"nama": Found(one_line(name.text), Place(name.page, box=name.box), name.text, name.doubt)}
    for row_number in range(header.first):
        texts |= _labelled(table.unique(row_number), table)
    for column in header.columns:
        if column.field == "satuan" and rows[0].text(column.index):
            cell = rows[0].cells[column.index]
            texts["satuan"] = Found(one_line(cell.text), place_of([cell], table.number), cell.text, cell.doubt)
    for row in sheet.rows:
        for cell in {id(cell): cell for cell in row.cells.values() if cell.text and row is not rows[0]}.values():
            for key, text in _explained(cell).items():
                texts.setdefault(key, Found(text, place_of([cell], table.number), cell.text, cell.doubt))
    if not set(texts) & {"satuan", "sasaran", "definisi", "formula_teks"}:
        return None
    acted("kartu berjudul")
    cells = {c.index: [rows[0].cells[c.index]] for c in columns if rows[0].owned(c.index)}
    return DraftIndikator(texts, series_of_row(columns, cells, tahun, table.number))


def _heading(table: Table) -> Line | None:
    lines = table.above[-table.between :] if table.between else ()
    line = lines[-1] if lines else None
    usable = (
        line is not None
        and 5 < len(line.text) <= _LONGEST_NAME
        and not re.match(r"tabel|lampiran|gambar", line.text, re.IGNORECASE)
    )
    return line if usable else None


def _labelled(cells: list[tuple[int, Cell]], table: Table) -> dict[Teks, Found]:
    """`Sasaran : | …` above the values."""
    if len(cells) != 2:
        return {}
    (_, label), (_, value) = cells
    field = field_of(label.text.rstrip(" :"))
    if field not in ("sasaran", "tujuan", "definisi", "satuan"):
        return {}
    return {_KEYS[field]: Found(one_line(value.text), place_of([value], table.number), value.text, value.doubt)}


def _explained(cell: Cell) -> dict[Teks, str]:
    """The labelled parts of a big cell below the values."""
    return {cast(Teks, _KEYS.get(key, key)): text for key, text in by_labels(cell.text).items()}
