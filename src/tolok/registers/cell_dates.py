"""Dates in dirty columns. Day before month, as in Indonesia; where cells of the column show otherwise, it is asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tolok.registers import cell_text as raw
from tolok.registers.cell_numbers import typed_fault
from tolok.registers.faults import Fault, ask_date, bad_date

_MONTHS = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "februari": 2, "pebruari": 2, "peb": 2, "february": 2,
    "mar": 3, "maret": 3, "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6,
    "jul": 7, "juli": 7, "july": 7, "agu": 8, "agt": 8, "ags": 8, "agust": 8, "agustus": 8, "aug": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9, "okt": 10, "oktober": 10, "oct": 10, "october": 10,
    "nov": 11, "nop": 11, "november": 11, "nopember": 11, "des": 12, "desember": 12, "dec": 12, "december": 12,
}  # fmt: skip
_TIME = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"^(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}$", re.ASCII)
_NUMERIC = re.compile(rf"^(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}$", re.ASCII)
_WORDS = re.compile(r"^(\d{1,2})[\s./-]*([A-Za-z]{3,9})\.?[\s./-]*(\d{4}|\d{2})$", re.ASCII)
_SERIAL = re.compile(r"^\d{5}$", re.ASCII)
_SERIAL_START = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1945, 1, 1), date(2100, 1, 1)
_UNLIKELY = "tahunnya tidak masuk akal (sebelum 1945 atau sesudah 2099)"


@dataclass(frozen=True)
class DateStyle:
    """How many cells of the column can only be day/month, and how many only month/day."""

    hari_dulu: int = 0
    bulan_dulu: int = 0

    @property
    def doubtful(self) -> bool:
        """More than one cell in twenty speaks for month before day."""
        return self.bulan_dulu * 20 > self.hari_dulu

    def as_dict(self) -> dict[str, object]:
        """For the report."""
        return {"urutan": "hari/bulan/tahun", "sel_hari_dulu": self.hari_dulu, "sel_bulan_dulu": self.bulan_dulu}


def decide_dates(cells: Iterable[tuple[str, int]]) -> DateStyle:
    """Looks at every numeric date of the column: (cell, number of cells)."""
    day_first = month_first = 0
    for cell, count in cells:
        found = _NUMERIC.match(raw.tidy(cell))
        if found:
            day_first += count * (int(found[1]) > 12)
            month_first += count * (int(found[3]) > 12)
    return DateStyle(day_first, month_first)


def read_date(cell: str, style: DateStyle) -> date | Fault | None:
    """A raw cell as a date; None when absent (also `0000-00-00`)."""
    mark = raw.marker_of(cell)
    if mark:
        return _typed(cell, mark)
    text = raw.tidy(raw.shown(cell)).removeprefix("'")
    if text.casefold() in raw.ABSENT or re.match(r"^0{1,4}[-/]0{1,2}[-/]0{1,4}( 00:00:00)?$", text):
        return None
    if found := _ISO.match(text):
        return _build(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.match(text):
        day, month = int(found[1]), int(found[3])
        if style.doubtful and day <= 12 and day != month and month <= 12:
            return ask_date(text)
        if month > 12 >= day:
            return bad_date(text, "bulan lebih dari 12; tulis hari lebih dahulu")
        return _build(text, int(found[4]), month, day)
    if found := _WORDS.match(text):
        return _in_words(text, found)
    if _SERIAL.match(text):
        return _likely(text, _SERIAL_START + timedelta(days=int(text)))
    return bad_date(text, "bentuknya tidak dikenal")


def _typed(cell: str, mark: str) -> date | Fault:
    if mark == raw.DATE:
        return _likely(raw.shown(cell), date.fromisoformat(cell[2:]))
    if mark == raw.NUMBER:
        serial = Decimal(cell[2:])
        if not 1 <= serial < 100_000:
            return bad_date(cell[2:], "angka ini bukan tanggal Excel")
        return _likely(cell[2:], _SERIAL_START + timedelta(days=int(serial)))
    return typed_fault(cell, mark) or bad_date(raw.shown(cell), "sel ini berisi jam atau benar/salah")


def _in_words(text: str, found: re.Match[str]) -> date | Fault:
    month = _MONTHS.get(found[2].casefold())
    if month is None:
        return bad_date(text, "nama bulannya tidak dikenal")
    year = int(found[3])
    if len(found[3]) == 2:
        year += 2000 if year < 70 else 1900
    return _build(text, year, month, int(found[1]))


def _build(text: str, year: int, month: int, day: int) -> date | Fault:
    try:
        return _likely(text, date(year, month, day))
    except ValueError:
        return bad_date(text, "tanggal itu tidak ada di kalender")


def _likely(text: str, day: date) -> date | Fault:
    return day if _EARLIEST <= day < _LATEST else bad_date(text, _UNLIKELY)
