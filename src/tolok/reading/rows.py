"""Rows of a sheet become groups, one per measure: what is inherited, what goes on in the next row, what stands apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tolok.reading.headers import SERIES, Column
from tolok.reading.layout import UNRULED
from tolok.reading.paper import Cell
from tolok.reading.rules import acted
from tolok.reading.sheets import BodyRow, Sheet
from tolok.reading.values import read_value
from tolok.reading.words import goes_on, is_aim, is_measure, one_line, squash, stays_open

_DIVIDER = re.compile(
    r"^(?:[IVX]+\.?\s+|\d+\.\s+)?(?P<words>(?:indikator\s+)?(?:kinerja\s+)?(?P<kind>tujuan|sasaran|misi|program|kegiatan|sub\s?kegiatan|urusan|bidang)"
    r"(?:\s*(?:strategis|&|dan|/|perangkat daerah|renstra|\(iku[^)]*\)|tujuan|sasaran|utama|pd|opd))*)\s*"
    r"(?P<number>(?:[\d.]{1,6}|[IVX]{1,4})?)\s*[.:)]*\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TOTALS = {"jumlah", "total", "jumlahtotal", "totaljumlah", "ratarata", "jumlahanggaran", "totalanggaran", "rataratacapaian"}
_MARK = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Za-z])[.)]?\)?$")
_SUB = re.compile(r"^\s*(?:[a-z][.)]|[-•▪*]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}|\.[a-z])+\s)\s*\S")
_DATA = ("satuan", "alasan", "sumber_data", "penanggung_jawab", "keterangan")
_APPENDED = ("formula", "penjelasan", "definisi")


@dataclass
class Holder:
    """A tujuan or sasaran that several measures share: its fragments. `late`: found below its first measure."""

    parts: list[Cell] = field(default_factory=list)
    table: int = 0
    late: bool = False

    @property
    def text(self) -> str:
        return one_line(" ".join(cell.text for cell in self.parts))


@dataclass
class Group:
    """One measure of a sheet while it is read: its name's pieces, its other cells by column, what it belongs to."""

    names: list[Cell]
    cells: dict[int, list[Cell]]
    tujuan: Holder
    sasaran: Holder
    table: int
    row: int
    parent: "Group | None" = None
    section: str = ""
    nameless: bool = False
    doubt: str = ""
    head: str = ""

    @property
    def name(self) -> str:
        return one_line(" ".join(cell.text for cell in self.names))


def groups_of(sheet: Sheet) -> Iterator[Group]:
    """The measures of a sheet, for each of its name columns, top to bottom."""
    for name in sheet.header.names:
        yield from _Walk(sheet, name).run()


