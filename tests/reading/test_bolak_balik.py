"""What our own writers print is read back whole: IKU in both layouts, matrix and Perjanjian Kinerja, Word and PDF."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reading.banding_bacaan import compare_reading
from reading.cetakan import WRITERS, Cetakan, cetakan
from tolok.reading.draft import as_json
from tolok.reading.load import load
from tolok.reading.read import read
from tolok.writing.iku import IkuRow, iku_sheet
from tolok.writing.matrik import MatrikRow, matrik_sheet
from tolok.writing.pk import pk_sheet
from tolok.writing.sheet import Formula
from writing.iku_example import IKU
from writing.rencana_example import MATRIK
from writing.test_pk import DATA as PK

SCORER = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "score_reading.py"


def told(data: bytes, name: str) -> list[dict[str, Any]]:
    """The measures that the reader finds in a file."""
    found: list[dict[str, Any]] = as_json(read(load(data, name)))["indikator"]
    return found


def said(figure: str) -> bool:
    return any(sign.isdigit() for sign in figure)


def formula_of(formula: Formula | None, instead: str = "") -> str:
    if formula is None:
        return instead
    return f"{formula.numerator} / {formula.denominator} {formula.factor}"


def iku_row(row: IkuRow, layout: str) -> dict[str, Any]:
    """What a row of the example says; reasons are printed in the second layout only."""
    years = {"2023": row.realisasi_lalu, "2024": row.realisasi}
    return {
        "nama": row.indikator, "satuan": row.satuan, row.jenjang: row.tujuan_sasaran,
        "formula_teks": formula_of(row.formula),
        "alasan": row.alasan if layout == "bekasi" else "", "sumber_data": row.sumber_data,
        "penanggung_jawab": row.penanggung_jawab, "target": {"2024": row.target},
        "realisasi": {year: text for year, text in years.items() if said(text)},
    }  # fmt: skip


def matrik_row(row: MatrikRow) -> dict[str, Any]:
    years = [str(year) for year in MATRIK.tahun]
    return {
        "nama": row.indikator, "satuan": row.satuan, row.jenjang: row.tujuan_sasaran,
        "formula_teks": formula_of(row.formula, row.formulasi),
        "target": {year: text for year, text in zip(years, row.target, strict=True) if said(text)},
        "realisasi": {year: text for year, text in zip(years, row.realisasi, strict=False) if said(text)},
    }  # fmt: skip


def examples() -> list[Cetakan]:
    """The documents with which the writers are tested, and what they say."""
    pk = tuple(
        {"nama": one.nama, "satuan": one.satuan, "sasaran": hasil.uraian, "target": {"2024": one.target}}
        for hasil in PK.hasil
        for one in hasil.indikator
    )
    return [
        Cetakan("iku-pasuruan", iku_sheet(IKU, "pasuruan"), tuple(iku_row(row, "pasuruan") for row in IKU.rows)),
        Cetakan("iku-bekasi", iku_sheet(IKU, "bekasi"), tuple(iku_row(row, "bekasi") for row in IKU.rows)),
        Cetakan("matrik", matrik_sheet(MATRIK), tuple(matrik_row(row) for row in MATRIK.rows)),
        Cetakan("pk", pk_sheet(PK), pk),
    ]


CETAKAN = [("contoh", one) for one in examples()] + [
    (f"acak {seed}", one) for seed, rows in ((1, 6), (2, 20), (3, 14)) for one in cetakan(seed, rows)
]
IDS = [f"{made}, {one.nama}" for made, one in CETAKAN]


@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize(("made", "one"), CETAKAN, ids=IDS)
def test_a_printed_document_is_read_back_whole(made: str, one: Cetakan, ending: str) -> None:
    hasil = compare_reading(one.indikator, told(WRITERS[ending](one.sheet), f"cetakan.{ending}"))
    assert (hasil.found, hasil.invented) == (len(one.indikator), 0), hasil.salah
    assert hasil.silent == 0, hasil.salah
    assert hasil.right >= 0.99 * hasil.total, hasil.salah


def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("Alat ukur korpus di ../shared tidak ada; ujian ini dilewati.")
    spec = importlib.util.spec_from_file_location("score_reading", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("ending", list(WRITERS))
def test_the_scoring_tool_of_the_corpus_says_the_same(ending: str) -> None:
    tool = scorer()
    for one in examples():
        row = tool.score(list(one.indikator), told(WRITERS[ending](one.sheet), f"cetakan.{ending}"))
        found, wanted, invented, right, _, total, silent = row
        assert (found, invented, silent) == (wanted, 0, 0), one.nama
        assert right >= 0.99 * total, (one.nama, row)


def test_words_of_a_stacked_fraction_stay_apart() -> None:
    first = told(WRITERS["docx"](iku_sheet(IKU, "pasuruan")), "iku.docx")[0]
    assert "koperasi yang dinilai kesehatannya (tahun N)" in first["formula_teks"]


def test_the_comparison_sees_a_wrong_a_missing_and_an_invented_value() -> None:
    truth = [{"nama": "Persentase koperasi aktif", "satuan": "%", "target": {"2024": "8,5"}}]
    right = {"nama": "Persentase koperasi aktif", "satuan": "%", "target": {"2024": "8,5"}}
    assert (compare_reading(truth, [right]).right, compare_reading(truth, [right]).silent) == (3, 0)
    for wrong in ({"target": {"2024": "85"}}, {"target": {"2025": "8,5"}}, {"realisasi": {"2023": "7"}}, {"satuan": "unit"}):
        assert compare_reading(truth, [{**right, **wrong}]).silent == 1
    asked = compare_reading(truth, [{**right, "target": {"2024": "85"}, "ragu": ["target.2024"]}])
    assert (asked.silent, asked.asked, asked.right) == (0, 1, 2)
    assert compare_reading(truth, [right, {"nama": "Jumlah pasar"}]).invented == 1
    assert compare_reading(truth, []).found == 0
