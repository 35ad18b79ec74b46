"""LHE AKIP: grades of both sides, the total only when it is final, contradictions shown."""

import io
from dataclasses import replace

from docx import Document

from tolok.writing.docx import write_docx
from tolok.writing.lhe import LheSheet, NilaiSub, RekomendasiRow, SubRow, lhe_sheet
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Heading, Items, Sheet, Signature
from writing.test_iku_pdf import pages_of, squeezed
from writing.ukur_example import HOSTILE, LHE, cells_of, missing_in, tables_of, words_in


def without_own(data: LheSheet) -> LheSheet:
    """The same where the office did not assess itself."""
    komponen = tuple(
        replace(one, mandiri="belum lengkap", sub=tuple(replace(sub, mandiri=NilaiSub()) for sub in one.sub))
        for one in data.komponen
    )
    return replace(data, komponen=komponen, mandiri="")


def incomplete(data: LheSheet) -> LheSheet:
    """The same with the evaluator's last line still open, and nothing established."""
    last = data.komponen[-1]
    open_line = replace(last, evaluator="belum lengkap", sub=(replace(last.sub[0], evaluator=NilaiSub()),))
    return replace(
        data, komponen=(*data.komponen[:-1], open_line), surat="", ditetapkan="", predikat=None, jumlah="",
        belum_dinilai=("2.a",),
    )  # fmt: skip


def totals(sheet: Sheet) -> list[str]:
    return cells_of(tables_of(sheet)[0])[-1]


def test_the_letterhead_is_that_of_the_inspektorat_and_the_office_stands_in_the_title() -> None:
    sheet = lhe_sheet(LHE)
    assert (sheet.kop.perangkat_daerah, sheet.landscape) == ("Inspektorat", False)
    assert sheet.judul == ("LAPORAN HASIL EVALUASI AKIP", LHE.dievaluasi.upper(), "TAHUN 2024")
    assert Items(LHE.dasar, "1") in sheet.blocks


def test_both_assessments_stand_side_by_side() -> None:
    rows = cells_of(tables_of(lhe_sheet(LHE))[0])
    assert rows[0] == ["1", "Perencanaan Kinerja", "30,00", "", "23,10", "", "22,10"]
    assert rows[1] == ["1.a", "Keberadaan", "6,00", "A", "5,40", "BB", "4,80"]
    assert rows[-1] == ["", "JUMLAH", "100,00", "", "73,11", "", "74,10"]


def test_without_an_own_assessment_its_columns_are_left_out() -> None:
    sheet = lhe_sheet(without_own(LHE))
    assert cells_of(tables_of(sheet)[0])[1] == ["1.a", "Keberadaan", "6,00", "BB", "4,80"]
    assert not any("mandiri" in text for text in words_in(sheet))


def test_score_predikat_and_meaning_stand_in_the_summary() -> None:
    words = words_in(lhe_sheet(LHE))
    assert any("bernilai 74,10, dengan predikat BB (Sangat Baik)." in text for text in words)
    assert "Akuntabilitas kinerja sangat baik pada dua pertiga unit kerja." in words


def test_with_a_grade_missing_no_total_is_printed_and_the_line_is_named() -> None:
    sheet = lhe_sheet(incomplete(LHE))
    assert missing_in(sheet)[0] == "Nilai akhir belum ada: belum dinilai 2.a."
    assert totals(sheet)[-1] == "belum lengkap"
    assert cells_of(tables_of(sheet)[0])[-2][-2:] == ["–", "belum dinilai"]
    assert not any("74,10" in text or "predikat BB" in text for text in words_in(sheet))


def test_a_sum_that_nobody_established_is_called_provisional_and_has_no_predikat() -> None:
    sheet = lhe_sheet(replace(LHE, surat="", ditetapkan="", predikat=None))
    words = words_in(sheet)
    assert "Nilai akhir belum ada: hasil evaluasi belum ditetapkan dengan surat." in words
    assert "Jumlah sementara lembar kerja: 74,10." in words
    assert not any("Sangat Baik" in text for text in words)


