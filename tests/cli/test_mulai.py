"""Starting the server on invented people, and beginning with a real office, by command."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tolok(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TOLOK_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), **more}
    environment.pop("TOLOK_DATABASE", None)
    command = [sys.executable, "-m", "tolok.cli", *words]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_the_server_does_not_start_with_people_of_the_demonstration_unless_told_to(aplikasi) -> None:
    data, _ = aplikasi
    refused = tolok(data, "jalan", "--port", "1")
    assert refused.returncode == 2
    assert "TLK-S056" in refused.stderr
    assert "--contoh" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_real_office_begins_with_one_administrator_and_one_password(tmp_path) -> None:
    words = ("mulai", "33.74/2.17", "--nama", "Dinas Koperasi", "--admin", "lilis", "--nama-admin", "Lilis (dikarang)")
    done = tolok(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"  lilis +[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}\n", done.stdout)
    again = tolok(tmp_path, *words)
    assert again.returncode == 2
    assert "TLK-S058" in again.stderr
    later = tolok(tmp_path, "siapkan")
    assert later.returncode == 0
    assert later.stdout == ""
