"""What a kubus holds: the additive states of many totals, each asked of the rows once.

A total has three kinds of rows (counted, not meeting, excluded by reason). Each is a sum and a difference of a few plain
counts, and most counts are shared between totals: all rows, rows with a row the year before, rows with a filled field.
Only those counts, and the sums of values, are asked of an engine and kept. They add up over regions, so that one scan
serves every indicator at every level.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from tolok.engine.implied import makes_empty, makes_unknown
from tolok.engine.protocol import answers_triwulan, date_cut
from tolok.engine.row_sql import RowCompiler, all_of, is_null, not_null, whole_literal
from tolok.engine.truth_sql import TruthCompiler, is_false
from tolok.formula import kernel as k
from tolok.formula.finish import Total
from tolok.registers.schema import Schema
from tolok.values.period import Period

Linear = tuple[tuple[int, int], ...]
"""(number of a column, how often it is added): what a count is made of."""


@dataclass(frozen=True)
class Recipe:
    """How one total is read out of a sheet's columns. `jumlah`: the column of the sum, None where nothing is summed."""

    terhitung: Linear
    tidak_memenuhi: Linear
    dikeluarkan: tuple[tuple[k.Exclusion, Linear], ...]
    jumlah: int | None = None

    def total(self, row: Sequence[int], tahun: int) -> Total:
        """The total of a region in a period: `row` holds the columns' whole numbers; reasons that did not occur go."""
        excluded: dict[str, int] = {}
        for reason, parts in self.dikeluarkan:
            if found := _sum(parts, row):
                text = reason.text(tahun)
                excluded[text] = excluded.get(text, 0) + found
        added = 0 if self.jumlah is None else row[self.jumlah]
        return Total(_sum(self.terhitung, row), added, _sum(self.tidak_memenuhi, row), excluded)


@dataclass(frozen=True)
class Sheet:
    """One scan over one register: columns for every total of `recipes`, for each of `periods`.

    `fused`: the rows' own period separates them; otherwise there is one period, and only its rows are scanned.
    """

    register: str
    periods: tuple[Period, ...]
    fused: bool
    columns: tuple[exp.Expression, ...]
    recipes: Mapping[k.Aggregate, Recipe]

    @property
    def summed(self) -> tuple[bool, ...]:
        """Per column whether it is a sum of values, not a count."""
        return tuple(isinstance(column, exp.Sum) for column in self.columns)

    def columns_named(self) -> list[str]:
        """The names under which the columns are asked and kept, in order."""
        return [f"k{number}" for number in range(len(self.columns))]


def column_sets(sheets: Iterable[Sheet]) -> tuple[int, ...]:
    """The set of columns in which each of a register's sheets is kept, by number: sheets whose columns are of the same
    kinds, none for a period of the other, share one. A year that is asked by itself thus adds rows, not columns."""
    held: list[tuple[tuple[bool, ...], set[Period]]] = []
    found = []
    for sheet in sheets:
        fits = (n for n, (kinds, taken) in enumerate(held) if kinds == sheet.summed and taken.isdisjoint(sheet.periods))
        number = next(fits, len(held))
        if number == len(held):
            held.append((sheet.summed, set()))
        held[number][1].update(sheet.periods)
        found.append(number)
    return tuple(found)


Wanted = Mapping[k.Aggregate, Iterable[Period]]


def base_of(aggregate: k.Aggregate) -> k.Aggregate:
    """The same total of its own period: what a total of the year before is, one year earlier."""
    return replace(aggregate, years_back=0, text="")


def wanted_by(
    aggregates: Iterable[k.Aggregate], period: Period, schemas: Mapping[str, Schema]
) -> dict[k.Aggregate, set[Period]]:
    """What must be kept so that `aggregates` can be answered for `period`; registers without dates answer no triwulan."""
    found: dict[k.Aggregate, set[Period]] = {}
    for aggregate in aggregates:
        if not period.triwulan or answers_triwulan(schemas[aggregate.register]):
            found.setdefault(base_of(aggregate), set()).add(period.back(aggregate.years_back))
    return found


def plan_sheets(wanted: Wanted, schemas: Mapping[str, Schema]) -> tuple[Sheet, ...]:
    """The scans that keep every wanted total: one per register, and one more for each period whose conditions name the
    period itself or that is cut by dates."""
    fused: dict[str, dict[k.Aggregate, set[Period]]] = {}
    single: dict[tuple[str, Period, bool], list[k.Aggregate]] = {}
    for aggregate, periods in wanted.items():
        schema = schemas[aggregate.register]
        for period in periods:
            if aggregate.quarter or _names_period(aggregate) or date_cut(schema, period):
                single.setdefault((schema.nama, period, aggregate.quarter), []).append(aggregate)
            else:
                fused.setdefault(schema.nama, {}).setdefault(aggregate, set()).add(period)
    found = [_sheet(schemas[name], list(asked), set().union(*asked.values()), True) for name, asked in fused.items()]
    found += [_sheet(schemas[name], asked, {period}, False) for (name, period, _), asked in single.items()]
    return tuple(sorted(found, key=_order))


