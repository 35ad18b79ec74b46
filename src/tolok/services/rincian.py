"""The rows behind one aggregate of one vintage, read from its frozen snapshot, for somebody who may see rows."""

from dataclasses import dataclass
from typing import Any

from tolok.engine.protocol import GROUPS, RowFilter
from tolok.services import paket
from tolok.services.akses import NotFoundError, require
from tolok.services.bacaan import plain
from tolok.services.definisi import checked_of
from tolok.services.pengukuran import scope_of, snapshot_of
from tolok.store.models import Pengguna, Realisasi
from tolok.values.period import Period


@dataclass(frozen=True)
class Rincian:
    """One page of rows: the aggregate in words, how many rows its group has in all, and the rows asked for."""

    agregat: str
    jumlah: int
    baris: tuple[dict[str, Any], ...]
    lagi: bool


def rows_behind(pengguna: Pengguna, row: Realisasi, letak: int, asked: RowFilter) -> Rincian:
    """Rows of a group (`asked.group`) of aggregate number `letak`. Raises NotFoundError without the right or the place."""
    kantor = row.indikator.perangkat_daerah
    require(pengguna, kantor, "lihat_baris")
    known = checked_of(row).aggregates
    if not 0 <= letak < len(known) or asked.group not in GROUPS:
        raise NotFoundError(f"{letak} {asked.group}")
    period, snapshot = Period(row.tahun, row.triwulan), snapshot_of(row)
    aggregate = known[letak]
    one_more = RowFilter(asked.group, asked.reason, asked.wilayah, asked.limit + 1, asked.offset)
    found = paket.engine().rows(aggregate, period, scope_of(kantor), snapshot, one_more)
    total = row.lembar["wilayah"][kantor.pemda_id]["total"][letak]
    counts = {"terhitung": total.get("terhitung", 0), "tidak_memenuhi": total.get("tidak_memenuhi", 0)}
    jumlah = counts.get(asked.group, sum(total.get("dikeluarkan", {}).values()))
    rows = tuple(
        {"entitas": one.entitas, "wilayah": one.wilayah, "alasan": one.alasan or None}
        | {name: plain(cell) for name, cell in one.isi.items()}
        for one in found[: asked.limit]
    )
    return Rincian(aggregate.text, jumlah, rows, len(found) > asked.limit)
