"""The page behind a QR: what was printed, and what has become of it; only published figures, ever."""

import pytest

from services.cetak_bersama import AFTER, AT, NEXT, printed, publish_anew
from services.test_buka_kembali import reopen
from tolok.services.akses import NotFoundError
from tolok.services.cetakan import list_cetakan_for, open_cetakan_for, open_cetakan_public


def standing(token: str, at=AFTER) -> dict:
    return {(one.cetak["kode"], one.cetak["periode"]): one for one in open_cetakan_public(token, at).angka}


def test_every_printed_figure_is_shown_as_printed_and_in_force(kantor) -> None:
    found = standing(printed(kantor, jenis="pengukuran").cetakan.token)
    assert {key[0] for key in found} == {"TK-01", "TK-02", "KOP-03"}
    assert all(one.berlaku for one in found.values())
    assert found["KOP-03", "2023"].cetak["tampil"] == "7,73"


def test_a_replaced_figure_says_which_vintage_took_its_place_and_when(kantor, orang, angka) -> None:
    token = printed(kantor, jenis="pengukuran").cetakan.token
    new = publish_anew(angka("KOP-03"), orang("yusuf"))
    one = standing(token)["KOP-03", "2023"]
    assert not one.berlaku
    assert (one.kini.nomor, one.kini.diterbitkan_pada) == (2, new.diterbitkan_pada)
    assert one.cetak["tampil"] == "7,73"
    assert [other.berlaku for key, other in standing(token).items() if key[0] != "KOP-03"] == [True, True]


def test_a_figure_that_is_only_being_worked_on_replaces_nothing(kantor, orang, angka) -> None:
    token = printed(kantor, jenis="pengukuran").cetakan.token
    reopen(angka("KOP-03"), orang("yusuf"))
    assert standing(token)["KOP-03", "2023"].berlaku


def test_as_known_before_the_replacement_the_figure_was_in_force(kantor, orang, angka) -> None:
    token = printed(kantor, jenis="pengukuran").cetakan.token
    publish_anew(angka("KOP-03"), orang("yusuf"))
    assert standing(token, NEXT)["KOP-03", "2023"].berlaku


@pytest.mark.parametrize("token", ["", "x", "tidak-ada-tidak-ada-1234", "../../../etc/passwd", "a" * 400, "' OR 1=1 --aaaa"])
def test_a_token_that_was_never_given_finds_nothing(token, db) -> None:
    with pytest.raises(NotFoundError):
        open_cetakan_public(token, AFTER)


def test_before_it_was_printed_the_print_did_not_exist(kantor) -> None:
    token = printed(kantor).cetakan.token
    with pytest.raises(NotFoundError):
        open_cetakan_public(token, AT.replace(hour=8))


def test_the_page_asks_few_questions_of_the_database(kantor, django_assert_max_num_queries) -> None:
    token = printed(kantor, jenis="matrik").cetakan.token
    with django_assert_max_num_queries(3):
        assert open_cetakan_public(token, AFTER).angka


def test_the_office_sees_its_prints_and_nobody_elses(kantor, bekasi, orang) -> None:
    mine = printed(kantor, orang("hendra")).cetakan
    other = printed(bekasi, orang("dadang")).cetakan
    assert list(list_cetakan_for(orang("ratna"), kantor.slug, AFTER)) == [mine]
    assert list(list_cetakan_for(orang("ratna"), kantor.slug, AFTER, 2022)) == []
    assert open_cetakan_for(orang("ratna"), kantor.slug, mine.pk) == mine
    for slug, pk in ((bekasi.slug, other.pk), (kantor.slug, other.pk)):
        with pytest.raises(NotFoundError):
            open_cetakan_for(orang("ratna"), slug, pk)
