"""Around a review: hand a question to a bidang and answer it, close a document, lay two of them beside each other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services import baca_tanya
from tolok.services.baca import documents_for, open_dokumen_for
from tolok.services.baca_tutup import close_review, reopen_review
from tolok.store.models import DokumenBaca
from tolok.values.issue import IssueError
from tolok.web.build.baca_banding import build_banding
from tolok.web.build.baca_bidang import build_jawab
from tolok.web.build.baca_tutup import build_selesai
from tolok.web.build.isian_rencana import BARU, Ditolak
from tolok.web.build.kerangka import Pandangan
from tolok.web.views.baca import here, picture, told
from tolok.web.views.isian import whole as key_of
from tolok.web.views.pandangan import office_view, page, whole

_KALIMAT = 2000
_ALASAN = 1000


@office_view("POST")
def tanyakan(request: HttpRequest, view: Pandangan, dokumen_baca: int) -> HttpResponse:
    """Put a question about one value to a bidang; the review goes on where it was."""
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    post = request.POST
    nomor, kunci = whole(post.get("baris", ""), 0, 4), post.get("medan", "")[:40]
    words, at = post.get("kalimat", "")[:_KALIMAT], timezone.now()
    try:
        made = baca_tanya.ask(dokumen, nomor, kunci, key_of(post.get("bidang")), words, by=view.orang, at=at)
    except IssueError as error:
        return told(request, view, dokumen, (nomor, kunci), error)
    messages.success(request, f"{made.bidang.nama} ditanya; pertanyaannya tampil di tugas bidang itu.")
    return redirect(here(view, dokumen, nomor))


@office_view("GET", "POST")
def jawab(request: HttpRequest, view: Pandangan, tanya_baca: int) -> HttpResponse:
    """A question to a bidang: read by its planner, answered by whoever speaks for the bidang."""
    one = baca_tanya.open_tanya_for(view.orang, view.kantor.slug, tanya_baca)
    if request.method != "POST":
        return page(request, build_jawab(view, one, BARU))
    try:
        baca_tanya.answer(one.row, request.POST.get("kalimat", "")[:_KALIMAT], by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_jawab(view, one, Ditolak(request.POST.dict(), error.issues)), status=409)
    messages.success(request, "Jawaban terkirim; perencana yang memutuskan.")
    return redirect(view.alamat.ke("baca-tanya", tanya_baca=tanya_baca))


@office_view("GET")
def halaman_tanya(_request: HttpRequest, view: Pandangan, tanya_baca: int) -> HttpResponse:
    """The page of the document on which the value stands, for whoever may see the question."""
    one = baca_tanya.open_tanya_for(view.orang, view.kantor.slug, tanya_baca)
    return picture(one.row.dokumen, one.medan.found.place.page)


@office_view("GET", "POST")
def selesai(request: HttpRequest, view: Pandangan, dokumen_baca: int) -> HttpResponse:
    """What became of a document; POST closes its review."""
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    if request.method != "POST":
        return page(request, build_selesai(view, dokumen))
    try:
        close_review(dokumen, request.POST.get("alasan", "")[:_ALASAN], by=view.orang, at=timezone.now())
    except IssueError as error:
        return _refused(request, view, dokumen, error)
    messages.success(request, f"{dokumen.nama} selesai ditinjau.")
    return redirect(view.alamat.ke("baca-selesai", dokumen_baca=dokumen.pk))


@office_view("POST")
def buka(request: HttpRequest, view: Pandangan, dokumen_baca: int) -> HttpResponse:
    """Open a closed document again, with a reason."""
    dokumen = open_dokumen_for(view.orang, view.kantor.slug, dokumen_baca)
    try:
        reopen_review(dokumen, request.POST.get("alasan", "")[:_ALASAN], by=view.orang, at=timezone.now())
    except IssueError as error:
        return _refused(request, view, dokumen, error)
    messages.success(request, f"{dokumen.nama} dibuka lagi.")
    return redirect(view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk))


def _refused(request: HttpRequest, view: Pandangan, dokumen: DokumenBaca, error: IssueError) -> HttpResponse:
    return page(request, build_selesai(view, dokumen, Ditolak(request.POST.dict(), error.issues)), status=409)


@office_view("GET")
def banding(request: HttpRequest, view: Pandangan) -> HttpResponse:
    """Two documents of the office beside each other; an address that names none asks for them."""
    rows = documents_for(view.orang, view.kantor.slug)
    given = [request.GET.get(key, "") for key in ("pertama", "kedua")]
    asked = (whole(given[0], 0), whole(given[1], 0)) if any(given) else None
    return page(request, build_banding(view, rows, asked))
