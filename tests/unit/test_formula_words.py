"""A formula in words and as a fraction: what an official signs."""

from xml.etree import ElementTree

import pytest
import typst as typesetter

from spec.drawing import VOCABULARY, understood
from tolok.formula.describe import describe, describe_term
from tolok.formula.layout import OMML, Letter, letter_with_year, mathml, omml, typeset, typst
from tolok.formula.parser import WORDS, parse


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("banyak(usaha)", "banyaknya usaha"),
        ("banyak(usaha) tahun lalu", "banyaknya usaha tahun lalu"),
        ("banyak(usaha yang binaan) tahun n-2", "banyaknya usaha 2 tahun sebelumnya yang dibina"),
        ("banyak(temuan) dalam triwulan", "banyaknya temuan dalam triwulan itu saja"),
        ("jumlah(usaha.omset - usaha.biaya)", "jumlah omset dikurangi biaya usaha"),
        ("rata(usaha.skor yang bukan binaan)", "rata-rata skor usaha yang tidak dibina"),
        ("persen(temuan yang selesai)", "persentase temuan yang ditindaklanjuti dari semua temuan"),
        ('persen(usaha yang binaan dari sektor = "jasa")',
         "persentase usaha yang dibina dari usaha yang sektor adalah jasa"),
        ("persen(temuan yang selesai; penyebut semua)",
         "persentase temuan yang ditindaklanjuti dari semua temuan, yang tidak diketahui tetap di penyebut"),
        ("pertumbuhan(jumlah(koperasi.volume))",
         "pertumbuhan jumlah volume usaha koperasi terhadap tahun lalu dalam persen"),
        ("(banyak(usaha) - 1) / banyak(usaha) * 100", "(banyaknya usaha dikurangi 1) dibagi banyaknya usaha dikali 100"),
        ("-(banyak(usaha) + 1)", "negatif dari (banyaknya usaha ditambah 1)"),
        ("terbesar(banyak(usaha); 5)", "yang terbesar antara banyaknya usaha dan 5"),
        ("(banyak(usaha) + 1) tahun lalu", "(banyaknya usaha ditambah 1) tahun lalu"),
        ("banyak(usaha yang binaan atau aktif)", "banyaknya usaha yang dibina atau aktif"),
        ("banyak(usaha yang binaan dan (aktif atau omset > 5))",
         "banyaknya usaha yang dibina dan (aktif atau omset lebih dari 5)"),
        ("banyak(usaha yang bukan (binaan dan aktif))", "banyaknya usaha yang bukan (dibina dan aktif)"),
        ('banyak(usaha yang kelas(omset; "Tangga A") > kelas(omset tahun lalu; "Tangga A"))',
         "banyaknya usaha yang kelas omset menurut Tangga A lebih tinggi daripada kelas omset tahun lalu menurut Tangga A"),
        ("banyak(usaha yang mulai ≤ akhir periode)", "banyaknya usaha yang tanggal mulai paling lambat akhir periode"),
        ("banyak(usaha yang hari(mulai; akhir periode) > 60)",
         "banyaknya usaha yang banyaknya hari dari tanggal mulai sampai akhir periode lebih dari 60"),
        ("banyak(usaha yang ada(omset) dan kosong(biaya tahun lalu))",
         "banyaknya usaha yang omset terisi dan biaya tahun lalu kosong"),
        ('banyak(usaha yang sektor dalam ("dagang"; "jasa"))', "banyaknya usaha yang sektor termasuk dagang atau jasa"),
        ("banyak(usaha yang -omset < param(batas_omset))",
         "banyaknya usaha yang negatif dari omset kurang dari parameter batas omset"),
        ("data(pdrb) * param(ambang)", "PDRB dikali parameter ambang"),
        ('A = banyak(usaha) "usaha binaan dinas"\nA / A tahun lalu',
         "usaha binaan dinas dibagi usaha binaan dinas tahun lalu"),
    ],
)  # fmt: skip
def test_a_formula_is_said_back_in_words(formula: str, sentence: str) -> None:
    assert describe(understood(formula).formula, VOCABULARY) == sentence


def test_the_two_halves_of_a_percentage_have_words_of_their_own() -> None:
    expr = parse("persen(usaha yang binaan dari aktif)").expr
    assert describe_term(expr, VOCABULARY, "above") == "usaha yang dibina"
    assert describe_term(expr, VOCABULARY, "below") == "usaha yang aktif"


SHAPES = [
    "banyak(usaha)", "pertumbuhan(jumlah(usaha.omset))", "persen(usaha yang binaan)", "-banyak(usaha) * -2",
    "terbesar(banyak(usaha); 5) / (banyak(usaha) - 1)", "(rata(usaha.skor) + rata(usaha.skor) tahun lalu) / 2 * 25",
    'Nama = banyak(usaha) "a"\nNama / (Nama tahun lalu + 1)', "data(pdrb) - 1,5 * data(pdrb) tahun n-2",
]  # fmt: skip


@pytest.mark.parametrize("formula", SHAPES)
def test_all_three_spellings_are_well_formed(formula: str) -> None:
    layout = typeset(parse(formula)).layout
    speak = letter_with_year(2024)
    ElementTree.fromstring(mathml(layout, speak, "rumus"))
    ElementTree.fromstring(omml(layout, speak))
    document = f"#set page(width: auto, height: auto)\n$ {typst(layout, speak)} $".encode()
    assert typesetter.compile(document, format="svg").startswith(b"<svg")


def test_hostile_texts_stay_texts_in_every_spelling() -> None:
    layout = typeset(parse("pertumbuhan(banyak(usaha))")).layout
    nasty = '</math><script>"\\" $ #import "x" & <m:r>'

    def speak(letter: Letter) -> str:
        return nasty

    assert "<script>" not in mathml(layout, speak, nasty)
    assert ElementTree.fromstring(omml(layout, speak)).findtext(f".//{{{OMML}}}t") == nasty
    document = f"#set page(width: auto, height: auto)\n$ {typst(layout, speak)} $".encode()
    assert typesetter.compile(document, format="svg").startswith(b"<svg")


def test_the_fraction_of_growth() -> None:
    layout = typeset(parse("pertumbuhan(banyak(usaha))")).layout
    assert typst(layout, letter_with_year(2024)) == 'frac("A"_"2024" - "A"_"2023", "A"_"2023") "× 100"'


def test_a_column_may_begin_with_a_word_of_the_language() -> None:
    for word in WORDS:
        tree = parse(f"banyak(usaha yang {word}_lain > 1 dan {word}an)")
        assert f"{word}_lain" in repr(tree) and f"{word}an" in repr(tree)
