"""Scanned pages: the same cells as were printed, and no number that two readers have not both seen."""

import ctypes
import io
import re
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as raw
import pytest

from reading.halaman import HEAD, PK, scanned, shape, typeset, words
from reading.test_pdf_in import EXPECTED
from tolok.reading import scan_in
from tolok.reading.load import load
from tolok.reading.paper import Grid, Paper
from tolok.reading.pdf_in import load_pdf
from tolok.reading.readers import second_reader

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "tilted, noisy, compressed": lambda data: scanned(data, tilt=1.1, noise=6, quality=65),
    "fine, with broken lines": lambda data: scanned(data, dpi=300, tilt=-0.6, noise=4, breaks=12),
    "coarse, on its side": lambda data: scanned(data, dpi=150, tilt=0.5, noise=4, quarter=1),
    "upside down": lambda data: scanned(data, noise=3, quarter=2),
}
FORMULA = """
#table(columns: (150pt, 260pt), [Indikator Kinerja], [Formulasi],
  [Persentase koperasi aktif], [$frac(#[jumlah koperasi yang aktif], #[jumlah koperasi di kota]) times 100%$])
"""


@pytest.fixture(scope="module", params=list(WAYS))
def paper(request: pytest.FixtureRequest) -> Paper:
    return load(WAYS[request.param](typeset(PK)), "pindaian.pdf")


def close(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_scan_has_the_cells_and_words_of_its_original(paper: Paper) -> None:
    (grid,) = paper.grids
    assert paper.kind == "scan"
    assert {key: value[:2] for key, value in shape(grid).items()} == {key: value[:2] for key, value in EXPECTED.items()}
    for key, cell in ((key, grid.at(*key)) for key in EXPECTED):
        assert cell and (cell.doubt or close(words(cell)) == close(EXPECTED[key][2])), key


def test_no_number_of_a_scan_is_wrong_without_a_doubt(paper: Paper) -> None:
    (grid,) = paper.grids
    numbers = [key for key, value in EXPECTED.items() if re.search(r"\d", value[2])]
    sure = {key: cell for key in numbers if (cell := grid.at(*key)) and not cell.doubt}
    assert {key: close(words(cell)) for key, cell in sure.items()} == {key: close(EXPECTED[key][2]) for key in sure}


def test_with_two_readers_few_cells_are_doubted(paper: Paper) -> None:
    doubts = [cell.doubt for cell in next(paper.grids).cells if cell.doubt]
    if second_reader() is None:
        assert len(doubts) >= 8 and "TLK-D204" in {issue.kode for issue in paper.issues}
    else:
        assert len(doubts) <= 2 and not paper.issues


def test_boxes_of_a_tilted_scan_lie_where_the_page_shows_their_words() -> None:
    original = next(load_pdf(typeset(PK), "x").grids)
    found = next(load_pdf(scanned(typeset(PK), tilt=1.1), "x").grids)
    for cell in original.cells:
        seen = found.at(cell.row, cell.column)
        assert seen and seen.box and cell.box
        assert abs(seen.box.left + seen.box.right - cell.box.left - cell.box.right) / 2 < 8
        assert abs(seen.box.top + seen.box.bottom - cell.box.top - cell.box.bottom) / 2 < 8


def test_a_fraction_of_a_scan_is_written_out() -> None:
    grid = next(load_pdf(scanned(typeset(FORMULA), tilt=0.4), "x").grids)
    assert close(words(grid.cells[-1])) == close("(jumlah koperasi yang aktif) / (jumlah koperasi di kota) × 100%")


def test_a_lone_dash_or_digit_in_a_cell_is_seen_or_asked_about() -> None:
    source = "#table(columns: (60pt,) * 4, [Tahun], [2021], [2022], [2023], [Target], [-], [5], [7])"
    grid = next(load_pdf(scanned(typeset(source)), "x").grids)
    told = [(words(cell), cell.doubt) for cell in grid.cells if cell.row == 1][1:]
    assert len(told) == 3
    for (text, doubt), printed in zip(told, "-57", strict=True):
        assert text == printed or doubt


def test_without_a_second_reader_every_number_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_in, "second_reader", lambda: None)
    paper = load_pdf(scanned(typeset("#table(columns: (90pt, 60pt), [Target], [7,73], [Realisasi], [6,50])")), "x")
    doubts = {words(cell): cell.doubt for cell in next(paper.grids).cells}
    assert doubts == {"Target": "", "Realisasi": "", "7,73": scan_in.ALONE, "6,50": scan_in.ALONE}
    assert [issue.kode for issue in paper.issues] == ["TLK-D204"]


