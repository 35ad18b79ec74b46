"""The demonstration, built once and copied: tests, pictures and browser runs start from the same finished folder.

The folder is kept under `.pytest_cache` with the hashes of every file of the source that took part in building it, and is
built anew as soon as one of them differs. So a copy can never show what today's source would not make.

Where TOLOK_DATABASE names a PostgreSQL, the rows lie in a database there, built once per process and copied by the server.
"""

import atexit
import fcntl
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from running_postgres import drop_database, new_database

ROOT = Path(__file__).resolve().parent.parent
_KEPT = ROOT / ".pytest_cache" / "contoh"
_PARTS = "bagian.json"
_DATA = ("*.yaml", "*.csv", "*.lark")
_LIMITED = ("reading", "registers")
"""Packages that work in a limited process of their own: what they load there, this process never sees."""
_NUMBERS = itertools.count(1)


def demo_template() -> Path:
    """A data folder (`TOLOK_DATA`) with the finished demonstration, without passwords; to be copied, never changed."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (_KEPT / "kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several test runs at once one builds, the others wait for it
        current = next((one for one in _built() if _is_current(one)), None)
        return (current or _build()) / "data"


def copy_demo(folder: Path) -> dict[str, str]:
    """Lay the demonstration into an empty data folder; what to set in the environment to run on it.

    With PostgreSQL every copy is a database of its own, dropped when this process ends.
    """
    address = os.environ.get("TOLOK_DATABASE", "")
    if not address:
        shutil.copytree(demo_template(), folder, dirs_exist_ok=True)
        return {"TOLOK_DATA": str(folder)}
    data, template = _postgres_template(address)
    shutil.copytree(data, folder, dirs_exist_ok=True)
    copy = new_database(address, f"tolok_salinan_{os.getpid()}_{next(_NUMBERS)}", template)
    atexit.register(drop_database, copy)
    return {"TOLOK_DATA": str(folder), "TOLOK_DATABASE": copy}


@cache
def _postgres_template(address: str) -> tuple[Path, str]:
    """A data folder and the name of a database beside it with the demonstration, built once per process."""
    folder = Path(tempfile.mkdtemp(prefix="tolok-contoh-"))
    name = f"tolok_contoh_{os.getpid()}"
    made = new_database(address, name)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(drop_database, made)
    environment = {**os.environ, "TOLOK_DATA": str(folder / "data"), "TOLOK_DATABASE": made, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, __file__, str(folder / _PARTS)], env=environment, cwd=ROOT, check=True)
    return folder / "data", name


def _built() -> list[Path]:
    """The finished folders, newest first."""
    return sorted(_KEPT.glob("[0-9]*"), key=lambda path: int(path.name), reverse=True)


def _is_current(folder: Path) -> bool:
    kept = json.loads((folder / _PARTS).read_text())
    unknown = {str(path.relative_to(ROOT)) for path in _limited_modules()} - kept.keys()
    return not unknown and bool(kept == {name: _hash(ROOT / name) for name in kept})


def _limited_modules() -> set[Path]:
    return {path for name in _LIMITED for path in (ROOT / "src" / "tolok" / name).rglob("*.py")}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _build() -> Path:
    """In a process of its own, so that only what building needs is loaded and counted as a part."""
    making = _KEPT / "sedang-dibuat"
    shutil.rmtree(making, ignore_errors=True)
    environment = {**os.environ, "TOLOK_DATA": str(making / "data"), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("TOLOK_DATABASE", None)
    subprocess.run([sys.executable, __file__, str(making / _PARTS)], env=environment, cwd=ROOT, check=True)
    before = _built()
    done = _KEPT / str(int(before[0].name) + 1 if before else 1)
    making.rename(done)
    for old in before[2:]:  # somebody may still be copying the one before
        shutil.rmtree(old, ignore_errors=True)
    return done


def _main(parts: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tolok.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tolok.services.contoh import build_contoh

    call_command("migrate", verbosity=0)
    build_contoh(lambda _text: None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # one file: readers leave nothing beside it
    connection.close()
    loaded = {Path(module.__file__) for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
    data = {path for pattern in _DATA for path in (ROOT / "src").rglob(pattern)}
    # The addresses and pages are loaded by Django's checks; no row comes from them.
    faces = tuple(str(ROOT / "src" / "tolok" / name) + os.sep for name in ("web", "api", "cli", "config"))
    candidates = loaded | data | _limited_modules()
    own = sorted(one for one in candidates if (ROOT / "src") in one.parents and not str(one).startswith(faces))
    parts.write_text(json.dumps({str(path.relative_to(ROOT)): _hash(path) for path in own}, indent=1))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
