"""Where a condition is true, and where it is unknown, each as an expression by itself.

A count needs only one of them, and each alone is cheaper than the condition with its three values: nothing is compared
where only missing fields matter, and a class that is given is not looked up again.
"""

from collections.abc import Sequence
from functools import reduce
from typing import Literal

from sqlglot import exp

from tolok.engine.row_sql import RowCompiler, all_of, is_null, paren, whole_literal
from tolok.formula import kernel as k

_INVERSE: dict[str, Literal["=", "≠", "<", "≤", ">", "≥"]] = {"=": "≠", "≠": "=", "<": "≥", "≤": ">", ">": "≤", "≥": "<"}


class TruthCompiler:
    """Compiles for counting: what is not true is false or NULL in `certain`; `unknown` is never NULL."""

    def __init__(self, rows: RowCompiler):
        self.rows = rows

    def certain(self, cond: k.Cond) -> exp.Expression:
        """True exactly where `cond` is true."""
        match cond:
            case k.Given(given=k.Always(), then=then):
                return self.certain(then)
            case k.Given(given=given, then=then):
                return _where(self.certain(given), self.certain_inside(given, then))
            case k.And(left=left, right=right):
                return paren(all_of([self.certain(left), self.certain(right)]))
            case k.Or(left=left, right=right):
                return paren(exp.Or(this=self.certain(left), expression=self.certain(right)))
            case k.Not(cond=inner):
                return self.refuted(inner)
            case k.Decided(cond=inner):
                return paren(exp.Not(this=paren(self.unknown(inner))))
            case k.Cmp(op=op, left=k.ClassRank() as rank, right=k.Const(value=int(other))):
                return paren(self._ranked(rank, op, other))
            case k.In(value=k.ClassRank() as rank, options=options):
                return self._one_of(rank, [place for place in self._places(rank) if place in options])
            case _:
                return self.rows.cond(cond)

    def certain_inside(self, given: k.Cond, then: k.Cond) -> exp.Expression:
        """True exactly where `then` is true, of rows for which `given` is known to be true."""
        return self.certain(_knowing(given, then))

    def refuted(self, cond: k.Cond) -> exp.Expression:
        """True exactly where `cond` is false."""
        match cond:
            case k.Always() | k.Decided():
                return exp.false()
            case k.Given(given=given, then=then):
                inside = self.refuted(_knowing(given, then))
                outside = self.refuted(given)
                if is_false(inside):
                    return outside
                within = _where(self.certain(given), inside)
                return within if is_false(outside) else paren(exp.Or(this=outside, expression=within))
            case k.And(left=left, right=right):
                return paren(exp.Or(this=self.refuted(left), expression=self.refuted(right)))
            case k.Or(left=left, right=right):
                return paren(all_of([self.refuted(left), self.refuted(right)]))
            case k.Not(cond=inner):
                return self.certain(inner)
            case k.Cmp(op=op, left=left, right=right):
                return self.certain(k.Cmp(_INVERSE[op], left, right))
            case k.In(value=k.ClassRank() as rank, options=options):
                return self._one_of(rank, [place for place in self._places(rank) if place not in options])
            case _:
                return paren(exp.Not(this=self.rows.cond(cond)))

    def unknown(self, cond: k.Cond) -> exp.Expression:
        """True exactly where `cond` is unknown, false elsewhere."""
        match cond:
            case k.Always() | k.IsKnown():
                return exp.false()
            case k.Cmp(left=left, right=right):
                return self._any([*self._missing(left), *self._missing(right)])
            case k.In(value=value) | k.IsTrue(col=value):
                return self._any(self._missing(value))
            case k.Not(cond=inner) | k.Decided(cond=inner):
                return self.unknown(inner)
            case k.Given(given=given, then=then):
                beyond = self.unknown(_knowing(given, then))
                if is_false(beyond):
                    return self.unknown(given)
                # Where `certain` is NULL, `given` is unknown, and the first part is true already.
                return self._any([self.unknown(given), paren(all_of([self.certain(given), beyond]))])
            case k.And() | k.Or():
                return is_null(paren(self.rows.cond(cond)))

    def _missing(self, value: k.Value) -> list[exp.Expression]:
        match value:
            case k.Col():
                return [is_null(self.rows.column(value))]
            case k.ClassRank(col=col):
                below = exp.LT(this=self.rows.column(col), expression=whole_literal(0))
                return [is_null(self.rows.column(col)), below]
            case k.Calc(left=left, right=right):
                return [*self._missing(left), *self._missing(right)]
            case k.Days(start=start, end=end):
                return [*self._missing(start), *self._missing(end)]
            case k.Const() | k.Edge():
                return []

    def _any(self, parts: list[exp.Expression]) -> exp.Expression:
        once = list({part.sql(): part for part in parts}.values())
        if not once:
            return exp.false()
        return paren(reduce(lambda a, b: exp.Or(this=a, expression=b), once))

    def _ranked(self, rank: k.ClassRank, op: str, other: int) -> exp.Expression:
        """A class compared with a given one: two bounds of the value instead of its place among all of them."""
        match op:
            case "=":
                return self._between(rank, other, other)
            case "<":
                return self._between(rank, 0, other - 1)
            case "≤":
                return self._between(rank, 0, other)
            case ">":
                return self._between(rank, other + 1, len(rank.bounds))
            case "≥":
                return self._between(rank, other, len(rank.bounds))
        sides = [self._between(rank, 0, other - 1), self._between(rank, other + 1, len(rank.bounds))]
        return self._any([side for side in sides if not is_false(side)])

    def _places(self, rank: k.ClassRank) -> range:
        return range(len(rank.bounds) + 1)

    def _one_of(self, rank: k.ClassRank, places: Sequence[int]) -> exp.Expression:
        """A class among given ones: two bounds of the value for each run of neighbours."""
        firsts = [one for one in places if one - 1 not in places]
        lasts = [one for one in places if one + 1 not in places]
        return self._any([self._between(rank, *one) for one in zip(firsts, lasts, strict=True)])

    def _between(self, rank: k.ClassRank, lowest: int, highest: int) -> exp.Expression:
        bounds, column = rank.bounds, self.rows.column(rank.col)
        if lowest > highest or lowest > len(bounds) or highest < 0:
            return exp.false()
        least = whole_literal(0 if lowest <= 0 else bounds[lowest - 1] + 1)
        if highest < len(bounds):
            return exp.Between(this=column, low=least, high=whole_literal(bounds[highest]))
        return exp.GTE(this=column, expression=least)


def is_false(truth: exp.Expression) -> bool:
    """Whether the expression is false for every row."""
    return isinstance(truth, exp.Boolean) and not truth.this


def _where(given: exp.Expression, then: exp.Expression) -> exp.Expression:
    """Both, as a CASE: engines look at `then` only where `given` is true."""
    return exp.Case().when(given, then, copy=False)


def _knowing(given: k.Cond, then: k.Cond) -> k.Cond:
    """`then` where `given` is known to be true: a class that it names takes the place of the look-up."""
    match given, then:
        case k.Cmp(op="=", left=k.ClassRank() as rank, right=k.Const() as named), k.Cmp(op=op, left=left, right=right):
            if right == rank and left != rank:
                return k.Cmp(op, left, named)
            return then
        case _, k.Decided(cond=inner):
            return k.Decided(_knowing(given, inner))
        case _:
            return then
