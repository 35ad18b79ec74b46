"""The samples that the page /sistem-desain shows: every component, drawn by the templates of the real pages."""

from tolok.web.read_models import (
    Alur,
    BarisPerbandingan,
    HalamanSistemDesain,
    Isian,
    Kerangka,
    Kolom,
    LangkahAlur,
    Mistar,
    Perbandingan,
    Pesan,
    PisahTren,
    Rumus,
    Sel,
    Tabel,
    Tautan,
    TitikTren,
    Tren,
    Warna,
)

WARNA = (
    Warna("kertas", "#F6F5F1"),
    Warna("lembar", "#FFFFFF"),
    Warna("lembar-2", "#FAF9F6"),
    Warna("aksen-lembut", "#E4EFF4"),
    Warna("garis", "#DFDCD4"),
    Warna("fokus", "#FFC83D"),
    Warna("tinta", "#1A1F24 · 16,6", True),
    Warna("tinta-2", "#474F56 · 8,3", True),
    Warna("tinta-3", "#626A71 · 5,5", True),
    Warna("garis-kuat", "#7B8187 · 3,9"),
    Warna("aksen", "#0B5272 · 8,5", True),
    Warna("baik", "#1B6A3A · 6,6", True),
    Warna("waspada", "#7A4A00 · 7,5", True),
    Warna("buruk", "#A3182B · 7,7", True),
)
MISTAR = (
    ("Diperkirakan meleset: kekurangan diarsir", Mistar(27.5, "", "", "Contoh meleset", "buruk", 36.7, (34, 40))),
    ("Perlu perhatian: rentang melewati target", Mistar(86.8, "", "", "Contoh perhatian", "waspada", 96.5, (78, 114))),
    ("Sesuai jalur", Mistar(96.0, "", "", "Contoh sesuai jalur", "baik", 101.5, (99, 104))),
    ("Terlampaui (dipotong di 122%)", Mistar(294.7, "", "", "Contoh terlampaui", "baik")),
    ("Hasil negatif", Mistar(-37.9, "", "", "Contoh hasil negatif", "buruk")),
    ("Belum ada angka", Mistar(None, "", "", "Contoh tanpa angka")),
)
ALUR = Alur(
    (
        LangkahAlur("Dihitung", "dari register", "selesai"),
        LangkahAlur("Diajukan", "operator", "selesai"),
        LangkahAlur("Dikembalikan", "dengan alasan", "kembali"),
        LangkahAlur("Disetujui", "kepala dinas", "nanti"),
        LangkahAlur("Diterbitkan", "perencana", "nanti"),
    ),
    (),
    "Angka pada tombol membuat halaman yang usang tidak dapat menyetujui angka lain.",
)
PESAN = (
    Pesan("kosong", "Belum ada kiriman", "Register temuan belum dikirim. Angkanya “tidak ada data”, bukan nol.",
          tautan=Tautan("Kirim berkas pertama", "#isi")),
    Pesan("salah", "Angka ini baru saja disetujui", "Keputusan Anda tidak disimpan.", kode="TLK-U009"),
    Pesan("perlu keputusan", "Nama “dinilai_kesehatn” tidak dikenal", "Baris 1.", "dinilai_kesehatan"),
    Pesan("catatan", "Target lebih rendah daripada hasil", "Makin tinggi makin baik pada indikator ini."),
    Pesan("berhasil", "193 baris diterima", "Versi lama tetap tersimpan."),
)  # fmt: skip
ISIAN = (
    Isian("contoh_target", "Target 2024 (persen)", "6,50", "angka", "Contoh: 6,50"),
    Isian("contoh_salah", "Target 2024 (persen)", "enam koma lima", "angka", galat="Tulis angka, misalnya 6,50"),
    Isian("contoh_kunci", "NIK pemilik", "3575 •••• •••• ••12", kunci=True),
)
RUMUS = Rumus(
    "A dibagi B dikali seratus",
    "<math><mrow><mfrac><mi>A</mi><mi>B</mi></mfrac><mo>×</mo><mn>100</mn></mrow></math>",
    "<math><mrow><mfrac><mn>14</mn><mn>16</mn></mfrac><mo>×</mo><mn>100</mn></mrow></math>",
)
TREN = Tren(
    "Garis berhenti di tempat definisinya berubah",
    "Contoh tren lima tahun dengan satu perubahan definisi",
    "persen",
    (
        TitikTren("2020", -3.37, "−3,37", 5.0, "5,00"),
        TitikTren("2021", 2.15, "2,15", 3.0, "3,00"),
        TitikTren("2022", 6.88, "6,88", 5.0, "5,00"),
        TitikTren("2023", 7.73, "7,73", 6.0, "6,00"),
        TitikTren("2024", None, "belum ada", 6.5, "6,50"),
    ),
    (PisahTren(2, "Versi 1", "semua", "Versi 2", "sudah RAT"),),
)
PERBANDINGAN = Perbandingan(
    "Perbandingan pada satu skala",
    "Wilayah",
    "Hasil (%)",
    (),
    (
        BarisPerbandingan("Wilayah A", 8.11, "8,11"),
        BarisPerbandingan("Wilayah B", -1.44, "−1,44"),
        BarisPerbandingan("Wilayah C", None, "tidak ada data"),
    ),
    BarisPerbandingan("Keseluruhan", 5.38, "5,38"),
    6.5,
    "target 6,50",
    "keseluruhan 5,38",
)
TABEL = Tabel(
    "Tabel padat",
    (Kolom("Nama", ponsel="utama"), Kolom("NIK", ponsel="tanpa"), Kolom("Omset (Rp)", True, ponsel="angka"),
     Kolom("Sebab")),
    (
        (Sel("Kerupuk Ikan"), Sel("3575 •••• •••• ••12", "samar"), Sel("kosong", "kosong"),
         Sel("omset kosong", "sebab")),
        (Sel("Mebel Jati"), Sel("3575 •••• •••• ••07", "samar"), Sel("312.000.000"),
         Sel("tidak ada di tahun 2023", "sebab")),
    ),
)  # fmt: skip


def design_page(kerangka: Kerangka) -> HalamanSistemDesain:
    """The page model within a frame of the caller's."""
    return HalamanSistemDesain(
        kerangka=kerangka, warna=WARNA, mistar=MISTAR, alur=ALUR, pesan=PESAN, isian=ISIAN, rumus=RUMUS, tren=TREN,
        perbandingan=PERBANDINGAN, tabel=TABEL,
    )  # fmt: skip
