"""Sample pages about figures: IKU table, indikator, terbitan."""

from dataclasses import replace

from tolok.web.read_models import (
    Alur,
    Angka,
    BarisIku,
    BarisTerbitan,
    Bukti,
    ButirLegenda,
    ButirTugas,
    CaraMenghitung,
    Fakta,
    HalamanBeranda,
    HalamanIndikator,
    HalamanTerbitan,
    KelompokIku,
    Keputusan,
    Kolom,
    LangkahAlur,
    Mistar,
    Penjelasan,
    Pesan,
    Sel,
    Tabel,
    Tautan,
    Tindakan,
)
from web.sample_frame import (
    CAP,
    INDIKATOR,
    MISTAR_KOP03,
    MISTAR_KOSONG,
    OPERATOR,
    PERBANDINGAN_KOP03,
    PERENCANA,
    RUMUS_KOP03,
    TREN_KOP03,
    TREN_TIGA_TAHUN,
    frame,
    past,
)


def _iku(kode: str, nama: str, pemilik: str, sebab: str, mistar: Mistar, selisih: str, ket: str, keadaan=None):
    return BarisIku(
        kode=kode, nama=nama, href=f"/indikator/{kode}", pemilik=pemilik, sebab=sebab, mistar=mistar,
        selisih=selisih, selisih_keterangan=ket.partition(" · ")[0], predikat=ket.partition(" · ")[2], keadaan=keadaan,
    )  # fmt: skip


def _ruler(value: float, realisasi: str, target: str, nada) -> Mistar:
    return Mistar(value, realisasi, target, f"Realisasi {round(value)} persen dari target", nada)


JAUH = KelompokIku(
    "buruk",
    "Jauh di bawah target",
    (
        _iku("UM-01", "Usaha mikro naik kelas menjadi usaha kecil", "Bidang Usaha Mikro, Agus Prasetyo",
             "96 dari 1.142 usaha naik kelas; target tujuh kali hasil 2023.",
             _ruler(27.53, "8,41%", "30,54%", "buruk"), "−22,13", "capaian 27,53 · Sangat rendah", "draf"),
    ),
)  # fmt: skip
DEKAT = KelompokIku(
    "waspada",
    "Di bawah target",
    (
        _iku("KOP-03", "Pertumbuhan volume usaha koperasi", "Bidang Koperasi, Siti Maimunah",
             "Panggungrejo hanya 1,44%; 6 koperasi belum melapor.", MISTAR_KOP03, "−1,12", "capaian 82,76 · Tinggi",
             "diverifikasi"),
        _iku("KOP-01", "Pertumbuhan koperasi sehat", "Bidang Koperasi, Siti Maimunah",
             "Masih tercapai bila 2 koperasi lagi menggelar RAT.", _ruler(86.79, "7,38%", "8,50%", "waspada"),
             "−1,12", "capaian 86,79 · Tinggi", "diverifikasi"),
        _iku("TK-02", "Temuan pemeriksaan yang ditindaklanjuti", "Sekretariat, Bambang Sutejo",
             "2 dari 16 temuan belum tuntas.", _ruler(87.5, "87,50%", "100,00%", "waspada"), "−12,50",
             "capaian 87,50 · Tinggi", "diajukan"),
        _iku("UM-02", "Usaha mikro yang berkembang", "Bidang Usaha Mikro, Agus Prasetyo", "398 dari 1.140 usaha naik "
             "omset.", _ruler(96.02, "34,91%", "36,36%", "waspada"), "−1,45", "capaian 96,02 · Sangat tinggi", "draf"),
    ),
)  # fmt: skip
BELUM = KelompokIku(
    "netral",
    "Belum ada angka",
    (
        _iku("TK-01", "Nilai SAKIP", "Sekretariat, Bambang Sutejo", "Menunggu LHE Inspektorat. Hasil 2023: 73,46.",
             MISTAR_KOSONG, "–", "tidak ada data"),
    ),
)  # fmt: skip
REGISTER = Tabel(
    "Data yang melandasi angka",
    (Kolom("Register"), Kolom("Dipakai oleh"), Kolom("Kiriman terakhir"), Kolom("Baris dihitung", angka=True),
     Kolom("Dikecualikan", angka=True), Kolom("Penanggung jawab")),
    (
        (Sel("Monev usaha mikro", href="/register/usaha_monev"), Sel("UM-01, UM-02"), Sel("4 Oktober 2024"),
         Sel("1.142"), Sel("52"), Sel("Dewi Anggraini")),
        (Sel("Koperasi, data tahunan", href="/register/koperasi_tahunan"), Sel("KOP-01, KOP-03"),
         Sel("30 September 2024"), Sel("187"), Sel("6"), Sel("Hendra Wijaya")),
        (Sel("Temuan pemeriksaan", href="/register/temuan"), Sel("TK-02"), Sel("1 Oktober 2024"), Sel("16"), Sel("0"),
         Sel("Lilis Suryani")),
        (Sel("Nilai LHE Inspektorat", href="/register/data"), Sel("TK-01"), Sel("belum ada untuk 2024", "kosong"),
         Sel("–"), Sel("–"), Sel("Inspektorat Kota")),
    ),
)  # fmt: skip
MENUNGGU = (
    ButirTugas("Pertumbuhan koperasi sehat", "/indikator/KOP-01", "Tahun 2024 · diverifikasi Siti Maimunah, 4 Okt",
               "7,38%", "Batas 10 Oktober, 3 hari lagi", "waspada"),
    ButirTugas("Pertumbuhan volume usaha koperasi", "/indikator/KOP-03",
               "Tahun 2024 · diverifikasi Siti Maimunah, 4 Okt", "5,38%", "Batas 10 Oktober, 3 hari lagi", "waspada"),
)  # fmt: skip
BERANDA = HalamanBeranda(
    kerangka=frame("IKU 2024", kini="Beranda"),
    judul="5 dari 6 IKU sudah diukur, belum satu pun mencapai target 2024",
    lead="Keadaan sampai 30 September 2024. Perkiraan akhir tahun belum dibuat; satu IKU menunggu Inspektorat.",
    kolom_realisasi="Sampai September",
    kolom_selisih="Selisih dari target",
    kelompok=(JAUH, DEKAT, BELUM),
    menunggu=MENUNGGU,
    menunggu_ringkas="2 menunggu persetujuan Anda",
    menunggu_ringkas_keterangan="Batas terdekat 10 Oktober, 3 hari lagi",
    periksa_href="/indikator/KOP-01",
    terlambat=(
        ButirTugas("Laporan 6 koperasi", "/register/koperasi_tahunan", "Bidang Koperasi · menahan KOP-03", "",
                   "Lewat 7 hari", "buruk"),
    ),
    register=REGISTER,
    unduh=Tautan("Tabel IKU (PDF)", "/dokumen"),
)  # fmt: skip
BERANDA_KOSONG = replace(
    BERANDA,
    kerangka=frame("IKU 2025", kini="Beranda"),
    judul="Periode 2025 belum dibuka",
    lead="Belum ada target dan belum ada kiriman untuk tahun ini.",
    kelompok=(),
    menunggu=(),
    periksa_href="",
    terlambat=(),
    register=None,
    unduh=None,
    kosong=Pesan("kosong", "Periode belum dibuka", "Yusuf Hidayat (perencana) membuka periode setelah target 2025 "
                 "ditetapkan. Sampai saat itu tidak ada angka yang dihitung.", tautan=Tautan("Lihat 2024", "/")),
)  # fmt: skip

