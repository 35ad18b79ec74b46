"""What tests with a database stand on: the demonstration, built once by the real services; each test is rolled back.

The demonstration is made as `make run` makes it, without passwords: tests sign people in directly, except those of the
sign-in page itself.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tolok.contoh import write_contoh
from tolok.registers.folder import receive_folder
from tolok.registers.load import load_schemas
from tolok.registers.wilayah import load_tree
from tolok.services.contoh import build_contoh
from tolok.store.models import Pengguna, PerangkatDaerah, Realisasi, schemas
from tolok.values.instant import WIB
from tolok_koperasi import FOLDER

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # the browser tests use the same running application as the pictures
from demo_template import demo_template  # noqa: E402  # found by the line above

AFTER = datetime(2026, 2, 2, 9, tzinfo=WIB)
"""An instant after everything that the demonstration knows."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The deep runs are asked for by `-m generative` (make test-generative); the default suite takes the short ones."""
    if config.option.markexpr:
        return
    deep = [item for item in items if item.get_closest_marker("generative")]
    if deep:
        config.hook.pytest_deselected(items=deep)
        items[:] = [item for item in items if item not in deep]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The test database with the demonstration in it; snapshots lie in a folder of this run."""
    with pytest.MonkeyPatch.context() as patch:
        data = tmp_path_factory.mktemp("data")
        for name in ("POTRET", "KUBUS", "BUKTI", "UNGGAHAN", "TEMPLAT", "CADANGAN", "CETAKAN", "STATIC_ROOT"):
            (data / name.lower()).mkdir()
            patch.setattr(settings, name, data / name.lower())
        patch.setattr(settings, "KUNCI", data / "kunci")
        patch.setattr(settings, "KEPALA_RIWAYAT", data / "kepala-riwayat")
        patch.setattr(settings, "ANTREAN", data / "antrean.sqlite3")
        with django_db_blocker.unblock():
            if connection.vendor == "sqlite":
                copy_template(data)
            else:
                build_contoh(lambda _text: None)
        yield


def copy_template(data: Path) -> None:
    """The finished demonstration into the test database and its files beside it."""
    template = demo_template()
    connection.ensure_connection()
    with closing(sqlite3.connect(template / "tolok.sqlite3")) as source:
        source.backup(connection.connection)
    for name in ("potret", "bukti", "unggahan"):
        shutil.copytree(template / name, data / name, dirs_exist_ok=True)
    if (template / "kunci").exists():
        shutil.copy(template / "kunci", data / "kunci")


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A folder in which the same invented deliveries were received without Django."""
    made = tmp_path_factory.mktemp("data")
    write_contoh(made)
    receive_folder(made, load_schemas(FOLDER / "register"), load_tree(), now=AFTER)
    return made


@pytest.fixture(scope="session")
def aplikasi(tmp_path_factory) -> tuple[Path, str]:
    """The data folder of an application with the demonstration, and what `siapkan` said; to be copied, not changed."""
    data = tmp_path_factory.mktemp("aplikasi")
    shutil.copytree(demo_template(), data, dirs_exist_ok=True)
    environment = {**os.environ, "TOLOK_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "tolok.cli", "siapkan"]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return data, done.stdout


@pytest.fixture(autouse=True)
def _fresh_counts(request: pytest.FixtureRequest) -> None:
    """Rate limits count in the process's cache; no test inherits the count of another, nor the note of the last entry of
    a log that a test committed and the next one does not have."""
    cache.clear()
    if "db" in request.fixturenames:
        settings.KEPALA_RIWAYAT.unlink(missing_ok=True)


@pytest.fixture
def orang(db) -> Callable[[str], Pengguna]:
    """A person of the demonstration by user name."""
    return lambda username: Pengguna.objects.get(username=username)


@pytest.fixture
def kantor(db) -> PerangkatDaerah:
    """The office of Kota Pasuruan."""
    return PerangkatDaerah.objects.select_related("pemda").get(kode="35.75/2.17")


@pytest.fixture
def bekasi(db) -> PerangkatDaerah:
    """The office of Kota Bekasi."""
    return PerangkatDaerah.objects.select_related("pemda").get(kode="32.75/2.17")


@pytest.fixture
def masuk(orang) -> Callable[[str], Client]:
    """A browser in which a person is signed in."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(orang(username))
        return client

    return sign_in


@pytest.fixture
def angka(db) -> Callable[..., Realisasi]:
    """One vintage of one figure: `angka("KOP-01")` is the first of 2023 in Pasuruan."""

    def find(kode: str, tahun: int = 2023, nomor: int = 1, pemda: str = "35.75") -> Realisasi:
        return Realisasi.objects.select_related("indikator__perangkat_daerah__pemda", "definisi").get(
            indikator__kode=kode, indikator__perangkat_daerah__pemda_id=pemda, tahun=tahun, triwulan=0, nomor=nomor
        )

    return find


@pytest.fixture
def semua_skema():
    """Every register of the content pack, as the application knows it."""
    return schemas()
