"""Snapshots: the rows known at an instant, frozen as Parquet under the hash of what they say.

A piece is one register of one pemda. Its hash is SHA-256 over the canonical rows sorted by key and period, without batch
ids, instants or file names, so that a folder and a database with the same rows give the same hash. The file holds the
wide layout (see `beside`), so that no query ever joins a register with itself.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.beside import FROM, KEY, lay_beside
from tolok.engine.beside import LAG as LAG
from tolok.engine.files import settle, write_parquet
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka
from tolok.values.period import Period

DATA_REGISTER = "data"
_TETAP = "tetap"
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
    """Freeze the canonical `rows` (see registers.delivery) of one pemda. Writing is atomic; equal rows are kept once.

    Of outside figures the winner is kept (see `winners`), so `rows` come in the order in which they became known.
    IssueError (TLK-U031) for a value beyond what the schema declares: the proof that no sum overflows rests on it.
    """
    chosen = winners(rows) if schema.nama == DATA_REGISTER else rows
    ordered = chosen.select([*LEADING, *(k.nama for k in schema.fields)]).sort_by([(name, "ascending") for name in KEY])
    refuse_beyond_bounds(schema, ordered)
    digest = rows_hash(schema, ordered)
    path = folder / f"{schema.nama}-{pemda}-{digest}.parquet"
    if not path.exists():
        write_parquet(lay_beside(schema, ordered), path)
        settle(folder)
    return Piece(schema.nama, pemda, digest, path, ordered.num_rows)


def winners(rows: pa.Table) -> pa.Table:
    """One row per figure, region, period and office: the settled one (`tetap`), else the one that became known last."""
    figures = ("kode", "perangkat_daerah", "wilayah", "periode", "triwulan")
    keys = zip(*(rows.column(name).to_pylist() for name in figures), strict=True)
    won: dict[tuple[object, ...], tuple[bool, int]] = {}
    for index, (key, status) in enumerate(zip(keys, rows.column("status").to_pylist(), strict=True)):
        won[key] = max(won.get(key, (False, -1)), (status == _TETAP, index))
    return rows.take(pa.array(sorted(index for _, index in won.values()), pa.int64()))


def refuse_beyond_bounds(schema: Schema, rows: pa.Table) -> None:
    """IssueError (TLK-U031) for values larger than the schema says that they can be."""
    faults = []
    for kolom in (k for k in schema.fields if k.jenis == "bilangan"):
        found = pc.min_max(rows.column(kolom.nama)).as_py()
        largest = max(abs(found["min"] or 0), abs(found["max"] or 0))
        if largest > kolom.terbesar * 10**kolom.skala:
            faults.append(
                Issue(
                    "TLK-U031", "salah", f"register {schema.nama}, kolom {kolom.nama}",
                    f"ada nilai sebesar {format_angka(largest)}, melebihi batas yang dinyatakan",
                    f"batasnya {format_angka(kolom.terbesar)}; bukti bahwa jumlah tidak meluap bersandar pada batas itu",
                    "perbaiki baris itu, atau naikkan `terbesar` dalam skema register",
                )
            )  # fmt: skip
    if faults:
        raise IssueError(faults)


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


def read_narrow(piece: Piece, schema: Schema) -> list[dict[str, object]]:
    """The rows as delivered, without what was laid beside them: what the oracle and the list of outside figures read."""
    stock = schema.jenis == "stok"
    table = pq.read_table(piece.path, columns=[*LEADING, *(k.nama for k in schema.fields), *([FROM] if stock else [])])
    if stock:  # a row's first span begins with the row
        table = table.filter(pc.equal(table.column(FROM), table.column("periode"))).drop_columns([FROM])
    rows: list[dict[str, object]] = table.to_pylist()
    return rows


def intact(piece: Piece, schema: Schema) -> bool:
    """Whether the frozen file still says what its hash says. False for a file that is gone, broken or altered."""
    try:
        table = pq.read_table(piece.path, columns=[*LEADING, *(k.nama for k in schema.fields)])
    except (OSError, pa.ArrowException):
        return False
    return rows_hash(schema, table.sort_by([(name, "ascending") for name in KEY])) == piece.hash
