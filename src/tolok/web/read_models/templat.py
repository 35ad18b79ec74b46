"""Pages of the office's own Word template."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Pesan, Tabel, Tautan, Tindakan


@dataclass(frozen=True)
class Penanda:
    """A sign that a template may hold, and what stands in its place on paper."""

    tulis: str
    menjadi: str


@dataclass(frozen=True, kw_only=True)
class HalamanTemplat:
    """The template that holds, the earlier ones, and how an office makes its own. `fakta` is empty where none holds."""

    TEMPLATE: ClassVar[str] = "tolok/templat.html"
    kerangka: Kerangka
    judul: str
    lead: str
    nama: str
    fakta: tuple[Fakta, ...]
    kosong: str
    riwayat: Tabel | None
    penanda: tuple[Penanda, ...]
    contoh: Tautan
    peringatan: Pesan | None = None
    unduh: Tautan | None = None
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanUnggahTemplat:
    """The form by which a template comes; `pesan` is what was wrong with the last one."""

    TEMPLATE: ClassVar[str] = "tolok/templat_unggah.html"
    kerangka: Kerangka
    judul: str
    lead: str
    alamat: str
    batas: str
    contoh: Tautan
    batal: Tautan
    penanda: tuple[Penanda, ...]
    pesan: tuple[Pesan, ...] = ()
