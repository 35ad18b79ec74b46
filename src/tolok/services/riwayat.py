"""The change log: every change leaves one sealed entry, and the chain can be verified by anyone who has the entries.

A chain shows what was altered or taken out of its middle, but not that its end was cut off. So the number and the seal of
the last entry stand a second time, in a file outside the database (`kepala-riwayat`), written after every commit.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tolok.engine.penguncian import lock
from tolok.registers.faults import mask
from tolok.store.models import LogPerubahan, Pengguna, PerangkatDaerah
from tolok.values.instant import instant_text

AWAL = "0" * 64
EKOR = 1000
"""How many of the last entries a screen verifies anew; those before it once per process, all of them by command."""
_BATCH = 2000
_APPENDING = 0x546F6C6F6B  # one number for one lock, the same in every process
_HEAD = re.compile(r"(\d{1,18}) ([0-9a-f]{64})\n")


@dataclass(frozen=True)
class Rantai:
    """What verifying the chain found: how many entries, the hash of the last, and where it broke, if it did.

    `terpotong`: the number of the last entry that the second place knows, where the chain ends before it or differs there.
    `diperiksa`: entries whose seal was computed again this time.
    """

    jumlah: int
    kepala: str
    putus_di: int | None = None
    terpotong: int | None = None
    diperiksa: int = 0

    @property
    def utuh(self) -> bool:
        return self.putus_di is None and self.terpotong is None


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

    Appends are serialised: SQLite by its one writer, PostgreSQL by a lock of its own until the transaction ends (a lock on
    the last entry would not do: whoever waited for it would go on from an entry that is no longer the last).
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("log_change berjalan di dalam transaksi perubahannya")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_APPENDING])
    last = LogPerubahan.objects.order_by("-urut").first()
    entry = LogPerubahan(
        urut=last.urut + 1 if last else 1,
        pada=at,
        oleh=by,
        perangkat_daerah=kantor,
        tindakan=tindakan,
        objek=objek,
        isi=_without_numbers(dict(isi or {})),
        hash_sebelum=last.hash if last else AWAL,
    )
    entry.hash = _seal(entry)
    entry.save(force_insert=True)
    transaction.on_commit(lambda: _note_head(settings.KEPALA_RIWAYAT, entry.urut, entry.hash), robust=True)
    return entry


def _without_numbers(isi: Any) -> Any:
    """The same with NIK-like numbers masked, wherever somebody typed one: an entry can never be taken back."""
    if isinstance(isi, str):
        return mask(isi)
    if isinstance(isi, Mapping):
        return {key: _without_numbers(value) for key, value in isi.items()}
    return [_without_numbers(one) for one in isi] if isinstance(isi, list | tuple) else isi


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
    """Recompute every seal from the first entry on, and compare the end with the second place."""
    return _with_second_place(_verified_from(0, AWAL))


_verified: dict[str, tuple[int, str]] = {}
"""Per database: up to which entry this process verified the chain, and its seal."""


def verify_tail() -> Rantai:
    """As `verify_chain`, but what this process verified before is not read again, apart from the last `EKOR` entries."""
    place = str(transaction.get_connection().settings_dict["NAME"])
    urut, seal = _verified.get(place, (0, AWAL))
    known = LogPerubahan.objects.filter(urut=urut).values_list("hash", flat=True).first()
    chain = _verified_from(urut, seal) if known == seal else _verified_from(0, AWAL)
    if chain.putus_di is None and chain.jumlah > EKOR:
        before = LogPerubahan.objects.get(urut=chain.jumlah - EKOR)
        _verified[place] = (before.urut, before.hash)
    return _with_second_place(chain)


def _verified_from(urut: int, seal: str) -> Rantai:
    """The chain behind entry number `urut`, whose seal is known to be `seal`."""
    before, count = seal, urut
    entries = LogPerubahan.objects.filter(urut__gt=urut) if urut else LogPerubahan.objects.all()
    for entry in entries.order_by("urut").iterator(chunk_size=_BATCH):
        count += 1
        if entry.urut != count or entry.hash_sebelum != before or entry.hash != _seal(entry):
            return Rantai(count, before, putus_di=entry.urut, diperiksa=count - urut)
        before = entry.hash
    return Rantai(count, before, diperiksa=count - urut)


def _with_second_place(chain: Rantai) -> Rantai:
    """Whether the chain still reaches the entry that stands in the file outside the database."""
    noted = noted_head(settings.KEPALA_RIWAYAT)
    if noted is None or chain.putus_di is not None:
        return chain
    urut, seal = noted
    there = LogPerubahan.objects.filter(urut=urut).values_list("hash", flat=True).first()
    return chain if there == seal else replace(chain, terpotong=urut)


def noted_head(path: Path) -> tuple[int, str] | None:
    """(number, seal) of the last entry as noted outside the database; None where nothing readable was noted yet."""
    try:
        found = _HEAD.fullmatch(path.read_text("ascii", "replace"))
    except FileNotFoundError:
        return None
    return (int(found[1]), found[2]) if found else None


def renew_head(chain: Rantai) -> None:
    """Let the second place begin anew from a chain that was just restored and verified."""
    settings.KEPALA_RIWAYAT.unlink(missing_ok=True)
    if chain.jumlah:
        _note_head(settings.KEPALA_RIWAYAT, chain.jumlah, chain.kepala)


def _note_head(path: Path, urut: int, seal: str) -> None:
    """Note the newest entry, never an older one. Without waiting for the disk: after a failure the note may lag behind the
    database, which raises no alarm, but never run ahead of it."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        lock(file, wait=True)  # where the system has none, the note may lag behind by one entry
        noted = _HEAD.fullmatch(file.read(100).decode("ascii", "replace"))
        if noted is None or int(noted[1]) < urut:
            file.seek(0)
            file.write(f"{urut:018d} {seal}\n".encode())
