"""Explanations: forced where a figure worsens, only ever added to, frozen with what was published, one voice at a time."""

from datetime import timedelta

import pytest

from services.ukur_bersama import AT, HAMBAT, LATER, TINDAK, tell, where
from tolok.services.akses import NotFoundError
from tolok.services.penjelasan import explain, history_of, missing_explanation, penjelasan_of, text_hash
from tolok.services.persetujuan import take_step
from tolok.store.models import LogPerubahan, Penjelasan, Realisasi
from tolok.values.issue import IssueError
from web.lima_kasus import bring


def submit(row: Realisasi, by, at=LATER) -> Realisasi:
    fresh = Realisasi.objects.get(pk=row.pk)
    return take_step("ajukan", by=by, versi=fresh.versi, at=at, **where(row))


def test_a_figure_that_misses_its_target_is_not_submitted_before_it_is_explained(angka, orang) -> None:
    row = angka("KOP-01", 2024)
    with pytest.raises(IssueError) as told:
        submit(row, orang("hendra"))
    assert [one.kode for one in told.value.issues] == ["TLK-U070", "TLK-U070"]
    tell(row, orang("hendra"), tindak_lanjut="")
    with pytest.raises(IssueError, match="Tindak lanjut belum ditulis"):
        submit(row, orang("hendra"))
    tell(row, orang("hendra"))
    assert submit(row, orang("hendra")).status == "diajukan"


def test_a_figure_that_reaches_its_target_and_improves_needs_no_words(angka) -> None:
    assert missing_explanation(angka("UM-01"), AT) == ()
    assert missing_explanation(angka("KOP-03"), AT) == ()


def test_a_figure_without_a_value_is_not_asked_why_it_worsens(angka) -> None:
    Realisasi.objects.filter(pk=angka("KOP-01", 2024).pk).update(nilai="", tampil="", alasan="tidak ada data")
    assert missing_explanation(angka("KOP-01", 2024), AT) == ()


def test_every_change_is_kept_and_an_emptied_text_is_withdrawn(angka, orang) -> None:
    row = angka("KOP-01", 2024)
    tell(row, orang("hendra"))
    tell(row, orang("bambang"), at=LATER, penghambat="")
    assert {jenis: one.isi for jenis, one in penjelasan_of(row, LATER).items()} == {"tindak_lanjut": TINDAK}
    assert penjelasan_of(row, AT)["penghambat"].isi == HAMBAT
    assert [one.isi for one in history_of(row, LATER)] == [HAMBAT, TINDAK, ""]
    assert penjelasan_of(row, AT - timedelta(seconds=1)) == {}


def test_the_log_holds_hashes_of_the_words_and_never_the_words(angka, orang) -> None:
    tell(angka("KOP-01", 2024), orang("hendra"))
    entry = LogPerubahan.objects.filter(tindakan="penjelasan.ditulis").latest("urut")
    assert entry.isi == {"sidik": {"penghambat": text_hash(HAMBAT), "tindak_lanjut": text_hash(TINDAK)}}
    assert entry.objek == "KOP-01 2024 nomor 1"


def test_of_two_who_write_at_once_the_second_is_told_and_nothing_is_lost(angka, orang) -> None:
    row = angka("KOP-01", 2024)
    tell(row, orang("hendra"), dasar="0")
    with pytest.raises(IssueError, match="Hendra Wijaya lebih dahulu"):
        tell(row, orang("bambang"), dasar="0", penghambat="Bukan itu sebabnya, melainkan harga.")
    assert penjelasan_of(row, AT)["penghambat"].isi == HAMBAT
    # the same words sent once more are not a conflict, and add nothing
    assert tell(row, orang("hendra"), dasar="0") == []
    assert Penjelasan.objects.filter(realisasi=row).count() == 2


@pytest.mark.parametrize("username", ["ratna", "yusuf", "indra", "galuh", "dadang", "taufik", "dewi", "agus"])
def test_only_those_who_answer_for_the_figure_write_beside_it(username, angka, orang) -> None:
    with pytest.raises(NotFoundError):
        tell(angka("KOP-01", 2024), orang(username))


def test_a_change_while_the_figure_is_being_approved_makes_the_next_page_stale(angka, orang) -> None:
    row = bring(angka("KOP-01"), 2)
    tell(row, orang("siti"), at=row.langkah.last().pada + timedelta(hours=1))
    with pytest.raises(IssueError, match="diberi penjelasan lain"):
        take_step("setujui", by=orang("ratna"), versi=row.versi, at=LATER + timedelta(days=60), **where(row))
    assert Realisasi.objects.get(pk=row.pk).status == "diverifikasi"


def test_what_was_published_keeps_its_words_and_the_next_vintage_carries_them_on(angka, orang) -> None:
    row = bring(angka("KOP-01"), 4)
    with pytest.raises(IssueError, match="TLK-U071"):
        tell(row, orang("hendra"), at=row.diterbitkan_pada + timedelta(days=1))
    after = row.diterbitkan_pada + timedelta(days=2)
    opened = take_step(
        "buka_kembali", by=orang("yusuf"), versi=row.versi, at=after, catatan="laporan susulan diterima", **where(row)
    )
    assert {jenis: one.isi for jenis, one in penjelasan_of(opened, after).items()} == {
        jenis: one.isi for jenis, one in penjelasan_of(row, after).items()
    }
    tell(opened, orang("hendra"), at=after, penghambat="Sebab yang baru diketahui kemudian.")
    assert penjelasan_of(opened, after)["penghambat"].isi == "Sebab yang baru diketahui kemudian."
    assert penjelasan_of(row, after)["penghambat"].isi != "Sebab yang baru diketahui kemudian."


def test_too_long_a_text_and_invisible_letters_do_not_come_in(angka, orang) -> None:
    row = angka("KOP-01", 2024)
    with pytest.raises(IssueError, match="TLK-U073"):
        tell(row, orang("hendra"), penghambat="x" * 4001)
    isi = {"penghambat": "  Satu\r\nDua\x00\u200b  "}
    (laid,) = explain(isi, by=orang("hendra"), dasar="0", at=AT, **where(row))
    assert laid.isi == "Satu\nDua"


def test_a_number_of_a_person_is_masked_in_what_everybody_will_read(angka, orang) -> None:
    row = angka("KOP-01", 2024)
    tell(row, orang("hendra"), penghambat="Pemilik 3575010101900001 belum menyerahkan laporan keuangan tahunnya.")
    assert penjelasan_of(row, AT)["penghambat"].isi == "Pemilik [16 angka] belum menyerahkan laporan keuangan tahunnya."
