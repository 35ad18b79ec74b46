"""The declaration of a register, from which follow the table, the template, the checks and the words of formulas."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from tolok.formula.vocabulary import ColumnKind, ColumnWord, RegisterWord
from tolok.values.issue import Issue, IssueError
from tolok.values.region import TINGKAT, Tingkat

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
class Turunan:
    """How a derived field follows: from columns of its own row, or from another register's rows of the same year.

    `jumlah` adds `suku` (factor, column); `ada`, `kolom` and `semua` look into the register `dari`, at the rows of the
    same entity or, with `lewat`, at those that carry the same number (the recommendations of a finding).
    """

    cara: Literal["jumlah", "ada", "kolom", "semua"]
    suku: tuple[tuple[int, str], ...] = ()
    dari: str = ""
    kolom: str = ""
    nilai: str = ""
    lewat: str = ""

    @property
    def teks(self) -> str:
        """The rule as it may be shown to an official."""
        if self.cara == "jumlah":
            parts = [f"{'-' if f < 0 else '+'} {'' if abs(f) == 1 else f'{abs(f)} * '}{nama}" for f, nama in self.suku]
            return " ".join(parts).removeprefix("+ ")
        what = {"ada": "ada", "kolom": self.kolom, "semua": f'semua {self.kolom} = "{self.nilai}"'}[self.cara]
        return f"{what} di {self.dari}" + (f" lewat {self.lewat}" if self.lewat else "")


@dataclass(frozen=True)
class Kolom:
    """One column of a register. `pribadi` columns are never in snapshots, hashes, logs or formulas.

    `terkecil`, `terbesar`: bounds in whole units, both allowed. `panjang`: usual numbers of digits of a `nomor`.
    `tingkat_wilayah`: the level that a region code must have. `turunan`: set where the field is not delivered.
    """

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
    terkecil: int | None = None
    panjang: tuple[int, ...] = ()
    tingkat_wilayah: Tingkat | None = None
    turunan: Turunan | None = None

    @property
    def title(self) -> str:
        """The label at the head of a column or a field: `Volume usaha`."""
        return self.label[0].upper() + self.label[1:]


@dataclass(frozen=True)
class Schema:
    """One register. `kunci` lists the numbers that can identify an entity, first known wins; `a+b` is both together.

    `periode`, `tanggal` and `wilayah` name the columns that play these parts; `entitas` is the kind of thing that a key
    identifies, so that two registers about koperasi share their keys. A stock register (`jenis: stok`) names its days of
    validity: `berlaku_dari` is its period, stored as the whole number YYYYMMDD; `berlaku_sampai` is a field.
    `pengisi`: who delivers it, the office itself or those who examine it; no part of the register's meaning.
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
    berlaku_dari: str | None = None
    berlaku_sampai: str | None = None
    turunan: tuple[Kolom, ...] = ()
    pengisi: Literal["kantor", "pengawas"] = "kantor"

    @cached_property
    def by_nama(self) -> dict[str, Kolom]:
        """Every column and derived field by its name."""
        return {kolom.nama: kolom for kolom in (*self.kolom, *self.turunan)}

    @cached_property
    def stored(self) -> tuple[Kolom, ...]:
        """The stored columns in schema order: all but period and region (with places of their own) and personal."""
        return tuple(k for k in self.kolom if not k.pribadi and k.nama not in (self.periode, self.wilayah))

    @cached_property
    def fields(self) -> tuple[Kolom, ...]:
        """What formulas and snapshots see: the stored columns, then the derived fields."""
        return (*self.stored, *self.turunan)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The other registers that derived fields look into."""
        return tuple(dict.fromkeys(k.turunan.dari for k in self.turunan if k.turunan and k.turunan.dari))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns that take part in identifying an entity."""
        return tuple(dict.fromkeys(part for kunci in self.kunci for part in kunci.split("+")))

    @cached_property
    def pribadi(self) -> tuple[Kolom, ...]:
        return tuple(k for k in self.kolom if k.pribadi)

    def word(self) -> RegisterWord:
        """What a formula may say about this register."""
        return self._word

    @cached_property
    def _word(self) -> RegisterWord:
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
        for key in ("label", "penjelasan", "pengisi"):
            meaning.pop(key)
        for kolom in (*meaning["kolom"], *meaning["turunan"]):
            kolom.pop("sinonim")
            kolom.pop("label")
        return hashlib.sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()


def schema_from_yaml(raw: Mapping[str, Any], berkas: str) -> Schema:
    """A schema from the parsed YAML of a content pack. Raises IssueError (TLK-R001) naming the file and the fault."""
    try:
        kolom = tuple(_kolom(nama, dict(isi)) for nama, isi in raw["kolom"].items())
        known = {k.nama: k for k in kolom}
        turunan = tuple(_derived(nama, dict(isi), known) for nama, isi in raw.get("turunan", {}).items())
        rest = {key: value for key, value in raw.items() if key not in ("register", "kolom", "turunan")}
        rest["kunci"] = tuple(rest["kunci"])
        if rest["jenis"] == "stok":
            rest["periode"] = rest["berlaku_dari"]
        schema = Schema(nama=raw["register"], kolom=kolom, turunan=turunan, **rest)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise IssueError(broken_declaration(berkas, f"isi tidak lengkap atau tidak dikenal: {error}")) from None
    if faults := list(_faults(schema)):
        raise IssueError([broken_declaration(berkas, fault) for fault in faults])
    return schema


def _faults(schema: Schema) -> Iterator[str]:
    delivered = {k.nama: k for k in schema.kolom}
    validity = (schema.berlaku_dari, schema.berlaku_sampai)
    for part in (schema.periode, schema.tanggal, schema.wilayah, *validity, *schema.keys):
        if part and part not in delivered:
            yield f"kolom `{part}` disebut tetapi tidak dideklarasikan"
    for k in schema.kolom:
        if k.pribadi and k.nama in schema.keys:
            yield f"kolom pribadi `{k.nama}` tidak boleh menjadi kunci"
        if k.tingkat_wilayah and (k.jenis != "wilayah" or k.tingkat_wilayah not in TINGKAT):
            yield f"`tingkat_wilayah` pada `{k.nama}` bukan tingkat wilayah, atau kolomnya bukan wilayah"
    if schema.jenis == "stok":
        if any(part and delivered[part].jenis != "tanggal" for part in validity if part in delivered):
            yield "`berlaku_dari` dan `berlaku_sampai` harus kolom tanggal"
        if schema.panel or schema.sources:
            yield "register stok tidak punya baris tahunan: `panel` dan turunan `dari` tidak berlaku padanya"
    elif any(validity):
        yield "`berlaku_dari` dan `berlaku_sampai` hanya untuk register stok"
    for k in schema.turunan:
        if k.nama in delivered:
            yield f"`{k.nama}` dideklarasikan dua kali, sebagai kolom dan sebagai turunan"


def _kolom(nama: str, isi: dict[str, Any]) -> Kolom:
    for key in ("pilihan", "sinonim"):
        isi[key] = tuple(str(value) for value in isi.get(key, ()))
    isi["panjang"] = tuple(isi.get("panjang", ()))
    return Kolom(nama=nama, **isi)


_TERM = re.compile(r"\s*([+-])\s*(?:(\d+)\s*\*\s*)?([a-z]\w*)\s*", re.ASCII)
_ALL = re.compile(r'^(\w+)\s*=\s*"([^"]+)"$')


