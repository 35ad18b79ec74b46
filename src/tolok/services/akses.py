"""Who may see and do what. Every object is fetched through a function here, with access checked in the same breath.

What a person may not see does not exist for him: the answer is NotFound, never "forbidden", so that nothing leaks.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils import timezone

from tolok.measurement.approval import Role
from tolok.services.hak import HAK, Hak
from tolok.store.models import (
    Bidang,
    IndikatorKantor,
    Larangan,
    Pengguna,
    Peran,
    PerangkatDaerah,
    Realisasi,
    RegisterRow,
    register_models,
)

Scope = Bidang | None | Literal["semua"]
"""Whose object a right is asked for: one bidang's, that of none (None), or no object in particular."""


class NotFoundError(Exception):
    """The object does not exist, or not for this person."""


def roles_of(pengguna: Pengguna, on: date | None = None) -> QuerySet[Peran]:
    """The person's roles that hold on a day (today), in every unit; what he acts for somebody comes after his own."""
    on = on or timezone.localdate()
    held = Peran.objects.filter(pengguna=pengguna, pengguna__is_active=True, dicabut_pada=None)
    dated = held.filter(Q(mulai=None) | Q(mulai__lte=on), Q(sampai=None) | Q(sampai__gte=on))
    return dated.select_related("bidang", "perangkat_daerah").order_by("sifat", "id")


def list_kantor_for(pengguna: Pengguna) -> Sequence[PerangkatDaerah]:
    """Offices in which the person has any role, directly or through their pemda, by name; those denied are left out."""
    roles = list(roles_of(pengguna))
    units = Q(kode__in=[one.perangkat_daerah_id for one in roles if one.perangkat_daerah_id])
    units |= Q(pemda__in=[one.pemda_id for one in roles if not one.perangkat_daerah_id])
    found = PerangkatDaerah.objects.filter(units).select_related("pemda").order_by("nama", "kode")
    denied = denials_of(pengguna)
    return [kantor for kantor in found if not _is_denied(denied, "lihat_kantor", kantor)]


def open_kantor_for(pengguna: Pengguna, slug: str) -> PerangkatDaerah:
    """The office of a URL (35.75-2.17), if the person works there. Raises NotFoundError."""
    for kantor in list_kantor_for(pengguna):
        if kantor.slug == slug:
            return kantor
    raise NotFoundError(slug)


def roles_in(
    pengguna: Pengguna, kantor: PerangkatDaerah, bidang: Scope = "semua", held: Iterable[Peran] | None = None
) -> dict[Role, Peran]:
    """Role → its row, for one person in one office today; with a `bidang` only roles whose scope reaches it.

    None is what belongs to no bidang: only a role of the whole office reaches that. `held`: what `roles_of` said already.
    """
    reach = (None,) if bidang is None else () if bidang == "semua" else (None, bidang.pk)
    found: dict[Role, Peran] = {}
    for row in _rows_in(kantor, roles_of(pengguna) if held is None else held):
        if bidang == "semua" or row.bidang_id in reach:
            found.setdefault(row.peran, row)
    return found


def _rows_in(kantor: PerangkatDaerah, held: Iterable[Peran]) -> list[Peran]:
    """Of a person's roles those in one office, those of its whole pemda included."""
    return [
        row for row in held
        if row.perangkat_daerah_id == kantor.kode or (not row.perangkat_daerah_id and row.pemda_id == kantor.pemda_id)
    ]  # fmt: skip


def roles_on(pengguna: Pengguna, indikator: IndikatorKantor) -> dict[Role, Peran]:
    """Role → its row, for one person and one IKU: a role inside a bidang reaches that bidang's IKU only."""
    return roles_in(pengguna, indikator.perangkat_daerah, indikator.bidang)


def acting_as(peran: Peran) -> str:
    """In what capacity a person acts: 'Kepala Dinas', or 'Plh Kepala Dinas' where he stands in for its holder."""
    return peran.jabatan if peran.sifat == "definitif" else f"{peran.sifat.capitalize()} {peran.jabatan}"


def denials_of(pengguna: Pengguna, on: date | None = None) -> list[Larangan]:
    """The person's denials that hold on a day (today)."""
    on = on or timezone.localdate()
    held = Larangan.objects.filter(pengguna=pengguna, dicabut_pada=None)
    return list(held.filter(Q(mulai=None) | Q(mulai__lte=on), Q(sampai=None) | Q(sampai__gte=on)))


def _is_denied(denied: Sequence[Larangan], hak: str, kantor: PerangkatDaerah) -> bool:
    here = (one for one in denied if one.pemda_id == kantor.pemda_id and one.perangkat_daerah_id in (None, kantor.kode))
    return any(one.hak in ("*", hak) for one in here)


def may(pengguna: Pengguna, kantor: PerangkatDaerah, hak: Hak, bidang: Scope = "semua") -> bool:
    """Whether one of the person's roles in the office carries a right and nothing denies it: a deny always wins."""
    allowed = not HAK[hak].isdisjoint(roles_in(pengguna, kantor, bidang))
    return allowed and not _is_denied(denials_of(pengguna), hak, kantor)


def scopes_of(pengguna: Pengguna, kantor: PerangkatDaerah, hak: Hak) -> set[int | None]:
    """The bidang (their keys) in which a person holds a right in an office today; None stands for the whole office."""
    if _is_denied(denials_of(pengguna), hak, kantor):
        return set()
    return {row.bidang_id for row in _rows_in(kantor, roles_of(pengguna)) if row.peran in HAK[hak]}


def require(pengguna: Pengguna, kantor: PerangkatDaerah, hak: Hak, bidang: Scope = "semua") -> None:
    """Raises NotFoundError where the person lacks the right: what he may never do does not exist for him."""
    if not may(pengguna, kantor, hak, bidang):
        raise NotFoundError(hak)


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
    """The row in force of one entity and year, for whoever may see rows in its office. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    require(pengguna, kantor, "lihat_baris")
    model = register_models().get(register)
    if model is None:
        raise NotFoundError(register)
    found = model.objects.filter(perangkat_daerah=kantor.kode, entitas=entitas, periode=tahun, diketahui_sampai=None)
    row = found.first()
    if row is None:
        raise NotFoundError(entitas)
    return row
