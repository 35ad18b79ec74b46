"""Pages of one's own account, and of the administrator's people."""

from dataclasses import dataclass
from typing import ClassVar

from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Fakta, Formulir, Isian, Pesan, Tabel, Tautan, Tindakan


@dataclass(frozen=True)
class ButirKeamanan:
    """One thing that guards an account: how it stands, what that means, and where it is changed."""

    judul: str
    keadaan: str
    keterangan: str
    tautan: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanAkun:
    """One's own account. `keluar_lain` None: there is no other device."""

    TEMPLATE: ClassVar[str] = "tolok/akun.html"

    kerangka: Kerangka
    judul: str
    lead: str
    pesan: tuple[Pesan, ...]
    keamanan: tuple[ButirKeamanan, ...]
    peran: Tabel
    perangkat: Tabel
    keluar_lain: Formulir | None
    token: Tabel
    buat_token: Tautan
    diri: tuple[Fakta, ...]
    ubah_diri: Tautan


@dataclass(frozen=True)
class KelompokIsian:
    """Fields that belong together, under one heading ('' for none)."""

    judul: str
    isian: tuple[Isian, ...]


@dataclass(frozen=True, kw_only=True)
class HalamanFormulir:
    """One form with one main button. `fakta` says what it is about, `akibat` what the button does."""

    TEMPLATE: ClassVar[str] = "tolok/formulir.html"

    kerangka: Kerangka
    judul: str
    lead: str
    kelompok: tuple[KelompokIsian, ...]
    formulir: Formulir
    batal: Tautan | None
    pesan: tuple[Pesan, ...] = ()
    fakta: tuple[Fakta, ...] = ()
    akibat: str = ""

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of what is to be mended."""
        return tuple(field for group in self.kelompok for field in group.isian)


@dataclass(frozen=True, kw_only=True)
class HalamanSekali:
    """Something that is shown this once: a password, a token, recovery codes."""

    TEMPLATE: ClassVar[str] = "tolok/sekali.html"

    kerangka: Kerangka
    judul: str
    lead: str
    label: str
    rahasia: tuple[str, ...]
    lanjut: Tindakan
    fakta: tuple[Fakta, ...] = ()
    catatan: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanAutentikator:
    """Setting up the second factor: a picture to scan (`gambar` is the path of its dark squares), or its key to type."""

    TEMPLATE: ClassVar[str] = "tolok/autentikator.html"

    kerangka: Kerangka
    judul: str
    lead: str
    ukuran: int
    gambar: str
    kunci: str
    isian: tuple[Isian, ...]
    formulir: Formulir
    batal: Tautan
    pesan: tuple[Pesan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HalamanOrang:
    """The people of a pemda."""

    TEMPLATE: ClassVar[str] = "tolok/orang.html"

    kerangka: Kerangka
    judul: str
    lead: str
    tambah: Tindakan
    tabel: Tabel


@dataclass(frozen=True, kw_only=True)
class HalamanSeorang:
    """One person as the administrator sees him. `tindakan` is empty on the administrator's own page, `pesan` says why."""

    TEMPLATE: ClassVar[str] = "tolok/seorang.html"

    kerangka: Kerangka
    judul: str
    lead: str
    pesan: tuple[Pesan, ...]
    peran: Tabel
    larangan: Tabel | None
    tindakan: tuple[Tindakan, ...]
    tindakan_akun: tuple[Tindakan, ...]
    fakta: tuple[Fakta, ...]
