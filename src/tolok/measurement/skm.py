"""Survei kepuasan masyarakat: the score of nine unsur and the sample size (PermenPANRB 14/2017)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, round_half_away

BobotSkm = Literal["1/9", "0,11"]
BOBOT_SKM: dict[BobotSkm, Fraction] = {"1/9": Fraction(1, 9), "0,11": Fraction(11, 100)}
"""1/9 is exact; 0,11 is what some printed reports use and loses one per cent. The mode is recorded with the score."""

UNSUR = 9
JAWABAN_TERTINGGI = 4
PENGALI = 25
"""Answers run from 1 to 4 and the score to 100."""


@dataclass(frozen=True)
class AturanSampel:
    """Parameters of the Krejcie-Morgan formula: χ² at one degree of freedom, proportion P, error d."""

    khi_kuadrat: Fraction = Fraction(3841, 1000)
    proporsi: Fraction = Fraction(1, 2)
    galat: Fraction = Fraction(5, 100)


KREJCIE_MORGAN = AturanSampel()


@dataclass(frozen=True)
class AturanSkm:
    """What an office fixes about its survey: the order and names of the unsur, the weight used, the sample rule."""

    nama: str
    dasar: str
    berlaku_sejak: date
    unsur: tuple[str, ...]
    bobot: BobotSkm
    sampel: AturanSampel


@dataclass(frozen=True)
class NilaiSkm:
    """The score on 25 to 100 or the reason, with the weight mode and the mean of every unsur on 1 to 4 (NRR)."""

    nilai: Fraction | None
    alasan: str | None
    bobot: BobotSkm
    per_unsur: tuple[Fraction, ...] = ()


def skm_nilai(totals: Sequence[int], responden: int, bobot: BobotSkm = "1/9") -> NilaiSkm:
    """Σ (total of unsur / responden × weight) × 25, exact; `totals` are the sums of the answers to U1 … U9.

    No respondents is a reason. Raises IssueError (TLK-U006) where totals cannot come from that many answers of 1 to 4.
    """
    issues = [*_wrong_count(totals, responden), *_outside(totals, responden)]
    if issues:
        raise IssueError(issues)
    if responden == 0:
        return NilaiSkm(None, "tidak ada responden", bobot)
    per_unsur = tuple(Fraction(total, responden) for total in totals)
    return NilaiSkm(sum(per_unsur, Fraction(0)) * BOBOT_SKM[bobot] * PENGALI, None, bobot, per_unsur)


def ukuran_sampel(populasi: int, aturan: AturanSampel = KREJCIE_MORGAN) -> int:
    """Smallest sample for a population: χ²·N·P(1−P) / (d²(N−1) + χ²·P(1−P)), rounded to a whole person.

    Raises IssueError (TLK-U008) for a population below 1.
    """
    if populasi < 1:
        raise IssueError(
            Issue(
                "TLK-U008",
                "salah",
                "ukuran sampel survei",
                f"Populasi {format_angka(populasi)} tidak dapat disampel.",
                "Populasi adalah banyaknya pengguna layanan pada periode sebelumnya, paling sedikit 1.",
                "Isi banyaknya pengguna layanan.",
            )
        )
    spread = aturan.khi_kuadrat * aturan.proporsi * (1 - aturan.proporsi)
    return round_half_away(spread * populasi / (aturan.galat**2 * (populasi - 1) + spread), 0)


def _wrong_count(totals: Sequence[int], responden: int) -> list[Issue]:
    found = []
    if len(totals) != UNSUR:
        found.append(_impossible(f"Ada {len(totals)} jumlah.", f"Survei ini punya {UNSUR} unsur.", "jumlah tiap unsur"))
    if responden < 0:
        found.append(_impossible("Banyak responden negatif.", "Responden dihitung dari 0 ke atas.", "banyak responden"))
    return found


def _outside(totals: Sequence[int], responden: int) -> list[Issue]:
    highest = JAWABAN_TERTINGGI * responden
    return [
        _impossible(
            f"Jumlah U{nomor} adalah {format_angka(total)}.",
            f"Dari {format_angka(responden)} responden dengan jawaban 1 sampai {JAWABAN_TERTINGGI}, jumlahnya "
            f"{format_angka(responden)} sampai {format_angka(highest)}.",
            f"jumlah U{nomor} dan banyak responden",
        )
        for nomor, total in enumerate(totals, start=1)
        if responden >= 0 and not responden <= total <= highest
    ]


def _impossible(apa: str, mengapa: str, what: str) -> Issue:
    return Issue("TLK-U006", "salah", "nilai survei kepuasan masyarakat", apa, mengapa, f"Periksa {what}.")
