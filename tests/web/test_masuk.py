"""Signing in: works, says the same to every failure, and leads nowhere outside the application."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from web.lima_kasus import CSP

SANDI = "abcd-1234-ef56"


@pytest.fixture
def hendra(orang, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes half a second
    person = orang("hendra")
    person.set_password(SANDI)
    person.save()
    return person


def test_the_right_password_leads_to_a_measured_period_of_the_own_office(hendra) -> None:
    client = Client()
    done = client.post("/masuk/", {"username": "hendra", "password": SANDI}, follow=True)
    root, page = (address for address, _ in done.redirect_chain)
    assert root == "/"
    assert page in ("/k/35.75-2.17/2023/", "/k/35.75-2.17/2024/")
    assert "Hendra Wijaya" in done.content.decode()


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(hendra) -> None:
    answers = []
    for username, password in (
        ("hendra", "salah"),
        ("tidak-ada", SANDI),
        ("", ""),
        ("hendra\x00", SANDI),
        ("HENDRA", SANDI),
    ):
        response = Client().post("/masuk/", {"username": username, "password": password})
        assert response.status_code == 401
        text = response.content.decode()
        assert "Nama pengguna atau kata sandi tidak cocok." in text
        assert SANDI not in text
        answers.append(len(text) - len(username) - text.count("&#"))
    assert max(answers) - min(answers) < 20


def test_somebody_who_is_no_longer_active_cannot_sign_in(hendra) -> None:
    hendra.is_active = False
    hendra.save()
    assert Client().post("/masuk/", {"username": "hendra", "password": SANDI}).status_code == 401


def test_an_account_without_a_password_cannot_be_entered(orang) -> None:
    assert not orang("siti").has_usable_password()
    assert Client().post("/masuk/", {"username": "siti", "password": ""}).status_code == 401


@pytest.mark.parametrize(
    "foreign",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "///jahat.example",
        r"/\jahat.example",
        r"\\jahat.example",
        "http:jahat.example",
        "https:///jahat.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\t/jahat.example",
        "\x08//jahat.example",
        "https://testserver@jahat.example/",
        "ftp://testserver/",
    ],
)
def test_next_never_leads_out_of_the_application(hendra, foreign) -> None:
    page = Client().get("/masuk/", {"next": foreign})
    assert "jahat" not in page.content.decode()
    assert "javascript:" not in page.content.decode()
    done = Client().post("/masuk/", {"username": "hendra", "password": SANDI, "next": foreign})
    assert (done.status_code, done["Location"]) == (302, "/")


def test_next_leads_back_to_the_page_that_was_asked_for(hendra) -> None:
    address = "/k/35.75-2.17/2023/KOP-03/?diketahui=2024-02-01"
    assert f'value="{address}"' in Client().get("/masuk/", {"next": address}).content.decode()
    done = Client().post("/masuk/", {"username": "hendra", "password": SANDI, "next": address})
    assert done["Location"] == address


def test_the_session_gets_a_new_key_when_a_person_signs_in(hendra) -> None:
    client = Client()
    client.post("/masuk/", {"username": "hendra", "password": SANDI})
    before = client.session.session_key
    client.post("/masuk/", {"username": "hendra", "password": SANDI})
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    client.post("/keluar/")
    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert stolen.get("/k/35.75-2.17/2023/").status_code == 302


def test_new_passwords_end_the_sessions_of_the_old_ones(hendra) -> None:
    client = Client()
    client.post("/masuk/", {"username": "hendra", "password": SANDI})
    hendra.set_password("baru-" + SANDI)
    hendra.save()
    assert client.get("/k/35.75-2.17/2023/")["Location"].startswith("/masuk/")


def test_other_methods_and_a_form_without_its_token_are_refused(db) -> None:
    assert Client().put("/masuk/").status_code == 405
    assert Client().head("/masuk/").status_code == 200
    refused = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "hendra", "password": SANDI})
    assert refused.status_code == 403


def test_a_refused_form_is_answered_in_the_language_of_the_house(db, settings) -> None:
    settings.CSRF_FAILURE_VIEW = "tolok.web.views.galat.kedaluwarsa"
    refused = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "hendra", "password": SANDI})
    assert refused.status_code == 403
    assert "Ini belum boleh dibuka" in refused.content.decode()


def test_the_page_carries_the_policy_and_is_not_kept(db) -> None:
    response = Client().get("/masuk/")
    assert response["Content-Security-Policy"].startswith(CSP)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


def attempt(username: str, password: str = "salah", address: str = "127.0.0.1"):  # noqa: S107  # a wrong one
    return Client(REMOTE_ADDR=address).post("/masuk/", {"username": username, "password": password})


def test_five_wrong_passwords_lock_the_name_from_that_address_and_the_page_counts_down(hendra) -> None:
    for left in (4, 3, 2, 1):
        text = attempt("hendra").content.decode()
        assert f"Tersisa {left} percobaan sebelum akun dikunci 15 menit." in text
    locked = attempt("hendra")
    assert locked.status_code == 429
    assert "Terlalu banyak percobaan yang gagal. Coba lagi setelah 15 menit" in locked.content.decode()
    assert attempt("hendra", SANDI).status_code == 429
    assert attempt("hendra", SANDI, address="10.0.0.9").status_code == 302


def test_a_name_that_does_not_exist_is_locked_just_the_same(hendra) -> None:
    answers = {name: [attempt(name).status_code for _ in range(6)] for name in ("hendra", "tidak-ada")}
    assert answers["hendra"] == answers["tidak-ada"] == [401] * 4 + [429] * 2


def test_the_lock_opens_by_itself_and_is_not_prolonged_by_trying(hendra) -> None:
    for _ in range(5):
        attempt("hendra")
    assert attempt("hendra", SANDI).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert attempt("hendra", SANDI).status_code == 302


def test_signing_in_forgets_the_failures_before_it(hendra) -> None:
    for _ in range(4):
        attempt("hendra")
    assert attempt("hendra", SANDI).status_code == 302
    assert "Tersisa 4 percobaan" in attempt("hendra").content.decode()


def test_an_empty_form_is_a_slip_and_counts_for_nobody(hendra) -> None:
    for _ in range(8):
        assert attempt("hendra", "").status_code == 401
        assert attempt("", "x").status_code == 401
    assert not AccessAttempt.objects.exists()


def test_what_was_typed_as_a_password_is_kept_nowhere(hendra) -> None:
    attempt("hendra", "kata-sandi-yang-hampir-benar")
    kept = str(list(AccessAttempt.objects.values()))
    assert "hampir-benar" not in kept


def test_one_address_cannot_try_many_names_without_end(hendra) -> None:
    statuses = [attempt(f"nama{number}").status_code for number in range(201)]
    assert statuses == [401] * 200 + [429]
    assert attempt("hendra", SANDI, address="10.0.0.9").status_code == 302


def test_the_page_shows_neither_pemda_nor_office_where_several_are_served(db) -> None:
    text = Client().get("/masuk/").content.decode()
    assert "Pasuruan" not in text
    assert "Bekasi" not in text
