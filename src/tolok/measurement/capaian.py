"""Capaian: how far a realisasi stands against its target, by a named and dated policy that is printed beside it.

No national rule fixes the formula for lower-is-better or for a zero target, so the policy is an object that a city
chooses and that every report names (design: golden.md §2). Everything is exact and unrounded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from tolok.values.number import format_angka

Arah = Literal["naik", "turun", "stabil"]
CaraTurun = Literal["selisih", "rasio"]
ARAH: tuple[Arah, ...] = ("naik", "turun", "stabil")
CARA_TURUN: tuple[CaraTurun, ...] = ("selisih", "rasio")

BELUM_DIISI = "belum diisi"
TARGET_BELUM_DIISI = "target belum diisi"
TARGET_NOL = "target nol"
TARGET_NEGATIF = "target negatif"
REALISASI_NOL = "realisasi nol"
REALISASI_NEGATIF = "realisasi negatif"
NOL_TERCAPAI = "target nol tercapai"
NOL_TIDAK_TERCAPAI = "target nol tidak tercapai"
DARI_SELISIH = "target negatif, dihitung dari selisih terhadap target"


@dataclass(frozen=True)
class KebijakanCapaian:
    """A policy in force from `berlaku_sejak`. `turun`: (2T−R)/T or T/R for lower-is-better; `lantai`: smallest capaian.

    `batas_rata_rata` caps each member of an average and nothing else; None is no cap. `penjelasan` is printed.
    """

    nama: str
    berlaku_sejak: date
    dasar: str
    turun: CaraTurun
    penjelasan: str
    lantai: Fraction = Fraction(0)
    batas_rata_rata: Fraction | None = None


@dataclass(frozen=True)
class Capaian:
    """A percentage in `nilai`, or the reason in `alasan` why there is none. `mentah` is the value before the floor."""

    nilai: Fraction | None
    alasan: str | None = None
    catatan: str | None = None
    mentah: Fraction | None = None

    def __post_init__(self) -> None:
        if (self.nilai is None) != (self.mentah is None) or (self.nilai is None) == (self.alasan is None):
            raise ValueError("capaian adalah nilai (dengan angka mentahnya) atau alasan, tidak keduanya")


def compute_capaian(target: Fraction | None, realisasi: Fraction | None, arah: Arah, kebijakan: KebijakanCapaian) -> Capaian:
    """Capaian in per cent of one realisasi, exact. Missing input gives a reason, never 0 (golden.md §2)."""
    if realisasi is None:
        return _without(BELUM_DIISI)
    if target is None:
        return _without(TARGET_BELUM_DIISI)
    if arah == "naik":
        return _naik(target, realisasi, kebijakan)
    if arah == "turun":
        return _turun(target, realisasi, kebijakan)
    if arah == "stabil":
        return _stabil(target, realisasi, kebijakan)
    raise ValueError(f"arah tidak dikenal: {arah!r}")


def _naik(target: Fraction, realisasi: Fraction, kebijakan: KebijakanCapaian) -> Capaian:
    if target == 0:
        return _with(Fraction(100), kebijakan, NOL_TERCAPAI) if realisasi == 0 else _without(TARGET_NOL)
    if target < 0:  # the ratio of two negative numbers would reward the worse one
        return _with(100 + (realisasi - target) / -target * 100, kebijakan, DARI_SELISIH)
    return _with(realisasi / target * 100, kebijakan)


def _turun(target: Fraction, realisasi: Fraction, kebijakan: KebijakanCapaian) -> Capaian:
    if target == 0:
        if realisasi < 0:  # better than zero cannot be said in per cent of zero, as for `naik`
            return _without(TARGET_NOL)
        if realisasi == 0:
            return _with(Fraction(100), kebijakan, NOL_TERCAPAI)
        return _with(Fraction(0), kebijakan, NOL_TIDAK_TERCAPAI)
    if kebijakan.turun == "rasio":
        return _turun_rasio(target, realisasi, kebijakan)
    if target < 0:
        return _with(100 + (target - realisasi) / -target * 100, kebijakan, DARI_SELISIH)
    return _with((2 * target - realisasi) / target * 100, kebijakan)


def _turun_rasio(target: Fraction, realisasi: Fraction, kebijakan: KebijakanCapaian) -> Capaian:
    if target < 0:
        return _without(TARGET_NEGATIF)
    if realisasi == 0:
        return _without(REALISASI_NOL)
    if realisasi < 0:  # T/R turns negative, and the floor would make 0 of a result better than the target
        return _without(REALISASI_NEGATIF)
    return _with(target / realisasi * 100, kebijakan)


def _stabil(target: Fraction, realisasi: Fraction, kebijakan: KebijakanCapaian) -> Capaian:
    if target <= 0:
        return _without(TARGET_NOL if target == 0 else TARGET_NEGATIF)
    return _with(100 - abs(realisasi - target) / target * 100, kebijakan)


def _with(mentah: Fraction, kebijakan: KebijakanCapaian, catatan: str | None = None) -> Capaian:
    if mentah >= kebijakan.lantai:
        return Capaian(mentah, None, catatan, mentah)
    floored = f"hasil hitung {format_angka(mentah, 2)} dinaikkan ke batas bawah {format_angka(kebijakan.lantai)}"
    return Capaian(kebijakan.lantai, None, f"{catatan}; {floored}" if catatan else floored, mentah)


def _without(alasan: str) -> Capaian:
    return Capaian(None, alasan)


@dataclass(frozen=True)
class RataRataCapaian:
    """A plain mean, or the reason why there is none, with what it stands on: `dihitung` of `dinyatakan` members.

    `tanpa_nilai` names the members left out, each with its reason; `dibatasi` names those that the cap cut.
    """

    nilai: Fraction | None
    alasan: str | None
    catatan: str | None
    dihitung: int
    dinyatakan: int
    tanpa_nilai: tuple[tuple[str, str], ...]
    dibatasi: tuple[str, ...]


def rata_rata_capaian(members: Mapping[str, Capaian], kebijakan: KebijakanCapaian) -> RataRataCapaian:
    """Mean of the capaian that exist, each capped by the policy. `members` holds every declared member by its code.

    A member without a value is named and counted, never taken as 0; the note says when the mean covers fewer than
    declared.
    """
    present = {kode: capaian.nilai for kode, capaian in members.items() if capaian.nilai is not None}
    missing = tuple((kode, c.alasan) for kode, c in members.items() if c.alasan is not None)
    cap = kebijakan.batas_rata_rata
    cut = tuple(kode for kode, nilai in present.items() if cap is not None and nilai > cap)
    values = [nilai if cap is None else min(nilai, cap) for nilai in present.values()]
    notes = []
    if missing:
        names = ", ".join(f"{kode} ({alasan})" for kode, alasan in missing)
        notes.append(f"atas {len(values)} dari {len(members)} capaian; tanpa nilai: {names}")
    if cap is not None and cut:
        notes.append(f"dibatasi {format_angka(cap)}: {', '.join(cut)}")
    alasan = None if values else "belum ada capaian yang dapat dihitung" if members else "tidak ada anggota"
    return RataRataCapaian(
        nilai=sum(values, Fraction(0)) / len(values) if values else None,
        alasan=alasan,
        catatan="; ".join(notes) or None,
        dihitung=len(values),
        dinyatakan=len(members),
        tanpa_nilai=missing,
        dibatasi=cut,
    )
