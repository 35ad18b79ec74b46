"""Repetitions inside one delivery: identical rows count once, differing ones ask; persons are compared in memory only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.faults import Fault, daftar_baris, differing_duplicate, file_issue
from tolok.registers.schema import Kolom, Schema
from tolok.registers.sheets import RawDelivery
from tolok.values.issue import Issue

Place = tuple[int, int]
"""Index of the table in the delivery, index of the row in the table."""


@dataclass(frozen=True)
class Split:
    """`kept`: row indices of the clean table that count. `asked`: rows for quarantine. `rangkap`: row numbers per group."""

    kept: Sequence[int]
    asked: Mapping[Place, Fault]
    rangkap: tuple[tuple[int, ...], ...] = ()

    @property
    def banyak(self) -> int:
        """Identical rows beyond the first of their group."""
        return sum(len(rows) - 1 for rows in self.rangkap)

    def issues(self, berkas: str) -> Iterator[Issue]:
        """A note about the identical rows."""
        if self.rangkap:
            groups = "; ".join(daftar_baris(rows) for rows in self.rangkap[:20])
            more = f"; dan {len(self.rangkap) - 20} kelompok lain" if len(self.rangkap) > 20 else ""
            yield file_issue(
                "TLK-R036",
                berkas,
                f"{self.banyak} baris rangkap dihitung sekali",
                f"baris sama persis: {groups}{more}",
                "hapus rangkapnya pada sumber data",
                "catatan",
            )


def split_duplicates(clean: Any, places: Sequence[Place], raw: RawDelivery) -> Split:
    """Groups the clean rows of one delivery (one office) by entity and period. `places` runs along `clean`."""
    groups = repeated(row_keys(clean))
    if not groups:
        return Split(range(clean.num_rows), {})
    dropped: set[int] = set()
    asked: dict[Place, Fault] = {}
    same: list[tuple[int, ...]] = []
    numbers = [table.baris.to_pylist() for table in raw.tabel]
    for rows in groups:
        lines = tuple(numbers[places[row][0]][places[row][1]] for row in rows)
        first, *others = (tuple(column[row].as_py() for column in clean.columns) for row in rows)
        if all(other == first for other in others):
            same.append(lines)
            dropped.update(rows[1:])
        else:
            fault = differing_duplicate(lines)
            asked.update((places[row], fault) for row in rows)
            dropped.update(rows)
    return Split([row for row in range(clean.num_rows) if row not in dropped], asked, tuple(same))


def row_keys(clean: Any) -> Any:
    """What may occur once in a delivery: entity and period (in a stock register the day from which the row holds)."""
    return pc.binary_join_element_wise(clean.column("entitas"), clean.column("periode").cast(pa.string()), "\x1f")


def repeated(values: Any) -> list[list[int]]:
    """Row indices of each value that occurs more than once, in order of first occurrence; null is no value."""
    counts = pc.value_counts(values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values)
    often = counts.field(0).filter(pc.greater(counts.field(1), 1)).drop_null()
    if not len(often):
        return []
    rows = pc.indices_nonzero(pc.is_in(values, value_set=often)).to_pylist()
    groups: dict[object, list[int]] = defaultdict(list)
    for row, value in zip(rows, values.take(pa.array(rows, pa.int64())).to_pylist(), strict=True):
        groups[value].append(row)
    return list(groups.values())


def duplicate_notes(schema: Schema, raw: RawDelivery, clean: Any, places: Sequence[Place]) -> Iterator[Issue]:
    """Notes about what may be one thing under two numbers; no value of a personal column is named."""
    for kunci in schema.kunci[1:]:
        if "+" not in kunci:
            yield from _same_number(raw, clean, places, kunci, schema.by_nama[kunci].label)
    for kolom in schema.stored:
        if kolom.panjang:
            yield from _unusual_length(raw, clean, places, kolom)
    for kolom in schema.pribadi:
        if kolom.jenis == "nomor" and kolom.nama.startswith("nik"):
            yield from _nik_shape(raw, kolom.nama, kolom.label)
            yield from _same_person(schema, raw, clean, places, kolom.nama)


def _unusual_length(raw: RawDelivery, clean: Any, places: Sequence[Place], kolom: Kolom) -> Iterator[Issue]:
    """Numbers of an unusual length: a spreadsheet drops zeros in front. They count; only a person can tell."""
    lengths = pc.utf8_length(clean.column(kolom.nama))
    wrong = pc.invert(pc.is_in(lengths, value_set=pa.array(kolom.panjang, pa.int32())))
    rows = pc.indices_nonzero(pc.and_(pc.is_valid(lengths), wrong)).to_pylist()
    if rows:
        usual = " atau ".join(str(length) for length in kolom.panjang)
        yield file_issue(
            "TLK-R052",
            raw.berkas,
            f"{kolom.label} pada {len(rows)} baris tidak {usual} angka",
            f"baris {daftar_baris(_lines(raw, places, rows[:20]))}" + (f", … ({len(rows)} baris)" if len(rows) > 20 else ""),
            "periksa nol di depan, yang hilang bila Excel membacanya sebagai angka; baris tetap dihitung",
            "catatan",
        )


def _lines(raw: RawDelivery, places: Sequence[Place], rows: Sequence[int]) -> list[int]:
    return [raw.tabel[places[row][0]].baris[places[row][1]].as_py() for row in rows]


def _same_number(raw: RawDelivery, clean: Any, places: Sequence[Place], kunci: str, label: str) -> Iterator[Issue]:
    entities = clean.column("entitas")
    groups = [g for g in repeated(clean.column(kunci)) if len({entities[row].as_py() for row in g}) > 1]
    if groups:
        yield _note("TLK-R037", raw, f"{label} yang sama pada nomor pengenal yang berbeda", groups, places)


def _same_person(schema: Schema, raw: RawDelivery, clean: Any, places: Sequence[Place], nama: str) -> Iterator[Issue]:
    """Rows of one person, one name and one region under different keys (registers: NIK, name, kelurahan)."""
    names = [k.nama for k in schema.stored if k.jenis == "teks" and k.nama.startswith("nama")]
    persons = _person_column(raw, nama, places)
    groups: list[list[int]] = []
    for rows in repeated(persons):
        like: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for row in rows:
            texts = (clean.column(name)[row].as_py() for name in (*names, "wilayah"))
            like[tuple(text.casefold() if text else None for text in texts)].append(row)
        groups += [group for group in like.values() if len({clean.column("entitas")[row].as_py() for row in group}) > 1]
    if groups:
        yield _note("TLK-R038", raw, "pemilik, nama, dan wilayah sama pada nomor pengenal yang berbeda", groups, places)


def _person_column(raw: RawDelivery, nama: str, places: Sequence[Place]) -> Any:
    columns = [table.sel.column(nama) if nama in table.by_nama else None for table in raw.tabel]
    cells = []
    for index, column in enumerate(columns):
        rows = pa.array([row for table, row in places if table == index], pa.int64())
        cells.append(pa.nulls(len(rows), pa.string()) if column is None else column.take(rows).combine_chunks())
    joined = pa.concat_arrays([pa.array([], pa.string()), *cells])
    bare = pc.replace_substring_regex(joined, r"[^\d]", "")
    return pc.if_else(pc.match_substring_regex(bare, r"^\d{16}$"), bare, pa.scalar(None, pa.string()))


def _nik_shape(raw: RawDelivery, nama: str, label: str) -> Iterator[Issue]:
    for table in raw.tabel:
        if nama not in table.by_nama:
            continue
        cells = pc.utf8_trim_whitespace(table.sel.column(nama))
        wrong = pc.and_(pc.invert(pc.match_substring_regex(cells, r"^'?\d{16}$")), pc.not_equal(cells, ""))
        lines = table.baris.filter(wrong.combine_chunks() if isinstance(wrong, pa.ChunkedArray) else wrong).to_pylist()
        if lines:
            yield file_issue(
                "TLK-R039",
                raw.berkas,
                f"{label} tidak 16 angka pada {len(lines)} baris",
                f"baris {daftar_baris(lines)}",
                "perbaiki pada sumber data; baris tetap dihitung, sebab nomor ini hanya untuk memeriksa rangkap",
                "catatan",
            )


def _note(kode: str, raw: RawDelivery, apa: str, groups: Sequence[Sequence[int]], places: Sequence[Place]) -> Issue:
    listed = "; ".join(daftar_baris(_lines(raw, places, group)) for group in groups[:20])
    return file_issue(
        kode,
        raw.berkas,
        apa,
        f"{len(groups)} kelompok, baris {listed}",
        "periksa apakah ini benar-benar hal yang berbeda; semuanya dihitung",
        "catatan",
    )
