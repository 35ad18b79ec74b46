"""Invented enterprises and what monitoring found about them: a panel in which the yearly changes are exact counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tolok.contoh.acak import Tempat, day_in, lognormal, stream
from tolok.contoh.bentuk import Row, Ukuran, daftar_kata

REGISTER = "usaha_monev"
BATAS_MIKRO = 2_000_000_000
"""Yearly turnover up to which an enterprise is micro, bound included (PP 7/2021 pasal 35)."""
MEDIAN_OMSET = 265_000_000

Omset = dict[int, int | None]
"""Turnover in rupiah by running number of the enterprise; None where it was visited and the figure left empty."""


@dataclass(frozen=True)
class Usaha:
    """One enterprise over all years. Owner and NIK are invented; the NIK is valid in shape with a serial nobody has."""

    nomor: str | None
    nib: str | None
    nama: str
    nik: str
    pemilik: str
    kode_wilayah: str | None
    tenaga_kerja: int
    permil_ntb: int


def rows_by_tahun(seed: int, pemda: str, induk: Sequence[Usaha], ukuran: Sequence[Ukuran]) -> dict[int, list[Row]]:
    """The rows of every year, wrong ones last. A year follows from the one before it by the counts of `ukuran`."""
    semua: dict[int, list[Row]] = {}
    omset: Omset = {}
    dikenal = 0
    for satu in ukuran:
        chance = stream(seed, pemda, REGISTER, satu.tahun)
        omset = advance(chance, omset, satu, dikenal)
        dikenal += satu.count("baru")
        daftar = [_row(chance, induk[i], satu.tahun, nilai) for i, nilai in sorted(omset.items())]
        for cacat in satu.cacat:
            row = _row(chance, induk[dikenal], satu.tahun, draw_omset(chance))
            daftar.append({**row, cacat.kolom: cacat.tulis})
            dikenal += 1
        semua[satu.tahun] = daftar
    return semua


def advance(chance: Random, lalu: Omset, ukuran: Ukuran, dikenal: int) -> Omset:
    """Next year's turnover: who left the monitoring, whose figure is missing, who grew and who outgrew micro.

    Enterprises that had outgrown micro leave, but for `kecil_tetap` of them. Of those with a figure in both years
    exactly `tumbuh` rise, exactly `naik` of them from micro above BATAS_MIKRO; new ones and those whose figure was
    missing before come in as micro.
    """
    kecil = [i for i, omset in lalu.items() if omset is not None and omset > BATAS_MIKRO]
    mikro = [i for i, omset in lalu.items() if omset is not None and omset <= BATAS_MIKRO]
    keluar = set(kecil[ukuran.count("kecil_tetap") :]) | set(chance.sample(mikro, ukuran.count("keluar")))
    tinggal = [i for i in mikro if i not in keluar]
    sebelum = {i: omset for i, omset in lalu.items() if omset is not None and i not in keluar}
    kini: Omset = {i: draw_omset(chance) for i, omset in lalu.items() if omset is None}
    kosong = chance.sample(tinggal, ukuran.count("kosong")) if lalu else []
    panel = [i for i in sebelum if i not in set(kosong)]
    kini |= _panel(chance, {i: sebelum[i] for i in panel}, ukuran.count("naik"), ukuran.count("tumbuh"))
    kini |= dict.fromkeys(kosong)
    baru = range(dikenal, dikenal + ukuran.count("baru"))
    kini |= {i: draw_omset(chance) for i in baru}
    if not lalu:
        kini |= dict.fromkeys(chance.sample(list(baru), ukuran.count("kosong")))
    return kini


def _panel(chance: Random, sebelum: dict[int, int], naik: int, tumbuh: int) -> dict[int, int]:
    """The enterprises with a figure in both years; the largest micro ones are those that can outgrow it."""
    terbesar = sorted((i for i, omset in sebelum.items() if omset <= BATAS_MIKRO), key=lambda i: (-sebelum[i], i))
    daftar_naik = set(chance.sample(terbesar[: 2 * naik], naik))
    lain = [i for i in sebelum if i not in daftar_naik]
    daftar_tumbuh = set(chance.sample(lain, tumbuh - naik))
    kini = {}
    for i, omset in sebelum.items():
        if i in daftar_naik:
            kini[i] = BATAS_MIKRO + lognormal(chance, 240_000_000, 0.9)
        elif i in daftar_tumbuh:
            kini[i] = _grown(chance, omset)
        else:
            kini[i] = omset if chance.random() < 0.03 else max(1, omset - 1 - int(omset * chance.random() * 0.28))
    return kini


def _grown(chance: Random, omset: int) -> int:
    lebih = omset + 1 + int(omset * min(0.9, chance.expovariate(6.0)))
    if omset < BATAS_MIKRO < lebih:
        return omset + 1 + int((BATAS_MIKRO - omset - 1) * chance.random())
    return lebih


def draw_omset(chance: Random) -> int:
    """Turnover of a micro-enterprise in rupiah, never above the bound."""
    while (omset := lognormal(chance, MEDIAN_OMSET, 1.0)) >= BATAS_MIKRO:
        pass
    return omset


def draw_usaha(seed: int, pemda: str, daftar_kelurahan: Sequence[str], banyak: int) -> list[Usaha]:
    """The first `banyak` enterprises of an office; a longer list begins with a shorter one."""
    tempat = Tempat(stream(seed, pemda, "tempat usaha"), daftar_kelurahan, setiap=150)
    chance = stream(seed, pemda, REGISTER)
    daftar_nik: set[str] = set()
    return [_usaha(chance, pemda, tempat, i, daftar_nik) for i in range(banyak)]


def _usaha(chance: Random, pemda: str, tempat: Tempat, i: int, daftar_nik: set[str]) -> Usaha:
    angka_pemda = pemda.replace(".", "")
    kode_wilayah = tempat.draw(chance, i)
    tanpa_nomor = i % 33 == 32
    tanpa_nib = i % 5 == 3 and not tanpa_nomor
    return Usaha(
        nomor=None if tanpa_nomor else f"{angka_pemda}{i + 1:08d}",
        nib=None if tanpa_nib else f"99{angka_pemda}{i + 1:07d}",
        nama=_words(chance, "usaha", "sebutan_usaha"),
        nik=_nik(chance, kode_wilayah or tempat.daftar_kelurahan[0], daftar_nik),
        pemilik=_words(chance, "pemilik_depan", "pemilik_belakang") + " (contoh)",
        kode_wilayah=kode_wilayah,
        tenaga_kerja=1 + min(18, int(chance.expovariate(0.45))),
        permil_ntb=chance.randrange(240, 561),
    )


def _words(chance: Random, *lists: str) -> str:
    return " ".join(chance.choice(daftar_kata(nama)) for nama in lists)


def _nik(chance: Random, kode_wilayah: str, daftar_nik: set[str]) -> str:
    """Sixteen digits with a real place and date; the serial counts from 9000, which no registry office has reached."""
    while True:
        day = chance.randrange(1, 29) + chance.choice((0, 40))
        nik = (
            f"{kode_wilayah.replace('.', '')[:6]}{day:02d}{chance.randrange(1, 13):02d}{chance.randrange(60, 100):02d}"
            f"{chance.randrange(9000, 10000)}"
        )
        if nik not in daftar_nik:
            daftar_nik.add(nik)
            return nik


def _row(chance: Random, usaha: Usaha, tahun: int, omset: int | None) -> Row:
    tenaga_kerja = max(1, usaha.tenaga_kerja + chance.choice((-1, 0, 0, 0, 1)))
    return {
        "id_data_badan_usaha": usaha.nomor,
        "nib": usaha.nib,
        "nama_usaha": usaha.nama,
        "nik_penduduk": usaha.nik,
        "nama_pemilik": usaha.pemilik,
        "tahun": tahun,
        "tanggal_monev": day_in(chance, tahun),
        "kode_wilayah": usaha.kode_wilayah,
        "omset": omset,
        "aset": None if omset is None else omset * usaha.permil_ntb // 900,
        "tenaga_kerja_laki": tenaga_kerja // 2,
        "tenaga_kerja_perempuan": tenaga_kerja - tenaga_kerja // 2,
        "kredit_formal": usaha.permil_ntb > 450,
        "nilai_tambah_bruto": None if omset is None else omset * usaha.permil_ntb // 1000,
    }
