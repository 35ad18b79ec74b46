"""The check of a delivery: every row is clean, in quarantine with its reasons, or a counted repetition."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tolok.registers.canonical import FIXED, canonical_schema, entity_id, rows_of_table, table_from_rows
from tolok.registers.delivery import CheckedDelivery, check_delivery
from tolok.registers.delivery_header import (
    DeliveryHeader,
    HeaderHints,
    build_header,
    choose_schema,
    contradictions,
    hints_from_content,
    hints_from_yaml,
    year_in_rows,
    year_in_title,
)
from tolok.registers.load import load_schemas
from tolok.registers.sheets import read_tables
from tolok.registers.sources import SourceFile, source_from_bytes
from tolok.registers.wilayah import load_tree
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
USAHA = SCHEMAS["usaha_monev"]
EMPTY = {kolom.nama: "" for kolom in USAHA.kolom}
NOW = datetime(2024, 1, 31, tzinfo=UTC)
NIK, ORANG = "3575010101010001", "Siti Karangan"
GOOD = {
    "id_data_badan_usaha": "101", "nib": "0220001234567", "nama_usaha": "Warung Bu Siti", "nik_penduduk": NIK,
    "nama_pemilik": ORANG, "tahun": "2023", "tanggal_monev": "12/05/2023", "kode_wilayah": "35.75.01.1001",
    "omset": "1.500.000", "tenaga_kerja_laki": "2", "nilai_tambah_bruto": "750.000",
}  # fmt: skip


def source(*rows: Mapping[str, str], drop: tuple[str, ...] = ()) -> SourceFile:
    names = [kolom.nama for kolom in USAHA.kolom if kolom.nama not in drop]
    lines = [";".join(names), *(";".join({**EMPTY, **GOOD, **row}[name] for name in names) for row in rows)]
    return source_from_bytes("\n".join(lines).encode(), "u.csv")


def header(cakupan: tuple[str, ...] = ("35.75",), periode: str = "2023") -> DeliveryHeader:
    return DeliveryHeader("usaha_monev", Period.parse(periode), "35.75", "35.75/2.17", cakupan, NOW, "u.csv", "0" * 64)


def check(*rows: Mapping[str, str], head: DeliveryHeader | None = None, drop: tuple[str, ...] = ()) -> CheckedDelivery:
    checked = check_delivery(USAHA, read_tables(source(*rows, drop=drop), USAHA), head or header(), TREE)
    report = checked.report
    assert report.baris == report.bersih + report.karantina + report.rangkap == len(rows)
    assert (checked.clean.num_rows, len(checked.quarantine)) == (report.bersih, report.karantina)
    assert checked.clean.schema.equals(canonical_schema(USAHA))
    return checked


def codes(checked: CheckedDelivery) -> list[tuple[int, str]]:
    return [(row.baris, issue.kode) for row in checked.quarantine for issue in row.issues]


def test_a_good_row_becomes_one_canonical_row() -> None:
    [row] = rows_of_table(check({}).clean)
    entity = entity_id("35.75", "usaha", "id_data_badan_usaha", "101")
    assert row == (
        entity, "35.75", "35.75/2.17", 2023, "35.75.01.1001", "101", "0220001234567", "Warung Bu Siti",
        date(2023, 5, 12), 1_500_000, None, 2, None, None, 750_000,
    )  # fmt: skip


def test_the_entity_is_the_first_128_bits_of_a_hash_that_anyone_can_repeat() -> None:
    import hashlib

    text = "35.75\x1fusaha\x1fnib\x1f0220001234567"
    assert entity_id("35.75", "usaha", "nib", "0220001234567") == hashlib.sha256(text.encode()).hexdigest()[:32]
    assert entity_id("a", "b", "c+d", "1", "23") != entity_id("a", "b", "c+d", "12", "3")


def test_the_first_known_number_identifies() -> None:
    [row] = rows_of_table(check({"id_data_badan_usaha": "-"}).clean)
    assert row[0] == entity_id("35.75", "usaha", "nib", "0220001234567")


def test_composite_keys_need_all_their_parts() -> None:
    text = "kode,tahun,triwulan,kode_wilayah,nilai,status,bukti\npdrb,2023,0,35.75,73.46,Tetap,BPS\n"
    data = SCHEMAS["data"]
    head = DeliveryHeader("data", Period(2023), "35.75", "35.75/2.17", ("35.75",), NOW, "d.csv", "0")
    checked = check_delivery(data, read_tables(source_from_bytes(text.encode(), "d.csv"), data), head, TREE)
    [row] = rows_of_table(checked.clean)
    entity = entity_id("35.75", "angka_luar", "kode+kode_wilayah+triwulan+status", "pdrb", "35.75", "0", "tetap")
    assert row == (entity, "35.75", "35.75/2.17", 2023, "35.75", "pdrb", 0, "73.46", "tetap", "BPS")


@pytest.mark.parametrize(
    ("change", "kode"),
    [
        ({"nama_usaha": ""}, "TLK-R011"), ({"tanggal_monev": "-"}, "TLK-R011"), ({"tahun": ""}, "TLK-R011"),
        ({"omset": "banyak"}, "TLK-R012"), ({"tenaga_kerja_laki": "100001"}, "TLK-R016"),
        ({"omset": "(5)"}, "TLK-R046"),
        ({"tanggal_monev": "31/02/2023"}, "TLK-R017"), ({"nib": "2,2E+12"}, "TLK-R021"),
        ({"nama_usaha": "a\x07"}, "TLK-R022"), ({"kode_wilayah": "35.75.01.9999"}, "TLK-R024"),
        ({"kode_wilayah": "Gentang"}, "TLK-R024"), ({"kode_wilayah": "35.75.01"}, "TLK-R047"),
        ({"kode_wilayah": "32.75.01.1001"}, "TLK-R025"),
        ({"tahun": "2022"}, "TLK-R026"), ({"id_data_badan_usaha": "", "nib": "-"}, "TLK-R027"),
    ],
)  # fmt: skip
def test_a_bad_row_goes_to_quarantine_with_its_reason_and_the_others_stay(change: dict[str, str], kode: str) -> None:
    checked = check({}, {**change}, {"id_data_badan_usaha": "103"})
    wanted = [(3, kode)]
    assert codes(checked) == wanted
    assert checked.report.per_kode == {kode: 1}
    assert list(checked.baris) == [2, 4]
    [row] = checked.quarantine
    assert row.issues[0].di_mana.startswith("berkas u.csv, baris 3")
    assert row.issues[0].saran


def test_all_faults_of_a_row_are_told_at_once() -> None:
    checked = check({"omset": "x", "tenaga_kerja_laki": "y", "nama_usaha": ""})
    assert codes(checked) == [(2, "TLK-R011"), (2, "TLK-R012"), (2, "TLK-R012")]
    assert checked.quarantine[0].kolom == ("nama_usaha", "omset", "tenaga_kerja_laki")
    assert checked.worthless


def test_absent_is_null_and_zero_is_zero() -> None:
    checked = check({"omset": "", "tenaga_kerja_laki": "-", "kode_wilayah": ""}, {"id_data_badan_usaha": "2", "omset": "0"})
    assert checked.clean.column("omset").to_pylist() == [None, 0]
    assert checked.clean.column("tenaga_kerja_laki").to_pylist() == [None, 2]
    assert checked.clean.column("wilayah").to_pylist() == [None, "35.75.01.1001"]


def test_a_region_must_lie_inside_the_coverage_of_the_delivery() -> None:
    checked = check({}, {"id_data_badan_usaha": "2", "kode_wilayah": "35.75.02.1001"}, head=header(("35.75.01",)))
    assert codes(checked) == [(3, "TLK-R025")]


def test_a_file_without_the_period_column_takes_the_period_of_the_delivery() -> None:
    assert check({}, drop=("tahun",)).clean.column("periode").to_pylist() == [2023]


def test_a_delivery_up_to_a_quarter_holds_no_later_dates() -> None:
    rows = [{}, {"id_data_badan_usaha": "2", "tanggal_monev": "01/07/2023"}]
    assert codes(check(*rows, head=header(periode="2023-TW2"))) == [(3, "TLK-R026")]


def test_identical_rows_count_once_and_are_reported() -> None:
    checked = check({}, {"omset": "Rp 1.500.000,00"}, {"id_data_badan_usaha": "2", "nib": "9"})
    assert (checked.report.bersih, checked.report.rangkap) == (2, 1)
    [note] = [issue for issue in checked.report.issues if issue.kode == "TLK-R036"]
    assert "2, 3" in note.mengapa and note.bobot == "catatan"


def test_differing_rows_of_one_entity_are_both_asked() -> None:
    checked = check({}, {"omset": "2.000.000"}, {"id_data_badan_usaha": "2", "nib": "9"})
    assert codes(checked) == [(2, "TLK-R029"), (3, "TLK-R029")]
    assert checked.quarantine[0].issues[0].bobot == "perlu keputusan"


def test_one_number_under_two_keys_and_one_person_under_two_keys_are_noted_and_counted() -> None:
    checked = check({}, {"id_data_badan_usaha": "2"}, {"id_data_badan_usaha": "3", "nib": "9", "nama_usaha": "Lain"})
    notes = {issue.kode: issue for issue in checked.report.issues}
    assert "2, 3" in notes["TLK-R037"].mengapa
    assert "2, 3" in notes["TLK-R038"].mengapa
    assert checked.report.bersih == 3


def test_personal_columns_appear_nowhere_in_the_result() -> None:
    checked = check({"nik_penduduk": "357501010101000"}, {"omset": "x"}, {"id_data_badan_usaha": "3"}, {"omset": NIK})
    text = repr((checked.quarantine, checked.report.as_dict(), checked.clean.to_pylist(), checked.report.issues))
    assert NIK not in text and "357501010101000" not in text and ORANG not in text
    [note] = [issue for issue in checked.report.issues if issue.kode == "TLK-R039"]
    assert "baris 2" in note.mengapa


def test_the_report_tells_how_columns_were_matched_and_what_separators_were_decided() -> None:
    report: dict[str, Any] = check({}).report.as_dict()
    decided = {one["kolom"]: one for one in report["keputusan"]}
    assert decided["omset"]["desimal"] == "koma"
    assert {"lembar": "", "judul": "nib", "kolom": "nib", "cara": "nama kolom", "kelipatan": 1} in report["pemetaan"]


def test_a_delivery_of_a_header_alone_is_empty_and_not_worthless() -> None:
    checked = check()
    assert (checked.clean.num_rows, checked.worthless) == (0, False)


def test_canonical_tables_come_from_tuples_and_go_back_to_tuples() -> None:
    rows = [("e", "35.75", "35.75/2.17", 2023, None, "1", None, "W", date(2023, 1, 1), 5, 7, 1, None, True, 0)]
    table = table_from_rows(USAHA, rows)
    assert list(rows_of_table(table)) == rows
    assert table.schema.equals(canonical_schema(USAHA))
    assert table_from_rows(USAHA, []).num_rows == 0
    assert tuple(table.column_names[:5]) == FIXED
    assert "nik_penduduk" not in table.column_names


# Who delivers what


def test_a_sidecar_keeps_codes_as_text_so_that_zeros_stay() -> None:
    hints = hints_from_yaml("pemda: 35.10\nperiode: 2024\ncakupan: [35.10, 35.20]\ndiketahui: 2024-02-01\n", "s")
    assert (hints.pemda, hints.periode, hints.cakupan) == ("35.10", "2024", ("35.10", "35.20"))
    assert hints.diketahui == "2024-02-01"


@pytest.mark.parametrize(
    ("text", "kata"),
    [("periode: [", "YAML"), ("- a", "nama: nilai"), ("priode: 2024", "priode"), ("periode: [1]", "periode"),
     ("cakupan: {a: 1}", "cakupan"), ("cakupan: [[1]]", "cakupan")],
)  # fmt: skip
def test_a_broken_sidecar_is_an_issue(text: str, kata: str) -> None:
    with pytest.raises(IssueError) as caught:
        hints_from_yaml(text, "u.kiriman.yaml")
    assert caught.value.issues[0].kode == "TLK-R033"
    assert kata in str(caught.value)


def test_an_unknown_word_in_a_sidecar_asks_maksud_anda() -> None:
    with pytest.raises(IssueError) as caught:
        hints_from_yaml("priode: 2024", "u.kiriman.yaml")
    assert caught.value.issues[0].saran == "Maksud Anda `periode`?"


def test_labelled_cells_and_titles_name_the_delivery() -> None:
    text = "DATA USAHA TAHUN 2023\nregister;usaha_monev\nperangkat daerah: 35.75/2.17\ncakupan;35.75.01, 35.75.02\n"
    found = source_from_bytes(text.encode() + b"nama_usaha;tahun\n", "u.csv")
    hints = hints_from_content(found)
    assert (hints.register, hints.perangkat_daerah) == ("usaha_monev", "35.75/2.17")
    assert hints.cakupan == ("35.75.01", "35.75.02")
    assert year_in_title(found) == "2023"


def test_what_the_sidecar_says_may_not_contradict_the_file() -> None:
    strong, weak = HeaderHints(periode="2023", pemda="35.75"), HeaderHints(periode="2024", register="skm")
    [issue] = contradictions(strong, weak, "u.csv")
    assert issue.kode == "TLK-R035" and "2023" in issue.mengapa and "2024" in issue.mengapa
    assert strong.over(weak) == HeaderHints(register="skm", periode="2023", pemda="35.75")


def test_the_year_can_come_from_the_rows_when_they_agree() -> None:
    assert year_in_rows(source({}, {}), USAHA, None) == "2023"
    assert year_in_rows(source({}, {"tahun": "2022"}), USAHA, None) is None


def test_all_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(IssueError) as caught:
        build_header(HeaderHints(), USAHA, TREE, source({}), NOW)
    [issue] = caught.value.issues
    assert issue.kode == "TLK-R034"
    assert "periode, pemda, perangkat_daerah" in issue.mengapa
    assert "u.kiriman.yaml" in issue.saran


@pytest.mark.parametrize(
    "change",
    [
        {"periode": "2024-TW5"}, {"pemda": "35.99"}, {"perangkat_daerah": "32.75/2.17"}, {"cakupan": ("32.75",)},
        {"cakupan": ("35.75.99",)}, {"cakupan": ()}, {"diketahui": "kemarin"}, {"perangkat_daerah": "35.75/../x y"},
    ],
)  # fmt: skip
def test_a_wrong_header_is_an_issue(change: dict[str, object]) -> None:
    hints = HeaderHints(**{"periode": "2023", "pemda": "35.75", "perangkat_daerah": "35.75/2.17", **change})  # type: ignore[arg-type] # a table of wrong values
    with pytest.raises(IssueError) as caught:
        build_header(hints, USAHA, TREE, source({}), NOW)
    assert {issue.kode for issue in caught.value.issues} == {"TLK-R035"}


def test_a_header_defaults_to_the_whole_pemda_and_to_now_and_survives_json() -> None:
    got = build_header(HeaderHints(periode="2023", perangkat_daerah="35.75/2.17"), USAHA, TREE, source({}), NOW)
    assert (got.pemda, got.cakupan, got.diketahui) == ("35.75", ("35.75",), NOW)
    assert DeliveryHeader.from_dict(got.as_dict()) == got
    assert got.covers("35.75.01.1001") and got.covers("35.75/-") and not got.covers("32.75")


def test_the_register_is_told_from_the_content_or_asked() -> None:
    assert choose_schema(source({}), HeaderHints(), SCHEMAS).nama == "usaha_monev"
    assert choose_schema(source({}), HeaderHints(register="skm"), SCHEMAS).nama == "skm"
    with pytest.raises(IssueError) as caught:
        choose_schema(source({}), HeaderHints(register="usaha_monef"), SCHEMAS)
    assert caught.value.issues[0].saran == "Maksud Anda `usaha_monev`?"
    with pytest.raises(IssueError) as caught:
        choose_schema(source_from_bytes(b"a,b\n1,2\n", "x.csv"), HeaderHints(), SCHEMAS)
    assert caught.value.issues[0].kode == "TLK-R005"