def test_without_a_reader_of_scans_the_page_is_told_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_in, "first_reader", lambda: None)
    paper = load_pdf(scanned(typeset(PK)), "x")
    assert not paper.blocks and [issue.kode for issue in paper.issues] == ["TLK-D203"]


def test_a_scanned_page_keeps_its_place_among_printed_ones() -> None:
    book = pypdfium2.PdfDocument(typeset("#table(columns: 2, [a], [b], [1], [2])"))
    book.import_pages(pypdfium2.PdfDocument(scanned(typeset(PK))))
    book.import_pages(pypdfium2.PdfDocument(typeset("#table(columns: 2, [c], [d], [3], [4])")))
    target = io.BytesIO()
    book.save(target)
    paper = load_pdf(target.getvalue(), "x")
    assert paper.kind == "pdf"
    assert [(grid.page, words(grid.cells[0])) for grid in paper.grids] == [(1, "a"), (2, "No"), (3, "c")]


def test_letters_laid_unseen_over_a_scan_are_not_believed() -> None:
    """The hidden text of another OCR says 9; the picture says 7,73."""
    book = pypdfium2.PdfDocument(scanned(typeset("#table(columns: (90pt, 60pt), [Target], [7,73], [Nilai], [6,50])")))
    page = book[0]
    hidden = raw.FPDFPageObj_NewTextObj(book, b"Helvetica", 10.0)
    letters = ctypes.create_string_buffer("Target 9 Nilai 9 Jumlah 9\0".encode("utf-16-le"))
    raw.FPDFText_SetText(hidden, ctypes.cast(letters, raw.FPDF_WIDESTRING))
    raw.FPDFTextObj_SetTextRenderMode(hidden, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    raw.FPDFPage_InsertObject(page, hidden)
    page.gen_content()
    target = io.BytesIO()
    book.save(target)
    paper = load_pdf(target.getvalue(), "x")
    assert paper.kind == "scan"
    assert "7,73" in {words(cell) for grid in paper.grids for cell in grid.cells}


def test_a_blank_scan_is_an_empty_paper() -> None:
    assert load_pdf(scanned(typeset("#h(1pt)")), "x").blocks == ()


def test_a_grid_is_never_made_of_an_emblem_or_signature() -> None:
    source = (
        "#place(dx: 200pt, dy: 20pt, grid(columns: (8pt,) * 5, stroke: 1pt, ..range(25).map(_ => v(8pt))))"
        "#v(120pt) PERJANJIAN KINERJA #v(1em) Dinas Koperasi dan Usaha Mikro"
    )
    paper = load_pdf(scanned(typeset(source, HEAD)), "x")
    assert not [grid for grid in paper.grids if isinstance(grid, Grid)]
    assert any("KINERJA" in line.text for line in paper.lines)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("65,45 %", "65,45 Ko", True),
        ("60 %", "6096", True),
        ("(4)", "4)", True),
        ("Rp 2.500,-", "Rp2.500,—", True),
        ("7,73", "7,13", False),
        ("15.000", "15,000", False),
        ("1096", "10%", False),
        ("60 %", "60", False),
        ("BB", "88", False),
        ("8,5 %", "85 %", False),
        ("-6,5", "6,5", False),
    ],
)
def test_two_readers_agree_only_on_the_same_digits_and_separators(first: str, second: str, same: bool) -> None:
    assert scan_in._agree(first, second) is same
