"""The administrator's pages: five cases each, secrets shown once, nothing of another pemda."""

import re

import pytest
from django.test import Client

from tolok.store.models import Larangan, LogPerubahan, Pengguna, Peran
from web.lima_kasus import CSP

K = "/k/35.75-2.17/2023/orang/"
WHY = "mutasi per 1 Maret 2026"
ROLE = {"peran": "operator", "unit": "kantor-35.75-2.17", "jabatan": "Operator Data", "sifat": "definitif"}
FORMS = ("tambah/", "hendra/peran/", "hendra/larangan/", "hendra/sandi/", "hendra/aktif/")
PAGES = ("", "hendra/", *FORMS)


@pytest.fixture(autouse=True)
def _quick_hash(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_the_list_names_everyone_of_the_pemda_and_nobody_else(masuk) -> None:
    text = masuk("galuh").get(K).content.decode()
    assert "9 orang dapat masuk di Kota Pasuruan" in text
    for name in ("Ratna Widyastuti", "Siti Maimunah", "Indra Kusnadi", "Galuh Prameswari"):
        assert name in text
    for name in ("Melinda", "Rahma", "Bekasi"):
        assert name not in text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_the_administrator_with_the_policy_and_nothing_inline(path, masuk) -> None:
    response = masuk("galuh").get(K + path)
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith(CSP)
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_asked_to(path, db) -> None:
    for response in (Client().get(K + path), Client().post(K + path)):
        assert (response.status_code, response["Location"]) == (302, f"/masuk/?next={K}{path}")


@pytest.mark.parametrize("username", ["ratna", "bambang", "hendra", "yusuf", "indra", "rahma", "nia"])
def test_for_everybody_else_the_pages_do_not_exist(username, masuk) -> None:
    client, before = masuk(username), LogPerubahan.objects.count()
    for path in PAGES:
        assert client.get(K + path).status_code == 404
        assert client.post(K + path, {**ROLE, "alasan": WHY, "hak": "*"}).status_code in (404, 405)
    assert LogPerubahan.objects.count() == before


@pytest.mark.parametrize(
    ("path", "allow"), [("", "GET"), ("hendra/", "GET"), ("tambah/", "GET, POST"), ("hendra/aktif/", "GET, POST")]
)
def test_another_method_is_refused(path, allow, masuk) -> None:
    response = masuk("galuh").put(K + path)
    assert (response.status_code, response["Allow"]) == (405, allow)


@pytest.mark.parametrize("path", FORMS)
def test_an_empty_form_is_answered_with_what_is_missing_and_changes_nothing(path, masuk) -> None:
    before = LogPerubahan.objects.count()
    response = masuk("galuh").post(K + path)
    assert response.status_code == 409
    assert "yang perlu diperbaiki" in response.content.decode()
    assert LogPerubahan.objects.count() == before


def test_a_person_is_added_signs_in_once_and_chooses_his_own_password(masuk) -> None:
    body = {**ROLE, "username": "lilis", "nama": "Lilis (dikarang)"}
    made = masuk("galuh").post(K + "tambah/", body)
    assert made.status_code == 200
    sandi = re.search(r'class="mono">([a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5})<', made.content.decode())[1]
    assert sandi not in masuk("galuh").get(K + "lilis/").content.decode()
    client = Client()
    client.post("/masuk/", {"username": "lilis", "password": sandi})
    assert client.get("/k/35.75-2.17/2023/")["Location"] == "/akun/sandi/"
    client.post("/akun/sandi/", {"lama": sandi, "baru": "meja-biru-empat-kaki", "ulang": "meja-biru-empat-kaki"})
    assert client.get("/k/35.75-2.17/2023/").status_code == 200


def test_what_was_typed_stays_and_each_fault_stands_beside_its_field(masuk) -> None:
    body = {**ROLE, "username": "Lilis S", "nama": "Lilis (dikarang)", "sifat": "plh", "dasar": "800/1/2026"}
    response = masuk("galuh").post(K + "tambah/", body)
    text = response.content.decode()
    assert response.status_code == 409
    assert 'value="Lilis S"' in text
    assert 'value="800/1/2026"' in text
    assert "Ada 4 yang perlu diperbaiki" in text
    assert 'href="#i-menggantikan"' in text


def test_a_role_is_given_shown_and_withdrawn_with_a_reason(masuk, orang) -> None:
    client = masuk("galuh")
    body = {**ROLE, "peran": "verifikator", "jabatan": "Kepala Bidang"}
    assert client.post(K + "hendra/peran/", body)["Location"] == K + "hendra/"
    row = Peran.objects.get(pengguna=orang("hendra"), peran="verifikator")
    assert "Kepala Bidang" in client.get(K + "hendra/").content.decode()
    address = f"{K}hendra/peran/{row.pk}/cabut/"
    assert "Cabut peran Kepala Bidang" in client.get(address).content.decode()
    assert client.post(address, {"alasan": "x"}).status_code == 409
    assert client.post(address, {"alasan": WHY}).status_code == 302
    row.refresh_from_db()
    assert row.dicabut_pada is not None
    assert client.post(address, {"alasan": WHY}).status_code == 409


def test_a_denial_is_given_shown_and_lifted_with_a_reason(masuk, orang) -> None:
    client = masuk("galuh")
    body = {"hak": "lihat_kantor", "unit": "kantor-35.75-2.17", "alasan": WHY}
    assert client.post(K + "hendra/larangan/", body).status_code == 302
    assert masuk("hendra").get("/k/35.75-2.17/2023/").status_code == 404
    row = Larangan.objects.get()
    assert WHY in client.get(K + "hendra/").content.decode()
    assert client.post(f"{K}hendra/larangan/{row.pk}/cabut/", {"alasan": "pemeriksaan selesai"}).status_code == 302
    assert masuk("hendra").get("/k/35.75-2.17/2023/").status_code == 200


def test_an_account_is_shut_out_and_let_in_again(masuk) -> None:
    client, his = masuk("galuh"), masuk("hendra")
    page = client.get(K + "hendra/aktif/").content.decode()
    assert "Nonaktifkan akun Hendra Wijaya" in page
    assert client.post(K + "hendra/aktif/", {"menjadi": "nonaktif", "alasan": WHY}).status_code == 302
    assert his.get("/akun/").status_code == 302
    assert client.post(K + "hendra/aktif/", {"menjadi": "nonaktif", "alasan": WHY}).status_code == 409
    assert client.post(K + "hendra/aktif/", {"menjadi": "aktif", "alasan": WHY}).status_code == 302
    assert Pengguna.objects.get(username="hendra").is_active


def test_the_administrator_finds_no_button_on_his_own_page_and_no_way_round_it(masuk) -> None:
    client = masuk("galuh")
    text = client.get(K + "galuh/").content.decode()
    assert "Ini akun Anda sendiri" in text
    assert "Beri peran" not in text
    assert "/cabut/" not in text
    for path in ("peran/", "larangan/", "sandi/", "aktif/"):
        body = {**ROLE, "hak": "*", "alasan": WHY, "menjadi": "nonaktif"}
        assert client.post(f"{K}galuh/{path}", body).status_code == 409


@pytest.mark.parametrize(
    "path",
    ["melinda/", "rahma/peran/", "nia/sandi/", "tidak-ada/", "hendra/peran/999999/cabut/", "hendra/larangan/999999/cabut/"],
)
def test_what_is_not_of_the_pemda_does_not_exist(path, masuk) -> None:
    client = masuk("galuh")
    assert client.get(K + path).status_code == 404
    assert client.post(K + path, {"alasan": WHY}).status_code in (404, 405)


def test_a_past_standpoint_changes_nothing(masuk) -> None:
    response = masuk("galuh").post(K + "hendra/aktif/?diketahui=2024-02-01", {"menjadi": "nonaktif", "alasan": WHY})
    assert (response.status_code, response["Location"]) == (302, K + "hendra/aktif/")
    assert Pengguna.objects.get(username="hendra").is_active