def _derived(nama: str, isi: dict[str, Any], known: Mapping[str, Kolom]) -> Kolom:
    """A derived field. A sum's unit bound follows from its columns, so that no sum of int64 can overflow."""
    rule = {key: isi.pop(key) for key in ("rumus", "dari", "ada", "kolom", "semua", "lewat") if key in isi}
    match rule:
        case {"rumus": str(rumus), **rest} if not rest:
            suku = _terms(rumus)
            columns = [known[column] for _, column in suku]
            if any(c.jenis != "bilangan" or (c.skala, c.satuan) != (columns[0].skala, columns[0].satuan) for c in columns):
                raise ValueError(f"`{nama}`: semua suku harus bilangan dengan satuan dan skala yang sama")
            isi = {"satuan": columns[0].satuan, "skala": columns[0].skala, **isi, "jenis": "bilangan"}
            isi["terbesar"] = sum(abs(factor) * known[column].terbesar for factor, column in suku)
            if isi["terbesar"] * 10 ** isi["skala"] >= 2**63:
                raise ValueError(f"`{nama}`: jumlahnya dapat melampaui 63 bit")
            turunan = Turunan("jumlah", suku)
        case {"dari": str(dari), "ada": True, **rest} if rest.keys() <= {"lewat"}:
            turunan = Turunan("ada", dari=dari, **rest)
        case {"dari": str(dari), "kolom": str(kolom), **rest} if rest.keys() <= {"lewat"}:
            turunan = Turunan("kolom", dari=dari, kolom=kolom, **rest)
        case {"dari": str(dari), "semua": str(semua), **rest} if rest.keys() <= {"lewat"} and (found := _ALL.match(semua)):
            turunan = Turunan("semua", dari=dari, kolom=found[1], nilai=found[2], **rest)
        case _:
            raise ValueError(f"`{nama}`: turunan ditulis `rumus`, atau `dari` dengan `ada: true`, `kolom`, atau `semua`")
    if turunan.cara in ("ada", "semua") and isi.get("jenis") != "ya_tidak":
        raise ValueError(f"`{nama}`: turunan ini ya_tidak")
    return _kolom(nama, {**isi, "turunan": turunan})


def _terms(rumus: str) -> tuple[tuple[int, str], ...]:
    text = rumus if rumus.lstrip()[:1] in ("+", "-") else "+" + rumus
    found = list(_TERM.finditer(text))
    if "".join(match[0] for match in found) != text or not found:
        raise ValueError(f"rumus `{rumus}` bukan penjumlahan kolom")
    return tuple((int(m[1] + (m[2] or "1")), m[3]) for m in found)


def check_sources(schemas: Mapping[str, Schema]) -> list[Issue]:
    """What derived fields expect of other registers and do not find there (TLK-R001)."""
    return [
        broken_declaration(f"{schema.nama}.yaml", f"turunan `{k.nama}`: {fault}")
        for schema in schemas.values()
        for k in schema.turunan
        if k.turunan and k.turunan.dari
        for fault in _source_faults(schema, k, k.turunan, schemas.get(k.turunan.dari))
    ]


def _source_faults(schema: Schema, kolom: Kolom, turunan: Turunan, source: Schema | None) -> Iterator[str]:
    if source is None or source.jenis == "stok" or source.lingkup != schema.lingkup:
        yield f"register `{turunan.dari}` tidak ada, atau bukan register arus dengan lingkup yang sama"
        return
    if not turunan.lewat and source.entitas != schema.entitas:
        yield f"`{turunan.dari}` tentang {source.entitas}, bukan {schema.entitas}; sebutkan `lewat`"
    if turunan.lewat and not all(turunan.lewat in {k.nama for k in one.stored} for one in (schema, source)):
        yield f"kolom `{turunan.lewat}` tidak ada di kedua register"
    wanted = next((k for k in source.stored if k.nama == turunan.kolom), None)
    if turunan.cara != "ada" and wanted is None:
        yield f"kolom `{turunan.kolom}` tidak ada di `{turunan.dari}`"
    elif wanted and turunan.cara == "semua" and turunan.nilai not in wanted.pilihan:
        yield f"`{turunan.nilai}` bukan pilihan `{turunan.dari}.{turunan.kolom}`"
    elif wanted and turunan.cara == "kolom":
        same = (wanted.jenis, wanted.skala, wanted.pilihan) == (kolom.jenis, kolom.skala, kolom.pilihan)
        if turunan.lewat or not same:
            yield f"jenis, skala, dan pilihan harus sama dengan `{turunan.dari}.{turunan.kolom}`, tanpa `lewat`"


def broken_declaration(berkas: str, mengapa: str) -> Issue:
    """TLK-R001: what is wrong with the declaration of a register, in the file of this name."""
    return Issue(
        "TLK-R001",
        "salah",
        berkas,
        "deklarasi register tidak dapat dipakai",
        mengapa,
        "perbaiki berkas YAML register itu; contohnya ada di src/tolok_koperasi/register",
    )
