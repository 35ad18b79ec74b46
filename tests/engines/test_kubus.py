"""A kubus says at every level what the engines say of the rows, and is the same however it was made."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from sqlglot import exp

from generative.generator import FormulaMaker, registers
from spec.drawing import PEMDA, SCHEMAS, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.kubus import Kubus, read_kubus
from tolok.engine.kubus_build import Assembled, build_kubus
from tolok.engine.kubus_plan import Sheet, base_of, column_sets, plan_sheets, wanted_by
from tolok.engine.national import freeze_pieces
from tolok.engine.protocol import Frozen, Scope
from tolok.engine.snapshot import Piece, Snapshot, freeze
from tolok.formula.finish import Total
from tolok.formula.kernel import Aggregate
from tolok.registers.canonical import table_from_rows
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.values.region import Tingkat, covers

CITIES = ("11.01", "32.75", "35.75", "35.78")
PERIOD = Period(2024)
UPPER: tuple[Tingkat, ...] = ("kelurahan", "kecamatan", "kota", "provinsi", "nasional")


class Counting(DuckDBEngine):
    """Remembers which pieces were scanned."""

    def __init__(self) -> None:
        super().__init__(threads=1)
        self.scanned: list[str] = []

    def scan(self, sheet: Sheet, schema: Schema, pieces: Sequence[Frozen], offices: Collection[str] = ()) -> pa.Table:
        self.scanned += [piece.pemda for piece in pieces]
        return super().scan(sheet, schema, pieces, offices)


@pytest.fixture
def engine() -> Iterable[Counting]:
    made = Counting()
    yield made
    made.close()


def city(pemda: str, seed: int, folder: Path) -> dict[str, Piece]:
    """The generated registers of one city, with its own code in the place of the drawn one."""
    found = {}
    for nama, rows in registers(Random(seed)).rows.items():
        own = [tuple(cell.replace(PEMDA, pemda) if isinstance(cell, str) else cell for cell in row) for row in rows]
        found[nama] = freeze(SCHEMAS[nama], pemda, table_from_rows(SCHEMAS[nama], own), folder)
    return found


def nation(seeds: dict[str, int], folder: Path) -> Assembled:
    pieces = [piece for pemda, seed in seeds.items() for piece in city(pemda, seed, folder).values()]
    return Assembled(SCHEMAS, tuple(pieces))


def totals_drawn(seed: int, how_many: int, period: Period = PERIOD) -> tuple[Aggregate, ...]:
    rng = Random(seed)
    formulas = [understood(FormulaMaker(rng, bool(period.triwulan)).formula()) for _ in range(how_many)]
    return tuple(dict.fromkeys(one for formula in formulas for one in formula.aggregates))


def sheets_for(wanted: Sequence[Aggregate], period: Period = PERIOD) -> tuple[Sheet, ...]:
    return plan_sheets(wanted_by(wanted, period, SCHEMAS), SCHEMAS)


def whole(totals: Iterable[Total]) -> Total:
    found = Total()
    for one in totals:
        found = found.plus(one)
    return found


def said(kubus: Kubus, wanted: Iterable[Aggregate], period: Period = PERIOD) -> dict[object, object]:
    return {(one, level): kubus.totals(one, period, level) for one in wanted for level in UPPER}


def test_every_level_adds_up_to_what_the_engine_says_of_each_city(engine: Counting, tmp_path: Path) -> None:
    seen = 0
    for seed in range(1, 7):
        seeds = {pemda: seed * 10 + place for place, pemda in enumerate(CITIES)}
        pieces = nation(seeds, tmp_path / "potret")
        wanted = totals_drawn(seed, 12)
        kubus = build_kubus(sheets_for(wanted), pieces, engine, tmp_path / "kubus", small_rows=seed % 2 * 10**6)
        snapshot = Snapshot(SCHEMAS, {(one.register, one.pemda): one for one in pieces.pieces})
        for one in wanted:
            offices = sorted({f"{pemda}/2.1{n}" for pemda in CITIES for n in (7, 8)})
            by_city = {
                pemda: whole(
                    total
                    for office in offices
                    if office.startswith(pemda) and (one_office(one) or office.endswith("7"))
                    for total in engine.totals([one], PERIOD, Scope(pemda, office), snapshot)[one].values()
                )
                for pemda in CITIES
            }
            for level in UPPER:
                found = kubus.totals(one, PERIOD, level)
                assert whole(found.values()) == whole(by_city.values()), (seed, one.text, level)
                for pemda in CITIES:
                    inside = kubus.totals(one, PERIOD, level, pemda) if level in UPPER[:3] else {}
                    assert level not in UPPER[:3] or whole(inside.values()) == by_city[pemda], (seed, one.text, level, pemda)
            seen += bool(whole(by_city.values()).rows)
    assert seen > 40


def one_office(aggregate: Aggregate) -> bool:
    """Whether an engine answers office by office; a register of the whole pemda answers each of them alike."""
    return SCHEMAS[aggregate.register].lingkup == "perangkat_daerah"


@pytest.mark.parametrize("small_rows", [0, 10**6])
def test_a_city_that_delivers_anew_is_scanned_alone_and_gives_the_same_hash_as_a_full_run(
    engine: Counting, tmp_path: Path, small_rows: int
) -> None:
    wanted = totals_drawn(3, 15)
    sheets, rng = sheets_for(wanted), Random(8)
    seeds = {pemda: place for place, pemda in enumerate(CITIES, start=1)}
    kubus = build_kubus(sheets, nation(seeds, tmp_path / "potret"), engine, tmp_path / "a", small_rows=small_rows)
    for step in range(8):
        changed = rng.choice(CITIES)
        seeds[changed] = 100 + step
        if step == 5:
            del seeds["32.75"]  # its province is left without any piece
        if step == 6:
            seeds["32.75"] = 77
        pieces = nation(seeds, tmp_path / "potret")
        engine.scanned.clear()
        kubus = build_kubus(sheets, pieces, engine, tmp_path / "a", before=kubus, small_rows=small_rows)
        expected = {changed} & seeds.keys() | ({"32.75"} if step == 6 else set())
        assert set(engine.scanned) <= expected
        full = build_kubus(sheets, pieces, engine, tmp_path / f"b{step}", small_rows=small_rows)
        assert kubus.hash == full.hash
        assert said(kubus, wanted) == said(full, wanted)


def test_a_kubus_is_read_again_by_its_hash_without_scanning(engine: Counting, tmp_path: Path) -> None:
    wanted = totals_drawn(4, 6)
    sheets = sheets_for(wanted)
    made = build_kubus(sheets, nation({"35.75": 1, "35.78": 2}, tmp_path / "potret"), engine, tmp_path)
    engine.scanned.clear()
    again = read_kubus(tmp_path, sheets, made.hash)
    assert again is not None
    assert said(again, wanted) == said(made, wanted)
    assert engine.scanned == []


def test_a_kubus_that_lost_a_file_is_not_read(engine: Counting, tmp_path: Path) -> None:
    sheets = sheets_for(totals_drawn(4, 6))
    made = build_kubus(sheets, nation({"35.75": 1}, tmp_path / "potret"), engine, tmp_path, small_rows=0)
    next(made.folder.glob("*-35-*.parquet")).unlink()
    assert read_kubus(tmp_path, sheets, made.hash) is None
    assert read_kubus(tmp_path, sheets, "0" * 64) is None


def test_rows_of_a_province_office_are_told_in_the_cities_where_they_lie(engine: Counting, tmp_path: Path) -> None:
    drawn = registers(Random(5))
    rows = [(row[0], "35", "35/2.17", *row[3:]) for row in drawn.rows["usaha_monev"]] if "usaha_monev" in drawn.rows else []
    name = "usaha_monev" if rows else next(iter(drawn.rows))
    rows = rows or [(row[0], "35", "35/2.17", *row[3:]) for row in drawn.rows[name]]
    piece = freeze(SCHEMAS[name], "35", table_from_rows(SCHEMAS[name], rows), tmp_path)
    wanted = tuple(one for seed in range(20) for one in totals_drawn(seed, 5) if one.register == name)
    kubus = build_kubus(sheets_for(wanted), Assembled(SCHEMAS, (piece,)), engine, tmp_path)
    told = {region for one in wanted for _, region in kubus.totals(one, PERIOD, "kota")}
    assert PEMDA in told
    assert told <= {PEMDA, "35/-"}
    for one in wanted:
        assert whole(kubus.totals(one, PERIOD, "provinsi", "35").values()) == whole(
            kubus.totals(one, PERIOD, "kelurahan", "35").values()
        )


def test_a_region_holds_only_what_lies_inside_it(engine: Counting, tmp_path: Path) -> None:
    wanted = totals_drawn(6, 10)
    kubus = build_kubus(sheets_for(wanted), nation({"35.75": 3, "35.78": 4, "11.01": 5}, tmp_path / "p"), engine, tmp_path)
    for one in wanted:
        for _, region in kubus.totals(one, PERIOD, "kecamatan", "35.75"):
            assert covers("35.75", region)
        for _, region in kubus.totals(one, PERIOD, "kelurahan", "35.75.01"):
            assert covers("35.75.01", region)


def test_a_sum_beyond_the_limit_is_refused_as_by_every_engine(engine: Counting, tmp_path: Path) -> None:
    summing = next(one for seed in range(50) for one in totals_drawn(seed, 5) if one.kind == "jumlah")
    kubus = build_kubus(sheets_for([summing]), nation({"35.75": 1, "35.78": 2}, tmp_path / "p"), engine, tmp_path)
    tight = replace(kubus, limit=1)
    with pytest.raises(IssueError, match="TLK-U032"):
        tight.totals(summing, PERIOD, "nasional")


def test_triwulan_totals_are_kept_beside_those_of_the_year(engine: Counting, tmp_path: Path) -> None:
    period = Period(2024, 2)
    snapshot = frozen(registers(Random(9)), tmp_path / "p")
    wanted = [
        one for one in totals_drawn(9, 12, period) if not one.quarter or SCHEMAS[one.register].tanggal
    ]  # fmt: skip
    sheets = sheets_for(wanted, period)
    kubus = build_kubus(sheets, Assembled(SCHEMAS, tuple(snapshot.pieces.values())), engine, tmp_path)
    for one in wanted:
        if kubus.holds(one, period):
            for office in ("35.75/2.17",):
                direct = engine.totals([one], period, Scope(PEMDA, office), snapshot)[one]
                mine = build_kubus(
                    sheets, Assembled(SCHEMAS, tuple(snapshot.pieces.values())), engine, tmp_path / "satu", offices=(office,)
                )
                assert mine.lowest(one, period, PEMDA) == direct


def test_years_that_are_asked_by_themselves_share_columns_and_each_keeps_its_own(engine: Counting, tmp_path: Path) -> None:
    snapshot = frozen(registers(Random(4)), tmp_path / "p")
    years = [Period(year) for year in (2021, 2022, 2023, 2024)]
    wanted = list(dict.fromkeys(base_of(one) for one in totals_drawn(3, 40) if not one.quarter))
    sheets = plan_sheets(dict.fromkeys(wanted, years), SCHEMAS)
    alone = [sheet for sheet in sheets if not sheet.fused and sheet.register == "usaha"]
    assert len(alone) == len(years) and len(set(column_sets(alone))) == 1
    kubus = build_kubus(
        sheets, Assembled(SCHEMAS, tuple(snapshot.pieces.values())), engine, tmp_path, offices=("35.75/2.17",)
    )
    for one in wanted:
        for period in years:
            direct = engine.totals([one], period, Scope(PEMDA, "35.75/2.17"), snapshot)[one]
            assert kubus.lowest(one, period, PEMDA) == direct, (one, period)


def test_sheets_for_the_same_period_or_of_other_kinds_share_no_columns() -> None:
    first = next(one for one in sheets_for(totals_drawn(4, 40)) if not one.fused)
    other_year = replace(first, periods=(first.periods[0].back(1),))
    summing = replace(other_year, columns=(*first.columns[1:], exp.Sum(this=exp.column("x"))))
    assert column_sets([first, other_year, first, summing, other_year]) == (0, 0, 1, 2, 1)


def test_rows_of_one_pemda_in_pieces_of_several_cities_are_told_under_it(engine: Counting, tmp_path: Path) -> None:
    wanted, pieces, whole_pieces = totals_drawn(5, 25), [], []
    for nama, rows in registers(Random(5)).rows.items():
        own = [tuple(_moved(cell, place) for cell in row) for place, row in enumerate(rows)]
        table = table_from_rows(SCHEMAS[nama], own)
        pieces += freeze_pieces(SCHEMAS[nama], PEMDA, table, tmp_path / "negeri")
        whole_pieces.append(freeze(SCHEMAS[nama], PEMDA, table, tmp_path / "kantor"))
    assert len(pieces) > len(whole_pieces)
    apart = build_kubus(sheets_for(wanted), Assembled(SCHEMAS, tuple(pieces)), engine, tmp_path / "a")
    together = build_kubus(sheets_for(wanted), Assembled(SCHEMAS, tuple(whole_pieces)), engine, tmp_path / "b")
    assert said(apart, wanted) == said(together, wanted)
    assert any(total.rows for one in wanted for total in apart.lowest(one, PERIOD, PEMDA).values())


def _moved(cell: object, place: int) -> object:
    """Every other region lies in another kab/kota."""
    return cell.replace("35.75.", "35.74.") if isinstance(cell, str) and place % 2 else cell
