"""Self-check of an installation: what an administrator asks before he trusts it, and after he restored it."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tolok.engine.snapshot import Piece, intact
from tolok.services.antrean import worker_alive
from tolok.services.bukti import chain_issue, complaint_about
from tolok.services.cadangan_catatan import TERLALU_LAMA, last_backup
from tolok.services.riwayat import verify_tail
from tolok.store.models import Pekerjaan, Pengguna, Potret, schemas
from tolok.store.triggers import unguarded_tables
from tolok.values.issue import Issue, Weight
from tolok.values.number import format_angka

_LEAST_FREE = 2 * 10**9


_TOO_LONG = timedelta(minutes=10)


def check_system(now: datetime) -> tuple[Issue, ...]:
    """Every fault of the installation, each snapshot and the whole chain read anew; empty when nothing is open."""
    return _found((_triggers, _chain, _pieces, *_QUICK), now)


def check_at_a_glance(now: datetime) -> tuple[Issue, ...]:
    """What a screen can ask at any time: of the change log the end only, of snapshots nothing."""
    return _found((_triggers, _tail, *_QUICK), now)


def pulse(now: datetime) -> dict[str, str]:
    """For whoever watches the machine: each part and whether it is `baik`. Says nothing about what is in it."""
    database = _database()
    if database is not None:
        return {"basis_data": database.kode}
    parts = {"penjaga": _triggers, "rahasia": _secret, "ruang": _space, "pekerja": _worker}
    found = {name: next(check(now), None) for name, check in parts.items()}
    return {"basis_data": "baik", **{name: issue.kode if issue else "baik" for name, issue in found.items()}}


def _found(checks: tuple["Check", ...], now: datetime) -> tuple[Issue, ...]:
    database = _database()
    if database is not None:
        return (database,)
    return tuple(issue for check in checks for issue in check(now))


def _database() -> Issue | None:
    try:
        connection.ensure_connection()
    except DatabaseError:
        return _issue("TLK-S040", "basis data tidak dapat dibuka", "periksa TOLOK_DATABASE, dan apakah servernya berjalan")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return _issue("TLK-S041", "basis data belum sesuai versi ini", "jalankan `tolok siapkan`")
    return None


def _triggers(_now: datetime) -> Iterator[Issue]:
    for table in unguarded_tables():
        yield _issue(
            "TLK-S042", f"penjaga tabel {table} tidak ada", "jalankan `tolok siapkan`; baris lama dapat terhapus tanpanya"
        )


def _chain(_now: datetime) -> Iterator[Issue]:
    broken = chain_issue()
    if broken:
        yield broken


def _tail(_now: datetime) -> Iterator[Issue]:
    broken = complaint_about(verify_tail())
    if broken:
        yield broken


def _pieces(_now: datetime) -> Iterator[Issue]:
    for one in Potret.objects.order_by("id"):
        path = settings.POTRET / f"{one.register}-{one.pemda}-{one.hash}.parquet"
        schema = schemas().get(one.register)
        if schema is None or not intact(Piece(one.register, one.pemda, one.hash, path, one.baris), schema):
            yield _issue(
                "TLK-S043", f"potret {one.register} {one.pemda} {one.hash[:12]} tidak utuh", "pulihkan dari cadangan"
            )


def _secret(_now: datetime) -> Iterator[Issue]:
    path = settings.DATA / "rahasia"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO) and os.name == "posix":
        yield _issue("TLK-S044", "berkas rahasia dapat dibaca orang lain", f"batasi haknya: chmod 600 {path.name}")


def _space(_now: datetime) -> Iterator[Issue]:
    free = shutil.disk_usage(settings.DATA).free
    if free < _LEAST_FREE:
        what = f"ruang cakram tinggal {format_angka(free // 10**6)} MB"
        yield _issue("TLK-S045", what, "kosongkan ruang, atau pindahkan TOLOK_DATA", "perlu keputusan")


def _demonstration(_now: datetime) -> Iterator[Issue]:
    if Pengguna.objects.filter(contoh=True, is_active=True).exists():
        yield _issue("TLK-S046", "ada akun contoh", "jangan dipakai untuk data sungguhan", "catatan")


def _backup(now: datetime) -> Iterator[Issue]:
    last = last_backup()
    if last is None:
        yield _issue("TLK-S048", "belum pernah dicadangkan", "jalankan `tolok cadangkan BERKAS`", "catatan")
    elif now - last > TERLALU_LAMA:
        what = f"cadangan terakhir {(now - last).days} hari yang lalu"
        yield _issue("TLK-S048", what, "jadwalkan `tolok cadangkan BERKAS` setiap hari", "catatan")


def _worker(now: datetime) -> Iterator[Issue]:
    waiting = Pekerjaan.objects.filter(status="menunggu", dibuat_pada__lt=now - _TOO_LONG).count()
    if waiting and not worker_alive():
        what = f"{format_angka(waiting)} pekerjaan menunggu, dan tidak ada yang mengerjakannya"
        yield _issue("TLK-S047", what, "jalankan `tolok jalan` atau `tolok kerja`", "perlu keputusan")


Check = Callable[[datetime], Iterator[Issue]]
_QUICK: tuple[Check, ...] = (_secret, _space, _worker, _backup, _demonstration)


def _issue(kode: str, apa: str, saran: str, bobot: Weight = "salah") -> Issue:
    return Issue(kode, bobot, "pemasangan", apa, "angka hanya dapat dipercaya dari pemasangan yang utuh", saran)
