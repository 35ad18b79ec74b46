"""Findings and recommendations: entered by the inspectorate, answered by the office, decided by letter, due in 60 days.

Register rows carry the truth (TK-02, TK-05, TK-06 read them); a decision is a correction of the row with its reason.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Literal

import yaml
from django.db import transaction
from django.db.models import Q

from tolok.registers.cell_text import tidy
from tolok.services import paket
from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.formulir import receive_form, recompute_year
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.riwayat import log_change
from tolok.store.models import Pengguna, PerangkatDaerah, RegisterRow, TindakLanjut, register_model, schemas
from tolok.values.issue import Issue, IssueError
from tolok.values.number import parse_angka
from tolok.values.period import Period

SESUAI, BELUM_SESUAI, BELUM, TIDAK_DAPAT = (
    "sesuai", "belum sesuai", "belum ditindaklanjuti", "tidak dapat ditindaklanjuti",
)  # fmt: skip
STATUS = (SESUAI, BELUM_SESUAI, BELUM, TIDAK_DAPAT)
ASAL = ("APEP", "APIP")
TERPENDEK = 10
Tenggat = Literal["selesai", "lewat", "dekat", "berjalan"]
DEKAT = timedelta(days=14)


@dataclass(frozen=True)
class Rekomendasi:
    """One recommendation as known at an instant, with what was reported about it by then."""

    baris: RegisterRow
    batas: date
    tindak_lanjut: Sequence[TindakLanjut]

    @property
    def status(self) -> str:
        return str(self.baris.status or BELUM)

    @property
    def selesai(self) -> bool:
        return self.status in (SESUAI, TIDAK_DAPAT)

    def tenggat(self, hari: date) -> Tenggat:
        """Where it stands against its 60 days on a day."""
        if self.selesai:
            return "selesai"
        if hari > self.batas:
            return "lewat"
        return "dekat" if hari >= self.batas - DEKAT else "berjalan"


@dataclass(frozen=True)
class Temuan:
    """One finding with its recommendations."""

    baris: RegisterRow
    rekomendasi: Sequence[Rekomendasi]

    @property
    def selesai(self) -> bool:
        """All recommendations followed as advised: what TK-02 counts."""
        return bool(self.rekomendasi) and all(one.status == SESUAI for one in self.rekomendasi)


@cache
def days_allowed() -> int:
    """Days from the report within which a recommendation is to be followed (the dated parameter of the pack)."""
    rows = yaml.safe_load((paket.pack_folder() / "parameter" / "param.yaml").read_text(encoding="utf-8"))["param"]
    found = [one for one in rows if one["kode"] == "batas_hari_tindak_lanjut"]
    return int(max(found, key=lambda one: str(one["berlaku_sejak"]))["nilai"])


def _known(register: str, kantor: PerangkatDaerah, at: datetime) -> list[RegisterRow]:
    rows = register_model(register).objects.filter(perangkat_daerah=kantor.kode, diketahui_dari__lte=at)
    return list(rows.filter(Q(diketahui_sampai=None) | Q(diketahui_sampai__gt=at)).order_by("tanggal_lhp", "pk"))


def findings_of(kantor: PerangkatDaerah, at: datetime, tahun: int | None = None) -> tuple[Temuan, ...]:
    """The office's findings as known at `at`, the newest report first; of one year where it is given."""
    steps: dict[str, list[TindakLanjut]] = {}
    for step in TindakLanjut.objects.filter(perangkat_daerah=kantor, pada__lte=at).select_related("oleh"):
        steps.setdefault(step.rekomendasi, []).append(step)
    by_finding: dict[str, list[Rekomendasi]] = {}
    for row in _known("rekomendasi", kantor, at):
        due = row.tanggal_lhp + timedelta(days=days_allowed())
        by_finding.setdefault(row.nomor_temuan, []).append(Rekomendasi(row, due, steps.get(row.entitas, ())))
    for parts in by_finding.values():  # 2 before 10; a correction does not move a line
        parts.sort(key=lambda one: (len(one.baris.nomor_rekomendasi), one.baris.nomor_rekomendasi))
    found = [row for row in _known("temuan", kantor, at) if tahun is None or row.periode == tahun]
    found.sort(key=lambda row: (row.tanggal_lhp, row.pk), reverse=True)
    return tuple(Temuan(row, by_finding.get(row.nomor_temuan, [])) for row in found)


def statistics_of(findings: Sequence[Temuan]) -> dict[str, Counter[str]]:
    """Source (APEP, APIP) → how many findings, recommendations, and recommendations by status."""
    counted = {asal: Counter[str]() for asal in ASAL}
    for one in findings:
        count = counted[one.baris.asal]
        count["temuan"] += 1
        count["temuan selesai"] += one.selesai
        for part in one.rekomendasi:
            count["rekomendasi"] += 1
            count[part.status] += 1
    return counted


