"""One's own account: everything here concerns the person who is signed in, and nobody else."""

from collections.abc import Callable
from datetime import datetime, time
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.flows import activate_totp
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services import akun, token
from tolok.services.akses import NotFoundError, list_kantor_for, roles_of
from tolok.services.selectors import opening_period
from tolok.store.models import Pengguna
from tolok.values.instant import WIB
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period
from tolok.web.build import akun as build
from tolok.web.build.kerangka import Pandangan, bare_frame, frame
from tolok.web.ratelimit import allow, parse_per, too_many
from tolok.web.read_models import Kerangka, Pesan, Tautan
from tolok.web.views.masuk import safe_address
from tolok.web.views.pandangan import not_allowed, page

View = Callable[..., HttpResponse]
_PER = "40/15m"  # changes that one person may try on his account


def own_view(*methods: str) -> Callable[[View], View]:
    """A page of the person himself: signed in, the right method, and not too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return not_allowed(request, methods)
            if request.method == "POST" and not allow(f"akun {request.user.pk}", _PER):
                return too_many(request, parse_per(_PER)[1])
            try:
                return view(request, request.user, **kwargs)
            except NotFoundError:
                raise Http404 from None

        return wrapped

    return decorate


def kerangka_of(request: HttpRequest, orang: Pengguna, judul: str) -> Kerangka:
    """The frame of the person's first office, so that he finds his way back; a bare one where he has none."""
    said = tuple(Pesan("berhasil", str(one)) for one in messages.get_messages(request))
    kantor = None if orang.wajib_ganti_sandi else next(iter(list_kantor_for(orang)), None)
    if kantor is None:
        return bare_frame(judul, request.path, orang)
    now = timezone.now()
    period = opening_period(kantor) or Period(now.astimezone(WIB).year)
    view = Pandangan(orang, kantor, period, now, False, "", request.path, said)
    trail = (Tautan("Akun saya", build.AKUN), Tautan(judul)) if judul != "Akun saya" else (Tautan(judul),)
    return frame(view, judul, trail)


