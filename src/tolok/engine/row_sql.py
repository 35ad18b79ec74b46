"""What is said of one row, as SQL expressions: kernel values and conditions → sqlglot, with SQL's own three values."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

from sqlglot import exp

from tolok.engine.beside import FROM, LAG, PRESENT, UNTIL, as_number
from tolok.engine.protocol import date_cut
from tolok.formula import kernel as k
from tolok.registers.schema import Schema
from tolok.values.period import Period

OPS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ, "≠": exp.NEQ, "<": exp.LT, "≤": exp.LTE, ">": exp.GT, "≥": exp.GTE,
    "+": exp.Add, "-": exp.Sub, "*": exp.Mul,
}  # fmt: skip


class RowCompiler:
    """Compiles what is said of one row: `asked` is the aggregate's own period.

    `laid_beside`: of last year's row as it stands beside this year's; `asked` is then last year.
    """

    def __init__(self, schema: Schema, asked: Period, quarter: bool, laid_beside: bool = False):
        self.schema, self.asked, self.laid_beside = schema, asked, laid_beside
        self.start = asked.quarter_start if quarter else asked.start
        self.quarter = quarter
        self.cut = date_cut(schema, asked)

    def inside(self) -> exp.Expression:
        """The row belongs to the period: cumulative to the triwulan's end, or the triwulan alone; a stock row holds on
        the period's last day."""
        if self.schema.jenis == "stok":
            day = whole_literal(as_number(self.asked.end))
            begun = exp.LTE(this=exp.column(FROM), expression=day)
            return all_of([begun, exp.GT(this=exp.column(UNTIL), expression=day.copy())])
        year = exp.EQ(this=exp.column("periode"), expression=whole_literal(self.asked.tahun))
        if not self.cut:
            return year
        column = exp.column(self.cut)
        undated = exp.Is(this=column.copy(), expression=exp.null())
        return all_of([year, paren(exp.Or(this=undated, expression=self._within(column, self.asked)))])

    def _within(self, day: exp.Expression, period: Period) -> exp.Expression:
        parts: list[exp.Expression] = [exp.LTE(this=day.copy(), expression=date_literal(period.end))]
        if self.quarter:
            parts.append(exp.GTE(this=day.copy(), expression=date_literal(period.quarter_start)))
        return paren(all_of(parts))

    def present(self) -> exp.Expression:
        """Whether the entity has a row in the same period of the year before."""
        present: exp.Expression = exp.column(PRESENT)
        if self.cut:
            earlier = self.asked if self.laid_beside else self.asked.back(1)
            dated = self._within(exp.column(self.cut + LAG), earlier)
            present = exp.Coalesce(this=all_of([present, dated]), expressions=[exp.false()])
        return present

    def column(self, col: k.Col) -> exp.Expression:
        if not (col.lag or self.laid_beside):
            return exp.column(col.nama)
        lagged = exp.column(col.nama + LAG)
        return exp.Case().when(self.present(), lagged, copy=False) if self.cut else lagged

    def value(self, value: k.Value) -> exp.Expression:
        match value:
            case k.Col():
                return self.column(value)
            case k.Const(value=constant):
                return constant_literal(constant)
            case k.Edge(edge=edge):
                return date_literal(self.start if edge == "awal" else self.asked.end)
            case k.Calc(op=op, left=left, right=right):
                return self._calc(op, left, right)
            case k.Days(start=start, end=end):
                return exp.DateDiff(this=self.value(end), expression=self.value(start), unit=exp.var("DAY"))
            case k.ClassRank(col=col, bounds=bounds):
                return self._rank(self.column(col), bounds)

    def _calc(self, op: str, left: k.Value, right: k.Value) -> exp.Expression:
        """A chain stays flat on its left side: engines' parsers count parentheses."""
        chained = isinstance(left, k.Calc) and (left.op == "*") == (op == "*")
        a = self.value(left)
        return paren(OPS[op](this=a.this if chained and isinstance(a, exp.Paren) else a, expression=self.value(right)))

    def _chain(self, kind: type[exp.Binary], cond: k.And | k.Or) -> exp.Expression:
        a = self.cond(cond.left)
        flat = type(cond.left) is type(cond) and isinstance(a, exp.Paren)
        return paren(kind(this=a.this if flat else a, expression=self.cond(cond.right)))

    def _rank(self, column: exp.Expression, bounds: tuple[int, ...]) -> exp.Expression:
        """How many upper bounds the value exceeds; nothing below zero. Sums of truths: engines are slow at long CASEs."""
        below = exp.Nullif(this=exp.LT(this=column, expression=whole_literal(0)), expression=exp.true())
        above = [exp.GT(this=column.copy(), expression=whole_literal(upper)) for upper in bounds]
        return paren(reduce(lambda a, b: exp.Add(this=a, expression=b), [as_whole(part) for part in (*above, below)]))

    def cond(self, cond: k.Cond) -> exp.Expression:
        match cond:
            case k.Always():
                return exp.true()
            case k.Cmp(op=op, left=left, right=right):
                return paren(OPS[op](this=self.value(left), expression=self.value(right)))
            case k.In(value=value, options=options):
                return paren(exp.In(this=self.value(value), expressions=[constant_literal(option) for option in options]))
            case k.IsKnown(col=col, empty=empty):
                null = exp.Is(this=self.column(col), expression=exp.null())
                return paren(null if empty else exp.Not(this=null))
            case k.IsTrue(col=col):
                return self.column(col)
            case k.And():
                return self._chain(exp.And, cond)
            case k.Or():
                return self._chain(exp.Or, cond)
            case k.Not(cond=k.Not(cond=inner)):
                return self.cond(inner)
            case k.Not(cond=inner):
                return paren(exp.Not(this=self.cond(inner)))
            case k.Given(given=k.Always(), then=then):
                return self.cond(then)
            case k.Given(given=given, then=then):
                # Kleene's AND would be false where `given` is unknown and `then` false; here that row is unknown.
                found = self.cond(given)
                either = exp.Or(this=paren(self.cond(then)), expression=is_null(paren(found.copy())))
                return paren(all_of([found, either]))
            case k.Decided(cond=inner):
                return exp.Case().when(not_null(self.cond(inner)), exp.true(), copy=False)

    def reason(self, reasons: Sequence[tuple[k.Exclusion, str]], texts: tuple[str, ...]) -> exp.Expression:
        """The position in `texts` of the first reason that applies."""
        case = exp.Case()
        for reason, text in reasons:
            case = case.when(self.applies(reason), whole_literal(texts.index(text)), copy=False)
        return case

    def applies(self, reason: k.Exclusion) -> exp.Expression:
        """Whether a reason to exclude applies to the row, whatever the condition says."""
        if reason.col is None:
            return exp.Not(this=paren(self.present()))
        column = self.column(reason.col)
        if reason.kind == "kosong":
            return exp.Is(this=column, expression=exp.null())
        return exp.LT(this=column, expression=whole_literal(0))


