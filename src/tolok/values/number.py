"""Numbers as Indonesian offices write them, and exact figures as Tolok keeps them.

Between a row and a printed figure everything is a `Fraction`; rounding happens once, here, half away from zero
(design: rumus.md §3.2).
"""

import re
from fractions import Fraction

MINUS = "\N{MINUS SIGN}"


def round_half_away(value: Fraction, desimal: int) -> int:
    """`value` × 10^desimal as a whole number, halves away from zero: 2,345 → 235 and −2,345 → −235 at two decimals."""
    power: int = 10**desimal
    scaled = abs(value) * power
    whole: int = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if value < 0 else whole


def format_angka(value: Fraction | int, desimal: int = 0) -> str:
    """The printed id-ID form: `168.402.517.300`, `5,38`, `−0,90` (U+2212). −0,004 prints as 0,00, without a sign."""
    units = round_half_away(Fraction(value), desimal)
    whole, part = divmod(abs(units), 10**desimal)
    text = f"{whole:,}".replace(",", ".")
    if desimal:
        text += f",{part:0{desimal}d}"
    return MINUS + text if units < 0 else text


def fraction_text(value: Fraction) -> str:
    """The exact form for JSON and the database: reduced, `13/2`, `-3/4`; whole numbers without /1."""
    return str(value)


def parse_fraction(text: str) -> Fraction:
    """The inverse of `fraction_text`; also reads `73.46` as stored by us. Raises ValueError on anything else."""
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise ValueError(f"bukan pecahan: {text!r}") from None


# "1.234.567,89", "7,5", "12": a comma is the decimal sign, points group thousands in threes; "0.123" groups nothing.
_ID_ID = re.compile(r"^[-−]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?$", re.ASCII)


def parse_angka(text: str) -> Fraction | None:
    """A number typed in id-ID by a person or standing in a definition file, exact; None when it is not one.

    Strict: `73.46` is None (a caller answers "Maksud Anda 73,46?"); dirty cells of a delivery are read with more
    tolerance by `registers`, per column.
    """
    bare = text.strip()
    if not _ID_ID.match(bare):
        return None
    return Fraction(bare.replace(MINUS, "-").replace(".", "").replace(",", "."))
