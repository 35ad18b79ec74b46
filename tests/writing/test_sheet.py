"""A sheet that cannot be drawn does not come to be, and nothing in it changes afterwards."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from tolok.values.period import Period
from tolok.writing.iku import iku_sheet
from tolok.writing.sheet import (
    Cell,
    Column,
    Formula,
    Group,
    Heading,
    Kop,
    Meta,
    Number,
    Pairs,
    Row,
    Sheet,
    Signature,
    Table,
    Text,
)
from writing.iku_example import IKU, ROWS

COLUMNS = (Column(1), Column(1), Column(1))
HEADER = (Row((Cell(), Cell(), Cell())),)


def table_of(*rows: Row) -> Table:
    return Table(COLUMNS, HEADER, (Group(rows),))


def words_of(table: Table) -> list[list[str]]:
    return [
        [" | ".join(getattr(piece, "words", "pecahan") for piece in cell.pieces) for cell in row.cells]
        for group in table.groups
        for row in group.rows
    ]


def the_table(sheet: Sheet) -> Table:
    return next(block for block in sheet.blocks if isinstance(block, Table))


def test_spans_that_fill_the_grid_are_accepted() -> None:
    table = table_of(Row((Cell(rowspan=2), Cell(colspan=2))), Row((Cell(), Cell())))
    assert len(table.groups[0].rows) == 2


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="2 dari 3"):
        table_of(Row((Cell(), Cell())))


def test_a_row_with_too_many_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="melampaui kolom"):
        table_of(Row((Cell(colspan=2), Cell(colspan=2))))


def test_a_cell_may_not_lie_over_the_span_of_a_cell_above() -> None:
    with pytest.raises(ValueError, match="menimpa"):
        table_of(Row((Cell(), Cell(rowspan=2), Cell())), Row((Cell(colspan=2),)))


def test_a_span_may_not_leave_its_group() -> None:
    with pytest.raises(ValueError, match="kelompok"):
        table_of(Row((Cell(rowspan=2), Cell(), Cell())))


def test_a_table_without_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="kepala tabel"):
        Table(COLUMNS, (), ())


@pytest.mark.parametrize(
    "make",
    [
        lambda: Cell(colspan=0),
        lambda: Column(0),
        lambda: Heading("judul", 4),
        lambda: Formula("", "penyebut"),
        lambda: Sheet((" ",), Kop("", ""), IKU.meta, ()),
    ],
)
def test_what_cannot_be_drawn_is_refused(make) -> None:
    with pytest.raises(ValueError):
        make()


def test_a_sheet_is_frozen_to_its_last_cell() -> None:
    sheet = iku_sheet(IKU)
    assert isinstance(hash(sheet), int), "hashable, hence frozen throughout"
    with pytest.raises(FrozenInstanceError):
        sheet.meta.draf = True  # type: ignore[misc]  # the assignment is the test


def test_the_same_data_makes_an_equal_sheet() -> None:
    assert iku_sheet(IKU) == iku_sheet(replace(IKU))
    assert iku_sheet(IKU) != iku_sheet(replace(IKU, meta=replace(IKU.meta, tanggal=date(2024, 10, 8))))


def test_the_pasuruan_table_has_the_columns_of_the_published_form() -> None:
    header = the_table(iku_sheet(replace(IKU, rows=(replace(ROWS[0], realisasi="", capaian="", predikat=""),)))).header
    assert [cell.pieces[0] for cell in header[0].cells] == [
        Text(words, strong=True)
        for words in (
            "Sasaran Strategis",
            "Indikator Kinerja Utama",
            "Penjelasan/Formulasi Perhitungan",
            "Realisasi 2023",
            "Target 2024",
            "Keterangan",
        )
    ]


def test_realisasi_and_capaian_get_columns_once_a_row_has_them() -> None:
    header = the_table(iku_sheet(IKU)).header[0]
    assert [cell.pieces[0].words for cell in header.cells][3:] == [
        "Realisasi 2023",
        "Target 2024",
        "Realisasi 2024",
        "Capaian (%)",
        "Keterangan",
    ]


def test_the_bekasi_table_spreads_penjelasan_over_five_columns() -> None:
    first, second = the_table(iku_sheet(IKU, "bekasi")).header
    spread = next(cell for cell in first.cells if cell.pieces == (Text("Penjelasan", strong=True),))
    assert spread.colspan == 5
    assert [cell.pieces[0].words for cell in second.cells] == [
        "Satuan",
        "Alasan",
        "Formulasi/Cara Pengukuran",
        "Penanggung Jawab",
        "Sumber Data",
    ]


def test_a_sasaran_spans_its_indikator_and_brings_its_section_row() -> None:
    groups = the_table(iku_sheet(IKU)).groups
    assert [len(group.rows) for group in groups] == [3, 3, 1, 1]
    assert [group.rows[0].section for group in groups] == [True, True, False, False]
    assert groups[0].rows[1].cells[0].rowspan == 2
    assert groups[0].rows[0].cells[0].pieces == (Text("TUJUAN", strong=True),)


def test_komponen_ukur_stand_under_one_indikator() -> None:
    parts = (
        replace(ROWS[0], jenjang="sasaran", alasan="UU Nomor 25 Tahun 1992", penanggung_jawab="Bidang Koperasi"),
        replace(ROWS[0], jenjang="sasaran", alasan="UU Nomor 20 Tahun 2008", penanggung_jawab="Bidang UMKM"),
    )
    (group,) = the_table(iku_sheet(replace(IKU, rows=parts), "bekasi")).groups
    assert [cell.rowspan for cell in group.rows[0].cells][:4] == [2, 2, 2, 1]
    assert len(group.rows[1].cells) == len(group.rows[0].cells) - 3


def test_figures_are_numbers_and_reasons_are_words() -> None:
    row = the_table(iku_sheet(replace(IKU, rows=(replace(ROWS[0], target="−1.234,50"),)))).groups[0].rows[1]
    assert row.cells[3].pieces == (Text("belum ada", note=True),)
    assert row.cells[4].pieces == (Number("−1.234,50"),)


def test_every_field_of_a_row_stands_in_both_layouts() -> None:
    row = replace(ROWS[0], keterangan="catatan khusus")
    for layout in ("pasuruan", "bekasi"):
        flat = str(words_of(the_table(iku_sheet(replace(IKU, rows=(row,)), layout)))).casefold()
        wanted = [row.indikator, row.satuan, row.penjelasan, row.sumber_data, row.penanggung_jawab, row.target]
        wanted += [row.realisasi_lalu, row.realisasi, row.capaian, row.predikat, row.vintage, row.keterangan]
        wanted += [row.alasan] if layout == "bekasi" else []
        assert [words for words in wanted if words.casefold() not in flat] == []


def test_empty_fields_are_left_out_of_the_head() -> None:
    sheet = iku_sheet(replace(IKU, visi="", misi=(), tugas=" ", tujuan=("Satu", "Dua")))
    pairs = next(block for block in sheet.blocks if isinstance(block, Pairs)).pairs
    assert [(pair.label, pair.marks) for pair in pairs] == [("INSTANSI", ""), ("TUJUAN", "1"), ("FUNGSI", "a")]


def test_a_triwulan_is_named_in_title_and_columns() -> None:
    sheet = iku_sheet(replace(IKU, periode=Period(2024, 2)))
    assert sheet.judul == ("INDIKATOR KINERJA UTAMA", "TRIWULAN II 2024")
    assert the_table(sheet).header[0].cells[4].pieces[0] == Text("Target Triwulan II 2024", strong=True)


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="surabaya"):
        iku_sheet(IKU, "surabaya")  # type: ignore[arg-type]  # what a caller without types could pass


def test_a_document_without_rows_or_signature_still_has_its_header() -> None:
    sheet = iku_sheet(replace(IKU, rows=(), signature=None))
    assert the_table(sheet).groups == ()
    assert not any(isinstance(block, Signature) for block in sheet.blocks)
    assert Meta is type(sheet.meta)
