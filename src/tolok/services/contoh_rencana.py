"""The demonstration's plan beside its tujuan, sasaran and IKU: the city's indicators, programs, budgets, quarter targets.

Codes and names of programs follow the nomenclature of urusan 2.17; every amount, factor and link is invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tolok.services.anggaran import set_anggaran
from tolok.services.iku import IsianIku, change_iku
from tolok.services.iku_kota import IsianIkuKota, save_iku_kota
from tolok.services.program import IsianProgram, save_program
from tolok.services.rencana import IsianSasaran, change_sasaran
from tolok.services.target import set_targets
from tolok.store.models import Bidang, IndikatorKantor, Pengguna, PerangkatDaerah, Program, Sasaran
from tolok.values.instant import WIB
from tolok.values.period import Period

_JUTA = 1_000_000
_BESAR = {2022: 81, 2023: 90, 2024: 100}  # per cent of the budget of 2024


@dataclass(frozen=True)
class _Program:
    """A program as invented: budget of 2024 in million rupiah (0: booked below it), spent by each quarter in per mille."""

    kode: str
    nama: str
    bidang: str
    mendukung: tuple[str, ...] = ()
    pagu: int = 0
    serapan: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True)
class _Rencana:
    """One office's plan. `iku_kota`: code → (name, sasaran of the city); `hubungan`: IKU → (code, why it was chosen)."""

    perencana: str
    iku_kota: Mapping[str, tuple[str, str]]
    hubungan: Mapping[str, tuple[str, str]]
    faktor: Mapping[str, tuple[str, ...]]
    program: tuple[_Program, ...]
    target: Mapping[str, tuple[str, str, str, str]]


_PENUNJANG = "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"
_PENGAWASAN = "Program Pengawasan dan Pemeriksaan Koperasi"
_PERIKSA = "Pemeriksaan dan Pengawasan Koperasi, KSP/USP Koperasi yang Wilayah Keanggotaannya dalam Daerah Kabupaten/Kota"
_TATA_KELOLA = "Penguatan Tata Kelola Kelembagaan Koperasi"
_PELAKSANAAN = "Pelaksanaan Proses Pemeriksaan dan Pengawasan Koperasi yang Wilayah Keanggotaannya Daerah Kabupaten/Kota"
_KESEHATAN = "Program Penilaian Kesehatan KSP/USP Koperasi"
_PERLINDUNGAN = "Program Pemberdayaan dan Perlindungan Koperasi"
_UMKM = "Program Pemberdayaan Usaha Menengah, Usaha Kecil, dan Usaha Mikro (UMKM)"
_PENGEMBANGAN = "Program Pengembangan UMKM"

_PASURUAN = _Rencana(
    perencana="yusuf",
    iku_kota={
        "IKU-02": ("Laju pertumbuhan ekonomi kota", "Meningkatnya pertumbuhan ekonomi kota"),
        "IKU-05": ("Indeks reformasi birokrasi", "Meningkatnya tata kelola pemerintahan"),
    },
    hubungan={
        "KOP-01": ("IKU-02", "Koperasi yang dinilai kesehatannya lebih dipercaya anggota dan lebih mudah mendapat modal."),
        "UM-01": ("IKU-02", "Usaha yang naik kelas menambah lapangan kerja dan nilai tambah kota."),
        "TK-01": ("IKU-05", "Nilai SAKIP menunjukkan kinerja yang direncanakan, diukur, dan dilaporkan."),
        "TK-02": ("IKU-05", "Temuan yang ditindaklanjuti menandakan keuangan yang dikelola dengan baik."),
    },
    faktor={
        "Meningkatnya kapasitas": ("RAT tepat waktu", "Pengurus memahami pembukuan"),
        "Meningkatnya pemberdayaan": ("Data usaha mutakhir", "Akses pembiayaan"),
        "Meningkatnya sistem": ("Perjanjian kinerja berjenjang", "Bukti tersimpan sejak awal tahun"),
    },
    program=(
        _Program("2.17.01", _PENUNJANG, "Sekretariat", ("TK-01", "TK-02"), 5_240, (182, 411, 682, 964)),
        _Program("2.17.03", _PENGAWASAN, "Bidang Koperasi", ("KOP-03",)),
        _Program("2.17.03.2.01", _PERIKSA, "Bidang Koperasi"),
        _Program("2.17.03.2.01.0003", _TATA_KELOLA, "Bidang Koperasi", (), 184, (110, 342, 598, 941)),
        _Program("2.17.03.2.01.0004", _PELAKSANAAN, "Bidang Koperasi", (), 236, (96, 371, 627, 958)),
        _Program("2.17.04", _KESEHATAN, "Bidang Koperasi", ("KOP-01",), 165, (84, 296, 551, 927)),
        _Program("2.17.06", _PERLINDUNGAN, "Bidang Koperasi", ("KOP-03",), 312, (121, 388, 644, 972)),
        _Program("2.17.07", _UMKM, "Bidang Usaha Mikro", ("UM-02",), 1_480, (143, 405, 637, 956)),
        _Program("2.17.08", _PENGEMBANGAN, "Bidang Usaha Mikro", ("UM-02",), 890, (62, 274, 498, 913)),
    ),
    target={
        "KOP-01": ("2", "4", "6", "8,5"),
        "UM-01": ("7,5", "15", "22,5", "30,54"),
        "TK-02": ("70", "80", "90", "100"),
        "KOP-03": ("1,5", "3", "4,5", "6,5"),
        "UM-02": ("34", "35", "36", "36,36"),
    },
)
_BEKASI = _Rencana(
    perencana="dadang",
    iku_kota={
        "IKU-03": ("Laju pertumbuhan ekonomi", "Meningkatnya daya saing ekonomi kota"),
        "IKU-07": ("Indeks pelayanan publik", "Meningkatnya kualitas pelayanan publik"),
    },
    hubungan={
        "EKO-01": ("IKU-03", "Bagian koperasi dalam PDRB menunjukkan peran koperasi dalam ekonomi kota."),
        "TK-03": ("IKU-07", "Pendapat pengguna layanan dinas menyumbang indeks pelayanan kota."),
    },
    faktor={
        "Meningkatnya pertumbuhan ekonomi": ("Laporan keuangan koperasi lengkap",),
        "Meningkatnya kinerja pelayanan": ("Survei setiap triwulan", "Pengaduan dijawab"),
    },
    program=(
        _Program("2.17.01", _PENUNJANG, "Sekretariat", ("TK-03",), 9_860, (171, 402, 690, 961)),
        _Program("2.17.06", _PERLINDUNGAN, "Bidang Koperasi", ("EKO-01",), 1_120, (102, 344, 611, 938)),
        _Program("2.17.07", _UMKM, "Bidang UMKM", (), 3_450, (133, 391, 655, 949)),
    ),
    target={"TK-03": ("90", "90", "90", "90"), "EKO-01": ("0,07", "0,14", "0,21", "0,28")},
)
RENCANA = {"35.75/2.17": _PASURUAN, "32.75/2.17": _BEKASI}


