"""Two documents beside each other, and proposals from the catalogue: nothing is repaired, nothing is chosen."""

import pytest

from tolok.catalogue.load import load_catalogue
from tolok.reading.compare import compare, same_name
from tolok.reading.draft import DraftIndikator, Found, Reading
from tolok.reading.proposal import TERBANYAK, propose
from tolok_koperasi import FOLDER


def draft(nama: str, target: dict[str, str] | None = None, **texts: str) -> DraftIndikator:
    found = {key: Found(text) for key, text in {"nama": nama, **texts}.items()}
    return DraftIndikator(found, {"target": {year: Found(text) for year, text in (target or {}).items()}})


def reading(*drafts: DraftIndikator) -> Reading:
    return Reading("dokumen.docx", "0" * 64, "docx", {}, drafts)


def test_misspelt_names_are_one_indicator_and_only_what_differs_is_told() -> None:
    a = reading(draft("Prosentase Koperasi Aktif", {"2024": "8,50%"}, satuan="%", sumber_data="Keragaan"))
    b = reading(draft("Persentase koperasi aktif", {"2024": "8,5"}, satuan="%", sumber_data="Register"))
    (found,) = compare(a, b)
    assert (found.medan, found.pertama.text, found.kedua.text) == ("sumber_data", "Keragaan", "Register")


def test_another_target_of_the_same_year_is_told_and_a_missing_year_is_not() -> None:
    a = reading(draft("Nilai SAKIP", {"2024": "75", "2025": "76"}))
    b = reading(draft("Nilai SAKIP", {"2024": "7,5"}))
    assert [(one.medan, one.pertama.text, one.kedua.text) for one in compare(a, b)] == [("target.2024", "75", "7,5")]


def test_an_indicator_of_one_document_alone_is_told_with_its_side() -> None:
    a = reading(draft("Nilai SAKIP"), draft("Jumlah koperasi aktif"))
    b = reading(draft("Nilai SAKIP"), draft("Volume usaha"))
    assert [(one.jenis, one.nama or one.kedua.text) for one in compare(a, b)] == [
        ("hanya pertama", "Jumlah koperasi aktif"), ("hanya kedua", "Volume usaha"),
    ]  # fmt: skip


def test_each_name_is_taken_once_and_the_nearest_first() -> None:
    a = reading(draft("Jumlah koperasi aktif kota", {"2024": "1"}), draft("Jumlah koperasi aktif", {"2024": "2"}))
    b = reading(draft("Jumlah koperasi aktif", {"2024": "2"}))
    assert [one.jenis for one in compare(a, b)] == ["hanya pertama"]


@pytest.mark.parametrize(("a", "b", "near"), [
    ("Prosentase koperasi sehat", "Persentase Koperasi Sehat", True),
    ("Persentase koperasi sehat", "Jumlah usaha mikro", False),
    ("", "Jumlah usaha mikro", False),
])  # fmt: skip
def test_names_are_near_by_their_words(a, b, near) -> None:
    assert (same_name(a, b) >= 0.7) == near


def test_the_definition_of_the_same_name_is_proposed_first_with_what_was_assumed() -> None:
    daftar = load_catalogue(FOLDER).indikator.values()
    one = draft(
        "Persentase koperasi terdaftar yang menyelenggarakan RAT", satuan="persen",
        formula_teks="Jumlah koperasi yang menyelenggarakan RAT dibagi jumlah koperasi aktif x 100%",
    )  # fmt: skip
    found = propose(one, daftar)
    assert 0 < len(found) <= TERBANYAK
    assert found[0].kode == "KOP-10"
    assert any("“aktif”" in said for said in found[0].anggapan)


def test_words_of_no_definition_are_no_proposal() -> None:
    assert propose(draft("Panjang jalan beraspal"), load_catalogue(FOLDER).indikator.values()) == ()
