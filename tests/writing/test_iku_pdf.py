"""The printed IKU is read back: every figure, every word, every page, also when the words are hostile."""

import ctypes
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
import typst

import tolok.writing
from tolok.values.issue import IssueError
from tolok.writing import pdf
from tolok.writing.glyphs import _RANGES, printable
from tolok.writing.iku import IkuRow, iku_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Formula, Heading, Pair, Pairs, Paragraph, Sheet, Signature
from writing.iku_example import IKU, RANTAI, ROWS, SNAPSHOT

LAYOUTS = ("pasuruan", "bekasi")
MARKUP = '#panic("x") $x$ @label <a> *bold* _it_ `raw` \\ // c /* d */ #{1/0} #eval("1") \\u{41} [b] ~ --- = H'
MANY = tuple(
    replace(
        ROWS[index % 6],
        kode=f"K-{index:02d}",
        jenjang="sasaran",
        tujuan_sasaran=f"Sasaran ke-{index // 2 + 1:02d}",
        realisasi_lalu="belum ada",
        target=f"{5000 + index},{index:02d}",
        realisasi="",
        capaian="",
        predikat="",
    )
    for index in range(40)
)


@dataclass(frozen=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def pages_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [document[index].get_textpage().get_text_range() for index in range(len(document))]


def squeezed(words: str) -> str:
    """Without the spaces and line ends that a page is free to choose."""
    return re.sub(r"\s", "", words)


def boxes(data: bytes, words: str) -> list[tuple[int, Box]]:
    """Where `words` stand, as (page, box of the whole)."""
    found = []
    with opened(data) as document:
        for page in range(len(document)):
            text = document[page].get_textpage()
            search = text.search(words)
            while hit := search.get_next():
                chars = [text.get_charbox(hit[0] + offset) for offset in range(hit[1])]
                sides = list(zip(*chars, strict=True))
                found.append((page, Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))))
    return found


