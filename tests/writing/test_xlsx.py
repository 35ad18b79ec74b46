"""The workbook is read back: every figure as a number that shows its printed digits, every word as it was typed."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolok.values.number import MINUS, format_angka
from tolok.writing.iku import iku_sheet
from tolok.writing.sheet import (
    Cell,
    Column,
    Formula,
    Group,
    Heading,
    Items,
    Kop,
    Missing,
    Number,
    PageBreak,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Signatures,
    Table,
    Text,
)
from tolok.writing.xlsx import write_xlsx
from tolok.writing.xlsx_text import LONGEST, chunks, figure_of, line_count, sheet_name, units
from writing.blocks_example import DRAF, LAPORAN, META
from writing.iku_example import IKU, ROWS

FIGURES = ("6,50", "5,38", "168.402.517.300", f"{MINUS}0,90", "-3,5", "0", "0,00", "2024", "5000,01", "1.234.567,891")
HOSTILE = (
    "=1+1", "=cmd|'/c calc'!A1", "+62811", "-5", "@SUM(A1)", "{=1+1}", "http://contoh.example/x", "mailto:a@contoh.example",
    "internal:Sheet1!A1", "_x0041_ bukan A", "<r><t>bukan kaya</t></r>", "<r>&rusak</r>", "<r>_x0041_</r>", "]]> & <t>\"'",
    "שלום", "السلام عليكم", "😀 👩‍👩‍👧", "  spasi di depan", "\nbaris kosong di depan", "#REF!", "TRUE", "1E5", "00123",
    "12/03/2024", "'apostrof'", "A" * 10_000, "# $x$ \\u{41} *tebal* `kode`",
)  # fmt: skip


def opened(sheet: Sheet, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_xlsx(sheet)), data_only=values)


def cells_of(book: openpyxl.Workbook, notes: bool = False) -> Iterator[object]:
    for page in book.worksheets if notes else book.worksheets[:-1]:
        for row in page.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def printed(value: float, form: str) -> str:
    """A number as Excel shows it in id-ID by one of our formats."""
    sign = MINUS if f';"{MINUS}"' in form else "-"
    form = form.split(";")[0]
    decimals = len(form.partition(".")[2])
    text = format_angka(Fraction(Decimal(repr(value))), decimals).replace(MINUS, sign)
    return text if "#" in form else text.replace(".", "")


def pieces_of(thing: object, kind: type | tuple[type, ...]) -> Iterator[object]:
    if isinstance(thing, kind):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from pieces_of(one, kind)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from pieces_of(getattr(thing, field.name), kind)


def sheet_of(*blocks: object, **named: object) -> Sheet:
    return Sheet(("Contoh",), Kop("", "Dinas"), META, blocks, **named)  # type: ignore[arg-type]  # as the test gives them


def table_of(*rows: tuple[object, ...], caption: str = "") -> Table:
    """Two columns, one group per row; strings are words."""
    groups = [Group((Row(tuple(Cell((Text(one) if isinstance(one, str) else one,)) for one in row)),)) for row in rows]
    header = Row((Cell((Text("Uraian", strong=True),)), Cell((Text("Nilai", strong=True),))))
    return Table((Column(3), Column(1, "number")), (header,), tuple(groups), caption)


# --- figures


@pytest.mark.parametrize("sheet", [LAPORAN, iku_sheet(IKU), iku_sheet(IKU, "bekasi")], ids=["laporan", "pasuruan", "bekasi"])
def test_every_printed_figure_is_a_number_that_shows_the_same_digits(sheet) -> None:
    given_ = Counter(piece.words for piece in pieces_of(sheet.blocks, Number))
    found = Counter(printed(c.value, c.number_format) for c in cells_of(opened(sheet)) if c.data_type == "n")
    assert len(given_) > 15
    assert found == given_


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_keeps_its_decimals_its_points_and_its_sign(figure) -> None:
    (cell,) = [c for c in cells_of(opened(sheet_of(table_of(("a", Number(figure)))))) if c.data_type == "n"]
    assert printed(cell.value, cell.number_format) == figure


@pytest.mark.parametrize(
    "words", ["9.007.199.254.740.993", "0,1234567890123456", "007", "-0,00", "12,5%", "1 234", "9" * 5000, "AA"]
)
def test_a_figure_that_a_double_would_change_stays_text(words) -> None:
    assert figure_of(words) is None
    assert words in [c.value for c in cells_of(opened(sheet_of(table_of(("a", Number(words))))))]


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_what_is_written_as_a_number_is_exact_to_the_printed_digit(units_, decimals) -> None:
    words = format_angka(Fraction(units_, 10**decimals), decimals)
    figure = figure_of(words)
    assert figure is not None
    written = f"{figure.value:.16G}"  # how the workbook spells it
    assert printed(float(written), figure.format) == words
    assert figure.exact == Fraction(units_, 10**decimals)


def test_a_figure_with_words_below_it_stands_in_a_cell_of_its_own_beside_them() -> None:
    page = opened(iku_sheet(IKU)).worksheets[0]
    (row,) = [row for row in page.iter_rows() if any(c.value == 27.53 for c in row)]
    values = [c.value for c in row]
    at = values.index(27.53)
    assert values[at + 1] == "Sangat rendah"
    head = next(area for area in page.merged_cells.ranges if page.cell(area.min_row, area.min_col).value == "Capaian (%)")
    assert (head.min_col, head.max_col) == (at + 1, at + 2)


# --- totals


def budget(total: str) -> Table:
    def line(name: str, *figures: str, sums: bool = False) -> Row:
        return Row((Cell((Text(name),)), *(Cell((Number(one),)) for one in figures)), total=sums)

    header = (Row(tuple(Cell((Text(name),)) for name in ("Program", "Pagu", "Realisasi"))),)
    one = (line("A", "1.000", "0,10"), line("B", "2.500", "0,20"), line("Jumlah I", "3.500", "0,30", sums=True))
    other = (line("C", "500", "0,40"), line("D", "70", "0,50"), line("Jumlah II", "570", "0,90", sums=True))
    last = (line("Jumlah", total, "1,20", sums=True),)
    return Table((Column(3), Column(1), Column(1)), header, tuple(Group(rows) for rows in (one, other, last)))


def added(page: object, formula: str) -> Fraction:
    """What a SUM of the workbook gives, over its ranges."""
    found = Fraction(0)
    for part in re.fullmatch(r"=SUM\((.+)\)", formula)[1].split(","):
        block = page[part]
        cells = [c for row in block for c in row] if isinstance(block, tuple) else [block]
        found += sum(Fraction(Decimal(repr(c.value))) for c in cells if isinstance(c.value, (int, float)))
    return found


def test_totals_are_sums_over_their_rows_with_the_printed_figure_beside_them() -> None:
    sheet = sheet_of(budget("4.070"))
    page, cached = opened(sheet).worksheets[0], opened(sheet, values=True).worksheets[0]
    sums = {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    assert len(sums) == 6
    for place, formula in sums.items():
        assert added(page, formula) == Fraction(Decimal(repr(cached[place].value)))
    assert sorted(cached[place].value for place in sums) == [0.3, 0.9, 1.2, 570, 3500, 4070]
    whole = next(formula for place, formula in sums.items() if cached[place].value == 4070)
    assert "," in whole, "the whole table's total leaves the totals of its groups out"


def test_a_total_that_its_rows_do_not_give_is_the_printed_figure_and_no_formula() -> None:
    page = opened(sheet_of(budget("4.071"))).worksheets[0]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == 4071]
    assert cell.data_type == "n"


# --- words


def spoken(cells: Iterator[object]) -> str:
    return "\n".join(str(cell.value) for cell in cells)


def test_nothing_of_the_document_is_lost() -> None:
    said = spoken(cells_of(opened(LAPORAN)))
    wanted = [piece.words for piece in pieces_of(LAPORAN.blocks, Text)]
    wanted += [block.words for block in pieces_of(LAPORAN.blocks, (Heading, Paragraph, Missing))]
    wanted += [item for block in pieces_of(LAPORAN.blocks, (Items, Pair)) for item in block.items]
    wanted += [pair.label for pair in pieces_of(LAPORAN.blocks, Pair)]
    wanted += [line for one in pieces_of(LAPORAN.blocks, Signature) for line in (one.nama, one.jabatan, one.pangkat)]
    for formula in pieces_of(LAPORAN.blocks, Formula):
        wanted += [formula.numerator, formula.denominator, formula.factor]
        wanted += [f"{name} = {meaning}" for name, meaning in formula.legend]
    assert len(wanted) > 60
    assert [words for words in wanted if words.strip() not in said] == []
    assert "19700101 199503 2 001" in said


def test_a_formula_stands_in_words_on_one_line() -> None:
    said = [c.value for c in cells_of(opened(iku_sheet(IKU)))]
    wanted = f"({ROWS[1].formula.numerator}) / ({ROWS[1].formula.denominator}) × 100%"
    assert any(wanted in str(one) for one in said)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_what_was_typed_and_never_become_a_formula_or_a_link(words) -> None:
    rich = Row((Cell((Text(words, strong=True), Text(words, note=True))), Cell((Text(words),))))
    table = replace(table_of((words, Text(words))), caption=words)
    table = replace(table, groups=(*table.groups, Group((rich,))))
    blocks = (Heading(words), Paragraph(words), Items((words,)), Pairs((Pair(words, (words,)),)), Missing(words), table)
    sheet = replace(
        sheet_of(*blocks, Signature(words, words, words, words, words)), judul=("Judul", words), kop=Kop(words, words)
    )
    data = write_xlsx(sheet)
    book = openpyxl.load_workbook(BytesIO(data))
    found = [str(cell.value) for cell in cells_of(book)]
    assert found.count(words) >= 6
    assert f"{words}\n{words}" in found
    assert {cell.data_type for cell in cells_of(book, notes=True)} == {"s"}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    assert not any("<f>" in part or "<hyperlink" in part or "externalLink" in part for part in parts)


def test_a_label_without_words_costs_its_pair_nothing() -> None:
    row = Row((Cell((Text("satu-satunya kolom"),)),))
    sheet = sheet_of(Pairs((Pair("", ("isi",)), Pair("MISI", ("", "dua"), "1"))), Table((Column(1),), (row,), ()))
    assert {"\nisi", "MISI\n1. \n2. dua"} <= {cell.value for cell in cells_of(opened(sheet))}


def test_words_that_would_be_a_formula_if_typed_again_are_marked_as_text() -> None:
    book = opened(sheet_of(table_of(("=1+1", "@SUM(A1)"), ("biasa", "juga"))))
    marked = {cell.value: cell.quotePrefix for cell in cells_of(book)}
    assert (marked["=1+1"], marked["@SUM(A1)"], marked["biasa"]) == (True, True, False)


def test_what_xml_cannot_hold_is_shown_as_its_number() -> None:
    said = spoken(cells_of(opened(sheet_of(Paragraph("a\x00b\x07c\ud800d\ufffee\u202ef\tg\r\nh")))))
    assert "a[U+0000]b[U+0007]c[U+D800]d[U+FFFE]e[U+202E]f g\nh" in said


@pytest.mark.parametrize("words", ["kata " * 9000, "A" * 70_000, "😀" * 20_000], ids=["kata", "huruf", "emoji"])
def test_a_text_longer_than_a_cell_goes_on_below_and_nothing_of_it_is_cut(words) -> None:
    book = opened(sheet_of(table_of((words, Number("1,50"))), Paragraph(words)))
    long = [str(c.value) for c in cells_of(book) if units(str(c.value)) > 1000]
    assert max(units(one) for one in long) <= LONGEST
    starts = [at for at, one in enumerate(long) if not one.startswith("(lanjutan) ")]
    assert len(starts) == 2
    for start, end in zip(starts, [*starts[1:], len(long)], strict=True):
        assert "".join(one.removeprefix("(lanjutan) ") for one in long[start:end]) == words


@given(st.text(max_size=200), st.integers(20, 60))
def test_pieces_of_a_long_text_give_the_whole_again(words, limit) -> None:
    parts = chunks(words, limit)
    assert all(units(part) <= limit for part in parts)
    assert parts[0] + "".join(part.removeprefix("(lanjutan) ") for part in parts[1:]) == words


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table that can come to be: groups of rows with cells that span both ways, figures and words in any order."""
    wide = draw(st.integers(1, 5))
    piece = st.one_of(
        st.builds(Text, st.text(max_size=12), st.booleans(), st.booleans()),
        st.builds(Number, st.sampled_from(FIGURES)),
        st.just(Formula("a", "b", "× 100%")),
    )

    def rows(count: int) -> tuple[Row, ...]:
        free, found = [[True] * wide for _ in range(count)], []
        for row in range(count):
            cells = []
            for column in range(wide):
                if not free[row][column]:
                    continue
                across, down = draw(st.integers(1, 3)), draw(st.integers(1, count - row))
                while not (column + across <= wide and all(free[row][column : column + across])):
                    across -= 1
                for below in range(row, row + down):
                    free[below][column : column + across] = [False] * across
                cells.append(Cell(tuple(draw(st.lists(piece, max_size=3))), across, down))
            found.append(Row(tuple(cells), draw(st.booleans()), draw(st.booleans())))
        return tuple(found)

    groups = tuple(Group(rows(draw(st.integers(1, 3)))) for _ in range(draw(st.integers(0, 3))))
    columns = tuple(Column(draw(st.integers(1, 30)), draw(st.sampled_from(("left", "number")))) for _ in range(wide))
    return Table(columns, rows(draw(st.integers(1, 2))), groups, draw(st.text(max_size=8)))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_table_becomes_a_worksheet_with_all_of_its_figures(table) -> None:
    given_ = Counter(piece.words for group in table.groups for piece in pieces_of(group, Number))
    cells = [c for c in cells_of(opened(sheet_of(table), values=True)) if c.data_type == "n"]
    assert Counter(printed(c.value, c.number_format) for c in cells) == given_


