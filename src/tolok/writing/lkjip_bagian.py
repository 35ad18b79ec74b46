"""The parts of the yearly report that no figure gives: what belongs there, in the order in which they are printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bagian:
    """One part in words. `bab` is where it is printed; `petunjuk` says what belongs there; `wajib`: printed as missing
    while nobody has written it, otherwise left out."""

    kode: str
    judul: str
    bab: str
    petunjuk: str
    wajib: bool = True


DEPAN, BAB_1, BAB_2, BAB_3, BAB_4 = (
    "Bagian depan",
    "Bab I Pendahuluan",
    "Bab II Perencanaan Kinerja",
    "Bab III Akuntabilitas Kinerja",
    "Bab IV Penutup",
)

BAGIAN: tuple[Bagian, ...] = (
    Bagian(
        "pengantar", "Kata pengantar", DEPAN,
        "Untuk apa laporan ini disusun, siapa yang dilaporkan, dan ucapan terima kasih. Satu sampai tiga alinea; nama kota, "
        "tanggal, dan tanda tangan dicetak sendiri.",
    ),
    Bagian(
        "ikhtisar", "Catatan ikhtisar eksekutif", DEPAN,
        "Hal terpenting yang perlu diketahui pimpinan di luar angkanya: kendala besar dan langkah yang diambil. Tabel dan "
        "banyaknya IKU yang mencapai target dicetak sendiri.", False,
    ),
    Bagian(
        "gambaran_umum", "Gambaran umum organisasi", BAB_1,
        "Dasar pembentukan, susunan organisasi, banyaknya pegawai, serta sarana dan prasarana. Tugas, fungsi, dan bidang "
        "dicetak sendiri dari profil kantor.",
    ),
    Bagian(
        "isu_strategis", "Isu strategis", BAB_1,
        "Aspek strategis dan permasalahan utama yang dihadapi kantor tahun itu. Satu isu satu baris, diawali tanda -.",
    ),
    Bagian(
        "strategi", "Strategi dan arah kebijakan", BAB_2,
        "Cara yang dipilih dalam Renstra untuk mencapai sasaran. Tujuan, sasaran, dan target per tahun dicetak sendiri.",
        False,
    ),
    Bagian(
        "anggaran", "Penjelasan realisasi anggaran", BAB_3,
        "Sebab serapan yang rendah, pergeseran, dan sisa anggaran. Tabel pagu dan realisasi dicetak sendiri.", False,
    ),
    Bagian(
        "simpulan", "Simpulan", BAB_4,
        "Keberhasilan, kegagalan, dan kendala utama tahun itu, menurut pimpinan. Banyaknya IKU yang mencapai target dicetak "
        "sendiri.",
    ),
    Bagian(
        "langkah_perbaikan", "Langkah perbaikan", BAB_4,
        "Yang akan dilakukan tahun berikutnya untuk memperbaiki kinerja. Satu langkah satu baris, diawali tanda -. Tindak "
        "lanjut tiap IKU dicetak sendiri dari penjelasannya.",
    ),
)  # fmt: skip

ANALISIS: tuple[str, ...] = (
    "Target dan realisasi tahun ini",
    "Perbandingan dengan tahun-tahun sebelumnya",
    "Kemajuan terhadap target jangka menengah",
    "Perbandingan dengan standar nasional",
    "Sebab keberhasilan atau kegagalan dan jalan keluarnya",
    "Efisiensi penggunaan sumber daya",
    "Program dan kegiatan yang menunjang",
)
"""The seven analyses of Bab III in their order (PermenPANRB 53/2014; words of our own)."""
ANALISIS_PENDEK: tuple[str, ...] = (
    "target dan realisasi",
    "tahun sebelumnya",
    "jangka menengah",
    "standar nasional",
    "sebab dan jalan keluar",
    "efisiensi",
    "program",
)
"""The same in a word or two, for lists."""


def bagian_of(kode: str) -> Bagian | None:
    """The part of that name; None for any other word."""
    return next((one for one in BAGIAN if one.kode == kode), None)