ALUR_KEPALA = Alur(
    (
        LangkahAlur("Dihitung", "2 Okt, dari register", "selesai"),
        LangkahAlur("Diajukan", "3 Okt, Hendra Wijaya", "selesai"),
        LangkahAlur("Diverifikasi", "4 Okt, Siti Maimunah", "selesai"),
        LangkahAlur("Menunggu persetujuan Anda", "batas 10 Okt, 3 hari lagi", "kini"),
        LangkahAlur("Diterbitkan", "setelah disetujui", "nanti"),
    ),
    (
        Tindakan("Kembalikan dengan alasan", "/indikator/KOP-03/2024/kembalikan"),
        Tindakan("Setujui 5,38%", "/indikator/KOP-03/2024/setujui", "utama"),
    ),
)
ALUR_SELESAI = Alur(
    (
        LangkahAlur("Dihitung", "12 Jan, dari register", "selesai"),
        LangkahAlur("Diajukan", "13 Jan, Hendra Wijaya", "selesai"),
        LangkahAlur("Diverifikasi", "15 Jan, Siti Maimunah", "selesai"),
        LangkahAlur("Disetujui", "18 Jan, Ratna Widyastuti", "selesai"),
        LangkahAlur("Diterbitkan", "20 Jan, Yusuf Hidayat", "selesai"),
    )
)
CARA_KOP03 = CaraMenghitung(
    versi="Definisi versi 2 · berlaku sejak 1 Januari 2022",
    rumus=RUMUS_KOP03,
    hasil="5,38%",
    legenda=(ButirLegenda("V", "jumlah volume usaha koperasi yang sudah RAT", Tautan("187 baris", "/baris")),),
    definisi="Volume usaha adalah nilai penjualan atau penerimaan barang dan jasa dalam tahun buku.",
    sumber="laporan keragaan koperasi",
    dasar=Tautan("dokumen IKU 2024, halaman 2, baris 3", "/dokumen/iku-2024#h2"),
    perbedaan=Tautan("Perbedaan dengan versi 1", "/indikator/KOP-03/definisi"),
    kutipan="Jumlah volume usaha koperasi tahun N dikurangi jumlah volume usaha koperasi tahun N-1",
    keputusan=Keputusan(
        "Nama indikator kosong di dokumen; dipakai “Pertumbuhan volume usaha koperasi”.",
        "Diputuskan Yusuf Hidayat (perencana), 9 Januari 2024",
        "rumus dan penjelasan pada baris yang sama menyebut volume usaha.",
    ),
    rumus_teks="pertumbuhan(jumlah(koperasi_tahunan.volume_usaha))",
)
TERBITAN_KOP03 = (
    BarisTerbitan("Tahun 2024", "5,38%", "diverifikasi", "4 Okt 2024, 14.10", "Perhitungan pertama"),
    BarisTerbitan("Tahun 2023", "7,73%", "diterbitkan", "12 Agt 2024, 09.25", "Koreksi: laporan susulan 4 koperasi.",
                  "/terbitan/KOP-03-2023-2", Tautan("Lihat bedanya", "/terbitan/KOP-03-2023-2#beda")),
    BarisTerbitan("Tahun 2023", "7,41%", "digantikan", "20 Jan 2024, 10.00", "Terbit pertama",
                  "/terbitan/KOP-03-2023-1"),
    BarisTerbitan("Tahun 2022", "6,88%", "diterbitkan", "18 Jan 2023, 11.32", "Terbit pertama",
                  "/terbitan/KOP-03-2022-1"),
)  # fmt: skip
INDIKATOR_KOP03 = HalamanIndikator(
    kerangka=frame("Pertumbuhan volume usaha koperasi", INDIKATOR,
                   Tautan("Sasaran: meningkatnya kapasitas dan produktivitas koperasi")),
    nama="Pertumbuhan volume usaha koperasi",
    keterangan="KOP-03 · IKU pada sasaran · makin tinggi makin baik · Bidang Koperasi, Siti Maimunah",
    periode="Tahun 2024, sampai September",
    angka=Angka("5,38", "%"),
    mistar=MISTAR_KOP03,
    fakta=(
        Fakta("Target 2024", "6,50%"),
        Fakta("Capaian", "82,76 · Tinggi"),
        Fakta("Selisih", "−1,12"),
        Fakta("Kebijakan capaian", "selisih (Perwali contoh)", "/kebijakan/selisih"),
    ),
    lembar_hitung=Tautan("Lihat lembar hitung", "/indikator/KOP-03/2024/lembar-hitung"),
    lembar_keterangan="187 koperasi dihitung, 6 dikecualikan",
    alur=ALUR_KEPALA,
    cara=CARA_KOP03,
    terbitan=TERBITAN_KOP03,
    tren=TREN_KOP03,
    perbandingan=PERBANDINGAN_KOP03,
    catatan=(
        Pesan("catatan", "Catatan atas target", "Target 2024 (6,50%) lebih rendah daripada hasil 2023 (7,73%), padahal "
              "makin tinggi makin baik. Dasar target: Renstra 2021–2026, halaman 64.", kode="TLK-U004"),
        Pesan("perlu keputusan", "Nama tidak tertulis di dokumen", "Dokumen IKU 2024, halaman 2, baris 3.",
              "Pertumbuhan volume usaha koperasi", kode="TLK-D006"),
    ),
    bukti=(
        Bukti("Laporan keragaan koperasi.pdf", "/bukti/1", "Halaman 4–9 · 1,8 MB · Hendra Wijaya, 3 Okt",
              "9f3a…c21e"),
        Bukti("Daftar hadir pendampingan.xlsx", "/bukti/2", "Lembar 1 · 84 KB · Hendra Wijaya, 3 Okt", "41bd…70a8"),
    ),
    penjelasan=(
        Penjelasan("Pendorong", "Volume koperasi simpan pinjam di Gadingrejo naik setelah program kemitraan pasar."),
        Penjelasan("Penghambat", "Koperasi nelayan di Panggungrejo turun 11,20%. Enam koperasi belum menyampaikan "
                   "laporan sampai batas 30 September."),
        Penjelasan("Tindak lanjut", "Pendampingan pembukuan bagi enam koperasi itu, selesai 31 Oktober. Penanggung "
                   "jawab: Hendra Wijaya."),
    ),
    penjelasan_oleh="Ditulis Hendra Wijaya, 3 Oktober 2024",
    cetak_href="/dokumen/kartu-kop-03",
)  # fmt: skip
INDIKATOR_LAMPAU = replace(
    INDIKATOR_KOP03, kerangka=past(INDIKATOR_KOP03.kerangka), angka=Angka("4,92", "%"), diketahui_lampau=True,
    alur=Alur(ALUR_KEPALA.langkah, (), "Keputusan hanya dapat diambil atas keadaan hari ini."),
)  # fmt: skip
INDIKATOR_TANPA_ANGKA = HalamanIndikator(
    kerangka=frame("Nilai SAKIP", INDIKATOR, Tautan("Sasaran: tata kelola yang baik"), pengguna=OPERATOR),
    nama="Nilai SAKIP",
    keterangan="TK-01 · IKU pada sasaran · makin tinggi makin baik · Sekretariat, Bambang Sutejo",
    periode="Tahun 2024",
    angka=Angka(alasan="Belum ada angka: tidak ada data",
                penyedia="Inspektorat Kota menyampaikan LHE, biasanya pertengahan November."),
    mistar=MISTAR_KOSONG,
    fakta=(Fakta("Target 2024", "75,00"), Fakta("Capaian", "tidak dapat dihitung"), Fakta("Hasil 2023", "73,46")),
    lembar_hitung=None,
    lembar_keterangan="",
    alur=Alur(
        (
            LangkahAlur("Dihitung", "menunggu LHE Inspektorat", "kini"),
            LangkahAlur("Diajukan", "", "nanti"),
            LangkahAlur("Diverifikasi", "", "nanti"),
            LangkahAlur("Disetujui", "", "nanti"),
            LangkahAlur("Diterbitkan", "", "nanti"),
        ),
        (),
        "Angka ini diisi dari LHE beserta berkasnya, bukan dihitung dari register.",
    ),
    cara=CaraMenghitung(
        versi="Definisi versi 1 · berlaku sejak 1 Januari 2021",
        rumus=replace(RUMUS_KOP03, kalimat="Nilai LHE", mathml_angka="",
                      mathml="<math><mtext>nilai LHE Inspektorat</mtext></math>"),
        hasil="",
        legenda=(),
        definisi="Penilaian Inspektorat atas akuntabilitas kinerja perangkat daerah.",
        sumber="LHE Inspektorat",
        dasar=Tautan("dokumen IKU 2024, halaman 1, baris 3"),
        rumus_teks="data(nilai_lhe)",
    ),
    terbitan=(),
    tren=TREN_TIGA_TAHUN,
)  # fmt: skip
TERBITAN = HalamanTerbitan(
    kerangka=past(frame("Terbitan KOP-03 2023", INDIKATOR, Tautan("Pertumbuhan volume usaha", "/indikator/KOP-03"),
                        Tautan("Terbitan 2023, pertama"), pengguna=PERENCANA)),
    judul="Pertumbuhan volume usaha koperasi 2023, terbitan pertama",
    lead="Beku sejak 20 Januari 2024, 10.00. Isinya tidak berubah lagi; koreksi menjadi terbitan baru.",
    angka=Angka("7,41", "%"),
    mistar=Mistar(123.5, "7,41%", "6,00%", "Realisasi 124 persen dari target", "baik"),
    keadaan="digantikan",
    fakta=(Fakta("Target 2023", "6,00%"), Fakta("Capaian", "123,50 · Sangat tinggi"),
           Fakta("Kebijakan capaian", "selisih", "/kebijakan/selisih")),
    jejak_alur=ALUR_SELESAI,
    cap=(Fakta("Kode terbitan", "KOP-03-2023-1", mono=True), Fakta("Diketahui", "20 Jan 2024, 10.00"), *CAP),
    lembar_hitung=Tautan("Lembar hitung terbitan ini", "/terbitan/KOP-03-2023-1/lembar-hitung"),
    digantikan_oleh=Pesan("perlu keputusan", "Angka ini sudah digantikan", "Sejak 12 Agustus 2024 yang berlaku ialah "
                          "7,73%, karena laporan susulan 4 koperasi.",
                          tautan=Tautan("Lihat terbitan yang berlaku", "/terbitan/KOP-03-2023-2")),
    sebab="Laporan susulan 4 koperasi di Purworejo diterima 9 Agustus 2024.",
    perubahan=Tabel(
        "Yang berubah pada terbitan berikutnya",
        (Kolom("Bagian", ponsel="utama"), Kolom("Semula", angka=True), Kolom("Menjadi", angka=True, ponsel="angka")),
        ((Sel("Volume usaha 2023 (Rp)"), Sel("159.331.500.000"), Sel("159.806.250.000", "tebal")),
         (Sel("Koperasi dihitung"), Sel("183"), Sel("187", "tebal")),
         (Sel("Pertumbuhan (%)"), Sel("7,41"), Sel("7,73", "tebal"))),
    ),
    terbitan=TERBITAN_KOP03[1:3],
    unduh=(Tautan("PDF", "/dokumen/KOP-03-2023-1.pdf"),),
)  # fmt: skip
