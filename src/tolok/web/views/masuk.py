"""The way in: password, then the code of whoever has an authenticator; and the way out."""

from datetime import timedelta

from allauth.account.internal.decorators import login_stage_required
from allauth.account.utils import perform_login
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.stages import AuthenticateStage
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from tolok.web.build.masuk import build_kode, build_masuk
from tolok.web.ratelimit import limited
from tolok.web.views.pandangan import not_allowed, page

_LONGEST = 80  # characters of a user name; nothing longer is looked up


@limited("masuk", "200/15m")  # a whole office may come in from one address in the morning
def masuk(request: HttpRequest) -> HttpResponse:
    """Sign-in. The answer to a wrong name and to a wrong password is the same."""
    if request.method not in ("GET", "HEAD", "POST"):
        return not_allowed(request, ("GET", "POST"))
    tujuan = safe_address(request, request.POST.get("next", request.GET.get("next", "")))
    if request.method != "POST":
        return page(request, build_masuk(request.path, tujuan=tujuan))
    username, password = request.POST.get("username", ""), request.POST.get("password", "").replace("\x00", "")
    known = username.replace("\x00", "\N{REPLACEMENT CHARACTER}")[:_LONGEST]
    # An empty form is a slip, not an attempt: it is answered alike and counted for nobody.
    orang = authenticate(request, username=known, password=password) if known and password else None
    if orang is None:
        left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, {"username": known})
        failed = f"Nama pengguna atau kata sandi tidak cocok. {_attempts(left)}"
        return page(request, build_masuk(request.path, username, failed, tujuan), status=401)
    response: HttpResponse = perform_login(request, orang, redirect_url=tujuan or "/")
    return response


def _attempts(left: int) -> str:
    return f"Tersisa {left} percobaan sebelum akun dikunci {_minutes()} menit."


def _minutes() -> int:
    return int(settings.AXES_COOLOFF_TIME / timedelta(minutes=1))


def terkunci(request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, str] | None) -> HttpResponse:
    """The answer of django-axes once too many attempts failed; it says nothing about whether the name exists."""
    username = request.POST.get("username", "")
    failed = f"Terlalu banyak percobaan yang gagal. Coba lagi setelah {_minutes()} menit, atau hubungi admin pemda Anda."
    tujuan = safe_address(request, request.POST.get("next", ""))
    return page(request, build_masuk(request.path, username, failed, tujuan), status=429)


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth has no types
def kode(request: HttpRequest) -> HttpResponse:
    """The second step: the 6-digit code, or one of the recovery codes."""
    if request.method not in ("GET", "HEAD", "POST"):
        return not_allowed(request, ("GET", "POST"))
    stage = request._login_stage  # set by the decorator
    if request.method != "POST":
        return page(request, build_kode(request.path))
    form = AuthenticateForm(data=request.POST, user=stage.login.user)
    if not form.is_valid():
        kinds = {error.code for error in form.errors.as_data()["code"]}
        return page(request, build_kode(request.path, terlalu_sering="too_many_login_attempts" in kinds), status=401)
    form.save()
    response: HttpResponse = stage.exit()
    return response


def safe_address(request: HttpRequest, tujuan: str) -> str:
    """Only addresses of this application; '' for any other."""
    allowed = url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure())
    return tujuan if tujuan and allowed else ""


def keluar(request: HttpRequest) -> HttpResponse:
    """Sign-out; only by POST, so that no link and no picture can sign a person out."""
    if request.method != "POST":
        return not_allowed(request, ("POST",))
    logout(request)
    return redirect("/masuk/")
