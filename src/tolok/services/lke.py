"""The evaluation sheet (LKE): the office grades itself, the evaluator grades it, and the result becomes rows and a figure.

Grades stand per sub-komponen; criteria are probes. Only the established result reaches the register and TK-01.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Literal

import yaml
from django.db import transaction
from django.db.models import Q

from tolok.measurement.akip import BobotAkip, Komponen, NilaiAkip, SubKomponen, akip_nilai
from tolok.measurement.parameter import load_akip
from tolok.registers.cell_text import tidy
from tolok.services import paket
from tolok.services.akses import NotFoundError, require
from tolok.services.formulir import receive_form, recompute_year
from tolok.services.riwayat import log_change
from tolok.store.models import Kiriman, NilaiLke, Pengguna, PerangkatDaerah, RegisterRow, register_model
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka
from tolok.values.period import Period

Penilai = Literal["mandiri", "evaluator"]
PENILAI: dict[Penilai, str] = {"mandiri": "Penilaian mandiri", "evaluator": "Penilaian evaluator"}
SYARAT_AA = "AA dan A meminta terpenuhi semua serta dipertahankan: lima tahun untuk AA, satu tahun untuk A."
KODE_NILAI = "nilai_lhe"


@dataclass(frozen=True)
class Kriteria:
    """One probe of a sub-komponen; `sudah` names what the system can prove, '' where nothing."""

    nomor: int
    isi: str
    bukti: str
    sudah: str


@dataclass(frozen=True)
class Nilai:
    """A grade that holds: by whom, with which criteria found fulfilled. `dasar`: its key, 0 for a row of the register."""

    grade: str
    kriteria: Sequence[int]
    catatan: str
    bukti: str
    oleh: str
    pada: datetime
    dasar: int


@dataclass(frozen=True)
class Lembar:
    """The sheet of a year at an instant: grades by sub-komponen of both sides, both scores, the established one."""

    bobot: BobotAkip
    mandiri: Mapping[str, Nilai]
    evaluator: Mapping[str, Nilai]
    nilai_mandiri: NilaiAkip
    nilai_evaluator: NilaiAkip
    ditetapkan: str
    lhe: str

    def nilai(self, penilai: Penilai) -> Mapping[str, Nilai]:
        return self.mandiri if penilai == "mandiri" else self.evaluator


@cache
def _criteria() -> dict[str, tuple[str, tuple[Kriteria, ...]]]:
    raw = yaml.safe_load((paket.pack_folder() / "formulir" / "lke.yaml").read_text(encoding="utf-8"))["sub"]
    return {
        kode: (
            one["judul"],
            tuple(Kriteria(n, k["isi"], k.get("bukti", ""), k.get("sudah", "")) for n, k in enumerate(one["kriteria"], 1)),
        )
        for kode, one in raw.items()
    }


def title_of(sub: str) -> str:
    """What a sub-komponen asks, in the words of the regulation."""
    return _criteria()[sub][0]


def criteria_of(sub: str) -> tuple[Kriteria, ...]:
    """The criteria of a sub-komponen, in the order of the regulation."""
    return _criteria()[sub][1]


def weights(tahun: int) -> BobotAkip:
    """The LKE in force in a year; the oldest one for years before it."""
    known = sorted(load_akip(paket.pack_folder() / "parameter"), key=lambda one: one.berlaku_sejak)
    return next((one for one in reversed(known) if one.berlaku_sejak.year <= tahun), known[0])


def komponen_of(tahun: int, kode: str) -> Komponen:
    """One komponen of the year's LKE. Raises NotFoundError."""
    found = next((one for one in weights(tahun).komponen if one.kode == kode), None)
    if found is None:
        raise NotFoundError(kode)
    return found


def suggested_grade(fulfilled: int, of: int) -> str:
    """The grade that the share of fulfilled criteria gives by itself: all BB, above 75% B, above 50% CC, … none E."""
    share = Fraction(fulfilled, of) if of else Fraction(0)
    steps = ((Fraction(1), "BB"), (Fraction(3, 4), "B"), (Fraction(1, 2), "CC"), (Fraction(1, 4), "C"), (Fraction(0), "D"))
    return next((grade for bound, grade in steps if share > bound or share == bound == 1), "E")


