"""The engine on many machines: Spark SQL over the same Parquet files, with the same compiled query.

Nothing of Tolok runs on the cluster: it gets a query in words and reads files, so that its machines need Spark and a way
to the folder of the snapshot under the same name. What Spark itself is told stands in its own `spark-defaults.conf`.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from logging import getLogger
from pathlib import Path
from threading import Timer
from typing import Any

import pyarrow as pa
from sqlglot import exp

from tolok.engine.kubus_plan import Sheet
from tolok.engine.kubus_sql import scan_query
from tolok.engine.protocol import SUM_LIMIT, Frozen, overflow
from tolok.engine.snapshot import Piece
from tolok.engine.spark_sql import spark_columns, spark_text
from tolok.engine.sql_engine import Build, SQLEngine
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError

SPARK = "spark://"
LOOPBACK = "127.0.0.1"
PATIENCE = 60.0
"""Seconds until a cluster must have given a first worker."""

_ALWAYS = {
    "spark.app.name": "tolok",
    "spark.sql.ansi.enabled": "true",  # a number that is too large is an error, never another number
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "100000",  # the files are known; nobody need look for them
    "spark.sql.codegen.maxFields": "1000",  # a scan of a kubus has more columns than Spark's own limit
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_UNLESS_SAID = {
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.warehouse.dir": str(Path(tempfile.gettempdir()) / "tolok-spark"),  # made where the command runs otherwise
}
_TOO_LARGE = {"ARITHMETIC_OVERFLOW", "BINARY_ARITHMETIC_OVERFLOW", "CAST_OVERFLOW", "NUMERIC_VALUE_OUT_OF_RANGE"}
_KIND = re.compile(r"\[([A-Z][A-Z0-9_]+)(?:\.[A-Z0-9_]+)?\]")
_UNREAD = {"FAILED_READ_FILE", "PATH_NOT_FOUND"}


class SparkEngine(SQLEngine):
    """One session on `master`: `local[2]` for this machine, `spark://host:port` for a cluster. One at a time per process.

    IssueError where Spark or Java is not installed (TLK-S011), or the cluster does not answer or gives no worker within
    `patience` seconds (TLK-S012). `settings`: Spark's own, by name.
    """

    def __init__(
        self,
        master: str = "local[2]",
        limit: int = SUM_LIMIT,
        settings: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ):
        super().__init__(limit)
        self.master = master
        self._names = count()
        self._known: tuple[str, Sequence[Path]] | None = None
        self.session = _session(master, settings or {})
        if not master.startswith("local"):
            self._await_worker(patience)

    def close(self) -> None:
        self.session.stop()

    def scan(self, sheet: Sheet, schema: Schema, pieces: Sequence[Frozen], offices: Collection[str] = ()) -> pa.Table:
        """The states of a sheet over many pieces at once (see kubus_sql.scan_query)."""
        table = self._table(schema, [piece.path for piece in pieces])
        return self._arrow(scan_query(sheet, schema, table, offices))

    def _ask(self, piece: Piece, schema: Schema, build: Build) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = self._arrow(build(self._table(schema, [piece.path]))).to_pylist()
        return rows

    def _table(self, schema: Schema, paths: Sequence[Path]) -> exp.Expression:
        """A name for the rows of these files, which are looked up once for all that is asked of them in a row."""
        if self._known is None or self._known[1] != paths:
            name = f"potret_{next(self._names)}"
            reader = self.session.read.schema(spark_columns(schema))
            with _told():
                reader.parquet(*(_address(path) for path in paths)).createTempView(name)
            if self._known:
                self.session.catalog.dropTempView(self._known[0])
            self._known = (name, paths)
        return exp.to_table(self._known[0])

    def _arrow(self, query: exp.Select) -> pa.Table:
        with _told():
            return self.session.sql(spark_text(query)).toArrow()

    def _await_worker(self, patience: float) -> None:
        """A cluster without workers would let the first question wait for ever."""
        context = self.session.sparkContext
        timer = Timer(patience, context.cancelAllJobs)
        timer.start()
        try:
            self.session.range(1).toArrow()
        except Exception as error:
            self.close()
            raise IssueError(_no_answer(self.master, _reason(error))) from None
        finally:
            timer.cancel()


def _session(master: str, settings: Mapping[str, str]) -> Any:
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.sql import SparkSession
    except ImportError:
        raise IssueError(_missing("pyspark belum terpasang", "pasang dengan `pip install 'tolok[spark]'`")) from None
    _require_java()
    _require_answer(master)
    getLogger("SQLQueryContextLogger").disabled = True  # what it complains of is told as an Issue
    gateway = _gateway()
    conf = SparkConf(_jvm=gateway.jvm)  # with what `spark-defaults.conf` says
    for name, value in _UNLESS_SAID.items():
        conf.setIfMissing(name, value)
    for name, value in (_local_only(master) | dict(settings) | _ALWAYS).items():
        conf.set(name, value)
    try:
        context = SparkContext(master=master, conf=conf, gateway=gateway)
        context.setLogLevel("OFF")
        return SparkSession(context)
    except Exception as error:  # a cluster that answers and then refuses: another version, no room
        raise IssueError(_no_answer(master, _reason(error))) from None


@cache
def _gateway() -> Any:
    """The Java process beside this one, once; what it prints while it starts helps nobody who asked for a figure."""
    from pyspark.java_gateway import launch_gateway

    return launch_gateway(popen_kwargs={"stderr": subprocess.DEVNULL})


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").exists()):
        raise IssueError(
            _missing("Java tidak ditemukan", "pasang Java 17, misalnya: sudo apt install openjdk-17-jre-headless")
        )


def _hosts(master: str) -> list[tuple[str, int]]:
    """The addresses of `spark://host:port,host:port`; none for this machine."""
    if not master.startswith(SPARK):
        return []
    parts = [one.rpartition(":") for one in master.removeprefix(SPARK).split(",")]
    return [(host.strip("[]"), int(port)) for host, _, port in parts if port.isdigit()]


def _local_only(master: str) -> dict[str, str]:
    """Where all takes place on this machine nothing listens to others."""
    if all(host in ("localhost", LOOPBACK) for host, _ in _hosts(master)):
        return {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    return {}


def _require_answer(master: str) -> None:
    """Spark would try for minutes before it gives up."""
    hosts, why = _hosts(master), "alamatnya tidak terbaca"
    for host, port in hosts:
        try:
            socket.create_connection((host, port), timeout=10).close()
        except OSError as error:
            why = str(error.strerror or error)
        else:
            return
    if master.startswith(SPARK):
        raise IssueError(_no_answer(master, why))


@contextmanager
def _told() -> Iterator[None]:
    """Spark's complaints that a person can mend, as Issues: it names each kind in brackets, however deep it lies."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JJavaError) as error:
        kinds = set(_KIND.findall(str(error)))
        if kinds & _TOO_LARGE:
            raise IssueError(overflow("total register")) from None
        if kinds & _UNREAD:
            raise IssueError(_unread(_reason(error))) from None
        raise


def _address(path: Path) -> str:
    """A path as Spark reads it: of this machine's files, and never a pattern."""
    return "file://" + "".join("\\" + sign if sign in "{}[]*?\\" else sign for sign in str(path.absolute()))


def _reason(error: Exception) -> str:
    """What Spark says first, of its kinds if it names one."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return next((line for line in lines if _KIND.search(line)), lines[0])[:200]


def _missing(apa: str, saran: str) -> Issue:
    return Issue("TLK-S011", "salah", "mesin hitung Spark", apa, "Spark adalah pilihan, tidak ikut dipasang", saran)


def _no_answer(master: str, why: str) -> Issue:
    return Issue(
        "TLK-S012", "salah", f"mesin hitung {master}", "kluster Spark tidak menjawab atau tidak punya pekerja", why,
        "periksa alamatnya, dan apakah master dan sedikitnya satu worker berjalan dengan versi Spark yang sama",
    )  # fmt: skip


def _unread(why: str) -> Issue:
    return Issue(
        "TLK-S013", "salah", "mesin hitung Spark", "berkas potret tidak dapat dibaca oleh mesin kluster", why,
        "pasang folder potret di semua mesin kluster dengan nama yang sama, atau periksa keutuhannya",
    )  # fmt: skip
