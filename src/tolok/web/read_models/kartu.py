"""The indicator card: everything that one measure is, on one sheet that can be printed."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.indikator import ButirLegenda
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Pesan, Rumus, Tabel, Tautan, Tindakan


@dataclass(frozen=True)
class KutipanKartu:
    """A row of a document, word for word, and where it stands."""

    tempat: str
    baris: tuple[Fakta, ...]
    formula: str = ""


@dataclass(frozen=True)
class KeputusanKartu:
    """What was decided where the document leaves something open, and why."""

    isi: str
    alasan: str


@dataclass(frozen=True, kw_only=True)
class HalamanKartu:
    """Definition, formula, basis, quotation, versions, targets, programs. Without an IKU: a definition of the catalogue."""

    TEMPLATE: ClassVar[str] = "tolok/kartu.html"
    kerangka: Kerangka
    judul: str
    lead: str
    identitas: tuple[Fakta, ...]
    definisi: str
    batas: str
    alasan: str
    rumus: Rumus | None
    legenda: tuple[ButirLegenda, ...]
    rumus_teks: str
    kebutuhan: Tabel | None
    dasar: tuple[Fakta, ...]
    kutipan: tuple[KutipanKartu, ...]
    keputusan: tuple[KeputusanKartu, ...]
    versi: Tabel
    versi_tautan: Tautan | None = None
    target: Tabel | None = None
    target_tautan: Tautan | None = None
    program: Tabel | None = None
    program_keterangan: str = ""
    tindakan: tuple[Tindakan, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    stempel: str = ""
