"""The commands as a person or a script runs them: in a process of their own, on a folder and on the application's data."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tolok.contoh import write_contoh

ROOT = Path(__file__).resolve().parents[2]
MEASURES = {"KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02", "EKO-01", "TK-03"}
KEYS = {"indikator", "tahun", "triwulan", "wilayah", "nilai", "tampil", "alasan", "tanda", "total", "hash_potret"}


def tolok(*words: object, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run one command; whatever happens, a user's mistake never shows a traceback."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "dumb", "COLUMNS": "200"}
    if data:
        environment["TOLOK_DATA"] = str(data)
    done = subprocess.run(
        [sys.executable, "-m", "tolok.cli", *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        cwd=ROOT,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def said(*words: object, status: int = 0, data: Path | None = None) -> Any:
    done = tolok(*words, "--json", data=data)
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Any, Any]:
    """A folder after `contoh` and `terima`, with what both said."""
    folder = tmp_path_factory.mktemp("cli") / "data"
    written = said("contoh", folder)
    return folder, written, said("terima", folder, status=1)  # 1: some rows were set aside


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Path:
    """A folder that received what the application's demonstration received; `contoh` itself writes whole cities."""
    folder = tmp_path_factory.mktemp("peragaan")
    write_contoh(folder)
    tolok("terima", folder, "--json")
    return folder


@pytest.fixture(scope="module")
def prepared(aplikasi, tmp_path_factory) -> tuple[Path, str]:
    """A data folder of an application with the demonstration, and what was said while it was made."""
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(aplikasi[0], data, dirs_exist_ok=True)
    return data, aplikasi[1]


@pytest.fixture(scope="module")
def application(prepared) -> Path:
    return prepared[0]


def test_contoh_writes_the_files_that_it_names(made) -> None:
    folder, written, _ = made
    assert {one["pemda"] for one in written["berkas"]} == {"35.75", "32.75"}
    assert {one["tahun"] for one in written["berkas"]} >= {2022, 2023, 2024}
    for one in written["berkas"]:
        assert (folder / one["berkas"]).is_file()


def test_terima_receives_every_file_and_says_what_it_set_aside(made) -> None:
    _, written, report = made
    assert len(report["berkas"]) == len(written["berkas"])
    assert {one["status"] for one in report["berkas"]} == {"diterima"}
    assert (
        sum(one["jumlah"]["karantina"] for one in report["berkas"]) == sum(one["karantina"] for one in written["berkas"]) > 0
    )


def test_receiving_again_is_harmless_and_has_nothing_to_look_at(made) -> None:
    folder, _, _ = made
    before = said("hitung", "--data", folder, "--tahun", 2023, "--pemda", "35.75")
    assert {one["status"] for one in said("terima", folder)["berkas"]} == {"sudah diterima"}
    assert said("hitung", "--data", folder, "--tahun", 2023, "--pemda", "35.75") == before


def test_hitung_speaks_the_agreed_shape_and_the_exact_figures(made) -> None:
    rows = said("hitung", "--data", made[0], "--tahun", 2023, "--pemda", "35.75")
    assert {row["indikator"] for row in rows} >= MEASURES
    for row in rows:
        assert set(row) >= KEYS
        assert (row["tahun"], row["triwulan"], row["wilayah"]) == (2023, None, "35.75")
        assert (row["nilai"] is None) is (row["tampil"] is None) is (row["alasan"] is not None)
        for total in row["total"]:
            assert {"agregat", "nilai"} <= set(total)
            if total["nilai"] is not None and not total["agregat"].startswith("data("):
                assert set(total) == {"agregat", "nilai", "terhitung", "tidak_memenuhi", "dikeluarkan"}
    exact = {row["indikator"]: (row["nilai"], row["tampil"]) for row in rows}
    assert exact["UM-01"] == ("87/20", "4,35")
    assert exact["UM-02"] == ("333/10", "33,30")
    assert exact["KOP-03"] == ("773/100", "7,73")
    assert exact["TK-02"] == ("100", "100,00")
    assert exact["TK-01"] == ("3673/50", "73,46")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite", "reference"])
def test_every_engine_prints_the_same(demonstration, engine) -> None:
    words = ("hitung", "--data", demonstration, "--tahun", 2023, "--pemda", "35.75", "--tingkat", "kecamatan")
    rows = said(*words, "--engine", engine)
    assert rows == said(*words)
    assert {row["wilayah"] for row in rows} >= {"35.75.01", "35.75.02", "35.75.03", "35.75.04"}


