"""What the yearly report is made of, as the services found it: printed figures, words, and what is missing.

Every figure arrives printed; the exact value beside it only draws a length in a chart. An empty text is something that
nobody gave, and the report says so in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tolok.writing.sheet import Meta, Signature


@dataclass(frozen=True)
class Angka:
    """A figure as printed, without its unit, or in `alasan` why there is none. `nilai` draws and is never printed."""

    tampil: str = ""
    alasan: str = "belum ada"
    nilai: Fraction | None = None

    @property
    def teks(self) -> str:
        return self.tampil or self.alasan


@dataclass(frozen=True)
class AngkaTahun:
    """One year of one IKU. `vintage` names the published figure (`KOP-03/2023/1`), '' where none is published.

    `draf`: a working figure stands here. `cara_sama`: measured in the same way as in the year of the report.
    """

    tahun: int
    target: Angka = Angka()
    realisasi: Angka = Angka()
    capaian: Angka = Angka()
    predikat: str = ""
    vintage: str = ""
    draf: bool = False
    cara_sama: bool = True


@dataclass(frozen=True)
class Banding:
    """This year less an earlier one: in the unit of the figure, in per cent of it, in points of capaian. `kata`: better
    or worse by the direction of the IKU."""

    tahun: int
    selisih: Angka = Angka()
    pertumbuhan: Angka = Angka()
    capaian: Angka = Angka()
    kata: str = ""


@dataclass(frozen=True)
class Pembanding:
    """A yardstick beyond the year: the last target of the Renstra, or a national standard with its source.

    `kemajuan` is the realisasi against it by the capaian rule of the IKU's direction, in per cent.
    """

    tahun: str
    nilai: Angka
    kemajuan: Angka
    sumber: str = ""
    catatan: str = ""


@dataclass(frozen=True)
class Sebab:
    """The words that were approved with the published figure; each may be empty."""

    pendorong: str = ""
    penghambat: str = ""
    tindak_lanjut: str = ""


@dataclass(frozen=True)
class Efisiensi:
    """Capaian beside the absorption of the programs that serve the IKU. `kata` is efisien or tidak efisien; `sampai` the
    quarter that the spending reaches, '' for the whole year."""

    capaian: Angka = Angka()
    serapan: Angka = Angka()
    selisih: Angka = Angka()
    kata: str = ""
    sampai: str = ""


@dataclass(frozen=True)
class BarisAnggaran:
    """A program, kegiatan or sub kegiatan with its budget and spending in whole rupiah; `tingkat` 0 is the program."""

    kode: str
    nama: str
    tingkat: int
    pagu: Angka
    realisasi: Angka
    serapan: Angka
    bidang: str = ""
    mendukung: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndikatorLaporan:
    """One IKU with everything that is known for its seven analyses. `tahun`: oldest first, the last is the report's.

    `tercapai`: whether the printed figure reaches the printed target; None where either is missing.
    """

    kode: str
    nama: str
    satuan: str
    arah: str
    tahun: tuple[AngkaTahun, ...]
    tercapai: bool | None = None
    definisi: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    diketik: str = ""
    banding: tuple[Banding, ...] = ()
    jangka_menengah: Pembanding | None = None
    standar: Pembanding | None = None
    sebab: Sebab = Sebab()
    efisiensi: Efisiensi = Efisiensi()
    program: tuple[BarisAnggaran, ...] = ()
    target: Mapping[int, Angka] = field(default_factory=dict)
    perjanjian: Angka = Angka()

    @property
    def kini(self) -> AngkaTahun:
        return self.tahun[-1]


@dataclass(frozen=True)
class KelompokLaporan:
    """A tujuan or sasaran with its IKU and the mean of their capaian; `catatan` says what the mean stands on."""

    jenis: str
    uraian: str
    indikator: tuple[IndikatorLaporan, ...]
    rata_rata: Angka = Angka()
    catatan: str = ""


@dataclass(frozen=True)
class Perjanjian:
    """The Perjanjian Kinerja of the year as registered: `tanggal` in words, number of the Perubahan (0 the first)."""

    tanggal: str
    nomor: int
    pertama: str
    kedua: str


@dataclass(frozen=True)
class TerbitanLaporan:
    """One published figure that stands in the report, with what proves it."""

    vintage: str
    tampil: str
    diterbitkan: str
    hash_potret: str
    hash_definisi: str


@dataclass(frozen=True)
class Lkjip:
    """Everything of one office's yearly report. `naskah`: part → words (lkjip_bagian); `kebijakan`: the named capaian
    policy and what it says."""

    pemda: str
    perangkat_daerah: str
    tahun: int
    meta: Meta
    kelompok: tuple[KelompokLaporan, ...]
    profil: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bidang: tuple[str, ...] = ()
    naskah: Mapping[str, str] = field(default_factory=dict)
    tahun_target: tuple[int, ...] = ()
    perjanjian: Perjanjian | None = None
    anggaran: tuple[BarisAnggaran, ...] = ()
    jumlah_anggaran: BarisAnggaran | None = None
    kebijakan: tuple[str, str] = ("", "")
    skala: tuple[tuple[str, str], ...] = ()
    signature: Signature | None = None
    terbitan: tuple[TerbitanLaporan, ...] = ()

    @property
    def indikator(self) -> tuple[IndikatorLaporan, ...]:
        """Every IKU in the order of the plan."""
        return tuple(one for group in self.kelompok for one in group.indikator)
