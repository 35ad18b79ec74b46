"""From the states of a scan to those of every level, on this machine, whichever engine scanned: small tables, added up.

Keys of a state: `tingkat` (0 as found in the rows, 1 kecamatan, 2 kota, 3 provinsi, 4 nasional), `pemda` (empty above the
kota), `wilayah`, `tahun`, `triwulan` (0 for the year).
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tolok.engine.columns import constant, filled
from tolok.engine.kubus_plan import Sheet, column_sets
from tolok.engine.kubus_sql import BEGIN, END
from tolok.engine.protocol import overflow
from tolok.values.issue import IssueError
from tolok.values.region import NASIONAL, TANPA_WILAYAH

FOUND, KECAMATAN, KOTA, PROVINSI, NASIONAL_LEVEL = range(5)
KEYS = [
    ("tingkat", pa.int8()), ("pemda", pa.string()), ("wilayah", pa.string()), ("tahun", pa.int32()), ("triwulan", pa.int8()),
]  # fmt: skip
REGION = ("pemda", "wilayah")

# A row whose code stands above the level, or that has none, is kept under its pemda's child `35.75/-` (values.region).
_NOWHERE = f"pemda || '{TANPA_WILAYAH}'"
_REGION = {
    KECAMATAN: f"CASE WHEN length(wilayah) >= 8 THEN left(wilayah, 8) ELSE {_NOWHERE} END",
    KOTA: "CASE WHEN length(wilayah) >= 5 THEN left(wilayah, 5) "
    f"WHEN length(pemda) >= 5 THEN left(pemda, 5) ELSE {_NOWHERE} END",
    PROVINSI: "left(wilayah, 2)",
    NASIONAL_LEVEL: f"'{NASIONAL}'",
}
"""The region of each level, of states as found (up to the kota) or of the level below."""


def column_of(column_set: int, column: int) -> str:
    """The name under which a column of a register's sheet is kept (see kubus_plan.column_sets)."""
    return f"k{column_set}_{column}"


def adder(threads: int = 2) -> duckdb.DuckDBPyConnection:
    """What adds up, for all registers of a kubus."""
    return duckdb.connect(":memory:", config={"threads": threads})


class _Names:
    """The texts of several columns as numbers in their order: an engine groups and sorts numbers in half the time."""

    def __init__(self, columns: Sequence[pa.ChunkedArray]):
        parts = pa.chunked_array([chunk for one in columns for chunk in one.chunks], pa.string())
        encoded = parts.combine_chunks().dictionary_encode()
        order = pc.sort_indices(encoded.dictionary)
        self._texts = encoded.dictionary.take(order)
        numbers = pc.sort_indices(order).cast(pa.int32()).take(encoded.indices)
        ends = [0, *accumulate(len(one) for one in columns)]
        self.numbers = [numbers.slice(start, end - start) for start, end in pairwise(ends)]

    def read(self, numbers: pa.ChunkedArray) -> pa.ChunkedArray:
        """The texts again."""
        return self._texts.take(numbers)


