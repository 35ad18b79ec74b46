"""Pages of documents under review: the list, the form, one row of paper beside its draft, and the way into the plan."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Nada, Opsi, Pesan, Tabel, Tautan, Tindakan
from tolok.web.read_models.terima import KemajuanKerja


@dataclass(frozen=True, kw_only=True)
class HalamanDaftarBaca:
    """Documents of the office that were read, and the way to hand one in."""

    TEMPLATE: ClassVar[str] = "tolok/baca.html"
    kerangka: Kerangka
    judul: str
    lead: str
    unggah: Tindakan | None
    dokumen: Tabel | None
    kosong: str
    banding: "PilihBanding | None" = None


@dataclass(frozen=True)
class PilihBanding:
    """The two lists from which two documents are chosen to be laid beside each other; sent with GET."""

    formulir: Formulir
    pertama: Isian
    kedua: Isian


@dataclass(frozen=True, kw_only=True)
class HalamanUnggahBaca:
    """The form by which a document comes; `pesan` is what was wrong with the last one."""

    TEMPLATE: ClassVar[str] = "tolok/baca_unggah.html"
    kerangka: Kerangka
    judul: str
    lead: str
    alamat: str
    batas: str
    batal: Tautan
    langkah: tuple[str, ...]
    pesan: tuple[Pesan, ...] = ()


@dataclass(frozen=True)
class ButirBaris:
    """One draft in the row of numbers: its name and state are read aloud."""

    nomor: str
    nama: str
    keadaan: str
    nada: Nada
    href: str
    kini: bool = False


@dataclass(frozen=True)
class Kotak:
    """A box on the page, in points; `tanda` is the question's number ('' for none), `aktif` the one that is asked now."""

    kiri: float
    atas: float
    lebar: float
    tinggi: float
    tanda: str
    href: str
    aktif: bool
    kalimat: str

    @property
    def lencana(self) -> tuple[float, float]:
        """Upper left corner of the number, over the cell's upper right corner, clear of its words."""
        return self.kiri + self.lebar - 9, max(0.0, self.atas - 8)

    @property
    def lencana_teks(self) -> tuple[float, float]:
        """Where the number itself stands, its middle and its base line."""
        left, top = self.lencana
        return left + 8, top + 11.8


@dataclass(frozen=True)
class GambarTelaah:
    """The picture of a page with boxes over it; sizes in points. `dekat`: only what lies around the active cell."""

    href: str
    kalimat: str
    lebar: float
    tinggi: float
    kotak: tuple[Kotak, ...]
    dekat: bool = False

    @property
    def pandang(self) -> str:
        """The part of the page that is drawn, as a view box."""
        one = next((kotak for kotak in self.kotak if kotak.aktif), None)
        if not self.dekat or one is None:
            return f"0 0 {self.lebar:.1f} {self.tinggi:.1f}"
        wide = max(self.lebar / 2, one.lebar + 40)
        high = min(self.tinggi, max(wide * 0.75, one.tinggi + 40))
        left = min(max(0.0, one.kiri + one.lebar / 2 - wide / 2), max(0.0, self.lebar - wide))
        top = min(max(0.0, one.atas + one.tinggi / 2 - high / 2), self.tinggi - high)
        return f"{left:.1f} {top:.1f} {wide:.1f} {high:.1f}"

    @property
    def guntingan(self) -> str:
        """The part of the page around the active cell, as the view box of a phone; '' where none is active."""
        one = next((kotak for kotak in self.kotak if kotak.aktif), None)
        if one is None:
            return ""
        margin = 24.0
        left, top = max(0.0, one.kiri - margin), max(0.0, one.atas - margin)
        return f"{left:.1f} {top:.1f} {one.lebar + 2 * margin:.1f} {one.tinggi + 2 * margin:.1f}"


@dataclass(frozen=True)
class SelTelaah:
    """A cell of the document as text; `tanda` the number of the question about it, `aktif` the one that is asked now."""

    teks: str
    baris: int = 1
    kolom: int = 1
    tanda: str = ""
    aktif: bool = False
    kini: bool = False


@dataclass(frozen=True)
class TabelTelaah:
    """A table of the document as it was read."""

    judul: str
    baris: tuple[tuple[SelTelaah, ...], ...]


