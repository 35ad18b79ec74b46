"""Who may see and do what. Every object is fetched through a function here, with access checked in the same breath.

What a person may not see does not exist for him: the answer is NotFound, never "forbidden", so that nothing leaks.
"""

from collections.abc import Sequence

from tolok.measurement.approval import Role
from tolok.store.models import IndikatorKantor, Pengguna, Peran, PerangkatDaerah, Realisasi, RegisterRow, register_models


class NotFoundError(Exception):
    """The object does not exist, or not for this person."""


def list_kantor_for(pengguna: Pengguna) -> Sequence[PerangkatDaerah]:
    """Offices in which the person has any role, by name."""
    found = PerangkatDaerah.objects.filter(peran__pengguna=pengguna).distinct()
    return list(found.select_related("pemda").order_by("nama", "kode"))


def open_kantor_for(pengguna: Pengguna, slug: str) -> PerangkatDaerah:
    """The office of a URL (35.75-2.17), if the person works there. Raises NotFoundError."""
    for kantor in list_kantor_for(pengguna):
        if kantor.slug == slug:
            return kantor
    raise NotFoundError(slug)


def roles_in(pengguna: Pengguna, kantor: PerangkatDaerah) -> dict[Role, Peran]:
    """Role → its row, for one person in one office."""
    rows = Peran.objects.filter(pengguna=pengguna, perangkat_daerah=kantor).select_related("bidang")
    return {row.peran: row for row in rows}


def open_indikator_for(pengguna: Pengguna, slug: str, kode: str) -> IndikatorKantor:
    """An IKU of an office that the person works in. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = IndikatorKantor.objects.filter(perangkat_daerah=kantor, kode=kode)
    indikator = found.select_related("perangkat_daerah__pemda", "bidang").first()
    if indikator is None:
        raise NotFoundError(kode)
    return indikator


def open_realisasi_for(pengguna: Pengguna, slug: str, kode: str, tahun: int, triwulan: int, nomor: int) -> Realisasi:
    """One vintage of one figure. Raises NotFoundError."""
    indikator = open_indikator_for(pengguna, slug, kode)
    found = Realisasi.objects.filter(indikator=indikator, tahun=tahun, triwulan=triwulan, nomor=nomor)
    realisasi = found.select_related("definisi", "indikator__perangkat_daerah__pemda", "indikator__bidang").first()
    if realisasi is None:
        raise NotFoundError(f"{kode} {tahun} {nomor}")
    return realisasi


def open_row_for(pengguna: Pengguna, slug: str, register: str, entitas: str, tahun: int) -> RegisterRow:
    """The row in force of one entity and year in the person's office. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    model = register_models().get(register)
    if model is None:
        raise NotFoundError(register)
    found = model.objects.filter(perangkat_daerah=kantor.kode, entitas=entitas, periode=tahun, diketahui_sampai=None)
    row = found.first()
    if row is None:
        raise NotFoundError(entitas)
    return row
