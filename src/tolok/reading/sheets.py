"""Tables that are one table to a reader: a header, and all rows under it, also those on the next pages.

A table without a header goes on with the one before it when its columns can be laid over that one's columns: by their
place on the page, by their number, or by what stands in them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tolok.reading.headers import SERIES, Column, Header, field_of, find_header
from tolok.reading.paper import Cell, Line
from tolok.reading.rules import acted
from tolok.reading.tables import Table, is_number_row, row_words
from tolok.reading.values import is_placeholder, read_value
from tolok.reading.words import is_aim, is_measure, one_line

_SIGNED = re.compile(r"\bNIP\b|^mengetahui|ditetapkan di|^\w+,\s+\d{1,2} \w+ (?:19|20)\d\d", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:tabel|table|lampiran|gambar|bab|formulir)\b", re.IGNORECASE)
_MONEY = re.compile(r"\bRp\.?\s*\d|^(?:\d+\.?\s*)?(?:sub\s?)?(?:program|kegiatan)\s+\w", re.IGNORECASE)
_CALENDAR = re.compile(r"\btahun\s+(?:anggaran\s+)?(?:19|20)\d\d\b", re.IGNORECASE)
_QUARTER_CELL = re.compile(r"^(?:triwulan|tw|q)?[\s.-]*(?:I{1,3}|IV|[1-4])$", re.IGNORECASE)
_WITH_NAMES = ("formula", "penjelasan", "definisi", "satuan")
_MOSTLY = 0.6
_FARTHEST = 8
_AGAINST = -2.0


@dataclass(frozen=True)
class BodyRow:
    """A row below a header: its cells by header column, which begin here, where it stands. `torn`: it begins a page."""

    cells: Mapping[int, Cell]
    own: frozenset[int]
    table: int
    row: int
    torn: bool = False

    def text(self, column: int) -> str:
        return self.cells[column].text if column in self.cells else ""

    def owned(self, column: int) -> str:
        return self.cells[column].text if column in self.own else ""


@dataclass
class Sheet:
    """A header with all its rows, and the lines above its first table."""

    header: Header
    table: Table
    above: tuple[Line, ...]
    rows: list[BodyRow] = field(default_factory=list)


def sheets_of(tables: list[Table]) -> tuple[list[Sheet], list[Table]]:
    """The sheets of a document in order, and the tables that belong to none."""
    sheets: list[Sheet] = []
    alone: list[Table] = []
    for table in tables:
        before = sheets[-1] if sheets else None
        parts = list(_parts(table))
        for header, first, last in parts:
            if header is None:
                mapping = _continues(before, table, first, last) if before else None
                if before and mapping is not None:
                    acted("lanjutan tanpa kepala")
                    before.rows += body_rows(table, first, last, mapping, torn=True)
                elif len(parts) == 1:
                    alone.append(table)
                continue
            same = (
                before and before.table is not table and not header.first and header.names and _same(before, header, table)
            )
            if before and same:
                acted("kepala di halaman berikut")
                before.rows += body_rows(table, header.last, last, _identity(header), torn=True)
                continue
            above = table.above if header is parts[0][0] else ()
            before = Sheet(_known(header, table, last), table, (*above, *titles_in(table, header, first)))
            sheets.append(before)
            before.rows += body_rows(table, header.last, last, _identity(header))
    return sheets, alone


def _parts(table: Table) -> Iterator[tuple[Header | None, int, int]]:
    """A table cut where a second, different header begins inside it (programmes below indicators)."""
    header = find_header(table)
    if header is None:
        yield None, 0, len(table.rows)
        return
    first = header.first
    repeated = {row_words(table, r) for r in range(header.first, header.last)}
    for row in range(header.last, len(table.rows)):
        start = _caption_row(table, row, header.last)
        again = row_words(table, row) in repeated and start == row
        if again or row < header.last or not _is_new_header(table, row):
            continue
        yield header, first, start
        rest = Table(table.rows[row:], table.number, table.page, (), frozenset(), table.sheet, 0, table.columns)
        inner = find_header(rest)
        if inner is None or inner.first:
            return
        header = Header(inner.first + row, inner.last + row, inner.columns)
        first = start
        repeated = {row_words(table, r) for r in range(header.first, header.last)}
    yield header, first, len(table.rows)


def _caption_row(table: Table, row: int, after: int) -> int:
    """The first of the rows above a header that are its title: one text each, that names a table or a year."""
    start = row
    while start - 1 >= after and len(cells := table.unique(start - 1)) == 1:
        if not (_CAPTION.match(cells[0][1].text) or _CALENDAR.search(cells[0][1].text)):
            break
        start -= 1
    return start


def titles_in(table: Table, header: Header, first: int = 0) -> tuple[Line, ...]:
    """The titles that stand inside a table, above its header: rows of one text."""
    found = []
    for row in range(first, header.first):
        cells = table.unique(row)
        if len(cells) == 1:
            acted("judul di dalam tabel")
            found.append(Line(cells[0][1].text, cells[0][1].page, cells[0][1].box))
    return tuple(found)


def _known(header: Header, table: Table, last: int) -> Header:
    """A header with what the rows below it tell of its columns: quarters by row, names under an unknown word."""
    if any(_is_quarters(table, header, last, column.index) for column in header.of("triwulan")):
        acted("triwulan per baris")
        columns = tuple(replace(c, field="triwulan") if c.field in SERIES else c for c in header.columns)
        return replace(header, columns=columns)
    if header.names or not header.of("sasaran", "tujuan") or not header.of(*_WITH_NAMES, *SERIES):
        return header
    named = [c for c in header.of("", "uraian") if c.words and _measured(table, header, last, c.index)]
    if len(named) != 1:
        return header
    acted("kolom nama dari isi")
    doubt = f"kepala kolom “{named[0].heading}” tidak dikenal; dikenali dari isinya"
    columns = tuple(replace(c, field="nama", doubt=doubt) if c is named[0] else c for c in header.columns)
    return replace(header, columns=tuple(replace(c, owner=named[0].index) for c in columns))


def _is_quarters(table: Table, header: Header, last: int, index: int) -> bool:
    texts = [one_line(table.rows[r][index].text) for r in range(header.last, last) if table.rows[r][index].text]
    return len(texts) > 1 and sum(bool(_QUARTER_CELL.match(text)) for text in texts) * 2 > len(texts)


def _measured(table: Table, header: Header, last: int, index: int) -> bool:
    texts = [one_line(table.rows[r][index].text) for r in range(header.last, last) if table.own(r, index)]
    filled = [text for text in texts if text]
    return len(filled) > 1 and sum(map(is_measure, filled)) >= _MOSTLY * len(filled)


def _is_new_header(table: Table, row: int) -> bool:
    cells = [one_line(cell.text) for _, cell in table.unique(row)]
    return len(cells) > 1 and len({field_of(text) for text in cells} - {""}) == len(cells)


def _identity(header: Header) -> dict[int, int]:
    return {column.index: column.index for column in header.columns}


def _same(before: Sheet, header: Header, table: Table) -> bool:
    """A header printed again on the next page, with no caption between: the same words, or the same fields and years."""
    if any(_CAPTION.match(line.text) for line in table.above[-table.between :] if table.between):
        return False
    old = [(c.field, c.year) for c in before.header.columns if c.field]
    new = [(c.field, c.year) for c in header.columns if c.field]
    words = [c.heading.casefold() for c in before.header.columns if c.field]
    return (
        old == new
        and words == [c.heading.casefold() for c in header.columns if c.field]
        and (len(before.header.columns) == len(header.columns))
    )


def body_rows(table: Table, first: int, last: int, mapping: Mapping[int, int], torn: bool = False) -> list[BodyRow]:
    """Rows as a reader counts them: without number rows, without headers printed again, up to the signatures."""
    found: list[BodyRow] = []
    headings = {row_words(table, r) for r in range(first)} - {""}
    for row in range(first, last):
        texts = [cell.text for _, cell in table.unique(row)]
        if any(_SIGNED.search(text) for text in texts):
            break
        if not texts or (is_number_row(table, row) and not found) or (row_words(table, row) in headings and len(texts) > 1):
            continue
        cells = {mapping[c]: cell for c, cell in enumerate(table.rows[row]) if c in mapping}
        own = frozenset(mapping[c] for c in range(table.width) if c in mapping and table.own(row, c))
        found.append(BodyRow(cells, own, table.number, row + 1, (torn and not found) or row in table.torn))
    return found


def _continues(before: Sheet, table: Table, first: int, last: int) -> dict[int, int] | None:
    """How a table without header lies over the sheet before it: own column → header column; None when it does not."""
    lines = table.above[-table.between :] if table.between else ()
    if table.between > _FARTHEST or any(_CAPTION.match(line.text) or len(line.text) > 200 for line in lines):
        return None
    if _is_budget(table) or (_same_page(before, table) and not (_numbered_on(before, table) or _names_measures(table))):
        return None
    names = {column.index for column in before.header.names}
    for lay in (_by_place, _by_number, _by_content):
        mapping = lay(before, table)
        if mapping is not None and (last - first == 1 or names & set(mapping.values())):
            return mapping
    return None


def _same_page(before: Sheet, table: Table) -> bool:
    """On printed pages a table goes on over a page's end; two tables on one page are two, unless their rows show it."""
    pages = {cell.page for row in before.rows[-1:] for cell in row.cells.values()} or {before.table.page}
    boxed = any(cell.box for row in table.rows for cell in row)
    return boxed and table.page in pages


