"""The change log as a file: every entry with its seal, so that whoever holds the file can verify the chain without us."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet

from tolok.services.bacaan import change_as_dict
from tolok.services.ekspor import csv_lines, json_lines
from tolok.store.models import LogPerubahan, PerangkatDaerah
from tolok.values.instant import instant_text

BENTUK: tuple[str, ...] = ("csv", "json")
_HEADS = ("urut", "pada", "oleh", "oleh_id", "kantor", "tindakan", "objek", "isi", "hash_sebelum", "hash")
_RULE = "hash = SHA-256 atas JSON [urut, pada, oleh_id, kantor, tindakan, objek, isi, hash_sebelum]"


def export_lines(
    bentuk: Literal["csv", "json"], kantor: PerangkatDaerah | None = None, at: datetime | None = None
) -> Iterator[str]:
    """Every entry, oldest first; those of one office, as far as they were known at `at`, where that is asked."""
    found = LogPerubahan.objects.select_related("oleh").order_by("urut")
    if kantor is not None:
        found = found.filter(perangkat_daerah=kantor)
    if at is not None:
        found = found.filter(pada__lte=at)
    rows = _entries(found)
    if bentuk == "csv":
        return csv_lines(_HEADS, rows)
    return json_lines({"kantor": kantor.kode if kantor else None, "segel": _RULE}, "catatan", rows)


def _entries(found: QuerySet[LogPerubahan]) -> Iterator[Mapping[str, Any]]:
    for one in found.iterator(chunk_size=2000):
        yield {**change_as_dict(one, instant_text(one.pada)), "oleh_id": one.oleh_id, "kantor": one.perangkat_daerah_id}
