"""Snapshots of a folder of received deliveries: the same pieces and hashes as those of a database."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from tolok.engine.snapshot import Delivered, Snapshot, freeze
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
    for register in sorted({one.register for one in delivered} & schemas.keys()):
        rows = rows_known_at(folder, schemas[register], instant)
        for pemda in sorted({one.pemda for one in delivered if one.register == register}):
            mine = rows.filter(pc.equal(rows.column("pemda"), pemda))
            pieces[register, pemda] = freeze(schemas[register], pemda, mine, folder / "potret")
    return Snapshot(schemas, pieces, delivered)
