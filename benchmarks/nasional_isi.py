"""National data, invented: N enterprises × 5 years and their koperasi, straight into a national snapshot.

    python benchmarks/nasional_isi.py N FOLDER [--proses 2]

N may be written 1e6. One kab/kota after the other, so that memory does not grow with the nation; each is made of its
code, its size and its round alone (`rows_of`), so that one can be delivered anew with some of its entities changed.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

import numpy as np
import pyarrow as pa
from nasional_acak import below, draw
from nasional_baris import YEARS, Kota, Rows

import tolok_koperasi
from tolok.engine.national import NationalPiece, NationalSnapshot, freeze_pieces, write_manifest
from tolok.engine.snapshot import Delivered
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.registers.wilayah import load_tree
from tolok.values.region import NASIONAL

REGISTERS = (
    "usaha_monev", "usaha", "koperasi_tahunan", "koperasi", "kesehatan_koperasi", "skm", "temuan", "rekomendasi", "lke",
)  # fmt: skip
_KOPERASI, _OF_USAHA, _KOPERASI_LEAST = 130_000, 65_000_000, 2_600


def all_kota(usaha: int, putaran: int = 0) -> tuple[Kota, ...]:
    """The 514 kab/kota of the region tree; enterprises and koperasi shared out unevenly, exactly as many as asked for."""
    tree = load_tree()
    codes = [kota for provinsi in tree.children(NASIONAL) for kota in tree.children(provinsi)]
    weights = 400 + below(draw(np.arange(len(codes), dtype=np.uint64), "ukuran kota"), 1201)
    ends = np.concatenate([[0], np.cumsum(weights)])
    koperasi = max(_KOPERASI * usaha // _OF_USAHA, _KOPERASI_LEAST)
    shares = [np.diff(ends * number // int(ends[-1])) for number in (usaha, koperasi)]
    return tuple(Kota(code, int(a), int(b), putaran) for code, a, b in zip(codes, *shares, strict=True))


def rows_of(register: str, kota: Kota, schemas: Mapping[str, Schema]) -> pa.Table:
    """The rows of one register of one kab/kota; `kota.putaran` other than 0: as delivered anew, one in 100 changed."""
    return Rows(kota, schemas).table(register)


@cache
def pack_schemas() -> dict[str, Schema]:
    """The registers of the content pack for koperasi and usaha mikro."""
    return load_schemas(tolok_koperasi.FOLDER / "register")


def deliveries(kota: Kota) -> Iterator[Delivered]:
    """What the office delivered, year by year."""
    for register in REGISTERS:
        for tahun in YEARS:
            if kota.delivered(register, tahun):
                yield Delivered(register, kota.kode, kota.kantor, str(tahun), (kota.kode,))


def _freeze(work: tuple[Kota, Path]) -> list[NationalPiece]:
    kota, folder = work
    schemas = pack_schemas()
    rows = Rows(kota, schemas)
    return [piece for name in REGISTERS for piece in freeze_pieces(schemas[name], kota.kode, rows.table(name), folder)]


def make(usaha: int, folder: Path, proses: int = 1) -> NationalSnapshot:
    """Make the whole nation under `folder`."""
    every, schemas, started = all_kota(usaha), pack_schemas(), perf_counter()
    work = [(kota, folder) for kota in every]
    pieces: list[NationalPiece] = []
    with ProcessPoolExecutor(proses, mp_context=get_context("spawn")) as pool:
        for done, found in enumerate(pool.map(_freeze, work) if proses > 1 else map(_freeze, work), 1):
            pieces += found
            if done % 50 == 0 or done == len(work):
                print(f"{done} dari {len(work)} kab/kota, {perf_counter() - started:.0f} detik", file=sys.stderr)
    delivered = tuple(sorted(one for kota in every for one in deliveries(kota)))
    return write_manifest(folder, schemas, tuple(pieces), delivered)


def main() -> None:
    parser = argparse.ArgumentParser(description="Data nasional karangan untuk pengukuran kecepatan.")
    parser.add_argument("usaha", type=float, help="banyaknya usaha, misalnya 1e6")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--proses", type=int, default=1)
    chosen = parser.parse_args()
    made = make(int(chosen.usaha), chosen.folder, chosen.proses)
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    peak = max(one.ru_maxrss for one in used) / 1024
    size = sum(one.path.stat().st_size for one in made.pieces)
    print(
        f"{len(made.pieces)} potongan, {sum(one.rows for one in made.pieces)} baris, {size / 1e6:.0f} MB; "
        f"{cpu:.0f} detik CPU, {peak:.0f} MB memori per proses; potret {made.hash}"
    )


if __name__ == "__main__":
    main()
