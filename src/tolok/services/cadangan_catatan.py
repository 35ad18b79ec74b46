"""Backups of this installation as people see them: asked for on a screen, made in the background, noted in the log."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from tolok.services import pekerjaan
from tolok.services.akses import NotFoundError, may, require
from tolok.services.cadangan import Isi, Segel, make_seal, write_backup
from tolok.services.riwayat import log_change
from tolok.store.models import LogPerubahan, Pekerjaan, Pemda, Pengguna, PerangkatDaerah
from tolok.values.instant import WIB
from tolok.values.issue import Issue, IssueError

if TYPE_CHECKING:
    from tolok.services.pekerjaan import Laju

SANDI_TERPENDEK = 12
TERLALU_LAMA = timedelta(days=7)
"""A backup older than this is no comfort any more."""
_DIBUAT = "cadangan.dibuat"


@dataclass(frozen=True)
class Cadangan:
    """A backup that lies in the folder of the installation."""

    nama: str
    ukuran: int
    dibuat: datetime


def note_backup(path: Path, isi: Isi, *, by: Pengguna | None, at: datetime) -> None:
    """Leave an entry in the change log: when, by whom, how much, and up to which entry of the log it reaches."""
    content = {"baris": sum(isi.baris.values()), "berkas": isi.berkas, "kepala_rantai": isi.kepala_rantai}
    with transaction.atomic():
        log_change(_DIBUAT, path.name[:120], at=at, by=by, kantor=None, isi=content)


def last_backup() -> datetime | None:
    """When a backup of this installation was last made, on a screen or by command."""
    return LogPerubahan.objects.filter(tindakan=_DIBUAT).order_by("-urut").values_list("pada", flat=True).first()


def may_back_up(pengguna: Pengguna) -> bool:
    """A backup holds every pemda of the installation, so only who runs the system for all of them may take one away."""
    offices = list(PerangkatDaerah.objects.select_related("pemda"))
    managed = {one.pemda_id for one in offices if may(pengguna, one, "kelola_sistem")}
    return bool(managed) and managed >= set(Pemda.objects.values_list("kode", flat=True))


def request_backup(pengguna: Pengguna, kantor: PerangkatDaerah, sandi: str, ulang: str, *, at: datetime) -> Pekerjaan:
    """Have a backup made in the background. The passphrase itself is kept nowhere, only what it seals."""
    require(pengguna, kantor, "kelola_sistem")
    issues = []
    if not may_back_up(pengguna):
        why = "cadangan memuat seluruh pemasangan, juga pemda lain"
        todo = "minta yang mengurus komputernya menjalankan `tolok cadangkan`"
        issues.append(Issue("TLK-S038", "salah", "cadangan", "Anda tidak mengelola semua pemda di sini", why, todo))
    if len(sandi) < SANDI_TERPENDEK:
        why = "siapa pun yang mendapat berkasnya dapat mencoba menebak"
        todo = f"pakai sedikitnya {SANDI_TERPENDEK} huruf, misalnya empat kata"
        issues.append(Issue("TLK-S037", "salah", "sandi", "kata sandi cadangan terlalu pendek", why, todo))
    elif sandi != ulang:
        why = "kata sandi yang salah ketik tidak dapat dicari kembali"
        issues.append(Issue("TLK-S037", "salah", "ulang", "kedua kata sandi berbeda", why, "ketik lagi keduanya"))
    if issues:
        raise IssueError(issues)
    segel = make_seal(sandi)
    masukan = {"penerima": segel.penerima, "amplop": base64.b64encode(segel.amplop).decode()}
    return pekerjaan.enqueue("cadangkan", masukan, oleh=pengguna, kantor=kantor, at=at)


def backup_job(job: Pekerjaan, laju: "Laju") -> dict[str, Any]:
    """Write the backup that was asked for, under a name of its own; run twice it is the same backup anew."""
    at = laju.clock()
    settings.CADANGAN.mkdir(parents=True, exist_ok=True)
    for left in settings.CADANGAN.glob("*.sedang-ditulis"):  # of a worker that was killed
        left.unlink(missing_ok=True)
    path = settings.CADANGAN / f"tolok-{job.dibuat_pada.astimezone(WIB):%Y%m%d-%H%M%S}-{job.pk}.tolok"
    laju.tell("Menulis cadangan. Boleh ditinggal; muncul di daftar bila selesai.")
    segel = Segel(job.masukan["penerima"], base64.b64decode(job.masukan["amplop"]))
    isi = write_backup(path, segel, at=at)
    note_backup(path, isi, by=job.oleh, at=at)
    return {"berkas": path.name, "baris": sum(isi.baris.values()), "ukuran": path.stat().st_size}


def list_backups_for(pengguna: Pengguna) -> Sequence[Cadangan]:
    """Backups in the installation's folder, the newest first; none for who may not take one away."""
    if not may_back_up(pengguna):
        return ()
    found = sorted(settings.CADANGAN.glob("*.tolok"), reverse=True)
    return [Cadangan(one.name, one.stat().st_size, _made(one)) for one in found]


def _made(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def open_backup_for(pengguna: Pengguna, kantor: PerangkatDaerah, nama: str) -> Path:
    """The file of one backup. Raises NotFoundError."""
    require(pengguna, kantor, "kelola_sistem")
    path: Path = settings.CADANGAN / Path(nama).name
    if not may_back_up(pengguna) or path.suffix != ".tolok" or path.name != nama or not path.is_file():
        raise NotFoundError(nama)
    return path
