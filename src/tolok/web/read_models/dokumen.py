"""Pages of official documents: the shelves, one document before it is printed, many at once, and the page behind a QR."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Nada, Opsi, Pesan, Tabel, Tautan
from tolok.web.read_models.publik import KerangkaPublik
from tolok.web.read_models.terima import KemajuanKerja


@dataclass(frozen=True)
class TombolCetak:
    """One form of a document: `nilai` is sent, `label` is read (`PDF`)."""

    nilai: str
    label: str


@dataclass(frozen=True, kw_only=True)
class KartuDokumen:
    """One document on its shelf: what it holds, how far it is, the way to look at it, and its forms to take along.

    `cetak` None: something has to be chosen or done first. `saran` is what to do where nothing can be printed.
    """

    kode: str
    judul: str
    kalimat: str
    nada: Nada
    keadaan: str
    keterangan: str
    lihat: Tautan | None = None
    cetak: Formulir | None = None
    tombol: tuple[TombolCetak, ...] = ()
    saran: Tautan | None = None


@dataclass(frozen=True)
class RakDokumen:
    """A shelf with its documents."""

    judul: str
    kalimat: str
    dokumen: tuple[KartuDokumen, ...]


@dataclass(frozen=True)
class BarisCetakan:
    """One print of the past: what, when, by whom, its mark; and the form that prints the same again."""

    judul: str
    periode: str
    bentuk: str
    waktu: str
    oleh: str
    tanda: Tautan
    lagi: Formulir | None


@dataclass(frozen=True)
class PaketCetakan:
    """One batch of the reader's own: how far it is and where it lies."""

    kalimat: str
    waktu: str
    href: str
    berjalan: bool


@dataclass(frozen=True, kw_only=True)
class HalamanDokumen:
    """The official documents of a period, by shelf; what was printed before; many at once."""

    TEMPLATE: ClassVar[str] = "tolok/dokumen.html"
    kerangka: Kerangka
    judul: str
    lead: str
    rak: tuple[RakDokumen, ...]
    cetakan: tuple[BarisCetakan, ...] = ()
    cetakan_semua: Tautan | None = None
    cetakan_kosong: str = ""
    borongan: Formulir | None = None
    pilih_dokumen: tuple[Opsi, ...] = ()
    pilih_bentuk: tuple[Opsi, ...] = ()
    paket: tuple[PaketCetakan, ...] = ()
    templat: Tautan | None = None
    baca: Tautan | None = None
    pesan: tuple[Pesan, ...] = ()


@dataclass(frozen=True)
class GambarHalaman:
    """A picture of one page; width and height in pixels, so that nothing moves while it loads."""

    href: str
    kalimat: str
    lebar: int
    tinggi: int


@dataclass(frozen=True, kw_only=True)
class HalamanSatuDokumen:
    """One document before it is printed: choices, pictures of its pages, buttons, and the figures that it holds."""

    TEMPLATE: ClassVar[str] = "tolok/dokumen_satu.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...] = ()
    saringan: tuple[Isian, ...] = ()
    saringan_formulir: Formulir | None = None
    pesan: tuple[Pesan, ...] = ()
    gambar: tuple[GambarHalaman, ...] = ()
    gambar_catatan: str = ""
    cetak: Formulir | None = None
    tombol: tuple[TombolCetak, ...] = ()
    draf: bool = False
    angka: Tabel | None = None
    fakta: tuple[Fakta, ...] = ()
    catatan: tuple[str, ...] = ()
    kembali: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanBorongan:
    """Many documents being printed, or ready to be taken along."""

    TEMPLATE: ClassVar[str] = "tolok/dokumen_borongan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    kemajuan: KemajuanKerja
    fakta: tuple[Fakta, ...]
    unduh: Tautan | None = None
    tidak_tercetak: tuple[str, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    ulangi: Formulir | None = None
    kembali: tuple[Tautan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanCek:
    """What stands in a printed document, for whoever holds it: the figures as printed, and what became of them."""

    TEMPLATE: ClassVar[str] = "tolok/cek.html"
    kerangka: KerangkaPublik
    judul: str
    nada: Nada
    lead: str
    fakta: tuple[Fakta, ...]
    tabel: Tabel
    berkas: tuple[Fakta, ...]
    cara: tuple[str, ...]
    sidik: str
