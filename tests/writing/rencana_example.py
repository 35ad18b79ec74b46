"""Documents of the plan as the tests print them: invented offices, activities and figures."""

from datetime import date

from tolok.writing.kartu import ContohKartu, Kartu, KartuSheet, RealisasiKartu, TabelContoh, TargetKartu
from tolok.writing.keputusan import SuratKeputusan
from tolok.writing.matrik import MatrikRow, MatrikSheet
from tolok.writing.renaksi import Aksi, RenaksiRow, RenaksiSheet
from tolok.writing.sheet import Formula, Meta, Signature

META = Meta(
    vintage=("KOP-03/2023/1",),
    snapshot="5f" * 32,
    rantai="a1" * 32,
    diketahui="7 Okt 2024, 14.10 WIB",
    tanggal=date(2024, 10, 7),
    draf=False,
)
PEMDA, KANTOR = "Pemerintah Kota Contoh", "Dinas Koperasi dan Usaha Mikro Kota Contoh"
TANDA_TANGAN = Signature(
    "Contoh, 7 Oktober 2024", "Kepala Dinas Koperasi dan Usaha Mikro\nKota Contoh", "Ratna Widyastuti (contoh)",
    "Pembina Utama Muda", "000000000000000001",
)  # fmt: skip
TUMBUH = Formula("volume usaha (tahun n) − volume usaha (tahun n−1)", "volume usaha (tahun n−1)", "× 100%")

MATRIK = MatrikSheet(
    pemda=PEMDA,
    perangkat_daerah=KANTOR,
    masa="Renstra 2022–2026",
    tahun=(2022, 2023, 2024, 2025, 2026),
    tahun_realisasi=(2022, 2023),
    meta=META,
    rows=(
        MatrikRow(
            "KOP-01", "tujuan", "Meningkatkan peran koperasi", "Pertumbuhan koperasi dinilai", "%", "IKU-02 Laju ekonomi",
            ("7,11", "7,52", "8,53", "9,04", "9,55"), ("8,33", "penyebut nol"), None, "Perubahan banyaknya koperasi dinilai",
        ),
        MatrikRow(
            "UM-01", "tujuan", "Meningkatkan peran koperasi", "Usaha mikro naik kelas", "%", "belum dihubungkan",
            ("3,01", "4,02", "30,54", "belum ada", "belum ada"), ("2,35", "belum terbit"), TUMBUH,
        ),
        MatrikRow(
            "KOP-03", "sasaran", "Meningkatnya kapasitas koperasi", "Pertumbuhan volume usaha", "%", "IKU-02 Laju ekonomi",
            ("5,01", "6,02", "6,53", "7,04", "7,55"), ("5,27", "7,73"), TUMBUH,
        ),
    ),
    visi="Koperasi maju",
    misi=("Memberdayakan koperasi", "Memberdayakan usaha mikro"),
    catatan="Realisasi hanya yang sudah terbit.",
    signature=TANDA_TANGAN,
)  # fmt: skip

