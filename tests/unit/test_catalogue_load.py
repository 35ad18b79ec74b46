"""The catalogue: definitions load and yield their units, faults are told once and in place, hashes mean what they say."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

import tolok_koperasi
from tolok.catalogue.definition import Definisi, hash_definisi, hash_ukuran
from tolok.catalogue.load import Catalogue, checked_version, load_catalogue
from tolok.formula.checker import check_unit
from tolok.formula.describe import describe
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError

PACK = tolok_koperasi.FOLDER
MEASURES = {
    "KOP-01": "pertumbuhan(banyak(koperasi_tahunan yang dinilai_kesehatan))",
    "UM-01": 'persen(usaha_monev yang kelas(omset; "PP 7/2021") > kelas(omset tahun lalu; "PP 7/2021") '
    'dari kelas(omset tahun lalu; "PP 7/2021") = "mikro")',
    "TK-01": "data(nilai_lhe)",
    "TK-02": 'persen(temuan yang ditindaklanjuti dari asal dalam ("APEP"; "APIP"))',
    "KOP-03": "pertumbuhan(jumlah(koperasi_tahunan.volume_usaha))",
    "UM-02": "persen(usaha_monev yang omset > omset tahun lalu)",
    "EKO-01": "jumlah(koperasi_tahunan.nilai_tambah_bruto) / data(pdrb_adhb) * 100",
    "EKO-02": "jumlah(usaha_monev.nilai_tambah_bruto) / data(pdrb_adhb) * 100",
    "EKO-03": "pertumbuhan(jumlah(koperasi_tahunan.nilai_tambah_bruto) + jumlah(usaha_monev.nilai_tambah_bruto))",
    "EKO-04": "pertumbuhan(data(pdrb_ekraf))",
    "KOP-04": "banyak(koperasi_tahunan yang dinilai_kesehatan)",
    "KOP-05": 'persen(koperasi_tahunan yang predikat_kesehatan = "sehat" dari dinilai_kesehatan)',
    "TK-03": "(" + " + ".join(f"rata(skm.u{n})" for n in range(1, 10)) + ") / 9 * 25",
}


@pytest.fixture(scope="module")
def katalog() -> Catalogue:
    return load_catalogue(PACK)


@pytest.fixture(scope="module")
def registers() -> dict[str, Schema]:
    return load_schemas(PACK / "register")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the content pack that a test may damage."""
    for folder in ("indikator", "parameter"):
        shutil.copytree(PACK / folder, tmp_path / folder)
    return tmp_path


def raw_of(pack: Path, berkas: str) -> Any:
    return yaml.safe_load((pack / berkas).read_text(encoding="utf-8"))


def write(pack: Path, berkas: str, raw: Any) -> None:
    text = raw if isinstance(raw, str) else yaml.safe_dump(raw, allow_unicode=True, sort_keys=False)
    (pack / berkas).write_text(text, encoding="utf-8")


def faults(pack: Path) -> tuple[Issue, ...]:
    with pytest.raises(IssueError) as caught:
        load_catalogue(pack)
    return caught.value.issues


def one_fault(pack: Path) -> Issue:
    found = faults(pack)
    assert len(found) == 1, [str(issue) for issue in found]
    return found[0]


