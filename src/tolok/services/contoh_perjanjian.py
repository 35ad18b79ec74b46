"""The demonstration's agreements: indicators of programs, budgets as first passed, Perjanjian Kinerja of two years.

Names of outputs follow the nomenclature of urusan 2.17 where it has them; every person, target and date is invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tolok.services.anggaran import set_anggaran
from tolok.services.contoh_rencana import RENCANA, pagu_of
from tolok.services.lampiran_pk import KEPALA, Pemangku
from tolok.services.perjanjian import IsianPerjanjian, Pihak, list_perjanjian, make_perjanjian, proposed
from tolok.services.program_indikator import (
    IsianIndikatorProgram,
    add_indikator_program,
    change_indikator_program,
    measures_of,
)
from tolok.store.models import Pengguna, PerangkatDaerah, Program
from tolok.values.instant import WIB

_TAHUN = (2023, 2024)
_ALASAN = "target tahun berikutnya menurut Renja (contoh)"
_KEPALA, _KABID = "Pembina Utama Muda (IV/c)", "Pembina (IV/a)"
_PERUBAHAN = "Pergeseran anggaran pemberdayaan dan pengembangan usaha mikro dalam Perubahan APBD 2024"


@dataclass(frozen=True)
class _Ukuran:
    """An indicator of a program: the result it measures, its name, its unit, its targets of 2023 and 2024."""

    kode: str
    sasaran: str
    nama: str
    satuan: str
    target: tuple[str, str]


@dataclass(frozen=True)
class _Perjanjian:
    """How one office agrees: days of signing by year; budgets in per cent of what they became later; names not among the
    people of the office (`kepala`: with the head of the region) by bidang."""

    ukuran: tuple[_Ukuran, ...]
    hari: Mapping[int, date]
    kepala_daerah: str
    semula: Mapping[str, int]
    nama: Mapping[str, str]


_LAYANAN = "Terpenuhinya layanan penunjang urusan perangkat daerah"
_PENDAMPINGAN = "Jumlah Unit Usaha yang Telah Menerima Pembinaan dan Pendampingan"
_PASURUAN = _Perjanjian(
    ukuran=(
        _Ukuran("2.17.01", _LAYANAN, "Persentase layanan penunjang yang terpenuhi tepat waktu", "%", ("95", "100")),
        _Ukuran("2.17.03", "Meningkatnya koperasi yang patuh dan terawasi",
                "Persentase koperasi yang diperiksa dan diawasi", "%", ("40", "45")),
        _Ukuran("2.17.03.2.01", "Terperiksanya koperasi yang wilayah keanggotaannya dalam kota",
                "Jumlah koperasi yang selesai diperiksa dan diawasi", "koperasi", ("60", "70")),
        _Ukuran("2.17.03.2.01.0003", "",
                "Jumlah Koperasi yang Dilakukan Penguatan Tata Kelola Kelembagaan", "koperasi", ("40", "45")),
        _Ukuran("2.17.03.2.01.0004", "",
                "Jumlah Koperasi yang telah dilakukan Pemeriksaan dan Pengawasan", "koperasi", ("60", "70")),
        _Ukuran("2.17.04", "Meningkatnya kesehatan usaha simpan pinjam koperasi",
                "Jumlah Unit Usaha Koperasi yang Telah Dilakukan Penilaian Kesehatan", "unit usaha", ("52", "56")),
        _Ukuran("2.17.06", "Meningkatnya usaha koperasi",
                "Persentase koperasi yang mendapat pendampingan usaha", "%", ("30", "32,5")),
        _Ukuran("2.17.07", "Meningkatnya keberdayaan usaha mikro", _PENDAMPINGAN, "unit usaha", ("420", "460")),
        _Ukuran("2.17.07", "Meningkatnya keberdayaan usaha mikro",
                "Jumlah Usaha Mikro yang Telah Mendapatkan Perizinan", "usaha", ("250", "300")),
        _Ukuran("2.17.08", "Meningkatnya skala usaha mikro",
                "Jumlah Usaha Mikro yang Terfasilitasi", "usaha", ("180", "210")),
    ),
    hari={2023: date(2023, 1, 27), 2024: date(2024, 1, 26)},
    kepala_daerah="Suryo Adiwinata",
    semula={"2.17.07": 92, "2.17.08": 107},
    nama={},
)  # fmt: skip
_BEKASI = _Perjanjian(
    ukuran=(
        _Ukuran("2.17.01", _LAYANAN, "Persentase layanan penunjang yang terpenuhi tepat waktu", "%", ("92", "94")),
        _Ukuran("2.17.06", "Meningkatnya usaha koperasi",
                "Persentase koperasi yang mendapat pendampingan usaha", "%", ("22", "25")),
        _Ukuran("2.17.07", "Meningkatnya keberdayaan usaha mikro", _PENDAMPINGAN, "unit usaha", ("1.150", "1.300")),
    ),
    hari={2023: date(2023, 1, 30), 2024: date(2024, 2, 12)},
    kepala_daerah="Retno Kusumastuti",
    semula={},
    nama={"Bidang UMKM": "Sekar Ayuningtyas"},
)  # fmt: skip
PERJANJIAN = {"35.75/2.17": _PASURUAN, "32.75/2.17": _BEKASI}


def lay_agreements(tahun: int) -> None:
    """What the planners laid down at the beginning of a year, and the one Perubahan of 2024; nothing before 2023."""
    if tahun not in _TAHUN:
        return
    for kode, plan in PERJANJIAN.items():
        kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=kode)
        by = Pengguna.objects.get(username=RENCANA[kode].perencana)
        _lay_measures(kantor, plan, tahun, by)
        _lay_first_budgets(kantor, plan, tahun, by)
        _sign_all(kantor, plan, tahun, by)
        if tahun == 2024 and plan.semula:
            _sign_change(kantor, plan, tahun, by)


def _programs(kantor: PerangkatDaerah) -> dict[str, Program]:
    found = Program.objects.filter(perangkat_daerah=kantor).select_related("perangkat_daerah", "bidang", "induk")
    return {one.kode: one for one in found}


def _lay_measures(kantor: PerangkatDaerah, plan: _Perjanjian, tahun: int, by: Pengguna) -> None:
    at, programs = datetime(tahun, 1, 9, 9, tzinfo=WIB), _programs(kantor)
    known = {(one.indikator.program_id, one.indikator.nama): one.indikator
             for rows in measures_of(list(programs.values()), at).values() for one in rows}  # fmt: skip
    for one in plan.ukuran:
        program = programs[one.kode]
        isian = IsianIndikatorProgram(one.nama, one.satuan, one.sasaran, one.target[_TAHUN.index(tahun)])
        row = known.get((program.pk, one.nama))
        if row is None:
            add_indikator_program(program, isian, tahun, by=by, at=at)
        else:
            row.program = program
            change_indikator_program(row, isian, tahun, _ALASAN, by=by, at=at)


def _lay_first_budgets(kantor: PerangkatDaerah, plan: _Perjanjian, tahun: int, by: Pengguna) -> None:
    """The budget as first passed; what was spent is told after the year."""
    at, programs = datetime(tahun, 1, 3, 9, tzinfo=WIB), _programs(kantor)
    for one in RENCANA[kantor.kode].program:
        if one.pagu:
            share = plan.semula.get(one.kode, 100) if tahun == 2024 else 100
            set_anggaran(programs[one.kode], tahun, {"pagu": str(pagu_of(one, tahun) * share // 100)}, by=by, at=at)


def _sign_all(kantor: PerangkatDaerah, plan: _Perjanjian, tahun: int, by: Pengguna) -> None:
    day = plan.hari[tahun]
    at = datetime(day.year, day.month, day.day, 10, tzinfo=WIB)
    levels = [one.pemangku for one in list_perjanjian(kantor, tahun, at) if one.pemangku.jenjang != "kegiatan"]
    for count, pemangku in enumerate(levels):
        when = at + timedelta(minutes=15 * count)
        isian = _typed(kantor, plan, tahun, pemangku, when, 0)
        make_perjanjian(kantor, tahun, pemangku, isian, by=by, at=when)


def _sign_change(kantor: PerangkatDaerah, plan: _Perjanjian, tahun: int, by: Pengguna) -> None:
    """The budget as it was passed anew in September, and what follows from it for the head's agreement."""
    at, programs = datetime(tahun, 9, 13, 9, tzinfo=WIB), _programs(kantor)
    for one in RENCANA[kantor.kode].program:
        if one.kode in plan.semula:
            set_anggaran(programs[one.kode], tahun, {"pagu": str(pagu_of(one, tahun))}, by=by, at=at)
    when = at + timedelta(days=7)
    isian = _typed(kantor, plan, tahun, KEPALA, when, 1)
    isian = replace(isian, alasan="strategi", penjelasan=_PERUBAHAN)
    make_perjanjian(kantor, tahun, KEPALA, isian, by=by, at=when)


def _typed(
    kantor: PerangkatDaerah, plan: _Perjanjian, tahun: int, pemangku: Pemangku, at: datetime, nomor: int
) -> IsianPerjanjian:
    pertama, kedua = proposed(kantor, tahun, pemangku, at)
    if not pertama.nama:
        jabatan = f"Kepala {pemangku.nama} {kantor.nama} {kantor.pemda.nama}"
        pertama = Pihak(plan.nama[pemangku.nama], jabatan)
    if pemangku.jenjang == "kepala":
        pertama, kedua = _ranked(pertama, _KEPALA), replace(kedua, nama=plan.kepala_daerah)
    else:
        pertama, kedua = _ranked(pertama, _KABID), _ranked(kedua, _KEPALA)
    return IsianPerjanjian(pertama, kedua, at.date(), nomor, date(tahun, 1, 2), "APBD")


def _ranked(pihak: Pihak, pangkat: str) -> Pihak:
    return replace(pihak, pangkat=pihak.pangkat or pangkat)
