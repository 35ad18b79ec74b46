"""Numbers in dirty columns: the separators are decided once per column, from the cells that leave no doubt.

A cell is first taken apart (sign, currency, digits, multiplier), then all cells of the column vote, then each is read
by the column's decision. A cell that does not fit the decision is quarantined, never read by a rule of its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tolok.registers import cell_text as raw
from tolok.registers.faults import (
    Fault,
    ask_multiplier,
    ask_separator,
    bad_number,
    spoilt_cell,
    too_fine,
    too_large,
    too_small,
)
from tolok.registers.schema import Kolom

Evidence = Literal["polos", "koma", "titik", "ragu", "rusak"]
"""What a cell says about the decimal sign of its column: none needed, comma, point, undecidable, malformed."""

MULTIPLIERS: dict[str, int] = {
    "rb": 3, "ribu": 3, "ribuan": 3,
    "jt": 6, "juta": 6, "jutaan": 6,
    "miliar": 9, "milyar": 9, "miliaran": 9, "milyaran": 9, "mlr": 9,
    "triliun": 12, "trilyun": 12, "triliunan": 12,
}  # fmt: skip
_CAPITALS = {"M": 9, "T": 12}
_UNITS = frozenset({"rp", "rupiah", "idr"})
_EXACT_IN_EXCEL = 10**15
_LONGEST = 40

_WRITTEN = re.compile(
    r"^(?P<kurung>\()?\s*(?P<minus>-)?\s*(?:rp\.?|idr)?\s*(?P<kurung2>\()?\s*(?P<minus2>-)?\s*"
    r"(?P<badan>\d(?:[\d.,' ]*\d)?)(?:\s*[.,]\s*[-–—]+)?(?P<sisa>[^\d()]*?)\s*(?P<tutup>\))?$",
    re.IGNORECASE | re.ASCII,
)
_GROUPS = {
    "koma": re.compile(r"^(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?$"),
    "titik": re.compile(r"^(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?$"),
}
_ONE_GROUP = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")
_SPACED = re.compile(r"^[1-9]\d{0,2}(?:[ ']\d{3})+(?:[.,]\d+)?$")


@dataclass(frozen=True)
class Written:
    """A number as typed: sign, digits with separators, power of ten of its own multiplier (None: it has none)."""

    teks: str
    minus: bool
    badan: str
    pangkat: int | None
    exact: Decimal | None = None


@dataclass(frozen=True)
class NumberStyle:
    """What a column decided. `desimal` '' means that nothing decides; `ragu_ditanya`: doubtful cells are asked about."""

    desimal: Literal["koma", "titik", ""]
    koma: int = 0
    titik: int = 0
    ragu: int = 0
    ragu_ditanya: bool = False
    pangkat: int = 0

    def as_dict(self) -> dict[str, object]:
        """For the report: what was decided and from how many cells."""
        tanda = {"koma": ("koma", "titik"), "titik": ("titik", "koma"), "": ("tidak dapat diputuskan", "")}[self.desimal]
        return {
            "desimal": tanda[0],
            "ribuan": tanda[1],
            "sel_berdesimal_koma": self.koma,
            "sel_berdesimal_titik": self.titik,
            "sel_meragukan": self.ragu,
            "kelipatan": 10**self.pangkat,
        }


def take_apart(cell: str, satuan: str) -> Written | Fault | None:
    """A raw cell as a written number; None when absent; a Fault when it is no number."""
    mark = raw.marker_of(cell)
    if mark:
        return _typed(cell, mark)
    text = raw.tidy(raw.shown(cell)).removeprefix("'").replace("−", "-")
    if text.casefold() in raw.ABSENT:
        return None
    found = _WRITTEN.match(text) if len(text) <= _LONGEST else None
    if not found:
        ilmiah = "bentuk ilmiah (E+) sudah kehilangan angka" if re.match(r"^[0-9.,]+e[+-]?[0-9]+$", text, re.I) else ""
        return bad_number(text, ilmiah or "isi sel bukan angka dengan awalan Rp atau kelipatan yang dikenal")
    opened = bool(found["kurung"] or found["kurung2"])
    if opened != bool(found["tutup"]) or (found["kurung"] and found["kurung2"]):
        return bad_number(text, "tanda kurung tidak berpasangan")
    if opened + bool(found["minus"]) + bool(found["minus2"]) > 1:
        return bad_number(text, "tanda minus dan kurung bersama-sama")
    pangkat = _multiplier(text, found["sisa"], satuan)
    if isinstance(pangkat, Fault):
        return pangkat
    badan = found["badan"]
    if " " in badan or "'" in badan:
        if not _SPACED.match(badan):
            return bad_number(text, "angka terpotong spasi")
        badan = badan.replace(" ", "").replace("'", "")
    return Written(text, opened or bool(found["minus"] or found["minus2"]), badan, pangkat)


def _typed(cell: str, mark: str) -> Written | Fault | None:
    if mark == raw.NUMBER:
        exact = Decimal(cell[2:])
        if abs(exact) >= _EXACT_IN_EXCEL:
            return bad_number(cell[2:], "Excel hanya menyimpan 15 angka; sisanya sudah hilang")
        return Written(cell[2:], exact < 0, "", None, abs(exact))
    return typed_fault(cell, mark) or bad_number(raw.shown(cell), "sel ini berisi tanggal, jam, atau benar/salah")


def typed_fault(cell: str, mark: str) -> Fault | None:
    """The Fault of a workbook cell that holds no value at all; None for one that does."""
    if mark == raw.ERROR:
        return spoilt_cell(f"rumus Excel menghasilkan galat {raw.shown(cell)}", "perbaiki rumusnya di Excel")
    if mark == raw.NO_VALUE:
        return spoilt_cell("rumus tanpa nilai tersimpan", "buka berkas di Excel, simpan, lalu kirim ulang")
    if mark == raw.MERGED:
        return spoilt_cell("sel digabung dengan baris di atasnya", "pisahkan sel gabungan, isi setiap baris")
    return None


def _multiplier(text: str, rest: str, satuan: str) -> int | Fault | None:
    """Power of ten said behind the digits; None when nothing is said; unit words of the column are allowed."""
    power: int | None = None
    allowed = _UNITS if satuan == "rupiah" else {satuan.casefold()}
    for word in rest.replace(".", " ").split():
        found = MULTIPLIERS.get(word.casefold(), _CAPITALS.get(word))
        if found is not None and power is None:
            power = found
        elif word in ("m", "t") or found is not None:
            return ask_multiplier(text, "huruf kecil `m` atau `t` dan kelipatan ganda tidak pasti artinya")
        elif word.casefold() not in allowed and not (word == "%" and satuan == "persen"):
            return bad_number(text, "ada kata di belakang angka yang bukan kelipatan dan bukan satuan kolom")
    return power


def evidence_of(written: Written, kolom: Kolom, header_power: int) -> Evidence:
    """What the cell says about the column's decimal sign.

    `7.346` says nothing, unless the column holds whole numbers: then three digits behind the sign can only be a
    thousands group (in rupiah also `7.000`).
    """
    badan = written.badan
    points, commas = badan.count("."), badan.count(",")
    if not points and not commas:
        return "polos"
    fits: list[Literal["koma", "titik"]] = [sign for sign in ("koma", "titik") if _GROUPS[sign].match(badan)]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        return "rusak"
    whole = kolom.jenis == "bilangan" and kolom.skala == 0 and not header_power and not written.pangkat
    if _ONE_GROUP.match(badan) and whole and (kolom.satuan == "rupiah" or not badan.endswith("000")):
        return "koma" if points else "titik"
    return "ragu"


_CLEAR = 3
_NOISE = 20


def decide(votes: Iterable[tuple[Evidence, int]], header_power: int) -> NumberStyle:
    """The column's decision from (evidence, number of cells).

    One sign alone decides, or three quarters of the cells; doubtful cells are still asked about where more than one
    cell in twenty contradicts, or where hardly any cell decides.
    """
    count: dict[str, int] = dict.fromkeys(("koma", "titik", "ragu"), 0)
    for evidence, cells in votes:
        if evidence in count:
            count[evidence] += cells
    koma, titik, ragu = count["koma"], count["titik"], count["ragu"]
    most, least = max(koma, titik), min(koma, titik)
    desimal: Literal["koma", "titik", ""] = ""
    if most and most >= _CLEAR * least:
        desimal = "koma" if koma > titik else "titik"
    asked = least * _NOISE > most or most * _NOISE < ragu
    return NumberStyle(desimal, koma, titik, ragu, asked, header_power)


def read_exact(written: Written, evidence: Evidence, style: NumberStyle) -> Decimal | Fault:
    """The value of a cell under the column's decision, multiplier included, sign included."""
    if written.pangkat is not None and style.pangkat:
        return ask_multiplier(written.teks, "judul kolom dan sel sama-sama menyebut kelipatan")
    value = written.exact
    if value is None:
        digits = _digits(written, evidence, style)
        if isinstance(digits, Fault):
            return digits
        value = Decimal(digits)
    value = value.scaleb(written.pangkat if written.pangkat is not None else style.pangkat)
    return -value if written.minus else value


