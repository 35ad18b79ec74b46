"""What is asked of an engine: filter, compare, count, sum whole numbers, group. Everything else is done by us, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tolok.engine.snapshot import Snapshot
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.values.period import Period

TERHITUNG = "terhitung"
TIDAK_MEMENUHI = "tidak_memenuhi"
DIKELUARKAN = "dikeluarkan"
GROUPS = (TERHITUNG, TIDAK_MEMENUHI, DIKELUARKAN)
"""The three groups into which every row of a register falls for an aggregate (rumus.md §3.4)."""


@dataclass(frozen=True)
class Scope:
    """Whose rows: one office. Registers of `lingkup: pemda` answer for the whole pemda."""

    pemda: str
    perangkat_daerah: str


RegionTotals = Mapping[str, Total]
"""Lowest region code found in the rows (`35.75/-` for rows without one) → total. Regions without rows are left out."""


@dataclass(frozen=True)
class RowFilter:
    """Which rows of a drill-down: a group, and optionally a reason, regions by prefix, and a page."""

    group: str
    reason: str = ""
    wilayah: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True)
class DrillRow:
    """One row behind a figure: its key, region, fields (last year's under `nama tahun lalu`), and why it is excluded."""

    entitas: str
    wilayah: str | None
    isi: Mapping[str, object]
    alasan: str = ""


class Engine(Protocol):
    """Anything that can total a register."""

    def totals(
        self, aggregates: Sequence[Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[Aggregate, RegionTotals]:
        """Totals of all aggregates at the lowest region level, for `period` shifted back as each aggregate says.

        A register without a date column must not be asked for a triwulan: that is answered before ("register tahunan").
        """
        ...


class DrillEngine(Engine, Protocol):
    """An engine that can also list the rows behind a total."""

    def rows(
        self, aggregate: Aggregate, period: Period, scope: Scope, snapshot: Snapshot, wanted: RowFilter
    ) -> list[DrillRow]:
        """The rows of one group, sorted by region and key. Re-totalling all groups gives the aggregate."""
        ...
