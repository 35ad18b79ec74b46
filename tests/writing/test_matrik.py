"""The matrix of IKU over the years is read back: every figure in its year, every reason, nothing torn."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from tolok.writing.matrik import matrik_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Pairs, Table
from writing.rencana_example import MATRIK
from writing.test_iku_pdf import MARKUP, boxes, pages_of, squeezed

FIGURE = re.compile(r"(?<![\d.,])\d[\d.]*,\d\d(?![\d,])")


def test_every_figure_and_reason_stands_in_it_once() -> None:
    text = "".join(pages_of(write_pdf(matrik_sheet(MATRIK))))
    given = [one for row in MATRIK.rows for one in (*row.target, *row.realisasi)]
    assert Counter(FIGURE.findall(text)) == Counter(one for one in given if FIGURE.fullmatch(one))
    for reason, times in (("belum ada", 2), ("penyebut nol", 1), ("belum terbit", 1), ("belum dihubungkan", 1)):
        assert squeezed(text).count(squeezed(reason)) == times


def test_each_figure_stands_under_its_own_year() -> None:
    data = write_pdf(matrik_sheet(MATRIK))
    ((_, head),) = boxes(data, "2025")  # only the head of a column says it
    found = [box for year in MATRIK.tahun for _, box in boxes(data, str(year)) if abs(box.bottom - head.bottom) < 2]
    years = sorted((box.left + box.right) / 2 for box in found)
    assert len(years) == 7
    row = MATRIK.rows[2]
    for place, figure in enumerate((*row.target, *row.realisasi)):
        ((_, box),) = boxes(data, figure)
        middle = (box.left + box.right) / 2
        assert min(range(len(years)), key=lambda index: abs(years[index] - middle)) == place


def test_tujuan_comes_under_its_own_heading_and_holds_its_indicators_in_one_cell() -> None:
    table = next(block for block in matrik_sheet(MATRIK).blocks if isinstance(block, Table))
    sections = [row.cells[0].pieces[0].words for group in table.groups for row in group.rows if row.section]
    assert sections == ["TUJUAN", "SASARAN"]
    first = table.groups[0].rows[1].cells
    assert (first[0].pieces[0].words, first[0].rowspan, first[1].rowspan) == ("1", 2, 2)
    assert table.groups[1].rows[1].cells[0].pieces[0].words == "2"


def test_without_any_realisasi_the_matrix_has_targets_only() -> None:
    plan = replace(MATRIK, tahun_realisasi=(), rows=tuple(replace(row, realisasi=()) for row in MATRIK.rows))
    text = "".join(pages_of(write_pdf(matrik_sheet(plan))))
    assert "Realisasi pada tahun" not in text
    assert "Target kinerja pada tahun" in text


def test_a_row_that_lacks_a_year_never_becomes_a_matrix() -> None:
    with pytest.raises(ValueError, match="setiap tahun"):
        replace(MATRIK, tahun=(2022, 2023))


def test_the_head_lists_several_missions_and_leaves_out_what_is_empty() -> None:
    pairs = next(block for block in matrik_sheet(MATRIK).blocks if isinstance(block, Pairs)).pairs
    assert [(one.label, one.marks) for one in pairs] == [("OPD", ""), ("VISI", ""), ("MISI", "1")]
    bare = next(block for block in matrik_sheet(replace(MATRIK, visi=" ", misi=())).blocks if isinstance(block, Pairs)).pairs
    assert [one.label for one in bare] == ["OPD"]


def test_markup_in_every_word_is_printed_as_it_was_typed() -> None:
    row = replace(
        MATRIK.rows[0], tujuan_sasaran=MARKUP, indikator=MARKUP, satuan=MARKUP, kota=MARKUP, formulasi=MARKUP,
        target=(MARKUP,) * 5,
    )  # fmt: skip
    flat = squeezed("".join(pages_of(write_pdf(matrik_sheet(replace(MATRIK, rows=(row,), visi=MARKUP))))))
    assert flat.count(squeezed(MARKUP)) == 11
