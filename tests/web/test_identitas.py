"""Personal data on pages: masked, opened with a reason for five minutes in one session, erased, and who looked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tolok.services.identitas import Subjek, fields_of
from tolok.store.models import LogPerubahan, Peran, register_model
from web.lima_kasus import CSP, Kasus, Pintu, person_with

ALASAN = "surat permohonan salinan nomor 12"
P = "/k/35.75-2.17/2023/identitas/"


@pytest.fixture
def subjek(kantor) -> Subjek:
    rows = register_model("usaha_monev").objects.filter(perangkat_daerah=kantor.kode, periode=2023, diketahui_sampai=None)
    return Subjek(kantor, "usaha_monev", rows.order_by("entitas").first().entitas)


@pytest.fixture
def url(subjek) -> str:
    return f"{P}usaha_monev/{subjek.entitas}/"


@pytest.fixture
def isi(subjek) -> tuple[str, ...]:
    """What nobody may read without a reason."""
    return tuple(one.isi for one in fields_of(subjek, terbuka=True))


def shown(response, isi) -> list[str]:
    return [one for one in isi if one in response.content.decode()]


class TestPintu(Pintu):
    asing = ("dadang", "nia", "fajar", "galuh")  # the last administers accounts and sees no row

    @pytest.fixture
    def kasus(self, url) -> Kasus:
        return Kasus(url, "hendra", {"alasan": ALASAN})

    def state(self) -> object:
        return LogPerubahan.objects.count()


def test_it_is_masked_until_a_reason_is_given_and_then_open_in_this_session_only(url, isi, masuk) -> None:
    client = masuk("hendra")
    first = client.get(url)
    assert (first.status_code, shown(first, isi)) == (200, [])
    assert "3575 •••• ••••" in first.content.decode()
    done = client.post(url, {"alasan": ALASAN}, follow=True)
    assert done.redirect_chain == [(url, 302)]
    assert shown(done, isi) == list(isi)
    assert 0 < int(done["Refresh"]) <= 301
    assert shown(masuk("hendra").get(url), isi) == []  # another session of the same person
    assert shown(masuk("dewi").get(url), isi) == []
    assert LogPerubahan.objects.filter(tindakan="identitas.diungkap", isi__alasan=ALASAN).count() == 1


def test_after_five_minutes_it_is_masked_again(url, isi, masuk) -> None:
    client = masuk("hendra")
    client.post(url, {"alasan": ALASAN})
    session = client.session
    session["identitas"] = {key: (timezone.now() - timedelta(seconds=1)).isoformat() for key in session["identitas"]}
    session.save()
    assert shown(client.get(url), isi) == []


def test_who_loses_the_right_meanwhile_sees_nothing_any_more(url, isi, masuk, orang) -> None:
    client = masuk("hendra")
    client.post(url, {"alasan": ALASAN})
    Peran.objects.filter(pengguna=orang("hendra")).update(peran="verifikator")
    assert client.get(url).status_code == 404


def test_opening_one_row_opens_no_other(url, subjek, masuk) -> None:
    client = masuk("hendra")
    client.post(url, {"alasan": ALASAN})
    rows = register_model("usaha_monev").objects.filter(perangkat_daerah=subjek.kantor.kode, periode=2023)
    other = rows.exclude(entitas=subjek.entitas).order_by("entitas").first()
    hidden = tuple(one.isi for one in fields_of(Subjek(subjek.kantor, "usaha_monev", other.entitas), terbuka=True))
    assert shown(client.get(f"{P}usaha_monev/{other.entitas}/"), hidden) == []


@pytest.mark.parametrize("alasan", ["", "pendek", "x" * 9])
def test_without_a_reason_nothing_opens_and_the_field_says_why(url, isi, masuk, alasan) -> None:
    response = masuk("hendra").post(url, {"alasan": alasan})
    assert (response.status_code, shown(response, isi)) == (409, [])
    assert "Alasan belum cukup" in response.content.decode()


@pytest.mark.parametrize("username", ["bambang", "ratna", "yusuf"])
def test_a_role_that_only_reads_rows_sees_the_mask_and_no_way_to_open(url, isi, masuk, username) -> None:
    page = masuk(username).get(url)
    assert (page.status_code, shown(page, isi)) == (200, [])
    assert "Buka 5 menit" not in page.content.decode()
    assert masuk(username).post(url, {"alasan": ALASAN}).status_code == 404


def test_the_head_erases_after_being_asked_and_the_page_says_so(url, isi, subjek, masuk) -> None:
    client = masuk("ratna")
    asked = client.get(url + "hapus/")
    assert "untuk selamanya" in asked.content.decode() and shown(asked, isi) == []
    done = client.post(url + "hapus/", {"alasan": "permintaan pemilik surat nomor 7"}, follow=True)
    assert "dihapus atas permintaan" in done.content.decode()
    assert all(one.dihapus for one in fields_of(subjek))
    assert masuk("hendra").get(url).status_code == 200


def test_erasing_without_a_reason_keeps_everything(url, subjek, masuk) -> None:
    assert masuk("ratna").post(url + "hapus/", {"alasan": "ya"}).status_code == 409
    assert not any(one.dihapus for one in fields_of(subjek))


def test_the_access_page_names_who_and_why_and_never_what(url, isi, subjek, masuk) -> None:
    masuk("hendra").post(url, {"alasan": ALASAN})
    for username in ("ratna", "indra"):
        for path in (P, f"{P}?entitas={subjek.entitas}"):
            page = masuk(username).get(path)
            text = page.content.decode()
            assert "Hendra Wijaya" in text and ALASAN in text and shown(page, isi) == []
    other = masuk("ratna").get(f"{P}?entitas={'0' * 32}").content.decode()
    assert ALASAN not in other


def test_the_access_page_as_known_before_does_not_show_what_came_later(url, masuk) -> None:
    masuk("hendra").post(url, {"alasan": ALASAN})
    assert ALASAN not in masuk("ratna").get(P + "?diketahui=2024-02-01").content.decode()


def test_pages_of_rows_show_the_mask_with_the_way_to_open(subjek, masuk, isi) -> None:
    page = masuk("bambang").get("/k/35.75-2.17/2023/UM-01/terbitan/1/baris/0/tidak_memenuhi/").content.decode()
    assert "3575 •••• ••••" in page and "/identitas/usaha_monev/" in page
    assert isi[0] not in page


def test_a_person_without_the_right_to_rows_finds_no_page(url) -> None:
    client = Client()
    client.force_login(person_with("pembaca", "publik"))
    assert client.get(url).status_code == 404


def test_the_pages_carry_the_policy_and_nothing_inline(url, masuk) -> None:
    for username, path in (("hendra", url), ("ratna", url + "hapus/"), ("ratna", P)):
        response = masuk(username).get(path)
        assert response["Content-Security-Policy"].startswith(CSP)
        text = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []
