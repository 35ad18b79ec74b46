"""Sample pages from the figure to the row: lembar hitung, rows, correction."""

from dataclasses import replace

from tolok.web.read_models import (
    Agregat,
    Angka,
    BagianPartisi,
    Fakta,
    Formulir,
    HalamanBaris,
    HalamanKoreksi,
    HalamanLembarHitung,
    Isian,
    Kolom,
    Opsi,
    Penomoran,
    PerubahanSel,
    Pesan,
    RincianBagian,
    Sel,
    Tab,
    Tabel,
    Tautan,
)
from web.sample_frame import CAP, INDIKATOR, OPERATOR, RUMUS_UM01, frame

UM01 = Tautan("Usaha mikro naik kelas", "/indikator/UM-01")
ALAMAT = "/indikator/UM-01/2024/baris/A/dikecualikan"

AGREGAT_A = Agregat(
    huruf="A",
    nama="usaha yang naik kelas",
    kalimat="banyak usaha dengan kelas usaha menurut omset lebih tinggi daripada tahun lalu",
    hasil="96",
    bagian=(
        BagianPartisi("dihitung", "Dihitung", 96, "96", "/baris/A/dihitung"),
        BagianPartisi("tidak_memenuhi", "Tidak memenuhi syarat (kelas tetap atau turun)", 1046, "1.046", "/baris/A/t"),
        BagianPartisi("dikecualikan", "Dikecualikan", 52, "52", "/baris/A/d", (
            RincianBagian("tidak ada di tahun 2023", "31", "/baris/A/d?sebab=1"),
            RincianBagian("omset kosong", "12", "/baris/A/d?sebab=2"),
            RincianBagian("omset tahun lalu kosong", "9", "/baris/A/d?sebab=3"))),
    ),
    jumlah="1.194",
)  # fmt: skip
AGREGAT_B = Agregat(
    huruf="B",
    nama="usaha yang dimonev",
    kalimat="banyak usaha yang omset tahun ini dan tahun lalu terisi",
    hasil="1.142",
    bagian=(
        BagianPartisi("dihitung", "Dihitung", 1142, "1.142", "/baris/B/dihitung"),
        BagianPartisi("tidak_memenuhi", "Tidak memenuhi syarat (omset belum lengkap)", 21, "21", "/baris/B/t"),
        BagianPartisi("dikecualikan", "Dikecualikan", 31, "31", "/baris/B/d",
                      (RincianBagian("tidak ada di tahun 2023", "31", "/baris/B/d?sebab=1"),)),
    ),
    jumlah="1.194",
)  # fmt: skip
LEMBAR_HITUNG = HalamanLembarHitung(
    kerangka=frame("Lembar hitung UM-01", INDIKATOR, UM01, Tautan("Lembar hitung"), pengguna=OPERATOR),
    judul="Lembar hitung: usaha mikro naik kelas, tahun 2024",
    rumus=RUMUS_UM01,
    tak_bulat="8,406304…",
    hasil=Angka("8,41", "%"),
    pembulatan="Dibulatkan sekali, dua desimal, 0,5 menjauhi nol",
    cap=CAP,
    judul_partisi="1.194 baris dibagi habis",
    agregat=(AGREGAT_A, AGREGAT_B),
    parameter=Tabel(
        "Parameter yang dipakai",
        (Kolom("Parameter", ponsel="utama"), Kolom("Nilai", angka=True, ponsel="angka"), Kolom("Berlaku"),
         Kolom("Dasar")),
        ((Sel("Omset paling tinggi usaha mikro (Rp)"), Sel("2.000.000.000"), Sel("sejak 2 Februari 2021"),
          Sel("PP 7/2021")),),
    ),
)  # fmt: skip
LEMBAR_HITUNG_TANPA_ANGKA = replace(
    LEMBAR_HITUNG,
    judul="Lembar hitung: usaha mikro naik kelas, tahun 2025",
    rumus=replace(RUMUS_UM01, mathml_angka=""),
    tak_bulat="",
    hasil=Angka(alasan="penyebut nol"),
    salah=Pesan("salah", "Tidak ada angka: penyebut nol", "Tidak satu pun dari 1.194 baris punya omset tahun lalu. "
                "Isi omset tahun 2024 di register Monev usaha mikro.", kode="TLK-U002"),
)  # fmt: skip


