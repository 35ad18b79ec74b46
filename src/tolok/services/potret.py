"""Snapshots of the database: the rows known at an instant, frozen once per delivery and kept under their hash."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from tolok.engine.snapshot import LEADING, Delivered, Piece, Snapshot, freeze
from tolok.registers.canonical import table_from_rows
from tolok.registers.derive import coverage, derive
from tolok.registers.schema import Schema
from tolok.store.models import Kiriman, Potret, RegisterRow, register_model, schemas


def snapshot_at(pemda: str, instant: datetime, registers: Iterable[str] | None = None) -> Snapshot:
    """Everything that was known of `pemda` at `instant`, in the registers asked for (all by default)."""
    wanted = list(registers) if registers is not None else list(schemas())
    pieces = {}
    for register in wanted:
        piece = _piece(schemas()[register], pemda, instant)
        if piece is not None:
            pieces[register, pemda] = piece
    return Snapshot(schemas(), pieces, delivered_at(pemda, instant, wanted))


def frozen_snapshot(pemda: str, hashes: dict[str, str], instant: datetime) -> Snapshot:
    """The snapshot of a vintage by the hashes of its pieces: read from the files, whatever the database says today."""
    pieces = {}
    for register, digest in hashes.items():
        path = settings.POTRET / f"{register}-{pemda}-{digest}.parquet"
        pieces[register, pemda] = Piece(register, pemda, digest, path, 0)
    return Snapshot(schemas(), pieces, delivered_at(pemda, instant, list(hashes)))


def delivered_at(pemda: str, instant: datetime, registers: list[str]) -> tuple[Delivered, ...]:
    """What was known at `instant` to have been delivered, be it empty; a delivery undone by then is none."""
    found = Kiriman.objects.filter(
        perangkat_daerah__pemda=pemda, jenis__in=("berkas", "formulir"), diterima_pada__lte=instant, register__in=registers
    ).exclude(pembatalan__diterima_pada__lte=instant)
    return tuple(
        sorted(
            {
                Delivered(k.register, pemda, k.perangkat_daerah_id, k.periode, tuple(sorted(k.cakupan)))
                for k in found.only("register", "perangkat_daerah_id", "periode", "cakupan")
            }
        )
    )


def _piece(schema: Schema, pemda: str, instant: datetime) -> Piece | None:
    """A piece changes with a delivery of its own register, or of one that its derived fields look into."""
    read = (schema.nama, *schema.sources)
    known_then = Kiriman.objects.filter(perangkat_daerah__pemda=pemda, register__in=read, diterima_pada__lte=instant)
    last = known_then.order_by("-diterima_pada", "-id").first()
    if last is None or not known_then.filter(register=schema.nama).exists():
        return None
    known = Potret.objects.filter(register=schema.nama, pemda=pemda, kiriman_terakhir=last.id).first()
    if known is not None:
        path = settings.POTRET / f"{schema.nama}-{pemda}-{known.hash}.parquet"
        if path.exists():
            return Piece(schema.nama, pemda, known.hash, path, known.baris)
    tables = {name: table_from_rows(schemas()[name], rows_at(schemas()[name], pemda, last.diterima_pada)) for name in read}
    delivered = delivered_at(pemda, last.diterima_pada, list(schema.sources))
    covered = coverage((one.register, one.perangkat_daerah, one.period.tahun, one.cakupan) for one in delivered)
    piece = freeze(schema, pemda, derive(schema, tables, covered), settings.POTRET)
    Potret.objects.update_or_create(
        register=schema.nama, pemda=pemda, kiriman_terakhir=last.id, defaults={"hash": piece.hash, "baris": piece.rows}
    )
    return piece


def rows_at(schema: Schema, pemda: str, instant: datetime) -> Iterable[tuple[object, ...]]:
    """Rows of all offices of the pemda as known at `instant`, in the order in which they became known (of outside figures
    the latest wins), columns in canonical order."""
    columns = [*LEADING, *(kolom.nama for kolom in schema.stored)]
    open_then = Q(diketahui_sampai=None) | Q(diketahui_sampai__gt=instant)
    model: type[RegisterRow] = register_model(schema.nama)
    found = model.objects.filter(open_then, pemda=pemda, diketahui_dari__lte=instant)
    return found.order_by("diketahui_dari", "id").values_list(*columns).iterator(chunk_size=5000)
