"""What a delivery leaves open, as questions that a person answers once for many rows; answers are applied before reading.

An answer never invents: it says which of the readings of a delivered text holds, or that the cell stays empty.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers.cell_numbers import MULTIPLIERS, decimal_text
from tolok.registers.cell_text import marker_of, shown
from tolok.registers.delivery import QuarantinedRow
from tolok.registers.faults import mask
from tolok.registers.schema import Kolom, Schema
from tolok.registers.sheets import RawDelivery, RawTable
from tolok.registers.wilayah import RegionTree
from tolok.values.instant import WIB, tanggal_panjang
from tolok.values.number import format_angka

KOSONGKAN = ""
"""The reading that a cell stays empty."""


@dataclass(frozen=True)
class Pilihan:
    """One answer: what is put in the cell's place (`nilai`), and how it is said."""

    nilai: str
    label: str


@dataclass(frozen=True)
class Pertanyaan:
    """One doubt over one or many rows. `kunci` names it in an answer; `baris`: its row numbers in the file."""

    kunci: str
    kode: str
    lembar: str
    kolom: str
    label: str
    tertulis: str
    baris: tuple[int, ...]
    tanya: str
    pilihan: tuple[Pilihan, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "kunci": self.kunci, "kode": self.kode, "lembar": self.lembar, "kolom": self.kolom, "label": self.label,
            "tertulis": self.tertulis, "baris": list(self.baris), "tanya": self.tanya,
            "pilihan": [[one.nilai, one.label] for one in self.pilihan],
        }  # fmt: skip


def questions_of(schema: Schema, rows: Iterable[QuarantinedRow], tree: RegionTree) -> tuple[Pertanyaan, ...]:
    """Every doubt of the quarantined rows that a choice can settle; equal doubts are one question."""
    found: dict[str, Pertanyaan] = {}
    twins = _twins(rows)
    for row in rows:
        for nama, issue in zip(row.nama, row.issues, strict=False):
            if issue.kode == "TLK-R029":
                asked = _which_row(row, twins)
            else:
                asked = _cell_question(schema, row, nama, issue.kode, issue.mengapa, issue.saran, tree)
            if asked is not None:
                before = found.get(asked.kunci)
                found[asked.kunci] = replace(asked, baris=(*before.baris, row.baris)) if before else asked
    return tuple(replace(one, baris=tuple(dict.fromkeys(one.baris))) for one in found.values())


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _cell_question(
    schema: Schema, row: QuarantinedRow, nama: str, kode: str, mengapa: str, saran: str, tree: RegionTree
) -> Pertanyaan | None:
    kolom = schema.by_nama.get(nama)
    texts = [row.sel[title] for title in row.kolom if title in row.sel] if kolom else []
    text = _text_of(row, kolom)
    if kolom is None or text is None or not texts:
        return None
    tanya, choices = _reading(kolom, kode, text, f"{mengapa} {saran}", tree)
    if not choices:
        return None
    if not kolom.wajib:
        choices = (*choices, Pilihan(KOSONGKAN, "Bukan, kosongkan selnya"))
    label = kolom.title + (" (Rp)" if kolom.satuan == "rupiah" else "")
    key = _key(row.lembar, nama, kode, text)
    return Pertanyaan(key, kode, row.lembar, nama, label, text, (row.baris,), tanya, choices)


def _text_of(row: QuarantinedRow, kolom: Kolom | None) -> str | None:
    """The cell's text: the row tells faulty headers along its faults of cells."""
    if kolom is None:
        return None
    faulty = [nama for nama in row.nama if nama]
    titles = dict(zip(faulty, row.kolom, strict=False))
    title = titles.get(kolom.nama)
    return row.sel.get(title) if title is not None else None


