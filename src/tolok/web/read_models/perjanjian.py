"""Perjanjian Kinerja: all of a year by level, and one of them."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Pesan, Tabel, Tindakan


@dataclass(frozen=True, kw_only=True)
class HalamanDaftarPerjanjian:
    """The agreements of a year, level by level, with what is missing and what is no longer as planned."""

    TEMPLATE: ClassVar[str] = "tolok/daftar_perjanjian.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    tabel: Tabel
    catatan: tuple[Pesan, ...] = ()
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanPerjanjian:
    """One agreement as it was signed, beside those before and after it. `pihak`: heading and facts of each side."""

    TEMPLATE: ClassVar[str] = "tolok/perjanjian.html"
    kerangka: Kerangka
    judul: str
    lead: str
    catatan: tuple[Pesan, ...]
    target: Tabel
    anggaran: Tabel | None
    jumlah: str
    pihak: tuple[tuple[str, tuple[Fakta, ...]], ...]
    fakta: tuple[Fakta, ...]
    riwayat: Tabel | None
    tindakan: tuple[Tindakan, ...] = ()
