"""Invented cooperatives and their yearly figures; the year's volume of business is shared out so that it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tolok.contoh.acak import Tempat, apportion, lognormal, stream
from tolok.contoh.bentuk import Row, Ukuran, daftar_kata

REGISTER = "koperasi_tahunan"
_JENIS = {"Konsumen": 64, "Produsen": 16, "Simpan Pinjam": 13, "Pemasaran": 3, "Jasa": 4}
_PREDIKAT = ("cukup sehat", "cukup sehat", "cukup sehat", "dalam pengawasan", "dalam pengawasan khusus")
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class KoperasiContoh:
    """One cooperative over all years. `tanpa_volume`: it never reports its volume of business; `tertib`: 0 to 1, how
    sure it is to hold its RAT and to be assessed, so that mostly the same ones do so every year."""

    nomor_induk: str | None
    nomor_badan_hukum: str
    nama: str
    jenis: str
    kode_wilayah: str | None
    bobot: int
    permil_ntb: int
    tertib: float
    tanpa_volume: bool


def rows_by_tahun(seed: int, pemda: str, daftar_kelurahan: Sequence[str], ukuran: Sequence[Ukuran]) -> dict[int, list[Row]]:
    """The rows of every year, wrong ones last; volumes of a year add up to `volume` rupiah exactly."""
    induk = draw_koperasi(seed, pemda, daftar_kelurahan, sum(u.count("baru") + len(u.cacat) for u in ukuran))
    semua: dict[int, list[Row]] = {}
    ada: list[int] = []
    dikenal = 0
    for satu in ukuran:
        chance = stream(seed, pemda, REGISTER, satu.tahun)
        keluar = set(chance.sample([i for i in ada if not induk[i].tanpa_volume], satu.count("keluar")))
        ada = [i for i in ada if i not in keluar] + list(range(dikenal, dikenal + satu.count("baru")))
        dikenal += satu.count("baru")
        daftar = _rows(chance, [induk[i] for i in ada], satu)
        for cacat in satu.cacat:
            row = _row(induk[dikenal], satu.tahun, lognormal(chance, 310_000_000, 1.0))
            daftar.append({**row, cacat.kolom: cacat.tulis})
            dikenal += 1
        semua[satu.tahun] = daftar
    return semua


def _rows(chance: Random, daftar: list[KoperasiContoh], ukuran: Ukuran) -> list[Row]:
    """Those assessed are among those that held their RAT, those healthy among those assessed."""
    melapor = [k for k in daftar if not k.tanpa_volume]
    weights = [max(1, int(k.bobot * chance.lognormvariate(0.0, 0.12))) for k in melapor]
    volume = dict(zip(melapor, apportion(weights, ukuran.count("volume")), strict=True))
    urutan = sorted(melapor, key=lambda k: -(k.tertib + 0.15 * chance.random()))
    rat, dinilai, sehat = (set(urutan[: ukuran.count(nama)]) for nama in ("rat", "dinilai", "sehat"))
    kosong = set(chance.sample([k for k in daftar if k not in rat], ukuran.count("kosong")))
    rows = []
    for k in daftar:
        row = _row(k, ukuran.tahun, volume.get(k))
        row["rat"] = k in rat
        row["dinilai_kesehatan"] = None if k in kosong else k in dinilai
        if k in dinilai:
            row["predikat_kesehatan"] = "sehat" if k in sehat else chance.choice(_PREDIKAT)
        rows.append(row)
    return rows


def _row(koperasi: KoperasiContoh, tahun: int, volume: int | None) -> Row:
    return {
        "nomor_induk_koperasi": koperasi.nomor_induk,
        "nomor_badan_hukum": koperasi.nomor_badan_hukum,
        "nama_koperasi": koperasi.nama,
        "tahun_buku": tahun,
        "kode_wilayah": koperasi.kode_wilayah,
        "jenis_koperasi": koperasi.jenis,
        "rat": False,
        "dinilai_kesehatan": False,
        "predikat_kesehatan": None,
        "volume_usaha": volume,
        "nilai_tambah_bruto": None if volume is None else volume * koperasi.permil_ntb // 1000,
    }


def draw_koperasi(seed: int, pemda: str, daftar_kelurahan: Sequence[str], banyak: int) -> list[KoperasiContoh]:
    """The first `banyak` cooperatives of an office; a longer list begins with a shorter one."""
    tempat = Tempat(stream(seed, pemda, "tempat koperasi"), daftar_kelurahan, setiap=70)
    chance = stream(seed, pemda, REGISTER)
    daftar_nama: set[str] = set()
    return [_koperasi(chance, pemda, tempat, i, daftar_nama) for i in range(banyak)]


def _koperasi(chance: Random, pemda: str, tempat: Tempat, i: int, daftar_nama: set[str]) -> KoperasiContoh:
    jenis = chance.choices(list(_JENIS), list(_JENIS.values()))[0]
    angka_pemda = pemda.replace(".", "")
    return KoperasiContoh(
        nomor_induk=None if i % 15 == 14 else f"{angka_pemda}9{i + 1:08d}",
        nomor_badan_hukum=f"{i + 1:04d}/BH/{chance.choice(_ROMAWI)}/{chance.randrange(1985, 2020)}",
        nama=_nama(chance, jenis, daftar_nama),
        jenis=jenis,
        kode_wilayah=tempat.draw(chance, i),
        bobot=lognormal(chance, 1_000_000, 1.1),
        permil_ntb=chance.randrange(180, 381),
        tertib=chance.random(),
        tanpa_volume=i % 44 == 43,
    )


def _nama(chance: Random, jenis: str, daftar_nama: set[str]) -> str:
    """A name that no other cooperative of the office bears; registered names are unique."""
    while True:
        lists = (f"koperasi/{jenis}", "sebutan_koperasi_depan", "sebutan_koperasi_belakang")
        nama = " ".join(chance.choice(daftar_kata(satu)) for satu in lists)
        if nama in daftar_nama:
            nama = f"{nama} {chance.choice(_ROMAWI)}"
        if nama not in daftar_nama:
            daftar_nama.add(nama)
            return nama
