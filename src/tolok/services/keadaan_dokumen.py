"""How far each official document is: ready, only as a draft, or nothing to print yet and what to do. Few queries for all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tolok.services.jenis_dokumen import JENIS
from tolok.services.lke import sheet_of
from tolok.services.selectors import AngkaKantor, figures_of
from tolok.store.models import PerangkatDaerah, PerjanjianKinerja, RencanaAksi
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period

Kesiapan = Literal["siap", "draf", "kosong"]


@dataclass(frozen=True)
class KeadaanDokumen:
    """How a document stands, in one sentence; what to do about it, and the name of the page where that is done."""

    kesiapan: Kesiapan
    kalimat: str
    saran: str = ""
    ke: str = ""


def states_of(kantor: PerangkatDaerah, period: Period, at: datetime) -> Mapping[str, KeadaanDokumen]:
    """Kind → its state for a period as known at `at`; yearly documents speak of the year of the period."""
    figures = figures_of(kantor, period, at)
    yearly = figures_of(kantor, Period(period.tahun), at) if period.triwulan else figures
    plan = _plan(figures)
    found = {
        "iku": plan,
        "matrik": plan,
        "pk": _agreements(kantor, period.tahun, at),
        "renaksi": _actions(kantor, period.tahun, at),
        "pengukuran": _measured(figures, period),
        "lembar": _measured(figures, period),
        "lkjip": _reported(yearly, Period(period.tahun)),
        "lhe": _evaluated(kantor, period.tahun, at),
        "kartu": plan,
        "msind": plan,
    }
    return {kode: found[kode] for kode in JENIS}


def _plan(figures: tuple[AngkaKantor, ...]) -> KeadaanDokumen:
    if not figures:
        return KeadaanDokumen("kosong", "Kantor ini belum memakai satu IKU pun.", "Pakai indikator dari katalog", "katalog")
    published = sum(one.terbit is not None for one in figures)
    count = format_angka(len(figures))
    told = f"{format_angka(published)} dari {count} angka terbit" if published else f"{count} IKU, belum ada angka terbit"
    return KeadaanDokumen("siap", told + ".")


def _measured(figures: tuple[AngkaKantor, ...], period: Period) -> KeadaanDokumen:
    published = sum(one.terbit is not None for one in figures)
    if published:
        return KeadaanDokumen("siap", f"{format_angka(published)} dari {format_angka(len(figures))} angka terbit.")
    working = sum(one.kini is not None for one in figures)
    if working:
        told = f"Belum ada angka terbit untuk {period.label}; {format_angka(working)} angka masih dikerjakan."
        return KeadaanDokumen("draf", told, "Lihat yang menunggu", "tugas")
    return KeadaanDokumen("kosong", f"Belum ada angka untuk {period.label}.", "Buka periode pengukuran", "periode")


def _reported(figures: tuple[AngkaKantor, ...], period: Period) -> KeadaanDokumen:
    found = _measured(figures, period)
    return found if found.kesiapan == "kosong" else replace(found, saran="Tulis bagian laporan", ke="laporan")


def _agreements(kantor: PerangkatDaerah, tahun: int, at: datetime) -> KeadaanDokumen:
    count = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor, tahun=tahun, diketahui__lte=at).count()
    if count:
        return KeadaanDokumen("siap", f"{format_angka(count)} perjanjian ditandatangani.", "Lihat perjanjian", "pk")
    return KeadaanDokumen("draf", f"Perjanjian {tahun} belum dicatat.", "Catat perjanjian kinerja", "pk")


def _actions(kantor: PerangkatDaerah, tahun: int, at: datetime) -> KeadaanDokumen:
    found = RencanaAksi.objects.filter(indikator__perangkat_daerah=kantor, tahun=tahun, dibuat_pada__lte=at)
    count = found.filter(dihapus_pada=None).count()
    if count:
        return KeadaanDokumen("siap", f"{format_angka(count)} kegiatan tercatat.", "Lihat rencana aksi", "rencana-aksi")
    return KeadaanDokumen("kosong", f"Belum ada rencana aksi {tahun}.", "Isi rencana aksi", "rencana-aksi")


def _evaluated(kantor: PerangkatDaerah, tahun: int, at: datetime) -> KeadaanDokumen:
    sheet = sheet_of(kantor, tahun, at)
    graded = f"{format_angka(len(sheet.evaluator))} sub-komponen dinilai evaluator"
    if sheet.ditetapkan:
        score = format_angka(parse_fraction(sheet.ditetapkan), 2)
        return KeadaanDokumen("siap", f"{graded}; nilai {score} ditetapkan.", "Lihat evaluasi", "lke")
    if sheet.evaluator:
        return KeadaanDokumen("draf", f"{graded}; hasilnya belum ditetapkan.", "Lihat evaluasi", "lke")
    return KeadaanDokumen("kosong", f"Evaluator belum menilai {tahun}.", "Lihat evaluasi", "lke")
