"""Figures of regions from a kubus are those that an office computes from its rows, and a province is their exact sum."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from generative.agreement import Drawing, explain, sum_of
from generative.generator import YEARS, FormulaMaker, registers
from spec.drawing import KANTOR, PEMDA, SCHEMAS, TREE, Drawn, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.kubus_build import Assembled, build_kubus
from tolok.engine.kubus_plan import plan_sheets, wanted_by
from tolok.engine.protocol import Scope
from tolok.engine.snapshot import DATA_REGISTER, Snapshot, freeze, read_narrow
from tolok.formula.checker import Checked
from tolok.formula.finish import Total, finish
from tolok.measurement import panel
from tolok.measurement.hitung import HasilWilayah, Request, compute_all
from tolok.measurement.nasional import Landasan, child_figures, deliveries_of, region_figure
from tolok.registers.canonical import table_from_rows
from tolok.registers.wilayah import Region, RegionTree
from tolok.values.period import Period

LAIN = "35.76"
POHON = RegionTree(
    TREE.regions
    | {kode.replace(PEMDA, LAIN): Region(kode.replace(PEMDA, LAIN), one.nama) for kode, one in TREE.regions.items()}
)
_SAID_OF_PAIRS = (panel.FLAG, panel.FLAG_UNCHECKED)


def elsewhere(thing: object) -> object:
    """The same in the other city."""
    return thing.replace(PEMDA, LAIN) if isinstance(thing, str) else thing


def of_office(drawn: Drawn, pemda: str) -> Drawn:
    """What one of the two drawn offices delivered, in the city given: here an office is its pemda."""
    rows = {
        nama: [row for row in found if row[2] == KANTOR or SCHEMAS[nama].lingkup == "pemda"]
        for nama, found in drawn.rows.items()
    }
    delivered = {one for one in drawn.delivered if one.perangkat_daerah == KANTOR}
    if pemda == PEMDA:
        return Drawn(rows, delivered)
    moved = {nama: [tuple(elsewhere(cell) for cell in row) for row in found] for nama, found in rows.items()}
    there = {
        replace(
            one, pemda=LAIN, perangkat_daerah=str(elsewhere(KANTOR)), cakupan=tuple(str(elsewhere(c)) for c in one.cakupan)
        )
        for one in delivered
    }
    return Drawn(moved, there)  # type: ignore[arg-type]  # the same rows with other texts


def both(rng: Random, folder: Path) -> dict[str, Snapshot]:
    found = {}
    for pemda in (PEMDA, LAIN):
        drawn = of_office(registers(rng), pemda)
        pieces = {
            (nama, pemda): freeze(SCHEMAS[nama], pemda, table_from_rows(SCHEMAS[nama], rows), folder)
            for nama, rows in drawn.rows.items()
        }
        found[pemda] = Snapshot(SCHEMAS, pieces, tuple(sorted(drawn.delivered)))
    return found


def ground_of(snapshots: dict[str, Snapshot], formulas: Iterable[Checked], period: Period, folder: Path) -> Landasan:
    aggregates = {one for checked in formulas for one in checked.aggregates}
    pieces = tuple(piece for one in snapshots.values() for piece in one.pieces.values())
    engine = DuckDBEngine(threads=1)
    sheets = plan_sheets(wanted_by(aggregates, period, SCHEMAS), SCHEMAS)
    kubus = build_kubus(sheets, Assembled(SCHEMAS, pieces), engine, folder / "kubus")
    engine.close()
    outside = [row for one in pieces if one.register == DATA_REGISTER for row in read_narrow(one, SCHEMAS[DATA_REGISTER])]
    delivered = tuple(one for found in snapshots.values() for one in found.delivered)
    return Landasan(kubus, SCHEMAS, POHON, delivered, tuple(outside))


def compared(one: HasilWilayah) -> tuple[object, ...]:
    """Everything that a kubus can say too: what compares entities of two years it does not hold."""
    flags = tuple(flag for flag in one.tanda if not flag.startswith(_SAID_OF_PAIRS))
    return one.wilayah, one.hasil, dict(one.leaves), flags, one.dua_tahun


def check_batch(seed: int, formulas: int, folder: Path, drawing: Drawing) -> None:
    rng = Random(seed)
    snapshots = both(rng, folder)
    period = Period(rng.choice(YEARS[2:]), rng.choice((0, 0, 0, 1, 2, 3, 4)))
    texts = [FormulaMaker(rng, bool(period.triwulan)).formula() for _ in range(formulas)]
    checked = {f"{number}": understood(text) for number, text in enumerate(texts)}
    ground = ground_of(snapshots, checked.values(), period, folder)
    engine, found = DuckDBEngine(threads=1), {}
    for pemda, snapshot in snapshots.items():
        for tingkat in ("kota", "kecamatan"):
            request = Request(Scope(pemda, f"{pemda}/2.17"), period, tingkat)
            found[pemda, tingkat] = compute_all(checked, request, snapshot, engine, POHON)
    engine.close()
    for kode, one in checked.items():
        cities = []
        for pemda in snapshots:
            mine, theirs = region_figure(one, ground, period, pemda), found[pemda, "kota"][kode][0]
            assert compared(mine) == compared(theirs), explain(seed, texts[int(kode)], period, mine, theirs)
            below = [compared(region) for region in child_figures(one, ground, period, pemda)]
            theirs_below = [compared(region) for region in found[pemda, "kecamatan"][kode]]
            assert below == theirs_below, explain(seed, texts[int(kode)], period, below, theirs_below)
            cities.append(theirs)
            drawing.note(texts[int(kode)], theirs)
        check_province(seed, texts[int(kode)], one, ground, period, cities)


def check_province(
    seed: int, text: str, checked: Checked, ground: Landasan, period: Period, cities: list[HasilWilayah]
) -> None:
    """The province's totals are those of its cities added up, and its figure is made from them, never from figures."""
    for region in ("35", "ID"):
        mine = region_figure(checked, ground, period, region)
        for leaf in checked.aggregates:
            parts = [city.leaves[leaf] for city in cities if isinstance(city.leaves[leaf], Total)]
            expected = sum_of(parts) if parts else mine.leaves[leaf]
            assert mine.leaves[leaf] == expected, explain(seed, text, period, region, mine, cities)
            assert parts or isinstance(mine.leaves[leaf], str)
        assert mine.hasil == finish(checked.node, mine.leaves)
    children = child_figures(checked, ground, period, "35")
    assert [one.wilayah for one in children] == [PEMDA, LAIN]
    assert [compared(one) for one in children] == [compared(one) for one in cities]
    assert region_figure(checked, ground, period, "35").hasil == region_figure(checked, ground, period, "ID").hasil
    assert deliveries_of(checked, ground, period, "35").semua == 2


