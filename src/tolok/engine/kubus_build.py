"""Building a kubus: which pieces are new, their scan, what is added up and written; only what changed, hash for hash.

A kab/kota that delivers anew is scanned alone, and only its province's file and the small file of the levels above are
written again. One thread asks the engine, in order; what it has read is added up and written while it reads on.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.content_hash import content_hash
from tolok.engine.files import write_parquet
from tolok.engine.kubus import Kubus, Part, above_path, part_path, plan_hash, write_manifest
from tolok.engine.kubus_plan import Sheet
from tolok.engine.kubus_sums import FOUND, KECAMATAN, KOTA, NASIONAL_LEVEL, PROVINSI, Sums, adder, joined
from tolok.engine.national import piece_region
from tolok.engine.protocol import Frozen, place_of
from tolok.registers.schema import Schema
from tolok.values.region import NASIONAL

BATCH_ROWS = 16_000_000
"""Rows scanned at once, but never less than a province: what was scanned is written while the next is scanned, and so often
a national run says how far it is."""

AHEAD = 8
"""Registers that are asked of the engine at once: it reads on where adding up a small one takes longer than reading it."""

WRITERS = 2
"""Files written at once."""

SMALL_ROWS = 300_000
"""A register of fewer rows is kept in one part instead of one to a province: many small files cost more than they save."""


class Scanner(Protocol):
    """An engine that can answer a scan: DuckDB on this machine, Spark on a cluster."""

    def scan(self, sheet: Sheet, schema: Schema, pieces: Sequence[Frozen], offices: Collection[str] = ()) -> pa.Table: ...


class Pieces(Protocol):
    """A snapshot of many offices: what a kubus is made of."""

    @property
    def schemas(self) -> Mapping[str, Schema]: ...

    def of(self, register: str) -> Sequence[Frozen]: ...


@dataclass(frozen=True)
class Assembled:
    """Pieces of several offices' snapshots, put together."""

    schemas: Mapping[str, Schema]
    pieces: tuple[Frozen, ...]

    def of(self, register: str) -> tuple[Frozen, ...]:
        return tuple(sorted((one for one in self.pieces if one.register == register), key=lambda one: one.pemda))


Progress = Callable[[str, int, int], None]
"""Told a register, rows done and rows in all."""


def build_kubus(
    sheets: Sequence[Sheet],
    snapshot: Pieces,
    engine: Scanner,
    folder: Path,
    before: Kubus | None = None,
    offices: Collection[str] = (),
    progress: Progress | None = None,
    small_rows: int = SMALL_ROWS,
) -> Kubus:
    """The kubus of a snapshot, written under `folder`. With `before` (same sheets, an earlier snapshot) only what changed
    is scanned. IssueError where a sum goes beyond what engines add exactly."""
    chosen = tuple(sorted(offices))
    rencana = plan_hash(sheets)
    target = folder / rencana[:16]
    target.mkdir(parents=True, exist_ok=True)
    usable = before if before and before.folder == target and before.offices == chosen else None
    bagian: dict[tuple[str, str], Part] = {}
    atas: dict[str, str] = {}
    with _frugal_memory(), adder() as connection, _Reader(1) as reader:
        works = [
            _Register(
                register, Sums(tuple(mine), connection), snapshot, engine, target, usable, chosen, progress, small_rows
            )
            for register, mine in groupby(sheets, key=lambda one: one.register)
        ]
        for place, work in enumerate(works):
            for one in works[place : place + AHEAD]:  # read while what is read already is added up and written
                one.begin(reader)
            parts, atas[work.register] = work.finish()
            bagian |= {(work.register, prov): part for prov, part in parts.items()}
    kubus = Kubus(target, rencana, tuple(sheets), bagian, atas, chosen)
    write_manifest(kubus)
    return kubus


