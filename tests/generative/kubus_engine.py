"""The kubus as an engine among the others: for every question one is planned, scanned, kept on disk and read back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tolok.engine.kubus_build import Assembled, Scanner, build_kubus
from tolok.engine.kubus_plan import plan_sheets, wanted_by
from tolok.engine.protocol import Engine, Pair, PairTotals, RegionTotals, Scope
from tolok.engine.snapshot import Snapshot
from tolok.formula.kernel import Aggregate
from tolok.values.period import Period


class SQLScanner(Scanner, Engine, Protocol):
    """DuckDB or Spark."""


class KubusEngine:
    """Answers from a kubus; pairs, which it does not hold, from the engine that scans for it."""

    def __init__(self, scanner: SQLScanner, folder: Path):
        self.scanner, self.folder = scanner, folder

    def totals(
        self, aggregates: Sequence[Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[Aggregate, RegionTotals]:
        sheets = plan_sheets(wanted_by(aggregates, period, snapshot.schemas), snapshot.schemas)
        held = {sheet.register: snapshot.piece(sheet.register, scope.pemda) for sheet in sheets}
        pieces = Assembled(snapshot.schemas, tuple(piece for piece in held.values() if piece is not None))
        kubus = build_kubus(sheets, pieces, self.scanner, self.folder, offices=(scope.perangkat_daerah,))
        return {one: kubus.lowest(one, period, scope.pemda) for one in aggregates}

    def pairs(self, pairs: Sequence[Pair], period: Period, scope: Scope, snapshot: Snapshot) -> dict[Pair, PairTotals]:
        return self.scanner.pairs(pairs, period, scope, snapshot)
