"""`tolok cetak`: one document into a file; what is wrong is said at once, in words, with exit code 2."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
PASURUAN = ("--perangkat-daerah", "35.75/2.17")


@pytest.fixture(scope="module")
def data(aplikasi, tmp_path_factory) -> Path:
    """A copy of the application with the demonstration, in which prints may be written down."""
    folder = tmp_path_factory.mktemp("cetak")
    shutil.copytree(aplikasi[0], folder, dirs_exist_ok=True)
    return folder


def cetak(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TOLOK_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), **more}
    environment.pop("TOLOK_DATABASE", None)
    command = [sys.executable, "-m", "tolok.cli", "cetak", *words]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)


def prints(data: Path) -> list[tuple]:
    with closing(sqlite3.connect(data / "tolok.sqlite3")) as base:
        return base.execute("SELECT token, jenis, bentuk, sha256, oleh_id FROM store_cetakan ORDER BY id").fetchall()


def words_of(path: Path) -> str:
    book = load_workbook(io.BytesIO(path.read_bytes()))
    return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value is not None)


def test_a_document_is_written_remembered_and_the_same_the_second_time(data, tmp_path) -> None:
    first, second = tmp_path / "iku.xlsx", tmp_path / "lagi.xlsx"
    done = cetak(data, "iku", "--tahun", "2023", *PASURUAN, "--format", "xlsx", "--keluar", str(first), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    digest = hashlib.sha256(first.read_bytes()).hexdigest()
    assert told == {"berkas": str(first), "ukuran": first.stat().st_size, "sha256": digest, "token": told["token"]}
    assert (told["token"], "iku", "xlsx", digest, None) in prints(data)
    again = cetak(data, "iku", "--tahun", "2023", *PASURUAN, "--keluar", str(second))
    assert again.returncode == 0, again.stderr
    assert second.read_bytes() == first.read_bytes()
    assert digest in again.stderr
    assert "TOLOK_ALAMAT_SITUS" in again.stderr
    assert "/cek/" not in words_of(first)


def test_with_the_address_of_the_site_the_file_carries_its_page(data, tmp_path) -> None:
    file = tmp_path / "pengukuran.xlsx"
    words = ("pengukuran", "--tahun", "2023", *PASURUAN, "--keluar", str(file), "--json")
    done = cetak(data, *words, TOLOK_ALAMAT_SITUS="https://kinerja.example/")
    assert done.returncode == 0, done.stderr
    assert f"https://kinerja.example/cek/{json.loads(done.stdout)['token']}/" in words_of(file)


def test_a_vintage_names_indicator_year_and_number(data, tmp_path) -> None:
    file = tmp_path / "lembar.xlsx"
    done = cetak(data, "lembar", "--vintage", "KOP-03/2023/1", *PASURUAN, "--keluar", str(file))
    assert done.returncode == 0, done.stderr
    assert "KOP-03" in words_of(file)
    assert "7,73" in words_of(file)


def test_a_draft_says_so_and_has_no_token(data, tmp_path) -> None:
    file, before = tmp_path / "draf.xlsx", prints(data)
    done = cetak(data, "pengukuran", "--tahun", "2024", *PASURUAN, "--draf", "--keluar", str(file), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["token"] == ""
    assert "DRAF" in words_of(file)
    assert prints(data) == before


@pytest.mark.parametrize(
    ("words", "kode", "said"),
    [
        (("ikuu", "--tahun", "2023", *PASURUAN), "TLK-P060", "Maksud Anda `iku`?"),
        (("lkjip", "--tahun", "2023", *PASURUAN, "--format", "xlsx"), "TLK-P061", "PDF (pdf), Word (docx)"),
        (("lembar", "--tahun", "2023", *PASURUAN), "TLK-P062", "indikator belum dipilih"),
        (("kartu", "--tahun", "2023", *PASURUAN, "--indikator", "KOP-33"), "TLK-P063", "Maksud Anda"),
        (("iku", "--tahun", "2023"), "TLK-P067", "tambahkan --perangkat-daerah 32.75/2.17 atau 35.71/2.17"),
        (("iku", "--tahun", "2023", "--perangkat-daerah", "35.75/2.71"), "TLK-P067", "Maksud Anda `35.75/2.17`?"),
        (("iku", *PASURUAN), "TLK-P068", "--tahun"),
        (("lembar", "--vintage", "KOP-03", *PASURUAN), "TLK-P069", "KOP-03/2023/1"),
        (("lembar", "--vintage", "KOP-03/2023/1", "--tahun", "2024", *PASURUAN), "TLK-P069", "sebutkan --vintage saja"),
        (("iku", "--tahun", "2023", "--diketahui", "besok", *PASURUAN), "TLK-S021", "bukan tanggal"),
        (("pengukuran", "--tahun", "2019", *PASURUAN), "TLK-P0", "Belum ada angka"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_is_written(data, tmp_path, words, kode, said) -> None:
    file, before = tmp_path / "tidak.pdf", prints(data)
    done = cetak(data, *words, "--keluar", str(file))
    assert done.returncode == 2, done.stdout + done.stderr
    assert kode in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not file.exists()
    assert prints(data) == before


def test_a_place_that_cannot_be_written_is_the_users_to_mend(data, tmp_path) -> None:
    before = prints(data)
    done = cetak(data, "matrik", "--tahun", "2023", *PASURUAN, "--keluar", str(tmp_path / "tidak-ada" / "matrik.xlsx"))
    assert done.returncode == 2
    assert prints(data) == before
    assert "TLK-S050" in done.stderr


def test_issues_are_told_to_machines_as_json(data, tmp_path) -> None:
    done = cetak(data, "ikuu", "--tahun", "2023", *PASURUAN, "--keluar", str(tmp_path / "x.pdf"), "--json")
    assert done.returncode == 2
    assert [one["kode"] for one in json.loads(done.stdout)["issues"]] == ["TLK-P060"]
