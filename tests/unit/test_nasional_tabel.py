"""The table of the national benchmarks: what it says of the kubus, and where it is put in the docs."""

from pathlib import Path

import pytest
from nasional import Took, put, table, ways

DOCS = Path(__file__).resolve().parents[2] / "docs" / "acuan" / "skala.md"


def test_each_way_stands_beside_the_kubus_and_the_kubus_beside_the_fastest_statement() -> None:
    took = {
        "satu": Took(4.0, 8.0, 600), "padat": Took(5.0, 7.0, 600), "sekaligus": Took(6.0, 12.0, 600),
        "ours": Took(4.4, 8.8, 500), "lantai": Took(1.1, 2.2, 200),
    }  # fmt: skip
    told = table(10, took).splitlines()
    assert told[2] == "| satu kueri tulisan tangan per register | 4,00 | 8,00 | 600 | 0,91 | 0,91 |"
    assert told[6] == "| lantai: kolom yang sama dibaca dan dijumlah sekali | 1,10 | 2,20 | 200 | 0,25 | 0,25 |"
    assert told[-1] == "Kubus dibanding kueri tulisan tangan yang tercepat: 1,10 kali detik, 1,10 kali CPU."


def test_a_table_goes_between_its_marks_and_nothing_else_moves(tmp_path) -> None:
    page = tmp_path / "skala.md"
    page.write_text("a\n<!-- 1 juta -->\nlama\n<!-- /1 juta -->\nb\n<!-- 10 juta -->\n<!-- /10 juta -->\n")
    put(page, "1 juta", "baru")
    assert page.read_text() == "a\n<!-- 1 juta -->\nbaru\n<!-- /1 juta -->\nb\n<!-- 10 juta -->\n<!-- /10 juta -->\n"
    with pytest.raises(ValueError, match="65 juta"):
        put(page, "65 juta", "baru")


@pytest.mark.parametrize("juta", [1, 10, 65])
def test_the_docs_have_a_place_for_each_size(juta) -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert text.index(f"<!-- {juta} juta -->") < text.index(f"<!-- /{juta} juta -->")


def test_slow_ways_are_left_out_where_they_would_take_the_machine() -> None:
    assert {"panda", "gabung", "banyak", "penuh"} & set(ways(65, True)) == set()
    assert "panda" in ways(1, True)
    assert "panda" not in ways(1, False)
