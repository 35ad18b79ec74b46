"""Pages for anybody: the office's published figures, how one of them is counted, the list of offices."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.komponen import Angka, Fakta, Mistar, Rumus, Tabel, Tautan


@dataclass(frozen=True, kw_only=True)
class KerangkaPublik:
    """Around a public page: the office's own name instead of a navigation; no reader, no form, no cookie."""

    judul: str
    perangkat_daerah: str
    pemda: str
    keterangan: str
    kaki: str
    beranda_href: str = "/publik/"
    masuk_href: str = "/masuk/"
    data_contoh: bool = False
    catatan_contoh: str = ""
    kalimat_lampau: str = ""
    kini_href: str = ""


@dataclass(frozen=True)
class Koreksi:
    """A figure that once stood here: its printed value, and until when and why it was replaced."""

    nilai: str
    keterangan: str


@dataclass(frozen=True, kw_only=True)
class IkuPublik:
    """One published IKU: figure, name, one everyday sentence with its counts, the ruler without a judgement."""

    kode: str
    nama: str
    href: str
    angka: Angka
    kalimat: str
    mistar: Mistar
    koreksi: tuple[Koreksi, ...] = ()


@dataclass(frozen=True)
class Unduhan:
    """A file to take along, with its size in words."""

    label: str
    href: str
    ukuran: str


@dataclass(frozen=True, kw_only=True)
class HalamanPublik:
    """What an office promised for a period and what came of it. With no `iku`, `kosong` says where there are figures."""

    TEMPLATE: ClassVar[str] = "tolok/publik.html"

    kerangka: KerangkaPublik
    judul: str
    lead: str
    fakta: tuple[Fakta, ...]
    iku: tuple[IkuPublik, ...]
    perlu_diketahui: tuple[str, ...]
    unduh: tuple[Unduhan, ...]
    periode_lain: tuple[Tautan, ...] = ()
    kosong: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanPublikCara:
    """How one published figure is counted, how far it reaches, and every vintage of it that was ever published."""

    TEMPLATE: ClassVar[str] = "tolok/publik_cara.html"

    kerangka: KerangkaPublik
    nama: str
    lead: str
    angka: Angka
    mistar: Mistar
    fakta: tuple[Fakta, ...]
    kalimat: str
    definisi: str
    rumus: Rumus
    batas: str
    catatan: tuple[str, ...]
    kecamatan: Tabel | None
    terbitan: Tabel
    kembali: Tautan


@dataclass(frozen=True, kw_only=True)
class HalamanPublikDaftar:
    """The offices of which anything is published."""

    TEMPLATE: ClassVar[str] = "tolok/publik_daftar.html"

    kerangka: KerangkaPublik
    judul: str
    lead: str
    kelompok: tuple[tuple[str, tuple[Tautan, ...]], ...]
