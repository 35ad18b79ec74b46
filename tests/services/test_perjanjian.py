"""Perjanjian Kinerja: who promises what to whom, what is frozen, the three reasons of a Perubahan, and what is printed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tolok.services.akses import NotFoundError
from tolok.services.anggaran import set_anggaran
from tolok.services.cetak_pk import dokumen
from tolok.services.lampiran_pk import (
    KEPALA,
    Lampiran,
    Pemangku,
    Pos,
    differences,
    lampiran_from,
    lampiran_of,
    plan_for_year,
)
from tolok.services.perjanjian import (
    IsianPerjanjian,
    Pihak,
    agreements_of,
    doubts_about,
    head_of_region,
    list_perjanjian,
    make_perjanjian,
    month_later,
    open_pemangku,
    open_perjanjian_for,
    pemangku_of,
    proposed,
    state_of,
)
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.program_indikator import IsianIndikatorProgram, add_indikator_program
from tolok.services.target import set_targets
from tolok.store.models import Bidang, IndikatorKantor, LogPerubahan, Pemda, PerjanjianKinerja, Program, Sasaran
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.writing.sheet import Heading, Missing, Paragraph, Signatures, Table

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
LATER = AT + timedelta(days=120)
KEDUA = Pihak("Suryo Adiwinata", "Wali Kota Pasuruan")
ISIAN = IsianPerjanjian(
    Pihak("Ratna Widyastuti", "Kepala Dinas", "Pembina (IV/a)", "0000 0000 0000 0000 01"), KEDUA, date(2024, 11, 4), 2,
    alasan="prioritas", penjelasan="Asumsi pertumbuhan ekonomi kota berubah",
)  # fmt: skip


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[tuple[str, str]]:
    return [(issue.kode, issue.di_mana) for issue in error.value.issues]


def bidang(kantor, nama: str) -> Pemangku:
    return Pemangku("bidang", Bidang.objects.get(perangkat_daerah=kantor, nama=nama))


def kegiatan(kantor, kode: str) -> Pemangku:
    return Pemangku("kegiatan", program=Program.objects.get(perangkat_daerah=kantor, kode=kode))


def printed(sheet) -> list[str]:
    tables = [one for one in sheet.blocks if isinstance(one, Table)]
    return [piece.words for table in tables for group in table.groups for row in group.rows for cell in row.cells
            for piece in cell.pieces]  # fmt: skip


# --- what is promised -------------------------------------------------------------------------------------------------


def test_the_head_promises_every_iku_with_its_target_and_every_program_with_its_budget(kantor) -> None:
    lampiran = lampiran_of(plan_for_year(kantor, 2024, AT), KEPALA)
    assert {one.kode: one.tampil for one in lampiran.butir} == {
        "KOP-01": "8,50", "UM-01": "30,54", "TK-01": "75,00", "TK-02": "100,00", "KOP-03": "6,50", "UM-02": "36,36",
    }  # fmt: skip
    assert [one.jenis for one in lampiran.janji] == ["tujuan", "sasaran", "sasaran", "sasaran"]
    assert [one.kode for one in lampiran.pos] == ["2.17.01", "2.17.03", "2.17.04", "2.17.06", "2.17.07", "2.17.08"]
    assert lampiran.jumlah == (5_240 + 184 + 236 + 165 + 312 + 1_480 + 890) * 1_000_000


def test_a_bidang_promises_the_outcomes_of_its_programs_and_spends_on_what_lies_under_them(kantor) -> None:
    lampiran = lampiran_of(plan_for_year(kantor, 2024, AT), bidang(kantor, "Bidang Koperasi"))
    assert [one.uraian for one in lampiran.janji] == [
        "Meningkatnya koperasi yang patuh dan terawasi", "Meningkatnya kesehatan usaha simpan pinjam koperasi",
        "Meningkatnya usaha koperasi",
    ]  # fmt: skip
    assert [(one.kode, one.jenjang) for one in lampiran.pos] == [
        ("2.17.03.2.01", "kegiatan"), ("2.17.04", "program"), ("2.17.06", "program"),
    ]  # fmt: skip
    assert lampiran.jumlah == (184 + 236 + 165 + 312) * 1_000_000


def test_a_kegiatan_promises_its_own_output_and_spends_on_its_sub_kegiatan(kantor) -> None:
    lampiran = lampiran_of(plan_for_year(kantor, 2024, AT), kegiatan(kantor, "2.17.03.2.01"))
    assert [(one.nama, one.tampil) for one in lampiran.butir] == [
        ("Jumlah koperasi yang selesai diperiksa dan diawasi", "70")
    ]
    assert [one.pagu for one in lampiran.pos] == [184_000_000, 236_000_000]


def test_a_sum_is_left_out_as_soon_as_one_line_has_no_budget() -> None:
    lines = (Pos("1", "a", "program", 5), Pos("2", "b", "program", None))
    assert Lampiran((), lines).jumlah is None
    assert Lampiran((), lines[:1]).jumlah == 5
    assert Lampiran((), ()).jumlah is None


def test_a_lampiran_comes_back_from_its_json_as_it_went_in(kantor) -> None:
    lampiran = lampiran_of(plan_for_year(kantor, 2024, AT), KEPALA)
    assert lampiran_from(lampiran.as_json()) == lampiran


# --- who signs --------------------------------------------------------------------------------------------------------


def test_people_are_proposed_from_their_roles_and_the_head_of_the_region_from_the_last_agreement(kantor) -> None:
    pertama, kedua = proposed(kantor, 2026, KEPALA, AT)
    assert (pertama.nama, pertama.jabatan) == ("Ratna Widyastuti", "Kepala Dinas Koperasi dan Usaha Mikro Kota Pasuruan")
    assert kedua == Pihak("Suryo Adiwinata", "Wali Kota Pasuruan")
    pertama, kedua = proposed(kantor, 2026, bidang(kantor, "Bidang Koperasi"), AT)
    assert (pertama.nama, kedua.nama) == ("Siti Maimunah", "Ratna Widyastuti")
    assert pertama.jabatan == "Kepala Bidang Koperasi Dinas Koperasi dan Usaha Mikro Kota Pasuruan"
    pertama, kedua = proposed(kantor, 2026, bidang(kantor, "Sekretariat"), AT)
    assert (pertama.nama, pertama.jabatan.split(" Dinas")[0]) == ("Bambang Sutejo", "Sekretaris")
    pertama, kedua = proposed(kantor, 2026, kegiatan(kantor, "2.17.03.2.01"), AT)
    assert (pertama.nama, kedua.nama) == ("", "Siti Maimunah")


def test_without_an_earlier_agreement_only_the_office_of_the_head_of_the_region_is_proposed(kantor) -> None:
    earlier = datetime(2022, 6, 1, tzinfo=WIB)
    assert proposed(kantor, 2022, KEPALA, earlier)[1] == Pihak("", "Wali Kota Pasuruan")


@pytest.mark.parametrize(
    ("pemda", "jabatan"),
    [("Kota Bekasi", "Wali Kota Bekasi"), ("Kabupaten Maros", "Bupati Maros"), ("Provinsi Bali", "Gubernur Bali"),
     ("Otorita", "")],
)  # fmt: skip
def test_the_head_of_a_region_is_called_after_its_kind(pemda, jabatan, kantor) -> None:
    kantor.pemda = Pemda(kode="99.99", nama=pemda)
    assert head_of_region(kantor) == jabatan


# --- making one -------------------------------------------------------------------------------------------------------


def test_a_perubahan_takes_the_next_number_and_keeps_the_plan_as_it_is_known_now(kantor, orang) -> None:
    row = make_perjanjian(kantor, 2024, KEPALA, ISIAN, by=orang("yusuf"), at=AT)
    assert (row.nomor, row.alasan, row.diketahui, row.pertama["nip"]) == (2, "prioritas", AT, "000000000000000001")
    assert lampiran_from(row.isi) == lampiran_of(plan_for_year(kantor, 2024, AT), KEPALA)
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.oleh, entry.isi["nomor"]) == ("perjanjian.diubah", orang("yusuf"), 2)
    assert "nip" not in str(entry.isi)
    assert entry.isi["target"]["KOP-01"] == "17/2"


def test_the_first_agreement_of_a_level_has_number_nought_and_no_reason(kantor, orang) -> None:
    isian = replace(ISIAN, nomor=0, alasan="pejabat", penjelasan="tidak dipakai")
    row = make_perjanjian(kantor, 2024, kegiatan(kantor, "2.17.03.2.01"), isian, by=orang("yusuf"), at=AT)
    assert (row.nomor, row.alasan, row.penjelasan) == (0, "", "")
    assert LogPerubahan.objects.latest("urut").tindakan == "perjanjian.dibuat"


def test_everything_that_is_wrong_with_an_agreement_is_said_at_once(kantor, orang) -> None:
    before = PerjanjianKinerja.objects.count()
    isian = IsianPerjanjian(Pihak("", "", "p" * 61, "123"), Pihak("x", ""), None, 2, alasan="lainnya", penjelasan="ganti")
    with pytest.raises(IssueError) as error:
        make_perjanjian(kantor, 2024, KEPALA, isian, by=orang("yusuf"), at=AT)
    assert codes(error) == [
        ("TLK-P052", "pertama_nama"), ("TLK-P052", "pertama_jabatan"), ("TLK-P052", "pertama_pangkat"),
        ("TLK-P052", "pertama_nip"), ("TLK-P052", "kedua_nama"), ("TLK-P052", "kedua_jabatan"), ("TLK-P053", "tanggal"),
        ("TLK-U107", "penjelasan"), ("TLK-P054", "alasan"),
    ]  # fmt: skip
    assert PerjanjianKinerja.objects.count() == before


@pytest.mark.parametrize("day", [date(2023, 9, 30), date(2025, 1, 1), date(2024, 9, 19)])
def test_the_day_belongs_to_the_year_and_does_not_precede_what_is_changed(day, kantor, orang) -> None:
    with pytest.raises(IssueError) as error:
        make_perjanjian(kantor, 2024, KEPALA, replace(ISIAN, tanggal=day), by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-P053", "tanggal")]


@pytest.mark.parametrize("nomor", [-1, 0, 1, 3])
def test_a_form_made_for_another_number_is_told_that_somebody_was_faster(nomor, kantor, orang) -> None:
    with pytest.raises(IssueError) as error:
        make_perjanjian(kantor, 2024, KEPALA, replace(ISIAN, nomor=nomor), by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-P057", "nomor")]


def test_nothing_is_promised_without_indicators_or_without_a_target(kantor, orang) -> None:
    pemangku = kegiatan(kantor, "2.17.03.2.01")
    isian = replace(ISIAN, nomor=0, tanggal=date(2026, 1, 9))
    with pytest.raises(IssueError) as error:
        make_perjanjian(kantor, 2026, pemangku, isian, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-P056", "lampiran")]
    assert "Jumlah koperasi yang selesai diperiksa dan diawasi" in error.value.issues[0].apa
    empty = Program.objects.create(
        perangkat_daerah=kantor, jenjang="program", kode="2.17.99", nama="Program baru", berlaku_sejak=date(2026, 1, 1)
    )
    with pytest.raises(IssueError) as error:
        make_perjanjian(kantor, 2026, Pemangku("kegiatan", program=empty), isian, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-P055", "lampiran")]


@pytest.mark.parametrize("username", ["ratna", "siti", "hendra", "indra", "galuh", "dadang"])
def test_only_the_planner_of_the_office_makes_agreements(username, kantor, orang) -> None:
    with pytest.raises(NotFoundError):
        make_perjanjian(kantor, 2024, KEPALA, ISIAN, by=orang(username), at=AT)


def test_the_database_refuses_to_change_or_delete_an_agreement(kantor) -> None:
    rows = PerjanjianKinerja.objects.filter(perangkat_daerah=kantor)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(penjelasan="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.first().delete()


# --- whether it still holds -------------------------------------------------------------------------------------------


def test_the_demonstration_holds_agreements_of_two_years_and_one_perubahan(kantor, bekasi) -> None:
    for office, names in ((kantor, 4), (bekasi, 4)):
        for tahun in (2023, 2024):
            made = [one for one in list_perjanjian(office, tahun, AT) if one.kini]
            assert len(made) == names, (office.kode, tahun)
    changed = [row for row in agreements_of(kantor, 2024, AT) if row.nomor]
    assert [(pemangku_of(row).kunci, row.alasan) for row in changed] == [("kepala", "strategi")]


def test_a_change_of_the_budget_after_signing_is_told_and_named(kantor) -> None:
    states = {one.pemangku.nama: one for one in list_perjanjian(kantor, 2024, AT)}
    stale = states["Bidang Usaha Mikro"]
    assert [text.split(":")[0] for text in stale.berubah] == [
        "2.17.07 Program Pemberdayaan Usaha Menengah, Usaha Kecil, dan Usaha Mikro (UMKM)",
        "2.17.08 Program Pengembangan UMKM",
    ]
    assert [(one.kode, one.bobot) for one in doubts_about(stale)] == [("TLK-P059", "catatan")]
    assert doubts_about(states["Kepala perangkat daerah"]) == ()
    assert doubts_about(states["Bidang Koperasi"]) == ()


def test_a_change_of_a_target_after_signing_is_told_with_both_figures_until_the_next_perubahan(kantor, orang) -> None:
    iku = IndikatorKantor.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode="TK-01")
    set_targets(iku, {Period(2024): "76"}, "Renja Perubahan", "target dinaikkan", by=orang("yusuf"), at=AT)
    row = agreements_of(kantor, 2024, AT)[-1]
    assert state_of(row, AT).berubah == ("Nilai SAKIP perangkat daerah: target 75,00 menjadi 76,00.",)
    assert state_of(row, AT - timedelta(days=1)).berubah == ()
    make_perjanjian(kantor, 2024, KEPALA, ISIAN, by=orang("yusuf"), at=LATER)
    assert state_of(row, LATER).berubah == ()


def test_an_indicator_that_came_or_went_is_told_too(kantor, orang) -> None:
    program = Program.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode="2.17.04")
    signed = lampiran_of(plan_for_year(kantor, 2024, AT), bidang(kantor, "Bidang Koperasi"))
    isian = IsianIndikatorProgram("Jumlah koperasi sehat", "koperasi", "", "12")
    add_indikator_program(program, isian, 2024, by=orang("yusuf"), at=AT)
    now = lampiran_of(plan_for_year(kantor, 2024, AT), bidang(kantor, "Bidang Koperasi"))
    assert differences(signed, now) == ("Jumlah koperasi sehat: baru dalam rencana.",)
    assert differences(now, signed) == ("Jumlah koperasi sehat: tidak lagi dalam rencana.",)
    assert differences(now, now) == ()


def test_an_agreement_signed_more_than_a_month_after_the_budget_is_noted(bekasi, kantor) -> None:
    late = list_perjanjian(bekasi, 2024, AT)[0]
    issue = doubts_about(late)[0]
    assert (issue.kode, issue.bobot, issue.apa) == (
        "TLK-P058", "catatan", "Perjanjian ditandatangani 41 hari sesudah DPA disahkan.",
    )  # fmt: skip
    assert not any(one.kode == "TLK-P058" for state in list_perjanjian(kantor, 2024, AT) for one in doubts_about(state))


@pytest.mark.parametrize(
    ("day", "later"),
    [(date(2024, 1, 2), date(2024, 2, 2)), (date(2024, 1, 31), date(2024, 2, 29)), (date(2023, 12, 31), date(2024, 1, 31))],
)
def test_one_month_later_is_the_same_day_or_the_last_of_the_month(day, later) -> None:
    assert month_later(day) == later


def test_words_of_the_plan_changed_later_do_not_reach_a_signed_agreement(kantor) -> None:
    row = agreements_of(kantor, 2024, AT)[0]
    Sasaran.objects.filter(perangkat_daerah=kantor).update(uraian="Kata yang lain sama sekali")
    assert "Kata yang lain sama sekali" not in str(lampiran_from(PerjanjianKinerja.objects.get(pk=row.pk).isi))
    assert "Kata yang lain sama sekali" not in printed(dokumen(PermintaanCetak(kantor, "pk", 2024, AT)).sheet)


def test_an_agreement_is_opened_only_by_its_office_and_only_once_it_is_known(kantor, orang) -> None:
    row = agreements_of(kantor, 2024, AT)[-1]
    assert open_perjanjian_for(orang("ratna"), "35.75-2.17", row.pk, AT) == row
    for username, at in (("melinda", AT), ("ratna", row.diketahui - timedelta(seconds=1))):
        with pytest.raises(NotFoundError):
            open_perjanjian_for(orang(username), "35.75-2.17", row.pk, at)


def test_a_level_is_named_by_its_key_and_nothing_of_another_office_is(kantor, bekasi) -> None:
    for pemangku in (KEPALA, bidang(kantor, "Bidang Koperasi"), kegiatan(kantor, "2.17.03.2.01")):
        assert open_pemangku(kantor, pemangku.kunci) == pemangku
    foreign = bidang(bekasi, "Bidang UMKM").kunci
    for kunci in (foreign, "bidang", "bidang-x", "bidang-٣", "kegiatan-0", "lain-1", "", "bidang-99999999999"):
        with pytest.raises(NotFoundError):
            open_pemangku(kantor, kunci)


# --- on paper ---------------------------------------------------------------------------------------------------------


def test_the_newest_agreement_of_the_head_is_printed_with_its_reason(kantor) -> None:
    made = dokumen(PermintaanCetak(kantor, "pk", 2024, AT))
    assert made.angka == ()
    assert made.sheet.judul == ("PERJANJIAN KINERJA PERUBAHAN TAHUN 2024",)
    why = made.sheet.blocks[0]
    assert isinstance(why, Paragraph)
    assert why.words.startswith("Perubahan ke-1 atas perjanjian tanggal 26 Januari 2024, karena perubahan strategi yang")
    for figure in ("8,50", "30,54", "75,00", "100,00", "6,50", "36,36", "1.480.000.000", "8.507.000.000"):
        assert figure in printed(made.sheet)
    signed = next(one for one in made.sheet.blocks if isinstance(one, Signatures))
    assert (signed.left.nama, signed.right.nama) == ("Suryo Adiwinata", "Ratna Widyastuti")
    assert signed.right.tempat_tanggal == "Pasuruan, 20 September 2024"


def test_what_was_signed_first_is_printed_again_by_its_number_and_at_its_own_time(kantor) -> None:
    first = next(row for row in agreements_of(kantor, 2024, AT) if row.nomor == 0 and row.jenjang == "kepala")
    by_number = dokumen(PermintaanCetak(kantor, "pk", 2024, AT, jabatan=str(first.pk))).sheet
    in_march = dokumen(PermintaanCetak(kantor, "pk", 2024, datetime(2024, 3, 1, tzinfo=WIB))).sheet
    assert by_number == in_march
    assert by_number.judul == ("PERJANJIAN KINERJA TAHUN 2024",)
    assert "1.361.600.000" in printed(by_number)
    assert by_number.meta.diketahui == "26 Jan 2024, 10.00 WIB"


def test_the_same_agreement_is_the_same_sheet_whenever_it_is_printed(kantor, orang) -> None:
    before = dokumen(PermintaanCetak(kantor, "pk", 2024, AT))
    program = Program.objects.select_related("perangkat_daerah").get(perangkat_daerah=kantor, kode="2.17.04")
    set_anggaran(program, 2024, {"pagu": "1"}, by=orang("yusuf"), at=AT + timedelta(days=1))
    assert dokumen(PermintaanCetak(kantor, "pk", 2024, LATER)) == before


@pytest.mark.parametrize("ask", ["bidang:{}", "bidang-{}", "Bidang Koperasi", "bidang koperasi"])
def test_a_bidang_is_asked_for_by_key_or_by_name(ask, kantor) -> None:
    pk = bidang(kantor, "Bidang Koperasi").bidang.pk
    sheet = dokumen(PermintaanCetak(kantor, "pk", 2024, AT, jabatan=ask.format(pk))).sheet
    assert sheet.judul == ("PERJANJIAN KINERJA TAHUN 2024", "BIDANG KOPERASI")
    results, budget = (one for one in sheet.blocks if isinstance(one, Table))
    assert results.header[0].cells[1].pieces[0].words == "Sasaran Program"
    assert budget.header[0].cells[1].pieces[0].words == "Program/Kegiatan"


def test_an_agreement_that_does_not_exist_is_refused_with_the_way_to_make_it(kantor) -> None:
    for ask in (PermintaanCetak(kantor, "pk", 2022, AT), PermintaanCetak(kantor, "pk", 2024, AT, jabatan="2.17.03.2.01")):
        with pytest.raises(IssueError) as error:
            dokumen(ask)
        assert [one.kode for one in error.value.issues] == ["TLK-P050"]
        assert "Perjanjian Kinerja" in error.value.issues[0].saran
    with pytest.raises(IssueError) as error:
        dokumen(PermintaanCetak(kantor, "pk", 2024, AT, alasan_perubahan="pejabat"))
    assert [one.kode for one in error.value.issues] == ["TLK-P050"]


def test_a_perubahan_is_asked_for_by_its_reason(kantor) -> None:
    sheet = dokumen(PermintaanCetak(kantor, "pk", 2024, AT, alasan_perubahan="strategi")).sheet
    assert sheet.judul[0].startswith("PERJANJIAN KINERJA PERUBAHAN")


@pytest.mark.parametrize("jabatan", ["Bidang Koprasi", "9999", "bidang-9999", "2.17.77"])
def test_an_unknown_level_is_told_with_what_there_is(jabatan, kantor) -> None:
    with pytest.raises(IssueError) as error:
        dokumen(PermintaanCetak(kantor, "pk", 2024, AT, jabatan=jabatan))
    assert [one.kode for one in error.value.issues] == ["TLK-P051"]
    assert "Bidang Koperasi" in error.value.issues[0].saran or "2.17.0" in error.value.issues[0].saran


def test_an_agreement_of_another_office_is_not_found_by_its_number(kantor, bekasi) -> None:
    foreign = agreements_of(bekasi, 2024, AT)[0]
    with pytest.raises(IssueError) as error:
        dokumen(PermintaanCetak(kantor, "pk", 2024, AT, jabatan=str(foreign.pk)))
    assert [one.kode for one in error.value.issues] == ["TLK-P051"]


def test_a_draft_prints_the_plan_with_the_people_proposed_and_leaves_open_what_nobody_knows(kantor) -> None:
    sheet = dokumen(PermintaanCetak(kantor, "pk", 2024, AT, jabatan="2.17.03.2.01", draf=True)).sheet
    assert sheet.meta.draf
    signed = next(one for one in sheet.blocks if isinstance(one, Signatures))
    assert signed.left.nama == "Siti Maimunah"
    assert set(signed.right.nama) == {"…"}
    assert "70" in printed(sheet)
    results, budget = (one for one in sheet.blocks if isinstance(one, Table))
    assert results.header[0].cells[1].pieces[0].words == "Sasaran Kegiatan"
    assert budget.header[0].cells[1].pieces[0].words == "Sub Kegiatan"


def test_a_draft_of_the_next_perubahan_is_asked_for_by_its_reason(kantor) -> None:
    ask = PermintaanCetak(kantor, "pk", 2024, AT, jabatan="Bidang Usaha Mikro", alasan_perubahan="strategi", draf=True)
    sheet = dokumen(ask).sheet
    assert sheet.judul[0] == "PERJANJIAN KINERJA PERUBAHAN TAHUN 2024"
    assert "1.480.000.000" in printed(sheet)


def test_an_empty_plan_is_drafted_as_missing(bekasi) -> None:
    Program.objects.create(
        perangkat_daerah=bekasi, jenjang="program", kode="2.17.98", nama="Program baru", berlaku_sejak=date(2024, 1, 1)
    )
    sheet = dokumen(PermintaanCetak(bekasi, "pk", 2024, AT, jabatan="2.17.98", draf=True)).sheet
    assert "belum ada indikator" in printed(sheet)
    assert "belum ada" in printed(sheet)
    assert not [one for one in sheet.blocks if isinstance(one, Missing)]
    assert [one.words for one in sheet.blocks if isinstance(one, Heading)] == ["LAMPIRAN PERJANJIAN KINERJA TAHUN 2024"]
