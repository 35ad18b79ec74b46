"""Exactly the rows of a list, as a file: no personal field, nothing that a spreadsheet would run, a foot that says whose."""

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from tolok.engine.protocol import DIKELUARKAN, GROUPS, DrillRow
from tolok.engine.snapshot import LAG
from tolok.registers.writer import write_xlsx
from tolok.services.ekspor import neutral
from tolok.store.models import Realisasi
from tolok.values.instant import tanggal_pendek
from tolok.values.period import Period
from tolok.web.build.baris import MOST_NAMES, Saringan, Susunan, aggregate_at, is_absent, layout_of, region_words, rows_of
from tolok.web.build.kerangka import Pandangan

MOST = 1_000_000
"""What one sheet of a spreadsheet holds, less its heads and foot."""
TIPE = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def rows_file(view: Pandangan, row: Realisasi, letak: int, wanted: Saringan, jenis: str) -> bytes | None:
    """CSV or XLSX of the filtered rows; None where the address names no such aggregate, group or kind."""
    aggregate = aggregate_at(row, letak)
    if aggregate is None or wanted.kelompok not in GROUPS or jenis not in TIPE:
        return None
    layout = layout_of(row, aggregate, MOST_NAMES)
    heads = [*layout.labels, *(["Kode wilayah", "Wilayah"] if layout.schema.wilayah else [])]
    heads += ["Sebab dikecualikan"] if wanted.kelompok == DIKELUARKAN else []
    found = rows_of(row, aggregate, wanted, MOST)
    lines = (_line(layout, one, wanted.kelompok) for one in found)
    foot = _foot(view, row, wanted, len(found))
    return _csv(heads, lines, foot) if jenis == "csv" else _xlsx(heads, lines, foot)


def _line(layout: Susunan, one: DrillRow, kelompok: str) -> list[object]:
    absent = is_absent(layout.schema, layout.dibaca, one)
    cells: list[object] = [one.isi.get(k.nama) for k in layout.nama]
    for c in layout.dibaca:
        kolom, cell = layout.schema.by_nama[c.nama], one.isi.get(c.nama + (LAG if c.lag else ""))
        if isinstance(cell, int) and not isinstance(cell, bool) and kolom.skala:
            cell = Decimal(cell).scaleb(-kolom.skala)
        cells.append("tidak ada" if c.lag and absent else cell)
    cells += [one.wilayah or "", region_words(one.wilayah)] if layout.schema.wilayah else []
    cells += [one.alasan] if kelompok == DIKELUARKAN else []
    return cells


def _foot(view: Pandangan, row: Realisasi, wanted: Saringan, count: int) -> list[list[object]]:
    """Whose rows, of which figure, as known when, from which frozen snapshot: what paper needs to be found again."""
    period = Period(row.tahun, row.triwulan)
    asked = ", ".join(f"{name} {value}" for name, value in wanted.query.items() if value) or "tanpa saringan"
    return [
        [f"{view.kantor.nama} {view.kantor.pemda.nama}, {period.label}"],
        [f"{row.indikator.kode} terbitan {row.nomor}, {wanted.kelompok.replace('_', ' ')}, {asked}: {count} baris"],
        [f"Sebagaimana diketahui {tanggal_pendek(row.diketahui)}"],
        [f"Sidik potret {row.hash_potret}"],
    ]


def _csv(heads: Sequence[str], lines: Iterator[list[object]], foot: list[list[object]]) -> bytes:
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([neutral(cell) for cell in line] for line in lines)
    writer.writerow([])
    writer.writerows([neutral(cell) for cell in line] for line in foot)
    return buffer.getvalue().encode()


def _xlsx(heads: Sequence[str], lines: Iterator[list[object]], foot: list[list[object]]) -> bytes:
    """Text cells stay text, also those that begin like a formula; an apostrophe shows that they were told apart."""

    def safe(line: list[object]) -> list[object]:
        return [neutral(cell) if isinstance(cell, str) else cell for cell in line]

    def every() -> Iterator[list[object]]:
        yield from (safe(line) for line in lines)
        yield []
        yield from (safe(line) for line in foot)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "baris.xlsx"
        write_xlsx(path, "Baris", [], [list(heads)], every(), widths=dict.fromkeys(range(len(heads)), 22.0))
        return path.read_bytes()


def file_name(view: Pandangan, row: Realisasi, wanted: Saringan, jenis: str) -> str:
    """`35.75-2.17-2023-UM-01-terhitung.csv`."""
    parts = (view.kantor.slug, Period(row.tahun, row.triwulan), row.indikator.kode, wanted.kelompok)
    return "-".join(str(part) for part in parts) + f".{jenis}"