def _row(nomor: str, nama: str, nik: str, kelurahan: str, kecamatan: str, *cells: str) -> tuple[Sel, ...]:
    lama, baru, sebab = cells
    kosong = ("kosong", "tidak ada")
    return (
        Sel(nomor, href=f"/register/usaha_monev/baris/{nomor}"), Sel(nama), Sel(f"3575 •••• •••• ••{nik}", "samar"),
        Sel(kelurahan), Sel(kecamatan), Sel(lama, "kosong" if lama in kosong else ""),
        Sel(baru, "kosong" if baru in kosong else ""), Sel(sebab, "sebab"),
    )  # fmt: skip


BARIS = HalamanBaris(
    kerangka=frame("Baris di balik A", INDIKATOR, UM01, Tautan("Lembar hitung", "/lembar"), Tautan("Baris"),
                   pengguna=OPERATOR),
    judul="52 baris dikecualikan dari A, usaha yang naik kelas",
    lead="Usaha mikro naik kelas, tahun 2024. Potret data 4 Okt 2024, 14.10.",
    agregat=(Tab("A · usaha yang naik kelas", "1.194", "/baris/A", True), Tab("B · usaha yang dimonev", "1.194",
                                                                             "/baris/B")),
    tab=(Tab("Dihitung", "96", "/baris/A/dihitung"), Tab("Tidak memenuhi", "1.046", "/baris/A/t"),
         Tab("Dikecualikan", "52", ALAMAT, True)),
    saringan=(
        Isian("sebab", "Sebab", jenis="pilihan", opsi=(Opsi("", "Semua sebab", True), Opsi("1", "omset kosong"))),
        Isian("kecamatan", "Kecamatan", jenis="pilihan", opsi=(Opsi("", "Semua kecamatan", True),)),
        Isian("nama", "Nama usaha atau nomor baris"),
    ),
    saringan_alamat=ALAMAT,
    tabel=Tabel(
        "Baris yang dikecualikan",
        (Kolom("Baris", urut="naik", urut_href="?urut=-nomor", ponsel="angka"), Kolom("Nama usaha", ponsel="utama"),
         Kolom("NIK pemilik", ponsel="tanpa"), Kolom("Kelurahan", ponsel="tanpa"), Kolom("Kecamatan"),
         Kolom("Omset 2023 (Rp)", angka=True), Kolom("Omset 2024 (Rp)", angka=True), Kolom("Sebab dikecualikan")),
        (
            _row("0037", "Kerupuk Ikan Sari Laut", "12", "Ngemplakrejo", "Panggungrejo", "184.500.000", "kosong",
                 "omset kosong"),
            _row("0052", "Mebel Jati Barokah", "07", "Bukir", "Gadingrejo", "tidak ada", "312.000.000",
                 "tidak ada di tahun 2023"),
            _row("0118", "Bordir Bu Endang", "45", "Sebani", "Gadingrejo", "tidak ada", "76.250.000",
                 "tidak ada di tahun 2023"),
            _row("0204", "Warung Soto Pak Min", "31", "Kebonsari", "Panggungrejo", "kosong", "141.800.000",
                 "omset tahun lalu kosong"),
            _row("0266", "Logam Cor Jaya Abadi", "88", "Pohjentrek", "Purworejo", "1.920.000.000", "kosong",
                 "omset kosong"),
            _row("0301", "Roti Manis Amanah", "60", "Blandongan", "Bugul Kidul", "tidak ada", "98.400.000",
                 "tidak ada di tahun 2023"),
        ),
    ),
    penomoran=Penomoran("Baris 1–6 dari 52", berikutnya_href=f"{ALAMAT}?halaman=2"),
    jumlah_ulang="Dijumlah ulang dari daftar: 96 + 1.046 + 52 = 1.194. Sama dengan register.",
    samaran="NIK, telepon dan alamat disamarkan.",
    buka=Tautan("Buka satu baris dengan alasan", "/buka-baris"),
    unduh=(Tautan("Unduh 52 baris", f"{ALAMAT}.xlsx"),),
)  # fmt: skip
BARIS_KOSONG = replace(
    BARIS,
    judul="Tidak ada baris yang dikecualikan dari B",
    tabel=replace(BARIS.tabel, baris=()),
    penomoran=Penomoran("0 baris"),
    kosong="Tidak ada baris yang dikecualikan.",
    jumlah_ulang="Dijumlah ulang: 1.142 + 21 + 30 = 1.193, register 1.194.",
    cocok=False,
    unduh=(),
    tersaring=True,
)

