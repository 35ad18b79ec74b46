"""The pohon kinerja as a tree of words; where each node is drawn is decided by `tolok.web.pohon_gambar`."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Nada, Pesan, Tindakan


@dataclass(frozen=True, kw_only=True)
class SimpulKota:
    """An indicator of the pemda."""

    kode: str
    nama: str
    href: str


@dataclass(frozen=True, kw_only=True)
class SimpulProgram:
    """A program as a node; `keterangan` is bidang and absorption."""

    kode: str
    nama: str
    href: str
    keterangan: str


@dataclass(frozen=True, kw_only=True)
class SimpulIku:
    """An IKU with where it stands: `nilai` (7,38 dari 8,50%), and `capaian` or the reason why there is none."""

    kode: str
    nama: str
    href: str
    nada: Nada
    kata: str
    nilai: str
    capaian: str
    program: tuple[SimpulProgram, ...]


@dataclass(frozen=True, kw_only=True)
class SimpulSasaran:
    """A tujuan or sasaran; `induk` is the place of its tujuan among the nodes, None without one."""

    jenis: str
    uraian: str
    href: str
    tujuan: bool
    iku: tuple[SimpulIku, ...]
    faktor: tuple[str, ...] = ()
    kota: tuple[str, ...] = ()
    induk: int | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanPohon:
    """Page 7 of the design: as a drawing, or (`sebagai_tabel`) as nested lists, which a phone always gets.

    `tanpa_iku`: programs that serve no IKU, neither themselves nor by what lies under them.
    """

    TEMPLATE: ClassVar[str] = "tolok/pohon.html"
    kerangka: Kerangka
    judul: str
    lead: str
    visi: str
    misi: tuple[str, ...]
    kota: tuple[SimpulKota, ...]
    sasaran: tuple[SimpulSasaran, ...]
    legenda: tuple[tuple[Nada, str], ...]
    tindakan: tuple[Tindakan, ...]
    sebagai_tabel: bool = False
    catatan: str = ""
    tanpa_iku: tuple[SimpulProgram, ...] = ()
    kosong: Pesan | None = None
