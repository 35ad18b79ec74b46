"""The registers of one office as people meet them: who delivers them, what rests on them, how fresh they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from tolok.measurement.hitung import registers_of
from tolok.registers.schema import Schema
from tolok.services.akses import NotFoundError, may, open_kantor_for, scopes_of
from tolok.services.definisi import definition_in_force
from tolok.services.hak import Hak
from tolok.store.models import (
    Bidang,
    IndikatorKantor,
    Kiriman,
    Pengguna,
    PerangkatDaerah,
    PeriodePengukuran,
    RegisterRow,
    register_model,
    schemas,
)
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.values.region import covers

KIRIMAN = ("berkas", "formulir")
"""Kinds of a batch that delivers; the others correct or undo."""


@dataclass(frozen=True)
class KeadaanRegister:
    """One register of an office in one year, at an instant: what it feeds, whose it is, the last delivery, its rows.

    `utuh`: the deliveries of the year cover the whole pemda. `batas` is the deadline of the open period, if there is one.
    """

    schema: Schema
    melandasi: tuple[IndikatorKantor, ...]
    bidang: tuple[Bidang, ...]
    terakhir: Kiriman | None
    baris: int
    karantina: int
    utuh: bool
    cakupan: tuple[str, ...]
    batas: date | None


def delivering_right(schema: Schema) -> Hak:
    """Which right delivers a register."""
    return "isi_pengawasan" if schema.pengisi == "pengawas" else "terima_data"


def feeds(kantor: PerangkatDaerah, tahun: int, at: datetime) -> dict[str, tuple[IndikatorKantor, ...]]:
    """Register → the office's IKU that read it, directly or through a derived field, in the order of its document."""
    found: dict[str, list[IndikatorKantor]] = {nama: [] for nama in schemas()}
    wanted = IndikatorKantor.objects.filter(perangkat_daerah=kantor).select_related("bidang").order_by("urut")
    for indikator in wanted:
        for nama in read_by(kantor, indikator.kode, tahun, at):
            found[nama].append(indikator)
    return {nama: tuple(rows) for nama, rows in found.items()}


def read_by(kantor: PerangkatDaerah, kode: str, tahun: int, at: datetime) -> tuple[str, ...]:
    """The registers that a definition reads in a year, those behind derived fields included; () where none is in force."""
    try:
        _, checked = definition_in_force(kode, tahun, kantor, at)
    except IssueError:
        return ()
    direct = [nama for nama in registers_of(checked) if nama in schemas()]
    return tuple(dict.fromkeys([*direct, *(source for nama in direct for source in schemas()[nama].sources)]))


def reaches(pengguna: Pengguna, kantor: PerangkatDaerah, hak: Hak, schema: Schema, tahun: int) -> bool:
    """Whether a right of the person extends to a register: that of a bidang only to what the bidang's IKU read.

    A year in which no IKU reads it (yet, or any more) is judged by today's; a register that none reads is anybody's.
    """
    scopes = scopes_of(pengguna, kantor, hak)
    if None in scopes or not scopes:
        return bool(scopes)
    now = timezone.now()
    reading = feeds(kantor, tahun, now)[schema.nama] or feeds(kantor, timezone.localdate(now).year, now)[schema.nama]
    owners = {one.bidang_id for one in reading}
    return not owners or not owners.isdisjoint(scopes)


def may_deliver(pengguna: Pengguna, kantor: PerangkatDaerah, schema: Schema, tahun: int) -> bool:
    """Whether the person may deliver a register."""
    return reaches(pengguna, kantor, delivering_right(schema), schema, tahun)


def require_delivering(pengguna: Pengguna, kantor: PerangkatDaerah, schema: Schema, tahun: int) -> None:
    """Raises NotFoundError where the person may not deliver the register."""
    if not may_deliver(pengguna, kantor, schema, tahun):
        raise NotFoundError(schema.nama)


def may_correct(pengguna: Pengguna, kantor: PerangkatDaerah, schema: Schema, tahun: int) -> bool:
    """Whether the person may correct rows of a register: whoever may deliver it, and of them who corrects at all."""
    own = delivering_right(schema)
    return may(pengguna, kantor, "koreksi_baris" if own == "terima_data" else own) and may_deliver(
        pengguna, kantor, schema, tahun
    )


