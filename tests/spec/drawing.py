"""Registers drawn in text → a snapshot; and the engines, asked alike. Made for tests: shares no reader with the project.

    usaha                                        a line without `|` names a register
    tahun | entitas | wilayah       | omset
    2023  | Melati  | 35.75.01.1001 | 400        an empty cell is kosong; `-` stands for it where it would not be seen
    2024  | Melati  |               |

    temuan: dikirim 2023 2024                    delivered empty
    usaha: dikirim 2024(35.75.01)                delivered for some regions only; without it, for the years of its rows

A column `kantor` names another office, `dari` the first day of a stock row. Registers that are not drawn never came.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from tolok.engine.protocol import Engine, Scope
from tolok.engine.snapshot import Delivered, Snapshot, freeze
from tolok.formula.checker import Checked, check
from tolok.formula.parser import parse
from tolok.formula.vocabulary import DataWord, Ladder, Vocabulary
from tolok.measurement.hitung import HasilWilayah, Request, compute_all
from tolok.registers.canonical import table_from_rows
from tolok.registers.schema import Kolom, Schema
from tolok.registers.wilayah import Region, RegionTree
from tolok.values.period import Period
from tolok.values.region import Tingkat

Spec = Callable[..., HasilWilayah]
"""The fixture `spec_test`: table, formula, expected figure as printed or reason, and what else is promised."""

PEMDA, KANTOR, KANTOR_LAIN = "35.75", "35.75/2.17", "35.75/2.18"
LEVELS: tuple[Tingkat, ...] = ("kota", "kecamatan", "kelurahan")

TREE = RegionTree({
    kode: Region(kode, nama)
    for kode, nama in (
        ("35", "Provinsi"), (PEMDA, "Kota"), ("35.75.01", "Utara"), ("35.75.02", "Selatan"), ("35.75.01.1001", "Melati"),
        ("35.75.01.1002", "Kenanga"), ("35.75.02.1001", "Cempaka"),
    )
})  # fmt: skip
"""A city of two kecamatan and three kelurahan."""

USAHA = Schema(
    "usaha", "Usaha", "usaha", "usaha", "arus", "perangkat_daerah", ("id",), "tahun",
    (
        Kolom("tahun", "tahun", "tahun"), Kolom("wilayah", "wilayah", "wilayah"),
        Kolom("tanggal", "tanggal", "tanggal monev"),
        Kolom("omset", "bilangan", "omset", "rupiah"), Kolom("biaya", "bilangan", "biaya", "rupiah"),
        Kolom("pekerja", "bilangan", "tenaga kerja", "orang", terbesar=100_000),
        Kolom("skor", "bilangan", "skor", "indeks", skala=2, terbesar=100),
        Kolom("binaan", "ya_tidak", "dibina"), Kolom("aktif", "ya_tidak", "aktif"),
        Kolom("sektor", "kategori", "sektor", pilihan=("dagang", "jasa", "olahan 'rumah'")),
        Kolom("mulai", "tanggal", "tanggal mulai"), Kolom("nama", "teks", "nama"),
    ),
    tanggal="tanggal", wilayah="wilayah", panel=True,
)  # fmt: skip
KOPERASI = Schema(
    "koperasi", "Koperasi tahunan", "koperasi", "koperasi", "arus", "perangkat_daerah", ("id",), "tahun",
    (
        Kolom("tahun", "tahun", "tahun buku"), Kolom("wilayah", "wilayah", "wilayah"),
        Kolom("volume", "bilangan", "volume usaha", "rupiah"), Kolom("anggota", "bilangan", "anggota", "orang"),
        Kolom("rat", "ya_tidak", "menyelenggarakan RAT"), Kolom("sehat", "ya_tidak", "sehat"),
        Kolom("predikat", "kategori", "predikat", pilihan=("sehat", "cukup sehat", "dalam pengawasan")),
    ),
    wilayah="wilayah", panel=True,
)  # fmt: skip
TEMUAN = Schema(
    "temuan", "Temuan", "temuan", "temuan", "arus", "perangkat_daerah", ("id",), "tahun",
    (
        Kolom("tahun", "tahun", "tahun"), Kolom("tanggal", "tanggal", "tanggal LHP"),
        Kolom("asal", "kategori", "asal", pilihan=("APEP", "APIP")), Kolom("selesai", "ya_tidak", "ditindaklanjuti"),
        Kolom("nilai", "bilangan", "nilai temuan", "rupiah"),
    ),
    tanggal="tanggal",
)  # fmt: skip
PENDUDUK = Schema(
    "penduduk", "Penduduk", "wilayah", "wilayah", "arus", "pemda", ("id",), "tahun",
    (
        Kolom("tahun", "tahun", "tahun"), Kolom("wilayah", "wilayah", "wilayah"),
        Kolom("jiwa", "bilangan", "jumlah penduduk", "orang"),
    ),
    wilayah="wilayah", panel=True,
)  # fmt: skip
BINAAN = Schema(
    "binaan", "Daftar binaan", "binaan", "usaha", "stok", "perangkat_daerah", ("id",), "dari",
    (
        Kolom("dari", "tanggal", "berlaku dari"), Kolom("sampai", "tanggal", "berlaku sampai"),
        Kolom("wilayah", "wilayah", "wilayah"), Kolom("modal", "bilangan", "modal", "rupiah"),
        Kolom("aktif", "ya_tidak", "aktif"), Kolom("sektor", "kategori", "sektor", pilihan=("dagang", "jasa")),
    ),
    wilayah="wilayah", panel=True, berlaku_dari="dari", berlaku_sampai="sampai",
)  # fmt: skip
DATA = Schema(
    "data", "Angka dari luar", "angka", "angka_luar", "arus", "perangkat_daerah", ("kode+wilayah+triwulan+status",), "tahun",
    (
        Kolom("kode", "teks", "kode"), Kolom("tahun", "tahun", "tahun"),
        Kolom("triwulan", "bilangan", "triwulan", terbesar=4), Kolom("wilayah", "wilayah", "wilayah"),
        Kolom("nilai", "angka", "nilai"),
        Kolom("status", "kategori", "status", pilihan=("tetap", "sementara", "sangat sementara")),
    ),
    wilayah="wilayah",
)  # fmt: skip
SCHEMAS = {one.nama: one for one in (USAHA, KOPERASI, TEMUAN, PENDUDUK, BINAAN, DATA)}

VOCABULARY = Vocabulary(
    registers={nama: one.word() for nama, one in SCHEMAS.items()},
    data={
        "pdrb": DataWord("pdrb", "PDRB", "rupiah"),
        "nilai_lhe": DataWord("nilai_lhe", "nilai LHE", "nilai"),
        "inflasi": DataWord("inflasi", "inflasi", "persen", periode="triwulan"),
        "luas": DataWord("luas", "luas wilayah", "hektare", tingkat="kecamatan", dapat_dijumlah=True),
    },
    ladders={
        "Tangga A": Ladder("Tangga A", "rupiah", (("mikro", 300), ("kecil", 2500), ("menengah", 50000))),
        "Tangga B": Ladder("Tangga B", "rupiah", (("mikro", 1000), ("kecil", 5000))),
    },
    param={
        "batas_cakupan_berbeda": (Fraction(10), "persen"), "batas_omset": (Fraction(500), "rupiah"),
        "ambang": (Fraction(5, 2), ""),
    },
)  # fmt: skip


@dataclass
class Drawn:
    """Canonical rows per register, as tuples, and what was delivered."""

    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)
    delivered: set[Delivered] = field(default_factory=set)


def draw(text: str) -> Drawn:
    """The registers drawn in `text`. ValueError for a drawing that means nothing."""
    drawn, schema, header = Drawn(), USAHA, []
    said: dict[str, list[str]] = {}
    for line in text.splitlines():
        bare = line.strip()
        if not bare or not bare.strip("-+| "):
            continue
        if "|" not in bare:
            nama, _, rest = bare.partition(":")
            schema, header = SCHEMAS[nama.strip()], []
            drawn.rows.setdefault(schema.nama, [])
            said.setdefault(schema.nama, []).extend(rest.replace("dikirim", "").split())
        elif not header:
            header = [cell.strip() for cell in bare.split("|")]
            if unknown := set(header) - {"tahun", "entitas", "wilayah", "kantor", "dari", *schema.by_nama}:
                raise ValueError(f"{schema.nama}: {unknown}")
            drawn.rows.setdefault(schema.nama, [])
        else:
            cells = [cell.strip() for cell in line.split("|")]
            place = len(drawn.rows[schema.nama])
            drawn.rows[schema.nama].append(_row(schema, dict(zip(header, cells, strict=True)), place))
    for nama, rows in drawn.rows.items():
        drawn.delivered |= set(_deliveries(SCHEMAS[nama], rows, said.get(nama, [])))
    return drawn


def _deliveries(schema: Schema, rows: list[tuple[object, ...]], said: list[str]) -> Iterable[Delivered]:
    for word in said:
        match = re.fullmatch(r"(\d{4}(?:-TW\d)?)(?:\(([\d.,]*)\))?", word)
        if not match:
            raise ValueError(word)
        yield Delivered(schema.nama, PEMDA, KANTOR, match[1], tuple((match[2] or PEMDA).split(",")))
    if not said:
        for office, period in {(str(row[2]), int(str(row[3])[:4])) for row in rows}:
            yield Delivered(schema.nama, PEMDA, office, str(period), (PEMDA,))


def _row(schema: Schema, cell: Mapping[str, str], place: int) -> tuple[object, ...]:
    nama = cell.get("entitas") or f"{schema.nama} {place}"
    if schema.nama == "data":
        nama = "/".join(cell.get(key, "") for key in ("kode", "wilayah", "triwulan", "status"))
    period = cell.get("tahun") or cell["dari"].replace("-", "")
    region = cell.get("wilayah") or (PEMDA if schema.nama == "data" else None)
    office = cell.get("kantor") or KANTOR
    cells = dict(cell)
    if schema.nama == "data":
        cells = {"triwulan": "0", "status": "tetap", **cells}
    values = (_value(kolom, cells.get(kolom.nama, "")) for kolom in schema.fields)
    return (entity(nama), PEMDA, office, int(period), region, *values)


def entity(nama: str) -> str:
    return hashlib.sha256(nama.encode()).hexdigest()[:32]


def _value(kolom: Kolom, text: str) -> object:
    if text in ("", "-"):
        return None
    match kolom.jenis:
        case "bilangan":
            scaled = Fraction(text.replace(".", "").replace(",", ".").replace("−", "-")) * 10**kolom.skala
            if scaled.denominator != 1:
                raise ValueError(text)
            return int(scaled)
        case "ya_tidak":
            return {"ya": True, "tidak": False}[text]
        case "tanggal":
            return date.fromisoformat(text)
        case "kategori":
            if text not in kolom.pilihan:
                raise ValueError(text)
            return text
        case _:
            return text


def frozen(drawn: Drawn, folder: Path, schemas: Mapping[str, Schema] = SCHEMAS) -> Snapshot:
    """The drawing as a snapshot."""
    pieces = {
        (nama, PEMDA): freeze(schemas[nama], PEMDA, table_from_rows(schemas[nama], rows), folder)
        for nama, rows in drawn.rows.items()
    }
    return Snapshot(schemas, pieces, tuple(sorted(drawn.delivered)))


def understood(formula: str, vocabulary: Vocabulary = VOCABULARY) -> Checked:
    return check(parse(formula), vocabulary)


def asked(
    formulas: Mapping[str, Checked], period: Period, snapshot: Snapshot, engine: Engine, kantor: str = KANTOR
) -> dict[tuple[str, str, str], HasilWilayah]:
    """(formula, level, region) → everything that is said of the figure, over all levels."""
    found = {}
    for tingkat in LEVELS:
        request = Request(Scope(PEMDA, kantor), period, tingkat)
        for nama, regions in compute_all(formulas, request, snapshot, engine, TREE).items():
            found |= {(nama, tingkat, one.wilayah): one for one in regions}
    return found
