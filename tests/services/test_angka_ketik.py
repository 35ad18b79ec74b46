"""The declared exception: typed with a reason, not without evidence, never overwritten in silence, proved by its seal."""

from datetime import timedelta

import pytest

from services.ukur_bersama import AT, LATER, pdf, type_in, where
from tolok.services.akses import NotFoundError
from tolok.services.angka_ketik import compute_again
from tolok.services.bukti import prove
from tolok.services.cetak_iku import dokumen
from tolok.services.pengukuran import draft_figures
from tolok.services.permintaan_cetak import PermintaanCetak
from tolok.services.persetujuan import take_step
from tolok.store.models import LogPerubahan, Realisasi
from tolok.values.issue import IssueError
from tolok.values.period import Period
from tolok.writing.pdf import write_pdf
from web.lima_kasus import bring


def test_a_typed_figure_says_so_has_no_totals_and_is_logged(angka, orang) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"))
    assert (row.nilai, row.tampil, row.alasan, row.cara, row.versi) == ("71/10", "7,10", "", "diketik", 1)
    kota = row.lembar["wilayah"]["35.75"]
    assert (kota["total"], kota["tanda"], row.lembar["potret"]) == ([], ["diketik, tidak dihitung"], {})
    assert row.lembar["alasan_ketik"] == row.alasan_ketik == "register belum dibuka"
    entry = LogPerubahan.objects.filter(tindakan="realisasi.diketik").latest("urut")
    assert entry.isi == {"nilai": "71/10", "alasan": "", "sebab": "register belum dibuka", "potret": row.hash_potret}


def test_an_empty_value_declares_that_there_are_no_data(angka, orang) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="")
    assert (row.nilai, row.tampil, row.alasan) == ("", "", "tidak ada data")


@pytest.mark.parametrize(
    ("nilai", "sebab", "codes"),
    [
        ("7.1", "register belum dibuka", ["TLK-U081"]),
        ("tujuh", "register belum dibuka", ["TLK-U081"]),
        ("9" * 40, "register belum dibuka", ["TLK-U081"]),
        ("7,10", "lupa", ["TLK-U082"]),
        ("7..1", "", ["TLK-U081", "TLK-U082"]),
    ],
)
def test_all_that_is_wrong_with_what_was_typed_is_said_at_once(nilai, sebab, codes, angka, orang) -> None:
    with pytest.raises(IssueError) as told:
        type_in(angka("KOP-01"), orang("hendra"), nilai, sebab)
    assert [one.kode for one in told.value.issues] == codes
    assert angka("KOP-01").cara == "dihitung"


def test_without_evidence_it_is_not_submitted(angka, orang) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    with pytest.raises(IssueError, match="TLK-U075"):
        take_step("ajukan", by=orang("hendra"), versi=row.versi, at=LATER, **where(row))
    pdf(row, orang("hendra"), at=LATER)
    assert bring(row, 4).status == "diterbitkan"
    assert prove(angka("KOP-01")).terbukti


def test_a_changed_declaration_fails_the_proof(angka, orang) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    assert prove(row).terbukti
    row.lembar["alasan_ketik"] = "alasan yang lain"
    assert not prove(row).terbukti
    row = Realisasi.objects.get(pk=row.pk)
    row.nilai = "99"
    assert not prove(row).terbukti


def test_computing_the_period_anew_leaves_a_typed_figure_alone_in_every_state(angka, orang, kantor) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    draft_figures(kantor, Period(2023), by=None, at=LATER)
    assert (angka("KOP-01").nilai, angka("KOP-01").cara) == ("9", "diketik")
    pdf(row, orang("hendra"), at=LATER)
    bring(row, 4)
    draft_figures(kantor, Period(2023), by=None, at=LATER + timedelta(days=90), alasan="koreksi")
    assert Realisasi.objects.filter(indikator=row.indikator, tahun=2023, triwulan=0).count() == 1


def test_the_way_back_to_the_computed_figure_is_taken_by_somebody(angka, orang) -> None:
    before = angka("KOP-01")
    typed = type_in(before, orang("hendra"))
    back = compute_again(by=orang("hendra"), versi=typed.versi, at=LATER, **where(typed))
    assert (back.nilai, back.cara, back.alasan_ketik, back.status) == (before.nilai, "dihitung", "", "draf")
    assert back.lembar["wilayah"] == before.lembar["wilayah"]
    assert compute_again(by=orang("hendra"), versi=typed.versi, at=LATER, **where(typed)).pk == back.pk  # again
    with pytest.raises(IssueError, match="TLK-U083"):
        compute_again(by=orang("hendra"), versi=back.versi, at=LATER, **where(back))


def test_a_figure_in_approval_is_not_typed_over_and_of_two_the_second_is_told(angka, orang) -> None:
    type_in(angka("KOP-01"), orang("hendra"), versi=0)
    assert type_in(angka("KOP-01"), orang("hendra"), versi=0).versi == 1  # the same click again
    with pytest.raises(IssueError, match="TLK-U083"):
        type_in(angka("KOP-01"), orang("hendra"), nilai="8", versi=0)
    row = bring(angka("UM-01"), 0)
    assert row.status == "diverifikasi"
    with pytest.raises(IssueError, match="TLK-U083"):
        type_in(row, orang("hendra"))


@pytest.mark.parametrize("username", ["siti", "bambang", "ratna", "yusuf", "indra", "galuh", "nia", "dewi"])
def test_only_the_operator_of_the_figure_types_it(username, angka, orang) -> None:
    with pytest.raises(NotFoundError):
        type_in(angka("KOP-01"), orang(username))


def test_opened_again_a_typed_figure_stays_typed_until_somebody_says_otherwise(angka, orang) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    pdf(row, orang("hendra"), at=AT)
    row = bring(row, 4)
    at = row.diterbitkan_pada + timedelta(days=1)
    opened = take_step("buka_kembali", by=orang("yusuf"), versi=row.versi, at=at, catatan="register kini ada", **where(row))
    assert (opened.cara, opened.nilai, opened.nomor, opened.status) == ("diketik", "9", 2, "draf")
    back = compute_again(by=orang("hendra"), versi=opened.versi, at=at, **where(opened))
    assert (back.cara, back.nilai, back.alasan_koreksi) == ("dihitung", "175/26", "register kini ada")
    assert angka("KOP-01").nilai == "9"


def test_the_printed_table_copes_with_a_typed_figure(angka, orang, kantor) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    pdf(row, orang("hendra"), at=AT)
    row = bring(row, 4)
    assert write_pdf(dokumen(PermintaanCetak(kantor, "iku", 2023, row.diterbitkan_pada)).sheet).startswith(b"%PDF")


def test_a_number_of_a_person_is_masked_in_the_reason_that_is_printed(angka, orang) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9", sebab="menurut pemilik 3575010101900001, bukan register")
    assert row.alasan_ketik == "menurut pemilik [16 angka], bukan register"