@contextmanager
def _frugal_memory() -> Iterator[None]:
    """Arrow's memory from the system. Its own way takes memory in larger pieces than these tables need, and the system
    clears all of it: a thirtieth of a national run."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


class _Reader(ThreadPoolExecutor):
    """The one thread that asks the engine, in order; what was not asked yet is dropped where the work breaks off."""

    def __exit__(self, *broken: object) -> None:
        self.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class _Batch:
    """Provinces that are scanned together: rows of their new pieces, the answer for each sheet (none without rows)."""

    provinces: list[str]
    rows: int
    answers: list[Future[pa.Table]]


class _Register:
    """The work on one register: which pieces are new, their scan, the provinces that change, the levels above."""

    def __init__(
        self,
        register: str,
        sums: Sums,
        snapshot: Pieces,
        engine: Scanner,
        folder: Path,
        before: Kubus | None,
        offices: tuple[str, ...],
        progress: Progress | None,
        small_rows: int,
    ):
        self.register, self.sheets, self.sums, self.engine, self.folder = register, sums.sheets, sums, engine, folder
        self.schema, self.before, self.offices, self.progress = snapshot.schemas[register], before, offices, progress
        pieces = snapshot.of(register)
        self.small = sum(one.rows for one in pieces) < small_rows
        self.pieces: dict[str, list[Frozen]] = {}
        for piece in pieces:
            self.pieces.setdefault(NASIONAL if self.small else piece.pemda[:2], []).append(piece)

        self.keys = {prov: tuple(sorted(_key(one) for one in found)) for prov, found in self.pieces.items()}
        self.old = {prov: part for prov in self.keys if (part := self._old(prov)) is not None}
        self.stale = sorted(prov for prov in self.keys if prov not in self.old or self.old[prov].potongan != self.keys[prov])
        self.new = {prov: set(self.keys[prov]) - set(self._potongan(prov)) for prov in self.stale}
        self.batches: list[_Batch] | None = None

    def _potongan(self, prov: str) -> tuple[tuple[str, str, str], ...]:
        return self.old[prov].potongan if prov in self.old else ()

    def begin(self, reader: ThreadPoolExecutor) -> None:
        """Have the new pieces of the provinces that change scanned, in batches."""
        if self.batches is None:
            new = {prov: [one for one in self.pieces[prov] if _key(one) in self.new[prov]] for prov in self.stale}
            self.batches = [
                _Batch(
                    provinces,
                    sum(one.rows for one in pieces),
                    [
                        reader.submit(self.engine.scan, sheet, self.schema, pieces, self.offices)
                        for sheet in (self.sheets if pieces else ())
                    ],
                )
                for provinces, pieces in _batches(new)
            ]

    def finish(self) -> tuple[dict[str, Part], str]:
        """The parts of the register and the hash of the levels above, from what was scanned and what is kept."""
        parts = {prov: part for prov, part in self.old.items() if prov not in self.stale}
        if not self.stale and self.before and parts.keys() == self._provinces_before():
            return parts, self.before.atas[self.register]
        batches, kota, written = self.batches or [], [self.sums.empty()], dict[str, Future[str]]()
        whole, done = sum(one.rows for one in batches), 0
        with ThreadPoolExecutor(WRITERS) as writers:  # a writer mostly waits for the disk
            for batch in batches:
                levels = self._levels(batch)
                kota.append(levels[-1])
                written |= {prov: writers.submit(self._write, prov, one) for prov, one in self._parts(batch, levels)}
                done += batch.rows
                if self.progress and whole:
                    self.progress(self.register, done, whole)
            above = self._above(joined(kota), self.keys.keys() - set(self.stale))
            parts |= {prov: Part(self.keys[prov], hashed.result()) for prov, hashed in written.items()}
        return parts, above

    def _levels(self, batch: _Batch) -> tuple[pa.Table, ...]:
        """States of the provinces of a batch as found, by kecamatan and by kota."""
        found = self.sums.found([(number, one.result()) for number, one in enumerate(batch.answers)])
        batch.answers.clear()
        kept = [
            self._kept(prov, self.old[prov], same)
            for prov in batch.provinces
            if prov in self.old and (same := set(self.keys[prov]) - self.new[prov])
        ]
        if kept:
            found = joined([found, *kept])
        return found, self.sums.level(found, KECAMATAN), self.sums.level(found, KOTA)

    def _parts(self, batch: _Batch, levels: Sequence[pa.Table]) -> Iterator[tuple[str, pa.Table]]:
        """The states of each province of a batch, from the lowest level up to the kota."""
        apart = [{NASIONAL: one} if self.small else _by_province(one) for one in levels]
        for prov in batch.provinces:
            yield prov, pa.concat_tables([level.get(prov, self.sums.empty()) for level in apart])

    def _provinces_before(self) -> set[str]:
        return {prov for name, prov in self.before.bagian if name == self.register} if self.before else set()

    def _write(self, prov: str, whole: pa.Table) -> str:
        """The hash of a part, after writing it."""
        hashed = content_hash(whole)
        write_parquet(whole, part_path(self.folder, self.register, prov, hashed), counts=True)
        return hashed

    def _old(self, prov: str) -> Part | None:
        """What is kept of a province, where it and the levels above are on disk."""
        if self.before is None or self.register not in self.before.atas:
            return None
        part = self.before.bagian.get((self.register, prov))
        above = above_path(self.folder, self.register, self.before.atas[self.register])
        if part is not None and above.exists() and part_path(self.folder, self.register, prov, part.hash).exists():
            return part
        return None

    def _kept(self, prov: str, part: Part, kept: set[tuple[str, str, str]]) -> pa.Table:
        """States as found in the pieces of a province that did not change."""
        path = part_path(self.folder, self.register, prov, part.hash)
        table = pq.read_table(path, filters=pc.field("tingkat") == FOUND)
        whole = {pemda for pemda, wilayah, _ in kept if not wilayah}
        places = {(pemda, wilayah) for pemda, wilayah, _ in kept if wilayah}
        pemda, wilayah = table.column("pemda").to_pylist(), table.column("wilayah").to_pylist()
        mask = [one in whole or (one, piece_region(one, code)) in places for one, code in zip(pemda, wilayah, strict=True)]
        return table.filter(pa.array(mask, pa.bool_())).cast(self.sums.schema)

    def _above(self, kota: pa.Table, unchanged: set[str]) -> str:
        """The hash of the levels from the kota upward, after writing them."""
        old = self.before.atas.get(self.register) if self.before else None
        if old and unchanged:
            table = pq.read_table(above_path(self.folder, self.register, old), filters=pc.field("tingkat") == KOTA)
            mask = [pemda[:2] in unchanged for pemda in table.column("pemda").to_pylist()]
            kota = joined([kota, table.filter(pa.array(mask, pa.bool_())).cast(self.sums.schema)])
        provinsi = self.sums.level(kota, PROVINSI)
        whole = pa.concat_tables([kota, provinsi, self.sums.level(provinsi, NASIONAL_LEVEL)])
        hashed = content_hash(whole)
        write_parquet(whole, above_path(self.folder, self.register, hashed), counts=True)
        return hashed


def _key(piece: Frozen) -> tuple[str, str, str]:
    return *place_of(piece), piece.hash


def _batches(new: Mapping[str, Sequence[Frozen]]) -> Iterator[tuple[list[str], list[Frozen]]]:
    """Provinces with their new pieces, as many together as have so many rows."""
    provinces: list[str] = []
    batch: list[Frozen] = []
    for prov, pieces in new.items():
        if sum(one.rows for one in (*batch, *pieces)) > BATCH_ROWS and provinces:
            yield provinces, batch
            provinces, batch = [], []
        provinces.append(prov)
        batch += pieces
    if provinces:
        yield provinces, batch


def _by_province(found: pa.Table) -> dict[str, pa.Table]:
    """Slices of a table sorted by pemda, one to a province."""
    if not found.num_rows:
        return {}
    prov = pc.utf8_slice_codeunits(found.column("pemda"), 0, 2).combine_chunks()
    runs = pc.run_end_encode(prov)
    starts = [0, *runs.run_ends.to_pylist()]
    spans = zip(runs.values.to_pylist(), pairwise(starts), strict=True)
    return {name: found.slice(start, end - start) for name, (start, end) in spans}
