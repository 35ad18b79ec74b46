"""Frames and small parts that several sample pages share. All people and figures are invented."""

from dataclasses import replace

from tolok.web.read_models import (
    BarisPerbandingan,
    ButirNavigasi,
    Fakta,
    Kerangka,
    Konteks,
    Mistar,
    Pengguna,
    Perbandingan,
    PisahTren,
    Rumus,
    Tautan,
    TitikTren,
    Tren,
)

KEPALA_DINAS = Pengguna("Ratna Widyastuti", "Kepala Dinas")
OPERATOR = Pengguna("Dewi Anggraini", "Operator Bidang Usaha Mikro")
PERENCANA = Pengguna("Yusuf Hidayat", "Perencana")
KAKI = "Tolok 0.1 · Dinas Koperasi dan Usaha Mikro Kota Pasuruan"
CATATAN_KAKI = "Data contoh: nama orang, koperasi dan angka dikarang, kecuali indikator, target 2024 dan hasil 2023."
INDIKATOR = Tautan("Indikator", "/indikator")
HARI_INI = Tautan("hari ini, 7 Oktober 2024", "/pilih-diketahui?kembali=/")


def navigation(current: str) -> tuple[ButirNavigasi, ...]:
    """The five rooms of the skeleton with the current one marked."""
    rooms = (("Beranda", "/"), ("Indikator", "/indikator"), ("Register", "/register"), ("Dokumen", "/dokumen"))
    entries = [ButirNavigasi(label, href, label == current) for label, href in (*rooms, ("Riwayat", "/riwayat"))]
    entries[0] = replace(entries[0], jumlah="2")
    return tuple(entries)


def frame(
    judul: str, *jejak: Tautan, kini: str = "Indikator", pengguna: Pengguna | None = KEPALA_DINAS, **more: object
) -> Kerangka:
    """A frame on demo data, both clocks at today."""
    path = jejak or (Tautan("Kota Pasuruan · Dinas Koperasi dan Usaha Mikro"),)
    konteks = Konteks(path, Tautan("Tahun 2024", "/pilih-periode?kembali=/"), HARI_INI, data_contoh=True)
    base = Kerangka(judul, "/contoh", KAKI, navigation(kini), pengguna, konteks, catatan_kaki=CATATAN_KAKI)
    return replace(base, **more)  # type: ignore[arg-type]  # fields by name


def past(kerangka: Kerangka) -> Kerangka:
    """The same frame, looked at from 12 August."""
    assert kerangka.konteks is not None
    konteks = replace(
        kerangka.konteks,
        diketahui=Tautan("12 Agustus 2024", "/pilih-diketahui?kembali=/"),
        kalimat_lampau="Anda melihat keadaan 12 Agustus 2024.",
        kini_href="/indikator/KOP-03",
    )
    return replace(kerangka, konteks=konteks)


MISTAR_KOP03 = Mistar(82.76, "5,38%", "6,50%", "Realisasi 83 persen dari target", "waspada")
MISTAR_KOSONG = Mistar(None, "belum ada", "75,00", "Belum ada realisasi")

TREN_KOP03 = Tren(
    "2024 tumbuh, tetapi di bawah target dan di bawah 2023",
    "Pertumbuhan volume usaha 2018 sampai 2024; tahun 2024 5,38 persen, target 6,50 persen",
    "persen per tahun",
    (
        TitikTren("2018", 4.10, "4,10", 4.0, "4,00"),
        TitikTren("2019", 5.62, "5,62", 4.5, "4,50"),
        TitikTren("2020", -3.37, "−3,37", 5.0, "5,00"),
        TitikTren("2021", 2.15, "2,15", 3.0, "3,00"),
        TitikTren("2022", 6.88, "6,88", 5.0, "5,00"),
        TitikTren("2023", 7.73, "7,73", 6.0, "6,00"),
        TitikTren("2024", 5.38, "5,38", 6.5, "6,50", "s.d. September", berjalan=True),
    ),
    (PisahTren(4, "Definisi versi 1", "semua koperasi terdaftar", "Definisi versi 2, sejak 2022", "yang sudah RAT"),),
    "Angka sebelum dan sesudah 2022 tidak dibandingkan karena cakupan koperasi berubah.",
    Tautan("Alasan perubahan definisi", "/indikator/KOP-03/definisi"),
)
TREN_TIGA_TAHUN = Tren(
    "Nilai 2024 belum ada; 2023 naik sedikit",
    "Nilai SAKIP 2022 72,10; 2023 73,46; 2024 belum ada; target 2024 75,00",
    "nilai",
    (
        TitikTren("2022", 72.10, "72,10", 72.0, "72,00"),
        TitikTren("2023", 73.46, "73,46", 74.0, "74,00"),
        TitikTren("2024", None, "belum ada", 75.0, "75,00"),
    ),
)

PERBANDINGAN_KOP03 = Perbandingan(
    "Menurut kecamatan",
    "Kecamatan",
    "Pertumbuhan (%)",
    ("Volume 2023 (Rp)", "Volume 2024 (Rp)"),
    (
        BarisPerbandingan("Gadingrejo", 8.11, "8,11", ("48.210.400.000", "52.118.750.000"), "/baris?kec=1"),
        BarisPerbandingan("Purworejo", 6.05, "6,05", ("44.905.100.000", "47.620.300.000"), "/baris?kec=2"),
        BarisPerbandingan("Bugul Kidul", 4.66, "4,66", ("31.440.750.000", "32.905.467.300"), "/baris?kec=3"),
        BarisPerbandingan("Panggungrejo", 1.44, "1,44", ("35.250.000.000", "35.758.000.000"), "/baris?kec=4"),
    ),
    BarisPerbandingan("Kota Pasuruan", 5.38, "5,38", ("159.806.250.000", "168.402.517.300")),
    6.5,
    "target kota 6,50",
    "kota 5,38",
)

RUMUS_KOP03 = Rumus(
    "Volume usaha 2024 dikurangi volume usaha 2023, dibagi volume usaha 2023, dikali seratus",
    "<math><mrow><mfrac><mrow><msub><mi>V</mi><mn>2024</mn></msub><mo>−</mo><msub><mi>V</mi><mn>2023</mn></msub></mrow>"
    "<msub><mi>V</mi><mn>2023</mn></msub></mfrac><mo>×</mo><mn>100</mn></mrow></math>",
    "<math><mrow><mfrac><mrow><mn>168.402.517.300</mn><mo>−</mo><mn>159.806.250.000</mn></mrow>"
    "<mn>159.806.250.000</mn></mfrac><mo>×</mo><mn>100</mn></mrow></math>",
)
RUMUS_UM01 = Rumus(
    "Usaha yang naik kelas dibagi usaha yang dimonev, dikali seratus",
    "<math><mrow><mfrac><mrow><mi>A</mi><mtext> usaha yang naik kelas</mtext></mrow>"
    "<mrow><mi>B</mi><mtext> usaha yang dimonev</mtext></mrow></mfrac><mo>×</mo><mn>100</mn></mrow></math>",
    "<math><mrow><mfrac><mn>96</mn><mn>1.142</mn></mfrac><mo>×</mo><mn>100</mn></mrow></math>",
)
CAP = (
    Fakta("Definisi", "versi 2, sejak 1 Januari 2022", "/indikator/UM-01/definisi"),
    Fakta("Potret data", "4 Okt 2024, 14.10"),
    Fakta("Sidik potret", "c07e4a…91d4", mono=True),
    Fakta("Sidik definisi", "5b20fe…77a1", mono=True),
)
