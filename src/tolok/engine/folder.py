"""Snapshots of a folder of received deliveries: the same pieces and hashes as those of a database."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from tolok.engine.snapshot import Delivered, Snapshot, freeze
from tolok.registers.derive import coverage, derive
from tolok.registers.folder import deliveries_known_at, rows_known_at
from tolok.registers.schema import Schema


def folder_snapshot(folder: Path, schemas: Mapping[str, Schema], instant: datetime) -> Snapshot:
    """Everything that the folder knew at `instant`, frozen under folder/potret. IssueError for a broken folder."""
    delivered = tuple(
        sorted(
            {
                Delivered(one.register, one.pemda, one.perangkat_daerah, str(one.periode), tuple(sorted(one.cakupan)))
                for one in deliveries_known_at(folder, instant)
            }
        )
    )
    pieces = {}
    covered = coverage((one.register, one.perangkat_daerah, one.period.tahun, one.cakupan) for one in delivered)
    known = {
        register: rows_known_at(folder, schemas[register], instant)
        for register in sorted({one.register for one in delivered} & schemas.keys())
    }
    for register in known:
        for pemda in sorted({one.pemda for one in delivered if one.register == register}):
            mine = {
                name: known[name].filter(pc.equal(known[name].column("pemda"), pemda))
                for name in (register, *schemas[register].sources)
                if name in known
            }
            rows = derive(schemas[register], mine, covered)
            pieces[register, pemda] = freeze(schemas[register], pemda, rows, folder / "potret")
    return Snapshot(schemas, pieces, delivered)
