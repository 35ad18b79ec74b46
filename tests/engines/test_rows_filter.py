"""Rows found by a text: the same on every engine that lists rows, and never a pattern."""

from pathlib import Path

import pytest

from spec.drawing import KANTOR, PEMDA, draw, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.protocol import DrillEngine, RowFilter, Scope, lowered
from tolok.engine.reference import ReferenceEngine
from tolok.engine.snapshot import Snapshot
from tolok.values.period import Period

SCOPE, YEAR = Scope(PEMDA, KANTOR), Period(2024)
TABEL = """
    usaha
    tahun | entitas | wilayah       | omset
    2024  | Melati  | 35.75.01.1001 | 600
    2024  | Kenanga | 35.75.01.1001 | 500
    2024  | Cempaka |               | 400
"""
ENGINES = (ReferenceEngine(), DuckDBEngine(1))


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return frozen(draw(TABEL), tmp_path)


def found(engine: DrillEngine, snapshot: Snapshot, cari: str, **others: object) -> list[str]:
    [aggregate] = understood("jumlah(usaha.omset)").aggregates
    kolom = ("entitas",)
    wanted = RowFilter("terhitung", cari=cari, kolom=kolom, **others)  # type: ignore[arg-type]  # fields by name
    return [one.entitas for one in engine.rows(aggregate, YEAR, SCOPE, snapshot, wanted)]


@pytest.mark.parametrize(
    "cari", ["", "a", "A", "f0", "F", "0a", "zz", "%", "_", "m%", "'", "' OR '1'='1", "--", "\\", "*", "é", "a" * 300]
)
def test_every_engine_finds_the_same_rows_and_nothing_typed_is_a_pattern(snapshot: Snapshot, cari: str) -> None:
    [aggregate] = understood("jumlah(usaha.omset)").aggregates
    everyone = {one.entitas for one in ENGINES[0].rows(aggregate, YEAR, SCOPE, snapshot, RowFilter("terhitung"))}
    expected = sorted(one for one in everyone if lowered(cari) in lowered(one))
    for engine in ENGINES:
        assert sorted(found(engine, snapshot, cari)) == expected, type(engine).__name__


def test_a_text_and_no_column_to_look_in_finds_nothing(snapshot: Snapshot) -> None:
    [aggregate] = understood("jumlah(usaha.omset)").aggregates
    for engine in ENGINES:
        assert engine.rows(aggregate, YEAR, SCOPE, snapshot, RowFilter("terhitung", cari="a")) == []


def test_only_the_columns_asked_for_are_read_and_the_rows_stay_the_same(snapshot: Snapshot) -> None:
    [aggregate] = understood("jumlah(usaha.omset)").aggregates
    engine = ENGINES[1]
    whole = engine.rows(aggregate, YEAR, SCOPE, snapshot, RowFilter("terhitung"))
    some = engine.rows(aggregate, YEAR, SCOPE, snapshot, RowFilter("terhitung", ambil=("omset",)))
    assert [(one.entitas, one.wilayah, one.alasan) for one in some] == [(o.entitas, o.wilayah, o.alasan) for o in whole]
    assert [dict(one.isi) for one in some] == [{"omset": one.isi["omset"]} for one in whole]


def test_a_page_of_the_found_rows_is_a_page(snapshot: Snapshot) -> None:
    for engine in ENGINES:
        assert len(found(engine, snapshot, "a", limit=1)) <= 1
        assert found(engine, snapshot, "a", limit=1, offset=99) == []
