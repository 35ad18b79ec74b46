"""What comes after a national run: one kab/kota delivers anew, somebody looks into it, everything is frozen once more.

`python nasional_ulang.py NAME FOLDER OUT`, beside OUT the folder `ours` of nasional_cara.py; prints what it took. What has
to be at hand before (the rows that arrive, a copy of the snapshot by hard links) is not measured.
"""

import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import pyarrow.parquet as pq
from nasional_cara import SEED, THREADS, YEARS, Setting, kept, measured, peak_megabytes
from nasional_isi import Kota, all_kota, rows_of

from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.kubus import Kubus
from tolok.engine.kubus_build import build_kubus
from tolok.engine.national import NationalSnapshot, freeze_pieces, redeliver, write_manifest
from tolok.engine.snapshot import LEADING
from tolok.values.period import Period

REGISTER = "usaha_monev"
SCANNED = (REGISTER, "koperasi_tahunan")
LOOKS = 300
Took = dict[str, float]


def ulang(work: Setting) -> Took:
    """The enterprises' monev of a kab/kota of middle size delivered anew, one row in 100 changed: its pieces,
    the manifest, its part of the kubus, the levels above. SystemExit where a full run gives another kubus."""
    again, made = _Again(work), list[tuple[NationalSnapshot, Kubus]]()

    def run() -> None:
        new = again.delivered()
        made.append((new, again.counted(new)))

    took = measured(run)
    again.refuse_another(*made[0])
    return took


def susul(work: Setting) -> Took:
    """The same, the pieces and the manifest already there: only the kubus and its levels."""
    again = _Again(work)
    new, made = again.delivered(), list[Kubus]()
    took = measured(lambda: made.append(again.counted(new)))
    again.refuse_another(new, made[0])
    return took


class _Again:
    """A copy of the snapshot and its kubus, and what a kab/kota delivers anew."""

    def __init__(self, work: Setting):
        self.work = work
        copy = Setting(_linked(work.folder, work.out / "potret"), work.out)
        shutil.copytree(work.out.parent / "ours" / "kubus", work.out / "kubus", dirs_exist_ok=True)
        self.before, self.snapshot = kept(work), copy.snapshot()
        self.kota = replace(_middle(self.snapshot), putaran=1)
        self.rows = rows_of(REGISTER, self.kota, work.schemas)

    def delivered(self) -> NationalSnapshot:
        return redeliver(self.snapshot, self.work.schemas[REGISTER], self.kota.kode, self.kota.kode, self.rows)

    def counted(self, new: NationalSnapshot) -> Kubus:
        return build_kubus(self.before.sheets, new, DuckDBEngine(THREADS), self.work.out / "kubus", self.before)

    def refuse_another(self, new: NationalSnapshot, kubus: Kubus) -> None:
        full = build_kubus(self.before.sheets, new, DuckDBEngine(THREADS), self.work.out / "penuh")
        if full.hash != kubus.hash or kubus.hash == self.before.hash:
            raise SystemExit("kubus setelah kiriman ulang berbeda dari kubus yang dihitung penuh")


def _middle(snapshot: NationalSnapshot) -> Kota:
    """The kab/kota in the middle by enterprises: one office that delivers everything."""
    usaha = sum(one.rows for one in snapshot.of("usaha"))
    every = sorted(all_kota(_million(usaha)), key=lambda one: (one.usaha, one.kode))
    return every[len(every) // 2]


def _million(rows: int) -> int:
    """For how many enterprises the data was made: an enterprise has one row or, where it moved, more."""
    return next(one for one in (65_000_000, 10_000_000, 1_000_000, 100_000) if one <= rows)


def _linked(folder: Path, target: Path) -> Path:
    """The snapshot once more, its pieces by hard links: what is written into it does not touch the first."""
    shutil.copytree(folder, target, copy_function=os.link, ignore=shutil.ignore_patterns("kubus", "terkini"))
    shutil.copy(folder / "terkini", target / "terkini")
    return target


def penuh(work: Setting) -> Took:
    """Everything that the eight need frozen once more out of rows as delivered, then the kubus."""
    snapshot, target = work.snapshot(), work.out / "potret"

    def run() -> None:
        pieces = [one for one in snapshot.pieces if one.register not in SCANNED]
        for register in SCANNED:
            schema = work.schemas[register]
            names = [*LEADING, *(one.nama for one in schema.fields)]
            for piece in snapshot.of(register):
                pieces += freeze_pieces(schema, piece.pemda, pq.read_table(piece.path, columns=names), target)
        new = write_manifest(target, work.schemas, pieces, snapshot.delivered)
        if new.hash != snapshot.hash:
            raise SystemExit("potret yang dibekukan lagi berbeda dari potret semula")
        build_kubus(work.sheets(SEED), new, DuckDBEngine(THREADS), work.out / "kubus")

    took = measured(run)
    shutil.rmtree(target)
    return took


def telusur(work: Setting) -> Took:
    """All kecamatan of a kab/kota for one indicator and the last year, asked of the kubus on disk: the 95th of 100."""
    chance, kubus = random.Random(5), kept(work, work.out.parent / "ours")  # noqa: S311  # which is looked at is no secret
    offices = sorted({one.pemda for one in work.snapshot().of(REGISTER)})
    asked = [(chance.choice(SEED), YEARS[-1], chance.choice(offices)) for _ in range(LOOKS)]
    seconds, cpu = [], []
    for kode, tahun, office in asked:
        started, used = perf_counter(), process_time()
        for one in work.catalogue.checked(kode, tahun, work.schemas).aggregates:
            kubus.totals(one, Period(tahun), "kecamatan", office)
        seconds.append(perf_counter() - started)
        cpu.append(process_time() - used)
    place = round(LOOKS * 0.95)
    return {"detik": sorted(seconds)[place], "cpu": sorted(cpu)[place], "memori": peak_megabytes()}


WAYS: dict[str, Callable[[Setting], Took]] = {way.__name__: way for way in (ulang, susul, penuh, telusur)}


def main() -> None:
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(WAYS[name](Setting(folder, out))))


if __name__ == "__main__":
    main()
