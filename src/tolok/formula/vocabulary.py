"""The words that formulas may use: what the checker is told about registers, outside figures, parameters and ladders.

`formula` knows no data; `registers` and the content pack fill these in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from tolok.values.region import Tingkat

ColumnKind = Literal["bilangan", "ya_tidak", "kategori", "tanggal", "teks"]


@dataclass(frozen=True)
class ColumnWord:
    """One column as a formula sees it. `satuan` is a dimension name; whole numbers are `skala` decimals scaled up."""

    nama: str
    jenis: ColumnKind
    label: str
    satuan: str = ""
    skala: int = 0
    terbesar: int = 0
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterWord:
    """One register as a formula sees it. `panel`: one row per entity and year, so that `k tahun lalu` is meant."""

    nama: str
    label: str
    benda: str
    panel: bool
    tanggal: str | None
    kolom: Mapping[str, ColumnWord]
    hash: str = ""

    def order_of(self, kolom: str) -> int:
        """Position in schema order: decides which empty field names the exclusion."""
        return list(self.kolom).index(kolom)


@dataclass(frozen=True)
class DataWord:
    """An outside figure that an office enters with evidence. `tingkat`: the only region level at which it exists."""

    kode: str
    label: str
    satuan: str
    tingkat: Tingkat = "kota"
    periode: Literal["tahun", "triwulan"] = "tahun"
    dapat_dijumlah: bool = False


@dataclass(frozen=True)
class Ladder:
    """A dated ladder of classes: upper bounds inclusive, in the unit of the field; above the top is `besar`."""

    nama: str
    satuan: str
    kelas: tuple[tuple[str, int], ...]
    dasar: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Class names from the lowest to `besar`."""
        return (*(nama for nama, _ in self.kelas), "besar")


@dataclass(frozen=True)
class Vocabulary:
    """Everything a formula may name. Parameters are valid at the figure's year n, whatever the offset of a term."""

    registers: Mapping[str, RegisterWord] = field(default_factory=dict)
    data: Mapping[str, DataWord] = field(default_factory=dict)
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    param: Mapping[str, tuple[Fraction, str]] = field(default_factory=dict)
