"""Born-digital PDFs: cells and spans as drawn, fractions written out, pages however turned, files that must not pass."""

import io
import time

import pypdfium2
import pytest

from reading.halaman import HEAD, PK, by_hand, lines, shape, typeset, words
from tolok.reading.load import load
from tolok.reading.paper import Grid, Line
from tolok.reading.pdf_in import MOST_PAGES, load_pdf
from tolok.values.issue import IssueError
from tolok.writing.iku import iku_sheet
from tolok.writing.pdf import write_pdf
from writing.iku_example import IKU, ROWS

EXPECTED = {
    (0, 0): (2, 1, "No"), (0, 1): (2, 1, "Sasaran"), (0, 2): (2, 1, "Indikator Kinerja"), (0, 3): (1, 2, "Target"),
    (1, 3): (1, 1, "2024"), (1, 4): (1, 1, "2025"),
    (2, 0): (2, 1, "1"), (2, 1): (2, 1, "Meningkatnya koperasi yang tumbuh"),
    (2, 2): (1, 1, "Persentase koperasi yang tumbuh volume usahanya"), (2, 3): (1, 1, "7,73 %"), (2, 4): (1, 1, "8,10 %"),
    (3, 2): (1, 1, "Jumlah wirausaha baru"), (3, 3): (1, 1, "3.300"), (3, 4): (1, 1, "4.800"),
    (4, 0): (1, 1, "2"), (4, 1): (1, 1, "Meningkatnya tata kelola"), (4, 2): (1, 1, "Nilai SAKIP perangkat daerah"),
    (4, 3): (1, 1, "BB"), (4, 4): (1, 1, "A"),
}  # fmt: skip


def grids(data: bytes) -> list[Grid]:
    return list(load_pdf(data, "uji.pdf").grids)


def test_cells_and_spans_are_those_that_were_drawn() -> None:
    paper = load(typeset(PK), "pk.pdf")
    assert [shape(grid) for grid in paper.grids] == [EXPECTED]
    assert paper.kind == "pdf" and not paper.issues
    assert lines(paper) == ["PERJANJIAN KINERJA TAHUN 2024"]
    assert all(not cell.doubt for grid in paper.grids for cell in grid.cells)


def test_every_box_lies_on_its_page_and_around_its_words() -> None:
    paper = load_pdf(typeset(PK), "pk.pdf")
    page = paper.pages[0]
    assert (page.width, page.height) == (560, 400)
    cells = {words(cell): cell for grid in paper.grids for cell in grid.cells}
    for cell in cells.values():
        assert cell.box and 0 <= cell.box.left < cell.box.right <= page.width
        assert 0 <= cell.box.top < cell.box.bottom <= page.height
    assert cells["2024"].box.top == pytest.approx(cells["Target"].box.bottom)
    assert cells["Target"].box.right - cells["Target"].box.left == pytest.approx(140, abs=2)
    assert cells["3.300"].page == 1


@pytest.mark.parametrize("layout", ["pasuruan", "bekasi"])
def test_the_printed_iku_is_read_back_with_all_its_figures_and_formulas(layout: str) -> None:
    paper = load_pdf(write_pdf(iku_sheet(IKU, layout)), "iku.pdf")
    held = {words(cell) for grid in paper.grids for cell in grid.cells}
    everything = " ".join(held)
    for row in ROWS:
        assert row.target in held and row.realisasi in held
        assert row.tujuan_sasaran in held
        if row.formula and row.formula.denominator:
            assert f"({row.formula.numerator}) / ({row.formula.denominator})" in everything
    assert not [cell for grid in paper.grids for cell in grid.cells if cell.doubt]
    assert {grid.page for grid in paper.grids} == {page.number for page in paper.pages}


def test_a_table_over_pages_is_one_grid_per_page() -> None:
    rows = "".join(f"[{n}], [Jumlah kegiatan ke-{n}], [{n}00],\n" for n in range(1, 41))
    found = grids(typeset(f"#table(columns: 3, table.header([No], [Indikator], [Target]), {rows})"))
    assert [grid.page for grid in found] == list(range(1, len(found) + 1)) and len(found) > 2
    assert all(words(grid.cells[0]) == "No" for grid in found)
    numbers = [words(cell) for grid in found for cell in grid.cells if cell.column == 0 and cell.row]
    assert numbers == [str(n) for n in range(1, 41)]


