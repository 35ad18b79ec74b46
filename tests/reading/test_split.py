"""Cells with several things in them are taken apart where the words show the cut, and nowhere else."""

from tolok.reading.split import is_formula, is_source, split_explanation, split_source


def test_a_formula_column_without_cut_is_one_formula() -> None:
    assert split_explanation("hari berangin / hari\nx 100%", "formula") == {"formula_teks": "hari berangin / hari x 100%"}


def test_lines_that_define_come_before_lines_that_compute() -> None:
    text = "Hari berangin : hari yang anginnya di atas ambang\n∑ hari berangin (tahun N)"
    assert split_explanation(text, "penjelasan") == {
        "definisi": "Hari berangin : hari yang anginnya di atas ambang",
        "formula_teks": "∑ hari berangin (tahun N)",
    }


def test_a_definition_alone_is_no_formula() -> None:
    assert split_explanation("Kincir baik : kincir yang berputar tanpa suara", "penjelasan") == {
        "definisi": "Kincir baik : kincir yang berputar tanpa suara"
    }


def test_labels_inside_a_cell_decide() -> None:
    text = "Alasan Pemilihan : Karena penting\nFormulasi Pengukuran : kincir baik / kincir x 100%\n"
    text += "Tipe Penghitungan : Kumulatif\nSumber Data : Catatan"
    assert split_explanation(text, "penjelasan") == {
        "alasan": "Karena penting",
        "formula_teks": "kincir baik / kincir x 100%",
        "tipe": "Kumulatif",
        "sumber_data": "Catatan",
    }


def test_headings_in_capitals_part_a_long_cell() -> None:
    text = "KONSEP DAN DEFINISI\nKincir adalah alat.\nMETODE PENGHITUNGAN INDIKATOR\ny = n / N × 100%\nDASAR HITUNG\n4 / 4"
    assert split_explanation(text, "penjelasan") == {"definisi": "Kincir adalah alat.", "formula_teks": "y = n / N × 100%"}


def test_a_reason_that_says_how_it_is_measured_gives_the_formula() -> None:
    text = "Kincir perlu dijaga, cara pengukuran kinerjanya yaitu jumlah kincir baik dibagi jumlah kincir dikalikan 100%"
    assert split_explanation(text, "alasan") == {
        "alasan": "Kincir perlu dijaga",
        "formula_teks": "jumlah kincir baik dibagi jumlah kincir dikalikan 100%",
    }


def test_source_and_owner_are_parted_by_capitals_or_lines() -> None:
    wanted = {"sumber_data": "Lap. Kincir", "penanggung_jawab": "BIDANG ANGIN"}
    assert split_source("Lap. Kincir BIDANG ANGIN") == wanted
    assert split_source("Lap. Kincir\nBIDANG ANGIN") == wanted
    assert split_source("Bidang Angin") == {"sumber_data": "Bidang Angin"}
    assert split_source("LHE INSPEKTORAT") == {"sumber_data": "LHE INSPEKTORAT"}


def test_formulas_and_sources_are_known_by_their_words() -> None:
    assert is_formula("Perbandingan kincir baik dengan kincir")
    assert not is_formula("Kincir yang berputar tanpa suara")
    assert is_source("Laporan tahunan")
    assert not is_source("Dilanjutkan tahun depan")
