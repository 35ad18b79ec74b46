"""The demonstration's survey, evaluation, findings and looks at personal data: invented, through the same services."""

from datetime import datetime, timedelta

from tolok.contoh.lain import LAYANAN
from tolok.services.identitas import Subjek, reveal
from tolok.services.lke import criteria_of, grade_sub, weights
from tolok.services.skm import DAFTAR_UNSUR, add_layanan, answer, device_mark, set_population
from tolok.services.temuan import findings_of, report_follow_up
from tolok.store.models import Layanan, Pengguna, Peran, PerangkatDaerah, register_model
from tolok.values.instant import WIB

_MULAI = datetime(2022, 1, 3, 9, tzinfo=WIB)
_AT = datetime(2025, 1, 27, 9, tzinfo=WIB)
_PENGGUNA = {"pendampingan-nib": 640, "rekomendasi-izin-koperasi": 85, "pelatihan-usaha-mikro": 210}
_GRADE = ("BB", "BB", "B", "BB", "B", "CC", "BB", "B", "B", "B", "CC", "C")
_ALASAN = (
    "surat permohonan salinan data nomor 12",
    "memeriksa usaha yang tercatat dua kali",
    "undangan pelatihan angkatan ketiga",
)


def lay_supervision() -> None:
    """For every office: surveyed services, its own assessment of 2024, reports on open recommendations, looks."""
    for kantor in PerangkatDaerah.objects.select_related("pemda").order_by("kode"):
        operator = _person(kantor, "operator")
        for kode, nama in LAYANAN.items():
            layanan = add_layanan(kantor, nama, by=None, at=_MULAI)
            for tahun in (2021, 2022, 2023, 2024):
                users = str(_PENGGUNA[kode] + 12 * (tahun - 2021))
                set_population(layanan, tahun, users, by=None, at=datetime(tahun + 1, 1, 4, 9, tzinfo=WIB))
        _assess(kantor, operator)
        _report(kantor, operator)
        _look(kantor, operator)
    _wait()


def _person(kantor: PerangkatDaerah, peran: str) -> Pengguna:
    held = Peran.objects.filter(perangkat_daerah=kantor, peran=peran, bidang=None).select_related("pengguna")
    return held.order_by("id")[0].pengguna


def _assess(kantor: PerangkatDaerah, operator: Pengguna) -> None:
    subs = [sub.kode for komponen in weights(2024).komponen for sub in komponen.sub]
    for letak, (sub, grade) in enumerate(zip(subs, _GRADE, strict=True)):
        criteria = criteria_of(sub)
        share = {"BB": 100, "B": 80, "CC": 60, "C": 40}[grade]
        kriteria = [one.nomor for one in criteria][: -(-len(criteria) * share // 100)]
        typed = {"grade": grade, "kriteria": kriteria, "catatan": "", "bukti": "Berkas SAKIP 2024 (contoh)", "dasar": "0"}
        grade_sub(kantor, 2024, sub, "mandiri", typed, by=operator, at=_AT + timedelta(minutes=letak))


def _report(kantor: PerangkatDaerah, operator: Pengguna) -> None:
    waiting = [part for one in findings_of(kantor, _AT, 2024) for part in one.rekomendasi if not part.selesai]
    for letak, part in enumerate(waiting[:2], 1):
        typed = {
            "isi": "Dokumen sudah dilengkapi dan diserahkan kepada Inspektorat.", "tanggal": "2025-01-24",
            "nilai": "", "bukti": f"Berita acara nomor {letak}/2025 (contoh)",
        }  # fmt: skip
        report_follow_up(kantor, part.baris.entitas, typed, by=operator, at=_AT + timedelta(hours=1, minutes=letak))


def _look(kantor: PerangkatDaerah, operator: Pengguna) -> None:
    rows = register_model("usaha_monev").objects.filter(perangkat_daerah=kantor.kode, periode=2024, diketahui_sampai=None)
    for letak, (row, alasan) in enumerate(zip(rows.order_by("entitas")[: len(_ALASAN)], _ALASAN, strict=True)):
        subjek = Subjek(kantor, "usaha_monev", row.entitas)
        reveal(subjek, alasan, by=operator, at=_AT + timedelta(hours=2, minutes=7 * letak))


def _wait() -> None:
    """A few answers of the last day that are not in the register yet."""
    layanan = Layanan.objects.select_related("perangkat_daerah__pemda").get(
        perangkat_daerah="32.75/2.17", kode="pendampingan-nib"
    )
    hari = _AT.date()
    for letak, nilai in enumerate(("4", "3", "4")):
        typed = dict.fromkeys(DAFTAR_UNSUR, nilai)
        mark = device_mark(layanan, hari, f"contoh-{letak}", "contoh")
        answer(layanan, typed, sidik=mark, at=_AT + timedelta(hours=3, minutes=letak), hari=hari)