def open_temuan_for(pengguna: Pengguna, slug: str, entitas: str, at: datetime) -> Temuan:
    """One finding of the person's office. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_baris")
    found = next((one for one in findings_of(kantor, at) if one.baris.entitas == entitas), None)
    if found is None:
        raise NotFoundError(entitas)
    return found


@dataclass(frozen=True)
class TemuanBaru:
    """A finding as it was typed; `rekomendasi`: (text, amount) for each."""

    nomor: str
    tanggal_lhp: str
    asal: str
    uraian: str
    rekomendasi: tuple[tuple[str, str], ...]


@transaction.atomic
def add_temuan(kantor: PerangkatDaerah, typed: TemuanBaru, *, by: Pengguna, at: datetime) -> str:
    """Enter a finding with its recommendations; returns its entity. IssueError (TLK-R083, and the register's own)."""
    require(by, kantor, "isi_pengawasan")
    issues = list(_new_issues(kantor, typed, at))
    if issues:
        raise IssueError(issues)
    tahun = date.fromisoformat(typed.tanggal_lhp).year
    head = {"nomor_temuan": tidy(typed.nomor), "tahun": str(tahun), "tanggal_lhp": typed.tanggal_lhp, "asal": typed.asal}
    parts = [
        {**head, "nomor_rekomendasi": str(number), "uraian": tidy(text), "status": BELUM,
         "nilai_rekomendasi": _plain(amount), "nilai_tindak_lanjut": "0"}
        for number, (text, amount) in enumerate(typed.rekomendasi, 1)
    ]  # fmt: skip
    nama = f"formulir temuan {head['nomor_temuan']}"[:200]
    period = Period(tahun)
    # Recommendations first: a finding is counted by them.
    receive_form(kantor, "rekomendasi", period, parts, nama=nama, by=by, at=at)
    rows = [{**head, "uraian": tidy(typed.uraian)}]
    kiriman = receive_form(kantor, "temuan", period, rows, nama=nama, by=by, at=at)
    recompute_year(kantor, tahun, kiriman, f"temuan {head['nomor_temuan']} dimasukkan", by)
    made = register_model("temuan").objects.get(
        perangkat_daerah=kantor.kode, nomor_temuan=head["nomor_temuan"], periode=tahun, diketahui_sampai=None
    )
    return str(made.entitas)


def _plain(amount: str) -> str:
    value = parse_angka(amount) if amount.strip() else Fraction(0)
    return "" if value is None else str(int(value))


def _new_issues(kantor: PerangkatDaerah, typed: TemuanBaru, at: datetime) -> Iterator[Issue]:
    if not tidy(typed.nomor):
        yield _issue("nomor", "nomor temuan belum diisi", "salin dari laporan hasil pemeriksaan")
    elif any(one.baris.nomor_temuan == tidy(typed.nomor) for one in findings_of(kantor, at)):
        yield _issue("nomor", "nomor temuan ini sudah ada", "buka temuan itu, atau perbaiki nomornya")
    if typed.asal not in ASAL:
        yield _issue("asal", "asal pemeriksaan belum dipilih", "pilih APEP (BPK) atau APIP (Inspektorat)")
    yield from _date_issues("tanggal_lhp", typed.tanggal_lhp, at)
    if len(tidy(typed.uraian)) < TERPENDEK:
        yield _issue("uraian", "uraian temuan belum cukup", f"paling sedikit {TERPENDEK} huruf")
    if not typed.rekomendasi:
        yield _issue("rekomendasi_1", "belum ada rekomendasi", "isi paling sedikit satu rekomendasi")
    for number, (text, amount) in enumerate(typed.rekomendasi, 1):
        if len(tidy(text)) < TERPENDEK:
            yield _issue(f"rekomendasi_{number}", "rekomendasi belum cukup", f"paling sedikit {TERPENDEK} huruf")
        yield from _amount_issues(f"nilai_{number}", amount)


def _date_issues(di_mana: str, typed: str, at: datetime) -> Iterator[Issue]:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        yield _issue(di_mana, "tanggal belum diisi", "pilih tanggalnya")
        return
    if day > at.date() or day.year < 2000:
        yield _issue(di_mana, "tanggal tidak mungkin", "tanggal tidak boleh lewat dari hari ini")


def _amount_issues(di_mana: str, typed: str) -> Iterator[Issue]:
    value = parse_angka(typed) if typed.strip() else Fraction(0)
    if value is None or value < 0 or value.denominator != 1 or value > 10**15:
        yield _issue(di_mana, "nilai bukan rupiah utuh", "tulis misalnya 12.500.000, tanpa koma")


def _issue(di_mana: str, apa: str, saran: str, kode: str = "TLK-R083") -> Issue:
    return Issue(kode, "salah", di_mana, apa, "temuan dan rekomendasi tercatat menurut laporannya", saran)


def _open_recommendation(kantor: PerangkatDaerah, entitas: str) -> RegisterRow:
    rows = register_model("rekomendasi").objects.filter(perangkat_daerah=kantor.kode, entitas=entitas)
    row = rows.filter(diketahui_sampai=None).first()
    if row is None:
        raise NotFoundError(entitas)
    return row


@transaction.atomic
def report_follow_up(
    kantor: PerangkatDaerah, entitas: str, typed: Mapping[str, str], *, by: Pengguna, at: datetime
) -> TindakLanjut:
    """The office says what it did: `isi`, `tanggal`, `nilai`, `bukti`. The status stays until the inspectorate decides."""
    require(by, kantor, "jawab_pengawasan")
    row = _open_recommendation(kantor, entitas)
    issues = list(_report_issues(row, typed, at))
    if issues:
        raise IssueError(issues)
    made = TindakLanjut.objects.create(
        perangkat_daerah=kantor, rekomendasi=entitas, aksi="dilaporkan", isi=tidy(typed["isi"]),
        tanggal=date.fromisoformat(typed["tanggal"]), nilai=int(_plain(typed.get("nilai", "")) or 0),
        bukti=tidy(typed["bukti"])[:200], oleh=by, pada=at,
    )  # fmt: skip
    isi = {"tanggal": typed["tanggal"], "bukti": made.bukti}
    log_change("tindaklanjut.dilaporkan", _name(row), at=at, by=by, kantor=kantor, isi=isi)
    return made


def _report_issues(row: RegisterRow, typed: Mapping[str, str], at: datetime) -> Iterator[Issue]:
    if row.status in (SESUAI, TIDAK_DAPAT):
        yield _issue("isi", f"rekomendasi ini sudah diputuskan {row.status}", "tidak ada yang perlu dilaporkan lagi")
    if len(tidy(typed.get("isi", ""))) < TERPENDEK:
        yield _issue("isi", "tindak lanjut belum cukup diceritakan", f"paling sedikit {TERPENDEK} huruf")
    if not tidy(typed.get("bukti", "")):
        yield _issue("bukti", "bukti belum disebut", "sebut dokumen pendukungnya, misalnya nomor surat setoran")
    yield from _date_issues("tanggal", typed.get("tanggal", ""), at)
    if not any(_date_issues("tanggal", typed.get("tanggal", ""), at)) and typed["tanggal"] < row.tanggal_lhp.isoformat():
        yield _issue("tanggal", "tindak lanjut mendahului laporannya", f"laporan bertanggal {row.tanggal_lhp:%d-%m-%Y}")
    yield from _amount_issues("nilai", typed.get("nilai", ""))


@transaction.atomic
def decide_status(
    kantor: PerangkatDaerah, entitas: str, typed: Mapping[str, str], *, by: Pengguna, at: datetime
) -> TindakLanjut:
    """The inspectorate decides `status` by a letter (`bukti`) of a day (`tanggal`), with words (`isi`).

    The row is corrected: status, day of the follow-up (that of the report, else of the letter), amount. IssueError.
    """
    require(by, kantor, "isi_pengawasan")
    row = _open_recommendation(kantor, entitas)
    if typed.get("dasar", "") != str(row.pk):
        raise IssueError(
            _issue("status", "status ini baru saja diubah", "periksa yang sekarang, lalu putuskan lagi", "TLK-R084")
        )
    issues = list(_decision_issues(row, typed, at))
    if issues:
        raise IssueError(issues)
    status, letter = typed["status"], tidy(typed["bukti"])[:200]
    last = TindakLanjut.objects.filter(perangkat_daerah=kantor, rekomendasi=entitas, aksi="dilaporkan").last()
    changed = {"status": status}
    if status in (SESUAI, BELUM_SESUAI):
        changed["tanggal_tindak_lanjut"] = (last.tanggal if last else date.fromisoformat(typed["tanggal"])).isoformat()
        changed["nilai_tindak_lanjut"] = str(last.nilai if last and last.nilai else 0)
    correct_row(row, _typed(row, changed), f"surat {letter}: {tidy(typed['isi'])}", kantor=kantor, by=by, at=at)
    return TindakLanjut.objects.create(
        perangkat_daerah=kantor, rekomendasi=entitas, aksi="diputuskan", isi=tidy(typed["isi"]), bukti=letter,
        tanggal=date.fromisoformat(typed["tanggal"]), status=status, oleh=by, pada=at,
    )  # fmt: skip


def _typed(row: RegisterRow, changed: Mapping[str, str]) -> dict[str, str]:
    """All editable cells as a person would type them, with those that change."""
    return {k.nama: cell_text(k, getattr(row, k.nama)) for k in editable(schemas()["rekomendasi"])} | dict(changed)


def _decision_issues(row: RegisterRow, typed: Mapping[str, str], at: datetime) -> Iterator[Issue]:
    if typed.get("status") not in STATUS:
        yield _issue("status", "status belum dipilih", "pilih satu dari empat status")
    elif typed["status"] == row.status:
        yield _issue("status", "statusnya sama dengan yang sekarang", "pilih status lain, atau batalkan")
    if len(tidy(typed.get("isi", ""))) < TERPENDEK:
        yield _issue("isi", "pertimbangan belum cukup", f"paling sedikit {TERPENDEK} huruf")
    if not tidy(typed.get("bukti", "")):
        yield _issue("bukti", "nomor surat belum diisi", "status hanya berubah dengan surat hasil verifikasi")
    yield from _date_issues("tanggal", typed.get("tanggal", ""), at)


def _name(row: RegisterRow) -> str:
    return f"{row.nomor_temuan} rekomendasi {row.nomor_rekomendasi}"[:120]
