"""The card of an indicator is read back: what it means, its fraction, its targets and results, its worked example."""

from dataclasses import replace

import pytest

from tolok.writing.kartu import Kartu, KartuSheet, TabelContoh, kartu_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Cell, Heading, PageBreak, Table
from writing.rencana_example import KARTU, KARTU_SHEET
from writing.test_iku_pdf import MARKUP, boxes, pages_of, squeezed


def facts_of(one: Kartu) -> dict[str, Cell]:
    table = next(block for block in kartu_sheet(replace(KARTU_SHEET, kartu=(one,))).blocks if isinstance(block, Table))
    return {row.cells[0].pieces[0].words: row.cells[1] for group in table.groups for row in group.rows}


def test_one_card_holds_every_word_and_figure_of_it() -> None:
    text = "".join(pages_of(write_pdf(kartu_sheet(KARTU_SHEET))))
    flat = squeezed(text)
    told = (
        KARTU.definisi, KARTU.alasan, KARTU.pengecualian, KARTU.rumus_teks, KARTU.versi, *KARTU.kutipan, *KARTU.dasar,
        KARTU.keputusan[0][0], KARTU.keputusan[0][1], "A = jumlah volume usaha koperasi", "KOP-03/2023/1",
        "Hasilnya: 6,50%.", "1.065.000.000", "128,41", "1,54", "4,56",
    )  # fmt: skip
    assert [words for words in told if squeezed(words) not in flat] == []


def test_the_formula_is_one_fraction_with_its_factor_beside_it() -> None:
    data = write_pdf(kartu_sheet(KARTU_SHEET))
    ((_, above),) = boxes(data, "A(n) − A(n−1)")
    ((_, factor),) = boxes(data, "× 100%")
    below = [box for _, box in boxes(data, "A(n−1)") if box.top < above.bottom]
    assert len(below) == 1
    assert below[0].bottom < (factor.top + factor.bottom) / 2 < above.top


def test_what_nobody_wrote_is_said_to_be_unwritten() -> None:
    cells = facts_of(replace(KARTU, alasan="", definisi=" ", formula=None, kalimat="", rumus_teks="", keputusan=()))
    for label in ("Alasan pemilihan", "Definisi", "Formulasi", "Keputusan"):
        assert [piece.words for piece in cells[label].pieces] == ["belum ditulis"]
    assert cells["Satuan"].pieces[0].words == "%"


def test_a_card_without_a_published_figure_says_so() -> None:
    text = "".join(pages_of(write_pdf(kartu_sheet(replace(KARTU_SHEET, kartu=(replace(KARTU, realisasi=()),))))))
    assert "Belum ada realisasi yang terbit." in text
    assert "128,41" not in text


def test_several_cards_follow_each_other_each_under_its_name_on_pages_of_its_own() -> None:
    sheet = kartu_sheet(replace(KARTU_SHEET, kartu=(KARTU, replace(KARTU, kode="UM-01", nama="Usaha mikro naik kelas"))))
    headings = [block.words for block in sheet.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [f"KOP-03 {KARTU.nama}", "UM-01 Usaha mikro naik kelas"]
    assert sum(isinstance(block, PageBreak) for block in sheet.blocks) == 1
    pages = pages_of(write_pdf(sheet))
    (begin,) = [page for page in pages if "UM-01 Usaha mikro naik kelas" in page]
    assert "Hasilnya" not in begin.split("UM-01 Usaha mikro naik kelas")[0]


@pytest.mark.parametrize("lines", [1, 8, 16, 24])
def test_an_example_is_never_left_alone_on_the_next_page(lines: int) -> None:
    longer = replace(KARTU, dasar=tuple(f"Peraturan contoh nomor {one}" for one in range(lines)))
    pages = pages_of(write_pdf(kartu_sheet(replace(KARTU_SHEET, kartu=(longer,)))))
    places = [
        [at for at, page in enumerate(pages) if words in page] for words in ("Target KOP-03", "Realisasi KOP-03", "Hasilnya")
    ]
    assert places[0] == places[1] == places[2] and len(places[0]) == 1


def test_no_card_at_all_is_no_document() -> None:
    with pytest.raises(ValueError, match="tidak ada kartu"):
        KartuSheet("", "", "", KARTU_SHEET.meta, ())


def test_an_example_that_is_wide_and_short_is_turned() -> None:
    wide = TabelContoh("Kuesioner", tuple(f"Unsur {i}" for i in range(9)), (tuple("123456789"), tuple("987654321")))
    one = replace(KARTU, contoh=replace(KARTU.contoh, tabel=(wide,)))
    table = [block for block in kartu_sheet(replace(KARTU_SHEET, kartu=(one,))).blocks if isinstance(block, Table)][-1]
    assert [cell.pieces[0].words for cell in table.header[0].cells] == ["Isian", "Baris 1", "Baris 2"]
    assert [cell.pieces[0].words for cell in table.groups[0].rows[8].cells] == ["Unsur 8", "9", "1"]


def test_figures_of_an_example_are_set_under_each_other_and_years_are_not() -> None:
    table = [block for block in kartu_sheet(KARTU_SHEET).blocks if isinstance(block, Table)][-1]
    assert [column.align for column in table.columns] == ["left", "left", "number"]


def test_markup_in_every_word_is_printed_as_it_was_typed() -> None:
    names = (
        "tujuan_sasaran", "kota", "alasan", "definisi", "kalimat", "rumus_teks", "satuan", "arah", "tipe", "frekuensi",
        "sumber_data", "penanggung_jawab", "populasi", "pengecualian", "pembulatan", "versi",
    )  # fmt: skip
    one = replace(KARTU, **dict.fromkeys(names, MARKUP), kutipan=(MARKUP,), dasar=(MARKUP,), keputusan=((MARKUP, MARKUP),))
    flat = squeezed("".join(pages_of(write_pdf(kartu_sheet(replace(KARTU_SHEET, kartu=(one,)))))))
    assert flat.count(squeezed(MARKUP)) == len(names) + 4
