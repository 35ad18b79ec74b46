"""Program, kegiatan and sub kegiatan of an office under their dated codes, and the IKU that they serve."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import Q

from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.rencana import short_reason, unchanged, wants
from tolok.services.riwayat import log_change
from tolok.store.models import Bidang, Dukungan, IndikatorKantor, Pengguna, PerangkatDaerah, Program
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

Jenjang = Literal["program", "kegiatan", "sub kegiatan"]
JENJANG: tuple[Jenjang, ...] = ("program", "kegiatan", "sub kegiatan")
# Permendagri 90/2019 prints two digits for a sub kegiatan, its later nomenclature four (regulation.md 6.3).
_KODE: dict[Jenjang, re.Pattern[str]] = {
    "program": re.compile(r"\d\.\d{2}\.\d{2}", re.ASCII),
    "kegiatan": re.compile(r"\d\.\d{2}\.\d{2}\.[12]\.\d{2}", re.ASCII),
    "sub kegiatan": re.compile(r"\d\.\d{2}\.\d{2}\.[12]\.\d{2}\.(\d{2}|\d{4})", re.ASCII),
}
CONTOH_KODE: dict[Jenjang, str] = {"program": "2.17.03", "kegiatan": "2.17.03.2.01", "sub kegiatan": "2.17.03.2.01.0004"}


@dataclass(frozen=True)
class SimpulProgram:
    """A program with what lies under it; `indikator` are the IKU that it serves itself."""

    program: Program
    indikator: Sequence[IndikatorKantor]
    anak: Sequence["SimpulProgram"] = field(default=())


def jenjang_of(kode: str) -> Jenjang | None:
    """What a code names, by its parts: 2.17.03 a program, 2.17.03.2.01 a kegiatan; None for a code that is none."""
    return next((jenjang for jenjang, shape in _KODE.items() if shape.fullmatch(kode)), None)


def programs_on(kantor: PerangkatDaerah, day: date) -> list[Program]:
    """Everything whose code is valid on a day, by code."""
    found = Program.objects.filter(perangkat_daerah=kantor, berlaku_sejak__lte=day)
    found = found.filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=day))
    return list(found.select_related("bidang", "induk").order_by("kode", "id"))


def program_tree(kantor: PerangkatDaerah, period: Period) -> list[SimpulProgram]:
    """Programs valid at the end of a period with their kegiatan, sub kegiatan and IKU, by code; three queries."""
    rows = programs_on(kantor, period.end)
    links = Dukungan.objects.filter(program__in=rows, indikator__dihapus_pada=None).select_related("indikator")
    serves: dict[int, list[IndikatorKantor]] = {}
    for one in links.order_by("indikator__urut"):
        serves.setdefault(one.program_id, []).append(one.indikator)
    known = {row.pk for row in rows}

    def under(parent: int | None) -> list[SimpulProgram]:
        mine = [row for row in rows if (row.induk_id if row.induk_id in known else None) == parent]
        return [SimpulProgram(row, serves.get(row.pk, []), under(row.pk)) for row in mine]

    return under(None)


def supporters_of(tree: Sequence[SimpulProgram], indikator: IndikatorKantor) -> list[SimpulProgram]:
    """The nodes that serve an IKU; under a node that does, nothing is looked for again, so that no budget counts twice."""
    found: list[SimpulProgram] = []
    for node in tree:
        if any(one.pk == indikator.pk for one in node.indikator):
            found.append(node)
        else:
            found += supporters_of(node.anak, indikator)
    return found


def open_program_for(pengguna: Pengguna, slug: str, program_id: int) -> Program:
    """A program, kegiatan or sub kegiatan of an office that the person works in. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = Program.objects.filter(perangkat_daerah=kantor, pk=program_id)
    row = found.select_related("bidang", "induk", "perangkat_daerah__pemda").first()
    if row is None:
        raise NotFoundError(str(program_id))
    return row


def served_by(program: Program) -> list[IndikatorKantor]:
    """The IKU that a program serves itself."""
    return list(IndikatorKantor.objects.filter(dukungan__program=program).order_by("urut"))


@dataclass(frozen=True)
class IsianProgram:
    """What a form says of a program; `berlaku_sampai` None: no end known. `mendukung` are codes of IKU."""

    kode: str
    nama: str
    bidang: int | None
    berlaku_sejak: date | None
    berlaku_sampai: date | None = None
    mendukung: tuple[str, ...] = ()


@dataclass
class _Found:
    """What the form's words lead to, and what is wrong with them."""

    jenjang: Jenjang | None = None
    induk: Program | None = None
    bidang: Bidang | None = None
    indikator: list[IndikatorKantor] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def _check(kantor: PerangkatDaerah, isian: IsianProgram, row: Program | None) -> _Found:
    found = _Found(jenjang_of(isian.kode.strip()))
    found.bidang = Bidang.objects.filter(perangkat_daerah=kantor, pk=isian.bidang).first()
    found.indikator = list(IndikatorKantor.objects.filter(perangkat_daerah=kantor, kode__in=isian.mendukung))
    if not 5 <= len(" ".join(isian.nama.split())) <= 300:
        todo = "Tulis namanya seperti dalam nomenklatur, 5 sampai 300 huruf."
        found.issues.append(wants("TLK-U100", "nama", "Namanya belum ditulis.", todo))
    if found.bidang is None:
        todo = "Pilih bidang dari daftarnya."
        found.issues.append(wants("TLK-U105", "bidang", "Penanggung jawabnya belum dipilih.", todo))
    if len(found.indikator) != len(set(isian.mendukung)):
        todo = "Pilih IKU dari daftarnya."
        found.issues.append(wants("TLK-U104", "mendukung", "Ada IKU yang tidak ada di kantor ini.", todo))
    _check_dates(isian, found)
    if found.jenjang is None:
        shapes = "; ".join(f"{jenjang} {kode}" for jenjang, kode in CONTOH_KODE.items())
        what = f"`{isian.kode.strip()[:30]}` bukan kode program." if isian.kode.strip() else "Kodenya belum ditulis."
        why = "Jenjang dibaca dari banyaknya bagian kode."
        found.issues.append(wants("TLK-U120", "kode", what, f"Tulis misalnya {shapes}.", why))
    elif isian.berlaku_sejak:
        _check_place(kantor, isian, row, found)
    return found


