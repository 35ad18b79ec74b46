"""Pages of data coming in: the office's registers, one register, an upload and its decision, a delivery, background work."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Opsi, Penomoran, Pesan, Sel, Tabel, Tautan, Tindakan


@dataclass(frozen=True)
class KemajuanKerja:
    """How far long work has come; `lebar` is the drawn part in per cent, or None where nothing can be counted.

    While `berjalan` the page asks again by itself every three seconds; without a script `muat_ulang` does.
    """

    kalimat: str
    lebar: float | None
    berjalan: bool
    muat_ulang: str
    macet: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanRegister:
    """Every register of the office: what rests on it, whose it is, how fresh; and what waits for a decision."""

    TEMPLATE: ClassVar[str] = "tolok/register.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tabel: Tabel
    menunggu: Tabel | None = None
    tautan: tuple[Tautan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanIsiRegister:
    """One register: its deliveries or its rows, by tab."""

    TEMPLATE: ClassVar[str] = "tolok/isi_register.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tindakan: tuple[Tindakan, ...]
    tab: tuple[Tab, ...]
    tabel: Tabel
    kosong: str
    fakta: tuple[Fakta, ...]
    penjelasan: str
    saringan: tuple[Isian, ...] = ()
    saringan_alamat: str = ""
    tersaring: bool = False
    penomoran: Penomoran | None = None
    samaran: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanUnggah:
    """Hand in a file: period, regions, file. `kecamatan` are the regions of a delivery that covers only some."""

    TEMPLATE: ClassVar[str] = "tolok/unggah.html"
    kerangka: Kerangka
    judul: str
    lead: str
    formulir: Formulir
    isian: tuple[Isian, ...]
    cakupan: tuple[Opsi, ...]
    kecamatan: tuple[Opsi, ...]
    batal: Tautan
    templat: Tautan
    batas: str
    galat_berkas: str = ""
    pesan: tuple[Pesan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanBarisBaru:
    """Add one row by form."""

    TEMPLATE: ClassVar[str] = "tolok/baris_baru.html"
    kerangka: Kerangka
    judul: str
    lead: str
    isian: tuple[Isian, ...]
    pribadi: tuple[Isian, ...]
    formulir: Formulir
    batal: Tautan
    fakta: tuple[Fakta, ...]


@dataclass(frozen=True)
class BagianPeriksa:
    """One of the four cells: how many rows are ready, wrong, to be decided, repeated."""

    glyph: str
    nada: str
    label: str
    jumlah: str
    keterangan: str


@dataclass(frozen=True)
class PertanyaanKiriman:
    """One doubt over one or many rows, with its answers as radios."""

    nama: str
    baris: str
    kolom: str
    tertulis: str
    tanya: str
    opsi: tuple[Opsi, ...]
    kode: str


@dataclass(frozen=True)
class SalahKiriman:
    """One kind of fault with all its rows, and how it is mended."""

    baris: str
    kolom: str
    tertulis: str
    apa: str
    saran: str
    kode: str


@dataclass(frozen=True)
class UbahKiriman:
    """One cell of a known row that the delivery would change."""

    baris: str
    nama: str
    kolom: str
    lama: str
    baru: str
    lama_kosong: bool = False


@dataclass(frozen=True)
class AkibatKiriman:
    """What one figure would become."""

    kode: str
    nama: str
    href: str
    kini: Sel
    menjadi: Sel
    berubah: bool


@dataclass(frozen=True, kw_only=True)
class HalamanUnggahan:
    """The decision about a file: counts, questions, faults, changes, consequences, facts; actions in a bar at the foot."""

    TEMPLATE: ClassVar[str] = "tolok/unggahan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    keadaan: Literal["diperiksa", "siap", "gagal", "menerima", "diterima", "ditolak"]
    versi: str
    bagian: tuple[BagianPeriksa, ...] = ()
    pertanyaan: tuple[PertanyaanKiriman, ...] = ()
    jawab: Formulir | None = None
    salah: tuple[SalahKiriman, ...] = ()
    salah_meta: str = ""
    bertanda: Tautan | None = None
    ubah: tuple[UbahKiriman, ...] = ()
    ubah_meta: str = ""
    ubah_semua: Tautan | None = None
    akibat_judul: str = ""
    akibat: tuple[AkibatKiriman, ...] = ()
    akibat_catatan: str = ""
    fakta: tuple[Fakta, ...] = ()
    catatan: tuple[Pesan, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    terima: Formulir | None = None
    ulang: Formulir | None = None
    tindakan: tuple[Tindakan, ...] = ()
    kaki_aksi: str = ""
    kemajuan: KemajuanKerja | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanAlasan:
    """A decision that asks for a reason: refuse a file, undo a delivery. `formulir` None: it cannot be done, `pesan` says
    why."""

    TEMPLATE: ClassVar[str] = "tolok/alasan_kiriman.html"
    kerangka: Kerangka
    judul: str
    lead: str
    fakta: tuple[Fakta, ...]
    alasan: Isian
    formulir: Formulir | None
    batal: Tautan
    pesan: tuple[Pesan, ...] = ()
    akibat: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanKiriman:
    """One delivery as it was received."""

    TEMPLATE: ClassVar[str] = "tolok/kiriman.html"
    kerangka: Kerangka
    judul: str
    lead: str
    fakta: tuple[Fakta, ...]
    catatan: tuple[Pesan, ...]
    tindakan: tuple[Tindakan, ...]
    pesan: tuple[Pesan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanPekerjaan:
    """The reader's background work, newest first."""

    TEMPLATE: ClassVar[str] = "tolok/pekerjaan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tabel: Tabel
    kosong: str
    berjalan: bool
    muat_ulang: str


@dataclass(frozen=True, kw_only=True)
class HalamanSatuPekerjaan:
    """One piece of background work: how far, or how it ended."""

    TEMPLATE: ClassVar[str] = "tolok/satu_pekerjaan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    fakta: tuple[Fakta, ...]
    kemajuan: KemajuanKerja
    pesan: tuple[Pesan, ...] = ()
    ulangi: Formulir | None = None
    kembali: tuple[Tautan, ...] = ()
