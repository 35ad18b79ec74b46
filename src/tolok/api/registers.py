"""Registers by machine: what is known, what was delivered, rows a page at a time or as a file, and handing data in."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Status
from ninja.files import UploadedFile

from tolok.api.app import GALAT, ReadOnlyTokenError, api, caller, period_of
from tolok.api.operations import Banyaknya, Diketahui, NomorHalaman, list_iku
from tolok.api.shapes import DaftarRegister, HalamanBaris, HalamanKiriman, Titipan
from tolok.services import kirim as services
from tolok.services.akses import open_kantor_for, require
from tolok.services.bacaan import (
    SaringanBaris,
    deliveries_known,
    open_rows_for,
    page_of,
    registers_known,
    served_columns,
    served_rows,
)
from tolok.services.ekspor import csv_lines, json_lines
from tolok.services.kirim import open_delivered_for, require_deliverer
from tolok.services.waktu import known_instant
from tolok.store.models import Kiriman, Unggahan
from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError

Jenis = Literal["csv", "json"]
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_FILE = {"openapi_extra": {"responses": {200: {"description": "Berkas CSV atau JSON", "content": {
    "text/csv": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "object"}}}}}}}  # fmt: skip
_FIGURE_HEADS = (
    "kode", "nama", "periode", "satuan", "nilai", "nilai_persis", "alasan", "status", "nomor", "target", "capaian",
    "predikat", "diterbitkan_pada", "data_diketahui", "hash_potret", "hash_definisi",
)  # fmt: skip


@api.get(
    "/kantor/{slug}/register",
    by_alias=True,
    response={200: DaftarRegister, **GALAT},
    summary="Register dengan kolom dan banyak barisnya",
)
def list_register(request: HttpRequest, slug: str, diketahui: Diketahui = "") -> Any:
    """Every register of the content pack and what the office had in it at `diketahui`."""
    kantor = open_kantor_for(caller(request).orang, slug)
    require(caller(request).orang, kantor, "lihat_baris")
    at = known_instant(diketahui, timezone.now())
    rows = [
        {
            "nama": one.schema.nama,
            "label": one.schema.label,
            "baris": one.baris,
            "kiriman_terakhir": instant_text(one.kiriman_terakhir) if one.kiriman_terakhir else None,
            "kolom": [
                {"nama": k.nama, "label": k.label, "jenis": k.jenis, "satuan": k.satuan, "skala": k.skala}
                for k in one.schema.stored
            ],
        }
        for one in registers_known(kantor, at)
    ]
    return {"diketahui": instant_text(at), "register": rows}


@api.get(
    "/kantor/{slug}/register/{nama_register}/baris",
    by_alias=True,
    response={200: HalamanBaris, **GALAT},
    summary="Baris sebuah register",
)
def list_baris(
    request: HttpRequest,
    slug: str,
    nama_register: str,
    diketahui: Diketahui = "",
    tahun: Annotated[int, Query(ge=0, le=99_991_231, description="Tahun baris; register posisi: hari JJJJBBHH.")] = 0,
    wilayah: Annotated[str, Query(max_length=13)] = "",
    halaman: NomorHalaman = 1,
    banyak: Banyaknya = 100,
) -> Any:
    """Rows as known at `diketahui`; needs the right to see rows. Personal columns are never in them."""
    orang = caller(request).orang
    kantor = open_kantor_for(orang, slug)
    at = known_instant(diketahui, timezone.now())
    schema, found = open_rows_for(orang, kantor, nama_register, at, SaringanBaris(tahun, wilayah))
    rows, jumlah, berikutnya = page_of(found, halaman, banyak)
    return {
        "diketahui": instant_text(at),
        "jumlah": jumlah,
        "halaman": halaman,
        "berikutnya": berikutnya,
        "register": nama_register,
        "baris": list(served_rows(schema, rows)),
    }


@api.get(
    "/kantor/{slug}/ekspor/register/{nama_register}",
    response=GALAT,
    summary="Seluruh baris sebuah register sebagai berkas",
    **_FILE,
)
def export_baris(
    request: HttpRequest, slug: str, nama_register: str, diketahui: Diketahui = "",
    tahun: Annotated[int, Query(ge=0, le=99_991_231)] = 0, jenis: Jenis = "csv",
) -> Any:  # fmt: skip
    """All rows as known at `diketahui`, streamed; needs the right to see rows. Formulas of spreadsheets are neutralised."""
    orang = caller(request).orang
    kantor = open_kantor_for(orang, slug)
    at = known_instant(diketahui, timezone.now())
    schema, found = open_rows_for(orang, kantor, nama_register, at, SaringanBaris(tahun))
    facts = {"perangkat_daerah": kantor.kode, "register": nama_register, "diketahui": instant_text(at)}
    rows = served_rows(schema, found)
    lines = csv_lines(served_columns(schema), rows) if jenis == "csv" else json_lines(facts, "baris", rows)
    return _file(lines, f"{nama_register}-{kantor.slug}", jenis)


@api.get("/kantor/{slug}/ekspor/{periode}/iku", response=GALAT, summary="Semua IKU sebuah periode sebagai berkas", **_FILE)
def export_iku(request: HttpRequest, slug: str, periode: str, diketahui: Diketahui = "", jenis: Jenis = "csv") -> Any:
    """One line per IKU with its newest vintage as known at `diketahui`."""
    found = list_iku(request, slug, periode, diketahui)
    facts = {key: found[key] for key in ("perangkat_daerah", "periode", "diketahui")}
    rows = [_line(one, periode) for one in found["iku"]]
    lines = csv_lines(_FIGURE_HEADS, rows) if jenis == "csv" else json_lines(facts, "iku", rows)
    return _file(lines, f"iku-{slug}-{period_of(periode)}", jenis)


def _line(one: dict[str, Any], periode: str) -> dict[str, Any]:
    vintage, capaian = one["terbaru"] or {}, one["capaian"] or {}
    return {
        "kode": one["kode"],
        "nama": one["nama"],
        "periode": periode,
        "satuan": vintage.get("satuan"),
        "nilai": vintage.get("tampil"),
        "nilai_persis": vintage.get("nilai"),
        "alasan": vintage.get("alasan") or (None if vintage else "belum dihitung"),
        "status": vintage.get("status"),
        "nomor": vintage.get("nomor"),
        "target": vintage.get("target_tampil") or one["target_tampil"],
        "capaian": capaian.get("tampil"),
        "predikat": capaian.get("predikat"),
        "diterbitkan_pada": vintage.get("diterbitkan_pada"),
        "data_diketahui": vintage.get("diketahui"),
        "hash_potret": vintage.get("hash_potret"),
        "hash_definisi": vintage.get("hash_definisi"),
    }


def _file(lines: Any, name: str, jenis: Jenis) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{jenis}"'}
    return StreamingHttpResponse(lines, content_type=_TYPES[jenis], headers=headers)


@api.get(
    "/kantor/{slug}/kiriman",
    by_alias=True,
    response={200: HalamanKiriman, **GALAT},
    summary="Kiriman dan koreksi yang tercatat",
)
def list_kiriman(
    request: HttpRequest,
    slug: str,
    diketahui: Diketahui = "",
    nama: Annotated[str, Query(alias="register", max_length=60)] = "",
    halaman: NomorHalaman = 1,
    banyak: Banyaknya = 100,
) -> Any:
    """Deliveries known at `diketahui`, the newest first, with the counts of their check."""
    kantor = open_kantor_for(caller(request).orang, slug)
    require(caller(request).orang, kantor, "lihat_baris")
    at = known_instant(diketahui, timezone.now())
    found, jumlah, berikutnya = page_of(deliveries_known(kantor, at, nama), halaman, banyak)
    return {
        "diketahui": instant_text(at),
        "jumlah": jumlah,
        "halaman": halaman,
        "berikutnya": berikutnya,
        "kiriman": [_kiriman(one) for one in found],
    }


@api.post(
    "/kantor/{slug}/kiriman",
    by_alias=True,
    response={201: Titipan, 202: Titipan, **GALAT},
    summary="Serahkan satu berkas register",
)
def post_kiriman(
    request: HttpRequest,
    slug: str,
    berkas: Annotated[UploadedFile | None, File(description="CSV atau XLSX; wajib.")] = None,
    nama: Annotated[str, Form(alias="register", max_length=60, description="Nama register; wajib.")] = "",
    periode: Annotated[str, Form(max_length=8, description="Periode, misalnya 2024; wajib.")] = "",
    cakupan: Annotated[str, Form(max_length=2000, description="Kode wilayah, dipisah koma; kosong: seluruh pemda.")] = "",
) -> Any:
    """Hand a file in as on the page: 201 where it was accepted, 202 where it waits for the worker or for a person.

    Needs the right to deliver the register, and a token that was made for delivering.
    """
    who = caller(request)
    kantor = open_kantor_for(who.orang, slug)
    require_deliverer(who.orang, kantor)
    if not who.may_deliver(kantor):
        raise ReadOnlyTokenError
    if berkas is None or not nama or not periode:
        why, todo = "isian `berkas`, `register`, dan `periode` wajib", "kirim ketiganya sebagai multipart/form-data"
        raise IssueError(Issue("TLK-S080", "salah", "permintaan", "ada isian yang kosong", why, todo))
    named = services.Titipan(berkas.name or "", nama, periode, tuple(_codes(cakupan)))
    handed = services.deliver(who.orang, kantor, named, berkas.chunks(), timezone.now)
    return Status(201 if handed.kiriman else 202, _unggahan(handed))


@api.get(
    "/kantor/{slug}/unggahan/{nomor_unggahan}",
    by_alias=True,
    response={200: Titipan, **GALAT},
    summary="Keadaan satu berkas yang diserahkan",
)
def get_unggahan(request: HttpRequest, slug: str, nomor_unggahan: int) -> Any:
    """How far a file has come that was handed in; decisions are taken by people, on the page. Always as it stands now."""
    return _unggahan(open_delivered_for(caller(request).orang, slug, nomor_unggahan))


def _unggahan(one: Unggahan) -> dict[str, Any]:
    counts = {name: one.hasil.get(name, 0) for name in ("baris", "siap", "salah", "tanya", "ganda")}
    return {
        "id": one.pk,
        "status": one.status,
        "register": one.register,
        "periode": one.periode,
        "sha256": one.sha256,
        **counts,
        "kiriman": _kiriman(one.kiriman) if one.kiriman else None,
    }


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _kiriman(one: Kiriman) -> dict[str, Any]:
    return {
        "id": one.pk,
        "register": one.register,
        "periode": one.periode,
        "cakupan": one.cakupan,
        "jenis": one.jenis,
        "berkas": one.berkas,
        "sha256": one.sha256,
        "alasan": one.alasan,
        "diterima_pada": instant_text(one.diterima_pada),
        "laporan": one.laporan,
    }
