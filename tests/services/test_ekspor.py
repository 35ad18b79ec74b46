"""Files for other programs: nothing in them runs in a spreadsheet, and nothing is lost on the way."""

import csv
import io
import json
from datetime import date

import pytest

from tolok.services.ekspor import csv_lines, json_lines, neutral

RUNS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-9/10", "=", "--1"]


@pytest.mark.parametrize("text", RUNS)
def test_what_a_spreadsheet_would_run_becomes_text(text) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (-5, "-5"), ("-37,91", "-37,91"), ("+3", "+3"), ("−0,90", "−0,90"), (None, ""), (True, "ya"), (False, "tidak"),
        (date(2024, 1, 31), "2024-01-31"), ("87/20", "87/20"), ("Koperasi = maju", "Koperasi = maju"),
        ({"a": 1}, '{"a": 1}'),
    ],
)  # fmt: skip
def test_numbers_and_words_stay_as_they_are(cell, text) -> None:
    assert neutral(cell) == text


def test_a_file_reads_back_as_the_rows_that_were_written() -> None:
    rows = [{"nama": 'Koperasi "Maju"; baris\ndua', "nilai": 7}, {"nama": None, "nilai": -7}]
    text = "".join(csv_lines(("nama", "nilai"), rows))
    assert text.startswith("\ufeffnama,nilai\r\n")
    assert list(csv.DictReader(io.StringIO(text[1:], newline=""))) == [
        {"nama": 'Koperasi "Maju"; baris\ndua', "nilai": "7"}, {"nama": "", "nilai": "-7"},
    ]  # fmt: skip
    assert json.loads("".join(json_lines({"kantor": "35.75"}, "baris", rows))) == {"kantor": "35.75", "baris": rows}
    assert json.loads("".join(json_lines({}, "baris", []))) == {"baris": []}
    assert "".join(csv_lines(("nama",), [])) == "\ufeffnama\r\n"
