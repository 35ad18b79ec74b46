"""One's own account: password, second factor at sign-in and before deciding, devices, tokens."""

import re
import time
from datetime import date, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tolok.services.tanda_tangan import sign_by_head
from tolok.services.token import person_of
from tolok.store.models import LogPerubahan, Pengguna, TokenApi
from web.lima_kasus import CSP, bring, person_with

SANDI, BARU = "kuda-lari-pagi-hari", "meja-biru-empat-kaki"
PAGES = ("/akun/", "/akun/sandi/", "/akun/tanda-tangan/", "/akun/autentikator/", "/akun/token/")
STEP = "/k/35.75-2.17/2023/KOP-01/terbitan/1/setujui/"


@pytest.fixture(autouse=True)
def _quick_hash(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # what is stored is tested in test_akun


@pytest.fixture
def nyata(db):
    """A real person: not of the demonstration, with a password of his own."""

    def make(username: str, peran: str) -> Pengguna:
        orang = person_with(username, peran)
        orang.contoh = False
        orang.set_password(SANDI)
        orang.save()
        return orang

    return make


def next_month() -> str:
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def code_of(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_in(username: str, password: str = SANDI, follow: bool = False):
    client = Client()
    return client, client.post("/masuk/", {"username": username, "password": password}, follow=follow)


def set_up(client: Client, tujuan: str = "") -> tuple[str, list[str], str]:
    """Set up the authenticator as a person does: (secret, recovery codes, the page that shows them)."""
    text = client.get("/akun/autentikator/", {"next": tujuan} if tujuan else {}).content.decode()
    secret = re.search(r'kunci-ketik">([A-Z2-7 ]+)<', text)[1].replace(" ", "")
    done = client.post("/akun/autentikator/", {"code": code_of(secret), "sandi": SANDI, "next": tujuan})
    assert done.status_code == 200, done.content.decode()
    page = done.content.decode()
    return secret, re.findall(r'class="mono">(\d{4} \d{4})<', page), page


def test_the_account_shows_roles_guard_and_tokens_of_the_person_himself(masuk) -> None:
    text = masuk("siti").get("/akun/").content.decode()
    assert "Akun Anda dijaga kata sandi saja" in text
    assert "Kepala Bidang Koperasi" in text
    assert "Dinas Koperasi dan Usaha Mikro · Bidang Koperasi" in text
    assert "Hendra" not in text


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_asked_to(db, path) -> None:
    for response in (Client().get(path), Client().post(path)):
        assert (response.status_code, response["Location"]) == (302, f"/masuk/?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_policy_and_nothing_inline(path, masuk) -> None:
    response = masuk("hendra").get(path)
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith(CSP)
    assert response["Cache-Control"] == "private, no-store"
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []


@pytest.mark.parametrize(
    ("path", "allow"), [("/akun/", "GET"), ("/akun/keluar-lain/", "POST"), ("/akun/sandi/", "GET, POST")]
)
def test_another_method_is_refused(path, allow, masuk) -> None:
    response = masuk("hendra").delete(path)
    assert (response.status_code, response["Allow"]) == (405, allow)


def test_a_post_without_the_token_of_the_form_is_refused(orang) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang("hendra"))
    for path in ("/akun/sandi/", "/akun/keluar-lain/", "/akun/token/", "/akun/autentikator/"):
        assert client.post(path, {"sandi": SANDI}).status_code == 403


def test_a_new_password_signs_out_every_other_device_but_this(nyata) -> None:
    nyata("pegawai", "operator")
    client, _ = sign_in("pegawai")
    other, _ = sign_in("pegawai")
    before = client.session.session_key
    done = client.post("/akun/sandi/", {"lama": SANDI, "baru": BARU, "ulang": BARU}, follow=True)
    assert "Kata sandi diganti" in done.content.decode()
    assert client.session.session_key != before
    assert other.get("/akun/").status_code == 302
    assert sign_in("pegawai")[1].status_code == 401
    assert sign_in("pegawai", BARU)[1].status_code == 302


def test_a_weak_password_is_refused_beside_its_field_and_never_printed_back(nyata) -> None:
    nyata("pegawai", "operator")
    client, _ = sign_in("pegawai")
    response = client.post("/akun/sandi/", {"lama": "salah-sekali", "baru": "rahasia", "ulang": "lain"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Ada 3 yang perlu diperbaiki" in text
    assert "rahasia" not in text
    assert "salah-sekali" not in text


def test_a_password_that_was_handed_over_must_be_changed_before_anything_else(nyata) -> None:
    orang = nyata("baru", "operator")
    Pengguna.objects.filter(pk=orang.pk).update(wajib_ganti_sandi=True)
    client, _ = sign_in("baru")
    for path in ("/", "/k/35.75-2.17/2023/", "/akun/", "/akun/token/"):
        assert client.get(path)["Location"] == "/akun/sandi/"
        assert client.post(path)["Location"] == "/akun/sandi/"
    refused = client.get("/api/v1/kantor/35.75-2.17/2023/iku")
    assert (refused.status_code, refused.json()["issues"][0]["kode"]) == (403, "TLK-A080")
    page = client.get("/akun/sandi/").content.decode()
    assert "Kata sandi sekali pakai hanya untuk masuk pertama" in page
    assert "/k/35.75-2.17/" not in page
    client.post("/akun/sandi/", {"lama": SANDI, "baru": BARU, "ulang": BARU})
    assert client.get("/k/35.75-2.17/2023/").status_code == 200


def test_with_an_authenticator_the_password_alone_opens_nothing(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    client, _ = sign_in("kepala")
    secret, _, _ = set_up(client)
    later, response = sign_in("kepala")
    assert response["Location"] == "/masuk/kode/"
    assert later.get("/k/35.75-2.17/2023/").status_code == 302
    page = later.get("/masuk/kode/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert later.post("/masuk/kode/", {"code": "000000"}).status_code == 401
    before = later.session.session_key
    code = code_of(secret)
    assert later.post("/masuk/kode/", {"code": f" {code[:3]} {code[3:]} "})["Location"] == "/"
    assert later.session.session_key != before
    assert later.get("/k/35.75-2.17/2023/").status_code == 200


def test_a_code_works_once(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    secret, _, _ = set_up(sign_in("kepala")[0])
    code = code_of(secret, 1)
    first, second = sign_in("kepala")[0], sign_in("kepala")[0]
    assert first.post("/masuk/kode/", {"code": code}).status_code == 302
    assert second.post("/masuk/kode/", {"code": code}).status_code == 401


def test_a_recovery_code_stands_in_for_the_telephone_once(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    _, codes, _ = set_up(sign_in("kepala")[0])
    assert len(codes) == 10
    client = sign_in("kepala")[0]
    assert client.post("/masuk/kode/", {"code": codes[0]}).status_code == 302
    assert "9 kode cadangan belum terpakai" in client.get("/akun/").content.decode()
    assert sign_in("kepala")[0].post("/masuk/kode/", {"code": codes[0]}).status_code == 401


def test_codes_cannot_be_tried_without_end(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    secret, _, _ = set_up(sign_in("kepala")[0])
    cache.clear()
    client = sign_in("kepala")[0]
    for attempt in range(10):
        assert "Kode tidak cocok" in client.post("/masuk/kode/", {"code": f"00000{attempt}"}).content.decode()
    refused = client.post("/masuk/kode/", {"code": code_of(secret)})
    assert refused.status_code == 401
    assert "Terlalu banyak kode yang keliru" in refused.content.decode()


def test_the_second_step_is_no_way_in_by_itself(db) -> None:
    client = Client()
    for response in (client.get("/masuk/kode/"), client.post("/masuk/kode/", {"code": "123456"})):
        assert (response.status_code, response["Location"]) == (302, "/masuk/")


def test_the_secret_of_the_authenticator_is_sealed_in_the_database(nyata) -> None:
    orang = nyata("kepala", "kepala_dinas")
    secret, codes, _ = set_up(sign_in("kepala")[0])
    kept = str(list(Authenticator.objects.filter(user=orang).values_list("data", flat=True)))
    assert secret not in kept
    assert all(code.replace(" ", "") not in kept for code in codes)


def test_the_picture_to_scan_and_the_key_to_type_name_the_same_secret(nyata) -> None:
    orang = nyata("kepala", "kepala_dinas")
    url = get_adapter().build_totp_url(orang, "JBSWY3DPEHPK3PXP")
    parts = urlsplit(url)
    assert (parts.scheme, unquote(parts.path)) == ("otpauth", "/kepala")
    assert parse_qs(parts.query) == {"secret": ["JBSWY3DPEHPK3PXP"], "issuer": ["Tolok"]}


def test_setting_up_asks_for_the_password_and_the_code_and_says_both_faults(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    client, _ = sign_in("kepala")
    client.get("/akun/autentikator/")
    response = client.post("/akun/autentikator/", {"code": "000000", "sandi": "bukan"})
    assert response.status_code == 409
    assert "Ada 2 yang perlu diperbaiki" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_taking_the_authenticator_away_asks_for_the_password_and_is_logged(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    client, _ = sign_in("kepala")
    set_up(client)
    assert LogPerubahan.objects.latest("urut").tindakan == "autentikator.dipasang"
    assert client.post("/akun/autentikator/", {"lepas": "ya", "sandi": "bukan"}).status_code == 409
    assert Authenticator.objects.exists()
    assert client.post("/akun/autentikator/", {"lepas": "ya", "sandi": SANDI}).status_code == 302
    assert not Authenticator.objects.exists()
    assert LogPerubahan.objects.latest("urut").tindakan == "autentikator.dilepas"


def test_setting_up_signs_out_the_devices_that_came_in_without_a_code(nyata) -> None:
    nyata("kepala", "kepala_dinas")
    client, older = sign_in("kepala")[0], sign_in("kepala")[0]
    set_up(client)
    assert client.get("/akun/").status_code == 200
    assert older.get("/akun/").status_code == 302


def test_a_head_without_an_authenticator_reads_but_is_led_to_set_one_up_before_he_approves(nyata, angka) -> None:
    nyata("kepala", "kepala_dinas")
    row = bring(angka("KOP-01"), 2)
    client, _ = sign_in("kepala")
    assert client.get("/k/35.75-2.17/2023/KOP-01/").status_code == 200
    way = f"/akun/autentikator/?next={STEP.replace('/', '%2F')}"
    body = {"versi": str(row.versi)}
    assert client.get(STEP)["Location"] == way
    assert client.post(STEP, body)["Location"] == way
    row.refresh_from_db()
    assert row.status == "diverifikasi"
    _, _, page = set_up(client, STEP)
    assert f'href="{STEP}"' in page
    assert client.post(STEP, body).status_code == 302
    row.refresh_from_db()
    assert row.status == "disetujui"


def test_a_head_of_the_demonstration_approves_without_one(masuk, angka) -> None:
    row = bring(angka("KOP-01"), 2)
    assert masuk("ratna").get(STEP).status_code == 200
    assert masuk("ratna").post(STEP, {"versi": str(row.versi)}).status_code == 302


def test_devices_are_listed_and_the_others_signed_out(nyata) -> None:
    nyata("pegawai", "operator")
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36"})
    client.post("/masuk/", {"username": "pegawai", "password": SANDI})
    other = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"})
    other.post("/masuk/", {"username": "pegawai", "password": SANDI})
    text = client.get("/akun/").content.decode()
    assert "Chrome di Windows (yang sedang Anda pakai)" in text
    assert "Firefox di Linux" in text
    assert "Keluar dari 1 perangkat lain" in text
    client.post("/akun/keluar-lain/")
    assert other.get("/akun/").status_code == 302
    assert "perangkat lain<" not in client.get("/akun/").content.decode()


def test_a_token_is_shown_once_and_kept_as_a_hash(nyata) -> None:
    orang = nyata("pegawai", "operator")
    client, _ = sign_in("pegawai")
    body = {"nama": "dasbor", "sampai": next_month(), "boleh": "baca", "sandi": SANDI}
    made = client.post("/akun/token/", body).content.decode()
    text = re.search(r'class="mono">(tolok_[\w-]+)<', made)[1]
    token = TokenApi.objects.get()
    assert person_of(text, token.dibuat_pada) == (orang, token)
    page = client.get("/akun/").content.decode()
    assert text not in page
    assert text[:12] in page
    assert client.get(f"/akun/token/{token.pk}/cabut/").status_code == 200
    assert client.post(f"/akun/token/{token.pk}/cabut/").status_code == 409
    assert client.post(f"/akun/token/{token.pk}/cabut/", {"yakin": "ya"}).status_code == 302
    assert person_of(text, token.dibuat_pada) is None


def test_a_token_needs_the_password_a_name_and_a_day_within_the_year(nyata) -> None:
    nyata("pegawai", "operator")
    client, _ = sign_in("pegawai")
    good = {"nama": "dasbor", "sampai": next_month(), "boleh": "kirim", "sandi": SANDI}
    for wrong in ({"sandi": "bukan"}, {"nama": ""}, {"sampai": "besok"}, {"sampai": "2024-01-01"}, {"sampai": "2999-01-01"}):
        assert client.post("/akun/token/", {**good, **wrong}).status_code == 409
    assert not TokenApi.objects.exists()


def test_another_persons_token_does_not_exist(nyata, masuk) -> None:
    nyata("pegawai", "operator")
    client, _ = sign_in("pegawai")
    client.post("/akun/token/", {"nama": "a", "sampai": next_month(), "boleh": "baca", "sandi": SANDI})
    address = f"/akun/token/{TokenApi.objects.get().pk}/cabut/"
    for response in (masuk("hendra").get(address), masuk("hendra").post(address, {"yakin": "ya"})):
        assert response.status_code == 404
    assert TokenApi.objects.get().dicabut_pada is None


def test_the_password_cannot_be_guessed_from_an_open_screen_without_end(nyata) -> None:
    nyata("pegawai", "operator")
    client, _ = sign_in("pegawai")
    answers = [client.post("/akun/sandi/", {"lama": "salah", "baru": BARU, "ulang": BARU}) for _ in range(41)]
    assert {one.status_code for one in answers[:40]} == {409}
    assert (answers[40].status_code, answers[40]["Retry-After"]) == (429, "900")
    assert "Terlalu sering" in answers[40].content.decode()


# --- what stands below one's signature

TANDA = "/akun/tanda-tangan/"
NIP = "199001012015031009"  # invented


def printed_below(username: str) -> tuple[str, str]:
    orang = Pengguna.objects.get(username=username)
    return orang.pangkat, orang.nip


def test_rank_and_number_are_written_shown_and_logged_without_the_number(masuk, orang) -> None:
    client, before = masuk("siti"), printed_below("siti")
    assert before[1] == ""
    assert "belum ditulis" in client.get("/akun/").content.decode()
    sent = {"pangkat": " Pembina  (IV/a)", "nip": "19900101 201503 1 009"}
    done = client.post(TANDA, sent, follow=True)
    assert done.redirect_chain == [("/akun/", 302)]
    text = done.content.decode()
    assert "Pangkat dan NIP Anda disimpan." in text
    assert "Pembina (IV/a)" in text and NIP in text
    assert printed_below("siti") == ("Pembina (IV/a)", NIP)
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.objek, entry.oleh) == ("penandatangan.diubah", "siti", orang("siti"))
    assert entry.isi == {"pangkat": {"dari": before[0], "menjadi": "Pembina (IV/a)"}, "nip": "diisi"}
    assert f'value="{NIP}"' in client.get(TANDA).content.decode()


def test_the_next_document_carries_what_the_head_wrote(masuk, kantor) -> None:
    assert masuk("ratna").post(TANDA, {"pangkat": "Pembina Tingkat I", "nip": NIP}).status_code == 302
    signed = sign_by_head(kantor, date(2024, 1, 27))
    assert (signed.nama, signed.pangkat, signed.nip) == ("Ratna Widyastuti", "Pembina Tingkat I", NIP)


def test_whoever_is_not_signed_in_writes_nothing(db) -> None:
    before = printed_below("ratna")
    assert Client().post(TANDA, {"pangkat": "Juru", "nip": NIP})["Location"] == f"/masuk/?next={TANDA}"
    assert printed_below("ratna") == before


@pytest.mark.parametrize("username", ["dadang", "indra"])
def test_people_of_another_office_and_readers_write_below_their_own_name_only(masuk, username) -> None:
    before = printed_below("ratna")
    assert masuk(username).post(TANDA, {"orang": "ratna", "pangkat": "", "nip": NIP}).status_code == 302
    assert printed_below(username)[1] == NIP
    assert printed_below("ratna") == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_writes_nothing_below_a_signature(masuk, method) -> None:
    before = printed_below("ratna")
    response = getattr(masuk("ratna"), method)(TANDA)
    assert (response.status_code, response["Allow"]) == (405, "GET, POST")
    assert printed_below("ratna") == before


@pytest.mark.parametrize("nip", ["123", NIP + "0", NIP[:-1] + "x", "١" * 18, "²" * 18])
def test_a_number_that_is_not_eighteen_digits_is_refused_beside_its_field_and_kept_there(masuk, nip) -> None:
    client, entries = masuk("ratna"), LogPerubahan.objects.count()
    before = printed_below("ratna")
    response = client.post(TANDA, {"pangkat": "x" * 61, "nip": nip})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Bukan 18 angka" in text and "Lebih dari 60 huruf" in text
    assert f'value="{nip}"' in text
    assert (printed_below("ratna"), LogPerubahan.objects.count()) == (before, entries)


def test_a_form_without_its_fields_empties_nothing(masuk) -> None:
    before = printed_below("ratna")
    for sent in ({}, {"pangkat": "Pembina"}, {"nip": NIP}):
        response = masuk("ratna").post(TANDA, sent)
        assert response.status_code == 409
        assert "sian pangkat dan NIP tidak terkirim" in response.content.decode()
    assert printed_below("ratna") == before


def test_both_may_be_emptied_and_nothing_is_logged_where_nothing_changes(masuk) -> None:
    client = masuk("ratna")
    assert "disimpan" in client.post(TANDA, {"pangkat": "", "nip": " "}, follow=True).content.decode()
    assert printed_below("ratna") == ("", "")
    assert LogPerubahan.objects.latest("urut").isi["nip"] == "dikosongkan"
    entries = LogPerubahan.objects.count()
    done = client.post(TANDA, {"pangkat": "", "nip": ""}, follow=True)
    assert "disimpan" not in done.content.decode()
    assert LogPerubahan.objects.count() == entries