# --- worksheets


def drawings_of(sheet: Sheet) -> str:
    with zipfile.ZipFile(BytesIO(write_xlsx(sheet))) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/drawings/drawing")]
        return "".join(archive.read(name).decode() for name in names)


@given(st.lists(st.text(max_size=45), max_size=12))
def test_names_of_worksheets_are_legal_and_no_two_are_alike(captions) -> None:
    taken: list[str] = []
    for caption in captions:
        name = sheet_name(caption, taken)
        assert 0 < units(name) <= 31
        assert not re.search(r"[\[\]:*?/\\\n]", name)
        assert name == name.strip("'")
        assert name.casefold() not in {one.casefold() for one in taken} | {"history"}
        taken.append(name)


def test_every_table_has_a_worksheet_named_after_its_caption() -> None:
    tables = [table_of(("a", "b"), caption=one) for one in ("Tabel 1 [a]:*?/\\", "tabel 1 a", "'Tabel' " + "panjang " * 9)]
    blocks = [block for one in tables for block in (Heading("Bagian"), one)]
    book = opened(sheet_of(*blocks, Heading("Judul lembar"), table_of(("c", "d"))))
    names = ["Tabel 1 a", "tabel 1 a (2)", "Tabel' panjang panjang panjang", "Judul lembar", "Keterangan"]
    assert book.sheetnames == names


