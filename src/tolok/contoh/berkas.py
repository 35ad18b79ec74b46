"""One delivery on disk: rows in the manner of the office that sends them, and the note beside the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml

from tolok.contoh.bentuk import CATATAN, Bentuk, Row, Sel, load_yaml
from tolok.registers.schema import Kolom, Schema
from tolok.registers.wilayah import RegionTree
from tolok.registers.writer import Cell, write_csv, write_xlsx
from tolok.values.number import format_angka
from tolok.values.region import Tingkat, ancestor, is_region_code

_FORMAT_XLSX = {"bilangan": "#,##0", "nomor": "@", "wilayah": "@", "tanggal": "dd/mm/yyyy"}
_DUA_BARIS = 2
"""A dirty workbook names columns of which the labels share their first words in two rows."""


@dataclass(frozen=True)
class Kiriman:
    """What the note beside the file says. A delivery covers whole regions, here always the office's own kota."""

    register: str
    periode: str
    pemda: str
    perangkat_daerah: str
    diketahui: datetime
    koreksi: bool = False

    def as_dict(self) -> dict[str, object]:
        """The note, in the order in which an official reads it."""
        return {
            "register": self.register,
            "periode": self.periode,
            "pemda": self.pemda,
            "perangkat_daerah": self.perangkat_daerah,
            "cakupan": [self.pemda],
            "diketahui": self.diketahui.isoformat(),
        }


def write_kiriman(
    folder: Path, kiriman: Kiriman, nama_kantor: str, schema: Schema, bentuk: Bentuk, rows: Sequence[Row], tree: RegionTree
) -> Path:
    """Writes the file and NAME.kiriman.yaml into `folder` and returns the file's path. Same arguments, same bytes."""
    name = f"{kiriman.register}_{kiriman.periode}{'_koreksi' if kiriman.koreksi else ''}"
    path = folder / f"{name}.{bentuk.berkas}"
    judul = [[f"{schema.label.upper()} TAHUN {kiriman.periode}"], [nama_kantor], [CATATAN], []]
    if bentuk.tajuk == "sumber":
        _write_source(path, schema, kiriman.pemda, rows, tree)
    elif bentuk.tajuk == "kotor":
        _write_dirty(path, judul, schema, rows, tree)
    elif bentuk.berkas == "csv":
        _write_csv(path, schema, bentuk, rows)
    else:
        header = [tajuk(kolom, bentuk.tajuk) for kolom in schema.kolom]
        body = ([_xlsx_cell(row.get(kolom.nama)) for kolom in schema.kolom] for row in rows)
        formats = {i: _format(k) for i, k in enumerate(schema.kolom) if k.jenis in _FORMAT_XLSX}
        widths = {i: float(max(12, len(teks) + 2)) for i, teks in enumerate(header)}
        write_xlsx(path, f"Data {kiriman.periode}", judul, [header], body, formats, widths=widths)
    note = yaml.safe_dump(kiriman.as_dict(), allow_unicode=True, sort_keys=False)
    path.with_suffix(".kiriman.yaml").write_text(f"# {CATATAN}\n{note}", encoding="utf-8")
    return path


def _format(kolom: Kolom) -> str:
    return "#,##0.00" if kolom.skala else _FORMAT_XLSX[kolom.jenis]


def tajuk(kolom: Kolom, cara: str) -> str:
    """The column's head as the office writes it: the field's name, its label, or the first synonym that it knows."""
    if cara == "nama":
        return kolom.nama
    label = kolom.label[:1].upper() + kolom.label[1:]
    return kolom.sinonim[0] if cara == "sinonim" and kolom.sinonim else label


def _write_csv(path: Path, schema: Schema, bentuk: Bentuk, rows: Sequence[Row]) -> None:
    """By field names a plain exchange file; otherwise what Indonesian Excel saves: semicolons, BOM, dd/mm/yyyy."""
    header = [tajuk(kolom, bentuk.tajuk) for kolom in schema.kolom]
    names = [kolom.nama for kolom in schema.kolom]
    if bentuk.tajuk == "nama":
        write_csv(path, header, ([row.get(nama) for nama in names] for row in rows))
        return
    body = ([_csv_text(row.get(kolom.nama), kolom, bentuk.uang) for kolom in schema.kolom] for row in rows)
    write_csv(path, header, body, delimiter=";", encoding="utf-8-sig")


_UANG: dict[str, Callable[[int], str]] = {
    "polos": str,
    "titik": format_angka,
    "rp": lambda nilai: f"Rp {format_angka(nilai)}",
}


