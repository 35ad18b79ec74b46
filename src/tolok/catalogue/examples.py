"""Worked examples: tables drawn in text → typed rows, ready to be frozen for any engine. No engine is known here.

tahun | entitas | volume_usaha        one line per row; `tahun` is the register's period
2023  | Melati  | 400.000.000         `entitas` names who the row is about (the same in both years of a panel)
2024  | Melati  |                     an empty cell is *kosong*
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
    """One row. `isi` holds every stored field of the register: whole numbers scaled as declared, None where kosong."""

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
    example says otherwise in `dikirim`.
    """
    reader = _Reader(f"{where}, contoh {contoh.nama}".removeprefix(", "), schemas, [])
    rows = {nama: reader.table(nama, text) for nama, text in contoh.register}
    delivered = {(nama, tahun) for nama, found in rows.items() for tahun in _years(nama, found, contoh)}
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


def _years(nama: str, rows: tuple[BarisContoh, ...], contoh: ContohKerja) -> set[int]:
    said = dict(contoh.dikirim).get(nama)
    return set(said) if said is not None else {row.tahun for row in rows} or {contoh.tahun}


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
        known = (TAHUN, ENTITAS, WILAYAH, *(kolom.nama for kolom in schema.fields))
        unknown = [name for name in header if name not in known]
        for name in unknown:
            self.fault(
                "TLK-D021",
                f"{schema.nama}, kolom {name}",
                f"kolom `{name}` tidak ada di register itu",
                maksud_anda(name, known) or "kolomnya: " + ", ".join(known),
            )
        if TAHUN not in header:
            self.fault("TLK-D020", schema.nama, "tabel tidak punya kolom `tahun`", "tambahkan kolom tahun di depan")
        if len(set(header)) != len(header):
            self.fault("TLK-D020", schema.nama, "ada kolom yang tertulis dua kali", "hapus salah satunya")
        return not unknown and TAHUN in header and len(set(header)) == len(header)

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
        if not (cell[TAHUN].isdecimal() and len(cell[TAHUN]) == 4):
            self.fault("TLK-D022", f"{place}, tahun", f"`{cell[TAHUN]}` bukan tahun", "tulis misalnya 2024")
            return None
        wilayah = cell.get(WILAYAH) or None
        if wilayah and not is_region_code(wilayah):
            self.fault("TLK-D022", f"{place}, wilayah", f"`{wilayah}` bukan kode wilayah", "tulis misalnya 35.75.01.1001")
        isi = {kolom.nama: self._cell(kolom, cell.get(kolom.nama, ""), place) for kolom in schema.fields}
        return BarisContoh(cell.get(ENTITAS) or f"baris {number}", int(cell[TAHUN]), wilayah, isi)

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
                f"`{entitas}` tertulis dua kali pada tahun {tahun}",
                "satu entitas hanya punya satu baris dalam satu tahun",
            )


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