def open_register_for(pengguna: Pengguna, slug: str, nama: str) -> tuple[PerangkatDaerah, Schema]:
    """A register of an office whose rows the person may look at. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    schema = schemas().get(nama)
    if schema is None or not may(pengguna, kantor, "lihat_baris"):
        raise NotFoundError(nama)
    return kantor, schema


def open_kiriman_for(pengguna: Pengguna, slug: str, nomor: int) -> Kiriman:
    """A delivery of an office whose rows the person may look at. Raises NotFoundError."""
    kantor = open_kantor_for(pengguna, slug)
    found = Kiriman.objects.filter(perangkat_daerah=kantor, pk=nomor)
    kiriman = found.select_related("perangkat_daerah__pemda", "oleh", "membatalkan", "pembatalan").first()
    if kiriman is None or kiriman.register not in schemas() or not may(pengguna, kantor, "lihat_baris"):
        raise NotFoundError(str(nomor))
    return kiriman


def deliveries_of(kantor: PerangkatDaerah, at: datetime, register: str = "") -> list[Kiriman]:
    """The office's batches known at `at`, the newest first, corrections left out; of one register or of all."""
    found = Kiriman.objects.filter(perangkat_daerah=kantor, diterima_pada__lte=at).exclude(jenis="koreksi")
    if register:
        found = found.filter(register=register)
    return list(found.select_related("oleh", "membatalkan", "pembatalan").order_by("-diterima_pada", "-id"))


def undone_at(kiriman: Kiriman, at: datetime) -> Kiriman | None:
    """The batch that undid a delivery by `at`."""
    undoing: Kiriman | None = getattr(kiriman, "pembatalan", None)
    return undoing if undoing is not None and undoing.diterima_pada <= at else None


def states_of(kantor: PerangkatDaerah, period: Period, at: datetime) -> tuple[KeadaanRegister, ...]:
    """Every register of the office for the year of `period` as known at `at`, those that feed an IKU first."""
    feeding = feeds(kantor, period.tahun, at)
    known = [one for one in deliveries_of(kantor, at) if one.jenis in KIRIMAN and one.periode.startswith(str(period.tahun))]
    batas = _deadline(kantor, period, at)
    states = []
    for nama, schema in schemas().items():
        mine = [one for one in known if one.register == nama and undone_at(one, at) is None]
        regions = tuple(sorted({code for one in mine for code in one.cakupan}))
        last = mine[0] if mine else None
        states.append(
            KeadaanRegister(
                schema, feeding[nama], _owners(feeding[nama]), last, rows_in(kantor, schema, period.tahun, at).count(),
                int(last.laporan.get("karantina", 0)) if last else 0,
                any(covers(code, kantor.pemda_id) for code in regions), regions, batas,
            )
        )  # fmt: skip
    return tuple(sorted(states, key=lambda one: not one.melandasi))


def _owners(feeding: Sequence[IndikatorKantor]) -> tuple[Bidang, ...]:
    return tuple({one.bidang_id: one.bidang for one in feeding if one.bidang}.values())


def _deadline(kantor: PerangkatDaerah, period: Period, at: datetime) -> date | None:
    """By when the data of the period are due; None where the period is not open."""
    found = PeriodePengukuran.objects.filter(perangkat_daerah=kantor, tahun=period.tahun, dibuka_pada__lte=at)
    still = found.filter(Q(ditutup_pada=None) | Q(ditutup_pada__gt=at)).order_by("batas_data")
    mine = still.filter(triwulan=period.triwulan) if period.triwulan else still
    return mine.values_list("batas_data", flat=True).first()


def rows_in(kantor: PerangkatDaerah, schema: Schema, tahun: int, at: datetime) -> Any:
    """The office's rows of a year as known at `at`, as a query; of a stock register those that had begun by its end."""
    model: type[RegisterRow] = register_model(schema.nama)
    known = Q(diketahui_sampai=None) | Q(diketahui_sampai__gt=at)
    found = model.objects.filter(known, perangkat_daerah=kantor.kode, diketahui_dari__lte=at)
    return found.filter(periode__lte=tahun * 10_000 + 1231) if schema.jenis == "stok" else found.filter(periode=tahun)


def name_column(schema: Schema) -> str:
    """The column by which a person recognises a row: its name, else a number, else its first column."""
    texts = [k.nama for k in schema.stored if k.jenis == "teks"]
    ranked = [nama for start in ("nama", "uraian", "nomor", "kode") for nama in texts if nama.startswith(start)]
    return (ranked or texts or [schema.stored[0].nama])[0]
