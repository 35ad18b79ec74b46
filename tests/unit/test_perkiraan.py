"""The forecast rule, with golden numbers worked out by hand."""

from fractions import Fraction as F

import pytest

from tolok.measurement.perkiraan import (
    ATURAN,
    Perkiraan,
    TahunLalu,
    compute_perkiraan,
    needed_pace,
    shares,
    status_perkiraan,
)
from tolok.values.number import format_angka

# Two earlier years: by the quarter 6 of 8 (3/4) and 4 of 8 (1/2) were reached. Mean 5/8.
DUA = {2022: TahunLalu(F(6), F(8)), 2023: TahunLalu(F(4), F(8))}


def printed(one: Perkiraan) -> str:
    if one.nilai is None or one.rendah is None or one.tinggi is None:
        return f"tanpa perkiraan: {one.alasan}"
    return f"{format_angka(one.nilai, 2)} ({format_angka(one.rendah, 2)}–{format_angka(one.tinggi, 2)})"


@pytest.mark.parametrize(
    ("nilai", "triwulan", "sebelumnya", "hasil"),
    [
        # 5 / (5/8) = 8; 5 / (3/4) = 6,67; 5 / (1/2) = 10.
        ("5", 3, DUA, "8,00 (6,67–10,00)"),
        ("5", 2, DUA, "8,00 (6,67–10,00)"),
        ("5", 1, DUA, "tanpa perkiraan: perkiraan dibuat mulai Triwulan II"),
        ("5", 4, DUA, "tanpa perkiraan: tahun sudah lengkap"),
        ("5", 0, DUA, "tanpa perkiraan: tahun sudah lengkap"),
        ("0", 3, DUA, "tanpa perkiraan: angka sampai triwulan ini nol"),
        ("-1", 3, DUA, "tanpa perkiraan: angka sampai triwulan ini negatif"),
        (None, 3, DUA, "tanpa perkiraan: belum ada angka"),
        ("5", 3, {2023: DUA[2023]}, "tanpa perkiraan: belum ada dua tahun sebelumnya untuk dibandingkan"),
        ("5", 3, {}, "tanpa perkiraan: belum ada dua tahun sebelumnya untuk dibandingkan"),
        # A year at zero or below says nothing about shares.
        ("5", 3, {**DUA, 2021: TahunLalu(F(-1), F(3))}, "8,00 (6,67–10,00)"),
        ("5", 3, {2022: DUA[2022], 2023: TahunLalu(F(0), F(8))},
         "tanpa perkiraan: belum ada dua tahun sebelumnya untuk dibandingkan"),
        # Equal shares: a range of one point. 5,38 / 0,96 = 5,604…
        ("269/50", 3, {2022: TahunLalu(F(96), F(100)), 2023: TahunLalu(F(48), F(50))}, "5,60 (5,60–5,60)"),
        # A quarter above its year (a ratio): the share is more than one, the forecast lies below.
        ("40", 3, {2022: TahunLalu(F(50), F(40)), 2023: TahunLalu(F(50), F(50))}, "35,56 (32,00–40,00)"),
    ],
)  # fmt: skip
def test_the_forecast_is_the_figure_over_the_mean_share_of_earlier_years(nilai, triwulan, sebelumnya, hasil) -> None:
    assert printed(compute_perkiraan(F(nilai) if nilai else None, triwulan, sebelumnya)) == hasil


def test_a_part_of_a_whole_is_never_forecast_above_a_hundred() -> None:
    found = compute_perkiraan(F(175, 2), 3, {2022: TahunLalu(F(4, 5), F(1)), 2023: TahunLalu(F(9, 10), F(1))}, F(100))
    assert (printed(found), found.dibatasi) == ("100,00 (97,22–100,00)", True)


def test_only_the_five_latest_years_are_looked_at() -> None:
    years = {tahun: TahunLalu(F(tahun - 2000), F(100)) for tahun in range(2015, 2024)}
    assert list(shares(years)) == [2019, 2020, 2021, 2022, 2023]


@pytest.mark.parametrize(
    ("target", "arah", "terbuka", "status"),
    [  # of the forecast 8 in 6,67–10
        ("8", "naik", False, "sesuai"), ("7", "naik", False, "sesuai"), ("8", "naik", True, "perhatian"),
        ("9", "naik", False, "perhatian"), ("10", "naik", False, "perhatian"), ("10,01", "naik", False, "meleset"),
        ("8", "turun", False, "sesuai"), ("9", "turun", False, "sesuai"), ("7", "turun", False, "perhatian"),
        ("6,66", "turun", False, "meleset"), ("8", "stabil", False, "sesuai"), ("9", "stabil", False, "perhatian"),
        ("12", "stabil", False, "meleset"), (None, "naik", False, None),
    ],
)  # fmt: skip
def test_the_status_follows_from_the_range_and_the_target(target, arah, terbuka, status) -> None:
    forecast = compute_perkiraan(F(5), 3, DUA)
    asked = F(target.replace(",", ".")) if target else None
    assert status_perkiraan(forecast, asked, arah, terbuka) == status


def test_without_a_forecast_there_is_no_status() -> None:
    assert status_perkiraan(compute_perkiraan(F(5), 1, DUA), F(8), "naik") is None


def test_the_pace_is_what_lacks_over_the_quarters_that_are_left() -> None:
    pace = needed_pace(F(5), F(8), "naik", 2)
    assert pace is not None
    assert (pace.kurang, pace.per_triwulan) == (3, F(3, 2))
    falling = needed_pace(F(9), F(6), "turun", 3)
    assert falling is not None
    assert falling.per_triwulan == -3
    assert needed_pace(F(8), F(8), "naik", 2) is None
    assert needed_pace(F(5), F(8), "naik", 4) is None
    assert needed_pace(None, F(8), "naik", 2) is None


def test_a_forecast_is_a_value_with_a_range_or_a_reason() -> None:
    with pytest.raises(ValueError, match="nilai dengan rentangnya atau alasan"):
        Perkiraan(nilai=F(1))
    with pytest.raises(ValueError, match="nilai dengan rentangnya atau alasan"):
        Perkiraan()


def test_the_rule_is_written_down_in_the_decision_note_word_by_word() -> None:
    from pathlib import Path

    note = Path(__file__).resolve().parents[2] / "docs" / "keputusan" / "0014-forecast-by-shares.md"
    assert " ".join(ATURAN.split()) in " ".join(note.read_text().replace("> ", "").split())
