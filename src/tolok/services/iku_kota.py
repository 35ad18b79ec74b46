"""Indicators of the pemda itself (RPJMD), which the offices' IKU serve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tolok.services.akses import NotFoundError, open_kantor_for, require, roles_in
from tolok.services.rencana import unchanged, wants
from tolok.services.riwayat import log_change
from tolok.store.models import IndikatorKantor, IndikatorKota, Pengguna, PerangkatDaerah
from tolok.values.issue import Issue, IssueError


@dataclass(frozen=True)
class IkuKota:
    """One indicator of the pemda with the IKU of this office that serve it, and how many of other offices do."""

    indikator: IndikatorKota
    pendukung: Sequence[IndikatorKantor]
    kantor_lain: int


@dataclass(frozen=True)
class IsianIkuKota:
    """What a form says of an indicator of the pemda."""

    kode: str
    nama: str
    sasaran: str = ""
    rujukan: str = ""


def list_iku_kota(kantor: PerangkatDaerah) -> list[IkuKota]:
    """The pemda's indicators by code, as seen from one office: of other offices only a count is told."""
    rows = list(IndikatorKota.objects.filter(pemda=kantor.pemda_id).order_by("kode"))
    links = list(IndikatorKantor.objects.filter(indikator_kota__in=rows).order_by("urut"))
    found = []
    for row in rows:
        serving = [one for one in links if one.indikator_kota_id == row.pk]
        mine = [one for one in serving if one.perangkat_daerah_id == kantor.pk]
        found.append(IkuKota(row, mine, len({one.perangkat_daerah_id for one in serving} - {kantor.pk})))
    return found


def open_iku_kota_for(pengguna: Pengguna, slug: str, iku_kota_id: int) -> IndikatorKota:
    """An indicator of the pemda to which an office of the person belongs. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    row = IndikatorKota.objects.filter(pemda=kantor.pemda_id, pk=iku_kota_id).first()
    if row is None:
        raise NotFoundError(str(iku_kota_id))
    return row


def _check(kantor: PerangkatDaerah, isian: IsianIkuKota, row: IndikatorKota | None, by: Pengguna) -> list[Issue]:
    issues = []
    kode, nama = isian.kode.strip(), " ".join(isian.nama.split())
    if not 1 <= len(kode) <= 20:
        issues.append(wants("TLK-U100", "kode", "Kodenya belum ditulis.", "Tulis misalnya IKU-02, paling panjang 20 huruf."))
    if not 5 <= len(nama) <= 240:
        issues.append(
            wants("TLK-U100", "nama", "Namanya belum ditulis.", "Tulis seperti di RPJMD, paling panjang 240 huruf.")
        )
    if len(isian.rujukan) > 240:
        issues.append(wants("TLK-U100", "rujukan", "Rujukannya terlalu panjang.", "Ringkaskan sampai 240 huruf."))
    twin = IndikatorKota.objects.filter(pemda=kantor.pemda_id, kode__iexact=kode)
    if kode and twin.exclude(pk=row.pk if row else None).exists():
        issues.append(wants("TLK-U103", "kode", f"{kode} sudah dipakai IKU Kota lain.", "Pakai kode yang lain."))
    linked = row is not None and IndikatorKantor.objects.filter(indikator_kota=row).exclude(perangkat_daerah=kantor).exists()
    if linked and "admin_pemda" not in roles_in(by, kantor):
        todo = "Minta admin pemda mengubahnya."
        issues.append(wants("TLK-U108", "nama", "Kantor lain sudah memakai IKU Kota ini.", todo, "Isinya milik bersama."))
    return issues


@transaction.atomic
def save_iku_kota(
    kantor: PerangkatDaerah, isian: IsianIkuKota, row: IndikatorKota | None, *, by: Pengguna, at: datetime
) -> IndikatorKota:
    """A new indicator of the pemda, or other words for one. IssueError TLK-U100, TLK-U103, TLK-U108, TLK-U112."""
    require(by, kantor, "kelola_iku_kota")
    issues = _check(kantor, isian, row, by)
    new = row is None
    row = IndikatorKota(pemda=kantor.pemda) if row is None else IndikatorKota.objects.select_for_update().get(pk=row.pk)
    before = _content(row)
    row.kode, row.nama = isian.kode.strip(), " ".join(isian.nama.split())
    row.sasaran, row.rujukan = " ".join(isian.sasaran.split()), " ".join(isian.rujukan.split())
    after = _content(row)
    if not issues and before == after:
        issues.append(unchanged("nama"))
    if issues:
        raise IssueError(issues)
    row.save()
    isi = {nama: {"lama": before[nama], "baru": after[nama]} for nama in after if before[nama] != after[nama]}
    log_change(
        "rencana.iku_kota_ditambah" if new else "rencana.iku_kota_diubah", row.kode, at=at, by=by, kantor=kantor, isi=isi
    )
    return row


def _content(row: IndikatorKota) -> dict[str, str]:
    return {"kode": row.kode, "nama": row.nama, "sasaran": row.sasaran, "rujukan": row.rujukan}
