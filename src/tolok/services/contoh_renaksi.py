"""The demonstration's action plans of 2024: invented activities for every IKU of both offices, written by their planners."""

from dataclasses import dataclass
from datetime import datetime

from tolok.services.renaksi import IsianAksi, add_aksi, change_aksi, programs_for
from tolok.store.models import Bidang, IndikatorKantor, Pengguna, PerangkatDaerah
from tolok.values.instant import WIB

_TAHUN = 2024
_PAGI = datetime(2024, 1, 30, 9, tzinfo=WIB)
_SEMUA = (1, 2, 3, 4)


@dataclass(frozen=True)
class _Aksi:
    """One invented activity; `juta` is its budget in million rupiah, 0 where it costs nothing of its own."""

    uraian: str
    keluaran: str
    program: str
    triwulan: tuple[int, ...]
    juta: int = 0


_PASURUAN: dict[str, tuple[_Aksi, ...]] = {
    "KOP-01": (
        _Aksi("Menyusun daftar koperasi yang akan dinilai kesehatannya dan jadwal kunjungannya",
              "1 daftar koperasi sasaran penilaian", "2.17.04", (1,)),
        _Aksi("Menilai kesehatan KSP dan USP koperasi bersama petugas penilai",
              "75 kertas kerja penilaian", "2.17.04", (2, 3), 120),
        _Aksi("Menyampaikan hasil penilaian dan mendampingi koperasi yang belum sehat",
              "75 laporan hasil penilaian diterima koperasi", "2.17.04", (3, 4), 45),
    ),
    "UM-01": (
        _Aksi("Memilih usaha mikro yang omsetnya mendekati batas usaha kecil dan membuat rencana pendampingannya",
              "180 rencana pendampingan", "2.17.08", (1,), 60),
        _Aksi("Mendampingi produksi, pemasaran, dan pembukuan usaha mikro terpilih",
              "180 usaha didampingi", "2.17.08", (2, 3, 4), 640),
        _Aksi("Mempertemukan usaha mikro dengan lembaga pembiayaan",
              "4 temu pembiayaan", "2.17.07", (2, 4), 150),
    ),
    "TK-01": (
        _Aksi("Melengkapi bukti setiap kriteria lembar kerja evaluasi sejak awal tahun",
              "1 daftar bukti yang lengkap", "2.17.01", (1, 2)),
        _Aksi("Menindaklanjuti rekomendasi laporan hasil evaluasi tahun lalu",
              "1 matrik tindak lanjut", "2.17.01", (2, 3), 35),
    ),
    "TK-02": (
        _Aksi("Memantau tindak lanjut temuan bersama Inspektorat setiap triwulan",
              "4 berita acara pemantauan", "2.17.01", _SEMUA, 28),
    ),
    "KOP-03": (
        _Aksi("Melatih pengurus koperasi menyusun laporan keuangan",
              "60 pengurus terlatih", "2.17.06", (1, 2), 96),
        _Aksi("Memfasilitasi kemitraan dan akses pasar koperasi produsen dan konsumen",
              "12 naskah kemitraan", "2.17.06", (2, 3), 130),
        _Aksi("Memeriksa kepatuhan dan pelaporan volume usaha koperasi",
              "236 laporan keragaan diterima", "2.17.03.2.01.0004", (3, 4), 86),
    ),
    "UM-02": (
        _Aksi("Memutakhirkan data usaha mikro di empat kecamatan",
              "1 basis data usaha mikro", "2.17.07", (1, 2), 210),
        _Aksi("Memfasilitasi perizinan, sertifikat halal, dan merek usaha mikro",
              "420 izin dan sertifikat", "2.17.07", _SEMUA, 380),
    ),
}  # fmt: skip
_BEKASI: dict[str, tuple[_Aksi, ...]] = {
    "EKO-01": (
        _Aksi("Mengumpulkan laporan keuangan koperasi untuk menghitung nilai tambah bruto",
              "1 himpunan laporan keuangan koperasi", "2.17.06", (1, 2), 85),
        _Aksi("Membina koperasi sektor produksi agar nilai tambahnya naik",
              "90 koperasi dibina", "2.17.06", (2, 3, 4), 540),
    ),
    "TK-03": (
        _Aksi("Menyurvei kepuasan pengguna setiap layanan dinas",
              "4 laporan survei triwulanan", "2.17.01", _SEMUA, 64),
        _Aksi("Memperbaiki unsur layanan dengan nilai terendah menurut survei triwulan sebelumnya",
              "4 rencana perbaikan layanan", "2.17.01", (2, 3, 4)),
    ),
}  # fmt: skip
RENAKSI = {"35.75/2.17": ("yusuf", _PASURUAN), "32.75/2.17": ("dadang", _BEKASI)}


def lay_renaksi(tahun: int) -> None:
    """What the planners wrote at the beginning of 2024, with one activity changed in April; nothing in other years."""
    if tahun != _TAHUN:
        return
    for kode, (perencana, plan) in RENAKSI.items():
        kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=kode)
        by = Pengguna.objects.get(username=perencana)
        programs = {one.kode: one.pk for one in programs_for(kantor, _TAHUN)}
        for iku, actions in plan.items():
            row = IndikatorKantor.objects.select_related("perangkat_daerah", "bidang").get(perangkat_daerah=kantor, kode=iku)
            for one in actions:
                add_aksi(row, _TAHUN, _typed(one, programs, row.bidang), by=by, at=_PAGI)
    _revise()


def _typed(one: _Aksi, programs: dict[str, int], bidang: Bidang | None) -> IsianAksi:
    cost = str(one.juta * 1_000_000) if one.juta else ""
    owner = bidang.pk if bidang else None
    return IsianAksi(one.uraian, one.keluaran, programs[one.program], owner, one.triwulan, cost)


def _revise() -> None:
    """Seventy-five cooperatives became eighty, with more money: the first plan can still be printed as it was."""
    iku = IndikatorKantor.objects.get(perangkat_daerah="35.75/2.17", kode="KOP-01")
    row = iku.rencana_aksi.select_related("indikator__perangkat_daerah").get(uraian__startswith="Menilai", dihapus_pada=None)
    isian = IsianAksi(row.uraian, "80 kertas kerja penilaian", row.program_id, row.bidang_id, (2, 3), "128.000.000")
    change_aksi(row, isian, by=Pengguna.objects.get(username="yusuf"), at=datetime(2024, 4, 16, 9, tzinfo=WIB))
