"""Snapshots of a folder of received deliveries: the same pieces and hashes as those of a database."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from tolok.engine.snapshot import Delivered, Snapshot, freeze
from tolok.registers.derive import coverage, derive
from tolok.registers.folder import deliveries_known_at, rows_known_at
from tolok.registers.schema import Schema


def folder_deliveries(folder: Path, instant: datetime) -> tuple[Delivered, ...]:
    """What the folder had received by `instant`, empty deliveries too. IssueError for a broken folder."""
    found = deliveries_known_at(folder, instant)
    return tuple(
        sorted(
            {
                Delivered(one.register, one.pemda, one.perangkat_daerah, str(one.periode), tuple(sorted(one.cakupan)))
                for one in found
            }
        )
    )


def folder_snapshot(
    folder: Path,
    schemas: Mapping[str, Schema],
    instant: datetime,
    *,
    pemda: str | None = None,
    registers: Collection[str] | None = None,
) -> Snapshot:
    """What the folder knew at `instant`, frozen under folder/potret: all of it, or only what one pemda's figures need."""
    delivered = folder_deliveries(folder, instant)
    covered = coverage((one.register, one.perangkat_daerah, one.period.tahun, one.cakupan) for one in delivered)
    wanted = {one.register for one in delivered} & (schemas.keys() if registers is None else set(registers))
    sources = {name for register in wanted for name in schemas[register].sources}
    received = {one.register for one in delivered}
    known = {name: rows_known_at(folder, schemas[name], instant) for name in sorted((wanted | sources) & received)}
    pieces = {}
    for register in sorted(wanted):
        for one in sorted({d.pemda for d in delivered if d.register == register and pemda in (None, d.pemda)}):
            mine = {
                name: known[name].filter(pc.equal(known[name].column("pemda"), one))
                for name in (register, *schemas[register].sources)
                if name in known
            }
            rows = derive(schemas[register], mine, covered)
            pieces[register, one] = freeze(schemas[register], one, rows, folder / "potret")
    return Snapshot(schemas, pieces, delivered)
