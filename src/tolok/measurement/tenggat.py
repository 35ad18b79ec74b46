"""Deadlines of one measured period: five dates in order, what is offered for them, and how a figure stands against them.

Nothing here reads a clock: the day is an argument. A deadline is a promise, never a lock: what is late is said to be late.
"""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from tolok.values.issue import Issue
from tolok.values.period import Period

KeadaanIsi = Literal["terisi", "terisi terlambat", "belum diisi", "terlambat"]

# Days after the period's end, in the order of the five fields. Offered, never imposed: no national rule fixes them.
_TAWARAN_TAHUN = (15, 22, 29, 36, 43)
_TAWARAN_TRIWULAN = (7, 12, 16, 20, 25)


@dataclass(frozen=True)
class Batas:
    """The last day for data, and for each of the four steps."""

    data: date
    ajukan: date
    verifikasi: date
    setujui: date
    terbit: date

    @property
    def in_order(self) -> bool:
        days = self.days
        return list(days) == sorted(days)

    @property
    def days(self) -> tuple[date, ...]:
        """The five dates in the order in which they fall due."""
        return tuple(getattr(self, one.name) for one in fields(self))

    def of_step(self, aksi: str) -> date:
        """The deadline of a step; `kembalikan` has none of its own and takes that of submitting."""
        return {"verifikasi": self.verifikasi, "setujui": self.setujui, "terbitkan": self.terbit}.get(aksi, self.ajukan)


NAMA_BATAS: dict[str, str] = {
    "data": "Batas data",
    "ajukan": "Batas pengajuan",
    "verifikasi": "Batas verifikasi",
    "setujui": "Batas persetujuan",
    "terbit": "Batas penerbitan",
}


def offered(period: Period, today: date | None = None) -> Batas:
    """Deadlines to start from: weeks after the end of a year, days after the end of a triwulan.

    A period that is opened long after its end counts from `today`, so that nobody is late on the first day.
    """
    after = _TAWARAN_TRIWULAN if period.triwulan else _TAWARAN_TAHUN
    start = max(period.end, today) if today else period.end
    return Batas(*(start + timedelta(days=days) for days in after))


def check_batas(batas: Batas, period: Period) -> tuple[Issue, ...]:
    """All that is wrong with five dates: out of order, or before the period has begun."""
    issues = []
    named = list(zip(NAMA_BATAS, batas.days, strict=True))
    for (before, first), (name, day) in pairwise(named):
        if day < first:
            what = f"{NAMA_BATAS[name]} lebih dahulu daripada {NAMA_BATAS[before].lower()}"
            why = "urutannya: data, pengajuan, verifikasi, persetujuan, penerbitan"
            issues.append(Issue("TLK-U061", "salah", NAMA_BATAS[name], what, why, "geser salah satunya"))
    if batas.data < period.start:
        what, why = f"batas data jatuh sebelum {period.label} mulai", "data suatu periode belum ada sebelum periodenya mulai"
        issues.append(Issue("TLK-U061", "salah", NAMA_BATAS["data"], what, why, "tulis tanggal sesudahnya"))
    return tuple(issues)


def filling(submitted: date | None, batas: date, today: date) -> KeadaanIsi:
    """How one figure was filled: in time, late, not yet, or late and still missing. `submitted` None: not submitted."""
    if submitted is not None:
        return "terisi" if submitted <= batas else "terisi terlambat"
    return "belum diisi" if today <= batas else "terlambat"


def days_left(batas: date, today: date) -> str:
    """`Lewat 2 hari`, `hari ini`, `3 hari lagi`."""
    days = (batas - today).days
    if days < 0:
        return f"Lewat {-days} hari"
    return "hari ini" if days == 0 else f"{days} hari lagi"
