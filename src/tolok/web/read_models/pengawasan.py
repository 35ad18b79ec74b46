"""Pages of survey, evaluation, findings and personal data: sheets of one shape, and the forms that need their own."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Nada, Opsi, Penomoran, Pesan, Tabel, Tautan, Tindakan


@dataclass(frozen=True)
class Langkah:
    """One line of a course of events: what, by whom and when, in which words."""

    judul: str
    keterangan: str
    isi: str = ""


@dataclass(frozen=True, kw_only=True)
class Lembaran:
    """One sheet of a page: facts, a table, lines of events, plain paragraphs, a small form, in this order."""

    judul: str
    meta: str = ""
    nada: Nada | None = None
    keadaan: str = ""
    paragraf: tuple[str, ...] = ()
    fakta: tuple[Fakta, ...] = ()
    tabel: Tabel | None = None
    langkah: tuple[Langkah, ...] = ()
    kosong: str = ""
    isian: tuple[Isian, ...] = ()
    formulir: Formulir | None = None
    tindakan: tuple[Tindakan, ...] = ()
    catatan: str = ""
    penomoran: Penomoran | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanPengawasan:
    """A page of sheets; `samping` stand beside them on wide screens. `pesan` above everything that follows the heading."""

    TEMPLATE: ClassVar[str] = "tolok/pengawasan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...] = ()
    tindakan: tuple[Tindakan, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    lembaran: tuple[Lembaran, ...] = ()
    samping: tuple[Lembaran, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanIsian:
    """A page with one form, in groups under their headings; with `pasangan` the last group stands in pairs."""

    TEMPLATE: ClassVar[str] = "tolok/isian_pengawasan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    kelompok: tuple[tuple[str, tuple[Isian, ...]], ...]
    formulir: Formulir
    batal: Tautan
    fakta: tuple[Fakta, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    akibat: str = ""
    pasangan: bool = False

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of errors."""
        return tuple(one for _, fields in self.kelompok for one in fields)


@dataclass(frozen=True, kw_only=True)
class Butir:
    """One criterion of the LKE with its tick; `terbukti` is what the system itself can show."""

    nomor: int
    isi: str
    ditandai: bool
    bukti: str = ""
    terbukti: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class SubLke:
    """One sub-komponen on the form. `lain` is what the other side says, '' where it has not."""

    kode: str
    nama: str
    bobot: str
    judul: str
    butir: tuple[Butir, ...]
    grade: Isian
    catatan: Isian
    bukti: Isian
    dasar: str
    lain: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanLke:
    """The form of one komponen for one side of the sheet."""

    TEMPLATE: ClassVar[str] = "tolok/lke_nilai.html"
    kerangka: Kerangka
    judul: str
    lead: str
    sub: tuple[SubLke, ...]
    formulir: Formulir
    batal: Tautan
    tab: tuple[Tab, ...] = ()
    pesan: tuple[Pesan, ...] = ()

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of errors."""
        return tuple(one for sub in self.sub for one in (sub.grade, sub.catatan, sub.bukti))


@dataclass(frozen=True)
class Soal:
    """One of the nine questions with its four answers as radios."""

    nomor: int
    nama: str
    tanya: str
    opsi: tuple[Opsi, ...]
    galat: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanSurvei:
    """The public form. `cap` is the signed hour at which it was opened; `kosong` names the field that stays empty."""

    TEMPLATE: ClassVar[str] = "tolok/skm.html"
    kerangka: Kerangka
    kantor: str
    judul: str
    lead: str
    soal: tuple[Soal, ...]
    profil: tuple[Isian, ...]
    saran: Isian
    formulir: Formulir
    pesan: tuple[Pesan, ...] = ()
    kosong: str = "situs"


@dataclass(frozen=True, kw_only=True)
class HalamanPemberitahuan:
    """A public page that only says one thing: thanks, or that today's answer is in already."""

    TEMPLATE: ClassVar[str] = "tolok/skm_selesai.html"
    kerangka: Kerangka
    kantor: str
    judul: str
    lead: str
    paragraf: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanPoster:
    """A sheet for the service counter: what is asked, and the QR code of the form."""

    TEMPLATE: ClassVar[str] = "tolok/skm_poster.html"
    kerangka: Kerangka
    kantor: str
    judul: str
    layanan: str
    qr_href: str
    alamat_formulir: str
    kembali: Tautan
    ukuran: Literal["A4"] = "A4"
