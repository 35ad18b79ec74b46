"""Engines by name. Imported lazily: a command that computes nothing loads no query library."""

import re
from typing import TYPE_CHECKING, Literal

from tolok.engine.protocol import DrillEngine, Engine
from tolok.values.issue import Issue, IssueError, maksud_anda

if TYPE_CHECKING:
    from tolok.engine.duckdb_engine import DuckDBEngine
    from tolok.engine.spark_engine import SparkEngine

EngineName = Literal["duckdb", "sqlite", "reference"]
ENGINES: tuple[EngineName, ...] = ("duckdb", "sqlite", "reference")
SPARK = ("spark://host:port", "local[2]")
"""How Spark is named: a cluster by its master's address, or this machine with so many cores."""
_MASTER = re.compile(r"spark://[^/\s]+|local(\[(\d+|\*)\])?")


def make_engine(name: str) -> DrillEngine:
    """An engine that can also list rows: duckdb, or the oracle. Raises IssueError (TLK-S010) for another name."""
    if name == "reference":
        from tolok.engine.reference import ReferenceEngine

        return ReferenceEngine()
    if name == "duckdb":
        from tolok.engine.duckdb_engine import DuckDBEngine

        return DuckDBEngine()
    raise IssueError(_unknown(name, ("duckdb", "reference")))


def make_totalling_engine(name: str) -> Engine:
    """Any engine: also those that exist for comparison only, and Spark by its master's address."""
    if is_spark(name):
        from tolok.engine.spark_engine import SparkEngine

        return SparkEngine(name)
    if name == "sqlite":
        from tolok.engine.sqlite_engine import SQLiteEngine

        return SQLiteEngine()
    if name not in ENGINES:
        raise IssueError(_unknown(name, (*ENGINES, *SPARK)))
    return make_engine(name)


def make_scanner(name: str) -> "DuckDBEngine | SparkEngine":
    """An engine that scans for a kubus: duckdb, or Spark by its master's address."""
    if is_spark(name):
        from tolok.engine.spark_engine import SparkEngine

        return SparkEngine(name)
    if name == "duckdb":
        from tolok.engine.duckdb_engine import DuckDBEngine

        return DuckDBEngine()
    raise IssueError(_unknown(name, ("duckdb", *SPARK)))


def is_spark(name: str) -> bool:
    """Whether a name is one of Spark's masters."""
    return _MASTER.fullmatch(name) is not None


def _unknown(name: str, choices: tuple[str, ...]) -> Issue:
    return Issue(
        "TLK-S010", "salah", "mesin hitung", f"mesin hitung `{name}` tidak dikenal", "pilihannya: " + ", ".join(choices),
        maksud_anda(name, choices) or "pilih salah satu",
    )  # fmt: skip
