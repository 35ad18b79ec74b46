"""Objects behind the addresses of documents: a print, a finished batch of the operator's, a drawn page of the IKU table."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings

from tolok.services.cetak import print_document
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.pratinjau_cetak import preview
from tolok.store.models import Pekerjaan, Pengguna, PerangkatDaerah
from tolok.values.instant import WIB

KANTOR = "35.75/2.17"
PADA = datetime(2025, 1, 28, 9, tzinfo=WIB)


def buat() -> dict[str, str]:
    """The print is of Kota Pasuruan's published figures of 2023; its batch belongs to the operator."""
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=KANTOR)
    operator = Pengguna.objects.get(username="hendra")
    request = PermintaanCetak(kantor, "iku", 2023, PADA)
    printed = print_document(request, "pdf", by=operator, at=PADA, situs="http://testserver").cetakan
    assert printed is not None
    job = Pekerjaan.objects.create(
        jenis="cetak_borongan", perangkat_daerah=kantor, status="selesai", kalimat="1 dokumen siap diunduh",
        masukan={"periode": "2023", "jenis": ["iku"], "bentuk": ["pdf"], "diketahui": "2025-01-28", "situs": ""},
        oleh=operator, dibuat_pada=PADA,
    )  # fmt: skip
    (settings.CETAKAN / f"borongan-{job.pk}.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    seen = preview(replace(request, draf=False), operator, PADA)
    return {
        "token_cetak": printed.token, "cetakan": str(printed.pk), "borongan": str(job.pk), "jenis_dokumen": "iku",
        "kunci_gambar": seen.kunci, "halaman": "1",
    }  # fmt: skip
