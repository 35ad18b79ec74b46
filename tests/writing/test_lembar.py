"""The calculation sheet on paper: the whole calculation, rows parted without rest, never a row itself."""

import io
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from docx import Document

from tolok.formula.layout import Letter, typeset
from tolok.formula.parser import parse
from tolok.writing.docx import write_docx
from tolok.writing.lembar import LembarSheet, formula_piece, lembar_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Formula, Heading
from writing.test_iku_pdf import pages_of, squeezed
from writing.ukur_example import HOSTILE, LEMBAR, META, cells_of, missing_in, tables_of, words_in


def said(letter: Letter) -> str:
    return f"{letter.huruf}{letter.years_back or ''}"


def piece(text: str) -> Formula:
    return formula_piece(typeset(parse(text)).layout, said)


def test_the_sheet_stands_upright_and_its_parts_are_numbered_in_order() -> None:
    sheet = lembar_sheet(LEMBAR)
    heads = [block.words for block in sheet.blocks if isinstance(block, Heading) and block.level == 2]
    assert not sheet.landscape
    assert [head.split(". ")[0] for head in heads] == [str(n) for n in range(1, 11)]
    assert sheet.judul == ("LEMBAR HITUNG", "KOP-03 Pertumbuhan volume usaha", "Tahun 2024, terbitan 2")


def test_every_exclusion_stands_below_its_total_with_count_and_reason() -> None:
    totals = cells_of(tables_of(lembar_sheet(LEMBAR))[2])
    assert totals[0][2:] == ["168.402.517.300", "211", "0", "9", "220"]
    assert [row[:2] for row in totals[1:3]] == [
        ["dikecualikan: tidak ada di tahun 2023", "4"],
        ["dikecualikan: volume usaha kosong", "5"],
    ]


def test_a_figure_from_outside_says_that_it_has_no_rows() -> None:
    assert cells_of(tables_of(lembar_sheet(LEMBAR))[2])[3][2:] == ["73,46", "angka dari luar register"]


def test_every_word_is_read_back_from_the_pdf_and_from_word() -> None:
    sheet = lembar_sheet(LEMBAR)
    pdf = squeezed("".join(pages_of(write_pdf(sheet))))
    word = squeezed("".join(Document(io.BytesIO(write_docx(sheet))).element.itertext()))
    assert [text for text in words_in(sheet) if squeezed(text) not in pdf] == []
    assert [text for text in words_in(sheet) if squeezed(text) not in word] == []


def test_no_hash_is_broken_over_two_lines() -> None:
    widest = "d" * 64  # no sign of a hash is wider
    data = replace(
        LEMBAR, sidik=(("Potret seluruhnya", widest),), bukti=tuple(replace(one, sidik=widest) for one in LEMBAR.bukti)
    )
    lines = "\n".join(pages_of(write_pdf(lembar_sheet(data)))).split()
    assert lines.count(widest) == 1 + len(LEMBAR.bukti) > 1


def test_parts_without_content_are_left_out_and_the_numbers_close_up() -> None:
    bare = replace(LEMBAR, parameter=(), capaian=(), bukti=(), terbitan=(), perubahan=())
    heads = [block.words for block in lembar_sheet(bare).blocks if isinstance(block, Heading) and block.level == 2]
    assert [head.split(". ")[1] for head in heads] == [
        "Hasil", "Rumus", "Total register dan pembagian barisnya", "Definisi yang dipakai", "Potret data dan mesin hitung",
        "Persetujuan",
    ]  # fmt: skip
    assert heads[-1].startswith("6. ")


def test_a_typed_figure_says_so_with_its_reason_and_asks_for_evidence() -> None:
    typed = replace(LEMBAR, diketik="register belum dibuka", total=(), bukti=(), langkah=(), rumus=LEMBAR.rumus[:1])
    sheet = lembar_sheet(typed)
    assert "Angka ini diketik, tidak dihitung dari register. Alasannya: register belum dibuka" in words_in(sheet)
    assert missing_in(sheet) == [
        "Tidak ada total register: angka ini tidak dihitung.", "Belum ada langkah persetujuan.",
        "Angka yang diketik belum berbukti.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pertumbuhan(jumlah(koperasi.aset))", Formula("A − A1", "A1", "× 100")),
        ("banyak(koperasi) / banyak(usaha)", Formula("A", "B")),
        ("(banyak(koperasi) + banyak(usaha)) / 9 * 25", Formula("A + B", "9", "× 25")),
        ("banyak(koperasi) - banyak(usaha)", Formula("A − B")),
        ("banyak(koperasi) / banyak(usaha) + 1", Formula("A", "B", "+ 1")),
        ("1 + banyak(koperasi) / (banyak(usaha) + 2)", Formula("1 + A ÷ (B + 2)")),
        ("banyak(koperasi) / banyak(usaha) + banyak(koperasi) / 2", Formula("A ÷ B + A ÷ 2")),
    ],
)  # fmt: skip
def test_a_formula_is_one_fraction_with_a_factor_or_one_line(text: str, expected: Formula) -> None:
    assert piece(text) == expected


def test_a_fraction_in_a_fraction_keeps_its_brackets() -> None:
    found = piece("(banyak(koperasi) / banyak(usaha)) / (banyak(koperasi) / 2)")
    assert (found.numerator, found.denominator) == ("A ÷ B", "A ÷ 2")
    deep = piece("1 - banyak(koperasi) / (banyak(usaha) / (banyak(koperasi) + 2))")
    assert deep.numerator == "1 − A ÷ (B ÷ (A + 2))"


def hostile_lembar() -> LembarSheet:
    """Every text of the sheet, however deep, replaced by hostile words."""

    def spoilt(value: object) -> object:
        if isinstance(value, str):
            return HOSTILE
        if isinstance(value, tuple):
            return tuple(spoilt(one) for one in value)
        if value is META or isinstance(value, (bool, int, Fraction)):
            return value
        return replace(value, **{one.name: spoilt(getattr(value, one.name)) for one in fields(value)})  # type: ignore[call-overload,type-var]  # any of the row kinds

    return spoilt(LEMBAR)  # type: ignore[return-value]  # the same kind goes out


def test_hostile_words_in_every_field_stay_words() -> None:
    sheet = lembar_sheet(hostile_lembar())
    text = squeezed("".join(pages_of(write_pdf(sheet))))
    assert text.count('#panic("x")$x$=1+1<w:p/>&') >= 30
    Document(io.BytesIO(write_docx(sheet)))