def _numbered_on(before: Sheet, table: Table) -> bool:
    """Whether the first number of a table is the one after the last number above it."""
    columns = [column.index for column in before.header.columns if column.field == "nomor"]
    last = [row.text(c) for row in before.rows for c in columns if row.text(c)]
    numbers = [re.sub(r"\D", "", text) for text in (last[-1] if last else "", table.rows[0][0].text)]
    return all(numbers) and int(numbers[1]) == int(numbers[0]) + 1


def _names_measures(table: Table) -> bool:
    """Whether most rows of a table hold a text that begins as a measure's name does."""
    measured = sum(any(is_measure(cell.text) for _, cell in table.unique(row)) for row in range(len(table.rows)))
    return measured * 2 > len(table.rows)


def _is_budget(table: Table) -> bool:
    """Most rows name a programme or an amount of money."""
    rows = [" ".join(cell.text for _, cell in table.unique(row)) for row in range(len(table.rows))]
    return sum(bool(_MONEY.search(one_line(text))) for text in rows) * 2 > len(rows)


def _by_place(before: Sheet, table: Table) -> dict[int, int] | None:
    """By the middle of each column on the page."""
    spans: dict[int, tuple[float, float]] = {}
    for column in before.header.columns:
        cells = [row[column.index] for row in before.table.rows]
        boxes = [cell.box for cell in cells if cell.box is not None and cell.colspan == 1]
        if not boxes:
            return None
        spans[column.index] = (min(b.left for b in boxes), max(b.right for b in boxes))
    found: dict[int, int] = {}
    for index in range(table.width):
        boxes = [box for row in table.rows if (box := row[index].box) is not None]
        if not boxes:
            return None
        middle = sum((b.left + b.right) / 2 for b in boxes) / len(boxes)
        near = min(spans, key=lambda c, at=middle: abs(sum(spans[c]) / 2 - at))  # type: ignore[misc]  # bound per column
        if not spans[near][0] - 4 <= middle <= spans[near][1] + 4 or near in found.values():
            return None
        found[index] = near
    return found


