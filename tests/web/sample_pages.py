"""One sample of every page in each of its states, by file name; data of the demo office, all invented."""

from dataclasses import replace

from tolok.web.design_system import design_page
from tolok.web.read_models import (
    Angka,
    Fakta,
    Formulir,
    HalamanGalat,
    HalamanLangkah,
    HalamanMasuk,
    HalamanPilihan,
    HalamanRiwayat,
    Isian,
    Kerangka,
    Kolom,
    Opsi,
    Penomoran,
    Pesan,
    PilihanWaktu,
    Sel,
    Tabel,
    Tautan,
)
from web import sample_figures as figures
from web import sample_rows as rows
from web.sample_frame import INDIKATOR, KAKI, frame

MASUK = HalamanMasuk(
    kerangka=Kerangka("Masuk", "/masuk", KAKI),
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah="Dinas Koperasi dan Usaha Mikro",
    judul="Masuk",
    isian=(
        Isian("pengguna", "Nama pengguna", wajib=True, lengkapi_otomatis="username", fokus=True),
        Isian("sandi", "Kata sandi", jenis="sandi", wajib=True, lengkapi_otomatis="current-password"),
    ),
    formulir=Formulir("/masuk", "Masuk", (("lanjut", "/"),)),
    bantuan="Lupa kata sandi? Hubungi admin pemda di Bagian Organisasi.",
    data_contoh=True,
    versi="Tolok 0.1 · terpasang di kantor ini, tanpa internet",
)
MASUK_GAGAL = replace(
    MASUK,
    isian=(replace(MASUK.isian[0], nilai="dewi.anggraini", fokus=False), replace(MASUK.isian[1], fokus=True)),
    gagal=Pesan("salah", "Belum bisa masuk", "Nama pengguna atau kata sandi tidak cocok. Tersisa 3 percobaan sebelum "
                "akun dikunci 15 menit."),
)  # fmt: skip

KOP03 = Tautan("Pertumbuhan volume usaha koperasi", "/indikator/KOP-03")
SETUJUI = HalamanLangkah(
    kerangka=frame("Setujui KOP-03", INDIKATOR, KOP03, Tautan("Setujui")),
    judul="Setujui 5,38% untuk KOP-03, tahun 2024?",
    lead="Pertumbuhan volume usaha koperasi. Diverifikasi Siti Maimunah, 4 Oktober 2024.",
    angka=Angka("5,38", "%"),
    periode="Tahun 2024, sampai September",
    fakta=(Fakta("Target 2024", "6,50%"), Fakta("Capaian", "82,76 · Tinggi"), Fakta("Angka sebelumnya", "7,73% (2023)"),
           Fakta("Potret data", "4 Okt 2024, 14.10"), Fakta("Diajukan", "Hendra Wijaya, 3 Okt")),
    definisi="Volume usaha tahun ini dikurangi tahun lalu, dibagi tahun lalu, dikali 100; hanya koperasi yang sudah "
    "RAT. Definisi versi 2, sejak 1 Januari 2022.",
    perubahan=("Register bertambah 4 koperasi (laporan susulan Purworejo).", "6 koperasi masih dikecualikan: belum "
               "melapor.", "Definisi dan kebijakan capaian tidak berubah."),
    formulir=Formulir("/indikator/KOP-03/2024/setujui", "Setujui 5,38%", (("hasil", "9f3a"), ("kunci", "b7"))),
    batal=Tautan("Batal", "/indikator/KOP-03"),
    lembar_hitung=Tautan("Lihat lembar hitung", "/indikator/KOP-03/2024/lembar-hitung"),
    akibat="Setelah disetujui, perencana dapat menerbitkannya. Setiap keputusan tercatat di riwayat atas nama Anda.",
    kembalikan=Tautan("Kembalikan dengan alasan", "/indikator/KOP-03/2024/kembalikan"),
)  # fmt: skip
KEMBALIKAN = replace(
    SETUJUI,
    kerangka=frame("Kembalikan KOP-03", INDIKATOR, KOP03, Tautan("Kembalikan")),
    judul="Kembalikan 5,38% untuk KOP-03, tahun 2024",
    lead="Angka kembali menjadi draf dan penerima mendapat alasan Anda.",
    definisi="",
    perubahan=(),
    isian=(
        Isian("alasan", "Alasan", "kurang", "panjang", "Paling sedikit 10 huruf; dibaca penerima dan tercatat.",
              "Tulis alasannya, paling sedikit 10 huruf", wajib=True),
        Isian("penerima", "Kepada", jenis="pilihan", opsi=(Opsi("hendra", "Hendra Wijaya (operator)", True),
                                                           Opsi("siti", "Siti Maimunah (kabid koperasi)"))),
    ),
    formulir=Formulir("/indikator/KOP-03/2024/kembalikan", "Kembalikan 5,38%", (("hasil", "9f3a"),), menolak=True),
    akibat="",
    kembalikan=None,
)  # fmt: skip
BUKAN_GILIRAN = replace(
    SETUJUI,
    kerangka=frame("Verifikasi KOP-03", INDIKATOR, KOP03, Tautan("Verifikasi")),
    judul="Anda tidak dapat memverifikasi 5,38%",
    lead="Pertumbuhan volume usaha koperasi, tahun 2024.",
    perubahan=(),
    formulir=None,
    akibat="",
    batal=Tautan("Kembali ke indikator", "/indikator/KOP-03"),
    pesan=Pesan("perlu keputusan", "Menunggu Siti Maimunah", "Anda yang mengajukan, jadi tidak dapat memverifikasi.",
                kode="TLK-A003"),
)  # fmt: skip

