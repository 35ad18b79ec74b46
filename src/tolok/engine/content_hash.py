"""The hash of what a table says: exact, fast, and the same whatever its chunks, slices or the writer of its file.

Canonical form: the number of rows; then per column its name and kind, one byte per row (1 filled, 0 empty), and the
values: texts as lengths (int32) and UTF-8, truths as one byte, all else as little-endian whole numbers of their own width;
what is empty is zero.
"""

import hashlib
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.engine.columns import filled


def content_hash(table: pa.Table) -> str:
    """SHA-256 of a table's rows in their order. TypeError for a kind of column that no register has."""
    digest = hashlib.sha256(table.num_rows.to_bytes(8, "little"))
    for name in table.column_names:
        column = table.column(name)
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        if isinstance(array, pa.ChunkedArray):  # of no rows there is nothing to combine
            array = pa.array([], column.type)
        digest.update(f"{name}\x1f{array.type}\x1f".encode())
        digest.update(_bytes(pc.cast(array.is_valid(), pa.uint8())))
        _add_values(digest, array)
    return digest.hexdigest()


def _add_values(digest: Any, array: pa.Array) -> None:
    kind = array.type
    if pa.types.is_string(kind):
        digest.update(_bytes(pc.cast(filled(pc.binary_length(array)), pa.int32())))
        digest.update(_text(array.drop_null()))
    elif pa.types.is_boolean(kind):
        digest.update(_bytes(filled(pc.cast(array, pa.uint8()))))
    elif pa.types.is_date32(kind):
        digest.update(_bytes(filled(pc.cast(array, pa.int32()))))
    elif pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        digest.update(_bytes(filled(array)))
    else:
        raise TypeError(f"tak ada bentuk baku untuk {kind}")


def _bytes(array: pa.Array) -> memoryview:
    """The values of an array without empty places; the buffer may begin earlier and end later than the array."""
    width = array.type.bit_width // 8
    held = array.buffers()[1]
    if held is None:
        return memoryview(b"")
    return memoryview(held)[array.offset * width : (array.offset + len(array)) * width]


def _text(array: pa.Array) -> memoryview:
    offsets, held = array.buffers()[1], array.buffers()[2]
    if offsets is None or held is None or not len(array):
        return memoryview(b"")
    ends = memoryview(offsets).cast("i")
    return memoryview(held)[ends[array.offset] : ends[array.offset + len(array)]]
