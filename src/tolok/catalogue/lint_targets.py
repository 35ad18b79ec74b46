"""Doubts about targets: below the last result, a seven-fold jump, equal in all years, holes. They judge no effort."""

from collections.abc import Mapping
from fractions import Fraction

from tolok.catalogue.definition import Definisi
from tolok.catalogue.doubt import Doubt
from tolok.values.number import format_angka

_JUMP = 7
"""A target seven times its forerunner, or a seventh of it, is asked about (golden.md T3)."""


def about_targets(definisi: Definisi, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]) -> list[Doubt]:
    """Doubts about targets by year beside the figures known by year (TLK-D120 … D123)."""
    doubts, years = [], sorted(targets)
    for tahun in years:
        doubts += _against_last(definisi, tahun, targets, results)
    if len(years) > 1 and len(set(targets.values())) == 1:
        doubts.append(
            Doubt(
                "TLK-D122",
                f"target sama di semua tahun: {format_angka(targets[years[0]], definisi.desimal)}",
                f"tahun {years[0]} sampai {years[-1]}",
                "pastikan target itu memang tidak berubah",
                bobot="catatan",
            )
        )
    holes = [tahun for tahun in range(years[0], years[-1]) if tahun not in targets] if years else []
    if holes:
        doubts.append(
            Doubt(
                "TLK-D123",
                f"tahun tanpa target: {', '.join(map(str, holes))}",
                "target di antara dua tahun lain tidak ada",
                "lengkapi targetnya; tahun tanpa target tidak punya capaian",
            )
        )
    return doubts


def _against_last(
    definisi: Definisi, tahun: int, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]
) -> list[Doubt]:
    """A target against the last result before its year; without one, its leap from the target before it."""
    target, doubts = targets[tahun], []
    known, word = (results, "angka") if any(year < tahun for year in results) else (targets, "target")
    before = max((year for year in known if year < tahun), default=None)
    if before is None:
        return []
    last = known[before]
    shown, shown_last = (format_angka(number, definisi.desimal) for number in (target, last))
    said = f"target {tahun}: {shown}; {word} {before}: {shown_last}"
    worse = {"naik": target < last, "turun": target > last, "stabil": False}[definisi.arah]
    if word == "angka" and worse:
        beyond = "rendah" if definisi.arah == "naik" else "tinggi"
        doubts.append(
            Doubt(
                "TLK-D120",
                f"target lebih {beyond} dari realisasi terakhir",
                f"{said}; arah indikator {definisi.arah}",
                "pastikan target itu disengaja dan catat alasannya",
            )
        )
    if last > 0 and target > 0 and (target >= _JUMP * last or last >= _JUMP * target):
        doubts.append(
            Doubt(
                "TLK-D121",
                f"target melonjak {format_angka(max(target / last, last / target), 1)} kali",
                said,
                "pastikan angka, satuan, dan penyebutnya sama di kedua tahun, lalu catat alasannya",
            )
        )
    return doubts


def about_ceiling(definisi: Definisi, targets: Mapping[int, Fraction], results: Mapping[int, Fraction]) -> list[Doubt]:
    """A share whose target and last figure are both 100 cannot rise, and a year without cases is neither 0 nor 100
    (TLK-D124): what such a year counts for must have been said beforehand."""
    years = [tahun for tahun, target in targets.items() if target == 100 and results.get(_last(results, tahun)) == 100]
    if definisi.arah != "naik" or not years:
        return []
    return [
        Doubt(
            "TLK-D124",
            "target dan angka terakhir sudah 100",
            f"target {min(years)}: 100; persentase ini tidak dapat naik lagi, dan tahun tanpa baris tidak punya angka",
            "putuskan apa yang ditulis bila penyebutnya nol, dan apakah indikator ini masih mengukur kemajuan",
        )
    ]


def _last(results: Mapping[int, Fraction], tahun: int) -> int:
    return max((year for year in results if year < tahun), default=tahun)