KARTU = Kartu(
    kode="KOP-03",
    nama="Persentase pertumbuhan volume usaha koperasi",
    jenjang="sasaran",
    tujuan_sasaran="Meningkatnya kapasitas koperasi",
    kota="IKU-02 Laju ekonomi",
    alasan="Volume usaha menunjukkan produktivitas koperasi.",
    definisi="Perubahan volume usaha semua koperasi terhadap tahun lalu.",
    formula=Formula("A(n) − A(n−1)", "A(n−1)", "× 100%", (("A", "jumlah volume usaha koperasi"),)),
    kalimat="Pertumbuhan jumlah volume usaha koperasi.",
    rumus_teks="pertumbuhan(jumlah(koperasi_tahunan.volume_usaha))",
    satuan="%",
    arah="naik: makin tinggi makin baik",
    tipe="tahunan: diukur setahun sekali",
    frekuensi="setahun sekali",
    sumber_data="Laporan keragaan koperasi",
    penanggung_jawab="Bidang Koperasi",
    populasi="koperasi yang punya data tahun buku",
    pengecualian="Koperasi yang volume usahanya kosong tidak dianggap nol.",
    pembulatan="2 angka di belakang koma, saat ditampilkan",
    versi="Versi 2, berlaku sejak 1 Januari 2024",
    kutipan=("Indikator Kinerja Utama Kota Contoh, tabel IKU, baris 5",),
    dasar=("UU 25/1992 tentang Perkoperasian: dasar pembinaan",),
    keputusan=(("Kolom TAHUN 2023 dibaca sebagai realisasi.", "Target berada di kolom tersendiri."),),
    target=(
        TargetKartu("2023", ("6,02", "–", "–", "–", "–")),
        TargetKartu("2024", ("6,53", "1,54", "3,05", "4,56", "6,53")),
    ),
    realisasi=(RealisasiKartu("2023", "6,02", "7,73", "128,41", "Sangat Tinggi", "KOP-03/2023/1"),),
    contoh=ContohKartu(
        "naik enam setengah persen",
        (
            TabelContoh(
                "Baris Koperasi per tahun",
                ("Tahun", "Koperasi", "Volume usaha"),
                (("2023", "Melati", "1.000.000.000"), ("2024", "Melati", "1.065.000.000")),
            ),
        ),
        "6,50%",
    ),
)
KARTU_SHEET = KartuSheet(PEMDA, KANTOR, "Tahun 2024", META, (KARTU,))

AKSI = (
    Aksi("Melatih pengurus koperasi", "60 pengurus", "2.17.06 Pemberdayaan", (1, 2), "96.000.000", "Bidang Koperasi"),
    Aksi("Memeriksa laporan keragaan", "236 laporan", "2.17.03 Program Pengawasan", (4,), "", "Bidang Koperasi"),
)
RENAKSI = RenaksiSheet(
    pemda=PEMDA,
    perangkat_daerah=KANTOR,
    tahun=2024,
    meta=META,
    rows=(
        RenaksiRow(
            "KOP-01", "Meningkatkan peran koperasi", "Pertumbuhan koperasi dinilai", "%",
            ("8,51", "2,02", "4,03", "6,04", "8,51"), AKSI[:1],
            ("belum terbit", "1,95", "3,96", "belum terbit", "belum terbit"),
            ("TW I: Petugas penilai belum cukup.",), ("TW I: Meminjam dua petugas.", "TW II: Melatih tiga petugas."),
        ),
        RenaksiRow(
            "KOP-03", "Meningkatnya kapasitas koperasi", "Pertumbuhan volume usaha", "%",
            ("6,55", "1,56", "3,07", "4,58", "6,55"), AKSI, ("7,71", "1,62", "3,13", "4,64", "7,71"),
        ),
        RenaksiRow(
            "TK-01", "Meningkatnya tata kelola", "Nilai SAKIP", "nilai", ("75,09", "–", "–", "–", "–"), (),
            ("73,46", "belum terbit", "belum terbit", "belum terbit", "belum terbit"),
        ),
    ),
    jumlah="192.000.000",
    signature=TANDA_TANGAN,
)  # fmt: skip

SURAT = SuratKeputusan(
    pejabat="Kepala Dinas Koperasi dan Usaha Mikro Kota Contoh",
    tentang="Penetapan Indikator Kinerja Utama Tahun 2024",
    tempat="Contoh",
    menimbang=("bahwa kinerja perlu diukur;", "bahwa ukurannya perlu ditetapkan;"),
    mengingat=("Peraturan Presiden Nomor 29 Tahun 2014;", "Peraturan Menteri Nomor 53 Tahun 2014;"),
    diktum=("Indikator tercantum dalam Lampiran.", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
    penanda_tangan=TANDA_TANGAN,
)
