"""Parts that stand on several pages: figures, messages, the ruler, steps, trend, partition, formula, fields.

Texts are printed already (`tolok.values.number.format_angka`, id-ID dates); a `float` is only ever a drawn length.
"""

from dataclasses import dataclass
from typing import Literal

from tolok.values.issue import Issue

# How a thing stands: shape, word and colour belong together (down triangle, diamond, tick, dashed circle).
Nada = Literal["baik", "waspada", "buruk", "netral"]
# Where a figure stands in the approval; never a traffic colour, for progress is neither good nor bad.
Keadaan = Literal["draf", "diajukan", "diverifikasi", "disetujui", "diterbitkan", "dikembalikan", "digantikan"]
JenisIsian = Literal["teks", "angka", "sandi", "panjang", "pilihan", "tanggal"]
BobotPesan = Literal["salah", "perlu keputusan", "catatan", "berhasil", "kosong"]
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Tautan:
    """A link; with an empty `href` the plain words."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Angka:
    """A printed figure or the reason why there is none: exactly one of `teks` and `alasan`, else ValueError.

    `penyedia` says who must deliver what is missing.
    """

    teks: str = ""
    satuan: str = ""
    alasan: str = ""
    penyedia: str = ""

    def __post_init__(self) -> None:
        if bool(self.teks) == bool(self.alasan):
            raise ValueError("Angka is a text or a reason, never both and never neither")

    @property
    def lengkap(self) -> str:
        """`5,38%`, `1.142 unit`, or the reason."""
        if self.alasan:
            return self.alasan
        return self.teks + (self.satuan if self.satuan in ("", "%") else NBSP + self.satuan)


@dataclass(frozen=True)
class Fakta:
    """One line of a list of facts: Target 2024 — 6,50%."""

    label: str
    nilai: str
    href: str = ""
    nada: Nada | None = None
    mono: bool = False


@dataclass(frozen=True)
class Pesan:
    """A message: what, where and why, at most one guess (never applied by itself) and one link."""

    bobot: BobotPesan
    judul: str
    isi: str = ""
    maksud: str = ""
    tautan: Tautan | None = None
    kode: str = ""

    @classmethod
    def from_issue(cls, issue: Issue) -> "Pesan":
        """The message that an Issue makes on a page; its code goes into the details."""
        return cls(
            issue.bobot,
            issue.apa,
            " ".join(filter(None, (issue.di_mana + ".", issue.mengapa, issue.saran))),
            kode=issue.kode,
        )


@dataclass(frozen=True)
class Mistar:
    """The ruler: percentages of the target, turned so that right is better; None where there is no value.

    `teks_realisasi` and `teks_target` are printed under it; `kalimat` is read aloud instead of the drawing.
    """

    realisasi: float | None
    teks_realisasi: str
    teks_target: str
    kalimat: str
    nada: Nada = "netral"
    perkiraan: float | None = None
    rentang: tuple[float, float] | None = None


@dataclass(frozen=True)
class Tindakan:
    """A button that leads to a page of its own; the figure stands in the label (`Setujui 5,38%`)."""

    label: str
    href: str
    jenis: Literal["utama", "biasa", "menolak"] = "biasa"


@dataclass(frozen=True)
class LangkahAlur:
    """One circle of the approval line; `keterangan` is who and when, or by when."""

    nama: str
    keterangan: str
    keadaan: Literal["selesai", "kini", "nanti", "kembali"]


@dataclass(frozen=True)
class Alur:
    """The approval line with the actions of whoever's turn it is; `catatan` says why this reader has none."""

    langkah: tuple[LangkahAlur, ...]
    tindakan: tuple[Tindakan, ...] = ()
    catatan: str = ""


@dataclass(frozen=True)
class TitikTren:
    """One year of the trend. `nilai` None draws the word in `teks` (`tidak ada data`) instead of a point."""

    label: str
    nilai: float | None
    teks: str
    target: float | None = None
    teks_target: str = ""
    keterangan: str = ""
    berjalan: bool = False


@dataclass(frozen=True)
class PisahTren:
    """A change of definition before point number `indeks`: the line stops there and both sides are named."""

    indeks: int
    kiri: str
    kiri_keterangan: str
    kanan: str
    kanan_keterangan: str


@dataclass(frozen=True)
class PerkiraanTren:
    """The forecast beside the running year: drawn value and range, and both in print."""

    nilai: float
    rendah: float
    tinggi: float
    teks: str
    teks_rentang: str


