"""The side channel of a delivery: personal columns beside the canonical rows, never among them.

They leave the check in a table of their own, which no snapshot, hash, report or message ever reads; a folder drops it.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.cell_text import ABSENT_TEXT, FORBIDDEN, shown, tidy
from tolok.registers.schema import Kolom, Schema
from tolok.registers.sheets import RawDelivery

TERPANJANG = 300
"""Most characters kept of one personal field."""


def personal_table(schema: Schema, raw: RawDelivery, places: Sequence[tuple[int, int]]) -> Any:
    """An Arrow table of text, one column per personal column, row by row along `places` (table, row); None if unknown.

    `places` runs by table, as the check lays its parts one after the other.
    """
    names = [kolom.nama for kolom in schema.pribadi]
    parts = []
    for index, table in enumerate(raw.tabel):
        rows = pa.array([row for at, row in places if at == index], pa.int64())
        known = {nama: table.sel.column(nama).take(rows) for nama in names if nama in table.by_nama}
        empty = pa.nulls(len(rows), pa.string())
        parts.append(pa.table({k.nama: _clean(k, known.get(k.nama, empty)) for k in schema.pribadi}))
    fields = pa.schema([(nama, pa.string()) for nama in names])
    return pa.concat_tables(parts) if parts else fields.empty_table()


def _clean(kolom: Kolom, cells: Any) -> Any:
    return pa.array([clean_text(kolom, cell) for cell in pc.fill_null(cells, "").to_pylist()], pa.string())


def clean_text(kolom: Kolom, raw: str) -> str | None:
    """One personal field as it is kept: tidied; a number without the blanks, dots and the quote that people put in it."""
    text = tidy(FORBIDDEN.sub("", shown(raw)))[:TERPANJANG]
    if text.casefold() in ABSENT_TEXT:
        return None
    bare = "".join(sign for sign in text if sign not in " .-'()")
    return bare if kolom.jenis == "nomor" and bare.lstrip("+").isdigit() else text
