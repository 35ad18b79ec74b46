"""A workbook is read as a person sees it: shares with their sign, whole numbers whole."""

import io

import xlsxwriter

from tolok.reading.xlsx_in import load_xlsx


def test_a_cell_shown_as_per_cent_is_read_as_it_is_seen() -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("IKU")
    sheet.write_row(0, 0, ["Indikator", "Target 2024", "Realisasi 2023"])
    sheet.write(1, 0, "Persentase koperasi aktif")
    sheet.write(1, 1, 0.857, book.add_format({"num_format": "0.0%"}))
    sheet.write(1, 2, 0.857)
    sheet.write(2, 1, 1, book.add_format({"num_format": "0%"}))
    book.close()
    grid = next(load_xlsx(data.getvalue(), "iku.xlsx").grids)
    assert [grid.at(1, 1).text, grid.at(1, 2).text, grid.at(2, 1).text] == ["85,7%", "0,857", "100%"]