KOREKSI = HalamanKoreksi(
    kerangka=frame("Koreksi baris", Tautan("Register", "/register"), Tautan("Monev usaha mikro", "/r/usaha_monev"),
                   Tautan("Baris 0037"), kini="Register", pengguna=OPERATOR),
    judul="Koreksi baris 0037: Kerupuk Ikan Sari Laut",
    lead="Baris lama tetap tersimpan. Yang Anda simpan menjadi versi baru, berlaku bagi hitungan berikutnya.",
    tentang_baris=(Fakta("Register", "Monev usaha mikro, 2024"), Fakta("Versi", "1, sejak 4 Okt 2024"),
                   Fakta("Kiriman", "monev_usaha_mikro.xlsx", "/kiriman/7"), Fakta("Dipakai oleh", "UM-01, UM-02")),
    isian=(
        Isian("nama_usaha", "Nama usaha", "Kerupuk Ikan Sari Laut", wajib=True),
        Isian("kelurahan", "Kelurahan", "3575021003", "pilihan",
              opsi=(Opsi("3575021003", "Ngemplakrejo", True), Opsi("3575021004", "Kebonsari"))),
        Isian("omset", "Omset 2024 (Rp)", "", "angka", "Contoh: 184.500.000", lama="kosong"),
        Isian("tenaga_kerja", "Tenaga kerja (orang)", "4", "angka"),
        Isian("tanggal_monev", "Tanggal monev", "2024-08-21", "tanggal"),
        Isian("nik", "NIK pemilik", "3575 •••• •••• ••12", kunci=True),
    ),
    alasan=Isian("alasan", "Mengapa dikoreksi?", jenis="panjang", wajib=True,
                 petunjuk="Paling sedikit 10 huruf. Tertulis di riwayat dan pada terbitan berikutnya."),
    formulir=Formulir("/register/usaha_monev/baris/0037", "Periksa perubahan", (("versi", "1"),)),
    batal=Tautan("Batal", "/register/usaha_monev"),
)  # fmt: skip
KOREKSI_PRATINJAU = replace(
    KOREKSI,
    isian=(*KOREKSI.isian[:2], replace(KOREKSI.isian[2], nilai="192.750.000"), *KOREKSI.isian[3:]),
    alasan=replace(KOREKSI.alasan, nilai="Omset tertulis di berita acara monev, lupa disalin ke berkas."),
    perubahan=(PerubahanSel("Omset 2024 (Rp)", "kosong", "192.750.000"),),
    akibat=Tabel(
        "Bila disimpan",
        (Kolom("Indikator", ponsel="utama"), Kolom("Kini", angka=True), Kolom("Menjadi", angka=True, ponsel="angka")),
        ((Sel("UM-01", href="/indikator/UM-01"), Sel("8,41%"), Sel("8,40%", "tebal")),
         (Sel("UM-02", href="/indikator/UM-02"), Sel("34,91%"), Sel("34,97%", "tebal"))),
    ),
    akibat_catatan="Angka yang sudah diterbitkan tidak berubah; selisihnya menjadi terbitan baru yang perlu disetujui.",
    simpan="Simpan koreksi 1 kolom",
)  # fmt: skip
KOREKSI_GALAT = replace(
    KOREKSI,
    isian=(*KOREKSI.isian[:2], replace(KOREKSI.isian[2], nilai="192,7 jt", galat="Tulis rupiah penuh, misalnya "
                                       "192.750.000"), *KOREKSI.isian[3:]),
    alasan=replace(KOREKSI.alasan, nilai="salah", galat="Tulis alasannya, paling sedikit 10 huruf"),
)  # fmt: skip
