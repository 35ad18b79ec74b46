"""Self-check of an installation: what an administrator asks before he trusts it, and after he restored it."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tolok.engine.snapshot import Piece, intact
from tolok.services.bukti import chain_issue
from tolok.store.models import Pengguna, Potret, schemas
from tolok.store.triggers import unguarded_tables
from tolok.values.issue import Issue, Weight
from tolok.values.number import format_angka

_LEAST_FREE = 2 * 10**9


def check_system() -> tuple[Issue, ...]:
    """Every fault of the installation; empty when nothing is open. Reads only."""
    database = _database()
    if database is not None:
        return (database,)
    return tuple(issue for check in _CHECKS for issue in check())


def _database() -> Issue | None:
    try:
        connection.ensure_connection()
    except DatabaseError:
        return _issue("TLK-S040", "basis data tidak dapat dibuka", "periksa TOLOK_DATABASE, dan apakah servernya berjalan")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return _issue("TLK-S041", "basis data belum sesuai versi ini", "jalankan `tolok siapkan`")
    return None


def _triggers() -> Iterator[Issue]:
    for table in unguarded_tables():
        yield _issue(
            "TLK-S042", f"penjaga tabel {table} tidak ada", "jalankan `tolok siapkan`; baris lama dapat terhapus tanpanya"
        )


def _chain() -> Iterator[Issue]:
    broken = chain_issue()
    if broken:
        yield broken


def _pieces() -> Iterator[Issue]:
    for one in Potret.objects.order_by("id"):
        path = settings.POTRET / f"{one.register}-{one.pemda}-{one.hash}.parquet"
        schema = schemas().get(one.register)
        if schema is None or not intact(Piece(one.register, one.pemda, one.hash, path, one.baris), schema):
            yield _issue(
                "TLK-S043", f"potret {one.register} {one.pemda} {one.hash[:12]} tidak utuh", "pulihkan dari cadangan"
            )


def _secret() -> Iterator[Issue]:
    path = settings.DATA / "rahasia"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO) and os.name == "posix":
        yield _issue("TLK-S044", "berkas rahasia dapat dibaca orang lain", f"batasi haknya: chmod 600 {path.name}")


def _space() -> Iterator[Issue]:
    free = shutil.disk_usage(settings.DATA).free
    if free < _LEAST_FREE:
        what = f"ruang cakram tinggal {format_angka(free // 10**6)} MB"
        yield _issue("TLK-S045", what, "kosongkan ruang, atau pindahkan TOLOK_DATA", "perlu keputusan")


def _demonstration() -> Iterator[Issue]:
    if Pengguna.objects.filter(contoh=True, is_active=True).exists():
        yield _issue("TLK-S046", "ada akun contoh", "jangan dipakai untuk data sungguhan", "catatan")


_CHECKS: tuple[Callable[[], Iterator[Issue]], ...] = (_triggers, _chain, _pieces, _secret, _space, _demonstration)


def _issue(kode: str, apa: str, saran: str, bobot: Weight = "salah") -> Issue:
    return Issue(kode, bobot, "pemasangan", apa, "angka hanya dapat dipercaya dari pemasangan yang utuh", saran)