def _csv_text(sel: Sel, kolom: Kolom, uang: str) -> str:
    match sel:
        case None:
            return ""
        case bool():
            return "Ya" if sel else "Tidak"
        case int():
            return _UANG[uang](sel) if kolom.satuan == "rupiah" else str(sel)
        case Decimal():
            return format_angka(Fraction(sel), max(0, -int(sel.as_tuple().exponent)))
        case date():
            return f"{sel:%d/%m/%Y}"
        case _:
            return str(sel)


def _xlsx_cell(sel: Sel) -> Cell:
    """Numbers and dates as Excel holds them; yes and no as words, since that is what officers type."""
    match sel:
        case bool():
            return "Ya" if sel else "Tidak"
        case Decimal():
            return int(sel) if sel == sel.to_integral_value() else float(sel)
        case _:
            return sel or None if isinstance(sel, str) else sel


def _write_source(path: Path, schema: Schema, pemda: str, rows: Sequence[Row], tree: RegionTree) -> None:
    """The export of SIDT or ODS: its own heads and columns, everything as text, regions by their names."""
    columns = [(head, field) for head, field in load_yaml("sumber.yaml")[schema.nama]]
    places = {code: _places(tree, pemda, code) for code in (None, *tree.kelurahan_of(pemda))}
    wilayah = str(schema.wilayah)

    def cells(row: Row) -> list[str]:
        code = row[wilayah]
        names = places.get(code if isinstance(code, str) else None, {"kelurahan": str(code)})
        return [names.get(f[1:], "") if f[:1] == "=" else _source_text(row.get(f)) for _, f in columns]

    write_csv(path, [head for head, _ in columns], (cells(row) for row in rows))


def _places(tree: RegionTree, pemda: str, code: str | None) -> dict[str, str]:
    levels: tuple[Tingkat, ...] = ("provinsi", "kota", "kecamatan", "kelurahan") if code else ("provinsi", "kota")
    return {tingkat: tree.name(ancestor(code or pemda, tingkat)) for tingkat in levels}


def _source_text(sel: Sel) -> str:
    match sel:
        case None:
            return ""
        case bool():
            return "Ya" if sel else "Tidak"
        case _:
            return str(sel)


_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def _write_dirty(path: Path, judul: list[list[str]], schema: Schema, rows: Sequence[Row], tree: RegionTree) -> None:
    """A workbook as people make it; its last data row but the wrong ones stands twice, below it the total."""
    labels = [tajuk(kolom, "label") for kolom in schema.kolom]
    parents = [_shared(labels, i) for i in range(len(labels))]
    first = [parent or label for parent, label in zip(parents, labels, strict=True)]
    second = [label[len(parent) :].strip() if parent else None for parent, label in zip(parents, labels, strict=True)]
    for i in range(len(first) - 1, 0, -1):
        first[i] = "" if parents[i] and parents[i] == parents[i - 1] else first[i]
    numbers = [str(i) for i in range(1, len(labels) + 1)]
    body: list[list[Cell]] = [[_dirty_cell(row.get(k.nama), k, tree) for k in schema.kolom] for row in rows]
    total: list[Cell] = ["JUMLAH", *[None] * (len(labels) - 2), f"Rp {format_angka(len(rows))}"]
    write_xlsx(path, "Rekap", judul, [first, second, numbers], [*body, body[0], total])


def _shared(labels: Sequence[str], i: int) -> str:
    """The first words that a label shares with its neighbour, of which a merged cell stands above both."""
    for j in (i + 1, i - 1):
        if 0 <= j < len(labels):
            one, other = labels[i].split(), labels[j].split()
            if len(one) == len(other) > _DUA_BARIS and one[:_DUA_BARIS] == other[:_DUA_BARIS]:
                return " ".join(one[:_DUA_BARIS])
    return ""


def _dirty_cell(sel: Sel, kolom: Kolom, tree: RegionTree) -> Cell:
    match sel:
        case date():
            return f"{sel.day} {_BULAN[sel.month - 1]} {sel.year}"
        case bool():
            return "√" if sel else "belum"
        case int() if kolom.satuan == "rupiah":
            return f"Rp. {format_angka(sel)},-"
        case str() if kolom.jenis == "wilayah" and is_region_code(sel) and tree.exists(sel):
            return f"Kel. {tree.name(sel)}" if int(sel[-1]) % 2 else sel.replace(".", "")
        case str() if kolom.pribadi and sel.isdigit():
            return float(sel)
        case _:
            return _xlsx_cell(sel)
