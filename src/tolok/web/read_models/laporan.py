"""Pages of the yearly report: its parts in order, the words of one part, the seven analyses of one IKU."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Angka, Fakta, Formulir, Isian, Pesan, Tautan, Tindakan
from tolok.web.read_models.tugas import BarisTugas, TandaTugas
from tolok.web.read_models.ukur import Tulisan


@dataclass(frozen=True)
class BabLaporan:
    """One chapter with its parts, each with how it stands."""

    judul: str
    bagian: tuple[BarisTugas, ...]


@dataclass(frozen=True, kw_only=True)
class HalamanLaporan:
    """The parts of the yearly report in the order in which they are printed, and the analyses of each IKU."""

    TEMPLATE: ClassVar[str] = "tolok/laporan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    bab: tuple[BabLaporan, ...]
    analisis: BabLaporan
    fakta: tuple[Fakta, ...]
    keterangan: str
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanBagian:
    """The words of one part: as kept, and for who may write them as a form. `angka` is what the figures say already."""

    TEMPLATE: ClassVar[str] = "tolok/laporan_bagian.html"
    kerangka: Kerangka
    judul: str
    lead: str
    petunjuk: str
    batal: Tautan
    isi: Tulisan | None = None
    kosong: str = ""
    formulir: Formulir | None = None
    isian: tuple[Isian, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    angka: tuple[str, ...] = ()
    riwayat: tuple[Tulisan, ...] = ()
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True)
class ButirAnalisis:
    """One analysis: what is said, what is missing, how it stands, and the way to where the missing is written."""

    judul: str
    kalimat: tuple[str, ...]
    kurang: tuple[str, ...]
    tanda: TandaTugas
    tautan: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanAnalisis:
    """The seven analyses of one IKU as the report prints them."""

    TEMPLATE: ClassVar[str] = "tolok/laporan_analisis.html"
    kerangka: Kerangka
    judul: str
    lead: str
    angka: Angka
    fakta: tuple[Fakta, ...]
    butir: tuple[ButirAnalisis, ...]
    kembali: Tautan
    tindakan: tuple[Tindakan, ...] = ()
