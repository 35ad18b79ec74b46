"""One yearly report as the tests print it: two IKU, one that reached its target and one that did not; people and hashes
are invented."""

from datetime import date
from fractions import Fraction

from tolok.writing.lkjip_data import (
    Angka,
    AngkaTahun,
    Banding,
    BarisAnggaran,
    Efisiensi,
    IndikatorLaporan,
    KelompokLaporan,
    Lkjip,
    Pembanding,
    Perjanjian,
    Sebab,
    TerbitanLaporan,
)
from tolok.writing.sheet import Meta, Signature
from writing.iku_example import RANTAI, SNAPSHOT

META = Meta(
    vintage=("KOP-03/2023/1", "UM-02/2023/2"), snapshot=SNAPSHOT, rantai=RANTAI, diketahui="27 Jan 2024, 10.20 WIB",
    tanggal=date(2024, 1, 27), draf=False,
)  # fmt: skip


def angka(tampil: str) -> Angka:
    """A printed figure with its exact value."""
    return Angka(tampil, "", Fraction(tampil.replace("\N{MINUS SIGN}", "-").replace(".", "").replace(",", ".")))


def tahun(year: int, target: str, realisasi: str, capaian: str, predikat: str, vintage: str) -> AngkaTahun:
    return AngkaTahun(year, angka(target), angka(realisasi), angka(capaian), predikat, vintage)


PENGAWASAN = BarisAnggaran(
    "2.17.03", "Program Pengawasan dan Pemeriksaan Koperasi", 0, angka("378.000.000"), angka("359.100.000"), angka("95,00"),
    "Bidang Koperasi", ("KOP-03",),
)  # fmt: skip
PERIKSA = BarisAnggaran(
    "2.17.03.2.01", "Pemeriksaan dan Pengawasan Koperasi", 1, angka("377.999.999"), angka("359.099.999"), angka("95,00"),
    "Bidang Koperasi",
)  # fmt: skip
UMKM = BarisAnggaran(
    "2.17.07", "Program Pemberdayaan Usaha Mikro", 0, angka("1.332.000.000"), angka("1.273.392.000"), angka("95,60"),
    "Bidang Usaha Mikro", ("UM-02",),
)  # fmt: skip
JUMLAH = BarisAnggaran("", "Jumlah", 0, angka("1.710.000.000"), angka("1.632.492.000"), angka("95,47"))

NAIK = IndikatorLaporan(
    kode="KOP-03",
    nama="Persentase pertumbuhan volume usaha koperasi",
    satuan="%",
    arah="makin tinggi makin baik",
    tahun=(
        tahun(2022, "5,00", "5,27", "105,40", "Sangat Tinggi", "KOP-03/2022/1"),
        tahun(2023, "6,00", "7,73", "128,83", "Sangat Tinggi", "KOP-03/2023/1"),
    ),
    tercapai=True,
    definisi="Pertumbuhan volume usaha koperasi dibanding tahun sebelumnya.",
    sumber_data="Laporan keragaan koperasi",
    penanggung_jawab="Bidang Koperasi",
    banding=(Banding(2022, angka("2,46"), angka("46,68"), angka("23,43"), "lebih baik"),),
    jangka_menengah=Pembanding("2026", angka("8,10"), angka("95,43")),
    standar=Pembanding("2021", angka("4,20"), angka("184,05"), "Statistik koperasi nasional, halaman 12"),
    sebab=Sebab("Kemitraan pasar di Gadingrejo.", "", ""),
    efisiensi=Efisiensi(angka("128,83"), angka("95,01"), angka("33,83"), "efisien"),
    program=(PENGAWASAN, PERIKSA),
    target={2023: angka("6,00"), 2024: angka("6,50"), 2026: angka("8,10")},
    perjanjian=angka("6,05"),
)
TURUN = IndikatorLaporan(
    kode="UM-02",
    nama="Persentase usaha mikro yang berkembang",
    satuan="%",
    arah="makin tinggi makin baik",
    tahun=(tahun(2023, "33,00", "31,90", "96,67", "Sangat Tinggi", "UM-02/2023/2"),),
    tercapai=False,
    penanggung_jawab="Bidang Usaha Mikro",
    sebab=Sebab("", "Harga bahan baku naik.", "Pembelian bersama lewat koperasi."),
    efisiensi=Efisiensi(angka("96,67"), angka("95,60"), angka("1,07"), "tidak efisien"),
    program=(UMKM,),
    target={2023: angka("33,00"), 2024: angka("36,36")},
    perjanjian=angka("33,00"),
)
BELUM = IndikatorLaporan(
    kode="TK-01", nama="Nilai SAKIP perangkat daerah", satuan="nilai", arah="makin tinggi makin baik",
    tahun=(AngkaTahun(2023, angka("73,00"), Angka(alasan="belum terbit"), Angka(alasan="–")),),
)  # fmt: skip

LAPORAN = Lkjip(
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah="Dinas Koperasi dan Usaha Mikro Kota Pasuruan",
    tahun=2023,
    meta=META,
    kelompok=(
        KelompokLaporan("tujuan", "Meningkatkan peran koperasi", (NAIK, TURUN), angka("112,75")),
        KelompokLaporan("sasaran", "Meningkatnya tata kelola", (BELUM,), Angka(alasan="belum ada capaian")),
    ),
    profil={
        "visi": ("Koperasi naik kelas",), "misi": ("Memberdayakan koperasi",), "tujuan": ("Meningkatkan peran koperasi",),
        "tugas": ("Membantu Wali Kota di bidang koperasi",), "fungsi": ("Perumusan kebijakan", "Pelaksanaan kebijakan"),
    },
    bidang=("Sekretariat", "Bidang Koperasi"),
    naskah={
        "pengantar": "Alinea pertama.\n\nAlinea kedua.",
        "isu_strategis": "Dua isu:\n- laporan terlambat\n- omset belum pulih",
        "simpulan": "Kinerja koperasi membaik.",
    },
    tahun_target=(2023, 2024, 2026),
    perjanjian=Perjanjian("16 Januari 2023", 0, "Ratna (Kepala Dinas)", "Adi (Wali Kota)"),
    anggaran=(PENGAWASAN, PERIKSA, UMKM),
    jumlah_anggaran=JUMLAH,
    kebijakan=("Kebijakan contoh", "Realisasi dibagi target."),
    skala=(("Sangat Tinggi", "mulai 91"), ("Sangat Rendah", "di bawahnya")),
    signature=Signature("Pasuruan, 27 Januari 2024", "Kepala Dinas Koperasi dan Usaha Mikro", "Ratna Widyastuti (contoh)"),
    terbitan=(
        TerbitanLaporan("KOP-03/2022/1", "5,27", "27 Jan 2023, 09.50", "a" * 64, "b" * 64),
        TerbitanLaporan("KOP-03/2023/1", "7,73", "27 Jan 2024, 09.50", SNAPSHOT, "b" * 64),
        TerbitanLaporan("UM-02/2023/2", "31,90", "27 Jan 2024, 10.20", "c" * 64, "d" * 64),
    ),
)  # fmt: skip

KOSONG = Lkjip("Pemerintah Kota Contoh", "Dinas Contoh", 2023, META, ())
