"""How large an installation has become, what it runs on, and the limits within which it was measured."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from tolok import __version__
from tolok.services.antrean import worker_alive
from tolok.services.cadangan_catatan import last_backup
from tolok.services.riwayat import noted_head
from tolok.store.models import Kiriman, LogPerubahan, Pekerjaan, Pengguna, PerangkatDaerah
from tolok.values.instant import tanggal_pendek
from tolok.values.number import format_angka


@dataclass(frozen=True)
class Ukuran:
    """One fact about the installation, printed; facts of one `kelompok` stand together."""

    kelompok: str
    label: str
    nilai: str


def system_facts() -> tuple[Ukuran, ...]:
    """What an administrator asks first: database, files, worker, versions, limits. Counts only, never content."""
    return (*_database(), *_files(), *_work(), *_versions(), *_LIMITS)


def _database() -> Iterator[Ukuran]:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        else:
            cursor.execute("SELECT sqlite_version(), page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        version, size = cursor.fetchone()
    yield Ukuran("Basis data", "Jenis", f"{name} {str(version).split()[0]}")
    yield Ukuran("Basis data", "Ukuran", megabytes(int(size)))
    yield Ukuran("Basis data", "Kantor", format_angka(PerangkatDaerah.objects.count()))
    yield Ukuran("Basis data", "Orang yang dapat masuk", format_angka(Pengguna.objects.filter(is_active=True).count()))
    yield Ukuran("Basis data", "Kiriman", format_angka(Kiriman.objects.count()))
    yield Ukuran("Basis data", "Catatan riwayat", format_angka(LogPerubahan.objects.count()))
    noted = noted_head(settings.KEPALA_RIWAYAT)
    yield Ukuran("Basis data", "Kepala riwayat di luar basis data", format_angka(noted[0]) if noted else "belum ada")


def _files() -> Iterator[Ukuran]:
    folders = {"Potret": settings.POTRET, "Bukti": settings.BUKTI, "Templat": settings.TEMPLAT}
    for label, folder in {**folders, "Unggahan menunggu": settings.UNGGAHAN}.items():
        sizes = [path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()]
        yield Ukuran("Berkas", label, f"{format_angka(len(sizes))} berkas, {megabytes(sum(sizes))}")
    last = last_backup()
    yield Ukuran("Berkas", "Cadangan terakhir", tanggal_pendek(last) if last else "belum pernah")


def _work() -> Iterator[Ukuran]:
    yield Ukuran("Pekerja latar", "Keadaan", "berjalan" if worker_alive() else "tidak berjalan")
    open_ones = Pekerjaan.objects.filter(status__in=("menunggu", "berjalan")).count()
    yield Ukuran("Pekerja latar", "Belum selesai", format_angka(open_ones))
    broken = Pekerjaan.objects.filter(status__in=("gagal", "terputus")).count()
    yield Ukuran("Pekerja latar", "Gagal atau terputus", format_angka(broken))


def _versions() -> Iterator[Ukuran]:
    yield Ukuran("Program", "Tolok", __version__)
    yield Ukuran("Program", "Mesin hitung", settings.ENGINE)
    yield Ukuran("Program", "Python", platform.python_version())
    yield Ukuran("Program", "Django", django.get_version())
    yield Ukuran("Program", "Sistem operasi", f"{platform.system()} {platform.machine()}")


_LIMITS = (
    Ukuran("Batas yang sudah diukur", "Usaha dalam satu pemasangan", "300.000, lima tahun monev"),
    Ukuran("Batas yang sudah diukur", "Orang bekerja bersamaan", "50"),
    Ukuran("Batas yang sudah diukur", "Baris dalam satu berkas", "1.048.576"),
)


def megabytes(size: int) -> str:
    """A size as people read it: `3,4 MB`, `812 kB`."""
    if size < 10**6:
        return f"{format_angka(size // 1000)} kB"
    return f"{format_angka(Fraction(size, 10**6), 1)} MB"