def _by_number(before: Sheet, table: Table) -> dict[int, int] | None:
    """By the number of the column, when both grids had equally many and what stands in them fits."""
    if table.columns != before.table.columns:
        return None
    places = {_raw(before.table, c): c for c in range(before.table.width)}
    found = {}
    for index in range(table.width):
        raw = _raw(table, index)
        if raw not in places:
            return None
        found[index] = places[raw]
    fits = all(_fit(before.header.columns[to], _texts(table, index)) > _AGAINST for index, to in found.items())
    return found if fits else None


def _raw(table: Table, index: int) -> int:
    return max((r[index].column for r in table.rows if r[index].row >= 0), default=index)


def _texts(table: Table, index: int) -> list[str]:
    return [one_line(r[index].text) for r in table.rows if r[index].text]


def _by_content(before: Sheet, table: Table) -> dict[int, int] | None:
    """By what stands in the columns, in their order: numbers under values, sentences under explanations."""
    columns = [c for c in before.header.columns if c.field]
    texts = [_texts(table, index) for index in range(table.width)]
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}

    def lay(i: int, j: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if i == len(texts):
            return 0.0, ()
        if (i, j) in best:
            return best[i, j]
        score, rest = lay(i + 1, j)
        options = [(score - 3.0, rest)]
        for k in range(j, len(columns)):
            fit = _fit(columns[k], texts[i])
            after, pairs = lay(i + 1, k + 1)
            options.append((fit + after, ((i, columns[k].index), *pairs)))
        best[i, j] = max(options, key=lambda option: option[0])
        return best[i, j]

    if len(texts) > 40 or not texts:
        return None
    score, pairs = lay(0, 0)
    fields = {before.header.columns[to].field for _, to in pairs}
    enough = len(pairs) >= max(2, len(texts) - 1) and score >= len(texts)
    return dict(pairs) if enough and (fields & SERIES or "nama" in fields) else None


def _fit(column: Column, texts: list[str]) -> float:
    """How well the texts of a column suit a field: above 0 they do, below they do not."""
    if not texts:
        return 0.0
    return sum(_fit_one(column, text) for text in texts) / len(texts)


def _fit_one(column: Column, text: str) -> float:
    value = read_value(text)
    number = value is not None and not value.doubt and len(text) < 40
    if column.field in SERIES or column.field in ("awal", "akhir", "capaian", "proyeksi", "anggaran", "triwulan"):
        return 2.0 if number or is_placeholder(text) else -4.0
    if column.field == "nomor":
        return 3.0 if re.fullmatch(r"\(?\w{1,3}[.)]?", text) else -4.0
    if number:
        return -3.0
    if column.field in ("sasaran", "tujuan"):
        return 2.0 if is_aim(text) else -2.0 if is_measure(text) or len(text) > 200 else 0.5
    if column.field == "nama":
        return 2.5 if is_measure(text) else -1.0 if is_aim(text) or ":" in text or len(text) > 160 else 0.5
    if column.field in ("formula", "penjelasan", "alasan", "definisi"):
        return 1.5 if len(text) > 60 or ":" in text else 0.3
    return 0.8 if len(text) < 90 else -0.5
