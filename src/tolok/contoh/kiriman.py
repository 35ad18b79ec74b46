"""The demonstration as a folder of deliveries: `tolok contoh DIR`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from tolok.contoh import induk_usaha, koperasi, lain
from tolok.contoh import usaha as monev
from tolok.contoh.acak import stream
from tolok.contoh.bentuk import DAFTAR_REGISTER, Besar, Cacat, Row, Ukuran, load_ukuran, load_yaml
from tolok.contoh.berkas import Kiriman, write_kiriman
from tolok.contoh.kantor import KantorContoh, load_kantor
from tolok.registers.load import load_schemas
from tolok.registers.wilayah import RegionTree, load_tree
from tolok.values.instant import WIB
from tolok.values.issue import Issue, IssueError
from tolok_koperasi import FOLDER

KANTOR_TETAP = "35.75"
"""Its figures are those of its printed document, so its size never changes; `usaha` sizes the other office."""
USAHA_TERKECIL = 200
_DIMONEV = 4500


@dataclass(frozen=True)
class BerkasContoh:
    """One delivered file: `baris` data rows in it, the wrong ones included, which are those of `karantina` and come last.

    `rangkap`: rows that stand in it once more, and count once. `koreksi`: delivered later for a period already delivered.
    """

    berkas: Path
    register: str
    tahun: int
    pemda: str
    baris: int
    karantina: tuple[Cacat, ...]
    rangkap: int = 0
    koreksi: bool = False


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


@dataclass(frozen=True)
class _Isi:
    """One delivery before it is written."""

    register: str
    ukuran: Ukuran
    rows: list[Row]
    koreksi: bool = False


def write_contoh(folder: Path, *, seed: int = 2024, usaha: int | None = None, ukuran: Besar = "kecil") -> ContohReport:
    """Writes folder/kiriman/<pemda>/<register>_<tahun>.(csv|xlsx) and NAME.kiriman.yaml; same seed, same bytes.

    `ukuran`: `kecil` for the demonstration, some ten thousand rows of 2021 to 2024; `penuh` for 2020 to 2024 with every
    enterprise of both cities, dirty files, corrections, a delivery that is missing and one that is empty. `usaha`: about
    how many enterprises Bekasi has; Pasuruan always delivers what its printed figures need. IssueError (TLK-R090) below
    200, where the yearly counts cannot be kept.
    """
    if usaha is not None and usaha < USAHA_TERKECIL:
        raise IssueError(_too_few(usaha))
    schemas, tree = load_schemas(FOLDER / "register"), load_tree()
    written = []
    for kantor in load_kantor():
        target = folder / "kiriman" / kantor.pemda
        target.mkdir(parents=True, exist_ok=True)
        for isi in _deliveries(kantor.pemda, seed, usaha, ukuran, tree):
            tahun, bentuk = isi.ukuran.tahun, isi.ukuran.bentuk
            diketahui = _known(isi.register, tahun, isi.koreksi)
            kiriman = Kiriman(isi.register, str(tahun), kantor.pemda, kantor.perangkat_daerah, diketahui, isi.koreksi)
            path = write_kiriman(target, kiriman, _nama(kantor), schemas[isi.register], bentuk, isi.rows, tree)
            rangkap = int(bentuk.tajuk == "kotor")
            cacat = () if isi.koreksi else isi.ukuran.cacat
            place = path.relative_to(folder)
            banyak = len(isi.rows) + rangkap
            one = BerkasContoh(place, isi.register, tahun, kantor.pemda, banyak, cacat, rangkap, isi.koreksi)
            written.append((diketahui, one))
    written.sort(key=lambda satu: (satu[0], str(satu[1].berkas)))
    return ContohReport(folder, seed, tuple(berkas for _, berkas in written))


def _too_few(usaha: int) -> Issue:
    return Issue(
        "TLK-R090",
        "salah",
        "pilihan --usaha",
        f"{usaha} usaha terlalu sedikit untuk data contoh",
        "perubahan dari tahun ke tahun (naik kelas, tumbuh, kosong) tidak dapat dibagi ke usaha sesedikit itu",
        f"pakai --usaha {USAHA_TERKECIL} atau lebih",
    )


def _nama(kantor: KantorContoh) -> str:
    return f"{kantor.nama} {kantor.nama_pemda}"


def _known(register: str, tahun: int, koreksi: bool) -> datetime:
    """When the office learnt it: nine in the morning of the register's day in January, a correction in March."""
    return datetime(tahun + 1, 3 if koreksi else 1, load_yaml("ukuran.yaml")["dikirim"][register], 9, tzinfo=WIB)


