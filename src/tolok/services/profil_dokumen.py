"""What the printed plan asks of an office beside its profile: the decree of its IKU, the years of its Renstra.

Kept in the office's profile as `sk_iku` and `renstra`; nothing of it is ever guessed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tolok.services.akses import require
from tolok.services.rencana import lines_of, unchanged, wants
from tolok.services.riwayat import log_change
from tolok.store.models import Pengguna, PerangkatDaerah
from tolok.values.issue import Issue, IssueError

_LONGEST_NOMOR = 80
_LONGEST_LIST = 8000
_MOST_YEARS = 6


def typed_of(kantor: PerangkatDaerah) -> dict[str, str]:
    """What is stored, as text to be edited: lists one entry per line, '' for what nobody told."""
    told = kantor.profil.get("sk_iku") or {}
    years = kantor.profil.get("renstra") or {}
    return {
        "nomor": str(told.get("nomor") or ""),
        "tanggal": str(told.get("tanggal") or ""),
        "menimbang": "\n".join(told.get("menimbang") or ()),
        "mengingat": "\n".join(told.get("mengingat") or ()),
        "awal": str(years.get("awal") or ""),
        "akhir": str(years.get("akhir") or ""),
    }


@transaction.atomic
def change_dokumen(kantor: PerangkatDaerah, typed: Mapping[str, str], *, by: Pengguna, at: datetime) -> PerangkatDaerah:
    """The decree (number, day, menimbang, mengingat; all may stay open) and the years of the Renstra (both or none).

    IssueError TLK-U100, TLK-U112, TLK-U162.
    """
    require(by, kantor, "kelola_rencana")
    row = PerangkatDaerah.objects.select_for_update().get(pk=kantor.pk)
    before = {name: row.profil.get(name) or {} for name in ("sk_iku", "renstra")}
    issues: list[Issue] = []
    after = {"sk_iku": _decree(typed, issues), "renstra": _years(typed, issues)}
    if not issues and before == after:
        issues.append(unchanged("nomor"))
    if issues:
        raise IssueError(issues)
    row.profil = {**row.profil, **after}
    row.save(update_fields=["profil"])
    isi = {name: {"lama": before[name], "baru": after[name]} for name in after if before[name] != after[name]}
    log_change("rencana.dokumen", kantor.kode, at=at, by=by, kantor=kantor, isi=isi)
    return row


def _decree(typed: Mapping[str, str], issues: list[Issue]) -> dict[str, Any]:
    nomor = " ".join(typed.get("nomor", "").split())
    if len(nomor) > _LONGEST_NOMOR:
        issues.append(wants("TLK-U100", "nomor", "Nomornya terlalu panjang.", f"Ringkaskan sampai {_LONGEST_NOMOR} huruf."))
    tanggal = typed.get("tanggal", "").strip()
    if tanggal and not _is_day(tanggal):
        what, todo = "Tanggalnya tidak terbaca.", "Tulis tanggal penetapannya, atau kosongkan."
        issues.append(wants("TLK-U162", "tanggal", what, todo))
    told: dict[str, Any] = {"nomor": nomor, "tanggal": tanggal}
    for name in ("menimbang", "mengingat"):
        told[name] = lines_of(typed.get(name, ""))
        if sum(map(len, told[name])) > _LONGEST_LIST:
            issues.append(wants("TLK-U100", name, "Isinya terlalu panjang.", f"Ringkaskan sampai {_LONGEST_LIST} huruf."))
    return {name: value for name, value in told.items() if value}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _years(typed: Mapping[str, str], issues: list[Issue]) -> dict[str, int]:
    first, last = (typed.get(name, "").strip() for name in ("awal", "akhir"))
    if not first and not last:
        return {}
    whole = [int(text) for text in (first, last) if text.isascii() and text.isdecimal() and len(text) == 4]
    if len(whole) < 2 or not whole[0] <= whole[1] < whole[0] + _MOST_YEARS:
        what, why = "Masa Renstra tidak terbaca.", "Matrik IKU memberi satu kolom untuk setiap tahunnya."
        todo = f"Tulis tahun awal dan tahun akhir, paling panjang {_MOST_YEARS} tahun, misalnya 2022 dan 2026."
        issues.append(wants("TLK-U162", "awal", what, todo, why))
        return {}
    return {"awal": whole[0], "akhir": whole[1]}
