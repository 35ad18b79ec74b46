"""The correction of one row: a new version of the row with its reason, and new vintages of the figures that it moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from tolok.engine.snapshot import LEADING
from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.registers.canonical import table_from_rows
from tolok.registers.cell_dates import DateStyle, read_date
from tolok.registers.cell_numbers import decimal_text
from tolok.registers.cell_text import ABSENT_TEXT, FORBIDDEN, tidy
from tolok.registers.faults import Fault, mask
from tolok.registers.schema import Kolom, Schema
from tolok.services.akses import NotFoundError
from tolok.services.penerimaan import lay_rows
from tolok.services.pengukuran import draft_figures
from tolok.services.register import may_correct
from tolok.services.riwayat import log_change
from tolok.store.models import Kiriman, Pengguna, PerangkatDaerah, Realisasi, RegisterRow, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import MINUS, format_angka, parse_angka, parse_fraction
from tolok.values.period import Period

_LARGEST_YEAR = 9999
TERPANJANG = 38
"""Most characters of an exact decimal, as in a delivery."""


@dataclass(frozen=True)
class Perubahan:
    """One cell of a row before and after, typed; `kolom` says how to print them."""

    kolom: Kolom
    lama: Any
    baru: Any


def editable(schema: Schema) -> tuple[Kolom, ...]:
    """Columns that a correction may change: all but the numbers that identify the entity."""
    return tuple(kolom for kolom in schema.stored if kolom.nama not in schema.keys)


def cell_text(kolom: Kolom, cell: Any) -> str:
    """A cell as an official types it: id-ID numbers, ya/tidak, ISO dates; '' for an empty one."""
    if cell is None:
        return ""
    if kolom.jenis == "bilangan":
        return format_angka(Fraction(cell, 10**kolom.skala), kolom.skala)
    if kolom.jenis == "angka":
        return format_angka(parse_fraction(cell), len(str(cell).partition(".")[2]))
    if kolom.jenis == "ya_tidak":
        return "ya" if cell else "tidak"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def read_changes(schema: Schema, row: RegisterRow, typed: Mapping[str, str]) -> tuple[Perubahan, ...]:
    """What the typed texts change in the row. Raises IssueError with every cell that cannot be read."""
    changes, issues = [], []
    for kolom in editable(schema):
        before = getattr(row, kolom.nama)
        text = tidy(typed.get(kolom.nama, ""))
        if text == cell_text(kolom, before):
            continue
        try:
            after = _read(kolom, typed.get(kolom.nama, ""))
        except IssueError as error:
            issues.extend(error.issues)
            continue
        if after != before:
            changes.append(Perubahan(kolom, before, after))
    if issues:
        raise IssueError(issues)
    return tuple(changes)


def _read(kolom: Kolom, typed: str) -> Any:
    """One typed text as the column's kind, as strictly as a delivery is read."""
    if FORBIDDEN.search(typed):
        why = "ada huruf kendali atau huruf tak terlihat"
        raise IssueError(_cell_issue(kolom, "teks tidak dapat dipakai", why, "ketik ulang isinya"))
    text = tidy(typed)
    if text.casefold() in ABSENT_TEXT:
        if kolom.wajib:
            raise IssueError(_cell_issue(kolom, "wajib diisi", "kolom ini tidak boleh kosong", "isi nilainya"))
        return None
    match kolom.jenis:
        case "bilangan":
            return _read_number(kolom, text)
        case "ya_tidak":
            return _read_choice(kolom, text, {"ya": True, "tidak": False})
        case "kategori":
            return _read_choice(kolom, text, {pilihan: pilihan for pilihan in kolom.pilihan})
        case "angka":
            return _read_exact(kolom, text)
        case "tanggal":
            found = read_date(text, DateStyle())
            if isinstance(found, Fault):
                raise IssueError(_cell_issue(kolom, found.apa, found.mengapa, "tulis misalnya 2024-01-31"))
            return found
        case "nomor":
            if not (text.isascii() and text.isdigit()):
                why, todo = "nomor hanya berisi angka", "ketik ulang nomornya"
                raise IssueError(_cell_issue(kolom, f"`{text}` bukan nomor", why, todo))
            return text
        case _:
            return text


def _exact(kolom: Kolom, text: str) -> Fraction:
    value = parse_angka(text)
    guess = text.replace(".", ",") if text.count(".") == 1 else ""
    if value is None:
        todo = f"Maksud Anda {guess}?" if guess else "tulis misalnya 1.250.000"
        raise IssueError(_cell_issue(kolom, f"`{text}` bukan angka", "koma menandai desimal, titik memisah ribuan", todo))
    return value


def _read_exact(kolom: Kolom, text: str) -> str:
    """The canonical decimal text that a delivery would store: `74,50` becomes `74.5`."""
    _exact(kolom, text)
    exact = decimal_text(Decimal(text.replace(".", "").replace(",", ".").replace(MINUS, "-")))
    if len(exact) > TERPANJANG:
        raise IssueError(_cell_issue(kolom, f"`{text[:20]}…` terlalu panjang", f"paling banyak {TERPANJANG}", "periksa"))
    return exact


def _read_number(kolom: Kolom, text: str) -> int:
    value = _exact(kolom, text)
    scaled = value * 10**kolom.skala
    if scaled.denominator != 1:
        why = f"kolom ini menyimpan {kolom.skala} desimal"
        raise IssueError(_cell_issue(kolom, f"`{text}` terlalu halus", why, "bulatkan pada sumbernya, lalu tulis angkanya"))
    if abs(value) > kolom.terbesar:
        why = f"terbesar {format_angka(kolom.terbesar)}"
        raise IssueError(_cell_issue(kolom, f"`{text}` melampaui batas kolom", why, "periksa banyaknya nol"))
    return int(scaled)


