"""The command that begins a real installation."""

from datetime import datetime

from tolok.cli.output import say
from tolok.cli.server import use_django


def start(kantor: str, nama: str, bidang: tuple[str, ...], admin: str, nama_admin: str, at: datetime) -> None:
    """Prepare the database, make the office and its first administrator, print his one-time password once."""
    use_django()
    from django.core.management import call_command

    from tolok.services.mulai import KantorBaru, start_office

    say("Menyiapkan basis data")
    call_command("migrate", verbosity=0)
    sandi = start_office(KantorBaru(kantor, nama, bidang, admin, nama_admin), at=at)
    say(f"Kantor {nama} siap.")
    if sandi:
        say("Kata sandi sekali pakai admin pemda; diganti saat pertama masuk, dan tidak ditampilkan lagi:")
        print(f"  {admin:<10} {sandi}")
