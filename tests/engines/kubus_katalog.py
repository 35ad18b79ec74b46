"""A nation of four cities, generated, and what a kubus of the whole catalogue says of it."""

from pathlib import Path
from random import Random

import tolok_koperasi
from generative.generator import registers
from spec.drawing import PEMDA
from tolok.catalogue.load import load_catalogue
from tolok.engine.kubus import Kubus
from tolok.engine.kubus_build import Assembled
from tolok.engine.kubus_plan import Sheet, plan_sheets, wanted_by
from tolok.engine.snapshot import freeze
from tolok.formula.kernel import Aggregate
from tolok.registers.canonical import table_from_rows
from tolok.registers.load import load_schemas
from tolok.values.period import Period

CITIES = ("11.01", "32.75", "35.75", "35.78")
PACK = tolok_koperasi.FOLDER


def catalogue_sheets() -> tuple[Sheet, ...]:
    """Every total of every indicator, five years."""
    schemas, catalogue = load_schemas(PACK / "register"), load_catalogue(PACK)
    wanted: dict[Aggregate, set[Period]] = {}
    for year in range(2020, 2025):
        for kode, indikator in catalogue.indikator.items():
            if indikator.versi[0].berlaku_sejak.year <= year:
                checked = catalogue.checked(kode, year, schemas)
                for one, periods in wanted_by(checked.aggregates, Period(year), schemas).items():
                    wanted.setdefault(one, set()).update(periods)
    return plan_sheets(wanted, schemas)


def nation(folder: Path) -> Assembled:
    """Generated registers of the content pack for four cities in three provinces."""
    schemas = {nama: one for nama, one in load_schemas(PACK / "register").items() if nama != "data"}
    pieces = []
    for seed, pemda in enumerate(CITIES):
        for nama, rows in registers(Random(seed), schemas).rows.items():
            own = [tuple(cell.replace(PEMDA, pemda) if isinstance(cell, str) else cell for cell in row) for row in rows]
            pieces.append(freeze(schemas[nama], pemda, table_from_rows(schemas[nama], own, turunan=True), folder))
    return Assembled(schemas, tuple(pieces))


def said(kubus: Kubus) -> dict[object, object]:
    """Every total for its last period: of the nation, and in one province."""
    return {
        (one, level): kubus.totals(one, sheet.periods[-1], level, inside)
        for sheet in kubus.sheets
        for one in sheet.recipes
        for level, inside in (("nasional", "ID"), ("kelurahan", "35"))
    }
