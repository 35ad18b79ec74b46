"""One way to the national answer, in a process of its own: `python nasional_cara.py NAME FOLDER OUT` prints what it took.

Measured from after the imports: the manifest, the scan, the sums, the answer on disk. For ours also what a running server
has at hand, the catalogue, is left out; the plan of what to ask is in.
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import duckdb

import tolok_koperasi
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.kubus import Kubus, read_kubus
from tolok.engine.kubus_build import build_kubus
from tolok.engine.kubus_plan import Sheet, plan_sheets, wanted_by
from tolok.engine.national import NationalSnapshot, read_manifest
from tolok.formula.kernel import Aggregate
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.values.region import Tingkat

SQL = Path(__file__).parent / "nasional_sql"
YEARS = range(2020, 2025)
SEED = ("KOP-01", "KOP-03", "KOP-04", "KOP-05", "UM-01", "UM-02", "EKO-02", "EKO-03")
THREADS = 2
LEVELS: dict[Tingkat, str] = {
    "kelurahan": "coalesce(wilayah, pemda || '/-')",
    "kecamatan": "coalesce(left(wilayah, 8), pemda || '/-')",
    "kota": "coalesce(left(wilayah, 5), pemda)",
    "provinsi": "left(pemda, 2)",
    "nasional": "'ID'",
}
Schemas = dict[str, Schema]


class Setting:
    """What is at hand before anything is measured."""

    def __init__(self, folder: Path, out: Path):
        self.folder, self.out = folder, out
        self.schemas: Schemas = load_schemas(tolok_koperasi.FOLDER / "register")
        self.catalogue: Catalogue = load_catalogue(tolok_koperasi.FOLDER)
        self.named: NationalSnapshot | None = None
        self.catalogue.checked(SEED[0], YEARS[-1], self.schemas)  # the parser, as after an import
        out.mkdir(parents=True, exist_ok=True)

    def snapshot(self) -> NationalSnapshot:
        return read_manifest(self.folder, self.schemas)

    def sheets(self, codes: Iterable[str]) -> tuple[Sheet, ...]:
        """The scans for the given indicators, five years."""
        wanted: dict[Aggregate, set[Period]] = {}
        for kode in codes:
            for tahun in YEARS:
                for one, periods in self._wanted(kode, tahun).items():
                    wanted.setdefault(one, set()).update(periods)
        return plan_sheets(wanted, self.schemas)

    def _wanted(self, kode: str, tahun: int) -> dict[Aggregate, set[Period]]:
        try:
            aggregates = self.catalogue.checked(kode, tahun, self.schemas).aggregates
        except IssueError:  # no definition in force that year
            return {}
        return wanted_by(aggregates, Period(tahun), self.schemas)

    def statement(self, name: str, **more: str) -> str:
        """A hand-written statement over the pieces that the manifest names."""
        text = (SQL / name).read_text(encoding="utf-8")
        for key, value in more.items():
            text = text.replace("{" + key + "}", value)
        self.named = self.named or self.snapshot()
        for register in ("usaha_monev", "koperasi_tahunan"):
            files = ", ".join(f"'{piece.path}'" for piece in self.named.of(register))
            text = text.replace("{" + register + "}", f"read_parquet([{files}])")
        return text.replace("{keluar}", str(self.out))

    def connect(self) -> duckdb.DuckDBPyConnection:
        settings: dict[str, str | int | bool] = {"threads": THREADS, "preserve_insertion_order": False}
        settings |= {"memory_limit": "8GB", "temp_directory": str(self.out / "sementara")}
        return duckdb.connect(":memory:", config=settings)


def ours(work: Setting) -> Kubus:
    """The eight seed measures, every level and year."""
    return build_kubus(work.sheets(SEED), work.snapshot(), DuckDBEngine(THREADS), work.out / "kubus")


def semua(work: Setting) -> Kubus:
    """Every indicator of the catalogue that is computed from registers."""
    return build_kubus(work.sheets(work.catalogue.indikator), work.snapshot(), DuckDBEngine(THREADS), work.out / "semua")


def satu(work: Setting, usaha: str = "satu_usaha_hitungan.sql") -> None:
    """One statement to a register, each level from the one below it."""
    levels = (SQL / "tingkat_bertahap.sql").read_text(encoding="utf-8").rstrip()
    with work.connect() as connection:
        for name in (usaha, "satu_koperasi.sql"):
            connection.execute(work.statement(name, tingkat=levels))


def padat(work: Setting) -> None:
    """The same with several counts packed in one sum."""
    satu(work, "satu_usaha_padat.sql")


def sekaligus(work: Setting) -> None:
    """One statement to a register, the levels by GROUPING SETS."""
    levels = (SQL / "tingkat_sekaligus.sql").read_text(encoding="utf-8").rstrip()
    with work.connect() as connection:
        for name in ("satu_usaha_padat.sql", "satu_koperasi.sql"):
            connection.execute(work.statement(name, tingkat=levels))


def banyak(work: Setting) -> None:
    """One GROUP BY to an indicator and level: forty statements."""
    with work.connect() as connection:
        for kode in SEED:
            for level, wilayah in LEVELS.items():
                query = work.statement(f"per_indikator/{kode}.sql", wilayah=wilayah)
                connection.execute(f"COPY ({query}) TO '{work.out}/{kode}-{level}.parquet' (FORMAT parquet)")


def gabung(work: Setting) -> None:
    """The narrow layout: the enterprises' rows joined with those of the year before, then as `satu`."""
    levels = (SQL / "tingkat_bertahap.sql").read_text(encoding="utf-8").rstrip()
    joined = (SQL / "gabung_diri.sql").read_text(encoding="utf-8").strip()
    with work.connect() as connection:
        connection.execute(work.statement("satu_usaha_hitungan.sql", tingkat=levels, usaha_monev=joined))
        connection.execute(work.statement("satu_koperasi.sql", tingkat=levels))


def lantai(work: Setting) -> None:
    """The columns that the eight need, read and added up once."""
    with work.connect() as connection:
        for name in ("lantai_usaha.sql", "lantai_koperasi.sql"):
            connection.execute(work.statement(name)).fetchall()


def panda(work: Setting) -> None:
    """The same answer with pandas."""
    from nasional_pandas import answer  # pandas is needed for nothing else

    answer(work.snapshot(), work.out)


WAYS: dict[str, Callable[[Setting], object]] = {
    way.__name__: way for way in (ours, semua, satu, padat, sekaligus, banyak, gabung, lantai, panda)
}


def kept(work: Setting, out: Path | None = None) -> Kubus:
    """The kubus that `ours` has left in its folder."""
    folder = (out or work.out) / "kubus"
    path = next(folder.glob("*/kubus-*.json"))
    found = read_kubus(folder, work.sheets(SEED), path.stem.removeprefix("kubus-"))
    if found is None:
        raise FileNotFoundError(path)
    return found


def peak_megabytes() -> float:
    """The largest resident memory of this process; what getrusage says may be that of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Seconds, CPU seconds and the peak of memory (MB) of one piece of work."""
    before, started = getrusage(RUSAGE_SELF), perf_counter()
    work()
    seconds, after = perf_counter() - started, getrusage(RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"detik": seconds, "cpu": cpu, "memori": peak_megabytes()}


def main() -> None:
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    work = Setting(folder, out)
    print(json.dumps(measured(lambda: WAYS[name](work))))


if __name__ == "__main__":
    main()