def test_what_follows_a_table_stays_with_it_up_to_the_next_heading() -> None:
    first, second = table_of(("a", "b"), caption="Satu"), table_of(("c", "d"), caption="Dua")
    note, lead = Paragraph("catatan di bawah", note=True), Paragraph("pengantar tabel kedua")
    book = opened(sheet_of(first, note, lead, second, Paragraph("penutup")))
    said = {page.title: spoken(cell for row in page.iter_rows() for cell in row) for page in book.worksheets}
    assert "catatan di bawah" in said["Satu"]
    assert "pengantar tabel kedua" in said["Dua"]
    assert "penutup" in said["Dua"]


@pytest.mark.parametrize(
    ("columns", "beside"), [((1,), False), ((1, 20), False), ((9, 11), True), ((1, 9, 1, 9), True)], ids=str
)
def test_two_who_sign_stand_side_by_side_where_both_have_room_else_one_below_the_other(columns, beside) -> None:
    row = Row(tuple(Cell((Text("a"),)) for _ in columns))
    table = Table(tuple(Column(one) for one in columns), (row,), (Group((row,)),))
    both = Signatures(Signature("", "PIHAK KEDUA", "Ahmad Contoh"), Signature("Pasuruan", "PIHAK PERTAMA", "Ratna Contoh"))
    page = opened(sheet_of(table, both)).worksheets[0]
    at = {name: cell for cell in cells_of(page.parent) for name in ("Ahmad", "Ratna") if name in str(cell.value)}
    assert (at["Ahmad"].row == at["Ratna"].row) is beside
    assert (at["Ahmad"].column < at["Ratna"].column) is beside


