"""Periods: look, open, move deadlines, close, open again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import require
from tolok.services.periode import change_deadlines, close_period, open_period, read_batas, reopen_period
from tolok.values.issue import IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.ukur import build_batas, build_buka, build_buka_kembali, build_periode, build_tutup
from tolok.web.read_models.ukur import HalamanUkurFormulir
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def periode(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_periode(view))


@office_view("GET", "POST")
def buka(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Open the period of the address and compute its drafts."""
    require(view.orang, view.kantor, "kelola_periode")
    if request.method != "POST":
        return page(request, build_buka(view))
    typed = request.POST.dict()
    try:
        batas = read_batas(typed)
        _, drafts = open_period(view.kantor, view.period, batas, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_buka(view, typed, error.issues), status=409)
    return _back(request, view, f"{view.period.title} dibuka; {len(drafts)} angka dihitung sebagai draf.")


@office_view("GET", "POST")
def batas(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Move deadlines, from the ones that were looked at."""
    require(view.orang, view.kantor, "kelola_periode")
    if request.method != "POST":
        return _found(request, build_batas(view))
    typed = request.POST.dict()
    try:
        change_deadlines(
            view.kantor, view.period, read_batas(typed), typed.get("alasan", ""), dasar=typed.get("dasar", ""),
            by=view.orang, at=timezone.now(),
        )  # fmt: skip
    except IssueError as error:
        return _found(request, build_batas(view, typed, error.issues), status=409)
    return _back(request, view, f"Batas {view.period.label} diubah.")


@office_view("GET", "POST")
def tutup(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Close the period of the address."""
    require(view.orang, view.kantor, "kelola_periode")
    return _with_reason(request, view, build_tutup, close_period, "ditutup")


@office_view("GET", "POST")
def buka_kembali(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Open a closed period again."""
    require(view.orang, view.kantor, "buka_kembali")
    return _with_reason(request, view, build_buka_kembali, reopen_period, "dibuka kembali")


def _with_reason(
    request: HttpRequest,
    view: Pandangan,
    build: Callable[..., HalamanUkurFormulir | None],
    decide: Callable[..., object],
    done: str,
) -> HttpResponse:
    if request.method != "POST":
        return _found(request, build(view))
    alasan = request.POST.get("alasan", "")
    try:
        decide(view.kantor, view.period, alasan, by=view.orang, at=timezone.now())
    except IssueError as error:
        return _found(request, build(view, alasan, error.issues), status=409)
    return _back(request, view, f"{view.period.title} {done}.")


def _found(request: HttpRequest, model: HalamanUkurFormulir | None, status: int = 200) -> HttpResponse:
    """A form of a period that was opened at some time; of any other there is no such page."""
    if model is None:
        raise Http404
    return page(request, model, status)


def _back(request: HttpRequest, view: Pandangan, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(view.alamat.ke("periode"))
