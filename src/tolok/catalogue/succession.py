"""How one text of a definition may follow another: what was signed stays as it was, one dated version is added."""

from dataclasses import replace
from datetime import date

from tolok.catalogue.definition import Definisi, Versi, canonical
from tolok.values.issue import Issue


def check_succession(before: Definisi, after: Definisi) -> tuple[Issue, ...]:
    """All that forbids `after` to follow `before` (TLK-D140 … D143); empty where it may.

    Every version of `before` must stand in `after` unchanged, and exactly one must be added that begins later than all
    of them: a figure for an earlier year is never read by other words than those it was computed by.
    """
    issues = [_another_kode(before, after)] if after.kode != before.kode else []
    known = {versi.berlaku_sejak: versi for versi in before.versi}
    for versi in before.versi:
        now = next((one for one in after.versi if one.berlaku_sejak == versi.berlaku_sejak), None)
        if now is None or canonical(now) != canonical(versi):
            issues.append(_changed(before, versi, now))
    added = [versi for versi in after.versi if versi.berlaku_sejak not in known]
    latest = before.latest.berlaku_sejak
    if len(added) != 1 and not issues:
        issues.append(_not_one(before, len(added)))
    issues += [_too_early(before, versi, latest) for versi in added if versi.berlaku_sejak <= latest]
    return tuple(issues)


def begins(definisi: Definisi) -> date:
    """The first day for which a text of a chain speaks: that of the version that it added."""
    return definisi.latest.berlaku_sejak


def same_measure(before: Definisi, after: Definisi) -> bool:
    """Whether nothing but the date and the decision differs: a version that changes nothing."""
    first, second = (replace(one, versi=(), contoh=()) for one in (before, after))
    old, new = before.latest, after.latest
    same = (old.formula, old.pembulatan) == (new.formula, new.pembulatan)
    return bool(same and canonical(first) == canonical(second) and canonical(before.contoh) == canonical(after.contoh))


def _another_kode(before: Definisi, after: Definisi) -> Issue:
    return Issue(
        "TLK-D140", "salah", after.kode or "kode", f"kode berubah dari {before.kode} menjadi {after.kode or 'kosong'}",
        "satu kode untuk satu indikator, selamanya", f"tulis kembali {before.kode}",
    )  # fmt: skip


def _changed(before: Definisi, versi: Versi, now: Versi | None) -> Issue:
    what = "dihapus" if now is None else "diubah"
    return Issue(
        "TLK-D141", "salah", f"{before.kode}, versi {versi.berlaku_sejak}",
        f"versi yang berlaku sejak {versi.berlaku_sejak} tidak dapat {what}",
        "angka sudah dihitung menurut versi itu; yang sudah ditandatangani tidak berubah",
        "biarkan versi itu, lalu buat versi baru dengan tanggal berlaku sesudahnya",
    )  # fmt: skip


def _not_one(before: Definisi, count: int) -> Issue:
    what = "tidak ada versi baru" if not count else f"ada {count} versi baru sekaligus"
    return Issue(
        "TLK-D142", "salah", before.kode, what, "satu usul menambah tepat satu versi",
        f"tambahkan satu versi yang berlaku sesudah {before.latest.berlaku_sejak}",
    )  # fmt: skip


def _too_early(before: Definisi, versi: Versi, latest: date) -> Issue:
    return Issue(
        "TLK-D143", "salah", f"{before.kode}, berlaku sejak",
        f"versi baru berlaku sejak {versi.berlaku_sejak}, tidak sesudah versi terakhir ({latest})",
        "versi hanya bertambah ke depan, supaya tahun yang sudah lewat tetap dibaca dengan rumusnya sendiri",
        f"pilih tanggal berlaku sesudah {latest}",
    )  # fmt: skip
