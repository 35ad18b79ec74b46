"""The office's plan above its indicators: profile, tujuan and sasaran, in the order of its document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.services.akses import NotFoundError, open_kantor_for, require
from tolok.services.riwayat import log_change
from tolok.store.models import IndikatorKantor, Pengguna, PerangkatDaerah, Sasaran
from tolok.values.issue import Issue, IssueError

PROFIL: Mapping[str, str] = {"visi": "Visi", "misi": "Misi", "tujuan": "Tujuan", "tugas": "Tugas", "fungsi": "Fungsi"}
PROFIL_JAMAK = ("misi", "tujuan", "fungsi")
_LONGEST = 2000


@dataclass(frozen=True)
class SasaranRencana:
    """A tujuan or sasaran with the IKU that measure it."""

    sasaran: Sasaran
    indikator: Sequence[IndikatorKantor]


def list_sasaran(kantor: PerangkatDaerah) -> list[Sasaran]:
    """Tujuan and sasaran in use, in the order of the document: each tujuan before the sasaran under it."""
    rows = list(Sasaran.objects.filter(perangkat_daerah=kantor, dihapus_pada=None).order_by("urut", "id"))
    known = {row.pk for row in rows}
    tops = [row for row in rows if row.induk_id not in known]
    return [one for top in tops for one in (top, *(row for row in rows if row.induk_id == top.pk))]


def plan_of(kantor: PerangkatDaerah) -> list[SasaranRencana]:
    """The whole plan: every tujuan and sasaran with its IKU, those of the office without a sasaran left out."""
    found = IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut", "id")
    rows = list(found.select_related("bidang", "indikator_kota", "perangkat_daerah__pemda"))
    return [SasaranRencana(one, [row for row in rows if row.sasaran_id == one.pk]) for one in list_sasaran(kantor)]


def open_sasaran_for(pengguna: Pengguna, slug: str, sasaran_id: int) -> Sasaran:
    """A tujuan or sasaran in use of an office that the person works in. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = Sasaran.objects.filter(perangkat_daerah=kantor, pk=sasaran_id, dihapus_pada=None)
    row = found.select_related("perangkat_daerah__pemda", "induk").first()
    if row is None:
        raise NotFoundError(str(sasaran_id))
    return row


def lines_of(text: str) -> list[str]:
    """One entry per line of a long field, white space folded, empty lines dropped."""
    return [line for one in text.splitlines() if (line := " ".join(one.split()))]


def wants(kode: str, isian: str, apa: str, saran: str, mengapa: str = "") -> Issue:
    """What is wrong with one field of a form; `di_mana` is the field's name, beside which it is told."""
    return Issue(kode, "salah", isian, apa, mengapa or "Rencana tidak dapat disimpan dengan isian ini.", saran)


def short_reason(alasan: str, isian: str = "alasan") -> list[Issue]:
    """TLK-U107 where a reason has fewer than ten letters."""
    if len(alasan.strip()) >= ALASAN_TERPENDEK:
        return []
    why = "Perubahan rencana tercatat untuk selamanya bersama alasannya."
    return [wants("TLK-U107", isian, "Alasannya belum cukup.", f"Tulis paling sedikit {ALASAN_TERPENDEK} huruf.", why)]


def unchanged(isian: str) -> Issue:
    """TLK-U112: a form was sent that changes nothing."""
    return wants(
        "TLK-U112", isian, "Tidak ada yang berubah.", "Ubah isiannya, atau batalkan.", "Isiannya sama dengan yang tersimpan."
    )


# --- profile ----------------------------------------------------------------------------------------------------------


def profil_of(kantor: PerangkatDaerah) -> dict[str, str]:
    """The profile as text to be edited: lists one entry per line."""
    return {nama: _text(kantor.profil.get(nama, "")) for nama in PROFIL}


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


