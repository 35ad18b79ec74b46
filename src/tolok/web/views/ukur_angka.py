"""Beside one figure: explanation, evidence, the typed exception and the way back from it."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import require
from tolok.services.angka_ketik import compute_again, type_figure
from tolok.services.bukti_angka import TERBESAR, Isian, attach, file_of, open_bukti_for, withdraw
from tolok.services.penjelasan import explain
from tolok.store.models import Bukti, Realisasi
from tolok.values.issue import IssueError
from tolok.web.build.indikator import figure_words
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.ukur_angka import (
    build_bukti,
    build_cabut,
    build_hitung_kembali,
    build_ketik,
    build_lampirkan,
    build_penjelasan,
    build_tulis,
)
from tolok.web.views.angka import vintage_at
from tolok.web.views.pandangan import office_view, page, whole


@office_view("GET")
def penjelasan(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    figure, vintage, _ = vintage_at(view, kode, nomor)
    return page(request, build_penjelasan(view, figure, vintage))


@office_view("GET", "POST")
def tulis(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    """Write the three texts; of two people at once the second sees what the first wrote beside his own words."""
    figure, vintage, row = vintage_at(view, kode, nomor)
    require(view.orang, view.kantor, "tulis_penjelasan", row.indikator.bidang)
    if request.method != "POST":
        return page(request, build_tulis(view, figure, vintage))
    typed = request.POST.dict()
    try:
        explain(
            typed, by=view.orang, slug=view.kantor.slug, kode=kode, period=view.period, nomor=nomor,
            dasar=typed.get("dasar", ""), at=timezone.now(),
        )  # fmt: skip
    except IssueError as error:
        return page(request, build_tulis(view, figure, vintage, typed, error.issues), status=409)
    messages.success(request, f"Penjelasan {kode} disimpan.")
    return redirect(view.alamat.ke("penjelasan", kode=kode, nomor=nomor))


@office_view("GET")
def bukti(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    return page(request, build_bukti(view, vintage_at(view, kode, nomor)[1]))


@office_view("GET")
def unduh(_request: HttpRequest, view: Pandangan, kode: str, nomor: int, bukti_nomor: int) -> HttpResponse:
    """The file itself, always as something to save and never as a page; links and texts have no file."""
    vintage_at(view, kode, nomor)
    found = open_bukti_for(view.orang, view.kantor.slug, kode, view.period, nomor, bukti_nomor, view.at)
    if found.jenis != "berkas":
        return redirect(view.alamat.ke("bukti", kode=kode, nomor=nomor))
    response = HttpResponse(file_of(found).read_bytes(), content_type=found.tipe)
    response["Content-Disposition"] = _attachment(found)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _attachment(found: Bukti) -> str:
    """RFC 6266: an ASCII name for old readers, the whole name for all others."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one in " ._-()") else "_" for one in found.nama)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.nama)}"