def test_several_offices_and_none_named_is_an_issue(made) -> None:
    answer = said("hitung", "--data", made[0], "--tahun", 2023, status=2)
    [issue] = answer["issues"]
    assert issue["kode"] == "TLK-S023"
    assert "32.75/2.17, 35.75/2.17" in issue["apa"]
    spoken = tolok("hitung", "--data", made[0], "--tahun", 2023)
    assert (spoken.returncode, spoken.stdout) == (2, "")
    assert "[TLK-S023]" in spoken.stderr
    assert "--perangkat-daerah" in spoken.stderr


@pytest.mark.parametrize(
    ("words", "kode"),
    [
        (("--tingkat", "desa"), "TLK-S022"),
        (("--engine", "spark"), "TLK-S010"),
        (("--indikator", "KOP-1"), "TLK-D010"),
        (("--rumus", "banyak(usaha_monef)"), "TLK-F010"),
        (("--rumus", "banyak("), "TLK-F0"),
        (("--diketahui", "kemarin"), "TLK-S021"),
        (("--diketahui", "2020-01-01"), "TLK-S024"),
        (("--perangkat-daerah", "35.75/9.99"), "TLK-S025"),
        (("--katalog", "tidak-ada"), "TLK-"),
    ],
)
def test_a_mistake_is_one_clear_issue_with_exit_code_two(made, words, kode) -> None:
    answer = said("hitung", "--data", made[0], "--tahun", 2023, "--pemda", "35.75", *words, status=2)
    assert all(issue["kode"].startswith(kode) for issue in answer["issues"])
    assert all(issue["saran"] for issue in answer["issues"])


def test_a_folder_that_is_none_is_an_issue(tmp_path) -> None:
    assert said("hitung", "--data", tmp_path / "x", "--tahun", 2023, status=2)["issues"][0]["kode"] == "TLK-S024"
    assert said("terima", tmp_path / "x", status=2)["issues"][0]["kode"] == "TLK-R042"


def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_received(tmp_path) -> None:
    for one in write_contoh(tmp_path).berkas:
        if one.register != "temuan":
            (tmp_path / one.berkas).unlink()
    (tmp_path / "kiriman" / "35.75" / "usaha_monev_2030.csv").write_bytes(b"\x00\xff\x00 bukan data")
    report = said("terima", tmp_path, status=1)
    status = {Path(one["berkas"]).name: one["status"] for one in report["berkas"]}
    assert status["usaha_monev_2030.csv"] == "ditolak"
    assert list(status.values()).count("ditolak") == 1


def test_options_that_are_none_end_with_two(made) -> None:
    for words in (("hitung",), ("hitung", "--tahun", "abc"), ("hitung", "--tahun", "2023", "--triwulan", "9"), ("hituung",)):
        assert tolok(*words).returncode == 2


def test_the_past_of_the_folder_can_be_asked_for(made) -> None:
    words = ("hitung", "--data", made[0], "--tahun", 2023, "--pemda", "35.75", "--indikator", "UM-01")
    [then] = said(*words, "--diketahui", "2023-06-30")
    [now] = said(*words)
    assert (then["nilai"], now["nilai"]) == (None, "87/20")
    assert then["alasan"] == "tidak ada data"


@pytest.mark.parametrize(("pemda", "tahun"), [("35.75", 2023), ("32.75", 2024)])
def test_without_a_folder_the_application_gives_the_same_figures_and_hashes(
    demonstration, application, pemda, tahun
) -> None:
    words = ("hitung", "--tahun", tahun, "--pemda", pemda, "--tingkat", "kelurahan")
    there, here = said(*words, "--data", demonstration), said(*words, data=application)
    assert here == there
    assert len(here) > 200


def test_without_a_folder_several_offices_are_an_issue_too(application) -> None:
    assert said("hitung", "--tahun", 2023, status=2, data=application)["issues"][0]["kode"] == "TLK-S023"


def test_the_demonstration_prints_one_password_per_account_and_never_the_same(prepared) -> None:
    application, before = prepared
    first, second = before.split(), tolok("siapkan", data=application).stdout.split()
    people = {"ratna", "siti", "agus", "bambang", "hendra", "dewi", "yusuf", "indra", "galuh"}
    people |= {"melinda", "taufik", "wahyu", "nia", "dadang", "fajar", "rahma"}
    assert people <= set(first)
    assert not {word for word in first if word.count("-") == 2} & set(second)
    assert (application / "rahasia").stat().st_mode & 0o077 == 0


def test_the_national_snapshot_of_the_application_holds_its_folders_pieces(demonstration, application, tmp_path) -> None:
    said("potret-nasional", tmp_path / "folder", "--data", demonstration)
    said("potret-nasional", tmp_path / "aplikasi", data=application)
    there, here = ({path.name for path in (tmp_path / one).glob("*/*.parquet")} for one in ("folder", "aplikasi"))
    assert len(there) == 20
    assert there < here  # the application has neighbours too
