"""Kubus: the states of many totals for every region and period, made in one scan, kept beside the snapshot by hash.

Kept per register and province, so that a kab/kota that delivers anew is scanned alone and only its province's file and
the small file of the levels above are written again; the outcome is the same, hash for hash, as of a full run.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.content_hash import content_hash
from tolok.engine.files import write_bytes, write_parquet
from tolok.engine.kubus_plan import Sheet, base_of
from tolok.engine.kubus_sums import FOUND, KECAMATAN, KOTA, NASIONAL_LEVEL, PROVINSI, Sums, adder, column_of, joined
from tolok.engine.national import piece_region
from tolok.engine.protocol import SUM_LIMIT, Frozen, RegionTotals, refuse_overflow
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.registers.schema import Schema
from tolok.values.period import Period
from tolok.values.region import NASIONAL, Tingkat, covers, is_region_code, tanpa_wilayah

BATCH_ROWS = 80_000_000
"""Rows scanned at once: what bounds the memory of a national run, and how often it says how far it is."""

WRITERS = 4
"""Files written at once."""

SMALL_ROWS = 300_000
"""A register of fewer rows is kept in one part instead of one to a province: many small files cost more than they save."""

LEVEL_OF: Mapping[Tingkat, int] = {
    "kelurahan": FOUND, "kecamatan": KECAMATAN, "kota": KOTA, "provinsi": PROVINSI, "nasional": NASIONAL_LEVEL,
}  # fmt: skip


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


@dataclass(frozen=True)
class Part:
    """One province of one register, or the whole of a small one.

    `potongan`: the pieces that it was made of (pemda, wilayah, hash). `hash`: of its states.
    """

    potongan: tuple[tuple[str, str, str], ...]
    hash: str


@dataclass(frozen=True)
class Kubus:
    """States on disk.

    `rencana`: what was asked of the rows (plan_hash). `bagian`: (register, province) → part. `atas`: register → hash of
    the states of kota, provinsi and nation.
    """

    folder: Path
    rencana: str
    sheets: tuple[Sheet, ...]
    bagian: Mapping[tuple[str, str], Part]
    atas: Mapping[str, str]
    offices: tuple[str, ...] = ()
    limit: int = field(default=SUM_LIMIT)

    @property
    def hash(self) -> str:
        """SHA-256 over what it says and what it was made of; equal for a full and for an incremental run."""
        return hashlib.sha256(_canonical(_manifest(self))).hexdigest()

    def totals(
        self, aggregate: Aggregate, period: Period, tingkat: Tingkat, inside: str = NASIONAL
    ) -> dict[tuple[str, str], Total]:
        """(pemda, region) → total for the regions of a level inside a region; above the kota pemda is empty.

        Regions without rows are left out. KeyError for a total that the kubus does not hold.
        """
        found: dict[tuple[str, str], Total] = {}
        for pemda, wilayah, total in self._totals(aggregate, period, LEVEL_OF[tingkat], inside):
            key = (pemda, _shown(pemda, wilayah, LEVEL_OF[tingkat]))
            found[key] = found[key].plus(total) if key in found else total
        for total in found.values():
            refuse_overflow(aggregate, (total.jumlah,), self.limit)
        return found

    def lowest(self, aggregate: Aggregate, period: Period, pemda: str) -> RegionTotals:
        """Totals of one pemda by region as found in the rows: what an engine answers that scans."""
        asked = self._totals(aggregate, period, FOUND, pemda[:2] if is_region_code(pemda) else NASIONAL)
        return {code or tanpa_wilayah(pemda): total for own, code, total in asked if own == pemda}

    def _totals(
        self, aggregate: Aggregate, period: Period, level: int, inside: str
    ) -> Iterator[tuple[str, str | None, Total]]:
        asked, base = period.back(aggregate.years_back), base_of(aggregate)
        number, sheet = self._sheet(base, asked)
        recipe = sheet.recipes[base]
        names = [column_of(number, column) for column in range(len(sheet.columns))]
        for pemda, wilayah, cells in self._rows(aggregate.register, names, asked, level, inside):
            total = recipe.total(cells, asked.tahun)
            if total.rows:
                yield pemda, wilayah, total

    def holds(self, aggregate: Aggregate, period: Period) -> bool:
        """Whether the total can be answered for the period."""
        base, asked = base_of(aggregate), period.back(aggregate.years_back)
        return any(base in sheet.recipes and asked in sheet.periods for sheet in self.sheets)

    def _sheet(self, base: Aggregate, asked: Period) -> tuple[int, Sheet]:
        mine = [sheet for sheet in self.sheets if sheet.register == base.register]
        for number, sheet in enumerate(mine):
            if base in sheet.recipes and asked in sheet.periods:
                return number, sheet
        raise KeyError(f"{base.register} {asked}")

    def _rows(
        self, register: str, names: list[str], asked: Period, level: int, inside: str
    ) -> Iterator[tuple[str, str | None, list[int]]]:
        if level >= KOTA:
            files = [_above_path(self.folder, register, self.atas[register])] if register in self.atas else []
        else:
            chosen = [(prov, part) for (name, prov), part in sorted(self.bagian.items()) if name == register]
            files = [
                _part_path(self.folder, register, prov, part.hash) for prov, part in chosen
                if NASIONAL in (inside, prov) or inside[:2] == prov
            ]  # fmt: skip
        wanted = (
            (pc.field("tingkat") == level) & (pc.field("tahun") == asked.tahun) & (pc.field("triwulan") == asked.triwulan)
        )
        for path in files:
            table = pq.read_table(path, columns=["pemda", "wilayah", *names], filters=wanted)
            cells = zip(*(table.column(name).to_pylist() for name in names), strict=True)
            keys = zip(table.column("pemda").to_pylist(), table.column("wilayah").to_pylist(), strict=True)
            for (pemda, wilayah), row in zip(keys, cells, strict=True):
                if covers(inside, _shown(pemda, wilayah, level)):
                    yield pemda, wilayah, [int(cell) for cell in row]


def _shown(pemda: str, wilayah: str | None, level: int) -> str:
    """The region under which a state is told; a row as found may stand above the lowest level, or nowhere."""
    if wilayah is None or (level == FOUND and len(wilayah) < len("35.75.01.1001")):
        return tanpa_wilayah(pemda)
    return wilayah


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
    with adder() as connection:
        for register, mine in groupby(sheets, key=lambda one: one.register):
            sums = Sums(tuple(mine), connection)
            work = _Register(register, sums, snapshot, engine, target, usable, chosen, progress, small_rows)
            parts, above = work.run()
            bagian |= {(register, prov): part for prov, part in parts.items()}
            atas[register] = above
    kubus = Kubus(target, rencana, tuple(sheets), bagian, atas, chosen)
    write_bytes(_canonical(_manifest(kubus)), target / f"kubus-{kubus.hash}.json")
    return kubus


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

    def run(self) -> tuple[dict[str, Part], str]:
        keys = {prov: tuple(sorted(_key(one) for one in pieces)) for prov, pieces in self.pieces.items()}
        old = {prov: part for prov in keys if (part := self._old(prov)) is not None}
        parts = {prov: part for prov, part in old.items() if part.potongan == keys[prov]}
        stale = sorted(keys.keys() - parts.keys())
        if not stale and self.before and parts.keys() == self._provinces_before():
            return parts, self.before.atas[self.register]
        new = {prov: set(keys[prov]) - set(old[prov].potongan if prov in old else ()) for prov in stale}
        found = self._scan([one for prov in stale for one in self.pieces[prov] if _key(one) in new[prov]])
        kept = [self._kept(prov, old[prov], same) for prov in stale if prov in old and (same := set(keys[prov]) - new[prov])]
        if kept:
            found = joined([found, *kept])
        kota = self.sums.level(found, KOTA)
        levels = [
            {NASIONAL: one} if self.small else _by_province(one) for one in (found, self.sums.level(found, KECAMATAN), kota)
        ]
        wholes = {prov: pa.concat_tables([level.get(prov, self.sums.empty()) for level in levels]) for prov in stale}
        with ThreadPoolExecutor(WRITERS) as writers:  # a writer mostly waits for the disk
            hashes = writers.map(self._write, stale, wholes.values())
            parts |= {prov: Part(keys[prov], hashed) for prov, hashed in zip(stale, hashes, strict=True)}
        above = self._above(kota, set(keys) - set(stale))
        return parts, above

    def _provinces_before(self) -> set[str]:
        return {prov for name, prov in self.before.bagian if name == self.register} if self.before else set()

    def _write(self, prov: str, whole: pa.Table) -> str:
        """The hash of a part, after writing it."""
        hashed = content_hash(whole)
        write_parquet(whole, _part_path(self.folder, self.register, prov, hashed), counts=True)
        return hashed

    def _old(self, prov: str) -> Part | None:
        """What is kept of a province, where it and the levels above are on disk."""
        if self.before is None or self.register not in self.before.atas:
            return None
        part = self.before.bagian.get((self.register, prov))
        above = _above_path(self.folder, self.register, self.before.atas[self.register])
        if part is not None and above.exists() and _part_path(self.folder, self.register, prov, part.hash).exists():
            return part
        return None

    def _scan(self, pieces: Sequence[Frozen]) -> pa.Table:
        """States as found in the given pieces, scanned in batches."""
        whole, done = sum(one.rows for one in pieces), 0
        tables = []
        for batch in _batches(pieces):
            answers = [
                (number, self.engine.scan(sheet, self.schema, batch, self.offices))
                for number, sheet in enumerate(self.sheets)
            ]
            tables.append(self.sums.found(answers))
            done += sum(one.rows for one in batch)
            if self.progress:
                self.progress(self.register, done, whole)
        return joined(tables) if len(tables) > 1 else (tables[0] if tables else self.sums.empty())

    def _kept(self, prov: str, part: Part, kept: set[tuple[str, str, str]]) -> pa.Table:
        """States as found in the pieces of a province that did not change."""
        path = _part_path(self.folder, self.register, prov, part.hash)
        table = pq.read_table(path, filters=pc.field("tingkat") == FOUND)
        whole = {pemda for pemda, wilayah, _ in kept if not wilayah}
        places = {(pemda, wilayah) for pemda, wilayah, _ in kept if wilayah}
        pemda, wilayah = table.column("pemda").to_pylist(), table.column("wilayah").to_pylist()
        mask = [one in whole or (one, piece_region(one, code)) in places for one, code in zip(pemda, wilayah, strict=True)]
        return table.filter(pa.array(mask, pa.bool_())).cast(self.sums.empty().schema)

    def _above(self, kota: pa.Table, unchanged: set[str]) -> str:
        """The hash of the levels from the kota upward, after writing them."""
        old = self.before.atas.get(self.register) if self.before else None
        if old and unchanged:
            table = pq.read_table(_above_path(self.folder, self.register, old), filters=pc.field("tingkat") == KOTA)
            mask = [pemda[:2] in unchanged for pemda in table.column("pemda").to_pylist()]
            kota = joined([kota, table.filter(pa.array(mask, pa.bool_())).cast(self.sums.empty().schema)])
        provinsi = self.sums.level(kota, PROVINSI)
        whole = pa.concat_tables([kota, provinsi, self.sums.level(provinsi, NASIONAL_LEVEL)])
        hashed = content_hash(whole)
        write_parquet(whole, _above_path(self.folder, self.register, hashed), counts=True)
        return hashed


def read_kubus(folder: Path, sheets: Sequence[Sheet], hashed: str) -> Kubus | None:
    """The kubus of these sheets with this hash, without scanning; None where it is not kept or not whole."""
    rencana = plan_hash(sheets)
    target = folder / rencana[:16]
    try:
        raw = json.loads((target / f"kubus-{hashed}.json").read_bytes())
    except (OSError, ValueError):
        return None
    bagian = {
        (register, prov): Part(tuple(tuple(one) for one in part["potongan"]), part["hash"])
        for register, held in raw["register"].items()
        for prov, part in held["bagian"].items()
    }
    atas = {register: held["atas"] for register, held in raw["register"].items()}
    kubus = Kubus(target, rencana, tuple(sheets), bagian, atas, tuple(raw["kantor"]))
    files = [_part_path(target, *key, part.hash) for key, part in bagian.items()]
    files += [_above_path(target, register, one) for register, one in atas.items()]
    return kubus if kubus.hash == hashed and all(path.exists() for path in files) else None


def plan_hash(sheets: Iterable[Sheet]) -> str:
    """SHA-256 over what is asked of the rows: another question gives another kubus."""
    asked = [
        [one.register, one.fused, [str(period) for period in one.periods], [column.sql() for column in one.columns]]
        for one in sheets
    ]
    return hashlib.sha256(_canonical(asked)).hexdigest()


def _key(piece: Frozen) -> tuple[str, str, str]:
    return piece.pemda, str(getattr(piece, "wilayah", "")), piece.hash


def _batches(pieces: Sequence[Frozen]) -> Iterator[list[Frozen]]:
    batch: list[Frozen] = []
    rows = 0
    for piece in pieces:
        if batch and rows + piece.rows > BATCH_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(piece)
        rows += piece.rows
    if batch:
        yield batch


def _by_province(found: pa.Table) -> dict[str, pa.Table]:
    """Slices of a table sorted by pemda, one to a province."""
    if not found.num_rows:
        return {}
    prov = pc.utf8_slice_codeunits(found.column("pemda"), 0, 2).combine_chunks()
    runs = pc.run_end_encode(prov)
    starts = [0, *runs.run_ends.to_pylist()]
    spans = zip(runs.values.to_pylist(), pairwise(starts), strict=True)
    return {name: found.slice(start, end - start) for name, (start, end) in spans}


def _part_path(folder: Path, register: str, prov: str, hashed: str) -> Path:
    return folder / f"{register}-{prov}-{hashed}.parquet"


def _above_path(folder: Path, register: str, hashed: str) -> Path:
    return folder / f"{register}-atas-{hashed}.parquet"


def _manifest(kubus: Kubus) -> dict[str, object]:
    registers: dict[str, dict[str, object]] = {
        register: {"atas": hashed, "bagian": {}} for register, hashed in kubus.atas.items()
    }
    for (register, prov), part in kubus.bagian.items():
        registers[register]["bagian"][prov] = {"hash": part.hash, "potongan": [list(one) for one in part.potongan]}  # type: ignore[index]  # a dict, two lines above
    return {"rencana": kubus.rencana, "kantor": list(kubus.offices), "register": registers}


def _canonical(thing: object) -> bytes:
    return json.dumps(thing, sort_keys=True, separators=(",", ":")).encode()
