"""Which vintage of a figure is being worked on, and from which instant a vintage is to be read."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from tolok.services.akses import open_realisasi_for, require
from tolok.services.hak import Hak
from tolok.services.periode import why_closed
from tolok.store.models import Langkah, Pengguna, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period

_IN_APPROVAL = ("diajukan", "diverifikasi", "disetujui")


def period_of(realisasi: Realisasi) -> Period:
    return Period(realisasi.tahun, realisasi.triwulan)


def place_of(realisasi: Realisasi) -> str:
    """Where an Issue says it is: `KOP-01 tahun 2023`."""
    return f"{realisasi.indikator.kode} {period_of(realisasi).label}"


def reading_instant(realisasi: Realisasi, at: datetime) -> datetime:
    """What stood beside a published vintage is what stood there when it was published, whatever was written since."""
    return min(at, realisasi.diterbitkan_pada or at)


def up_to(realisasi: Realisasi) -> Q:
    """Rows beside this vintage and beside earlier ones of the same figure: what was said once is carried on."""
    return Q(
        realisasi__indikator=realisasi.indikator_id,
        realisasi__tahun=realisasi.tahun,
        realisasi__triwulan=realisasi.triwulan,
        realisasi__nomor__lte=realisasi.nomor,
    )


def who_took(langkah: Langkah) -> str:
    """Who took a step; beside his name for whom he stood in: `Bambang Sutejo (Plh Kepala Dinas)`."""
    acting = langkah.sebagai.startswith(("Plt ", "Plh "))
    return f"{langkah.oleh.nama} ({langkah.sebagai})" if acting else str(langkah.oleh.nama)


def vintages_of(realisasi: Realisasi) -> QuerySet[Realisasi]:
    return Realisasi.objects.filter(
        indikator=realisasi.indikator_id, tahun=realisasi.tahun, triwulan=realisasi.triwulan
    ).order_by("nomor")


def open_for_writing(
    pengguna: Pengguna, slug: str, kode: str, period: Period, nomor: int, hak: Hak, at: datetime
) -> Realisasi:
    """The vintage beside which something is to be written, locked until the transaction ends.

    Raises NotFoundError without the right, IssueError (TLK-U065, TLK-U071) where period or vintage are closed to writing.
    """
    found = open_realisasi_for(pengguna, slug, kode, period.tahun, period.triwulan, nomor)
    require(pengguna, found.indikator.perangkat_daerah, hak, found.indikator.bidang)
    found.versi = Realisasi.objects.select_for_update().values_list("versi", flat=True).get(pk=found.pk)
    issues = why_not_writable(found, at)
    if issues:
        raise IssueError(issues)
    return found


def why_not_writable(realisasi: Realisasi, at: datetime) -> tuple[Issue, ...]:
    """Why nothing may be written beside this vintage any more; empty while it is being worked on."""
    closed = why_closed(realisasi.indikator.perangkat_daerah, period_of(realisasi), at, place_of(realisasi))
    if realisasi.status == "diterbitkan":
        why = "Yang terbit dibekukan bersama penjelasan dan buktinya."
        todo = "Minta perencana membukanya kembali dengan alasan; isian Anda lalu masuk terbitan berikutnya."
        return (Issue("TLK-U071", "salah", place_of(realisasi), "Angka ini sudah terbit.", why, todo), *closed)
    return closed


def look_again(realisasi: Realisasi) -> None:
    """What changes beside a figure in approval makes the page of the next approver stale: he decides on what he saw."""
    if realisasi.status in _IN_APPROVAL:
        Realisasi.objects.filter(pk=realisasi.pk).update(versi=F("versi") + 1)
        realisasi.versi += 1
