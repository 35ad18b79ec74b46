"""The yearly report: every chapter and analysis in its place, every figure said, the missing named, nothing invented."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

import pytest

from tolok.writing.glyphs import printable
from tolok.writing.lkjip import lkjip_sheet
from tolok.writing.lkjip_analisis import analyses
from tolok.writing.lkjip_bagian import ANALISIS, ANALISIS_PENDEK, BAGIAN
from tolok.writing.lkjip_data import Angka, AngkaTahun, Banding, Lkjip, Pembanding, Sebab
from tolok.writing.lkjip_depan import counts
from tolok.writing.lkjip_tabel import Nomor, prose, with_unit
from tolok.writing.pdf import write_pdf
from tolok.writing.sheet import Chart, Contents, Heading, Items, Missing, PageBreak, Paragraph, Sheet, Table
from writing.lkjip_example import BELUM, KOSONG, LAPORAN, META, NAIK, TURUN, angka
from writing.test_iku_pdf import MARKUP, pages_of, squeezed

SHEET = lkjip_sheet(LAPORAN)


def words_of(value: object) -> Iterator[str]:
    """Every text in a sheet or in what it is made from."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from words_of(one)
    elif isinstance(value, dict | MappingProxyType):
        yield from words_of(list(value.values()))
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in ("svg",):
                yield from words_of(getattr(value, one.name))


def text(sheet: Sheet) -> str:
    return "\n".join(words_of(sheet))


def headings(sheet: Sheet, level: int) -> list[str]:
    return [one.words for one in sheet.blocks if isinstance(one, Heading) and one.level == level]


def section(sheet: Sheet, begins: str) -> list[object]:
    """The blocks from the heading that begins so up to the next of its level or above."""
    start = next(i for i, one in enumerate(sheet.blocks) if isinstance(one, Heading) and one.words.startswith(begins))
    level, found = sheet.blocks[start].level, []
    for one in sheet.blocks[start + 1 :]:
        if isinstance(one, Heading) and one.level <= level:
            break
        found.append(one)
    return found


def missing(blocks: object) -> list[str]:
    return [one.words for one in blocks if isinstance(one, Missing)]


# --- structure


def test_the_chapters_follow_the_regulation_behind_a_cover_and_a_list_of_contents() -> None:
    assert (SHEET.cover, SHEET.landscape, SHEET.judul[0]) == (True, False, "LAPORAN KINERJA INSTANSI PEMERINTAH")
    assert headings(SHEET, 1) == [
        "KATA PENGANTAR", "IKHTISAR EKSEKUTIF", "BAB I PENDAHULUAN", "BAB II PERENCANAAN KINERJA",
        "BAB III AKUNTABILITAS KINERJA", "BAB IV PENUTUP", "LAMPIRAN",
    ]  # fmt: skip
    assert sum(isinstance(one, Contents) for one in SHEET.blocks) == 1
    assert headings(SHEET, 3) == [f"{one.kode} {one.nama}" for one in LAPORAN.indikator]


def test_every_indikator_has_the_seven_analyses_in_order() -> None:
    for one in LAPORAN.indikator:
        bold = [block.words for block in section(SHEET, one.kode) if isinstance(block, Paragraph) and block.strong]
        titles = [words for words in bold if re.match(r"\d\. ", words)]
        assert titles == [f"{number}. {title}" for number, title in enumerate(ANALISIS, start=1)]
    assert len(ANALISIS) == len(ANALISIS_PENDEK) == 7


@pytest.mark.parametrize("data", [LAPORAN, KOSONG, replace(LAPORAN, perjanjian=None, anggaran=(), tahun_target=())])
def test_captions_are_numbered_in_each_chapter_without_a_hole(data) -> None:
    captions = [one.caption for one in lkjip_sheet(data).blocks if isinstance(one, Table | Chart)]
    assert all(captions)
    numbered = [re.match(r"(Tabel|Gambar) (?:(\w)\.)?(\d+) \S", caption) for caption in captions]
    assert all(numbered)
    keys = sorted((one[1], one[2] or "", int(one[3])) for one in numbered if one)
    for _, members in groupby(keys, key=lambda key: key[:2]):
        numbers = [number for _, _, number in members]
        assert numbers == list(range(1, len(numbers) + 1))
    assert {(one[1], one[2]) for one in numbered if one} >= {("Tabel", None), ("Tabel", "3"), ("Tabel", "L")}


