"""finish, by hand: every operation × {normal, nought, no data, negative, huge}; the engines share it, so nothing else
would find its faults."""

from fractions import Fraction as F

import pytest

from spec.drawing import understood
from tolok.formula.finish import REASONS, Hasil, Total, finish

HUGE = 10**30
CASES: dict[str, object] = {"normal": F(6), "nought": F(0), "no data": "tidak ada data", "negative": F(-4), "huge": F(HUGE)}
PDRB, OTHER = "data(pdrb)", "data(pdrb) tahun lalu"
NONE = "tidak ada data"

# One line per operation: what comes out for normal, nought, no data, negative, huge in place of X; Y is 3.
UNARY = {
    "X": (F(6), F(0), NONE, F(-4), F(HUGE)),
    "-X": (F(-6), F(0), NONE, F(4), F(-HUGE)),
    "X + Y": (F(9), F(3), NONE, F(-1), F(HUGE + 3)),
    "X - Y": (F(3), F(-3), NONE, F(-7), F(HUGE - 3)),
    "Y - X": (F(-3), F(3), NONE, F(7), F(3 - HUGE)),
    "X * Y": (F(18), F(0), NONE, F(-12), F(3 * HUGE)),
    "X / Y": (F(2), F(0), NONE, F(-4, 3), F(HUGE, 3)),
    "Y / X": (F(1, 2), "penyebut nol", NONE, F(-3, 4), F(3, HUGE)),
    "X / X": (F(1), "penyebut nol", NONE, F(1), F(1)),
    "0 * X": (F(0), F(0), NONE, F(0), F(0)),
    "terbesar(X; Y)": (F(6), F(3), NONE, F(3), F(HUGE)),
    "terkecil(X; Y)": (F(3), F(0), NONE, F(-4), F(3)),
    "terbesar(Y; X)": (F(6), F(3), NONE, F(3), F(HUGE)),
    "(X - Y) / Y * 100": (F(100), F(-100), NONE, F(-700, 3), F((HUGE - 3) * 100, 3)),
    "(Y - X) / X * 100": (F(-50), "penyebut nol", NONE, F(-175), F((3 - HUGE) * 100, HUGE)),
}


@pytest.mark.parametrize(("shape", "case"), [(shape, case) for shape in UNARY for case in CASES])
def test_every_operation_in_every_case(shape: str, case: str) -> None:
    checked = understood(shape.replace("X", PDRB).replace("Y", OTHER))
    leaves = {figure: CASES[case] if figure.text == PDRB else F(3) for figure in checked.figures}
    expected = UNARY[shape][list(CASES).index(case)]
    assert finish(checked.node, leaves) == (Hasil(alasan=expected) if isinstance(expected, str) else Hasil(nilai=expected))


def total(formula: str, *found: object) -> Hasil:
    checked = understood(formula)
    return finish(checked.node, dict(zip(checked.aggregates, found, strict=True)))


def excluded(count: int) -> dict[str, int]:
    return {"omset kosong": count} if count else {}


@pytest.mark.parametrize(
    ("formula", "found", "expected"),
    [
        ("banyak(usaha yang binaan)", Total(3, 0, 2, excluded(1)), F(3)),
        ("banyak(usaha yang binaan)", Total(0, 0, 2, excluded(1)), F(0)),
        ("banyak(usaha yang binaan)", Total(), F(0)),
        ("banyak(usaha yang binaan)", Total(0, 0, 0, excluded(4)), "semua baris dikecualikan"),
        ("banyak(usaha yang binaan)", "tidak ada data", "tidak ada data"),
        ("banyak(usaha yang binaan)", "register tahunan", "register tahunan"),
        ("banyak(usaha yang binaan)", Total(HUGE), F(HUGE)),
        ("jumlah(usaha.omset)", Total(3, 600), F(600)),
        ("jumlah(usaha.omset)", Total(3, -600), F(-600)),
        ("jumlah(usaha.omset)", Total(3, HUGE), F(HUGE)),
        ("jumlah(usaha.omset)", Total(0, 0, 5), F(0)),
        ("jumlah(usaha.omset)", Total(), F(0)),
        ("jumlah(usaha.omset)", Total(0, 0, 5, excluded(1)), "semua baris dikecualikan"),
        ("jumlah(usaha.skor)", Total(2, 725), F(29, 4)),
        ("jumlah(usaha.skor * 0,5)", Total(2, 3625), F(29, 8)),
        ("rata(usaha.omset)", Total(3, 601), F(601, 3)),
        ("rata(usaha.omset)", Total(3, 0), F(0)),
        ("rata(usaha.omset)", Total(3, -7), F(-7, 3)),
        ("rata(usaha.skor)", Total(4, 725), F(29, 16)),
        ("rata(usaha.omset)", Total(3, HUGE), F(HUGE, 3)),
        ("rata(usaha.omset)", Total(0, 0, 5), "tidak ada baris"),
        ("rata(usaha.omset)", Total(), "tidak ada baris"),
        ("rata(usaha.omset)", Total(0, 0, 5, excluded(1)), "semua baris dikecualikan"),
        ("rata(usaha.omset)", "tidak ada data", "tidak ada data"),
    ],
)
def test_every_total_in_every_case(formula: str, found: object, expected: F | str) -> None:
    assert total(formula, found) == (Hasil(alasan=expected) if isinstance(expected, str) else Hasil(nilai=expected))


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (Total(1, 0, 3), Total(4), F(25)),
        (Total(0, 0, 4), Total(4), F(0)),
        (Total(4), Total(4), F(100)),
        (Total(HUGE, 0, HUGE), Total(2 * HUGE), F(50)),
        (Total(), Total(), "tidak ada baris"),
        (Total(0, 0, 5), Total(0, 0, 5), "penyebut nol"),
        (Total(0, 0, 0, excluded(5)), Total(0, 0, 0, excluded(5)), "semua baris dikecualikan"),
        (Total(0, 0, 1, excluded(4)), Total(0, 0, 1, excluded(4)), "penyebut nol"),
        (Total(0, 0, 0, excluded(5)), Total(5), "semua baris dikecualikan"),
        ("tidak ada data", "tidak ada data", "tidak ada data"),
        ("register tahunan", "register tahunan", "register tahunan"),
    ],
)
def test_a_percentage_in_every_case(above: object, below: object, expected: F | str) -> None:
    hasil = total("persen(usaha yang binaan)", above, below)
    assert hasil == (Hasil(alasan=expected) if isinstance(expected, str) else Hasil(nilai=expected))


@pytest.mark.parametrize("light", range(len(REASONS)))
@pytest.mark.parametrize("heavy", range(len(REASONS)))
def test_of_two_reasons_the_weightier_is_told_in_either_order(heavy: int, light: int) -> None:
    checked = understood("data(pdrb) + data(pdrb) tahun lalu")
    one, other = checked.figures
    expected = Hasil(alasan=REASONS[min(heavy, light)])
    assert finish(checked.node, {one: REASONS[heavy], other: REASONS[light]}) == expected


def test_the_reasons_are_literal_and_in_this_order() -> None:
    assert REASONS == (
        "tidak ada data",
        "register tahunan",
        "angka luar tidak tersedia di tingkat ini",
        "angka tahunan",
        "semua baris dikecualikan",
        "tidak ada baris",
        "penyebut nol",
    )


def test_a_result_is_a_value_or_a_reason_never_both_never_neither() -> None:
    with pytest.raises(ValueError):
        Hasil()
    with pytest.raises(ValueError):
        Hasil(F(1), "tidak ada data")
