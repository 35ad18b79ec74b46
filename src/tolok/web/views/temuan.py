"""Findings: list, one, and the forms of the inspectorate and of the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tolok.services.akses import NotFoundError, require
from tolok.services.temuan import (
    Rekomendasi,
    Temuan,
    TemuanBaru,
    add_temuan,
    decide_status,
    findings_of,
    open_temuan_for,
    report_follow_up,
)
from tolok.values.issue import IssueError
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.temuan import PALING_BANYAK, build_baru, build_daftar, build_lapor, build_putuskan, build_satu
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def temuan(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "lihat_baris")
    return page(request, build_daftar(view, findings_of(view.kantor, view.at, view.period.tahun)))


@office_view("GET")
def temuan_satu(request: HttpRequest, view: Pandangan, temuan: str) -> HttpResponse:
    return page(request, build_satu(view, open_temuan_for(view.orang, view.kantor.slug, temuan, view.at)))


@office_view("GET", "POST")
def temuan_baru(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "isi_pengawasan")
    if request.method != "POST":
        return page(request, build_baru(view))
    parts = [(_text(request, f"rekomendasi_{n}"), _text(request, f"nilai_{n}")) for n in range(1, PALING_BANYAK + 1)]
    given = tuple(one for one in parts if any(text.strip() for text in one))
    names = ("nomor", "tanggal_lhp", "asal", "uraian")
    typed = TemuanBaru(*(_text(request, name) for name in names), rekomendasi=given)  # type: ignore[misc]  # four texts
    try:
        made = add_temuan(view.kantor, typed, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_baru(view, typed, error.issues), status=409)
    messages.success(request, f"Temuan {typed.nomor} dan {len(given)} rekomendasinya tersimpan.")
    return redirect(view.alamat.ke("temuan-satu", temuan=made))


@office_view("GET", "POST")
def temuan_lapor(request: HttpRequest, view: Pandangan, temuan: str, rekomendasi: str) -> HttpResponse:
    require(view.orang, view.kantor, "jawab_pengawasan")
    finding, part = _part(view, temuan, rekomendasi)
    if request.method != "POST":
        return page(request, build_lapor(view, finding, part, {}))
    typed = {name: _text(request, name) for name in ("isi", "tanggal", "nilai", "bukti")}
    try:
        report_follow_up(view.kantor, rekomendasi, typed, by=view.orang, at=timezone.now())
    except IssueError as error:
        return page(request, build_lapor(view, finding, part, typed, error.issues), status=409)
    messages.success(request, "Tindak lanjut dilaporkan. Inspektorat memeriksa buktinya.")
    return redirect(view.alamat.ke("temuan-satu", temuan=temuan))


@office_view("GET", "POST")
def temuan_putuskan(request: HttpRequest, view: Pandangan, temuan: str, rekomendasi: str) -> HttpResponse:
    require(view.orang, view.kantor, "isi_pengawasan")
    finding, part = _part(view, temuan, rekomendasi)
    if request.method != "POST":
        return page(request, build_putuskan(view, finding, part, {}))
    typed = {name: _text(request, name) for name in ("status", "isi", "tanggal", "bukti", "dasar")}
    try:
        decide_status(view.kantor, rekomendasi, typed, by=view.orang, at=timezone.now())
    except IssueError as error:
        finding, part = _part(view, temuan, rekomendasi)
        return page(request, build_putuskan(view, finding, part, typed, error.issues), status=409)
    messages.success(request, f"Status rekomendasi menjadi {typed['status']}. Persentase temuan dihitung ulang.")
    return redirect(view.alamat.ke("temuan-satu", temuan=temuan))


def _part(view: Pandangan, temuan: str, rekomendasi: str) -> tuple[Temuan, Rekomendasi]:
    finding = open_temuan_for(view.orang, view.kantor.slug, temuan, view.at)
    part = next((one for one in finding.rekomendasi if one.baris.entitas == rekomendasi), None)
    if part is None:
        raise NotFoundError(rekomendasi)
    return finding, part


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "")
