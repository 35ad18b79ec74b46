"""Definitions: the formula editor, the register of versions, one proposal, the trial of a formula."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Angka, BobotPesan, Fakta, Formulir, Isian, Pesan, Rumus, Tabel, Tautan, Tindakan


@dataclass(frozen=True)
class PotonganKode:
    """A piece of the typed formula with the class that colours it ('' for plain)."""

    teks: str
    kelas: str = ""


@dataclass(frozen=True)
class MasalahRumus:
    """One complaint of the editor. `ganti` and `pakai` are the values of the buttons that mend it; `jawab` is the field
    of a question that may be left open with a reason; `akibat` says what the other reading would give."""

    bobot: BobotPesan
    judul: str
    isi: str
    kode: str
    nomor: int
    maksud: str = ""
    ganti: str = ""
    pakai: str = ""
    akibat: str = ""
    jawab: Isian | None = None


@dataclass(frozen=True, kw_only=True)
class DaftarMasalah:
    """All complaints by weight; the title counts them. `selesai`: those that a recorded decision answers."""

    judul: str
    masalah: tuple[MasalahRumus, ...]
    selesai: tuple[MasalahRumus, ...] = ()
    penghalang: tuple[str, ...] = ()


@dataclass(frozen=True)
class ButirHuruf:
    """A letter of the fraction: what it stands for, and its unit."""

    huruf: str
    kata: str
    satuan: str


@dataclass(frozen=True, kw_only=True)
class Makna:
    """The formula said back and typeset. `usang`: from the last text that could be read, because this one cannot."""

    kalimat: str = ""
    rumus: Rumus | None = None
    legenda: tuple[ButirHuruf, ...] = ()
    usang: str = ""
    perbaiki: str = ""


@dataclass(frozen=True, kw_only=True)
class NilaiCoba:
    """The value on current data with its numbers, and the trial over past periods. `salah` in place of a value."""

    periode: str
    angka: Angka | None = None
    rumus: Rumus | None = None
    tabel: Tabel | None = None
    baris: str = ""
    usang: bool = False
    salah: Pesan | None = None


@dataclass(frozen=True, kw_only=True)
class ContohUji:
    """The worked examples under this formula. `terima`: a button takes the new results over as promised."""

    ringkas: str
    cocok: bool
    tabel: Tabel
    terima: str = ""


@dataclass(frozen=True)
class KelompokKata:
    """Words that a formula may use: a register with its columns, or another group; (word, what it means)."""

    judul: str
    kata: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class HalamanEditor:
    """The formula editor. `kode_baris` is the typed text, line by line in coloured pieces."""

    TEMPLATE: ClassVar[str] = "tolok/rumus_ubah.html"

    kerangka: Kerangka
    judul: str
    lead: str
    formulir: Formulir
    periksa_href: str
    nilai_href: str
    versi: int
    tersimpan: str
    rumus: Isian
    kode_baris: tuple[tuple[PotonganKode, ...], ...]
    masalah: DaftarMasalah
    makna: Makna
    nilai: NilaiCoba | None
    contoh: ContohUji | None
    isian_versi: tuple[Isian, ...]
    isian_kata: tuple[Isian, ...]
    isian_contoh: Isian
    kata: tuple[KelompokKata, ...]
    banding: Tautan | None
    kembali: Tautan
    hapus: bool
    ditolak: Pesan | None = None


@dataclass(frozen=True)
class PotonganBeda:
    """A piece of a differing field: in both, only in the former (`hilang`), only in the latter (`baru`)."""

    jenis: str
    teks: str


@dataclass(frozen=True)
class BarisBeda:
    """One field that differs between two versions."""

    nama: str
    potongan: tuple[PotonganBeda, ...]
    mono: bool = False
    baris: bool = False


@dataclass(frozen=True, kw_only=True)
class HalamanBeda:
    """The difference of two versions; as a proposal also its state and the decision that waits for the reader."""

    TEMPLATE: ClassVar[str] = "tolok/rumus_beda.html"

    kerangka: Kerangka
    judul: str
    lead: str
    beda: tuple[BarisBeda, ...]
    fakta: tuple[Fakta, ...]
    makna: Makna
    tabel: Tabel | None = None
    catatan_tabel: str = ""
    masalah: tuple[Pesan, ...] = ()
    formulir: Formulir | None = None
    isian: Isian | None = None
    akibat: str = ""
    tindakan: tuple[Tindakan, ...] = ()
    tarik: Formulir | None = None
    pesan: Pesan | None = None
    kembali: Tautan


@dataclass(frozen=True, kw_only=True)
class ButirVersi:
    """One version of the register of changes, the newest first."""

    judul: str
    sejak: str
    diputuskan: str
    alasan: str
    rumus: str
    kini: bool
    putus_tren: str = ""
    beda: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanRumus:
    """The definition of an IKU: what is in force, every version with its reason, proposals under way and refused."""

    TEMPLATE: ClassVar[str] = "tolok/rumus.html"

    kerangka: Kerangka
    judul: str
    lead: str
    makna: Makna
    definisi: str
    batas: str
    versi: tuple[ButirVersi, ...]
    usul: Tabel | None
    tindakan: tuple[Tindakan, ...]
    pesan: Pesan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanCoba:
    """The trial of any formula over the office's registers. `jawaban` None: nothing was asked yet."""

    TEMPLATE: ClassVar[str] = "tolok/rumus_coba.html"

    kerangka: Kerangka
    judul: str
    lead: str
    formulir: Formulir
    rumus: Isian
    makna: Makna | None
    angka: Angka | None
    rumus_angka: Rumus | None
    keterangan: str
    masalah: tuple[Pesan, ...]
    kata: tuple[KelompokKata, ...]
    batas: Pesan | None = None
