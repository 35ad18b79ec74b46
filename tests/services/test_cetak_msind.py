"""MS-Ind of the demonstration: from the definitions in force, for every IKU, with the gaps named."""

from datetime import datetime

import pytest

from conftest import AFTER
from tolok.services.cetak_msind import _konsep, dokumen
from tolok.services.iku import IsianIku, adopt
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.store.models import Bidang, IndikatorKantor, PerangkatDaerah, Sasaran
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.writing.sheet import Formula, Missing, Row, Sheet, Table

pytestmark = pytest.mark.django_db


def sheet_of(kantor: PerangkatDaerah, tahun: int = 2024, at: datetime = AFTER) -> Sheet:
    return dokumen(PermintaanCetak(kantor, "msind", tahun, at)).sheet


def columns_of(sheet: Sheet, kode: str) -> list[str]:
    """The seventeen columns of an indicator, its first part; a formula as numerator and denominator."""
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    for group in table.groups:
        row = said(group.rows[0])
        if f"Kode {kode}" in row[1]:
            return row
    raise AssertionError(kode)


def said(row: Row) -> list[str]:
    return [
        "\n".join(f"{p.numerator}/{p.denominator}" if isinstance(p, Formula) else p.words for p in cell.pieces)
        for cell in row.cells
    ]


def gaps_of(sheet: Sheet) -> str:
    return "\n".join(block.words for block in sheet.blocks if isinstance(block, Missing))


def test_every_iku_of_the_office_has_its_row(kantor) -> None:
    sheet = sheet_of(kantor)
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    names = [said(group.rows[0])[1] for group in table.groups]
    own = IndikatorKantor.objects.filter(perangkat_daerah=kantor).order_by("urut", "id")
    assert names == [f"{one.nama}\nKode {one.kode}" for one in own]
    assert len(names) == 6


def test_an_indicator_over_a_register_says_formula_variables_level_and_access(kantor) -> None:
    row = columns_of(sheet_of(kantor), "KOP-03")
    assert row[2] == "Volume usaha koperasi"
    assert row[4].startswith("Makin tinggi nilainya makin baik.")
    assert "A(n) − A(n−1)/A(n−1)" in row[5]
    assert row[6:10] == ["Persentase", "persen", "Kecamatan", "2 (Tidak)"]
    assert row[10:15] == [
        "",
        "",
        "Laporan keragaan koperasi (Register Koperasi, data tahunan)",
        "",
        "Jumlah volume usaha koperasi",
    ]
    assert row[15:] == ["Kota dan kecamatan", "1 (Ya)"]


def test_an_outside_figure_names_who_yields_it_and_is_estimated_for_the_whole_only(kantor, bekasi) -> None:
    row = columns_of(sheet_of(kantor), "TK-01")
    assert row[6:9] == ["Nilai", "nilai", "Tanpa klasifikasi"]
    assert row[12:16] == ["Angka dari Inspektorat", "", "Nilai hasil evaluasi AKIP perangkat daerah", "Kota"]
    both = columns_of(sheet_of(bekasi), "EKO-01")
    assert both[15] == "Kota", "PDRB exists for the city only"
    assert both[12] == "Register Koperasi, data tahunan", "where PDRB comes from is not where the register comes from"


def test_an_index_over_many_questions_lists_each_as_a_variable(bekasi) -> None:
    sheet = sheet_of(bekasi)
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    (group,) = [one for one in table.groups if "Kode TK-03" in said(one.rows[0])[1]]
    assert len(group.rows) == 9
    assert said(group.rows[0])[6] == "Indeks"


def test_what_is_not_known_is_left_empty_and_named(kantor) -> None:
    sheet = sheet_of(kantor)
    assert columns_of(sheet, "TK-01")[2] == ""
    gaps = gaps_of(sheet)
    assert "Nama Kegiatan" in gaps
    assert "Kolom 3 (Konsep), nama indikator memuat singkatan (SAKIP)" in gaps
    without = [one.kode for one in IndikatorKantor.objects.filter(perangkat_daerah=kantor) if not one.alasan_pemilihan]
    assert without
    assert f"alasan pemilihan indikator belum ditulis: {', '.join(without)}." in gaps


def test_an_indicator_without_a_formula_that_year_says_so_and_states_no_variables(kantor) -> None:
    sheet = sheet_of(kantor, tahun=2010)
    row = columns_of(sheet, "KOP-03")
    assert row[12:16] == ["", "", "", ""]
    assert "rumusnya belum ditetapkan untuk tahun itu" in gaps_of(sheet)


@pytest.mark.parametrize(
    ("nama", "konsep"),
    [
        ("Persentase usaha mikro yang naik kelas", "Usaha mikro yang naik kelas"),
        ("Persentase pertumbuhan koperasi yang dinilai kesehatannya", "Koperasi yang dinilai kesehatannya"),
        ("Volume usaha koperasi", "Volume usaha koperasi"),
        ("Persentase koperasi yang menyelenggarakan RAT", ""),
        ("Pertumbuhan anggota koperasi dalam tiga tahun", ""),
        ("Jumlah koperasi di Pasuruan", ""),
        ("Persentase", ""),
    ],
)
def test_a_konsep_is_the_name_without_its_measure_or_is_left_to_the_office(kantor, nama, konsep) -> None:
    found, why = _konsep(nama, kantor)
    assert found == konsep
    assert bool(why) == (not konsep)


def test_an_indicator_taken_up_with_a_reason_prints_it(kantor, orang) -> None:
    sasaran = Sasaran.objects.filter(perangkat_daerah=kantor, jenis="sasaran").first()
    bidang = Bidang.objects.filter(perangkat_daerah=kantor).first()
    isian = IsianIku(sasaran.pk, bidang.pk, "Koperasi yang tumbuh menyerap tenaga kerja.")
    adopt(kantor, "KOP-23", isian, by=orang("yusuf"), at=AFTER)
    row = columns_of(sheet_of(kantor), "KOP-23")
    assert row[4] == "Makin tinggi nilainya makin baik.\nKoperasi yang tumbuh menyerap tenaga kerja."
    assert row[6:8] == ["Jumlah", "orang"]


def test_an_office_without_iku_is_told_what_to_do(kantor) -> None:
    IndikatorKantor.objects.filter(perangkat_daerah=kantor).update(dihapus_pada=AFTER)
    with pytest.raises(IssueError) as caught:
        sheet_of(kantor)
    assert caught.value.issues[0].kode == "TLK-P040"


def test_the_same_plan_gives_the_same_stamp_and_a_change_another(kantor) -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=WIB)
    before = sheet_of(kantor, at=at).meta.snapshot
    assert sheet_of(kantor, at=at).meta.snapshot == before
    one = IndikatorKantor.objects.filter(perangkat_daerah=kantor).first()
    one.alasan_pemilihan = "Alasan yang baru ditulis."
    one.save()
    assert sheet_of(kantor, at=at).meta.snapshot != before
