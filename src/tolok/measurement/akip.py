"""The AKIP score from the grades of the LKE's sub-komponen (PermenPANRB 88/2021); weights and grades are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tolok.values.issue import Issue, IssueError, maksud_anda


@dataclass(frozen=True)
class SubKomponen:
    """One line of the LKE that receives a grade; `bobot` in points of the 100."""

    kode: str
    nama: str
    bobot: Fraction


@dataclass(frozen=True)
class Komponen:
    """A component of the LKE with its lines, whose weights add up to its own."""

    kode: str
    nama: str
    bobot: Fraction
    sub: tuple[SubKomponen, ...]


@dataclass(frozen=True)
class BobotAkip:
    """One LKE: weights adding up to 100 and the value of every grade. Dated, since offices and years differ.

    `interpretasi`: what a predikat means in the evaluation report, where the file says it.
    """

    nama: str
    dasar: str
    berlaku_sejak: date
    komponen: tuple[Komponen, ...]
    jawaban: tuple[tuple[str, Fraction], ...]
    interpretasi: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if sum(komponen.bobot for komponen in self.komponen) != 100:
            raise ValueError("bobot komponen tidak berjumlah 100")
        for komponen in self.komponen:
            if sum(sub.bobot for sub in komponen.sub) != komponen.bobot:
                raise ValueError(f"bobot sub-komponen {komponen.kode} tidak berjumlah {komponen.bobot}")
        kode = [sub.kode for komponen in self.komponen for sub in komponen.sub]
        if len(set(kode)) != len(kode):
            raise ValueError("kode sub-komponen berulang")


@dataclass(frozen=True)
class NilaiAkip:
    """The score 0 to 100 or the reason, and the points of every komponen by its code (None where grades lack)."""

    nilai: Fraction | None
    alasan: str | None
    per_komponen: Mapping[str, Fraction | None]


def akip_nilai(grades: Mapping[str, str | None], bobot: BobotAkip) -> NilaiAkip:
    """Σ grade value / 100 × weight over all sub-komponen, exact; `grades` by code of the sub-komponen (`1.a`: `BB`).

    A line without a grade gives the reason "belum diisi: …", never 0. Raises IssueError (TLK-U007), all at once, for
    codes and grades that this LKE does not know.
    """
    values = dict(bobot.jawaban)
    lines = [sub.kode for komponen in bobot.komponen for sub in komponen.sub]
    issues = [_strange("sub-komponen", kode, kode, lines) for kode in grades if kode not in lines]
    issues += [
        _strange("jawaban", kode, grade, list(values))
        for kode, grade in grades.items()
        if kode in lines and grade is not None and grade not in values
    ]
    if issues:
        raise IssueError(issues)
    per_komponen = {komponen.kode: _points(komponen, grades, values) for komponen in bobot.komponen}
    known = [points for points in per_komponen.values() if points is not None]
    if len(known) < len(per_komponen):
        missing = ", ".join(kode for kode in lines if grades.get(kode) is None)
        return NilaiAkip(None, f"belum diisi: {missing}", per_komponen)
    return NilaiAkip(sum(known, Fraction(0)), None, per_komponen)


def _points(komponen: Komponen, grades: Mapping[str, str | None], values: Mapping[str, Fraction]) -> Fraction | None:
    total = Fraction(0)
    for sub in komponen.sub:
        grade = grades.get(sub.kode)
        if grade is None:
            return None
        total += values[grade] / 100 * sub.bobot
    return total


def _strange(kind: str, kode: str, word: str, choices: list[str]) -> Issue:
    return Issue(
        "TLK-U007",
        "salah",
        f"lembar kerja evaluasi AKIP, {kode}",
        f"{kind.capitalize()} `{word}` tidak dikenal.",
        f"Yang dikenal: {', '.join(choices)}.",
        maksud_anda(word, choices) or f"Pilih {kind} dari daftar itu.",
    )
