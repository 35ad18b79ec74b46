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
from tolok.services import identitas
from tolok.services.riwayat import log_change
from tolok.store.models import Alias, Kiriman, Pengguna, PerangkatDaerah, Realisasi, RegisterRow, register_model, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError

_BATCH = 500
T = TypeVar("T")


@transaction.atomic
def receive(checked: CheckedDelivery, *, by: Pengguna | None, at: datetime, jenis: str = "berkas") -> Kiriman:
    """Take in one checked delivery as known from `at`. An empty delivery is recorded too: it means zero, not nothing."""
    header = checked.header
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=header.perangkat_daerah)
    kiriman = Kiriman(
        register=header.register,
        perangkat_daerah=kantor,
        periode=str(header.periode),
        cakupan=list(header.cakupan),
        jenis=jenis,
        berkas=header.berkas,
        sha256=header.sha256,
        diterima_pada=at,
        oleh=by,
    )
    schema = schemas()[header.register]
    checked, baru = resolve_delivery(schema, checked, known_numbers(schema, header.pemda))
    kiriman.laporan = checked.report.as_dict()
    changes = lay_rows(schema, kantor, kiriman, checked.clean)
    for part in parts(baru):
        since = {"jenis": schema.entitas, "pemda": header.pemda, "kiriman": kiriman, "diketahui_dari": at}
        Alias.objects.bulk_create([Alias(**one._asdict(), **since) for one in part])
    identitas.keep(schema, kantor, kiriman, checked)
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
    forbid_backdating(schema, kantor, kiriman.diterima_pada)
    model = register_model(schema.nama)
    ids, changes = compare(schema, kantor, incoming)
    # What a delivery repeated without changing it leaves no row of its own: only this count knows of it.
    kiriman.laporan |= {"baru": changes.baru, "berubah": changes.berubah, "sama": changes.same}
    kiriman.save(force_insert=True)
    for part in parts([ids[index] for index in changes.close.to_pylist()]):
        model.objects.filter(id__in=part).update(diketahui_sampai=kiriman.diterima_pada)
    columns = [*LEADING, *(kolom.nama for kolom in schema.stored)]
    for rows in parts(list(changes.insert_rows())):
        model.objects.bulk_create([_row(model, columns, row, kiriman) for row in rows])
    return changes


def compare(schema: Schema, kantor: PerangkatDaerah, incoming: Any) -> tuple[list[int], Changes]:
    """Ids of the office's open rows of the same periods, and what canonical rows would change in them. Stores nothing."""
    years = sorted(set(incoming.column("periode").to_pylist()))
    columns = ["id", *LEADING, *(kolom.nama for kolom in schema.stored)]
    open_rows = register_model(schema.nama).objects.filter(
        perangkat_daerah=kantor.kode, periode__in=years, diketahui_sampai=None
    )
    known = list(open_rows.values_list(*columns))
    return [row[0] for row in known], merge(table_from_rows(schema, [row[1:] for row in known]), incoming)


def known_numbers(schema: Schema, pemda: str) -> Known:
    """The numbers by which entities of the register's kind are known in the pemda so far."""
    numbers = Alias.objects.filter(jenis=schema.entitas, pemda=pemda).values_list("kunci", "nilai", "entitas")
    return Known(numbers.iterator(chunk_size=5000))


def _row(model: type[RegisterRow], columns: Sequence[str], cells: Sequence[object], kiriman: Kiriman) -> RegisterRow:
    values = dict(zip(columns, cells, strict=True))
    return model(**values, kiriman=kiriman, diketahui_dari=kiriman.diterima_pada)


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Pieces small enough for one statement on every database."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def forbid_backdating(schema: Schema, kantor: PerangkatDaerah, at: datetime) -> None:
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
