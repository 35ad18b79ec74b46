"""The formula of one vintage, typeset: with letters and years, and with the numbers that stood for them."""

from typing import Any

from tolok.formula.kernel import offset_text
from tolok.formula.layout import Letter, letter_with_year, mathml, typeset
from tolok.formula.parser import parse
from tolok.store.models import Realisasi
from tolok.values.number import format_angka, parse_fraction
from tolok.web.read_models import Rumus


def rumus_of(realisasi: Realisasi, wilayah: str) -> Rumus:
    """MathML from the frozen formula; every letter's number is that of the frozen sheet."""
    sheet = realisasi.lembar
    layout = typeset(parse(realisasi.definisi.isi["formula"])).layout
    terms = {entry["huruf"]: entry["agregat"] for entry in sheet["legenda"]}
    totals = {one["agregat"]: one for one in sheet["wilayah"][wilayah]["total"]}

    def number(letter: Letter) -> str:
        found = totals.get(terms[letter.huruf] + offset_text(letter.years_back, letter.quarter), {})
        return printed(found)

    sentence = sheet["kalimat"]
    return Rumus(
        sentence,
        mathml(layout, letter_with_year(realisasi.tahun), sentence),
        mathml(layout, number, f"{sentence}, dengan angka"),
    )


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
