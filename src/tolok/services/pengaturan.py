"""What this installation has chosen, where each choice comes from and what it means. Never a secret itself."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Pengaturan:
    """One setting: its name, its value as it may be shown, whether it was given from outside, and what it means."""

    nama: str
    nilai: str
    diberi: bool
    arti: str


def _database() -> str:
    given = os.environ.get("TOLOK_DATABASE", "")
    if not given:
        return f"SQLite di {settings.DATA.name}/tolok.sqlite3"
    parts = urlsplit(given)
    return f"PostgreSQL di {parts.hostname}:{parts.port or 5432}, basis data {parts.path.lstrip('/')}"


def _kept(nama: str, berkas: str) -> Callable[[], str]:
    return lambda: "diberikan dari luar" if os.environ.get(nama) else f"dibuat sendiri, di berkas {berkas}"


_SETTINGS: tuple[tuple[str, Callable[[], str], str], ...] = (
    ("TOLOK_DATA", lambda: str(settings.DATA), "tempat basis data SQLite, potret, bukti, kunci, dan rahasia"),
    ("TOLOK_DATABASE", _database, "basis data yang dipakai; sandinya tidak ditampilkan"),
    ("TOLOK_ALAMAT_SITUS", lambda: settings.ALAMAT_SITUS or "alamat yang sedang dibuka", "tempat kode QR dokumen menuju"),
    ("TOLOK_PAKET", lambda: settings.PAKET, "paket isi: register, indikator, dan parameter"),
    ("TOLOK_ENGINE", lambda: settings.ENGINE, "mesin hitung; semua memberi angka yang sama"),
    ("TOLOK_HOST", lambda: ", ".join(settings.ALLOWED_HOSTS), "nama host yang dijawab"),
    (
        "TOLOK_HTTPS",
        lambda: "ya" if getattr(settings, "HTTPS", False) else "tidak",
        "ada perantara TLS di depan aplikasi ini; cookie hanya lewat HTTPS",
    ),
    ("TOLOK_UNGGAHAN_MB", lambda: f"{settings.UNGGAHAN_TERBESAR // 1024**2} MB", "berkas kiriman terbesar yang dibaca"),
    ("TOLOK_SECRET", _kept("TOLOK_SECRET", "rahasia"), "penanda tangan sesi masuk"),
    ("TOLOK_KUNCI", _kept("TOLOK_KUNCI", "kunci"), "penyandi data pribadi dan berkas yang menunggu"),
)


def daftar_pengaturan() -> tuple[Pengaturan, ...]:
    """Every setting of the application, in the order of the manual."""
    return tuple(Pengaturan(nama, shown(), bool(os.environ.get(nama)), arti) for nama, shown, arti in _SETTINGS)


def fixed_rules() -> tuple[tuple[str, str], ...]:
    """Rules that no installation may change, in words: (what, value)."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    return (
        ("Sesi masuk berakhir sesudah", f"{hours} jam"),
        ("Panjang kata sandi sedikitnya", "12 huruf"),
        ("Token API berlaku paling lama", "1 tahun"),
        ("Zona waktu", settings.TIME_ZONE),
        ("Jenis basis data", {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]),
    )
