"""A province or ministry: figures by region, who delivered, and published figures of offices beside each other."""

from dataclasses import dataclass, field
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Angka, Fakta, Pesan, Tabel, Tautan

PilihPeriode = tuple[tuple[Tautan, bool], ...]


@dataclass(frozen=True)
class Cakupan:
    """Who delivered, drawn as a bar of three parts ('' for none) and said in words."""

    kalimat: str
    lengkap: str = ""
    sebagian_x: str = ""
    sebagian: str = ""


@dataclass(frozen=True)
class BarisWilayah:
    """One region or office on a common scale, with what its figure rests on. `hampa`: a word in place of a figure.

    `ket` stands under the name where there is no room for columns.
    """

    nama: str
    teks: str
    href: str = ""
    x: str = ""
    hampa: bool = False
    sel: tuple[str, ...] = ()
    ket: str = ""
    terbit: Tautan | None = None
    terbit_ket: str = ""


@dataclass(frozen=True, kw_only=True)
class TabelWilayah:
    """Regions of one level, by code and never by figure; the last row is made from its own totals, not from figures."""

    judul: str
    kolom_nama: str
    kolom_nilai: str
    kolom: tuple[str, ...]
    kolom_terbit: str = ""
    baris: tuple[BarisWilayah, ...]
    jumlah: BarisWilayah | None = None
    nol: str = ""
    garis: str = ""
    teks_garis: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanWilayah:
    """One indicator in one region: its figure with its coverage, the regions below, those that did not deliver."""

    TEMPLATE: ClassVar[str] = "tolok/wilayah.html"

    kerangka: Kerangka
    nama: str
    keterangan: str
    periode_judul: str
    angka: Angka
    cakupan: Cakupan
    fakta: tuple[Fakta, ...]
    cara: str
    suku: Tabel | None
    anak: TabelWilayah | None
    belum_judul: str = ""
    belum: tuple[Tautan, ...] = ()
    catatan: tuple[str, ...] = ()
    periode: PilihPeriode = ()
    indikator: PilihPeriode = ()
    sebanding_href: str = ""
    sidik: tuple[Fakta, ...] = ()


@dataclass(frozen=True)
class BarisRingkasan:
    """One indicator of a region's summary."""

    kode: str
    nama: str
    href: str
    teks: str
    hampa: bool
    cakupan: Cakupan
    terbit: str
    sebanding_href: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanRingkasan:
    """Every promised indicator in one region; with `kosong` nothing was totalled yet, and it says who does that."""

    TEMPLATE: ClassVar[str] = "tolok/wilayah_ringkasan.html"

    kerangka: Kerangka
    judul: str
    lead: str
    baris: tuple[BarisRingkasan, ...] = ()
    kosong: Pesan | None = None
    periode: PilihPeriode = ()
    kantor: Tabel | None = None
    kantor_judul: str = ""
    lain: tuple[Tautan, ...] = ()
    sidik: tuple[Fakta, ...] = ()


@dataclass(frozen=True)
class Beda:
    """A part of a definition that differs: its name, the words of the reference, and those of the office."""

    bagian: str
    acuan: str
    kantor: str


@dataclass(frozen=True)
class TerbitanBeda:
    """A published figure that is not comparable, and why."""

    kantor: str
    angka: str
    href: str
    ket: str
    beda: tuple[Beda, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class HalamanSebanding:
    """Published figures of the same measure beside each other by code; those that measure otherwise stand apart."""

    TEMPLATE: ClassVar[str] = "tolok/sebanding.html"

    kerangka: Kerangka
    judul: str
    lead: str
    acuan: str
    tabel: TabelWilayah | None
    beda: tuple[TerbitanBeda, ...]
    beda_judul: str = ""
    belum_judul: str = ""
    belum: tuple[Tautan, ...] = ()
    catatan: tuple[str, ...] = ()
    kembali: Tautan | None = None
    periode: PilihPeriode = ()
