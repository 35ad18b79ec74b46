"""When a figure must be explained before it is submitted: a written rule, printed where the explanation is asked for."""

from fractions import Fraction
from typing import Literal, get_args

from tolok.measurement.capaian import Arah
from tolok.values.issue import Issue
from tolok.values.number import format_angka, round_half_away

Jenis = Literal["pendorong", "penghambat", "tindak_lanjut"]
JENIS: tuple[Jenis, ...] = get_args(Jenis)
NAMA_JENIS: dict[str, str] = {"pendorong": "Pendorong", "penghambat": "Penghambat", "tindak_lanjut": "Tindak lanjut"}

PENJELASAN_TERPENDEK = 20
"""Fewest characters of a forced explanation, spaces at the ends not counted."""

WAJIB: tuple[Jenis, ...] = ("penghambat", "tindak_lanjut")
"""What must be written where the rule forces an explanation; a pendorong is always free."""

ATURAN = (
    "Penghambat dan tindak lanjut wajib ditulis, masing-masing paling sedikit 20 huruf, bila angkanya tidak mencapai target "
    "atau lebih buruk daripada angka terbit tahun sebelumnya dengan cara ukur yang sama. Yang dibandingkan adalah angka "
    "sebagaimana dicetak; triwulan dibandingkan dengan targetnya sendiri, bila ada."
)


def worsening(
    nilai: Fraction | None, target: Fraction | None, lalu: Fraction | None, arah: Arah, desimal: int
) -> tuple[str, ...]:
    """Why a figure must be explained, in words; empty when it need not be. `lalu` is the year before's published figure.

    Compared at the printed decimals, so that 6,496 against 6,50 asks nothing. `stabil` worsens as it moves off its target.
    """
    if nilai is None:
        return ()
    reasons, said = [], format_angka(nilai, desimal)
    if target is not None and _short(nilai, target, arah, desimal):
        reasons.append(f"{said} tidak mencapai target {format_angka(target, desimal)}")
    if lalu is not None and _worse(nilai, lalu, target, arah, desimal):
        reasons.append(f"{said} lebih buruk daripada tahun sebelumnya, {format_angka(lalu, desimal)}")
    return tuple(reasons)


def _short(nilai: Fraction, target: Fraction, arah: Arah, desimal: int) -> bool:
    now, wanted = round_half_away(nilai, desimal), round_half_away(target, desimal)
    return now != wanted if arah == "stabil" else (now > wanted if arah == "turun" else now < wanted)


def _worse(nilai: Fraction, lalu: Fraction, target: Fraction | None, arah: Arah, desimal: int) -> bool:
    now, before = round_half_away(nilai, desimal), round_half_away(lalu, desimal)
    if arah != "stabil":
        return now > before if arah == "turun" else now < before
    if target is None:  # without a target there is no spot to be off
        return False
    wanted = round_half_away(target, desimal)
    return abs(now - wanted) > abs(before - wanted)


def missing_parts(reasons: tuple[str, ...], written: dict[str, str], di_mana: str) -> tuple[Issue, ...]:
    """What is still to be written where the rule forces it (TLK-U070); empty when all is there or nothing is forced."""
    if not reasons:
        return ()
    short = [jenis for jenis in WAJIB if len(written.get(jenis, "").strip()) < PENJELASAN_TERPENDEK]
    return tuple(
        Issue(
            "TLK-U070",
            "salah",
            f"{di_mana}, {NAMA_JENIS[jenis].lower()}",
            f"{NAMA_JENIS[jenis]} {'terlalu pendek' if written.get(jenis, '').strip() else 'belum ditulis'}.",
            f"Wajib, karena {' dan '.join(reasons)}.",
            f"Tulis paling sedikit {PENJELASAN_TERPENDEK} huruf di halaman penjelasan angka ini.",
        )
        for jenis in short
    )
