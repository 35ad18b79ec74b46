"""Worked examples: tables drawn in text → typed rows, ready to be frozen for any engine. No engine is known here.

tahun | entitas | volume_usaha        one line per row; `tahun` is the register's period
2023  | Melati  | 400.000.000         `entitas` names who the row is about (the same in both years of a panel)
2024  | Melati  |                     an empty cell is *kosong*

A stock register has no years: its rows begin at `berlaku_dari` and end at `berlaku_sampai` (2024-01-31). A derived field
may be drawn like any other; one that is a sum of columns follows from those where it is not drawn itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tolok.catalogue.definition import ContohKerja
from tolok.registers.schema import Kolom, Schema
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import parse_angka
from tolok.values.region import is_region_code

Isi = int | bool | date | str | None
TAHUN, ENTITAS, WILAYAH = "tahun", "entitas", "wilayah"
_YES_NO = {"ya": True, "tidak": False}


@dataclass(frozen=True)
class BarisContoh:
    """One row. `isi` holds every field of the register: whole numbers scaled as declared, None where kosong. `tahun` is
    the period as it is stored: the year, in a stock register the first day as the whole number YYYYMMDD."""

    entitas: str
    tahun: int
    wilayah: str | None
    isi: Mapping[str, Isi]


@dataclass(frozen=True)
class IsiContoh:
    """What an example delivers. A register in `rows` without rows was delivered empty; one not in it never was.

    `delivered` pairs registers with years; `data` are the outside figures by kode and year.
    """

    tahun: int
    rows: Mapping[str, tuple[BarisContoh, ...]]
    delivered: frozenset[tuple[str, int]]
    data: Mapping[tuple[str, int], Fraction]


def example_rows(contoh: ContohKerja, schemas: Mapping[str, Schema], where: str = "") -> IsiContoh:
    """The rows and figures of an example. IssueError with every fault (TLK-D020 table, D021 name, D022 cell);
    `where` is put before the example's name in messages, usually the kode.

    Delivered years of a register are those of its rows, or the example's own year where it has none, unless the
    example says otherwise in `dikirim`; a stock register is delivered for every year from its first row on.
    """
    reader = _Reader(f"{where}, contoh {contoh.nama}".removeprefix(", "), schemas, [])
    rows = {nama: reader.table(nama, text) for nama, text in contoh.register}
    known = {schemas[nama]: found for nama, found in rows.items() if nama in schemas}
    delivered = {(schema.nama, tahun) for schema, found in known.items() for tahun in _years(schema, found, contoh)}
    for nama, _ in contoh.dikirim:
        if nama not in rows:
            reader.fault(
                "TLK-D021",
                f"dikirim, {nama}",
                "register itu tidak ada tabelnya di contoh ini",
                "gambar tabelnya, boleh hanya baris judul kolom",
            )
    if reader.issues:
        raise IssueError(reader.issues)
    data = {(kode, tahun): parse_angka(nilai) or Fraction(0) for kode, tahun, nilai in contoh.data}
    return IsiContoh(contoh.tahun, rows, frozenset(delivered), data)


def _years(schema: Schema, rows: tuple[BarisContoh, ...], contoh: ContohKerja) -> set[int]:
    said = dict(contoh.dikirim).get(schema.nama)
    if said is not None:
        return set(said)
    if schema.jenis == "stok":
        return set(range(min((row.tahun // 10_000 for row in rows), default=contoh.tahun), contoh.tahun + 1))
    return {row.tahun for row in rows} or {contoh.tahun}


@dataclass
class _Reader:
    where: str
    schemas: Mapping[str, Schema]
    issues: list[Issue]

    def fault(self, kode: str, place: str, mengapa: str, saran: str) -> None:
        where = f"{self.where}, {place}"
        self.issues.append(Issue(kode, "salah", where, "contoh kerja tidak dapat dibaca", mengapa, saran))

    def table(self, nama: str, text: str) -> tuple[BarisContoh, ...]:
        schema = self.schemas.get(nama)
        if schema is None:
            names = tuple(self.schemas)
            self.fault(
                "TLK-D021",
                nama,
                f"register `{nama}` tidak dikenal",
                maksud_anda(nama, names) or "registernya: " + ", ".join(names),
            )
            return ()
        lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip(" -+|")]
        if not lines or not self._header(schema, lines[0]):
            return ()
        found = [self._row(schema, lines[0], cells, number) for number, cells in enumerate(lines[1:], 1)]
        rows = tuple(row for row in found if row is not None)
        self._once(nama, rows)
        return rows

    def _header(self, schema: Schema, header: list[str]) -> bool:
        period = _period(schema)
        known = (period, ENTITAS, WILAYAH, *(kolom.nama for kolom in schema.fields))
        unknown = [name for name in header if name not in known]
        for name in unknown:
            self.fault(
                "TLK-D021",
                f"{schema.nama}, kolom {name}",
                f"kolom `{name}` tidak ada di register itu",
                maksud_anda(name, known) or "kolomnya: " + ", ".join(known),
            )
        if period not in header:
            self.fault("TLK-D020", schema.nama, f"tabel tidak punya kolom `{period}`", f"tambahkan kolom {period} di depan")
        if len(set(header)) != len(header):
            self.fault("TLK-D020", schema.nama, "ada kolom yang tertulis dua kali", "hapus salah satunya")
        return not unknown and period in header and len(set(header)) == len(header)

    def _row(self, schema: Schema, header: list[str], cells: list[str], number: int) -> BarisContoh | None:
        place = f"{schema.nama}, baris {number}"
        if len(cells) != len(header):
            self.fault(
                "TLK-D020",
                place,
                f"{len(cells)} sel, seharusnya {len(header)} seperti judul kolom",
                "tulis tanda | juga di depan sel yang kosong",
            )
            return None
        cell = dict(zip(header, cells, strict=True))
        period = _period(schema)
        begins = _begins(schema, cell[period])
        if begins is None:
            kind, saran = ("tanggal", "2024-01-31") if schema.jenis == "stok" else ("tahun", "2024")
            self.fault("TLK-D022", f"{place}, {period}", f"`{cell[period]}` bukan {kind}", f"tulis misalnya {saran}")
            return None
        wilayah = cell.get(WILAYAH) or None
        if wilayah and not is_region_code(wilayah):
            self.fault("TLK-D022", f"{place}, wilayah", f"`{wilayah}` bukan kode wilayah", "tulis misalnya 35.75.01.1001")
        isi = {kolom.nama: self._cell(kolom, cell.get(kolom.nama, ""), place) for kolom in schema.fields}
        sums = {kolom.nama: _sum(kolom, isi) for kolom in schema.turunan if kolom.nama not in header}
        return BarisContoh(cell.get(ENTITAS) or f"baris {number}", begins, wilayah, isi | sums)

    def _cell(self, kolom: Kolom, text: str, place: str) -> Isi:
        if not text:
            return None
        value = _typed(kolom, text)
        if value is None:
            saran = {
                "ya_tidak": "tulis ya atau tidak",
                "tanggal": "tulis misalnya 2024-01-31",
                "kategori": "pilihannya: " + ", ".join(kolom.pilihan),
            }
            self.fault(
                "TLK-D022",
                f"{place}, {kolom.nama}",
                f"`{text}` bukan {kolom.jenis.replace('_', '/')} kolom itu",
                saran.get(kolom.jenis, f"tulis angka Indonesia dengan paling banyak {kolom.skala} desimal"),
            )
        return value

    def _once(self, nama: str, rows: tuple[BarisContoh, ...]) -> None:
        keys = [(row.entitas, row.tahun) for row in rows]
        for entitas, tahun in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault(
                "TLK-D020",
                nama,
                f"`{entitas}` tertulis dua kali pada {tahun}",
                "satu entitas hanya punya satu baris dalam satu periode",
            )


def _period(schema: Schema) -> str:
    return schema.periode if schema.jenis == "stok" else TAHUN


def _begins(schema: Schema, text: str) -> int | None:
    """The period of a row as it is stored; None where it cannot be read."""
    if schema.jenis != "stok":
        return int(text) if text.isdecimal() and len(text) == 4 else None
    try:
        return int(date.fromisoformat(text).strftime("%Y%m%d"))
    except ValueError:
        return None


def _sum(kolom: Kolom, isi: Mapping[str, Isi]) -> Isi:
    """A derived sum from the columns drawn; kosong where one of them is."""
    total = 0
    for factor, nama in kolom.turunan.suku if kolom.turunan else ():
        cell = isi[nama]
        if not isinstance(cell, int):
            return None
        total += factor * cell
    return total if kolom.turunan and kolom.turunan.suku else None


def _typed(kolom: Kolom, text: str) -> Isi:
    """The value of a filled cell; None where it cannot be read."""
    match kolom.jenis:
        case "bilangan" | "tahun":
            number = parse_angka(text)
            scaled = None if number is None else number * 10**kolom.skala
            return int(scaled) if scaled is not None and scaled.denominator == 1 else None
        case "ya_tidak":
            return _YES_NO.get(text.casefold())
        case "kategori":
            return next((nama for nama in kolom.pilihan if nama.casefold() == text.casefold()), None)
        case "tanggal":
            try:
                return date.fromisoformat(text)
            except ValueError:
                return None
        case "angka":
            number = parse_angka(text)
            return None if number is None else str(number)
        case _:
            return text
