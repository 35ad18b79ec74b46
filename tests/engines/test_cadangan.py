"""Backup, restore and move: one file, two databases, every published figure proven again afterwards."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from running_app import ROOT
from running_postgres import RunningPostgres

SANDI = "kata sandi cadangan contoh"


def tolok(data: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TOLOK_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), "TOLOK_SANDI_CADANGAN": SANDI}
    environment["TOLOK_DATABASE"] = database
    return subprocess.run(
        [sys.executable, "-m", "tolok.cli", *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def proof(data: Path, database: str = "") -> list[dict[str, object]]:
    """What `buktikan` says; it must have found everything proven."""
    done = tolok(data, "buktikan", "--json", database=database)
    assert done.returncode == 0, done.stderr
    content = json.loads(done.stdout)
    assert content["rantai_utuh"] is True
    return list(content["terbitan"])


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(data folder of the demonstration, its backup)."""
    folder = tmp_path_factory.mktemp("asal")
    assert tolok(folder / "data", "siapkan").returncode == 0
    done = tolok(folder / "data", "cadangkan", str(folder / "cadangan.tolok"))
    assert done.returncode == 0, done.stderr
    return folder / "data", folder / "cadangan.tolok"


def test_a_restored_place_proves_every_published_figure(backup: tuple[Path, Path], tmp_path: Path) -> None:
    data, file = backup
    assert tolok(tmp_path, "pulihkan", str(file)).returncode == 0
    assert len(proof(tmp_path)) >= 12
    assert proof(tmp_path) == proof(data)
    assert tolok(tmp_path, "periksa", "sistem").returncode == 0


def test_sqlite_to_postgresql_and_back_keeps_every_figure(backup: tuple[Path, Path], tmp_path: Path) -> None:
    data, file = backup
    with RunningPostgres() as server:
        there = tmp_path / "postgres"
        done = tolok(there, "pulihkan", str(file), database=server.address)
        assert done.returncode == 0, done.stderr
        assert proof(there, server.address) == proof(data)
        assert tolok(there, "periksa", "sistem", database=server.address).returncode == 0
        second = tmp_path / "kedua.tolok"
        assert tolok(there, "cadangkan", str(second), database=server.address).returncode == 0
    back = tmp_path / "kembali"
    assert tolok(back, "pulihkan", str(second)).returncode == 0
    assert proof(back) == proof(data)


def test_a_wrong_password_and_an_altered_file_are_refused(backup: tuple[Path, Path], tmp_path: Path) -> None:
    _, file = backup
    wrong = tolok(tmp_path / "a", "pulihkan", str(file), "--sandi", "bukan itu")
    assert (wrong.returncode, "TLK-S032" in wrong.stderr, "Traceback" in wrong.stderr) == (2, True, False)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    altered = tmp_path / "berubah.tolok"
    altered.write_bytes(content)
    refused = tolok(tmp_path / "b", "pulihkan", str(altered))
    assert (refused.returncode, "TLK-S032" in refused.stderr) == (2, True)


def test_a_place_that_holds_an_office_is_never_overwritten(backup: tuple[Path, Path]) -> None:
    data, file = backup
    before = proof(data)
    refused = tolok(data, "pulihkan", str(file))
    assert (refused.returncode, "TLK-S033" in refused.stderr) == (2, True)
    assert proof(data) == before


def test_an_altered_snapshot_is_no_proof_any_more(backup: tuple[Path, Path], tmp_path: Path) -> None:
    _, file = backup
    tolok(tmp_path, "pulihkan", str(file))
    used = max((tmp_path / "potret").glob("koperasi_tahunan-35.75-*.parquet"), key=lambda path: path.stat().st_size)
    for path in (tmp_path / "potret").glob("koperasi_tahunan-35.75-*.parquet"):
        if path != used:
            path.write_bytes(used.read_bytes())
    done = tolok(tmp_path, "buktikan", "--json")
    assert done.returncode == 1
    assert any("potret tidak utuh" in str(one["masalah"]) for one in json.loads(done.stdout)["terbitan"])
    assert tolok(tmp_path, "periksa", "sistem").returncode == 1


def files(data: Path) -> dict[str, bytes]:
    """Evidence, waiting uploads and the key of a place, by name."""
    found = {
        f"{folder}/{path.name}": path.read_bytes() for folder in ("bukti", "unggahan") for path in (data / folder).iterdir()
    }
    return {**found, "kunci": (data / "kunci").read_bytes()}


OPENED = """
import django; django.setup()
from tolok.services.kunci import decrypt
from tolok.store.models import Identitas, Pekerjaan
print(Identitas.objects.exclude(rahasia=None).count(), Pekerjaan.objects.filter(status__in=("menunggu", "berjalan")).count())
"""


def test_evidence_uploads_and_personal_fields_come_back_and_can_be_opened(backup: tuple[Path, Path], tmp_path: Path) -> None:
    data, file = backup
    assert tolok(tmp_path, "pulihkan", str(file)).returncode == 0
    assert files(tmp_path) == files(data)
    assert {name.partition("/")[0] for name in files(data)} == {"bukti", "unggahan", "kunci"}
    environment = {**os.environ, "TOLOK_DATA": str(tmp_path), "TOLOK_DATABASE": "", "PYTHONPATH": str(ROOT / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "tolok.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", OPENED], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    people, running = done.stdout.split()
    assert int(people) > 1000
    assert int(running) == 0


def test_the_file_is_two_age_texts_and_nothing_of_it_can_be_read(backup: tuple[Path, Path]) -> None:
    _, file = backup
    with zipfile.ZipFile(file) as outer:
        assert outer.namelist() == ["BACA.txt", "kunci.age", "isi.zip.age"]
        for name in ("kunci.age", "isi.zip.age"):
            assert outer.read(name).startswith(b"age-encryption.org/v1\n")
    content = file.read_bytes()
    assert not any(word in content for word in (b"Pasuruan", b"koperasi_tahunan", b"AGE-SECRET-KEY"))


def test_a_restore_that_fails_leaves_the_place_empty(backup: tuple[Path, Path], tmp_path: Path) -> None:
    _, file = backup
    content = bytearray(file.read_bytes())
    content[-len(content) // 3] ^= 1
    altered = tmp_path / "berubah.tolok"
    altered.write_bytes(content)
    place = tmp_path / "tempat"
    assert tolok(place, "pulihkan", str(altered)).returncode == 2
    assert list((place / "potret").iterdir()) == list((place / "bukti").iterdir()) == []
    assert not list(place.glob("pulih-*"))
    assert tolok(place, "pulihkan", str(file)).returncode == 0
