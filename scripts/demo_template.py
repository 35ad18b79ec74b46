"""The demonstration, built once and copied: tests, pictures and browser runs start from the same finished folder.

The folder is kept under `.pytest_cache` with the hashes of every file of the source that took part in building it, and is
built anew as soon as one of them differs. So a copy can never show what today's source would not make.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_KEPT = ROOT / ".pytest_cache" / "contoh"
_PARTS = "bagian.json"
_DATA = ("*.yaml", "*.csv", "*.lark")


def demo_template() -> Path:
    """A data folder (`TOLOK_DATA`) with the finished demonstration, without passwords; to be copied, never changed."""
    if not _is_current():
        _build()
    return _KEPT / "data"


def _is_current() -> bool:
    try:
        kept = json.loads((_KEPT / _PARTS).read_text())
    except (FileNotFoundError, ValueError):
        return False
    return bool(kept == {name: _hash(ROOT / name) for name in kept})


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _build() -> None:
    """In a process of its own, so that only what building needs is loaded and counted as a part."""
    making = _KEPT.with_name(f"contoh-{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    environment = {**os.environ, "TOLOK_DATA": str(making / "data"), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("TOLOK_DATABASE", None)
    subprocess.run([sys.executable, __file__, str(making / _PARTS)], env=environment, cwd=ROOT, check=True)
    shutil.rmtree(_KEPT, ignore_errors=True)
    making.rename(_KEPT)


def _main(parts: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tolok.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tolok.services.contoh import build_contoh

    call_command("migrate", verbosity=0)
    build_contoh(lambda _text: None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    loaded = {Path(module.__file__) for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
    data = {path for pattern in _DATA for path in (ROOT / "src").rglob(pattern)}
    # The addresses and pages are loaded by Django's checks; no row comes from them.
    faces = tuple(str(ROOT / "src" / "tolok" / name) + os.sep for name in ("web", "api", "cli", "config"))
    own = sorted(path for path in loaded | data if (ROOT / "src") in path.parents and not str(path).startswith(faces))
    parts.write_text(json.dumps({str(path.relative_to(ROOT)): _hash(path) for path in own}, indent=1))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
