"""The action plan of a year, IKU by IKU."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Pesan, Tabel, Tautan, Tindakan


@dataclass(frozen=True, kw_only=True)
class KelompokAksi:
    """One IKU with its activities; `target` are the year's and the quarters', printed. `kosong` where it has none."""

    kode: str
    nama: str
    href: str
    tujuan: str
    target: tuple[Fakta, ...]
    tabel: Tabel | None
    kosong: str = ""
    tambah: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanRencanaAksi:
    """Every IKU with the activities that shall reach its target; `judul` tells what still has none."""

    TEMPLATE: ClassVar[str] = "tolok/rencana_aksi.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    kelompok: tuple[KelompokAksi, ...]
    tindakan: tuple[Tindakan, ...] = ()
    kosong: Pesan | None = None
