"""Whether all ways give one answer, to the last digit: every total of every region of every level and year."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from nasional_cara import LEVELS, YEARS, Setting, kept

from tolok.engine.kubus import Kubus
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.values.period import Period

_REASON = {
    "omset kosong": "omset_kosong", "omset tahun lalu kosong": "omset_lalu_kosong", "omset negatif": "omset_negatif",
    "omset tahun lalu negatif": "omset_lalu_negatif", "dinilai_kesehatan kosong": "dinilai_kosong",
    "predikat_kesehatan kosong": "predikat_kosong", "volume_usaha kosong": "kosong", "nilai_tambah_bruto kosong": "kosong",
}  # fmt: skip
_NAMED = (
    ("UM-01", "pembilang", "um01", "pembilang"), ("UM-01", "penyebut", "um01", "penyebut"),
    ("UM-02", "pembilang", "um02", "pembilang"), ("UM-02", "penyebut", "um02", "penyebut"),
    ("EKO-02", "", "ntb", ""), ("KOP-04", "", "dinilai", ""), ("KOP-03", "", "volume", ""),
    ("KOP-05", "pembilang", "kop05", "pembilang"), ("KOP-05", "penyebut", "kop05", "penyebut"), ("EKO-03", "", "ntb", ""),
)  # fmt: skip
"""Indicator, how its total's text begins, and the names of its columns in the hand-written answers."""

Row = dict[str, object]


def differences(mine: Path, way: str, out: Path) -> int:
    """How many rows of the answer of `way` in `out` differ from those in `mine`, or stand on one side only."""
    count = 0
    with duckdb.connect() as connection:
        for register, measures in _MEASURES.items():
            source = _joined(out, register, measures) if way == "banyak" else f"'{out}/{register}.parquet'"
            left, right = _selected(connection, f"'{mine}/{register}.parquet'", source)
            for one, other in ((left, right), (right, left)):
                rows = connection.sql(f"SELECT count(*) FROM (FROM {one} EXCEPT ALL FROM {other})").fetchall()  # noqa: S608  # paths of our own
                count += int(rows[0][0])
    return count


def _selected(connection: duckdb.DuckDBPyConnection, *sources: str) -> Iterator[str]:
    """The sources with the same columns in the same kinds; a reason that occurs nowhere has no column, which is zero."""
    held = [{str(one[0]) for one in connection.sql(f"DESCRIBE FROM {source}").fetchall()} for source in sources]
    names = sorted(set().union(*held))
    for source, own in zip(sources, held, strict=True):
        cells = (f"{name if name in own else 0}::{_KINDS.get(name, 'DECIMAL(38, 0)')} AS {name}" for name in names)
        yield f"(SELECT {', '.join(cells)} FROM {source})"  # noqa: S608  # names of our own


_KINDS = {"tingkat": "VARCHAR", "wilayah": "VARCHAR"}
_MEASURES = {"usaha_monev": ("UM-01", "UM-02", "EKO-02"), "koperasi_tahunan": ("KOP-01", "KOP-03", "KOP-05", "EKO-03")}
"""By whose answers, of one GROUP BY to an indicator and level, a register's answer is put together."""


def _joined(out: Path, register: str, measures: Sequence[str]) -> str:
    levels = []
    for level in LEVELS:
        first, *others = (
            f"(SELECT * EXCLUDE (register) FROM '{out}/{kode}-{level}.parquet' WHERE register = '{register}')"  # noqa: S608  # our own
            if kode == "EKO-03"
            else f"(FROM '{out}/{kode}-{level}.parquet')"
            for kode in measures
        )
        joins = "".join(f" JOIN {one} USING (wilayah, tahun)" for one in others)
        levels.append(f"SELECT '{level}' AS tingkat, * FROM {first}{joins}")  # noqa: S608  # our own
    return "(" + " UNION ALL BY NAME ".join(levels) + ")"


def write_ours(work: Setting, out: Path) -> None:
    """The kubus' totals as the hand-written answers say them."""
    kubus = kept(work)
    for register in ("usaha_monev", "koperasi_tahunan"):
        rows = list(_rows(work, kubus, register))
        names = list(dict.fromkeys(name for row in rows for name in row))
        kinds = {"tingkat": pa.string(), "wilayah": pa.string()}
        columns = {
            name: pa.array([row.get(name, 0) for row in rows], kinds.get(name, pa.decimal128(38, 0))) for name in names
        }
        table = pa.table(columns)
        with duckdb.connect() as connection:
            connection.register("jawaban", table)
            connection.execute(f"COPY jawaban TO '{out}/{register}.parquet' (FORMAT parquet)")


def _rows(work: Setting, kubus: Kubus, register: str) -> Iterator[Row]:
    for level in LEVELS:
        for tahun in YEARS:
            found: dict[str, Row] = {}
            for prefix, name, aggregate in _asked(work, register):
                totals = kubus.totals(aggregate, Period(tahun), level)
                for (_, region), total in totals.items():
                    row = found.setdefault(region, {"tingkat": level, "wilayah": region, "tahun": tahun})
                    _add(row, prefix, name, total, tahun)
            yield from found.values()


def _asked(work: Setting, register: str) -> Iterator[tuple[str, str, Aggregate]]:
    """The totals of the definitions in force in the last year: asked of every year, as the statements do."""
    for kode, begins, prefix, name in _NAMED:
        for one in work.catalogue.checked(kode, YEARS[-1], work.schemas).aggregates:
            again = (kode, register) == ("EKO-03", "usaha_monev")  # the same total as of EKO-02
            if one.register == register and not one.years_back and one.text.startswith(begins) and not again:
                yield prefix, name, one


def _add(row: Row, prefix: str, name: str, total: Total, tahun: int) -> None:
    simple = not name
    row[f"{prefix}_terhitung" if simple else f"{prefix}_{name}"] = total.terhitung
    if prefix in ("ntb", "volume"):
        row[f"{prefix}_jumlah"] = total.jumlah
    elif simple:
        row[f"{prefix}_tidak"] = total.tidak_memenuhi
    elif (prefix, name) != ("um02", "penyebut"):
        row[f"{prefix}_tidak_{name}"] = total.tidak_memenuhi
    reasons = {_REASON.get(text, "tanpa_tahun_lalu"): number for text, number in total.dikeluarkan.items()}
    for reason, number in reasons.items():
        column = f"{prefix}_kosong" if simple else f"{prefix}_{reason}"
        if row.setdefault(column, number) != number:
            raise AssertionError(f"{prefix} {row['wilayah']} {tahun}: pembilang dan penyebut mengecualikan baris lain")
