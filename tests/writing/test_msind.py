"""MS-Ind: seventeen columns as BPS asks, either indicators or variables, nothing filled in that nobody stated."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from tolok.writing.msind import IndikatorPembangun, MetadataIndikator, MsIndSheet, Variabel, msind_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Formula, Missing, Table
from tolok.writing.xlsx import write_xlsx
from writing.blocks_example import META
from writing.test_iku_pdf import pages_of

PLAIN = MetadataIndikator(
    kode="KOP-05",
    nama="Persentase koperasi sehat",
    konsep="Koperasi sehat",
    definisi="Bagian koperasi yang dinilai sehat di antara yang dinilai.",
    batas="Koperasi yang belum dinilai tidak dihitung.",
    interpretasi=("Makin tinggi nilainya makin baik.", "Koperasi sehat dipercaya anggotanya."),
    rumus=Formula("A", "B", "× 100%", (("A", "koperasi sehat"), ("B", "koperasi yang dinilai"))),
    kalimat="Persentase koperasi sehat dari koperasi yang dinilai.",
    ukuran="Persentase",
    satuan="persen",
    klasifikasi="Kecamatan",
    level_estimasi="Kota dan kecamatan",
    akses_umum=True,
    variabel=(Variabel("Laporan keragaan", "Koperasi sehat"), Variabel("Laporan keragaan", "Koperasi yang dinilai")),
)
COMPOSITE = replace(
    PLAIN,
    kode="IDX-01",
    nama="Indeks contoh",
    komposit=True,
    variabel=(),
    pembangun=(IndikatorPembangun("Kota dalam angka", "Indeks pertama"), IndikatorPembangun("Sakernas", "Indeks kedua")),
)
DATA = MsIndSheet("Pemerintah Kota Contoh", "Dinas Contoh", 2024, META, (PLAIN, COMPOSITE), kurang=("Kegiatan: belum.",))


def grid(data: MsIndSheet) -> list[list[str | None]]:
    """Rows of the table as the workbook holds them, merged cells filled with what they say."""
    page = openpyxl.load_workbook(BytesIO(write_xlsx(msind_sheet(data)))).worksheets[0]
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    for area in page.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                values[row - 1][column - 1] = values[area.min_row - 1][area.min_col - 1]
    start = next(at for at, row in enumerate(values) if row[0] == "(1)")
    return values[start : start + 5]


def test_the_form_has_its_seventeen_columns_in_order() -> None:
    numbers, *_ = grid(DATA)
    assert numbers == [f"({number})" for number in range(1, 18)]
    table = next(block for block in msind_sheet(DATA).blocks if isinstance(block, Table))
    titles = [piece.words for row in table.header[:2] for cell in row.cells for piece in cell.pieces]
    assert titles == [
        "No", "Nama Indikator", "Konsep", "Definisi", "Interpretasi", "Metode/Rumus Penghitungan", "Ukuran", "Satuan",
        "Klasifikasi Penyajian", "Indikator Komposit? (Ya 1, Tidak 2)", "Indikator Pembangun", "Variabel Pembangun",
        "Level Estimasi", "Dapat Diakses Umum? (Ya 1, Tidak 2)", "Publikasi Ketersediaan", "Nama", "Kegiatan Penghasil",
        "Kode Kegiatan", "Nama",
    ]  # fmt: skip


def test_an_indicator_that_is_not_composite_names_its_variables_and_nothing_else() -> None:
    _, first, second, *_ = grid(DATA)
    assert first[9] == "2 (Tidak)"
    assert [first[10:15], second[10:15]] == [
        [None, None, "Laporan keragaan", None, "Koperasi sehat"],
        [None, None, "Laporan keragaan", None, "Koperasi yang dinilai"],
    ]
    assert first[:9] == second[:9]
    assert [first[6], first[7], first[8], first[15], first[16]] == [
        "Persentase", "persen", "Kecamatan", "Kota dan kecamatan", "1 (Ya)",
    ]  # fmt: skip


def test_a_composite_one_names_its_indicators_and_no_variables() -> None:
    *_, third, fourth = grid(DATA)
    assert third[9] == "1 (Ya)"
    assert third[10:15] == ["Kota dalam angka", "Indeks pertama", None, None, None]
    assert fourth[10:15] == ["Sakernas", "Indeks kedua", None, None, None]


def test_both_at_once_is_refused() -> None:
    with pytest.raises(ValueError, match="13 sampai 15"):
        replace(PLAIN, komposit=True)
    with pytest.raises(ValueError, match="11 dan 12"):
        replace(PLAIN, pembangun=(IndikatorPembangun("a", "b"),))


def test_what_nobody_stated_stays_empty_and_is_listed_as_missing() -> None:
    blank = MetadataIndikator("X-01", "Contoh", "", "", "", (), None, "", "", "", "", "", akses_umum=None)
    sheet = msind_sheet(replace(DATA, rows=(blank,)))
    _, row, *_ = grid(replace(DATA, rows=(blank,)))
    assert row[1] == "Contoh\nKode X-01"
    assert [value for at, value in enumerate(row) if at not in (0, 1, 9) and value] == []
    assert [block.words for block in sheet.blocks if isinstance(block, Missing)] == ["Kegiatan: belum."]


def test_the_head_says_who_fills_in_what() -> None:
    pairs = {pair.label: pair.items for pair in msind_sheet(DATA).blocks[0].pairs}
    assert pairs["Nama Kegiatan"] == ("belum diisi",)
    assert pairs["Kode Kegiatan"] == ("diisi petugas BPS",)
    assert pairs["Penyelenggara"] == ("Dinas Contoh, Pemerintah Kota Contoh",)


def test_on_screen_no_word_of_the_seventeen_columns_is_broken() -> None:
    printed = set("\n".join(pages_of(write_pdf(msind_sheet(DATA)))).split())
    heads = {
        "Metode/Rumus",
        "Penghitungan",
        "Ketersediaan",
        "Komposit?",
        "Klasifikasi",
        "Interpretasi",
        "Persentase",
        "Kecamatan",
    }
    assert heads - printed == set()
