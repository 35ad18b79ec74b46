"""What engines with SQL share: one query per register, its answer read back as totals."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import partial

from sqlglot import exp

from tolok.engine import compiler
from tolok.engine.beside import REGION_THEN
from tolok.engine.protocol import SUM_LIMIT, Pair, PairTotal, PairTotals, RegionTotals, Scope, refuse_overflow
from tolok.engine.snapshot import Piece, Snapshot
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.registers.schema import Schema
from tolok.values.period import Period
from tolok.values.region import tanpa_wilayah

Build = Callable[[exp.Expression], exp.Select]
"""The query over a table."""


class SQLEngine(ABC):
    """Totals and pairs for an engine that says how a query is asked over one frozen piece."""

    def __init__(self, limit: int = SUM_LIMIT):
        self._limit = limit

    @abstractmethod
    def _ask(self, piece: Piece, schema: Schema, build: Build) -> list[dict[str, object]]:
        """The rows of the query that `build` makes over the piece. IssueError (TLK-U032) where a sum is too large."""

    def totals(
        self, aggregates: Sequence[Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[Aggregate, RegionTotals]:
        found: dict[Aggregate, dict[str, Total]] = {aggregate: {} for aggregate in aggregates}
        for register in dict.fromkeys(aggregate.register for aggregate in aggregates):
            piece = snapshot.piece(register, scope.pemda)
            if piece is None:
                continue
            schema = snapshot.schemas[register]
            judged = [compiler.judge(a, schema, period) for a in aggregates if a.register == register]
            for row in self._ask(piece, schema, partial(compiler.totals_query, judged, schema, scope)):
                region = str(row["wilayah"]) if row["wilayah"] is not None else tanpa_wilayah(scope.pemda)
                for index, one in enumerate(judged):
                    total = compiler.total_from(one, index, row)
                    refuse_overflow(one.aggregate, (total.jumlah,), self._limit)
                    if total.rows:
                        found[one.aggregate][region] = total
        return dict(found)

    def pairs(self, pairs: Sequence[Pair], period: Period, scope: Scope, snapshot: Snapshot) -> dict[Pair, PairTotals]:
        found: dict[Pair, dict[tuple[str, str], PairTotal]] = {pair: {} for pair in pairs}
        for register in dict.fromkeys(pair.now.register for pair in pairs):
            piece = snapshot.piece(register, scope.pemda)
            if piece is None:
                continue
            schema = snapshot.schemas[register]
            judged = [compiler.judge_pair(pair, schema, period) for pair in pairs if pair.now.register == register]
            for row in self._ask(piece, schema, partial(compiler.pairs_query, judged, schema, scope)):
                here, there = (str(row[name] or tanpa_wilayah(scope.pemda)) for name in ("wilayah", REGION_THEN))
                for index, one in enumerate(judged):
                    total = compiler.pair_from(one, index, row)
                    refuse_overflow(one.pair.now, (total.now_sum, total.then_sum), self._limit)
                    if total != PairTotal():
                        found[one.pair][here, there] = total
        return dict(found)