def test_a_letter_that_says_another_score_than_the_sheet_is_shown_as_a_contradiction() -> None:
    [said, *_] = missing_in(lhe_sheet(replace(LHE, ditetapkan="73,46")))
    assert "73,46, tidak sama dengan jumlah lembar kerja, 74,10" in said


def test_a_letter_over_an_incomplete_sheet_says_on_what_it_rests() -> None:
    data = replace(incomplete(LHE), surat=LHE.surat, ditetapkan="74,10", predikat=LHE.predikat)
    assert "hanya berdasar suratnya" in missing_in(lhe_sheet(data))[0]


def test_words_of_the_evaluator_stand_beside_what_is_not_fulfilled() -> None:
    notes = cells_of(tables_of(lhe_sheet(LHE))[1])
    assert notes[0] == ["1.a Keberadaan grade BB", "Lengkap.", "semua terpenuhi"]
    assert notes[1][1:] == ["Tinjau target.", "• Setiap pegawai merumuskan perencanaan kinerja."]
    assert missing_in(lhe_sheet(LHE)) == ["Catatan dan rekomendasi evaluator untuk komponen ini belum ditulis."]


def test_criteria_that_nobody_marked_are_not_called_fulfilled() -> None:
    first = LHE.komponen[0]
    changed = replace(LHE, komponen=(replace(first, sub=(replace(first.sub[0], belum_terpenuhi=None),)), *LHE.komponen[1:]))
    assert cells_of(tables_of(lhe_sheet(changed))[1])[0][2] == "kriteria belum ditandai"


def test_recommendations_are_counted_and_the_open_ones_told() -> None:
    *_, counted, told = tables_of(lhe_sheet(LHE))
    assert cells_of(counted) == [["APIP (Inspektorat)", "48", "47", "1"]]
    assert cells_of(told)[0][2:] == ["belum sesuai", "24 Januari: BA 1"]
    done = lhe_sheet(replace(LHE, rekomendasi=()))
    assert "Semua rekomendasi sudah selesai ditindaklanjuti." in words_in(done)
    none = lhe_sheet(replace(LHE, rekomendasi=(), hitung=()))
    assert missing_in(none)[-1] == "Belum ada rekomendasi sebelumnya yang tercatat."


def test_every_word_is_read_back_from_the_pdf_and_from_word() -> None:
    sheet = lhe_sheet(LHE)
    pdf = squeezed("".join(pages_of(write_pdf(sheet))))
    word = squeezed("".join(Document(io.BytesIO(write_docx(sheet))).element.itertext()))
    assert [text for text in words_in(sheet) if squeezed(text) not in pdf or squeezed(text) not in word] == []


def test_the_parts_come_in_their_order() -> None:
    heads = [block.words[0] for block in lhe_sheet(LHE).blocks if isinstance(block, Heading) and block.level == 2]
    assert heads == ["A", "B", "C", "D", "E"]


def test_hostile_words_in_every_field_stay_words() -> None:
    graded = NilaiSub(HOSTILE, HOSTILE)
    sub = SubRow(HOSTILE, HOSTILE, HOSTILE, graded, graded, HOSTILE, (HOSTILE,))
    data = replace(
        LHE, dievaluasi=HOSTILE, surat=HOSTILE, dasar=(HOSTILE,), skala=HOSTILE,
        komponen=(replace(LHE.komponen[0], nama=HOSTILE, sub=(sub,)),),
        rekomendasi=(RekomendasiRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        signature=Signature(HOSTILE, HOSTILE, HOSTILE),
    )  # fmt: skip
    sheet = lhe_sheet(data)
    assert squeezed("".join(pages_of(write_pdf(sheet)))).count('#panic("x")$x$=1+1<w:p/>&') >= 18
    Document(io.BytesIO(write_docx(sheet)))
