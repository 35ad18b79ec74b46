"""The engine on one machine: DuckDB over the snapshot's Parquet."""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from tolok.engine import compiler
from tolok.engine.beside import FROM, PRESENT, REGION_THEN, UNTIL
from tolok.engine.kubus_plan import Sheet
from tolok.engine.kubus_sql import scan_query
from tolok.engine.protocol import SUM_LIMIT, DrillRow, Frozen, Owner, RowFilter, Scope, overflow, place_of
from tolok.engine.snapshot import LEADING, Piece, Snapshot
from tolok.engine.sql_engine import Build, SQLEngine
from tolok.formula.kernel import Aggregate
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError
from tolok.values.period import Period

SMALL_ROWS = 300_000
_HELD = "potret_kecil"


class DuckDBEngine(SQLEngine):
    """One in-memory connection; every query names its Parquet files. Only rows of a small register that is scanned again
    and again are held, until another one is scanned."""

    def __init__(self, threads: int = 2, limit: int = SUM_LIMIT):
        super().__init__(limit)
        self._scanned: tuple[Path, ...] = ()
        self._held: tuple[Path, ...] = ()
        # What has an order says so in its query; rows in the order of the file cost a scan a twentieth of its time.
        config: dict[str, str | bool | int | float | list[str]] = {"threads": threads, "preserve_insertion_order": False}
        self._connection = duckdb.connect(":memory:", config=config)

    def close(self) -> None:
        self._connection.close()

    def rows(
        self, aggregate: Aggregate, period: Period, scope: Scope, snapshot: Snapshot, wanted: RowFilter
    ) -> list[DrillRow]:
        piece = snapshot.piece(aggregate.register, scope.pemda)
        if piece is None:
            return []
        schema = snapshot.schemas[aggregate.register]
        judged = compiler.judge(aggregate, schema, period)
        query = compiler.rows_query(judged, schema, scope, _table(piece), wanted)
        return [_drill_row(row, judged) for row in self._fetch(query)]

    def members(self, aggregate: Aggregate, period: Period, scope: Scope, snapshot: Snapshot) -> dict[Owner, str]:
        piece = snapshot.piece(aggregate.register, scope.pemda)
        if piece is None:
            return {}
        schema = snapshot.schemas[aggregate.register]
        query = compiler.members_query(compiler.judge(aggregate, schema, period), schema, scope, _table(piece))
        found = self._fetch(query)
        return {(str(row["entitas"]), str(row["perangkat_daerah"])): str(row[compiler.GROUP]) for row in found}

    def scan(self, sheet: Sheet, schema: Schema, pieces: Sequence[Frozen], offices: Collection[str] = ()) -> pa.Table:
        """The states of a sheet over many pieces at once (see kubus_sql.scan_query)."""
        source = self._source(pieces)
        files = () if isinstance(source, exp.Table) else _whose(pieces)
        query = scan_query(sheet, schema, source, offices, files)
        try:
            return self._connection.sql(query.sql(dialect="duckdb")).to_arrow_table()
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            raise IssueError(overflow("total register")) from None

    def _source(self, pieces: Sequence[Frozen]) -> exp.Expression:
        """The files of the pieces; a small register of several sheets is read out of its many files once."""
        files = exp.Array(expressions=[exp.Literal.string(str(piece.path)) for piece in pieces])
        reading = exp.Anonymous(this="read_parquet", expressions=[files])
        if len(pieces) < 2 or sum(piece.rows for piece in pieces) >= SMALL_ROWS:
            return reading
        asked = tuple(piece.path for piece in pieces)
        again, self._scanned = asked == self._scanned, asked
        if not again:
            return reading
        if asked != self._held:
            whole = exp.select("*").from_(reading).sql(dialect="duckdb")
            self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {_HELD} AS {whole}")
            self._held = asked
        return exp.to_table(_HELD)

    def _ask(self, piece: Piece, schema: Schema, build: Build) -> list[dict[str, object]]:
        return self._fetch(build(_table(piece)))

    def _fetch(self, query: exp.Select) -> list[dict[str, object]]:
        cursor = self._connection.cursor()
        try:
            cursor.execute(query.sql(dialect="duckdb"))
        except duckdb.OutOfRangeException:  # a sum beyond 2^127 inside the engine, before we can look at it
            raise IssueError(overflow("total register")) from None
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _whose(pieces: Sequence[Frozen]) -> tuple[str, ...]:
    """The pemda of each piece; nothing where two pieces may hold rows of the same pemda and region."""
    pemda, places = [piece.pemda for piece in pieces], {place_of(piece) for piece in pieces}
    apart = len(set(pemda)) == len(pieces) or (len(places) == len(pieces) and all(kota for _, kota in places))
    return tuple(pemda) if apart else ()


def _table(piece: Piece) -> exp.Expression:
    return exp.Anonymous(this="read_parquet", expressions=[exp.Literal.string(str(piece.path))])


def _drill_row(row: dict[str, object], judged: compiler.Judged) -> DrillRow:
    position = row[compiler.REASON]
    reason = judged.reasons[position] if isinstance(position, int) else ""
    hidden = (*LEADING, PRESENT, REGION_THEN, FROM, UNTIL, compiler.GROUP, compiler.REASON)
    cells = {name: cell for name, cell in row.items() if name not in hidden and not name.startswith("_")}
    return DrillRow(str(row["entitas"]), None if row["wilayah"] is None else str(row["wilayah"]), cells, reason)
