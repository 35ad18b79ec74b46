"""What we write, other programs read; equal rows give equal bytes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from tolok.registers.load import load_schemas
from tolok.registers.writer import Formula, template, write_csv, write_xlsx
from tolok_koperasi import FOLDER

SCHEMAS = load_schemas(FOLDER / "register")


def sheet(path: Path, name: str) -> list[list[object]]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def test_a_csv_holds_words_for_yes_and_no_iso_dates_and_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["a", "b", "c", "d"], [[True, False, date(2024, 1, 31), None], ["x,y", 7, Decimal("7.5"), ""]])
    assert path.read_bytes() == b'a,b,c,d\nya,tidak,2024-01-31,\n"x,y",7,7.5,\n'


def test_a_csv_can_carry_a_bom_and_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["é"], [["1,5"]], delimiter=";", encoding="utf-8-sig")
    assert path.read_bytes() == b"\xef\xbb\xbf\xc3\xa9\n1,5\n"


def test_a_workbook_keeps_types_titles_merges_and_formula_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["Warung", 1500000, date(2024, 1, 31), Formula("=B4*2", 3000000), Decimal("7.25"), None, True]]
    header = [["Nama", "Omset", None, None, None, None, None], [None, "2023", "tgl", "x", "y", "z", "rat"]]
    write_xlsx(path, "Data", [["JUDUL"]], header, rows, {1: "#,##0"}, merges=[(1, 0, 2, 0), (1, 1, 1, 3)])
    got = sheet(path, "Data")
    assert got[0][0] == "JUDUL"
    assert got[3] == ["Warung", 1500000, date(2024, 1, 31), 3000000, 7.25, "", True]
    page = openpyxl.load_workbook(path)["Data"]
    assert {str(area) for area in page.merged_cells.ranges} == {"A2:A3", "B2:D2"}
    assert page["B4"].number_format == "#,##0"


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, "Data", [], [["nama"]], [["=1+1"]])
    assert openpyxl.load_workbook(path)["Data"]["A2"].data_type == "s" or sheet(path, "Data")[1] == ["=1+1"]


def test_sixteen_digits_are_written_as_text_so_that_excel_cannot_spoil_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, "Data", [], [["n"]], [[3575010101010001], [Decimal("0.1234567890123456789")]])
    assert sheet(path, "Data")[1:] == [["3575010101010001"], ["0.1234567890123456789"]]


def test_marked_cells_are_painted_and_others_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, "Data", [], [["a", "b"]], [["x", "y"], ["z", None]], marked=frozenset({(0, 1), (1, 1)}))
    page = openpyxl.load_workbook(path)["Data"]
    painted = {cell.coordinate for row in page.iter_rows() for cell in row if cell.fill.fill_type == "solid"}
    assert painted == {"B2", "B3"}


def test_more_rows_than_a_sheet_holds_are_refused_and_not_lost(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lembar Excel"):
        write_xlsx(tmp_path / "a.xlsx", "Data", [], [["a"]], ([None] for _ in range(1_048_576)))


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, "Data", [["j"]], [["a"]], [[1], ["x"], [date(2024, 1, 1)]])
        template(SCHEMAS["skm"], tmp_path / f"t{name}")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert (tmp_path / "ta.xlsx").read_bytes() == (tmp_path / "tb.xlsx").read_bytes()


@pytest.mark.parametrize("nama", sorted(SCHEMAS))
def test_a_template_has_a_label_a_note_and_an_example_for_every_column(tmp_path: Path, nama: str) -> None:
    schema, path = SCHEMAS[nama], tmp_path / "t.xlsx"
    template(schema, path)
    book = openpyxl.load_workbook(path)
    page = book["Data"]
    assert (page["A2"].value, page["B2"].value) == ("register", nama)
    assert [page.cell(8, i).value for i in range(1, len(schema.kolom) + 1)] == [k.label for k in schema.kolom]
    assert all(page.cell(8, i).comment.text for i in range(1, len(schema.kolom) + 1))
    assert [book["Petunjuk"].cell(4 + i, 1).value for i in range(len(schema.kolom))] == [k.label for k in schema.kolom]
    assert all(book["Petunjuk"].cell(4 + i, 2).value for i in range(len(schema.kolom)))


def test_a_template_offers_the_choices_of_categories_and_keeps_numbers_as_text(tmp_path: Path) -> None:
    template(SCHEMAS["koperasi_tahunan"], tmp_path / "t.xlsx")
    page = openpyxl.load_workbook(tmp_path / "t.xlsx")["Data"]
    lists = {rule.formula1 for rule in page.data_validations.dataValidation}
    assert '"Produsen,Konsumen,Pemasaran,Simpan Pinjam,Jasa"' in lists
    assert '"ya,tidak"' in lists
    assert page.column_dimensions["A"].width > 10
