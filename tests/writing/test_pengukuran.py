"""Pengukuran Kinerja: what stands where in the table, what is missing stays missing, hostile words stay words."""

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook

from tolok.values.period import Period
from tolok.writing.docx import write_docx
from tolok.writing.glyphs import printable
from tolok.writing.pdf import write_pdf
from tolok.writing.pengukuran import AngkaUkur, PengukuranRow, PengukuranSheet, pengukuran_sheet
from tolok.writing.sheet import Heading, Signature
from tolok.writing.xlsx import write_xlsx
from writing.test_iku_pdf import pages_of, squeezed
from writing.ukur_example import HOSTILE, META, TAHUNAN, TRIWULAN, cells_of, missing_in, tables_of, words_in


def headings(data: PengukuranSheet) -> list[str]:
    return [block.words for block in pengukuran_sheet(data).blocks if isinstance(block, Heading) and block.level == 2]


def test_a_year_has_one_target_realisasi_capaian_and_predikat_to_an_indikator() -> None:
    sheet = pengukuran_sheet(TAHUNAN)
    rows = cells_of(tables_of(sheet)[0])
    assert sheet.judul == ("PENGUKURAN KINERJA", "TAHUN 2024") and sheet.landscape
    assert rows[1][-6:] == ["Pertumbuhan koperasi sehat KOP-01", "%", "8,50", "6,31", "74,24", "Sedang"]
    assert rows[2] == ["Usaha mikro naik kelas UM-01", "%", "30,54", "belum terbit", "n/a", "–"]
    assert [row[0] for row in rows if len(row) == 1] == ["TUJUAN", "SASARAN"]


def test_indikator_of_one_tujuan_stand_under_one_cell() -> None:
    first = tables_of(pengukuran_sheet(TAHUNAN))[0].groups[0]
    assert first.rows[1].cells[0].rowspan == 2


def test_a_triwulan_shows_every_triwulan_so_far_and_what_was_said_beside_it() -> None:
    sheet = pengukuran_sheet(TRIWULAN)
    figures, _, told = tables_of(sheet)
    assert [cell.colspan for cell in figures.header[0].cells][-2:] == [3, 3]
    assert cells_of(figures)[1][2:] == [
        "%", "6,50", "1,50", "1,41", "94,00 Sangat Tinggi", "3,00", "2,87", "95,67 Sangat Tinggi",
    ]  # fmt: skip
    assert cells_of(told)[0][1:] == ["Kemitraan pasar.", "Enam koperasi terlambat melapor.", "belum ada"]


def test_a_year_has_no_part_for_factors() -> None:
    assert headings(TAHUNAN) == ["A. Capaian Kinerja", "B. Rata-rata Capaian", "C. Program dan Anggaran"]
    assert [one[0] for one in headings(TRIWULAN)] == ["A", "B", "C", "D"]


def test_the_mean_says_over_how_many_and_who_is_left_out() -> None:
    means = cells_of(tables_of(pengukuran_sheet(TAHUNAN))[1])
    assert means[0][1:] == ["1 dari 2", "74,24", "Sedang", "atas 1 dari 2 capaian; tanpa nilai: UM-01 (belum terbit)"]
    assert means[-1][1] == "2 dari 3"


def test_without_remarks_the_means_have_no_column_for_them() -> None:
    assert len(tables_of(pengukuran_sheet(TRIWULAN))[1].columns) == 4


def test_the_total_of_the_budget_is_marked_as_one_and_stays_with_its_programs() -> None:
    [group] = tables_of(pengukuran_sheet(TAHUNAN))[2].groups
    assert [row.total for row in group.rows] == [False, False, False, True]
    assert cells_of(tables_of(pengukuran_sheet(TAHUNAN))[2])[2][2:] == ["belum dianggarkan", "–", "–"]


