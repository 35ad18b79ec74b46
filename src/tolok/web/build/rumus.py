"""Formulas typeset: of a frozen vintage, and of a text that is being tried; with letters and with numbers."""

from collections.abc import Callable, Mapping
from typing import Any

from tolok.formula import nodes as n
from tolok.formula.checker import Checked, check
from tolok.formula.describe import describe
from tolok.formula.kernel import offset_text
from tolok.formula.layout import Layout, Letter, letter_with_year, mathml, typeset
from tolok.formula.parser import parse
from tolok.measurement.hitung import HasilWilayah
from tolok.measurement.lembar import legend, region_sheet
from tolok.store.models import Realisasi
from tolok.values.issue import IssueError
from tolok.values.number import MINUS, format_angka, parse_fraction
from tolok.web.read_models import Rumus
from tolok.web.read_models.rumus import ButirHuruf, Makna


def rumus_of(realisasi: Realisasi, wilayah: str) -> Rumus:
    """MathML from the frozen formula; every letter's number is that of the frozen sheet."""
    sheet = realisasi.lembar
    layout = typeset(parse(realisasi.definisi.isi["formula"])).layout
    if realisasi.cara == "diketik":  # no number stood for any letter
        return Rumus(sheet["kalimat"], mathml(layout, letter_with_year(realisasi.tahun), sheet["kalimat"]))
    number = _numbers(sheet["legenda"], sheet["wilayah"][wilayah]["total"])
    sentence = sheet["kalimat"]
    return Rumus(
        sentence,
        mathml(layout, letter_with_year(realisasi.tahun), sentence),
        mathml(layout, number, f"{sentence}, dengan angka"),
    )


def _numbers(legenda: list[dict[str, str]], totals: list[dict[str, Any]]) -> Callable[[Letter], str]:
    """What stands for each letter: the number of its total."""
    terms = {entry["huruf"]: entry["agregat"] for entry in legenda}
    by_text: Mapping[str, dict[str, Any]] = {one["agregat"]: one for one in totals}
    return lambda letter: printed(by_text.get(terms[letter.huruf] + offset_text(letter.years_back, letter.quarter), {}))


def rumus_numbers(checked: Checked, found: HasilWilayah) -> Rumus:
    """The formula of a trial with the numbers that it rests on."""
    layout: Layout = typeset(checked.formula).layout
    sentence = describe(checked.formula, checked.vocabulary)
    number = _numbers(legend(checked), region_sheet(found, 2)["total"])
    return Rumus(sentence, mathml(layout, number, f"{sentence}, dengan angka"))


def makna_of(checked: Checked, usang: str = "", perbaiki: str = "") -> Makna:
    """A formula said back in words, as a fraction with letters (year n, n−1), and what each letter is."""
    sentence = describe(checked.formula, checked.vocabulary)
    rumus = Rumus(sentence, mathml(typeset(checked.formula).layout, _index, sentence))
    entries = typeset(checked.formula).legend
    words = legend(checked)
    letters = tuple(
        ButirHuruf(entry.huruf, word["kata"], _unit(entry.expr, checked)) for entry, word in zip(entries, words, strict=True)
    )
    return Makna(
        kalimat=sentence[0].upper() + sentence[1:] + ".", rumus=rumus, legenda=letters, usang=usang, perbaiki=perbaiki
    )


def _index(letter: Letter) -> str:
    return f"{letter.huruf}|n{f'{MINUS}{letter.years_back}' if letter.years_back else ''}"


def _unit(expr: n.Expr, checked: Checked) -> str:
    """The unit of a term; '' where it can only be told together with the rest."""
    if isinstance(expr, n.Persen):
        return checked.vocabulary.registers[expr.register].benda
    try:
        unit = check(n.Formula((), expr), checked.vocabulary).unit
    except IssueError:
        return ""
    return "" if unit is None or unit.dimensionless else str(unit)


def printed(total: dict[str, Any]) -> str:
    """One total as text: whole numbers without decimals, small ones with four, others with two; or the reason."""
    if total.get("nilai") is None:
        return str(total.get("alasan", "tidak ada"))
    value = parse_fraction(total["nilai"])
    return format_angka(value, 0 if value.denominator == 1 else 2 if abs(value) >= 10 else 4)


def unrounded(realisasi: Realisasi) -> str:
    """The value before rounding: `8,406304…`, or exactly, where its decimals end."""
    if not realisasi.nilai:
        return ""
    value = parse_fraction(realisasi.nilai)
    scaled = value * 10**6
    if (value * 10 ** realisasi.definisi.isi["desimal"]).denominator == 1:
        return ""  # printed as it is: nothing was rounded
    if scaled.denominator == 1:
        return format_angka(value, 6).rstrip("0").rstrip(",")
    whole = int(scaled)  # cut, not rounded: the dots say that it goes on
    return format_angka(value.__class__(whole, 10**6), 6) + "…"
