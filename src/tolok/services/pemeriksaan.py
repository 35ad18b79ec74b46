"""What the check of a file found, in the shape in which it is kept beside the upload: counts, questions, equal faults
folded, facts about the file. No personal data."""

from collections.abc import Mapping
from typing import Any

from tolok.registers.delivery import CheckedDelivery, QuarantinedRow
from tolok.registers.questions import questions_of
from tolok.registers.schema import Schema
from tolok.services import paket
from tolok.store.models import Unggahan
from tolok.values.issue import Issue

KELOMPOK_TERBANYAK = 100
"""Most kinds of fault that are listed; the workbook holds every row."""
_LONGEST = 80


def findings(schema: Schema, checked: CheckedDelivery, isi: Mapping[str, Any], unggahan: Unggahan) -> dict[str, Any]:
    """Ready + wrong + to be decided + repeated = rows read. A row waits for an answer when each of its faults can be
    settled by one; else it is wrong."""
    asked = questions_of(schema, checked.quarantine, paket.region_tree())
    keys = {(one.lembar, line, one.kolom) for one in asked for line in one.baris}
    waiting = [row for row in checked.quarantine if _can_be_settled(row, keys)]
    wrong = [row for row in checked.quarantine if not _can_be_settled(row, keys)]
    lines = {(row.lembar, row.baris) for row in waiting}
    mine = [one for one in asked if any((one.lembar, line) in lines for line in one.baris)]
    answered = [one for one in unggahan.hasil.get("pertanyaan", ()) if one["kunci"] in unggahan.jawaban]
    open_keys = {one.kunci for one in mine}
    report = checked.report
    return {
        "baris": report.baris, "siap": report.bersih, "salah": len(wrong), "tanya": len(waiting), "ganda": report.rangkap,
        "pertanyaan": [
            *(one.as_dict() for one in mine), *(one for one in answered if one["kunci"] not in open_keys),
        ],
        "terbuka": sorted(open_keys),
        "salah_kelompok": _folded(wrong),
        "catatan": [issue.as_dict() for issue in report.issues],
        "tabel": list(isi.get("tabel", ())),
        "keputusan": [dict(one) for one in report.keputusan],
        "kelipatan": sorted({int(str(one["kelipatan"])) for one in report.pemetaan}),
        "berkas": list(report.catatan),
    }  # fmt: skip


def _can_be_settled(row: QuarantinedRow, keys: set[tuple[str, int, str]]) -> bool:
    return bool(row.nama) and all((row.lembar, row.baris, nama) in keys for nama in row.nama)


def _folded(rows: list[QuarantinedRow]) -> list[dict[str, Any]]:
    """Equal faults once, with the rows that have them, in the order of the file."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        written = _written(row)
        for at, issue in enumerate(row.issues):
            nama = row.nama[at] if at < len(row.nama) else ""
            kolom = issue.di_mana.partition(", kolom `")[2].rstrip("`")
            text = written.get(nama, "")
            key = (row.lembar, kolom, issue.kode, issue.apa, issue.mengapa, text)
            one = found.setdefault(key, _fold(row, kolom, text, issue))
            one["banyak"] += 1
            if len(one["baris"]) < 50:
                one["baris"].append(row.baris)
    return list(found.values())[:KELOMPOK_TERBANYAK]


def _fold(row: QuarantinedRow, kolom: str, text: str, issue: Issue) -> dict[str, Any]:
    return {
        "lembar": row.lembar, "baris": [], "banyak": 0, "kolom": kolom, "tertulis": text[:_LONGEST], "kode": issue.kode,
        "bobot": issue.bobot, "apa": issue.apa, "mengapa": issue.mengapa, "saran": issue.saran,
    }  # fmt: skip


def _written(row: QuarantinedRow) -> dict[str, str]:
    """Column → the delivered text of a faulty cell; faulty headers stand along the faults of cells."""
    faulty = [nama for nama in row.nama if nama]
    return {nama: row.sel.get(title, "") for nama, title in zip(faulty, row.kolom, strict=False)}
