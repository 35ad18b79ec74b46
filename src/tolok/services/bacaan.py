"""What programs read beside figures, as known at an instant: periods, targets, registers, deliveries, rows, changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from tolok.registers.schema import Schema
from tolok.services.akses import NotFoundError, may, require
from tolok.services.hak import HAK
from tolok.store.models import (
    Bidang,
    Kiriman,
    LogPerubahan,
    Pengguna,
    PerangkatDaerah,
    Realisasi,
    RegisterRow,
    Target,
    register_model,
    schemas,
)
from tolok.values.period import Period

FIXED = ("entitas", "periode", "wilayah")
"""What stands before the columns of a register in every row that is served."""


@dataclass(frozen=True)
class PeriodeTerukur:
    """A period with its counts at an instant: IKU that had a figure, and IKU of which one was published."""

    periode: Period
    dihitung: int
    terbit: int


def measured_periods(kantor: PerangkatDaerah, at: datetime) -> tuple[PeriodeTerukur, ...]:
    """Every period in which the office had a figure at `at`, the newest first."""
    found = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, dihitung_pada__lte=at)
    published = Q(diterbitkan_pada__lte=at)
    rows = found.values_list("tahun", "triwulan").annotate(
        dihitung=Count("indikator", distinct=True), terbit=Count("indikator", distinct=True, filter=published)
    )
    measured = (PeriodeTerukur(Period(tahun, triwulan), all_, out) for tahun, triwulan, all_, out in rows.order_by())
    return tuple(sorted(measured, key=lambda one: one.periode, reverse=True))


def names_of_bidang(kantor: PerangkatDaerah) -> list[str]:
    """The office's bidang, by name."""
    return list(Bidang.objects.filter(perangkat_daerah=kantor).order_by("nama").values_list("nama", flat=True))


def rights_of(pengguna: Pengguna, kantor: PerangkatDaerah) -> list[str]:
    """The rights that the person's roles carry in the office."""
    return [hak for hak in HAK if may(pengguna, kantor, hak)]


def targets_known(kantor: PerangkatDaerah, at: datetime, tahun: int | None) -> Sequence[Target]:
    """Every target and revision known at `at`, in the order of the document, then as they became known."""
    found = Target.objects.filter(indikator__perangkat_daerah=kantor, diketahui_dari__lte=at)
    if tahun is not None:
        found = found.filter(tahun=tahun)
    order = ("indikator__urut", "tahun", "triwulan", "diketahui_dari", "id")
    return list(found.select_related("indikator").order_by(*order))


def schema_of(nama: str) -> Schema:
    """A register of the content pack. Raises NotFoundError."""
    try:
        return schemas()[nama]
    except KeyError:
        raise NotFoundError(nama) from None


@dataclass(frozen=True)
class RegisterKantor:
    """A register as an office has it at an instant: rows known, and when the last delivery came in."""

    schema: Schema
    baris: int
    kiriman_terakhir: datetime | None


def registers_known(kantor: PerangkatDaerah, at: datetime) -> tuple[RegisterKantor, ...]:
    """Every register of the content pack with what the office has in it."""
    known = Kiriman.objects.filter(perangkat_daerah=kantor, diterima_pada__lte=at)
    last = dict(known.values_list("register").annotate(Max("diterima_pada")).order_by())
    return tuple(
        RegisterKantor(schema, rows_known(kantor, schema, at).count() if nama in last else 0, last.get(nama))
        for nama, schema in schemas().items()
    )


def rows_known(kantor: PerangkatDaerah, schema: Schema, at: datetime) -> QuerySet[RegisterRow]:
    """The office's rows of a register as known at `at`."""
    open_then = Q(diketahui_sampai=None) | Q(diketahui_sampai__gt=at)
    model: type[RegisterRow] = register_model(schema.nama)
    return model.objects.filter(open_then, perangkat_daerah=kantor.kode, diketahui_dari__lte=at)


@dataclass(frozen=True)
class SaringanBaris:
    """Which rows of a register: of a period (0: all), of a region and all below it ('': all)."""

    periode: int = 0
    wilayah: str = ""


def open_rows_for(
    pengguna: Pengguna, kantor: PerangkatDaerah, nama: str, at: datetime, asked: SaringanBaris
) -> tuple[Schema, QuerySet[RegisterRow]]:
    """Rows of a register, for somebody who may see rows. NotFoundError for anybody else, and for an unknown register."""
    require(pengguna, kantor, "lihat_baris")
    schema = schema_of(nama)
    found = rows_known(kantor, schema, at)
    if asked.periode:
        found = found.filter(periode=asked.periode)
    if asked.wilayah:
        found = found.filter(wilayah__startswith=asked.wilayah)
    return schema, found.order_by("id")


def served_columns(schema: Schema) -> tuple[str, ...]:
    """The columns of a row as it leaves the house: never a personal one."""
    return (*FIXED, *(kolom.nama for kolom in schema.stored))


def served_rows(schema: Schema, rows: QuerySet[RegisterRow]) -> Iterator[dict[str, Any]]:
    """Rows as plain values: whole numbers, texts, yes/no, ISO dates, or None where a cell is empty."""
    names = served_columns(schema)
    for cells in rows.values_list(*names).iterator(chunk_size=2000):
        yield {name: plain(cell) for name, cell in zip(names, cells, strict=True)}


def plain(cell: object) -> Any:
    """A cell as JSON knows it."""
    return cell.isoformat() if isinstance(cell, date) else cell


def deliveries_known(kantor: PerangkatDaerah, at: datetime, register: str = "") -> QuerySet[Kiriman]:
    """The office's deliveries and corrections known at `at`, the newest first."""
    found = Kiriman.objects.filter(perangkat_daerah=kantor, diterima_pada__lte=at)
    if register:
        found = found.filter(register=register)
    return found.order_by("-diterima_pada", "-id")


def changes_known(kantor: PerangkatDaerah, at: datetime) -> QuerySet[LogPerubahan]:
    """The office's entries of the change log known at `at`, the newest first."""
    found = LogPerubahan.objects.filter(perangkat_daerah=kantor, pada__lte=at)
    return found.select_related("oleh").order_by("-urut")


def kinds_of_change(kantor: PerangkatDaerah, at: datetime) -> list[str]:
    """The nouns of the office's entries known at `at`: realisasi, kiriman, …"""
    found = LogPerubahan.objects.filter(perangkat_daerah=kantor, pada__lte=at)
    return sorted({one.partition(".")[0] for one in found.values_list("tindakan", flat=True).distinct().order_by()})


def page_of(found: QuerySet[Any], halaman: int, banyak: int) -> tuple[QuerySet[Any], int, int | None]:
    """(one page, rows in all, number of the next page where there is one). Pages count from 1."""
    jumlah = found.count()
    start = (halaman - 1) * banyak
    return found[start : start + banyak], jumlah, halaman + 1 if start + banyak < jumlah else None


def change_as_dict(one: LogPerubahan, instant: str) -> Mapping[str, Any]:
    """An entry as it is exported: everything that its seal covers, with the seal itself."""
    return {
        "urut": one.urut,
        "pada": instant,
        "oleh": one.oleh.username if one.oleh else None,
        "tindakan": one.tindakan,
        "objek": one.objek,
        "isi": one.isi,
        "hash_sebelum": one.hash_sebelum,
        "hash": one.hash,
    }
