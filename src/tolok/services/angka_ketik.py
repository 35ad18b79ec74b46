"""The declared exception: a figure that no register can give is typed, with a reason and evidence, and says so for good."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import F

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.measurement.lembar import declaration_hash, typed_sheet
from tolok.registers.faults import mask
from tolok.services.definisi import checked_of
from tolok.services.pengukuran import draft_figures
from tolok.services.riwayat import log_change
from tolok.services.terbitan import open_for_writing, place_of
from tolok.store.models import Pengguna, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.number import parse_angka
from tolok.values.period import Period

TIDAK_ADA = "tidak ada data"
_TERPANJANG = 30


@transaction.atomic
def type_figure(
    nilai: str, sebab: str, *, by: Pengguna, slug: str, kode: str, period: Period, nomor: int, versi: int, at: datetime
) -> Realisasi:
    """Put a typed figure in place of the computed draft; an empty `nilai` declares that there are no data.

    Right: ketik_angka, and only on a draft or a returned figure of the `versi` that was looked at. Raises IssueError.
    """
    realisasi = open_for_writing(by, slug, kode, period, nomor, "ketik_angka", at)
    value, issues = _read(nilai)
    sebab = mask(sebab.strip())  # printed with the figure
    if len(sebab) < ALASAN_TERPENDEK:
        why = f"Paling sedikit {ALASAN_TERPENDEK} huruf; dicetak bersama angkanya."
        issues.append(_issue("TLK-U082", "alasan", "Alasan mengetik belum cukup.", why, "Tulis mengapa tidak dihitung."))
    if issues:
        raise IssueError(issues)
    columns = _columns(realisasi, value, sebab, by, at)
    if realisasi.cara == "diketik" and realisasi.lembar == columns["lembar"] and realisasi.versi == versi + 1:
        return realisasi  # the same click once more
    _lay(realisasi, columns, versi)
    isi = {"nilai": columns["nilai"], "alasan": columns["alasan"], "sebab": sebab, "potret": columns["hash_potret"]}
    kantor = realisasi.indikator.perangkat_daerah
    log_change("realisasi.diketik", f"{kode} {period} nomor {nomor}", at=at, by=by, kantor=kantor, isi=isi)
    return realisasi


def _read(typed: str) -> tuple[Fraction | None, list[Issue]]:
    text = typed.strip()
    if not text:
        return None, []
    value = parse_angka(text) if len(text) <= _TERPANJANG else None
    if value is not None:
        return value, []
    guess = text.replace(".", ",") if text.count(".") == 1 and parse_angka(text.replace(".", ",")) is not None else ""
    todo = f"Maksud Anda {guess}?" if guess else "Tulis misalnya 73,46, atau kosongkan bila tidak ada data."
    why = "Koma menandai desimal, titik memisah ribuan."
    return None, [_issue("TLK-U081", "nilai", f"`{text[:_TERPANJANG]}` bukan angka.", why, todo)]


def _columns(realisasi: Realisasi, value: Fraction | None, sebab: str, by: Pengguna, at: datetime) -> dict[str, Any]:
    pemda = realisasi.indikator.perangkat_daerah.pemda_id
    desimal = realisasi.definisi.isi["desimal"]
    lembar = typed_sheet(checked_of(realisasi), pemda, nilai=value, alasan=TIDAK_ADA, sebab=sebab, desimal=desimal)
    lembar = {**lembar, "oleh": by.pk}  # whoever types a figure has had his step in it: the other three are others'
    kota = lembar["wilayah"][pemda]
    return {
        "nilai": kota["nilai"] or "",
        "alasan": kota["alasan"] or "",
        "tampil": kota["tampil"] or "",
        "lembar": lembar,
        "hash_potret": declaration_hash(lembar),
        "cara": "diketik",
        "alasan_ketik": sebab,
        "diketahui": at,
        "dihitung_pada": at,
    }


def _lay(realisasi: Realisasi, columns: dict[str, Any], versi: int) -> None:
    found = Realisasi.objects.filter(pk=realisasi.pk, versi=versi, status__in=("draf", "dikembalikan"))
    if not found.update(**columns, versi=F("versi") + 1):
        raise IssueError(_not_a_draft(realisasi))
    realisasi.refresh_from_db()


def _not_a_draft(realisasi: Realisasi) -> Issue:
    what = "Angka ini baru saja berubah, atau sudah diajukan."
    why = "Yang dapat diketik atau dihitung ulang hanya draf dan angka yang dikembalikan, dari keadaan yang Anda lihat."
    return _issue("TLK-U083", place_of(realisasi), what, why, "Buka lagi angkanya; yang diajukan dapat dikembalikan dahulu.")


@transaction.atomic
def compute_again(*, by: Pengguna, slug: str, kode: str, period: Period, nomor: int, versi: int, at: datetime) -> Realisasi:
    """Put the computed figure back in place of a typed draft. Right: hitung_angka. Raises IssueError (TLK-U083)."""
    realisasi = open_for_writing(by, slug, kode, period, nomor, "hitung_angka", at)
    if realisasi.cara != "diketik" and realisasi.versi == versi + 1:
        return realisasi  # the same click once more
    if realisasi.cara != "diketik" or realisasi.versi != versi or realisasi.status not in ("draf", "dikembalikan"):
        raise IssueError(_not_a_draft(realisasi))
    kantor = realisasi.indikator.perangkat_daerah
    draft_figures(kantor, period, by=by, at=at, kode=[kode], alasan="dihitung kembali dari register", baru=True)
    realisasi.refresh_from_db()
    return realisasi


def _issue(kode: str, di_mana: str, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue(kode, "salah", di_mana, apa, mengapa, saran)