def test_the_paper_is_folio_one_page_wide_and_turns_with_the_document() -> None:
    lying = table_of(("a", "b"), caption="Rebah")
    book = opened(sheet_of(Paragraph("tegak"), PageBreak(landscape=True), lying, landscape=False))
    setups = [(page.title, page.page_setup.orientation) for page in book.worksheets]
    assert setups == [("Naskah", "portrait"), ("Rebah", "landscape"), ("Keterangan", "portrait")]
    for page in book.worksheets:
        assert int(page.page_setup.paperSize) == 14
        assert page.page_setup.fitToWidth in (None, 1), "one is what is meant where nothing is said"
        assert page.page_setup.fitToHeight == 0
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_the_header_of_a_table_repeats_and_no_group_is_torn() -> None:
    pages = opened(LAPORAN).worksheets
    page = next(one for one in pages if one.title == "Tabel 3.1 Capaian kinerja (2)")
    first, last = (int(one) for one in re.findall(r"\d+", page.print_title_rows))
    assert [page.cell(first, column).value for column in (1, 2)] == ["No", "Indikator"]
    assert last == first + 1
    breaks = [one.id for one in page.row_breaks.brk]
    assert len(breaks) >= 2
    assert all(page.cell(row + 1, 1).value not in (None, "") for row in breaks), "a page begins with a group"


