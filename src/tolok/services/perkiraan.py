"""Forecasts of a running year for the pages that show them: computed from frozen rows when asked, stored nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from django.conf import settings

from tolok.measurement.hitung import Request, compute_all
from tolok.measurement.perkiraan import PALING_BANYAK_TAHUN, Perkiraan, TahunLalu, compute_perkiraan
from tolok.services import paket
from tolok.services.definisi import checked_of
from tolok.services.pengukuran import scope_of, snapshot_of
from tolok.services.selectors import AngkaKantor
from tolok.store.models import IndikatorKantor, Realisasi
from tolok.values.issue import IssueError
from tolok.values.number import parse_fraction
from tolok.values.period import Period

SERATUS = Fraction(100)


@dataclass(frozen=True)
class _Asked:
    """One figure of an earlier year up to a quarter, named by what it rests on; `realisasi` only brings it along."""

    hash_potret: str
    definisi: str
    kantor: str
    period: Period
    realisasi: Realisasi = field(compare=False)


Earlier = Mapping[int, Mapping[int, Realisasi]]
"""Indikator → year → the yearly figure that held."""


def forecasts_of(figures: Iterable[AngkaKantor], period: Period, earlier: Earlier) -> dict[int, Perkiraan]:
    """Indikator → forecast of the year (or the reason why none), for figures of one running quarter."""
    return {
        figure.indikator.pk: _forecast(figure.kini.realisasi, period, earlier.get(figure.indikator.pk, {}))
        for figure in figures
        if figure.kini is not None
    }


def earlier_years(indikator: Sequence[IndikatorKantor], tahun: int, at: datetime) -> dict[int, dict[int, Realisasi]]:
    """Indikator → year → the yearly figure with a value that held at `at`: published before newest. One query."""
    span = range(tahun - PALING_BANYAK_TAHUN, tahun)
    found = Realisasi.objects.filter(indikator__in=indikator, tahun__in=span, triwulan=0, dihitung_pada__lte=at)
    rows = found.exclude(nilai="").select_related("definisi", "indikator__perangkat_daerah__pemda").order_by("nomor")
    chosen: dict[int, dict[int, Realisasi]] = {}
    for row in rows:
        years = chosen.setdefault(row.indikator_id, {})
        before = years.get(row.tahun)
        if before is None or not _published(before, at) or _published(row, at):
            years[row.tahun] = row
    return chosen


def _published(row: Realisasi, at: datetime) -> bool:
    return row.diterbitkan_pada is not None and row.diterbitkan_pada <= at


def _forecast(row: Realisasi, period: Period, earlier: Mapping[int, Realisasi]) -> Perkiraan:
    nilai = parse_fraction(row.nilai) if row.nilai else None
    years = {}
    for tahun, before in earlier.items() if nilai is not None else ():
        until = _until_quarter(before, period.triwulan) if _alike(before, row) else None
        if until is not None:
            years[tahun] = TahunLalu(until, parse_fraction(before.nilai))
    return compute_perkiraan(nilai, period.triwulan, years, SERATUS if is_part_of_whole(row) else None)


def _alike(before: Realisasi, row: Realisasi) -> bool:
    """Measured in the same way, and by counting: a typed figure has no rows from which a quarter could be told."""
    return bool(before.definisi.hash_ukuran == row.definisi.hash_ukuran and before.lembar.get("potret"))


def is_part_of_whole(row: Realisasi) -> bool:
    """Whether the figure is the percentage of a part, which can never exceed 100."""
    rumus, known = row.lembar.get("rumus", ""), row.lembar.get("agregat", [])
    return bool(known) and known[0] == f"pembilang {rumus}"


def _until_quarter(row: Realisasi, triwulan: int) -> Fraction | None:
    kantor = row.indikator.perangkat_daerah
    files = (f"{name}-{kantor.pemda_id}-{digest}.parquet" for name, digest in row.lembar["potret"].items())
    if not all((settings.POTRET / name).exists() for name in files):
        return None  # frozen rows that are gone say nothing; the health page tells of them
    return _computed(_Asked(row.hash_potret, row.definisi_id, kantor.kode, Period(row.tahun, triwulan), row))


@lru_cache(maxsize=2048)
def _computed(asked: _Asked) -> Fraction | None:
    """The figure of the quarter from the rows frozen with its year; None where there is only a reason.

    Kept by the hashes of rows and definition: it can never change.
    """
    row, kode = asked.realisasi, asked.realisasi.indikator.kode
    request = Request(scope_of(row.indikator.perangkat_daerah), asked.period)
    try:
        found = compute_all({kode: checked_of(row)}, request, snapshot_of(row), paket.engine(), paket.region_tree())
    except IssueError:  # a formula that no longer reads: no share, no forecast
        return None
    return found[kode][0].hasil.nilai
