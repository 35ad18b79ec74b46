"""The oracle: rows as dicts, three-valued logic spelt out, Python's own whole numbers. Shares no code with the compiler."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tolok.engine.protocol import (
    DIKELUARKAN,
    SUM_LIMIT,
    TERHITUNG,
    TIDAK_MEMENUHI,
    DrillRow,
    Owner,
    Pair,
    PairTotal,
    PairTotals,
    RegionTotals,
    RowFilter,
    Scope,
    lowered,
    refuse_overflow,
)
from tolok.engine.snapshot import Snapshot, read_narrow
from tolok.formula import kernel as k
from tolok.formula.finish import Total
from tolok.registers.schema import Schema
from tolok.values.period import Period
from tolok.values.region import covers, tanpa_wilayah

Row = Mapping[str, object]


class ReferenceEngine:
    """Totals row by row. Slow and plain on purpose: what the other engines are compared with."""

    def __init__(self, limit: int = SUM_LIMIT):
        self._limit = limit

    def totals(
        self, aggregates: Sequence[k.Aggregate], period: Period, scope: Scope, snapshot: Snapshot
    ) -> dict[k.Aggregate, RegionTotals]:
        return {aggregate: self._total(aggregate, period, scope, snapshot) for aggregate in aggregates}

    def rows(
        self, aggregate: k.Aggregate, period: Period, scope: Scope, snapshot: Snapshot, wanted: RowFilter
    ) -> list[DrillRow]:
        found = []
        for row, group, _value, reason in self._judged(aggregate, period, scope, snapshot):
            region = _region(row, scope)
            inside = not wanted.wilayah or covers(wanted.wilayah, region)
            if group == wanted.group and inside and wanted.reason in ("", reason) and _holds_text(row, wanted):
                found.append(DrillRow(str(row["entitas"]), _text(row["wilayah"]), dict(row), reason))
        found.sort(key=_by_region_and_owner)
        return found[wanted.offset : wanted.offset + wanted.limit]

    def members(self, aggregate: k.Aggregate, period: Period, scope: Scope, snapshot: Snapshot) -> dict[Owner, str]:
        judged = self._judged(aggregate, period, scope, snapshot)
        return {(str(row["entitas"]), str(row["perangkat_daerah"])): group for row, group, _, _ in judged}

    def _total(self, aggregate: k.Aggregate, period: Period, scope: Scope, snapshot: Snapshot) -> RegionTotals:
        totals: dict[str, Total] = {}
        for row, group, value, reason in self._judged(aggregate, period, scope, snapshot):
            one = {TERHITUNG: Total(1, value, 0), TIDAK_MEMENUHI: Total(0, 0, 1), DIKELUARKAN: Total(0, 0, 0, {reason: 1})}[
                group
            ]
            region = _region(row, scope)
            totals[region] = totals.get(region, Total()).plus(one)
        refuse_overflow(aggregate, (total.jumlah for total in totals.values()), self._limit)
        return totals

    def pairs(self, pairs: Sequence[Pair], period: Period, scope: Scope, snapshot: Snapshot) -> dict[Pair, PairTotals]:
        return {pair: self._pair(pair, period, scope, snapshot) for pair in pairs}

    def _pair(self, pair: Pair, period: Period, scope: Scope, snapshot: Snapshot) -> PairTotals:
        totals: dict[tuple[str, str], PairTotal] = {}
        earlier = {_owner(found[0]): found for found in self._judged(pair.then, period, scope, snapshot)}
        before_that = [replace(one, years_back=one.years_back + 1) for one in pair.along]
        along = [self._decided(one, period, scope, snapshot) for one in (*pair.along, *before_that)]
        for row, group, value, _ in self._judged(pair.now, period, scope, snapshot):
            before = earlier.get(_owner(row))
            if before is None or DIKELUARKAN in (group, before[1]) or not all(_owner(row) in one for one in along):
                continue
            now, then = group == TERHITUNG, before[1] == TERHITUNG
            one = PairTotal(int(now), value if now else 0, int(then), before[2] if then else 0)
            if one != PairTotal():
                regions = _region(row, scope), _region(before[0], scope)
                totals[regions] = totals.get(regions, PairTotal()).plus(one)
        refuse_overflow(pair.now, (side for one in totals.values() for side in (one.now_sum, one.then_sum)), self._limit)
        return totals

    def _decided(
        self, aggregate: k.Aggregate, period: Period, scope: Scope, snapshot: Snapshot
    ) -> set[tuple[object, object]]:
        judged = self._judged(aggregate, period, scope, snapshot)
        return {_owner(row) for row, group, _, _ in judged if group != DIKELUARKAN}

    def _judged(
        self, aggregate: k.Aggregate, period: Period, scope: Scope, snapshot: Snapshot
    ) -> list[tuple[Row, str, int, str]]:
        """Every row of the period and scope with its group, the value it adds, and its reason if it is excluded."""
        schema = snapshot.schemas[aggregate.register]
        piece = snapshot.piece(aggregate.register, scope.pemda)
        if piece is None:
            return []
        asked = period.back(aggregate.years_back)
        mine = [row for row in read_narrow(piece, schema) if _in_scope(row, schema, scope)]
        here = _rows_of(mine, schema, asked, aggregate.quarter, undated=True)
        earlier = {_owner(row): row for row in _rows_of(mine, schema, asked.back(1), aggregate.quarter, undated=False)}
        return [(row, *_judge(aggregate, schema, row, earlier.get(_owner(row)), asked)) for row in here]


def _owner(row: Row) -> tuple[object, object]:
    return row["entitas"], row["perangkat_daerah"]


def _holds_text(row: Row, wanted: RowFilter) -> bool:
    """Whether one of the columns holds the text that was asked for."""
    cells = (row.get(name) for name in wanted.kolom)
    return not wanted.cari or any(isinstance(cell, str) and lowered(wanted.cari) in lowered(cell) for cell in cells)


def _by_region_and_owner(drill: DrillRow) -> tuple[bool, str, str, str]:
    return drill.wilayah is None, drill.wilayah or "", drill.entitas, str(drill.isi["perangkat_daerah"])


def _in_scope(row: Row, schema: Schema, scope: Scope) -> bool:
    if row["pemda"] != scope.pemda:
        return False
    return schema.lingkup == "pemda" or row["perangkat_daerah"] == scope.perangkat_daerah


def _rows_of(rows: Sequence[Row], schema: Schema, period: Period, quarter: bool, undated: bool) -> list[Row]:
    """The rows of a period. `undated`: those whose date is empty belong to every triwulan, there to be excluded by it."""
    if schema.jenis == "stok":
        return _on_last_day(rows, schema, period.end)
    return [row for row in rows if _in_period(row, schema, period, quarter, undated)]


def _on_last_day(rows: Sequence[Row], schema: Schema, day: date) -> list[Row]:
    """Per entity the youngest row begun by that day, unless it has ended: an older one ends where it begins."""
    youngest: dict[tuple[object, object], Row] = {}
    for row in sorted(rows, key=lambda row: str(row["periode"])):
        if str(row["periode"]) <= f"{day:%Y%m%d}":
            youngest[_owner(row)] = row
    return [row for row in youngest.values() if _still_holds(row, schema, day)]


def _still_holds(row: Row, schema: Schema, day: date) -> bool:
    last = row[schema.berlaku_sampai] if schema.berlaku_sampai else None
    return not isinstance(last, date) or last >= day


def _in_period(row: Row, schema: Schema, period: Period, quarter: bool, undated: bool) -> bool:
    if row["periode"] != period.tahun:
        return False
    if not period.triwulan:
        return True
    day = row[schema.tanggal] if schema.tanggal else None
    if not isinstance(day, date):
        return undated
    return day <= period.end and (not quarter or day >= period.quarter_start)


def _judge(aggregate: k.Aggregate, schema: Schema, row: Row, last: Row | None, asked: Period) -> tuple[str, int, str]:
    cells = _Cells(row, last, asked, aggregate.quarter)
    dated = schema.jenis == "arus" and asked.triwulan and schema.tanggal
    cond = k.timed(aggregate.cond, schema.tanggal) if dated and schema.tanggal else aggregate.cond
    truth = cells.truth(cond)
    if truth is False:
        return TIDAK_MEMENUHI, 0, ""
    value = 0 if aggregate.value is None else cells.value(aggregate.value)
    if truth and isinstance(value, int):
        return TERHITUNG, value, ""
    word = schema.word()
    reasons = k.value_exclusions(aggregate.value, word) if truth else k.condition_exclusions(cond, word)
    return DIKELUARKAN, 0, next(reason for reason in reasons if cells.applies(reason)).text(asked.tahun)


class _Cells:
    """One row with its earlier row: values, truths, and why something is unknown."""

    def __init__(self, row: Row, last: Row | None, asked: Period, quarter: bool):
        self.row, self.last = row, last
        self.start = asked.quarter_start if quarter else asked.start
        self.end = asked.end

    def value(self, value: k.Value) -> object:
        match value:
            case k.Const(value=constant):
                return constant
            case k.Col(nama=nama, lag=0):
                return self.row[nama]
            case k.Col(nama=nama):
                return self.last[nama] if self.last is not None else None
            case k.Edge(edge=edge):
                return self.start if edge == "awal" else self.end
            case k.ClassRank(col=col, bounds=bounds):
                return _rank(self.value(col), bounds)
            case k.Days(start=start, end=end):
                a, b = self.value(start), self.value(end)
                return (b - a).days if isinstance(a, date) and isinstance(b, date) else None
            case k.Calc(op=op, left=left, right=right):
                x, y = self.value(left), self.value(right)
                return _CALC[op](x, y) if isinstance(x, int) and isinstance(y, int) else None

    def truth(self, cond: k.Cond) -> bool | None:
        match cond:
            case k.Always():
                return True
            case k.IsKnown(col=col, empty=empty):
                return (self.value(col) is None) == empty
            case k.IsTrue(col=col):
                found = self.value(col)
                return None if found is None else bool(found)
            case k.Cmp(op=op, left=left, right=right):
                a, b = self.value(left), self.value(right)
                return None if a is None or b is None else _COMPARE[op](a, b)
            case k.In(value=value, options=options):
                found = self.value(value)
                return None if found is None else found in options
            case k.Not(cond=inner):
                found = self.truth(inner)
                return None if found is None else not found
            case k.And(left=left, right=right):
                return _both(self.truth(left), self.truth(right))
            case k.Or(left=left, right=right):
                return _either(self.truth(left), self.truth(right))
            case k.Given(given=given, then=then):
                found = self.truth(given)
                return self.truth(then) if found else found
            case k.Decided(cond=inner):
                return None if self.truth(inner) is None else True

    def applies(self, reason: k.Exclusion) -> bool:
        if reason.col is None:
            return self.last is None
        found = self.value(reason.col)
        return found is None if reason.kind == "kosong" else isinstance(found, int) and found < 0


def _both(a: bool | None, b: bool | None) -> bool | None:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def _either(a: bool | None, b: bool | None) -> bool | None:
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


def _rank(found: object, bounds: tuple[int, ...]) -> int | None:
    if not isinstance(found, int) or found < 0:
        return None
    return next((rank for rank, upper in enumerate(bounds) if found <= upper), len(bounds))


_CALC: dict[str, Callable[[int, int], int]] = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {  # of any two: the checker compares like with like
    "=": operator.eq,
    "≠": operator.ne,
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
}


def _region(row: Row, scope: Scope) -> str:
    return str(row["wilayah"]) if row["wilayah"] is not None else tanpa_wilayah(scope.pemda)


def _text(found: object) -> str | None:
    return None if found is None else str(found)