@transaction.atomic
def change_profil(kantor: PerangkatDaerah, typed: Mapping[str, str], *, by: Pengguna, at: datetime) -> PerangkatDaerah:
    """Visi, misi, tujuan, tugas, fungsi as typed (what is not in `typed` stays), logged with what each was before.

    IssueError TLK-U100, TLK-U112.
    """
    require(by, kantor, "kelola_rencana")
    row = PerangkatDaerah.objects.select_for_update().get(pk=kantor.pk)
    known, wanted = profil_of(row), {}
    for nama in PROFIL:
        lines = lines_of(typed.get(nama, known[nama]))
        wanted[nama] = lines if nama in PROFIL_JAMAK else " ".join(lines)
    issues = [
        wants("TLK-U100", nama, f"{PROFIL[nama]} terlalu panjang.", f"Ringkaskan sampai {_LONGEST} huruf.")
        for nama in PROFIL
        if len(_text(wanted[nama])) > 4 * _LONGEST
    ]
    before = {nama: row.profil.get(nama, [] if nama in PROFIL_JAMAK else "") for nama in PROFIL}
    changed = [nama for nama in PROFIL if wanted[nama] != before[nama]]
    if not changed and not issues:
        issues.append(unchanged("profil"))
    if issues:
        raise IssueError(issues)
    row.profil = {**row.profil, **wanted}
    row.save(update_fields=["profil"])
    isi = {nama: {"lama": before[nama], "baru": wanted[nama]} for nama in changed}
    log_change("rencana.profil", kantor.kode, at=at, by=by, kantor=kantor, isi=isi)
    return row


# --- tujuan and sasaran -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianSasaran:
    """What a form says of a tujuan or sasaran. `induk` is the tujuan of a sasaran, None where none is said."""

    jenis: str
    uraian: str
    induk: int | None = None
    faktor_kritis: tuple[str, ...] = ()


def _check(kantor: PerangkatDaerah, isian: IsianSasaran, row: Sasaran | None) -> tuple[list[Issue], Sasaran | None]:
    issues, induk = [], None
    uraian = " ".join(isian.uraian.split())
    if len(uraian) < 5 or len(uraian) > _LONGEST:
        issues.append(wants("TLK-U100", "uraian", "Uraiannya belum ditulis.", "Tulis kalimatnya seperti di dokumen."))
    if isian.jenis not in ("tujuan", "sasaran"):
        issues.append(wants("TLK-U104", "jenis", "Jenisnya bukan tujuan atau sasaran.", "Pilih tujuan atau sasaran."))
    if isian.jenis == "sasaran" and isian.induk is not None:
        found = Sasaran.objects.filter(perangkat_daerah=kantor, jenis="tujuan", dihapus_pada=None, pk=isian.induk)
        induk = found.first()
        if induk is None:
            issues.append(wants("TLK-U104", "induk", "Tujuan itu tidak ada di kantor ini.", "Pilih tujuan dari daftarnya."))
    twin = Sasaran.objects.filter(perangkat_daerah=kantor, jenis=isian.jenis, uraian__iexact=uraian, dihapus_pada=None)
    if uraian and twin.exclude(pk=row.pk if row else None).exists():
        issues.append(wants("TLK-U103", "uraian", f"{isian.jenis.capitalize()} itu sudah ada.", "Pakai yang sudah ada."))
    return issues, induk


@transaction.atomic
def add_sasaran(kantor: PerangkatDaerah, isian: IsianSasaran, *, by: Pengguna, at: datetime) -> Sasaran:
    """A new tujuan or sasaran at the end of the plan. IssueError TLK-U100, TLK-U103, TLK-U104."""
    require(by, kantor, "kelola_rencana")
    issues, induk = _check(kantor, isian, None)
    if issues:
        raise IssueError(issues)
    last = Sasaran.objects.filter(perangkat_daerah=kantor).aggregate(Max("urut"))["urut__max"] or 0
    row = Sasaran.objects.create(
        perangkat_daerah=kantor, jenis=isian.jenis, uraian=" ".join(isian.uraian.split()), induk=induk, urut=last + 1,
        faktor_kritis=list(isian.faktor_kritis),
    )  # fmt: skip
    log_change("rencana.sasaran_ditambah", _named(row), at=at, by=by, kantor=kantor, isi=_content(row))
    return row


