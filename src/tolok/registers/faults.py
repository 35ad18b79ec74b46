"""What can be wrong with a delivery: one declaration per code, so that the same fault always reads the same.

A `Fault` knows no place; it becomes an `Issue` where it is found. Texts hold no value of a personal column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tolok.values.issue import Issue, Weight
from tolok.values.number import format_angka


@dataclass(frozen=True)
class Fault:
    """One kind of fault with its words filled in; shared by all cells that hold the same text."""

    kode: str
    bobot: Weight
    apa: str
    mengapa: str
    saran: str

    def at(self, di_mana: str) -> Issue:
        """The same complaint, with its place."""
        return Issue(self.kode, self.bobot, di_mana, self.apa, self.mengapa, self.saran)


_NIK_SHAPE = re.compile(r"(?<![0-9A-Za-z])\d{16}(?![0-9A-Za-z])")
_LONGEST = 40


def quote(text: str) -> str:
    """A delivered text as it may stand in a message: short, without control characters, NIK-like numbers masked."""
    shown = "".join(char if char.isprintable() else "·" for char in text)
    shown = _NIK_SHAPE.sub("[16 angka]", shown)
    return f"`{shown[:_LONGEST]}…`" if len(shown) > _LONGEST else f"`{shown}`"


def mask(text: str) -> str:
    """A cell for the annotated workbook: as delivered, but NIK-like numbers masked."""
    return _NIK_SHAPE.sub("[16 angka]", text)


def daftar_baris(rows: Sequence[int]) -> str:
    """`3, 7, 12`; long lists are cut and counted."""
    shown = ", ".join(str(row) for row in rows[:20])
    return shown if len(rows) <= 20 else f"{shown}, … ({len(rows)} baris)"


def bad_number(text: str, mengapa: str) -> Fault:
    """TLK-R012: not a number at all."""
    return Fault(
        "TLK-R012", "salah", f"{quote(text)} bukan angka", mengapa, "tulis angkanya saja, misalnya 1.500.000 atau 73,46"
    )


def ask_separator(text: str, mengapa: str) -> Fault:
    """TLK-R013: the separators of the column do not say what the cell means."""
    return Fault(
        "TLK-R013",
        "perlu keputusan",
        f"{quote(text)} dapat dibaca lebih dari satu cara",
        mengapa,
        "tulis seluruh kolom dengan satu cara: titik untuk ribuan dan koma untuk desimal, atau angka tanpa pemisah",
    )


def ask_multiplier(text: str, mengapa: str) -> Fault:
    """TLK-R014: ribu, juta or miliar is unclear."""
    return Fault(
        "TLK-R014",
        "perlu keputusan",
        f"kelipatan pada {quote(text)} tidak jelas",
        mengapa,
        "tulis jumlah penuh dalam rupiah, atau eja kelipatannya: ribu, juta, miliar, triliun",
    )


def too_fine(text: str, skala: int) -> Fault:
    """TLK-R015: more decimals than the column's scale; never rounded."""
    boleh = f"paling banyak {skala} angka di belakang koma" if skala else "bilangan bulat"
    return Fault(
        "TLK-R015",
        "salah",
        f"{quote(text)} lebih teliti daripada kolomnya",
        f"kolom ini {boleh}; Tolok tidak membulatkan",
        "perbaiki angkanya pada sumbernya, atau bulatkan sendiri menurut aturan kantor",
    )


def too_large(text: str, terbesar: int) -> Fault:
    """TLK-R016: over the largest value that the schema declares."""
    return Fault(
        "TLK-R016",
        "salah",
        f"{quote(text)} terlalu besar",
        f"nilai terbesar untuk kolom ini {format_angka(terbesar)}",
        "periksa satuannya (ribu, juta) dan salah ketik; bila memang benar, naikkan `terbesar` dalam deklarasi register",
    )


def too_small(text: str, terkecil: int) -> Fault:
    """TLK-R046: below the smallest value that the schema declares."""
    return Fault(
        "TLK-R046",
        "salah",
        f"{quote(text)} terlalu kecil",
        f"nilai terkecil untuk kolom ini {format_angka(terkecil)}",
        "periksa tanda minus dan salah ketik; sel kosong berarti belum diketahui",
    )


