"""Traps of a document: the fifteen of the two seed documents, and each rule on invented measures, for and against."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reading.kertas import kertas
from tolok.reading.draft import Deret, DraftIndikator, Found, Place, as_json
from tolok.reading.load import load
from tolok.reading.paper import Line, Paper
from tolok.reading.persons import has_number_of_person, without_numbers_of_persons
from tolok.reading.read import read
from tolok.reading.trap import PESAN
from tolok.reading.traps import find_traps
from tolok.values.issue import Issue

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
EMPTY = Paper("rekaan.docx", "docx", "0" * 64, ())
PERSENTASE = "Persentase koperasi yang menyelenggarakan rapat anggota"
RUMUS = "Jumlah koperasi yang menyelenggarakan rapat anggota / Jumlah koperasi x 100%"


def draft(
    nama: str = PERSENTASE,
    formula: str = RUMUS,
    series: Mapping[Deret, Mapping[str, str]] | None = None,
    row: int = 5,
    table: int = 2,
    **texts: str,
) -> DraftIndikator:
    """A draft as the reader makes one, all on page 3."""
    place = Place(3, table, row, 2)
    held = {"nama": nama, "formula_teks": formula, **texts}
    values = {kind: {y: Found(v, place, v) for y, v in years.items()} for kind, years in (series or {}).items()}
    return DraftIndikator({key: Found(text, place, text) for key, text in held.items() if text}, values)  # type: ignore[misc]  # the keys are words of Teks


def traps(*drafts: DraftIndikator, paper: Paper = EMPTY) -> dict[str, Issue]:
    """The issues by code, the last of each."""
    return {issue.kode: issue for issue in find_traps(paper, drafts)}


def seed(name: str) -> dict[str, list[Issue]]:
    """The issues of a seed document by code."""
    path = SEEDS / name
    if not path.exists():
        pytest.skip("Dokumen benih di ../shared tidak ada; ujian ini dilewati.")
    found: dict[str, list[Issue]] = {}
    for issue in read(load(path.read_bytes(), path.name)).issues:
        found.setdefault(issue.kode, []).append(issue)
    return found


# Trap of the table of golden cases: document, code, place, words that must be said.
JEBAKAN = (
    ("T1", "pasuruan-iku-2024.txt", "TLK-D040", "tabel 1, baris 4", "“sehat”"),
    ("T2", "pasuruan-iku-2024.txt", "TLK-D041", "tabel 1, baris 4", "“3”"),
    ("T2, sel tahun lalu", "pasuruan-iku-2024.txt", "TLK-D060", "tabel 1, baris 4", "“F”"),
    ("T3", "pasuruan-iku-2024.txt", "TLK-D042", "tabel 1, baris 7", "4,35; target 2024: 30,54"),
    ("T3, penyebut", "pasuruan-iku-2024.txt", "TLK-D056", "tabel 1, baris 7", "dimonev"),
    ("T4", "pasuruan-iku-2024.txt", "TLK-D043", "tabel 1, baris 12", "yang ke-1 tidak cocok dengan definisi (APEP"),
    ("T5", "pasuruan-iku-2024.txt", "TLK-D044", "tabel 2, baris 1", "7,73; target 2024: 6,50"),
    ("T6", "pasuruan-iku-2024.txt", "TLK-D045", "tabel 2, baris 1", "usulan"),
    ("T7", "pasuruan-iku-2024.txt", "TLK-D046", "tabel 2, baris 2", "Usaha Mikro yang berkembang"),
    ("T8", "pasuruan-iku-2024.txt", "TLK-D047", "tabel 1, baris 11", "LHE"),
    ("T8, kantor kedua", "bekasi-iku.txt", "TLK-D047", "halaman 1", "Nilai AKIP"),
    ("T9", "pasuruan-iku-2024.txt", "TLK-D048", "tabel 1, baris 13", "temuan"),
    ("T10", "bekasi-iku.txt", "TLK-D049", "tabel 1, baris 3", "Nilai Tambah Bruto UMKM / PDRB"),
    ("T11", "bekasi-iku.txt", "TLK-D050", "tabel 1, baris 3", "“pertumbuhan”"),
    ("T12", "bekasi-iku.txt", "TLK-D051", "tabel 2, baris 4", "banyaknya"),
    ("T12, terpotong", "bekasi-iku.txt", "TLK-D057", "tabel 2, baris 4", "“kese”"),
    ("T13", "bekasi-iku.txt", "TLK-D052", "halaman 1", "“Indeks Kepuasan Masyarakat” berhadapan dengan “Nilai AKIP"),
    ("T14", "bekasi-iku.txt", "TLK-D053", "halaman 1", "2023, 2024, 15, 10"),
    ("T15, ejaan", "pasuruan-iku-2024.txt", "TLK-D054", "halaman 1", "“prosentase”"),
    ("T15, NIP", "pasuruan-iku-2024.txt", "TLK-D058", "halaman 1", "nomor pegawai"),
    ("T15, NIP kantor kedua", "bekasi-iku.txt", "TLK-D058", "halaman 1", "nomor pegawai"),
)


@pytest.mark.parametrize(("trap", "name", "kode", "where", "words"), JEBAKAN, ids=[row[0] for row in JEBAKAN])
def test_every_trap_of_the_seeds_is_raised_with_its_code_and_place(
    trap: str, name: str, kode: str, where: str, words: str
) -> None:
    found = [i for i in seed(name).get(kode, []) if where in i.di_mana and words in f"{i.apa} {i.mengapa}"]
    assert found, f"{trap}: {kode} tidak muncul di {where}"


def test_the_fifteen_traps_have_fifteen_codes() -> None:
    kodes = {kode for trap, _, kode, _, _ in JEBAKAN if "," not in trap or trap == "T15, ejaan"}
    assert len(kodes) == 15
    assert kodes == {f"TLK-D{number:03}" for number in range(40, 55)}


@pytest.mark.parametrize("name", ["pasuruan-iku-2024.txt", "bekasi-iku.txt"])
def test_no_number_of_a_person_leaves_a_seed_document(name: str) -> None:
    seed(name)
    paper = load((SEEDS / name).read_bytes(), name)
    assert any(has_number_of_person(line.text) for line in paper.lines)
    assert not has_number_of_person(json.dumps(as_json(read(paper)), ensure_ascii=False))


def test_every_code_says_what_is_the_matter_and_what_to_do() -> None:
    assert list(PESAN) == [f"TLK-D{number:03}" for number in range(40, 61)]
    assert all(apa and len(saran) > 20 for apa, saran in PESAN.values())


def test_every_code_stands_in_the_manual() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs/acuan/kode-masalah.md").read_text(encoding="utf-8")
    assert [kode for kode in PESAN if f"| {kode} |" not in manual] == []


def test_a_plain_indicator_raises_nothing() -> None:
    assert traps(draft(series={"realisasi": {"2023": "71,20"}, "target": {"2024": "75,00"}}, satuan="%")) == {}


def test_an_issue_names_page_table_and_row() -> None:
    issue = traps(draft(nama="Persentase koperasi aktif", row=7))["TLK-D040"]
    assert issue.di_mana == "rekaan.docx, halaman 3, tabel 2, baris 7"
    assert issue.bobot == "perlu keputusan"


@pytest.mark.parametrize(
    ("nama", "formula", "definisi", "raised"),
    [
        ("Persentase koperasi sehat", "Jumlah koperasi yang dinilai kesehatannya / Jumlah koperasi x 100%", "", True),
        ("Persentase koperasi sehat", "Jumlah koperasi berpredikat sehat / Jumlah koperasi x 100%", "", False),
        ("Persentase koperasi aktif", RUMUS, "Koperasi aktif: koperasi yang menyelenggarakan rapat anggota", False),
        ("Persentase koperasi aktif", "A/B x 100%", "", False),
        ("Indeks layanan mandiri", RUMUS, "", False),
        ("Persentase laporan tepat waktu", "Jumlah laporan yang disampaikan / Jumlah laporan x 100%", "", True),
    ],
)
def test_a_quality_in_the_name_that_the_formula_does_not_count_is_asked_about(
    nama: str, formula: str, definisi: str, raised: bool
) -> None:
    assert ("TLK-D040" in traps(draft(nama, formula, definisi=definisi))) == raised


@pytest.mark.parametrize(
    ("formula", "bobot"),
    [
        ("∑ koperasi (tahun n) - ∑ koperasi (tahun n-1)] 7 / ∑ koperasi (tahun n-1) x 100%", "perlu keputusan"),
        ("(Jumlah koperasi dinilai / Jumlah koperasi x 100%", "perlu keputusan"),
        ("Jumlah koperasi dinilai / Jumlah koperasi", "catatan"),
        ("a) Jumlah koperasi dinilai / b) Jumlah koperasi x 100%", ""),
        ("(Jumlah koperasi (n) - Jumlah koperasi (n-1)) / Jumlah koperasi (n-1) x 100%", ""),
    ],
)
def test_a_damaged_formula_is_shown_and_weighed(formula: str, bobot: str) -> None:
    issue = traps(draft(formula=formula)).get("TLK-D041")
    assert (issue.bobot if issue else "") == bobot


@pytest.mark.parametrize(
    ("last", "target", "raised"),
    [("4,00", "28,00", True), ("4,00", "27,99", False), ("70", "10", True), ("0", "30", False), ("?", "30", False)],
)
def test_a_leap_of_seven_times_is_asked_about(last: str, target: str, raised: bool) -> None:
    found = traps(draft(series={"nilai": {"2023": last}, "target": {"2024": target}}))
    assert ("TLK-D042" in found) == raised
    if raised:
        assert "penyebut tercetak: “Jumlah koperasi”" in found["TLK-D042"].mengapa


def test_a_denominator_of_monitored_members_is_named() -> None:
    issue = traps(draft(formula="Jumlah usaha yang tumbuh / Jumlah usaha yang disurvei x 100%"))["TLK-D056"]
    assert issue.bobot == "catatan"
    assert "“Jumlah usaha yang disurvei”" in issue.mengapa
    assert "TLK-D056" not in traps(draft(formula="Jumlah usaha yang disurvei / Jumlah usaha x 100%"))


@pytest.mark.parametrize(
    ("formula", "raised"),
    [
        ("(temuan A + temuan B yang selesai) x 100% (temuan A + temuan A) (temuan A + temuan B)", True),
        ("(temuan A + temuan A) / (temuan B) x 100%", True),
        ("(temuan A + temuan B yang selesai) / (temuan A + temuan B) x 100%", False),
    ],
)
def test_a_formula_printed_twice_and_unlike_is_shown_with_both(formula: str, raised: bool) -> None:
    assert ("TLK-D043" in traps(draft(formula=formula))) == raised


@pytest.mark.parametrize(
    ("nama", "last", "target", "raised"),
    [
        (PERSENTASE, "8,00", "7,50", True),
        (PERSENTASE, "8,00", "8,50", False),
        ("Tingkat pengangguran terbuka", "8,00", "7,50", False),
        ("Tingkat pengangguran terbuka", "8,00", "8,50", True),
        ("Persentase penurunan kasus", "8,00", "7,50", True),
    ],
)
def test_a_target_against_its_direction_is_asked_about(nama: str, last: str, target: str, raised: bool) -> None:
    found = traps(draft(nama, series={"realisasi": {"2023": last}, "target": {"2024": target}}))
    assert ("TLK-D044" in found) == raised


def test_a_figure_of_the_same_year_or_a_doubted_one_is_no_baseline() -> None:
    same = draft(series={"realisasi": {"2024": "80"}, "target": {"2024": "75"}})
    doubted = draft(series={"realisasi": {"2023": "80"}, "target": {"2024": "75"}})
    doubted = replace(doubted, series={**doubted.series, "realisasi": {"2023": Found("80", doubt="buram")}})
    assert not {"TLK-D042", "TLK-D044"} & {*traps(same), *traps(doubted)}


def test_a_missing_name_is_told_with_the_proposal_marked_as_one() -> None:
    bare = draft(definisi="Volume usaha : nilai penjualan setahun")
    proposed = Found("Volume usaha (usulan)", Place(3, 2, 5, 3), "", "usulan", "usulan dari isi barisnya")
    issue = traps(replace(bare, texts={**bare.texts, "nama": proposed}))["TLK-D045"]
    assert "usulan: “Volume usaha" in issue.mengapa
    nameless = {key: found for key, found in bare.texts.items() if key != "nama"}
    assert "tidak ada kata" in traps(replace(bare, texts=nameless))["TLK-D045"].mengapa
    assert "TLK-D045" not in traps(bare)


def test_a_definition_without_formula_is_told_where_the_document_prints_formulas() -> None:
    bare = draft("Persentase usaha yang berkembang", "", definisi="Usaha yang berkembang : usaha yang omzetnya naik")
    assert "TLK-D046" in traps(bare, draft())
    assert "TLK-D046" not in traps(bare)
    assert "TLK-D046" in traps(draft("Indeks kepuasan", "Berdasarkan survei kepada masyarakat"))


@pytest.mark.parametrize(
    ("nama", "sumber", "formula", "raised"),
    [
        ("Nilai SAKIP perangkat daerah", "", "", True),
        ("Opini atas laporan keuangan", "LHP BPK", "", True),
        ("Nilai produksi ikan", "Laporan bidang", "", False),
        ("Persentase nilai SAKIP B", "LHE Inspektorat", RUMUS, False),
    ],
)
def test_a_score_given_from_outside_needs_evidence(nama: str, sumber: str, formula: str, raised: bool) -> None:
    assert ("TLK-D047" in traps(draft(nama, formula, sumber_data=sumber))) == raised


@pytest.mark.parametrize(
    ("nama", "raised"),
    [
        ("Persentase pengaduan yang ditindaklanjuti", True),
        ("Persentase penyelesaian kasus", True),
        ("Jumlah pengaduan yang ditindaklanjuti", False),
        ("Persentase jalan yang ditangani", False),
    ],
)
def test_a_follow_up_share_without_rule_for_no_cases_is_asked_about(nama: str, raised: bool) -> None:
    assert ("TLK-D048" in traps(draft(nama))) == raised


def test_one_name_with_two_formulas_is_told_once_at_the_first() -> None:
    first, second = draft(row=5), draft(formula="Jumlah anggota hadir / Jumlah anggota x 100%", row=6)
    issue = traps(first, second)["TLK-D049"]
    assert issue.di_mana.endswith("baris 5")
    assert "Jumlah anggota hadir" in issue.mengapa
    assert "TLK-D049" not in traps(first, draft(row=6))
    assert "TLK-D049" not in traps(first, draft(formula="Jumlah anggota / Jumlah x 100%", table=3))


@pytest.mark.parametrize(
    ("nama", "formula", "raised"),
    [
        ("Laju pertumbuhan ekonomi", "Nilai tambah sektor / PDRB x 100%", True),
        ("Pertumbuhan koperasi", "(koperasi tahun n - koperasi tahun n-1) / koperasi tahun n-1 x 100%", False),
        ("Peningkatan omzet", "(omzet tahun ini dikurangi omzet tahun lalu) dibagi omzet tahun lalu x 100%", False),
        ("Kontribusi sektor", "Nilai tambah sektor / PDRB x 100%", False),
    ],
)
def test_growth_in_the_name_with_a_share_as_formula_is_asked_about(nama: str, formula: str, raised: bool) -> None:
    assert ("TLK-D050" in traps(draft(nama, formula))) == raised


@pytest.mark.parametrize(
    ("nama", "formula", "raised"),
    [
        ("Persentase koperasi yang sehat", "Jumlah koperasi yang sehat", True),
        ("Persentase koperasi yang sehat", "Jumlah koperasi yang sehat dibagi jumlah koperasi", False),
        ("Persentase koperasi yang sehat", "Jumlah koperasi yang sehat dari seluruh koperasi", False),
        ("Jumlah koperasi yang sehat", "Jumlah koperasi yang sehat", False),
        ("Jumlah koperasi yang sehat", "Koperasi sehat / koperasi x 100%", True),
    ],
)
def test_a_unit_that_does_not_fit_its_formula_is_asked_about(nama: str, formula: str, raised: bool) -> None:
    assert ("TLK-D051" in traps(draft(nama, formula))) == raised


def test_two_lists_for_one_sasaran_are_two_versions_only_where_they_repeat_a_measure() -> None:
    first = [draft("Indeks kepuasan", sasaran="Meningkatnya pelayanan publik"), draft(sasaran="Meningkatnya koperasi")]
    second = [
        draft("Nilai akuntabilitas", table=4, sasaran="Meningkatkan pelayanan publik"),
        draft(table=4, sasaran="Meningkatnya koperasi"),
    ]
    issue = traps(*first, *second)["TLK-D052"]
    assert "“Indeks kepuasan” berhadapan dengan “Nilai akuntabilitas”" in issue.mengapa
    assert "TLK-D052" not in traps(*first, second[0]), "tabel yang berlanjut bukan versi kedua"


def test_loose_years_and_numbers_below_a_table_are_never_bound_silently() -> None:
    grid = kertas("No | Indikator~x | Target\n1 | Persentase | 5")
    loose = [Line(text, 1) for text in ("2023", "2024", "15", "10")]
    cut = replace(grid, blocks=(*grid.blocks, *loose))
    valued = draft(series={"target": {"2023": "5"}})
    assert "2023, 2024, 15, 10" in traps(valued, paper=cut)["TLK-D053"].mengapa
    numbered = replace(grid, blocks=(*grid.blocks, Line("2023", 1), Line("Pasuruan", 1), Line("4", 2)))
    assert "TLK-D053" not in traps(valued, paper=numbered)


def test_a_value_column_without_year_is_asked_about() -> None:
    paper = kertas("Indikator Kinerja | Target\nPersentase koperasi | 75,5")
    assert "kolom “Target”" in traps(draft(), paper=paper)["TLK-D053"].mengapa
    assert "TLK-D053" not in traps(draft(series={"target": {"2024": "75,5"}}), paper=paper)


def test_a_year_column_that_does_not_say_what_it_is_is_asked_about_once_per_table() -> None:
    bare = [draft(f"Persentase {n}", series={"nilai": {"2023": "5"}}, row=n) for n in (3, 4)]
    found = [issue for issue in find_traps(EMPTY, bare) if issue.kode == "TLK-D055"]
    assert len(found) == 1
    assert "2 nilai" in found[0].mengapa


def test_spelling_is_noted_once_with_the_words() -> None:
    paper = kertas("Prosentase temuan A\ntemuan B\ntemuan C\nJumlah tenuan")
    issue = traps(draft(), paper=paper)["TLK-D054"]
    assert issue.bobot == "catatan"
    assert "“tenuan” (mungkin “temuan”)" in issue.mengapa
    assert "“prosentase”" in issue.mengapa
    assert "TLK-D054" not in traps(draft(), paper=kertas("Persentase pelayanan\npelayanan laut\npelayaran"))


@pytest.mark.parametrize(
    ("text", "raised"),
    [("Data koperasi dan pelayanan pub", True), ("Laporan bidang", False), ("Data Kab", False), ("LHE INSPEKTORA", True)],
)
def test_a_word_cut_off_is_told_with_the_whole_word(text: str, raised: bool) -> None:
    paper = kertas(f"Inspektorat\nMeningkatnya publik yang puas\nBidangnya\nKabupaten Contoh\n{text}")
    assert ("TLK-D057" in traps(draft(sumber_data=text), paper=paper)) == raised


NOMOR = "19" + "700101 200001 1 " + "001"


@pytest.mark.parametrize("text", [f"NIP. {NOMOR}", NOMOR, NOMOR.replace(" ", ""), f"N I P : {NOMOR}", "9" * 16])
def test_a_number_of_a_person_is_told_and_taken_out(text: str) -> None:
    assert "TLK-D058" in traps(draft(), paper=kertas(f"Kepala Dinas {text}"))
    assert not re.search(r"\d{3}", without_numbers_of_persons(text))
    told = " ".join(str(issue) for issue in traps(draft(nama=f"Persentase koperasi aktif {text}")).values())
    assert told
    assert NOMOR not in told


@pytest.mark.parametrize("text", ["2.641.640.000.000.000", "Rp45.400.000,00", "2019 2020 2021 2022", "08 Januari 2024"])
def test_amounts_and_years_are_no_numbers_of_persons(text: str) -> None:
    assert without_numbers_of_persons(text) == text


@pytest.mark.parametrize(
    ("value", "satuan", "bobot"),
    [("3.63 Persen", "Persen", "catatan"), ("7.346", "%", "perlu keputusan"), ("7.346", "orang", ""), ("3,63", "%", "")],
)
def test_a_separator_that_may_mean_two_things_is_told(value: str, satuan: str, bobot: str) -> None:
    issue = traps(draft(series={"target": {"2024": value}}, satuan=satuan)).get("TLK-D059")
    assert (issue.bobot if issue else "") == bobot


def test_many_traps_of_one_code_become_one_issue_with_all_places() -> None:
    many = [draft(f"Persentase koperasi aktif {word}", row=n) for n, word in enumerate("abcdef", start=3)]
    found = [issue for issue in find_traps(EMPTY, many) if issue.kode == "TLK-D040"]
    assert len(found) == 1
    assert "(6 kali)" in found[0].apa
    assert all(f"baris {n}" in found[0].di_mana for n in range(3, 9))
