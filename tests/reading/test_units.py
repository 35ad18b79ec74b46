"""Units: in a column, with the value, in brackets, concluded from the name."""

import pytest

from reading.kertas import baca


def unit_of(name: str, value: str = "10") -> tuple[object, bool]:
    found = baca(f"PERJANJIAN KINERJA TAHUN 2020\nNo | Sasaran | Indikator | Target\n1 | Meningkatnya a | {name} | {value}")[
        0
    ]
    return found.get("satuan"), "satuan" in found["disimpulkan"]


@pytest.mark.parametrize(
    ("name", "value", "unit", "inferred"),
    [
        ("Jumlah kincir", "4 Unit", "Unit", True),
        ("Jumlah kincir (kincir)", "4", "kincir", True),
        ("Laju putaran (%)", "4", "%", True),
        ("Persentase kincir baik", "4", "%", True),
        ("Prosentase kincir baik", "80 Persen", "Persen", True),
        ("Jumlah Kincir Angin Kota (KAK)", "4", None, False),
        ("Indeks angin", "4", None, False),
    ],
)
def test_a_unit_comes_from_where_it_is_printed(name: str, value: str, unit: str | None, inferred: bool) -> None:
    assert unit_of(name, value) == (unit, inferred)


def test_a_word_beside_the_number_under_one_heading_is_its_unit() -> None:
    found = baca("PERJANJIAN KINERJA TAHUN 2020\nNo | Indikator | Target | <\n1 | Jumlah kincir | 10 | Unit")[0]
    assert (found["satuan"], found["target"]) == ("Unit", {"2020": "10"})


def test_values_of_different_units_ask_for_the_unit() -> None:
    found = baca("No | Indikator | Target 2020 | Target 2021\n1 | Jumlah kincir | 10 unit | 11 orang")[0]
    assert "satuan" in found["ragu"]


def test_a_unit_on_its_own_line_of_the_name_is_not_part_of_the_name() -> None:
    found = baca("No | Indikator | Target 2020\n1 | Jumlah kincir~Satuan: unit | 10")[0]
    assert (found["nama"], found["satuan"]) == ("Jumlah kincir", "unit")
