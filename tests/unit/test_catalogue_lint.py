"""Lint: the traps of the seed documents and their like, raised by general rules and answered by recorded decisions."""

from dataclasses import replace
from fractions import Fraction

import pytest

import tolok_koperasi
from tolok.catalogue import printed
from tolok.catalogue.definition import Definisi, KutipanDokumen
from tolok.catalogue.lint import lint, lint_dokumen, lint_target, status_efektif
from tolok.catalogue.load import Catalogue, checked_version, load_catalogue
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.values.issue import Issue

TRAPS = [
    ("T1", "KOP-01", "TLK-D102", "sehat"),
    ("T1", "KOP-01", "TLK-D102", "RAT"),
    ("T2", "KOP-01", "TLK-D107", "F"),
    ("T2", "KOP-01", "TLK-D108", "]"),
    ("T3", "UM-01", "TLK-D121", "7,0 kali"),
    ("T4", "TK-02", "TLK-D103", "apip"),
    ("T4", "TK-02", "TLK-D104", "dua kali"),
    ("T5", "KOP-03", "TLK-D120", "target lebih rendah dari realisasi"),
    ("T6", "KOP-03", "TLK-D113", "nama"),
    ("T7", "UM-02", "TLK-D114", "rumus"),
    ("T7", "EKO-03", "TLK-D114", "rumus"),
    ("T8", "TK-01", "TLK-D119", "angka dari luar"),
    ("T8", "EKO-04", "TLK-D119", "angka dari luar"),
    ("T9", "TK-02", "TLK-D124", "sudah 100"),
    ("T10", "EKO-01", "TLK-D110", "2 rumus"),
    ("T11", "EKO-01", "TLK-D101", "pertumbuhan"),
    ("T11", "EKO-02", "TLK-D101", "pertumbuhan"),
    ("T12", "KOP-05", "TLK-D117", "menghitung banyaknya"),
    ("T12", "KOP-05", "TLK-D112", "kese"),
    ("T14", "EKO-01", "TLK-D116", "5; 15; 15; 15; 10"),
    ("T14", "EKO-02", "TLK-D116", "5; 15; 15; 15; 10"),
    ("kolom 2023", "KOP-03", "TLK-D109", "TAHUN 2023"),
    ("rumus rujukan", "UM-03", "TLK-D106", "n−1"),
    ("dua register", "KOP-10", "TLK-D115", "bukan bagian"),
    ("skala tercatat", "UM-06", "TLK-D102", "kecil"),
]
"""Written by hand from golden.md §1: trap, the measure that bears it, the code that raises it, words of the complaint."""

CODE_OF_TRAP = {
    "T1": "TLK-D102", "T3": "TLK-D121", "T4": "TLK-D104", "T5": "TLK-D120", "T7": "TLK-D114", "T8": "TLK-D119",
    "T9": "TLK-D124", "T10": "TLK-D110", "T11": "TLK-D101", "T12": "TLK-D117", "T13": "TLK-D130",
}  # fmt: skip
"""The code by which `tolok periksa` raises each trap; no two traps share one."""

CODES = sorted(load_catalogue(tolok_koperasi.FOLDER).indikator)


@pytest.fixture(scope="module")
def katalog() -> Catalogue:
    return load_catalogue(tolok_koperasi.FOLDER)


@pytest.fixture(scope="module")
def registers() -> dict[str, Schema]:
    return load_schemas(tolok_koperasi.FOLDER / "register")


class Lens:
    """Definitions varied and linted: `doubts(definisi, formula=…)` with the pack's registers."""

    def __init__(self, katalog: Catalogue, registers: dict[str, Schema]):
        self.katalog, self.vocabulary = katalog, katalog.vocabulary(registers, 2023)

    def doubts(self, definisi: Definisi, formula: str | None = None) -> tuple[Issue, ...]:
        versi = replace(definisi.latest, formula=formula) if formula else definisi.latest
        return lint(definisi, checked_version(definisi, versi, self.vocabulary), versi)

    def undecided(self, kode: str) -> Definisi:
        definisi = self.katalog.definisi(kode)
        return replace(definisi, versi=tuple(replace(versi, keputusan=()) for versi in definisi.versi))

    def printing(self, kode: str, **words: object) -> Definisi:
        """The undecided definition of `kode` whose first document row prints `words` instead."""
        definisi = self.undecided(kode)
        blank = dict.fromkeys(("penjelasan", "formula_teks"))
        plain: dict[str, object] = {"nama": definisi.nama, "nilai": (), "target": (), **blank}
        row: KutipanDokumen = replace(definisi.dokumen[0], **(plain | words))  # type: ignore[arg-type]  # fields by name
        return replace(definisi, dokumen=(row,))

    def codes(self, definisi: Definisi, formula: str | None = None) -> set[str]:
        return {issue.kode for issue in self.doubts(definisi, formula)}


