"""The administrator's pages. What is not his pemda's does not exist for him; nobody else finds these pages at all."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services import akun
from tolok.services import orang as people
from tolok.services.orang import Meja
from tolok.services.peran import PeranBaru, units_of
from tolok.store.models import Pengguna
from tolok.values.issue import IssueError
from tolok.web.build import orang as build
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.orang import Diisi
from tolok.web.ratelimit import limited
from tolok.web.read_models import Formulir
from tolok.web.views.pandangan import office_view, page

_ROLE = ("peran", "unit", "jabatan", "sifat", "dasar", "menggantikan", "mulai", "sampai")


def _meja(view: Pandangan) -> Meja:
    return Meja(view.orang, view.kantor)


def _typed(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.POST.get(name, "").replace("\x00", "") for name in names}


def _asked(typed: dict[str, str]) -> PeranBaru:
    return PeranBaru(**{name: typed[name] for name in _ROLE})


@office_view("GET")
def orang(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build.build_orang(view, people.list_people(_meja(view)), timezone.localdate()))


@office_view("GET", "POST")
def tambah(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """A new person; the one-time password stands in the answer, and nowhere else."""
    meja = _meja(view)
    known, units = people.list_people(meja), units_of(view.kantor.pemda)
    if request.method != "POST":
        return page(request, build.build_tambah(view, units, known, Diisi({"unit": f"kantor-{view.kantor.slug}"})))
    typed = _typed(request, "username", "nama", *_ROLE)
    try:
        made, sandi = people.add_person(
            meja, typed["username"], typed["nama"], _asked(typed), at=timezone.now(), today=timezone.localdate()
        )
    except IssueError as error:
        return page(request, build.build_tambah(view, units, known, Diisi(typed, error.issues)), status=409)
    return page(request, build.build_sandi_serah(view, made, sandi))


@office_view("GET")
def seorang(request: HttpRequest, view: Pandangan, orang: str) -> HttpResponse:
    meja = _meja(view)
    found = people.open_orang_for(meja, orang)
    content = build.IsiSeorang(
        found,
        people.roles_of_person(meja, found),
        people.denials_of_person(meja, found),
        akun.has_second_factor(found),
        akun.needs_second_factor(found),
        timezone.localdate(),
    )
    return page(request, build.build_seorang(view, content))


@office_view("GET", "POST")
def beri_peran(request: HttpRequest, view: Pandangan, orang: str) -> HttpResponse:
    meja = _meja(view)
    found, units, known = people.open_orang_for(meja, orang), units_of(view.kantor.pemda), people.list_people(meja)
    if request.method != "POST":
        asked = Diisi({"unit": f"kantor-{view.kantor.slug}"})
        return page(request, build.build_beri_peran(view, found, units, known, asked))
    typed = _typed(request, *_ROLE)
    try:
        people.give_role(meja, orang, _asked(typed), at=timezone.now(), today=timezone.localdate())
    except IssueError as error:
        return page(request, build.build_beri_peran(view, found, units, known, Diisi(typed, error.issues)), status=409)
    return _done(request, view, found, f"Peran diberikan kepada {found.nama}.")


@office_view("GET", "POST")
def beri_larangan(request: HttpRequest, view: Pandangan, orang: str) -> HttpResponse:
    meja = _meja(view)
    found, units = people.open_orang_for(meja, orang), units_of(view.kantor.pemda)
    if request.method != "POST":
        return page(request, build.build_beri_larangan(view, found, units, Diisi({})))
    typed = _typed(request, "hak", "unit", "alasan")
    try:
        people.deny(meja, orang, typed["hak"], typed["unit"], typed["alasan"], at=timezone.now())
    except IssueError as error:
        return page(request, build.build_beri_larangan(view, found, units, Diisi(typed, error.issues)), status=409)
    return _done(request, view, found, f"Larangan untuk {found.nama} berlaku.")


@office_view("GET", "POST")
def cabut_peran(request: HttpRequest, view: Pandangan, orang: str, peran: int) -> HttpResponse:
    meja = _meja(view)
    found = people.open_orang_for(meja, orang)
    row = people.open_peran_for(meja, found, peran)
    ask = (f"Cabut peran {row.jabatan}", f"{found.nama} langsung kehilangan peran ini.", "Cabut peran")
    here = view.alamat.ke("peran-cabut", orang=orang, peran=peran)
    return _with_reason(
        request,
        view,
        found,
        ask,
        here,
        lambda alasan: people.withdraw_role(meja, orang, peran, alasan, at=timezone.now()),
        f"Peran {row.jabatan} dicabut.",
    )


@office_view("GET", "POST")
def cabut_larangan(request: HttpRequest, view: Pandangan, orang: str, larangan: int) -> HttpResponse:
    meja = _meja(view)
    found = people.open_orang_for(meja, orang)
    row = people.open_larangan_for(meja, found, larangan)
    ask = (f"Cabut larangan: {build.right_name(row.hak)}", f"Peran {found.nama} berlaku lagi sepenuhnya.", "Cabut larangan")
    here = view.alamat.ke("larangan-cabut", orang=orang, larangan=larangan)
    return _with_reason(
        request,
        view,
        found,
        ask,
        here,
        lambda alasan: people.lift_denial(meja, orang, larangan, alasan, at=timezone.now()),
        "Larangan dicabut.",
    )


@office_view("GET", "POST")
def aktif(request: HttpRequest, view: Pandangan, orang: str) -> HttpResponse:
    """Shut a person out, or let him in again: whichever he is not."""
    meja = _meja(view)
    found = people.open_orang_for(meja, orang)
    wanted = request.POST.get("menjadi", "nonaktif" if found.is_active else "aktif") == "aktif"
    ask = (
        f"Nonaktifkan akun {found.nama}",
        "Ia langsung keluar dari semua perangkat; tokennya dicabut.",
        "Nonaktifkan akun",
    )
    if wanted:
        ask = (
            f"Aktifkan akun {found.nama}",
            "Ia dapat masuk lagi dengan kata sandinya; token lama tetap dicabut.",
            "Aktifkan akun",
        )
    return _with_reason(
        request,
        view,
        found,
        ask,
        view.alamat.ke("aktif", orang=orang),
        lambda alasan: people.set_active(meja, orang, wanted, alasan, at=timezone.now()),
        f"Akun {found.nama} {'aktif' if wanted else 'nonaktif'}.",
        (("menjadi", "aktif" if wanted else "nonaktif"),),
    )


@office_view("GET", "POST")
@limited("serah-sandi", "30/15m")
def serahkan_sandi(request: HttpRequest, view: Pandangan, orang: str) -> HttpResponse:
    """A new one-time password; it stands in the answer, and nowhere else."""
    meja = _meja(view)
    found = people.open_orang_for(meja, orang)
    typed = _typed(request, "autentikator", "alasan")
    issues: Any = ()
    if request.method == "POST":
        try:
            without = typed["autentikator"] == "lepas"
            sandi = people.hand_over_password(meja, orang, without, typed["alasan"], at=timezone.now())
        except IssueError as error:
            issues = error.issues
        else:
            return page(request, build.build_sandi_serah(view, found, sandi))
    model = build.build_alasan(
        view,
        found,
        f"Serahkan kata sandi baru kepada {found.nama}",
        "Kata sandinya yang sekarang tidak berlaku lagi, dan ia keluar dari semua perangkat.",
        Formulir(view.alamat.ke("sandi-serah", orang=orang), "Buat kata sandi sekali pakai"),
        Diisi(typed, issues),
        (build.authenticator_field(typed),) if akun.has_second_factor(found) else (),
    )
    return page(request, model, status=409 if issues else 200)


def _with_reason(
    request: HttpRequest,
    view: Pandangan,
    found: Pengguna,
    ask: tuple[str, str, str],
    here: str,
    act: Callable[[str], object],
    done: str,
    hidden: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Ask for the reason, then act. `ask`: heading, what follows from it, the words of the button."""
    typed = _typed(request, "alasan")
    issues: Any = ()
    if request.method == "POST":
        try:
            act(typed["alasan"])
        except IssueError as error:
            issues = error.issues
        else:
            return _done(request, view, found, done)
    formulir = Formulir(here, ask[2], hidden, menolak=True)
    model = build.build_alasan(view, found, ask[0], ask[1], formulir, Diisi(typed, issues))
    return page(request, model, status=409 if issues else 200)


def _done(request: HttpRequest, view: Pandangan, found: Pengguna, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(view.alamat.ke("seorang", orang=found.username))