class _Walk:
    """One pass over the rows for one name column."""

    def __init__(self, sheet: Sheet, name: Column):
        self.sheet, self.name = sheet, name
        self.columns = [c for c in sheet.header.columns if c.owner == name.index]
        self.values = [c.index for c in self.columns if c.field in SERIES]
        self.data = [c.index for c in self.columns if c.field in _DATA]
        self.appended = [c.index for c in self.columns if c.field in _APPENDED]
        self.numbers = [c.index for c in sheet.header.columns if c.field == "nomor"]
        self.levels = {kind: self._nearest(kind) for kind in ("tujuan", "sasaran")}
        self.holders = {"tujuan": Holder(), "sasaran": Holder()}
        self.section = ""
        self.groups: list[Group] = []
        self.fresh = False

    def _nearest(self, kind: str) -> int:
        left = [c.index for c in self.sheet.header.columns if c.field == kind]
        before = [index for index in left if index < self.name.index]
        return before[-1] if before else (left[0] if left and len(self.sheet.header.names) == 1 else -1)

    def run(self) -> list[Group]:
        for row in self.sheet.rows:
            if self._is_total(row):
                continue
            if self._divides(row):
                acted("baris pembagi")
                continue
            self._levels(row)
            self._row(row)
        return [group for group in self._told() if group.names or group.nameless]

    def _told(self) -> list[Group]:
        """Groups with the heads of sub-measures (`Jumlah … :`) taken into the names below them."""
        told: list[Group] = []
        for number, group in enumerate(self.groups):
            below = self.groups[number + 1 : number + 2]
            heads = group.name.rstrip().endswith(":") and not any(c in group.cells for c in self.values)
            if heads and below and below[0].names and _SUB.match(below[0].name):
                acted("sub-indikator")
                self._head_of(group, number)
                continue
            told.append(group)
        return told

    def _head_of(self, head: Group, number: int) -> None:
        for group in self.groups[number + 1 :]:
            if not _SUB.match(group.name) or group.sasaran is not head.sasaran:
                break
            group.head = head.name.rstrip(" :")
            group.doubt = group.doubt or "bagian dari indikator di atasnya; nama lengkapnya disusun"

    def _is_total(self, row: BodyRow) -> bool:
        """A row that sums others up: the name, or what stands before it, says so."""
        texts = {squash(cell.text) for c, cell in row.cells.items() if cell.text and c <= self.name.index}
        return bool(texts & _TOTALS)

    def _divides(self, row: BodyRow) -> bool:
        """A row with one text alone that heads the rows below it (TUJUAN, SASARAN 1 : …, INDIKATOR PROGRAM:)."""
        held = {id(cell): (c, cell) for c, cell in sorted(row.cells.items(), reverse=True) if cell.text}
        texts = [(c, cell) for c, cell in held.values() if c in row.own]
        words = [(c, cell) for c, cell in texts if not _MARK.match(cell.text)]
        if len(words) != 1 or any(c in self.values for c, _ in texts) or self._spanned(row):
            return False
        cell = words[0][1]
        text = one_line(cell.text)
        match = _DIVIDER.match(text)
        wide = cell.colspan >= 3 and cell.colspan * 2 >= len(self.sheet.header.columns)
        if not match:
            if wide or (text.endswith(":") and len(text) < 80):
                self._heading(cell, row)
                return True
            return False
        rest = match.group("rest").strip()
        if rest and not wide and not text.endswith(":") and ":" not in text[: len(text) - len(rest) + 1]:
            return False
        self._enter(
            match.group("kind").lower(),
            match.group("words").lower(),
            Cell(rest, cell.row, cell.column, page=cell.page, box=cell.box),
            row,
        )
        return True

    def _spanned(self, row: BodyRow) -> bool:
        """Whether the name's place belongs to a cell from above: then the row is part of that measure."""
        cell = row.cells.get(self.name.index)
        begins = any(row.cells[c] is cell for c in row.own)
        return cell is not None and bool(cell.text) and not begins

    def _heading(self, cell: Cell, row: BodyRow) -> None:
        if is_aim(cell.text) and self.levels["sasaran"] < 0:
            self.holders["sasaran"] = Holder([cell], row.table)
        self.fresh = True

    def _enter(self, kind: str, words: str, rest: Cell, row: BodyRow) -> None:
        self.section = "" if "indikator" in words and kind not in ("tujuan", "sasaran") else kind
        if kind in self.holders:
            self.holders[kind] = Holder([rest] if rest.text else [], row.table)
        if kind in ("misi", "tujuan", "program", "kegiatan") and "indikator" not in words:
            self.holders["sasaran"] = Holder()
        if kind in ("sasaran",) and self.levels["tujuan"] < 0 and not rest.text:
            self.holders["tujuan"] = Holder()
        self.fresh = True

    def _levels(self, row: BodyRow) -> None:
        """Tujuan and sasaran that begin or go on in this row. A new tujuan ends the sasaran before it."""
        for kind in ("tujuan", "sasaran"):
            column = self.levels[kind]
            text = row.owned(column) if column >= 0 else ""
            if not text:
                continue
            target = self._kind_here(kind)
            holder = self.holders[target]
            cell = row.cells[column]
            alone = not row.owned(self.name.index)
            rest = goes_on(holder.text, text) and (not is_aim(text) or stays_open(holder.text))
            if holder.parts and (rest or (row.torn and alone and not is_aim(text))):
                holder.parts.append(cell)
            elif not holder.parts and self.fresh and alone:
                holder.parts, holder.table, holder.late = [cell], row.table, bool(self.groups)
            else:
                if not holder.parts and self.fresh:
                    holder.parts, holder.table = [cell], row.table
                else:
                    self.holders[target] = Holder([cell], row.table)
                if kind == "tujuan":
                    self.holders["sasaran"] = Holder()

    def _kind_here(self, kind: str) -> str:
        """Under a divider TUJUAN the column `Sasaran` holds the tujuan."""
        return "tujuan" if kind == "sasaran" and self.section == "tujuan" and self.levels["tujuan"] < 0 else kind

    def _filled(self, row: BodyRow, columns: list[int]) -> set[int]:
        return {c for c in columns if row.owned(c)}

    def _row(self, row: BodyRow) -> None:
        name = row.owned(self.name.index)
        name = name if _is_name(name) else ""
        values, data = self._filled(row, self._value_columns(row)), self._filled(row, self.data)
        appended = self._filled(row, self.appended)
        last = self.groups[-1] if self.groups else None
        if name:
            if last and self._is_rest(row, last, name, values | data):
                acted("baris terbelah halaman" if row.torn else "nama bersambung")
                last.names.append(row.cells[self.name.index])
                self._add(last, row, values | data | appended)
            elif last and last.nameless and self._completes(row, last, values | data):
                acted("nama di tengah")
                last.names, last.nameless = [row.cells[self.name.index]], False
                self._add(last, row, values | data | appended)
            else:
                self._open(row, [row.cells[self.name.index]])
            return
        if not values | data | appended:
            return
        if last is None:
            return
        self._unnamed(row, last, values, data, appended)

    def _value_columns(self, row: BodyRow) -> list[int]:
        """Value columns of this name; those of another name column too, where that one is empty here."""
        others = [c.index for c in self.sheet.header.names if c.index != self.name.index]
        if self.values or any(row.text(index) for index in others):
            return self.values
        return [c.index for c in self.sheet.header.columns if c.field in SERIES]

    def _data_columns(self, row: BodyRow) -> list[int]:
        others = [c.index for c in self.sheet.header.names if c.index != self.name.index]
        columns = self.columns if self.values or any(row.text(i) for i in others) else self.sheet.header.columns
        return [c.index for c in columns if c.field not in SERIES]

    def _is_rest(self, row: BodyRow, last: Group, name: str, filled: set[int]) -> bool:
        """Whether a name goes on: no value of its own, and it reads on from the piece above."""
        if filled or any(row.owned(c) for c in self.numbers) or last.nameless:
            return False
        if is_measure(name) and not stays_open(last.name):
            return False
        sasaran = row.owned(self.levels["sasaran"]) if self.levels["sasaran"] >= 0 else ""
        if sasaran and is_aim(sasaran) and sasaran[:1].isupper():
            return False
        held = any(c in last.cells for c in self.values)
        short = self.sheet.table.loose and len(name.split()) <= 6
        return goes_on(last.name, name) or bool(held and (short or row.torn))

    def _completes(self, row: BodyRow, last: Group, filled: set[int]) -> bool:
        """A named row completes the one above it when no value or source stands in both."""
        return bool(filled or self.values) and not (filled & set(last.cells)) and last.parent is not None

    def _unnamed(self, row: BodyRow, last: Group, values: set[int], data: set[int], appended: set[int]) -> None:
        """A row without a name: the rest of the measure above, a second part of it, or a measure whose name is missing."""
        clash = (values | data) & set(last.cells)
        own_level = any(row.owned(c) for c in [*self.numbers, self.levels["sasaran"]] if c >= 0)
        sasaran = row.owned(self.levels["sasaran"]) if self.levels["sasaran"] >= 0 else ""
        starts = own_level and not (sasaran and goes_on(self._before(sasaran), sasaran) and len(sasaran.split()) < 6)
        unruled = any(row.cells[c].doubt == UNRULED for c in values | data)
        if unruled or not (values or len(data) > 1) or (not clash and not (starts and values)):
            self._add(last, row, values | data | appended)
            return
        group = self._open(row, [])
        group.nameless = True
        if not starts and (len(data) > 1 or self._spanned(row) or values):
            group.parent = last

    def _before(self, text: str) -> str:
        holder = self.holders[self._kind_here("sasaran")]
        return one_line(" ".join(cell.text for cell in holder.parts if cell.text != text))

    def _open(self, row: BodyRow, names: list[Cell]) -> Group:
        group = Group(
            names, {}, self.holders["tujuan"], self.holders["sasaran"], row.table, row.row, section=self.section,
            doubt=self.name.doubt,
        )  # fmt: skip
        for column in [*self._value_columns(row), *self._data_columns(row)]:
            if row.text(column) and column != self.name.index:
                group.cells.setdefault(column, []).append(row.cells[column])
        self.groups.append(group)
        return group

    def _add(self, group: Group, row: BodyRow, columns: set[int]) -> None:
        for column in sorted(columns):
            cell = row.cells[column]
            if cell not in group.cells.setdefault(column, []):
                group.cells[column].append(cell)


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a measure: a word at least, and not all of it in brackets."""
    words = one_line(text)
    return bool(re.search(r"[^\W\d_]{2}", words)) and not re.fullmatch(r"\([^()]*\)", words)


def is_value(text: str) -> bool:
    """Whether a text is a number or grade, as far as a cell shows it."""
    value = read_value(text)
    return value is not None and not value.doubt
