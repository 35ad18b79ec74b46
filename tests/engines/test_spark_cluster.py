"""A standalone cluster of a master and two workers, as processes: the same answers as DuckDB, also when a worker dies."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from running_spark import SETTINGS, RunningSpark, missing

from engines.kubus_katalog import catalogue_sheets, nation, said
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.kubus_build import Assembled, build_kubus
from tolok.engine.kubus_plan import Sheet
from tolok.engine.protocol import Frozen
from tolok.engine.spark_engine import SparkEngine
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
TIMES = 20_000
"""How often each generated row of the largest register stands in the nation that a worker dies over."""
SMALL_TASKS = {**SETTINGS, "spark.sql.files.maxPartitionBytes": "64k", "spark.sql.files.openCostInBytes": "0"}
"""So that the scan of a few small files is many tasks, and both workers are at it for a while."""


@pytest.fixture
def cluster() -> Iterator[RunningSpark]:
    with RunningSpark(workers=2) as running:
        yield running


@pytest.fixture
def spark(cluster: RunningSpark) -> Iterator[SparkEngine]:
    engine = SparkEngine(cluster.address, settings=SMALL_TASKS)
    await_workers(engine, 2)
    yield engine
    engine.close()


def workers(engine: SparkEngine) -> int:
    """How many workers the engine's session has now; the driver is no worker."""
    return int(engine.session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1


def await_workers(engine: SparkEngine, wanted: int) -> None:
    pause = Event()
    for _ in range(300):
        if workers(engine) == wanted:
            return
        pause.wait(0.2)
    pytest.fail(f"{workers(engine)} workers instead of {wanted}")


def multiplied(pieces: Assembled, register: str, folder: Path) -> Assembled:
    """The same nation, with every row of one register many times over, so that a scan takes a while."""
    found = []
    for piece in pieces.pieces:
        if piece.register == register:
            table = pq.read_table(piece.path)
            path = folder / f"banyak-{piece.path.name}"
            pq.write_table(pa.concat_tables([table] * TIMES), path, compression="zstd", row_group_size=20_000)
            piece = replace(piece, path=path, rows=piece.rows * TIMES)  # type: ignore[type-var]  # a frozen dataclass here
        found.append(piece)
    return Assembled(pieces.schemas, tuple(found))


class Killer(Thread):
    """Ends a worker, with all that it runs, as soon as both are at work on one stage."""

    def __init__(self, cluster: RunningSpark, engine: SparkEngine):
        super().__init__()
        self.cluster, self.tracker = cluster, engine.session.sparkContext.statusTracker()
        self.over, self.tasks_lost = Event(), 0

    def run(self) -> None:
        while not self.over.wait(0.02):
            stages = [self.tracker.getStageInfo(stage) for stage in self.tracker.getActiveStageIds()]
            busy = max((one.numActiveTasks for one in stages if one is not None), default=0)
            if busy >= 2:
                self.cluster.kill_worker(0)
                self.tasks_lost = busy - 1
                return


class Beginning:
    """The engine; the killer sets out when the scan of the large register begins."""

    def __init__(self, engine: SparkEngine, killer: Killer):
        self.engine, self.killer = engine, killer

    def scan(self, sheet: Sheet, schema: Schema, pieces: Sequence[Frozen], offices: Collection[str] = ()) -> pa.Table:
        if sheet.register == "usaha_monev" and not self.killer.ident:
            self.killer.start()
        return self.engine.scan(sheet, schema, pieces, offices)


def test_two_workers_make_the_kubus_of_the_whole_catalogue_with_the_hash_that_duckdb_gives_it(
    spark: SparkEngine, tmp_path: Path
) -> None:
    sheets, pieces = catalogue_sheets(), nation(tmp_path / "potret")
    other = build_kubus(sheets, pieces, spark, tmp_path / "spark")
    duckdb = DuckDBEngine(threads=1)
    one = build_kubus(sheets, pieces, duckdb, tmp_path / "duckdb")
    duckdb.close()
    assert one.hash == other.hash
    assert said(one) == said(other)


def test_a_run_outlives_a_worker_that_is_killed_in_the_middle_of_a_scan(
    cluster: RunningSpark, spark: SparkEngine, tmp_path: Path
) -> None:
    sheets = [one for one in catalogue_sheets() if one.register in ("koperasi_tahunan", "usaha_monev", "usaha")]
    pieces = multiplied(nation(tmp_path / "potret"), "usaha_monev", tmp_path)
    killer = Killer(cluster, spark)
    made = build_kubus(sheets, pieces, Beginning(spark, killer), tmp_path / "spark")
    killer.over.set()
    killer.join()
    assert killer.tasks_lost >= 1
    assert workers(spark) == 1
    duckdb = DuckDBEngine(threads=1)
    assert build_kubus(sheets, pieces, duckdb, tmp_path / "duckdb").hash == made.hash
    duckdb.close()


def test_a_cluster_without_workers_is_told_after_a_while() -> None:
    with RunningSpark(workers=0) as empty, pytest.raises(IssueError, match="TLK-S012"):
        SparkEngine(empty.address, settings=SETTINGS, patience=3)
