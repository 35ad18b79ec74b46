"""Looking across offices: every office of a city that the reader may see, one group each."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.indikator import KelompokIku
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Tautan


@dataclass(frozen=True, kw_only=True)
class KantorKota:
    """One office in the city's page: its finding, its IKU by how they stand; no rank among offices."""

    nama: str
    href: str
    temuan: str
    kelompok: tuple[KelompokIku, ...]
    kolom_realisasi: str
    kolom_selisih: str


@dataclass(frozen=True, kw_only=True)
class HalamanKota:
    """The offices of a pemda in alphabetical order; `kota_lain` and `periode` lead to the others."""

    TEMPLATE: ClassVar[str] = "tolok/kota.html"

    kerangka: Kerangka
    judul: str
    lead: str
    kantor: tuple[KantorKota, ...]
    kolom_realisasi: str
    ada_perkiraan: bool
    aturan: tuple[Fakta, ...]
    periode: tuple[tuple[Tautan, bool], ...]
    kota_lain: tuple[Tautan, ...] = ()
