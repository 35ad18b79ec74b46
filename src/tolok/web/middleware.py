"""Headers on every answer: nothing is loaded from elsewhere, nothing runs inline; and the way of a handed-over password."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from tolok.services.akun import must_change_password

_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " \
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"  # fmt: skip
_SENSORS = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
GANTI_SANDI = "/akun/sandi/"
# What a person may still do before he has chosen a password of his own.
_BEFORE = (
    GANTI_SANDI, "/keluar/", "/tema/", "/masuk/", "/publik/", "/cek/", "/skm/", "/static/", "/sehat/", "/sistem-desain/",
)  # fmt: skip


class SafeHeaders:
    """Content-Security-Policy without unsafe-inline; pages of a signed-in person are not kept by shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Permissions-Policy", _SENSORS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class OwnPassword:
    """Who signed in with a password that somebody handed him chooses his own before anything else.

    A request without a session is let through unseen, so that public pages never depend on a cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(_BEFORE):
            return self.get_response(request)
        issue = must_change_password(request.user)
        if issue is None:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"issues": [issue.as_dict()]}, status=403)
        return redirect(GANTI_SANDI)