def test_only_the_attachments_lie_and_every_chapter_begins_a_page() -> None:
    turns = [one.landscape for one in SHEET.blocks if isinstance(one, PageBreak)]
    assert turns == [None] * 7 + [True]
    assert isinstance(SHEET.blocks[list(SHEET.blocks).index(Heading("LAMPIRAN")) - 1], PageBreak)
    tables = [one.caption for one in section(SHEET, "B. Realisasi") if isinstance(one, Table)]
    assert any("Anggaran dan realisasinya" in caption for caption in tables)


# --- figures


def test_every_figure_of_the_report_is_printed_and_no_other() -> None:
    given = {one for one in words_of(LAPORAN) if re.fullmatch(r"[−\d][\d.]*(,\d+)?", one)}
    printed = set(re.findall(r"(?<![\w.,/-])[−-]?\d[\d.]*,\d+(?![\w,])", text(SHEET)))
    assert len(given) > 30
    assert sorted(one for one in given if one not in text(SHEET)) == []
    assert printed - given == set()


def test_the_summary_counts_what_reached_its_target_and_names_what_is_not_published() -> None:
    said = " ".join(counts(LAPORAN))
    assert "mempunyai 3 Indikator Kinerja Utama (IKU). Untuk tahun 2023, 2 di antaranya sudah terbit." in said
    assert "Dari 2 angka itu, 1 mencapai target dan 1 belum mencapai target." in said
    assert "Mencapai target: KOP-03 Persentase pertumbuhan volume usaha koperasi (7,73%)." in said
    assert "Belum mencapai target: UM-02 Persentase usaha mikro yang berkembang (31,90%)." in said
    assert "Belum ada angkanya: TK-01 (belum terbit)." in said
    reason = replace(TURUN.kini, realisasi=Angka(alasan="penyebut nol"), capaian=Angka(alasan="belum diisi"))
    zero = replace(LAPORAN.kelompok[0], indikator=(NAIK, replace(TURUN, tahun=(reason,), tercapai=None)))
    said = " ".join(counts(replace(LAPORAN, kelompok=(zero,))))
    assert "2 di antaranya sudah terbit. Dari 1 yang mempunyai nilai, 1 mencapai target" in said
    assert "Belum ada angkanya: UM-02 (penyebut nol)." in said
    bare = replace(NAIK, tercapai=None)
    group = replace(LAPORAN.kelompok[0], indikator=(bare,))
    assert "targetnya belum ditetapkan: KOP-03." in " ".join(counts(replace(LAPORAN, kelompok=(group,))))


def test_a_difference_a_progress_and_an_efficiency_are_said_with_their_words() -> None:
    said = "\n".join(words_of(section(SHEET, "KOP-03")))
    assert "Dibanding tahun 2022 (5,27%), realisasi tahun 2023 berselisih 2,46 poin atau 46,68%: lebih baik" in said
    assert "target akhir tahun 2026, 8,10%: kemajuannya 95,43%." in said
    assert "standar nasional 4,20% (Statistik koperasi nasional, halaman 12, 2021): kemajuannya 184,05%." in said
    assert "Selisihnya 33,83 poin: efisien." in said
    assert "Program Pengawasan dan Pemeriksaan Koperasi (2.17.03)" in said


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (Banding(2022, angka("0,00"), angka("0,00"), angka("0,00"), "tetap"), "realisasi tahun 2023 sama. Capaiannya sama."),
        (
            Banding(2022, Angka("0,00", "", Fraction(0)), angka("0,00"), angka("−5,37")),
            "sama. Capaiannya berselisih −5,37 poin.",
        ),
        (
            Banding(2022, Angka("0,00", "", Fraction(-1, 300)), angka("−1,23"), angka("0,10"), "lebih buruk"),
            "hampir sama, bedanya kurang dari 0,01 poin (−1,23%): lebih buruk menurut arah indikator ini",
        ),
        (
            Banding(2022, angka("0,01"), angka("0,20"), angka("0,10"), "tetap"),
            "berselisih 0,01 poin atau 0,20%: tetap menurut",
        ),
    ],
)
def test_a_difference_that_is_printed_as_nought_is_said_to_be_none_or_too_small(gap: Banding, expected: str) -> None:
    said = "\n".join(words_of(dict(analyses(LAPORAN, replace(NAIK, banding=(gap,)), Nomor("3")))[ANALISIS[1]]))
    assert expected in said
    assert "berselisih 0,00" not in said


