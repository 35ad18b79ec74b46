"""The commands that need the application: prepare its database, run it."""

import os

from tolok.cli.output import say


def use_django() -> None:
    """Load the application's settings once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tolok.config.settings")
    import django

    django.setup()


def prepare() -> None:
    """Migrate, make the demonstration where there is nothing yet, print its one-time passwords."""
    use_django()
    from django.core.management import call_command

    from tolok.services.contoh import prepare_contoh

    say("Menyiapkan basis data")
    call_command("migrate", verbosity=0)
    accounts = prepare_contoh(say)
    say("\nAkun contoh (orangnya dikarang); kata sandi berlaku sampai `make run` berikutnya:")
    # Plain lines, not a table: a password that is folded over two lines cannot be copied.
    for one in accounts:
        print(f"  {one.nama_pengguna:<10} {one.sandi}   {one.jabatan}, {one.kantor}")


def serve(alamat: str, port: int) -> None:
    """Run the production server in this process."""
    use_django()
    from granian import Granian
    from granian.constants import Interfaces

    say(f"Tolok berjalan di http://{alamat}:{port} (hentikan dengan Ctrl+C)")
    server = Granian(
        "tolok.config.wsgi:application", address=alamat, port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=4,
        log_access=False,
    )  # fmt: skip
    server.serve()
