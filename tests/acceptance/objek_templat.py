"""What stands in the addresses of harapan_templat: a template of the office of Kota Pasuruan."""

from datetime import datetime

from tolok.services.templat import upload
from tolok.store.models import Pengguna
from tolok.values.instant import WIB
from tolok.writing.docx_base import example_template


def buat() -> dict[str, str]:
    content = example_template("Pemerintah Kota Pasuruan", "Dinas Koperasi dan Usaha Mikro")
    perencana = Pengguna.objects.get(username="yusuf")
    made, _ = upload("kop dinas.docx", content, by=perencana, slug="35.75-2.17", at=datetime(2025, 1, 27, 9, tzinfo=WIB))
    return {"nomor_templat": str(made.pk)}