def _deliveries(pemda: str, seed: int, banyak: int | None, besar: Besar, tree: RegionTree) -> Iterator[_Isi]:
    daftar_kelurahan = tree.kelurahan_of(pemda)
    semua = {register: load_ukuran(pemda, register, besar) for register in DAFTAR_REGISTER}
    semua |= _scaled(pemda, semua, banyak)
    rows: dict[str, Mapping[int, list[Row]]] = dict(_usaha_rows(seed, pemda, daftar_kelurahan, semua))
    about = koperasi.koperasi_by_tahun(seed, pemda, daftar_kelurahan, semua[koperasi.REGISTER])
    rows |= {koperasi.REGISTER: about.tahunan, koperasi.KESEHATAN: about.kesehatan, koperasi.INDUK: about.induk}
    temuan = {satu.tahun: lain.rows_temuan(seed, pemda, satu) for satu in semua["temuan"]}
    rows["temuan"] = {tahun: pair[0] for tahun, pair in temuan.items()}
    rows["rekomendasi"] = {tahun: pair[1] for tahun, pair in temuan.items()}
    rows["skm"] = {satu.tahun: lain.rows_skm(seed, pemda, satu) for satu in semua["skm"]}
    rows["lke"] = {satu.tahun: lain.rows_lke(seed, pemda, satu) for satu in semua["lke"]}
    rows["data"] = {satu.tahun: lain.rows_data(pemda, satu) for satu in semua["data"]}
    for register in DAFTAR_REGISTER:
        for satu in semua[register]:
            found = rows[register][satu.tahun]
            if satu.bentuk.tajuk == "sumber":  # the source's export cannot say that something ended
                found = [row for row in found if row["berlaku_sampai"] is None]
            yield _Isi(register, satu, found)
            if satu.count("koreksi"):
                chance = stream(seed, pemda, f"koreksi {register}", satu.tahun)
                good = found[: len(found) - len(satu.cacat)]
                yield _Isi(register, satu, _corrected(chance, good, satu.count("koreksi")), koreksi=True)


_DIKOREKSI = ("omset", "volume_usaha")


def _corrected(chance: Random, rows: Sequence[Row], banyak: int) -> list[Row]:
    """The rows that the office corrects later: an amount of money was a few per cent off."""
    found = []
    for row in chance.sample(list(rows), min(banyak, len(rows))):
        nama = next(nama for nama in _DIKOREKSI if nama in row)
        old = row[nama]
        found.append({**row, nama: old + old * chance.randrange(1, 60) // 1000 if isinstance(old, int) else old})
    return found


def _usaha_rows(
    seed: int, pemda: str, daftar_kelurahan: Sequence[str], semua: Mapping[str, tuple[Ukuran, ...]]
) -> Iterator[tuple[str, Mapping[int, list[Row]]]]:
    """The enterprises: those that are monitored are the first of those that are registered."""
    dimonev = semua[monev.REGISTER]
    dikenal = sum(u.count("baru") + len(u.cacat) for u in dimonev)
    jumlah = max(dikenal * 27 // 25, *(u.count("jumlah") for u in semua[induk_usaha.REGISTER]))
    induk = monev.draw_usaha(seed, pemda, daftar_kelurahan, jumlah)
    yield monev.REGISTER, monev.rows_by_tahun(seed, pemda, induk, dimonev)
    daftar_tahun = [u.tahun for u in semua[induk_usaha.REGISTER]]
    yield induk_usaha.REGISTER, induk_usaha.induk_by_tahun(seed, pemda, daftar_kelurahan, induk, daftar_tahun)


def _scaled(pemda: str, semua: Mapping[str, tuple[Ukuran, ...]], banyak: int | None) -> dict[str, tuple[Ukuran, ...]]:
    """Every count in proportion to `banyak`, so that the yearly changes keep their shape."""
    if banyak is None or pemda == KANTOR_TETAP:
        return {}
    terdaftar = semua[induk_usaha.REGISTER]
    jumlah = max(u.count("jumlah") for u in terdaftar)
    dimonev = min(banyak, max(USAHA_TERKECIL, banyak * _DIMONEV // jumlah))
    return {
        induk_usaha.REGISTER: tuple(replace(u, isi=_scaled_counts(u.isi, banyak, jumlah)) for u in terdaftar),
        monev.REGISTER: tuple(replace(u, isi=_scaled_counts(u.isi, dimonev, _DIMONEV)) for u in semua[monev.REGISTER]),
    }


def _scaled_counts(isi: Mapping[str, int], banyak: int, dari: int) -> dict[str, int]:
    return {nama: nilai * banyak // dari for nama, nilai in isi.items()}