def _order(sheet: Sheet) -> tuple[str, bool, tuple[Period, ...], str]:
    return sheet.register, not sheet.fused, sheet.periods, " ".join(column.sql(copy=False) for column in sheet.columns)


def _names_period(aggregate: k.Aggregate) -> bool:
    return k.names_edge(aggregate.cond, aggregate.value)


def _sheet(schema: Schema, asked: list[k.Aggregate], periods: set[Period], fused: bool) -> Sheet:
    # By last day, since the spans of a stock register are counted in days: 2022 comes after 2022-TW3.
    ordered = tuple(sorted(periods, key=lambda one: (one.end, one)))
    columns = _Columns()
    ordered_asked = sorted(asked, key=repr)
    recipes = {one: _Partition(one, schema, ordered[0], columns).recipe() for one in ordered_asked}
    return Sheet(schema.nama, ordered, fused, tuple(columns.found.values()), recipes)


class _Columns:
    """The columns of a sheet in order of asking, each expression once; the first counts all rows."""

    def __init__(self) -> None:
        self.found: dict[str, exp.Expression] = {}
        self.all_rows = self._add(exp.Count(this=exp.Star()))

    def count(self, parts: Sequence[exp.Expression]) -> Linear:
        """Rows for which all parts are true; all rows where there are none."""
        if not parts:
            return self.all_rows
        if len(parts) == 1 and (tested := _filled(parts[0])) is not None:
            return self._add(exp.Count(this=tested))
        return self._add(exp.CountIf(this=all_of(parts) if len(parts) > 1 else parts[0]))

    def sum(self, value: exp.Expression) -> int:
        return self._add(exp.Sum(this=value))[0][0]

    def _add(self, column: exp.Expression) -> Linear:
        text = column.sql(copy=False)
        self.found.setdefault(text, column)
        return ((list(self.found).index(text), 1),)


def _filled(part: exp.Expression) -> exp.Expression | None:
    """The expression that `part` says is filled, where it says nothing else."""
    bare = part.unnest()
    inner = bare.this.unnest() if isinstance(bare, exp.Not) else None
    if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null):
        tested: exp.Expression = inner.this.unnest()
        return tested
    return None


WHOLE_FAILS, PART_MEETS = -1, -2
"""Places of rows that no reason takes: outside of what a share is taken of; inside it and in the share."""


@dataclass(frozen=True)
class _Told:
    """`alone`: how many of the reasons, from the first, exclude by themselves; `more`: whether others come after them.
    `place`: the place, from 1, of the one of those others that takes a row, or one of the places above; 0 for all else. An
    engine finds it once for all that is counted by it. Never empty: engines count a column without gaps in less time."""

    alone: int
    more: bool
    place: exp.Case


@dataclass(frozen=True)
class _Share:
    """What a share is taken of and the share itself, told apart in one go: engines then look at a row once for both.

    `of_whole`: whether the condition asked for is that of the whole. `outside`: where a row is none of it, None where all
    are. `part`: where a row is of the share; `part_inside`: the same, of rows that are known to be of the whole.
    """

    of_whole: bool
    outside: exp.Expression | None
    part: exp.Expression
    part_inside: exp.Expression

    def mark(self, case: exp.Case, *, inside: bool = False) -> exp.Case:
        """Give rows that `case` leaves their place; `inside`: their conditions are known."""
        for truth, place in ((self.outside, WHOLE_FAILS), (self.part_inside if inside else self.part, PART_MEETS)):
            if truth is not None:
                case = case.when(truth.copy(), whole_literal(place), copy=False)
        return case


def _share(cond: k.Cond, truths: TruthCompiler) -> _Share | None:
    if not isinstance(cond, k.Given):
        return None
    of_whole = isinstance(cond.then, k.Decided)
    then = cond.then.cond if isinstance(cond.then, k.Decided) else cond.then
    outside = truths.refuted(cond.given)
    part, inside = truths.certain(k.Given(cond.given, then)), truths.certain_inside(cond.given, then)
    return _Share(of_whole, None if is_false(outside) else outside, part, inside)


