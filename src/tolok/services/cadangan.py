"""Backup and restore: one encrypted file that knows no database, so moving from SQLite to PostgreSQL is the same two steps.

The file is a ZIP of two age texts: `kunci.age`, opened by the passphrase, holds the key that opens `isi.zip.age`. Inside
stand every row as JSON lines, the frozen snapshots, evidence, templates, waiting uploads, the key of the installation,
and a manifest with counts, file hashes and the head of the change log. It is written as it is made, whatever its size. A
restore goes into an empty place only and is verified before it counts.
"""

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import pyrage
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from pyrage import passphrase

from tolok import __version__
from tolok.services.cadangan_baris import read_rows, write_rows
from tolok.services.cadangan_berkas import encrypted, read_file, stored_files, stored_folders, write_file
from tolok.services.kunci import key_text, write_key
from tolok.services.riwayat import Rantai, renew_head, verify_chain
from tolok.store.models import Pekerjaan, PerangkatDaerah
from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError

FORMAT = 2
_READ_ME = """Cadangan Tolok, terenkripsi dengan format age (age-encryption.org/v1).
kunci.age dibuka dengan kata sandi; isinya membuka isi.zip.age. Pulihkan dengan: tolok pulihkan BERKAS
"""


@dataclass(frozen=True)
class Isi:
    """What a backup holds: rows by table, snapshots, all files, and the hash of the last entry of the change log."""

    baris: Mapping[str, int]
    potret: int
    berkas: int
    kepala_rantai: str


@dataclass(frozen=True)
class Segel:
    """What a backup is sealed with: whoever holds it can write one, but only the passphrase opens it."""

    penerima: str
    amplop: bytes


def make_seal(sandi: str) -> Segel:
    """A new seal under a passphrase, which is kept nowhere."""
    identity = pyrage.x25519.Identity.generate()
    return Segel(str(identity.to_public()), passphrase.encrypt(str(identity).encode(), sandi))


def write_backup(path: Path, segel: Segel, *, at: datetime) -> Isi:
    """Write the whole installation into `path`, which appears whole or not at all. The rows are those of one instant."""
    with _appearing(path) as file, zipfile.ZipFile(file, "w") as outer:
        outer.writestr("BACA.txt", _READ_ME)
        outer.writestr("kunci.age", segel.amplop)
        with (
            outer.open("isi.zip.age", "w", force_zip64=True) as sealed,
            encrypted(sealed, segel.penerima) as plain,
            zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            return _write_all(archive, at)


def _write_all(archive: zipfile.ZipFile, at: datetime) -> Isi:
    with _one_instant():
        counts = {model._meta.db_table: write_rows(archive, model) for model in stored_models()}
        files = {name: hashed for name, path in stored_files() if (hashed := write_file(archive, name, path))}
        head = verify_chain()
    if head.putus_di is not None:
        raise IssueError(_issue("TLK-S031", "rantai riwayat putus", "periksa riwayat dahulu, cadangan tidak dibuat"))
    archive.writestr("kunci", key_text())
    manifest = {"format": FORMAT, "tolok": __version__, "dibuat": instant_text(at), "baris": counts, "berkas": files,
                "kepala_rantai": head.kepala}  # fmt: skip
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return _contents(manifest)


def _contents(manifest: Mapping[str, Any]) -> Isi:
    files = manifest["berkas"]
    frozen = sum(name.startswith("potret/") for name in files)
    return Isi(manifest["baris"], frozen, len(files), manifest["kepala_rantai"])


@contextmanager
def _one_instant() -> Iterator[None]:
    """A transaction in which every question sees the same rows, and which holds back nobody who writes meanwhile."""
    inside = connection.in_atomic_block
    before = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # of SQLite's connection only
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql" and not inside:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = before


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name only when it is whole and on disk; whoever is killed before leaves no such name."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sedang-ditulis")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def stored_models() -> list[type[models.Model]]:
    """Every table of the application and of second factors, those that others point to first."""
    waiting = list(apps.get_app_config("store").get_models())
    if apps.is_installed("allauth.mfa"):
        waiting += apps.get_app_config("mfa").get_models()
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [m for m in waiting if not {t for t in _targets(m) if t in waiting and t is not m}]
        if not ready:
            raise RuntimeError("tables point at each other in a circle")
        ordered += ready
        waiting = [m for m in waiting if m not in ready]
    return ordered


