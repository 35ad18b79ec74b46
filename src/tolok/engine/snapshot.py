"""Snapshots: the rows known at an instant, frozen as Parquet under the hash of what they say.

A piece is one register of one pemda. Its hash is SHA-256 over the canonical rows sorted by key and period, without batch
ids, instants or file names, so that a folder and a database with the same rows give the same hash. Beside every row of a
panel register stand the fields of the same entity's row of the previous year (`omset__1`, `ada__1`), so that no query
ever joins a register with itself.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.registers.schema import Schema
from tolok.values.period import Period

LAG = "__1"
PRESENT = "ada" + LAG
KEY = ("entitas", "perangkat_daerah", "periode")
LEADING = ("entitas", "pemda", "perangkat_daerah", "periode", "wilayah")


@dataclass(frozen=True, order=True)
class Delivered:
    """That an office delivered a register for a period and these regions, be it empty: how 0 differs from nothing."""

    register: str
    pemda: str
    perangkat_daerah: str
    periode: str
    cakupan: tuple[str, ...]

    @property
    def period(self) -> Period:
        return Period.parse(self.periode)


@dataclass(frozen=True)
class Piece:
    """One register of one pemda, frozen."""

    register: str
    pemda: str
    hash: str
    path: Path
    rows: int


@dataclass(frozen=True)
class Snapshot:
    """Frozen pieces with the deliveries known at the same instant, and the schemas that say how to read them."""

    schemas: Mapping[str, Schema]
    pieces: Mapping[tuple[str, str], Piece]
    delivered: tuple[Delivered, ...] = field(default=())

    def piece(self, register: str, pemda: str) -> Piece | None:
        return self.pieces.get((register, pemda))

    def hash_for(self, registers: Iterable[str], pemda: str) -> str:
        """SHA-256 over what a figure of `pemda` rests on: the pieces of these registers and their deliveries."""
        wanted = sorted(set(registers))
        content = {
            "potret": [[name, pemda, piece.hash] for name in wanted if (piece := self.piece(name, pemda))],
            "kiriman": [
                [d.register, d.perangkat_daerah, d.periode, *d.cakupan]
                for d in sorted(set(self.delivered))
                if d.register in wanted and d.pemda == pemda
            ],
        }
        return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def freeze(schema: Schema, pemda: str, rows: pa.Table, folder: Path) -> Piece:
    """Freeze the canonical `rows` (see registers.delivery) of one pemda. Writing is atomic; equal rows are kept once."""
    ordered = rows.select([*LEADING, *(k.nama for k in schema.fields)]).sort_by([(name, "ascending") for name in KEY])
    digest = rows_hash(schema, ordered)
    path = folder / f"{schema.nama}-{pemda}-{digest}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_atomically(_beside_last_year(schema, ordered), path)
    return Piece(schema.nama, pemda, digest, path, ordered.num_rows)


def rows_hash(schema: Schema, ordered: pa.Table) -> str:
    """SHA-256 of rows sorted by key: columns joined by U+001F, rows by a line feed; nothing is `\\N`, `\\` is doubled."""
    digest = hashlib.sha256(("\x1f".join([schema.nama, *ordered.column_names]) + "\n").encode())
    columns = [_text(ordered.column(name)) for name in ordered.column_names]
    if ordered.num_rows:
        lines = pc.binary_join_element_wise(*columns, "\x1f")
        for batch in lines.chunks if isinstance(lines, pa.ChunkedArray) else [lines]:
            for start in range(0, len(batch), 100_000):
                digest.update("\n".join(batch.slice(start, 100_000).to_pylist()).encode() + b"\n")
    return digest.hexdigest()


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    is_text = pa.types.is_string(column.type)
    text = pc.replace_substring(column, "\\", "\\\\") if is_text else pc.cast(column, pa.string())
    return pc.fill_null(text, "\\N")


def _beside_last_year(schema: Schema, rows: pa.Table) -> pa.Table:
    if not schema.panel:
        return rows
    names = [k.nama for k in schema.fields]
    earlier = rows.select([*KEY, *names]).rename_columns([*KEY, *(name + LAG for name in names)])
    earlier = earlier.set_column(2, "periode", pc.cast(pc.add(earlier.column("periode"), 1), pa.int32()))
    earlier = earlier.append_column(PRESENT, pa.repeat(pa.scalar(True), earlier.num_rows))
    joined = rows.join(earlier, keys=list(KEY), join_type="left outer")
    present = pc.fill_null(joined.column(PRESENT), False)
    joined = joined.set_column(joined.column_names.index(PRESENT), PRESENT, present)
    order = [*rows.column_names, PRESENT, *(name + LAG for name in names)]
    return joined.select(order).sort_by([("wilayah", "ascending"), ("periode", "ascending"), ("entitas", "ascending")])


def _write_atomically(table: pa.Table, path: Path) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sedang-ditulis")
    os.close(handle)
    try:
        pq.write_table(table, temporary, compression="zstd", row_group_size=122_880)
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_narrow(piece: Piece, schema: Schema) -> list[dict[str, object]]:
    """The rows as delivered, without last year's fields: what the oracle and the list of outside figures read."""
    table = pq.read_table(piece.path, columns=[*LEADING, *(k.nama for k in schema.fields)])
    rows: list[dict[str, object]] = table.to_pylist()
    return rows
