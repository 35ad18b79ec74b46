"""What anybody may see, without signing in: published vintages only, and no count over fewer than five entities.

The one way to the public: its objects are fetched here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tolok.engine.snapshot import DATA_REGISTER
from tolok.measurement.penyembunyian import any_small, hidden_rows
from tolok.services.akses import NotFoundError
from tolok.services.selectors import AngkaKantor, Terbitan, figures_of, register_of
from tolok.store.models import IndikatorKantor, PerangkatDaerah, PeriodePengukuran, Realisasi
from tolok.values.period import Period


@dataclass(frozen=True)
class AngkaPublik:
    """One IKU as the public sees it: the published vintage in force, those that it replaced, and what stays hidden."""

    indikator: IndikatorKantor
    terbit: Terbitan
    digantikan: Sequence[Terbitan]
    tersembunyi: frozenset[str]
    pemda: str

    @property
    def row(self) -> Realisasi:
        return self.terbit.realisasi

    @property
    def totals(self) -> Sequence[Mapping[str, Any]]:
        """The city's totals from the sheet, counts and all: to be said only where `sayable`."""
        found: Sequence[Mapping[str, Any]] = self.row.lembar["wilayah"][self.pemda]["total"]
        return found

    @property
    def sayable(self) -> bool:
        """Whether the counts behind the city's figure may be said: none of them is over fewer than five."""
        return not any(any_small(_parts(one)[:2]) for one in self.totals)

    @property
    def excluded(self) -> int | None:
        """How many rows could not be judged, where that may be said; None where it is too few, or nothing was counted."""
        parted = [one for one in self.totals if "terhitung" in one]
        counts = [_parts(one)[2] for one in parted]
        return None if not parted or any_small(counts) or not self.sayable else max(counts)


@dataclass(frozen=True)
class PapanPublik:
    """An office and a period for the public, as known at an instant."""

    kantor: PerangkatDaerah
    period: Period
    at: datetime
    angka: Sequence[AngkaPublik]
    semua: int
    periode: Sequence[Period] = field(default=())

    @property
    def published_at(self) -> datetime | None:
        """When the newest figure of the page was published."""
        return max((one.row.diterbitkan_pada for one in self.angka if one.row.diterbitkan_pada), default=None)


def public_offices(at: datetime) -> list[PerangkatDaerah]:
    """Offices of which anything is published, by pemda and name."""
    published = Realisasi.objects.filter(diterbitkan_pada__lte=at).values("indikator__perangkat_daerah")
    found = PerangkatDaerah.objects.filter(kode__in=published).select_related("pemda")
    return list(found.order_by("pemda__nama", "nama"))


def open_public(slug: str, at: datetime) -> PerangkatDaerah:
    """An office by its address. Raises NotFoundError where nothing of it is published."""
    for kantor in public_offices(at):
        if kantor.slug == slug:
            return kantor
    raise NotFoundError(slug)


def public_periods(kantor: PerangkatDaerah, at: datetime) -> tuple[Period, ...]:
    """Periods with a published figure, the newest first."""
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, diterbitkan_pada__lte=at)
    return tuple(sorted({Period(*one) for one in found.values_list("tahun", "triwulan")}, reverse=True))


def public_board(slug: str, period: Period, at: datetime) -> PapanPublik:
    """Everything that is published of an office for a period. Raises NotFoundError for an office without anything."""
    kantor = open_public(slug, at)
    figures = figures_of(kantor, period, at)
    hidden = _hidden(kantor, at)
    found = [_public(figure, hidden, kantor.pemda_id) for figure in figures if figure.terbit is not None]
    return PapanPublik(kantor, period, at, found, len(figures), public_periods(kantor, at))


def public_figure(slug: str, period: Period, kode: str, at: datetime) -> tuple[PapanPublik, AngkaPublik]:
    """One published figure. Raises NotFoundError where it is not published."""
    board = public_board(slug, period, at)
    for one in board.angka:
        if one.indikator.kode == kode:
            return board, one
    raise NotFoundError(kode)


def _public(figure: AngkaKantor, hidden: Mapping[str, frozenset[str]], pemda: str) -> AngkaPublik:
    assert figure.terbit is not None  # noqa: S101  # only published figures come here
    registers = {register_of(one["agregat"]) for one in _totals(figure.terbit, pemda)}
    names = frozenset[str]().union(*(hidden.get(register, frozenset()) for register in registers))
    replaced = [one for one in figure.terbitan if one.status == "digantikan"]
    return AngkaPublik(figure.indikator, figure.terbit, replaced, names, pemda)


def _hidden(kantor: PerangkatDaerah, at: datetime) -> dict[str, frozenset[str]]:
    """Register → kecamatan to hide: the same behind every figure over that register, in every vintage and period.

    A kecamatan hidden behind one figure and shown behind another would give its number of rows away; hidden in one vintage
    and shown in the next, or in this year's column and not in next year's `tahun lalu`, it could be worked out from both.
    What is hidden only ever grows, so that an older copy of a page gives nothing away either. How many rows were excluded
    is said of the whole city only, so it takes no part.
    """
    cells: dict[str, dict[str, dict[tuple[object, ...], int]]] = {}
    published = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, diterbitkan_pada__lte=at)
    for pk, lembar in published.order_by("pk").values_list("pk", "lembar"):
        for code, sheet in lembar["wilayah"].items():
            for total in sheet["total"] if code != kantor.pemda_id else ():
                found = cells.setdefault(register_of(total["agregat"]), {}).setdefault(code, {})
                found |= {(pk, total["agregat"], part): count for part, count in enumerate(_parts(total)[:2])}
    cells.pop(DATA_REGISTER, None)
    return {register: hidden_rows(_rows(by_region)) for register, by_region in cells.items()}


def _parts(total: Mapping[str, Any]) -> tuple[int, int, int]:
    """Counted, not meeting, excluded; nobody where nothing was delivered."""
    return total.get("terhitung", 0), total.get("tidak_memenuhi", 0), sum(total.get("dikeluarkan", {}).values())


def _rows(by_region: Mapping[str, Mapping[tuple[object, ...], int]]) -> dict[str, list[int]]:
    """One row of counts per region over the same columns; a region that a vintage does not know counts nobody there."""
    columns = dict.fromkeys(column for row in by_region.values() for column in row)
    return {code: [row.get(column, 0) for column in columns] for code, row in by_region.items()}


def _totals(vintage: Terbitan, pemda: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = vintage.realisasi.lembar["wilayah"][pemda]["total"]
    return found


def next_publication(kantor: PerangkatDaerah, at: datetime) -> PeriodePengukuran | None:
    """The next period that the office has undertaken to publish, by its deadline."""
    found = PeriodePengukuran.objects.filter(perangkat_daerah=kantor, dibuka_pada__lte=at, batas_terbit__gte=at.date())
    return found.filter(ditutup_pada=None).order_by("batas_terbit").first()
