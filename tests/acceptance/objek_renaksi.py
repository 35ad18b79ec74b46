"""What stands in the addresses of the action plan: one activity of Kota Pasuruan in the year of the other addresses."""

from django.utils import timezone

from acceptance.harapan_akses import NILAI as TETAP
from tolok.store.models import Bidang, IndikatorKantor, RencanaAksi


def buat() -> dict[str, str]:
    """The key of a new activity of 2023."""
    iku = IndikatorKantor.objects.get(perangkat_daerah="35.75/2.17", kode=TETAP["kode"])
    row = RencanaAksi.objects.create(
        indikator=iku, bidang=Bidang.objects.get(pk=iku.bidang_id), tahun=int(TETAP["periode"]), urut=1,
        uraian="Mendampingi usaha mikro", triwulan=[1], dibuat_pada=timezone.now(),
    )  # fmt: skip
    return {"aksi_id": str(row.pk)}