# --- the pack ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kode", MEASURES)
def test_each_measure_of_the_seeds_has_its_formula_and_yields_its_declared_unit(
    kode: str, katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    definisi = katalog.definisi(kode)
    checked = katalog.checked(kode, 2023, registers)
    assert " ".join((definisi.version_at(2023).formula or "").split()) == MEASURES[kode]
    assert checked.unit is not None
    assert check_unit(checked, definisi.satuan, kode) == ()
    assert describe(checked.formula, checked.vocabulary)


def test_every_row_of_the_two_seed_documents_has_its_measure(katalog: Catalogue) -> None:
    rows = {dokumen.kode_dokumen: definisi.kode for definisi in katalog.indikator.values() for dokumen in definisi.dokumen}
    assert rows == {
        "PAS-1": "KOP-01", "PAS-2": "UM-01", "PAS-3": "TK-01", "PAS-4": "TK-02", "PAS-5": "KOP-03", "PAS-6": "UM-02",
        "BKS-1a": "EKO-01", "BKS-1b": "EKO-02", "BKS-2": "KOP-04", "BKS-3": "TK-03", "BKS-4": "EKO-03", "BKS-5": "KOP-05",
        "BKS-6": "TK-01", "BKS-7": "EKO-04",
    }  # fmt: skip


def test_every_definition_of_the_pack_yields_its_declared_unit_and_can_be_said_back(
    katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    for kode, definisi in katalog.indikator.items():
        checked = katalog.checked(kode, 2024, registers)
        assert check_unit(checked, definisi.satuan, kode) == (), kode
        assert describe(checked.formula, checked.vocabulary), kode


def test_no_two_definitions_of_the_pack_measure_the_same(katalog: Catalogue, registers: dict[str, Schema]) -> None:
    hashes = [katalog.hash_ukuran(kode, 2024, registers) for kode in katalog.indikator]
    assert len(set(hashes)) == len(hashes)


def test_what_is_not_confirmed_says_so_and_may_be_changed(katalog: Catalogue) -> None:
    doubtful = {param.nama for param in katalog.param if param.catatan and "dapat diubah kantor" in param.catatan}
    assert doubtful == {"batas_tahun_rat", "batas_hari_rat", "sampel_skm"}
    ladders = {skema.nama for skema in katalog.kelas_usaha if skema.catatan and "belum dipastikan" in skema.catatan}
    assert ladders == {"PP 7/2021", "PP 7/2021 modal", "BPS tenaga kerja", "KUK aset"}


def test_a_definition_is_found_whatever_the_case_of_its_kode_and_a_typo_is_answered(katalog: Catalogue) -> None:
    assert katalog.definisi("kop-03").kode == "KOP-03"
    with pytest.raises(IssueError) as caught:
        katalog.definisi("KOP-3")
    (issue,) = caught.value.issues
    assert (issue.kode, issue.saran) == ("TLK-D010", "Maksud Anda `KOP-03`?")


def test_nobody_of_the_signed_documents_is_named_and_no_staff_number_stands_in_the_pack() -> None:
    for path in [*PACK.glob("indikator/*.yaml"), *PACK.glob("parameter/*.yaml")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bNIP\b|\b19\d{6}\s?\d{4,6}\b|\bDrs\.|\bM\.Si\b", text), path.name


def test_words_of_the_document_stay_as_they_were_read(katalog: Catalogue) -> None:
    volume_usaha = katalog.definisi("KOP-03").dokumen[0]
    assert volume_usaha.nama is None
    assert volume_usaha.nilai == (("TAHUN 2023", "7,73"),)
    assert volume_usaha.target == (("2024", "6,5"),)
    assert "berjin yg di TL" in (katalog.definisi("TK-02").dokumen[0].formula_teks or "")
    assert katalog.definisi("KOP-01").dokumen[0].nilai == (("TAHUN 2023", "F"),)


def test_outside_figures_say_their_unit_level_evidence_and_status(katalog: Catalogue) -> None:
    pdrb = katalog.angka_luar["pdrb_adhb"]
    assert (pdrb.satuan, pdrb.tingkat, pdrb.periode, pdrb.dapat_dijumlah) == ("rupiah", "kota", "tahun", False)
    assert pdrb.status == ("tetap", "sementara", "sangat sementara")
    assert katalog.angka_luar["nilai_lhe"].bukti.startswith("LHE")


# --- dates ------------------------------------------------------------------------------------------------------------


def test_ladders_in_force_at_the_end_of_the_year_are_words_and_later_ones_are_not(
    katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    before, after = katalog.vocabulary(registers, 2020), katalog.vocabulary(registers, 2021)
    assert set(before.ladders) == {"UU 20/2008", "UU 20/2008 kekayaan", "BPS tenaga kerja"}
    assert set(after.ladders) == {*before.ladders, "PP 7/2021", "PP 7/2021 modal", "KUK aset"}
    assert after.ladders["PP 7/2021"].kelas == (
        ("mikro", 2_000_000_000), ("kecil", 15_000_000_000), ("menengah", 50_000_000_000)
    )  # fmt: skip
    assert after.ladders["UU 20/2008"].kelas[0] == ("mikro", 300_000_000)


def test_a_parameter_is_the_one_in_force_at_the_end_of_the_year(pack: Path) -> None:
    raw = raw_of(pack, "parameter/param.yaml")
    raw["param"].append(raw["param"][0] | {"nilai": "12,5", "berlaku_sejak": date(2023, 12, 31)})
    write(pack, "parameter/param.yaml", raw)
    katalog = load_catalogue(pack)
    assert katalog.parameter("batas_cakupan_berbeda", 2022) == (Fraction(10), "persen")
    assert katalog.parameter("batas_cakupan_berbeda", 2023) == (Fraction(25, 2), "persen")
    with pytest.raises(IssueError, match="TLK-D013"):
        katalog.parameter("batas_cakupan_berbeda", 2019)


def test_a_figure_uses_the_version_in_force_at_the_end_of_its_year(katalog: Catalogue) -> None:
    definisi = katalog.definisi("KOP-03")
    newer = replace(definisi.latest, berlaku_sejak=date(2023, 7, 1), formula="banyak(koperasi_tahunan)")
    definisi = replace(definisi, versi=(newer, *definisi.versi))
    assert definisi.version_at(2022) == definisi.versi[1]
    assert definisi.version_at(2023) == newer
    assert definisi.version_at(date(2023, 6, 30)) == definisi.versi[1]
    with pytest.raises(IssueError) as caught:
        definisi.version_at(2019)
    assert [issue.kode for issue in caught.value.issues] == ["TLK-D011"]


# --- hashes -----------------------------------------------------------------------------------------------------------


def turned(raw: Any) -> Any:
    """The same content with every mapping written backwards."""
    if isinstance(raw, dict):
        return {key: turned(raw[key]) for key in reversed(raw)}
    return [turned(item) for item in raw] if isinstance(raw, list) else raw


def test_hashes_do_not_depend_on_the_order_of_keys_or_on_layout(pack: Path, registers: dict[str, Schema]) -> None:
    first = load_catalogue(pack)
    for path in (pack / "indikator").glob("*.yaml"):
        write(pack, f"indikator/{path.name}", turned(raw_of(pack, f"indikator/{path.name}")))
    second = load_catalogue(pack)
    for kode in MEASURES:
        assert first.hash_definisi(kode, 2023) == second.hash_definisi(kode, 2023), kode
        assert first.hash_ukuran(kode, 2023, registers) == second.hash_ukuran(kode, 2023, registers), kode


def test_column_widths_of_a_drawn_table_are_no_part_of_the_hash_but_its_cells_are(katalog: Catalogue) -> None:
    definisi = katalog.definisi("KOP-03")
    ((register, table),) = definisi.contoh[0].register

    def hashed(text: str) -> str:
        contoh = replace(definisi.contoh[0], register=((register, text),))
        return hash_definisi(replace(definisi, contoh=(contoh, *definisi.contoh[1:])), definisi.latest)

    assert hashed(table.replace(" ", "")) == hash_definisi(definisi, definisi.latest)
    assert hashed(table.replace("465", "466")) != hash_definisi(definisi, definisi.latest)


@pytest.mark.parametrize(
    "change",
    [
        {"nama": "Pertumbuhan volume usaha"},
        {"satuan_tampil": "persen"},
        {"desimal": 1},
        {"arah": "turun"},
        {"batas": "tidak ada"},
        {"dokumen": ()},
        {"contoh": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_was_signed_changes_the_hash_of_the_definition(change: dict[str, Any], katalog: Catalogue) -> None:
    definisi = katalog.definisi("KOP-03")
    changed = replace(definisi, **change)
    assert hash_definisi(changed, changed.latest) != hash_definisi(definisi, definisi.latest)


def test_another_version_does_not_change_the_hash_of_this_one(katalog: Catalogue) -> None:
    definisi = katalog.definisi("KOP-03")
    newer = replace(definisi.latest, berlaku_sejak=date(2025, 1, 1))
    both = replace(definisi, versi=(*definisi.versi, newer))
    assert hash_definisi(both, definisi.latest) == hash_definisi(definisi, definisi.latest)
    assert hash_definisi(both, newer) != hash_definisi(definisi, definisi.latest)


def test_the_measure_is_the_same_under_another_name_and_spelling_but_not_for_another_population(
    katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    definisi = katalog.definisi("KOP-03")
    vocabulary = katalog.vocabulary(registers, 2023)

    def measured(definisi: Definisi, formula: str) -> str:
        return hash_ukuran(definisi, checked_version(definisi, replace(definisi.latest, formula=formula), vocabulary))

    written_out = "A = jumlah(koperasi_tahunan.volume_usaha)\n(A - A tahun lalu) / A tahun lalu * 100"
    expected = katalog.hash_ukuran("KOP-03", 2023, registers)
    assert measured(replace(definisi, nama="Laju volume usaha"), written_out) == expected
    assert measured(replace(definisi, populasi="koperasi aktif"), written_out) != expected
    assert measured(definisi, written_out.replace("volume_usaha", "nilai_tambah_bruto")) != expected


def test_a_frozen_version_is_json_that_keeps_line_breaks_and_says_who_decided(
    katalog: Catalogue, registers: dict[str, Schema]
) -> None:
    isi = json.loads(json.dumps(katalog.frozen("KOP-01", 2023, registers)))
    assert isi["berlaku_sejak"] == "2020-01-01"
    assert isi["formula"] == MEASURES["KOP-01"]
    assert isi["hash_definisi"] == katalog.hash_definisi("KOP-01", 2023)
    assert isi["teks_dokumen"].count("\n") == 1
    assert isi["keputusan"]["oleh"] == "Kepala Dinas, 2024-01-15, keputusan kantor contoh (dikarang)"
    assert "TLK-D102" in [note["kode"] for note in isi["catatan"]]
    assert katalog.frozen("KOP-01", 2023)["catatan"] == []


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("without", ["kutipan", "dokumen", "dasar"])
def test_a_definition_without_a_citation_does_not_load(without: str, pack: Path) -> None:
    raw = raw_of(pack, "indikator/KOP-03.yaml")
    del (raw["dokumen"][0] if without == "kutipan" else raw)[without]
    write(pack, "indikator/KOP-03.yaml", raw)
    issue = one_fault(pack)
    assert (issue.kode, issue.bobot) == ("TLK-D005", "salah")
    assert issue.di_mana.startswith("KOP-03.yaml")
    assert without in issue.di_mana


def test_a_source_besides_the_offices_documents_is_a_citation_too(pack: Path) -> None:
    raw = raw_of(pack, "indikator/KOP-03.yaml")
    raw |= {"dokumen": [], "rujukan": [{"dokumen": "Kode referensi data induk", "tempat": "halaman 24", "halaman": 24}]}
    write(pack, "indikator/KOP-03.yaml", raw)
    assert load_catalogue(pack).definisi("KOP-03").kutipan[0].halaman == 24


def test_a_typo_in_a_key_is_one_issue_with_a_guess(pack: Path) -> None:
    raw = raw_of(pack, "indikator/KOP-03.yaml")
    raw["catatann"] = "x"
    raw["contoh"][0]["hasill"] = "x"
    write(pack, "indikator/KOP-03.yaml", raw)
    first, second = faults(pack)
    assert {first.kode, second.kode} == {"TLK-D002"}
    assert "Maksud Anda `hasil`?" in (first.saran, second.saran)


@pytest.mark.parametrize(
    ("path", "value", "kode", "said"),
    [
        (("arah",), "naek", "TLK-D003", "Maksud Anda `naik`?"),
        (("desimal",), "dua", "TLK-D003", "bilangan bulat"),
        (("satuan",), None, "TLK-D002", "belum diisi"),
        (("dokumen", 0, "nilai"), {"TAHUN 2023": 7.73}, "TLK-D003", 'tulis "7.73"'),
        (("dokumen", 0, "target"), {"tahun depan": "6,5"}, "TLK-D003", "target_tanpa_tahun"),
        (("versi", 0, "berlaku_sejak"), "tahun lalu", "TLK-D003", "bukan tanggal"),
        (("versi", 0, "formula"), None, "TLK-D007", "perlu keputusan"),
        (("versi", 0, "keputusan", 0, "menjawab"), ["T6"], "TLK-D003", "TLK-D102"),
        (("contoh", 0, "hasil"), "6,5", "TLK-D003", "2 desimal"),
        (("contoh", 0, "hasil"), "tak ada data", "TLK-D003", "Maksud Anda `tidak ada data`?"),
        (("contoh", 0, "data"), {"pdrb_adhb": {"2024": 5}}, "TLK-D003", "73,46"),
        (("contoh",), [], "TLK-D006", "normal, batas, kosong"),
        (("kode",), "KOP-99", "TLK-D004", "KOP-99.yaml"),
        (("menunggu",), "apa pun", "TLK-D004", "terisi"),
        (("status",), "perlu keputusan", "TLK-D004", "kosong"),
    ],
)
def test_a_faulty_field_is_one_issue_that_names_it(
    path: tuple[str | int, ...], value: object, kode: str, said: str, pack: Path
) -> None:
    raw = raw_of(pack, "indikator/KOP-03.yaml")
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    write(pack, "indikator/KOP-03.yaml", raw)
    issue = one_fault(pack)
    assert issue.kode == kode
    assert issue.di_mana.startswith("KOP-03.yaml")
    assert said in f"{issue.apa} {issue.mengapa} {issue.saran}"


def test_two_versions_on_one_day_are_refused(pack: Path) -> None:
    raw = raw_of(pack, "indikator/KOP-03.yaml")
    raw["versi"].append(raw["versi"][0])
    write(pack, "indikator/KOP-03.yaml", raw)
    assert one_fault(pack).kode == "TLK-D008"


def test_a_bare_decimal_in_a_parameter_file_is_refused_with_what_was_meant(pack: Path) -> None:
    raw = raw_of(pack, "parameter/param.yaml")
    raw["param"][0]["nilai"] = 12.5
    write(pack, "parameter/param.yaml", raw)
    issue = one_fault(pack)
    assert (issue.kode, issue.saran) == ("TLK-D003", 'Maksud Anda "12,5"?')


def test_classes_that_do_not_rise_are_refused(pack: Path) -> None:
    raw = raw_of(pack, "parameter/kelas_usaha.yaml")
    raw["kelas_usaha"][0]["kelas"].reverse()
    write(pack, "parameter/kelas_usaha.yaml", raw)
    assert one_fault(pack).kode == "TLK-D004"


def test_every_fault_of_every_file_is_told_at_once(pack: Path) -> None:
    write(pack, "indikator/KOP-03.yaml", "kode: [")
    write(pack, "indikator/KOP-01.yaml", "- bukan pasangan")
    (pack / "parameter/param.yaml").unlink()
    found = {(issue.kode, issue.di_mana.split(",")[0]) for issue in faults(pack)}
    assert found >= {("TLK-D001", "KOP-03.yaml"), ("TLK-D002", "KOP-01.yaml"), ("TLK-D001", "param.yaml")}


def test_an_impossible_date_is_told_without_a_traceback(pack: Path) -> None:
    text = (pack / "indikator/KOP-03.yaml").read_text(encoding="utf-8")
    write(pack, "indikator/KOP-03.yaml", text.replace("2020-01-01", "2020-02-30"))
    assert one_fault(pack).kode == "TLK-D001"


def test_an_empty_folder_is_told_and_not_an_empty_catalogue(tmp_path: Path, pack: Path) -> None:
    shutil.rmtree(pack / "indikator")
    assert one_fault(pack).kode == "TLK-D001"


def test_a_typo_in_a_formula_is_one_issue_that_names_indikator_version_and_what_was_meant(
    pack: Path, registers: dict[str, Schema]
) -> None:
    raw = raw_of(pack, "indikator/UM-02.yaml")
    raw["versi"][0]["formula"] = "persen(usaha_monev yang omsett > omset tahun lalu)"
    write(pack, "indikator/UM-02.yaml", raw)
    with pytest.raises(IssueError) as caught:
        load_catalogue(pack).checked("UM-02", 2023, registers)
    (issue,) = caught.value.issues
    assert issue.kode == "TLK-F011"
    assert issue.di_mana.startswith("UM-02, versi 2020-01-01, ")
    assert issue.saran == "Maksud Anda `omset`?"


def test_a_version_that_waits_for_its_formula_loads_and_says_so_when_asked_for_a_figure(
    pack: Path, registers: dict[str, Schema]
) -> None:
    raw = raw_of(pack, "indikator/UM-02.yaml")
    raw |= {"status": "perlu keputusan", "menunggu": "rumusnya", "contoh": []}
    raw["versi"][0] |= {"formula": None, "keputusan": []}
    write(pack, "indikator/UM-02.yaml", raw)
    katalog = load_catalogue(pack)
    with pytest.raises(IssueError) as caught:
        katalog.checked("UM-02", 2023, registers)
    (issue,) = caught.value.issues
    assert (issue.kode, issue.bobot) == ("TLK-D012", "perlu keputusan")
    assert "TLK-D114" in [doubt.kode for doubt in katalog.lint("UM-02", 2023, registers)]