def test_the_two_pages_of_the_example_hold_every_word_of_it() -> None:
    pages = pages_of(write_pdf(iku_sheet(IKU)))
    assert len(pages) == 2
    flat = squeezed("".join(pages))
    for row in ROWS:
        wanted = [row.tujuan_sasaran, row.indikator, row.penjelasan, row.sumber_data, row.penanggung_jawab.upper()]
        if row.formula:
            wanted += [row.formula.numerator, row.formula.denominator, row.formula.factor]
        assert [words for words in wanted if squeezed(words) not in flat] == []
    for words in (IKU.visi, *IKU.misi, *IKU.tujuan, IKU.tugas, *IKU.fungsi, "PEMERINTAH KOTA PASURUAN"):
        assert squeezed(words) in flat
    assert "Pasuruan, 7 Oktober 2024" in pages[1]
    assert "Ratna Widyastuti (contoh)" in pages[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_found_again_exactly_once_per_its_place(layout) -> None:
    text = "".join(pages_of(write_pdf(iku_sheet(IKU, layout))))
    given = Counter(
        figure
        for row in ROWS
        for figure in (row.realisasi_lalu, row.target, row.realisasi, row.capaian)
        if figure != "belum ada"
    )
    assert len(given) > 15
    assert Counter(re.findall(r"(?<![\d.,])[−-]?\d[\d.]*,\d+(?![\d,])", text)) == given
    assert text.count("belum ada") == 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_figure_stands_in_its_column_beside_its_indikator(layout) -> None:
    data = write_pdf(iku_sheet(IKU, layout))
    for row in ROWS[3:]:
        line = [boxes(data, figure)[0] for figure in (row.realisasi_lalu, row.target, row.realisasi, row.capaian)]
        assert len({page for page, _ in line}) == 1
        assert [box.left for _, box in line] == sorted(box.left for _, box in line)
        assert max(box.bottom for _, box in line) - min(box.bottom for _, box in line) < 2.5


def test_the_decimal_commas_of_a_column_stand_in_line() -> None:
    figures = ("168.402.517.300", "−0,90", "7,5", "1.234,567", "100,00")
    rows = tuple(replace(ROWS[0], kode=f"K-{i}", target=figure) for i, figure in enumerate(figures))
    data = write_pdf(iku_sheet(replace(IKU, rows=rows)))
    commas = []
    for figure in figures[1:]:
        ((page, _),) = boxes(data, figure)
        with opened(data) as document:
            text = document[page].get_textpage()
            at = text.search(figure).get_next()[0] + figure.index(",")
            commas.append(text.get_charbox(at)[0])
    ((_, whole),) = boxes(data, figures[0])
    assert max(commas) - min(commas) < 0.1
    assert abs(whole.right - commas[0]) < 2, "a whole number ends where the commas stand"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("unit", ["168.402.517.300", "−1.168.402.517.300,55", "9.999.168.402.517.300,00"])
def test_a_large_figure_is_never_broken_over_lines(layout, unit) -> None:
    row = replace(ROWS[0], realisasi_lalu=unit, target=unit, realisasi=unit, capaian=unit)
    data = write_pdf(iku_sheet(replace(IKU, rows=(row,)), layout))
    assert "".join(pages_of(data)).count(unit) == 4
    found = sorted((box for _, box in boxes(data, unit)), key=lambda box: box.left)
    assert all(box.top - box.bottom < 9 for box in found), "one line each"
    assert all(one.right < next_one.left for one, next_one in pairwise(found)), "none lies over its neighbour"


def test_a_fraction_has_its_numerator_above_its_denominator_and_the_factor_beside_them() -> None:
    row = replace(ROWS[0], formula=Formula("pembilang", "penyebut", "× 100%", (("N", "tahun berjalan"),)))
    data = write_pdf(iku_sheet(replace(IKU, rows=(row,))))
    ((_, above),), ((_, below),), ((_, factor),) = (boxes(data, words) for words in ("pembilang", "penyebut", "× 100%"))
    assert above.bottom > below.top
    assert below.bottom < (factor.top + factor.bottom) / 2 < above.top
    assert factor.left > max(above.right, below.right)
    assert "N = tahun berjalan" in "".join(pages_of(data))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_of_forty_rows_repeats_its_header_on_every_page(layout) -> None:
    pages = pages_of(write_pdf(iku_sheet(replace(IKU, rows=MANY), layout)))
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        assert page.count("Target 2024" if layout == "pasuruan" else "Sumber Data") == 1
        assert f"Halaman {number} dari {len(pages)}" in page
    assert Counter(re.findall(r"50\d\d,\d\d", "".join(pages))) == Counter(row.target for row in MANY)


def test_no_group_of_rows_is_torn_and_no_signature_stands_alone() -> None:
    pages = pages_of(write_pdf(iku_sheet(replace(IKU, rows=MANY))))
    for first, second in zip(MANY[::2], MANY[1::2], strict=True):
        (page,) = [page for page in pages if first.tujuan_sasaran in page]
        assert first.target in page
        assert second.target in page
    assert MANY[-1].target in next(page for page in pages if "Ratna Widyastuti" in page)


def test_the_only_group_stays_on_the_first_page_when_the_signature_does_not_fit_below_it() -> None:
    rows = (ROWS[3], replace(ROWS[3], kode="TK-03", indikator="Persentase temuan lain"))
    pages = pages_of(write_pdf(iku_sheet(replace(IKU, rows=rows))))
    assert len(pages) == 2
    assert "Persentase temuan lain" in pages[0]
    assert "Ratna Widyastuti" in pages[1]


def test_a_short_document_is_one_page() -> None:
    pages = pages_of(write_pdf(iku_sheet(replace(IKU, rows=ROWS[4:5], fungsi=()))))
    assert len(pages) == 1
    assert "Halaman 1 dari 1" in pages[0]


def test_every_page_says_who_when_and_from_which_vintage() -> None:
    for page in pages_of(write_pdf(iku_sheet(IKU))):
        assert "Dinas Koperasi dan Usaha Mikro · Sebagaimana diketahui 7 Oktober 2024, 14.10 WIB" in page
        assert f"Vintage V-2024-017 · Snapshot {SNAPSHOT} · Rantai {RANTAI[:16]}" in page


def test_a_long_list_of_vintages_does_not_push_the_foot_off_the_page() -> None:
    meta = replace(IKU.meta, vintage=tuple(f"V-{index:03d}" for index in range(90)), diketahui="k" * 10_000)
    (page,) = pages_of(write_pdf(iku_sheet(replace(IKU, rows=ROWS[4:5], fungsi=(), meta=meta))))
    assert "Vintage V-000, V-001, V-002, V-003 dan 86 lainnya" in page
    assert "Halaman 1 dari 1" in page
    assert SNAPSHOT in page


def test_a_draft_says_so_on_every_page_and_nothing_else_does() -> None:
    draft = replace(IKU, rows=MANY, meta=replace(IKU.meta, draf=True))
    pages = pages_of(write_pdf(iku_sheet(draft)))
    assert len(pages) >= 4
    assert all("DRAF, bukan angka resmi" in page and re.search(r"DRAF\b(?!,)", page) for page in pages)
    assert "DRAF" not in "".join(pages_of(write_pdf(iku_sheet(IKU))))


def test_the_paper_is_f4_landscape_and_the_standard_pdf_a_2b() -> None:
    data = write_pdf(iku_sheet(IKU))
    with opened(data) as document:
        width, height = document[0].get_size()
        meta = document.get_metadata_dict()
        outline = [item.get_title() for item in document.get_toc()]
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (330, 215)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    assert meta["Title"] == "INDIKATOR KINERJA UTAMA TAHUN 2024"
    assert meta["Author"] == "Dinas Koperasi dan Usaha Mikro"
    assert meta["CreationDate"].startswith("D:20241007")
    assert outline == ["INDIKATOR KINERJA UTAMA TAHUN 2024"]


def test_every_font_is_embedded_and_comes_with_the_typesetter() -> None:
    names = set()
    with opened(write_pdf(iku_sheet(IKU))) as document:
        for page in (document[index] for index in range(len(document))):
            for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=6):
                font = raw.FPDFTextObj_GetFont(item.raw)
                assert raw.FPDFFont_GetIsEmbedded(font) == 1
                name = ctypes.create_string_buffer(200)
                raw.FPDFFont_GetBaseFontName(font, name, 200)
                names.add(name.value.decode().split("+")[-1])
    assert {"LibertinusSerif-Regular", "LibertinusSerif-Semibold"} <= names
    assert names <= {"LibertinusSerif-Regular", "LibertinusSerif-Semibold", "DejaVuSansMono"}


