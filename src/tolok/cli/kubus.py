"""The commands for a province or ministry: who looks at it, and the totals of all offices by region."""

from datetime import datetime

from tolok.cli.output import print_json, say
from tolok.cli.server import use_django
from tolok.values.number import format_angka


def give_role(wilayah: str, orang: str, nama: str, jabatan: str, peran: str, at: datetime) -> None:
    """Let a person look at a province or the nation; a new one's one-time password is printed once."""
    use_django()
    from tolok.services.peran_wilayah import PeranWilayahBaru, give_region_role

    sandi = give_region_role(PeranWilayahBaru(wilayah, orang, nama, jabatan, peran), at=at)
    say(f"{orang} kini dapat melihat wilayah {wilayah}.")
    if sandi:
        say("Kata sandi sekali pakai; diganti saat pertama masuk, dan tidak ditampilkan lagi:")
        print(f"  {orang:<10} {sandi}")


def total_regions(at: datetime, as_json: bool) -> int:
    """Make the kubus as known now and say what it holds; 0 done, 1 where nothing was ever delivered."""
    use_django()
    from tolok.services.kubus import make_kubus
    from tolok.store.models import schemas

    def tell(register: str, done: int, whole: int) -> None:
        say(f"{schemas()[register].label}: {format_angka(done)} dari {format_angka(whole)} baris")

    row = make_kubus(at, at, tell)
    if row is None:
        say("Belum ada kiriman yang dapat dijumlahkan.")
        return 1
    said = {"hash": row.hash, "kubus": row.kubus, "periode": row.periode, "potongan": len(row.potret)}
    if as_json:
        print_json(said)
    else:
        say(f"Angka wilayah siap: {', '.join(row.periode)}, dari {said['potongan']} potret. Sidik {row.hash[:16]}")
    return 0