class _Partition:
    """The three kinds of rows of one total as counts, asked for as few and as cheap as can be."""

    def __init__(self, aggregate: k.Aggregate, schema: Schema, period: Period, columns: _Columns):
        self.columns = columns
        self.rows = RowCompiler(schema, period, aggregate.quarter)
        cut = date_cut(schema, period)
        self.cond = k.timed(aggregate.cond, cut) if cut else aggregate.cond
        truths = TruthCompiler(self.rows)
        self.true, self.false = truths.certain(self.cond), truths.refuted(self.cond)
        self.unknown = truths.unknown(self.cond)
        self.share = _share(self.cond, truths)
        self.value = aggregate.value
        word = schema.word()
        self.why_unknown = k.condition_exclusions(self.cond, word)
        self.why_empty = k.value_exclusions(self.value, word)

    def recipe(self) -> Recipe:
        told = self._told(self.why_unknown, self.unknown, lambda one: makes_unknown(one, self.cond), self.share)
        excluded = self._reasons(self.why_unknown, told)
        decided = _less(self.columns.all_rows, excluded)
        meeting, failing = self._meeting(decided, told)
        if self.value is None:
            return Recipe(meeting, failing, excluded)
        value, everywhere = self.rows.value(self.value), isinstance(self.cond, k.Always)
        empty = is_null(value) if everywhere else all_of([self.true, is_null(value)])
        of = self.value
        told = self._told(self.why_empty, empty, lambda one: everywhere and makes_empty(one, of))
        unfilled = self._reasons(self.why_empty, told)
        added = value if everywhere else exp.Case().when(self.true.copy(), value, copy=False)
        return Recipe(_less(meeting, unfilled), failing, excluded + unfilled, self.columns.sum(added))

    def _meeting(self, decided: Linear, told: _Told) -> tuple[Linear, Linear]:
        """Rows that meet the condition, and those that do not: the one that is easier to tell is asked for."""
        if isinstance(self.cond, k.Always) or is_false(self.false):
            return decided, ()
        if self.share and told.more:
            found = self._at(told, WHOLE_FAILS if self.share.of_whole else PART_MEETS)
            return (_minus(decided, found), found) if self.share.of_whole else (found, _minus(decided, found))
        if len(list(self.false.walk())) < len(list(self.true.walk())):
            failing = self.columns.count([self.false])
            return _minus(decided, failing), failing
        meeting = self.columns.count([self.true])
        return meeting, _minus(decided, meeting)

    def _reasons(self, reasons: Sequence[k.Exclusion], told: _Told) -> tuple[tuple[k.Exclusion, Linear], ...]:
        """How many rows each reason takes, the first that applies. Those that exclude by themselves are told apart by what
        is left without them."""
        found: list[tuple[k.Exclusion, Linear]] = []
        for position, reason in enumerate(reasons[: told.alone]):
            before, after = (self.columns.count(self._without(reasons[:some])) for some in (position, position + 1))
            found.append((reason, _minus(before, after)))
        for position, reason in enumerate(reasons[told.alone :], told.alone + 1):
            found.append((reason, self._at(told, position)))
        return tuple(found)

    def _at(self, told: _Told, position: int) -> Linear:
        """Rows that stand at a place."""
        return self.columns.count([exp.EQ(this=told.place.copy(), expression=whole_literal(position))])

    def _told(
        self,
        reasons: Sequence[k.Exclusion],
        excluded: exp.Expression,
        implied: Callable[[k.Exclusion], bool],
        share: _Share | None = None,
    ) -> _Told:
        """What takes each row: `excluded` is looked at only where a reason applies that does not exclude by itself."""
        alone = next((place for place, one in enumerate(reasons) if not implied(one)), len(reasons))
        case = exp.Case(default=whole_literal(0))
        for position, reason in enumerate(reasons, 1):
            taken = exp.Case(default=whole_literal(0)).when(excluded.copy(), whole_literal(position), copy=False)
            inner = (share.mark(taken) if share else taken) if position > alone else whole_literal(0)
            case = case.when(self.rows.applies(reason), inner, copy=False)
        return _Told(alone, alone < len(reasons), share.mark(case, inside=True) if share else case)

    def _without(self, reasons: Sequence[k.Exclusion]) -> list[exp.Expression]:
        """That none of `reasons` applies, never unknown where it matters: an unknown is not counted."""
        empty = {one.col for one in reasons if one.kind == "kosong"}
        ranked = {one.col for one in reasons if one.kind == "negatif"}
        parts: list[exp.Expression] = []
        # A filled field of the year before says that there is a row, unless dates cut it away.
        earlier = any(col is not None and col.lag for col in empty) and not self.rows.cut
        if any(one.kind == "absent" for one in reasons) and not earlier:
            parts.append(self.rows.present())
        for one in reasons:
            if one.kind == "kosong" and one.col is not None and one.col not in ranked:
                parts.append(not_null(self.rows.column(one.col)))
            elif one.kind == "negatif" and one.col is not None:
                parts.append(self._not_negative(one.col, one.col in empty))
        return parts

    def _not_negative(self, col: k.Col, filled: bool) -> exp.Expression:
        column = self.rows.column(col)
        above: exp.Expression = exp.GTE(this=column, expression=whole_literal(0))
        return above if filled else exp.paren(exp.Or(this=is_null(column.copy()), expression=above))


def _minus(a: Linear, b: Linear) -> Linear:
    left: dict[int, int] = dict(a)
    for column, times in b:
        left[column] = left.get(column, 0) - times
    return tuple((column, times) for column, times in left.items() if times)


def _less(total: Linear, parts: Iterable[tuple[k.Exclusion, Linear]]) -> Linear:
    for _, one in parts:
        total = _minus(total, one)
    return total


def _sum(parts: Linear, row: Sequence[int]) -> int:
    return sum(times * row[column] for column, times in parts)