@pytest.fixture(scope="module")
def lens(katalog: Catalogue, registers: dict[str, Schema]) -> Lens:
    return Lens(katalog, registers)


# --- the traps of the seeds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("trap", "kode", "issue_kode", "said"), TRAPS)
def test_a_trap_is_a_question_until_a_decision_answers_it(
    trap: str, kode: str, issue_kode: str, said: str, lens: Lens
) -> None:
    asked = [i for i in lens.doubts(lens.undecided(kode)) if i.kode == issue_kode and said in i.apa]
    assert [i.bobot for i in asked] == ["perlu keputusan"], trap
    answered = [i for i in lens.doubts(lens.katalog.definisi(kode)) if i.kode == issue_kode and said in i.apa]
    assert [i.bobot for i in answered] == ["catatan"], trap
    assert "keputusan kantor contoh (dikarang)" in answered[0].saran


@pytest.mark.parametrize("kode", CODES)
def test_every_question_about_the_pack_has_been_decided(kode: str, lens: Lens) -> None:
    definisi = lens.katalog.definisi(kode)
    assert [i for i in lens.doubts(definisi) if i.bobot != "catatan"] == []
    assert status_efektif(definisi, lens.doubts(definisi)) == definisi.status


@pytest.mark.parametrize("kode", CODES)
def test_every_decision_answers_a_question_that_is_really_asked(kode: str, lens: Lens) -> None:
    definisi = lens.katalog.definisi(kode)
    asked = {issue.kode for issue in (*lens.doubts(definisi), *lint_dokumen(lens.katalog.indikator.values()))}
    answered = {code for keputusan in definisi.latest.keputusan for code in keputusan.menjawab}
    assert answered <= asked


def test_each_trap_of_the_seeds_is_raised_on_the_pack_by_a_code_of_its_own(lens: Lens) -> None:
    assert len(set(CODE_OF_TRAP.values())) == len(CODE_OF_TRAP)
    raised = {issue.kode for kode in CODES for issue in lens.doubts(lens.katalog.definisi(kode))}
    raised |= {issue.kode for issue in lint_dokumen(lens.katalog.indikator.values())}
    assert set(CODE_OF_TRAP.values()) <= raised
    assert {(trap, code) for trap, _, code, _ in TRAPS if trap in CODE_OF_TRAP} >= set(CODE_OF_TRAP.items()) - {
        ("T13", "TLK-D130")
    }


def test_without_its_decision_a_measure_waits_whatever_its_file_says(lens: Lens) -> None:
    definisi = lens.undecided("UM-02")
    assert definisi.status == "siap"
    assert status_efektif(definisi, lens.doubts(definisi)) == "perlu keputusan"


@pytest.mark.parametrize("kode", ["KOP-01", "TK-02", "EKO-01"])
def test_rules_look_at_words_and_formulas_and_never_at_the_kode(kode: str, lens: Lens) -> None:
    renamed = replace(lens.undecided(kode), kode="XX-99")
    assert lens.codes(renamed) == lens.codes(lens.undecided(kode))


def test_a_decision_answers_only_the_codes_and_the_row_that_it_names(lens: Lens) -> None:
    definisi = lens.katalog.definisi("KOP-01")

    def weights(kode_dokumen: str) -> set[str]:
        keputusan = tuple(replace(item, kode_dokumen=kode_dokumen) for item in definisi.latest.keputusan)
        narrowed = replace(definisi, versi=(replace(definisi.latest, keputusan=keputusan),))
        return {issue.bobot for issue in lens.doubts(narrowed)}

    assert weights("LAIN-1") == {"perlu keputusan", "catatan"}
    assert weights("PAS-1") == {"catatan"}