def lay_plan(tahun: int) -> None:
    """What the offices' planners wrote down in one year of the demonstration: in the first also what lasts."""
    for kode, plan in RENCANA.items():
        kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=kode)
        by = Pengguna.objects.get(username=plan.perencana)
        if tahun == 2022:
            _lay_links(kantor, plan, by, datetime(2022, 1, 5, 9, tzinfo=WIB))
            _lay_programs(kantor, plan, by, datetime(2022, 1, 6, 9, tzinfo=WIB))
        if tahun == 2024:
            _lay_targets(kantor, plan, by, datetime(2024, 1, 29, 9, tzinfo=WIB))
        _lay_budgets(kantor, plan, tahun, by)


def _lay_links(kantor: PerangkatDaerah, plan: _Rencana, by: Pengguna, at: datetime) -> None:
    rujukan = f"RPJMD {kantor.pemda.nama} (contoh, dikarang)"
    city = {
        kode: save_iku_kota(kantor, IsianIkuKota(kode, nama, sasaran, rujukan), None, by=by, at=at)
        for kode, (nama, sasaran) in plan.iku_kota.items()
    }
    for kode, (iku_kota, alasan) in plan.hubungan.items():
        row = IndikatorKantor.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode=kode)
        change_iku(row, IsianIku(row.sasaran_id, row.bidang_id, alasan, city[iku_kota].pk), by=by, at=at)
    for begin, faktor in plan.faktor.items():
        one = Sasaran.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, uraian__startswith=begin)
        change_sasaran(one, IsianSasaran(one.jenis, one.uraian, one.induk_id, faktor), by=by, at=at)


def _lay_programs(kantor: PerangkatDaerah, plan: _Rencana, by: Pengguna, at: datetime) -> None:
    bidang = {one.nama: one.pk for one in Bidang.objects.filter(perangkat_daerah=kantor)}
    for one in plan.program:
        isian = IsianProgram(one.kode, one.nama, bidang[one.bidang], date(2022, 1, 1), None, one.mendukung)
        save_program(kantor, isian, None, by=by, at=at)


def _lay_targets(kantor: PerangkatDaerah, plan: _Rencana, by: Pengguna, at: datetime) -> None:
    for kode, quarters in plan.target.items():
        row = IndikatorKantor.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode=kode)
        typed = {Period(2024, tw): text for tw, text in enumerate(quarters, start=1)}
        set_targets(row, typed, "Rencana Aksi 2024 (contoh, dikarang)", by=by, at=at)


def pagu_of(one: _Program, tahun: int) -> int:
    """The budget of a program in a year, whole rupiah; 0 where it is booked below it."""
    return one.pagu * _JUTA * _BESAR[tahun] // 100


def _lay_budgets(kantor: PerangkatDaerah, plan: _Rencana, tahun: int, by: Pengguna) -> None:
    """What was budgeted and spent in a year, told after its end."""
    at = datetime(tahun + 1, 1, 13, 9, tzinfo=WIB)
    rows = {one.kode: one for one in Program.objects.filter(perangkat_daerah=kantor).select_related("perangkat_daerah")}
    for one in plan.program:
        if not one.pagu:
            continue
        pagu = pagu_of(one, tahun)
        spent = {f"tw{tw}": str(pagu * share // 1000) for tw, share in enumerate(one.serapan, start=1)}
        set_anggaran(rows[one.kode], tahun, {"pagu": str(pagu), **spent}, by=by, at=at)