def test_tables_and_lines_of_a_page_stand_in_reading_order() -> None:
    data = typeset("Pertama\n#table(columns: 2, [a], [1], [b], [2])\nKedua\n#table(columns: 2, [c], [3], [d], [4])\nKetiga")
    told = [block.text if isinstance(block, Line) else words(block.cells[0]) for block in load_pdf(data, "x").blocks]
    assert told == ["Pertama", "a", "Kedua", "c", "Ketiga"]


def test_a_table_without_outer_borders_keeps_its_outer_columns() -> None:
    data = typeset(
        "#table(columns: (60pt, 60pt, 60pt), stroke: none, [a], table.vline(), [b], table.vline(), [c], table.hline(),"
        "[1], [2], [3], table.hline(), [4], [5], [6])"
    )
    assert [words(cell) for cell in grids(data)[0].cells] == ["a", "b", "c", "1", "2", "3", "4", "5", "6"]


def test_a_frame_around_the_page_is_no_table() -> None:
    data = typeset("#rect(width: 100%, height: 100%)[Bab I #table(columns: 2, [a], [b], [c], [d])]")
    paper = load_pdf(data, "x")
    assert [words(cell) for grid in paper.grids for cell in grid.cells] == ["a", "b", "c", "d"]
    assert lines(paper) == ["Bab I"]


def test_an_underline_is_no_fraction_and_a_fraction_is_one() -> None:
    data = typeset(
        "#table(columns: 200pt, [#underline[Formulasi] \\ jumlah koperasi], [$frac(upright(a + b), upright(c)) times 100%$])"
    )
    first, second = (words(cell) for cell in grids(data)[0].cells)
    assert first == "Formulasi jumlah koperasi"
    assert second.replace(" ", "") == "(a+b)/(c)×100%"


def test_a_raised_digit_never_joins_the_number_before_it() -> None:
    data = typeset(
        "#set super(typographic: false)\n#set sub(typographic: false)\n"
        "#table(columns: 100pt, [95#super[1)]], [m#super[2]], [CO#sub[2]])"
    )
    assert [words(cell) for cell in grids(data)[0].cells] == ["95¹⁾", "m²", "CO₂"]


