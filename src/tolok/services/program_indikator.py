"""Indicators below the IKU: the outcome of a program, the output of a kegiatan or sub kegiatan, with yearly targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from tolok.services.akses import NotFoundError, require
from tolok.services.program import open_program_for
from tolok.services.rencana import short_reason, unchanged, wants
from tolok.services.riwayat import log_change
from tolok.services.target import target_text
from tolok.store.models import IndikatorProgram, Pengguna, Program, TargetProgram
from tolok.values.issue import Issue, IssueError
from tolok.values.number import fraction_text, parse_angka, parse_fraction

UKURAN: Mapping[str, str] = {"program": "outcome", "kegiatan": "output", "sub kegiatan": "output"}
"""What an indicator of each level measures (PermenPANRB 53/2014)."""
_LARGEST = 10**18
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class UkuranProgram:
    """An indicator of a program with its targets by year, exact, as known at an instant."""

    indikator: IndikatorProgram
    target: Mapping[int, Fraction]

    def printed(self, tahun: int) -> str:
        """The target of a year as it is printed everywhere; '' where there is none."""
        return target_text(self.target[tahun], 0) if tahun in self.target else ""


def measures_of(programs: Sequence[Program], at: datetime) -> dict[int, list[UkuranProgram]]:
    """Program → its indicators in order with the targets known at `at`; removed ones are left out. Two queries."""
    found = IndikatorProgram.objects.filter(Q(dihapus_pada=None) | Q(dihapus_pada__gt=at), program__in=programs)
    rows = list(found.order_by("urut", "id"))
    targets: dict[int, dict[int, Fraction]] = {}
    known = TargetProgram.objects.filter(indikator__in=rows, diketahui_dari__lte=at)
    for one in known.order_by("diketahui_dari", "id"):
        targets.setdefault(one.indikator_id, {})[one.tahun] = parse_fraction(one.nilai)
    result: dict[int, list[UkuranProgram]] = {}
    for row in rows:
        result.setdefault(row.program_id, []).append(UkuranProgram(row, targets.get(row.pk, {})))
    return result


def target_history_of(program: Program, tahun: int, at: datetime) -> list[TargetProgram]:
    """Every target of a program's indicators for a year known at `at`, the newest first."""
    found = TargetProgram.objects.filter(indikator__program=program, tahun=tahun, diketahui_dari__lte=at)
    return list(found.select_related("indikator", "oleh").order_by("-diketahui_dari", "-id"))


def open_indikator_program_for(pengguna: Pengguna, slug: str, program_id: int, indikator_id: int) -> IndikatorProgram:
    """An indicator in use of a program of an office that the person works in. Raises NotFoundError."""
    program = open_program_for(pengguna, slug, program_id)
    row = IndikatorProgram.objects.filter(program=program, pk=indikator_id, dihapus_pada=None).first()
    if row is None:
        raise NotFoundError(str(indikator_id))
    row.program = program
    return row


@dataclass(frozen=True)
class IsianIndikatorProgram:
    """What a form says of an indicator. `target` is that of one year as typed; empty: none yet."""

    nama: str
    satuan: str
    sasaran: str = ""
    target: str = ""


def _folded(isian: IsianIndikatorProgram) -> IsianIndikatorProgram:
    words = (" ".join(text.split()) for text in (isian.nama, isian.satuan, isian.sasaran, isian.target))
    return IsianIndikatorProgram(*words)


def _check(program: Program, isian: IsianIndikatorProgram, row: IndikatorProgram | None) -> list[Issue]:
    issues = []
    if not 5 <= len(isian.nama) <= 300:
        todo = "Tulis ukurannya, 5 sampai 300 huruf, misalnya Jumlah koperasi yang diperiksa."
        issues.append(wants("TLK-U100", "nama", "Nama indikatornya belum ditulis.", todo))
    if not 1 <= len(isian.satuan) <= 60:
        issues.append(wants("TLK-U100", "satuan", "Satuannya belum ditulis.", "Tulis misalnya koperasi, orang, atau %."))
    if len(isian.sasaran) > 300:
        todo = "Ringkaskan sampai 300 huruf."
        issues.append(wants("TLK-U100", "sasaran", "Sasarannya terlalu panjang.", todo))
    twin = IndikatorProgram.objects.filter(program=program, nama__iexact=isian.nama, dihapus_pada=None)
    if isian.nama and twin.exclude(pk=row.pk if row else None).exists():
        what = f"{program.kode} sudah punya indikator itu."
        issues.append(wants("TLK-U103", "nama", what, "Ubah indikator yang sudah ada."))
    return issues


