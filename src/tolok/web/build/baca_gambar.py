"""The document's side of a review: the picture of the page with boxes over it, or its table as text."""

from collections.abc import Sequence
from typing import Any

from tolok.services.baca import Medan, Telaah
from tolok.store.models import DokumenBaca
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Tautan
from tolok.web.read_models.baca import GambarTelaah, Kotak, SelTelaah, SisiDokumen, TabelTelaah

_MARGIN = 1.5
_ROWS_AROUND = 14


def build_sisi(
    view: Pandangan, dokumen: DokumenBaca, telaah: Telaah, aktif: Medan | None, tampil: str
) -> SisiDokumen | None:
    """The page on which the active value stands (else the draft's name), or the tables as they were read."""
    shown = aktif.found if aktif else next(iter(telaah.medan)).found
    pages = {int(number): (wide, high) for number, wide, high in dokumen.hasil.get("halaman", ())}
    page = shown.place.page if shown.place.page in pages else min(pages, default=0)
    boxed = any(one.found.place.box for one in telaah.medan)
    base = view.alamat.ke("baca-telaah", dokumen_baca=dokumen.pk).partition("?")[0]
    asked = {"baris": telaah.nomor, "medan": aktif.kunci if aktif else ""}
    if page and dokumen.jenis in ("pdf", "scan") and tampil != "teks":
        href = view.alamat.ke("baca-halaman", dokumen_baca=dokumen.pk, halaman=page)
        said, near = f"Halaman {page} dari {dokumen.nama}", tampil == "dekat"
        picture = GambarTelaah(href, said, *pages[page], _boxes(view, base, telaah, aktif, page), near)
        can_zoom = any(one.aktif for one in picture.kotak)
        other = ("Seluruh halaman", "") if near else ("Perbesar", "dekat")
        zoom = (Tautan(other[0], view.alamat.with_query(base, **asked, tampil=other[1])),) if can_zoom else ()
        links = (
            *zoom,
            Tautan("Teks saja", view.alamat.with_query(base, **asked, tampil="teks")),
            Tautan("Gambar penuh", href),
        )
        note = "" if boxed else "Letak sel di halaman ini tidak diketahui; lihat teksnya."
        return SisiDokumen(f"Halaman {page} dari {len(pages)}", picture, (), links, note)
    tables = _tables(dokumen.hasil.get("tabel", ()), telaah, aktif)
    back = (Tautan("Gambar halaman", view.alamat.with_query(base, **asked)),) if page and tampil == "teks" else ()
    where = f"Teks halaman {page}" if page else "Isi tabel dokumen"
    return SisiDokumen(where, None, tables, back, "" if tables else "Tabelnya tidak tersimpan bersama bacaan ini.")


def _boxes(view: Pandangan, base: str, telaah: Telaah, aktif: Medan | None, page: int) -> tuple[Kotak, ...]:
    """One box for each cell that is asked about, and one for the active value; the active one is drawn last."""
    numbers = {id(one): str(at) for at, one in enumerate(telaah.pertanyaan, start=1)}
    wanted = [one for one in telaah.medan if one.bertanya and one is not aktif] + ([aktif] if aktif else [])
    boxes = []
    for one in wanted:
        box = one.found.place.box
        if box is None or one.found.place.page != page:
            continue
        href = view.alamat.with_query(base, baris=telaah.nomor, medan=one.kunci) + "#tanya"
        number = numbers.get(id(one), "")
        said = f"Pertanyaan {number}: {one.label}" if number else one.label
        wide, high = box.right - box.left + 2 * _MARGIN, box.bottom - box.top + 2 * _MARGIN
        boxes.append(Kotak(box.left - _MARGIN, box.top - _MARGIN, wide, high, number, href, one is aktif, said))
    return tuple(boxes)


def _tables(tables: Sequence[dict[str, Any]], telaah: Telaah, aktif: Medan | None) -> tuple[TabelTelaah, ...]:
    """The tables in which this draft stands: their head and the rows around it."""
    numbers = {one.kunci: str(at) for at, one in enumerate(telaah.pertanyaan, start=1)}
    marks: dict[tuple[int, int, int], str] = {}
    for one in telaah.medan:
        place = one.found.place
        mark = numbers.get(one.kunci, "")
        marks[place.table, place.row, place.column] = marks.get((place.table, place.row, place.column)) or mark
    active = aktif.found.place if aktif else None
    used = {one.found.place.table for one in telaah.medan}
    found = []
    for table in tables:
        if table["nomor"] not in used:
            continue
        rows = [one.found.place.row for one in telaah.medan if one.found.place.table == table["nomor"]]
        first, last = max(1, min(rows) - _ROWS_AROUND), max(rows) + _ROWS_AROUND
        kept = [line for at, line in enumerate(table["baris"], start=1) if at <= 3 or first <= at <= last]
        lines = tuple(tuple(_cell(table["nomor"], cell, marks, active) for cell in line) for line in kept if line)
        title = f"Lembar {table['lembar']}" if table["lembar"] else f"Tabel {table['nomor']}"
        found.append(TabelTelaah(title, lines))
    return tuple(found)


def _cell(table: int, cell: dict[str, Any], marks: dict[tuple[int, int, int], str], active: Any) -> SelTelaah:
    key = (table, cell["baris"], cell["kolom"])
    down, wide = cell.get("rentang", (1, 1))
    is_active = active is not None and key == (active.table, active.row, active.column)
    return SelTelaah(cell["teks"], down, wide, marks.get(key, ""), is_active, key in marks)
