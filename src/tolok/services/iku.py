"""The office's IKU as part of its plan: taken up from the catalogue, moved, linked to the city's, taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from tolok.catalogue.definition import Definisi
from tolok.services import paket
from tolok.services.akses import require
from tolok.services.definisi import text_in_force
from tolok.services.rencana import short_reason, unchanged, wants
from tolok.services.riwayat import log_change
from tolok.store.models import (
    Bidang,
    DefinisiKantor,
    IndikatorKantor,
    IndikatorKota,
    Pengguna,
    PerangkatDaerah,
    Realisasi,
    Sasaran,
)
from tolok.values.issue import Issue, IssueError


def definition_at(indikator: IndikatorKantor, tahun: int, at: datetime) -> Definisi:
    """The definition that the office uses for an IKU in a year, as known at `at`. IssueError (TLK-D010) without one."""
    return text_in_force(indikator.perangkat_daerah, indikator.kode, tahun, at).definisi


def definitions_at(indikator: Sequence[IndikatorKantor], tahun: int, at: datetime) -> dict[str, Definisi]:
    """Kode → definition, for IKU of one office; a code that nobody defines is left out. One query where the office
    decided nothing of its own."""
    kode = [one.kode for one in indikator]
    kantor = indikator[0].perangkat_daerah if indikator else None
    own = set(DefinisiKantor.objects.filter(perangkat_daerah=kantor, kode__in=kode).values_list("kode", flat=True))
    catalogue = paket.catalogue().indikator
    found = {one: catalogue[one] for one in kode if one in catalogue and one not in own}
    return found | {one.kode: definition_at(one, tahun, at) for one in indikator if one.kode in own}


def bidang_of(kantor: PerangkatDaerah) -> list[Bidang]:
    """The parts of an office, in the order in which they were made."""
    return list(Bidang.objects.filter(perangkat_daerah=kantor).order_by("id"))


def list_iku(kantor: PerangkatDaerah) -> list[IndikatorKantor]:
    """The IKU of an office in the order of its document."""
    found = IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut", "id")
    return list(found.select_related("bidang", "sasaran", "indikator_kota", "perangkat_daerah__pemda"))


@dataclass(frozen=True)
class IsianIku:
    """What a form says of an IKU in the plan, by the keys of what it hangs on; None where nothing is chosen."""

    sasaran: int | None
    bidang: int | None
    alasan_pemilihan: str = ""
    indikator_kota: int | None = None


def _chosen(
    kantor: PerangkatDaerah, isian: IsianIku
) -> tuple[list[Issue], Sasaran | None, Bidang | None, IndikatorKota | None]:
    sasaran = Sasaran.objects.filter(perangkat_daerah=kantor, pk=isian.sasaran, dihapus_pada=None).first()
    bidang = Bidang.objects.filter(perangkat_daerah=kantor, pk=isian.bidang).first()
    kota = IndikatorKota.objects.filter(pemda=kantor.pemda_id, pk=isian.indikator_kota).first()
    issues = []
    if sasaran is None:
        issues.append(wants("TLK-U104", "sasaran", "Tujuan atau sasarannya belum dipilih.", "Pilih satu dari daftarnya."))
    if bidang is None:
        issues.append(wants("TLK-U105", "bidang", "Penanggung jawabnya belum dipilih.", "Pilih bidang dari daftarnya."))
    if kota is None and isian.indikator_kota is not None:
        issues.append(wants("TLK-U104", "indikator_kota", "IKU Kota itu tidak ada.", "Pilih dari daftarnya."))
    return issues, sasaran, bidang, kota


@transaction.atomic
def adopt(kantor: PerangkatDaerah, kode: str, isian: IsianIku, *, by: Pengguna, at: datetime) -> IndikatorKantor:
    """Take a definition of the catalogue into the plan, at its end; one that was taken out before comes back with its rows.

    Raises IssueError: TLK-D010 unknown, TLK-U103 in use already, TLK-U104 and TLK-U105 nothing to hang it on.
    """
    require(by, kantor, "kelola_rencana")
    definition = paket.catalogue().definisi(kode)
    issues, sasaran, bidang, kota = _chosen(kantor, isian)
    row = IndikatorKantor.semua.select_for_update().filter(perangkat_daerah=kantor, kode=definition.kode).first()
    if row is not None and row.dihapus_pada is None:
        issues.append(wants("TLK-U103", "kode", f"{definition.kode} sudah dipakai kantor ini.", "Buka kartunya."))
    if issues or sasaran is None:
        raise IssueError(issues)
    last = IndikatorKantor.semua.filter(perangkat_daerah=kantor).aggregate(Max("urut"))["urut__max"] or 0
    row = row or IndikatorKantor(perangkat_daerah=kantor, kode=definition.kode)
    row.nama, row.urut, row.dihapus_pada = definition.nama[:200], last + 1, None
    _hang(row, sasaran, bidang, kota, isian.alasan_pemilihan)
    row.save()
    log_change("rencana.iku_dipakai", row.kode, at=at, by=by, kantor=kantor, isi=_content(row))
    return row


def _hang(row: IndikatorKantor, sasaran: Sasaran, bidang: Bidang | None, kota: IndikatorKota | None, alasan: str) -> None:
    row.sasaran, row.jenjang, row.tujuan_sasaran = sasaran, sasaran.jenis, sasaran.uraian
    row.bidang, row.indikator_kota, row.alasan_pemilihan = bidang, kota, " ".join(alasan.split())


@transaction.atomic
def change_iku(row: IndikatorKantor, isian: IsianIku, *, by: Pengguna, at: datetime) -> IndikatorKantor:
    """Another tujuan or sasaran, bidang, link to the city's IKU, or reason. IssueError TLK-U104, TLK-U105, TLK-U112."""
    kantor = row.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    row = IndikatorKantor.objects.select_for_update().get(pk=row.pk)
    before = _content(row)
    issues, sasaran, bidang, kota = _chosen(kantor, isian)
    if issues or sasaran is None:
        raise IssueError(issues)
    _hang(row, sasaran, bidang, kota, isian.alasan_pemilihan)
    after = _content(row)
    if before == after:
        raise IssueError(unchanged("sasaran"))
    row.save()
    isi = {nama: {"lama": before[nama], "baru": after[nama]} for nama in after if before[nama] != after[nama]}
    log_change("rencana.iku_diubah", row.kode, at=at, by=by, kantor=kantor, isi=isi)
    return row


