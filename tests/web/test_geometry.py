"""Where things are drawn: the ruler, the partition, the comparison and the trend."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tolok.web.geometry import draw_mistar, draw_partisi, draw_perbandingan, number, percent
from tolok.web.read_models import BagianPartisi, BarisPerbandingan, Mistar, Perbandingan, PisahTren, TitikTren, Tren
from tolok.web.trend import PONSEL, axis_steps, draw_tren, last_years


def mistar(realisasi: float | None, nada="buruk", **more) -> Mistar:
    return Mistar(realisasi, "", "", "", nada, **more)


def width(text: str) -> float:
    return float(text.removesuffix("%") or 0)


def test_lengths_are_written_with_a_point_and_without_superfluous_zeros() -> None:
    assert [percent(66.208), percent(0), percent(-0.001), number(12.04), number(-0.01)] == [
        "66.21%", "0%", "0%", "12", "0",
    ]  # fmt: skip


def test_the_target_stands_at_four_fifths_of_the_width_and_the_shortfall_ends_there() -> None:
    drawn = draw_mistar(mistar(50))
    assert (drawn.isi, drawn.kurang_x, drawn.kurang) == ("40%", "40%", "40%")


def test_a_forecast_lies_between_the_realised_bar_and_the_shortfall() -> None:
    drawn = draw_mistar(mistar(27.5, perkiraan=36.5, rentang=(34.0, 40.0)))
    assert (drawn.isi, drawn.perkiraan_x, drawn.perkiraan, drawn.kurang_x) == ("22%", "22%", "7.2%", "29.2%")
    assert (drawn.rentang_x1, drawn.rentang_x2) == ("27.2%", "32%")


def test_a_bar_beyond_122_per_cent_is_cut_and_marked() -> None:
    drawn = draw_mistar(mistar(294.7, "baik"))
    assert (drawn.isi, drawn.terpotong, drawn.kurang) == ("97.6%", True, "")
    assert not draw_mistar(mistar(122, "baik")).terpotong


def test_a_negative_result_has_an_empty_bar_and_a_mark() -> None:
    drawn = draw_mistar(mistar(-37.9))
    assert (drawn.isi, drawn.negatif, drawn.kurang_x, drawn.kurang) == ("", True, "0%", "80%")


def test_a_missing_value_is_not_drawn_as_zero() -> None:
    assert draw_mistar(mistar(None)).kosong
    assert not draw_mistar(mistar(0)).kosong


@pytest.mark.parametrize("nada", ["baik", "netral"])
def test_no_shortfall_is_drawn_where_nobody_is_judged_to_be_short(nada: str) -> None:
    assert draw_mistar(mistar(60, nada)).kurang == ""


def bagian(*jumlah: int) -> tuple[BagianPartisi, ...]:
    kinds = ("dihitung", "tidak_memenuhi", "dikecualikan")
    return tuple(BagianPartisi(kind, "", count, str(count)) for kind, count in zip(kinds, jumlah, strict=True))


@pytest.mark.parametrize("counts", [(96, 1046, 52), (1142, 0, 52), (1, 999_999, 1), (0, 0, 3), (5, 0, 0)])
def test_the_partition_fills_the_whole_width_and_no_part_vanishes(counts: tuple[int, int, int]) -> None:
    pieces = draw_partisi(bagian(*counts))
    assert [piece.jenis for piece in pieces] == [part.jenis for part in bagian(*counts) if part.jumlah]
    assert width(pieces[-1].x) + width(pieces[-1].lebar) == pytest.approx(100, abs=0.03)
    assert min(width(piece.lebar) for piece in pieces) >= 0.8


def test_no_rows_give_no_pieces() -> None:
    assert draw_partisi(bagian(0, 0, 0)) == ()


def perbandingan(*values: float | None, target: float | None = 6.5) -> Perbandingan:
    rows = tuple(BarisPerbandingan("Kecamatan", value, "") for value in values)
    return Perbandingan("", "", "", (), rows, BarisPerbandingan("Kota", 5.0, "5,00"), target)


def test_kecamatan_share_one_scale_from_zero_to_the_highest() -> None:
    drawn = draw_perbandingan(perbandingan(10.0, 5.0, None))
    assert [row.x for row in drawn.baris] == ["96%", "50%", ""]
    assert (drawn.nol, drawn.keseluruhan) == ("4%", "50%")


def test_a_negative_kecamatan_moves_the_zero_line() -> None:
    drawn = draw_perbandingan(perbandingan(10.0, -10.0))
    assert (drawn.baris[1].x, drawn.nol) == ("4%", "50%")


def test_a_missing_target_is_not_drawn() -> None:
    assert draw_perbandingan(perbandingan(1.0, target=None)).target == ""


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-3.37, 7.73, [-5, 0, 5, 10]), (0, 100, [0, 20, 40, 60, 80, 100]), (0, 0.05, [0, "1/50", "1/25", "3/50"]),
     (0, 0, [-1, "-1/2", 0, "1/2", 1])],
)  # fmt: skip
def test_the_axis_carries_round_numbers(low: float, high: float, expected: list) -> None:
    assert list(axis_steps(low, high)) == [Fraction(value) for value in expected]


def tren(*values: float | None, pisah: int = 0) -> Tren:
    points = tuple(TitikTren(str(2018 + i), value, "x", 5.0, "5,00") for i, value in enumerate(values))
    return Tren("", "", "persen", points, (PisahTren(pisah, "", "", "", ""),) if pisah else ())


def test_the_line_stops_at_a_changed_definition() -> None:
    drawn = draw_tren(tren(1, 2, 3, 4, pisah=2))
    assert [old for _, old in drawn.garis] == [True, False]
    assert [point.lama for point in drawn.titik] == [True, True, False, False]


def test_a_year_without_a_value_breaks_the_line_and_keeps_its_place() -> None:
    drawn = draw_tren(tren(1, None, 3))
    assert drawn.garis == ()
    assert [bool(point.y) for point in drawn.titik] == [True, False, True]


def test_a_phone_shows_the_last_five_years_and_moves_the_break() -> None:
    short = last_years(tren(1, 2, 3, 4, 5, 6, 7, pisah=4), 5)
    assert [point.label for point in short.titik] == ["2020", "2021", "2022", "2023", "2024"]
    assert short.pisah[0].indeks == 2
    assert last_years(tren(1, 2, 3, 4, 5, 6, 7, pisah=2), 5).pisah == ()


@pytest.mark.parametrize("ukuran", [None, PONSEL])
def test_all_points_lie_inside_the_chart(ukuran) -> None:
    drawn = draw_tren(tren(-3.4, 7.7, 5.6, None, 12.9), ukuran) if ukuran else draw_tren(tren(-3.4, 7.7, 5.6, 12.9))
    left, top, bottom = float(drawn.x_kiri), float(drawn.atas), float(drawn.bawah)
    for point in drawn.titik:
        assert left < float(point.x) < float(drawn.x_kanan)
        assert not point.y or top <= float(point.y) <= bottom


def test_a_label_makes_room_for_the_target_above_it() -> None:
    points = (TitikTren("2023", 7.0, "7,00", 6.0, "6,00"), TitikTren("2024", 5.4, "5,40", 6.5, "6,50"))
    drawn = draw_tren(replace(tren(1), titik=points))
    assert float(drawn.titik[1].y_teks) > float(drawn.titik[1].y)


def test_an_empty_trend_can_be_drawn() -> None:
    assert draw_tren(tren(None, None)).garis == ()
