"""What stands in the addresses of the plan: things of Kota Pasuruan that the demonstration holds."""

from tolok.store.models import IndikatorKota, Program, Sasaran

NILAI = {"kode_katalog": "KOP-09"}


def buat() -> dict[str, str]:
    """The keys of one sasaran, one program and one indicator of the pemda."""
    kantor = {"perangkat_daerah": "35.75/2.17"}
    return {
        "sasaran_id": str(Sasaran.objects.filter(**kantor).order_by("pk").first().pk),
        "program_id": str(Program.objects.filter(**kantor).order_by("pk").first().pk),
        "iku_kota_id": str(IndikatorKota.objects.filter(pemda="35.75").order_by("pk").first().pk),
    }
