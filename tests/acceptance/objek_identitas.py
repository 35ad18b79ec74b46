"""What stands in the addresses of supervision and personal data: rows of Kota Pasuruan; the public form of Bekasi."""

from tolok.store.models import register_model

NILAI: dict[str, str] = {
    "kantor_umum": "32.75-2.17",
    "layanan": "pendampingan-nib",
    "komponen": "2",
    "penilai": "mandiri",
    "reg_pribadi": "usaha_monev",
}


def buat() -> dict[str, str]:
    mine = {"perangkat_daerah": "35.75/2.17", "diketahui_sampai": None}
    rekomendasi = register_model("rekomendasi").objects.filter(**mine, periode=2024).order_by("pk").first()
    temuan = register_model("temuan").objects.get(**mine, nomor_temuan=rekomendasi.nomor_temuan)
    usaha = register_model("usaha_monev").objects.filter(**mine, periode=2023).order_by("pk").first()
    return {**NILAI, "temuan": temuan.entitas, "rekomendasi": rekomendasi.entitas, "entitas_pribadi": usaha.entitas}
