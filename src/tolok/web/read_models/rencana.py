"""Pages of the plan: the office's indicators, its profile, the catalogue, targets, and every form of the plan."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.kerangka import Kerangka
from tolok.web.read_models.komponen import Angka, Fakta, Formulir, Isian, Opsi, Pesan, Tabel, Tautan, Tindakan


@dataclass(frozen=True, kw_only=True)
class BarisRencana:
    """One IKU of the plan. `ubah` leads the planner to its place in the plan."""

    kode: str
    nama: str
    href: str
    bidang: str
    satuan: str
    target: Angka
    versi: str
    target_href: str
    ubah: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class KelompokRencana:
    """A tujuan or sasaran with its IKU and its critical factors; `kosong` where nothing measures it yet."""

    jenis: str
    uraian: str
    baris: tuple[BarisRencana, ...]
    faktor: tuple[str, ...] = ()
    kosong: str = ""
    ubah: Tautan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanDaftarIndikator:
    """The plan of the office: tujuan and sasaran with their IKU and the target of the year."""

    TEMPLATE: ClassVar[str] = "tolok/daftar_indikator.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    kolom_target: str
    kelompok: tuple[KelompokRencana, ...]
    tindakan: tuple[Tindakan, ...] = ()
    kosong: Pesan | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanProfil:
    """Visi, misi, tujuan, tugas and fungsi as the office wrote them."""

    TEMPLATE: ClassVar[str] = "tolok/profil.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    bagian: tuple[tuple[str, tuple[str, ...]], ...]
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True)
class KebutuhanData:
    """A register that a definition reads, and whether the office has it."""

    label: str
    ada: bool


@dataclass(frozen=True, kw_only=True)
class ButirKatalog:
    """One definition of the catalogue; with `pakai` it may be taken up, with `dipakai` it already is."""

    kode: str
    nama: str
    href: str
    definisi: str
    kalimat: str
    keterangan: str
    kebutuhan: tuple[KebutuhanData, ...]
    dipakai: Tautan | None = None
    pakai: Tindakan | None = None


@dataclass(frozen=True)
class KelompokKatalog:
    """Definitions of one kind, the kind as a heading."""

    judul: str
    butir: tuple[ButirKatalog, ...]


@dataclass(frozen=True, kw_only=True)
class HalamanKatalog:
    """The catalogue, searchable."""

    TEMPLATE: ClassVar[str] = "tolok/katalog.html"
    kerangka: Kerangka
    judul: str
    lead: str
    tab: tuple[Tab, ...]
    saringan: tuple[Isian, ...]
    saringan_alamat: str
    jenis: tuple[Tab, ...]
    kelompok: tuple[KelompokKatalog, ...]
    tersaring: bool = False
    kosong: str = ""


@dataclass(frozen=True, kw_only=True)
class HalamanTarget:
    """Targets of one IKU: years beside their quarters, every revision, and what is doubtful about them."""

    TEMPLATE: ClassVar[str] = "tolok/target.html"
    kerangka: Kerangka
    judul: str
    lead: str
    matriks: Tabel
    aturan: str
    riwayat: Tabel | None
    catatan: tuple[Pesan, ...] = ()
    tindakan: tuple[Tindakan, ...] = ()


@dataclass(frozen=True)
class PilihanGanda:
    """Several boxes under one question; all share `nama`."""

    nama: str
    label: str
    opsi: tuple[Opsi, ...]
    petunjuk: str = ""
    galat: str = ""


@dataclass(frozen=True, kw_only=True)
class KelompokIsian:
    """Fields under one heading; `sejajar` puts short or middling ones beside each other."""

    judul: str
    isian: tuple[Isian, ...]
    keterangan: str = ""
    sejajar: Literal["", "pendek", "sedang"] = ""
    ganda: PilihanGanda | None = None


@dataclass(frozen=True, kw_only=True)
class TindakanKedua:
    """A second form under the first: a change of order, or taking something out with its reason."""

    judul: str
    isi: str
    formulir: Formulir
    isian: tuple[Isian, ...] = ()
    tombol_lain: Formulir | None = None


@dataclass(frozen=True, kw_only=True)
class HalamanIsianRencana:
    """One form of the plan, with what stands beside it. `pesan` is what is said of the whole form."""

    TEMPLATE: ClassVar[str] = "tolok/isian_rencana.html"
    kerangka: Kerangka
    judul: str
    lead: str
    kelompok: tuple[KelompokIsian, ...]
    formulir: Formulir
    batal: Tautan
    pesan: tuple[Pesan, ...] = ()
    samping_judul: str = ""
    samping: tuple[Fakta, ...] = ()
    samping_isi: str = ""
    akibat: str = ""
    kedua: tuple[TindakanKedua, ...] = ()

    @property
    def isian(self) -> tuple[Isian, ...]:
        """Every field, for the summary of errors above the form."""
        ganda = tuple(Isian(one.ganda.nama, one.ganda.label, galat=one.ganda.galat) for one in self.kelompok if one.ganda)
        more = tuple(isian for one in self.kedua for isian in one.isian)
        return (*(isian for one in self.kelompok for isian in one.isian), *ganda, *more)