def test_two_documents_of_one_office_that_measure_one_sasaran_differently_are_shown_side_by_side(
    katalog: Catalogue, lens: Lens
) -> None:
    decided = lint_dokumen(katalog.indikator.values())
    assert {(issue.kode, issue.bobot) for issue in decided} == {("TLK-D130", "catatan")}
    assert [[kode for kode in CODES if kode in issue.apa] for issue in decided] == [["KOP-04", "KOP-05"], ["TK-01", "TK-03"]]
    assert "Jumlah Tingkat Kesehatan Koperasi" in decided[0].mengapa
    assert "Persentase jumlah koperasi yang sehat" in decided[0].mengapa
    (asked,) = lint_dokumen([lens.undecided("TK-01"), lens.undecided("TK-03")])
    assert asked.bobot == "perlu keputusan"
    assert lint_dokumen([katalog.definisi("KOP-01"), katalog.definisi("UM-01")]) == ()


def test_what_both_documents_name_for_a_sasaran_is_no_rivalry(katalog: Catalogue) -> None:
    both = [katalog.definisi(kode) for kode in ("EKO-01", "EKO-02", "KOP-04")]
    assert lint_dokumen(both) == ()


def test_parts_of_one_printed_indikator_need_each_other_and_one_unit(katalog: Catalogue) -> None:
    one, other = katalog.definisi("EKO-01"), katalog.definisi("EKO-02")
    assert one.dokumen[0].induk == other.dokumen[0].induk == "BKS-1"
    (alone,) = lint_dokumen([one])
    assert (alone.kode, alone.bobot) == ("TLK-D131", "perlu keputusan")
    assert "hanya punya satu bagian" in alone.apa
    (unlike,) = lint_dokumen([one, replace(other, satuan="rupiah")])
    assert "persen, rupiah" in unlike.apa


# --- one rule at a time -----------------------------------------------------------------------------------------------


def test_a_name_that_promises_growth_is_content_with_any_formula_that_compares_two_years(lens: Lens) -> None:
    named = lens.printing("KOP-01", nama="Laju pertumbuhan koperasi")
    assert "TLK-D101" not in lens.codes(named)
    level = "banyak(koperasi_tahunan yang dinilai_kesehatan)"
    assert "TLK-D101" not in lens.codes(named, f"({level} - {level} tahun lalu) / {level} tahun lalu * 100")
    assert "TLK-D101" in lens.codes(named, level)
    assert "TLK-D101" not in lens.codes(lens.printing("KOP-01", nama="Banyaknya koperasi"), level)


def test_sehat_is_no_question_where_the_formula_looks_at_the_predikat(lens: Lens) -> None:
    named = lens.printing("KOP-01", nama="Persentase koperasi sehat")
    assert "TLK-D102" in lens.codes(named, "persen(koperasi_tahunan yang dinilai_kesehatan)")
    assert "TLK-D102" not in lens.codes(
        named, 'persen(koperasi_tahunan yang predikat_kesehatan = "sehat" dari dinilai_kesehatan)'
    )


def test_a_percentage_whose_formula_is_a_count_is_refused_in_those_words(lens: Lens) -> None:
    printing = lens.printing(
        "KOP-01", nama="Persentase jumlah koperasi yang sehat", formula_teks="Jumlah Koperasi yang telah dinilai kese"
    )
    found = lens.doubts(printing, "banyak(koperasi_tahunan yang dinilai_kesehatan)")
    by_code = {issue.kode: issue for issue in found}
    assert by_code["TLK-F030"].bobot == "salah"
    assert "persentase" in by_code["TLK-F030"].apa
    assert by_code["TLK-D117"].bobot == "perlu keputusan"
    assert "kese" in by_code["TLK-D112"].apa
    assert by_code["TLK-D112"].bobot == "perlu keputusan"
    assert status_efektif(printing, found) == "perlu keputusan"


def test_a_unit_that_the_formula_does_not_yield_is_told_with_the_code_of_the_formula(lens: Lens) -> None:
    assert "TLK-F032" in lens.codes(replace(lens.katalog.definisi("TK-03"), satuan="nilai"))
    missing_100 = "jumlah(koperasi_tahunan.nilai_tambah_bruto) / data(pdrb_adhb)"
    assert "TLK-F031" in lens.codes(lens.katalog.definisi("EKO-01"), missing_100)


