"""The office's IKU table, the page of one indikator, and one frozen terbitan."""

from dataclasses import dataclass

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import (
    Alur,
    Angka,
    Fakta,
    Keadaan,
    Mistar,
    Nada,
    Perbandingan,
    Pesan,
    Rumus,
    Tabel,
    Tautan,
    Tren,
)


@dataclass(frozen=True, kw_only=True)
class BarisIku:
    """One IKU in the table; `sebab` is one line of cause, at most 60 characters."""

    kode: str
    nama: str
    href: str
    pemilik: str
    sebab: str
    mistar: Mistar
    selisih: str
    selisih_keterangan: str
    predikat: str = ""
    keadaan: Keadaan | None = None


@dataclass(frozen=True)
class KelompokIku:
    """IKU that stand alike, the largest relative shortfall first."""

    nada: Nada
    kata: str
    baris: tuple[BarisIku, ...]


@dataclass(frozen=True)
class ButirTugas:
    """One thing that waits: for the reader, or late elsewhere (then `batas` says how long)."""

    judul: str
    href: str
    keterangan: str
    angka: str = ""
    batas: str = ""
    batas_nada: Nada = "netral"


@dataclass(frozen=True, kw_only=True)
class HalamanBeranda:
    """The office's IKU table; `judul` is the finding. With no `kelompok`, `kosong` says who opens the period.

    `judul_menunggu` names what the reader decides; without it he only reads, and `keadaan` says where the figures are.
    """

    kerangka: Kerangka
    judul: str
    lead: str
    kolom_realisasi: str
    kolom_selisih: str
    kelompok: tuple[KelompokIku, ...]
    menunggu: tuple[ButirTugas, ...]
    menunggu_ringkas: str = ""
    menunggu_ringkas_keterangan: str = ""
    periksa_href: str = ""
    terlambat: tuple[ButirTugas, ...] = ()
    register: Tabel | None = None
    kosong: Pesan | None = None
    unduh: Tautan | None = None
    judul_menunggu: str = "Menunggu Anda"
    menunggu_kosong: str = "Tidak ada yang menunggu Anda."
    register_semua: str = ""
    ada_perkiraan: bool = False
    aturan: tuple[Fakta, ...] = ()
    keadaan: tuple[Fakta, ...] = ()


@dataclass(frozen=True)
class ButirLegenda:
    """A letter of the formula, its words from the register's labels, and the way to its rows."""

    huruf: str
    kata: str
    baris: Tautan | None = None


@dataclass(frozen=True)
class Keputusan:
    """What was decided where the document leaves the measure open: what, who and when, why."""

    apa: str
    siapa: str
    mengapa: str


@dataclass(frozen=True, kw_only=True)
class CaraMenghitung:
    """How the figure comes about. `hasil` is the printed result that ends the line of the formula ('' when none)."""

    versi: str
    rumus: Rumus
    hasil: str
    legenda: tuple[ButirLegenda, ...]
    definisi: str
    sumber: str
    dasar: Tautan
    keputusan: Keputusan | None = None
    kutipan: str = ""
    rumus_teks: str = ""
    perbedaan: Tautan | None = None


@dataclass(frozen=True)
class BarisTerbitan:
    """One figure that was once in force; `keadaan` 'digantikan' is struck through."""

    periode: str
    nilai: str
    keadaan: Keadaan
    diketahui_sejak: str
    sebab: str
    href: str = ""
    tautan: Tautan | None = None


@dataclass(frozen=True)
class Bukti:
    """A file behind the figure: pages, size, who and when; `sidik` is the short hash."""

    nama: str
    href: str
    keterangan: str
    sidik: str


@dataclass(frozen=True)
class Penjelasan:
    """One part of the owner's explanation: Pendorong, Penghambat, Tindak lanjut."""

    judul: str
    isi: str


@dataclass(frozen=True, kw_only=True)
class HalamanIndikator:
    """One figure to believe or to question. `diketahui_lampau` draws the figure in a dashed frame."""

    kerangka: Kerangka
    nama: str
    keterangan: str
    periode: str
    angka: Angka
    mistar: Mistar
    fakta: tuple[Fakta, ...]
    lembar_hitung: Tautan | None
    lembar_keterangan: str
    alur: Alur
    cara: CaraMenghitung
    terbitan: tuple[BarisTerbitan, ...]
    tren: Tren | None = None
    perbandingan: Perbandingan | None = None
    catatan: tuple[Pesan, ...] = ()
    bukti: tuple[Bukti, ...] = ()
    penjelasan: tuple[Penjelasan, ...] = ()
    penjelasan_oleh: str = ""
    cetak_href: str = ""
    rumus_href: str = ""
    sebanding_href: str = ""
    diketahui_lampau: bool = False
    penjelasan_tautan: Tautan | None = None
    bukti_tautan: Tautan | None = None
    aturan: str = ""
    berikutnya: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanTerbitan:
    """One terbitan as it was frozen. `digantikan_oleh` is set once a later one stands in its place."""

    kerangka: Kerangka
    judul: str
    lead: str
    angka: Angka
    mistar: Mistar
    keadaan: Keadaan
    fakta: tuple[Fakta, ...]
    jejak_alur: Alur
    cap: tuple[Fakta, ...]
    lembar_hitung: Tautan
    digantikan_oleh: Pesan | None = None
    sebab: str = ""
    perubahan: Tabel | None = None
    terbitan: tuple[BarisTerbitan, ...] = ()
    unduh: tuple[Tautan, ...] = ()
