"""Files as offices have them: encodings, separators, headers in odd places, spoilt workbooks."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tolok.registers.cell_text import shown
from tolok.registers.headers import find_header, header_powers, normal
from tolok.registers.load import load_schemas
from tolok.registers.schema import Kolom
from tolok.registers.sheets import RawDelivery, RawTable, read_tables, table_notes
from tolok.registers.sources import open_source, source_from_bytes
from tolok.registers.writer import Formula, template, write_csv, write_xlsx
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

SCHEMAS = load_schemas(FOLDER / "register")
FOLLOWED = Kolom("ditindaklanjuti", "ya_tidak", "ditindaklanjuti", sinonim=("Ditindaklanjuti",))
SCHEMAS["temuan"] = replace(SCHEMAS["temuan"], kolom=(*SCHEMAS["temuan"].kolom, FOLLOWED), turunan=())
TEMUAN, USAHA, KOPERASI = SCHEMAS["temuan"], SCHEMAS["usaha_monev"], SCHEMAS["koperasi_tahunan"]
HEADER = "nomor_temuan,tahun,tanggal_lhp,asal,uraian,ditindaklanjuti"
ROW = "T-1,2023,2023-03-01,APEP,Kas,ya"


def from_text(text: str, encoding: str = "utf-8") -> RawDelivery:
    return read_tables(source_from_bytes(text.encode(encoding), "t.csv"), TEMUAN)


def cells(table: RawTable, nama: str) -> list[str]:
    return [shown(cell) for cell in table.sel.column(nama).to_pylist()]


def refused(data: bytes, kode: str, nama: str = "temuan") -> str:
    with pytest.raises(IssueError) as caught:
        read_tables(source_from_bytes(data, "t.csv"), SCHEMAS[nama])
    [issue] = caught.value.issues
    assert issue.kode == kode
    assert "t.csv" in issue.di_mana
    assert issue.saran
    return issue.apa + " " + issue.mengapa + " " + issue.saran


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_any_usual_encoding_and_separator(encoding: str, separator: str) -> None:
    text = f"{HEADER}\n{ROW}\n".replace(",", separator).replace("Kas", "Café")
    [table] = from_text(text, encoding).tabel
    assert cells(table, "uraian") == ["Café"]
    assert cells(table, "asal") == ["APEP"]
    assert table.baris.to_pylist() == [2]


def test_decimal_commas_do_not_fool_the_separator() -> None:
    text = "kode;tahun;triwulan;kode_wilayah;nilai;status;bukti\n" + "a;2023;0;35.75;1,5;tetap;x, y, z\n" * 3
    [table] = read_tables(source_from_bytes(text.encode(), "d.csv"), SCHEMAS["data"]).tabel
    assert cells(table, "nilai") == ["1,5"] * 3


def test_a_separator_named_in_the_first_line_is_obeyed_and_rows_keep_their_numbers() -> None:
    [table] = from_text("sep=;\n" + HEADER.replace(",", ";") + "\n\n" + ROW.replace(",", ";") + "\n").tabel
    assert table.baris.to_pylist() == [4]


def test_quoted_separators_and_line_breaks_belong_to_the_cell() -> None:
    [table] = from_text(f'{HEADER}\nT-1,2023,2023-03-01,APEP,"a, b\nc",ya\n{ROW}\n').tabel
    assert cells(table, "uraian") == ["a, b\nc", "Kas"]
    assert table.baris.to_pylist() == [2, 3]


def test_a_stray_quote_spoils_its_own_row_and_no_other() -> None:
    good = [ROW.replace("T-1", f"T-{i}") for i in range(5)]
    bad = 'T-9,2023,2023-03-01,APEP,"Kas,ya'
    [table] = from_text("\n".join([HEADER, *good[:2], bad, *good[2:]])).tabel
    assert cells(table, "nomor_temuan") == ["T-0", "T-1", "T-2", "T-3", "T-4"]
    assert [(row, fault.kode) for row, fault in table.robek] == [(4, "TLK-R028")]


def test_rows_that_are_too_short_or_too_long_are_torn_but_empty_ends_are_not() -> None:
    [table] = from_text(f"{HEADER}\nT-1,2023\n{ROW},lebih\n{ROW},,\n\n,,,,,\n").tabel
    assert table.baris.to_pylist() == [4]
    assert [row for row, _ in table.robek] == [2, 3]


def test_one_broken_byte_does_not_change_the_encoding_of_the_others() -> None:
    data = f"{HEADER}\n{ROW.replace('Kas', 'Café')}\n".encode() + ROW.replace("Kas", "K\xffs").encode("latin-1")
    raw = read_tables(source_from_bytes(data, "t.csv"), TEMUAN)
    assert cells(raw.tabel[0], "uraian") == ["Café", "K\ufffds"]
    assert any("rusak" in note for note in raw.catatan)


# Headers


def xlsx(path: Path, *rows: Sequence[object]) -> Path:
    write_xlsx(path, "Data", [], [], rows)
    return path


TITLES = ["NAMA USAHA", "ID", "NIB", "Tahun Monev", "Tanggal Monev", "Kode Kelurahan", "OMZET"]
USAHA_ROW = ["Warung", "1", "0220", "2023", "01/02/2023", "35.75.01.1001", "1.000.000"]


def test_titles_a_column_number_row_and_totals_are_stepped_over_and_reported(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "u.xlsx",
        ["DATA USAHA MIKRO TAHUN 2023"], ["Kota Pasuruan"], [],
        ["No", *TITLES], [1, 2, 3, 4, 5, 6, 7, 8],
        [1, *USAHA_ROW], ["Sub Total", None, None, None, None, None, None, "1.000.000"],
        ["No", *TITLES], [2, *USAHA_ROW], ["JUMLAH", None, None, None, None, None, None, "2.000.000"],
    )  # fmt: skip
    raw = read_tables(open_source(path), USAHA)
    [table] = raw.tabel
    assert table.baris.to_pylist() == [6, 9]
    assert table.dilewati == {"baris jumlah": (7, 10), "judul kolom yang diulang": (8,)}
    assert table.judul == ("DATA USAHA MIKRO TAHUN 2023", "Kota Pasuruan")
    notes = {issue.kode: issue for issue in table_notes(raw, USAHA)}
    assert notes["TLK-R009"].bobot == "catatan"
    assert "`No`" in notes["TLK-R031"].mengapa
    assert "tenaga kerja" in notes["TLK-R032"].mengapa


def test_a_business_called_total_is_not_a_total(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "u.xlsx", TITLES, ["Total", *USAHA_ROW[1:]])
    assert read_tables(open_source(path), USAHA).tabel[0].baris.to_pylist() == [2]


def test_a_two_row_header_with_merged_parents_is_joined(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    head = [
        ["No", "Nomor", None, "Nama Koperasi", "Tahun Buku", "Volume", None],
        [None, "Induk Koperasi", "Badan Hukum", None, None, "Usaha (Rp juta)", "Tahun Lalu"],
    ]
    body = [[1, "1234567890123", "1/BH", "Maju", 2023, "1,5", "1"]]
    merges = [(0, 1, 0, 2), (0, 3, 1, 3), (0, 4, 1, 4), (0, 5, 0, 6)]
    write_xlsx(path, "Data", [], head, body, merges=merges)
    [table] = read_tables(open_source(path), KOPERASI).tabel
    found = {nama: heading.posisi for nama, heading in table.by_nama.items()}
    assert found == {
        "nomor_induk_koperasi": 1, "nomor_badan_hukum": 2, "nama_koperasi": 3, "tahun_buku": 4, "volume_usaha": 5,
    }  # fmt: skip
    assert table.by_nama["volume_usaha"].pangkat == 6
    assert table.baris.to_pylist() == [3]


def test_a_row_of_units_below_the_header_gives_the_multiplier(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "u.xlsx", TITLES, [None, None, None, None, None, None, "(Rp ribu)"], USAHA_ROW)
    [table] = read_tables(open_source(path), USAHA).tabel
    assert (table.by_nama["omset"].pangkat, table.baris.to_pylist()) == (3, [3])


def test_a_multiplier_above_the_table_holds_for_its_rupiah_columns(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "u.xlsx", ["(dalam jutaan rupiah)"], [*TITLES, "Tenaga Kerja L"], [*USAHA_ROW, 2])
    by_nama = read_tables(open_source(path), USAHA).tabel[0].by_nama
    assert (by_nama["omset"].pangkat, by_nama["tenaga_kerja_laki"].pangkat) == (6, 0)


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("Omset (Rp juta)", {6}), ("Aset dalam ribuan", {3}), ("Volume Usaha Rp", set()), ("Modal di atas 50 juta", set()),
        ("Omset 2023 (jutaan rupiah)", {6}), ("Omset (ribu) (juta)", {3, 6}), ("Omset (Miliar Rp)", {9}),
    ],
)  # fmt: skip
def test_multipliers_in_headers(text: str, powers: set[int]) -> None:
    assert header_powers(text) == powers


def test_headers_are_compared_without_case_punctuation_and_units() -> None:
    assert normal(" Volume_Usaha (Rp.) ") == "volume usaha"
    assert normal("TANGGAL\nMONEV") == "tanggal monev"


def test_typing_errors_in_headers_are_matched_and_reported() -> None:
    text = HEADER.replace("nomor_temuan", "Nomer Temuan").replace("ditindaklanjuti", "Ditindaklanjutti")
    raw = from_text(f"{text}\n{ROW}\n")
    assert {h.kolom.nama for h in raw.tabel[0].headings if h.rank == 3} == {"nomor_temuan", "ditindaklanjuti"}
    [note] = [issue for issue in table_notes(raw, TEMUAN) if issue.kode == "TLK-R010"]
    assert "`Nomer Temuan` dibaca sebagai `nomor temuan`" in note.mengapa


def test_columns_of_other_years_and_other_things_are_not_matched_by_likeness() -> None:
    head = [[*TITLES, "Omzet 2022", "Tenaga Kerja Tetap", "Tenaga Kerja Lepas", "Nama Produk"]]
    match = find_header(head, USAHA)
    assert match is not None
    assert set(match.lain) == {"Omzet 2022", "Tenaga Kerja Tetap", "Tenaga Kerja Lepas", "Nama Produk"}
    assert match.near_misses(USAHA) == []


def test_a_csv_with_the_field_names_is_understood_in_any_order() -> None:
    for schema in SCHEMAS.values():
        names = [kolom.nama for kolom in reversed(schema.kolom)]
        match = find_header([names], schema)
        assert match is not None and [h.kolom.nama for h in match.headings] == names


def test_every_template_is_understood_and_empty(tmp_path: Path) -> None:
    for nama, schema in SCHEMAS.items():
        template(schema, tmp_path / "t.xlsx")
        raw = read_tables(open_source(tmp_path / "t.xlsx"), schema)
        [table] = raw.tabel
        assert [h.kolom.nama for h in table.headings] == [k.nama for k in schema.kolom], nama
        assert len(table.baris) == 0
        assert raw.catatan == ("lembar `Petunjuk` tidak dibaca",)


# Workbooks


def test_what_a_workbook_cannot_say_is_not_taken_for_empty(tmp_path: Path) -> None:
    path = tmp_path / "u.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(TITLES)
    for row in (USAHA_ROW, USAHA_ROW, USAHA_ROW):
        page.append(row)
    page["G2"] = "=1/0"
    page["G3"] = "#N/A"
    page["G3"].data_type = "e"
    page.merge_cells("F3:F4")
    book.save(path)
    [table] = read_tables(open_source(path), USAHA).tabel
    assert cells(table, "omset") == ["(rumus tanpa nilai)", "#N/A", "1.000.000"]
    assert cells(table, "kode_wilayah") == ["35.75.01.1001", "35.75.01.1001", "(sel gabungan)"]


def test_formulas_give_the_value_that_excel_stored(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "u.xlsx", TITLES, [*USAHA_ROW[:6], Formula("=1000*2", 2000)])
    assert cells(read_tables(open_source(path), USAHA).tabel[0], "omset") == ["2000"]


def test_a_table_that_does_not_start_in_the_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "u.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row, line in enumerate((TITLES, USAHA_ROW), 5):
        for column, cell in enumerate(line, 4):
            page.cell(row, column, cell)
    book.save(path)
    [table] = read_tables(open_source(path), USAHA).tabel
    assert table.baris.to_pylist() == [6]
    assert cells(table, "nama_usaha") == ["Warung"]


def test_several_sheets_of_one_register_are_all_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "u.xlsx"
    book = openpyxl.Workbook()
    for name in ("Gadingrejo", "Purworejo", "Lama"):
        page = book.create_sheet(name)
        page.append(TITLES)
        page.append(USAHA_ROW)
    book["Lama"].sheet_state = "hidden"
    book.save(path)
    raw = read_tables(open_source(path), USAHA)
    assert [table.lembar for table in raw.tabel] == ["Gadingrejo", "Purworejo"]
    assert [table.lembar for table in read_tables(open_source(path), USAHA, "Purworejo").tabel] == ["Purworejo"]
    with pytest.raises(IssueError) as caught:
        read_tables(open_source(path), USAHA, "Gadingreja")
    assert caught.value.issues[0].saran == "Maksud Anda `Gadingrejo`?"


# What cannot be read is one clear issue


def test_unreadable_and_empty_files_are_one_issue_each(tmp_path: Path) -> None:
    refused(b"", "TLK-R006")
    refused(b"  \n\n", "TLK-R006")
    refused(b"PK\x03\x04 bukan zip", "TLK-R002")
    refused(b"\xd0\xcf\x11\xe0 xls lama", "TLK-R002")
    refused(b"<html><table></table></html>", "TLK-R002")
    refused(b"%PDF-1.7", "TLK-R002")
    refused(bytes(range(256)) * 20, "TLK-R002")
    refused(b"nama,alamat\nBudi,Jl. X\n", "TLK-R004")
    with pytest.raises(IssueError) as caught:
        open_source(tmp_path / "tidak-ada.csv")
    assert caught.value.issues[0].kode == "TLK-R002"


def test_a_workbook_with_one_flipped_bit_is_refused_and_not_read_wrongly(tmp_path: Path) -> None:
    data = bytearray(xlsx(tmp_path / "u.xlsx", TITLES, USAHA_ROW).read_bytes())
    with zipfile.ZipFile(tmp_path / "u.xlsx") as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 80] ^= 1
    refused(bytes(data), "TLK-R002", "usaha_monev")


def test_missing_columns_are_named_with_what_was_found_instead() -> None:
    text = refused(b"nomor_temuan,tahun,asal,Tgl Terbit\nT,2023,APEP,1\n", "TLK-R007")
    assert "tanggal laporan hasil pemeriksaan" in text and "`Tgl Terbit`" in text


def test_a_file_without_any_key_column_lacks_its_key() -> None:
    text = refused(b"nama_usaha,tahun,tanggal_monev,omset\nW,2023,2023-01-01,1\n", "TLK-R007", "usaha_monev")
    assert "nomor data badan usaha" in text


def test_one_column_under_two_headers_is_asked() -> None:
    refused((HEADER + ",asal\n").encode(), "TLK-R008")


def test_an_unknown_header_that_may_be_a_missing_column_is_asked() -> None:
    assert "Maksud Anda `uraian temuan`?" in refused(HEADER.replace("uraian", "urXXan").encode(), "TLK-R045")


def test_a_csv_written_by_us_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_csv(path, HEADER.split(","), [["T-1", 2023, None, "APEP", 'kata "kutip", koma', True]])
    [table] = read_tables(open_source(path), TEMUAN).tabel
    assert cells(table, "uraian") == ['kata "kutip", koma']