def test_a_text_that_breaks_off_inside_a_word_is_marked_and_a_whole_word_is_not(lens: Lens) -> None:
    cut = lens.printing("KOP-01", penjelasan="Koperasi yang dinilai keseha")
    assert "TLK-D112" in lens.codes(cut)
    assert "TLK-D112" not in lens.codes(lens.printing("KOP-01", penjelasan="Koperasi yang dinilai"))
    assert "TLK-D112" not in lens.codes(lens.printing("KOP-01", penjelasan="Koperasi yang dinilai SDM"))


@pytest.mark.parametrize(
    ("formula", "raised"),
    [
        ("A = banyak(koperasi_tahunan)\n(A - A tahun lalu) / A * 100", True),
        ("A = banyak(koperasi_tahunan)\n(A - A tahun lalu) / A tahun lalu * 100", False),
        ("A = jumlah(koperasi_tahunan.volume_usaha) + jumlah(usaha_monev.omset)\n(A - A tahun n-2) / A * 100", True),
        ("A = persen(temuan yang ditindaklanjuti)\n(A - A tahun lalu) / A * 100", True),
        ("A = banyak(koperasi_tahunan)\n(A - banyak(koperasi_tahunan yang rat)) / A * 100", False),
    ],
)
def test_growth_divided_by_the_later_year_is_told(formula: str, raised: bool, lens: Lens) -> None:
    found = {i.kode: i for i in lens.doubts(lens.printing("KOP-01"), formula)}
    assert ("TLK-D118" in found) is raised
    if raised:
        assert "n−1" in found["TLK-D118"].apa


@pytest.mark.parametrize(
    ("formula", "raised"),
    [
        ("banyak(koperasi_tahunan yang rat) / banyak(koperasi_tahunan) * 100", False),
        ("banyak(koperasi_tahunan yang rat dan dinilai_kesehatan) / banyak(koperasi_tahunan yang rat) * 100", False),
        ("banyak(koperasi_tahunan yang dinilai_kesehatan) / banyak(koperasi_tahunan yang rat) * 100", True),
        ("banyak(koperasi_tahunan) / banyak(koperasi_tahunan) tahun lalu * 100", True),
        ("persen(koperasi_tahunan yang dinilai_kesehatan dari rat)", False),
    ],
)
def test_a_numerator_outside_the_denominator_is_told(formula: str, raised: bool, lens: Lens) -> None:
    assert ("TLK-D115" in lens.codes(lens.printing("KOP-01"), formula)) is raised


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("JUM-(n-1)/JUM-n*100%", "penyebutnya tahun n, bukan tahun n−1"),
        ("(JUM n - JUM n-1) / JUM (n-1) x 100%", None),
        ("(Jumlah tahun n - Jumlah) / Jumlah x 100%", "tahun pembandingnya tidak disebut"),
        ("Jumlah koperasi / jumlah penduduk x 100%", None),
        ("rata-rata nilai responden tahun n", None),
        ("(PDRB_t - PDRB_t-1) / PDRB_t-1", None),
        ("(PDRB_t - PDRB_t-1) / PDRB_t x 100%", "penyebutnya tahun n, bukan tahun n−1"),
        ("jumlah unit-1 / jumlah unit x 100%", None),
    ],
)
def test_the_base_of_a_printed_growth_is_named(text: str, fault: str | None) -> None:
    assert printed.growth_base_fault(text, growth=False) == fault


def test_growth_by_decision_whose_printed_formula_names_no_year_lacks_its_base(lens: Lens) -> None:
    assert "TLK-D106" in lens.codes(lens.printing("KOP-03", formula_teks="Selisih volume usaha / volume usaha x 100%"))
    assert "TLK-D106" not in lens.codes(lens.katalog.definisi("KOP-03"))


def test_missing_times_100_is_a_note_and_a_printed_percent_sign_is_enough(lens: Lens) -> None:
    found = {i.kode: i.bobot for i in lens.doubts(lens.printing("UM-01", formula_teks="∑ naik kelas / ∑ dimonev"))}
    assert found["TLK-D105"] == "catatan"
    assert "TLK-D105" not in lens.codes(lens.printing("UM-01", formula_teks="∑ naik kelas / ∑ dimonev x 100%"))


