"""The side channel of personal columns, and rows that come from a form."""

from datetime import UTC, datetime

import pytest

from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.formulir import check_form
from tolok.registers.load import load_schemas
from tolok.registers.pribadi import clean_text
from tolok.registers.wilayah import load_tree
from tolok.values.period import Period
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
NIK = "3575010101800001"


def header(register: str) -> DeliveryHeader:
    at = datetime(2025, 1, 10, tzinfo=UTC)
    return DeliveryHeader(register, Period(2024), "35.75", "35.75/2.17", ("35.75",), at, "formulir", "")


def row(nomor: str, **instead: str) -> dict[str, str]:
    return {
        "id_data_badan_usaha": nomor, "nama_usaha": f"Warung {nomor}", "nik_penduduk": NIK, "nama_pemilik": "Sri",
        "tahun": "2024", "tanggal_monev": "2024-05-01", "kode_wilayah": "35.75.01.1001", "omset": "1000000", **instead,
    }  # fmt: skip


def test_personal_columns_run_along_the_clean_rows_and_stand_in_nothing_else() -> None:
    rows = [row("1"), row("2", omset="banyak"), row("3", nik_penduduk="", nama_pemilik="-"), row("1")]
    checked = check_form(SCHEMAS["usaha_monev"], rows, header("usaha_monev"), TREE)
    assert checked.clean.num_rows == checked.pribadi.num_rows == 2  # a fault and a repetition are left out of both
    assert checked.pribadi.to_pylist() == [
        {"nik_penduduk": NIK, "nama_pemilik": "Sri"}, {"nik_penduduk": None, "nama_pemilik": None},
    ]  # fmt: skip
    said = repr(checked) + str(checked.clean.to_pylist()) + str(checked.report.as_dict()) + str(checked.quarantine)
    assert NIK not in said and "Sri" not in said


def test_a_register_without_personal_columns_has_no_such_table() -> None:
    assert check_form(SCHEMAS["temuan"], [], header("temuan"), TREE).pribadi is None


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("'3575010101800001", NIK), ("3575 0101 0180 0001", NIK), ("3575.0101.0180.0001", NIK), ("+62 812-000", "+62812000"),
        ("", None), ("-", None), (" n/a ", None), ("tidak tahu", "tidak tahu"), ("35\u200b75", "3575"),
    ],
)  # fmt: skip
def test_a_number_is_kept_without_what_people_put_into_it(raw, kept) -> None:
    assert clean_text(SCHEMAS["usaha"].by_nama["nik_penduduk"], raw) == kept


def test_words_are_tidied_and_cut() -> None:
    name = SCHEMAS["usaha"].by_nama["nama_pemilik"]
    assert clean_text(name, "  Sri \n Wahyuni ") == "Sri Wahyuni"
    assert len(clean_text(name, "x" * 1000) or "") == 300


def test_a_form_is_checked_like_a_file_and_its_hash_covers_no_personal_data() -> None:
    wrong = check_form(SCHEMAS["usaha_monev"], [row("1", nama_usaha="")], header("usaha_monev"), TREE)
    assert [issue.kode for one in wrong.quarantine for issue in one.issues] == ["TLK-R011"]
    one = check_form(SCHEMAS["usaha_monev"], [row("1")], header("usaha_monev"), TREE)
    other = check_form(SCHEMAS["usaha_monev"], [row("1", nik_penduduk="3575010101800002")], header("usaha_monev"), TREE)
    moved = check_form(SCHEMAS["usaha_monev"], [row("1", omset="2")], header("usaha_monev"), TREE)
    assert one.header.sha256 == other.header.sha256 != moved.header.sha256
