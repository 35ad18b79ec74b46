"""Kubus: the states of many totals for every region and period, made in one scan, kept beside the snapshot by hash.

Kept per register and province, so that a kab/kota that delivers anew is scanned alone and only its province's file and
the small file of the levels above are written again; the outcome is the same, hash for hash, as of a full run.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.files import write_bytes
from tolok.engine.kubus_plan import Sheet, base_of, column_sets
from tolok.engine.kubus_sums import FOUND, KECAMATAN, KOTA, NASIONAL_LEVEL, PROVINSI, column_of
from tolok.engine.protocol import SUM_LIMIT, RegionTotals, refuse_overflow
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.values.period import Period
from tolok.values.region import NASIONAL, Tingkat, covers, is_region_code, tanpa_wilayah

LEVEL_OF: Mapping[Tingkat, int] = {
    "kelurahan": FOUND, "kecamatan": KECAMATAN, "kota": KOTA, "provinsi": PROVINSI, "nasional": NASIONAL_LEVEL,
}  # fmt: skip


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
        for number, sheet in zip(column_sets(mine), mine, strict=True):
            if base in sheet.recipes and asked in sheet.periods:
                return number, sheet
        raise KeyError(f"{base.register} {asked}")

    def _rows(
        self, register: str, names: list[str], asked: Period, level: int, inside: str
    ) -> Iterator[tuple[str, str | None, list[int]]]:
        if level >= KOTA:
            files = [above_path(self.folder, register, self.atas[register])] if register in self.atas else []
        else:
            chosen = [(prov, part) for (name, prov), part in sorted(self.bagian.items()) if name == register]
            files = [
                part_path(self.folder, register, prov, part.hash) for prov, part in chosen
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
    return kubus if kubus.hash == hashed and all(path.exists() for path in _files(kubus)) else None


def _files(kubus: Kubus) -> list[Path]:
    """What a kubus names."""
    files = [part_path(kubus.folder, *key, part.hash) for key, part in kubus.bagian.items()]
    return files + [above_path(kubus.folder, register, one) for register, one in kubus.atas.items()]


def sweep(folder: Path, keep: Kubus) -> int:
    """Remove every kubus but one from a folder, also those that answer other questions; how many files went.

    Not while another process writes into the folder: its new files are named only at the end.
    """
    kept = {keep.folder / f"kubus-{keep.hash}.json", *_files(keep)}
    written = [path for pattern in ("*/*.parquet", "*/kubus-*.json", "*/*.sedang-ditulis") for path in folder.glob(pattern)]
    gone = [path for path in written if path not in kept]
    for path in gone:
        path.unlink()
    return len(gone)


LAYOUT = 2
"""How states are laid out in their columns; another layout is another kubus."""


def plan_hash(sheets: Iterable[Sheet]) -> str:
    """SHA-256 over what is asked of the rows: another question gives another kubus."""
    asked: list[object] = [LAYOUT]
    asked += [
        [
            one.register,
            one.fused,
            [str(period) for period in one.periods],
            [column.sql(copy=False) for column in one.columns],
        ]
        for one in sheets
    ]
    return hashlib.sha256(_canonical(asked)).hexdigest()


def part_path(folder: Path, register: str, prov: str, hashed: str) -> Path:
    """The file of one province of a register (or of all of a small one)."""
    return folder / f"{register}-{prov}-{hashed}.parquet"


def above_path(folder: Path, register: str, hashed: str) -> Path:
    """The file of a register's levels from the kota upward."""
    return folder / f"{register}-atas-{hashed}.parquet"


def write_manifest(kubus: Kubus) -> None:
    """Put what names a kubus' files beside them: from now on `read_kubus` finds it."""
    write_bytes(_canonical(_manifest(kubus)), kubus.folder / f"kubus-{kubus.hash}.json")


def _manifest(kubus: Kubus) -> dict[str, object]:
    registers: dict[str, dict[str, object]] = {
        register: {"atas": hashed, "bagian": {}} for register, hashed in kubus.atas.items()
    }
    for (register, prov), part in kubus.bagian.items():
        registers[register]["bagian"][prov] = {"hash": part.hash, "potongan": [list(one) for one in part.potongan]}  # type: ignore[index]  # a dict, two lines above
    return {"rencana": kubus.rencana, "kantor": list(kubus.offices), "register": registers}


def _canonical(thing: object) -> bytes:
    return json.dumps(thing, sort_keys=True, separators=(",", ":")).encode()
