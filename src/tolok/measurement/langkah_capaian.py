"""Capaian said step by step: the rule that applied, the rule with its numbers, the exact outcome, the floor."""

from dataclasses import dataclass
from fractions import Fraction

from tolok.measurement.capaian import Arah, Capaian, KebijakanCapaian, compute_capaian
from tolok.values.number import MINUS, format_angka

_MOST_DECIMALS = 6


@dataclass(frozen=True)
class LangkahHitung:
    """One step of a calculation as it is printed: what is done, and how it reads with numbers."""

    nama: str
    isi: str


def exact_text(value: Fraction, desimal: int = 0) -> str:
    """A figure without any loss: as decimals where six suffice (at least `desimal`), else as a fraction `773/6`."""
    for places in range(desimal, max(desimal, _MOST_DECIMALS) + 1):
        if (value * 10**places).denominator == 1:
            return format_angka(value, places)
    return f"{format_angka(value.numerator)}/{format_angka(value.denominator)}"


def near_text(value: Fraction) -> str:
    """The figure cut after six decimals, with dots where it goes on: `128,833333…`; exact where it ends before."""
    scaled = value * 10**_MOST_DECIMALS
    if scaled.denominator == 1:
        return exact_text(value)
    whole = abs(scaled).numerator // abs(scaled).denominator
    cut = Fraction(whole, 10**_MOST_DECIMALS)
    return f"{MINUS if value < 0 else ''}{format_angka(cut, _MOST_DECIMALS)}…"


def capaian_steps(
    target: Fraction | None, realisasi: Fraction | None, arah: Arah, kebijakan: KebijakanCapaian, desimal: int
) -> tuple[LangkahHitung, ...]:
    """Every step from target and realisasi to the printed capaian under a policy; ends with the reason where none is.

    The numbers are those of `compute_capaian` (design: golden.md §2); `desimal` are the decimals of the Indikator.
    """
    found = compute_capaian(target, realisasi, arah, kebijakan)
    if found.nilai is None or found.mentah is None or target is None or realisasi is None:
        return (LangkahHitung("Tidak ada capaian", str(found.alasan)),)
    rule, numbers = _rule(target, realisasi, arah, kebijakan, desimal)
    steps = [LangkahHitung("Aturan", rule), LangkahHitung("Dengan angka", f"{numbers} = {exact_text(found.mentah)}")]
    steps += _floored(found, kebijakan)
    printed, whole = f"{format_angka(found.nilai, 2)} %", (found.nilai * 100).denominator == 1
    said = printed if whole else f"{near_text(found.nilai)} dibulatkan menjadi {printed}"
    steps.append(LangkahHitung("Capaian", said))
    return tuple(steps)


def _floored(found: Capaian, kebijakan: KebijakanCapaian) -> list[LangkahHitung]:
    if found.mentah is None or found.mentah >= kebijakan.lantai:
        return []
    words = f"{exact_text(found.mentah)} lebih kecil daripada {format_angka(kebijakan.lantai)}, dinaikkan ke batas bawah itu"
    return [LangkahHitung("Batas bawah", words)]


def _rule(target: Fraction, realisasi: Fraction, arah: Arah, kebijakan: KebijakanCapaian, desimal: int) -> tuple[str, str]:
    """The rule in words and with its numbers, before the floor."""
    t, r = _term(target, desimal), _term(realisasi, desimal)
    size = exact_text(abs(target), desimal)
    if arah == "stabil":
        return ("arah stabil: 100 − jarak realisasi dari target ÷ target × 100", f"100 − |{r} − {t}| ÷ {t} × 100")
    if target == 0:
        return _zero(realisasi)
    if arah == "naik" and target < 0:
        return ("arah naik, target negatif: 100 + (realisasi − target) ÷ besarnya target × 100",
                f"100 + ({r} − {t}) ÷ {size} × 100")  # fmt: skip
    if arah == "naik":
        return ("arah naik: realisasi ÷ target × 100", f"{r} ÷ {t} × 100")
    if kebijakan.turun == "rasio":
        return ("arah turun: target ÷ realisasi × 100", f"{t} ÷ {r} × 100")
    if target < 0:
        return ("arah turun, target negatif: 100 + (target − realisasi) ÷ besarnya target × 100",
                f"100 + ({t} − {r}) ÷ {size} × 100")  # fmt: skip
    return ("arah turun: (2 × target − realisasi) ÷ target × 100", f"(2 × {t} − {r}) ÷ {t} × 100")


def _zero(realisasi: Fraction) -> tuple[str, str]:
    if realisasi == 0:
        return ("target nol, realisasi nol: target tercapai", "100")
    return ("arah turun, target nol, realisasi di atas nol: target tidak tercapai", "0")


def _term(value: Fraction, desimal: int) -> str:
    text = exact_text(value, desimal)
    return f"({text})" if value < 0 or "/" in text else text
