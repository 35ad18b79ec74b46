"""A third opinion, for comparison only: the same compiled query on SQLite.

SQLite has no Boolean, date or 128-bit type: truths are 0 and 1, dates ISO texts, and a sum is taken in high and low halves
so that it reaches the same limit as the others.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date

import pyarrow.parquet as pq
from sqlglot import exp

from tolok.engine import compiler
from tolok.engine.beside import REGION_THEN
from tolok.engine.protocol import SUM_LIMIT, Pair, PairTotal, PairTotals, RegionTotals, Scope, overflow, refuse_overflow
from tolok.engine.snapshot import Piece, Snapshot
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.values.region import tanpa_wilayah

_HALF = 32


class SQLiteEngine:
    """Loads the snapshot's pieces into memory, a table each, and asks the compiled query."""

    def __init__(self, limit: int = SUM_LIMIT) -> None:
        self._limit = limit
        self._connection = sqlite3.connect(":memory:")
        self._connection.row_factory = sqlite3.Row
        self._loaded: dict[str, str] = {}

    def close(self) -> None:
        self._connection.close()

    def totals(
        self, aggregates: Sequence[Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[Aggregate, RegionTotals]:
        found: dict[Aggregate, dict[str, Total]] = {aggregate: {} for aggregate in aggregates}
        for register in dict.fromkeys(aggregate.register for aggregate in aggregates):
            piece = snapshot.piece(register, scope.pemda)
            if piece is None:
                continue
            schema = snapshot.schemas[register]
            for aggregate in (a for a in aggregates if a.register == register):
                judged = compiler.judge(aggregate, schema, period)
                query = compiler.totals_query([judged], schema, scope, exp.to_table(self._load(piece)))
                for row in self._fetch(query):
                    region = str(row["wilayah"] or tanpa_wilayah(scope.pemda))
                    total = compiler.total_from(judged, 0, row)
                    refuse_overflow(aggregate, (total.jumlah,), self._limit)
                    if total.rows:
                        found[aggregate][region] = total
        return dict(found)

    def pairs(self, pairs: Sequence[Pair], period: Period, scope: Scope, snapshot: Snapshot) -> dict[Pair, PairTotals]:
        found: dict[Pair, dict[tuple[str, str], PairTotal]] = {pair: {} for pair in pairs}
        for pair in pairs:
            piece = snapshot.piece(pair.now.register, scope.pemda)
            if piece is None:
                continue
            schema = snapshot.schemas[pair.now.register]
            judged = compiler.judge_pair(pair, schema, period)
            for row in self._fetch(compiler.pairs_query([judged], schema, scope, exp.to_table(self._load(piece)))):
                here, there = (str(row[name] or tanpa_wilayah(scope.pemda)) for name in ("wilayah", REGION_THEN))
                total = compiler.pair_from(judged, 0, row)
                refuse_overflow(pair.now, (total.now_sum, total.then_sum), self._limit)
                if total != PairTotal():
                    found[pair][here, there] = total
        return dict(found)

    def _fetch(self, query: exp.Select) -> list[dict[str, object]]:
        try:
            cursor = self._connection.execute(query.transform(_for_sqlite).sql(dialect="sqlite"))
            return [_joined(row) for row in cursor]
        except sqlite3.OperationalError as error:
            if str(error) == "integer overflow":  # a half of a sum, before we can look at it
                raise IssueError(overflow("total register")) from None
            raise

    def _load(self, piece: Piece) -> str:
        if piece.hash not in self._loaded:
            name = f"potret_{len(self._loaded)}"
            table = pq.read_table(piece.path)
            columns = ", ".join(f'"{column}"' for column in table.column_names)
            marks = ", ".join("?" for _ in table.column_names)
            self._connection.execute(f"CREATE TABLE {name} ({columns})")  # names come from a schema, not from a person
            rows = (tuple(map(_plain, row.values())) for row in table.to_pylist())
            self._connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608  # see above
            self._loaded[piece.hash] = name
        return self._loaded[piece.hash]


def _plain(cell: object) -> object:
    if isinstance(cell, bool):
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _for_sqlite(node: exp.Expression) -> exp.Expression:
    """Dates are texts; days between them come from julianday; a sum becomes its high and its low half."""
    if isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DATE:
        return node.this
    if isinstance(node, exp.DateDiff):
        days = exp.Sub(
            this=exp.Anonymous(this="julianday", expressions=[node.this]),
            expression=exp.Anonymous(this="julianday", expressions=[node.expression]),
        )
        return exp.cast(days, "bigint")
    if isinstance(node, exp.Boolean):
        return exp.Literal.number(1 if node.this else 0)
    if isinstance(node, exp.Alias) and isinstance(node.this, exp.Sum):
        value = node.this.this
        high = exp.Sum(this=exp.BitwiseRightShift(this=exp.paren(value.copy()), expression=exp.Literal.number(_HALF)))
        low = exp.Sum(this=exp.BitwiseAnd(this=exp.paren(value.copy()), expression=exp.Literal.number(2**_HALF - 1)))
        packed = exp.Anonymous(this="json_array", expressions=[high, low])
        return exp.alias_(packed, node.alias)
    return node


def _joined(row: sqlite3.Row) -> dict[str, object]:
    """Sums put together again from their halves."""
    cells: dict[str, object] = {}
    for name in row.keys():  # noqa: SIM118  # a sqlite3.Row iterates over values
        cell = row[name]
        if isinstance(cell, str) and name.startswith("s"):
            high, _, low = cell.strip("[]").partition(",")
            cell = None if high == "null" else int(high) * 2**_HALF + int(low)
        cells[name] = cell
    return cells
