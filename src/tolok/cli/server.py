"""The commands that need the application: prepare its database, run it."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tolok.cli.output import print_issues, print_json, print_table, say
from tolok.values.number import format_angka

if TYPE_CHECKING:
    from tolok.services.cadangan import Isi


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
    if not accounts:
        say("Basis data siap.")
        return
    say("\nAkun contoh (orangnya dikarang); kata sandi berlaku sampai `make run` berikutnya:")
    # Plain lines, not a table: a password that is folded over two lines cannot be copied.
    for one in accounts:
        print(f"  {one.nama_pengguna:<10} {one.sandi}   {one.jabatan}, {one.kantor}")


def serve(alamat: str, port: int, contoh: bool = False, proses: int = 2, utas: int = 4) -> None:
    """Run the production server in this process, and the worker beside it for as long.

    Raises IssueError (TLK-S056) where the database holds people of the demonstration and nobody said that it may.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "tolok.config.serving"
    use_django()
    from django.core.management import call_command

    from tolok.services.akun import refuse_demo_people

    if not contoh:
        refuse_demo_people()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from tolok.cli.kerja import worker_beside

    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    say(f"Tolok berjalan di http://{alamat}:{port} (hentikan dengan Ctrl+C)")
    server = Granian(
        "tolok.config.wsgi:application", address=alamat, port=port, interface=Interfaces.WSGI, workers=proses,
        blocking_threads=utas, log_access=False, log_level=LogLevels.warning, backpressure=128, respawn_failed_workers=True,
        workers_kill_timeout=20,
    )  # fmt: skip
    with worker_beside():
        server.serve()


def prove(indikator: str | None, tahun: int | None, as_json: bool) -> int:
    """Prove published vintages and the change log; 0 all stand, 1 something does not."""
    use_django()
    from dataclasses import asdict

    from tolok.services.bukti import chain_issue, prove_all

    found = list(prove_all(indikator, tahun))
    broken = chain_issue()
    if as_json:
        rows = [asdict(one) | {"terbukti": one.terbukti} for one in found]
        print_json({"terbitan": rows, "rantai_utuh": broken is None})
    else:
        lines = [(one.kode, one.periode, str(one.nomor), one.nilai, one.masalah or "terbukti") for one in found]
        print_table("Bukti", ("Indikator", "Periode", "Terbitan", "Nilai persis", "Hasil"), lines, (3,))
        print_issues([broken] if broken else [], as_json=False)
    return 0 if broken is None and all(one.terbukti for one in found) else 1


def check_installation(at: datetime, as_json: bool) -> int:
    """Self-check; 0 nothing open, 1 something to look at."""
    use_django()
    from tolok.services.kesehatan import check_system

    found = check_system(at)
    print_issues(found, as_json)
    if not as_json and not found:
        say("Pemasangan ini utuh.")
    return 1 if any(issue.bobot != "catatan" for issue in found) else 0


def export_log(path: Path | None, as_json: bool) -> int:
    """Verify the whole chain and write all its entries; 0 it holds, 1 it does not."""
    use_django()
    from tolok.services.bukti import complaint_about
    from tolok.services.riwayat import verify_chain
    from tolok.services.riwayat_ekspor import export_lines

    chain = verify_chain()
    broken = complaint_about(chain)
    if path is not None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(export_lines("json" if path.suffix == ".json" else "csv"))
    if as_json:
        print_json({"jumlah": chain.jumlah, "kepala": chain.kepala, "utuh": chain.utuh})
    else:
        print_issues([broken] if broken else [], as_json=False)
        say(f"{format_angka(chain.jumlah)} catatan, sidik terakhir {chain.kepala}")
    return 0 if chain.utuh else 1


def backup(path: Path, sandi: str, at: datetime) -> None:
    """Write the backup and say what it holds."""
    use_django()
    from tolok.services.cadangan import make_seal, write_backup
    from tolok.services.cadangan_catatan import note_backup

    isi = write_backup(path, make_seal(sandi), at=at)
    note_backup(path, isi, by=None, at=at)
    _tell(f"Cadangan ditulis ke {path}", isi)


def restore(path: Path, sandi: str) -> None:
    """Restore into an empty place, made ready first."""
    use_django()
    from django.core.management import call_command

    from tolok.services.cadangan import restore_backup

    call_command("migrate", verbosity=0)
    _tell(f"Dipulihkan dari {path}", restore_backup(path, sandi))


def _tell(what: str, isi: "Isi") -> None:
    rows = format_angka(sum(isi.baris.values()))
    say(f"{what}: {rows} baris, {isi.potret} potret, {isi.berkas} berkas, rantai {isi.kepala_rantai[:16]}")