def test_a_score_is_said_without_a_unit_and_a_count_with_it() -> None:
    assert with_unit(angka("73,46"), "nilai") == "73,46"
    assert with_unit(angka("1.142"), "unit") == "1.142\N{NO-BREAK SPACE}unit"
    assert with_unit(Angka(alasan="belum terbit"), "%") == "belum terbit"


def test_a_year_that_was_measured_otherwise_is_shown_and_not_compared() -> None:
    before = replace(NAIK.tahun[0], cara_sama=False)
    other = Banding(2022, Angka(alasan="cara ukur lain"), Angka(alasan="–"), Angka(alasan="–"))
    one = replace(NAIK, tahun=(before, NAIK.kini), banding=(other,))
    said = "\n".join(words_of(dict(analyses(LAPORAN, one, Nomor("3")))[ANALISIS[1]]))
    assert "5,27" in said
    assert "cara ukur lain" in said
    assert "berselisih" not in said


def test_a_working_figure_of_a_draft_says_so_beside_the_figure() -> None:
    kini = replace(NAIK.kini, vintage="", draf=True)
    group = replace(LAPORAN.kelompok[0], indikator=(replace(NAIK, tahun=(kini,), banding=()),))
    sheet = lkjip_sheet(replace(LAPORAN, kelompok=(group,), meta=replace(META, draf=True)))
    notes = [words for words in words_of([one for one in sheet.blocks if isinstance(one, Table)]) if words == "draf"]
    assert len(notes) >= 3
    assert "sudah terukur" in text(sheet)


# --- what is missing


def test_an_empty_report_names_everything_that_is_missing_and_holds_no_figure() -> None:
    sheet = lkjip_sheet(KOSONG)
    named = " ".join(missing(sheet.blocks))
    for bagian in BAGIAN:
        assert (f"{bagian.judul} belum ditulis." in named) is bagian.wajib
    for words in ("Tugas kantor", "Fungsi kantor", "Visi kantor", "Target belum ditetapkan", "Anggaran tahun 2023",
                  "Perjanjian Kinerja tahun 2023", "Belum ada tindak lanjut", "Belum ada angka yang terbit",
                  "kepala dinas"):  # fmt: skip
        assert words in named, words
    bare = replace(sheet, meta=replace(META, vintage=(), snapshot="", rantai="", diketahui=""))
    numbers = {one.rstrip(".,") for one in re.findall(r"\d[\d.,]*", text(bare))}
    assert numbers <= {"2023", "0", "1", "2", "3", "4", "2.1", "3.1"}


def test_each_analysis_without_anything_is_one_missing_line_that_says_what_to_do() -> None:
    for title, blocks in analyses(LAPORAN, BELUM, Nomor("3")):
        assert len(missing(blocks)) == 1 == len(blocks), title
        assert missing(blocks)[0].count(".") >= 1


def test_a_reached_target_wants_what_helped_and_a_missed_one_what_hindered_and_what_is_done() -> None:
    def lacking(one, sebab: Sebab) -> list[str]:
        return missing(dict(analyses(LAPORAN, replace(one, sebab=sebab), Nomor("3")))[ANALISIS[4]])

    def names(one) -> list[str]:
        return [words.split(" tidak")[0] for words in lacking(one, Sebab())]

    assert names(NAIK) == ["Pendorong"]
    assert names(TURUN) == ["Penghambat", "Tindak lanjut dan jalan keluar"]
    assert lacking(NAIK, NAIK.sebab) == lacking(TURUN, TURUN.sebab) == []


