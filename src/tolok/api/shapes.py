"""The shapes of every answer, so that the OpenAPI description promises exactly what is sent."""

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Status = Literal["draf", "diajukan", "diverifikasi", "disetujui", "diterbitkan", "dikembalikan", "digantikan"]


class Bentuk(Schema):
    """Nothing more than what is declared."""

    model_config = ConfigDict(extra="forbid")


class Masalah(Bentuk):
    """One complaint; `bobot` is salah, perlu keputusan, or catatan."""

    kode: str
    bobot: str
    di_mana: str
    apa: str
    mengapa: str
    saran: str


class Galat(Bentuk):
    """Every error has this shape."""

    issues: list[Masalah]


class Terbitan(Bentuk):
    """One vintage. `nilai` is exact (`87/20`), `tampil` as printed; without a figure both are null and `alasan` says why."""

    nomor: int
    status: Status
    nilai: str | None
    tampil: str | None
    alasan: str | None
    satuan: str
    target: str | None
    target_tampil: str | None
    diketahui: str
    diterbitkan_pada: str | None
    alasan_koreksi: str | None
    hash_potret: str
    hash_definisi: str
    hash_ukuran: str


class TerbitanLengkap(Terbitan):
    """One vintage with its calculation sheet and its capaian."""

    lembar: dict[str, Any]
    capaian: dict[str, Any] | None


class Iku(Bentuk):
    """One IKU in one period: the newest vintage and the published one in force."""

    kode: str
    nama: str
    target: str | None
    target_tampil: str | None
    capaian: dict[str, Any] | None
    terbaru: Terbitan | None
    terbit: Terbitan | None
    capaian_terbit: dict[str, Any] | None


class IkuLengkap(Iku):
    """One IKU with every vintage of the period, oldest first."""

    jenjang: str
    tujuan_sasaran: str
    bidang: str | None
    terbitan: list[Terbitan]


class DaftarIku(Bentuk):
    """All IKU of an office in a period, in the order of its document."""

    pemda: str
    perangkat_daerah: str
    periode: str
    diketahui: str
    iku: list[Iku]


class Kantor(Bentuk):
    """One office; `periode` are those in which it has figures, the newest first."""

    slug: str
    perangkat_daerah: str
    nama: str
    pemda: str
    nama_pemda: str
    contoh: bool
    periode: list[str]


class KantorLengkap(Kantor):
    """One office with its bidang and profile."""

    bidang: list[str]
    profil: dict[str, Any]
    hak: list[str]


class DaftarKantor(Bentuk):
    diketahui: str
    kantor: list[Kantor]


class Periode(Bentuk):
    """One period: how many IKU have a figure in it, and how many of these are published."""

    periode: str
    dihitung: int
    terbit: int


class DaftarPeriode(Bentuk):
    diketahui: str
    periode: list[Periode]


class NilaiTarget(Bentuk):
    """One target as it was set or revised; the last one known holds."""

    kode: str
    tahun: int
    triwulan: int
    nilai: str
    dasar: str
    alasan: str
    diketahui: str


class DaftarTarget(Bentuk):
    diketahui: str
    target: list[NilaiTarget]


class DefinisiBerlaku(Bentuk):
    """The version of a definition in force in a year; `isi` is the whole version."""

    kode: str
    tahun: int
    berlaku_sejak: str
    hash_definisi: str
    hash_ukuran: str
    isi: dict[str, Any]


class DaftarDefinisi(Bentuk):
    diketahui: str
    definisi: list[DefinisiBerlaku]


class KolomRegister(Bentuk):
    nama: str
    label: str
    jenis: str
    satuan: str
    skala: int


class Register(Bentuk):
    """A register and how many rows of the office are known in it. Personal columns are never served."""

    nama: str
    label: str
    baris: int
    kiriman_terakhir: str | None
    kolom: list[KolomRegister]


class DaftarRegister(Bentuk):
    diketahui: str
    daftar: list[Register] = Field(alias="register")  # a model's own `register` is taken


class Halaman(Bentuk):
    """One page of a list: `jumlah` in all, `berikutnya` the number of the next page where there is one."""

    diketahui: str
    jumlah: int
    halaman: int
    berikutnya: int | None


class HalamanBaris(Halaman):
    """Rows as known at the instant; keys are `entitas`, `periode`, `wilayah` and the columns of the register."""

    nama_register: str = Field(alias="register")
    baris: list[dict[str, Any]]


class HalamanRincian(Halaman):
    """The rows behind one aggregate of one vintage, of one group; `alasan` says why a row is left out."""

    agregat: str
    kelompok: str
    baris: list[dict[str, Any]]


class KirimanTercatat(Bentuk):
    """One delivery; `laporan` counts its rows and never holds their content."""

    id: int
    nama_register: str = Field(alias="register")
    periode: str
    cakupan: list[str]
    jenis: str
    berkas: str
    sha256: str
    alasan: str
    diterima_pada: str
    laporan: dict[str, Any]


class Titipan(Bentuk):
    """A file that was handed in: `baris` read = `siap` + `salah` + `tanya` (waiting for an answer) + `ganda` (repeated).

    `status`: diperiksa, siap (a person decides), menerima, diterima, ditolak, gagal.
    """

    id: int
    status: str
    nama_register: str = Field(alias="register")
    periode: str
    sha256: str
    baris: int
    siap: int
    salah: int
    tanya: int
    ganda: int
    kiriman: KirimanTercatat | None


class HalamanKiriman(Halaman):
    kiriman: list[KirimanTercatat]


class CatatanRiwayat(Bentuk):
    """One sealed entry of the change log; `oleh` is a user name."""

    urut: int
    pada: str
    oleh: str | None
    tindakan: str
    objek: str
    isi: dict[str, Any]
    hash_sebelum: str
    hash: str


class HalamanRiwayat(Halaman):
    catatan: list[CatatanRiwayat]