def run(seeds: range, formulas: int, folder: Path) -> Drawing:
    drawing = Drawing()
    for seed in seeds:
        check_batch(seed, formulas, folder, drawing)
        for piece in folder.rglob("*.parquet"):
            piece.unlink()
    return drawing


def test_regions_of_a_kubus_are_what_their_offices_compute(tmp_path: Path) -> None:
    drawing = run(range(1, 15), 7, tmp_path)
    assert drawing.values >= 0.5 * drawing.cases, drawing


@pytest.mark.generative
def test_regions_of_a_kubus_are_what_their_offices_compute_over_many_snapshots(tmp_path: Path) -> None:
    drawing = run(range(1000, 1300), 20, tmp_path)
    assert drawing.values >= 0.5 * drawing.cases, drawing


def test_a_ratio_of_a_province_is_not_the_mean_of_its_cities(tmp_path: Path) -> None:
    rows = {PEMDA: [True] * 1 + [False] * 1, LAIN: [True] * 9 + [False] * 1}
    snapshots = {}
    for pemda, sehat in rows.items():
        canonical = [
            (f"{pemda}{place}", pemda, f"{pemda}/2.17", 2024, f"{pemda}.01.1001", 1, 1, True, one,
             "sehat")
            for place, one in enumerate(sehat)
        ]  # fmt: skip
        table = table_from_rows(SCHEMAS["koperasi"], canonical)
        piece = freeze(SCHEMAS["koperasi"], pemda, table, tmp_path)
        snapshots[pemda] = Snapshot(SCHEMAS, {("koperasi", pemda): piece}, ())
    checked = understood("persen(koperasi yang sehat)")
    ground = ground_of(snapshots, [checked], Period(2024), tmp_path)
    assert region_figure(checked, ground, Period(2024), "35").hasil.nilai == Fraction(1000, 12)
