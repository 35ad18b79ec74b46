"""Programs with their budgets, and the indicators of the pemda."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Pesan, Tabel, Tautan, Tindakan


@dataclass(frozen=True, kw_only=True)
class BarisProgram:
    """A program, kegiatan or sub kegiatan; `tingkat` 0 to 2 draws how deep it lies. Amounts are printed."""

    kode: str
    nama: str
    href: str
    tingkat: int
    jenjang: str
    bidang: str
    iku: tuple[Tautan, ...]
    pagu: str
    realisasi: str
    serapan: str


@dataclass(frozen=True, kw_only=True)
class HalamanProgram:
    """All programs with budget and absorption; efficiency of each IKU by a printed rule."""

    TEMPLATE: ClassVar[str] = "tolok/program.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    baris: tuple[BarisProgram, ...]
    jumlah: BarisProgram | None
    efisiensi: Tabel | None
    aturan: str
    tindakan: tuple[Tindakan, ...] = ()
    kosong: Pesan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanProgramRinci:
    """One program: where it stands, what measures it, what it had and spent, and every revision of that."""

    TEMPLATE: ClassVar[str] = "tolok/program_rinci.html"
    kerangka: Kerangka
    judul: str
    lead: str
    fakta: tuple[Fakta, ...]
    iku: tuple[Tautan, ...]
    indikator: Tabel | None
    anak: Tabel | None
    anggaran: Tabel | None
    riwayat: Tabel | None
    tindakan: tuple[Tindakan, ...] = ()
    kosong: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanIkuKota:
    """Indicators of the pemda and which IKU of this office serve them."""

    TEMPLATE: ClassVar[str] = "tolok/iku_kota.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    tabel: Tabel | None
    tindakan: tuple[Tindakan, ...] = ()
    kosong: Pesan | None = None
