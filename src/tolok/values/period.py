"""Periods are identities (`2024`, `2024-TW2`), never day intervals (rumus.md §3.8)."""

import re
from dataclasses import dataclass
from datetime import date

_TEXT = re.compile(r"^(\d{4})(?:-TW([1-4]))?$")
_QUARTER_END = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True, order=True)
class Period:
    """A year, or the year up to (or within) one triwulan. `triwulan` is 0 for the whole year."""

    tahun: int
    triwulan: int = 0

    def __post_init__(self) -> None:
        if not 1900 <= self.tahun <= 2999 or not 0 <= self.triwulan <= 4:
            raise ValueError(f"bukan periode: {self.tahun}, triwulan {self.triwulan}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2024` or `2024-TW2`; ValueError on anything else."""
        match = _TEXT.match(text.strip().upper())
        if not match:
            raise ValueError(f"bukan periode: {text!r}; tulis misalnya 2024 atau 2024-TW2")
        return cls(int(match[1]), int(match[2] or 0))

    def __str__(self) -> str:
        return f"{self.tahun}-TW{self.triwulan}" if self.triwulan else str(self.tahun)

    @property
    def label(self) -> str:
        """As an official says it: `tahun 2024`, `Triwulan II 2024`."""
        return f"Triwulan {ROMAN[self.triwulan]} {self.tahun}" if self.triwulan else f"tahun {self.tahun}"

    @property
    def title(self) -> str:
        """The same at the head of a line: `Tahun 2024`, `Triwulan II 2024`."""
        return self.label[0].upper() + self.label[1:]

    def back(self, years: int) -> "Period":
        """The same period `years` years earlier: one year before 2024-TW2 is 2023-TW2."""
        return Period(self.tahun - years, self.triwulan)

    @property
    def end(self) -> date:
        """Last day: where stock registers are looked up, and where a cumulative triwulan is cut."""
        return date(self.tahun, *_QUARTER_END[self.triwulan or 4])

    @property
    def quarter_start(self) -> date:
        """First day of the triwulan alone (`dalam triwulan`); of the year when there is none."""
        return date(self.tahun, 3 * (self.triwulan or 1) - 2, 1)

    @property
    def start(self) -> date:
        """First day of the year."""
        return date(self.tahun, 1, 1)
