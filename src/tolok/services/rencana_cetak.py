"""What the printed documents of the plan share: their years, their stamps, published figures beside the targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from tolok.catalogue.definition import Definisi as Definition
from tolok.measurement.lembar import legend
from tolok.services.definisi import definition_in_force, text_in_force
from tolok.services.katalog import said
from tolok.services.permintaan_cetak import PermintaanCetak, stamps, vintage_code
from tolok.services.rumus_cetak import formula_in_words
from tolok.services.tanda_tangan import city_of, head_signature
from tolok.store.models import IndikatorKantor, PerangkatDaerah, Realisasi, Target
from tolok.values.instant import tanggal_panjang
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka
from tolok.writing.sheet import Formula, Meta, Signature

BELUM = "belum ada"
_MOST_YEARS = 6


@dataclass(frozen=True)
class MasaRencana:
    """The years of a plan, and how they are called: `Renstra 2022–2026`, or only `Tahun 2022–2024`."""

    tahun: tuple[int, ...]
    label: str


def no_iku(kantor: PerangkatDaerah) -> IssueError:
    """TLK-P040: an office that has taken up no IKU has nothing to print."""
    what, why = "Belum ada IKU yang dapat dicetak.", "Kantor ini belum memakai satu indikator pun di rencananya."
    todo = "Pakai indikator dari katalog di menu Indikator, lalu cetak lagi."
    return IssueError(Issue("TLK-P040", "salah", f"{kantor.nama} {kantor.pemda.nama}", what, why, todo))


def plan_of_office(kantor: PerangkatDaerah) -> list[IndikatorKantor]:
    """The office's IKU in the order of its document. IssueError TLK-P040 where there is none."""
    found = IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut", "id")
    rows = list(found.select_related("bidang", "sasaran", "indikator_kota", "perangkat_daerah__pemda"))
    if not rows:
        raise no_iku(kantor)
    return rows


def profile_of(kantor: PerangkatDaerah) -> dict[str, Any]:
    """Visi, misi, tujuan, tugas and fungsi as the office entered them."""
    profil = kantor.profil
    many = {name: tuple(profil.get(name, ())) for name in ("misi", "tujuan", "fungsi")}
    return {"visi": profil.get("visi", ""), "tugas": profil.get("tugas", ""), **many}


def plan_years(kantor: PerangkatDaerah, tahun: int, at: datetime) -> MasaRencana:
    """The years of the office's Renstra (`profil["renstra"]`: awal, akhir); without them those that have targets.

    At most six, the year asked for always among them.
    """
    told = kantor.profil.get("renstra") or {}
    first, last = told.get("awal"), told.get("akhir")
    if isinstance(first, int) and isinstance(last, int) and first <= tahun <= last < first + _MOST_YEARS:
        return MasaRencana(tuple(range(first, last + 1)), f"Renstra {first}–{last}")
    found = Target.objects.filter(indikator__perangkat_daerah=kantor, indikator__dihapus_pada=None, diketahui_dari__lte=at)
    known = {tahun, *found.values_list("tahun", flat=True)}
    last = max(one for one in known if one < tahun + _MOST_YEARS)
    first = max(min(known), min(tahun, last - _MOST_YEARS + 1))
    years = tuple(range(first, min(last, first + _MOST_YEARS - 1) + 1))
    return MasaRencana(years, f"Tahun {years[0]}–{years[-1]}" if len(years) > 1 else f"Tahun {years[0]}")


def yearly_figures(
    indikator: Sequence[IndikatorKantor], request: PermintaanCetak, years: Iterable[int]
) -> dict[tuple[int, int], Realisasi]:
    """(indikator, year) → the published figure in force at the instant asked for; in a draft, where there is none, the
    newest working one."""
    found = Realisasi.objects.filter(
        indikator__in=indikator, tahun__in=list(years), triwulan=0, dihitung_pada__lte=request.at
    )
    rows = list(found.select_related("indikator", "definisi").order_by("nomor"))
    known = {(row.indikator_id, row.tahun): row for row in rows} if request.draf else {}
    return known | {(row.indikator_id, row.tahun): row for row in rows if is_published(row, request.at)}


def is_published(row: Realisasi, at: datetime) -> bool:
    """Whether a figure was published by an instant."""
    return row.diterbitkan_pada is not None and row.diterbitkan_pada <= at


def plan_meta(request: PermintaanCetak, plan: Any, printed: Iterable[Realisasi]) -> Meta:
    """The stamps of a document of the plan: the instant asked for, the SHA-256 of what it says, the vintages in it."""
    codes = tuple(vintage_code(one) for one in printed if is_published(one, request.at))
    return replace(stamps(request, (), plan), vintage=codes)


def signed_today(request: PermintaanCetak) -> Signature | None:
    """The head's signature under the place and the day for which the document is printed."""
    kantor = request.kantor
    return head_signature(kantor, request.at, f"{city_of(kantor)}, {tanggal_panjang(request.at)}")


def shown(row: Realisasi | None) -> str:
    """A figure as printed, its reason, or that none is published."""
    return (row.tampil or row.alasan) if row else "belum terbit"


def target_text(target: Fraction | None, desimal: int) -> str:
    """A target as printed, or that there is none."""
    return format_angka(target, desimal) if target is not None else BELUM


# --- definitions ------------------------------------------------------------------------------------------------------


def definition_for(row: IndikatorKantor, request: PermintaanCetak) -> Definition | None:
    """The text that speaks for the year asked for; None where nobody defines the indicator."""
    try:
        return text_in_force(row.perangkat_daerah, row.kode, request.tahun, request.at).definisi
    except IssueError:
        return None


def words_in_force(row: IndikatorKantor, request: PermintaanCetak) -> tuple[Mapping[str, Any], Formula | None]:
    """(definition as data, formula in words) in force for the year asked for; empty where none can be computed."""
    try:
        stored, checked = definition_in_force(row.kode, request.tahun, row.perangkat_daerah, request.at)
    except IssueError:
        return {}, None
    return stored.isi, formula_in_words(stored.isi["formula"], legend(checked), said(checked))
