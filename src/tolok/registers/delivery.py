"""The check of one delivery: raw tables in, clean canonical rows and quarantined rows out, and a report of both.

Nothing is dropped silently and nothing is guessed: every data row ends up clean, in quarantine with its reasons, or as
an identical repetition that is counted in the report.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.canonical import canonical_schema, entity_column
from tolok.registers.cell_text import shown
from tolok.registers.cells import read_column
from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.duplicates import Place, duplicate_notes, split_duplicates
from tolok.registers.faults import (
    Fault,
    ends_early,
    foreign_period,
    foreign_region,
    mask,
    missing,
    no_key,
    unknown_region,
    wrong_level,
)
from tolok.registers.headers import Heading
from tolok.registers.places import place_reader
from tolok.registers.pribadi import personal_table
from tolok.registers.schema import Kolom, Schema
from tolok.registers.sheets import RawDelivery, RawTable, table_notes
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import Issue
from tolok.values.region import covers, tingkat_of


@dataclass(frozen=True)
class QuarantinedRow:
    """A row that does not count. `sel`: delivered texts by header, without personal columns; `kolom`: faulty headers.

    `nama`: along `issues`, the schema's name of the faulty column, '' where the whole row is at fault.
    """

    lembar: str
    baris: int
    sel: Mapping[str, str]
    kolom: tuple[str, ...]
    issues: tuple[Issue, ...]
    nama: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryReport:
    """What happened to a delivery. baris = bersih + karantina + rangkap; `keputusan`: sheet and column → decision."""

    baris: int
    bersih: int
    karantina: int
    rangkap: int
    per_kode: Mapping[str, int]
    keputusan: tuple[Mapping[str, object], ...] = ()
    pemetaan: tuple[Mapping[str, object], ...] = ()
    issues: tuple[Issue, ...] = ()
    catatan: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The JSON form, without any row's content."""
        return {
            "baris": self.baris,
            "bersih": self.bersih,
            "karantina": self.karantina,
            "rangkap": self.rangkap,
            "per_kode": dict(self.per_kode),
            "keputusan": [dict(one) for one in self.keputusan],
            "pemetaan": [dict(one) for one in self.pemetaan],
            "catatan": list(self.catatan),
            "issues": [issue.as_dict() for issue in self.issues],
        }


@dataclass(frozen=True)
class CheckedDelivery:
    """A delivery after its check. `clean`: pyarrow.Table in canonical form, in file order; `baris`: its row numbers.

    `pribadi`: the personal columns of the same rows as a table of text, apart; None where a register has none. Only
    `services.identitas` reads it.
    """

    header: DeliveryHeader
    clean: Any
    baris: Sequence[int]
    quarantine: tuple[QuarantinedRow, ...]
    report: DeliveryReport
    pribadi: Any = field(default=None, repr=False, compare=False)

    @property
    def worthless(self) -> bool:
        """Rows were delivered and none is clean: recording it as delivered would turn 'unknown' into 0."""
        return self.report.baris > 0 and self.clean.num_rows == 0


@dataclass(frozen=True)
class _Read:
    """One table after reading: canonical columns by name, entities, faults by row index, decisions."""

    raw: RawTable
    columns: Mapping[str, Any]
    entities: Sequence[str | None]
    faults: dict[int, list[tuple[str, Fault]]]
    keputusan: tuple[Mapping[str, object], ...]


def check_delivery(schema: Schema, raw: RawDelivery, header: DeliveryHeader, tree: RegionTree) -> CheckedDelivery:
    """Checks every row of a delivery against schema, header and region tree.

    Types, required and allowed values, region inside pemda and coverage, period, keys, duplicates. Personal columns are
    looked at in memory only (shape of a NIK, repeated persons) and appear nowhere in the result.
    """
    reads = [_read_table(schema, table, header, tree) for table in raw.tabel]
    places: list[Place] = []
    parts = []
    for index, read in enumerate(reads):
        rows = [row for row in range(len(read.entities)) if row not in read.faults]
        places += [(index, row) for row in rows]
        parts.append(_clean_part(schema, read, header, rows))
    candidates = pa.concat_tables(parts)
    split = split_duplicates(candidates, places, raw)
    for (index, row), fault in split.asked.items():
        reads[index].faults.setdefault(row, []).append(("", fault))
    clean = candidates.take(pa.array(split.kept, pa.int64())) if len(split.kept) < candidates.num_rows else candidates
    lines = [table.baris.to_pylist() for table in raw.tabel]
    baris = [lines[index][row] for index, row in (places[kept] for kept in split.kept)]
    quarantine = tuple(row for read in reads for row in _quarantine(read, raw.berkas))
    notes = (*table_notes(raw, schema), *split.issues(raw.berkas), *duplicate_notes(schema, raw, candidates, places))
    report = DeliveryReport(
        sum(len(table.baris) + len(table.robek) for table in raw.tabel),
        clean.num_rows,
        len(quarantine),
        split.banyak,
        Counter(issue.kode for row in quarantine for issue in row.issues),
        tuple(decided for read in reads for decided in read.keputusan),
        tuple(_mapping(table.lembar, heading) for table in raw.tabel for heading in table.headings),
        notes,
        raw.catatan,
    )
    pribadi = personal_table(schema, raw, [places[row] for row in split.kept]) if schema.pribadi else None
    return CheckedDelivery(header, clean, baris, quarantine, report, pribadi)