def _digits(written: Written, evidence: Evidence, style: NumberStyle) -> str | Fault:
    if evidence == "polos":
        return written.badan
    if evidence == "rusak":
        return bad_number(written.teks, "letak titik dan komanya tidak membentuk angka")
    if not style.desimal:
        return ask_separator(written.teks, "tidak ada sel yang memastikan, atau sel-sel di kolom ini saling bertentangan")
    if evidence == "ragu" and style.ragu_ditanya:
        return ask_separator(written.teks, "sel lain di kolom ini tidak memastikan apakah titik atau koma itu desimal")
    if not _GROUPS[style.desimal].match(written.badan):
        return ask_separator(written.teks, f"kolom ini memakai {style.desimal} untuk desimal; sel ini tidak")
    if style.desimal == "koma":
        return written.badan.replace(".", "").replace(",", ".")
    return written.badan.replace(",", "")


def scaled(value: Decimal, written: Written, kolom: Kolom) -> int | Fault:
    """The whole number that is stored: value × 10^skala. Too many decimals or too large is a Fault, never rounded."""
    if kolom.terkecil is not None and value < kolom.terkecil:
        return too_small(written.teks, kolom.terkecil)
    if abs(value) > kolom.terbesar:
        return too_large(written.teks, kolom.terbesar)
    whole = value.scaleb(kolom.skala)
    if whole != whole.to_integral_value():
        return too_fine(written.teks, kolom.skala)
    return int(whole)


def decimal_text(value: Decimal) -> str:
    """Canonical text of an exact decimal: `73.46`, `0.5`, `15000`, without exponent and trailing zeros; no -0."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
