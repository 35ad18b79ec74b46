"""Derived fields: declared in the schema, never delivered, computed when rows are read for a snapshot.

One function for folder and database, so that both freeze the same rows under the same hash. What cannot be known stays
empty: "not assessed" may only be said where the assessments were delivered.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.canonical import KEY, canonical_schema
from tolok.registers.schema import Kolom, Schema, Turunan
from tolok.values.region import covers, tanpa_wilayah

Covered = Callable[[str, str, int, str], bool]
"""(register, perangkat_daerah, tahun, region code or `35.75/-`) → whether that register was delivered for it."""


def coverage(deliveries: Iterable[tuple[str, str, int, Sequence[str]]]) -> Covered:
    """`Covered` from (register, perangkat_daerah, tahun, cakupan) of every delivery; a triwulan counts for its year."""
    known: dict[tuple[str, str, int], set[str]] = {}
    for register, office, tahun, cakupan in deliveries:
        known.setdefault((register, office, tahun), set()).update(cakupan)

    def covered(register: str, office: str, tahun: int, code: str) -> bool:
        return any(covers(region, code) for region in known.get((register, office, tahun), ()))

    return covered


def derive(schema: Schema, tables: Mapping[str, Any], covered: Covered) -> Any:
    """The register's canonical rows with its derived fields at the end.

    `tables`: canonical tables of one pemda by register, all as known at one instant: the register itself and its
    `sources`; a source that is not there has no rows.
    """
    rows = tables[schema.nama].select(canonical_schema(schema).names).combine_chunks()
    added = [_column(schema, rows, kolom, tables, covered) for kolom in schema.turunan]
    for field, column in zip(list(canonical_schema(schema, turunan=True))[rows.num_columns :], added, strict=True):
        rows = rows.append_column(field, column.cast(field.type))
    return rows


def _column(schema: Schema, rows: Any, kolom: Kolom, tables: Mapping[str, Any], covered: Covered) -> Any:
    turunan = kolom.turunan
    if turunan is None:
        raise ValueError(f"{schema.nama}.{kolom.nama} bukan turunan")
    if turunan.cara == "jumlah":
        return _sum(rows, turunan.suku)
    wanted = _keys(rows, schema, turunan.lewat)
    source = tables.get(turunan.dari)
    if source is None or not source.num_rows:
        found, source = pa.array([], pa.string()), None
    else:
        source = source.sort_by([(name, "ascending") for name in KEY]).combine_chunks()
        found = _keys(source, schema, turunan.lewat)
    match turunan.cara:
        case "ada":
            here = _among(wanted, found)
            return pc.if_else(pc.or_(here, _coverage_of(rows, turunan.dari, covered)), here, pa.scalar(None, pa.bool_()))
        case "kolom":
            values = pa.array([], pa.null()) if source is None else _flat(source.column(turunan.kolom))
            return values.take(pc.index_in(wanted, value_set=found, skip_nulls=True))
        case _:
            return _all(wanted, found, source, turunan)


def _sum(rows: Any, suku: Sequence[tuple[int, str]]) -> Any:
    """Exact whole numbers; empty where any operand is. The schema has proved that it fits 63 bits."""
    total: Any = pa.scalar(0, pa.int64())
    for factor, nama in suku:
        total = pc.add_checked(total, pc.multiply_checked(_flat(rows.column(nama)), pa.scalar(factor, pa.int64())))
    return total


def _all(wanted: Any, found: Any, source: Any, turunan: Turunan) -> Any:
    """All rows of a thing have the value: one that has another decides, one that is empty leaves it unknown."""
    if source is None:
        return pa.nulls(len(wanted), pa.bool_())
    cells = _flat(source.column(turunan.kolom))
    other = found.filter(pc.fill_null(pc.not_equal(cells, turunan.nilai), False))
    empty = found.filter(pc.is_null(cells))
    fails = _among(wanted, other)
    unknown = pc.or_(_among(wanted, empty), pc.invert(_among(wanted, found)))
    return pc.if_else(fails, False, pc.if_else(unknown, pa.scalar(None, pa.bool_()), True))


def _keys(rows: Any, schema: Schema, lewat: str) -> Any:
    """What rows of two registers share: the entity or a number, the year, and the office where that is the scope."""
    parts = [rows.column(lewat or "entitas"), rows.column("periode").cast(pa.string())]
    if schema.lingkup == "perangkat_daerah":
        parts.append(rows.column("perangkat_daerah"))
    return _flat(pc.binary_join_element_wise(*parts, "\x1f"))


def _among(wanted: Any, found: Any) -> Any:
    return pc.is_in(wanted, value_set=found, skip_nulls=True)


def _coverage_of(rows: Any, register: str, covered: Covered) -> Any:
    """Per row, whether `register` was delivered for its office, year and region; each combination is asked once."""
    places = pc.fill_null(_flat(rows.column("wilayah")), "")
    parts = (rows.column("perangkat_daerah"), rows.column("periode").cast(pa.string()), rows.column("pemda"), places)
    encoded = pc.dictionary_encode(_flat(pc.binary_join_element_wise(*parts, "\x1f")))
    answers = []
    for text in encoded.dictionary.to_pylist():
        office, tahun, pemda, code = text.split("\x1f")
        answers.append(covered(register, office, int(tahun), code or tanpa_wilayah(pemda)))
    return pa.array(answers, pa.bool_()).take(encoded.indices)


def _flat(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
