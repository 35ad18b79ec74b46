"""My tasks: what to do, what one waits for, what is done."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Tautan


@dataclass(frozen=True)
class TandaTugas:
    """How a task stands: glyph and word on a tint; finished work is a plain word and has none of these."""

    glif: str
    kata: str
    warna: str


@dataclass(frozen=True, kw_only=True)
class BarisTugas:
    """One task: a verb phrase that leads to it, why it is there, deadline (or whom it waits for), and how it stands."""

    judul: str
    href: str
    keterangan: str
    kanan: str = ""
    kanan_keterangan: str = ""
    nada: str = ""
    tanda: TandaTugas | None = None


@dataclass(frozen=True)
class TanggalPenting:
    """A day on which something falls due."""

    hari: str
    kata: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanTugas:
    """Three lists, each with its count; `judul` is the finding. `kosong` stands where there is nothing to do."""

    TEMPLATE: ClassVar[str] = "tolok/tugas.html"
    kerangka: Kerangka
    judul: str
    kerjakan: tuple[BarisTugas, ...]
    menunggu: tuple[BarisTugas, ...]
    selesai: tuple[BarisTugas, ...]
    tanggal: tuple[TanggalPenting, ...]
    kosong: str
    periode: Tautan