_RANKS = ("nama kolom", "label", "sinonim", "ejaan mirip")


def _mapping(lembar: str, heading: Heading) -> dict[str, object]:
    return {
        "lembar": lembar,
        "judul": heading.judul,
        "kolom": heading.kolom.nama,
        "cara": _RANKS[heading.rank],
        "kelipatan": 10**heading.pangkat,
    }


def _read_table(schema: Schema, table: RawTable, header: DeliveryHeader, tree: RegionTree) -> _Read:
    columns: dict[str, Any] = {}
    faults: dict[int, list[tuple[str, Fault]]] = {}
    keputusan: list[Mapping[str, object]] = []
    for heading in table.headings:
        kolom = heading.kolom
        if kolom.pribadi:
            continue
        place = None
        if kolom.jenis == "wilayah":
            place = place_reader(tree, header.pemda, kolom.tingkat_wilayah, header.periode.end)
        reading = read_column(kolom, table.sel.column(kolom.nama), heading.pangkat, place)
        columns[kolom.nama] = reading.nilai
        if reading.keputusan:
            keputusan.append({"lembar": table.lembar, "kolom": kolom.nama, **reading.keputusan})
        _add(faults, kolom.nama, reading.faults.items())
        if kolom.wajib:
            empty = pc.indices_nonzero(pc.is_null(reading.nilai)).to_pylist()
            _add(faults, kolom.nama, ((row, missing()) for row in empty if row not in reading.faults))
    _check_period(schema, columns, header, faults, len(table.baris))
    if schema.wilayah in columns:
        _add(faults, schema.wilayah, _foreign_regions(schema.by_nama[schema.wilayah], columns, header, tree))
    if schema.tanggal in columns and header.periode.triwulan:
        _add(faults, schema.tanggal, _late_dates(columns[schema.tanggal], header))
    entities = entity_column(schema, header.pemda, columns, len(table.baris))
    keyless = no_key([schema.by_nama[part].label for part in schema.keys])
    _add(faults, "", ((row, keyless) for row, entity in enumerate(entities) if entity is None and row not in faults))
    return _Read(table, columns, entities, faults, tuple(keputusan))


def _add(faults: dict[int, list[tuple[str, Fault]]], nama: str, found: Iterable[tuple[int, Fault]]) -> None:
    for row, fault in found:
        faults.setdefault(row, []).append((nama, fault))


def _check_period(
    schema: Schema, columns: dict[str, Any], header: DeliveryHeader, faults: dict[int, list[tuple[str, Fault]]], rows: int
) -> None:
    """Puts the canonical period into `columns`: the year, or in a stock register the day from which a row holds."""
    given = columns.get(schema.periode)
    if schema.jenis == "stok":
        days = pa.nulls(rows, pa.date32()) if given is None else given
        days = pc.fill_null(days, pa.scalar(header.periode.quarter_start, pa.date32()))
        _add(faults, schema.periode, _late_dates(days, header))
        if schema.berlaku_sampai in columns:
            _add(faults, schema.berlaku_sampai, _early_ends(days, columns[schema.berlaku_sampai]))
        columns[schema.periode] = as_number(days)
    elif given is None:
        columns[schema.periode] = pa.nulls(rows, pa.int32()).fill_null(header.periode.tahun)
    else:
        _add(faults, schema.periode, _foreign_years(given, header))


def as_number(days: Any) -> Any:
    """Dates as the whole numbers YYYYMMDD (int32), by which stock rows are kept."""
    number = pc.add(pc.multiply(pc.year(days), 10_000), pc.add(pc.multiply(pc.month(days), 100), pc.day(days)))
    return number.cast(pa.int32())


def _early_ends(begins: Any, ends: Any) -> Iterator[tuple[int, Fault]]:
    for row in pc.indices_nonzero(pc.fill_null(pc.less(ends, begins), False)).to_pylist():
        yield row, ends_early(begins[row].as_py().isoformat(), ends[row].as_py().isoformat())


