"""Engines by name. Imported lazily: a command that computes nothing loads no query library."""

from typing import Literal

from tolok.engine.protocol import DrillEngine, Engine
from tolok.values.issue import Issue, IssueError, maksud_anda

EngineName = Literal["duckdb", "sqlite", "reference"]
ENGINES: tuple[EngineName, ...] = ("duckdb", "sqlite", "reference")


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
    """Any engine, also those that exist for comparison only."""
    if name == "sqlite":
        from tolok.engine.sqlite_engine import SQLiteEngine

        return SQLiteEngine()
    if name not in ENGINES:
        raise IssueError(_unknown(name, ENGINES))
    return make_engine(name)


def _unknown(name: str, choices: tuple[str, ...]) -> Issue:
    return Issue(
        "TLK-S010", "salah", "mesin hitung", f"mesin hitung `{name}` tidak dikenal", "pilihannya: " + ", ".join(choices),
        maksud_anda(name, choices) or "pilih salah satu",
    )  # fmt: skip