def _reading(kolom: Kolom, kode: str, text: str, said: str, tree: RegionTree) -> tuple[str, tuple[Pilihan, ...]]:
    """The question and its answers for one kind of doubt; no answers where a choice cannot settle it."""
    match kode:
        case "TLK-R013":
            return "Titik atau komanya menandai apa?", _numbers(kolom, text)
        case "TLK-R014":
            return "Berapa rupiah yang dimaksud?" if kolom.satuan == "rupiah" else "Kelipatannya apa?", _powers(kolom, text)
        case "TLK-R018":
            return "Tanggal yang mana?", _dates(text)
        case "TLK-R020":
            return "Tanda ini berarti ya atau tidak?", (Pilihan("ya", "Ya"), Pilihan("tidak", "Tidak"))
        case "TLK-R048":
            codes = re.findall(r"\d\d\.\d\d(?:\.\d\d(?:\.\d{4})?)?", said)
            return "Wilayah yang mana?", tuple(Pilihan(code, _place(tree, code)) for code in dict.fromkeys(codes))
        case "TLK-R024":
            near = re.search(r"tulis kodenya: ([\d.]+)", said)
            return ("Tidak ada di daftar wilayah. Maksud Anda yang ini?", (Pilihan(near[1], _place(tree, near[1])),)) \
                if near else ("", ())  # fmt: skip
        case "TLK-R019":
            guess = re.search(r"Maksud Anda `([^`]+)`", said)
            return ("Bukan pilihan kolom ini. Maksud Anda yang ini?", (Pilihan(guess[1], guess[1]),)) if guess else ("", ())
        case _:
            return "", ()


def _place(tree: RegionTree, code: str) -> str:
    parent = code.rpartition(".")[0]
    over = f", {tree.name(parent)}" if tree.exists(parent) else ""
    return f"{tree.name(code)}{over} ({code})" if tree.exists(code) else code


_BARE = re.compile(r"-?\d[\d.,]*")


def _numbers(kolom: Kolom, text: str) -> tuple[Pilihan, ...]:
    """Both readings of points and commas that are numbers and fit the column's decimals."""
    bare = _BARE.search(text.replace(" ", ""))
    if not bare:
        return ()
    readings = []
    for decimal, group in ((",", "."), (".", ",")):
        digits = bare[0].replace(group, "").replace(decimal, ".")
        if digits.count(".") <= 1:
            readings.append(Decimal(digits.rstrip(".")))
    return tuple(_amount(kolom, value) for value in dict.fromkeys(readings) if _fits(kolom, value))


def _powers(kolom: Kolom, text: str) -> tuple[Pilihan, ...]:
    bare = _BARE.search(text.replace(" ", ""))
    digits = bare[0].replace(",", ".") if bare else ""
    if not digits or digits.count(".") > 1:
        return ()
    powers = (0, *sorted(set(MULTIPLIERS.values())))
    values = [Decimal(digits.rstrip(".")).scaleb(power) for power in powers]
    return tuple(_amount(kolom, value) for value in values if _fits(kolom, value))


def _fits(kolom: Kolom, value: Decimal) -> bool:
    if kolom.jenis == "bilangan" and value.scaleb(kolom.skala) != value.scaleb(kolom.skala).to_integral_value():
        return False
    return abs(value) <= kolom.terbesar and (kolom.terkecil is None or value >= kolom.terkecil)


def _amount(kolom: Kolom, value: Decimal) -> Pilihan:
    """Written so that no column can read it in another way: digits, and a comma only where decimals follow."""
    exact = decimal_text(value)
    whole, _, part = exact.partition(".")
    printed = format_angka(int(whole)) + (f",{part}" if part else "")
    label = f"Rp\N{NO-BREAK SPACE}{printed}" if kolom.satuan == "rupiah" else f"{printed} {kolom.satuan}".strip()
    return Pilihan(PASTI + exact, label)


PASTI = "\x01N"
"""A settled number is laid down as a workbook's typed number, which no column's separators touch (see `cell_text`)."""


