"""The canonical rows of a register: one column order, one type each, for folder, database and snapshot alike.

`entitas, pemda, perangkat_daerah, periode, wilayah`, then the stored columns in schema order; personal columns never.
Derived fields follow only in tables that are about to be frozen (see `derive`). In a stock register `periode` is the day
from which the row holds, as the whole number YYYYMMDD.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from tolok.registers.cells import ARROW_TYPES
from tolok.registers.schema import Schema

FIXED = ("entitas", "pemda", "perangkat_daerah", "periode", "wilayah")
KEY = ("entitas", "perangkat_daerah", "periode")
_SEPARATOR = "\x1f"
"""Unit separator: cannot occur in a canonical text, so that no two keys run together."""


def canonical_schema(schema: Schema, *, turunan: bool = False) -> Any:
    """The pyarrow.Schema of the register's canonical rows; all columns nullable, the first four never null.

    `turunan`: with the derived fields at the end, as snapshots have it.
    """
    kinds = [pa.string(), pa.string(), pa.string(), pa.int32(), pa.string()]
    fixed = list(zip(FIXED, kinds, strict=True))
    fields = schema.fields if turunan else schema.stored
    return pa.schema(fixed + [(kolom.nama, ARROW_TYPES[kolom.jenis]) for kolom in fields])


def table_from_rows(schema: Schema, rows: Iterable[Sequence[object]], *, turunan: bool = False) -> Any:
    """A canonical pyarrow.Table from row tuples in canonical order (bool, int, date, str, None)."""
    target = canonical_schema(schema, turunan=turunan)
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * len(target)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, target, strict=True)]
    return pa.Table.from_arrays(arrays, schema=target)


def rows_of_table(table: Any) -> Iterator[tuple[Any, ...]]:
    """Row tuples of a canonical table, batch by batch: for a caller that may not know Arrow."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def entity_id(pemda: str, entitas: str, kunci: str, *nilai: str) -> str:
    """Surrogate key: the first 128 bits, as 32 hex digits, of SHA-256 over pemda, kind of entity, key name and value(s).

    `kunci` is the schema's spelling (`nib`, or `a+b` with two values).
    """
    text = _SEPARATOR.join((pemda, entitas, kunci, *nilai))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def entity_column(schema: Schema, pemda: str, columns: dict[str, Any], rows: int) -> list[str | None]:
    """The entity of each row: first known number of `schema.kunci`; None where no number is known.

    `columns`: canonical Arrow arrays by column name; absent columns count as unknown.
    """
    entities: list[str | None] = [None] * rows
    for kunci in schema.kunci:
        parts = kunci.split("+")
        if not all(part in columns for part in parts):
            continue
        texts = [columns[part].cast(pa.string()).to_pylist() for part in parts]
        for row, values in enumerate(zip(*texts, strict=True)):
            if entities[row] is None and all(value is not None for value in values):
                entities[row] = entity_id(pemda, schema.entitas, kunci, *values)
    return entities