def read_target(text: str) -> tuple[Fraction | None, list[Issue]]:
    """A target as typed (`120`, `87,5`, `1.250`, `90%`); (None, []) for an empty field, TLK-U110 for what is no target."""
    bare = text.strip().removesuffix("%").strip()
    if not bare:
        return None, []
    nilai = parse_angka(bare)
    if nilai is None or abs(nilai) >= _LARGEST or (nilai * 10**_MOST_DECIMALS).denominator != 1:
        what, why = f"`{bare[:30]}` bukan angka target.", "Target dicetak persis seperti ditulis."
        return None, [wants("TLK-U110", "target", what, "Tulis angkanya dengan koma desimal, misalnya 87,5.", why)]
    return nilai, []


@transaction.atomic
def add_indikator_program(
    program: Program, isian: IsianIndikatorProgram, tahun: int, *, by: Pengguna, at: datetime
) -> IndikatorProgram:
    """A new indicator at the end of a program's list, with the target of a year where one is typed.

    Raises IssueError TLK-U100, TLK-U103, TLK-U110.
    """
    kantor = program.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    Program.objects.select_for_update().get(pk=program.pk)  # of two people at once the second sees the first's
    isian = _folded(isian)
    nilai, wrong = read_target(isian.target)
    issues = _check(program, isian, None) + wrong
    if issues:
        raise IssueError(issues)
    last = IndikatorProgram.objects.filter(program=program).aggregate(Max("urut"))["urut__max"] or 0
    row = IndikatorProgram.objects.create(
        program=program, nama=isian.nama, satuan=isian.satuan, sasaran=isian.sasaran, urut=last + 1
    )
    if nilai is not None:
        _lay_target(row, tahun, nilai, by, at)
    isi = {**_content(row), "target": {str(tahun): _text(nilai)}}
    log_change("rencana.indikator_program_ditambah", _named(row), at=at, by=by, kantor=kantor, isi=isi)
    return row


@transaction.atomic
def change_indikator_program(
    row: IndikatorProgram, isian: IsianIndikatorProgram, tahun: int, alasan: str, *, by: Pengguna, at: datetime
) -> IndikatorProgram:
    """Other words for an indicator, or another target of a year: what is known already is changed with a reason only.

    Raises IssueError TLK-U100, TLK-U103, TLK-U107, TLK-U110, TLK-U112, TLK-U115.
    """
    program = row.program
    kantor = program.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    Program.objects.select_for_update().get(pk=program.pk)
    row = IndikatorProgram.objects.select_related("program").get(pk=row.pk)
    known = next(one for one in measures_of([program], at)[program.pk] if one.indikator.pk == row.pk).target.get(tahun)
    isian, before = _folded(isian), _content(row)
    nilai, issues = read_target(isian.target)
    issues = _check(program, isian, row) + issues
    row.nama, row.satuan, row.sasaran = isian.nama, isian.satuan, isian.sasaran
    after, revised = _content(row), nilai is not None and nilai != known
    if not isian.target and known is not None:
        todo = f"Tulis angka barunya, atau biarkan {target_text(known, 0)}."
        issues.append(wants("TLK-U115", "target", f"Target {tahun} tidak dapat dikosongkan.", todo))
    if not issues and before == after and not revised:
        issues.append(unchanged("nama"))
    if before != after or (revised and known is not None):
        issues += short_reason(alasan)
    if issues:
        raise IssueError(issues)
    row.save(update_fields=["nama", "satuan", "sasaran"])
    isi = _differing(before, after)
    if nilai is not None and revised:
        _lay_target(row, tahun, nilai, by, at)
        isi["target"] = {str(tahun): {"lama": _text(known), "baru": _text(nilai)}}
    said = {**isi, "alasan": alasan.strip()}
    log_change("rencana.indikator_program_diubah", _named(row), at=at, by=by, kantor=kantor, isi=said)
    return row


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any]:
    return {nama: {"lama": before[nama], "baru": after[nama]} for nama in after if before[nama] != after[nama]}


@transaction.atomic
def remove_indikator_program(row: IndikatorProgram, alasan: str, *, by: Pengguna, at: datetime) -> None:
    """Take an indicator off its program from now on; its targets stay, and agreements that hold it. TLK-U107."""
    kantor = row.program.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    issues = short_reason(alasan, "alasan_hapus")
    if issues:
        raise IssueError(issues)
    IndikatorProgram.objects.filter(pk=row.pk).update(dihapus_pada=at)
    isi = {**_content(row), "alasan": alasan.strip()}
    log_change("rencana.indikator_program_dihapus", _named(row), at=at, by=by, kantor=kantor, isi=isi)


def _lay_target(row: IndikatorProgram, tahun: int, nilai: Fraction, by: Pengguna, at: datetime) -> None:
    TargetProgram.objects.create(indikator=row, tahun=tahun, nilai=fraction_text(nilai), diketahui_dari=at, oleh=by)


def _text(nilai: Fraction | None) -> str | None:
    return fraction_text(nilai) if nilai is not None else None


def _named(row: IndikatorProgram) -> str:
    return f"{row.program.kode} indikator {row.pk}"


def _content(row: IndikatorProgram) -> dict[str, str]:
    return {"nama": row.nama, "satuan": row.satuan, "sasaran": row.sasaran}
