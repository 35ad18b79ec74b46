"""Pages of whoever runs the installation: health, settings, backups."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Pesan, Tabel, Tautan


@dataclass(frozen=True)
class KelompokFakta:
    """Facts that belong together, under one heading."""

    judul: str
    fakta: tuple[Fakta, ...]


@dataclass(frozen=True, kw_only=True)
class HalamanSistem:
    """One of the three pages; `tab` leads to the others. `formulir` with `isian` asks for a backup."""

    TEMPLATE: ClassVar[str] = "tolok/sistem.html"

    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    pesan: tuple[Pesan, ...] = ()
    tabel: Tabel | None = None
    kosong: str = ""
    kelompok: tuple[KelompokFakta, ...] = ()
    judul_formulir: str = ""
    isian: tuple[Isian, ...] = ()
    formulir: Formulir | None = None
    tautan: Tautan | None = None
    catatan: str = ""
