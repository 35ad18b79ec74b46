"""Where one engine refuses all refuse; and what was typed as a region or a folder is never part of a query."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from spec.drawing import KANTOR, PEMDA, draw, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.protocol import GROUPS, SUM_LIMIT, DrillEngine, Engine, Pair, RowFilter, Scope
from tolok.engine.reference import ReferenceEngine
from tolok.engine.snapshot import Snapshot
from tolok.engine.sqlite_engine import SQLiteEngine
from tolok.formula import kernel as k
from tolok.values.issue import IssueError
from tolok.values.period import Period

SCOPE, YEAR = Scope(PEMDA, KANTOR), Period(2024)
TABEL = """
    usaha
    tahun | entitas | wilayah       | omset
    2023  | Melati  | 35.75.01.1001 | 600
    2024  | Melati  | 35.75.01.1001 | 600
    2024  | Kenanga | 35.75.01.1001 | 500
    2024  | Cempaka |               | −1.100
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return frozen(draw(TABEL), tmp_path / 'dia\'s "potret"; DROP')


def engines(limit: int) -> Iterator[Engine]:
    yield from (ReferenceEngine(limit), DuckDBEngine(1, limit), SQLiteEngine(limit))


def summed(formula: str = "jumlah(usaha.omset)") -> k.Aggregate:
    [aggregate] = understood(formula).aggregates
    return aggregate


def test_the_limit_is_two_to_the_126() -> None:
    assert SUM_LIMIT == 2**126


@pytest.mark.parametrize(("limit", "refused"), [(1100, True), (1101, False)])
def test_a_sum_at_the_limit_is_refused_by_every_engine(snapshot: Snapshot, limit: int, refused: bool) -> None:
    for engine in engines(limit):
        if refused:
            with pytest.raises(IssueError, match="TLK-U032"):
                engine.totals([summed()], YEAR, SCOPE, snapshot)
        else:
            found = engine.totals([summed()], YEAR, SCOPE, snapshot)[summed()]
            assert {region: total.jumlah for region, total in found.items()} == {"35.75.01.1001": 1100, "35.75/-": -1100}


def test_sums_of_pairs_are_refused_alike(snapshot: Snapshot) -> None:
    now, then = understood("jumlah(usaha.omset) - jumlah(usaha.omset) tahun lalu").aggregates
    for engine in engines(600):
        with pytest.raises(IssueError, match="TLK-U032"):
            engine.pairs([Pair(now, then)], YEAR, SCOPE, snapshot)


def test_sums_far_beyond_sixty_four_bits_are_the_same_everywhere(tmp_path: Path) -> None:
    rows = "\n".join(f"2024 | Usaha {n} | {'−' if n % 3 == 0 else ''}999.999.999.999.999" for n in range(200))
    snapshot = frozen(draw(f"usaha\n tahun | entitas | omset\n{rows}"), tmp_path)
    aggregate = summed("jumlah(usaha.omset * 9.000)")
    expected = 999_999_999_999_999 * 9_000 * (133 - 67)
    assert expected > 2**68
    for engine in engines(SUM_LIMIT):
        assert engine.totals([aggregate], YEAR, SCOPE, snapshot)[aggregate]["35.75/-"].jumlah == expected


def test_a_value_that_overflows_inside_the_engine_is_refused_not_guessed(snapshot: Snapshot) -> None:
    """The checker would not let it through; an engine must not answer it with something near."""
    value = k.Calc("*", k.Col("omset"), k.Const(2**62))
    with pytest.raises(IssueError, match="TLK-U032"):
        DuckDBEngine(1).totals([replace(summed(), value=value)], YEAR, SCOPE, snapshot)


@pytest.mark.parametrize(
    "wilayah",
    ["35.75.01", "35.75", "35.75/-", "35", "ID", "3_.75", "%", "35.75.0", "' OR 1=1 --", "32.75/-", "35.75.01.1001", "\\"],
)
def test_regions_are_compared_as_the_oracle_compares_them(snapshot: Snapshot, wilayah: str) -> None:
    listed = []
    drills: list[DrillEngine] = [ReferenceEngine(), DuckDBEngine(1)]
    for engine in drills:
        rows = [
            engine.rows(summed("banyak(usaha)"), YEAR, SCOPE, snapshot, RowFilter(group, wilayah=wilayah))
            for group in GROUPS
        ]
        listed.append([[(row.entitas, row.wilayah) for row in group] for group in rows])
    assert listed[0] == listed[1]


def test_hostile_offices_and_reasons_list_nothing(snapshot: Snapshot) -> None:
    office = Scope(PEMDA, "35.75/2.17' OR '1'='1")
    for engine in engines(SUM_LIMIT):
        assert engine.totals([summed()], YEAR, office, snapshot)[summed()] == {}
    wanted = RowFilter("terhitung' OR '1'='1", reason="x' --")
    assert DuckDBEngine(1).rows(summed(), YEAR, SCOPE, snapshot, wanted) == []


def test_the_list_of_rows_shows_the_registers_fields_and_last_years_beside_them(snapshot: Snapshot) -> None:
    [row] = DuckDBEngine(1).rows(
        summed("jumlah(usaha.omset yang omset = omset tahun lalu)"), YEAR, SCOPE, snapshot, RowFilter("terhitung")
    )
    assert (row.isi["omset"], row.isi["omset__1"]) == (600, 600)
    assert not {name for name in row.isi if name.startswith("_") or name in ("ada__1", "wilayah__1", "berlaku__dari")}