_LOG = (
    ("128", "4 Okt 2024, 14.10", "Siti Maimunah", "kabid koperasi", "memverifikasi 5,38%", "KOP-03, 2024", "c07e…91d4"),
    ("127", "3 Okt 2024, 09.41", "Hendra Wijaya", "operator", "mengajukan 5,38%", "KOP-03, 2024", "5b20…77a1"),
    ("126", "2 Okt 2024, 16.02", "Hendra Wijaya", "operator", "menerima 193 baris", "Koperasi, data tahunan",
     "e9d1…04bc"),
    ("125", "12 Agt 2024, 09.25", "Yusuf Hidayat", "perencana", "menerbitkan 7,73%", "KOP-03, 2023", "77ab…e019"),
)  # fmt: skip
RIWAYAT = HalamanRiwayat(
    kerangka=frame("Riwayat", kini="Riwayat"),
    judul="128 perubahan tercatat, rantainya utuh",
    lead="Setiap catatan membawa sidik catatan sebelumnya, sehingga catatan yang diubah atau dihapus terlihat.",
    rantai=Pesan("berhasil", "Rantai diperiksa, 128 catatan sama dengan sidiknya", "Diperiksa 7 Oktober 2024, 14.10."),
    saringan=(Isian("orang", "Orang", jenis="pilihan", opsi=(Opsi("", "Semua orang", True),)),
              Isian("objek", "Indikator atau register")),
    saringan_alamat="/riwayat",
    tabel=Tabel(
        "Catatan perubahan",
        (Kolom("Nomor", angka=True, ponsel="angka"), Kolom("Waktu"), Kolom("Siapa"), Kolom("Perbuatan", ponsel="utama"),
         Kolom("Atas"), Kolom("Sidik"), Kolom("Sidik sebelumnya", ponsel="tanpa")),
        tuple((Sel(no), Sel(when), Sel(f"{who} ({role})"), Sel(what), Sel(on, href="/indikator/KOP-03"),
               Sel(mark, "mono"), Sel(before, "mono"))
              for (no, when, who, role, what, on, mark), before in zip(_LOG, ("5b20…77a1", "e9d1…04bc", "77ab…e019",
                                                                              "1f00…8a3d"), strict=True)),
    ),
    penomoran=Penomoran("Catatan 1–4 dari 128", berikutnya_href="/riwayat?halaman=2"),
)  # fmt: skip
PILIH_PERIODE = HalamanPilihan(
    kerangka=frame("Pilih periode"),
    judul="Pilih periode",
    lead="Angka untuk masa apa yang ingin Anda lihat?",
    pilihan=(PilihanWaktu("Tahun 2024", "?periode=2024", "5 dari 6 IKU sudah diukur", True),
             PilihanWaktu("Tahun 2023", "?periode=2023", "6 dari 6 IKU diterbitkan"),
             PilihanWaktu("Tahun 2022", "?periode=2022", "4 dari 6 IKU diterbitkan")),
    kembali=Tautan("Kembali tanpa mengubah", "/"),
)  # fmt: skip
PILIH_DIKETAHUI = replace(
    PILIH_PERIODE,
    kerangka=frame("Pilih sebagaimana diketahui"),
    judul="Lihat sebagaimana diketahui kapan?",
    lead="Register dan angka dapat dilihat seperti keadaannya pada waktu lampau, sebelum koreksi yang datang kemudian.",
    pilihan=(PilihanWaktu("Hari ini, 7 Oktober 2024", "?diketahui=", "", True),
             PilihanWaktu("12 Agustus 2024, 09.25", "?diketahui=2024-08-12", "Tabel IKU 2023 diterbitkan ulang"),
             PilihanWaktu("20 Januari 2024, 10.00", "?diketahui=2024-01-20", "Tabel IKU 2023 diterbitkan")),
    isian=Isian("diketahui", "Tanggal lain", jenis="tanggal"),
    formulir=Formulir("/pilih-diketahui", "Lihat keadaan tanggal itu", (("kembali", "/"),)),
)  # fmt: skip
_BERANDA = Tautan("Ke Beranda", "/")
GALAT_403 = HalamanGalat(frame("Tidak boleh", kini="", konteks=None), "403", "Halaman ini bukan untuk peran Anda",
                         "Anda masuk sebagai Kepala Dinas Kota Pasuruan; halaman ini milik perangkat daerah lain.",
                         _BERANDA)  # fmt: skip
