"""`kubus-nasional`: figures of every level from the national snapshot of a folder, on this machine or on a Spark cluster.

The kubus is kept beside the snapshot; run again, only pieces that changed are scanned.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tolok_koperasi
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.cli.asked import mistake
from tolok.cli.output import print_json, print_table, say
from tolok.engine.choose import make_scanner
from tolok.engine.files import write_bytes
from tolok.engine.kubus import Kubus, read_kubus, sweep
from tolok.engine.kubus_build import build_kubus
from tolok.engine.kubus_plan import Sheet, plan_sheets, wanted_by
from tolok.engine.national import NationalSnapshot, read_manifest
from tolok.engine.snapshot import DATA_REGISTER, Delivered, read_narrow
from tolok.formula.checker import Checked, quarter_terms
from tolok.formula.kernel import Aggregate
from tolok.measurement.hitung import HasilWilayah
from tolok.measurement.lembar import region_sheet
from tolok.measurement.nasional import Landasan, child_figures, region_figure
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.registers.wilayah import RegionTree, load_tree
from tolok.values.issue import IssueError
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.values.region import NASIONAL, is_region_code

KUBUS, CURRENT = "kubus", "terkini"
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_MOST_YEARS, _YEARS_KEPT = 20, 5
_NOT_DECIDED = ("TLK-D011", "TLK-D012")
"""No version in force yet, or one that waits for its formula."""

Formulas = Mapping[tuple[str, int], Checked]
"""(kode, tahun) → the formula in force then; without those that were not yet decided."""


@dataclass(frozen=True)
class AskedOfNation:
    """The options of `kubus-nasional` as typed."""

    folder: Path
    engine: str
    tahun: str
    indikator: tuple[str, ...]
    wilayah: str
    bawahan: bool
    katalog: Path | None
    sapu: bool = False

    def years(self, delivered: Iterable[Delivered]) -> range:
        """The years asked for; the last five that were delivered where none is named. IssueError (TLK-S020, TLK-S024)."""
        if not self.tahun:
            last = max((one.period.tahun for one in delivered), default=0)
            if not last:
                fill = "masukkan data kantor dengan `tolok potret-nasional`"
                raise IssueError(mistake("TLK-S024", str(self.folder), "belum ada kiriman dalam potret ini", fill))
            return range(last - _YEARS_KEPT + 1, last + 1)
        found = _YEARS.fullmatch(self.tahun)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1990 <= first <= last <= 2100 or last - first >= _MOST_YEARS:
            raise IssueError(mistake("TLK-S020", "--tahun", f"`{self.tahun}` bukan tahun", "tulis 2024 atau 2020-2024"))
        return range(first, last + 1)


def total_nation(asked: AskedOfNation, as_json: bool) -> None:
    """Make or bring up to date the kubus, then print figures. IssueError for anything that the user can mend."""
    pack, tree = asked.katalog or tolok_koperasi.FOLDER, load_tree()
    schemas, catalogue = load_schemas(pack / "register"), load_catalogue(pack)
    _refuse_region(asked.wilayah)
    chosen = {catalogue.definisi(kode).kode for kode in asked.indikator} or set(catalogue.indikator)
    snapshot = read_manifest(asked.folder, schemas)
    years = asked.years(snapshot.delivered)
    formulas = _formulas(catalogue, schemas, years)
    for kode in asked.indikator:
        if not any((kode, tahun) in formulas for tahun in years):
            catalogue.checked(kode, years[-1], schemas)  # says why there is nothing to compute
    kubus = _kubus(asked, snapshot, _sheets(formulas, schemas))
    ground = Landasan(kubus, schemas, tree, snapshot.delivered, _outside(snapshot))
    rows = [
        {"indikator": kode, "tahun": tahun, "wilayah": one.wilayah, **region_sheet(one, catalogue.indikator[kode].desimal)}
        for (kode, tahun), checked in sorted(formulas.items())
        if kode in chosen
        for one in _figures(checked, ground, Period(tahun), asked)
    ]
    if as_json:
        print_json({"potret": snapshot.hash, "kubus": kubus.hash, "angka": rows})
    else:
        _print(f"Angka {years[0]} sampai {years[-1]}", rows, tree)
        say(f"Potret {snapshot.hash[:16]}, kubus {kubus.hash[:16]}.")


def _formulas(catalogue: Catalogue, schemas: Mapping[str, Schema], years: range) -> Formulas:
    """Every indicator in every year for which it has a formula, but those that speak of a triwulan only."""
    found = {}
    for kode in catalogue.indikator:
        for tahun in years:
            try:
                checked = catalogue.checked(kode, tahun, schemas)
            except IssueError as error:
                if any(issue.kode not in _NOT_DECIDED for issue in error.issues):
                    raise
            else:
                if not quarter_terms(checked):
                    found[kode, tahun] = checked
    return found


def _sheets(formulas: Formulas, schemas: Mapping[str, Schema]) -> tuple[Sheet, ...]:
    wanted: dict[Aggregate, set[Period]] = {}
    for (_, tahun), checked in formulas.items():
        for one, periods in wanted_by(checked.aggregates, Period(tahun), schemas).items():
            wanted.setdefault(one, set()).update(periods)
    return plan_sheets(wanted, schemas)


def _kubus(asked: AskedOfNation, snapshot: NationalSnapshot, sheets: tuple[Sheet, ...]) -> Kubus:
    folder = asked.folder / KUBUS
    pointer = folder / CURRENT
    known = pointer.read_text().strip() if pointer.exists() else ""
    before = read_kubus(folder, sheets, known)
    engine = make_scanner(asked.engine)
    try:
        kubus = build_kubus(sheets, snapshot, engine, folder, before, progress=_tell)
    finally:
        engine.close()
    write_bytes(kubus.hash.encode(), pointer)
    if asked.sapu:
        say(f"{format_angka(sweep(folder, kubus))} berkas kubus lama dihapus.")
    return kubus


def _tell(register: str, done: int, whole: int) -> None:
    say(f"{register}: {format_angka(done)} dari {format_angka(whole)} baris")


def _outside(snapshot: NationalSnapshot) -> tuple[Mapping[str, object], ...]:
    schema = snapshot.schemas.get(DATA_REGISTER)
    return tuple(row for piece in snapshot.of(DATA_REGISTER) if schema for row in read_narrow(piece, schema))


def _figures(checked: Checked, ground: Landasan, period: Period, asked: AskedOfNation) -> Iterator[HasilWilayah]:
    yield region_figure(checked, ground, period, asked.wilayah)
    if asked.bawahan:
        yield from child_figures(checked, ground, period, asked.wilayah)


def _print(judul: str, rows: list[dict[str, Any]], tree: RegionTree) -> None:
    lines = [
        (
            row["indikator"], str(row["tahun"]), _named(row["wilayah"], tree),
            row["tampil"] or row["alasan"], ", ".join(row["tanda"]),
        )
        for row in rows
    ]  # fmt: skip
    print_table(judul, ("Indikator", "Tahun", "Wilayah", "Angka", "Tanda"), lines, (3,))


def _named(kode: str, tree: RegionTree) -> str:
    """The code with its name; offices may use codes of villages that the tree does not know."""
    try:
        return f"{kode} {tree.name(kode)}"
    except KeyError:
        return kode


def _refuse_region(kode: str) -> None:
    if kode != NASIONAL and not is_region_code(kode):
        raise IssueError(
            mistake("TLK-S026", "--wilayah", f"`{kode}` bukan kode wilayah", "tulis misalnya ID, 35, atau 35.75")
        )