def test_text_on_its_side_in_a_cell_is_read_as_one_text() -> None:
    data = typeset("#table(columns: 2, [#rotate(-90deg, reflow: true)[Triwulan satu]], [Isi dari kolom kedua], [1], [2])")
    assert [words(cell) for cell in grids(data)[0].cells] == ["Triwulan satu", "Isi dari kolom kedua", "1", "2"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_turned_by_its_file_is_read_the_same(angle: int) -> None:
    book = pypdfium2.PdfDocument(typeset(PK))
    page = book[0]
    page.set_rotation(angle)
    target = io.BytesIO()
    book.save(target)
    paper = load_pdf(target.getvalue(), "x")
    assert [shape(grid) for grid in paper.grids] == [EXPECTED]
    size = paper.pages[0]
    assert (size.width, size.height) == ((400, 560) if angle in (90, 270) else (560, 400))
    for cell in next(paper.grids).cells:
        assert cell.box and -1 <= cell.box.left < cell.box.right <= size.width + 1 and cell.box.bottom <= size.height + 1


@pytest.mark.parametrize("angle", [90, -90])
def test_a_page_printed_sideways_is_read_the_same(angle: int) -> None:
    head = HEAD.replace("width: 560pt, height: 400pt", "width: 400pt, height: 560pt")
    paper = load_pdf(typeset(f"#rotate({angle}deg, reflow: true)[#block(width: 480pt)[{PK}]]", head), "x")
    assert [shape(grid) for grid in paper.grids] == [EXPECTED]
    upper = {words(cell): cell.box for cell in next(paper.grids).cells}
    assert upper["No"] and upper["Target"]
    assert (upper["No"].top < upper["Target"].top) == (angle == 90)


def test_columns_without_lines_are_a_table_where_their_rows_are_numbered() -> None:
    data = typeset(
        "#table(columns: (25pt, 240pt, 80pt), stroke: none, inset: 3pt, [No], [Indikator Kinerja], [Target],"
        "[1.], [Persentase koperasi yang sehat], [8,50], [2.], [Jumlah wirausaha baru yang dilatih], [3.300],"
        "[3.], [Nilai SAKIP], [75,00])"
    )
    (grid,) = grids(data)
    assert [words(cell) for cell in grid.cells if cell.column == 2] == ["Target", "8,50", "3.300", "75,00"]
    assert words(grid.at(2, 1)) == "Jumlah wirausaha baru yang dilatih"


def test_names_with_colons_and_signatures_stay_lines() -> None:
    data = typeset(
        "#table(columns: (60pt, 10pt, 200pt), stroke: none, [Nama], [:], [Ratna], [Jabatan], [:], [Kepala],"
        "[NIP], [:], [contoh])"
        "#table(columns: (200pt, 200pt), stroke: none, [Pihak Kedua], [Pihak Pertama], [Wali Kota], [Kepala Dinas])"
    )
    paper = load_pdf(data, "x")
    assert not list(paper.grids)
    assert "Pihak Kedua\tPihak Pertama" in lines(paper)


def test_letters_printed_apart_are_words_again_and_doubted() -> None:
    text = "K i n e r j a   d i n a s"
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    (line,) = load_pdf(by_hand(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET", font), "x").lines
    assert line.text == "Kinerja dinas" and line.doubt


def test_letters_printed_twice_for_boldness_are_read_once() -> None:
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    twice = "BT /F1 12 Tf 72 700 Td (Target 1.100) Tj ET BT /F1 12 Tf 72.4 700 Td (Target 1.100) Tj ET"
    assert lines(load_pdf(by_hand(twice, font), "x")) == ["Target 1.100"]


def test_letters_without_meaning_are_never_taken_from_the_file() -> None:
    font = "/Font << /F1 5 0 R >>"
    more = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /Buatan /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Buatan /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /Buatan /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
        "/Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    paper = load_pdf(by_hand("BT /F1 12 Tf 72 700 Td <00240025002600270028002900300031> Tj ET", font, more), "x")
    assert "TLK-D202" in {issue.kode for issue in paper.issues}
    assert not [line for line in paper.lines if "cid" in line.text or "\ufffd" in line.text]


def test_a_locked_file_says_that_it_is_locked() -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"
    with pytest.raises(IssueError) as caught:
        load(by_hand("", trailer=lock), "rahasia.pdf")
    assert [issue.kode for issue in caught.value.issues] == ["TLK-D165"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 500, b"%PDF-1.4\n1 0 obj\n<<\n%%EOF"])
def test_a_broken_file_is_an_issue(data: bytes) -> None:
    with pytest.raises(IssueError) as caught:
        load(data, "rusak.pdf")
    assert caught.value.issues[0].kode == "TLK-D163"


def test_of_a_very_long_document_the_first_pages_are_read_and_the_rest_told() -> None:
    book = pypdfium2.PdfDocument.new()
    for _ in range(MOST_PAGES + 20):
        book.new_page(200, 200)
    target = io.BytesIO()
    book.save(target)
    paper = load_pdf(target.getvalue(), "panjang.pdf")
    assert len(paper.pages) == MOST_PAGES
    assert [issue.kode for issue in paper.issues] == ["TLK-D201"] and "320" in paper.issues[0].apa


def test_a_page_full_of_lines_ends_in_seconds() -> None:
    across = " ".join(f"20 {20 + n * 0.25} m 570 {20 + n * 0.25} l S" for n in range(3000))
    down = " ".join(f"{20 + n * 0.18} 20 m {20 + n * 0.18} 800 l S" for n in range(3000))
    begun = time.process_time()
    load_pdf(by_hand(f"0.1 w {across} {down}"), "x")
    assert time.process_time() - begun < 20
