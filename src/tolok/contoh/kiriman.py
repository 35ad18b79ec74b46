"""The demonstration as a folder of deliveries: `tolok contoh DIR`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tolok.contoh import koperasi, lain
from tolok.contoh import usaha as monev
from tolok.contoh.bentuk import DAFTAR_REGISTER, Cacat, Row, Ukuran, load_ukuran, load_yaml
from tolok.contoh.berkas import Kiriman, write_kiriman
from tolok.contoh.kantor import KantorContoh, load_kantor
from tolok.registers.load import load_schemas
from tolok.registers.wilayah import load_tree
from tolok.values.instant import WIB
from tolok.values.issue import Issue, IssueError
from tolok_koperasi import FOLDER

KANTOR_TETAP = "35.75"
"""Its figures are those of its printed document, so its size never changes; `usaha` sizes the other office."""
USAHA_TERKECIL = 200
_UKURAN_PENUH = 4500


@dataclass(frozen=True)
class BerkasContoh:
    """One delivered file: `baris` rows in it, the wrong ones included, which are those of `karantina` and come last."""

    berkas: Path
    register: str
    tahun: int
    pemda: str
    baris: int
    karantina: tuple[Cacat, ...]


@dataclass(frozen=True)
class ContohReport:
    """What was written; `berkas` in the order of delivery. Nothing but `karantina` may be refused by a reader."""

    folder: Path
    seed: int
    berkas: tuple[BerkasContoh, ...]

    @property
    def baris(self) -> int:
        """All data rows, wrong ones included."""
        return sum(satu.baris for satu in self.berkas)

    @property
    def karantina(self) -> int:
        """The rows that are wrong on purpose."""
        return sum(len(satu.karantina) for satu in self.berkas)


def write_contoh(folder: Path, *, seed: int = 2024, usaha: int | None = None) -> ContohReport:
    """Writes folder/kiriman/<pemda>/<register>_<tahun>.(csv|xlsx) and NAME.kiriman.yaml; same seed, same bytes.

    `usaha`: about how many usaha_monev rows a year Bekasi delivers (4.500 by itself); Pasuruan always delivers those
    behind its printed figures. IssueError (TLK-R090) below 200, where the yearly counts cannot be kept.
    """
    if usaha is not None and usaha < USAHA_TERKECIL:
        raise IssueError(
            Issue(
                "TLK-R090",
                "salah",
                "pilihan --usaha",
                f"{usaha} usaha terlalu sedikit untuk data contoh",
                "perubahan dari tahun ke tahun (naik kelas, tumbuh, kosong) tidak dapat dibagi ke usaha sesedikit itu",
                f"pakai --usaha {USAHA_TERKECIL} atau lebih",
            )
        )
    schemas = load_schemas(FOLDER / "register")
    written = []
    for kantor in load_kantor():
        target = folder / "kiriman" / kantor.pemda
        target.mkdir(parents=True, exist_ok=True)
        for register, ukuran, rows in _deliveries(kantor.pemda, seed, usaha):
            diketahui = _known(register, ukuran.tahun)
            kiriman = Kiriman(register, str(ukuran.tahun), kantor.pemda, kantor.perangkat_daerah, diketahui)
            path = write_kiriman(target, kiriman, _nama(kantor), schemas[register], ukuran.bentuk, rows)
            written.append(
                (
                    diketahui,
                    BerkasContoh(path.relative_to(folder), register, ukuran.tahun, kantor.pemda, len(rows), ukuran.cacat),
                )
            )
    written.sort(key=lambda satu: (satu[0], str(satu[1].berkas)))
    return ContohReport(folder, seed, tuple(berkas for _, berkas in written))


def _nama(kantor: KantorContoh) -> str:
    return f"{kantor.nama} {kantor.nama_pemda}"


def _known(register: str, tahun: int) -> datetime:
    """When the office learnt it: nine in the morning of the register's day in January of the next year."""
    return datetime(tahun + 1, 1, load_yaml("ukuran.yaml")["dikirim"][register], 9, tzinfo=WIB)


def _deliveries(pemda: str, seed: int, banyak: int | None) -> Iterator[tuple[str, Ukuran, list[Row]]]:
    daftar_kelurahan = load_tree().kelurahan_of(pemda)
    for register in DAFTAR_REGISTER:
        daftar_ukuran = load_ukuran(pemda, register)
        if register == monev.REGISTER:
            daftar_ukuran = _scaled(pemda, daftar_ukuran, banyak)
            semua = monev.rows_by_tahun(seed, pemda, daftar_kelurahan, daftar_ukuran)
        elif register == koperasi.REGISTER:
            semua = koperasi.rows_by_tahun(seed, pemda, daftar_kelurahan, daftar_ukuran)
        else:
            semua = {satu.tahun: _rows(register, seed, pemda, satu) for satu in daftar_ukuran}
        for satu in daftar_ukuran:
            yield register, satu, semua[satu.tahun]


def _rows(register: str, seed: int, pemda: str, ukuran: Ukuran) -> list[Row]:
    if register == "temuan":
        return lain.rows_temuan(seed, pemda, ukuran)
    return lain.rows_skm(seed, pemda, ukuran) if register == "skm" else lain.rows_data(pemda, ukuran)


def _scaled(pemda: str, daftar_ukuran: tuple[Ukuran, ...], banyak: int | None) -> tuple[Ukuran, ...]:
    """Every count in proportion to `banyak`, so that the yearly changes keep their shape."""
    if banyak is None or pemda == KANTOR_TETAP:
        return daftar_ukuran
    return tuple(replace(satu, isi=_scaled_counts(satu.isi, banyak)) for satu in daftar_ukuran)


def _scaled_counts(isi: Mapping[str, int], banyak: int) -> dict[str, int]:
    return {nama: nilai * banyak // _UKURAN_PENUH for nama, nilai in isi.items()}
