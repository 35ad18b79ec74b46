"""What the tests of measuring share: where KOP-01 of Kota Pasuruan stands, and enough words."""

from datetime import datetime, timedelta

from tolok.services.angka_ketik import type_figure
from tolok.services.bukti_angka import Isian, attach
from tolok.services.penjelasan import dasar_of, explain
from tolok.store.models import Realisasi
from tolok.values.instant import WIB
from tolok.values.period import Period

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
LATER = AT + timedelta(days=1)
HAMBAT = "Enam koperasi belum menyampaikan laporan."
TINDAK = "Pendampingan pembukuan sampai akhir Juni."
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n"


def where(row: Realisasi) -> dict:
    """The address of one figure, as services take it."""
    kantor = row.indikator.perangkat_daerah
    return {"slug": kantor.slug, "kode": row.indikator.kode, "period": Period(row.tahun, row.triwulan), "nomor": row.nomor}


def tell(row: Realisasi, by, at=AT, dasar=None, **texts: str) -> list:
    isi = {"penghambat": HAMBAT, "tindak_lanjut": TINDAK, **texts}
    return explain(isi, by=by, dasar=dasar_of(row) if dasar is None else dasar, at=at, **where(row))


def pdf(row: Realisasi, by, at=AT, nama: str = "laporan.pdf", isi: bytes = PDF):
    return attach(Isian("berkas", nama, "", "halaman 2", isi), by=by, at=at, **where(row))


def type_in(row: Realisasi, by, nilai="7,10", sebab="register belum dibuka", at=AT, versi=None) -> Realisasi:
    versi = Realisasi.objects.get(pk=row.pk).versi if versi is None else versi
    return type_figure(nilai, sebab, by=by, versi=versi, at=at, **where(row))
