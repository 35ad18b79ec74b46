"""Worked examples: drawn tables become typed rows; an empty cell is kosong, a missing register was not delivered."""

from datetime import date
from fractions import Fraction

import pytest

import tolok_koperasi
from tolok.catalogue.definition import JENIS_CONTOH, ContohKerja
from tolok.catalogue.examples import IsiContoh, example_rows
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.registers.load import load_schemas
from tolok.registers.schema import Kolom, Schema
from tolok.values.issue import IssueError


@pytest.fixture(scope="module")
def katalog() -> Catalogue:
    return load_catalogue(tolok_koperasi.FOLDER)


@pytest.fixture(scope="module")
def registers() -> dict[str, Schema]:
    return load_schemas(tolok_koperasi.FOLDER / "register")


def drawn(table: str, schemas: dict[str, Schema], register: str = "koperasi_tahunan", **more: object) -> IsiContoh:
    given: dict[str, object] = {"dikirim": (), "data": ()} | more
    contoh = ContohKerja("uji", "normal", 2024, "0,00", ((register, table),), **given)  # type: ignore[arg-type]  # by name
    return example_rows(contoh, schemas, "KOP-03")


def kinds(table: str, schemas: dict[str, Schema], register: str = "koperasi_tahunan") -> list[str]:
    with pytest.raises(IssueError) as caught:
        drawn(table, schemas, register)
    assert all(issue.di_mana.startswith("KOP-03, contoh uji, ") for issue in caught.value.issues)
    return [issue.kode for issue in caught.value.issues]


