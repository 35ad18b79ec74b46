"""Rows from our own forms (survey, evaluation, findings): the same way in as a file, then the figures anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.formulir import check_form
from tolok.services import paket
from tolok.services.penerimaan import receive
from tolok.services.pengukuran import draft_figures
from tolok.store.models import Kiriman, Pengguna, PerangkatDaerah, Realisasi, schemas
from tolok.values.issue import IssueError
from tolok.values.period import Period


@transaction.atomic
def receive_form(
    kantor: PerangkatDaerah,
    register: str,
    period: Period,
    rows: Sequence[Mapping[str, str]],
    *,
    nama: str,
    by: Pengguna | None,
    at: datetime,
) -> Kiriman:
    """Take typed rows in as one delivery of kind `formulir`, named `nama`. All of them or none: IssueError says why."""
    header = DeliveryHeader(register, period, kantor.pemda_id, kantor.kode, (kantor.pemda_id,), at, nama, "")
    checked = check_form(schemas()[register], rows, header, paket.region_tree())
    if checked.quarantine:
        raise IssueError(issue for row in checked.quarantine for issue in row.issues)
    return receive(checked, by=by, at=at, jenis="formulir")


def recompute_year(kantor: PerangkatDaerah, tahun: int, kiriman: Kiriman, alasan: str, by: Pengguna | None) -> None:
    """Figures of the year and of the year after (which reads it as last year's), where they were computed before."""
    measured = Realisasi.objects.filter(indikator__perangkat_daerah=kantor, tahun__in=(tahun, tahun + 1))
    for period in sorted({Period(*one) for one in measured.values_list("tahun", "triwulan")}):
        draft_figures(kantor, period, by=by, at=kiriman.diterima_pada, koreksi=kiriman, alasan=alasan)
