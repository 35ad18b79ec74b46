"""What the generators hand to the writer: rows by the schema's field names, and how many of what (`ukuran.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Sel = str | int | Decimal | date | bool | None
Row = dict[str, Sel]

CATATAN = "Data contoh, dikarang"
DAFTAR_REGISTER = (
    "usaha", "usaha_monev", "koperasi", "koperasi_tahunan", "kesehatan_koperasi", "temuan", "rekomendasi", "skm", "lke",
    "data",
)  # fmt: skip
Besar = Literal["kecil", "penuh"]


@dataclass(frozen=True)
class Bentuk:
    """How an office writes one file: kind of file, which words head the columns, how money is typed (CSV only).

    `sumber`: the columns and heads of the source's own export (SIDT, ODS), everything as text. `kotor`: a workbook as
    people make it, with titles, a two-row head, column numbers, dates and money as text, a row twice and a total.
    """

    berkas: Literal["csv", "xlsx"]
    tajuk: Literal["nama", "label", "sinonim", "sumber", "kotor"]
    uang: Literal["polos", "titik", "rp"]


@dataclass(frozen=True)
class Cacat:
    """A row that is wrong on purpose: `kolom` holds `tulis`, to be answered with the Issue `kode`; `mengapa` in words."""

    kode: str
    kolom: str
    tulis: str | int
    mengapa: str


@dataclass(frozen=True)
class Ukuran:
    """How much one register of one office holds in one year; `isi` are the counts that its generator understands."""

    tahun: int
    bentuk: Bentuk
    cacat: tuple[Cacat, ...]
    isi: Mapping[str, Any]

    def count(self, nama: str) -> int:
        """One count; what the file does not mention is 0."""
        return int(self.isi.get(nama, 0))


@cache
def load_yaml(nama: str) -> Any:
    """One of the data files that lie beside this module."""
    return yaml.safe_load(files("tolok.contoh").joinpath(nama).read_text(encoding="utf-8"))


def load_ukuran(pemda: str, register: str, besar: Besar = "kecil") -> tuple[Ukuran, ...]:
    """The years of one register of one office, in order; the full size adds years to the small one or replaces them."""
    by_tahun = dict(load_yaml("ukuran.yaml")["kantor"][pemda].get(register, {}))
    if besar == "penuh":
        by_tahun |= load_yaml("ukuran_penuh.yaml")["kantor"][pemda].get(register, {})
    return tuple(_ukuran(tahun, dict(by_tahun[tahun])) for tahun in sorted(by_tahun))


def _ukuran(tahun: int, isi: dict[str, Any]) -> Ukuran:
    cacat = tuple(Cacat(**satu) for satu in isi.pop("cacat", ()))
    return Ukuran(tahun, Bentuk(*isi.pop("bentuk")), cacat, isi)


@cache
def daftar_kata(nama: str) -> tuple[str, ...]:
    """One list of words from which names are made up; `koperasi/Jasa` is a list inside a list."""
    words = load_yaml("kata.yaml")
    for part in nama.split("/"):
        words = words[part]
    return tuple(words)
