"""Pages around a review: a bidang answers, a document is closed, two documents lie beside each other."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.baca import GambarTelaah, PilihBanding, TukarKata
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Pesan, Tabel, Tautan


@dataclass(frozen=True, kw_only=True)
class HalamanJawabBaca:
    """A question to a bidang with its cell of the document; `formulir` None for whoever only reads it."""

    TEMPLATE: ClassVar[str] = "tolok/baca_jawab.html"
    kerangka: Kerangka
    judul: str
    lead: str
    kata: TukarKata
    fakta: tuple[Fakta, ...]
    gambar: GambarTelaah | None = None
    gambar_kalimat: str = ""
    formulir: Formulir | None = None
    kalimat: Isian | None = None
    pesan: tuple[Pesan, ...] = ()
    telaah: Tautan | None = None
    kembali: Tautan | None = None

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of errors above the form."""
        return (self.kalimat,) if self.kalimat else ()


@dataclass(frozen=True)
class BagianSelesai:
    """Drafts that ended alike; `kosong` stands where there is none."""

    kunci: str
    judul: str
    jumlah: int
    tabel: Tabel | None
    kosong: str


@dataclass(frozen=True, kw_only=True)
class HalamanSelesaiBaca:
    """What became of a document, with the form that closes it or opens it again."""

    TEMPLATE: ClassVar[str] = "tolok/baca_selesai.html"
    kerangka: Kerangka
    judul: str
    lead: str
    bagian: tuple[BagianSelesai, ...]
    formulir_judul: str = ""
    formulir_kalimat: str = ""
    formulir: Formulir | None = None
    alasan: Isian | None = None
    fakta: tuple[Fakta, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    kembali: Tautan | None = None

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of errors above the form."""
        return (self.alasan,) if self.alasan else ()


@dataclass(frozen=True)
class Potongan:
    """Some words of a value; `beda` where the other document has others."""

    teks: str
    beda: bool


@dataclass(frozen=True)
class SisiBanding:
    """A value in one of the two documents: its words, where it stands (with the way there), and what is unsure."""

    dokumen: str
    potongan: tuple[Potongan, ...]
    tempat: str
    href: str
    ragu: str = ""


@dataclass(frozen=True)
class BarisBanding:
    """One field about which the two speak differently."""

    medan: str
    sisi: tuple[SisiBanding, ...]


@dataclass(frozen=True)
class IndikatorBanding:
    """An indicator of both documents with the fields that differ."""

    nama: str
    jumlah: str
    baris: tuple[BarisBanding, ...]


@dataclass(frozen=True)
class HanyaSatu:
    """Indicators that only one of the two has: name, place, and the way there."""

    kunci: str
    judul: str
    butir: tuple[SisiBanding, ...]


@dataclass(frozen=True, kw_only=True)
class HalamanBandingBaca:
    """Two documents beside each other; without a choice only the lists to choose from."""

    TEMPLATE: ClassVar[str] = "tolok/baca_banding.html"
    kerangka: Kerangka
    judul: str
    lead: str
    pilih: PilihBanding | None
    dokumen: tuple[Tautan, ...] = ()
    indikator: tuple[IndikatorBanding, ...] = ()
    hanya: tuple[HanyaSatu, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    kembali: Tautan | None = None