def test_output_wording_in_the_name_of_an_outcome_is_asked_about(lens: Lens) -> None:
    assert "TLK-D111" in lens.codes(lens.printing("KOP-01", nama="Terlaksananya pembinaan koperasi"))
    assert "TLK-D111" in lens.codes(replace(lens.printing("KOP-01"), nama="Jumlah laporan koperasi"))
    assert "TLK-D111" not in lens.codes(lens.printing("KOP-01", nama="Persentase koperasi aktif"))


def test_a_column_that_says_realisasi_needs_no_question_and_a_dash_is_unreadable(lens: Lens) -> None:
    said = lens.codes(lens.printing("KOP-01", nilai=(("REALISASI 2023", "7,5"),)))
    assert not said & {"TLK-D107", "TLK-D109"}
    assert "TLK-D107" in lens.codes(lens.printing("KOP-01", nilai=(("REALISASI 2023", "7.5x"),)))


def test_a_fraction_with_a_shared_term_above_and_below_is_no_contradiction() -> None:
    assert printed.rival_denominators("(a + b) x 100% / (a + b + c)") is None
    assert printed.rival_denominators("(a + b) x 100% (b + b) (a + b)") == ("b + b", "a + b")
    assert printed.repeated_term("(a + b) / (a + c)") is None


def test_a_sum_outside_the_sum_that_it_is_divided_by_is_told_and_another_column_is_not(lens: Lens) -> None:
    printing, volume = lens.printing("KOP-01"), "jumlah(koperasi_tahunan.volume_usaha"
    assert "TLK-D115" in lens.codes(printing, f"{volume} yang rat) / {volume} yang diaudit) * 100")
    assert "TLK-D115" not in lens.codes(printing, f"{volume} yang rat) / {volume}) * 100")
    assert "TLK-D115" not in lens.codes(printing, f"jumlah(koperasi_tahunan.shu) / {volume} yang rat) * 100")


def test_a_formula_of_outside_figures_only_is_asked_about_and_one_with_a_register_is_not(lens: Lens) -> None:
    printing = lens.printing("KOP-01")
    assert "TLK-D119" in lens.codes(printing, "pertumbuhan(data(pdrb_adhb))")
    assert "TLK-D119" not in lens.codes(printing, "jumlah(koperasi_tahunan.shu) / data(pdrb_adhb) * 100")


def test_an_assessed_value_lacks_no_formula_but_a_computed_one_from_outside_does(lens: Lens) -> None:
    assert "TLK-D114" not in lens.codes(lens.undecided("TK-01"))
    assert "TLK-D114" in lens.codes(lens.undecided("EKO-04"))


def test_a_share_that_stands_at_100_is_asked_about_and_a_growth_of_100_is_not(lens: Lens) -> None:
    full = {"nilai": (("REALISASI 2023", "100"),), "target": (("2024", "100"),)}
    share = "persen(koperasi_tahunan yang rat)"
    assert "TLK-D124" in lens.codes(lens.printing("KOP-01", **full), share)
    assert "TLK-D124" not in lens.codes(lens.printing("KOP-01", **full))
    assert "TLK-D124" not in lens.codes(lens.printing("KOP-01", **(full | {"nilai": (("REALISASI 2023", "99"),)})), share)
    assert "TLK-D124" not in lens.codes(replace(lens.printing("KOP-01", **full), arah="turun"), share)


def test_a_definition_that_waits_is_told_so_once_and_its_questions_are_notes(lens: Lens) -> None:
    waiting = replace(lens.undecided("UM-02"), status="perlu keputusan", menunggu="penyebutnya belum dipilih")
    found = lens.doubts(waiting)
    assert {issue.bobot for issue in found} == {"catatan"}
    assert [issue.mengapa for issue in found if issue.kode == "TLK-D125"] == ["penyebutnya belum dipilih"]
    assert "TLK-D114" in {issue.kode for issue in found}
    assert status_efektif(waiting, found) == "perlu keputusan"


