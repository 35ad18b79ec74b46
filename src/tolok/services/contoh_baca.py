"""For the demonstration: two invented documents under review, one on pages and one from Word, read like any other.

They hold what offices write: cells that cannot be a figure, a column that does not say target or result.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tolok.services import pekerjaan
from tolok.services.baca import accept_clear, hand_in
from tolok.store.models import Pengguna, PerangkatDaerah
from tolok.values.instant import WIB
from tolok.writing.docx import write_docx
from tolok.writing.pdf import write_pdf
from tolok.writing.pieces import title, words
from tolok.writing.sheet import Cell, Column, Group, Kop, Meta, Row, Sheet, Table

_AT = datetime(2025, 1, 29, 9, 5, tzinfo=WIB)
_KANTOR = "35.75/2.17"
_JUDUL = ("Sasaran Strategis", "Indikator Kinerja Utama", "Penjelasan/Formulasi Perhitungan", "Tahun 2023", "Target 2024",
          "Target 2025", "Sumber Data")  # fmt: skip
_LEBAR = (20, 22, 34, 10, 10, 10, 18)
_KELEMBAGAAN = "Meningkatnya kualitas kelembagaan koperasi"
_DAYA_SAING = "Meningkatnya daya saing usaha mikro"
_BARIS = (
    (_KELEMBAGAAN, "Prosentase koperasi terdaftar yang menyelenggarakan RAT",
     "Jumlah koperasi yang menyelenggarakan RAT dibagi jumlah koperasi terdaftar x 100%", "F", "62,5", "65",
     "Laporan keragaan koperasi"),
    (_KELEMBAGAAN, "Prosentase koperasi aktif", "Jumlah koperasi aktif dibagi jumlah koperasi terdaftar x 100%", "78,4",
     "80", "82", "Laporan keragaan koperasi"),
    (_DAYA_SAING, "Jumlah usaha mikro yang mempunyai NIB", "Banyaknya usaha mikro yang mempunyai NIB", "F", "450",
     "500", "Data OSS"),
    (_DAYA_SAING, "Prosentase usaha mikro yang naik kelas",
     "Jumlah usaha mikro yang naik kelas berdasarkan omset dibagi jumlah usaha mikro yang dimonev x 100%", "8,41",
     "30,54", "32", "Data UMKM"),
)  # fmt: skip
_LAIN = (
    (_KELEMBAGAAN, "Persentase koperasi terdaftar yang menyelenggarakan RAT",
     "Jumlah koperasi yang menyelenggarakan RAT dibagi jumlah koperasi aktif x 100%", "58,1", "60", "65",
     "Laporan keragaan koperasi"),
    (_DAYA_SAING, "Jumlah usaha mikro yang mempunyai NIB", "Banyaknya usaha mikro yang mempunyai NIB", "412", "450", "480",
     "Data OSS"),
)  # fmt: skip


def hand_in_documents() -> None:
    """Leave two documents of the office of Kota Pasuruan to be reviewed; nothing of them stands in the plan."""
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=_KANTOR)
    yusuf = Pengguna.objects.get(username="yusuf")
    sheet = _document(kantor, "INDIKATOR KINERJA UTAMA", _BARIS)
    other = _document(kantor, "LAMPIRAN RENCANA STRATEGIS", _LAIN)
    files = (("Lampiran Renstra (contoh).docx", write_docx(other)), ("IKU 2024 usulan (contoh).pdf", write_pdf(sheet)))
    for minute, (nama, isi) in enumerate(files):
        at = _AT + timedelta(minutes=minute)
        dokumen, job = hand_in(kantor, nama, isi, by=yusuf, at=at)
        if job is not None:
            pekerjaan.run(job.pk, lambda at=at: at + timedelta(seconds=3))
        dokumen.refresh_from_db()
        if dokumen.status == "telaah" and nama.endswith(".docx") and dokumen.hasil["baca"]["indikator"]:
            accept_clear(dokumen, 1, by=yusuf, at=at + timedelta(minutes=8))


def _document(kantor: PerangkatDaerah, judul: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """A table as offices lay it out; neighbours with the same sasaran stand under one cell."""
    groups = []
    for sasaran in dict.fromkeys(row[0] for row in rows):
        mine = [row for row in rows if row[0] == sasaran]
        first = Cell(words(sasaran), rowspan=len(mine))
        lines = [tuple(Cell(words(text)) for text in row[1:]) for row in mine]
        groups.append(Group((Row((first, *lines[0])), *(Row(line) for line in lines[1:]))))
    table = Table(tuple(Column(one) for one in _LEBAR), (Row(tuple(title(one) for one in _JUDUL)),), tuple(groups))
    meta = Meta((), "", "", "29 Januari 2025", date(2025, 1, 29), draf=False)
    return Sheet((judul, "TAHUN 2024 (dokumen contoh, dikarang)"), Kop(kantor.pemda.nama, kantor.nama), meta, (table,))