def _dates(text: str) -> tuple[Pilihan, ...]:
    found = re.match(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$", text.strip())
    if not found:
        return ()
    one, other, year = (int(part) for part in found.groups())
    days = []
    for month, day in ((other, one), (one, other)):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(
        Pilihan(day.isoformat(), tanggal_panjang(datetime.combine(day, time(), WIB))) for day in dict.fromkeys(days)
    )


def _twins(rows: Iterable[QuarantinedRow]) -> dict[tuple[str, str], list[QuarantinedRow]]:
    """Rows that claim one number with different contents, by the sentence that names them all."""
    found: dict[tuple[str, str], list[QuarantinedRow]] = {}
    for row in rows:
        for issue in row.issues:
            if issue.kode == "TLK-R029":
                found.setdefault((row.lembar, issue.mengapa), []).append(row)
    return found


def _which_row(row: QuarantinedRow, twins: Mapping[tuple[str, str], list[QuarantinedRow]]) -> Pertanyaan | None:
    mengapa = next(issue.mengapa for issue in row.issues if issue.kode == "TLK-R029")
    group = twins[row.lembar, mengapa]
    if len(group) < 2 or len(group) > 6:
        return None
    differing = [title for title in row.sel if len({one.sel.get(title, "") for one in group}) > 1]
    choices = tuple(Pilihan(str(one.baris), f"Baris {one.baris}: {_content(one, differing)}") for one in group)
    tanya = "Nomor yang sama ditulis dengan isi berbeda. Baris mana yang benar?"
    key = _key(row.lembar, "", "TLK-R029", mengapa)
    label = ", ".join(differing[:2])
    return Pertanyaan(key, "TLK-R029", row.lembar, "", label, "berbeda", (row.baris,), tanya, choices)


def _content(row: QuarantinedRow, titles: Iterable[str]) -> str:
    return ", ".join(f"{title} {row.sel.get(title) or 'kosong'}" for title in list(titles)[:3])


def apply_answers(raw: RawDelivery, asked: Iterable[Mapping[str, Any]], answers: Mapping[str, str]) -> RawDelivery:
    """The raw tables with every answered doubt settled.

    `asked`: questions in their JSON form; `answers`: kunci → place of the choice, counted from 0. An answer that is none
    of its question's choices changes nothing.
    """
    settled = [(one, value) for one in asked if (value := chosen(one, answers)) is not None]
    return replace(raw, tabel=tuple(_settle(table, settled) for table in raw.tabel))


def chosen(one: Mapping[str, Any], answers: Mapping[str, str]) -> str | None:
    """The reading that was chosen for a question; None where nothing, or nothing of its choices, was."""
    answer = answers.get(one["kunci"], "")
    at = int(answer) if answer.isascii() and answer.isdecimal() and len(answer) < 4 else -1
    return str(one["pilihan"][at][0]) if 0 <= at < len(one["pilihan"]) else None


def _settle(table: RawTable, settled: Iterable[tuple[Mapping[str, Any], str]]) -> RawTable:
    for one, value in settled:
        if one["lembar"] != table.lembar:
            continue
        if one["kode"] == "TLK-R029":
            table = _drop(table, [line for line in one["baris"] if str(line) != value])
        elif one["kolom"] in table.by_nama:
            table = _put(table, one["kolom"], one["tertulis"], value)
    return table


def _drop(table: RawTable, lines: list[int]) -> RawTable:
    keep = pc.invert(pc.is_in(table.baris, value_set=pa.array(lines, table.baris.type)))
    skipped = {**table.dilewati, "tidak dipilih": tuple(lines)}
    return replace(table, sel=table.sel.filter(keep), baris=table.baris.filter(keep), dilewati=skipped)


def _put(table: RawTable, nama: str, tertulis: str, nilai: str) -> RawTable:
    """The answer in every cell of the column that shows the text asked about."""
    column = table.sel.column(nama).combine_chunks()
    distinct = pc.unique(column).to_pylist()
    wanted = [cell for cell in distinct if cell is not None and _shows(cell, tertulis)]
    if not wanted:
        return table
    changed = pc.if_else(pc.is_in(column, value_set=pa.array(wanted, pa.string())), pa.scalar(nilai), column)
    return replace(table, sel=table.sel.set_column(table.sel.column_names.index(nama), nama, changed))


def _shows(cell: str, tertulis: str) -> bool:
    return not marker_of(cell) and tertulis in (shown(cell), mask(shown(cell)))


def question_lines(rows: Iterable[QuarantinedRow], asked: Iterable[Pertanyaan]) -> Iterator[tuple[str, int]]:
    """(sheet, row number) of the quarantined rows whose every fault is asked about: they wait for an answer."""
    keys = {(one.lembar, line, one.kolom) for one in asked for line in one.baris}
    for row in rows:
        names = row.nama or tuple("" for _ in row.issues)
        if names and all((row.lembar, row.baris, nama) in keys for nama in names):
            yield row.lembar, row.baris
