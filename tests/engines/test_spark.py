"""Spark on this machine says what DuckDB says, to the last digit; and what it cannot do it says in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from running_spark import SETTINGS, missing

from engines.kubus_katalog import catalogue_sheets, nation, said
from generative.agreement import Drawing, run_batch
from generative.kubus_engine import KubusEngine
from spec.drawing import KANTOR, PEMDA, SCHEMAS, draw, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.kubus_build import Assembled, Scanner, build_kubus
from tolok.engine.kubus_plan import plan_sheets, wanted_by
from tolok.engine.protocol import SUM_LIMIT, Engine, Scope
from tolok.engine.reference import ReferenceEngine
from tolok.engine.spark_engine import SparkEngine
from tolok.formula import kernel as k
from tolok.values.issue import IssueError
from tolok.values.period import Period

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
SCOPE, YEAR = Scope(PEMDA, KANTOR), Period(2024)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkEngine]:
    engine = SparkEngine("local[2]", settings=SETTINGS)
    yield engine
    engine.close()


@pytest.fixture
def duckdb() -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine(threads=1)
    yield engine
    engine.close()


def agree(seeds: range, formulas: int, spark: SparkEngine, folder: Path) -> Drawing:
    drawing = Drawing()
    for seed in seeds:
        kubus = KubusEngine(spark, folder / f"kubus{seed}")
        engines: dict[str, Engine] = {"reference": ReferenceEngine(), "spark": spark, "kubus": kubus}
        run_batch(seed, formulas, engines, folder / f"potret{seed}", drawing)
    return drawing


def test_spark_and_its_kubus_agree_with_the_reference_on_generated_formulas(spark: SparkEngine, tmp_path: Path) -> None:
    drawing = agree(range(80_000, 80_004), 10, spark, tmp_path)
    assert drawing.values > 15
    assert drawing.excluded > 8


@pytest.mark.generative
def test_spark_and_its_kubus_agree_on_two_thousand_generated_formulas(spark: SparkEngine, tmp_path: Path) -> None:
    drawing = agree(range(81_000, 81_100), 20, spark, tmp_path)
    assert drawing.cases == 2_000
    assert drawing.values > 1_000


def test_the_kubus_of_the_whole_catalogue_has_the_hash_that_duckdb_gives_it(
    spark: SparkEngine, duckdb: DuckDBEngine, tmp_path: Path
) -> None:
    sheets, pieces = catalogue_sheets(), nation(tmp_path / "potret")
    engines: tuple[Scanner, ...] = (duckdb, spark)
    one, other = (build_kubus(sheets, pieces, engine, tmp_path / str(n)) for n, engine in enumerate(engines))
    assert one.hash == other.hash
    found = said(one)
    assert found == said(other)
    assert sum(map(bool, found.values())) > 140


def rows_of(found: pa.Table) -> Counter[tuple[object, ...]]:
    """Rows without order; engines give whole numbers in widths of their own, and no rows as nothing or as 0."""
    cells = {name: found.column(name).to_pylist() for name in found.column_names}
    told = ([int(cell or 0) for cell in column] if name.startswith("k") else column for name, column in cells.items())
    return Counter(zip(*told, strict=True))


def test_every_scan_of_the_catalogue_answers_with_the_rows_of_duckdb(
    spark: SparkEngine, duckdb: DuckDBEngine, tmp_path: Path
) -> None:
    pieces, rows = nation(tmp_path), 0
    for sheet in catalogue_sheets():
        schema, some = pieces.schemas[sheet.register], pieces.of(sheet.register)
        here, there = (engine.scan(sheet, schema, some) for engine in (duckdb, spark))
        assert here.column_names == there.column_names
        assert rows_of(here) == rows_of(there), sheet.register
        rows += here.num_rows
    assert rows > 200


@pytest.mark.parametrize(("limit", "refused"), [(1100, True), (1101, False)])
def test_a_sum_at_the_limit_is_refused_as_by_every_engine(
    spark: SparkEngine, tmp_path: Path, limit: int, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "usaha\n tahun | entitas | omset\n 2024 | Melati | 600\n 2024 | Kenanga | 500"
    snapshot = frozen(draw(rows), tmp_path)
    [aggregate] = understood("jumlah(usaha.omset)").aggregates
    monkeypatch.setattr(spark, "_limit", limit)
    if refused:
        with pytest.raises(IssueError, match="TLK-U032"):
            spark.totals([aggregate], YEAR, SCOPE, snapshot)
    else:
        assert spark.totals([aggregate], YEAR, SCOPE, snapshot)[aggregate]["35.75/-"].jumlah == 1100


def test_sums_far_beyond_sixty_four_bits_are_exact(spark: SparkEngine, tmp_path: Path) -> None:
    rows = "\n".join(f"2024 | Usaha {n} | {'−' if n % 3 == 0 else ''}999.999.999.999.999" for n in range(200))
    snapshot = frozen(draw(f"usaha\n tahun | entitas | omset\n{rows}"), tmp_path)
    [aggregate] = understood("jumlah(usaha.omset * 9.000)").aggregates
    expected = 999_999_999_999_999 * 9_000 * (133 - 67)
    assert 2**68 < expected < SUM_LIMIT
    assert spark.totals([aggregate], YEAR, SCOPE, snapshot)[aggregate]["35.75/-"].jumlah == expected


def test_a_value_that_overflows_inside_the_engine_is_refused_not_guessed(spark: SparkEngine, tmp_path: Path) -> None:
    snapshot = frozen(draw("usaha\n tahun | entitas | omset\n 2024 | Melati | 600"), tmp_path)
    [aggregate] = understood("jumlah(usaha.omset)").aggregates
    large = replace(aggregate, value=k.Calc("*", k.Col("omset"), k.Const(2**62)))
    with pytest.raises(IssueError, match="TLK-U032"):
        spark.totals([large], YEAR, SCOPE, snapshot)
    sheets = plan_sheets(wanted_by([large], YEAR, SCHEMAS), SCHEMAS)
    with pytest.raises(IssueError, match="TLK-U032"):
        build_kubus(sheets, Assembled(SCHEMAS, tuple(snapshot.pieces.values())), spark, tmp_path / "kubus")


def test_small_numbers_multiplied_do_not_overflow_at_thirty_two_bits(spark: SparkEngine, tmp_path: Path) -> None:
    snapshot = frozen(draw("usaha\n tahun | entitas | tanggal | mulai\n 2024 | A | 2024-05-01 | 2001-01-01"), tmp_path)
    [summed] = understood("jumlah(usaha.omset)").aggregates
    aggregate = replace(summed, value=k.Calc("*", k.Days(k.Col("mulai"), k.Col("tanggal")), k.Const(900_000)))
    found = {engine: engine.totals([aggregate], YEAR, SCOPE, snapshot) for engine in (ReferenceEngine(), spark)}
    assert len({str(one) for one in found.values()}) == 1
    assert found[spark][aggregate]["35.75/-"].jumlah > 2**32


def test_a_folder_of_any_name_is_only_ever_a_name(spark: SparkEngine, tmp_path: Path) -> None:
    snapshot = frozen(
        draw("usaha\n tahun | entitas\n 2024 | Melati"), tmp_path / 'dia\'s "potret"; DROP [a]{b,c}*? 100% `x`'
    )
    [aggregate] = understood("banyak(usaha)").aggregates
    assert spark.totals([aggregate], YEAR, SCOPE, snapshot)[aggregate]["35.75/-"].terhitung == 1
    office = Scope(PEMDA, "35.75/2.17' OR '1'='1\\")
    assert spark.totals([aggregate], YEAR, office, snapshot)[aggregate] == {}


def test_no_folder_of_spark_appears_where_the_command_runs(spark: SparkEngine) -> None:
    warehouse = Path(spark.session.conf.get("spark.sql.warehouse.dir").removeprefix("file:"))
    assert Path.cwd() not in warehouse.parents


def test_files_that_are_gone_are_told_as_something_to_mend(spark: SparkEngine, tmp_path: Path) -> None:
    snapshot = frozen(draw("usaha\n tahun | entitas\n 2024 | Melati"), tmp_path)
    for piece in snapshot.pieces.values():
        piece.path.unlink()
    with pytest.raises(IssueError, match="TLK-S013"):
        spark.totals(understood("banyak(usaha)").aggregates, YEAR, SCOPE, snapshot)


def test_files_that_are_broken_are_told_as_something_to_mend(spark: SparkEngine, tmp_path: Path) -> None:
    snapshot = frozen(draw("usaha\n tahun | entitas\n 2024 | Melati"), tmp_path)
    for piece in snapshot.pieces.values():
        piece.path.write_bytes(piece.path.read_bytes()[:200])
    with pytest.raises(IssueError, match="TLK-S013"):
        spark.totals(understood("banyak(usaha)").aggregates, YEAR, SCOPE, snapshot)


def test_a_machine_without_java_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(IssueError, match="TLK-S011"):
        SparkEngine("local[2]")


def test_a_cluster_that_does_not_answer_is_told_at_once() -> None:
    with pytest.raises(IssueError, match="TLK-S012"):
        SparkEngine("spark://127.0.0.1:1")