def test_a_waiting_definition_whose_unit_is_wrong_is_still_wrong(lens: Lens) -> None:
    waiting = replace(lens.undecided("TK-03"), status="perlu keputusan", menunggu="satuannya", satuan="nilai")
    assert "salah" in {issue.bobot for issue in lens.doubts(waiting)}


def test_the_catalogues_own_name_is_read_where_no_document_is_behind_it(lens: Lens) -> None:
    plain = lens.undecided("KOP-07")
    assert plain.dokumen == ()
    assert lens.codes(plain) == set()
    assert lens.codes(replace(plain, nama="Pertumbuhan koperasi aktif")) == {"TLK-D101"}
    assert lens.codes(plain, "banyak(koperasi)") == {"TLK-D102"}


def test_a_formula_that_another_source_prints_is_read_like_a_documents(lens: Lens) -> None:
    definisi = lens.undecided("UM-03")
    (issue,) = [i for i in lens.doubts(definisi) if i.kode == "TLK-D106"]
    assert issue.bobot == "perlu keputusan"
    assert "Data terbuka Kabupaten Blitar" in issue.apa
    right = replace(definisi, rujukan=(replace(definisi.rujukan[0], formula_teks="(JUM n - JUM n-1) / JUM n-1 * 100%"),))
    assert "TLK-D106" not in lens.codes(right)


# --- targets ----------------------------------------------------------------------------------------------------------


def targets(definisi: Definisi, target: dict[int, str], results: dict[int, str] | None = None) -> dict[str, str]:
    found = lint_target(
        definisi,
        {tahun: Fraction(nilai) for tahun, nilai in target.items()},
        {tahun: Fraction(nilai) for tahun, nilai in (results or {}).items()},
    )
    return {issue.kode: issue.bobot for issue in found}


def test_a_target_on_the_worse_side_of_the_last_result_is_asked_about(lens: Lens) -> None:
    naik = lens.undecided("KOP-03")
    assert targets(naik, {2024: "6.5"}, {2023: "7.73"}) == {"TLK-D120": "perlu keputusan"}
    assert targets(naik, {2024: "7.73"}, {2023: "7.73"}) == {}
    assert targets(naik, {2024: "6.5"}, {2023: "6", 2022: "9"}) == {}
    turun = replace(naik, arah="turun")
    assert targets(turun, {2024: "8"}, {2023: "7.73"}) == {"TLK-D120": "perlu keputusan"}
    assert targets(turun, {2024: "6.5"}, {2023: "7.73"}) == {}


def test_a_result_of_the_targets_own_year_or_later_is_not_the_last_one_before_it(lens: Lens) -> None:
    assert targets(lens.undecided("KOP-03"), {2024: "6.5"}, {2024: "9", 2025: "9"}) == {}


def test_a_sevenfold_leap_is_asked_about_in_both_directions(lens: Lens) -> None:
    definisi = lens.undecided("UM-01")
    assert targets(definisi, {2024: "30.54"}, {2023: "4.35"}) == {"TLK-D121": "perlu keputusan"}
    assert targets(definisi, {2024: "30"}, {2023: "4.35"}) == {}
    assert targets(definisi, {2023: "1", 2024: "7"}) == {"TLK-D121": "perlu keputusan"}
    assert "TLK-D121" in targets(definisi, {2023: "7", 2024: "1"})
    assert targets(definisi, {2024: "7"}, {2023: "0"}) == {}


def test_equal_targets_are_a_note_and_a_hole_is_a_question(lens: Lens) -> None:
    definisi = lens.undecided("TK-02")
    assert targets(definisi, {2023: "100", 2024: "100"}) == {"TLK-D122": "catatan"}
    assert targets(definisi, {2022: "90", 2024: "95"}) == {"TLK-D123": "perlu keputusan"}
    assert targets(definisi, {}) == {}


def test_a_recorded_decision_about_a_target_is_cited_for_the_offices_own_targets_too(katalog: Catalogue) -> None:
    (issue,) = lint_target(katalog.definisi("KOP-03"), {2024: Fraction("6.5")}, {2023: Fraction("7.73")})
    assert (issue.kode, issue.bobot) == ("TLK-D120", "catatan")
    assert "Target 6,5 dipakai seperti tertulis" in issue.saran