def _foreign_years(years: Any, header: DeliveryHeader) -> Iterator[tuple[int, Fault]]:
    tahun = header.periode.tahun
    for row in pc.indices_nonzero(pc.fill_null(pc.not_equal(years, tahun), False)).to_pylist():
        yield row, foreign_period(str(years[row].as_py()), header.periode.label)


def _late_dates(days: Any, header: DeliveryHeader) -> Iterator[tuple[int, Fault]]:
    late = pc.greater(days, pa.scalar(header.periode.end, pa.date32()))
    for row in pc.indices_nonzero(pc.fill_null(late, False)).to_pylist():
        yield row, foreign_period(days[row].as_py().isoformat(), header.periode.label)


def _foreign_regions(
    kolom: Kolom, columns: Mapping[str, Any], header: DeliveryHeader, tree: RegionTree
) -> Iterator[tuple[int, Fault]]:
    codes = columns[kolom.nama]
    bad: dict[str, Fault] = {}
    for code in pc.unique(codes).drop_null().to_pylist():
        fault = _region_fault(code, header, tree)
        if fault is None and kolom.tingkat_wilayah and tingkat_of(code) != kolom.tingkat_wilayah:
            fault = wrong_level(code, tree.name(code), kolom.tingkat_wilayah)
        if fault:
            bad[code] = fault
    if bad:
        at = pc.indices_nonzero(pc.is_in(codes, value_set=pa.array(list(bad))))
        yield from ((row, bad[codes[row].as_py()]) for row in at.to_pylist())


def _region_fault(code: str, header: DeliveryHeader, tree: RegionTree) -> Fault | None:
    if not tree.exists(code):
        return unknown_region(code, "kode ini tidak ada di daftar Kemendagri")
    if not tree.exists(code, header.periode.end):
        return unknown_region(code, f"kode ini tidak berlaku pada {header.periode.label}")
    if not covers(header.pemda, code):
        return foreign_region(code, f"{tree.name(header.pemda)} ({header.pemda})")
    if not header.covers(code):
        return foreign_region(code, "cakupan " + ", ".join(header.cakupan))
    return None


def _clean_part(schema: Schema, read: _Read, header: DeliveryHeader, rows: list[int]) -> Any:
    target = canonical_schema(schema)
    keep = pa.array(rows, pa.int64())
    fixed = [header.pemda, header.perangkat_daerah]
    arrays = [pa.array(read.entities, pa.string()).take(keep)]
    arrays += [pa.nulls(len(rows), pa.string()).fill_null(text) for text in fixed]
    for nama in (schema.periode, schema.wilayah, *(kolom.nama for kolom in schema.stored)):
        column = read.columns.get(nama or "")
        kind = target.field(len(arrays)).type
        arrays.append(pa.nulls(len(rows), kind) if column is None else column.take(keep))
    return pa.Table.from_arrays(arrays, schema=target)


def _quarantine(read: _Read, berkas: str) -> Iterator[QuarantinedRow]:
    table = read.raw
    place = f"berkas {berkas}" + (f", lembar {table.lembar}" if table.lembar else "")
    found: dict[int, QuarantinedRow] = {}
    shown_headings = [heading for heading in table.headings if not heading.kolom.pribadi]
    rows = sorted(read.faults)
    taken = table.sel.select([h.kolom.nama for h in shown_headings]).take(pa.array(rows, pa.int64()))
    lines = table.baris.take(pa.array(rows, pa.int64())).to_pylist()
    cells = zip(*(column.to_pylist() for column in taken.columns), strict=True)
    for row, line, texts in zip(rows, lines, cells, strict=True):
        sel = {h.judul: _handed_back(h, text) for h, text in zip(shown_headings, texts, strict=True)}
        faults = read.faults[row]
        titles = tuple(table.by_nama[nama].judul for nama, _ in faults if nama in table.by_nama)
        issues = tuple(fault.at(f"{place}, baris {line}{_column_of(table, nama)}") for nama, fault in faults)
        found[line] = QuarantinedRow(table.lembar, line, sel, titles, issues, tuple(nama for nama, _ in faults))
    for line, fault in table.robek:
        found[line] = QuarantinedRow(table.lembar, line, {}, (), (fault.at(f"{place}, baris {line}"),))
    return iter([found[line] for line in sorted(found)])


def _handed_back(heading: Heading, text: str | None) -> str:
    return shown(text) if heading.kolom.jenis == "nomor" else mask(shown(text))


def _column_of(table: RawTable, nama: str) -> str:
    heading = table.by_nama.get(nama)
    return f", kolom `{heading.judul}`" if heading else ""
