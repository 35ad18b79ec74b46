"""One SQL compiler for all query engines: kernel conditions → sqlglot expressions → the dialect's text.

One query per register totals every aggregate at once, grouped by the lowest region. Asked of the engine: filter,
compare, count, sum whole numbers, group.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from sqlglot import exp

from tolok.engine.beside import REGION_THEN
from tolok.engine.protocol import (
    DIKELUARKAN,
    TERHITUNG,
    TIDAK_MEMENUHI,
    Pair,
    PairTotal,
    RowFilter,
    Scope,
    date_cut,
    lowered,
)
from tolok.engine.row_sql import RowCompiler, all_of, count, is_null, named, not_null, paren, summed, whole_literal
from tolok.formula import kernel as k
from tolok.formula.finish import Total
from tolok.registers.schema import Schema
from tolok.values.period import Period
from tolok.values.region import NASIONAL, covers, tanpa_wilayah

GROUP = "kelompok"
REASON = "sebab"


@dataclass(frozen=True)
class Judged:
    """An aggregate in one period, compiled: is the row asked for, is it counted, what does it add, why is it excluded.

    `unknown` and `empty` give the position in `reasons` of the reason for an undecided row, and for one whose summed
    fields are not all filled; None where that cannot happen.
    """

    aggregate: k.Aggregate
    inside: exp.Expression
    truth: exp.Expression
    value: exp.Expression | None
    unknown: exp.Expression | None
    empty: exp.Expression | None
    reasons: tuple[str, ...]


def judge(aggregate: k.Aggregate, schema: Schema, period: Period) -> Judged:
    """Compile one aggregate over `schema` for `period` (before the aggregate's own offset)."""
    asked = period.back(aggregate.years_back)
    rows = RowCompiler(schema, asked, aggregate.quarter)
    cond = _timed(aggregate, schema, asked)
    word = schema.word()
    unknown = [(r, r.text(asked.tahun)) for r in k.condition_exclusions(cond, word)]
    empty = [(r, r.text(asked.tahun)) for r in k.value_exclusions(aggregate.value, word)]
    texts = tuple(dict.fromkeys(text for _, text in (*unknown, *empty)))
    return Judged(
        aggregate,
        rows.inside(),
        rows.cond(cond),
        rows.value(aggregate.value) if aggregate.value is not None else None,
        rows.reason(unknown, texts) if unknown else None,
        rows.reason(empty, texts) if empty else None,
        texts,
    )


class _Seen:
    """A judged row from outside of the query that judged it: everything is a column there, computed once per row."""

    def __init__(self, index: int | str, judged: Judged):
        self.index, self.judged = index, judged

    def columns(self) -> list[exp.Expression]:
        """What the inner query computes."""
        one = self.judged
        parts = {"i": one.inside, "t": one.truth, "v": one.value, "u": one.unknown, "e": one.empty}
        return [named(part, f"_{name}{self.index}") for name, part in parts.items() if part is not None]

    def column(self, name: str) -> exp.Expression:
        return exp.column(f"_{name}{self.index}")

    def counted(self) -> exp.Expression:
        truth = self.column("t")
        return truth if self.judged.value is None else all_of([truth, not_null(self.column("v"))])

    def not_meeting(self) -> exp.Expression:
        return exp.Not(this=self.column("t"))

    def reason(self) -> exp.Expression:
        """The position of the reason; nothing where the row is not excluded."""
        case = exp.Case()
        if self.judged.unknown is not None:
            case = case.when(is_null(self.column("t")), self.column("u"), copy=False)
        if self.judged.empty is not None:
            case = case.when(all_of([self.column("t"), is_null(self.column("v"))]), self.column("e"), copy=False)
        return case if case.args.get("ifs") else exp.null()


def totals_query(judged: Sequence[Judged], schema: Schema, scope: Scope, table: exp.Expression) -> exp.Select:
    """One row per region; per aggregate the columns n (counted), s (sum), t (not meeting), r0… (excluded by reason)."""
    seen = [_Seen(index, one) for index, one in enumerate(judged)]
    inner = _select([exp.column("wilayah"), *(part for one in seen for part in one.columns())], table, _scope(schema, scope))
    columns: list[exp.Expression] = [exp.column("wilayah")]
    for index, one in enumerate(seen):
        columns.append(named(count([one.column("i"), one.counted()]), f"n{index}"))
        columns.append(named(count([one.column("i"), one.not_meeting()]), f"t{index}"))
        if one.judged.value is not None:
            columns.append(named(summed([one.column("i"), one.column("t")], one.column("v")), f"s{index}"))
        for position in range(len(one.judged.reasons)):
            applies = exp.EQ(this=paren(one.reason()), expression=whole_literal(position))
            columns.append(named(count([one.column("i"), applies]), f"r{index}_{position}"))
    return _grouped(columns, inner, [one.column("i") for one in seen], ["wilayah"])


@dataclass(frozen=True)
class JudgedPair:
    """A pair, compiled over the rows of the later year with last year's fields beside them; a value of None counts."""

    pair: Pair
    inside: exp.Expression
    truths: tuple[exp.Expression, exp.Expression]
    values: tuple[exp.Expression, exp.Expression] | None


def judge_pair(pair: Pair, schema: Schema, period: Period) -> JudgedPair:
    """Compile a pair: the condition and the value of this year's row, then of last year's where there is one."""
    asked = period.back(pair.now.years_back)
    here = RowCompiler(schema, asked, pair.now.quarter)
    there = RowCompiler(schema, asked.back(1), pair.now.quarter, laid_beside=True)
    cond = _timed(pair.now, schema, asked)
    what = pair.now.value
    along = [_decided_row(side, one, _timed(one, schema, asked)) for one in pair.along for side in (here, there)]
    return JudgedPair(
        pair,
        all_of([here.inside(), here.present(), *along]),
        (here.cond(cond), there.cond(cond)),
        None if what is None else (here.value(what), there.value(what)),
    )


def _timed(aggregate: k.Aggregate, schema: Schema, asked: Period) -> k.Cond:
    cut = date_cut(schema, asked)
    return k.timed(aggregate.cond, cut) if cut else aggregate.cond


def _decided_row(rows: RowCompiler, aggregate: k.Aggregate, cond: k.Cond) -> exp.Expression:
    """Counted or not meeting."""
    if aggregate.value is None:
        return not_null(rows.cond(cond))
    filled = all_of([rows.cond(cond), not_null(rows.value(aggregate.value))])
    decided = exp.Or(this=paren(filled), expression=exp.Not(this=paren(rows.cond(cond))))
    return exp.Coalesce(this=paren(decided), expressions=[exp.false()])


_SIDES = (("n", "m"), ("m", "n"))
"""Now and then, each with its other side."""


def pairs_query(judged: Sequence[JudgedPair], schema: Schema, scope: Scope, table: exp.Expression) -> exp.Select:
    """One row per pair of regions; per pair the columns n (counted now), s_n (their sum), m (then) and s_m.

    An entity counts on a side where it is counted there and decided (counted or not meeting) on the other.
    """
    regions = ["wilayah", REGION_THEN]
    parts: list[exp.Expression] = [exp.column(name) for name in regions]
    columns: list[exp.Expression] = [exp.column(name) for name in regions]
    for index, one in enumerate(judged):
        parts.append(named(one.inside, f"_i{index}"))
        for place, (side, other) in enumerate(_SIDES):
            parts.append(named(one.truths[place], f"_t{side}{index}"))
            counted = _counted(side, index, one)
            if one.values is not None:
                parts.append(named(one.values[place], f"_v{side}{index}"))
                inside = [exp.column(f"_i{index}"), counted, _decided(other, index, one)]
                columns.append(named(summed(inside, exp.column(f"_v{side}{index}")), f"s_{side}{index}"))
            inside = [exp.column(f"_i{index}"), _counted(side, index, one), _decided(other, index, one)]
            columns.append(named(count(inside), f"{side}{index}"))
    inner = _select(parts, table, _scope(schema, scope))
    return _grouped(columns, inner, [exp.column(f"_i{index}") for index in range(len(judged))], regions)


def _counted(side: str, index: int, one: JudgedPair) -> exp.Expression:
    truth = exp.column(f"_t{side}{index}")
    return truth if one.values is None else all_of([truth, not_null(exp.column(f"_v{side}{index}"))])


def _decided(side: str, index: int, one: JudgedPair) -> exp.Expression:
    return exp.Or(this=paren(_counted(side, index, one)), expression=exp.Not(this=exp.column(f"_t{side}{index}")))


def pair_from(judged: JudgedPair, index: int, row: dict[str, object]) -> PairTotal:
    """Read one pair's columns out of a result row."""
    sums = (row[f"s_n{index}"], row[f"s_m{index}"]) if judged.values is not None else (0, 0)
    return PairTotal(_whole(row[f"n{index}"]), _whole(sums[0]), _whole(row[f"m{index}"]), _whole(sums[1]))


def _select(columns: list[exp.Expression], table: exp.Expression, where: list[exp.Expression]) -> exp.Select:
    query = exp.Select(expressions=columns).from_(table, copy=False)
    return query.where(*where, copy=False)


def _grouped(
    columns: list[exp.Expression], inner: exp.Select, inside: list[exp.Expression], regions: list[str]
) -> exp.Select:
    """Totals over the judged rows that at least one aggregate asks for."""
    query = exp.Select(expressions=columns).from_(inner.subquery("dinilai", copy=False), copy=False)
    asked = reduce(lambda a, b: exp.Or(this=a, expression=b), inside)
    return query.where(asked, copy=False).group_by(*(exp.column(name) for name in regions), copy=False)


def total_from(judged: Judged, index: int, row: dict[str, object]) -> Total:
    """Read one aggregate's columns out of a result row; reasons that did not occur are left out."""
    excluded = {text: _whole(row[f"r{index}_{position}"]) for position, text in enumerate(judged.reasons)}
    added = _whole(row[f"s{index}"]) if judged.value is not None else 0
    return Total(_whole(row[f"n{index}"]), added, _whole(row[f"t{index}"]), {text: n for text, n in excluded.items() if n})


_DRILL = ("entitas", "wilayah", REASON)
"""What every listed row brings along, whatever else is asked of it."""


def rows_query(judged: Judged, schema: Schema, scope: Scope, table: exp.Expression, wanted: RowFilter) -> exp.Select:
    """The rows of one group, by region and key, a page of them."""
    seen = _Seen(0, judged)
    inner = _select([exp.Star(), *seen.columns()], table, _scope(schema, scope))
    columns = [exp.Star(), named(_group(seen), GROUP), named(seen.reason(), REASON)]
    middle = _select(columns, inner.subquery("dinilai", copy=False), [seen.column("i")])
    wholly = [exp.Star()] if not wanted.ambil else [exp.column(name) for name in (*_DRILL, *wanted.ambil)]
    outer = exp.select(*wholly).from_(middle.subquery("dikelompokkan", copy=False), copy=False)
    outer = outer.where(exp.EQ(this=exp.column(GROUP), expression=exp.Literal.string(wanted.group)))
    if wanted.reason:
        position = judged.reasons.index(wanted.reason) if wanted.reason in judged.reasons else -1
        outer = outer.where(exp.EQ(this=exp.column(REASON), expression=whole_literal(position)))
    if wanted.wilayah:
        outer = outer.where(_inside_region(wanted.wilayah, scope))
    if wanted.cari:
        outer = outer.where(_holds_text(wanted))
    owner = (exp.column("entitas"), exp.column("perangkat_daerah"))
    region_last = exp.Case().when(is_null(exp.column("wilayah")), whole_literal(1)).else_(whole_literal(0))
    return outer.order_by(region_last, exp.column("wilayah"), *owner).limit(wanted.limit).offset(wanted.offset)


def members_query(judged: Judged, schema: Schema, scope: Scope, table: exp.Expression) -> exp.Select:
    """The key of every row that is asked for, with the group into which it falls; no field of the row."""
    seen = _Seen(0, judged)
    keys: list[exp.Expression] = [exp.column("entitas"), exp.column("perangkat_daerah")]
    inner = _select([*keys, *seen.columns()], table, _scope(schema, scope))
    columns = [*(key.copy() for key in keys), named(_group(seen), GROUP)]
    return _select(columns, inner.subquery("dinilai", copy=False), [seen.column("i")])


def _group(seen: _Seen) -> exp.Expression:
    group = exp.Case().when(seen.counted(), exp.Literal.string(TERHITUNG), copy=False)
    group = group.when(seen.not_meeting(), exp.Literal.string(TIDAK_MEMENUHI), copy=False)
    return group.else_(exp.Literal.string(DIKELUARKAN), copy=False)


def _holds_text(wanted: RowFilter) -> exp.Expression:
    """Whether one of the columns holds the text; whatever was typed is only ever a text, never a pattern."""
    text = exp.Literal.string(lowered(wanted.cari))
    found: exp.Expression = exp.false()
    for name in wanted.kolom:
        place = exp.StrPosition(this=exp.Lower(this=exp.column(name)), substr=text.copy())
        found = exp.Or(this=found, expression=exp.GT(this=place, expression=whole_literal(0)))
    return paren(found)


def _inside_region(wilayah: str, scope: Scope) -> exp.Expression:
    """As `covers` says, with comparisons instead of patterns: whatever was typed as a region is only ever a text."""
    column = exp.column("wilayah")
    if wilayah == NASIONAL:
        return exp.true()
    below = all_of([  # "." is followed by "/" among the signs
        exp.GT(this=column, expression=exp.Literal.string(wilayah + ".")),
        exp.LT(this=column.copy(), expression=exp.Literal.string(wilayah + "/")),
    ])  # fmt: skip
    inside: exp.Expression = exp.Or(
        this=exp.EQ(this=column.copy(), expression=exp.Literal.string(wilayah)), expression=paren(below)
    )
    if covers(wilayah, tanpa_wilayah(scope.pemda)):
        inside = exp.Or(this=inside, expression=exp.Is(this=column.copy(), expression=exp.null()))
    return paren(inside)


def _scope(schema: Schema, scope: Scope) -> list[exp.Expression]:
    wanted = [exp.EQ(this=exp.column("pemda"), expression=exp.Literal.string(scope.pemda))]
    if schema.lingkup == "perangkat_daerah":
        office = exp.Literal.string(scope.perangkat_daerah)
        wanted.append(exp.EQ(this=exp.column("perangkat_daerah"), expression=office))
    return list(wanted)


def _whole(found: object) -> int:
    """A count or a sum from an engine as a whole number; the sum of nothing is NULL there and 0 here."""
    return 0 if found is None else int(found)  # type: ignore[call-overload]  # int, or a Decimal without decimals
