"""What the tests of printing share: a request for the IKU table of Kota Pasuruan, and a figure that is published anew."""

import io
from datetime import datetime, timedelta

from openpyxl import load_workbook

from services.ukur_bersama import where
from tolok.services.cetak import Cetak, print_document
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.persetujuan import take_step
from tolok.store.models import Realisasi
from tolok.values.instant import WIB
from web.lima_kasus import bring

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
NEXT = AT + timedelta(hours=7)
AFTER = datetime(2026, 3, 9, 9, tzinfo=WIB)
SITUS = "https://kinerja.example"


def wanted(kantor, jenis: str = "iku", **more) -> PermintaanCetak:
    return PermintaanCetak(kantor, jenis, more.pop("tahun", 2023), more.pop("at", AT), **more)


def printed(kantor, by=None, bentuk: str = "xlsx", situs: str = SITUS, pada=AT, **more) -> Cetak:
    return print_document(wanted(kantor, **more), bentuk, by=by, at=pada, situs=situs)


def publish_anew(row: Realisasi, by) -> Realisasi:
    """The next vintage of a published figure, through all four hands, in March 2026."""
    opened = take_step(
        "buka_kembali", by=by, versi=row.versi, at=AT + timedelta(days=1), catatan="laporan susulan", **where(row)
    )
    return bring(opened, 4)


def words_of(workbook: bytes) -> str:
    """Every cell and foot of a workbook as one text."""
    book = load_workbook(io.BytesIO(workbook))
    cells = (str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None)
    feet = (str(page.oddFooter.left.text or "") for page in book)
    return "\n".join((*cells, *feet))
