"""What is frozen: the rows as they were known, under the hash of what they say, with what queries need laid beside them."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from spec.drawing import BINAAN, DATA, PEMDA, SCHEMAS, USAHA, draw, frozen
from tolok.engine.snapshot import Piece, freeze, read_narrow
from tolok.registers.canonical import table_from_rows

STOK = """
    binaan
    dari       | sampai     | entitas | wilayah       | modal
    2022-01-01 | 2023-12-31 | Melati  | 35.75.01.1001 | 100
    2024-01-01 |            | Melati  | 35.75.02.1001 | 150
    2024-06-01 | 2024-05-01 | Kenanga |               | 7
"""


def piece(text: str, nama: str, folder: Path) -> Piece:
    return frozen(draw(text), folder).pieces[nama, PEMDA]


def test_the_hash_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = draw("usaha\n tahun | entitas | omset\n 2023 | A | 1\n 2024 | A | 2\n 2024 | B |").rows["usaha"]
    one, other = (freeze(USAHA, PEMDA, table_from_rows(USAHA, order), tmp_path) for order in (rows, rows[::-1]))
    assert one == other
    assert one.hash != freeze(USAHA, PEMDA, table_from_rows(USAHA, rows[:2]), tmp_path).hash


def test_last_years_fields_and_region_stand_beside_a_panel_row(tmp_path: Path) -> None:
    text = "usaha\n tahun | entitas | wilayah | omset\n 2023 | A | 35.75.01.1001 | 1\n 2024 | A | 35.75.02.1001 | 2"
    wide = {row["periode"]: row for row in pq.read_table(piece(text, "usaha", tmp_path).path).to_pylist()}
    assert (wide[2024]["ada__1"], wide[2024]["omset__1"], wide[2024]["wilayah__1"]) == (True, 1, "35.75.01.1001")
    assert (wide[2023]["ada__1"], wide[2023]["omset__1"], wide[2023]["wilayah__1"]) == (False, None, None)


def test_a_stock_row_is_cut_where_the_row_of_the_year_before_changes(tmp_path: Path) -> None:
    frozen_piece = piece(STOK, "binaan", tmp_path)
    wide = pq.read_table(frozen_piece.path).to_pylist()
    spans = sorted((row["periode"], row["berlaku__dari"], row["berlaku__habis"], row["modal__1"]) for row in wide)
    assert spans == [
        (20220101, 20220101, 20230101, None),
        (20220101, 20230101, 20231232, 100),
        (20240101, 20240101, 20241232, 100),
        (20240101, 20241232, 20250101, None),
        (20240101, 20250101, 99999999, 150),
        (20240601, 20240601, 20240502, None),
    ]
    assert frozen_piece.rows == 3


def test_the_rows_as_delivered_are_read_back_once_each(tmp_path: Path) -> None:
    found = read_narrow(piece(STOK, "binaan", tmp_path), BINAAN)
    assert sorted((row["periode"], row["sampai"]) for row in found) == [
        (20220101, date(2023, 12, 31)),
        (20240101, None),
        (20240601, date(2024, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("order", "winner"),
    [
        (("sementara", "tetap"), "tetap"),
        (("tetap", "sementara"), "tetap"),
        (("sementara", "sangat sementara"), "sangat sementara"),
        (("sangat sementara", "sementara"), "sementara"),
    ],
)
def test_of_several_statuses_one_row_is_frozen(tmp_path: Path, order: tuple[str, ...], winner: str) -> None:
    rows = "\n".join(f"pdrb | 2024 | 1 | {status}" for status in order)
    [found] = read_narrow(piece(f"data\n kode | tahun | nilai | status\n{rows}", "data", tmp_path), DATA)
    assert found["status"] == winner


def test_figures_of_other_regions_periods_and_offices_do_not_compete(tmp_path: Path) -> None:
    text = """
        data
        kode    | tahun | triwulan | wilayah  | kantor     | nilai
        inflasi | 2024  | 1        | 35.75    | 35.75/2.17 | 1
        inflasi | 2024  | 2        | 35.75    | 35.75/2.17 | 1
        inflasi | 2023  | 1        | 35.75    | 35.75/2.17 | 1
        inflasi | 2024  | 1        | 35.75.01 | 35.75/2.17 | 1
        inflasi | 2024  | 1        | 35.75    | 35.75/2.18 | 1
        pdrb    | 2024  | 1        | 35.75    | 35.75/2.17 | 1
    """
    assert piece(text, "data", tmp_path).rows == 6


def test_an_empty_register_can_be_frozen(tmp_path: Path) -> None:
    for nama, schema in SCHEMAS.items():
        found = freeze(schema, PEMDA, table_from_rows(schema, []), tmp_path)
        assert (found.rows, read_narrow(found, schema)) == (0, []), nama
