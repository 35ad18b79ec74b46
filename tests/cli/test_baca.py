"""`tolok baca` and `tolok banding`: drafts and questions from a document, differences between two; nothing is stored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reading.test_limited import ROWS, word

ROOT = Path(__file__).resolve().parents[2]
CLEAR = (
    ROWS[0],
    ("Koperasi yang tertib", "Persentase koperasi aktif", "Koperasi aktif / koperasi x 100%", "78,4", "80", "Keragaan"),
)
OTHER = (
    ROWS[0],
    ("Koperasi yang tertib", "Prosentase koperasi aktif", "Koperasi aktif / koperasi x 100%", "78,4", "82", "Keragaan"),
)


def tolok(*words: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "160"}
    command = [sys.executable, "-m", "tolok.cli", *map(str, words)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.fixture
def berkas(tmp_path):
    def write(name: str, rows: tuple[tuple[str, ...], ...]) -> Path:
        path = tmp_path / name
        path.write_bytes(word(rows))
        return path

    return write


def test_a_doubt_is_a_question_with_its_place_and_the_exit_code_says_so(berkas) -> None:
    done = tolok("baca", berkas("iku.docx", ROWS))
    assert done.returncode == 1, done.stderr
    assert "1 indikator" in done.stdout and "Persentase koperasi aktif" in done.stdout
    assert "1 pertanyaan, tidak ditebak" in done.stdout
    assert "baris 2, kolom 4" in done.stdout and " F " in done.stdout


def test_json_has_every_value_with_its_place(berkas) -> None:
    done = tolok("baca", berkas("iku.docx", ROWS), "--json")
    told = json.loads(done.stdout)
    (one,) = told["indikator"]
    assert done.returncode == 1
    assert one["nama"] == "Persentase koperasi aktif" and one["target"] == {"2024": "80"}
    assert one["ragu"] == ["nilai.2023"]
    assert one["tempat"]["target.2024"]["kolom"] == 5
    assert set(told) == {"berkas", "sha256", "jenis", "kepala", "indikator", "issues"}


def test_a_file_that_cannot_be_read_is_said_in_words_with_exit_code_2(tmp_path) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(b"%PDF-1.7 rusak")
    done = tolok("baca", path)
    assert done.returncode == 2 and "TLK-D163" in done.stderr and "Traceback" not in done.stderr
    told = json.loads(tolok("baca", path, "--json").stdout)
    assert told["issues"][0]["kode"] == "TLK-D163"
    assert tolok("baca", tmp_path / "tidak-ada.docx").returncode == 2


def test_a_document_without_indicators_says_so(tmp_path) -> None:
    path = tmp_path / "surat.txt"
    path.write_text("Kepada Yth. Kepala Dinas\nHal: undangan rapat\n")
    done = tolok("baca", path)
    assert done.returncode == 1 and "Tidak ada indikator" in done.stdout


def test_two_documents_stand_beside_each_other_where_they_differ(berkas) -> None:
    first, second = berkas("iku.docx", CLEAR), berkas("renstra.docx", OTHER)
    done = tolok("banding", first, second, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert told["berkas"] == ["iku.docx", "renstra.docx"]
    (beda,) = told["beda"]
    assert (beda["medan"], beda["pertama"]["isi"], beda["kedua"]["isi"]) == ("target.2024", "80", "82")
    shown = tolok("banding", first, second).stdout
    assert "1 perbedaan" in shown and "80" in shown and "82" in shown


def test_two_documents_that_say_the_same_end_well(berkas) -> None:
    done = tolok("banding", berkas("satu.docx", CLEAR), berkas("dua.docx", CLEAR))
    assert done.returncode == 0 and "Tidak ada perbedaan" in done.stdout


def test_help_names_both_commands_and_loads_no_library_of_documents() -> None:
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom tolok.cli.app import app\n"
        "said = CliRunner().invoke(app, ['--help']).output\nassert 'baca' in said and 'banding' in said\n"
        "heavy = {'docx', 'pdfplumber', 'pypdfium2', 'python_calamine', 'cv2', 'onnxruntime', 'django'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "160"}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, timeout=60)
