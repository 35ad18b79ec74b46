"""The action plan is read back: activities in their quarters, targets, the sum; of a past year also what came of it."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from tolok.writing.pdf import write_pdf
from tolok.writing.renaksi import TANDA, renaksi_sheet
from tolok.writing.sheet import Missing, Table
from writing.rencana_example import AKSI, RENAKSI
from writing.test_iku_pdf import MARKUP, pages_of, squeezed

PLAN = replace(RENAKSI, rows=RENAKSI.rows[:2])
FIGURE = re.compile(r"(?<![\d.,])\d[\d.]*,\d\d(?![\d,])")


def tables(sheet) -> list[Table]:
    return [block for block in sheet.blocks if isinstance(block, Table)]


def test_every_activity_target_and_amount_stands_in_it() -> None:
    text = "".join(pages_of(write_pdf(renaksi_sheet(PLAN))))
    flat = squeezed(text)
    for row in PLAN.rows:
        for aksi in row.aksi:
            for words in (aksi.uraian, aksi.keluaran, aksi.program, aksi.penanggung_jawab, aksi.anggaran):
                assert squeezed(words) in flat
    assert Counter(FIGURE.findall(text)) == Counter(figure for row in PLAN.rows for figure in row.target)
    assert text.count(TANDA) == sum(len(aksi.triwulan) for row in PLAN.rows for aksi in row.aksi)
    assert text.count("96.000.000") == 2
    assert text.count("192.000.000") == 1


def test_the_marks_stand_in_the_quarters_of_their_activity() -> None:
    (table,) = tables(renaksi_sheet(PLAN))
    rows = [row for group in table.groups for row in group.rows if not row.section]
    marked = [[index for index, cell in enumerate(row.cells[-6:-2], start=1) if cell.pieces] for row in rows]
    assert marked == [[1, 2], [1, 2], [4]]


def test_an_indicator_spans_its_activities_and_a_sasaran_its_indicators() -> None:
    both = replace(PLAN, rows=tuple(replace(row, tujuan_sasaran="Sama") for row in PLAN.rows))
    (table,) = tables(renaksi_sheet(both))
    first, second, third = table.groups[0].rows
    assert (first.cells[0].rowspan, first.cells[1].rowspan) == (3, 1)
    assert second.cells[0].rowspan == 2
    assert [len(row.cells) for row in (first, second, third)] == [17, 16, 9]


def test_the_sum_is_a_total_row_of_its_own_and_missing_where_nothing_costs() -> None:
    (table,) = tables(renaksi_sheet(PLAN))
    last = table.groups[-1].rows[0]
    assert (last.total, last.cells[1].pieces[0].words) == (True, "192.000.000")
    (table,) = tables(renaksi_sheet(replace(PLAN, jumlah="")))
    assert not any(row.total for group in table.groups for row in group.rows)


def test_an_indicator_without_activities_is_printed_as_missing() -> None:
    sheet = renaksi_sheet(RENAKSI)
    (missing,) = [block for block in sheet.blocks if isinstance(block, Missing)]
    assert missing.words == "Belum ada rencana aksi 2024 untuk TK-01."
    assert not any(isinstance(block, Missing) for block in renaksi_sheet(PLAN).blocks)
    (table,) = tables(sheet)
    empty = table.groups[2].rows[0].cells
    assert [cell.pieces[0].words for cell in empty if cell.pieces][-1] == "belum ada rencana aksi"


def test_a_past_year_has_a_second_table_with_what_was_reached_hindered_and_done() -> None:
    text = "".join(pages_of(write_pdf(renaksi_sheet(replace(RENAKSI, terlaksana=True)))))
    flat = squeezed(text)
    for words in ("TW I: Petugas penilai belum cukup.", "TW II: Melatih tiga petugas.", "Realisasi rencana aksi 2024"):
        assert squeezed(words) in flat
    given = [one for row in RENAKSI.rows for one in (*row.target, *row.target, *row.realisasi)]
    assert Counter(FIGURE.findall(text)) == Counter(one for one in given if FIGURE.fullmatch(one))
    assert flat.count("belumterbit") == 7
    assert "Petugas penilai" not in "".join(pages_of(write_pdf(renaksi_sheet(PLAN))))


def test_a_past_year_without_a_figure_or_reason_for_each_period_never_becomes_a_document() -> None:
    with pytest.raises(ValueError, match="setiap triwulan"):
        replace(RENAKSI, terlaksana=True, rows=(replace(RENAKSI.rows[0], realisasi=("1,00",)),))


def test_markup_in_every_word_is_printed_as_it_was_typed() -> None:
    aksi = replace(AKSI[0], uraian=MARKUP, keluaran=MARKUP, program=MARKUP, penanggung_jawab=MARKUP, anggaran=MARKUP)
    row = replace(RENAKSI.rows[0], tujuan_sasaran=MARKUP, indikator=MARKUP, satuan=MARKUP, aksi=(aksi,))
    flat = squeezed("".join(pages_of(write_pdf(renaksi_sheet(replace(RENAKSI, rows=(row,)))))))
    assert flat.count(squeezed(MARKUP)) == 8