def test_head_and_foot_name_the_origin_and_user_text_cannot_command_them() -> None:
    named = replace(LAPORAN, judul=("A & B &P &[Picture] &D",))
    page = opened(named).worksheets[0]
    foot = page.oddFooter.left.text + page.oddFooter.right.text
    assert "A && B &&P && [Picture] &&D" in foot
    assert "Vintage KOP-01/2024/3, KOP-03/2024/2, UM-01/2024/1" in foot
    assert f"Snapshot {META.snapshot[:16]}" in foot
    assert f"Rantai {META.rantai[:16]}" in foot
    assert "Halaman &P dari &N" in foot
    assert page.oddHeader.right.text is None


@pytest.mark.parametrize("words", ["&" * 500, "panjang " * 80, "😀" * 300])
def test_a_footer_never_grows_beyond_what_excel_reads(words) -> None:
    data = write_xlsx(replace(LAPORAN, judul=(words,)))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    foot = re.search("<oddFooter>(.+?)</oddFooter>", xml, re.DOTALL)[1].replace("&amp;", "&").replace("&quot;", '"')
    assert units(foot) <= 255
    assert foot.endswith("Halaman &P dari &N")


def test_a_draft_says_so_on_every_worksheet_and_at_the_head_of_every_page() -> None:
    for page in opened(DRAF).worksheets:
        assert "DRAF, bukan angka resmi" in page.oddHeader.right.text
    for page in opened(DRAF).worksheets[:-1]:
        assert page["A1"].value == "DRAF, bukan angka resmi"
    assert not any("DRAF" in str(cell.value) for cell in cells_of(opened(LAPORAN), notes=True))


def test_the_last_worksheet_says_where_the_figures_come_from_and_shows_the_qr() -> None:
    page = opened(LAPORAN).worksheets[-1]
    said = spoken(cell for row in page.iter_rows() for cell in row)
    for words in (*META.vintage, META.snapshot, META.rantai, META.diketahui, META.periksa):
        assert words in said
    assert f"Kode QR: {META.periksa}" in drawings_of(LAPORAN)
    assert "Kode QR" not in drawings_of(DRAF)


def test_a_chart_is_a_picture_with_its_words_for_those_who_cannot_see_it() -> None:
    assert 'descr="Diagram batang: 2022 6,50; 2023 7,73; 2024 5,38"' in drawings_of(LAPORAN)
    assert "Gambar 3.1 Pertumbuhan volume usaha koperasi (%)" in spoken(cells_of(opened(LAPORAN)))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert write_xlsx(LAPORAN) == write_xlsx(LAPORAN)


def test_no_row_is_taller_than_excel_allows_and_words_have_room() -> None:
    book = opened(sheet_of(table_of(("panjang " * 1200, Number("1,50")))))
    heights = [one.height for one in book.worksheets[0].row_dimensions.values() if one.height]
    assert max(heights) <= 409
    assert sum(heights) > 12 * line_count("panjang " * 1200, 1134, 9)