def test_what_people_wrote_is_printed_word_for_word_and_line_by_line() -> None:
    assert prose("Satu.\n\n- a\n– b\n-5 derajat\n* c") == [
        Paragraph("Satu."), Items(("a", "b")), Paragraph("-5 derajat"), Items(("c",)),
    ]  # fmt: skip
    assert Items(("laporan terlambat", "omset belum pulih")) in SHEET.blocks
    assert Paragraph("Alinea kedua.") in SHEET.blocks
    assert Paragraph("Harga bahan baku naik.") in SHEET.blocks


def test_an_optional_part_that_nobody_wrote_is_left_out_and_no_table_is_empty() -> None:
    assert "Catatan ikhtisar eksekutif belum ditulis" not in text(SHEET)
    assert "Penjelasan realisasi anggaran belum ditulis" not in text(SHEET)
    assert all(one.groups for one in SHEET.blocks if isinstance(one, Table))


# --- paper


def test_every_word_and_figure_is_found_on_the_printed_pages() -> None:
    pages = pages_of(write_pdf(SHEET))
    flat = squeezed("".join(pages))
    assert len(pages) >= 12
    for words in words_of(LAPORAN.kelompok):
        assert squeezed(words) in flat, words
    assert [one for one in headings(SHEET, 1) if squeezed(one) not in flat] == []


HOSTILE = MARKUP + " \N{RIGHT-TO-LEFT OVERRIDE}abc \N{GRINNING FACE} <w:p> =1+1 \x07 end"


def hostile(value: object) -> object:
    """The same with every text of a person replaced."""
    if isinstance(value, str):
        return HOSTILE if value else value
    if isinstance(value, tuple):
        return tuple(hostile(one) for one in value)
    if isinstance(value, dict):
        return {key: hostile(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, Angka | AngkaTahun | Banding | Pembanding):
        changed = {one.name for one in fields(value)} - {"meta", "jenis", "tahun", "kode"}
        return replace(value, **{name: hostile(getattr(value, name)) for name in changed})
    return value


def test_hostile_words_in_every_field_stand_on_the_page_as_they_were_typed() -> None:
    evil = hostile(LAPORAN)
    assert isinstance(evil, Lkjip)
    flat = squeezed("".join(pages_of(write_pdf(lkjip_sheet(evil)))))
    assert flat.count(squeezed(printable(HOSTILE))) >= 20
    assert squeezed("7,73") in flat


def test_a_part_of_ten_thousand_signs_and_a_word_without_end_still_print() -> None:
    naskah = {**LAPORAN.naskah, "pengantar": "kata " * 2000, "simpulan": "x" * 10_000}
    assert len(pages_of(write_pdf(lkjip_sheet(replace(LAPORAN, naskah=naskah))))) > 12


@pytest.mark.parametrize("nilai", [Fraction(0), Fraction(-5), Fraction(10**12)])
def test_charts_are_drawn_for_any_value(nilai) -> None:
    said = Angka(str(nilai), "", nilai)
    years = tuple(replace(one, realisasi=said, capaian=said, target=said) for one in NAIK.tahun)
    group = replace(LAPORAN.kelompok[0], indikator=(replace(NAIK, tahun=years),))
    charts = [one for one in lkjip_sheet(replace(LAPORAN, kelompok=(group,))).blocks if isinstance(one, Chart)]
    assert len(charts) == 3
    assert all("nan" not in one.svg and "inf" not in one.svg and one.alt for one in charts)


def test_a_chart_needs_a_figure_and_a_trend_two_years() -> None:
    charts = [one.caption for one in SHEET.blocks if isinstance(one, Chart)]
    assert charts == [
        "Gambar 3.1 Capaian indikator pada tujuan ini",
        "Gambar 3.2 Realisasi dan target KOP-03, 2022–2023",
        "Gambar 3.3 Capaian tiap indikator dan serapan anggaran program yang mendukungnya",
    ]
