"""From quarters to the year, for targets and for realisasi alike: four types, and a missing quarter is never 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tolok.values.period import ROMAN

TipeTriwulan = Literal["kumulatif", "posisi akhir", "non-kumulatif", "tahunan"]
TIPE_TRIWULAN: tuple[TipeTriwulan, ...] = ("kumulatif", "posisi akhir", "non-kumulatif", "tahunan")

BELUM_DIISI = "belum diisi"
ANGKA_TAHUNAN = "angka tahunan"


@dataclass(frozen=True)
class HasilTriwulan:
    """The figure from the year's start to the quarter asked for, or the reason why there is none."""

    nilai: Fraction | None
    alasan: str | None = None
    catatan: str | None = None


def total_triwulan(tipe: TipeTriwulan, triwulan: Mapping[int, Fraction | None], sampai: int = 4) -> HasilTriwulan:
    """The figure up to and with quarter `sampai` (4: the year), exact (golden.md §6).

    kumulatif: the sum, a reason when a quarter lacks; posisi akhir: the last reported; non-kumulatif: the mean of those
    reported; tahunan: quarter IV alone. Keys are 1 to 4; an absent key is a missing quarter. ValueError otherwise.
    """
    if not set(triwulan) <= set(ROMAN) or sampai not in ROMAN:
        raise ValueError(f"triwulan hanya 1 sampai 4: {sorted(triwulan)}, sampai {sampai}")
    reported = {tw: nilai for tw in range(1, sampai + 1) if (nilai := triwulan.get(tw)) is not None}
    missing = [tw for tw in range(1, sampai + 1) if tw not in reported]
    if tipe == "tahunan":
        return _tahunan(reported, sampai)
    if tipe not in TIPE_TRIWULAN:
        raise ValueError(f"tipe triwulan tidak dikenal: {tipe!r}")
    if not reported:
        return HasilTriwulan(None, BELUM_DIISI)
    if tipe == "kumulatif":
        if missing:
            return HasilTriwulan(None, f"{BELUM_DIISI}: {_names(missing)}")
        return HasilTriwulan(sum(reported.values(), Fraction(0)))
    if tipe == "posisi akhir":
        last = max(reported)
        return HasilTriwulan(reported[last], None, None if last == sampai else f"posisi {_names([last])}")
    mean = sum(reported.values(), Fraction(0)) / len(reported)
    partial = f"rata-rata {len(reported)} dari {sampai} triwulan; {BELUM_DIISI}: {_names(missing)}"
    return HasilTriwulan(mean, None, partial if missing else None)


def _tahunan(reported: Mapping[int, Fraction], sampai: int) -> HasilTriwulan:
    if sampai < 4:
        return HasilTriwulan(None, ANGKA_TAHUNAN)
    return HasilTriwulan(reported[4]) if 4 in reported else HasilTriwulan(None, BELUM_DIISI)


def _names(triwulan: list[int]) -> str:
    return "Triwulan " + ", ".join(ROMAN[tw] for tw in triwulan)
