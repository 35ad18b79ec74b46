"""One SQL compiler for all query engines: kernel conditions → sqlglot expressions → the dialect's text.

One query per register totals every aggregate at once, grouped by the lowest region. Asked of the engine: filter,
compare, count, sum whole numbers, group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlglot import exp

from tolok.engine.protocol import DIKELUARKAN, TERHITUNG, TIDAK_MEMENUHI, RowFilter, Scope
from tolok.engine.snapshot import LAG, PRESENT
from tolok.formula import kernel as k
from tolok.formula.finish import Total
from tolok.registers.schema import Schema
from tolok.values.period import Period
from tolok.values.region import TANPA_WILAYAH

_OPS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ, "≠": exp.NEQ, "<": exp.LT, "≤": exp.LTE, ">": exp.GT, "≥": exp.GTE,
    "+": exp.Add, "-": exp.Sub, "*": exp.Mul,
}  # fmt: skip
GROUP = "kelompok"
REASON = "sebab"


@dataclass(frozen=True)
class Judged:
    """An aggregate in one period, compiled: is the row asked for, is it counted, what does it add, why is it excluded."""

    aggregate: k.Aggregate
    inside: exp.Expression
    truth: exp.Expression
    value: exp.Expression | None
    reason: exp.Expression
    reasons: tuple[str, ...]

    @property
    def counted(self) -> exp.Expression:
        return self.truth if self.value is None else _all([self.truth, _not_null(self.value)])


def judge(aggregate: k.Aggregate, schema: Schema, period: Period) -> Judged:
    """Compile one aggregate over `schema` for `period` (before the aggregate's own offset)."""
    asked = period.back(aggregate.years_back)
    rows = _RowCompiler(schema, asked, aggregate.quarter)
    cond = k.timed(aggregate.cond, schema.tanggal) if asked.triwulan and schema.tanggal else aggregate.cond
    truth = rows.cond(cond)
    value = rows.value(aggregate.value) if aggregate.value is not None else None
    word = schema.word()
    unknown = [(r, r.text(asked.tahun)) for r in k.condition_exclusions(cond, word)]
    empty = [(r, r.text(asked.tahun)) for r in k.value_exclusions(aggregate.value, word)]
    texts = tuple(dict.fromkeys(text for _, text in (*unknown, *empty)))
    branches = exp.Case()
    if unknown:
        branches = branches.when(exp.Is(this=truth.copy(), expression=exp.null()), rows.reason(unknown, texts))
    if empty and value is not None:
        missing = exp.Is(this=value.copy(), expression=exp.null())
        branches = branches.when(_all([truth.copy(), missing]), rows.reason(empty, texts))
    reason = branches if branches.args.get("ifs") else exp.null()
    return Judged(aggregate, rows.inside(), truth, value, reason, texts)


def totals_query(judged: Sequence[Judged], schema: Schema, scope: Scope, table: exp.Expression) -> exp.Select:
    """One row per region; per aggregate the columns n (counted), s (sum), t (not meeting), r0… (excluded by reason)."""
    columns: list[exp.Expression] = [exp.alias_(exp.column("wilayah"), "wilayah")]
    for index, one in enumerate(judged):
        columns += [
            exp.alias_(_count([one.inside, one.counted]), f"n{index}"),
            exp.alias_(_count([one.inside, exp.Not(this=_paren(one.truth))]), f"t{index}"),
        ]
        if one.value is not None:
            columns.append(exp.alias_(_sum([one.inside, one.truth], one.value), f"s{index}"))
        columns += [
            exp.alias_(
                _count([one.inside, exp.EQ(this=_paren(one.reason), expression=_int(position))]), f"r{index}_{position}"
            )
            for position in range(len(one.reasons))
        ]
    inside = _paren(reduce(lambda a, b: exp.Or(this=a, expression=b), _distinct(j.inside for j in judged)))
    where = [*_scope(schema, scope), inside]
    return exp.select(*columns).from_(table).where(*where).group_by(exp.column("wilayah"))


def total_from(judged: Judged, index: int, row: dict[str, object]) -> Total:
    """Read one aggregate's columns out of a result row; reasons that did not occur are left out."""
    excluded = {text: _whole(row[f"r{index}_{position}"]) for position, text in enumerate(judged.reasons)}
    added = _whole(row[f"s{index}"]) if judged.value is not None else 0
    return Total(_whole(row[f"n{index}"]), added, _whole(row[f"t{index}"]), {text: n for text, n in excluded.items() if n})


def rows_query(judged: Judged, schema: Schema, scope: Scope, table: exp.Expression, wanted: RowFilter) -> exp.Select:
    """The rows of one group, by region and key, a page of them."""
    group = exp.Case().when(judged.counted, exp.Literal.string(TERHITUNG))
    group = group.when(exp.Not(this=_paren(judged.truth)), exp.Literal.string(TIDAK_MEMENUHI))
    inner = exp.select(
        exp.Star(),
        exp.alias_(group.else_(exp.Literal.string(DIKELUARKAN)), GROUP),
        exp.alias_(judged.reason, REASON),
    ).from_(table).where(*_scope(schema, scope), judged.inside)  # fmt: skip
    outer = exp.select(exp.Star()).from_(inner.subquery("dinilai"))
    outer = outer.where(exp.EQ(this=exp.column(GROUP), expression=exp.Literal.string(wanted.group)))
    if wanted.reason:
        position = judged.reasons.index(wanted.reason) if wanted.reason in judged.reasons else -1
        outer = outer.where(exp.EQ(this=exp.column(REASON), expression=_int(position)))
    if wanted.wilayah:
        outer = outer.where(_inside_region(wanted.wilayah, scope))
    region_last = exp.Case().when(exp.Is(this=exp.column("wilayah"), expression=exp.null()), _int(1)).else_(_int(0))
    return (
        outer.order_by(region_last, exp.column("wilayah"), exp.column("entitas")).limit(wanted.limit).offset(wanted.offset)
    )


def _inside_region(wilayah: str, scope: Scope) -> exp.Expression:
    column = exp.column("wilayah")
    none = exp.Is(this=column, expression=exp.null())
    if wilayah.endswith(TANPA_WILAYAH):
        return none
    inside: exp.Expression = exp.Or(
        this=exp.EQ(this=column.copy(), expression=exp.Literal.string(wilayah)),
        expression=exp.Like(this=column.copy(), expression=exp.Literal.string(wilayah + ".%")),
    )
    if wilayah == scope.pemda:
        inside = exp.Or(this=inside, expression=none)
    return _paren(inside)


class _RowCompiler:
    """Compiles what is said of one row: `asked` is the aggregate's own period."""

    def __init__(self, schema: Schema, asked: Period, quarter: bool):
        self.schema, self.asked = schema, asked
        self.start = asked.quarter_start if quarter else asked.start
        self.quarter = quarter

    def inside(self) -> exp.Expression:
        """The row belongs to the period: cumulative to the triwulan's end, or the triwulan alone."""
        year = exp.EQ(this=exp.column("periode"), expression=_int(self.asked.tahun))
        if not self.asked.triwulan or not self.schema.tanggal:
            return year
        day = exp.column(self.schema.tanggal)
        undated = exp.Is(this=day.copy(), expression=exp.null())
        return _all([year, _paren(exp.Or(this=undated, expression=self._within(day, self.asked)))])

    def _within(self, day: exp.Expression, period: Period) -> exp.Expression:
        parts: list[exp.Expression] = [exp.LTE(this=day.copy(), expression=_date(period.end))]
        if self.quarter:
            parts.append(exp.GTE(this=day.copy(), expression=_date(period.quarter_start)))
        return _paren(_all(parts))

    def _present(self) -> exp.Expression:
        present: exp.Expression = exp.column(PRESENT)
        if self.asked.triwulan and self.schema.tanggal:
            dated = self._within(exp.column(self.schema.tanggal + LAG), self.asked.back(1))
            present = exp.Coalesce(this=_all([present, dated]), expressions=[exp.false()])
        return present

    def column(self, col: k.Col) -> exp.Expression:
        if not col.lag:
            return exp.column(col.nama)
        lagged = exp.column(col.nama + LAG)
        if self.asked.triwulan and self.schema.tanggal:
            return exp.Case().when(self._present(), lagged)
        return lagged

    def value(self, value: k.Value) -> exp.Expression:
        match value:
            case k.Col():
                return self.column(value)
            case k.Const(value=constant):
                return _constant(constant)
            case k.Edge(edge=edge):
                return _date(self.start if edge == "awal" else self.asked.end)
            case k.Calc(op=op, left=left, right=right):
                return _paren(_OPS[op](this=self.value(left), expression=self.value(right)))
            case k.Days(start=start, end=end):
                return exp.DateDiff(this=self.value(end), expression=self.value(start), unit=exp.var("DAY"))
            case k.ClassRank(col=col, bounds=bounds):
                return self._rank(self.column(col), bounds)

    def _rank(self, column: exp.Expression, bounds: tuple[int, ...]) -> exp.Expression:
        case = exp.Case().when(exp.LT(this=column.copy(), expression=_int(0)), exp.null())
        for rank, upper in enumerate(bounds):
            case = case.when(exp.LTE(this=column.copy(), expression=_int(upper)), _int(rank))
        return case.when(exp.GT(this=column.copy(), expression=_int(bounds[-1])), _int(len(bounds)))

    def cond(self, cond: k.Cond) -> exp.Expression:
        match cond:
            case k.Always():
                return exp.true()
            case k.Cmp(op=op, left=left, right=right):
                return _paren(_OPS[op](this=self.value(left), expression=self.value(right)))
            case k.In(value=value, options=options):
                return _paren(exp.In(this=self.value(value), expressions=[_constant(option) for option in options]))
            case k.IsKnown(col=col, empty=empty):
                null = exp.Is(this=self.column(col), expression=exp.null())
                return _paren(null if empty else exp.Not(this=null))
            case k.IsTrue(col=col):
                return self.column(col)
            case k.And(left=left, right=right):
                return _paren(exp.And(this=self.cond(left), expression=self.cond(right)))
            case k.Or(left=left, right=right):
                return _paren(exp.Or(this=self.cond(left), expression=self.cond(right)))
            case k.Not(cond=inner):
                return _paren(exp.Not(this=self.cond(inner)))
            case k.Given(given=k.Always(), then=then):
                return self.cond(then)
            case k.Given(given=given, then=then):
                found = self.cond(given)
                case = exp.Case().when(found, self.cond(then))
                return case.when(exp.Not(this=_paren(found.copy())), exp.false())
            case k.Decided(cond=inner):
                return exp.Case().when(_not_null(self.cond(inner)), exp.true())

    def reason(self, reasons: Sequence[tuple[k.Exclusion, str]], texts: tuple[str, ...]) -> exp.Expression:
        """The position in `texts` of the first reason that applies."""
        case = exp.Case()
        for reason, text in reasons:
            case = case.when(self._applies(reason), _int(texts.index(text)))
        return case

    def _applies(self, reason: k.Exclusion) -> exp.Expression:
        if reason.col is None:
            return exp.Not(this=_paren(self._present()))
        column = self.column(reason.col)
        if reason.kind == "kosong":
            return exp.Is(this=column, expression=exp.null())
        return exp.LT(this=column, expression=_int(0))


def _scope(schema: Schema, scope: Scope) -> list[exp.Expression]:
    wanted = [exp.EQ(this=exp.column("pemda"), expression=exp.Literal.string(scope.pemda))]
    if schema.lingkup == "perangkat_daerah":
        office = exp.Literal.string(scope.perangkat_daerah)
        wanted.append(exp.EQ(this=exp.column("perangkat_daerah"), expression=office))
    return list(wanted)


def _distinct(expressions: object) -> list[exp.Expression]:
    return list({one.sql(): one.copy() for one in expressions}.values())  # type: ignore[attr-defined]  # a generator of them


def _paren(expression: exp.Expression) -> exp.Expression:
    return exp.Paren(this=expression.copy())


def _all(parts: Sequence[exp.Expression]) -> exp.Expression:
    return reduce(lambda a, b: exp.And(this=a, expression=b), [_paren(part) for part in parts])


def _count(parts: Sequence[exp.Expression]) -> exp.Expression:
    return exp.Count(this=exp.Case().when(_all(parts), _int(1)))


def _sum(parts: Sequence[exp.Expression], value: exp.Expression) -> exp.Expression:
    return exp.Sum(this=exp.Case().when(_all(parts), value.copy()))


def _not_null(expression: exp.Expression) -> exp.Expression:
    return _paren(exp.Not(this=exp.Is(this=expression.copy(), expression=exp.null())))


def _int(value: int) -> exp.Expression:
    return exp.Literal.number(value) if value >= 0 else _paren(exp.Neg(this=exp.Literal.number(-value)))


def _date(day: date) -> exp.Expression:
    return exp.cast(exp.Literal.string(day.isoformat()), "date")


def _constant(value: int | str | date) -> exp.Expression:
    if isinstance(value, date):
        return _date(value)
    return _int(value) if isinstance(value, int) else exp.Literal.string(value)


def _whole(found: object) -> int:
    """A count or a sum from an engine as a whole number; the sum of nothing is NULL there and 0 here."""
    return 0 if found is None else int(found)  # type: ignore[call-overload]  # int, or a Decimal without decimals
