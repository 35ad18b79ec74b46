"""Registers and deliveries: look, download the template, add a row, undo; background work."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.registers.writer import template
from tolok.services.akses import NotFoundError, require
from tolok.services.baris_baru import add_row
from tolok.services.batal import undo_delivery
from tolok.services.pekerjaan import open_pekerjaan_for, try_again
from tolok.services.register import KIRIMAN, open_kiriman_for, open_register_for, require_delivering
from tolok.store.models import Realisasi, schemas
from tolok.values.issue import IssueError
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.kiriman import build_baris_baru, build_batal, build_kiriman, build_pekerjaan, build_satu_pekerjaan
from tolok.web.build.register import build_isi, build_register
from tolok.web.views.pandangan import office_view, page, page_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@office_view("GET")
def register(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_baris")
    return page(request, build_register(view))


@office_view("GET")
def isi(request: HttpRequest, view: Pandangan, register: str) -> HttpResponse:
    _, schema = open_register_for(view.orang, view.kantor.slug, register)
    return page(request, build_isi(view, schema, "kiriman"))


@office_view("GET")
def baris(request: HttpRequest, view: Pandangan, register: str) -> HttpResponse:
    _, schema = open_register_for(view.orang, view.kantor.slug, register)
    number = page_number(request)
    asked = request.GET.get("cari", "").strip()[:80]
    return page(request, build_isi(view, schema, "baris", asked, request.GET.get("wilayah", "")[:13], number))


@office_view("GET")
def templat(request: HttpRequest, view: Pandangan, register: str) -> HttpResponse:
    """The workbook that the office fills in; whose it is and for which period stands in it already."""
    _, schema = open_register_for(view.orang, view.kantor.slug, register)
    said = {
        "periode": str(view.period),
        "pemda": view.kantor.pemda_id,
        "perangkat daerah": view.kantor.kode,
        "cakupan": view.kantor.pemda_id,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "templat.xlsx"
        template(schema, path, said)
        return download(path.read_bytes(), f"templat-{schema.nama}-{view.period}.xlsx", XLSX)


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved under a name of our own."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@office_view("GET", "POST")
def baris_baru(request: HttpRequest, view: Pandangan, register: str) -> HttpResponse:
    kantor, schema = open_register_for(view.orang, view.kantor.slug, register)
    require_delivering(view.orang, kantor, schema, view.period.tahun)
    if request.method != "POST":
        return page(request, build_baris_baru(view, schema))
    typed = {kolom.nama: request.POST.get(kolom.nama, "") for kolom in schema.kolom}
    try:
        _, touched = add_row(kantor, schema, view.period, typed, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_baris_baru(view, schema, typed, error.issues), status=422)
    messages.success(request, f"Satu {schema.benda} tersimpan. {recomputed(touched)}")
    return redirect(view.alamat.ke("register-baris", register=register))


def recomputed(touched: Iterable[Realisasi]) -> str:
    """Which figures were computed anew, in one sentence."""
    kode = list(dict.fromkeys(one.indikator.kode for one in touched))
    return f"Angka yang dihitung ulang: {', '.join(kode)}." if kode else "Tidak ada angka yang berubah."


@office_view("GET")
def kiriman(request: HttpRequest, view: Pandangan, kiriman: int) -> HttpResponse:
    found = open_kiriman_for(view.orang, view.kantor.slug, kiriman)
    if found.diterima_pada > view.at:
        raise NotFoundError(str(kiriman))
    return page(request, build_kiriman(view, found))


@office_view("GET", "POST")
def batal(request: HttpRequest, view: Pandangan, kiriman: int) -> HttpResponse:
    found = open_kiriman_for(view.orang, view.kantor.slug, kiriman)
    require_delivering(view.orang, view.kantor, schemas()[found.register], int(found.periode[:4]))
    if found.jenis not in KIRIMAN:
        raise NotFoundError(str(kiriman))
    if request.method != "POST":
        return page(request, build_batal(view, found))
    alasan = request.POST.get("alasan", "")
    try:
        undone, touched = undo_delivery(found, alasan, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_batal(view, found, error.issues, alasan), status=409)
    count = format_angka(int(undone.laporan["baris"]))
    messages.success(request, f"Kiriman dibatalkan: {count} baris ditutup. {recomputed(touched)}")
    return redirect(view.alamat.ke("kiriman", kiriman=undone.pk))


@office_view("GET")
def pekerjaan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_pekerjaan(view))


@office_view("GET")
def satu_pekerjaan(request: HttpRequest, view: Pandangan, pekerjaan: int) -> HttpResponse:
    found = open_pekerjaan_for(view.orang, view.kantor.slug, pekerjaan)
    return page(request, build_satu_pekerjaan(view, found, timezone.now()))


@office_view("POST")
def ulangi(request: HttpRequest, view: Pandangan, pekerjaan: int) -> HttpResponse:
    found = open_pekerjaan_for(view.orang, view.kantor.slug, pekerjaan)
    try:
        job = try_again(found, oleh=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_satu_pekerjaan(view, found, timezone.now(), error.issues), status=409)
    return redirect(view.alamat.ke("pekerjaan-satu", pekerjaan=job.pk))