def test_every_definition_has_normal_boundary_and_missing_examples_that_can_be_drawn(
    katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    for definisi in katalog.indikator.values():
        if definisi.status != "perlu keputusan":
            assert {contoh.jenis for contoh in definisi.contoh} == set(JENIS_CONTOH), definisi.kode
        for contoh in definisi.contoh:
            example_rows(contoh, registers, definisi.kode)


def test_cells_become_values_of_their_columns_and_an_empty_cell_is_kosong(registers: dict[str, Schema]) -> None:
    isi = drawn(
        """
        tahun | entitas | wilayah       | volume_usaha | dinilai_kesehatan | predikat_kesehatan
        ------+---------+---------------+--------------+-------------------+-------------------
        2023  | Melati  | 35.75.01.1001 | 400.000.000  | ya                | Cukup Sehat
        2024  | Melati  |               | −5           | tidak             |
        """,
        registers,
    )
    first, second = isi.rows["koperasi_tahunan"]
    assert (first.entitas, first.tahun, first.wilayah) == ("Melati", 2023, "35.75.01.1001")
    assert first.isi["volume_usaha"] == 400_000_000
    assert first.isi["dinilai_kesehatan"] is True
    assert first.isi["predikat_kesehatan"] == "cukup sehat"
    assert (second.wilayah, second.isi["volume_usaha"], second.isi["dinilai_kesehatan"]) == (None, -5, False)
    assert second.isi["predikat_kesehatan"] is None
    assert second.isi["rat"] is None
    assert list(first.isi) == [kolom.nama for kolom in registers["koperasi_tahunan"].fields]


def test_dates_and_scaled_decimals_are_exact(registers: dict[str, Schema]) -> None:
    isi = drawn("tahun | entitas | tanggal_lhp | asal\n2024 | T-1 | 2024-02-29 | apip", registers, "temuan")
    assert isi.rows["temuan"][0].isi["tanggal_lhp"] == date(2024, 2, 29)
    assert isi.rows["temuan"][0].isi["asal"] == "APIP"
    fine = Schema(
        "lke", "LKE", "nilai", "lke", "arus", "perangkat_daerah", ("nama",), "tahun",
        (Kolom("nama", "teks", "nama"), Kolom("tahun", "tahun", "tahun"), Kolom("bobot", "bilangan", "bobot", skala=2)),
    )  # fmt: skip
    assert drawn("tahun | bobot\n2024 | 4,5", {"lke": fine}, "lke").rows["lke"][0].isi["bobot"] == 450
    assert kinds("tahun | bobot\n2024 | 4,505", {"lke": fine}, "lke") == ["TLK-D022"]


def test_a_register_without_rows_was_delivered_empty_and_one_that_is_not_named_never_was(
    katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    isi = drawn("tahun | entitas | volume_usaha", registers)
    assert isi.rows == {"koperasi_tahunan": ()}
    assert isi.delivered == {("koperasi_tahunan", 2024)}
    nothing = next(c for c in katalog.definisi("TK-02").contoh if c.hasil == "tidak ada data")
    assert example_rows(nothing, registers).delivered == frozenset()


def test_delivered_years_are_those_of_the_rows_unless_the_example_names_them(registers: dict[str, Schema]) -> None:
    table = "tahun | entitas | volume_usaha\n2023 | Melati | 1"
    assert drawn(table, registers).delivered == {("koperasi_tahunan", 2023)}
    said = drawn(table, registers, dikirim=(("koperasi_tahunan", (2023, 2024)),))
    assert said.delivered == {("koperasi_tahunan", 2023), ("koperasi_tahunan", 2024)}
    with pytest.raises(IssueError, match="TLK-D021"):
        drawn(table, registers, dikirim=(("usaha_monev", (2024,)),))


def test_a_row_of_a_stock_register_begins_on_a_day_and_is_delivered_from_then_on(registers: dict[str, Schema]) -> None:
    table = """
        berlaku_dari | entitas | berlaku_sampai | status
        2022-03-01   | Melati  | 2024-06-30     | tidak aktif
        2024-07-01   | Melati  |                | aktif
        """
    isi = drawn(table, registers, "koperasi")
    assert [row.tahun for row in isi.rows["koperasi"]] == [20220301, 20240701]
    assert [row.isi["berlaku_sampai"] for row in isi.rows["koperasi"]] == [date(2024, 6, 30), None]
    assert isi.delivered == {("koperasi", 2022), ("koperasi", 2023), ("koperasi", 2024)}
    assert drawn("berlaku_dari | entitas", registers, "koperasi").delivered == {("koperasi", 2024)}
    assert kinds("tahun | entitas\n2024 | Melati", registers, "koperasi") == ["TLK-D021", "TLK-D020"]
    assert kinds("berlaku_dari | entitas\n2024-02-30 | Melati", registers, "koperasi") == ["TLK-D022"]


def test_a_derived_sum_follows_from_its_columns_unless_it_is_drawn(registers: dict[str, Schema]) -> None:
    header = "tahun | entitas | anggota_laki | anggota_perempuan"
    counted = drawn(f"{header}\n2024 | Melati | 20 | 30\n2024 | Mawar | 20 |", registers).rows["koperasi_tahunan"]
    assert [row.isi["anggota"] for row in counted] == [50, None]
    assert counted[0].isi["dinilai_kesehatan"] is None
    given = drawn(f"{header} | anggota\n2024 | Melati | 20 | 30 | 7", registers).rows["koperasi_tahunan"]
    assert given[0].isi["anggota"] == 7


def test_outside_figures_are_exact(registers: dict[str, Schema]) -> None:
    isi = drawn("tahun | entitas", registers, data=(("nilai_lhe", 2024, "73,46"), ("nilai_lhe", 2023, "70")))
    assert isi.data == {("nilai_lhe", 2024): Fraction(3673, 50), ("nilai_lhe", 2023): Fraction(70)}


@pytest.mark.parametrize(
    ("table", "kode"),
    [
        ("tahun | entitas | volume\n2024 | Melati | 1", "TLK-D021"),
        ("entitas | volume_usaha\nMelati | 1", "TLK-D020"),
        ("tahun | entitas | volume_usaha\n2024 | Melati", "TLK-D020"),
        ("tahun | rat | rat\n2024 | ya | ya", "TLK-D020"),
        ("tahun | entitas | volume_usaha\n2024 | Melati | 1\n2024 | Melati | 2", "TLK-D020"),
        ("tahun | entitas | volume_usaha\nnanti | Melati | 1", "TLK-D022"),
        ("tahun | entitas | volume_usaha\n2024 | Melati | 1.5", "TLK-D022"),
        ("tahun | entitas | volume_usaha\n2024 | Melati | 1,5", "TLK-D022"),
        ("tahun | entitas | rat\n2024 | Melati | yaa", "TLK-D022"),
        ("tahun | entitas | jenis_koperasi\n2024 | Melati | Serba Usaha", "TLK-D022"),
        ("tahun | wilayah\n2024 | Gadingrejo", "TLK-D022"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_issue_that_names_its_place(
    table: str, kode: str, registers: dict[str, Schema]
) -> None:
    assert kinds(table, registers) == [kode]


def test_an_unknown_register_is_answered_with_what_was_meant(registers: dict[str, Schema]) -> None:
    with pytest.raises(IssueError) as caught:
        drawn("tahun\n2024", registers, "usaha_monef")
    (issue,) = caught.value.issues
    assert (issue.kode, issue.saran) == ("TLK-D021", "Maksud Anda `usaha_monev`?")
