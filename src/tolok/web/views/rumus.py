"""Definitions: the register of versions, the editor with its two partial answers, decisions, the trial of a formula."""

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone

from tolok.services.akses import open_indikator_for, require
from tolok.services.coba_terbatas import Jawaban, ask
from tolok.services.definisi import texts_of
from tolok.services.naskah import Isian, promised
from tolok.services.periksa import apply_guess, guess_of_number, question, read_formula, run_examples, year_of
from tolok.services.usul import (
    PUTUSAN,
    Naskah,
    Putusan,
    decide,
    naskah_of,
    open_usul_for,
    open_usul_of,
    save_draft,
    submit,
    telaah_of,
    withdraw,
)
from tolok.store.models import IndikatorKantor, UsulDefinisi
from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError
from tolok.web.build.coba import build_coba
from tolok.web.build.definisi import build_beda, build_rumus, build_usul
from tolok.web.build.editor import answer_field, build_editor, suggestions_of
from tolok.web.build.kerangka import Pandangan
from tolok.web.views.pandangan import office_view, page, whole

_INCOMPLETE = Issue(
    "TLK-S140", "salah", "formulir", "formulir yang dikirim tidak lengkap", "isian rumus tidak ikut terkirim",
    "muat ulang halaman, lalu ulangi",
)  # fmt: skip
_LONGEST = 20_000


def _open(view: Pandangan, kode: str) -> IndikatorKantor:
    """An IKU that has a definition; Http404 for one that nobody defined yet."""
    indikator = open_indikator_for(view.orang, view.kantor.slug, kode)
    try:
        texts_of(view.kantor, kode, view.at)
    except IssueError:
        raise Http404 from None
    return indikator


