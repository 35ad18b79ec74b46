"""The scales that ship, at and around every bound, and what a scale file may not say."""

from datetime import date
from fractions import Fraction

import pytest

from tolok.measurement.parameter import in_force, load_skala, skala_from_yaml
from tolok.measurement.skala import predikat
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

SKALA = load_skala(FOLDER / "parameter")
TODAY = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("nama", "nilai", "label"),
    [
        ("capaian", "294.7", "Sangat Tinggi"),
        ("capaian", "91", "Sangat Tinggi"),
        ("capaian", "90.999", "Tinggi"),
        ("capaian", "90.5", "Tinggi"),
        ("capaian", "76", "Tinggi"),
        ("capaian", "75.999", "Sedang"),
        ("capaian", "66", "Sedang"),
        ("capaian", "65.999", "Rendah"),
        ("capaian", "51", "Rendah"),
        ("capaian", "50.999", "Sangat Rendah"),
        ("capaian", "0", "Sangat Rendah"),
        ("akip", "90.01", "AA"),
        ("akip", "90", "A"),
        ("akip", "80.01", "A"),
        ("akip", "80", "BB"),
        ("akip", "70.01", "BB"),
        ("akip", "70", "B"),
        ("akip", "60.01", "B"),
        ("akip", "60", "CC"),
        ("akip", "50.01", "CC"),
        ("akip", "50", "C"),
        ("akip", "30.01", "C"),
        ("akip", "30", "D"),
        ("akip", "0", "D"),
        ("skm", "100", "A"),
        ("skm", "88.31", "A"),
        ("skm", "88.305", "A"),
        ("skm", "88.3049", "B"),
        ("skm", "76.61", "B"),
        ("skm", "76.605", "B"),
        ("skm", "76.604", "C"),
        ("skm", "65", "C"),
        ("skm", "64.995", "C"),
        ("skm", "64.9949", "D"),
        ("skm", "25", "D"),
    ],
)
def test_a_figure_at_a_bound_has_the_class_of_the_regulation(nama, nilai, label):
    assert predikat(Fraction(nilai), in_force(SKALA, nama, TODAY)).label == label


def test_a_class_carries_its_words():
    assert predikat(Fraction(73), in_force(SKALA, "akip", TODAY)).arti == "Sangat Baik"
    assert predikat(Fraction("91.48"), in_force(SKALA, "skm", TODAY)).arti == "Sangat baik"


def test_each_scale_names_its_regulation_and_its_first_day():
    assert {s.nama: s.dasar for s in SKALA} == {
        "capaian": "Permendagri 86/2017 (sebelumnya Permendagri 54/2010)",
        "akip": "PermenPANRB 88/2021",
        "skm": "PermenPANRB 14/2017",
    }
    with pytest.raises(IssueError, match="TLK-U005"):
        in_force(SKALA, "akip", date(2021, 12, 31))


def _raw(*kelas: dict[str, object], **more: object) -> dict[str, object]:
    head = {"nama": "uji", "label": "Uji", "dasar": "uji", "berlaku_sejak": date(2020, 1, 1)}
    return {"skala": [head | {"kelas": list(kelas)} | more]}


HIGH, LOW = {"label": "Tinggi", "mulai": 50}, {"label": "Rendah"}


def test_a_scale_from_a_mapping_keeps_order_and_edges():
    skala = skala_from_yaml(_raw({"label": "Puncak", "di_atas": "90,5"}, HIGH, LOW), "uji")[0]
    assert [(k.bawah, k.tepi, k.label) for k in skala.batas] == [
        (Fraction("90.5"), "eksklusif", "Puncak"),
        (Fraction(50), "inklusif", "Tinggi"),
        (None, "inklusif", "Rendah"),
    ]
    assert predikat(Fraction(-5), skala).label == "Rendah"


@pytest.mark.parametrize(
    ("raw", "kode"),
    [
        (_raw(HIGH), "TLK-U004"),
        (_raw(), "TLK-U004"),
        (_raw(LOW, HIGH), "TLK-U004"),
        (_raw(HIGH, {"label": "Puncak", "mulai": 90}, LOW), "TLK-U004"),
        (_raw(HIGH, HIGH, LOW), "TLK-U004"),
        (_raw({"label": "Tinggi", "mulai": 88.31}, LOW), "TLK-U003"),
        (_raw({"label": "Tinggi", "mulai": "88.31"}, LOW), "TLK-U003"),
        (_raw({"label": "Tinggi", "mulai": 5, "di_atas": 5}, LOW), "TLK-U003"),
        (_raw({"mulai": 5}, LOW), "TLK-U002"),
        (_raw(HIGH, LOW, desimal="0,5"), "TLK-U003"),
        (_raw(HIGH, LOW, desimal=-1), "TLK-U003"),
        (_raw(HIGH, LOW, kelas="Tinggi"), "TLK-U002"),
        ({"skala": None}, "TLK-U002"),
        (None, "TLK-U002"),
    ],
)
def test_a_scale_that_would_misjudge_is_refused(raw, kode):
    with pytest.raises(IssueError) as caught:
        skala_from_yaml(raw, "skala.yaml")
    assert kode in {issue.kode for issue in caught.value.issues}
    assert all("skala.yaml" in issue.di_mana for issue in caught.value.issues)
