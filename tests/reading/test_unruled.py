"""Tables that only the places of their words tell, and writing that lies over a table: asked about or left out."""

from reading.halaman import typeset
from tolok.reading.draft import as_json
from tolok.reading.load import load
from tolok.reading.read import read

TABLE = """
PERJANJIAN KINERJA TAHUN 2024
#table(columns: (30pt, 130pt, 150pt, 50pt), stroke: STROKE, [No], [Sasaran], [Indikator], [Target],
  table.cell(rowspan: 2)[1], table.cell(rowspan: 2)[Meningkatnya angin], [Indeks angin], [40],
  [Jumlah kincir yang berputar di seluruh kota contoh], [12], [2], [Menurunnya debu], [Indeks debu], [7])
"""
PLAIN = """
#table(columns: (30pt, 130pt, 150pt, 80pt), stroke: none, [No], [Sasaran], [Indikator], [Target 2024],
  [1], [Meningkatnya angin], [Indeks angin], [40], [2], [Menurunnya debu], [Indeks debu], [7],
  [3], [Meningkatnya kincir], [Jumlah kincir], [12])
"""
MARKED = "#set page(foreground: rotate(ANGLE, text(80pt, fill: luma(200))[RAHASIA 2024]))\n"


def told(source: str) -> list[dict[str, object]]:
    return as_json(read(load(typeset(source), "rekaan.pdf")))["indikator"]


def test_what_a_table_without_lines_says_is_asked_where_a_line_leaves_a_column_empty() -> None:
    for one in told(TABLE.replace("STROKE", "none")):
        fields = {key for key in one if key not in ("ragu", "disimpulkan", "tempat", "target")}
        assert fields <= set(one["ragu"]), one  # type: ignore[call-overload]  # a list of field names


def test_a_table_without_lines_whose_every_line_is_a_whole_row_is_read_without_questions() -> None:
    found = told(PLAIN)
    assert [(one["nama"], one["target"], one["ragu"]) for one in found] == [
        ("Indeks angin", {"2024": "40"}, []), ("Indeks debu", {"2024": "7"}, []), ("Jumlah kincir", {"2024": "12"}, []),
    ]  # fmt: skip


def test_a_watermark_over_a_table_changes_nothing_and_is_told() -> None:
    table = TABLE.replace("STROKE", "0.5pt")
    clean = [(one["nama"], one["target"], one["ragu"]) for one in told(table)]
    assert [target for _, target, _ in clean] == [{"2024": "40"}, {"2024": "12"}, {"2024": "7"}]
    for angle, code in (("-45deg", ["TLK-D205"]), ("-20deg", ["TLK-D205"]), ("0deg", [])):
        reading = read(load(typeset(MARKED.replace("ANGLE", angle) + table), "rekaan.pdf"))
        assert [(one["nama"], one["target"], one["ragu"]) for one in as_json(reading)["indikator"]] == clean
        assert [issue.kode for issue in reading.issues if issue.kode == "TLK-D205"] == code


def test_text_whose_columns_are_told_by_blanks_is_read_as_questions() -> None:
    text = """PERJANJIAN KINERJA TAHUN 2024
No   Sasaran              Indikator          Target
1    Meningkatnya angin   Indeks angin       40
2    Menurunnya debu      Indeks debu        7
                          Jumlah hari debu   12
3    Meningkatnya kincir  Jumlah kincir      5
"""
    found = as_json(read(load(text.encode(), "rekaan.txt")))["indikator"]
    assert {one["nama"] for one in found} >= {"Indeks angin", "Jumlah kincir"}
    assert all("nama" in one["ragu"] for one in found)


def test_text_with_blanks_in_sentences_only_stays_lines() -> None:
    text = "Dinas  Kincir\nbekerja  keras\nsetiap  hari\nuntuk  angin\n"
    assert [line.text for line in load(text.encode(), "rekaan.txt").lines] == [line.strip() for line in text.splitlines()]