def _read_choice(kolom: Kolom, text: str, choices: Mapping[str, Any]) -> Any:
    for name, value in choices.items():
        if name.casefold() == text.casefold():
            return value
    todo = maksud_anda(text, tuple(choices)) or "pilih salah satunya"
    raise IssueError(_cell_issue(kolom, f"`{text}` bukan pilihan", "pilihannya: " + ", ".join(choices), todo))


def _cell_issue(kolom: Kolom, apa: str, mengapa: str, saran: str) -> Issue:
    return Issue("TLK-R061", "salah", kolom.label, apa, mengapa, saran)


@transaction.atomic
def correct_row(
    row: RegisterRow, typed: Mapping[str, str], alasan: str, *, kantor: PerangkatDaerah, by: Pengguna, at: datetime
) -> tuple[Kiriman, list[Realisasi]]:
    """Lay a new version of one row and compute anew what it touches. Raises IssueError; nothing is half done.

    Figures of the row's year and of the year after (which reads it as last year's) get a next vintage where they differ.
    """
    schema = schemas()[row._meta.db_table.removeprefix("register_")]
    if not may_correct(by, kantor, schema, year_of(row)):
        raise NotFoundError(schema.nama)
    alasan = mask(alasan)  # a reason is read by everybody once the figure is published
    # Asked again inside the transaction: between looking and saving somebody else may have corrected the row.
    if not type(row).objects.filter(pk=row.pk, diketahui_sampai=None).exists():
        raise IssueError(overtaken())
    changes = read_changes(schema, row, typed)
    _refuse_empty(changes, alasan)
    kiriman = Kiriman(
        register=schema.nama, perangkat_daerah=kantor, periode=str(row.periode), jenis="koreksi", alasan=alasan.strip(),
        laporan={"kolom": [change.kolom.nama for change in changes]}, diterima_pada=at, oleh=by,
    )  # fmt: skip
    lay_rows(schema, kantor, kiriman, table_from_rows(schema, [_corrected(schema, row, changes)]))
    log_change(
        "baris.dikoreksi",
        f"{schema.nama} {row.entitas[:12]} {row.periode}",
        at=at,
        by=by,
        kantor=kantor,
        isi={"kolom": [change.kolom.nama for change in changes], "alasan": alasan.strip()},
    )
    return kiriman, recompute_touched(kantor, row.periode, kiriman, by, at)


def year_of(row: RegisterRow) -> int:
    """The year of a row's period, be it a year or a day."""
    return row.periode // 10_000 if row.periode > _LARGEST_YEAR else row.periode


def overtaken() -> Issue:
    """What is said to the second of two people who correct one row."""
    return Issue(
        "TLK-R064",
        "salah",
        "koreksi",
        "baris ini baru saja dikoreksi orang lain",
        "Isian di bawah adalah isian Anda; yang tersimpan sudah berbeda.",
        "Periksa nilai yang sekarang, lalu ulangi bila masih perlu.",
    )


def _refuse_empty(changes: tuple[Perubahan, ...], alasan: str) -> None:
    issues = []
    if not changes:
        why, todo = "isian sama dengan yang tersimpan", "ubah nilai yang keliru, atau batalkan"
        issues.append(Issue("TLK-R062", "salah", "koreksi", "tidak ada yang berubah", why, todo))
    if len(alasan.strip()) < ALASAN_TERPENDEK:
        why, todo = f"paling sedikit {ALASAN_TERPENDEK} huruf", "tulis dari mana nilai yang benar diketahui"
        issues.append(Issue("TLK-R063", "salah", "alasan", "alasan koreksi belum cukup", why, todo))
    if issues:
        raise IssueError(issues)


def _corrected(schema: Schema, row: RegisterRow, changes: tuple[Perubahan, ...]) -> tuple[object, ...]:
    values = {name: getattr(row, name) for name in (*LEADING, *(kolom.nama for kolom in schema.stored))}
    values |= {change.kolom.nama: change.baru for change in changes}
    return tuple(values.values())


_TAHUN = 9999
"""A larger period is a day, YYYYMMDD: the row of a stock register, which holds until another day."""


def recompute_touched(
    kantor: PerangkatDaerah, tahun: int, kiriman: Kiriman, by: Pengguna | None, at: datetime
) -> list[Realisasi]:
    """Compute anew what a batch about `tahun` touches: measured periods of that year and of the next, which reads it as
    last year's; of a stock register all later ones. Drafts change in place, published figures get a next vintage."""
    mine = Realisasi.objects.filter(indikator__perangkat_daerah=kantor)
    first = tahun // 10_000 if tahun > _TAHUN else tahun
    stock = schemas()[kiriman.register].jenis == "stok"
    measured = mine.filter(tahun__gte=first) if stock else mine.filter(tahun__in=(first, first + 1))
    why = kiriman.alasan or f"{schemas()[kiriman.register].label}: kiriman diterima {tanggal_pendek(at)}"
    touched: list[Realisasi] = []
    for period in sorted({Period(one.tahun, one.triwulan) for one in measured}):
        touched += draft_figures(kantor, period, by=by, at=at, koreksi=kiriman, alasan=why)
    return touched
