"""The scan of a kubus as one query, for any engine with SQL: rows of many pieces → states per pemda, region and period."""

from collections.abc import Collection, Sequence

from sqlglot import exp

from tolok.engine.beside import FROM, UNTIL, as_number
from tolok.engine.kubus_plan import Sheet
from tolok.engine.row_sql import RowCompiler, all_of, named, whole_literal
from tolok.registers.schema import Schema
from tolok.values.period import Period

FILE_NUMBER = "file_index"
"""What DuckDB calls the number of the file a row was read from, counted from 0."""

BEGIN, END = "_dari", "_sampai"
"""Of the sheet's periods the first in which a row holds, and the one after the last, as positions; of a sheet that is
not of a stock register the year of the row, and nothing."""


def scan_query(
    sheet: Sheet, schema: Schema, table: exp.Expression, offices: Collection[str] = (), files: Sequence[str] = ()
) -> exp.Select:
    """One row per pemda, region and period, in that order, or per span of periods, with the sheet's columns `k0`, `k1`, …

    `offices`: whose rows, where the register is one of offices and the pieces hold rows of others too; all when empty.
    `files`: the pemda of each file of the table, for an engine that numbers its files; it then groups by that number,
    which takes less time. No two files may hold rows of the same pemda and region.
    """
    keys: list[exp.Expression] = [_owner(files) if files else exp.column("pemda"), exp.column("wilayah")]
    inside: list[exp.Expression] = []
    if schema.lingkup == "perangkat_daerah" and offices:
        chosen = [exp.Literal.string(one) for one in sorted(offices)]
        inside.append(exp.In(this=exp.column("perangkat_daerah"), expressions=chosen))
    if not sheet.fused:
        inside.append(RowCompiler(schema, sheet.periods[0], any(one.quarter for one in sheet.recipes)).inside())
    elif schema.jenis == "stok":
        begin, end = _first_position(FROM, sheet), _end_position(UNTIL, sheet)
        inside.append(exp.LT(this=begin.copy(), expression=end.copy()))
        keys += [named(begin, BEGIN), named(end, END)]
    else:
        years = [whole_literal(one.tahun) for one in sheet.periods]
        inside.append(exp.In(this=exp.column("periode"), expressions=years))
        keys.append(named(exp.column("periode"), BEGIN))
    columns = [named(_exact(one.copy()), name) for one, name in zip(sheet.columns, sheet.columns_named(), strict=True)]
    query = exp.select(*keys, *columns).from_(table, copy=False)
    names = [exp.column(one.alias_or_name) for one in keys]
    grouped = [exp.column(FILE_NUMBER) if files else names[0], *names[1:]]
    query = query.where(all_of(inside), copy=False).group_by(*grouped, copy=False)
    if names[-1].name == END:  # spans are laid out by period, and sorted, after this
        return query
    return query.order_by(*(exp.Ordered(this=one.copy(), nulls_first=False) for one in names), copy=False)


def _owner(files: Sequence[str]) -> exp.Expression:
    """The pemda whose rows a file holds."""
    names = exp.Array(expressions=[exp.Literal.string(pemda) for pemda in files])
    place = exp.Add(this=exp.cast(exp.column(FILE_NUMBER), "bigint"), expression=whole_literal(1))
    return named(exp.Anonymous(this="list_extract", expressions=[names, place]), "pemda")


def _exact(column: exp.Expression) -> exp.Expression:
    """A sum leaves its engine as a whole number of up to 38 digits, a count as one of 64 bits, whatever it adds in: a
    count that DuckDB hands on in 128 bits doubles the cost of all that follows."""
    if isinstance(column, exp.Sum):
        return exp.cast(column, "decimal(38, 0)")
    return exp.cast(column, "bigint") if isinstance(column, exp.CountIf) else column


def _first_position(column: str, sheet: Sheet) -> exp.Expression:
    """How many of the sheet's days lie before the day in `column`; tried from the first day, where most rows begin."""
    cases = [
        exp.If(this=exp.LTE(this=exp.column(column), expression=_last_day(one)), true=whole_literal(place))
        for place, one in enumerate(sheet.periods)
    ]
    return exp.Case(ifs=cases, default=whole_literal(len(sheet.periods)))


def _end_position(column: str, sheet: Sheet) -> exp.Expression:
    """The same, tried from the last day, beyond which most rows hold."""
    cases = [
        exp.If(this=exp.GT(this=exp.column(column), expression=_last_day(one)), true=whole_literal(place))
        for place, one in reversed(list(enumerate(sheet.periods, 1)))
    ]
    return exp.Case(ifs=cases, default=whole_literal(0))


def _last_day(period: Period) -> exp.Expression:
    return whole_literal(as_number(period.end))
