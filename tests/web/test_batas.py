"""How often one client may do what anyone can do; and the headers and cookies behind a proxy with TLS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tolok.web.ratelimit import allow, client_ip, limited, parse_per

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("per", "parsed"), [("10/m", (10, 60)), ("5/15m", (5, 900)), ("1/d", (1, 86400)), ("2/30s", (2, 30))]
)
def test_a_rate_says_how_many_in_how_long(per, parsed) -> None:
    assert parse_per(per) == parsed


@pytest.mark.parametrize("per", ["", "10", "m", "10/", "x/m", "10/y"])
def test_a_rate_that_is_none_is_refused(per) -> None:
    with pytest.raises(ValueError):
        parse_per(per)


def test_uses_are_counted_per_key_and_beyond_the_rate_refused() -> None:
    assert [allow("a", "3/m") for _ in range(5)] == [True, True, True, False, False]
    assert allow("b", "3/m")


def test_a_limited_view_answers_429_in_plain_words_per_address_and_method() -> None:
    view = limited("coba", "2/15m")(lambda _request: HttpResponse("baik"))
    make = RequestFactory()

    def ask(method: str, address: str) -> HttpResponse:
        return view(make.generic(method, "/x/", REMOTE_ADDR=address))

    assert [ask("POST", "10.0.0.1").status_code for _ in range(3)] == [200, 200, 429]
    assert ask("POST", "10.0.0.2").status_code == 200
    assert ask("GET", "10.0.0.1").status_code == 200
    refused = ask("POST", "10.0.0.1")
    assert refused["Retry-After"] == "900"
    assert "Terlalu sering" in refused.content.decode()


def test_an_address_that_a_client_makes_up_is_not_believed() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "1.2.3.4"})
    assert client_ip(request) == "10.0.0.1"


def test_behind_one_proxy_the_address_is_the_last_that_the_proxy_wrote(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "6.6.6.6, 10.0.0.7"})
    assert client_ip(request) == "10.0.0.7"


def test_every_answer_carries_the_headers_that_shut_others_out(db) -> None:
    response = Client().get("/masuk/")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in response


_ASK = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
plain = Client().get("/masuk/")
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "ALLAUTH_TRUSTED_PROXY_COUNT")
answer = {"plain": [plain.status_code, plain.get("Location", "")], "hsts": settings.SECURE_HSTS_SECONDS}
print(json.dumps(answer | {name: getattr(settings, name) for name in names}))
"""


@pytest.mark.parametrize(("https", "secure"), [("1", True), ("0", False)])
def test_with_tls_in_front_cookies_stay_on_it_and_plain_http_is_led_there(https, secure, tmp_path) -> None:
    environment = {
        **os.environ, "TOLOK_DATA": str(tmp_path), "TOLOK_HTTPS": https, "TOLOK_HOST": "testserver",
        "DJANGO_SETTINGS_MODULE": "tolok.config.settings", "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    run = {"env": environment, "cwd": ROOT, "check": True, "capture_output": True, "text": True}
    if not secure:
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], **run)
    done = subprocess.run([sys.executable, "-c", _ASK], **run)
    assert f'"SESSION_COOKIE_SECURE": {str(secure).lower()}, "CSRF_COOKIE_SECURE": {str(secure).lower()}' in done.stdout
    assert f'"hsts": {365 * 86400 if secure else 0}' in done.stdout
    expected = '[301, "https://testserver/masuk/"]' if secure else '[200, ""]'
    assert f'"plain": {expected}' in done.stdout
