"""From a source file to raw tables: the columns that a register knows, as delivered, with their row numbers.

What is left out (totals, repeated headers, rows without content, sheets without a table) is counted and reported.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from tolok.registers.cell_text import shown
from tolok.registers.faults import Fault, daftar_baris, file_issue, no_table, quote, torn_row
from tolok.registers.headers import HeaderMatch, Heading, Row, find_header, header_powers
from tolok.registers.schema import Schema
from tolok.registers.sources import Sheet, SourceFile
from tolok.values.issue import Issue, IssueError, maksud_anda

_CHUNK = 16_384


@dataclass(frozen=True)
class RawTable:
    """One sheet, read. `sel`: Arrow table of raw texts, named by schema columns (personal ones included, in memory).

    `baris`: 1-based row numbers in the file, as Excel shows them. `robek`: rows that do not fall into the columns.
    `dilewati`: reason → row numbers of what was left out. `baris_judul`: row number of the header, 0 where there is none.
    """

    lembar: str
    headings: tuple[Heading, ...]
    sel: Any
    baris: Any
    robek: tuple[tuple[int, Fault], ...] = ()
    dilewati: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    judul: tuple[str, ...] = ()
    lain: tuple[str, ...] = ()
    baris_judul: int = 0

    @property
    def by_nama(self) -> dict[str, Heading]:
        return {heading.kolom.nama: heading for heading in self.headings}


@dataclass(frozen=True)
class RawDelivery:
    """All tables of one file that belong to one register, and notes about the file."""

    berkas: str
    sha256: str
    tabel: tuple[RawTable, ...]
    catatan: tuple[str, ...] = ()


def find_tables(source: SourceFile, schema: Schema) -> list[tuple[Sheet, HeaderMatch]]:
    """The sheets that have a header of the register, whether complete or not."""
    found = ((sheet, find_header(sheet.head(), schema)) for sheet in source.sheets)
    return [(sheet, match) for sheet, match in found if match is not None]


def read_tables(source: SourceFile, schema: Schema, lembar: str | None = None) -> RawDelivery:
    """Reads every sheet whose header has the register's required columns, or the one named `lembar`.

    IssueError: TLK-R004 (no such table), TLK-R007 (required columns missing), TLK-R008 (a column twice), TLK-R045
    (a header that may be a missing column).
    """
    tables = find_tables(_only(source, lembar), schema)
    if not tables:
        raise IssueError(_no_table(source, schema))
    complete = [(sheet, match) for sheet, match in tables if not match.missing(schema)]
    if not complete:
        best = max((match for _, match in tables), key=lambda match: len(match.headings))
        raise IssueError(_incomplete(source, schema, best))
    issues = [issue for sheet, match in complete for issue in _twice(source, sheet, match)]
    issues += [issue for sheet, match in complete for issue in _near(source, sheet, match, schema)]
    if issues:
        raise IssueError(issues)
    read = {sheet.nama for sheet, _ in complete}
    notes = [f"lembar `{sheet.nama}` tidak dibaca" for sheet in source.sheets if sheet.nama not in read]
    tabel = tuple(_read_sheet(sheet, match, schema) for sheet, match in complete)
    return RawDelivery(source.berkas, source.sha256, tabel, (*source.catatan, *notes))


def _only(source: SourceFile, lembar: str | None) -> SourceFile:
    if lembar is None or source.sheets[0].ragged:
        return source
    sheets = tuple(sheet for sheet in source.sheets if sheet.nama == lembar)
    if not sheets:
        names = [sheet.nama for sheet in source.sheets]
        saran = maksud_anda(lembar, names) or "lembar yang ada: " + ", ".join(names)
        raise IssueError(no_table(source.berkas, f"tidak ada lembar bernama `{lembar}`", saran))
    return replace(source, sheets=sheets)


def _no_table(source: SourceFile, schema: Schema) -> Issue:
    where = ", ".join(f"`{sheet.nama}`" for sheet in source.sheets if sheet.nama) or "berkas ini"
    return no_table(source.berkas, f"judul kolom register {schema.nama} tidak ada di {where}")


def _incomplete(source: SourceFile, schema: Schema, match: HeaderMatch) -> Issue:
    missing = ", ".join(f"`{kolom.label}`" for kolom in match.missing(schema))
    others = ", ".join(f"`{title}`" for title in match.lain[:10])
    known = f"; judul yang tidak dikenal: {others}" if others else ""
    return file_issue(
        "TLK-R007",
        source.berkas,
        f"kolom wajib tidak ada: {missing}",
        f"register {schema.nama} memerlukannya{known}",
        "tambahkan kolom itu, atau perbaiki ejaan judulnya menurut templat register",
    )


def _twice(source: SourceFile, sheet: Sheet, match: HeaderMatch) -> Iterator[Issue]:
    for nama, titles in match.rangkap:
        listed = ", ".join(f"`{title}`" for title in titles)
        yield file_issue(
            "TLK-R008",
            f"{source.berkas}{_of(sheet.nama)}",
            f"kolom `{nama}` ada lebih dari sekali",
            f"judul {listed}",
            "hapus atau ganti judul kolom yang tidak dipakai",
            "perlu keputusan",
        )


def _near(source: SourceFile, sheet: Sheet, match: HeaderMatch, schema: Schema) -> Iterator[Issue]:
    for title, kolom in match.near_misses(schema):
        yield file_issue(
            "TLK-R045",
            f"{source.berkas}{_of(sheet.nama)}",
            f"judul {quote(title)} tidak dikenal",
            f"kolom `{kolom.label}` tidak ada dalam berkas ini; Tolok tidak menebak apakah inilah dia",
            f"Maksud Anda `{kolom.label}`? Perbaiki judulnya, atau hapus kolom itu bila bukan bagian register",
            "perlu keputusan",
        )


def _of(lembar: str) -> str:
    return f", lembar {lembar}" if lembar else ""


_TOTAL = re.compile(
    r"^(?:sub\s*|grand\s*)?(?:jumlah|total)(?:\s+(?:seluruhnya|keseluruhan|semua|umum|akhir|besar))?\s*:?$", re.IGNORECASE
)


class _Collector:
    """Gathers the wanted cells of a sheet in chunks of Arrow arrays, so that 300,000 rows stay small."""

    def __init__(self, positions: Sequence[int]):
        self.positions = positions
        self.pending: list[list[str]] = [[] for _ in positions]
        self.chunks: list[list[Any]] = [[] for _ in positions]
        self.numbers: list[int] = []

    def add(self, number: int, cells: Sequence[str]) -> None:
        self.numbers.append(number)
        for column, cell in zip(self.pending, cells, strict=True):
            column.append(cell)
        if len(self.numbers) % _CHUNK == 0:
            self.flush()

    def flush(self) -> None:
        for chunks, column in zip(self.chunks, self.pending, strict=True):
            chunks.append(pa.array(column, pa.string()))
            column.clear()

    def table(self, names: Sequence[str]) -> Any:
        self.flush()
        return pa.table([pa.chunked_array(chunks, pa.string()) for chunks in self.chunks], list(names))


def _read_sheet(sheet: Sheet, match: HeaderMatch, schema: Schema) -> RawTable:
    head = sheet.head()
    titles = tuple(shown(cell).strip() for row in head[: match.start] for cell in row if cell.strip())
    headings = _with_title_power(match.headings, titles)
    collector = _Collector([heading.posisi for heading in headings])
    reader = _RowReader(sheet, match, schema, headings, len(head[match.start]))
    for number, row in sheet.rows():
        if number > match.data:
            cells = reader.wanted(number, row, head[match.start])
            if cells is not None:
                collector.add(number, cells)
    return RawTable(
        sheet.nama,
        headings,
        collector.table([heading.kolom.nama for heading in headings]),
        pa.array(collector.numbers, pa.int32()),
        tuple(reader.torn),
        {why: tuple(rows) for why, rows in reader.skipped.items()},
        titles,
        tuple(t for t in match.lain if t),
        match.start + 1,
    )


def _with_title_power(headings: tuple[Heading, ...], titles: Sequence[str]) -> tuple[Heading, ...]:
    """`(dalam jutaan rupiah)` above the table holds for its rupiah columns that name no multiplier of their own."""
    powers = {power for title in titles if re.search(r"\bdalam\b", title, re.I) for power in header_powers(f"({title})")}
    if len(powers) != 1:
        return headings
    power = powers.pop()
    return tuple(
        replace(heading, pangkat=power) if heading.kolom.satuan == "rupiah" and not heading.pangkat else heading
        for heading in headings
    )


class _RowReader:
    """Takes the wanted cells of a row, or notes why the row is left out."""

    def __init__(self, sheet: Sheet, match: HeaderMatch, schema: Schema, headings: Sequence[Heading], width: int):
        self.sheet, self.width = sheet, width
        self.positions = [heading.posisi for heading in headings]
        self.keys = [heading.posisi for heading in headings if heading.kolom.nama in schema.keys]
        self.last = max(self.positions) + 1
        self.torn: list[tuple[int, Fault]] = []
        self.skipped: dict[str, list[int]] = {}

    def wanted(self, number: int, row: Row | None, header: Row) -> Sequence[str] | None:
        if row is None:
            self.torn.append((number, torn_row("tanda kutipnya tidak berpasangan, atau satu selnya terlalu panjang")))
            return None
        spoilt = self.sheet.spoilt.get(number - 1)
        if spoilt:
            row = [cell or spoilt.get(i, "") for i, cell in enumerate(row)]
        first = row[0] if row and row[0] else next((cell for cell in row if cell.strip()), "")
        if not first:
            return None
        if self.sheet.ragged and len(row) != self.width and (len(row) < self.width or any(row[self.width :])):
            self.torn.append((number, torn_row(f"judul punya {self.width} kolom, baris ini {len(row)}")))
            return None
        if len(row) < self.last:
            row = [*row, *[""] * (self.last - len(row))]
        cells = [row[position] for position in self.positions]
        reason = self._reason(first, row, cells, header)
        if reason:
            self.skipped.setdefault(reason, []).append(number)
            return None
        return cells

    def _reason(self, first: str, row: Row, cells: Sequence[str], header: Row) -> str:
        if not any(cell and not cell.isspace() for cell in cells):
            return "tanpa isi pada kolom yang dikenal"
        if first[0] in "jJtTsSgG \t" and _TOTAL.match(first.strip()) and self._keyless(row, first):
            return "baris jumlah"
        if first == header[0] and list(row[: len(header)]) == list(header):
            return "judul kolom yang diulang"
        return ""

    def _keyless(self, row: Row, first: str) -> bool:
        return all(not row[position].strip() or row[position] == first for position in self.keys)


def table_notes(raw: RawDelivery, schema: Schema) -> list[Issue]:
    """What was left out or matched with doubt, as notes (`catatan`) for the report."""
    return [
        file_issue(kode, f"{raw.berkas}{_of(table.lembar)}", apa, mengapa, saran, "catatan")
        for table in raw.tabel
        for kode, apa, mengapa, saran in _notes(table, schema)
    ]


def _notes(table: RawTable, schema: Schema) -> Iterator[tuple[str, str, str, str]]:
    for why, rows in table.dilewati.items():
        apa = f"{len(rows)} baris tidak dibaca"
        yield "TLK-R009", apa, f"{why}: baris {daftar_baris(rows)}", "periksa bahwa tidak ada data yang terlewat"
    fuzzy = [f"`{h.judul}` dibaca sebagai `{h.kolom.label}`" for h in table.headings if h.rank == 3]
    if fuzzy:
        saran = "perbaiki ejaan judul bila tebakan ini salah"
        yield "TLK-R010", "judul kolom dengan ejaan lain", "; ".join(fuzzy), saran
    absent = [k.label for k in schema.kolom if k.nama not in table.by_nama and not k.pribadi]
    if absent:
        saran = "tambahkan kolomnya bila datanya ada; selama tidak ada, nilainya belum diketahui"
        yield "TLK-R032", "ada kolom register yang tidak dikirim", "tidak ada judul untuk: " + ", ".join(absent), saran
    if table.lain:
        listed = ", ".join(quote(title) for title in table.lain)
        saran = "tidak perlu apa-apa bila memang bukan bagian register"
        yield "TLK-R031", "ada kolom yang tidak dipakai", f"judul {listed} tidak dikenal register ini", saran
