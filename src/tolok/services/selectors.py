"""What is looked at: figures of an office as known at an instant, their vintages, what waits for whom. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from tolok.measurement.approval import TABLE, waiting_role
from tolok.services.persetujuan import capaian_sheet
from tolok.store.models import IndikatorKantor, Langkah, PerangkatDaerah, Realisasi, Target
from tolok.values.number import parse_fraction
from tolok.values.period import Period

DIGANTIKAN = "digantikan"
_AFTER = {row.action: row.next for row in TABLE}


@dataclass(frozen=True)
class Terbitan:
    """One vintage as it stood at an instant: its state then, and the steps taken by then."""

    realisasi: Realisasi
    status: str
    langkah: Sequence[Langkah] = field(default=())


@dataclass(frozen=True)
class AngkaKantor:
    """One IKU in one period at an instant: the newest vintage, all vintages, target and capaian."""

    indikator: IndikatorKantor
    terbitan: Sequence[Terbitan]
    target: Fraction | None
    capaian: Mapping[str, Any] | None

    @property
    def kini(self) -> Terbitan | None:
        """The newest vintage; the one to look at."""
        return self.terbitan[-1] if self.terbitan else None

    @property
    def terbit(self) -> Terbitan | None:
        """The published vintage in force, if any."""
        return next((t for t in reversed(self.terbitan) if t.status == "diterbitkan"), None)


def figures_of(kantor: PerangkatDaerah, period: Period, at: datetime, kode: str | None = None) -> tuple[AngkaKantor, ...]:
    """Every IKU of an office in a period as known at `at`, in the order of the document."""
    indikator = IndikatorKantor.objects.filter(perangkat_daerah=kantor).select_related("bidang", "perangkat_daerah__pemda")
    if kode is not None:
        indikator = indikator.filter(kode=kode)
    return tuple(_figures(list(indikator), [period.tahun], period.triwulan, at).values())


def _figures(
    indikator: Sequence[IndikatorKantor], years: Sequence[int], triwulan: int, at: datetime
) -> dict[tuple[int, int], AngkaKantor]:
    """(indikator, year) → figure, in three queries however many are asked for."""
    found = Realisasi.objects.filter(indikator__in=indikator, tahun__in=years, triwulan=triwulan, dihitung_pada__lte=at)
    rows = list(found.select_related("definisi", "indikator__perangkat_daerah").order_by("nomor"))
    steps: dict[int, list[Langkah]] = {}
    for one in Langkah.objects.filter(realisasi__in=rows, pada__lte=at).select_related("oleh").order_by("id"):
        steps.setdefault(one.realisasi_id, []).append(one)
    targets = targets_of(indikator, years, at)
    figures = {}
    for measure in indikator:
        for tahun in years:
            vintages = _vintages([row for row in rows if (row.indikator_id, row.tahun) == (measure.pk, tahun)], steps)
            target = targets.get((measure.pk, tahun))
            figures[measure.pk, tahun] = AngkaKantor(measure, vintages, target, _capaian(vintages, target))
    return figures


def _vintages(rows: Iterable[Realisasi], steps: Mapping[int, list[Langkah]]) -> tuple[Terbitan, ...]:
    vintages: list[Terbitan] = []
    for row in rows:
        taken = steps.get(row.pk, [])
        state = _AFTER[taken[-1].aksi] if taken else "draf"
        if state == "diterbitkan":
            vintages = [Terbitan(v.realisasi, DIGANTIKAN, v.langkah) if v.status == state else v for v in vintages]
        vintages.append(Terbitan(row, state, tuple(taken)))
    return tuple(vintages)


def _capaian(vintages: Sequence[Terbitan], target: Fraction | None) -> Mapping[str, Any] | None:
    if not vintages:
        return None
    newest = vintages[-1]
    frozen: Mapping[str, Any] = newest.realisasi.capaian
    return frozen if newest.status == "diterbitkan" and frozen else capaian_sheet(newest.realisasi, target)


def targets_of(indikator: Sequence[IndikatorKantor], tahun: Sequence[int], at: datetime) -> dict[tuple[int, int], Fraction]:
    """(indikator, year) → the target known at `at`; the last revision wins."""
    rows = Target.objects.filter(indikator__in=indikator, tahun__in=tahun, diketahui_dari__lte=at)
    return {(row.indikator_id, row.tahun): parse_fraction(row.nilai) for row in rows.order_by("diketahui_dari", "id")}


def trend_of(indikator: IndikatorKantor, until: Period, at: datetime, years: int = 6) -> dict[int, AngkaKantor]:
    """Year → figure, for the years up to and including that of `until` in which anything was computed."""
    span = range(until.tahun - years + 1, until.tahun + 1)
    found = _figures([indikator], span, until.triwulan, at)
    figures = {tahun: found[indikator.pk, tahun] for tahun in span}
    first = next((tahun for tahun in span if figures[tahun].kini), until.tahun)
    return {tahun: figure for tahun, figure in figures.items() if tahun >= first}


def periods_of(kantor: PerangkatDaerah) -> tuple[Period, ...]:
    """Periods in which the office has any figure, the newest first."""
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor).values_list("tahun", "triwulan").distinct()
    return tuple(sorted((Period(*one) for one in found), reverse=True))


def opening_period(kantor: PerangkatDaerah) -> Period | None:
    """Where a reader starts: the newest period with a published figure, else the newest at all."""
    published = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, status="diterbitkan")
    found = {Period(*one) for one in published.values_list("tahun", "triwulan").distinct()}
    return max(found) if found else next(iter(periods_of(kantor)), None)


def waiting_for(roles: Iterable[str], kantor: PerangkatDaerah) -> list[Realisasi]:
    """Figures whose next step belongs to one of these roles, oldest first; the person may still be excluded by name."""
    states = [state for state in dict.fromkeys(row.state for row in TABLE) if waiting_role(state) in set(roles)]
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, status__in=states)
    return list(found.select_related("indikator", "indikator__bidang", "definisi").order_by("tahun", "indikator__urut"))


def known_results(indikator: IndikatorKantor, years: Sequence[int], at: datetime) -> list[Realisasi]:
    """Per year the newest published figure known at `at` that has a value."""
    found = Realisasi.objects.filter(indikator=indikator, tahun__in=years, triwulan=0, diterbitkan_pada__lte=at).exclude(
        nilai=""
    )
    return list({row.tahun: row for row in found.order_by("tahun", "nomor")}.values())
