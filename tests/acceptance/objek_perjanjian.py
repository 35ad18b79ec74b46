"""What stands in the addresses of agreements: things of Kota Pasuruan that the demonstration holds."""

from tolok.store.models import IndikatorProgram, PerjanjianKinerja, Program

NILAI = {"pemangku": "kepala"}


def buat() -> dict[str, str]:
    """The keys of the head's first agreement, and of an indicator of the program that the plan's addresses name."""
    kantor = {"perangkat_daerah": "35.75/2.17"}
    program = Program.objects.filter(**kantor).order_by("pk").first()
    return {
        "perjanjian_id": str(PerjanjianKinerja.objects.filter(**kantor, jenjang="kepala").order_by("pk").first().pk),
        "indikator_program_id": str(IndikatorProgram.objects.filter(program=program).order_by("pk").first().pk),
    }