@transaction.atomic
def move_iku(row: IndikatorKantor, naik: bool, *, by: Pengguna, at: datetime) -> bool:
    """Change places with the neighbouring IKU on the same tujuan or sasaran; False where there is none on that side."""
    kantor = row.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    near = [one for one in list_iku(kantor) if one.sasaran_id == row.sasaran_id]
    place = next(n for n, one in enumerate(near) if one.pk == row.pk)
    other = place + (-1 if naik else 1)
    if not 0 <= other < len(near):
        return False
    mine, theirs = near[place].urut, near[other].urut
    IndikatorKantor.objects.filter(pk=near[place].pk).update(urut=theirs)
    IndikatorKantor.objects.filter(pk=near[other].pk).update(urut=mine)
    isi = {"lama": place + 1, "baru": other + 1}
    log_change("rencana.iku_diurutkan", row.kode, at=at, by=by, kantor=kantor, isi=isi)
    return True


def why_kept(row: IndikatorKantor) -> Issue | None:
    """Why an IKU cannot leave the plan (TLK-U106): a figure of it was published, or is on its way to be."""
    found = Realisasi.objects.filter(indikator=row).exclude(status="draf").order_by("tahun", "nomor").first()
    if found is None:
        return None
    published = Realisasi.objects.filter(indikator=row, status="diterbitkan").order_by("tahun").first()
    if published is not None:
        what = f"{row.kode} sudah pernah terbit, untuk {published.tahun}."
        todo = "Biarkan di rencana; angka yang terbit harus tetap dapat dibaca."
    else:
        what = f"{row.kode} {found.tahun} sedang dalam persetujuan."
        todo = "Selesaikan dahulu persetujuannya."
    return wants("TLK-U106", "alasan", what, todo, "IKU hanya dapat dikeluarkan selama belum ada angkanya yang diajukan.")


@transaction.atomic
def take_out(row: IndikatorKantor, alasan: str, *, by: Pengguna, at: datetime) -> None:
    """Take an IKU out of the plan; its drafts and targets stay stored. IssueError TLK-U106, TLK-U107."""
    kantor = row.perangkat_daerah
    require(by, kantor, "kelola_rencana")
    kept = why_kept(row)
    issues = [*short_reason(alasan), *([kept] if kept else [])]
    if issues:
        raise IssueError(issues)
    IndikatorKantor.objects.filter(pk=row.pk).update(dihapus_pada=at)
    isi = {**_content(row), "alasan": alasan.strip()}
    log_change("rencana.iku_dikeluarkan", row.kode, at=at, by=by, kantor=kantor, isi=isi)


def _content(row: IndikatorKantor) -> dict[str, Any]:
    return {
        "nama": row.nama,
        "tujuan_sasaran": row.tujuan_sasaran,
        "bidang": row.bidang.nama if row.bidang else "",
        "indikator_kota": row.indikator_kota.kode if row.indikator_kota else "",
        "alasan_pemilihan": row.alasan_pemilihan,
    }