def bad_date(text: str, mengapa: str) -> Fault:
    """TLK-R017: not a date."""
    return Fault(
        "TLK-R017",
        "salah",
        f"{quote(text)} bukan tanggal",
        mengapa,
        "tulis tanggal sebagai 31/12/2024, 2024-12-31, atau 31 Desember 2024",
    )


def ask_date(text: str) -> Fault:
    """TLK-R018: day and month may be swapped in this column."""
    return Fault(
        "TLK-R018",
        "perlu keputusan",
        f"pada {quote(text)} tidak jelas mana hari dan mana bulan",
        "sel lain di kolom ini menulis bulan lebih dahulu",
        "tulis seluruh kolom sebagai hari/bulan/tahun",
    )


def bad_word(text: str, choices: Sequence[str], guess: str) -> Fault:
    """TLK-R019: not one of the words that the column allows."""
    mengapa = "yang diperbolehkan: " + ", ".join(choices)
    return Fault(
        "TLK-R019", "salah", f"{quote(text)} bukan pilihan kolom ini", mengapa, guess or "pilih salah satu kata itu"
    )


def ask_yes_no(text: str) -> Fault:
    """TLK-R020: a mark that some write for yes and others for no."""
    return Fault(
        "TLK-R020",
        "perlu keputusan",
        f"{quote(text)} dapat berarti ya atau tidak",
        "tanda ini dipakai untuk keduanya",
        "tulis ya atau tidak",
    )


def spoilt_number(mengapa: str) -> Fault:
    """TLK-R021: an identifying number that a spreadsheet has spoilt, or that is not digits."""
    return Fault(
        "TLK-R021",
        "salah",
        "nomor tidak utuh",
        mengapa,
        "ubah kolom menjadi teks di Excel, lalu isi ulang nomornya dari sumber",
    )


def bad_text(mengapa: str) -> Fault:
    """TLK-R022: characters that no text may hold."""
    return Fault("TLK-R022", "salah", "teks tidak dapat dipakai", mengapa, "ketik ulang isi sel ini")


def spoilt_cell(apa: str, saran: str) -> Fault:
    """TLK-R023: the workbook holds no value for the cell."""
    return Fault("TLK-R023", "salah", apa, "buku kerja tidak menyimpan nilai untuk sel ini", saran)


def missing() -> Fault:
    """TLK-R011: a required cell is empty."""
    return Fault("TLK-R011", "salah", "sel wajib kosong", "kolom ini wajib diisi", "isi selnya, lalu kirim ulang")


def unknown_region(text: str, mengapa: str, guess: str = "") -> Fault:
    """TLK-R024: no such region, or not at that time."""
    return Fault(
        "TLK-R024",
        "salah",
        f"{quote(text)} bukan kode wilayah yang berlaku",
        mengapa,
        guess or "pakai kode Kemendagri, misalnya 35.75.01.1001",
    )


def wrong_level(text: str, nama: str, tingkat: str) -> Fault:
    """TLK-R047: a region of another level than the column's."""
    return Fault(
        "TLK-R047",
        "salah",
        f"{quote(text)} ({nama}) bukan kode {tingkat}",
        f"kolom ini memuat kode {tingkat}; wilayah lain tingkatnya tidak dapat dijumlahkan dengannya",
        f"isi kode {tingkat}, atau kosongkan selnya bila belum diketahui (tanpa wilayah)",
    )


def ask_place(text: str, codes: Sequence[str]) -> Fault:
    """TLK-R048: a name that more than one region bears."""
    return Fault(
        "TLK-R048",
        "perlu keputusan",
        f"nama wilayah {quote(text)} dipakai lebih dari satu wilayah",
        "yang bernama demikian: " + ", ".join(codes),
        "tulis kodenya",
    )


def ends_early(dari: str, sampai: str) -> Fault:
    """TLK-R049: a row that ceases to hold before it begins."""
    return Fault(
        "TLK-R049",
        "salah",
        f"berakhir {sampai}, sebelum mulai berlaku {dari}",
        "hari terakhir tidak boleh sebelum hari pertama",
        "perbaiki salah satu tanggalnya",
    )


def two_entities(kunci: Sequence[str]) -> Fault:
    """TLK-R051: the numbers of one row belong to different things already known, or to none of them surely."""
    return Fault(
        "TLK-R051",
        "perlu keputusan",
        "nomor pada baris ini menunjuk hal yang berbeda",
        "dipakai lebih dari satu: " + ", ".join(kunci),
        "periksa nomornya pada sumber; tulis hanya nomor yang pasti milik hal ini, lalu kirim ulang",
    )


