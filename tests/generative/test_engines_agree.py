"""The oracle, DuckDB, SQLite and the kubus agree on formulas and registers nobody wrote: figures, totals, reasons, flags."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from generative.agreement import Drawing, check_partition, explain, run_batch
from generative.generator import FormulaMaker, registers
from generative.history import known_twice
from generative.kubus_engine import KubusEngine
from spec.drawing import KANTOR, KANTOR_LAIN, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.protocol import Engine
from tolok.engine.reference import ReferenceEngine
from tolok.engine.sqlite_engine import SQLiteEngine
from tolok.formula.parser import WORDS
from tolok.values.period import Period

PER_SNAPSHOT, PER_SNAPSHOT_SHORT = 25, 15
SIGNS = ("+", "-", "*", "/", "=", "≠", "<", "≤", ">", "≥")
PHRASES = ("tahun lalu", "tahun n-2", "dalam triwulan", "penyebut semua", "awal periode", "akhir periode")


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[dict[str, Engine]]:
    duckdb, sqlite = DuckDBEngine(threads=1), SQLiteEngine()
    kubus = KubusEngine(duckdb, tmp_path / "kubus")
    yield {"reference": ReferenceEngine(), "duckdb": duckdb, "sqlite": sqlite, "kubus": kubus}
    duckdb.close()
    sqlite.close()


def run(seeds: range, formulas: int, engines: dict[str, Engine], folder: Path) -> Drawing:
    drawing = Drawing()
    for seed in seeds:
        run_batch(seed, formulas, engines, folder, drawing)
        if seed % 20 == 0:  # SQLite keeps what it loaded; the oracle's pieces are of no use twice
            engines["sqlite"].close()
            engines["sqlite"] = SQLiteEngine()
            for piece in folder.glob("*.parquet"):
                piece.unlink()
    return drawing


def demand(drawing: Drawing, of_each: int) -> None:
    """A run that draws nothing proves nothing: most cases end in a value, and every word stood in one."""
    seen = [*WORDS, *SIGNS, *PHRASES]
    rare = {word: drawing.words[word] for word in seen if drawing.words[word] < of_each}
    assert drawing.values >= 0.6 * drawing.cases, drawing
    assert drawing.excluded >= 0.3 * drawing.cases, drawing
    assert not rare, rare


def test_engines_agree_on_six_hundred_generated_formulas(engines: dict[str, Engine], tmp_path: Path) -> None:
    demand(run(range(1, 41), PER_SNAPSHOT_SHORT, engines, tmp_path), of_each=3)


@pytest.mark.generative
def test_engines_agree_on_twenty_thousand_generated_formulas(engines: dict[str, Engine], tmp_path: Path) -> None:
    drawing = run(range(10_000, 10_800), PER_SNAPSHOT, engines, tmp_path)
    assert drawing.cases == 20_000
    demand(drawing, of_each=200)


def partition(seeds: range, folder: Path) -> None:
    for seed in seeds:
        rng = Random(seed)
        snapshot = frozen(registers(rng), folder)
        period = Period(rng.choice((2022, 2023, 2024)), rng.choice((0, 0, 1, 2, 3, 4)))
        checked = [understood(FormulaMaker(rng, bool(period.triwulan)).formula()) for _ in range(2)]
        aggregates = dict.fromkeys(one for formula in checked for one in formula.aggregates)
        check_partition(seed, snapshot, period, list(aggregates)[:4], rng.choice((KANTOR, KANTOR_LAIN)))
        for piece in folder.glob("*.parquet"):
            piece.unlink()


def test_every_row_is_counted_or_not_meeting_or_excluded_and_is_listed_once(tmp_path: Path) -> None:
    partition(range(50_000, 50_020), tmp_path)


@pytest.mark.generative
def test_every_row_of_two_thousand_generated_registers_is_listed_once(tmp_path: Path) -> None:
    partition(range(60_000, 62_000), tmp_path)


def history(seeds: range, folder: Path) -> None:
    hidden = 0
    for seed in seeds:
        known, by_hand, versions = known_twice(seed, folder)
        assert (known.hash, known.rows) == (by_hand.hash, by_hand.rows), explain(seed)
        hidden += versions
    assert hidden > len(seeds)


def test_a_snapshot_holds_the_version_of_each_row_that_was_known_at_the_instant(tmp_path: Path) -> None:
    history(range(70_000, 70_020), tmp_path)


@pytest.mark.generative
def test_a_snapshot_holds_the_known_versions_of_five_hundred_generated_histories(tmp_path: Path) -> None:
    history(range(71_000, 71_500), tmp_path)
