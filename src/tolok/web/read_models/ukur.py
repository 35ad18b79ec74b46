"""Measuring: periods with their deadlines, explanations and evidence beside a figure, the typed exception."""

from dataclasses import dataclass, field
from typing import ClassVar

from tolok.web.read_models.indikator import BarisTerbitan
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Angka, Fakta, Formulir, Isian, Pesan, Tabel, Tautan, Tindakan
from tolok.web.read_models.tugas import TandaTugas


@dataclass(frozen=True)
class BarisPengisian:
    """One IKU of a period: how it was filled, and which step comes next by when."""

    kode: str
    nama: str
    href: str
    pemilik: str
    nilai: str
    tanda: TandaTugas
    berikut: str
    batas: str = ""
    nada: str = ""


@dataclass(frozen=True)
class Kejadian:
    """Something that happened to a period: what, who and when, why."""

    apa: str
    siapa: str
    mengapa: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanPeriode:
    """The period of the address: how it is filled, its deadlines, its history; beside it all other periods."""

    TEMPLATE: ClassVar[str] = "tolok/periode.html"
    kerangka: Kerangka
    judul: str
    lead: str
    pengisian: tuple[BarisPengisian, ...]
    batas: tuple[Fakta, ...]
    riwayat: tuple[Kejadian, ...]
    semua: Tabel | None
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanUkurFormulir:
    """One decision with a few fields. `formulir` None: not possible now, and `pesan` says why.

    `angka` is the figure it is about, if any; `akibat` says what follows.
    """

    TEMPLATE: ClassVar[str] = "tolok/ukur_formulir.html"
    kerangka: Kerangka
    judul: str
    lead: str
    batal: Tautan
    formulir: Formulir | None
    isian: tuple[Isian, ...] = ()
    pesan: tuple[Pesan, ...] = ()
    fakta: tuple[Fakta, ...] = ()
    angka: Angka | None = None
    akibat: str = ""
    aturan: str = ""

    @property
    def tanggal(self) -> tuple[Isian, ...]:
        """Dates, which stand beside each other."""
        return tuple(one for one in self.isian if one.jenis == "tanggal")

    @property
    def isian_lain(self) -> tuple[Isian, ...]:
        """Every other field, one below the other."""
        return tuple(one for one in self.isian if one.jenis != "tanggal")


@dataclass(frozen=True)
class Tulisan:
    """One text beside a figure, with who and when; `keterangan` also says from which vintage it is carried on."""

    judul: str
    isi: str
    keterangan: str


@dataclass(frozen=True, kw_only=True)
class HalamanPenjelasan:
    """What holds beside a vintage, and everything that was ever written there."""

    TEMPLATE: ClassVar[str] = "tolok/penjelasan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    angka: Angka
    fakta: tuple[Fakta, ...]
    wajib: Pesan | None
    tulisan: tuple[Tulisan, ...]
    riwayat: tuple[Tulisan, ...]
    aturan: str
    kembali: Tautan
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ButirBukti:
    """One piece of evidence: file, link or text."""

    jenis: str
    nama: str
    href: str = ""
    isi: str = ""
    keterangan: str = ""
    sidik: str = ""
    peringatan: str = ""
    cabut_href: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanBukti:
    """The evidence beside a vintage as known at an instant. `pernyataan`: the figure was typed, and this stands for rows."""

    TEMPLATE: ClassVar[str] = "tolok/bukti.html"
    kerangka: Kerangka
    judul: str
    lead: str
    butir: tuple[ButirBukti, ...]
    kembali: Tautan
    kosong: str = ""
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanLampirkan:
    """Three ways to put evidence beside a figure; `galat` names the form that was refused."""

    TEMPLATE: ClassVar[str] = "tolok/lampirkan.html"
    kerangka: Kerangka
    judul: str
    lead: str
    alamat: str
    batal: Tautan
    pesan: tuple[Pesan, ...]
    galat: str = ""
    boleh: bool = True
    batas_berkas: str = ""
    terima: str = ""
    isian: dict[str, tuple[Isian, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HalamanLembarKetik:
    """The sheet of a typed figure: the declaration, its seal, and the evidence in place of rows."""

    TEMPLATE: ClassVar[str] = "tolok/lembar_ketik.html"
    kerangka: Kerangka
    judul: str
    hasil: Angka
    alasan: str
    rumus: str
    cap: tuple[Fakta, ...]
    bukti: tuple[ButirBukti, ...]
    terbitan: tuple[BarisTerbitan, ...] = ()
    tindakan: tuple[Tindakan, ...] = ()