def _check_dates(isian: IsianProgram, found: _Found) -> None:
    since, until = isian.berlaku_sejak, isian.berlaku_sampai
    if since is None:
        todo = "Tulis tanggalnya, misalnya 1 Januari tahun anggarannya."
        found.issues.append(wants("TLK-U123", "berlaku_sejak", "Tanggal mulai berlakunya belum ditulis.", todo))
    elif until is not None and until < since:
        todo = "Tulis tanggal sesudah mulai berlaku."
        found.issues.append(wants("TLK-U123", "berlaku_sampai", "Kode berakhir sebelum mulai berlaku.", todo))


def _check_place(kantor: PerangkatDaerah, isian: IsianProgram, row: Program | None, found: _Found) -> None:
    """One code at a time stands for one thing, under the one whose code begins its own."""
    kode, since = isian.kode.strip(), isian.berlaku_sejak
    same = Program.objects.filter(perangkat_daerah=kantor, kode=kode).exclude(pk=row.pk if row else None)
    for other in same:
        begins_before_end = isian.berlaku_sampai is None or other.berlaku_sejak <= isian.berlaku_sampai
        if begins_before_end and (other.berlaku_sampai is None or (since and other.berlaku_sampai >= since)):
            todo = "Akhiri dahulu yang lama, atau ubah tanggalnya."
            found.issues.append(wants("TLK-U122", "kode", f"{kode} pada masa itu sudah dipakai: {other.nama}.", todo))
            break
    if found.jenjang == "program":
        return
    parent = {"kegiatan": 3, "sub kegiatan": 5}[str(found.jenjang)]
    above = ".".join(kode.split(".")[:parent])
    known = Program.objects.filter(perangkat_daerah=kantor, kode=above, berlaku_sejak__lte=since)
    found.induk = known.filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=since)).first()
    if found.induk is None:
        what = f"Induknya, {above}, belum ada pada tanggal itu."
        todo = f"Tambahkan {above} dahulu, atau perbaiki kodenya."
        found.issues.append(wants("TLK-U121", "kode", what, todo, "Kode anak diawali kode induknya."))


@transaction.atomic
def save_program(
    kantor: PerangkatDaerah, isian: IsianProgram, row: Program | None, *, by: Pengguna, at: datetime, alasan: str = ""
) -> Program:
    """A new program, kegiatan or sub kegiatan, or other words for one; its jenjang and parent follow from its code.

    A change needs a reason. IssueError TLK-U100, TLK-U104, TLK-U105, TLK-U107, TLK-U112, TLK-U120 … U124.
    """
    require(by, kantor, "kelola_rencana")
    found, new = _check(kantor, isian, row), row is None
    issues = found.issues
    before = {} if row is None else _content(row, served_by(row))
    if row is not None:
        issues += short_reason(alasan)
        if row.kode != isian.kode.strip() and (row.anak.exists() or row.anggaran.exists()):
            todo = "Akhiri masa berlakunya, lalu tambahkan kode yang baru."
            issues.append(wants("TLK-U124", "kode", "Kode ini sudah punya anggaran atau kegiatan.", todo))
    if issues or isian.berlaku_sejak is None:
        raise IssueError(issues)
    row = Program(perangkat_daerah=kantor) if row is None else Program.objects.select_for_update().get(pk=row.pk)
    row.kode, row.nama, row.jenjang = isian.kode.strip(), " ".join(isian.nama.split()), str(found.jenjang)
    row.induk, row.bidang = found.induk, found.bidang
    row.berlaku_sejak, row.berlaku_sampai = isian.berlaku_sejak, isian.berlaku_sampai
    after = _content(row, found.indikator)
    if before == after:
        raise IssueError(unchanged("nama"))
    row.save()
    row.mendukung.set(found.indikator)
    isi = {nama: {"lama": before.get(nama), "baru": after[nama]} for nama in after if before.get(nama) != after[nama]}
    action = "rencana.program_ditambah" if new else "rencana.program_diubah"
    log_change(action, row.kode, at=at, by=by, kantor=kantor, isi={**isi, "alasan": alasan.strip()})
    return row


def _content(row: Program, indikator: Sequence[IndikatorKantor]) -> dict[str, Any]:
    return {
        "kode": row.kode,
        "nama": row.nama,
        "bidang": row.bidang.nama if row.bidang else "",
        "berlaku_sejak": row.berlaku_sejak.isoformat(),
        "berlaku_sampai": row.berlaku_sampai.isoformat() if row.berlaku_sampai else "",
        "mendukung": sorted(one.kode for one in indikator),
    }