def test_what_nobody_wrote_is_printed_as_missing() -> None:
    empty = replace(TRIWULAN, rows=(), rata_rata=(), anggaran=(), jumlah=None)
    assert len(missing_in(pengukuran_sheet(empty))) == 4
    assert missing_in(pengukuran_sheet(TRIWULAN)) == ["Anggaran program tahun ini belum dicatat."]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_row_without_a_figure_for_every_triwulan_is_refused(count: int) -> None:
    row = replace(TRIWULAN.rows[0], angka=(AngkaUkur("1", "1", "100,00"),) * count)
    with pytest.raises(ValueError, match="2 angka"):
        pengukuran_sheet(replace(TRIWULAN, rows=(row,)))


@pytest.mark.parametrize("data", [TAHUNAN, TRIWULAN], ids=["tahun", "triwulan"])
def test_every_word_and_figure_is_read_back_from_the_pdf_and_from_word(data: PengukuranSheet) -> None:
    sheet = pengukuran_sheet(data)
    pdf = squeezed("".join(pages_of(write_pdf(sheet))))
    word = squeezed("".join(Document(io.BytesIO(write_docx(sheet))).element.itertext()))
    lost = [text for text in words_in(sheet) if squeezed(text) not in pdf or squeezed(text) not in word]
    assert lost == []


def test_a_workbook_holds_the_figures_as_numbers_and_the_total_as_a_sum() -> None:
    book = load_workbook(io.BytesIO(write_xlsx(pengukuran_sheet(TAHUNAN))))
    cells = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert {8.5, 6.31, 74.24, 5.38, 82.77, 78.5, 95.96} <= {value for value in cells if isinstance(value, int | float)}
    assert sum(str(value).startswith("=SUM(") for value in cells) == 2
    assert "n/a" in cells and "belum terbit" in cells


def test_four_triwulan_of_large_amounts_fit_the_page() -> None:
    angka = tuple(AngkaUkur("168.402.517.300", "159.806.682.000", "94,90", "Sangat Tinggi") for _ in range(4))
    row = PengukuranRow("KOP-20", "sasaran", "Aset", "Jumlah aset koperasi", "rupiah", "168.402.517.300", angka)
    text = "".join(pages_of(write_pdf(pengukuran_sheet(replace(TRIWULAN, periode=Period(2024, 4), rows=(row,))))))
    assert text.count("159.806.682.000") == 4 and text.count("94,90") == 4


def test_many_indikator_repeat_the_header_and_keep_the_signature_with_the_budget() -> None:
    rows = tuple(
        replace(TAHUNAN.rows[0], kode=f"K-{n:02d}", tujuan_sasaran=f"Tujuan ke-{n // 2}", indikator=f"Indikator {n}")
        for n in range(60)
    )
    pages = pages_of(write_pdf(pengukuran_sheet(replace(TAHUNAN, rows=rows))))
    assert sum("Sasaran Strategis" in page for page in pages) >= 3
    assert "JUMLAH" in pages[-1] and "Ratna Widyastuti" in pages[-1]


def test_hostile_words_in_every_field_stay_words() -> None:
    angka = (AngkaUkur(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    row = PengukuranRow(HOSTILE, "sasaran", HOSTILE, HOSTILE, HOSTILE, HOSTILE, angka, HOSTILE, HOSTILE, HOSTILE)
    data = replace(
        TAHUNAN, rows=(row,), catatan=(HOSTILE,), kebijakan=HOSTILE, skala=HOSTILE,
        rata_rata=(replace(TAHUNAN.rata_rata[0], nama=HOSTILE, rata_rata=HOSTILE, catatan=HOSTILE),),
        anggaran=(replace(TAHUNAN.anggaran[0], kode=HOSTILE, program=HOSTILE, realisasi=HOSTILE),),
        signature=Signature(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    )  # fmt: skip
    text = squeezed("".join(pages_of(write_pdf(pengukuran_sheet(data)))))
    shown = squeezed(printable(HOSTILE))[:40]
    assert text.count(shown) >= 12
    assert len(re.findall("panjang", text)) > 200


def test_a_draft_says_so_on_every_page() -> None:
    pages = pages_of(write_pdf(pengukuran_sheet(replace(TAHUNAN, meta=replace(META, draf=True)))))
    assert all("DRAF" in page for page in pages)