GALAT_404 = HalamanGalat(frame("Tidak ditemukan", konteks=None, pengguna=None, navigasi=()), "404",
                         "Halaman ini tidak ada", "Alamatnya mungkin salah ketik, atau datanya tidak dapat Anda lihat.",
                         _BERANDA)  # fmt: skip
GALAT_500 = HalamanGalat(frame("Gangguan", kini="", konteks=None), "500", "Ada gangguan di pihak kami",
                         "Yang sudah tersimpan tetap aman. Coba lagi beberapa menit lagi.", _BERANDA,
                         "Sebutkan rujukan 7F3A-21 kepada admin.")  # fmt: skip

PAGES = {
    "masuk": MASUK,
    "masuk-gagal": MASUK_GAGAL,
    "beranda": figures.BERANDA,
    "beranda-kosong": figures.BERANDA_KOSONG,
    "indikator": figures.INDIKATOR_KOP03,
    "indikator-lampau": figures.INDIKATOR_LAMPAU,
    "indikator-tanpa-angka": figures.INDIKATOR_TANPA_ANGKA,
    "lembar-hitung": rows.LEMBAR_HITUNG,
    "lembar-hitung-tanpa-angka": rows.LEMBAR_HITUNG_TANPA_ANGKA,
    "baris": rows.BARIS,
    "baris-kosong": rows.BARIS_KOSONG,
    "koreksi": rows.KOREKSI,
    "koreksi-galat": rows.KOREKSI_GALAT,
    "koreksi-pratinjau": rows.KOREKSI_PRATINJAU,
    "langkah-setujui": SETUJUI,
    "langkah-kembalikan": KEMBALIKAN,
    "langkah-bukan-giliran": BUKAN_GILIRAN,
    "terbitan": figures.TERBITAN,
    "riwayat": RIWAYAT,
    "pilih-periode": PILIH_PERIODE,
    "pilih-diketahui": PILIH_DIKETAHUI,
    "galat-403": GALAT_403,
    "galat-404": GALAT_404,
    "galat-500": GALAT_500,
    "sistem-desain": design_page(frame("Sistem desain", kini="")),
}
