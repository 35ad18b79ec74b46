"""What stands in the addresses of harapan_baca: a document from Word that was read (it has no pages to be drawn), with a
question of it put to a bidang."""

import io
from datetime import datetime

import docx

from tolok.services import pekerjaan
from tolok.services.baca import hand_in
from tolok.services.baca_tanya import ask, list_bidang
from tolok.store.models import Pengguna, PerangkatDaerah
from tolok.values.instant import WIB

AT = datetime(2025, 1, 30, 9, tzinfo=WIB)


def word(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A document with one table."""
    made = docx.Document()
    made.add_paragraph("INDIKATOR KINERJA UTAMA")
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


ISI = word((
    ("Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi Perhitungan", "Tahun 2023", "Target 2024", "Sumber Data"),
    ("Koperasi yang tertib", "Persentase koperasi aktif", "Koperasi aktif dibagi koperasi x 100%", "F", "80", "Keragaan"),
))  # fmt: skip


def buat() -> dict[str, str]:
    kantor = PerangkatDaerah.objects.get(kode="35.75/2.17")
    perencana = Pengguna.objects.get(username="yusuf")
    made, job = hand_in(kantor, "iku uji.docx", ISI, by=perencana, at=AT)
    pekerjaan.run(job.pk, lambda: AT)
    made.refresh_from_db()
    words = "Berapa angka tahun 2023 menurut register?"
    asked = ask(made, 1, "nilai.2023", list_bidang(kantor)[0].pk, words, by=perencana, at=AT)
    return {"dokumen_baca": str(made.pk), "baris_baca": "1", "tanya_baca": str(asked.pk)}