def test_the_same_sheet_gives_the_same_bytes_also_in_another_process() -> None:
    first = write_pdf(iku_sheet(IKU))
    assert write_pdf(iku_sheet(replace(IKU))) == first
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from writing.iku_example import IKU; from tolok.writing.iku import iku_sheet\n"
        "from tolok.writing.pdf import write_pdf\n"
        "sys.stdout.buffer.write(write_pdf(iku_sheet(IKU)))"
    )
    roots = [str(Path(tolok.writing.__file__).parents[2]), str(Path(__file__).parents[1])]
    ran = subprocess.run([sys.executable, "-c", code, *roots], capture_output=True, check=True, cwd="/")
    assert ran.stdout == first


# --- hostile words


def hostile_row(words: str) -> IkuRow:
    return replace(
        ROWS[0],
        tujuan_sasaran=words,
        indikator=words,
        satuan=words,
        penjelasan=words,
        alasan=words,
        formula=Formula(words, words, words, ((words, words),)),
        sumber_data=words,
        penanggung_jawab=words,
        realisasi_lalu=words,
        target=words,
        realisasi=words,
        capaian=words,
        predikat=words,
        vintage=words,
        keterangan=words,
    )


def hostile_sheet(words: str, layout: str = "pasuruan") -> Sheet:
    meta = replace(IKU.meta, vintage=(words,), snapshot=words, rantai=words, diketahui=words)
    data = replace(
        IKU,
        pemda=words,
        perangkat_daerah=words,
        meta=meta,
        rows=(hostile_row(words),),
        visi=words,
        misi=(words, words),
        tujuan=(words,),
        tugas=words,
        fungsi=(words, words),
        signature=Signature(words, words, words, words, words),
    )
    return iku_sheet(data, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_markup_in_every_field_is_printed_as_it_was_typed(layout) -> None:
    flat = squeezed("".join(pages_of(write_pdf(hostile_sheet(MARKUP, layout)))))
    row = 15 if layout == "pasuruan" else 17
    assert flat.count(squeezed(MARKUP)) >= row


def test_the_template_evaluates_nothing() -> None:
    template = Path(tolok.writing.__file__).with_name("sheet.typ").read_text("utf-8")
    code = "\n".join(line for line in template.splitlines() if not line.startswith("//"))
    assert not re.search(r"\b(eval|read|import|include|plugin|yaml|toml|xml|csv)\b", code)
    assert code.count("sys.inputs") == 1, "where the data enter"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("emoji 😀👍🏽", "emoji[U+1F600][U+1F44D][U+1F3FD]"),
        ("bel\x07 esc\x1b nul\x00", "bel[U+0007]esc[U+001B]nul[U+0000]"),
        ("arah \u202egnp.exe", "arah[U+202E]gnp.exe"),
        ("lone \ud83d", "lone[U+D83D]"),
        ("中文", "[U+4E2D][U+6587]"),
        ("ko\u00adpe\u200bra\ufeffsi", "koperasi"),
        ("satu\ttab dua\r\nbaris\rtiga", "satutabduabaristiga"),
        ("e\u0301 ≥ ≤ ∑ × − – “kutip” ½ m² Rp\u00a05", "é≥≤∑×−–“kutip”½m²Rp5"),
    ],
)
def test_signs_without_a_glyph_are_printed_by_their_number(typed, printed) -> None:
    flat = squeezed("".join(pages_of(write_pdf(hostile_sheet(typed)))))
    assert flat.count(printed) >= 12


