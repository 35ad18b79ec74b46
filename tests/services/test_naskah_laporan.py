"""Words of the yearly report: only added to, read as known then, written by those who may, never in the log."""

from datetime import timedelta

import pytest

from services.ukur_bersama import AT, LATER
from tolok.services.akses import NotFoundError
from tolok.services.naskah_laporan import (
    TERPANJANG,
    IsianStandar,
    dasar_of,
    naskah_history,
    naskah_of,
    standar_of,
    write_naskah,
    write_standar,
)
from tolok.store.models import IndikatorKantor, LogPerubahan, NaskahLaporan, PerangkatDaerah
from tolok.values.issue import IssueError
from tolok.values.number import format_angka
from web.lima_kasus import person_with

TAHUN = 2024
NIK = "3575011203880001"


def tulis(kantor: PerangkatDaerah, by, isi: str, at=AT, bagian: str = "simpulan", dasar: str | None = None):
    asked = dasar_of(kantor, TAHUN, bagian) if dasar is None else dasar
    return write_naskah(kantor, TAHUN, bagian, isi, dasar=asked, by=by, at=at)


def catat(indikator: IndikatorKantor, by, nilai="70,5", sumber="Laporan kementerian, halaman 3", tahun="2023", at=AT):
    dasar = dasar_of(indikator.perangkat_daerah, TAHUN, f"standar:{indikator.kode}")
    return write_standar(indikator, TAHUN, IsianStandar(nilai, sumber, tahun), dasar=dasar, by=by, at=at)


@pytest.fixture
def kop03(kantor) -> IndikatorKantor:
    found = IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang")
    return found.get(perangkat_daerah=kantor, kode="KOP-03")


def test_the_newest_words_hold_and_the_older_are_kept_as_they_were_known(kantor, orang) -> None:
    tulis(kantor, orang("yusuf"), "Satu.\r\nDua. ")
    tulis(kantor, orang("bambang"), "Tiga.", at=LATER)
    assert naskah_of(kantor, TAHUN, LATER)["simpulan"].isi == "Tiga."
    assert naskah_of(kantor, TAHUN, AT)["simpulan"].isi == "Satu.\nDua."
    assert "simpulan" not in naskah_of(kantor, TAHUN, AT - timedelta(seconds=1))
    assert [one.isi for one in naskah_history(kantor, TAHUN, "simpulan", LATER)] == ["Tiga.", "Satu.\nDua."]
    assert naskah_of(kantor, 2021, LATER) == {}


def test_empty_words_withdraw_a_part_and_the_same_words_change_nothing(kantor, orang) -> None:
    tulis(kantor, orang("yusuf"), "Satu.")
    before = LogPerubahan.objects.count()
    assert tulis(kantor, orang("yusuf"), " Satu. ") is None
    assert LogPerubahan.objects.count() == before
    assert tulis(kantor, orang("yusuf"), "", at=LATER).isi == ""
    assert "simpulan" not in naskah_of(kantor, TAHUN, LATER)


def test_the_log_knows_how_long_the_words_are_and_their_hash_and_nothing_of_them(kantor, orang) -> None:
    tulis(kantor, orang("yusuf"), "Bu Rahasia dari Purworejo mengeluh.")
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.objek, entry.oleh) == ("laporan.ditulis", "2024 simpulan", orang("yusuf"))
    assert sorted(entry.isi) == ["bagian", "panjang", "sidik"]
    assert (entry.isi["panjang"], len(entry.isi["sidik"])) == (35, 64)
    assert "Rahasia" not in str(entry.isi)


