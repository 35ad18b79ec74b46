"""Decisions: the steps of a figure, and the correction of a row."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tolok.measurement.approval import ACTIONS, DONE, Action
from tolok.services.akses import open_row_for
from tolok.services.akun import second_factor_issue
from tolok.services.koreksi import correct_row, editable, overtaken, read_changes, year_of
from tolok.services.persetujuan import take_step, why_not
from tolok.services.register import may_correct
from tolok.store.models import schemas
from tolok.values.issue import Issue, IssueError
from tolok.web.alamat import Alamat
from tolok.web.build.indikator import figure_words
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.langkah import build_koreksi, build_langkah
from tolok.web.read_models import Pesan
from tolok.web.views.angka import vintage_at
from tolok.web.views.pandangan import office_view, page, whole


@office_view("GET", "POST")
def langkah(request: HttpRequest, view: Pandangan, kode: str, nomor: int, aksi: str) -> HttpResponse:
    """GET asks, POST decides exactly what was looked at; a stale page is told so and changes nothing."""
    if aksi not in ACTIONS:
        raise Http404
    action: Action = next(one for one in ACTIONS if one == aksi)
    figure, _, row = vintage_at(view, kode, nomor)
    if request.method != "POST":
        if second_factor_issue(view.orang, action) and _lacks_code(why_not(view.orang, row, action)):
            return _to_authenticator(request)
        return page(request, build_langkah(view, figure, row, action))
    catatan = request.POST.get("catatan", "")
    try:
        done = take_step(
            action, by=view.orang, slug=view.kantor.slug, kode=kode, period=view.period, nomor=nomor,
            versi=whole(request.POST.get("versi", "")), at=timezone.now(), catatan=catatan,
        )  # fmt: skip
    except IssueError as error:
        if _lacks_code(error.issues):
            return _to_authenticator(request)
        figure, _, row = vintage_at(view, kode, nomor)
        return page(request, build_langkah(view, figure, row, action, error.issues, catatan), status=409)
    also = f" sebagai terbitan {done.nomor}" if action == "buka_kembali" else ""
    messages.success(request, f"{done.indikator.nama}: {figure_words(done)} {DONE[action]}{also}.")
    return redirect(Alamat(view.kantor.slug, view.period).indikator(kode))


def _lacks_code(issues: Sequence[Issue]) -> bool:
    return any(issue.kode == "TLK-A012" for issue in issues)


def _to_authenticator(request: HttpRequest) -> HttpResponse:
    """Where the second factor is set up; afterwards the person comes back to the step that he wanted to take."""
    return redirect(f"{reverse('autentikator')}?{urlencode({'next': request.path})}")


@office_view("GET", "POST")
def koreksi(request: HttpRequest, view: Pandangan, register: str, entitas: str, tahun: int) -> HttpResponse:
    """Correct one row: look, check, save. Only an operator of the office; the row must be the one that was looked at."""
    row = open_row_for(view.orang, view.kantor.slug, register, entitas, tahun)
    schema = schemas()[register]
    if not may_correct(view.orang, view.kantor, schema, year_of(row)):
        raise Http404
    if request.method != "POST":
        return page(request, build_koreksi(view, schema, row))
    typed = {kolom.nama: request.POST.get(kolom.nama, "") for kolom in editable(schema)}
    alasan = request.POST.get("alasan", "")
    try:
        if request.POST.get("dasar") != str(row.pk):
            raise IssueError(overtaken())
        changes = read_changes(schema, row, typed)
        if request.POST.get("tahap") != "simpan":
            return page(request, build_koreksi(view, schema, row, typed, changes, (), alasan))
        _, touched = correct_row(row, typed, alasan, kantor=view.kantor, by=view.orang, at=timezone.now())
    except IssueError as error:
        # What is said of the whole form has no field to stand beside.
        whole = tuple(Pesan.from_issue(issue) for issue in error.issues if issue.di_mana == "koreksi")
        view = replace(view, pesan=(*view.pesan, *whole))
        return page(request, build_koreksi(view, schema, row, typed, (), error.issues, alasan), status=409)
    names = ", ".join(dict.fromkeys(one.indikator.kode for one in touched)) or "tidak ada"
    messages.success(request, f"Baris dikoreksi. Angka yang dihitung ulang: {names}.")
    return redirect(Alamat(view.kantor.slug, view.period).beranda())