def sheet_of(kantor: PerangkatDaerah, tahun: int, at: datetime) -> Lembar:
    """The sheet as known at `at`. An evaluator's grade that is newer than the register's row stands in its place."""
    bobot = weights(tahun)
    given: dict[str, dict[str, Nilai]] = {"mandiri": {}, "evaluator": {}}
    rows = {str(row.kode_sub_komponen): row for row in _known("lke", kantor, tahun, at)}
    for kode, row in rows.items():
        if row.grade:
            given["evaluator"][kode] = Nilai(row.grade, (), "", "", "", row.diketahui_dari, 0)
    for one in NilaiLke.objects.filter(perangkat_daerah=kantor, tahun=tahun, pada__lte=at).select_related("oleh"):
        before, who = given[one.penilai].get(one.sub), one.oleh.nama if one.oleh else ""
        if before is None or one.pada >= before.pada or before.grade == one.grade:
            given[one.penilai][one.sub] = Nilai(one.grade, one.kriteria, one.catatan, one.bukti, who, one.pada, one.pk)
        else:  # the register was corrected after this grade; whoever grades anew still grades after it
            given[one.penilai][one.sub] = replace(before, dasar=one.pk)
    known = {sub.kode for komponen in bobot.komponen for sub in komponen.sub}
    scores = {
        side: akip_nilai({kode: one.grade for kode, one in grades.items() if kode in known}, bobot)
        for side, grades in given.items()
    }
    lhe = next((row for row in _known("data", kantor, tahun, at) if row.kode == KODE_NILAI and row.triwulan == 0), None)
    return Lembar(
        bobot, given["mandiri"], given["evaluator"], scores["mandiri"], scores["evaluator"],
        str(lhe.nilai) if lhe else "", str(lhe.bukti or "") if lhe else "",
    )  # fmt: skip


def _known(register: str, kantor: PerangkatDaerah, tahun: int, at: datetime) -> list[RegisterRow]:
    rows = register_model(register).objects.filter(perangkat_daerah=kantor.kode, periode=tahun, diketahui_dari__lte=at)
    return list(rows.filter(Q(diketahui_sampai=None) | Q(diketahui_sampai__gt=at)))


def may_grade(penilai: Penilai) -> Literal["jawab_pengawasan", "isi_pengawasan"]:
    """The right that a side of the sheet asks for."""
    return "jawab_pengawasan" if penilai == "mandiri" else "isi_pengawasan"


@transaction.atomic
def grade_sub(
    kantor: PerangkatDaerah, tahun: int, sub: str, penilai: Penilai, typed: Mapping[str, object], *,
    by: Pengguna, at: datetime,
) -> NilaiLke:  # fmt: skip
    """Lay a grade down: `grade`, `kriteria` (numbers), `catatan`, `bukti`, `dasar` (the key that was looked at).

    IssueError: TLK-R085 what is missing, TLK-R086 somebody else graded meanwhile.
    """
    require(by, kantor, may_grade(penilai))
    here = NilaiLke.objects.filter(perangkat_daerah=kantor, tahun=tahun, sub=sub, penilai=penilai).last()
    if str(typed.get("dasar", "")) != str(here.pk if here else 0):
        raise IssueError(_issue(sub, "baru saja dinilai orang lain", "periksa nilainya yang sekarang", "TLK-R086"))
    issues = list(_grade_issues(tahun, sub, typed))
    if issues:
        raise IssueError(issues)
    kriteria = typed.get("kriteria", ())
    assert isinstance(kriteria, Sequence)  # noqa: S101  # checked by _grade_issues
    told = {
        "grade": str(typed["grade"]),
        "kriteria": sorted({int(one) for one in kriteria} & {one.nomor for one in criteria_of(sub)}),
        "catatan": tidy(str(typed.get("catatan", ""))),
        "bukti": tidy(str(typed.get("bukti", ""))),
    }
    if here and {name: getattr(here, name) for name in told} == told:
        return here
    made = NilaiLke.objects.create(perangkat_daerah=kantor, tahun=tahun, sub=sub, penilai=penilai, **told, oleh=by, pada=at)
    log_change(f"lke.{penilai}", f"{tahun} {sub}", at=at, by=by, kantor=kantor, isi={"grade": made.grade})
    return made