def paren(expression: exp.Expression) -> exp.Expression:
    return exp.Paren(this=expression)


def named(expression: exp.Expression, name: str) -> exp.Expression:
    return exp.Alias(this=expression, alias=exp.to_identifier(name))


def all_of(parts: Sequence[exp.Expression]) -> exp.Expression:
    return reduce(lambda a, b: exp.And(this=a, expression=b), [paren(part) for part in parts])


def count(parts: Sequence[exp.Expression]) -> exp.Expression:
    return exp.Count(this=exp.Case().when(all_of(parts), whole_literal(1), copy=False))


def summed(parts: Sequence[exp.Expression], value: exp.Expression) -> exp.Expression:
    return exp.Sum(this=exp.Case().when(all_of(parts), value, copy=False))


def as_whole(truth: exp.Expression) -> exp.Expression:
    """A truth as 1, 0 or nothing."""
    return exp.cast(paren(truth), "tinyint")


def is_null(expression: exp.Expression) -> exp.Expression:
    return exp.Is(this=expression, expression=exp.null())


def not_null(expression: exp.Expression) -> exp.Expression:
    return paren(exp.Not(this=is_null(expression)))


def whole_literal(value: int) -> exp.Expression:
    return exp.Literal.number(value) if value >= 0 else paren(exp.Neg(this=exp.Literal.number(-value)))


def date_literal(day: date) -> exp.Expression:
    return exp.cast(exp.Literal.string(day.isoformat()), "date")


def constant_literal(value: int | str | date) -> exp.Expression:
    if isinstance(value, date):
        return date_literal(value)
    return whole_literal(value) if isinstance(value, int) else exp.Literal.string(value)
