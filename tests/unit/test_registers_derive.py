"""Derived fields: computed on reading, true or false only where it can be known."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tolok.registers.canonical import canonical_schema, table_from_rows
from tolok.registers.derive import coverage, derive
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema, schema_from_yaml
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

SCHEMAS = load_schemas(FOLDER / "register")
KOPERASI, KESEHATAN = SCHEMAS["koperasi_tahunan"], SCHEMAS["kesehatan_koperasi"]
TEMUAN, REKOMENDASI = SCHEMAS["temuan"], SCHEMAS["rekomendasi"]
OFFICE, OTHER = "35.75/2.17", "35.75/9.99"


def table(schema: Schema, *rows: dict[str, object]) -> Any:
    names = canonical_schema(schema).names
    given = [{"pemda": "35.75", "perangkat_daerah": OFFICE, "periode": 2023, **row} for row in rows]
    return table_from_rows(schema, [[row.get(name) for name in names] for row in given])


def derived(schema: Schema, kolom: str, tables: Sequence[Any], *deliveries: tuple[str, str, int, list[str]]) -> list[object]:
    names = (schema.nama, *schema.sources)
    found = derive(schema, dict(zip(names, tables, strict=False)), coverage(deliveries))
    assert found.schema.equals(canonical_schema(schema, turunan=True))
    return list(found.column(kolom).to_pylist())


def test_a_declared_sum_is_exact_and_empty_where_a_part_is() -> None:
    declared = KOPERASI.by_nama["nilai_tambah_bruto"].turunan
    assert declared is not None
    parts = [kolom for _, kolom in declared.suku]
    big = 10**15 - 1
    rows = table(KOPERASI, dict.fromkeys(parts, big), {**dict.fromkeys(parts, 1), parts[2]: -5}, {parts[0]: 7})
    assert derived(KOPERASI, "nilai_tambah_bruto", [rows]) == [4 * big, -2, None]


def test_assessed_is_true_with_a_row_false_where_delivered_and_unknown_elsewhere() -> None:
    rows = table(
        KOPERASI,
        {"entitas": "a", "wilayah": "35.75.01.1001"},
        {"entitas": "b", "wilayah": "35.75.01.1001"},
        {"entitas": "c", "wilayah": "35.75.02.1001"},
        {"entitas": "d", "wilayah": None},
        {"entitas": "b", "periode": 2022, "wilayah": "35.75.01.1001"},
        {"entitas": "a", "perangkat_daerah": OTHER, "wilayah": "35.75.01.1001"},
    )
    kesehatan = table(KESEHATAN, {"entitas": "a", "predikat": "sehat"}, {"entitas": "c", "predikat": None})
    part = ("kesehatan_koperasi", OFFICE, 2023, ["35.75.01"])
    assert derived(KOPERASI, "dinilai_kesehatan", [rows, kesehatan], part) == [True, False, True, None, None, None]
    whole = ("kesehatan_koperasi", OFFICE, 2023, ["35.75"])
    assert derived(KOPERASI, "dinilai_kesehatan", [rows, kesehatan], whole) == [True, False, True, False, None, None]
    assert derived(KOPERASI, "predikat_kesehatan", [rows, kesehatan], whole) == ["sehat", *[None] * 5]


def test_nothing_delivered_leaves_everything_unknown_and_an_empty_delivery_says_no() -> None:
    rows = table(KOPERASI, {"entitas": "a"})
    assert derived(KOPERASI, "dinilai_kesehatan", [rows]) == [None]
    assert derived(KOPERASI, "predikat_kesehatan", [rows]) == [None]
    whole = ("kesehatan_koperasi", OFFICE, 2023, ["35.75"])
    assert derived(KOPERASI, "dinilai_kesehatan", [rows, table(KESEHATAN)], whole) == [False]
    assert derived(KOPERASI, "dinilai_kesehatan", [table(KOPERASI)], whole) == []


@pytest.mark.parametrize(
    ("status", "hasil"),
    [
        (["sesuai"], True), (["sesuai", "sesuai"], True), (["sesuai", "belum sesuai"], False), (["sesuai", None], None),
        ([None, "belum ditindaklanjuti"], False), ([], None), (["tidak dapat ditindaklanjuti"], False),
    ],
)  # fmt: skip
def test_a_finding_is_followed_up_when_all_its_recommendations_are(status: list[str | None], hasil: bool | None) -> None:
    temuan = table(TEMUAN, {"entitas": "t", "nomor_temuan": "T-1"})
    rows = [{"entitas": f"r{i}", "nomor_temuan": "T-1", "status": one} for i, one in enumerate(status)]
    others: list[dict[str, object]] = [{"entitas": "x", "nomor_temuan": "T-2", "status": "belum sesuai"}]
    others.append({"entitas": "y", "nomor_temuan": "T-1", "status": "belum sesuai", "perangkat_daerah": OTHER})
    others.append({"entitas": "z", "nomor_temuan": "T-1", "status": "belum sesuai", "periode": 2022})
    assert derived(TEMUAN, "ditindaklanjuti", [temuan, table(REKOMENDASI, *rows, *others)]) == [hasil]


def test_the_order_of_the_source_rows_changes_nothing() -> None:
    rows = table(KOPERASI, {"entitas": "a"}, {"entitas": "b"})
    one = table(KESEHATAN, {"entitas": "a", "predikat": "sehat"}, {"entitas": "b", "predikat": "cukup sehat"})
    turned = one.take(pa.array([1, 0]))
    for source in (one, turned):
        assert derived(KOPERASI, "predikat_kesehatan", [rows, source]) == ["sehat", "cukup sehat"]


BASE = {
    "register": "x", "label": "x", "benda": "x", "entitas": "x", "jenis": "arus", "lingkup": "pemda", "kunci": ["n"],
    "periode": "tahun",
    "kolom": {
        "n": {"jenis": "teks", "label": "n"}, "tahun": {"jenis": "tahun", "label": "t"},
        "a": {"jenis": "bilangan", "label": "a"}, "b": {"jenis": "bilangan", "label": "b", "satuan": "orang"},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("turunan", "kata"),
    [
        ({"label": "y", "rumus": "a + c"}, "c"), ({"label": "y", "rumus": "a + b"}, "satuan"),
        ({"label": "y", "rumus": "a / a"}, "penjumlahan"), ({"label": "y", "rumus": "a + 9999999 * a"}, "63 bit"),
        ({"label": "y", "jenis": "ya_tidak", "dari": "z"}, "turunan"),
        ({"label": "y", "jenis": "teks", "dari": "z", "ada": True}, "ya_tidak"),
        ({"label": "y", "jenis": "ya_tidak", "dari": "z", "semua": "status sesuai"}, "turunan"),
    ],
)  # fmt: skip
def test_a_derived_field_that_cannot_be_computed_does_not_load(turunan: dict[str, object], kata: str) -> None:
    with pytest.raises(IssueError) as caught:
        schema_from_yaml({**BASE, "turunan": {"y": turunan}}, "x.yaml")
    [issue] = caught.value.issues
    assert (issue.kode, issue.di_mana) == ("TLK-R001", "x.yaml")
    assert kata in issue.mengapa


def test_factors_and_signs_of_a_sum_are_kept() -> None:
    schema = schema_from_yaml({**BASE, "turunan": {"y": {"label": "y", "rumus": "2 * a - a"}}}, "x.yaml")
    rows = table_from_rows(schema, [("e", "35.75", OFFICE, 2023, None, "1", 5, None)])
    assert derive(schema, {"x": rows}, coverage(())).column("y").to_pylist() == [5]
    assert schema.by_nama["y"].turunan.teks == "2 * a - a"  # type: ignore[union-attr] # declared above


def test_a_source_that_is_missing_or_about_something_else_is_told(tmp_path: Path) -> None:
    for nama in ("temuan", "koperasi_tahunan"):
        text = (FOLDER / "register" / f"{nama}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{nama}.yaml").write_text(text.replace("dari: rekomendasi", "dari: koperasi_tahunan"), encoding="utf-8")
    with pytest.raises(IssueError) as caught:
        load_schemas(tmp_path)
    said = " ".join(issue.mengapa for issue in caught.value.issues)
    assert "`kesehatan_koperasi` tidak ada" in said and "`nomor_temuan` tidak ada di kedua register" in said


def test_derived_fields_are_words_of_formulas_but_not_columns_of_deliveries() -> None:
    word = KOPERASI.word().kolom["nilai_tambah_bruto"]
    assert (word.jenis, word.satuan, word.terbesar) == ("bilangan", "rupiah", 4 * 10**15)
    assert list(KOPERASI.word().kolom)[-4:] == ["dinilai_kesehatan", "predikat_kesehatan", "nilai_tambah_bruto", "anggota"]
    assert "anggota" not in {k.nama for k in KOPERASI.kolom}
    assert replace(KOPERASI, turunan=()).hash != KOPERASI.hash