def _targets(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation and field.related_model}


def restore_backup(path: Path, sandi: str) -> Isi:
    """Restore into an empty, migrated place. Raises IssueError and leaves nothing behind where anything is amiss."""
    with _opened(path, sandi) as archive, tempfile.TemporaryDirectory(dir=settings.DATA, prefix="pulih-") as stage:
        manifest = _manifest(archive)
        if PerangkatDaerah.objects.exists():
            raise IssueError(_issue("TLK-S033", "tempat ini sudah berisi", "pulihkan ke pemasangan yang kosong"))
        _stage_files(archive, manifest["berkas"], Path(stage))
        with transaction.atomic():
            for model in stored_models():
                read_rows(archive, model, manifest["baris"])
            _reset_sequences()
            chain = _restored_chain(manifest)
            _break_off_jobs()
            write_key(archive.read("kunci").decode())
            _place_files(manifest["berkas"], Path(stage))
        renew_head(chain)
    return _contents(manifest)


def _restored_chain(manifest: Mapping[str, Any]) -> Rantai:
    chain = verify_chain()
    if chain.putus_di is not None or chain.kepala != manifest["kepala_rantai"]:
        raise IssueError(_issue("TLK-S034", "rantai riwayat tidak sama dengan cadangan", "pakai cadangan lain"))
    return chain


def _break_off_jobs() -> None:
    """What waited or ran when the backup was made belongs to the place that it was made in."""
    said = "Terputus: pemasangan ini dipulihkan dari cadangan. Anda dapat mencoba lagi."
    Pekerjaan.objects.filter(status__in=("menunggu", "berjalan")).update(status="terputus", kalimat=said)


@contextmanager
def _opened(path: Path, sandi: str) -> Iterator[zipfile.ZipFile]:
    """What is inside, once the passphrase opened it and every byte of it proved unaltered."""
    with tempfile.TemporaryFile(dir=settings.DATA) as plain:  # without a name: nothing of it outlives this process
        try:
            with zipfile.ZipFile(path) as outer, outer.open("isi.zip.age") as sealed:
                identity = pyrage.x25519.Identity.from_str(passphrase.decrypt(outer.read("kunci.age"), sandi).decode())
                pyrage.decrypt_io(sealed, plain, [identity])
            archive = zipfile.ZipFile(plain)
        except (OSError, KeyError, pyrage.DecryptError, pyrage.IdentityError, zipfile.BadZipFile, EOFError):
            why = "periksa kata sandi dan berkasnya; berkas yang berubah satu bita pun ditolak"
            raise IssueError(_issue("TLK-S032", "cadangan tidak dapat dibuka", why)) from None
        with archive:
            yield archive


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest["format"] != FORMAT:
        todo = f"pakai Tolok {manifest['tolok']} untuk memulihkannya"
        raise IssueError(_issue("TLK-S035", f"format cadangan {manifest['format']} tidak dikenal", todo))
    return manifest


def _stage_files(archive: zipfile.ZipFile, hashes: Mapping[str, str], stage: Path) -> None:
    for name, digest in hashes.items():
        if read_file(archive, name, stage) != digest:
            raise IssueError(_issue("TLK-S034", f"berkas {name} tidak sama dengan cadangan", "pakai cadangan lain"))


def _place_files(hashes: Mapping[str, str], stage: Path) -> None:
    for name in hashes:
        folder, _, rest = name.partition("/")
        target = stored_folders()[folder] / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(stage / name, target)


def _reset_sequences() -> None:
    """PostgreSQL must count on from the restored keys; SQLite does by itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), stored_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _issue(kode: str, apa: str, saran: str) -> Issue:
    return Issue(kode, "salah", "cadangan", apa, "cadangan hanya berguna bila utuh dan seluruhnya", saran)
