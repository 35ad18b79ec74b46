"""Periods in which an office measures: opening computes every IKU, deadlines, closing, and what each period once was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.measurement.tenggat import NAMA_BATAS, Batas, check_batas
from tolok.services.akses import require
from tolok.services.pengukuran import draft_figures
from tolok.services.riwayat import log_change
from tolok.store.models import IndikatorKantor, LogPerubahan, Pengguna, PerangkatDaerah, PeriodePengukuran, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

_COLUMNS = tuple(f"batas_{one.name}" for one in fields(Batas))


@dataclass(frozen=True)
class Catatan:
    """One thing that happened to a period: opened, deadlines moved, closed, opened again."""

    tindakan: str
    oleh: str
    pada: datetime
    alasan: str
    batas: Batas


@dataclass(frozen=True)
class KeadaanPeriode:
    """A period as it stood at an instant, with its history up to then."""

    period: Period
    batas: Batas
    ditutup: bool
    riwayat: Sequence[Catatan]


def batas_of(row: PeriodePengukuran) -> Batas:
    return Batas(*(getattr(row, name) for name in _COLUMNS))


def batas_text(batas: Batas) -> str:
    """The five dates as one text: what a form carries to say which deadlines it was made for."""
    return ",".join(day.isoformat() for day in batas.days)


def read_batas(typed: Mapping[str, str]) -> Batas:
    """Five dates from a form. Raises IssueError (TLK-U068) with every one that is none."""
    found, issues = [], []
    for name, label in NAMA_BATAS.items():
        try:
            found.append(date.fromisoformat(typed.get(name, "").strip()))
        except ValueError:
            what = f"{label} belum berupa tanggal"
            issues.append(Issue("TLK-U068", "salah", label, what, "", "tulis tahun-bulan-tanggal, misalnya 2025-01-31"))
    if issues:
        raise IssueError(issues)
    return Batas(*found)


def row_of(kantor: PerangkatDaerah, period: Period) -> PeriodePengukuran | None:
    found = PeriodePengukuran.objects.filter(perangkat_daerah=kantor, tahun=period.tahun, triwulan=period.triwulan)
    return found.first()


def open_periods(kantor: PerangkatDaerah, at: datetime) -> list[PeriodePengukuran]:
    """Periods open at an instant, the newest first."""
    known = PeriodePengukuran.objects.filter(Q(ditutup_pada=None) | Q(ditutup_pada__gt=at), dibuka_pada__lte=at)
    return list(known.filter(perangkat_daerah=kantor).order_by("-tahun", "-triwulan"))


def why_closed(kantor: PerangkatDaerah, period: Period, at: datetime, di_mana: str) -> tuple[Issue, ...]:
    """Why no step may be taken in a period (TLK-U065); empty while it is open."""
    row = row_of(kantor, period)
    if row is not None and (row.ditutup_pada is None or row.ditutup_pada > at):
        return ()
    if row is None:
        what, todo = "Periode ini belum dibuka.", "Minta perencana membuka periodenya."
    else:
        what, todo = "Periode ini sudah ditutup.", "Minta perencana membuka kembali periodenya dengan alasan."
    return (Issue("TLK-U065", "salah", di_mana, what, "Angka hanya diproses dalam periode yang terbuka.", todo),)


@transaction.atomic
def open_period(
    kantor: PerangkatDaerah, period: Period, batas: Batas, *, by: Pengguna, at: datetime
) -> tuple[PeriodePengukuran, list[Realisasi]]:
    """Open a period and compute every IKU as a draft. Right: kelola_periode. Raises IssueError with all that forbids it.

    The same person asking for the same deadlines again is answered with what he made the first time.
    """
    require(by, kantor, "kelola_periode")
    known = row_of(kantor, period)
    if known is not None and known.oleh_id == by.pk and batas_of(known) == batas and known.ditutup_pada is None:
        return known, []
    issues = [*_why_not_open(kantor, period, known, at), *check_batas(batas, period)]
    if issues:
        raise IssueError(issues)
    days = dict(zip(_COLUMNS, batas.days, strict=True))
    key = {"perangkat_daerah": kantor, "tahun": period.tahun, "triwulan": period.triwulan}
    try:
        with transaction.atomic():
            row = PeriodePengukuran.objects.create(**key, dibuka_pada=at, oleh=by, **days)
    except IntegrityError:  # two at once: the other was first
        raise IssueError(_already(period)) from None
    _log("dibuka", row, by, at)
    return row, draft_figures(kantor, period, by=by, at=at)


def _why_not_open(kantor: PerangkatDaerah, period: Period, known: PeriodePengukuran | None, at: datetime) -> list[Issue]:
    issues = []
    if known is not None:
        issues.append(_already(period))
    if period.quarter_start > timezone.localdate(at):
        what, why = f"{period.title} belum mulai.", "Periode yang belum mulai belum punya data."
        issues.append(Issue("TLK-U062", "salah", period.label, what, why, "Buka sesudah periodenya mulai."))
    if not IndikatorKantor.objects.filter(perangkat_daerah=kantor).exists():
        what, why = "Kantor ini belum punya IKU.", "Tidak ada yang dapat diukur."
        issues.append(Issue("TLK-U062", "salah", period.label, what, why, "Tetapkan IKU dari katalog dahulu."))
    return issues


def _already(period: Period) -> Issue:
    what = f"{period.title} sudah dibuka."
    return Issue("TLK-U060", "salah", period.label, what, "Satu periode dibuka satu kali.", "Ubah batasnya bila perlu.")


@transaction.atomic
def change_deadlines(
    kantor: PerangkatDaerah, period: Period, batas: Batas, alasan: str, *, dasar: str, by: Pengguna, at: datetime
) -> PeriodePengukuran:
    """Move deadlines of an open period, with a reason. `dasar` is `batas_text` of the deadlines that were looked at."""
    row = _open_row(kantor, period, by, "kelola_periode", at)
    if batas_of(row) == batas and dasar != batas_text(batas):
        return row  # the same click once more
    issues = [*_reason(alasan, period), *check_batas(batas, period)]
    if batas_of(row) == batas:
        issues.append(Issue("TLK-U061", "salah", period.label, "Tidak ada batas yang berubah.", "", "Ubah, atau batalkan."))
    if issues:
        raise IssueError(issues)
    if dasar != batas_text(batas_of(row)):
        raise IssueError(_overtaken(row))
    for name, day in zip(_COLUMNS, batas.days, strict=True):
        setattr(row, name, day)
    row.save()
    _log("batas_diubah", row, by, at, alasan)
    return row


@transaction.atomic
def close_period(kantor: PerangkatDaerah, period: Period, alasan: str, *, by: Pengguna, at: datetime) -> PeriodePengukuran:
    """Close a period: no step is taken in it any more. What is not published then needs a reason (TLK-U064)."""
    row = _open_row(kantor, period, by, "kelola_periode", at)
    unfinished = unpublished(kantor, period)
    if unfinished and len(alasan.strip()) < ALASAN_TERPENDEK:
        what = f"{len(unfinished)} angka belum terbit: {', '.join(unfinished)}."
        why = "Sesudah ditutup tidak ada langkah lagi pada angka itu."
        todo = f"Terbitkan dahulu, atau tulis mengapa ditutup begini, paling sedikit {ALASAN_TERPENDEK} huruf."
        raise IssueError(Issue("TLK-U064", "perlu keputusan", period.label, what, why, todo))
    row.ditutup_pada = at
    row.save(update_fields=["ditutup_pada"])
    _log("ditutup", row, by, at, alasan, {"belum_terbit": unfinished})
    return row


@transaction.atomic
def reopen_period(kantor: PerangkatDaerah, period: Period, alasan: str, *, by: Pengguna, at: datetime) -> PeriodePengukuran:
    """Open a closed period again, with a reason. Right: buka_kembali. Published figures stay as they are."""
    require(by, kantor, "buka_kembali")
    row = _locked(kantor, period)
    if row.ditutup_pada is None:
        raise IssueError(_overtaken(row))
    issues = _reason(alasan, period)
    if issues:
        raise IssueError(issues)
    row.ditutup_pada = None
    row.save(update_fields=["ditutup_pada"])
    _log("dibuka_kembali", row, by, at, alasan)
    return row


def unpublished(kantor: PerangkatDaerah, period: Period) -> list[str]:
    """Codes of the IKU whose newest vintage in a period is not published, in the order of the document."""
    rows = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, tahun=period.tahun, triwulan=period.triwulan)
    newest = dict(rows.order_by("nomor").values_list("indikator__kode", "status"))
    codes = IndikatorKantor.objects.filter(perangkat_daerah=kantor).values_list("kode", flat=True)
    return [kode for kode in codes if newest.get(kode) != "diterbitkan"]


def _open_row(kantor: PerangkatDaerah, period: Period, by: Pengguna, hak: Any, at: datetime) -> PeriodePengukuran:
    require(by, kantor, hak)
    row = _locked(kantor, period)
    if row.ditutup_pada is not None:
        raise IssueError(why_closed(kantor, period, at, period.label))
    return row


def _locked(kantor: PerangkatDaerah, period: Period) -> PeriodePengukuran:
    found = PeriodePengukuran.objects.select_for_update().filter(perangkat_daerah=kantor)
    row = found.filter(tahun=period.tahun, triwulan=period.triwulan).first()
    if row is None:
        what, why = f"{period.title} belum dibuka.", "Yang diubah adalah periode terbuka."
        raise IssueError(Issue("TLK-U065", "salah", period.label, what, why, "Buka periodenya dahulu."))
    return row


def _reason(alasan: str, period: Period) -> list[Issue]:
    if len(alasan.strip()) >= ALASAN_TERPENDEK:
        return []
    why = f"Paling sedikit {ALASAN_TERPENDEK} huruf; dibaca semua orang kantor ini."
    return [Issue("TLK-U063", "salah", "alasan", "Alasan belum cukup.", why, "Tulis mengapa.")]


def _overtaken(row: PeriodePengukuran) -> Issue:
    last = history_of(row.perangkat_daerah, Period(row.tahun, row.triwulan), timezone.now())[-1]
    what = "Periode ini baru saja diubah orang lain."
    why = f"{last.oleh} lebih dahulu: {SEBUTAN[last.tindakan].lower()}. Isian Anda tidak disimpan."
    return Issue("TLK-U067", "salah", Period(row.tahun, row.triwulan).label, what, why, "Periksa keadaannya, lalu ulangi.")


SEBUTAN = {"dibuka": "Dibuka", "batas_diubah": "Batas diubah", "ditutup": "Ditutup", "dibuka_kembali": "Dibuka kembali"}


def _log(
    what: str, row: PeriodePengukuran, by: Pengguna, at: datetime, alasan: str = "", more: Mapping[str, Any] | None = None
) -> None:
    """The whole state goes into the log, so that a period can be read as it stood at any instant."""
    isi = {"batas": batas_text(batas_of(row)), "alasan": alasan.strip(), **(more or {})}
    period = Period(row.tahun, row.triwulan)
    log_change(f"periode.{what}", str(period), at=at, by=by, kantor=row.perangkat_daerah, isi=isi)


def history_of(kantor: PerangkatDaerah, period: Period, at: datetime) -> list[Catatan]:
    """What happened to a period up to an instant, oldest first."""
    return _histories(kantor, at).get(period, [])


def _histories(kantor: PerangkatDaerah, at: datetime) -> dict[Period, list[Catatan]]:
    found = LogPerubahan.objects.filter(perangkat_daerah=kantor, tindakan__startswith="periode.", pada__lte=at)
    histories: dict[Period, list[Catatan]] = {}
    for one in found.select_related("oleh").order_by("pada", "urut"):
        batas = Batas(*map(date.fromisoformat, one.isi["batas"].split(",")))
        by = one.oleh.nama if one.oleh else ""
        entry = Catatan(one.tindakan.removeprefix("periode."), by, one.pada, one.isi["alasan"], batas)
        histories.setdefault(Period.parse(one.objek), []).append(entry)
    return histories


def periods_at(kantor: PerangkatDaerah, at: datetime) -> list[KeadaanPeriode]:
    """Every period that had been opened by an instant, as it stood then, the newest first."""
    histories = _histories(kantor, at)
    return [
        KeadaanPeriode(period, told[-1].batas, told[-1].tindakan == "ditutup", told)
        for period, told in sorted(histories.items(), reverse=True)
    ]