@dataclass(frozen=True)
class Tren:
    """The figure year by year; `judul` is the finding, `kalimat` the same for a screen reader."""

    judul: str
    kalimat: str
    satuan: str
    titik: tuple[TitikTren, ...]
    pisah: tuple[PisahTren, ...] = ()
    catatan: str = ""
    tautan: Tautan | None = None
    perkiraan: PerkiraanTren | None = None


@dataclass(frozen=True)
class BarisPerbandingan:
    """One kecamatan: drawn value, printed value, and the totals that it comes from, printed."""

    nama: str
    nilai: float | None
    teks: str
    jumlah: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Perbandingan:
    """Kecamatan beside each other on one scale; the last row (the city) is computed, not averaged."""

    judul: str
    kolom_nama: str
    kolom_nilai: str
    kolom_jumlah: tuple[str, ...]
    baris: tuple[BarisPerbandingan, ...]
    keseluruhan: BarisPerbandingan
    target: float | None = None
    teks_target: str = ""
    teks_keseluruhan: str = ""


@dataclass(frozen=True)
class RincianBagian:
    """One reason inside a part, with its count and the way to its rows."""

    label: str
    teks: str
    href: str = ""


@dataclass(frozen=True)
class BagianPartisi:
    """One part of all rows: counted, not meeting the condition, or excluded. `jumlah` draws, `teks` is printed."""

    jenis: Literal["dihitung", "tidak_memenuhi", "dikecualikan"]
    label: str
    jumlah: int
    teks: str
    href: str = ""
    rincian: tuple[RincianBagian, ...] = ()


@dataclass(frozen=True)
class Rumus:
    """The formula as MathML from `describe`: with letters or words, and with numbers. `kalimat` is read aloud."""

    kalimat: str
    mathml: str
    mathml_angka: str = ""


@dataclass(frozen=True)
class Opsi:
    """One choice of a list."""

    nilai: str
    label: str
    terpilih: bool = False


@dataclass(frozen=True)
class Isian:
    """One field of a form. What was typed is always kept in `nilai`; `galat` says what is wrong and how to mend it.

    `lama` is the value in force, shown beside the field where it differs; `kunci` shows the value without a field.
    """

    nama: str
    label: str
    nilai: str = ""
    jenis: JenisIsian = "teks"
    petunjuk: str = ""
    galat: str = ""
    opsi: tuple[Opsi, ...] = ()
    wajib: bool = False
    fokus: bool = False
    lengkapi_otomatis: str = "off"
    lama: str = ""
    kunci: bool = False


@dataclass(frozen=True)
class Kolom:
    """A column head. `ponsel`: where its cells go on a phone (first line left or right, second line, nowhere)."""

    label: str
    angka: bool = False
    urut_href: str = ""
    urut: Literal["", "naik", "turun"] = ""
    ponsel: Literal["utama", "angka", "kedua", "tanpa"] = "kedua"


@dataclass(frozen=True)
class Sel:
    """A cell. `kosong`: a word in place of a value; `samar`: personal data, masked; `sebab`: why a row is excluded.

    With `nada` the words are how a thing stands, with shape and colour.
    """

    teks: str
    jenis: Literal["", "kosong", "samar", "sebab", "mono", "tebal"] = ""
    href: str = ""
    nada: Nada | None = None


@dataclass(frozen=True)
class Tabel:
    """A plain table: as many cells in each row as there are columns, else ValueError. `judul` is its caption."""

    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Sel, ...], ...]

    def __post_init__(self) -> None:
        if any(len(sel) != len(self.kolom) for sel in self.baris):
            raise ValueError("every row of a table has as many cells as there are columns")

    @property
    def baris_berkolom(self) -> tuple[tuple[tuple[Kolom, Sel], ...], ...]:
        """Each cell with its column, so that a phone can print the column's name beside the cell."""
        return tuple(tuple(zip(self.kolom, sel, strict=True)) for sel in self.baris)


@dataclass(frozen=True)
class Penomoran:
    """`Baris 1–50 dari 1.046`, with the links to the neighbouring pages; an empty link where there is none."""

    teks: str
    sebelumnya_href: str = ""
    berikutnya_href: str = ""


@dataclass(frozen=True)
class Formulir:
    """Where a form is sent and what its button says (verb, object, amount); `tersembunyi` holds name and value."""

    alamat: str
    tombol: str
    tersembunyi: tuple[tuple[str, str], ...] = ()
    menolak: bool = False
