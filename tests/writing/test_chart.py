"""Charts, codes and pictures: what is printed in them, where it stands, and that nothing is drawn that is not there."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tolok.values.issue import IssueError
from tolok.writing.chart import BarisBatang, Batang, TitikTren, draw_capaian, draw_serapan, draw_trend
from tolok.writing.chart_svg import cut, room_of
from tolok.writing.picture import svg_png
from tolok.writing.qr import qr_path, qr_svg
from tolok.writing.sheet import Chart

SVG = "{http://www.w3.org/2000/svg}"
TITIK = (
    TitikTren("2021", "68,42", Fraction(6842, 100), target_tampil="70,00", target=Fraction(70)),
    TitikTren("2022", "71,20", Fraction(712, 10), target_tampil="70,50", target=Fraction(705, 10)),
    TitikTren("2023", alasan="penyebut nol", target_tampil="71,00", target=Fraction(71)),
    TitikTren("2024", "73,46", Fraction(7346, 100)),
    TitikTren("2025", "75,10", Fraction(751, 10), putus=True),
)
BARIS = (
    BarisBatang("Persentase koperasi aktif", Batang("98,40%", Fraction(984, 10)), Batang("88,12%", Fraction(8812, 100))),
    BarisBatang("Nilai akuntabilitas", Batang("120,00%", Fraction(120)), Batang(alasan="belum ada anggaran")),
)


def words_of(chart: Chart) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


def elements(chart: Chart, name: str, **wanted: str) -> list[dict[str, str]]:
    found = (dict(one.attrib) for one in ElementTree.fromstring(chart.svg).iter(SVG + name))
    return [one for one in found if all(one.get(key.replace("_", "-")) == value for key, value in wanted.items())]


def trend(*titik: TitikTren) -> Chart:
    return draw_trend("Koperasi aktif", "%", titik, "Gambar 3.1")


def test_every_figure_of_a_trend_is_printed_once_as_it_was_given() -> None:
    words = words_of(trend(*TITIK))
    for figure in ("68,42", "71,20", "73,46", "75,10", "70,00", "70,50", "71,00", "2021", "2025"):
        assert words.count(figure) == 1
    assert words.count("penyebut nol") == 1
    assert "Satuan: %" in words


def test_a_year_without_a_figure_has_no_point_and_breaks_the_line() -> None:
    chart = trend(*TITIK)
    assert len(elements(chart, "circle", r="15")) == 4
    lines = elements(chart, "line", stroke_width="8")
    assert len(lines) == 2, "the sign of the legend and 2021 to 2022"


def test_a_year_measured_in_another_way_is_cut_off_and_says_so() -> None:
    joined = [replace(one, putus=False) for one in TITIK]
    assert len(elements(trend(*joined), "line", stroke_width="8")) == 3
    assert "cara ukur berubah" in words_of(trend(*TITIK))
    assert "cara ukur berubah" not in words_of(trend(*joined))
    assert "cara ukur berubah" not in words_of(trend(replace(TITIK[0], putus=True))), "nothing stands before it"


def test_points_stand_in_the_order_of_their_figures_and_at_them() -> None:
    points = elements(trend(*TITIK), "circle", r="15")
    assert [int(one["cx"]) for one in points] == sorted(int(one["cx"]) for one in points)
    heights = [int(one["cy"]) for one in points]
    assert heights == sorted(heights, reverse=True)
    first, second, third = heights[0], heights[1], heights[3]
    share = Fraction(first - second, first - third)
    assert abs(share - (TITIK[1].nilai - TITIK[0].nilai) / (TITIK[4].nilai - TITIK[0].nilai)) < Fraction(1, 50)


@pytest.mark.parametrize(
    ("values", "printed"),
    [
        (("0",), ["0,0", "0,5", "1,0"]),
        (("5", "5"), ["4,5", "5,0", "5,5"]),
        (("-20402517300", "168402517300"), ["−100.000.000.000", "0", "100.000.000.000", "200.000.000.000"]),
        (("0.0021", "0.0024"), ["0,0021", "0,0022", "0,0023", "0,0024"]),
        (("-5", "-1"), ["−6", "−4", "−2", "0"]),
        (("30", "99"), ["0", "50", "100"]),
    ],
)
def test_the_axis_stands_at_round_figures_around_those_of_the_trend(values, printed) -> None:
    chart = trend(*(TitikTren(str(2020 + at), "x", Fraction(value)) for at, value in enumerate(values)))
    axis = [re.sub("<[^>]+>", "", one) for one in re.findall(r'<text [^>]*text-anchor="end">[^<]*</text>', chart.svg)]
    assert [one for one in axis if not one.startswith("Satuan")] == printed
    for one in elements(chart, "circle", r="15"):
        assert 130 <= int(one["cy"]) <= 580


def test_a_trend_without_any_figure_says_why_and_draws_no_point() -> None:
    chart = trend(TitikTren("2024", alasan="belum terbit"))
    assert "belum terbit" in words_of(chart)
    assert elements(chart, "circle", r="15") == []
    with pytest.raises(ValueError, match="paling sedikit satu tahun"):
        trend()


@pytest.mark.parametrize("years", [1, 2, 5, 12])
def test_figures_of_neighbouring_years_do_not_lie_over_each_other(years) -> None:
    figure = "168.402.517.300"
    chart = trend(*(TitikTren(str(2013 + at), figure, Fraction(168402517300)) for at in range(years)))
    places = []
    for one in elements(chart, "text", font_weight="600"):
        wide = room_of(figure, int(one["font-size"]), True)
        places.append((int(one["x"]) - wide / 2, int(one["x"]) + wide / 2))
    assert len(places) == years
    assert all(left[1] <= right[0] + 2 for left, right in pairwise(places))
    assert places[0][0] >= 0 and places[-1][1] <= 1700


def test_a_bar_is_as_long_as_its_figure_and_the_line_of_hundred_stands_at_hundred() -> None:
    chart = draw_capaian(BARIS, "Gambar")
    short, long = elements(chart, "rect", fill="#0b3f59")
    (hundred,) = elements(chart, "line", stroke_dasharray="16 10")
    assert abs(Fraction(int(short["width"]), int(long["width"])) - Fraction(984, 1200)) < Fraction(1, 200)
    assert int(short["x"]) + int(short["width"]) < int(hundred["x1"]) < int(long["x"]) + int(long["width"])
    words = words_of(chart)
    assert words.count("98,40%") == words.count("120,00%") == 1
    assert "88,12%" not in words


def test_beside_the_budget_each_row_has_two_bars_or_the_word_why_not() -> None:
    chart = draw_serapan(BARIS, "Gambar")
    words = words_of(chart)
    assert {"Capaian", "Serapan anggaran", "98,40%", "88,12%", "120,00%", "belum ada anggaran"} <= set(words)
    assert len(elements(chart, "rect", stroke="#0b3f59")) == 4, "three bars and the sign of the legend"
    fills = {one["fill"] for one in elements(chart, "rect", stroke="#0b3f59")}
    grey = sorted(sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) / 765 for fill in fills)
    assert grey[1] - grey[0] > 0.5, "told apart on a page printed in grey"


def test_a_bar_beyond_the_axis_is_torn_and_still_says_its_figure() -> None:
    chart = draw_capaian((BarisBatang("Omzet", Batang("412,00%", Fraction(412))), BARIS[0]), "Gambar")
    assert len(elements(chart, "line", stroke="#ffffff")) == 2
    assert "412,00%" in words_of(chart)
    (first, _) = elements(chart, "rect", fill="#0b3f59")
    assert int(first["x"]) + int(first["width"]) == 1500


def test_a_negative_capaian_has_no_bar_but_its_figure() -> None:
    chart = draw_capaian((BarisBatang("Omzet", Batang("−12,00%", Fraction(-12))),), "Gambar")
    (bar,) = elements(chart, "rect", fill="#0b3f59")
    assert bar["width"] == "0"
    assert "−12,00%" in words_of(chart)
    with pytest.raises(ValueError, match="paling sedikit satu baris"):
        draw_capaian((), "Gambar")


def test_a_long_name_takes_two_lines_and_stands_whole_in_the_description() -> None:
    name = "Persentase usaha mikro yang naik kelas menjadi usaha kecil di seluruh wilayah kota dalam satu tahun anggaran"
    chart = draw_capaian((BarisBatang(name, BARIS[0].capaian),), "Gambar")
    shown = [words for words in words_of(chart) if words in name or words.endswith("…")]
    assert len(shown) == 2
    assert shown[1].endswith("…")
    assert name in chart.alt


def test_the_description_says_every_figure_and_every_reason() -> None:
    said = trend(*TITIK).alt
    assert "2021: realisasi 68,42, target 70,00" in said
    assert "2023: realisasi penyebut nol, target 71,00" in said
    assert "2025 (cara ukur berubah): realisasi 75,10, target belum ada" in said
    assert "Nilai akuntabilitas: capaian 120,00%, serapan anggaran belum ada anggaran" in draw_serapan(BARIS, "x").alt


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"/><image href="file:///etc/passwd"/>', "&amp; ]]> <!--", "\x00\x1b😀", "a\nb"]
)
def test_hostile_words_stay_words_of_the_picture(words) -> None:
    titik = TitikTren(words, words, Fraction(1), words, words, Fraction(2))
    batang = BarisBatang(words, Batang(words, Fraction(50)))
    for chart in (draw_trend(words, words, (titik, replace(titik, nilai=None)), "x"), draw_capaian((batang,), "x")):
        names = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(chart.svg).iter()}
        assert names <= {"svg", "rect", "line", "text", "circle"}
        assert svg_png(chart.svg, 50, 30).startswith(b"\x89PNG")


def test_the_same_figures_give_the_same_bytes() -> None:
    assert trend(*TITIK) == trend(*TITIK)
    assert svg_png(trend(*TITIK).svg, 60, 50) == svg_png(trend(*TITIK).svg, 60, 50)


def test_words_are_cut_to_their_room_and_end_in_an_ellipsis() -> None:
    assert cut("pendek", 500, 30) == "pendek"
    short = cut("Persentase koperasi aktif yang sehat", 200, 30)
    assert short.endswith("…")
    assert room_of(short, 30) <= 200
    assert cut("Q" * 10_000, 200, 30).count("Q") < 20


def test_a_picture_is_as_wide_as_it_was_asked_for() -> None:
    png = svg_png(trend(*TITIK).svg, 127, 100)
    assert int.from_bytes(png[16:20]) == 500
    with pytest.raises(IssueError) as caught:
        svg_png("<svg", 20)
    assert caught.value.issues[0].kode == "TLK-P030"


def test_the_path_of_a_code_holds_its_three_corners_and_its_quiet_border() -> None:
    side, path = qr_path("https://tolok.kota-contoh.go.id/periksa/7f3k-m2q9-x8zt")
    runs = [tuple(map(int, one)) for one in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)]
    assert path.count("M") == len(runs)
    assert min(x for x, _, _ in runs) == min(y for _, y, _ in runs) == 4
    assert max(x + run for x, _, run in runs) == max(y for _, y, _ in runs) + 1 == side - 4
    for x, y in ((4, 4), (side - 11, 4), (4, side - 11)):
        assert (x, y, 7) in runs, "the upper edge of a corner"
        assert (x, y + 6, 7) in runs
    assert qr_svg("a") == qr_svg("a") != qr_svg("b")
    with pytest.raises(ValueError, match="version"):
        qr_svg("x" * 9_000)
