"""From the figure to the row: lembar hitung, the rows behind an aggregate, and the correction of one row."""

from dataclasses import dataclass

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import (
    Angka,
    BagianPartisi,
    Fakta,
    Formulir,
    Isian,
    Penomoran,
    Pesan,
    Rumus,
    Tabel,
    Tautan,
)


@dataclass(frozen=True, kw_only=True)
class Agregat:
    """One letter of the formula: what it totals, and all rows parted without rest. `hasil` is the total, printed."""

    huruf: str
    nama: str
    kalimat: str
    hasil: str
    bagian: tuple[BagianPartisi, ...]
    jumlah: str
    kini: bool = False


@dataclass(frozen=True, kw_only=True)
class HalamanLembarHitung:
    """The whole calculation in one line, its stamp, and the rows parted. `salah` blocks the figure."""

    kerangka: Kerangka
    judul: str
    rumus: Rumus
    tak_bulat: str
    hasil: Angka
    pembulatan: str
    cap: tuple[Fakta, ...]
    judul_partisi: str
    agregat: tuple[Agregat, ...]
    parameter: Tabel | None = None
    salah: Pesan | None = None
    tindakan: tuple[Tautan, ...] = ()


@dataclass(frozen=True)
class Tab:
    """One part of the rows, as a link with its count."""

    label: str
    jumlah: str
    href: str
    kini: bool = False


@dataclass(frozen=True, kw_only=True)
class HalamanBaris:
    """The rows of one part of one aggregate. `jumlah_ulang` re-totals the list; `cocok` False blocks the figure."""

    kerangka: Kerangka
    judul: str
    lead: str
    agregat: tuple[Tab, ...]
    tab: tuple[Tab, ...]
    saringan: tuple[Isian, ...]
    saringan_alamat: str
    tabel: Tabel
    penomoran: Penomoran
    jumlah_ulang: str
    cocok: bool = True
    kosong: str = ""
    samaran: str = ""
    buka: Tautan | None = None
    unduh: tuple[Tautan, ...] = ()
    tersaring: bool = False


@dataclass(frozen=True)
class PerubahanSel:
    """One cell of the correction: the old value struck through, the new one bold."""

    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True, kw_only=True)
class HalamanKoreksi:
    """Correct one row. Without `perubahan` the first stage (`periksa`), with it the second (`simpan`).

    The form posts all fields and `tahap` (`periksa` or `simpan`); `simpan` None means that saving is not yet offered.
    """

    kerangka: Kerangka
    judul: str
    lead: str
    tentang_baris: tuple[Fakta, ...]
    isian: tuple[Isian, ...]
    alasan: Isian
    formulir: Formulir
    batal: Tautan
    perubahan: tuple[PerubahanSel, ...] = ()
    akibat: Tabel | None = None
    akibat_catatan: str = ""
    simpan: str = ""
    riwayat_baris: Tabel | None = None
