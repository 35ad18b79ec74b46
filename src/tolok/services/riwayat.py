"""The change log: every change leaves one sealed entry, and the chain can be verified by anyone who has the entries."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tolok.store.models import LogPerubahan, Pengguna, PerangkatDaerah
from tolok.values.instant import instant_text

AWAL = "0" * 64


@dataclass(frozen=True)
class Rantai:
    """What verifying the chain found: how many entries, the hash of the last, and where it broke, if it did."""

    jumlah: int
    kepala: str
    putus_di: int | None = None


def log_change(
    tindakan: str,
    objek: str,
    *,
    at: datetime,
    by: Pengguna | None,
    kantor: PerangkatDaerah | None,
    isi: Mapping[str, Any] | None = None,
) -> LogPerubahan:
    """Append one entry. Must run inside the transaction of the change, so that neither exists without the other.

    Appends are serialised: SQLite by its one writer, PostgreSQL by the lock on the last entry; `urut` is unique besides.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("log_change berjalan di dalam transaksi perubahannya")
    last = LogPerubahan.objects.select_for_update().order_by("-urut").first()
    entry = LogPerubahan(
        urut=last.urut + 1 if last else 1,
        pada=at,
        oleh=by,
        perangkat_daerah=kantor,
        tindakan=tindakan,
        objek=objek,
        isi=dict(isi or {}),
        hash_sebelum=last.hash if last else AWAL,
    )
    entry.hash = _seal(entry)
    entry.save(force_insert=True)
    return entry


def _seal(entry: LogPerubahan) -> str:
    content = [
        entry.urut,
        instant_text(entry.pada),
        entry.oleh_id,
        entry.perangkat_daerah_id,
        entry.tindakan,
        entry.objek,
        entry.isi,
        entry.hash_sebelum,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chain() -> Rantai:
    """Recompute every seal from the first entry on."""
    before, count = AWAL, 0
    for entry in LogPerubahan.objects.order_by("urut").iterator(chunk_size=2000):
        count += 1
        if entry.urut != count or entry.hash_sebelum != before or entry.hash != _seal(entry):
            return Rantai(count, before, putus_di=entry.urut)
        before = entry.hash
    return Rantai(count, before)
