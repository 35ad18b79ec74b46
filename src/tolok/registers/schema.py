"""The declaration of a register, from which follow the table, the template, the checks and the words of formulas."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from tolok.formula.vocabulary import ColumnKind, ColumnWord, RegisterWord
from tolok.values.issue import Issue, IssueError

KolomJenis = Literal["bilangan", "ya_tidak", "kategori", "tanggal", "tahun", "wilayah", "teks", "nomor", "angka"]
"""bilangan: whole number scaled by `skala`; nomor: digits kept as text; angka: an exact decimal kept as text."""

_WORD_KIND: dict[str, ColumnKind] = {
    "bilangan": "bilangan",
    "ya_tidak": "ya_tidak",
    "kategori": "kategori",
    "tanggal": "tanggal",
    "teks": "teks",
    "nomor": "teks",
}


@dataclass(frozen=True)
class Kolom:
    """One column of a register. `pribadi` columns are never in snapshots, hashes, logs or formulas."""

    nama: str
    jenis: KolomJenis
    label: str
    satuan: str = ""
    skala: int = 0
    terbesar: int = 10**15
    pilihan: tuple[str, ...] = ()
    wajib: bool = False
    pribadi: bool = False
    sinonim: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """One register. `kunci` lists the numbers that can identify an entity, first known wins; `a+b` is one of two.

    `periode`, `tanggal` and `wilayah` name the columns that play these parts; `entitas` is the kind of thing that a key
    identifies, so that two registers about koperasi share their keys.
    """

    nama: str
    label: str
    benda: str
    entitas: str
    jenis: Literal["arus", "stok"]
    lingkup: Literal["pemda", "perangkat_daerah"]
    kunci: tuple[str, ...]
    periode: str
    kolom: tuple[Kolom, ...]
    tanggal: str | None = None
    wilayah: str | None = None
    panel: bool = False
    penjelasan: str = ""

    @cached_property
    def by_nama(self) -> dict[str, Kolom]:
        return {kolom.nama: kolom for kolom in self.kolom}

    @cached_property
    def fields(self) -> tuple[Kolom, ...]:
        """The stored columns in schema order: all but period and region (with places of their own) and personal."""
        return tuple(k for k in self.kolom if not k.pribadi and k.nama not in (self.periode, self.wilayah))

    @cached_property
    def pribadi(self) -> tuple[Kolom, ...]:
        return tuple(k for k in self.kolom if k.pribadi)

    def word(self) -> RegisterWord:
        """What a formula may say about this register."""
        words = {
            k.nama: ColumnWord(k.nama, _WORD_KIND[k.jenis], k.label, k.satuan, k.skala, k.terbesar, k.pilihan)
            for k in self.fields
            if k.jenis in _WORD_KIND
        }
        return RegisterWord(self.nama, self.label, self.benda, self.panel, self.tanggal, words, self.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the register's meaning (not of its labels' spelling in headers): part of `hash_ukuran`."""
        meaning = asdict(self)
        for key in ("label", "penjelasan"):
            meaning.pop(key)
        for kolom in meaning["kolom"]:
            kolom.pop("sinonim")
            kolom.pop("label")
        return hashlib.sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()


def schema_from_yaml(raw: Mapping[str, Any], berkas: str) -> Schema:
    """A schema from the parsed YAML of a content pack. Raises IssueError (TLK-R001) naming the file and the fault."""
    try:
        kolom = tuple(_kolom(nama, dict(isi)) for nama, isi in raw["kolom"].items())
        rest = {key: value for key, value in raw.items() if key not in ("register", "kolom")}
        rest["kunci"] = tuple(rest["kunci"])
        schema = Schema(nama=raw["register"], kolom=kolom, **rest)
    except (KeyError, TypeError, AttributeError) as error:
        raise IssueError(_broken(berkas, f"isi tidak lengkap atau tidak dikenal: {error}")) from None
    for part in (schema.periode, schema.tanggal, schema.wilayah, *"+".join(schema.kunci).split("+")):
        if part and part not in schema.by_nama:
            raise IssueError(_broken(berkas, f"kolom `{part}` disebut tetapi tidak dideklarasikan"))
    for k in kolom:
        if k.pribadi and k.nama in "+".join(schema.kunci).split("+"):
            raise IssueError(_broken(berkas, f"kolom pribadi `{k.nama}` tidak boleh menjadi kunci"))
    return schema


def _kolom(nama: str, isi: dict[str, Any]) -> Kolom:
    for key in ("pilihan", "sinonim"):
        isi[key] = tuple(str(value) for value in isi.get(key, ()))
    return Kolom(nama=nama, **isi)


def _broken(berkas: str, mengapa: str) -> Issue:
    return Issue(
        "TLK-R001",
        "salah",
        berkas,
        "deklarasi register tidak dapat dipakai",
        mengapa,
        "perbaiki berkas YAML register itu; contohnya ada di src/tolok_koperasi/register",
    )
