"""The rules by which tables are understood, each with a name and one sentence, and a count of where they act."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

RULES: Mapping[str, str] = {
    "nomor kolom": "Baris yang hanya menomori kolom (1 2 3 4, juga berlubang) tidak dibaca sebagai isi.",
    "kepala bertingkat": "Kepala beberapa baris dibaca dari atas ke bawah; kata terbawah yang dikenal menentukan isi kolom.",
    "kepala di halaman berikut": "Tabel dengan kepala yang sama di halaman berikut adalah lanjutan tabel sebelumnya.",
    "lanjutan tanpa kepala": "Tabel tanpa kepala diletakkan pada kolom tabel sebelumnya menurut letak, nomor, atau isinya.",
    "tabel tanpa kepala sama sekali": "Tanpa kepala, kolom dikenali dari isinya; selain nama dan sasaran ditanyakan.",
    "bukan indikator": "Tabel tanpa kolom indikator (register, anggaran, program, lembar nilai) tidak memberi indikator.",
    "baris pembagi": "Baris dengan satu tulisan (TUJUAN, SASARAN 1: …) berlaku untuk baris di bawahnya.",
    "warisan": "Tujuan dan sasaran yang selnya kosong diwarisi dari baris di atas, kecuali tujuannya berganti.",
    "nama bersambung": "Nama yang terpotong ke baris berikut tanpa nilai disambung.",
    "baris terbelah halaman": "Baris pertama halaman yang menyambung baris terakhir halaman sebelumnya disambung.",
    "nama di tengah": "Baris tanpa nama yang dilengkapi baris bernama di bawahnya adalah satu indikator.",
    "bagian kedua": "Baris tanpa nama dengan rumus dan sumber sendiri adalah ukuran kedua dari indikator di atasnya.",
    "nama kosong": "Baris dengan sasaran dan nilai tanpa nama adalah indikator yang namanya ditanyakan.",
    "kolom nama dari isi": "Di samping sasaran, kolom berkepala asing yang isinya nama ukuran menjadi pertanyaan.",
    "triwulan per baris": "Kolom yang menyebut triwulan pada tiap barisnya menjadikan isi barisnya nilai triwulan.",
    "judul di dalam tabel": "Baris berisi satu tulisan di atas kepala tabel adalah judulnya.",
    "sub-indikator": "Nama yang berakhir titik dua menjadi bagian depan nama baris-baris di bawahnya, sebagai pertanyaan.",
    "beberapa ukuran dalam satu sel": "Sel nama dan sel nilai dengan baris sama banyak dipasangkan satu-satu.",
    "satu nilai untuk beberapa": "Sel nilai yang mencakup beberapa indikator menjadi pertanyaan.",
    "tanda kosong": "Tanda -, n/a, titik-titik bukan nilai.",
    "nilai diragukan": "Isi sel nilai yang bukan angka dan bukan predikat menjadi pertanyaan.",
    "satuan pada nilai": "Satuan yang tercetak bersama nilai adalah satuan indikator.",
    "satuan dalam kurung": "Satuan dalam kurung di akhir nama dipakai, bila kata itu memang yang dihitung.",
    "satuan dari persentase": "Nama yang mulai dengan Persentase bersatuan %, dan dinyatakan sebagai simpulan.",
    "tahun ke-": "Tahun 1 sampai 5 di bawah target disimpan sebagai urutan, tidak diubah menjadi tahun kalender.",
    "triwulan": "Empat kolom I sampai IV di bawah satu judul adalah triwulan; isinya tidak dipakai sebagai nilai setahun.",
    "kalimat": "Indikator yang hanya disebut dalam kalimat tidak diambil; tempatnya diberitahukan.",
    "tahun dari judul": "Kolom target tanpa tahun memakai satu-satunya tahun pada judul terdekat; disebut simpulan.",
    "tahun polos": "Kolom tahun polos pada dokumen perencanaan bertahun sama adalah target, dinyatakan sebagai simpulan.",
    "tanpa tahun": "Nilai yang tahunnya tidak tercetak di mana pun tidak dipasang pada tahun apa pun.",
    "dua rencana": "Dua target setahun dari rencana berbeda: dipakai rencana yang disebut judul, selain itu ditanyakan.",
    "definisi dan rumus": "Sel penjelasan dibelah menjadi definisi dan rumus menurut baris yang menghitung.",
    "label dalam sel": "Sel dengan label (Alasan:, Formulasi:) dibelah menurut labelnya.",
    "sumber dan penanggung jawab": "Sel yang memuat laporan dan bidang dibelah menjadi sumber data dan penanggung jawab.",
    "pecahan dua baris": "Dua jumlah di bawah satu sama lain dalam satu indikator adalah pembilang dan penyebut.",
    "garis pecahan tidak terbaca": "Dua jumlah dan 100 tanpa tanda bagi di antaranya menjadi pertanyaan.",
    "kartu": "Tabel label dan isi tentang satu indikator adalah kartu.",
    "kartu berjudul": "Tabel kecil berisi nilai di bawah judul yang menyebut indikator adalah kartu.",
    "matriks lepas": "Label TUJUAN, INDIKATOR TUJUAN dan kata-katanya sebagai teks lepas dibaca menurut urutan.",
    "baris menyatu": "Baris yang selnya menyatu dipotong menurut kata-katanya; yang tidak terbukti ditanyakan.",
    "blok label": "Baris label dan isi di luar tabel adalah satu indikator.",
    "daftar berulang": "Tabel yang mengulang daftar indikator yang sama digabung; nilai yang berbeda ditanyakan.",
}

_counts: ContextVar[Counter[str] | None] = ContextVar("counts", default=None)


def acted(name: str) -> None:
    """Notes that a rule acted, where somebody counts."""
    counts = _counts.get()
    if name not in RULES:
        raise KeyError(name)
    if counts is not None:
        counts[name] += 1


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How often each rule acts inside the block."""
    counts: Counter[str] = Counter()
    token = _counts.set(counts)
    try:
        yield counts
    finally:
        _counts.reset(token)
