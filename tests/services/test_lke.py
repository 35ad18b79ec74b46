"""The evaluation sheet: two sides grade, the result is established by letter and becomes TK-01 and TK-04."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.bukti_lke import SUMBER_BUKTI, proofs_of
from tolok.services.lke import Penetapan, criteria_of, establish, grade_sub, komponen_of, sheet_of, suggested_grade, weights
from tolok.services.pengukuran import draft_figures
from tolok.store.models import NilaiLke, register_model
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
TAHUN = 2025
SURAT = Penetapan("700/33/2026", "2026-01-30")
SUBS = [sub.kode for komponen in weights(TAHUN).komponen for sub in komponen.sub]


def typed(sub: str, grade: str = "B", **instead: object) -> dict[str, object]:
    kriteria = [one.nomor for one in criteria_of(sub)]
    return {"grade": grade, "kriteria": kriteria, "catatan": "", "bukti": "", "dasar": "0", **instead}


def grade_all(kantor, orang, grade: str = "B") -> None:
    for sub in SUBS:
        here = NilaiLke.objects.filter(perangkat_daerah=kantor, tahun=TAHUN, sub=sub, penilai="evaluator").last()
        grade_sub(
            kantor, TAHUN, sub, "evaluator", typed(sub, grade, dasar=str(here.pk if here else 0)), by=orang("indra"), at=AT
        )


def test_the_office_and_the_evaluator_grade_the_same_sheet_apart(kantor, orang) -> None:
    grade_sub(kantor, TAHUN, "1.a", "mandiri", typed("1.a", "BB"), by=orang("hendra"), at=AT)
    grade_sub(kantor, TAHUN, "1.a", "evaluator", typed("1.a", "CC"), by=orang("indra"), at=AT)
    sheet = sheet_of(kantor, TAHUN, AT)
    assert (sheet.mandiri["1.a"].grade, sheet.evaluator["1.a"].grade) == ("BB", "CC")
    assert sheet.nilai_mandiri.nilai is None
    assert sheet.nilai_mandiri.alasan.startswith("belum diisi: 1.b")


def test_the_established_result_becomes_rows_and_both_figures(kantor, orang, angka) -> None:
    grade_all(kantor, orang)
    establish(kantor, TAHUN, SURAT, by=orang("indra"), at=AT)
    rows = register_model("lke").objects.filter(perangkat_daerah=kantor.kode, periode=TAHUN, diketahui_sampai=None)
    assert {(row.grade, row.nilai) for row in rows} == {("B", 70)} and rows.count() == 12
    sheet = sheet_of(kantor, TAHUN, AT)
    assert (sheet.nilai_evaluator.nilai, sheet.ditetapkan) == (Fraction(70), "70")
    assert sheet.lhe == "LHE 700/33/2026 tanggal 30-01-2026"
    [draft] = draft_figures(kantor, Period(TAHUN), by=None, at=AT, kode=["TK-01"])
    assert draft.nilai == "70"


def test_establishing_again_is_a_correction_that_moves_the_figure(kantor, orang) -> None:
    grade_all(kantor, orang)
    establish(kantor, TAHUN, SURAT, by=orang("indra"), at=AT)
    [draft] = draft_figures(kantor, Period(TAHUN), by=None, at=AT, kode=["TK-01"])
    later = AT + timedelta(days=1)
    here = NilaiLke.objects.filter(sub="2.c", penilai="evaluator").last()
    grade_sub(kantor, TAHUN, "2.c", "evaluator", typed("2.c", "C", dasar=str(here.pk)), by=orang("indra"), at=later)
    establish(kantor, TAHUN, Penetapan("700/40/2026", "2026-02-02"), by=orang("indra"), at=later)
    draft.refresh_from_db()
    assert draft.nilai == "67"
    assert sheet_of(kantor, TAHUN, AT).ditetapkan == "70"


def test_an_incomplete_sheet_or_letter_establishes_nothing(kantor, orang) -> None:
    with pytest.raises(IssueError) as raised:
        establish(kantor, TAHUN, Penetapan("", "kapan"), by=orang("indra"), at=AT)
    assert [one.di_mana for one in raised.value.issues] == ["penetapan", "nomor", "tanggal"]
    assert not register_model("lke").objects.filter(periode=TAHUN).exists()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"grade": ""}, "grade_1.a"),
        ({"grade": "F"}, "grade_1.a"),
        ({"grade": "BB", "kriteria": [1, 2]}, "grade_1.a"),
        ({"grade": "AA"}, "catatan_1.a"),
    ],
)
def test_a_grade_that_its_criteria_do_not_carry_is_refused(kantor, orang, change, where) -> None:
    with pytest.raises(IssueError) as raised:
        grade_sub(kantor, TAHUN, "1.a", "mandiri", typed("1.a", **change), by=orang("hendra"), at=AT)
    assert [one.di_mana for one in raised.value.issues] == [where]
    assert not NilaiLke.objects.filter(tahun=TAHUN).exists()


def test_the_second_of_two_people_is_told(kantor, orang) -> None:
    grade_sub(kantor, TAHUN, "1.a", "mandiri", typed("1.a"), by=orang("hendra"), at=AT)
    with pytest.raises(IssueError, match="TLK-R086"):
        grade_sub(kantor, TAHUN, "1.a", "mandiri", typed("1.a", "C"), by=orang("dewi"), at=AT)


def test_each_side_grades_only_for_itself(kantor, orang) -> None:
    for username in ("indra", "ratna", "nia", "galuh"):
        with pytest.raises(NotFoundError):
            grade_sub(kantor, TAHUN, "1.a", "mandiri", typed("1.a"), by=orang(username), at=AT)
    for username in ("hendra", "ratna", "fajar"):
        with pytest.raises(NotFoundError):
            grade_sub(kantor, TAHUN, "1.a", "evaluator", typed("1.a"), by=orang(username), at=AT)
        with pytest.raises(NotFoundError):
            establish(kantor, TAHUN, SURAT, by=orang(username), at=AT)


@pytest.mark.parametrize(
    ("fulfilled", "grade"), [(0, "E"), (1, "D"), (2, "D"), (3, "C"), (4, "C"), (5, "CC"), (6, "CC"), (7, "B"), (8, "BB")]
)
def test_the_suggested_grade_follows_the_share_of_the_regulation(fulfilled, grade) -> None:
    assert suggested_grade(fulfilled, 8) == grade


def test_the_sheet_has_eighty_criteria_in_twelve_parts() -> None:
    assert (len(SUBS), sum(len(criteria_of(sub)) for sub in SUBS)) == (12, 80)
    with pytest.raises(NotFoundError):
        komponen_of(TAHUN, "9")


def test_what_the_system_proves_is_counted_from_its_data(kantor) -> None:
    proofs = proofs_of(kantor, 2023, AT)
    assert proofs["iku"].kalimat == "6 IKU ditetapkan"
    assert proofs["target"].kalimat == "6 IKU punya target 2023"
    assert proofs["disetujui"].kalimat.endswith("angka 2023 disetujui kepala dinas")
    named = {one.sudah for sub in SUBS for one in criteria_of(sub) if one.sudah}
    assert named <= set(SUMBER_BUKTI)


def test_the_demonstration_shows_the_register_as_the_evaluator_grades(kantor) -> None:
    sheet = sheet_of(kantor, 2023, AT)
    assert len(sheet.evaluator) == 12 and sheet.nilai_evaluator.nilai is not None
    assert sheet.ditetapkan == "73.46"
