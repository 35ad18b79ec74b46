"""Writing files that are whole or absent: under another name first, onto the disk, then renamed; the folder too."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""Rows to a Parquet row group: what DuckDB scans as one piece of work."""


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet (zstd), unless the file is there: files are named by the hash of what they say."""
    if not path.exists():
        _write(path, lambda name: pq.write_table(table, name, compression="zstd", row_group_size=ROW_GROUP))


def write_bytes(data: bytes, path: Path) -> None:
    """Write or replace a small file."""
    _write(path, lambda name: Path(name).write_bytes(data))


def _write(path: Path, write: Callable[[str], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sedang-ditulis")
    os.close(handle)
    try:
        write(temporary)
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
