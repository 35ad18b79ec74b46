"""No value is bound to a year without evidence; what is concluded is said, what conflicts is asked."""

from reading.kertas import baca, kertas
from tolok.reading.read import read

ROWS = "No | Sasaran | Indikator | Target\n1 | Meningkatnya angin | Indeks angin | 10\n"


def test_the_single_year_of_the_title_is_the_year_of_a_target_without_one() -> None:
    found = baca(f"PERJANJIAN KINERJA TAHUN 2020\nRENSTRA TAHUN 2016-2021\n{ROWS}")[0]
    assert found["target"] == {"2020": "10"}
    assert "target.2020" in found["disimpulkan"]


def test_without_a_year_anywhere_nothing_is_bound() -> None:
    assert "target" not in baca(f"INDIKATOR KINERJA UTAMA\n{ROWS}")[0]


def test_what_no_year_can_hold_is_said() -> None:
    issues = read(kertas(f"INDIKATOR KINERJA UTAMA\n{ROWS}")).issues
    assert "TLK-D220" in {issue.kode for issue in issues}
    quarters = read(kertas("No | Indikator | Target 2020 | Realisasi TW I\n1 | Indeks angin | 10 | 2")).issues
    assert {"TLK-D221"} == {issue.kode for issue in quarters} & {"TLK-D220", "TLK-D221"}


def test_a_span_of_years_is_no_year() -> None:
    assert "target" not in baca(f"RENSTRA TAHUN 2016-2021\n{ROWS}")[0]


def test_the_nearest_caption_decides() -> None:
    drawing = f"LAPORAN KINERJA TAHUN 2022\nTabel 3 Perjanjian Kinerja Tahun 2021\n{ROWS}"
    assert baca(drawing)[0]["target"] == {"2021": "10"}


def test_a_heading_that_says_more_than_target_takes_the_year_of_the_title_in_doubt() -> None:
    found = baca("PERJANJIAN KINERJA TAHUN 2020\nNo | Indikator | Target Kota\n1 | Indeks angin | 10")[0]
    assert found["ragu"] == ["target.2020"]


def test_a_bare_year_is_a_target_only_in_a_plan_for_that_year() -> None:
    table = "No | Sasaran | Indikator | 2020\n1 | Meningkatnya angin | Indeks angin | 10"
    plan = baca(f"INDIKATOR KINERJA UTAMA TAHUN 2020\n{table}")[0]
    assert (plan["target"], "target.2020" in plan["disimpulkan"]) == ({"2020": "10"}, True)
    report = baca(f"LAPORAN REALISASI KINERJA TAHUN 2020\n{table}")[0]
    assert (report.get("target"), report["nilai"]) == (None, {"2020": "10"})


def test_of_two_plans_the_one_in_the_title_holds_and_without_a_title_it_is_asked() -> None:
    table = "Indikator | Satuan | Target Renstra 2026 | Target PK 2026\nIndeks angin | Poin | 7 | 9"
    assert baca(f"PENETAPAN TARGET PERJANJIAN KINERJA\n{table}")[0]["target"] == {"2026": "9"}
    found = baca(f"CATATAN RAPAT\n{table}")[0]
    assert found["ragu"] == ["target.2026"]


def test_two_years_side_by_side_keep_their_own_columns() -> None:
    found = baca("""
Indikator Kinerja | Tahun 2021 | < | < | Tahun 2022 | < | <
^ | Target | Realisasi | % | Target | Realisasi | %
Indeks angin | 70 | 71 | 101,4 | 75 | 74 | 98,7
""")[0]
    assert (found["target"], found["realisasi"]) == ({"2021": "70", "2022": "75"}, {"2021": "71", "2022": "74"})
    assert "nilai" not in found


def test_a_letter_that_is_no_grade_is_asked_and_not_taken() -> None:
    found = baca("Indikator | Tahun 2023 | Target 2024\nIndeks angin | F | 8,5")[0]
    assert found["ragu"] == ["nilai.2023"]
