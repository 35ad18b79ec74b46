"""What a delivery would do if it were accepted: which rows change, and what each figure would become. Stores nothing."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from tolok.engine.snapshot import Delivered, Piece, Snapshot, freeze
from tolok.formula.checker import Checked
from tolok.registers.canonical import table_from_rows
from tolok.registers.delivery import CheckedDelivery
from tolok.registers.derive import coverage, derive
from tolok.registers.history import Changes, differences, laid_over
from tolok.registers.schema import Kolom, Schema
from tolok.services import paket
from tolok.services.definisi import definition_in_force
from tolok.services.koreksi import cell_text
from tolok.services.pengukuran import compute_checked
from tolok.services.potret import delivered_at, rows_at, snapshot_at
from tolok.services.register import name_column, read_by
from tolok.store.models import IndikatorKantor, PerangkatDaerah, schemas
from tolok.values.issue import IssueError
from tolok.values.period import Period

PERUBAHAN_TERBANYAK = 200
"""Most changed rows that are listed; the others are counted."""


def changed_cells(schema: Schema, checked: CheckedDelivery, changes: Changes) -> list[dict[str, Any]]:
    """The cells that would change in rows already known, in the order of the file: row number, thing, column, old, new."""
    name = name_column(schema)
    found = []
    for index, row, cells in differences(changes, PERUBAHAN_TERBANYAK):
        for nama, before, after in cells:
            kolom = schema.by_nama[schema.wilayah if nama == "wilayah" and schema.wilayah else nama]
            unit = " (Rp)" if kolom.satuan == "rupiah" else ""
            found.append(
                {
                    "baris": checked.baris[index], "nama": str(row[name] or "tanpa nama"), "kolom": kolom.label + unit,
                    "lama": said(kolom, before), "baru": said(kolom, after), "angka": kolom.jenis in ("bilangan", "angka"),
                }
            )  # fmt: skip
    return sorted(found, key=lambda one: one["baris"])


def said(kolom: Kolom, cell: Any) -> str:
    """A stored cell as a page prints it; an empty one is a word."""
    if cell is None:
        return "kosong"
    if kolom.jenis == "wilayah":
        return paket.region_tree().name(str(cell)) if paket.region_tree().exists(str(cell)) else str(cell)
    return cell_text(kolom, cell)


def would_become(kantor: PerangkatDaerah, checked: CheckedDelivery, changes: Changes, at: datetime) -> list[dict[str, Any]]:
    """Each IKU that reads the register: its figure of the delivery's year as the rows stand now, and after accepting.

    Figures are printed texts or reasons. [] where no IKU of the office reads the register.
    """
    register, period = checked.header.register, Period(checked.header.periode.tahun)
    wanted = [
        one
        for one in IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut")
        if register in read_by(kantor, one.kode, period.tahun, at)
    ]
    if not wanted:
        return []
    formulas: dict[str, Checked] = {}
    desimal: dict[str, int] = {}
    satuan: dict[str, str] = {}
    for one in wanted:
        stored, formula = definition_in_force(one.kode, period.tahun, kantor, at)
        formulas[one.kode], desimal[one.kode] = formula, stored.isi["desimal"]
        satuan[one.kode] = str(stored.isi.get("satuan_tampil") or "")
    pemda = kantor.pemda_id
    before = snapshot_at(pemda, at)
    with tempfile.TemporaryDirectory(prefix="pratinjau-") as folder:
        after = _snapshot_after(before, checked, changes, at, Path(folder))
        now = compute_checked(kantor, formulas, desimal, period, before)
        then = compute_checked(kantor, formulas, desimal, period, after)
    return [
        {
            "kode": one.kode, "nama": one.nama, "satuan": satuan[one.kode],
            "kini": _printed(now[one.kode].lembar["wilayah"][pemda]),
            "menjadi": _printed(then[one.kode].lembar["wilayah"][pemda]),
        }
        for one in wanted
    ]  # fmt: skip


def _printed(kota: dict[str, Any]) -> list[str]:
    """[figure, ''] or ['', reason]."""
    return [str(kota["tampil"] or ""), str(kota["alasan"] or "")]


def _snapshot_after(before: Snapshot, checked: CheckedDelivery, changes: Changes, at: datetime, folder: Path) -> Snapshot:
    """The snapshot with the register, and those that look into it, frozen anew with the changes laid over them."""
    header, pemda = checked.header, checked.header.pemda
    new = Delivered(header.register, pemda, header.perangkat_daerah, str(header.periode), tuple(sorted(header.cakupan)))
    delivered = tuple(sorted({*before.delivered, new}))
    pieces: dict[tuple[str, str], Piece] = dict(before.pieces)
    for schema in schemas().values():
        touched = header.register == schema.nama or header.register in schema.sources
        if not touched or (header.register != schema.nama and (schema.nama, pemda) not in pieces):
            continue
        tables = {nama: _table(nama, header.register, changes, pemda, at) for nama in (schema.nama, *schema.sources)}
        beside = delivered_at(pemda, at, list(schema.sources))
        known = {*beside, new} if header.register in schema.sources else set(beside)
        covered = coverage((one.register, one.perangkat_daerah, one.period.tahun, one.cakupan) for one in sorted(known))
        pieces[schema.nama, pemda] = freeze(schema, pemda, derive(schema, tables, covered), folder)
    return Snapshot(schemas(), pieces, delivered)


def _table(nama: str, register: str, changes: Changes, pemda: str, at: datetime) -> Any:
    schema = schemas()[nama]
    known = table_from_rows(schema, rows_at(schema, pemda, at))
    return laid_over(known, changes) if nama == register else known


def figures_or_reason(
    kantor: PerangkatDaerah, checked: CheckedDelivery, changes: Changes, at: datetime
) -> tuple[list[dict[str, Any]], str]:
    """`would_become`, or why it cannot be said: a preview must not stop a delivery that could be accepted."""
    try:
        return would_become(kantor, checked, changes, at), ""
    except IssueError as error:
        return [], error.issues[0].apa
