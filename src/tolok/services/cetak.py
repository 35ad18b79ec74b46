"""Printing: one request becomes the bytes of a file, and what was printed from published figures is remembered.

A remembered print (`Cetakan`) has a random token; its address stands in the document as QR and leads to the page where
the printed figures can be compared. The same request over the same vintages is the same print: same token, same bytes.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from tolok.services.akses import require
from tolok.services.jenis_dokumen import BENTUK, JENIS, NAMA_BENTUK, Bentuk, JenisDokumen
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak
from tolok.services.riwayat import log_change
from tolok.services.tulis_berkas import TIPE, write_sheet
from tolok.store.models import Cetakan, IndikatorKantor, Pengguna, PerangkatDaerah
from tolok.values.instant import instant_text, parse_instant
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.period import Period
from tolok.writing.sheet import Sheet

TOKEN_BITA = 18
"""Random bytes in a token: 144 bits, beyond guessing."""
_TRIES = 3


@dataclass(frozen=True)
class Cetak:
    """A file ready to be handed over; `cetakan` is None for a draft, and for what holds no published figure."""

    isi: bytes
    nama: str
    tipe: str
    sha256: str
    cetakan: Cetakan | None = None
    baru: bool = False


def print_document(
    request: PermintaanCetak, bentuk: str, *, by: Pengguna | None, at: datetime, situs: str | None = None
) -> Cetak:
    """The document as a file. `by` None is the command line; `situs` is where the QR leads, by default as the setting says.

    Raises NotFoundError where the person may not print it, IssueError (TLK-P0xx) where it cannot be printed.
    """
    if by is not None:
        require_printing(by, request.kantor, request.jenis, request.draf)
    form = checked(request, bentuk)
    dokumen = dokumen_of(request)
    if request.draf or not dokumen.angka:
        return _file(request, form, write_sheet(dokumen.sheet, form, request.kantor))
    site = (settings.ALAMAT_SITUS if situs is None else situs).rstrip("/")
    for _ in range(_TRIES):
        printed = _print_published(request, dokumen, form, site, by, at)
        if printed is not None:
            return printed
    raise IssueError(_too_many_at_once())


def require_printing(by: Pengguna, kantor: PerangkatDaerah, jenis: str, draf: bool) -> None:
    """Whoever reads the office prints what is published; a draft is for those who work on it or review it.

    Raises NotFoundError. The command line asks nobody: it belongs to who runs the machine.
    """
    kind = JENIS.get(jenis)
    require(by, kantor, kind.hak if kind else "lihat_kantor")
    if draf:
        require(by, kantor, "cetak_draf")


def dokumen_of(request: PermintaanCetak) -> Dokumen:
    """The document of a request, without its QR. Raises IssueError where there is nothing to print."""
    return kind_of(request.jenis).dokumen(replace(request, periksa=""))


def kind_of(kode: str) -> JenisDokumen:
    """A kind by its code. Raises IssueError (TLK-P060) with the nearest one."""
    if kode not in JENIS:
        guess = maksud_anda(kode, tuple(JENIS)) or f"Yang ada: {', '.join(JENIS)}."
        why = "dokumen dipilih dengan kodenya"
        raise IssueError(Issue("TLK-P060", "salah", "dokumen", f"jenis dokumen `{kode[:40]}` tidak dikenal", why, guess))
    return JENIS[kode]


def checked(request: PermintaanCetak, bentuk: str) -> Bentuk:
    """The form asked for, after everything that can be said about the request was found right. Raises IssueError."""
    kind = kind_of(request.jenis)
    issues = list(_form_issues(kind, bentuk)) + list(_choice_issues(kind, request))
    if issues:
        raise IssueError(issues)
    return next(one for one in BENTUK if one == bentuk)


def _form_issues(kind: JenisDokumen, bentuk: str) -> Iterator[Issue]:
    if bentuk not in kind.bentuk:
        names = ", ".join(NAMA_BENTUK[one] + f" ({one})" for one in kind.bentuk)
        what = f"{kind.nama} tidak dicetak sebagai `{bentuk[:20]}`"
        yield Issue("TLK-P061", "salah", "bentuk", what, f"bentuknya: {names}", "pilih salah satu bentuk itu")


_DIPILIH = {
    "triwulan": "triwulan", "indikator": "indikator", "nomor": "terbitan", "jabatan": "jabatan",
    "alasan_perubahan": "alasan perubahan",
}  # fmt: skip


def _choice_issues(kind: JenisDokumen, request: PermintaanCetak) -> Iterator[Issue]:
    """What must be given and is not; what is given and means nothing to this document."""
    for name, label in _DIPILIH.items():
        given = bool(getattr(request, name))
        if given and name not in kind.pilihan:
            why = f"{kind.nama} tidak dibedakan menurut {label}"
            yield Issue("TLK-P062", "salah", label, f"{label} tidak berlaku di sini", why, "kosongkan pilihan itu")
        elif not given and name in kind.wajib:
            why = f"{kind.nama} dicetak untuk satu {label}"
            yield Issue("TLK-P062", "salah", label, f"{label} belum dipilih", why, f"pilih {label}nya")
    if request.indikator and "indikator" in kind.pilihan:
        codes = list(IndikatorKantor.objects.filter(perangkat_daerah=request.kantor).values_list("kode", flat=True))
        if request.indikator not in codes:
            what = f"indikator `{request.indikator[:20]}` bukan IKU kantor ini"
            todo = maksud_anda(request.indikator, codes) or "lihat daftar indikatornya"
            yield Issue("TLK-P063", "salah", "indikator", what, "kodenya tidak ada dalam rencana kantor", todo)


def _print_published(
    request: PermintaanCetak, dokumen: Dokumen, bentuk: Bentuk, situs: str, by: Pengguna | None, at: datetime
) -> Cetak | None:
    """Print with the token of an earlier equal print, else with a new one; None where an equal one came in between."""
    sheet = dokumen.sheet
    asked = _asked(request, sheet, situs)
    earlier = find_earlier(request, bentuk, asked)
    if earlier is not None:
        isi = write_sheet(_stamped(sheet, situs, earlier.token, earlier.permintaan), bentuk, request.kantor)
        if hashlib.sha256(isi).hexdigest() == earlier.sha256:
            return _file(request, bentuk, isi, earlier)
    token = secrets.token_urlsafe(TOKEN_BITA)
    isi = write_sheet(_stamped(sheet, situs, token, _clocks(sheet)), bentuk, request.kantor)
    with transaction.atomic():
        # Prints of one office are written down one after the other, so that two clicks at once are one print.
        PerangkatDaerah.objects.select_for_update().get(pk=request.kantor.pk)
        now = find_earlier(request, bentuk, asked)
        if (now and now.pk) != (earlier and earlier.pk):
            return None
        cetakan = _remember(request, dokumen, bentuk, isi, token, asked, by, at)
    return _file(request, bentuk, isi, cetakan, baru=True)


def _remember(
    request: PermintaanCetak, dokumen: Dokumen, bentuk: Bentuk, isi: bytes, token: str, asked: Mapping[str, Any],
    by: Pengguna | None, at: datetime,
) -> Cetakan:  # fmt: skip
    cetakan = Cetakan.objects.create(
        token=token, perangkat_daerah=request.kantor, jenis=request.jenis, judul=_title(dokumen.sheet),
        tahun=request.tahun, triwulan=request.triwulan, bentuk=bentuk,
        permintaan={**asked, **_clocks(dokumen.sheet), "diketahui": instant_text(request.at)},
        angka=[asdict(one) for one in dokumen.angka], vintage=list(dokumen.sheet.meta.vintage),
        sha256=hashlib.sha256(isi).hexdigest(), ukuran=len(isi), oleh=by, pada=at,
    )  # fmt: skip
    told = {"bentuk": bentuk, "sha256": cetakan.sha256, "angka": len(dokumen.angka), "cetakan": cetakan.pk}
    objek = f"{request.jenis} {request.period}" + (f" {request.indikator}" if request.indikator else "")
    log_change("dokumen.dicetak", objek, at=at, by=by, kantor=request.kantor, isi=told)
    return cetakan


def _asked(request: PermintaanCetak, sheet: Sheet, situs: str) -> dict[str, Any]:
    """What makes two requests the same: the choices, the site of the QR, and every word of the document.

    At which minute it was asked, and how far the log had come by then, makes no difference.
    """
    choices = {name: getattr(request, name) for name in ("indikator", "nomor", "jabatan", "alasan_perubahan")}
    plain = replace(sheet, meta=replace(sheet.meta, periksa="", diketahui="", rantai=""))
    return {**choices, "situs": situs, "lembar": hashlib.sha256(repr(plain).encode()).hexdigest()}


def _clocks(sheet: Sheet) -> dict[str, str]:
    """The stamps of a sheet that move on by themselves, as they were printed."""
    return {"cap_diketahui": sheet.meta.diketahui, "cap_rantai": sheet.meta.rantai}


def find_earlier(request: PermintaanCetak, bentuk: Bentuk, asked: Mapping[str, Any]) -> Cetakan | None:
    """The last print that asked the same; the vintages stand in the document, so they are the same as well."""
    found = Cetakan.objects.filter(
        perangkat_daerah=request.kantor, jenis=request.jenis, tahun=request.tahun, triwulan=request.triwulan, bentuk=bentuk
    )
    for one in found.order_by("-id")[:200]:
        if asked.items() <= one.permintaan.items():
            return one
    return None


def request_of(cetakan: Cetakan) -> PermintaanCetak:
    """What was asked for when this was printed, as known then: printing it again gives the same file."""
    asked = cetakan.permintaan
    return PermintaanCetak(
        kantor=cetakan.perangkat_daerah, jenis=cetakan.jenis, tahun=cetakan.tahun, triwulan=cetakan.triwulan,
        at=parse_instant(asked["diketahui"]), indikator=asked["indikator"], nomor=asked["nomor"],
        jabatan=asked["jabatan"], alasan_perubahan=asked["alasan_perubahan"],
    )  # fmt: skip


def print_again(cetakan: Cetakan, *, by: Pengguna, at: datetime) -> Cetak:
    """The same document as it was known when it was printed; `cetakan` of the answer is this one where nothing differs."""
    request = request_of(cetakan)
    return print_document(request, cetakan.bentuk, by=by, at=at, situs=cetakan.permintaan["situs"])


def _stamped(sheet: Sheet, situs: str, token: str, printed: Mapping[str, Any]) -> Sheet:
    """The sheet with the address of its QR, and with the stamps of the print that it is."""
    periksa = f"{situs}/cek/{token}/" if situs else ""
    known, chain = str(printed["cap_diketahui"]), str(printed["cap_rantai"])
    return replace(sheet, meta=replace(sheet.meta, periksa=periksa, diketahui=known, rantai=chain))


def _title(sheet: Sheet) -> str:
    return " ".join(" ".join(sheet.judul).split())[:240]


def _file(request: PermintaanCetak, bentuk: Bentuk, isi: bytes, cetakan: Cetakan | None = None, baru: bool = False) -> Cetak:
    return Cetak(isi, file_name(request, bentuk), TIPE[bentuk], hashlib.sha256(isi).hexdigest(), cetakan, baru)


def file_name(request: PermintaanCetak, bentuk: str) -> str:
    """`KARTU-KOP-03-35.75-2.17-2023.pdf`; a draft says so in front."""
    parts = ["DRAF" if request.draf else "", request.jenis.upper(), request.indikator, slugify(request.jabatan)[:40],
             request.kantor.slug, str(Period(request.tahun, request.triwulan)),
             f"terbitan-{request.nomor}" if request.nomor else ""]  # fmt: skip
    return "-".join(part for part in parts if part) + f".{bentuk}"


def _too_many_at_once() -> Issue:
    why = "dokumen yang sama sedang dicetak beberapa kali sekaligus"
    return Issue("TLK-P064", "salah", "cetak", "cetakan ini belum dapat dicatat", why, "coba sekali lagi")