@transaction.atomic
def change_sasaran(row: Sasaran, isian: IsianSasaran, *, by: Pengguna, at: datetime) -> Sasaran:
    """New wording, tujuan or critical factors; the IKU on it carry the new wording from now on. `jenis` never changes."""
    kantor = row.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    row = Sasaran.objects.select_for_update().select_related("perangkat_daerah").get(pk=row.pk)
    before = _content(row)
    issues, induk = _check(kantor, isian, row)
    row.uraian, row.faktor_kritis = " ".join(isian.uraian.split()), list(isian.faktor_kritis)
    row.induk = induk if row.jenis == "sasaran" else None
    after = _content(row)
    if not issues and before == after:
        issues.append(unchanged("uraian"))
    if issues:
        raise IssueError(issues)
    row.save(update_fields=["uraian", "faktor_kritis", "induk"])
    IndikatorKantor.semua.filter(sasaran=row).update(tujuan_sasaran=row.uraian)
    isi = {nama: {"lama": before[nama], "baru": after[nama]} for nama in after if after[nama] != before[nama]}
    log_change("rencana.sasaran_diubah", _named(row), at=at, by=by, kantor=kantor, isi=isi)
    return row


@transaction.atomic
def move_sasaran(row: Sasaran, naik: bool, *, by: Pengguna, at: datetime) -> bool:
    """Change places with the neighbour of its own kind and parent; False where there is none on that side."""
    kantor = row.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    rows = list_sasaran(kantor)
    near = [one for one in rows if (one.jenis, one.induk_id) == (row.jenis, row.induk_id)]
    place = next(n for n, one in enumerate(near) if one.pk == row.pk)
    other = place + (-1 if naik else 1)
    if not 0 <= other < len(near):
        return False
    order = [one.pk for one in rows]
    here, there = order.index(row.pk), order.index(near[other].pk)
    order[here], order[there] = order[there], order[here]
    for urut, pk in enumerate(order, start=1):
        Sasaran.objects.filter(pk=pk).update(urut=urut)
    isi = {"lama": place + 1, "baru": other + 1}
    log_change("rencana.sasaran_diurutkan", _named(row), at=at, by=by, kantor=kantor, isi=isi)
    return True


@transaction.atomic
def put_aside_sasaran(row: Sasaran, alasan: str, *, by: Pengguna, at: datetime) -> None:
    """Take a tujuan or sasaran out of the plan. IssueError TLK-U101 while an IKU, TLK-U102 while a sasaran hangs on it."""
    kantor = row.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    issues = short_reason(alasan)
    names = list(IndikatorKantor.objects.filter(sasaran=row).values_list("kode", flat=True))
    if names:
        what = f"Masih ada IKU padanya: {', '.join(names)}."
        issues.append(wants("TLK-U101", "alasan", what, "Pindahkan IKU itu ke tujuan atau sasaran lain dahulu."))
    below = Sasaran.objects.filter(induk=row, dihapus_pada=None).count()
    if below:
        what = f"Masih ada {below} sasaran di bawahnya."
        issues.append(wants("TLK-U102", "alasan", what, "Pindahkan sasaran itu ke tujuan lain dahulu."))
    if issues:
        raise IssueError(issues)
    Sasaran.objects.filter(pk=row.pk).update(dihapus_pada=at)
    log_change(
        "rencana.sasaran_disisihkan",
        _named(row),
        at=at,
        by=by,
        kantor=kantor,
        isi={**_content(row), "alasan": alasan.strip()},
    )


def _named(row: Sasaran) -> str:
    return f"{row.jenis} {row.pk}"


def _content(row: Sasaran) -> dict[str, Any]:
    induk = row.induk.uraian if row.induk else ""
    return {"jenis": row.jenis, "uraian": row.uraian, "induk": induk, "faktor_kritis": list(row.faktor_kritis)}