@office_view("GET", "POST")
def lampirkan(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    """Put a file, a link or a text beside a figure."""
    _, vintage, row = vintage_at(view, kode, nomor)
    require(view.orang, view.kantor, "lampirkan_bukti", row.indikator.bidang)
    if request.method != "POST":
        return page(request, build_lampirkan(view, vintage))
    jenis, typed = request.POST.get("jenis", ""), request.POST.dict()
    try:
        laid, elsewhere = attach(
            _isian(request, jenis), by=view.orang, slug=view.kantor.slug, kode=kode, period=view.period, nomor=nomor,
            at=timezone.now(),
        )  # fmt: skip
    except IssueError as error:
        return page(request, build_lampirkan(view, vintage, jenis, typed, error.issues), status=409)
    where = ", ".join(dict.fromkeys(f"{one.realisasi.indikator.kode} {one.realisasi.tahun}" for one in elsewhere))
    also = f" Berkas yang sama sudah menjadi bukti {where}." if where else ""
    messages.success(request, f"{laid.nama} dilampirkan.{also}")
    return redirect(view.alamat.ke("bukti", kode=kode, nomor=nomor))


def _isian(request: HttpRequest, jenis: str) -> Isian:
    def typed(nama: str) -> str:
        return request.POST.get(f"{jenis}-{nama}", "")

    if jenis != "berkas":
        return Isian(jenis, typed("nama"), typed("isi"), typed("halaman"))
    file = request.FILES.get("berkas")
    if file is None:
        return Isian(jenis)
    # One byte more than allowed tells that it is too large without reading the rest.
    return Isian(jenis, file.name or "", "", typed("halaman"), file.read(TERBESAR + 1))


@office_view("GET", "POST")
def cabut(request: HttpRequest, view: Pandangan, kode: str, nomor: int, bukti_nomor: int) -> HttpResponse:
    """Withdraw one piece of evidence, with a reason."""
    _, vintage, row = vintage_at(view, kode, nomor)
    require(view.orang, view.kantor, "lampirkan_bukti", row.indikator.bidang)
    back = redirect(view.alamat.ke("bukti", kode=kode, nomor=nomor))
    alasan = request.POST.get("alasan", "")
    where = {"slug": view.kantor.slug, "kode": kode, "period": view.period, "nomor": nomor}
    if request.method == "POST":
        try:
            gone = withdraw(bukti_nomor, alasan, by=view.orang, at=timezone.now(), **where)
        except IssueError as error:
            found = open_bukti_for(view.orang, bukti=bukti_nomor, at=view.at, **where)
            return page(request, build_cabut(view, vintage, found, alasan, error.issues), status=409)
        messages.success(request, f"{gone.nama} dicabut." if gone else "Bukti ini sudah dicabut.")
        return back
    found = open_bukti_for(view.orang, bukti=bukti_nomor, at=view.at, **where)
    return page(request, build_cabut(view, vintage, found))


@office_view("GET", "POST")
def ketik(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    """Type a figure as the declared exception."""
    _, vintage, row = vintage_at(view, kode, nomor)
    require(view.orang, view.kantor, "ketik_angka", row.indikator.bidang)
    if request.method != "POST":
        return page(request, build_ketik(view, vintage))
    typed = request.POST.dict()
    return _laid(
        request, view, kode,
        lambda: type_figure(
            typed.get("nilai", ""), typed.get("sebab", ""), by=view.orang, slug=view.kantor.slug, kode=kode,
            period=view.period, nomor=nomor, versi=whole(typed.get("versi", "")), at=timezone.now(),
        ),
        lambda issues: build_ketik(view, vintage_at(view, kode, nomor)[1], typed, issues),
        "diketik; lampirkan buktinya sebelum diajukan",
    )  # fmt: skip


@office_view("GET", "POST")
def hitung_kembali(request: HttpRequest, view: Pandangan, kode: str, nomor: int) -> HttpResponse:
    """Put the computed figure back in place of a typed draft."""
    _, vintage, row = vintage_at(view, kode, nomor)
    require(view.orang, view.kantor, "hitung_angka", row.indikator.bidang)
    if request.method != "POST":
        return page(request, build_hitung_kembali(view, vintage))
    versi = whole(request.POST.get("versi", ""))
    return _laid(
        request, view, kode,
        lambda: compute_again(
            by=view.orang, slug=view.kantor.slug, kode=kode, period=view.period, nomor=nomor, versi=versi, at=timezone.now()
        ),
        lambda issues: build_hitung_kembali(view, vintage_at(view, kode, nomor)[1], issues),
        "dihitung dari register",
    )  # fmt: skip


def _laid(
    request: HttpRequest,
    view: Pandangan,
    kode: str,
    decide: Callable[[], Realisasi],
    build: Callable[..., object],
    done: str,
) -> HttpResponse:
    try:
        row = decide()
    except IssueError as error:
        return page(request, build(error.issues), status=409)
    messages.success(request, f"{kode}: {figure_words(row)} {done}.")
    return redirect(view.alamat.indikator(kode))
