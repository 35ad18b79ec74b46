"""Trying a formula on the rows as known now: a figure for looking at, never stored, never official."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from tolok.engine.snapshot import Snapshot
from tolok.formula.checker import Checked
from tolok.formula.finish import Hasil
from tolok.measurement.hitung import HasilWilayah, Request, compute_all, registers_of
from tolok.services import paket
from tolok.services.definisi import definition_in_force
from tolok.services.pengukuran import scope_of
from tolok.services.periksa import read_formula
from tolok.services.potret import snapshot_at
from tolok.store.models import PerangkatDaerah, schemas
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

T = TypeVar("T")
SECONDS = 5.0
"""How long one trial may take; what takes longer is answered with a complaint instead of a waiting page."""
_YEARS = 3


@dataclass(frozen=True)
class Percobaan:
    """One period of a trial: the proposed formula and the one in force; None where the latter cannot be asked."""

    period: Period
    usul: HasilWilayah
    berlaku: Hasil | None


@dataclass(frozen=True)
class Coba:
    """A trial: the asked period last, earlier ones before it; and what other formulas would give in the asked one."""

    checked: Checked
    snapshot: Snapshot
    periods: tuple[Percobaan, ...]
    lain: Mapping[str, Hasil]

    @property
    def kini(self) -> Percobaan:
        return self.periods[-1]


def try_proposal(
    kantor: PerangkatDaerah, kode: str, rumus: str, period: Period, at: datetime, lain: Sequence[str] = ()
) -> Coba:
    """The formula over the asked period and the two years before it, beside the version in force.

    IssueError: all complaints about the formula, or that it takes too long (TLK-U140).
    """
    asked = [period.back(years) for years in reversed(range(_YEARS))]
    formulas = {one: _all_for(kantor, kode, rumus, one, at) for one in asked}
    now = formulas[period]
    now |= {f"lain {text}": checked for text in lain if (checked := read_formula(text, period.tahun)[0])}
    names = dict.fromkeys(name for found in formulas.values() for one in found.values() for name in registers_of(one))
    snapshot = snapshot_at(kantor.pemda_id, at, names)
    results = within(SECONDS, lambda: {one: _computed(kantor, found, one, snapshot) for one, found in formulas.items()})
    return Coba(
        now["usul"],
        snapshot,
        tuple(Percobaan(one, found["usul"], _result(found.get("berlaku"))) for one, found in results.items()),
        {text: results[period][f"lain {text}"].hasil for text in lain if f"lain {text}" in results[period]},
    )


def _all_for(kantor: PerangkatDaerah, kode: str, rumus: str, period: Period, at: datetime) -> dict[str, Checked]:
    checked, issues = read_formula(rumus, period.tahun)
    if checked is None:
        raise IssueError(issues)
    try:
        return {"usul": checked, "berlaku": definition_in_force(kode, period.tahun, kantor, at)[1]}
    except IssueError:  # no version, or none with a formula: then there is nothing beside which to stand
        return {"usul": checked}


def _result(found: HasilWilayah | None) -> Hasil | None:
    return found.hasil if found else None


def _computed(
    kantor: PerangkatDaerah, formulas: Mapping[str, Checked], period: Period, snapshot: Snapshot
) -> dict[str, HasilWilayah]:
    request = Request(scope_of(kantor), period)
    found = compute_all(formulas, request, snapshot, paket.engine(), paket.region_tree())
    return {name: regions[0] for name, regions in found.items()}


def try_once(kantor: PerangkatDaerah, checked: Checked, period: Period, at: datetime) -> tuple[HasilWilayah, Snapshot]:
    """One formula in one period over the rows known at an instant. IssueError TLK-U030, TLK-U032, TLK-U140."""
    snapshot = snapshot_at(kantor.pemda_id, at, registers_of(checked))
    found = within(SECONDS, lambda: _computed(kantor, {"usul": checked}, period, snapshot))
    return found["usul"], snapshot


@cache
def _workers() -> ThreadPoolExecutor:
    """Two at a time: a formula that takes long holds up other trials, never the pages."""
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="coba")


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` gives, if it ends in time; IssueError (TLK-U140) otherwise. `work` asks no database."""
    running = _workers().submit(work)
    try:
        return running.result(timeout=seconds)
    except TooLate:
        running.cancel()
        raise IssueError(_too_long(seconds)) from None


def _too_long(seconds: float) -> Issue:
    return Issue(
        "TLK-U140", "salah", "percobaan", f"percobaan belum selesai dalam {seconds:g} detik",
        "mesin hitung sedang dipakai, atau rumusnya terlalu besar", "coba lagi sebentar lagi, atau kecilkan rumusnya",
    )  # fmt: skip


def register_words() -> Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]:
    """Register → (label, its columns as (name, label)): what a formula may name."""
    words = {nama: schema.word() for nama, schema in schemas().items()}
    return {
        nama: (word.label, tuple((kolom.nama, kolom.label) for kolom in word.kolom.values()))
        for nama, word in words.items()
        if word.kolom
    }
