"""SKM score and sample size, AKIP score: the golden vectors, the holes and the rules files that ship."""

from datetime import date
from fractions import Fraction

import pytest

from tolok.measurement.akip import akip_nilai
from tolok.measurement.parameter import akip_from_yaml, in_force, load_akip, load_skala, load_skm, skm_from_yaml
from tolok.measurement.skala import predikat
from tolok.measurement.skm import KREJCIE_MORGAN, skm_nilai, ukuran_sampel
from tolok.values.issue import IssueError
from tolok.values.number import format_angka
from tolok_koperasi import FOLDER

PARAMETER = FOLDER / "parameter"
TODAY = date(2024, 12, 31)
LKE = in_force(load_akip(PARAMETER), "lke", TODAY)
TOTALS = (105, 101, 100, 116, 102, 105, 106, 105, 115)
LINES = tuple(f"{komponen}.{sub}" for komponen in "1234" for sub in "abc")


@pytest.mark.parametrize(("bobot", "printed", "mutu"), [("1/9", "91,48", "A"), ("0,11", "90,56", "A")])
def test_29_respondents_score_as_printed_and_the_weight_is_recorded(bobot, printed, mutu):
    hasil = skm_nilai(TOTALS, 29, bobot)
    assert format_angka(hasil.nilai, 2) == printed
    assert (hasil.bobot, hasil.alasan) == (bobot, None)
    assert predikat(hasil.nilai, in_force(load_skala(PARAMETER), "skm", TODAY)).label == mutu


def test_the_default_weight_is_exact():
    hasil = skm_nilai(TOTALS, 29)
    assert hasil.nilai == Fraction(955, 29 * 9) * 25
    assert hasil.per_unsur == tuple(Fraction(total, 29) for total in TOTALS)


def test_the_extremes_of_the_answers_give_25_and_100():
    assert skm_nilai([7] * 9, 7).nilai == 25
    assert skm_nilai([28] * 9, 7).nilai == 100


def test_no_respondents_is_a_reason():
    hasil = skm_nilai([0] * 9, 0)
    assert (hasil.nilai, hasil.alasan) == (None, "tidak ada responden")


@pytest.mark.parametrize(
    ("totals", "responden", "count"),
    [(TOTALS[:8], 29, 1), ([117, *TOTALS[1:]], 29, 1), ([28, 117, *TOTALS[2:]], 29, 2), (TOTALS, 0, 9), (TOTALS, -1, 1)],
)
def test_totals_that_cannot_be_are_all_named(totals, responden, count):
    with pytest.raises(IssueError) as caught:
        skm_nilai(totals, responden)
    assert [issue.kode for issue in caught.value.issues] == ["TLK-U006"] * count


# Krejcie and Morgan's published table, population → sample.
SAMPLES = """10 10 15 14 20 19 25 24 30 28 35 32 40 36 45 40 50 44 55 48 60 52 65 56 70 59 75 63 80 66 85 70 90 73 95 76
    100 80 110 86 120 92 130 97 140 103 150 108 160 113 170 118 180 123 190 127 200 132 210 136 220 140 230 144 240 148
    250 152 260 155 270 159 280 162 290 165 300 169 320 175 340 181 360 186 380 191 400 196 420 201 440 205 460 210
    480 214 500 217 550 226 600 234 650 242 700 248 750 254 800 260 850 265 900 269 950 274 1000 278 1100 285 1200 291
    1300 297 1400 302 1500 306 1600 310 1700 313 1800 317 1900 320 2000 322 2200 327 2400 331 2600 335 2800 338 3000 341
    3500 346 4000 351 4500 354 5000 357 6000 361 7000 364 8000 367 9000 368 10000 370 15000 375 20000 377 30000 379
    40000 380 50000 381 75000 382 1000000 384"""


def test_the_sample_size_agrees_with_the_whole_published_table():
    numbers = [int(text) for text in SAMPLES.split()]
    wanted = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert {populasi: ukuran_sampel(populasi) for populasi in wanted} == wanted


def test_one_user_is_a_sample_of_one_and_none_is_an_issue():
    assert ukuran_sampel(1) == 1
    with pytest.raises(IssueError, match="TLK-U008"):
        ukuran_sampel(0)


def test_the_survey_rules_that_ship_agree_with_the_code():
    aturan = in_force(load_skm(PARAMETER), "skm", TODAY)
    assert aturan.sampel == KREJCIE_MORGAN
    assert aturan.bobot == "1/9"
    assert (len(aturan.unsur), aturan.unsur[0], aturan.unsur[8]) == (9, "Persyaratan", "Sarana dan prasarana")


