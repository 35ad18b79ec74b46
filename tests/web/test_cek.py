"""The public page behind the QR: for anybody who holds the paper, and for nobody who tries tokens."""

import re

import pytest
from django.test import Client

from services.cetak_bersama import printed, publish_anew
from tolok.store.models import Cetakan
from web.lima_kasus import CSP


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def cetakan(kantor, orang) -> Cetakan:
    return printed(kantor, orang("hendra"), jenis="pengukuran").cetakan


def test_anybody_sees_the_figures_as_printed_and_that_they_hold(cetakan) -> None:
    found = Client().get(f"/cek/{cetakan.token}/")
    assert found.status_code == 200
    page = text_of(found)
    assert "Semua angka pada dokumen ini masih berlaku" in page
    for word in ("Pengukuran Kinerja", "Dinas Koperasi dan Usaha Mikro", "7,73%", "73,46", "KOP-03/2023/1", cetakan.sha256):
        assert word in page, word
    assert page.count("masih berlaku") == 1 + len(cetakan.angka)


def test_it_knows_no_reader_sets_no_cookie_and_is_kept_like_every_public_page(cetakan, masuk) -> None:
    found = Client().get(f"/cek/{cetakan.token}/")
    assert found.cookies == {}
    assert found["Cache-Control"] == "public, max-age=300"
    assert found["X-Robots-Tag"] == "noindex"
    assert found["Content-Security-Policy"].startswith(CSP)
    assert Client().get(f"/cek/{cetakan.token}/", headers={"If-None-Match": found["ETag"]}).status_code == 304
    assert masuk("dadang").get(f"/cek/{cetakan.token}/").content == found.content


def test_who_printed_it_is_no_business_of_the_public(cetakan) -> None:
    page = text_of(Client().get(f"/cek/{cetakan.token}/"))
    assert cetakan.oleh.nama not in page
    assert "Ratna" not in page


def test_a_replaced_figure_is_named_with_the_one_that_holds_now(cetakan, angka, orang) -> None:
    new = publish_anew(angka("KOP-03"), orang("yusuf"))
    page = text_of(Client().get(f"/cek/{cetakan.token}/"))
    assert "1 dari 3 angka pada dokumen ini sudah diganti" in page
    assert f"dengan terbitan 2: {new.tampil}%" in page
    assert page.count("masih berlaku") == 2


def test_a_figure_in_approval_is_not_told(cetakan) -> None:
    """UM-01 2023 waits for its kepala dinas with 4,35."""
    page = text_of(Client().get(f"/cek/{cetakan.token}/"))
    assert "4,35" not in page
    assert "UM-01" not in page


@pytest.mark.parametrize("token", ["tidak-pernah-ada-tidak-pernah", "x", "%00", "a" * 300, "<script>"])
def test_a_token_that_was_never_given_is_not_found_in_plain_words(token, db) -> None:
    found = Client().get(f"/cek/{token}/")
    assert found.status_code == 404
    assert "Halaman tidak ditemukan" in text_of(found)
    assert "Traceback" not in found.content.decode()


def test_nothing_can_be_sent_to_it(cetakan) -> None:
    assert Client().post(f"/cek/{cetakan.token}/", {"berkas": "x"}).status_code == 405


def test_tokens_cannot_be_tried_one_after_the_other(cetakan) -> None:
    client = Client()
    statuses = [client.get(f"/cek/token-yang-ditebak-{number:04}/").status_code for number in range(61)]
    assert statuses == [404] * 60 + [429]
    assert client.get(f"/cek/{cetakan.token}/").status_code == 429


def test_it_is_found_without_an_office_in_the_address_and_asks_little(cetakan, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(5):
        Client().get(f"/cek/{cetakan.token}/")
