"""What is asked of an engine: filter, compare, count, sum whole numbers, group. Everything else is done by us, once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tolok.engine.snapshot import Snapshot
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

SUM_LIMIT = 2**126
"""What a sum may reach in any engine (rumus.md §5); beyond it all of them refuse (TLK-U032)."""

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
class Pair:
    """One total in a year and in the year before, over a panel register: what coverage across years is asked of.

    `along`: other totals of the same register and year, in which an entity must be decided too, so that a sum and the
    count beside it are cut down alike.
    """

    now: Aggregate
    then: Aggregate
    along: tuple[Aggregate, ...] = ()


@dataclass(frozen=True)
class PairTotal:
    """Of the entities that are decided (counted or not meeting) in both years: those counted now, and then, with sums."""

    now: int = 0
    now_sum: int = 0
    then: int = 0
    then_sum: int = 0

    def plus(self, other: "PairTotal") -> "PairTotal":
        """The total of two disjoint sets of entities."""
        return PairTotal(
            self.now + other.now, self.now_sum + other.now_sum, self.then + other.then, self.then_sum + other.then_sum
        )


PairTotals = Mapping[tuple[str, str], PairTotal]
"""(lowest region now, lowest region then) → total: an entity that moved is comparable only where both lie inside."""


def date_cut(schema: Schema, period: Period) -> str | None:
    """The column by whose dates a triwulan cuts the rows of a flow register; None for a year and for a stock register,
    which is looked at on the period's last day."""
    return schema.tanggal if period.triwulan and schema.jenis == "arus" else None


def answers_triwulan(schema: Schema) -> bool:
    """Whether a register can be asked for a triwulan; those that cannot answer "register tahunan"."""
    return schema.jenis == "stok" or schema.tanggal is not None


def refuse_overflow(aggregate: Aggregate, sums: Iterable[int], limit: int) -> None:
    """IssueError (TLK-U032) where a sum reaches the limit, so that every engine refuses the same figures."""
    if any(abs(one) >= limit for one in sums):
        raise IssueError(overflow(aggregate.text))


def overflow(text: str) -> Issue:
    """The complaint about a sum that is too large."""
    return Issue(
        "TLK-U032", "salah", text, "jumlahnya melampaui batas mesin hitung", "batas satu jumlah adalah 2^126",
        "periksa nilai yang terlalu besar di register itu",
    )  # fmt: skip


@dataclass(frozen=True)
class RowFilter:
    """Which rows of a drill-down: a group, and optionally a reason, regions by prefix, a text, and a page.

    `cari`: part of what stands in one of the text columns `kolom`, capitals or not; ASCII letters are alike either way.
    `ambil`: the columns that are needed, all of them when empty: an engine need not read the others.
    """

    group: str
    reason: str = ""
    wilayah: str = ""
    limit: int = 50
    offset: int = 0
    cari: str = ""
    kolom: tuple[str, ...] = ()
    ambil: tuple[str, ...] = ()


def lowered(text: str) -> str:
    """Small letters for ASCII only: what every engine's `lower` agrees on."""
    return "".join(one.lower() if one.isascii() else one for one in text)


@dataclass(frozen=True)
class DrillRow:
    """One row behind a figure: its key, region, fields (last year's under `nama tahun lalu`), and why it is excluded."""

    entitas: str
    wilayah: str | None
    isi: Mapping[str, object]
    alasan: str = ""


Owner = tuple[str, str]
"""An entity and the office that speaks of it: the key of one row within a period."""


class Frozen(Protocol):
    """One frozen file of a register: of an office's snapshot, or of a national one."""

    @property
    def register(self) -> str: ...
    @property
    def pemda(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def path(self) -> Path: ...
    @property
    def rows(self) -> int: ...


def place_of(piece: Frozen) -> tuple[str, str]:
    """Whose rows a frozen file holds: the pemda, and the kab/kota where it holds no others, else empty."""
    return piece.pemda, str(getattr(piece, "wilayah", ""))


class Engine(Protocol):
    """Anything that can total a register."""

    def totals(
        self, aggregates: Sequence[Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[Aggregate, RegionTotals]:
        """Totals of all aggregates at the lowest region level, for `period` shifted back as each aggregate says.

        A register without a date column must not be asked for a triwulan: that is answered before ("register tahunan").
        """
        ...

    def pairs(self, pairs: Sequence[Pair], period: Period, scope: Scope, snapshot: Snapshot) -> dict[Pair, PairTotals]:
        """What entities decided in both years of each pair add up to; one query per register, no join."""
        ...


class DrillEngine(Engine, Protocol):
    """An engine that can also list the rows behind a total."""

    def rows(
        self, aggregate: Aggregate, period: Period, scope: Scope, snapshot: Snapshot, wanted: RowFilter
    ) -> list[DrillRow]:
        """The rows of one group, sorted by region and key. Re-totalling all groups gives the aggregate."""
        ...

    def members(self, aggregate: Aggregate, period: Period, scope: Scope, snapshot: Snapshot) -> dict[Owner, str]:
        """Every row of the period and scope by its key, with the group (see GROUPS) into which it falls; no fields."""
        ...