def _grade_issues(tahun: int, sub: str, typed: Mapping[str, object]) -> Iterator[Issue]:
    bobot = weights(tahun)
    if typed.get("grade") not in dict(bobot.jawaban):
        yield _issue(f"grade_{sub}", "nilai belum dipilih", "pilih satu dari AA sampai E")
        return
    total, marked = len(criteria_of(sub)), typed.get("kriteria", ())
    fulfilled = len(marked) if isinstance(marked, Sequence) else 0
    if typed["grade"] in ("AA", "A", "BB") and fulfilled < total:
        todo = f"beri {suggested_grade(fulfilled, total)} atau di bawahnya, atau tandai yang sudah terpenuhi"
        yield _issue(f"grade_{sub}", f"{fulfilled} dari {total} kriteria terpenuhi, belum semua", todo)
    if typed["grade"] in ("AA", "A") and len(tidy(str(typed.get("catatan", "")))) < 20:
        yield _issue(f"catatan_{sub}", "AA dan A meminta penjelasan", "ceritakan upaya dan sejak tahun berapa")


@dataclass(frozen=True)
class Penetapan:
    """The letter by which the result is established."""

    nomor: str
    tanggal: str


@transaction.atomic
def establish(kantor: PerangkatDaerah, tahun: int, surat: Penetapan, *, by: Pengguna, at: datetime) -> Kiriman:
    """The evaluator's twelve grades into the register, their score into `data`, TK-01 and TK-04 computed anew.

    IssueError TLK-R085: a grade or the letter is missing, or nothing changed. Done again it is a correction.
    """
    require(by, kantor, "isi_pengawasan")
    sheet = sheet_of(kantor, tahun, at)
    nilai = sheet.nilai_evaluator
    issues = [] if nilai.alasan is None else [_issue("penetapan", nilai.alasan, "nilai dahulu semua sub-komponen")]
    issues += list(_letter_issues(surat, at))
    if issues or nilai.nilai is None:
        raise IssueError(issues)
    letter = f"LHE {tidy(surat.nomor)} tanggal {date.fromisoformat(surat.tanggal):%d-%m-%Y}"
    rows = [_lke_row(tahun, komponen, sub, sheet) for komponen in sheet.bobot.komponen for sub in komponen.sub]
    nama = f"formulir {letter}"[:200]
    receive_form(kantor, "lke", Period(tahun), rows, nama=nama, by=by, at=at)
    figure = {
        "kode": KODE_NILAI, "tahun": str(tahun), "triwulan": "0", "kode_wilayah": kantor.pemda_id,
        "nilai": format_angka(nilai.nilai, 2), "status": "tetap", "bukti": letter,
    }  # fmt: skip
    kiriman = receive_form(kantor, "data", Period(tahun), [figure], nama=nama, by=by, at=at)
    recompute_year(kantor, tahun, kiriman, letter, by)
    log_change("lke.ditetapkan", f"{tahun}", at=at, by=by, kantor=kantor, isi={"nilai": figure["nilai"], "surat": letter})
    return kiriman


def _lke_row(tahun: int, komponen: Komponen, sub: SubKomponen, sheet: Lembar) -> dict[str, str]:
    grade = sheet.evaluator[sub.kode].grade
    return {
        "kode_sub_komponen": sub.kode,
        "tahun": str(tahun),
        "komponen": komponen.nama,
        "sub_komponen": sub.nama,
        "grade": grade,
        "nilai": format_angka(dict(sheet.bobot.jawaban)[grade]),
        "bobot": format_angka(sub.bobot, 2),
    }


def _letter_issues(surat: Penetapan, at: datetime) -> Iterator[Issue]:
    if not tidy(surat.nomor):
        yield _issue("nomor", "nomor LHE belum diisi", "salin dari laporan hasil evaluasi")
    try:
        if date.fromisoformat(surat.tanggal) > at.date():
            yield _issue("tanggal", "tanggal LHE di masa depan", "periksa tanggalnya")
    except ValueError:
        yield _issue("tanggal", "tanggal LHE belum diisi", "pilih tanggalnya")


def _issue(di_mana: str, apa: str, saran: str, kode: str = "TLK-R085") -> Issue:
    return Issue(kode, "salah", di_mana, apa, "nilai evaluasi menjadi angka resmi kantor", saran)
