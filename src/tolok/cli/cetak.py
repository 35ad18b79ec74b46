"""`cetak`: one official document from the application's database into a file."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tolok.cli.output import print_json, say
from tolok.cli.server import use_django
from tolok.values.instant import parse_instant
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period


@dataclass(frozen=True)
class Cetakannya:
    """The options of `cetak` as typed."""

    jenis: str
    keluar: Path
    bentuk: str
    tahun: int | None
    triwulan: int
    pemda: str
    perangkat_daerah: str
    vintage: str
    indikator: str
    jabatan: str
    alasan_perubahan: str
    draf: bool
    diketahui: str
    now: datetime


def print_file(asked: Cetakannya, as_json: bool) -> None:
    """Write the document to `asked.keluar`. Raises IssueError: all that is wrong with the options, or why none exists."""
    use_django()
    from django.conf import settings

    from tolok.services.cetak import print_document
    from tolok.services.permintaan_cetak import PermintaanCetak
    from tolok.services.satu_kantor import the_office

    issues = list(_issues(asked))
    if issues:
        raise IssueError(issues)
    if not asked.keluar.parent.is_dir():  # before anything is remembered as printed
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(asked.keluar.parent))
    kode, period, nomor = _figure(asked)
    request = PermintaanCetak(
        kantor=the_office(asked.pemda, asked.perangkat_daerah), jenis=asked.jenis, tahun=period.tahun,
        at=_instant(asked), triwulan=period.triwulan, indikator=kode, nomor=nomor, jabatan=asked.jabatan,
        alasan_perubahan=asked.alasan_perubahan, draf=asked.draf,
    )  # fmt: skip
    printed = print_document(request, _form(asked), by=None, at=asked.now)
    asked.keluar.write_bytes(printed.isi)
    token = printed.cetakan.token if printed.cetakan else ""
    if as_json:
        print_json({"berkas": str(asked.keluar), "ukuran": len(printed.isi), "sha256": printed.sha256, "token": token})
        return
    say(f"{asked.keluar}: {len(printed.isi)} bita, SHA-256 {printed.sha256}")
    if token and not settings.ALAMAT_SITUS:
        say("Tanpa kode QR: isi TOLOK_ALAMAT_SITUS agar dokumen memuat alamat pemeriksaannya.")


def _form(asked: Cetakannya) -> str:
    """The form asked for, else what the name of the file says, else PDF."""
    return asked.bentuk or asked.keluar.suffix.removeprefix(".").lower() or "pdf"


def _instant(asked: Cetakannya) -> datetime:
    return min(parse_instant(asked.diketahui), asked.now) if asked.diketahui else asked.now


def _figure(asked: Cetakannya) -> tuple[str, Period, int]:
    """Indicator, period and number: those of the vintage where one is named, else the options."""
    if asked.vintage:
        return _parts(asked.vintage)
    return asked.indikator, Period(asked.tahun or 0, asked.triwulan), 0


def _parts(vintage: str) -> tuple[str, Period, int]:
    """KOP-03/2023/1 → its parts; ValueError for anything else."""
    kode, periode, nomor = vintage.strip().upper().split("/")
    if not kode or not nomor.isascii() or not nomor.isdecimal() or not 0 < int(nomor) < 10**5:
        raise ValueError(vintage)
    return kode, Period.parse(periode), int(nomor)


def _issues(asked: Cetakannya) -> Iterator[Issue]:
    """What is wrong with the options by themselves."""
    if asked.diketahui:
        try:
            parse_instant(asked.diketahui)
        except ValueError:
            what = f"`{asked.diketahui[:40]}` bukan tanggal"
            yield Issue("TLK-S021", "salah", "--diketahui", what, "tulis misalnya 2024-08-12", "tulis ulang")
    if not asked.vintage:
        if asked.tahun is None:
            why = "setiap dokumen berbicara tentang satu tahun"
            todo = "tambahkan --tahun, misalnya --tahun 2023"
            yield Issue("TLK-P068", "salah", "--tahun", "tahunnya belum disebut", why, todo)
        return
    try:
        kode, period, _ = _parts(asked.vintage)
    except ValueError:
        what, why = f"`{asked.vintage[:40]}` bukan kode terbitan", "kode terbitan memuat indikator, periode, dan nomornya"
        yield Issue("TLK-P069", "salah", "--vintage", what, why, "tulis seperti pada kaki dokumen, misalnya KOP-03/2023/1")
        return
    said = ((asked.tahun, period.tahun), (asked.triwulan or None, period.triwulan), (asked.indikator or None, kode))
    if any(given is not None and given != meant for given, meant in said):
        what = f"--vintage {asked.vintage[:40]} tidak cocok dengan pilihan lain"
        why = "kode terbitan sudah menyebut tahun, triwulan, dan indikatornya"
        yield Issue("TLK-P069", "salah", "--vintage", what, why, "sebutkan --vintage saja")
