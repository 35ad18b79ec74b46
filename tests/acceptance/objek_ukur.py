"""What stands in the addresses of harapan_ukur: one file beside UM-01 2023 of Kota Pasuruan, which the demonstration has."""

from tolok.store.models import Bukti


def buat() -> dict[str, str]:
    found = Bukti.objects.filter(
        jenis="berkas", realisasi__indikator__kode="UM-01", realisasi__tahun=2023, realisasi__triwulan=0,
        realisasi__indikator__perangkat_daerah__pemda="35.75",
    )  # fmt: skip
    return {"bukti_nomor": str(found.order_by("id").values_list("pk", flat=True)[0])}
