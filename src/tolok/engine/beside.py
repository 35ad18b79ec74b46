"""The wide layout of a frozen register: beside every row stands what would otherwise need a join.

Panel registers carry the same entity's row of the year before (`omset__1`, `wilayah__1`, `ada__1`). Stock registers carry
the days on which a row holds, from `berlaku__dari` to the day before `berlaku__habis` (whole numbers YYYYMMDD). In a stock
panel the earlier row depends on the day, so a row is cut into spans in each of which it is one and the same; its first
span begins with the row.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.schema import Schema

LAG = "__1"
PRESENT = "ada" + LAG
REGION_THEN = "wilayah" + LAG
FROM, UNTIL = "berlaku__dari", "berlaku__habis"
KEY = ("entitas", "perangkat_daerah", "periode")
OWNER = ("entitas", "perangkat_daerah")
YEAR = 10_000
"""One year in YYYYMMDD: days are only compared, so that 29 February needs no care."""
_ALWAYS = 99_999_999

Span = tuple[int, int, int, int | None]
"""First day, day after the last, index of the row, index of the same entity's row one year before."""


def lay_beside(schema: Schema, rows: pa.Table) -> pa.Table:
    """`rows` (sorted by key) in the wide layout, sorted by region, period and entity."""
    if schema.jenis == "stok":
        wide = _stock(schema, rows)
    elif schema.panel:
        wide = _last_year(schema, rows)
    else:
        return rows
    order = [("wilayah", "ascending"), ("periode", "ascending"), ("entitas", "ascending"), ("perangkat_daerah", "ascending")]
    return wide.sort_by([*order, (FROM, "ascending")] if schema.jenis == "stok" else order)


def _last_year(schema: Schema, rows: pa.Table) -> pa.Table:
    names = ["wilayah", *(k.nama for k in schema.fields)]
    earlier = rows.select([*KEY, *names]).rename_columns([*KEY, *(name + LAG for name in names)])
    earlier = earlier.set_column(2, "periode", pc.cast(pc.add(earlier.column("periode"), 1), pa.int32()))
    earlier = earlier.append_column(PRESENT, pa.repeat(pa.scalar(True), earlier.num_rows))
    joined = rows.join(earlier, keys=list(KEY), join_type="left outer")
    present = pc.fill_null(joined.column(PRESENT), False)
    joined = joined.set_column(joined.column_names.index(PRESENT), PRESENT, present)
    return joined.select([*rows.column_names, PRESENT, *(name + LAG for name in names)])


def _stock(schema: Schema, rows: pa.Table) -> pa.Table:
    spans = list(_spans(schema, rows))
    wide = rows.take(pa.array([index for _, _, index, _ in spans], pa.int64()))
    wide = wide.append_column(FROM, pa.array([start for start, _, _, _ in spans], pa.int32()))
    wide = wide.append_column(UNTIL, pa.array([end for _, end, _, _ in spans], pa.int32()))
    if not schema.panel:
        return wide
    before = pa.array([earlier for *_, earlier in spans], pa.int64())
    wide = wide.append_column(PRESENT, pc.is_valid(before))
    for name in ("wilayah", *(k.nama for k in schema.fields)):
        wide = wide.append_column(name + LAG, rows.column(name).take(before))
    return wide


def _spans(schema: Schema, rows: pa.Table) -> Iterator[Span]:
    owners = list(zip(*(rows.column(name).to_pylist() for name in OWNER), strict=True))
    begins: list[int] = rows.column("periode").to_pylist()
    stated = rows.column(schema.berlaku_sampai).to_pylist() if schema.berlaku_sampai else [None] * rows.num_rows
    for _, group in groupby(range(rows.num_rows), key=owners.__getitem__):
        indices = list(group)
        held = [(begins[i], end, i) for i, end in zip(indices, _ends(indices, begins, stated), strict=True)]
        for start, end, index in held:
            yield from _cut(start, end, index, held) if schema.panel else ((start, end, index, None),)


def _ends(indices: Sequence[int], begins: Sequence[int], stated: Sequence[date | None]) -> Iterator[int]:
    """The day after each row's last: an older row ends the day before the next of the same entity begins."""
    for position, index in enumerate(indices):
        following = begins[indices[position + 1]] if position + 1 < len(indices) else _ALWAYS
        last = stated[index]
        yield min(following, as_number(last) + 1 if last is not None else _ALWAYS)


def _cut(start: int, end: int, index: int, held: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    shifted = [(a + YEAR, b + YEAR, i) for a, b, i in held]
    days = sorted({start, end} | {day for a, b, _ in shifted for day in (a, b) if start < day < end})
    if start >= end:
        yield start, end, index, None
    for first, after in pairwise(days):
        if start <= first < end:
            yield first, after, index, next((i for a, b, i in shifted if a <= first < b), None)


def as_number(day: date) -> int:
    """A day as the whole number YYYYMMDD."""
    return day.year * YEAR + day.month * 100 + day.day
