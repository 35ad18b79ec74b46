"""One new row by form: checked like a file, received like a file, and never silently over a row that is there already."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tolok.registers.by_form import check_form
from tolok.registers.entities import resolve_delivery
from tolok.registers.schema import Schema
from tolok.services import paket
from tolok.services.koreksi import recompute_touched
from tolok.services.penerimaan import compare, known_numbers, receive
from tolok.services.register import require_delivering
from tolok.store.models import Kiriman, Pengguna, PerangkatDaerah, Realisasi
from tolok.values.issue import Issue, IssueError
from tolok.values.period import Period


@transaction.atomic
def add_row(
    kantor: PerangkatDaerah, schema: Schema, period: Period, typed: Mapping[str, str], *, by: Pengguna, at: datetime
) -> tuple[Kiriman, list[Realisasi]]:
    """Receive one typed row, as a delivery of one row. Raises NotFoundError without the right, IssueError with all faults.

    The place of a fault is the label of its field; of a row that stands already it is `baris` (TLK-R072).
    """
    require_delivering(by, kantor, schema, period.tahun)
    checked = check_form(schema, typed, period, kantor.pemda_id, kantor.kode, paket.region_tree(), at)
    resolved, _ = resolve_delivery(schema, checked, known_numbers(schema, kantor.pemda_id))
    faults = [_at_field(schema, issue, nama) for row in resolved.quarantine
              for issue, nama in zip(row.issues, (*row.nama, *[""] * len(row.issues)), strict=False)]  # fmt: skip
    if faults:
        raise IssueError(faults)
    _, changes = compare(schema, kantor, resolved.clean)
    if not changes.baru:
        why = "isinya sama" if not changes.berubah else "isinya berbeda dari yang Anda ketik"
        todo = "buka barisnya di daftar baris, lalu pilih Koreksi"
        raise IssueError(Issue("TLK-R072", "salah", "baris", f"{schema.benda} ini sudah ada pada periode itu", why, todo))
    kiriman = receive(checked, by=by, at=at, jenis="formulir")
    return kiriman, recompute_touched(kantor, period.tahun, kiriman, by, at)


def _at_field(schema: Schema, issue: Issue, nama: str) -> Issue:
    return replace(issue, di_mana=schema.by_nama[nama].label if nama in schema.by_nama else "baris")
