"""The frame around every page: navigation, reader, the two clocks, messages, foot."""

from dataclasses import dataclass

from tolok.web.read_models.komponen import Pesan, Tautan


@dataclass(frozen=True)
class ButirNavigasi:
    """One entry of the navigation; only what the role may open. `jumlah` is a count of open work, '' for none."""

    label: str
    href: str
    kini: bool = False
    jumlah: str = ""


@dataclass(frozen=True)
class Pengguna:
    """The signed-in person as the header shows them; no number of any card."""

    nama: str
    peran: str


@dataclass(frozen=True)
class Konteks:
    """The line under the header: the path, and the two clocks with the pages where they are chosen.

    With `kalimat_lampau` the whole line is tinted: the reader looks at a past knowledge; `kini_href` leads back.
    """

    jejak: tuple[Tautan, ...]
    periode: Tautan
    diketahui: Tautan
    data_contoh: bool = False
    kalimat_lampau: str = ""
    kini_href: str = ""


@dataclass(frozen=True)
class Kerangka:
    """Everything around the content. `pengguna` None: anonymous reader; `alamat`: where a theme choice returns."""

    judul: str
    alamat: str
    kaki: str
    navigasi: tuple[ButirNavigasi, ...] = ()
    pengguna: Pengguna | None = None
    konteks: Konteks | None = None
    pesan: tuple[Pesan, ...] = ()
    catatan_kaki: str = ""
    tautan_kaki: tuple[Tautan, ...] = ()
    beranda_href: str = "/"
    masuk_href: str = "/masuk"
    keluar_href: str = "/keluar"
    tema_href: str = "/tema"
    akun_href: str = "/akun/"
