"""The undoing of a whole batch: its rows are closed, those that it had superseded hold again; nothing is deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from tolok.engine.snapshot import DATA_REGISTER
from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.registers.faults import mask
from tolok.registers.schema import Schema
from tolok.services import identitas
from tolok.services.koreksi import recompute_touched
from tolok.services.penerimaan import forbid_backdating, parts
from tolok.services.register import KIRIMAN, name_column, require_delivering
from tolok.services.riwayat import log_change
from tolok.store.models import Kiriman, Pengguna, Realisasi, RegisterRow, register_model, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

_SHOWN = 10


@transaction.atomic
def undo_delivery(kiriman: Kiriman, alasan: str, *, by: Pengguna, at: datetime) -> tuple[Kiriman, list[Realisasi]]:
    """Undo one delivery as known from `at`; the figures that it moved are computed anew, published ones get a next vintage.

    Raises IssueError where later work rests on it, or without a reason. The rows come out as if it had never come.
    """
    schema, kantor = schemas()[kiriman.register], kiriman.perangkat_daerah
    period = Period.parse(kiriman.periode)
    require_delivering(by, kantor, schema, period.tahun)
    # Asked again under a lock: between looking and deciding somebody else may have undone it.
    kiriman = Kiriman.objects.select_for_update(of=("self",)).select_related("perangkat_daerah__pemda").get(pk=kiriman.pk)
    issues = why_not_undo(kiriman)
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        why, todo = f"paling sedikit {ALASAN_TERPENDEK} huruf", "tulis apa yang keliru pada kiriman ini"
        issues.append(Issue("TLK-R063", "salah", "alasan", "alasan pembatalan belum cukup", why, todo))
    if issues:
        raise IssueError(issues)
    forbid_backdating(schema, kantor, at)
    alasan = mask(alasan)
    batal = _undoing(kiriman, alasan.strip(), by, at)
    closed, again = _swap(schema, kiriman, batal)
    identitas.withdraw(kiriman, batal)
    log_change(
        "kiriman.dibatalkan", f"{schema.nama} {kiriman.periode}", at=at, by=by, kantor=kantor,
        isi={"kiriman": kiriman.pk, "ditutup": closed, "berlaku_lagi": again, "alasan": alasan.strip()},
    )  # fmt: skip
    return batal, recompute_touched(kantor, period.tahun, batal, by, at)


def _undoing(kiriman: Kiriman, alasan: str, by: Pengguna, at: datetime) -> Kiriman:
    own = register_model(kiriman.register).objects.filter(kiriman=kiriman).count()
    return Kiriman.objects.create(
        register=kiriman.register, perangkat_daerah=kiriman.perangkat_daerah, periode=kiriman.periode, jenis="batal",
        alasan=alasan, laporan={"baris": own}, diterima_pada=at, oleh=by, membatalkan=kiriman,
    )  # fmt: skip


def why_not_undo(kiriman: Kiriman) -> list[Issue]:
    """Why a delivery cannot be undone as a whole; [] where it can. All reasons at once."""
    if kiriman.jenis not in KIRIMAN:
        return [_issue("bukan kiriman yang dapat dibatalkan", "ini koreksi atau pembatalan", "koreksi barisnya")]
    undone = Kiriman.objects.filter(membatalkan=kiriman).select_related("oleh").first()
    if undone is not None:
        who = f"{undone.oleh.nama if undone.oleh else 'seseorang'} pada {tanggal_pendek(undone.diterima_pada)}"
        return [_issue("kiriman ini sudah dibatalkan", f"oleh {who}", "muat ulang halamannya")]
    return [*_rows_built_upon(kiriman), *_repeated_later(kiriman)]


def _rows_built_upon(kiriman: Kiriman) -> Iterable[Issue]:
    schema = schemas()[kiriman.register]
    changed = register_model(kiriman.register).objects.filter(kiriman=kiriman, diketahui_sampai__isnull=False)
    count = changed.count()
    if count:
        name = name_column(schema)
        listed = ", ".join(str(getattr(row, name) or row.entitas[:12]) for row in changed.order_by("id")[:_SHOWN])
        more = f", dan {count - _SHOWN} lagi" if count > _SHOWN else ""
        yield _issue(
            f"{count} barisnya sudah diubah sesudah itu", f"{listed}{more}",
            "batalkan dahulu kiriman yang mengubahnya, atau koreksi barisnya satu demi satu",
        )  # fmt: skip


def _repeated_later(kiriman: Kiriman) -> Iterable[Issue]:
    """A later delivery that says the same of a row leaves no row of its own; undoing the first would lose what it said."""
    later = Kiriman.objects.filter(
        register=kiriman.register, perangkat_daerah=kiriman.perangkat_daerah_id, jenis__in=KIRIMAN, pembatalan=None,
        pk__gt=kiriman.pk, periode__startswith=kiriman.periode[:4],
    )  # fmt: skip
    for one in later:
        if one.laporan.get("sama", 0):
            yield _issue(
                f"kiriman {tanggal_pendek(one.diterima_pada)} mengulang {one.laporan['sama']} baris yang sama",
                "bila kiriman ini dibatalkan, yang dikatakan kiriman itu ikut hilang", "batalkan dahulu kiriman itu",
            )  # fmt: skip


def _issue(apa: str, mengapa: str, saran: str) -> Issue:
    return Issue("TLK-R068", "salah", "kiriman", apa, mengapa, saran)


def _swap(schema: Schema, kiriman: Kiriman, batal: Kiriman) -> tuple[int, int]:
    """Close the batch's rows, lay what they had superseded anew. (rows closed, rows that hold again)."""
    model = register_model(schema.nama)
    own = list(model.objects.filter(kiriman=kiriman, diketahui_sampai=None).values_list("id", "entitas", "periode"))
    keys = {(entitas, periode) for _, entitas, periode in own}
    ended = model.objects.filter(
        perangkat_daerah=kiriman.perangkat_daerah_id, diketahui_sampai=kiriman.diterima_pada
    ).exclude(kiriman=kiriman)
    again = [row for row in ended.order_by("diketahui_dari", "id") if (row.entitas, row.periode) in keys]
    closing = [pk for pk, _, _ in own]
    if schema.nama == DATA_REGISTER and again:
        closing, again = _in_old_order(model, kiriman, closing, again)
    for part in parts(closing):
        model.objects.filter(id__in=part).update(diketahui_sampai=batal.diterima_pada)
    for rows in parts([_anew(row, batal) for row in again]):
        model.objects.bulk_create(rows)
    return len(own), len(again)


def _in_old_order(
    model: type[RegisterRow], kiriman: Kiriman, closing: list[int], again: list[Any]
) -> tuple[list[int], list[Any]]:
    """Of outside figures the one that became known last wins: every row of the office's years is laid anew in its order."""
    years = {row.periode for row in again}
    standing = model.objects.filter(
        perangkat_daerah=kiriman.perangkat_daerah_id, periode__in=years, diketahui_sampai=None
    ).exclude(id__in=closing)
    kept = list(standing)
    ordered = sorted([*kept, *again], key=lambda row: (row.diketahui_dari, row.pk))
    return [*closing, *(row.pk for row in kept)], ordered


def _anew(row: RegisterRow, batal: Kiriman) -> RegisterRow:
    """The same facts, known again from the undo on."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    kept |= {"kiriman_id": batal.pk, "diketahui_dari": batal.diterima_pada, "diketahui_sampai": None}
    return type(row)(**kept)