def foreign_region(text: str, batas: str) -> Fault:
    """TLK-R025: a region outside the office or outside what the delivery says it covers."""
    return Fault(
        "TLK-R025",
        "salah",
        f"wilayah {quote(text)} di luar kiriman ini",
        f"kiriman ini hanya untuk {batas}",
        "perbaiki kode wilayahnya, atau perbaiki `cakupan` dalam keterangan kiriman",
    )


def foreign_period(text: str, periode: str) -> Fault:
    """TLK-R026: a row of another period."""
    return Fault(
        "TLK-R026",
        "salah",
        f"periode {quote(text)} bukan periode kiriman",
        f"kiriman ini untuk {periode}",
        "pindahkan baris ke kiriman periodenya, atau perbaiki `periode` dalam keterangan kiriman",
    )


def no_key(kunci: Sequence[str]) -> Fault:
    """TLK-R027: nothing identifies the row."""
    return Fault(
        "TLK-R027",
        "salah",
        "baris tanpa nomor pengenal",
        "tidak satu pun terisi: " + ", ".join(kunci),
        "isi salah satu nomor itu, supaya baris dapat diikuti dari tahun ke tahun",
    )


def torn_row(mengapa: str) -> Fault:
    """TLK-R028: a line that does not fall into the columns of the header."""
    return Fault(
        "TLK-R028",
        "salah",
        "baris tidak sesuai judul kolom",
        mengapa,
        "periksa pemisah kolom dan tanda kutip pada baris ini, lalu kirim ulang",
    )


def differing_duplicate(rows: Sequence[int]) -> Fault:
    """TLK-R029: the same thing twice in one period, with different contents."""
    return Fault(
        "TLK-R029",
        "perlu keputusan",
        "nomor yang sama tertulis lebih dari sekali dengan isi berbeda",
        f"baris {daftar_baris(rows)}",
        "tentukan baris yang benar, hapus yang lain, lalu kirim ulang",
    )


def same_instant() -> Fault:
    """TLK-R030: two deliveries of one instant contradict each other."""
    return Fault(
        "TLK-R030",
        "perlu keputusan",
        "dua kiriman pada saat yang sama berbeda isi untuk baris ini",
        "kiriman lain dengan `diketahui` yang sama sudah memuat baris ini",
        "tentukan yang benar, lalu kirim ulang dengan `diketahui` sesudahnya",
    )


def file_issue(kode: str, berkas: str, apa: str, mengapa: str, saran: str, bobot: Weight = "salah") -> Issue:
    """A complaint about a whole delivery."""
    return Issue(kode, bobot, f"berkas {berkas}", apa, mengapa, saran)


def claimed_number(berkas: str, label: str, rows: Sequence[int]) -> Issue:
    """TLK-R050: a number that something else already known bears; the row counts under its own stronger number."""
    return file_issue(
        "TLK-R050",
        berkas,
        f"{label} pada {len(rows)} baris sudah dipakai hal lain",
        f"baris {daftar_baris(rows)}; Tolok tidak menggabungkan keduanya",
        "periksa nomornya; bila hal yang sama dan nomor utamanya berganti, kirim baris itu tanpa nomor utama",
        "perlu keputusan",
    )


def unreadable(berkas: str, mengapa: str) -> Issue:
    """TLK-R002: not a CSV or XLSX, damaged, or too large."""
    return file_issue(
        "TLK-R002",
        berkas,
        "berkas tidak dapat dibaca",
        mengapa,
        "buka berkas di Excel atau LibreOffice, simpan sebagai XLSX atau CSV UTF-8, lalu kirim ulang",
    )


def no_table(berkas: str, mengapa: str, saran: str = "") -> Issue:
    """TLK-R004: no sheet has a header that fits the register."""
    return file_issue(
        "TLK-R004",
        berkas,
        "tabel data tidak ditemukan",
        mengapa,
        saran or "pakai templat register (`tolok register NAMA --templat BERKAS.xlsx`), judul kolom di 20 baris pertama",
    )


def unknown_register(berkas: str, mengapa: str, saran: str) -> Issue:
    """TLK-R005: the register is not known or cannot be told from the content."""
    return file_issue("TLK-R005", berkas, "register kiriman tidak diketahui", mengapa, saran)
