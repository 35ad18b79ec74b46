"""Rencana Aksi: the activities by which each IKU's target of a year is to be reached.

Nothing is overwritten: a change closes the old activity and adds a new one in its place, so that the plan of any past day
can be printed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.anggaran import read_rupiah
from tolok.services.program import programs_on
from tolok.services.rencana import short_reason, unchanged, wants
from tolok.services.riwayat import log_change
from tolok.store.models import Bidang, IndikatorKantor, Pengguna, PerangkatDaerah, Program, RencanaAksi
from tolok.values.issue import Issue, IssueError
from tolok.values.period import ROMAN

_LONGEST_URAIAN = 500
_LONGEST_KELUARAN = 240


@dataclass(frozen=True)
class AksiIku:
    """One IKU with its activities of a year, in their order."""

    indikator: IndikatorKantor
    aksi: Sequence[RencanaAksi]


@dataclass(frozen=True)
class IsianAksi:
    """What a form says of an activity. `anggaran` as typed, '' where it costs nothing of its own."""

    uraian: str
    keluaran: str = ""
    program: int | None = None
    bidang: int | None = None
    triwulan: tuple[int, ...] = ()
    anggaran: str = ""


@dataclass
class _Found:
    """What the form's words lead to, and what is wrong with them."""

    program: Program | None = None
    bidang: Bidang | None = None
    anggaran: int | None = None
    issues: list[Issue] = field(default_factory=list)


# --- reading ----------------------------------------------------------------------------------------------------------


def renaksi_at(kantor: PerangkatDaerah, tahun: int, at: datetime) -> list[AksiIku]:
    """Every IKU of the office with its activities of a year as they stood at an instant; two queries."""
    iku = IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut", "id")
    indikator = list(iku.select_related("bidang", "sasaran", "perangkat_daerah__pemda"))
    found = RencanaAksi.objects.filter(indikator__in=indikator, tahun=tahun, dibuat_pada__lte=at)
    held = found.filter(Q(dihapus_pada=None) | Q(dihapus_pada__gt=at)).select_related("program", "bidang", "oleh")
    rows = list(held.order_by("urut", "id"))
    return [AksiIku(one, [row for row in rows if row.indikator_id == one.pk]) for one in indikator]


