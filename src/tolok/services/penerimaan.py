"""The way in: checked deliveries and corrections of single rows become rows with both clocks. Nothing is overwritten."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from tolok.engine.snapshot import LEADING
from tolok.registers.canonical import table_from_rows
from tolok.registers.delivery import CheckedDelivery
from tolok.registers.entities import Known, resolve_delivery
from tolok.registers.history import Changes, merge
from tolok.registers.schema import Schema
from tolok.services.riwayat import log_change
from tolok.store.models import Alias, Kiriman, Pengguna, PerangkatDaerah, Realisasi, RegisterRow, register_model, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError

_BATCH = 500
T = TypeVar("T")


@transaction.atomic
def receive(checked: CheckedDelivery, *, by: Pengguna | None, at: datetime) -> Kiriman:
    """Take in one checked delivery as known from `at`. An empty delivery is recorded too: it means zero, not nothing."""
    header = checked.header
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=header.perangkat_daerah)
    kiriman = Kiriman(
        register=header.register,
        perangkat_daerah=kantor,
        periode=str(header.periode),
        cakupan=list(header.cakupan),
        jenis="berkas",
        berkas=header.berkas,
        sha256=header.sha256,
        diterima_pada=at,
        oleh=by,
    )
    schema = schemas()[header.register]
    numbers = Alias.objects.filter(jenis=schema.entitas, pemda=header.pemda).values_list("kunci", "nilai", "entitas")
    checked, baru = resolve_delivery(schema, checked, Known(numbers.iterator(chunk_size=5000)))
    kiriman.laporan = checked.report.as_dict()
    changes = lay_rows(schema, kantor, kiriman, checked.clean)
    for part in _parts(baru):
        since = {"jenis": schema.entitas, "pemda": header.pemda, "kiriman": kiriman, "diketahui_dari": at}
        Alias.objects.bulk_create([Alias(**one._asdict(), **since) for one in part])
    log_change(
        "kiriman.diterima",
        f"{header.register} {header.periode}",
        at=at,
        by=by,
        kantor=kantor,
        isi={"berkas": header.berkas, "sha256": header.sha256, "baru": changes.baru, "berubah": changes.berubah},
    )
    return kiriman


def lay_rows(schema: Schema, kantor: PerangkatDaerah, kiriman: Kiriman, incoming: Any) -> Changes:
    """Save the batch and lay its canonical rows over those known: identical nothing, different close and add, new add."""
    _forbid_backdating(schema, kantor, kiriman.diterima_pada)
    kiriman.save(force_insert=True)
    model = register_model(schema.nama)
    years = sorted(set(incoming.column("periode").to_pylist()))
    columns = ["id", *LEADING, *(kolom.nama for kolom in schema.stored)]
    known = list(
        model.objects.filter(perangkat_daerah=kantor.kode, periode__in=years, diketahui_sampai=None).values_list(*columns)
    )
    changes = merge(table_from_rows(schema, [row[1:] for row in known]), incoming)
    closing = [known[index][0] for index in changes.close.to_pylist()]
    for part in _parts(closing):
        model.objects.filter(id__in=part).update(diketahui_sampai=kiriman.diterima_pada)
    for rows in _parts(list(changes.insert_rows())):
        model.objects.bulk_create([_row(model, columns[1:], row, kiriman) for row in rows])
    return changes


def _row(model: type[RegisterRow], columns: Sequence[str], cells: Sequence[object], kiriman: Kiriman) -> RegisterRow:
    values = dict(zip(columns, cells, strict=True))
    return model(**values, kiriman=kiriman, diketahui_dari=kiriman.diterima_pada)


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Pieces small enough for one statement on every database."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _forbid_backdating(schema: Schema, kantor: PerangkatDaerah, at: datetime) -> None:
    """What was known at an instant may not change afterwards, so the second clock never runs backwards."""
    later = Kiriman.objects.filter(
        perangkat_daerah__pemda=kantor.pemda_id, register=schema.nama, diterima_pada__gt=at
    ).first()
    if later is not None:
        raise IssueError(_backdated(schema, f"kiriman terakhir diterima {tanggal_pendek(later.diterima_pada)}"))
    # A figure says "as known at": nothing may be slipped under an instant from which one was computed.
    computed = Realisasi.objects.filter(indikator__perangkat_daerah__pemda=kantor.pemda_id, diketahui__gt=at)
    if figure := computed.order_by("-diketahui").first():
        raise IssueError(_backdated(schema, f"ada angka yang dihitung dari keadaan {tanggal_pendek(figure.diketahui)}"))


def _backdated(schema: Schema, mengapa: str) -> Issue:
    return Issue(
        "TLK-R060",
        "salah",
        schema.label,
        "kiriman ini bertanggal lebih lama daripada yang sudah diterima",
        mengapa,
        "terima dengan waktu sekarang; keadaan masa lalu tidak dapat ditulis ulang",
    )
