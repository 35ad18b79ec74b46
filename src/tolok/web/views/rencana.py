"""The plan: the office's indicators, profile, tujuan and sasaran, the catalogue and what is taken up from it."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import open_indikator_for, require
from tolok.services.iku import IsianIku, adopt, change_iku, move_iku, take_out
from tolok.services.katalog import ButirKatalog, catalogue_item
from tolok.services.rencana import (
    PROFIL,
    IsianSasaran,
    add_sasaran,
    change_profil,
    change_sasaran,
    lines_of,
    move_sasaran,
    open_sasaran_for,
    put_aside_sasaran,
)
from tolok.values.issue import IssueError
from tolok.web.build.isian_rencana import Ditolak
from tolok.web.build.katalog import build_katalog, build_pakai
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.rencana import build_daftar_indikator, build_profil, build_sasaran, build_ubah_iku, build_ubah_profil
from tolok.web.views.isian import answer_form, whole
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def daftar_indikator(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_daftar_indikator(view))


@office_view("GET")
def profil(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_profil(view))


@office_view("GET", "POST")
def ubah_profil(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")

    def save() -> tuple[str, str]:
        typed = {nama: request.POST[nama] for nama in PROFIL if nama in request.POST}
        change_profil(view.kantor, typed, by=view.orang, at=timezone.now())
        return "Profil kantor disimpan.", view.alamat.ke("profil")

    return answer_form(request, lambda refused: build_ubah_profil(view, refused), save)


@office_view("GET", "POST")
def tambah_sasaran(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")

    def save() -> tuple[str, str]:
        row = add_sasaran(view.kantor, _sasaran_typed(request, ""), by=view.orang, at=timezone.now())
        return f"{row.jenis.capitalize()} ditambahkan.", view.alamat.ke("daftar-indikator")

    return answer_form(request, lambda refused: build_sasaran(view, None, refused), save)


def _sasaran_typed(request: HttpRequest, jenis: str) -> IsianSasaran:
    jenis = jenis or request.POST.get("jenis", "")
    factors = tuple(lines_of(request.POST.get("faktor_kritis", "")))
    induk = whole(request.POST.get("induk")) if jenis == "sasaran" else None
    return IsianSasaran(jenis, request.POST.get("uraian", ""), induk, factors)


@office_view("GET", "POST")
def ubah_sasaran(request: HttpRequest, view: Pandangan, sasaran_id: int) -> HttpResponse:
    """Words, order, or putting aside, by what the pressed button says."""
    require(view.orang, view.kantor, "kelola_rencana")
    row = open_sasaran_for(view.orang, view.kantor.slug, sasaran_id)
    action, now = request.POST.get("tindakan", ""), timezone.now()
    if request.method == "POST" and action in ("naik", "turun"):
        moved = move_sasaran(row, action == "naik", by=view.orang, at=now)
        return _moved(request, view, moved, row.jenis)

    def save() -> tuple[str, str]:
        if action == "sisihkan":
            put_aside_sasaran(row, request.POST.get("alasan", ""), by=view.orang, at=now)
            return f"{row.jenis.capitalize()} disisihkan.", view.alamat.ke("daftar-indikator")
        change_sasaran(row, _sasaran_typed(request, row.jenis), by=view.orang, at=now)
        return f"{row.jenis.capitalize()} disimpan.", view.alamat.ke("daftar-indikator")

    return answer_form(request, lambda refused: build_sasaran(view, row, _kept(refused, action)), save)


def _kept(refused: Ditolak, action: str) -> Ditolak:
    """A second form sends only its own field: the first then shows what is stored."""
    return replace(refused, sebagian=action in ("sisihkan", "keluarkan"))


@office_view("GET", "POST")
def ubah_iku(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    """Where an IKU hangs, its order, or taking it out, by what the pressed button says."""
    require(view.orang, view.kantor, "kelola_rencana")
    row = open_indikator_for(view.orang, view.kantor.slug, kode)
    action, now = request.POST.get("tindakan", ""), timezone.now()
    if request.method == "POST" and action in ("naik", "turun"):
        return _moved(request, view, move_iku(row, action == "naik", by=view.orang, at=now), row.kode)

    def save() -> tuple[str, str]:
        if action == "keluarkan":
            take_out(row, request.POST.get("alasan", ""), by=view.orang, at=now)
            return f"{row.kode} dikeluarkan dari rencana.", view.alamat.ke("daftar-indikator")
        change_iku(row, _iku_typed(request), by=view.orang, at=now)
        return f"Letak {row.kode} disimpan.", view.alamat.ke("daftar-indikator")

    return answer_form(request, lambda refused: build_ubah_iku(view, row, _kept(refused, action)), save)


def _iku_typed(request: HttpRequest) -> IsianIku:
    sent = request.POST
    return IsianIku(
        whole(sent.get("sasaran")),
        whole(sent.get("bidang")),
        sent.get("alasan_pemilihan", ""),
        whole(sent.get("indikator_kota")),
    )


def _moved(request: HttpRequest, view: Pandangan, moved: bool, what: str) -> HttpResponse:
    said = f"Urutan {what} diubah." if moved else f"{what.capitalize()} sudah di ujung; urutannya tetap."
    messages.success(request, said)
    return redirect(view.alamat.ke("daftar-indikator"))


# --- catalogue --------------------------------------------------------------------------------------------------------


@office_view("GET")
def katalog(request: HttpRequest, view: Pandangan) -> HttpResponse:
    cari = " ".join(request.GET.get("cari", "")[:80].split())
    return page(request, build_katalog(view, cari, request.GET.get("jenis", "")))


def catalogue_item_at(view: Pandangan, kode: str) -> ButirKatalog:
    """One definition of the catalogue; Http404 for a code that it does not have."""
    try:
        return catalogue_item(view.kantor, kode)
    except IssueError:
        raise Http404 from None


@office_view("GET", "POST")
def pakai(request: HttpRequest, view: Pandangan, kode_katalog: str) -> HttpResponse:
    """The second click of taking a definition up."""
    require(view.orang, view.kantor, "kelola_rencana")
    item = catalogue_item_at(view, kode_katalog)

    def save() -> tuple[str, str]:
        row = adopt(view.kantor, kode_katalog, _iku_typed(request), by=view.orang, at=timezone.now())
        return f"{row.kode} dipakai sebagai IKU. Isi targetnya.", view.alamat.ke("kartu", kode=row.kode)

    return answer_form(request, lambda refused: build_pakai(view, item, refused), save)