@own_view("GET")
def akun_saya(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    now = timezone.now()
    content = build.IsiAkun(
        orang,
        list(roles_of(orang)),
        akun.has_second_factor(orang),
        akun.needs_second_factor(orang),
        akun.recovery_codes_left(orang),
        akun.devices_of(orang, now),
        request.session.session_key or "",
        token.tokens_of(orang),
        now,
    )
    return page(request, build.build_akun(kerangka_of(request, orang, "Akun saya"), content))


@own_view("GET", "POST")
def sandi(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    """Changing the password signs the person out everywhere else."""
    if request.method != "POST":
        return page(request, build.build_sandi(kerangka_of(request, orang, "Ganti kata sandi"), orang.wajib_ganti_sandi))
    typed = [request.POST.get(name, "") for name in ("lama", "baru", "ulang")]
    now = timezone.now()
    try:
        akun.change_password(orang, *typed, at=now)
    except IssueError as error:
        shown = kerangka_of(request, orang, "Ganti kata sandi")
        return page(request, build.build_sandi(shown, orang.wajib_ganti_sandi, error.issues), status=409)
    update_session_auth_hash(request, orang)
    akun.end_sessions(orang, now, kecuali=request.session.session_key or "")
    messages.success(request, "Kata sandi diganti. Anda keluar dari semua perangkat lain.")
    return redirect("akun")


@own_view("GET", "POST")
def tanda_tangan(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    """Rank and number as they are printed below the person's signature."""
    judul = "Pangkat dan NIP"
    if request.method != "POST":
        return page(request, build.build_tanda_tangan(kerangka_of(request, orang, judul), orang.pangkat, orang.nip))
    pangkat, nip = (request.POST.get(name, "") for name in ("pangkat", "nip"))
    try:
        if not {"pangkat", "nip"} <= request.POST.keys():  # nothing sent is not the same as two fields left empty
            todo = "kirim keduanya; yang tidak dicetak dibiarkan kosong"
            raise IssueError(Issue("TLK-A085", "salah", "formulir", "isian pangkat dan NIP tidak terkirim", "", todo))
        changed = akun.change_signature(orang, pangkat, nip, at=timezone.now())
    except IssueError as error:
        shown = build.build_tanda_tangan(kerangka_of(request, orang, judul), pangkat, nip, error.issues)
        return page(request, shown, status=409)
    if changed:
        messages.success(request, "Pangkat dan NIP Anda disimpan.")
    return redirect("akun")


@own_view("GET", "POST")
def autentikator(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    """Set up the second factor, or take it away."""
    if akun.has_second_factor(orang):
        return _take_away(request, orang)
    tujuan = safe_address(request, request.POST.get("next", request.GET.get("next", "")))
    form = ActivateTOTPForm(data=request.POST if request.method == "POST" else None, user=orang)
    issues = _activation_issues(form, orang, request) if request.method == "POST" else []
    if request.method != "POST" or issues:
        address = get_adapter().build_totp_url(orang, form.secret)
        shown = kerangka_of(request, orang, "Pasang autentikator")
        model = build.build_autentikator(shown, address, form.secret, issues, tujuan)
        return page(request, model, status=409 if issues else 200)
    now = timezone.now()
    with transaction.atomic():
        _, recovery = activate_totp(request, form)
        akun.log_second_factor(orang, True, at=now)
    akun.end_sessions(orang, now, kecuali=request.session.session_key or "")
    codes = recovery.wrap().generate_codes()
    shown = kerangka_of(request, orang, "Pasang autentikator")
    return page(request, build.build_kode_cadangan(shown, codes, tujuan or build.AKUN))


def _activation_issues(form: ActivateTOTPForm, orang: Pengguna, request: HttpRequest) -> list[Issue]:
    """Wrong password and wrong code, both at once."""
    issues = []
    if not form.is_valid():
        kinds = {error.code for error in form.errors.as_data()["code"]}
        todo = (
            "tunggu 15 menit" if "rate_limited" in kinds else "tulis kode yang sedang tampil, dan periksa jam telepon Anda"
        )
        issues.append(Issue("TLK-A084", "salah", "code", "kode tidak cocok", "", todo))
    try:
        akun.check_own_password(orang, request.POST.get("sandi", ""))
    except IssueError as error:
        issues += error.issues
    return issues


def _take_away(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    issues: tuple[Issue, ...] = ()
    if request.method == "POST" and request.POST.get("lepas") == "ya":
        try:
            akun.check_own_password(orang, request.POST.get("sandi", ""))
        except IssueError as error:
            issues = error.issues
        else:
            with transaction.atomic():
                akun.remove_second_factor(orang)
                akun.log_second_factor(orang, False, at=timezone.now())
            messages.success(request, "Autentikator dilepas.")
            return redirect("akun")
    shown = kerangka_of(request, orang, "Autentikator")
    model = build.build_autentikator_terpasang(shown, akun.needs_second_factor(orang), issues)
    return page(request, model, status=409 if issues else 200)


@own_view("POST")
def keluar_lain(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    ended = akun.end_sessions(orang, timezone.now(), kecuali=request.session.session_key or "")
    messages.success(request, f"Anda keluar dari {ended} perangkat lain.")
    return redirect("akun")


@own_view("GET", "POST")
def buat_token(request: HttpRequest, orang: Pengguna) -> HttpResponse:
    """A token is shown in the answer to its making, and never again."""
    if request.method != "POST":
        return page(request, build.build_token(kerangka_of(request, orang, "Buat token"), {}))
    typed = {name: request.POST.get(name, "") for name in ("nama", "sampai", "boleh")}
    try:
        akun.check_own_password(orang, request.POST.get("sandi", ""))
        made, text = token.make_token(
            orang, typed["nama"], _last_moment(typed["sampai"]), typed["boleh"] == "kirim", at=timezone.now()
        )
    except IssueError as error:
        shown = kerangka_of(request, orang, "Buat token")
        return page(request, build.build_token(shown, typed, error.issues), status=409)
    return page(request, build.build_token_jadi(kerangka_of(request, orang, "Buat token"), made, text))


def _last_moment(day: str) -> datetime:
    """The end of a day that a form names. Raises IssueError (TLK-A061)."""
    try:
        return datetime.combine(datetime.strptime(day.strip(), "%Y-%m-%d").date(), time(23, 59, 59), WIB)  # noqa: DTZ007  # WIB is given
    except ValueError:
        issue = Issue("TLK-A061", "salah", "sampai", f"`{day[:20]}` bukan tanggal", "", "tulis misalnya 2026-12-31")
        raise IssueError(issue) from None


@own_view("GET", "POST")
def cabut_token(request: HttpRequest, orang: Pengguna, token_pk: int) -> HttpResponse:
    found = token.open_token_for(orang, token_pk)
    if request.POST.get("yakin") != "ya":
        shown = build.build_cabut_token(kerangka_of(request, orang, "Cabut token"), found)
        return page(request, shown, status=409 if request.method == "POST" else 200)
    token.withdraw_token(orang, token_pk, at=timezone.now())
    messages.success(request, f"Token “{found.nama}” dicabut.")
    return redirect("akun")