def open_aksi_for(pengguna: Pengguna, slug: str, aksi_id: int) -> RencanaAksi:
    """An activity that stands in the plan of an office in which the person works. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = RencanaAksi.objects.filter(
        indikator__perangkat_daerah=kantor, indikator__dihapus_pada=None, pk=aksi_id, dihapus_pada=None
    )
    row = found.select_related("indikator__perangkat_daerah__pemda", "indikator__bidang", "program", "bidang").first()
    if row is None:
        raise NotFoundError(str(aksi_id))
    return row


def programs_for(kantor: PerangkatDaerah, tahun: int) -> list[Program]:
    """Programs, kegiatan and sub kegiatan whose code is valid at the end of a year: what an activity can belong to."""
    return programs_on(kantor, date(tahun, 12, 31))


def triwulan_text(triwulan: Sequence[int]) -> str:
    """`TW I–III`, `TW I, III`, `TW IV`; '' for none."""
    quarters = sorted(set(triwulan))
    if not quarters:
        return ""
    if len(quarters) > 1 and quarters == list(range(quarters[0], quarters[-1] + 1)):
        return f"TW {ROMAN[quarters[0]]}–{ROMAN[quarters[-1]]}"
    return f"TW {', '.join(ROMAN[one] for one in quarters)}"


# --- writing ----------------------------------------------------------------------------------------------------------


def _check(indikator: IndikatorKantor, tahun: int, isian: IsianAksi) -> _Found:
    found, kantor = _Found(), indikator.perangkat_daerah
    if not 5 <= len(_line(isian.uraian)) <= _LONGEST_URAIAN:
        todo = f"Tulis apa yang dilakukan, 5 sampai {_LONGEST_URAIAN} huruf."
        found.issues.append(wants("TLK-U100", "uraian", "Uraian aksinya belum ditulis.", todo))
    if len(_line(isian.keluaran)) > _LONGEST_KELUARAN:
        todo = f"Ringkaskan sampai {_LONGEST_KELUARAN} huruf."
        found.issues.append(wants("TLK-U100", "keluaran", "Keluarannya terlalu panjang.", todo))
    if isian.program is not None:
        found.program = next((one for one in programs_for(kantor, tahun) if one.pk == isian.program), None)
        if found.program is None:
            what = f"Program itu tidak berlaku pada {tahun} di kantor ini."
            found.issues.append(wants("TLK-U104", "program", what, "Pilih program dari daftarnya."))
    found.bidang = Bidang.objects.filter(perangkat_daerah=kantor, pk=isian.bidang).first()
    if found.bidang is None:
        todo = "Pilih bidang dari daftarnya."
        found.issues.append(wants("TLK-U105", "bidang", "Penanggung jawabnya belum dipilih.", todo))
    if not isian.triwulan or not set(isian.triwulan) <= set(ROMAN):
        todo = "Centang satu triwulan atau lebih."
        found.issues.append(wants("TLK-U160", "triwulan", "Jadwal aksinya belum dipilih.", todo))
    if isian.anggaran.strip():
        found.anggaran = read_rupiah(isian.anggaran)
        if found.anggaran is None:
            what, why = f"`{isian.anggaran.strip()[:30]}` bukan jumlah rupiah.", "Anggaran dicatat dalam rupiah penuh."
            todo = "Tulis rupiah penuh tanpa sen, misalnya 25.000.000, atau kosongkan."
            found.issues.append(wants("TLK-U130", "anggaran", what, todo, why))
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def _new(indikator: IndikatorKantor, tahun: int, urut: int, isian: IsianAksi, found: _Found) -> RencanaAksi:
    return RencanaAksi(
        indikator=indikator, program=found.program, bidang=found.bidang, tahun=tahun, urut=urut,
        uraian=_line(isian.uraian), keluaran=_line(isian.keluaran), triwulan=sorted(set(isian.triwulan)),
        anggaran=found.anggaran,
    )  # fmt: skip


@transaction.atomic
def add_aksi(indikator: IndikatorKantor, tahun: int, isian: IsianAksi, *, by: Pengguna, at: datetime) -> RencanaAksi:
    """A new activity at the end of an IKU's list of a year.

    IssueError TLK-U100, TLK-U104, TLK-U105, TLK-U130, TLK-U160.
    """
    kantor = indikator.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    IndikatorKantor.objects.select_for_update().get(pk=indikator.pk)  # of two people at once the second comes behind
    found = _check(indikator, tahun, isian)
    if found.issues:
        raise IssueError(found.issues)
    last = RencanaAksi.objects.filter(indikator=indikator, tahun=tahun).aggregate(Max("urut"))["urut__max"] or 0
    row = _saved(_new(indikator, tahun, last + 1, isian, found), by, at)
    log_change("rencana.aksi_ditambah", _named(row), at=at, by=by, kantor=kantor, isi=_content(row))
    return row


@transaction.atomic
def change_aksi(row: RencanaAksi, isian: IsianAksi, *, by: Pengguna, at: datetime) -> RencanaAksi:
    """Other words for an activity: the old one is closed, the new one stands in its place.

    IssueError as `add_aksi`, TLK-U112 where nothing differs, TLK-U161 where somebody was faster.
    """
    kantor = row.indikator.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    row = _still_there(row)
    found = _check(row.indikator, row.tahun, isian)
    new = _new(row.indikator, row.tahun, row.urut, isian, found)
    before, after = _content(row), _content(new)
    if not found.issues and before == after:
        found.issues.append(unchanged("uraian"))
    if found.issues:
        raise IssueError(found.issues)
    RencanaAksi.objects.filter(pk=row.pk).update(dihapus_pada=at)
    new = _saved(new, by, at)
    isi = {nama: {"lama": before[nama], "baru": after[nama]} for nama in after if before[nama] != after[nama]}
    log_change("rencana.aksi_diubah", _named(new), at=at, by=by, kantor=kantor, isi={**isi, "menggantikan": row.pk})
    return new


@transaction.atomic
def move_aksi(row: RencanaAksi, naik: bool, *, by: Pengguna, at: datetime) -> bool:
    """Change places with the neighbour on the same IKU and year; False where there is none on that side.

    Both are closed and stand anew, so that the order of a past day is kept. IssueError TLK-U161.
    """
    kantor = row.indikator.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    row = _still_there(row)
    near = list(
        RencanaAksi.objects.filter(indikator=row.indikator_id, tahun=row.tahun, dihapus_pada=None)
        .select_related("indikator")
        .order_by("urut", "id")
    )
    place = next(n for n, one in enumerate(near) if one.pk == row.pk)
    other = place + (-1 if naik else 1)
    if not 0 <= other < len(near):
        return False
    pair = (near[place], near[other])
    RencanaAksi.objects.filter(pk__in=[one.pk for one in pair]).update(dihapus_pada=at)
    moved, _ = (_copied(one, urut, at) for one, urut in zip(pair, (pair[1].urut, pair[0].urut), strict=True))
    isi = {"lama": place + 1, "baru": other + 1}
    log_change("rencana.aksi_diurutkan", _named(moved), at=at, by=by, kantor=kantor, isi=isi)
    return True


@transaction.atomic
def remove_aksi(row: RencanaAksi, alasan: str, *, by: Pengguna, at: datetime) -> None:
    """Take an activity out of the plan, with its reason; it stays stored. IssueError TLK-U107, TLK-U161."""
    kantor = row.indikator.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    row = _still_there(row)
    issues = short_reason(alasan)
    if issues:
        raise IssueError(issues)
    RencanaAksi.objects.filter(pk=row.pk).update(dihapus_pada=at)
    isi = {**_content(row), "alasan": alasan.strip()}
    log_change("rencana.aksi_dihapus", _named(row), at=at, by=by, kantor=kantor, isi=isi)


def _still_there(row: RencanaAksi) -> RencanaAksi:
    """The activity, held until the transaction ends. IssueError TLK-U161 where it was changed or removed meanwhile."""
    found = RencanaAksi.objects.select_for_update(of=("self",)).filter(pk=row.pk, dihapus_pada=None)
    held = found.select_related("indikator__perangkat_daerah__pemda", "program", "bidang").first()
    if held is None:
        what, why = "Aksi ini baru saja diubah atau dihapus orang lain.", "Isian Anda berdasar pada isi yang lama."
        raise IssueError(wants("TLK-U161", "uraian", what, "Muat ulang halaman, lalu ubah yang baru.", why))
    return held


def _saved(row: RencanaAksi, by: Pengguna, at: datetime) -> RencanaAksi:
    row.dibuat_pada, row.oleh = at, by
    row.save(force_insert=True)
    return row


def _copied(row: RencanaAksi, urut: int, at: datetime) -> RencanaAksi:
    """The same activity in another place, by who wrote it."""
    return RencanaAksi.objects.create(
        indikator=row.indikator, program_id=row.program_id, bidang_id=row.bidang_id, tahun=row.tahun, urut=urut,
        uraian=row.uraian, keluaran=row.keluaran, triwulan=row.triwulan, anggaran=row.anggaran, dibuat_pada=at,
        oleh_id=row.oleh_id,
    )  # fmt: skip


def _named(row: RencanaAksi) -> str:
    return f"{row.indikator.kode} {row.tahun} aksi {row.pk}"


def _content(row: RencanaAksi) -> dict[str, Any]:
    return {
        "uraian": row.uraian,
        "keluaran": row.keluaran,
        "program": row.program.kode if row.program else "",
        "bidang": row.bidang.nama if row.bidang else "",
        "triwulan": list(row.triwulan),
        "anggaran": row.anggaran,
    }
