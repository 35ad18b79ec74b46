"""Findings: entered by the inspectorate, answered by the office, decided by letter; TK-02 follows."""

from datetime import date, datetime, timedelta

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.temuan import (
    TemuanBaru,
    add_temuan,
    decide_status,
    findings_of,
    open_temuan_for,
    report_follow_up,
    statistics_of,
)
from tolok.store.models import Kiriman, LogPerubahan, TindakLanjut, register_model
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
BARU = TemuanBaru(
    "APIP/2024/900", "2024-11-20", "APIP", "Bukti bantuan alat usaha belum lengkap",
    (("Lengkapi berita acara serah terima", "12.500.000"), ("Susun prosedur penyerahan bantuan", "")),
)  # fmt: skip
LAPOR = {"isi": "Berita acara sudah dilengkapi", "tanggal": "2025-01-10", "nilai": "12.500.000", "bukti": "BA 12/2025"}
PUTUS = {"status": "sesuai", "isi": "Bukti cukup dan relevan", "tanggal": "2025-01-20", "bukti": "700/15/2025"}


@pytest.fixture
def temuan(kantor, orang):
    entitas = add_temuan(kantor, BARU, by=orang("indra"), at=AT)
    return next(one for one in findings_of(kantor, AT) if one.baris.entitas == entitas)


def decide(kantor, orang, one, at=AT, **instead: str) -> TindakLanjut:
    row = register_model("rekomendasi").objects.get(entitas=one.baris.entitas, diketahui_sampai=None)
    typed = {**PUTUS, "dasar": str(row.pk), **instead}
    return decide_status(kantor, one.baris.entitas, typed, by=orang("indra"), at=at)


def test_a_finding_comes_in_with_its_recommendations_as_deliveries_of_a_form(temuan, kantor) -> None:
    assert (temuan.baris.nomor_temuan, temuan.baris.asal, temuan.selesai) == ("APIP/2024/900", "APIP", False)
    assert [(one.baris.nilai_rekomendasi, one.status) for one in temuan.rekomendasi] == [
        (12_500_000, "belum ditindaklanjuti"), (0, "belum ditindaklanjuti"),
    ]  # fmt: skip
    came = Kiriman.objects.filter(perangkat_daerah=kantor, jenis="formulir", diterima_pada=AT)
    assert sorted(one.register for one in came) == ["rekomendasi", "temuan"]


def test_it_moves_the_indicator_of_its_year(temuan, angka, kantor) -> None:
    draft = angka("TK-02", 2024)
    assert draft.nilai == "1400/17"
    assert draft.diketahui == AT


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"nomor": " "}, "nomor"),
        ({"asal": "BPK"}, "asal"),
        ({"tanggal_lhp": ""}, "tanggal_lhp"),
        ({"tanggal_lhp": "2099-01-01"}, "tanggal_lhp"),
        ({"uraian": "singkat"}, "uraian"),
        ({"rekomendasi": ()}, "rekomendasi_1"),
        ({"rekomendasi": (("pendek", ""),)}, "rekomendasi_1"),
        ({"rekomendasi": (("Lengkapi berita acara", "12,5"),)}, "nilai_1"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_kept(kantor, orang, change, where) -> None:
    before = Kiriman.objects.count()
    typed = TemuanBaru(**{**vars(BARU), **change})
    with pytest.raises(IssueError) as raised:
        add_temuan(kantor, typed, by=orang("indra"), at=AT)
    assert [one.di_mana for one in raised.value.issues] == [where]
    assert Kiriman.objects.count() == before


def test_a_number_that_exists_is_refused(temuan, kantor, orang) -> None:
    with pytest.raises(IssueError, match="sudah ada"):
        add_temuan(kantor, BARU, by=orang("indra"), at=AT + timedelta(days=1))


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "yusuf", "galuh", "fajar"])
def test_only_the_inspectorate_of_the_pemda_enters_findings(kantor, orang, username) -> None:
    with pytest.raises(NotFoundError):
        add_temuan(kantor, BARU, by=orang(username), at=AT)


def test_the_office_reports_and_the_status_waits_for_the_inspectorate(temuan, kantor, orang) -> None:
    one = temuan.rekomendasi[0]
    report_follow_up(kantor, one.baris.entitas, LAPOR, by=orang("hendra"), at=AT)
    [again, _] = _again(kantor, temuan)
    assert again.status == "belum ditindaklanjuti"
    assert [step.isi for step in again.tindak_lanjut] == ["Berita acara sudah dilengkapi"]


def _again(kantor, temuan, at=AT):
    return next(one for one in findings_of(kantor, at) if one.baris.entitas == temuan.baris.entitas).rekomendasi


