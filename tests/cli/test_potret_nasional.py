"""`potret-nasional`: registers of many offices in one snapshot, from folders or the application, and renewed."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.test_folder_commands import said, tolok
from tolok.contoh import write_contoh
from tolok.engine.national import alone


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that received everything of two cities."""
    folder = tmp_path_factory.mktemp("kantor")
    write_contoh(folder)
    tolok("terima", folder, "--json")
    return folder


@pytest.fixture(scope="module")
def nation(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasional")
    said("potret-nasional", folder, "--data", office)
    return folder


def pieces_of(found: Any) -> set[tuple[str, str]]:
    """The registers, by pemda, of which something was written."""
    return {(one["register"], one["pemda"]) for one in found["register"] if one["potongan_baru"]}


def correct(folder: Path, target: Path) -> Path:
    """A folder that received the same, and after it a score of Pasuruan's evaluation sent anew."""
    shutil.copytree(folder, target)
    file = target / "kiriman" / "35.75" / "lke_2024.csv"
    file.write_text(file.read_text().replace("Keberadaan,BB,80,", "Keberadaan,A,90,", 1))
    header = file.with_suffix(".kiriman.yaml")
    header.write_text(re.sub("diketahui: .*", "diketahui: '2026-01-08T09:00:00+07:00'", header.read_text()))
    tolok("terima", target, "--json")
    return target


def test_a_city_has_the_figures_that_its_own_folder_gives(office: Path, nation: Path) -> None:
    national = said("kubus-nasional", nation, "--tahun", "2024", "--wilayah", "35.75")["angka"]
    own = {one["indikator"]: one for one in said("hitung", "--data", office, "--tahun", "2024", "--pemda", "35.75")}
    compared = {one["indikator"]: one["nilai"] for one in national if one["nilai"] is not None}
    assert len(compared) > 30
    assert compared == {kode: own[kode]["nilai"] for kode in compared}


def test_taken_in_again_nothing_is_written_and_the_snapshot_is_the_same(office: Path, nation: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in nation.rglob("*.parquet")}
    again = said("potret-nasional", nation, "--data", office)
    assert pieces_of(again) == set()
    assert again["potret"] == said("kubus-nasional", nation, "--tahun", "2024", "--indikator", "UM-02")["potret"]
    assert before.items() <= {path: path.stat().st_mtime_ns for path in nation.rglob("*.parquet")}.items()


def test_a_correction_writes_its_own_piece_and_gives_the_snapshot_of_taking_everything_in_at_once(
    office: Path, nation: Path, tmp_path: Path
) -> None:
    later, old = correct(office, tmp_path / "kantor"), shutil.copytree(nation, tmp_path / "nasional")
    renewed = said("potret-nasional", old, "--data", later)
    assert pieces_of(renewed) == {("lke", "35.75")}
    assert renewed["potret"] == said("potret-nasional", tmp_path / "sekaligus", "--data", later)["potret"]
    words = ("--tahun", "2024", "--indikator", "TK-04", "--wilayah", "35.75")
    one, other = (said("kubus-nasional", folder, *words)["angka"][0]["nilai"] for folder in (nation, old))
    assert one != other
    then = ("--diketahui", "2025-06-01")
    assert (
        said("potret-nasional", old, "--data", later, *then)["potret"]
        == said("potret-nasional", tmp_path / "dahulu", "--data", office, *then)["potret"]
    )


def test_what_became_of_each_register_is_told_in_words(office: Path, tmp_path: Path) -> None:
    done = tolok("potret-nasional", tmp_path, "--data", office)
    assert "Monev usaha mikro" in done.stdout
    assert "1 ditulis" in done.stdout
    assert "2 pemda" in done.stderr
    assert "tetap" in tolok("potret-nasional", tmp_path, "--data", office).stdout


def test_a_folder_that_another_command_writes_is_left_alone(office: Path, nation: Path) -> None:
    with alone(nation):
        found = said("potret-nasional", nation, "--data", office, status=2)
    assert [one["kode"] for one in found["issues"]] == ["TLK-U037"]


@pytest.mark.parametrize(("words", "kode"), [((), "TLK-S024"), (("--diketahui", "dulu"), "TLK-S021")])
def test_a_mistake_is_told_with_its_code(tmp_path: Path, words: tuple[str, ...], kode: str) -> None:
    found = said("potret-nasional", tmp_path / "nasional", "--data", tmp_path, *words, status=2)
    assert [one["kode"] for one in found["issues"]] == [kode]
    assert not (tmp_path / "nasional").exists()


def test_an_office_is_taken_from_one_folder_only(office: Path, tmp_path: Path) -> None:
    found = said("potret-nasional", tmp_path, "--data", office, "--data", office, status=2)
    assert [one["kode"] for one in found["issues"]] == ["TLK-U039"]