def test_a_survey_rule_with_eight_unsur_is_refused():
    raw = {
        "skm": [
            {
                "nama": "skm",
                "dasar": "uji",
                "berlaku_sejak": date(2020, 1, 1),
                "bobot": "1/9",
                "unsur": [{"nama": "x"}] * 8,
                "sampel": {"khi_kuadrat": "3,841", "proporsi": "0,5", "galat": "0,05"},
            }
        ]
    }
    with pytest.raises(IssueError, match="harus 9 unsur, tertulis 8"):
        skm_from_yaml(raw, "skm.yaml")


@pytest.mark.parametrize(
    ("grade", "printed", "label"),
    [
        ("AA", "100,00", "AA"),
        ("A", "90,00", "A"),
        ("BB", "80,00", "BB"),
        ("B", "70,00", "B"),
        ("CC", "60,00", "CC"),
        ("C", "50,00", "C"),
        ("D", "30,00", "D"),
        ("E", "0,00", "D"),
    ],
)
def test_one_grade_everywhere_scores_its_value(grade, printed, label):
    hasil = akip_nilai(dict.fromkeys(LINES, grade), LKE)
    assert format_angka(hasil.nilai, 2) == printed
    assert predikat(hasil.nilai, in_force(load_skala(PARAMETER), "akip", TODAY)).label == label


def test_weights_are_30_30_15_25_split_20_30_50():
    assert [k.bobot for k in LKE.komponen] == [30, 30, 15, 25]
    for komponen in LKE.komponen:
        assert [sub.bobot / komponen.bobot * 100 for sub in komponen.sub] == [20, 30, 50]


def test_mixed_grades_add_up_by_hand():
    grades = dict(zip(LINES, ["A", "BB", "B", "BB", "B", "CC", "AA", "B", "C", "B", "CC", "D"], strict=True))
    hasil = akip_nilai(grades, LKE)
    # 5,4+7,2+10,5  4,8+6,3+9  3+3,15+3,75  3,5+4,5+3,75
    assert hasil.per_komponen == {"1": Fraction("23.1"), "2": Fraction("20.1"), "3": Fraction("9.9"), "4": Fraction("11.75")}
    assert hasil.nilai == Fraction("64.85")


def test_a_line_without_a_grade_is_a_reason_and_never_zero():
    grades = dict.fromkeys(LINES, "B") | {"2.b": None}
    del grades["4.c"]
    hasil = akip_nilai(grades, LKE)
    assert (hasil.nilai, hasil.alasan) == (None, "belum diisi: 2.b, 4.c")
    assert hasil.per_komponen == {"1": 21, "2": None, "3": Fraction("10.5"), "4": None}


def test_unknown_lines_and_grades_are_all_named():
    with pytest.raises(IssueError) as caught:
        akip_nilai(dict.fromkeys(LINES, "B") | {"5.a": "B", "1.a": "bbb"}, LKE)
    assert [issue.kode for issue in caught.value.issues] == ["TLK-U007", "TLK-U007"]
    assert "Maksud Anda `BB`?" in str(caught.value)


def _lke(*komponen: dict[str, object]) -> dict[str, object]:
    head = {"nama": "uji", "dasar": "uji", "berlaku_sejak": date(2020, 1, 1), "jawaban": {"Y": 100, "T": 0}}
    return {"akip": [head | {"komponen": list(komponen)}]}


def _komponen(kode: str, bobot: object, *sub: object) -> dict[str, object]:
    lines = [{"kode": f"{kode}.{n}", "nama": "x", "bobot": points} for n, points in enumerate(sub)]
    return {"kode": kode, "nama": "x", "bobot": bobot, "sub": lines}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (_lke(_komponen("1", 90, 90)), "tidak berjumlah 100"),
        (_lke(_komponen("1", 100, 40, 50)), "sub-komponen 1 tidak berjumlah 100"),
        (_lke(_komponen("1", 50, 50), _komponen("1", 50, 50)), "berulang"),
        (_lke(_komponen("1", 100, 92.5, 7.5)), "bukan angka: 92.5"),
        (_lke(), "tidak berjumlah 100"),
    ],
)
def test_an_lke_whose_weights_do_not_close_is_refused(raw, said):
    with pytest.raises(IssueError) as caught:
        akip_from_yaml(raw, "akip.yaml")
    assert said in str(caught.value)


def test_another_city_may_have_its_own_lke():
    bobot = akip_from_yaml(_lke(_komponen("1", "62,5", "62,5"), _komponen("2", "37,5", 30, "7,5")), "akip.yaml")[0]
    assert akip_nilai({"1.0": "Y", "2.0": "T", "2.1": "Y"}, bobot).nilai == 70
