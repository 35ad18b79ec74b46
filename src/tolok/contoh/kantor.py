"""The invented offices: who works there, what they promised, and which of it comes from a document (`kantor.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from tolok.contoh.bentuk import load_yaml
from tolok.values.number import parse_angka

Peran = Literal["operator", "verifikator", "kepala_dinas", "perencana", "inspektorat", "admin_pemda"]


@dataclass(frozen=True)
class Profil:
    """The office as its IKU document introduces it; `dikarang` names the parts that no document says."""

    visi: str
    misi: str
    tujuan: tuple[str, ...]
    tugas: str
    fungsi: tuple[str, ...]
    dikarang: tuple[str, ...]


@dataclass(frozen=True)
class BidangContoh:
    """One unit of the office; `kode` is what persons and indicators refer to."""

    kode: str
    nama: str


@dataclass(frozen=True)
class PenggunaContoh:
    """One invented person with his or her part: in one bidang, in the whole office, or (`pemda`) in every office."""

    nama_pengguna: str
    nama: str
    jabatan: str
    peran: Peran
    bidang: str | None = None
    pemda: bool = False


@dataclass(frozen=True)
class SasaranContoh:
    """One tujuan or sasaran as printed, with the codes of the indicators that measure it, in printed order."""

    jenis: Literal["tujuan", "sasaran"]
    uraian: str
    indikator: tuple[str, ...]


@dataclass(frozen=True)
class TargetContoh:
    """One yearly target, in the unit of its indicator; `dikarang` where the document does not print it."""

    indikator: str
    bidang: str
    tahun: int
    nilai: Fraction
    dikarang: bool


@dataclass(frozen=True)
class KantorContoh:
    """One office of the demonstration. All people in it are invented; `catatan` says so and belongs on screen."""

    pemda: str
    nama_pemda: str
    perangkat_daerah: str
    nama: str
    dokumen: str
    catatan: str
    profil: Profil
    bidang: tuple[BidangContoh, ...]
    pengguna: tuple[PenggunaContoh, ...]
    sasaran: tuple[SasaranContoh, ...]
    target: tuple[TargetContoh, ...]


def load_kantor() -> tuple[KantorContoh, ...]:
    """The offices of the demonstration, Pasuruan first."""
    raw = load_yaml("kantor.yaml")
    return tuple(_kantor(satu, raw["catatan"]) for satu in raw["kantor"])


def _kantor(raw: Mapping[str, Any], catatan: str) -> KantorContoh:
    profil: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw["profil"].items()
    }
    return KantorContoh(
        pemda=raw["pemda"]["kode"],
        nama_pemda=raw["pemda"]["nama"],
        perangkat_daerah=raw["perangkat_daerah"]["kode"],
        nama=raw["perangkat_daerah"]["nama"],
        dokumen=raw["dokumen"],
        catatan=catatan,
        profil=Profil(**profil),
        bidang=tuple(BidangContoh(**satu) for satu in raw["bidang"]),
        pengguna=tuple(PenggunaContoh(**{**satu, "pemda": satu.get("pemda") == "ya"}) for satu in raw["pengguna"]),
        sasaran=tuple(SasaranContoh(s["jenis"], s["uraian"], tuple(s["indikator"])) for s in raw["sasaran"]),
        target=tuple(
            TargetContoh(kode, isi["bidang"], tahun, _angka(nilai), tahun in isi["dikarang"])
            for kode, isi in raw["indikator"].items()
            for tahun, nilai in isi["target"].items()
        ),
    )


def _angka(text: str) -> Fraction:
    nilai = parse_angka(text)
    if nilai is None:
        raise ValueError(f"kantor.yaml: bukan angka: {text!r}")
    return nilai
