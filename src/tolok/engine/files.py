"""Writing files that are whole or absent: under another name first, onto the disk, then renamed; the folder too."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""Rows to a Parquet row group: what DuckDB scans as one piece of work."""


def write_parquet(table: pa.Table, path: Path, *, again: bool = False, counts: bool = False) -> None:
    """Write a table as Parquet (zstd), unless the file is there (and not `again`): files are named by what they say.

    `counts`: most columns are counts, which are smaller and written faster as differences. The file's name is on the disk
    only after `settle`: a file that nothing names yet may go.
    """
    options: dict[str, Any] = {"compression": "zstd", "row_group_size": ROW_GROUP}
    if counts:
        encoded = {one.name: "DELTA_BINARY_PACKED" for one in table.schema if pa.types.is_int64(one.type)}
        texts = [one.name for one in table.schema if pa.types.is_string(one.type)]
        options |= {"use_dictionary": texts, "column_encoding": encoded}
    if again or not path.exists():
        _write(path, lambda name: pq.write_table(table, name, **options))


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
