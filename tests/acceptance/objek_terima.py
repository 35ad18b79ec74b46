"""Objects behind the addresses of deliveries: the upload that waits in the demonstration, a delivery, an operator's job."""

from datetime import datetime

from tolok.store.models import Kiriman, Pekerjaan, Pengguna, PerangkatDaerah, Unggahan
from tolok.values.instant import WIB

KANTOR = "35.75/2.17"


def buat() -> dict[str, str]:
    """One of each in Kota Pasuruan; the job belongs to the operator who opens the addresses, and still runs."""
    kiriman = Kiriman.objects.filter(perangkat_daerah=KANTOR, register="koperasi_tahunan", jenis="berkas").latest("pk")
    job = Pekerjaan.objects.create(
        jenis="periksa_unggahan",
        perangkat_daerah=PerangkatDaerah.objects.get(kode=KANTOR),
        status="berjalan",
        oleh=Pengguna.objects.get(username="hendra"),
        dibuat_pada=datetime(2025, 1, 28, 9, tzinfo=WIB),
    )
    unggahan = Unggahan.objects.get(perangkat_daerah=KANTOR)
    return {"unggahan": str(unggahan.pk), "kiriman": str(kiriman.pk), "pekerjaan": str(job.pk)}