@dataclass(frozen=True)
class SisiDokumen:
    """The document's side: a picture or the table as text, with the pages beside."""

    kalimat: str
    gambar: GambarTelaah | None
    tabel: tuple[TabelTelaah, ...]
    tautan: tuple[Tautan, ...]
    catatan: str = ""


@dataclass(frozen=True)
class TukarKata:
    """A question to a bidang and what it answered; `keadaan` says why there is no answer."""

    kepada: str
    tanya: str
    tanya_oleh: str
    jawab: str = ""
    jawab_oleh: str = ""
    keadaan: str = ""
    href: str = ""


@dataclass(frozen=True)
class TanyaBidang:
    """What a bidang was asked about a value, and the form that asks one; `terbuka` where the form was sent back."""

    terdahulu: tuple[TukarKata, ...]
    formulir: Formulir
    bidang: Isian
    kalimat: Isian
    terbuka: bool = False


@dataclass(frozen=True)
class Pertanyaan:
    """The value that is asked about now, with the answers as choices."""

    kepala: str
    judul: str
    mengapa: str
    formulir: Formulir
    opsi: tuple[Opsi, ...]
    nilai: Isian
    alasan: Isian
    galat: str = ""
    lewati: Tautan | None = None
    terakhir: str = ""
    waspada: bool = True
    kepada_bidang: TanyaBidang | None = None


@dataclass(frozen=True)
class ButirTanya:
    """A question that waits."""

    nomor: str
    teks: str
    href: str


@dataclass(frozen=True)
class BarisTerbaca:
    """One field of the draft: what was read or decided, what stands in the document, and how it stands."""

    label: str
    nilai: str
    tertulis: str
    keadaan: str
    nada: Nada | None
    ubah: Tautan | None
    kosong: bool = False
    kata: tuple[str, ...] = ()
    """What a bidang was asked and said about it, a line each."""


@dataclass(frozen=True)
class CatatanBaca:
    """Something that the reader noticed about the document; `rupa` is its shape and its colour."""

    rupa: tuple[str, str]
    judul: str
    isi: str
    tempat: str
    kode: str


@dataclass(frozen=True, kw_only=True)
class HalamanTelaah:
    """One draft of a document beside its page. Without drafts only messages, or how far the reading is."""

    TEMPLATE: ClassVar[str] = "tolok/baca_telaah.html"
    kerangka: Kerangka
    judul: str
    lead: str
    pesan: tuple[Pesan, ...] = ()
    kemajuan: KemajuanKerja | None = None
    ulangi: Formulir | None = None
    baris: tuple[ButirBaris, ...] = ()
    sisi: SisiDokumen | None = None
    pertanyaan: Pertanyaan | None = None
    antre: tuple[ButirTanya, ...] = ()
    terbaca_judul: str = ""
    terbaca_meta: str = ""
    terbaca: tuple[BarisTerbaca, ...] = ()
    terima: Formulir | None = None
    siap: Tindakan | None = None
    siap_kalimat: str = ""
    selesai: Tindakan | None = None
    catatan: tuple[CatatanBaca, ...] = ()
    fakta: tuple[Fakta, ...] = ()
    kembali: Tautan | None = None


@dataclass(frozen=True)
class PilihanUsul:
    """A definition that may be meant, with what would have to be so."""

    kode: str
    nama: str
    href: str
    keterangan: str
    anggapan: tuple[str, ...]
    terpilih: bool = False


@dataclass(frozen=True, kw_only=True)
class HalamanPakaiBaca:
    """Taking a decided draft up: which definition, where it hangs, which targets come with it."""

    TEMPLATE: ClassVar[str] = "tolok/baca_pakai.html"
    kerangka: Kerangka
    judul: str
    lead: str
    formulir: Formulir
    batal: Tautan
    usul: tuple[PilihanUsul, ...]
    usul_galat: str
    kode: Isian
    letak: tuple[Isian, ...]
    alasan: Isian
    fakta: tuple[Fakta, ...]
    kutipan: str
    pesan: tuple[Pesan, ...] = ()

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of errors above the form."""
        return (self.kode, *self.letak, self.alasan)
