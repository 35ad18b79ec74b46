"""`kubus-nasional` on a folder with a national snapshot: figures of each level, kept beside it, by any engine."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from running_spark import missing

import tolok_koperasi
from cli.test_folder_commands import said, tolok
from generative.generator import registers
from spec.drawing import PEMDA
from tolok.engine.national import freeze_pieces, write_manifest
from tolok.engine.snapshot import Delivered
from tolok.registers.canonical import table_from_rows
from tolok.registers.load import load_schemas

CITIES = ("32.75", "35.75", "35.78")


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasional")
    schemas = {nama: one for nama, one in load_schemas(tolok_koperasi.FOLDER / "register").items() if nama != "data"}
    pieces, delivered = [], []
    for seed, pemda in enumerate(CITIES):
        for nama, rows in registers(Random(seed), schemas).rows.items():
            own = [tuple(cell.replace(PEMDA, pemda) if isinstance(cell, str) else cell for cell in row) for row in rows]
            pieces += freeze_pieces(schemas[nama], pemda, table_from_rows(schemas[nama], own, turunan=True), folder)
            delivered += [Delivered(nama, pemda, f"{pemda}/2.17", str(year), (pemda,)) for year in range(2020, 2025)]
    write_manifest(folder, schemas, pieces, delivered)
    return folder


def figures(found: Any) -> dict[tuple[str, int, str], Any]:
    return {(row["indikator"], row["tahun"], row["wilayah"]): row for row in found["angka"]}


def test_every_level_is_answered_and_the_nation_is_the_sum_of_its_offices(nation: Path) -> None:
    whole = figures(said("kubus-nasional", nation, "--tahun", "2023-2024", "--bawahan"))
    assert {tahun for _, tahun, _ in whole} == {2023, 2024}
    assert len({kode for kode, _, _ in whole}) > 30
    rows = [whole["EKO-01", 2024, wilayah]["total"][0] for wilayah in ("ID", "32", "35")]
    assert rows[0]["terhitung"] == rows[1]["terhitung"] + rows[2]["terhitung"] > 0
    city = figures(said("kubus-nasional", nation, "--tahun", "2023-2024", "--wilayah", "35.75", "--bawahan"))
    assert {wilayah for _, _, wilayah in city} >= {"35.75", "35.75.01", "35.75/-"}


def test_run_again_nothing_is_scanned_and_the_answer_is_the_same(nation: Path) -> None:
    words = ("kubus-nasional", nation, "--tahun", "2024", "--indikator", "UM-02", "--json")
    first, second = tolok(*words), tolok(*words)
    assert " baris" in first.stderr
    assert " baris" not in second.stderr
    assert first.stdout == second.stdout


def test_swept_only_the_last_kubus_is_kept_and_still_found(nation: Path) -> None:
    one = ("kubus-nasional", nation, "--tahun", "2022", "--indikator", "UM-02", "--json")
    other = ("kubus-nasional", nation, "--tahun", "2024", "--indikator", "UM-02", "--json")
    first = tolok(*one)
    tolok(*other)
    assert len(list((nation / "kubus").glob("*/kubus-*.json"))) > 1
    swept = tolok(*one, "--sapu")
    assert swept.stdout == first.stdout
    assert "berkas kubus lama dihapus" in swept.stderr
    assert [path.stem for path in (nation / "kubus").glob("*/kubus-*.json")] == [
        f"kubus-{json.loads(first.stdout)['kubus']}"
    ]
    assert " baris" not in tolok(*one).stderr  # nothing that it needs has gone
    assert tolok(*other).returncode == 0


def test_without_years_the_last_five_that_were_delivered_are_answered(nation: Path) -> None:
    found = figures(said("kubus-nasional", nation, "--indikator", "UM-02"))
    assert {tahun for _, tahun, _ in found} <= set(range(2020, 2025))
    assert ("UM-02", 2024, "ID") in found
    table = tolok("kubus-nasional", nation, "--indikator", "UM-02")
    assert "Angka 2020 sampai 2024" in table.stdout
    assert "Indonesia" in table.stdout


@pytest.mark.parametrize(
    ("words", "kode"),
    [
        (("--tahun", "dulu"), "TLK-S020"),
        (("--tahun", "2024-2020"), "TLK-S020"),
        (("--wilayah", "Jawa"), "TLK-S026"),
        (("--engine", "duckdbb"), "TLK-S010"),
        (("--indikator", "UM-99"), "TLK-D010"),
        (("--indikator", "UM-01", "--tahun", "2010"), "TLK-D011"),
        (("--engine", "spark://127.0.0.1:1"), "TLK-S011" if missing() else "TLK-S012"),
    ],
)
def test_a_mistake_is_told_with_its_code(nation: Path, words: tuple[str, ...], kode: str) -> None:
    found = said("kubus-nasional", nation, *words, status=2)
    assert [issue["kode"] for issue in found["issues"]] == [kode]


def test_a_folder_without_a_snapshot_is_told(tmp_path: Path) -> None:
    assert said("kubus-nasional", tmp_path, status=2)["issues"][0]["kode"] == "TLK-U034"


@pytest.mark.skipif(not missing(), reason="Spark terpasang di sini.")
def test_where_spark_is_not_installed_the_user_hears_what_to_install(nation: Path) -> None:
    done = tolok("kubus-nasional", nation, "--engine", "local[2]")
    assert done.returncode == 2
    assert "TLK-S011" in done.stderr
    assert "tolok[spark]" in done.stderr or "openjdk" in done.stderr


@pytest.mark.skipif(bool(missing()), reason=missing() or "-")
def test_spark_gives_the_same_kubus_and_the_same_figures(nation: Path) -> None:
    words = ("kubus-nasional", nation, "--tahun", "2022-2024")
    here = said(*words)
    (nation / "kubus" / "terkini").unlink()
    done = tolok(*words, "--engine", "local[2]", "--json")
    assert json.loads(done.stdout) == here
    assert "WARN" not in done.stderr
    assert " baris" in done.stderr


@pytest.mark.skipif(bool(missing()), reason=missing() or "-")
def test_hitung_answers_alike_with_spark(tmp_path: Path) -> None:
    tolok("contoh", tmp_path, "--usaha", "200")
    tolok("terima", tmp_path, "--json")
    words = ("hitung", "--data", tmp_path, "--tahun", "2024", "--perangkat-daerah", "35.75/2.17", "--indikator", "UM-02")
    assert said(*words, "--engine", "local[2]") == said(*words)