def test_a_number_like_a_nik_is_masked_before_it_is_kept(kantor, kop03, orang) -> None:
    assert tulis(kantor, orang("yusuf"), f"Pemilik {NIK} sudah naik kelas.").isi == "Pemilik [16 angka] sudah naik kelas."
    assert NIK not in catat(kop03, orang("yusuf"), sumber=f"Berkas {NIK}").isi


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_of_his_is_kept(kantor, orang) -> None:
    seen = dasar_of(kantor, TAHUN, "simpulan")
    tulis(kantor, orang("yusuf"), "Satu.", dasar=seen)
    with pytest.raises(IssueError, match="baru saja ditulis orang lain") as told:
        tulis(kantor, orang("bambang"), "Dua.", at=LATER, dasar=seen)
    assert [one.kode for one in told.value.issues] == ["TLK-P084"]
    assert "Yusuf Hidayat lebih dahulu" in told.value.issues[0].mengapa
    assert naskah_of(kantor, TAHUN, LATER)["simpulan"].isi == "Satu."


def test_words_without_end_are_refused(kantor, orang) -> None:
    assert len(tulis(kantor, orang("yusuf"), "x" * TERPANJANG).isi) == TERPANJANG
    with pytest.raises(IssueError) as told:
        tulis(kantor, orang("yusuf"), "x" * (TERPANJANG + 1), at=LATER)
    assert [one.kode for one in told.value.issues] == ["TLK-P083"]


@pytest.mark.parametrize("username", ["hendra", "ratna", "indra", "galuh", "dadang", "wahyu", "siti"])
def test_who_may_not_write_the_report_finds_nothing_to_write(username, kantor, orang) -> None:
    before = NaskahLaporan.objects.count()
    with pytest.raises(NotFoundError):
        tulis(kantor, orang(username), "Satu.")
    assert NaskahLaporan.objects.count() == before


def test_a_verifikator_of_a_bidang_writes_the_standard_of_his_own_indikator_only(kop03, orang, kantor) -> None:
    assert catat(kop03, orang("siti")).oleh == orang("siti")
    with pytest.raises(NotFoundError):
        catat(kop03, orang("agus"))
    assert catat(kop03, orang("bambang"), nilai="71", at=LATER).oleh == orang("bambang")
    assert catat(kop03, person_with("perencana-lain", "perencana"), nilai="72", at=LATER) is not None


def test_a_part_that_is_none_is_a_mistake_of_the_program(kantor, orang) -> None:
    with pytest.raises(ValueError, match="tidak dikenal"):
        tulis(kantor, orang("yusuf"), "x", bagian="standar:KOP-03")


def test_a_national_standard_is_kept_exact_with_its_source_and_year(kop03, kantor, orang) -> None:
    catat(kop03, orang("yusuf"), nilai="1.234,505")
    found = standar_of(naskah_of(kantor, TAHUN, AT))["KOP-03"]
    assert (format_angka(found.nilai, 3), found.sumber, found.tahun) == ("1.234,505", "Laporan kementerian, halaman 3", 2023)
    catat(kop03, orang("yusuf"), nilai="", sumber="", tahun="", at=LATER)
    assert "KOP-03" not in standar_of(naskah_of(kantor, TAHUN, LATER))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"nilai": "banyak"}, ["TLK-P085"]),
        ({"nilai": "70.5"}, ["TLK-P085"]),
        ({"nilai": ""}, ["TLK-P085"]),
        ({"sumber": "xx"}, ["TLK-P086"]),
        ({"sumber": "x" * 301}, ["TLK-P086"]),
        ({"tahun": "dua"}, ["TLK-P087"]),
        ({"tahun": "٢٠٢٣"}, ["TLK-P087"]),
        ({"tahun": "1900"}, ["TLK-P087"]),
        ({"nilai": "x", "sumber": "", "tahun": ""}, ["TLK-P085", "TLK-P086", "TLK-P087"]),
    ],
)
def test_a_standard_without_figure_source_or_year_is_refused_all_faults_at_once(typed, codes, kop03, orang) -> None:
    with pytest.raises(IssueError) as told:
        catat(kop03, orang("yusuf"), **typed)
    assert [one.kode for one in told.value.issues] == codes
