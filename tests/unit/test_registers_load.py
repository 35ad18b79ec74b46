"""Schemas from YAML and the region tree."""

from datetime import date
from pathlib import Path

import pytest

from tolok.registers.load import load_schema, load_schemas
from tolok.registers.wilayah import Region, RegionTree, load_tree
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

TREE = load_tree()


def test_the_registers_of_the_pack_load() -> None:
    schemas = load_schemas(FOLDER / "register")
    assert set(schemas) == {
        "data", "kesehatan_koperasi", "koperasi", "koperasi_tahunan", "lke", "rekomendasi", "skm", "temuan", "usaha",
        "usaha_monev",
    }  # fmt: skip
    assert {nama for nama, schema in schemas.items() if schema.jenis == "stok"} == {"koperasi", "usaha"}
    assert schemas["usaha_monev"].by_nama["nik_penduduk"].pribadi
    assert [k.nama for k in schemas["temuan"].fields] == [
        "nomor_temuan", "tanggal_lhp", "asal", "uraian", "ditindaklanjuti",
    ]  # fmt: skip
    assert [k.nama for k in schemas["temuan"].stored] == ["nomor_temuan", "tanggal_lhp", "asal", "uraian"]
    assert schemas["temuan"].sources == ("rekomendasi",)


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ("register: [", "YAML"),
        ("- 1", "nama: nilai"),
        ("register: x\nkolom: {}", "kunci"),
        (
            "register: x\nlabel: x\nbenda: x\nentitas: x\njenis: arus\nlingkup: pemda\nkunci: [nomor]\nperiode: tahun\n"
            "kolom:\n  tahun: {jenis: tahun, label: tahun}\n",
            "nomor",
        ),
    ],
)
def test_a_broken_declaration_is_one_issue_that_names_the_file(tmp_path: Path, isi: str, kata: str) -> None:
    (tmp_path / "rusak.yaml").write_text(isi, encoding="utf-8")
    with pytest.raises(IssueError) as caught:
        load_schemas(tmp_path)
    [issue] = caught.value.issues
    assert issue.kode == "TLK-R001"
    assert issue.di_mana == "rusak.yaml"
    assert kata in issue.mengapa


def test_all_broken_files_are_told_at_once_and_a_register_twice_is_an_issue(tmp_path: Path) -> None:
    good = (FOLDER / "register" / "skm.yaml").read_text(encoding="utf-8")
    for name, text in {"a.yaml": good, "b.yaml": good, "c.yaml": "[", "d.yaml": "["}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(IssueError) as caught:
        load_schemas(tmp_path)
    assert [issue.di_mana for issue in caught.value.issues] == ["b.yaml", "c.yaml", "d.yaml"]


def test_an_empty_folder_and_a_missing_file_are_issues(tmp_path: Path) -> None:
    with pytest.raises(IssueError):
        load_schemas(tmp_path)
    with pytest.raises(IssueError):
        load_schema(tmp_path / "tidak-ada.yaml")


def test_the_tree_knows_both_offices_down_to_the_kelurahan() -> None:
    assert (TREE.name("35.75"), len(TREE.children("35.75")), len(TREE.kelurahan_of("35.75"))) == ("Kota Pasuruan", 4, 34)
    assert (TREE.name("32.75"), len(TREE.children("32.75")), len(TREE.kelurahan_of("32.75"))) == ("Kota Bekasi", 12, 56)
    assert len(TREE.children("ID")) == 38
    assert TREE.kelurahan_of("35.75.01.1001") == ("35.75.01.1001",)


def test_unknown_codes_are_unknown_and_the_child_without_a_region_has_a_name() -> None:
    assert not TREE.exists("35.75.01.9999")
    assert TREE.children("99") == ()
    assert TREE.kelurahan_of("35.75.01.9999") == ()
    assert TREE.name("35.75/-") == "tanpa wilayah"
    assert TREE.name("ID") == "Indonesia"
    with pytest.raises(KeyError):
        TREE.name("99")


def test_a_code_holds_only_between_its_days(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text(
        "kode,nama,berlaku_sejak,berlaku_sampai\n91,Papua,,\n91.01,Lama,,2022-06-30\n91.02,Baru,2022-07-01,\n",
        encoding="utf-8",
    )
    tree = load_tree(tmp_path)
    assert tree.exists("91.01")
    assert tree.exists("91.01", date(2022, 6, 30)) and not tree.exists("91.01", date(2022, 7, 1))
    assert tree.children("91", date(2021, 12, 31)) == ("91.01",)
    assert tree.children("91", date(2024, 12, 31)) == ("91.02",)
    assert [region.kode for region in tree.below("91")] == ["91.01", "91.02"]


def test_a_tree_can_be_built_without_files() -> None:
    assert RegionTree({"11": Region("11", "Aceh")}).children("ID") == ("11",)


@pytest.mark.parametrize("baris", ["35.7,x", "35.75,x", "11,a\n11,b", "11,a,besok"])
def test_a_broken_list_of_regions_is_an_issue(tmp_path: Path, baris: str) -> None:
    (tmp_path / "w.csv").write_text(f"kode,nama,berlaku_sejak\n{baris}\n", encoding="utf-8")
    with pytest.raises(IssueError) as caught:
        load_tree(tmp_path)
    assert caught.value.issues[0].kode == "TLK-R003"
