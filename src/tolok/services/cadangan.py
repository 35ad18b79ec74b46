"""Backup and restore: one encrypted file that knows no database, so moving from SQLite to PostgreSQL is the same two steps.

Inside (age, passphrase): a ZIP with every row as JSON lines, the frozen snapshots, and a manifest with counts, file hashes
and the head of the change log. A restore goes into an empty place only and is verified before it counts.
"""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyrage
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from pyrage import passphrase

from tolok import __version__
from tolok.services.riwayat import verify_chain
from tolok.store.models import PerangkatDaerah
from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError

FORMAT = 1
_BATCH = 1000


@dataclass(frozen=True)
class Isi:
    """What a backup holds: rows by table, snapshot files, and the hash of the last entry of the change log."""

    baris: Mapping[str, int]
    potret: int
    kepala_rantai: str


def write_backup(path: Path, sandi: str, *, at: datetime) -> Isi:
    """Write the whole installation into `path`, atomically. The rows are those of one instant."""
    buffer = io.BytesIO()
    with transaction.atomic(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = {model._meta.db_table: _write_rows(archive, model) for model in stored_models()}
        files = {file.name: _write_file(archive, file) for file in sorted(settings.POTRET.glob("*.parquet"))}
        head = verify_chain()
        if head.putus_di is not None:
            raise IssueError(_issue("TLK-S031", "rantai riwayat putus", "periksa riwayat dahulu, cadangan tidak dibuat"))
        manifest = {"format": FORMAT, "tolok": __version__, "dibuat": instant_text(at), "baris": counts, "potret": files,
                    "kepala_rantai": head.kepala}  # fmt: skip
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    _replace(path, passphrase.encrypt(buffer.getvalue(), sandi))
    return Isi(counts, len(files), head.kepala)


def stored_models() -> list[type[models.Model]]:
    """Every table of the application, those that others point to first."""
    waiting = list(apps.get_app_config("store").get_models())
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


def _write_rows(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    names = [field.attname for field in model._meta.concrete_fields]
    count = 0
    with archive.open(f"baris/{model._meta.db_table}.jsonl", "w") as file:
        file.write(json.dumps(names).encode() + b"\n")
        for row in model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=5000):
            file.write(json.dumps([_plain(cell) for cell in row], ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _plain(cell: Any) -> Any:
    """JSON without loss: Django's own encoder cuts microseconds, and the second clock counts them."""
    if isinstance(cell, datetime):
        return instant_text(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _write_file(archive: zipfile.ZipFile, file: Path) -> str:
    content = file.read_bytes()
    archive.writestr(zipfile.ZipInfo(f"potret/{file.name}"), content)
    return hashlib.sha256(content).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".sedang-ditulis")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def restore_backup(path: Path, sandi: str) -> Isi:
    """Restore into an empty, migrated place. Raises IssueError and leaves nothing behind where anything is amiss."""
    archive = _open(path, sandi)
    manifest = _manifest(archive)
    if PerangkatDaerah.objects.exists():
        raise IssueError(_issue("TLK-S033", "tempat ini sudah berisi", "pulihkan ke pemasangan yang kosong"))
    with transaction.atomic():
        for model in stored_models():
            _read_rows(archive, model, manifest["baris"])
        _reset_sequences()
        _restore_files(archive, manifest["potret"])
        chain = verify_chain()
        if chain.putus_di is not None or chain.kepala != manifest["kepala_rantai"]:
            raise IssueError(_issue("TLK-S034", "rantai riwayat tidak sama dengan cadangan", "pakai cadangan lain"))
    return Isi(manifest["baris"], len(manifest["potret"]), chain.kepala)


def _open(path: Path, sandi: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(passphrase.decrypt(path.read_bytes(), sandi)))
    except (OSError, pyrage.DecryptError, zipfile.BadZipFile):
        why = "periksa kata sandi dan berkasnya; berkas yang berubah satu bita pun ditolak"
        raise IssueError(_issue("TLK-S032", "cadangan tidak dapat dibuka", why)) from None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest["format"] != FORMAT:
        todo = f"pakai Tolok {manifest['tolok']} untuk memulihkannya"
        raise IssueError(_issue("TLK-S035", f"format cadangan {manifest['format']} tidak dikenal", todo))
    return manifest


def _read_rows(archive: zipfile.ZipFile, model: type[models.Model], counts: Mapping[str, int]) -> None:
    table = model._meta.db_table
    if table not in counts:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    batch: list[models.Model] = []
    with archive.open(f"baris/{table}.jsonl") as file:
        names = json.loads(file.readline())
        for line in file:
            cells = zip(names, json.loads(line), strict=True)
            batch.append(model(**{name: _typed(fields[name], cell) for name, cell in cells}))
            if len(batch) == _BATCH:
                _insert(model, batch)
                batch = []
    _insert(model, batch)
    if model._default_manager.count() != counts[table]:
        raise IssueError(_issue("TLK-S034", f"banyaknya baris {table} tidak sama dengan cadangan", "pakai cadangan lain"))


def _typed(field: models.Field, cell: Any) -> Any:
    target = field.target_field if field.is_relation else field
    return cell if isinstance(target, models.JSONField) else target.to_python(cell)


def _insert(model: type[models.Model], batch: list[models.Model]) -> None:
    model._default_manager.bulk_create(batch)


def _reset_sequences() -> None:
    """PostgreSQL must count on from the restored keys; SQLite does by itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), stored_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _restore_files(archive: zipfile.ZipFile, hashes: Mapping[str, str]) -> None:
    settings.POTRET.mkdir(parents=True, exist_ok=True)
    for name, digest in hashes.items():
        content = archive.read(f"potret/{name}")
        if hashlib.sha256(content).hexdigest() != digest or Path(name).name != name:
            raise IssueError(_issue("TLK-S034", f"potret {name} tidak sama dengan cadangan", "pakai cadangan lain"))
        _replace(settings.POTRET / name, content)


def _issue(kode: str, apa: str, saran: str) -> Issue:
    return Issue(kode, "salah", "cadangan", apa, "cadangan hanya berguna bila utuh dan seluruhnya", saran)
