"""One delivery on disk: rows in the manner of the office that sends them, and the note beside the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import yaml

from tolok.contoh.bentuk import CATATAN, Bentuk, Row, Sel
from tolok.registers.schema import Kolom, Schema
from tolok.registers.writer import Cell, write_csv, write_xlsx
from tolok.values.number import format_angka

_FORMAT_XLSX = {"bilangan": "#,##0", "nomor": "@", "wilayah": "@", "tanggal": "dd/mm/yyyy"}


@dataclass(frozen=True)
class Kiriman:
    """What the note beside the file says. A delivery covers whole regions, here always the office's own kota."""

    register: str
    periode: str
    pemda: str
    perangkat_daerah: str
    diketahui: datetime

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
    folder: Path, kiriman: Kiriman, nama_kantor: str, schema: Schema, bentuk: Bentuk, rows: Sequence[Row]
) -> Path:
    """Writes the file and NAME.kiriman.yaml into `folder` and returns the file's path. Same arguments, same bytes."""
    path = folder / f"{kiriman.register}_{kiriman.periode}.{bentuk.berkas}"
    header = [tajuk(kolom, bentuk.tajuk) for kolom in schema.kolom]
    if bentuk.berkas == "csv":
        _write_csv(path, header, schema, bentuk, rows)
    else:
        judul = [[f"{schema.label.upper()} TAHUN {kiriman.periode}"], [nama_kantor], [CATATAN], []]
        body = ([_xlsx_cell(row[kolom.nama]) for kolom in schema.kolom] for row in rows)
        formats = {i: _FORMAT_XLSX[k.jenis] for i, k in enumerate(schema.kolom) if k.jenis in _FORMAT_XLSX}
        widths = {i: float(max(12, len(teks) + 2)) for i, teks in enumerate(header)}
        write_xlsx(path, f"Data {kiriman.periode}", judul, [header], body, formats, widths=widths)
    note = yaml.safe_dump(kiriman.as_dict(), allow_unicode=True, sort_keys=False)
    path.with_suffix(".kiriman.yaml").write_text(f"# {CATATAN}\n{note}", encoding="utf-8")
    return path


def tajuk(kolom: Kolom, cara: str) -> str:
    """The column's head as the office writes it: the field's name, its label, or the first synonym that it knows."""
    if cara == "nama":
        return kolom.nama
    label = kolom.label[:1].upper() + kolom.label[1:]
    return kolom.sinonim[0] if cara == "sinonim" and kolom.sinonim else label


def _write_csv(path: Path, header: Sequence[str], schema: Schema, bentuk: Bentuk, rows: Sequence[Row]) -> None:
    """By field names a plain exchange file; otherwise what Indonesian Excel saves: semicolons, BOM, dd/mm/yyyy."""
    if bentuk.tajuk == "nama":
        write_csv(path, header, ([row[kolom.nama] for kolom in schema.kolom] for row in rows))
        return
    body = ([_csv_text(row[kolom.nama], kolom, bentuk) for kolom in schema.kolom] for row in rows)
    write_csv(path, header, body, delimiter=";", encoding="utf-8-sig")


_UANG: dict[str, Callable[[int], str]] = {
    "polos": str,
    "titik": format_angka,
    "rp": lambda nilai: f"Rp {format_angka(nilai)}",
}


def _csv_text(sel: Sel, kolom: Kolom, bentuk: Bentuk) -> str:
    match sel:
        case None:
            return ""
        case bool():
            return "Ya" if sel else "Tidak"
        case int():
            return _UANG[bentuk.uang](sel) if kolom.satuan == "rupiah" else str(sel)
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