def _with(rows: pa.Table, regions: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """The rows with these columns in the place of pemda and wilayah."""
    for name, one in zip(REGION, regions, strict=True):
        rows = rows.set_column(rows.column_names.index(name), name, one)
    return rows


class Sums:
    """Adds up tables of states of one register."""

    def __init__(self, sheets: Sequence[Sheet], connection: duckdb.DuckDBPyConnection):
        self.sheets = tuple(sheets)
        self._sets = column_sets(self.sheets)
        kept = {
            column_of(number, column): summed
            for number, sheet in zip(self._sets, self.sheets, strict=True)
            for column, summed in enumerate(sheet.summed)
        }
        self.names, self._summed = list(kept), list(kept.values())
        self._connection = connection
        kinds = [pa.decimal128(38, 0) if summed else pa.int64() for summed in self._summed]
        self.schema = pa.schema([*KEYS, *zip(self.names, kinds, strict=True)])

    def found(self, scanned: Iterable[tuple[int, pa.Table]]) -> pa.Table:
        """States at the lowest level, sorted by key, from the answers of scans (number of the sheet, its rows)."""
        answers = list(scanned)
        if not answers:
            return self.empty()
        if len(answers) == 1 and (asked_once := self._as_found(*answers[0])) is not None:
            return asked_once
        names = [_Names([rows.column(key) for _, rows in answers]) for key in REGION]
        parts = [
            self._spread(number, f"pindai{place}", _with(rows, [one.numbers[place] for one in names]))
            for place, (number, rows) in enumerate(answers)
        ]
        union = " UNION ALL BY NAME ".join(parts)
        added = self._ask(f"{FOUND} AS tingkat, pemda, wilayah, tahun, triwulan", f"({union})")
        return _with(added, [one.read(added.column(key)) for one, key in zip(names, REGION, strict=True)]).cast(self.schema)

    def _as_found(self, number: int, rows: pa.Table) -> pa.Table | None:
        """The states of a scan in which every key stands once already, in order; None of one with spans of periods."""
        if END in rows.column_names:
            return None
        sheet, length = self.sheets[number], rows.num_rows
        only = sheet.periods[0]
        tahun = rows.column(BEGIN) if sheet.fused else constant(only.tahun, length)
        triwulan = constant(0 if sheet.fused else only.triwulan, length)
        keys = [constant(FOUND, length), rows.column("pemda"), rows.column("wilayah"), tahun, triwulan]
        added = [filled(rows.column(name)) for name in sheet.columns_named()]
        return pa.Table.from_arrays([*keys, *added], self.schema.names).cast(self.schema)

    def empty(self) -> pa.Table:
        """No states at all, with every column."""
        return pa.Table.from_batches([], self.schema)

    def level(self, states: pa.Table, level: int) -> pa.Table:
        """States of a level: kecamatan and kota from what was found, provinsi from the kota, the nation from provinsi."""
        self._connection.register("keadaan", states)
        pemda = "pemda" if level <= KOTA else "''"
        keys = f"{level} AS tingkat, {pemda} AS pemda, {_REGION[level]} AS wilayah, tahun, triwulan"
        return self._ask(keys, "keadaan").cast(self.schema)

    def _spread(self, number: int, name: str, rows: pa.Table) -> str:
        """The states of one scan by period: a row that holds for several periods counts in each."""
        sheet = self.sheets[number]
        if END in rows.column_names:  # what is added up lies together then
            rows = rows.sort_by([(key, "ascending") for key in REGION])
        self._connection.register(name, rows)
        columns = ", ".join(
            f"{own} AS {column_of(self._sets[number], place)}" for place, own in enumerate(sheet.columns_named())
        )
        if not sheet.fused:
            only = sheet.periods[0]
            return f"SELECT pemda, wilayah, {only.tahun} AS tahun, {only.triwulan} AS triwulan, {columns} FROM {name}"  # noqa: S608  # every name is our own
        if END not in rows.column_names:
            return f"SELECT pemda, wilayah, {BEGIN} AS tahun, 0 AS triwulan, {columns} FROM {name}"  # noqa: S608  # see above
        periods = ", ".join(f"({place}, {one.tahun}, {one.triwulan})" for place, one in enumerate(sheet.periods))
        return (
            f"SELECT pemda, wilayah, p.tahun AS tahun, p.triwulan AS triwulan, {columns} FROM {name} "  # noqa: S608  # see above
            f"JOIN (VALUES {periods}) AS p(urut, tahun, triwulan) ON {BEGIN} <= p.urut AND p.urut < {END}"
        )

    def _added(self) -> str:
        kinds = ["DECIMAL(38, 0)" if summed else "BIGINT" for summed in self._summed]
        added = zip(self.names, kinds, strict=True)
        return ", ".join(f"coalesce(sum({one}), 0)::{kind} AS {one}" for one, kind in added)

    def _ask(self, keys: str, source: str) -> pa.Table:
        return self._query(f"SELECT {keys}, {self._added()} FROM {source} GROUP BY 1, 2, 3, 4, 5")  # noqa: S608  # own names

    def _query(self, query: str) -> pa.Table:
        try:
            return self._connection.sql(f"{query} ORDER BY 1, 2, 3 NULLS LAST, 4, 5").to_arrow_table()
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            raise IssueError(overflow("total register")) from None


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of states, each sorted by key, as one that is sorted by key."""
    filled = [one for one in tables if one.num_rows]
    if all(one.column("pemda")[-1].as_py() < other.column("pemda")[0].as_py() for one, other in pairwise(filled)):
        return pa.concat_tables(tables).combine_chunks()
    order = [(name, "ascending") for name, _ in KEYS]
    return pa.concat_tables(tables).combine_chunks().sort_by(order)