def test_words_from_right_to_left_keep_their_letters() -> None:
    text = "".join(pages_of(write_pdf(iku_sheet(replace(IKU, visi="שלום עולם")))))
    assert sorted(re.findall("[א-ת]", text)) == sorted("שלוםעולם")
    write_pdf(hostile_sheet("الكلمة العربية"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_cell_of_ten_thousand_signs_runs_over_pages_and_stays_on_the_paper(layout) -> None:
    row = replace(ROWS[0], sumber_data="Q" * 10_000, indikator="kata " * 2_000, target="9" * 300)
    data = write_pdf(iku_sheet(replace(IKU, rows=(row, *ROWS[1:])), layout))
    pages = pages_of(data)
    assert len(pages) > 5
    assert sum(page.count("Q") for page in pages) == 10_000
    assert sum(page.count("kata") for page in pages) >= 2_000
    assert "".join(pages).count("9") >= 300
    with opened(data) as document:
        for page in (document[index] for index in range(len(document))):
            text, (width, height) = page.get_textpage(), page.get_size()
            for left, bottom, right, top in map(text.get_charbox, range(text.count_chars())):
                assert left >= 0 and bottom >= 0 and right <= width and top <= height


def test_a_long_word_breaks_without_a_hyphen_and_a_code_does_not_break() -> None:
    long = "mempertanggungjawabkannya" * 6
    row = replace(ROWS[0], indikator=long, vintage="2024-KOP-01-v3")
    text = "".join(pages_of(write_pdf(iku_sheet(replace(IKU, rows=(row,)), "bekasi"))))
    assert long in squeezed(text)
    assert "2024-KOP-01-v3" in text


def test_every_sign_of_the_repertoire_can_be_printed_in_every_weight() -> None:
    signs = [chr(code) for first, last in _RANGES for code in range(first, last + 1)]
    plain, strong = " ".join(signs), " ".join(signs)
    blocks = (Paragraph(plain), Paragraph(plain, note=True), Pairs((Pair(strong, ("x",)),)), Heading("Bab", 2))
    data = write_pdf(replace(iku_sheet(IKU), blocks=blocks, landscape=False))
    assert "[U+" not in "".join(pages_of(data))
    assert printable(plain).count("[U+") == 0


def test_a_text_that_cannot_be_shaped_is_printed_in_latin_letters_and_then_refused(monkeypatch) -> None:
    """No known text makes the typesetter stop, so here its place is taken by one that stops as it would."""

    class PanicException(BaseException):
        pass

    real, seen = typst.compile, []

    def stops_on_hebrew(*args, **named):
        seen.append(named["sys_inputs"]["sheet"])
        if "\\u05e9" in seen[-1]:
            raise PanicException
        return real(*args, **named)

    def stops_always(*args, **named):
        raise typst.TypstError("tidak dapat")

    sheet = iku_sheet(replace(IKU, visi="ש"))
    monkeypatch.setattr(pdf.typst, "compile", stops_on_hebrew)
    assert "[U+05E9]" in "".join(pages_of(write_pdf(sheet)))
    assert len(seen) == 2
    monkeypatch.setattr(pdf.typst, "compile", stops_always)
    with pytest.raises(IssueError) as caught:
        write_pdf(sheet)
    assert caught.value.issues[0].kode == "TLK-P001"
