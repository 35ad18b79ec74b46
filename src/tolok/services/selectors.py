"""What is looked at: figures of an office as known at an instant, their vintages, what waits for whom. Reads only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tolok.formula.finish import ANGKA_TAHUNAN, REGISTER_TAHUNAN
from tolok.measurement.approval import TABLE, waiting_role
from tolok.services.persetujuan import capaian_sheet
from tolok.services.target import targets_at
from tolok.store.models import (
    IndikatorKantor,
    Kiriman,
    Langkah,
    Penjelasan,
    Peran,
    PerangkatDaerah,
    PeriodePengukuran,
    Realisasi,
)
from tolok.values.period import Period

DIGANTIKAN = "digantikan"
# Reopening leaves the published vintage what it was; the draft beside it is a vintage of its own.
_AFTER = {row.action: row.next for row in TABLE if row.state != "diterbitkan"}


@dataclass(frozen=True)
class Terbitan:
    """One vintage as it stood at an instant: its state then, and the steps taken by then."""

    realisasi: Realisasi
    status: str
    langkah: Sequence[Langkah] = field(default=())


@dataclass(frozen=True)
class AngkaKantor:
    """One IKU in one period at an instant: the newest vintage, all vintages, target and capaian.

    `target` is what the figure is held against: that of the quarter where one was set, else that of the year, which
    `target_tahun` always is.
    """

    indikator: IndikatorKantor
    terbitan: Sequence[Terbitan]
    target: Fraction | None
    capaian: Mapping[str, Any] | None
    target_tahun: Fraction | None = None

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


def figure_of(indikator: IndikatorKantor, period: Period, at: datetime) -> AngkaKantor:
    """One IKU in a period as known at `at`."""
    return _figures([indikator], [period.tahun], period.triwulan, at)[indikator.pk, period.tahun]


def _figures(
    indikator: Sequence[IndikatorKantor], years: Sequence[int], triwulan: int, at: datetime
) -> dict[tuple[int, int], AngkaKantor]:
    """(indikator, year) → figure, in as few queries however many are asked for."""
    found = Realisasi.objects.filter(indikator__in=indikator, tahun__in=years, triwulan=triwulan, dihitung_pada__lte=at)
    rows = list(found.select_related("definisi").order_by("nomor"))
    known = {one.pk: one for one in indikator}
    for row in rows:
        row.indikator = known[row.indikator_id]  # they come with office and bidang; one query less
    steps: dict[int, list[Langkah]] = {}
    for one in Langkah.objects.filter(realisasi__in=rows, pada__lte=at).select_related("oleh").order_by("id"):
        steps.setdefault(one.realisasi_id, []).append(one)
    targets = targets_of(indikator, years, at)
    adds_up = {row.indikator_id for row in rows if row.definisi.isi.get("tipe_hitung") == "kumulatif"}
    own = targets_at(indikator, years, at, triwulan, adds_up) if triwulan else targets
    figures = {}
    for measure in indikator:
        for tahun in years:
            vintages = _vintages([row for row in rows if (row.indikator_id, row.tahun) == (measure.pk, tahun)], steps)
            yearly = targets.get((measure.pk, tahun))
            target = own.get((measure.pk, tahun), yearly)
            figures[measure.pk, tahun] = AngkaKantor(measure, vintages, target, _capaian(vintages, target), yearly)
    return figures


def _vintages(rows: Iterable[Realisasi], steps: Mapping[int, list[Langkah]]) -> tuple[Terbitan, ...]:
    vintages: list[Terbitan] = []
    for row in rows:
        taken = steps.get(row.pk, [])
        moved = [one for one in taken if one.aksi in _AFTER]
        state = _AFTER[moved[-1].aksi] if moved else "draf"
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


def targets_of(
    indikator: Sequence[IndikatorKantor], tahun: Sequence[int], at: datetime, triwulan: int = 0
) -> dict[tuple[int, int], Fraction]:
    """(indikator, year) → the target of the year, or that up to one of its quarters, known at `at`."""
    return targets_at(indikator, tahun, at, triwulan)


def trend_of(indikator: IndikatorKantor, until: Period, at: datetime, years: int = 6) -> dict[int, AngkaKantor]:
    """Year → yearly figure, for the years up to and including that of `until` in which anything was computed.

    In a running year the last one is the figure up to the quarter of `until`.
    """
    span = range(until.tahun - years + 1, until.tahun + 1)
    found = _figures([indikator], span, 0, at)
    if until.triwulan:
        found |= _figures([indikator], [until.tahun], until.triwulan, at)
    figures = {tahun: found[indikator.pk, tahun] for tahun in span}
    first = next((tahun for tahun in span if figures[tahun].kini), until.tahun)
    return {tahun: figure for tahun, figure in figures.items() if tahun >= first}


def periods_of(kantor: PerangkatDaerah) -> tuple[Period, ...]:
    """Periods in which the office has any figure, the newest first."""
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor).values_list("tahun", "triwulan").distinct()
    return tuple(sorted((Period(*one) for one in found), reverse=True))


def publications_of(kantor: PerangkatDaerah) -> list[datetime]:
    """The instants at which the office published something."""
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, diterbitkan_pada__isnull=False)
    return list(found.values_list("diterbitkan_pada", flat=True))


def opening_period(kantor: PerangkatDaerah) -> Period | None:
    """Where a reader starts: the newest period with a published figure, else the newest at all."""
    published = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, status="diterbitkan")
    found = {Period(*one) for one in published.values_list("tahun", "triwulan").distinct()}
    return max(found) if found else next(iter(periods_of(kantor)), None)


def waiting_for(roles: Iterable[str] | Mapping[str, Peran], kantor: PerangkatDaerah) -> list[Realisasi]:
    """Figures whose next step belongs to one of these roles, oldest first; the person may still be excluded by name.

    With the rows of the roles their scope counts: a role inside a bidang waits for that bidang's figures only. What a
    yearly register can never say of a quarter waits for nobody.
    """
    states = [state for state in dict.fromkeys(row.state for row in TABLE) if waiting_role(state) in set(roles)]
    if not states:
        return []
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, indikator__dihapus_pada=None, status__in=states)
    found = found.exclude(triwulan__gt=0, alasan__in=(REGISTER_TAHUNAN, ANGKA_TAHUNAN)).defer("lembar")
    rows = found.select_related("indikator__bidang", "definisi").order_by("tahun", "triwulan", "indikator__urut")
    return [row for row in rows if not isinstance(roles, Mapping) or _reaches(roles, row)]


def _reaches(roles: Mapping[str, Peran], row: Realisasi) -> bool:
    role = roles[waiting_role(row.status) or ""]
    return role.bidang_id in (None, row.indikator.bidang_id)


def known_results(indikator: IndikatorKantor, years: Sequence[int], at: datetime) -> list[Realisasi]:
    """Per year the newest published figure known at `at` that has a value."""
    found = Realisasi.objects.filter(indikator=indikator, tahun__in=years, triwulan=0, diterbitkan_pada__lte=at).exclude(
        nilai=""
    )
    return list({row.tahun: row for row in found.order_by("tahun", "nomor")}.values())


def explanations_of(rows: Sequence[Realisasi], at: datetime) -> dict[int, dict[str, Penjelasan]]:
    """Figure → kind → the explanation that held at `at`; the newest of each kind, none where it was withdrawn."""
    found: dict[int, dict[str, Penjelasan]] = {}
    written = Penjelasan.objects.filter(realisasi__in=rows, pada__lte=at).select_related("oleh")
    for one in written.order_by("pada", "id"):
        found.setdefault(one.realisasi_id, {})[one.jenis] = one
    return {row: {jenis: one for jenis, one in kinds.items() if one.isi.strip()} for row, kinds in found.items()}


def opened_periods(kantor: PerangkatDaerah, at: datetime) -> dict[Period, PeriodePengukuran]:
    """Every period that somebody had opened by `at`, with its deadlines."""
    found = PeriodePengukuran.objects.filter(perangkat_daerah=kantor, dibuka_pada__lte=at)
    return {Period(one.tahun, one.triwulan): one for one in found}


def owners_of(kantor: PerangkatDaerah, at: datetime) -> dict[int | None, str]:
    """Bidang → the person who verifies for it on that day; None names the one of the whole office."""
    day = timezone.localdate(at)
    held = Peran.objects.filter(perangkat_daerah=kantor, peran="verifikator", dicabut_pada=None, pengguna__is_active=True)
    dated = held.filter(Q(mulai=None) | Q(mulai__lte=day), Q(sampai=None) | Q(sampai__gte=day))
    names: dict[int | None, str] = {}
    for row in dated.select_related("pengguna").order_by("sifat", "id"):
        names.setdefault(row.bidang_id, row.pengguna.nama)
    return names


def deliveries_of(kantor: PerangkatDaerah, period: Period, at: datetime) -> dict[str, Kiriman]:
    """Register → its last delivery that speaks of the period's year, as known at `at`."""
    tahun = str(period.tahun)
    found = Kiriman.objects.filter(
        perangkat_daerah=kantor, jenis="berkas", periode__startswith=tahun, diterima_pada__lte=at
    ).select_related("oleh")
    return {one.register: one for one in found.order_by("diterima_pada", "id")}


def register_of(agregat: str) -> str:
    """The register that a term of a sheet reads: `banyak(koperasi yang …)` → koperasi; outside figures live in `data`."""
    if agregat.startswith("data("):
        return "data"
    named = re.search(r"\((\w+)", agregat)
    return named[1] if named else ""


def last_steps(rows: Sequence[Realisasi]) -> dict[int, Langkah]:
    """Figure → the last step taken on it."""
    steps = Langkah.objects.filter(realisasi__in=rows).select_related("oleh").order_by("id") if rows else ()
    return {one.realisasi_id: one for one in steps}
