"""Writing files that are whole or absent: under another name first, onto the disk, then renamed; the folder too."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""Rows to a Parquet row group: what DuckDB scans as one piece of work."""

SAMPLE = 4096
"""Rows by which a column is judged."""


def write_parquet(table: pa.Table, path: Path, *, again: bool = False, counts: bool = False) -> None:
    """Write a table as Parquet (zstd), unless the file is there (and not `again`): files are named by what they say.

    `counts`: its whole numbers are counts, which are smaller and written faster as differences. The file's name is on the
    disk only after `settle`: a file that nothing names yet may go.
    """
    options = _of_counts(table.schema) if counts else {"use_dictionary": _repeating(table)}
    if again or not path.exists():
        _write(path, lambda name: pq.write_table(table, name, compression="zstd", row_group_size=ROW_GROUP, **options))


def _of_counts(schema: pa.Schema) -> dict[str, Any]:
    """How counts are written: nobody looks for one by its size, so that the least and the largest are not noted."""
    encoded = {one.name: "DELTA_BINARY_PACKED" for one in schema if pa.types.is_int64(one.type)}
    texts = [one.name for one in schema if pa.types.is_string(one.type)]
    return {"use_dictionary": texts, "column_encoding": encoded, "write_statistics": False}


def _repeating(table: pa.Table) -> list[str]:
    """The columns of which a list of values saves anything: of money it costs a third of the writing and of the file.
    Judged by the first rows, so that equal rows give equal files."""
    first = table.slice(0, SAMPLE)
    return [
        name for name in first.column_names if pc.count_distinct(first.column(name), mode="all").as_py() * 4 <= len(first)
    ]


def settle(folder: Path) -> None:
    """Put the names of a folder's files onto the disk: before anything names them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_bytes(data: bytes, path: Path) -> None:
    """Write or replace a small file that names others; they, and it, are on the disk after it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    settle(path.parent)
    _write(path, lambda name: Path(name).write_bytes(data))
    settle(path.parent)


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