def test_a_decision_corrects_the_row_with_its_letter_and_keeps_the_old_one(temuan, kantor, orang) -> None:
    one = temuan.rekomendasi[0]
    report_follow_up(kantor, one.baris.entitas, LAPOR, by=orang("hendra"), at=AT)
    later = AT + timedelta(days=1)
    decide(kantor, orang, one, at=later)
    [decided, _] = _again(kantor, temuan, later)
    row = decided.baris
    assert (row.status, row.tanggal_tindak_lanjut, row.nilai_tindak_lanjut) == ("sesuai", date(2025, 1, 10), 12_500_000)
    assert _again(kantor, temuan, AT)[0].status == "belum ditindaklanjuti"
    entry = LogPerubahan.objects.filter(tindakan="baris.dikoreksi").latest("urut")
    assert entry.isi["alasan"] == "surat 700/15/2025: Bukti cukup dan relevan"


def test_when_all_are_followed_the_finding_counts_for_the_indicator(temuan, kantor, orang, angka) -> None:
    for day, one in enumerate(temuan.rekomendasi, 1):
        decide(kantor, orang, one, at=AT + timedelta(days=day))
    assert angka("TK-02", 2024).nilai == "1500/17"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"status": ""}, "status"),
        ({"status": "belum ditindaklanjuti"}, "status"),
        ({"isi": "cukup"}, "isi"),
        ({"bukti": ""}, "bukti"),
        ({"tanggal": "kapan"}, "tanggal"),
    ],
)
def test_an_incomplete_decision_changes_nothing(temuan, kantor, orang, change, where) -> None:
    with pytest.raises(IssueError) as raised:
        decide(kantor, orang, temuan.rekomendasi[0], **change)
    assert [one.di_mana for one in raised.value.issues] == [where]
    assert _again(kantor, temuan)[0].status == "belum ditindaklanjuti"


def test_the_second_of_two_decisions_is_told(temuan, kantor, orang) -> None:
    one = temuan.rekomendasi[0]
    stale = str(one.baris.pk)
    decide(kantor, orang, one)
    with pytest.raises(IssueError, match="TLK-R084"):
        decide(kantor, orang, one, at=AT + timedelta(days=1), dasar=stale, status="belum sesuai")


@pytest.mark.parametrize(
    ("change", "where"),
    [({"isi": ""}, "isi"), ({"bukti": " "}, "bukti"), ({"tanggal": "2024-01-01"}, "tanggal"), ({"nilai": "1,5"}, "nilai")],
)
def test_an_incomplete_report_is_refused(temuan, kantor, orang, change, where) -> None:
    with pytest.raises(IssueError) as raised:
        report_follow_up(kantor, temuan.rekomendasi[0].baris.entitas, {**LAPOR, **change}, by=orang("hendra"), at=AT)
    assert [one.di_mana for one in raised.value.issues] == [where]


def test_roles_do_not_act_for_each_other(temuan, kantor, orang) -> None:
    entitas = temuan.rekomendasi[0].baris.entitas
    for username in ("indra", "ratna", "nia"):
        with pytest.raises(NotFoundError):
            report_follow_up(kantor, entitas, LAPOR, by=orang(username), at=AT)
    for username in ("hendra", "ratna", "fajar"):
        with pytest.raises(NotFoundError):
            decide_status(kantor, entitas, PUTUS, by=orang(username), at=AT)


def test_sixty_days_are_counted_from_the_report(temuan) -> None:
    one = temuan.rekomendasi[0]
    assert one.batas == date(2025, 1, 19)
    days = (date(2025, 1, 4), date(2025, 1, 5), date(2025, 1, 19), date(2025, 1, 20))
    assert [one.tenggat(day) for day in days] == ["berjalan", "dekat", "dekat", "lewat"]


def test_statistics_by_source_add_up(temuan, kantor) -> None:
    findings = findings_of(kantor, AT, 2024)
    counted = statistics_of(findings)
    assert sum(one["temuan"] for one in counted.values()) == len(findings) == 17
    for count in counted.values():
        assert count["rekomendasi"] == sum(
            count[s] for s in ("sesuai", "belum sesuai", "belum ditindaklanjuti", "tidak dapat ditindaklanjuti")
        )


def test_a_finding_is_opened_only_inside_its_office(temuan, orang) -> None:
    assert open_temuan_for(orang("hendra"), "35.75-2.17", temuan.baris.entitas, AT).baris == temuan.baris
    for username, slug in (("dadang", "35.75-2.17"), ("dadang", "32.75-2.17"), ("galuh", "35.75-2.17")):
        with pytest.raises(NotFoundError):
            open_temuan_for(orang(username), slug, temuan.baris.entitas, AT)
