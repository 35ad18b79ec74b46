"""Pages of one decision (submit, verify, approve, publish, return), sign-in, and the small pages around them."""

from dataclasses import dataclass

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import (
    Alur,
    Angka,
    Fakta,
    Formulir,
    Isian,
    Mistar,
    Penomoran,
    Perbandingan,
    Pesan,
    Rumus,
    Tabel,
    Tautan,
    Tren,
)


@dataclass(frozen=True)
class HalamanMasuk:
    """A step of signing in. `gagal` never says whether name or password was wrong; it names the attempts left."""

    kerangka: Kerangka
    judul: str
    isian: tuple[Isian, ...]
    formulir: Formulir
    pemda: str = ""
    perangkat_daerah: str = ""
    gagal: Pesan | None = None
    keterangan: str = ""
    bantuan: str = ""
    publik: Tautan | None = None
    kembali: Tautan | None = None
    data_contoh: bool = False
    versi: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanLangkah:
    """One decision on one figure, with one main button. `formulir` None: this reader may not, and `pesan` says why.

    `isian` is empty except for a step backward, which asks for a reason (at least 10 characters). `syarat` is what the
    reader himself can still mend, with the way there; `penjelasan` holds the texts beside the figure, kind and words.
    """

    kerangka: Kerangka
    judul: str
    lead: str
    angka: Angka
    periode: str
    fakta: tuple[Fakta, ...]
    definisi: str
    perubahan: tuple[str, ...]
    formulir: Formulir | None
    batal: Tautan
    lembar_hitung: Tautan | None = None
    isian: tuple[Isian, ...] = ()
    pesan: Pesan | None = None
    akibat: str = ""
    kembalikan: Tautan | None = None
    syarat: tuple[Pesan, ...] = ()
    lain: tuple[Tautan, ...] = ()
    penjelasan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PilihanWaktu:
    """One period or one instant to look from."""

    label: str
    href: str
    keterangan: str = ""
    kini: bool = False


@dataclass(frozen=True, kw_only=True)
class HalamanPilihan:
    """Choose a period or a 'diketahui'. `isian` asks for a free date with a GET form."""

    kerangka: Kerangka
    judul: str
    lead: str
    pilihan: tuple[PilihanWaktu, ...]
    kembali: Tautan
    isian: Isian | None = None
    formulir: Formulir | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanRiwayat:
    """The change log with its chain of hashes. `rantai` says whether the chain is whole."""

    kerangka: Kerangka
    judul: str
    lead: str
    rantai: Pesan
    saringan: tuple[Isian, ...]
    saringan_alamat: str
    tabel: Tabel
    penomoran: Penomoran
    kosong: str = ""
    tersaring: bool = False
    unduh: tuple[Tautan, ...] = ()
    kepala: tuple[Fakta, ...] = ()


@dataclass(frozen=True)
class HalamanGalat:
    """403, 404 or 500 in plain words: what happened, what it means, one next step."""

    kerangka: Kerangka
    kode: str
    judul: str
    isi: str
    tautan: Tautan
    rujukan: str = ""


@dataclass(frozen=True)
class Warna:
    """A colour of the palette with its contrast against the sheet."""

    nama: str
    kontras: str
    gelap: bool = False


@dataclass(frozen=True, kw_only=True)
class HalamanSistemDesain:
    """Every component, drawn by the templates of the pages themselves."""

    kerangka: Kerangka
    warna: tuple[Warna, ...]
    mistar: tuple[tuple[str, Mistar], ...]
    alur: Alur
    pesan: tuple[Pesan, ...]
    isian: tuple[Isian, ...]
    rumus: Rumus
    tren: Tren
    perbandingan: Perbandingan
    tabel: Tabel
