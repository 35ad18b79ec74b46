"""`hitung`: figures from a folder without Django, or from the application's database; the same figures, the same hashes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tolok_koperasi
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.cli.asked import known_at, mistake, nothing_received
from tolok.cli.output import print_json, print_table
from tolok.engine.choose import make_engine, make_totalling_engine
from tolok.engine.folder import folder_deliveries, folder_snapshot
from tolok.engine.protocol import GROUPS, RowFilter, Scope
from tolok.engine.snapshot import Delivered, Snapshot
from tolok.formula.checker import Checked, check
from tolok.formula.parser import parse
from tolok.measurement.hitung import HasilWilayah, Request, compute_all, registers_of
from tolok.measurement.lembar import region_sheet
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.registers.wilayah import load_tree
from tolok.values.issue import IssueError, maksud_anda
from tolok.values.period import Period
from tolok.values.region import Tingkat

LEVELS: tuple[Tingkat, ...] = ("kota", "kecamatan", "kelurahan")
DESIMAL = 2
ALL_ROWS = 10**9
# An outside figure, or a total that there is no data for, rests on no row; its keys are there all the same.
_WITHOUT_ROWS: dict[str, Any] = {"terhitung": 0, "tidak_memenuhi": 0, "dikeluarkan": {}}


@dataclass(frozen=True)
class Asked:
    """The options of `hitung` as typed."""

    tahun: int
    triwulan: int
    tingkat: str
    pemda: str | None
    perangkat_daerah: str | None
    indikator: tuple[str, ...]
    rumus: str | None
    diketahui: str | None
    engine: str
    katalog: Path | None
    now: datetime

    @property
    def period(self) -> Period:
        return Period(self.tahun, self.triwulan)

    @property
    def instant(self) -> datetime:
        """What was known when; now where nothing was asked."""
        return known_at(self.diketahui, self.now)

    @property
    def level(self) -> Tingkat:
        for level in LEVELS:
            if level == self.tingkat:
                return level
        guess = maksud_anda(self.tingkat, LEVELS) or "pilih kota, kecamatan, atau kelurahan"
        raise IssueError(mistake("TLK-S022", "--tingkat", f"tingkat `{self.tingkat}` tidak dikenal", guess))


def compute(data: Path | None, asked: Asked, as_json: bool) -> None:
    """Compute and print. Raises IssueError for anything that the user can mend."""
    pack = asked.katalog or tolok_koperasi.FOLDER
    schemas, catalogue = load_schemas(pack / "register"), load_catalogue(pack)
    formulas = _formulas(asked, catalogue, schemas)
    scope, snapshot = _scope_and_snapshot(data, asked, schemas, formulas)
    request = Request(scope, asked.period, asked.level)
    found = compute_all(formulas, request, snapshot, make_totalling_engine(asked.engine), load_tree())
    desimal = {kode: catalogue.indikator[kode].desimal if kode in catalogue.indikator else DESIMAL for kode in formulas}
    hashes = {kode: snapshot.hash_for(registers_of(checked), scope.pemda) for kode, checked in formulas.items()}
    rows = [
        _row(kode, asked, one, desimal[kode]) | {"hash_potret": hashes[kode]} for kode, all_ in found.items() for one in all_
    ]
    if as_json:
        print_json(rows)
    else:
        _print(rows, asked)


def list_rows(data: Path | None, asked: Asked, wilayah: str, as_json: bool) -> None:
    """Every row behind the figure of one indicator, aggregate by aggregate, with its group and its reason."""
    pack = asked.katalog or tolok_koperasi.FOLDER
    schemas, catalogue = load_schemas(pack / "register"), load_catalogue(pack)
    formulas = _formulas(asked, catalogue, schemas)
    scope, snapshot = _scope_and_snapshot(data, asked, schemas, formulas)
    ((_, checked),) = formulas.items()
    engine = make_engine("duckdb")
    found = [
        {"agregat": aggregate.text, "kelompok": group, "alasan": row.alasan or None, "entitas": row.entitas,
         "wilayah": row.wilayah, "isi": {name: _plain(cell) for name, cell in row.isi.items()}}
        for aggregate in checked.aggregates
        for group in GROUPS
        for row in engine.rows(aggregate, asked.period, scope, snapshot, RowFilter(group, "", wilayah, ALL_ROWS))
    ]  # fmt: skip
    if as_json:
        print_json(found)
        return
    lines = [
        (row["agregat"], row["kelompok"].replace("_", " "), row["alasan"] or "", row["wilayah"] or "–", row["entitas"][:12])
        for row in found
    ]
    print_table(
        f"Rincian {asked.indikator[0]} {asked.period.label}", ("Agregat", "Kelompok", "Sebab", "Wilayah", "Entitas"), lines
    )


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _scope_and_snapshot(
    data: Path | None, asked: Asked, schemas: Mapping[str, Schema], formulas: Mapping[str, Checked]
) -> tuple[Scope, Snapshot]:
    """The office that is meant, and what its figures need: only that is frozen."""
    if data is None:
        snapshot = _application_snapshot(asked)
        return _scope(asked, snapshot.delivered), snapshot
    scope = _scope(asked, folder_deliveries(data, asked.instant))
    registers = {register for checked in formulas.values() for register in registers_of(checked)}
    return scope, folder_snapshot(data, schemas, asked.instant, pemda=scope.pemda, registers=registers)


def _application_snapshot(asked: Asked) -> Snapshot:
    from tolok.cli.server import use_django

    use_django()
    from tolok.services.potret import snapshot_at
    from tolok.store.models import Pemda

    pemda = asked.pemda or (asked.perangkat_daerah or "").split("/")[0]
    names = sorted(Pemda.objects.values_list("kode", flat=True))
    if not pemda and len(names) == 1:
        pemda = names[0]
    if pemda not in names:
        raise IssueError(mistake("TLK-S023", "--pemda", "pemda belum dipilih", "pilih --pemda " + " atau ".join(names)))
    return snapshot_at(pemda, asked.instant)


def _scope(asked: Asked, delivered: Iterable[Delivered]) -> Scope:
    """The one office that is meant. Several offices in scope and none named is an Issue."""
    offices = sorted({(d.pemda, d.perangkat_daerah) for d in delivered})
    mine = [
        office for office in offices
        if asked.pemda in (None, office[0]) and asked.perangkat_daerah in (None, office[1])
    ]  # fmt: skip
    if len(mine) == 1:
        return Scope(*mine[0])
    if not offices:
        raise IssueError(nothing_received())
    names = ", ".join(office for _, office in (mine or offices))
    if not mine:
        wanted = asked.perangkat_daerah or asked.pemda
        raise IssueError(mistake("TLK-S025", "kantor", f"kantor `{wanted}` tidak ada dalam data ini", f"yang ada: {names}"))
    raise IssueError(
        mistake("TLK-S023", "kantor", f"ada {len(mine)} kantor: {names}", "pilih satu dengan --perangkat-daerah")
    )


def _formulas(asked: Asked, catalogue: Catalogue, schemas: Mapping[str, Schema]) -> dict[str, Checked]:
    if asked.rumus:
        return {"rumus": check(parse(asked.rumus), catalogue.vocabulary(schemas, asked.tahun))}
    codes = [catalogue.definisi(kode).kode for kode in asked.indikator] or list(catalogue.indikator)
    return {kode: catalogue.checked(kode, asked.tahun, schemas) for kode in codes}


def _row(kode: str, asked: Asked, one: HasilWilayah, desimal: int) -> dict[str, Any]:
    sheet = region_sheet(one, desimal)
    sheet["total"] = [_WITHOUT_ROWS | total for total in sheet["total"]]
    return {"indikator": kode, "tahun": asked.tahun, "triwulan": asked.triwulan or None, "wilayah": one.wilayah, **sheet}


def _print(rows: list[dict[str, Any]], asked: Asked) -> None:
    lines = [
        (row["indikator"], row["wilayah"], row["tampil"] or row["alasan"], row["nilai"] or "–", ", ".join(row["tanda"]))
        for row in rows
    ]
    print_table(f"Angka {asked.period.label}", ("Indikator", "Wilayah", "Angka", "Persis", "Tanda"), lines, (2, 3))