@office_view("GET")
def definisi(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    return page(request, build_rumus(view, _open(view, kode)))


@office_view("GET")
def beda(request: HttpRequest, view: Pandangan, kode: str, versi_ke: int) -> HttpResponse:
    found = build_beda(view, _open(view, kode), versi_ke)
    if found is None:
        raise Http404
    return page(request, found)


@office_view("GET", "POST")
def usul(request: HttpRequest, view: Pandangan, kode: str, usul_nomor: int) -> HttpResponse:
    """One proposal. POST decides exactly what was looked at (`versi`), or takes it back; a stale page changes nothing."""
    indikator = _open(view, kode)
    found = open_usul_for(view.orang, view.kantor.slug, kode, usul_nomor)
    if request.method != "POST":
        return page(request, build_usul(view, indikator, found))
    asked = request.POST.get("putusan", "")
    require(view.orang, view.kantor, "usul_definisi" if asked == "tarik" else "tetapkan_definisi", indikator.bidang)
    catatan, versi = request.POST.get("catatan", ""), whole(request.POST.get("versi", ""))
    putusan: Putusan | None = next((one for one in PUTUSAN if one == asked), None)
    try:
        if asked == "tarik":
            withdraw(found, by=view.orang, at=timezone.now(), versi=versi)
            messages.success(request, f"Usul {kode} kembali menjadi draf.")
            return redirect(view.alamat.ke("rumus-ubah", kode=kode))
        if putusan is None:
            raise IssueError(_INCOMPLETE)
        decide(found, putusan, by=view.orang, at=timezone.now(), versi=versi, catatan=catatan)
    except IssueError as error:
        found.refresh_from_db()
        return page(request, build_usul(view, indikator, found, error.issues, catatan), status=409)
    messages.success(request, f"Usul definisi {kode} {PUTUSAN[putusan]}.")
    return redirect(view.alamat.ke("rumus", kode=kode))


# --- the editor -------------------------------------------------------------------------------------------------------


def _editable(view: Pandangan, kode: str) -> IndikatorKantor:
    indikator = _open(view, kode)
    require(view.orang, view.kantor, "usul_definisi", indikator.bidang)
    return indikator


@office_view("GET", "POST")
def ubah(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    """The editor. Every button keeps the draft first; only `ajukan` hands it on."""
    indikator = _editable(view, kode)
    found = open_usul_of(indikator)
    if found is not None and found.status != "draf":
        return redirect(view.alamat.ke("usul", kode=kode, usul_nomor=found.pk))
    if request.method != "POST":
        return _editor(request, view, indikator, found, naskah_of(indikator, found, view.at))
    now = timezone.now()
    if "rumus" not in request.POST:
        naskah = naskah_of(indikator, found, view.at)
        return _editor(request, view, indikator, found, naskah, (_INCOMPLETE,), status=409)
    naskah = _typed(request, indikator, naskah_of(indikator, found, now), now)
    try:
        return _act(request, view, indikator, found, naskah, now)
    except IssueError as error:
        found = open_usul_of(indikator)
        return _editor(request, view, indikator, found, naskah, error.issues, status=409)


def _editor(
    request: HttpRequest,
    view: Pandangan,
    indikator: IndikatorKantor,
    found: UsulDefinisi | None,
    naskah: Naskah,
    issues: tuple[Issue, ...] = (),
    status: int = 200,
) -> HttpResponse:
    telaah = telaah_of(indikator, naskah, view.at)
    return page(request, build_editor(view, indikator, found, naskah, telaah, issues), status=status)


def _act(
    request: HttpRequest,
    view: Pandangan,
    indikator: IndikatorKantor,
    found: UsulDefinisi | None,
    naskah: Naskah,
    now: datetime,
) -> HttpResponse:
    action, _, number = request.POST.get("tindakan", "periksa").partition(":")
    versi = whole(request.POST.get("versi", ""))
    here = view.alamat.ke("rumus-ubah", kode=indikator.kode)
    if action == "ajukan":
        done = submit(indikator, naskah, by=view.orang, at=now, versi=versi)
        messages.success(request, f"Usul definisi {indikator.kode} diajukan kepada kepala dinas.")
        return redirect(view.alamat.ke("usul", kode=indikator.kode, usul_nomor=done.pk))
    if action == "hapus" and found is not None:
        withdraw(found, by=view.orang, at=now, versi=found.versi, discard=True)
        messages.success(request, f"Draf usul {indikator.kode} dihapus; versi yang berlaku tidak berubah.")
        return redirect(view.alamat.ke("rumus", kode=indikator.kode))
    naskah = _mended(indikator, naskah, action, whole(number), now)
    save_draft(indikator, naskah, by=view.orang, at=now, versi=versi, quiet=action != "simpan")
    if action == "simpan":
        messages.success(request, "Draf tersimpan.")
    return redirect(here)


def _mended(indikator: IndikatorKantor, naskah: Naskah, action: str, number: int, now: datetime) -> Naskah:
    """What a button of the page mends: a guessed word, another reading, the results that examples promise."""
    rumus = naskah.isian.rumus
    if action == "ganti":
        telaah = telaah_of(indikator, naskah, now)
        guess = guess_of_number(telaah, number)
        rumus = apply_guess(rumus, *guess, year_of(naskah.isian, now.year)) if guess else rumus
    elif action == "pakai":
        other = suggestions_of(naskah, telaah_of(indikator, naskah, now)).get(number)
        rumus = other.rumus if other else rumus
    elif action == "contoh":
        telaah = telaah_of(indikator, naskah, now)
        found, _ = run_examples(telaah.definisi or telaah.kira, rumus)
        text = promised(naskah.isian.contoh, {one.nama: one.hasil for one in found if not one.cocok})
        return replace(naskah, isian=replace(naskah.isian, contoh=text))
    return _read(replace(naskah, isian=replace(naskah.isian, rumus=rumus)), now)


def _typed(request: HttpRequest, indikator: IndikatorKantor, before: Naskah, now: datetime) -> Naskah:
    """What was typed into the form; a field that did not come keeps what it was."""
    typed = {name: request.POST[name].replace("\r\n", "\n")[:_LONGEST] for name in Isian.names() if name in request.POST}
    typed |= {"contoh": request.POST["contoh"].replace("\r\n", "\n")} if "contoh" in request.POST else {}
    naskah = replace(before, isian=replace(before.isian, **typed), alasan=request.POST.get("alasan", before.alasan)[:2000])
    naskah = _read(naskah, now)
    return replace(naskah, jawaban=_answers(request, indikator, naskah, now))


def _answers(request: HttpRequest, indikator: IndikatorKantor, naskah: Naskah, now: datetime) -> dict[str, str]:
    """Question → what was typed beside it. Only questions that are asked now have answers: one about a formula that is
    gone is gone with it."""
    asked = telaah_of(indikator, replace(naskah, jawaban={}), now).issues
    fields = {question(one): answer_field(one) for one in asked if one.bobot == "perlu keputusan"}
    return {tanya: request.POST.get(field, naskah.jawaban.get(tanya, ""))[:2000] for tanya, field in fields.items()}


def _read(naskah: Naskah, now: datetime) -> Naskah:
    """Remembers the formula as the last readable one, where it can be read."""
    if read_formula(naskah.isian.rumus, year_of(naskah.isian, now.year))[0] is None:
        return naskah
    return replace(naskah, terbaca=naskah.isian.rumus, terbaca_pada=instant_text(now))


@office_view("POST")
def periksa(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    """While typing: the text coloured, the complaints, the meaning. Keeps the draft, unless somebody else has it."""
    return _partial(request, view, kode, "tolok/_rumus_periksa.html", keep=True)


@office_view("POST")
def nilai(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    """After that: the value on current data, the trial, the examples. Keeps nothing."""
    return _partial(request, view, kode, "tolok/_rumus_nilai.html", keep=False)


def _partial(request: HttpRequest, view: Pandangan, kode: str, template: str, *, keep: bool) -> HttpResponse:
    indikator, now = _editable(view, kode), timezone.now()
    found, refused = open_usul_of(indikator), ()
    if "rumus" not in request.POST or (found is not None and found.status != "draf"):
        return HttpResponse("Muat ulang halaman ini.", status=409, content_type="text/plain; charset=utf-8")
    naskah = _typed(request, indikator, naskah_of(indikator, found, now), now)
    try:
        versi = whole(request.POST.get("versi", ""))
        found = save_draft(indikator, naskah, by=view.orang, at=now, versi=versi, quiet=True) if keep else found
    except IssueError as error:
        refused = error.issues
    telaah = telaah_of(indikator, naskah, now)
    model = build_editor(view, indikator, found, naskah, telaah, refused, lengkap=not keep)
    return HttpResponse(render_to_string(template, {"h": model, "refused": refused}, request))


# --- trying any formula -----------------------------------------------------------------------------------------------


@office_view("GET", "POST")
def coba(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Any formula over the office's registers. POST, because every trial is logged."""
    require(view.orang, view.kantor, "coba_rumus")
    if request.method != "POST":
        return page(request, build_coba(view, request.GET.get("rumus", "")[:_LONGEST]))
    rumus = request.POST.get("rumus", "").replace("\r\n", "\n")[:_LONGEST]
    try:
        answer: Jawaban = ask(view.kantor, rumus, view.period, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_coba(view, rumus, issues=error.issues), status=409)
    return page(request, build_coba(view, rumus, answer))
