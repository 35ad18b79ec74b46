"""The public survey without sign-in, and the pages of the staff."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tolok.services.skm import DAFTAR_UNSUR
from tolok.store.models import JawabanSkm, Layanan, PenggunaLayanan, PerangkatSkm
from web.lima_kasus import CSP

URL = "/skm/35.75-2.17/pendampingan-nib/"
P = "/k/35.75-2.17/2024/survei/"


@pytest.fixture(autouse=True)
def batas(db):
    """Every test begins with nothing counted."""
    cache.clear()
    yield
    cache.clear()


def cap(lama: timedelta = timedelta(minutes=2)) -> str:
    return signing.dumps((timezone.now() - lama).isoformat(), salt="survei-cap")


def body(**instead: str) -> dict[str, str]:
    return {**dict.fromkeys(DAFTAR_UNSUR, "3"), "cap": cap(), "situs": "", **instead}


def count() -> int:
    return JawabanSkm.objects.filter(layanan__perangkat_daerah="35.75/2.17").count()


def test_anyone_answers_without_signing_in_and_is_thanked() -> None:
    client, before = Client(), count()
    form = client.get(URL)
    assert form.status_code == 200 and form.content.decode().count('type="radio"') == 36
    done = client.post(URL, body(saran="ruang tunggu panas"), follow=True)
    assert done.redirect_chain == [(URL + "selesai/", 302)]
    assert "Terima kasih" in done.content.decode()
    assert count() == before + 1
    assert "sessionid" not in client.cookies


def test_one_device_answers_once_a_day_also_without_its_cookie() -> None:
    client, before = Client(), count()
    assert client.post(URL, body())["Location"] == URL + "selesai/"
    assert client.post(URL, body())["Location"] == URL + "selesai/?sudah=ya"
    assert Client().post(URL, body())["Location"] == URL + "selesai/?sudah=ya"
    assert "sudah kami terima" in client.get(URL).content.decode()
    assert Client(headers={"user-agent": "telepon lain"}).post(URL, body())["Location"] == URL + "selesai/"
    assert count() == before + 2


def test_nothing_kept_says_which_device_it_was() -> None:
    Client(headers={"user-agent": "Telepon Unik 7"}).post(URL, body())
    kept = str(list(JawabanSkm.objects.values())) + str(list(PerangkatSkm.objects.values()))
    assert "127.0.0.1" not in kept and "Telepon Unik" not in kept


def test_unanswered_questions_are_said_beside_them_and_the_rest_stays_chosen() -> None:
    before = count()
    response = Client().post(URL, body(u3="", u7="9"))
    text = response.content.decode()
    assert (response.status_code, count()) == (409, before)
    assert "2 pertanyaan belum dijawab" in text and text.count("Belum dijawab.") == 2
    assert text.count(" checked") == 7


def test_a_machine_that_fills_the_hidden_field_is_thanked_and_not_counted() -> None:
    before = count()
    assert Client().post(URL, body(situs="https://contoh.id"))["Location"] == URL + "selesai/"
    assert count() == before


@pytest.mark.parametrize("stamp", ["", "dikarang", timedelta(seconds=1), timedelta(days=2)])
def test_a_form_that_was_not_read_or_lay_open_for_days_is_asked_again(stamp) -> None:
    before = count()
    response = Client().post(URL, body(cap=cap(stamp) if isinstance(stamp, timedelta) else stamp))
    assert (response.status_code, count()) == (409, before)
    assert response.content.decode().count(" checked") == 9


def test_one_address_cannot_send_without_end() -> None:
    client = Client()
    codes = [client.post(URL, body(u1="")).status_code for _ in range(61)]
    assert codes == [409] * 60 + [429]


@pytest.mark.parametrize(
    "path", ["/skm/35.75-2.17/tidak-ada/", "/skm/99.99-2.17/pendampingan-nib/", "/skm/x/pendampingan-nib/"]
)
def test_an_unknown_service_is_not_found(path) -> None:
    assert Client().get(path).status_code == 404
    assert Client().post(path, body()).status_code == 404


def test_a_post_without_the_token_of_the_form_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post(URL, body()).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_changes_nothing(method) -> None:
    assert getattr(Client(), method)(URL).status_code == 405


def test_the_staff_page_shows_index_sample_unsur_and_suggestions_without_names(masuk) -> None:
    text = masuk("bambang").get(P).content.decode()
    assert "Indeks kepuasan 2024" in text and "Pendampingan NIB" in text and "U9 Sarana dan prasarana" in text
    assert "Joko" not in text and "0812" not in text
    assert "terendah: perlu tindak lanjut" in text


def test_the_operator_adds_a_service_its_users_and_closes_it(masuk) -> None:
    client = masuk("hendra")
    made = client.post(P + "layanan-baru/", {"nama": "Kurasi produk (dikarang)"})
    url = P + "kurasi-produk-dikarang/"
    assert made["Location"] == url
    assert client.post(url, {"aksi": "pengguna", "banyak": "900"}).status_code == 302
    assert PenggunaLayanan.objects.get(layanan__kode="kurasi-produk-dikarang").tahun == 2023
    assert "269" in client.get(url).content.decode()
    assert client.post(url, {"aksi": "pengguna", "banyak": "banyak"}).status_code == 409
    assert Client().get("/skm/35.75-2.17/kurasi-produk-dikarang/").status_code == 200
    client.post(url, {"aksi": "tutup"})
    assert Client().get("/skm/35.75-2.17/kurasi-produk-dikarang/").status_code == 404
    client.post(url, {"aksi": "tutup"})  # sent twice, it stays closed
    assert Layanan.objects.get(kode="kurasi-produk-dikarang").ditutup_pada is not None


@pytest.mark.parametrize("username", ["ratna", "bambang", "yusuf", "indra"])
def test_others_of_the_office_only_read(username, masuk) -> None:
    client = masuk(username)
    assert client.get(P + "pendampingan-nib/").status_code == 200
    assert client.post(P + "pendampingan-nib/", {"aksi": "tutup"}).status_code == 404
    assert client.post(P + "masukkan/").status_code == 404
    assert client.get(P + "layanan-baru/").status_code == 404


def test_the_poster_carries_a_code_that_leads_to_the_public_form(masuk) -> None:
    client = masuk("hendra")
    assert "http://testserver" + URL in client.get(P + "pendampingan-nib/poster/").content.decode()
    code = client.get(P + "pendampingan-nib/qr.svg")
    assert (code["Content-Type"], code.content[:5]) == ("image/svg+xml", b"<?xml")
    assert b"style=" not in code.content


def test_the_pages_carry_the_policy_and_nothing_inline(masuk) -> None:
    for response in (Client().get(URL), Client().get(URL + "selesai/"), masuk("hendra").get(P)):
        assert response["Content-Security-Policy"].startswith(CSP)
        text = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []
