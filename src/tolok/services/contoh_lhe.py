"""The demonstration's evaluator: what the Inspektorat wrote beside its grades of 2024. Invented, by the same service."""

from datetime import datetime, timedelta

from tolok.services.lke import criteria_of, grade_sub, sheet_of
from tolok.store.models import Peran, PerangkatDaerah
from tolok.values.instant import WIB

_TAHUN = 2024
_AT = datetime(2025, 1, 28, 9, tzinfo=WIB)
# How many of a hundred criteria an evaluator marks who gives this grade.
_BAGIAN = {"AA": 100, "A": 100, "BB": 100, "B": 80, "CC": 60, "C": 40, "D": 20, "E": 0}
_CATATAN = {
    "1.a": "Dokumen perencanaan lengkap. Pertahankan, dan simpan salinan yang bertanda tangan di satu tempat.",
    "1.b": "Sebagian target belum menantang dibanding realisasi tahun lalu. Tinjau target saat Perjanjian Kinerja disusun.",
    "1.c": "Rencana aksi dipantau setiap triwulan sejak 2023. Kaitkan hasilnya dengan penyesuaian anggaran perubahan.",
    "2.b": "Pengukuran sampai tingkat bidang baru berjalan pada semester kedua. Lakukan sejak triwulan pertama.",
    "2.c": "Hasil pengukuran belum dipakai untuk menyesuaikan strategi dan anggaran. Bahas dalam rapat triwulanan.",
    "3.b": "Perbandingan dengan standar nasional masih singkat. Sebutkan sumber dan tahun pembandingnya.",
    "3.c": "Laporan kinerja dibahas pimpinan setiap triwulan. Cantumkan rujukannya dalam Renja tahun berikutnya.",
    "4.b": "Evaluasi internal belum memakai seluruh kriteria. Lengkapi kertas kerja sebelum evaluasi berikutnya.",
    "4.c": "Masih ada rekomendasi yang belum selesai ditindaklanjuti. Selesaikan paling lambat akhir triwulan kedua.",
}


def write_evaluation() -> None:
    """Beside every grade that came with the register of 2024: the criteria found fulfilled, and words for most of them."""
    for kantor in PerangkatDaerah.objects.select_related("pemda").order_by("kode"):
        held = Peran.objects.filter(pemda=kantor.pemda, perangkat_daerah=None, peran="inspektorat")
        by = held.select_related("pengguna").order_by("id")[0].pengguna
        for letak, (sub, given) in enumerate(sorted(sheet_of(kantor, _TAHUN, _AT).evaluator.items())):
            criteria = criteria_of(sub)
            fulfilled = -(-len(criteria) * _BAGIAN[given.grade] // 100)
            asked = "Dipertahankan lebih dari satu tahun, dengan upaya perbaikan." if given.grade in ("AA", "A") else ""
            typed = {
                "grade": given.grade, "kriteria": [one.nomor for one in criteria][:fulfilled],
                "catatan": _CATATAN.get(sub, asked), "bukti": "Kertas kerja evaluasi 2024 (contoh)", "dasar": "0",
            }  # fmt: skip
            grade_sub(kantor, _TAHUN, sub, "evaluator", typed, by=by, at=_AT + timedelta(minutes=letak))
