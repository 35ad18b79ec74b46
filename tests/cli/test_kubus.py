"""The commands for a province or ministry: the totals of all offices, and who looks at them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def data(aplikasi, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wilayah")
    shutil.copytree(aplikasi[0], folder, dirs_exist_ok=True)
    return folder


def tolok(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TOLOK_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("TOLOK_DATABASE", None)
    command = [sys.executable, "-m", "tolok.cli", *words]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_totals_are_made_with_progress_and_the_same_again_where_nothing_changed(data) -> None:
    shutil.rmtree(data / "kubus")
    first, second = tolok(data, "kubus", "--json"), tolok(data, "kubus", "--json")
    assert first.returncode == second.returncode == 0, first.stderr
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert {"2022", "2023", "2024", "2024-TW3"} <= set(json.loads(first.stdout)["periode"])
    assert "Monev usaha mikro: " in first.stderr
    assert "Monev usaha mikro: " not in second.stderr
    assert "Angka wilayah siap" in tolok(data, "kubus").stderr


def test_totals_of_an_empty_installation_are_none(tmp_path) -> None:
    begun = ("mulai", "33.74/2.17", "--nama", "Dinas Koperasi", "--admin", "lilis", "--nama-admin", "Lilis (dikarang)")
    assert tolok(tmp_path, *begun).returncode == 0
    done = tolok(tmp_path, "kubus")
    assert done.returncode == 1
    assert "Belum ada kiriman" in done.stderr


def test_a_person_is_let_look_at_a_province(data) -> None:
    done = tolok(data, "wilayah", "32", "--orang", "lilis", "--nama", "Lilis (dikarang)", "--jabatan", "Analis")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"  lilis +[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}\n", done.stdout)
    wrong = tolok(data, "wilayah", "35.75", "--orang", "lilis", "--jabatan", "Analis")
    assert wrong.returncode == 2
    assert "TLK-A160" in wrong.stderr
