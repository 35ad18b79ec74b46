"""Which thing a row is about: its key is fixed at first sight, later numbers become aliases of it.

A cooperative that first comes with its legal-entity number and later with its NIK stays one cooperative. Two things that
claim one number are asked about and never merged: the stronger number (earlier in `kunci`) decides which row is which.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import pyarrow as pa

from tolok.registers.canonical import entity_id
from tolok.registers.delivery import CheckedDelivery, QuarantinedRow
from tolok.registers.duplicates import repeated, row_keys
from tolok.registers.faults import Fault, claimed_number, differing_duplicate, two_entities
from tolok.registers.schema import Schema


class Alias(NamedTuple):
    """A number by which an entity is known from now on. `kunci` as the schema spells it; parts of `a+b` joined by U+001F."""

    kunci: str
    nilai: str
    entitas: str


class Known:
    """The numbers of one kind of entity in one pemda that are known so far: by kind, value → entity."""

    def __init__(self, numbers: Iterable[tuple[str, str, str]] = ()):
        """`numbers`: (kunci, nilai, entitas)."""
        self.owner: dict[str, dict[str, str]] = {}
        self.held: dict[str, set[str]] = {}
        for kunci, nilai, entitas in numbers:
            self.add(kunci, nilai, entitas)

    def add(self, kunci: str, nilai: str, entitas: str) -> None:
        self.owner.setdefault(kunci, {})[nilai] = entitas
        self.held.setdefault(kunci, set()).add(entitas)

    def find(self, kunci: str, nilai: str) -> str | None:
        """The entity that a number belongs to."""
        return self.owner.get(kunci, {}).get(nilai)

    def holds(self, entitas: str, kunci: str) -> bool:
        """Whether the entity has a number of this kind already."""
        return entitas in self.held.get(kunci, ())


@dataclass
class Resolution:
    """`entitas` by row; what is newly known; rows to ask about; rows whose weaker number another entity holds."""

    entitas: list[str]
    baru: list[Alias] = field(default_factory=list)
    asked: dict[int, Fault] = field(default_factory=dict)
    claimed: dict[str, list[int]] = field(default_factory=dict)


def resolve(schema: Schema, pemda: str, clean: Any, known: Known) -> Resolution:
    """The entity of every row of a checked delivery; `known` is completed with the delivery's numbers.

    Rows with stronger numbers go first, so that the order of rows in a file decides nothing. A register with one kind of
    number looks up what others know of it, and adds nothing.
    """
    result = Resolution(clean.column("entitas").to_pylist())
    if len(schema.kunci) == 1 and not known.owner:
        return result
    work = _Work(schema, pemda, known, [_values(schema, clean, kunci) for kunci in schema.kunci], result)
    for strength in range(len(schema.kunci)):
        for row in work.rows_led_by(strength):
            work.settle(row, strength)
    return result


def _values(schema: Schema, clean: Any, kunci: str) -> list[str | None]:
    own_place = {schema.periode: "periode", schema.wilayah: "wilayah"}
    parts = [clean.column(own_place.get(part, part)).cast(pa.string()).to_pylist() for part in kunci.split("+")]
    if len(parts) == 1:
        return list(parts[0])
    return [None if None in values else "\x1f".join(values) for values in zip(*parts, strict=True)]


class _Work:
    """One delivery's numbers, column by column, while its rows are settled."""

    def __init__(
        self, schema: Schema, pemda: str, known: Known, columns: Sequence[Sequence[str | None]], result: Resolution
    ):
        self.schema, self.pemda, self.known, self.columns, self.result = schema, pemda, known, columns, result
        self.shared: set[tuple[int, str]] = set()
        self.together: dict[tuple[int, str], set[tuple[int, str]]] = {}
        for strength in range(len(columns) - 1):
            self._look(strength)

    def rows_led_by(self, strength: int) -> Iterator[int]:
        """Rows of which the strongest number is of this kind, in file order."""
        stronger = self.columns[:strength]
        for row, value in enumerate(self.columns[strength]):
            if value is not None and all(column[row] is None for column in stronger):
                yield row

    def _look(self, strength: int) -> None:
        """Which weaker numbers come with more than one stronger one, and whose the weaker ones of a new one are."""
        kunci, leading = self.schema.kunci[strength], self.columns[strength]
        for other in range(strength + 1, len(self.columns)):
            first: dict[str, str] = {}
            for row in self.rows_led_by(strength):
                value, lead = self.columns[other][row], leading[row]
                if value is None or lead is None:
                    continue
                owner = self.known.find(kunci, lead)
                if first.setdefault(value, owner or lead) != (owner or lead):
                    self.shared.add((other, value))
                if owner is None and self.known.find(self.schema.kunci[other], value):
                    self.together.setdefault((strength, lead), set()).add((other, value))

    def settle(self, row: int, strength: int) -> None:
        """The strongest number decides; a new one belongs to the thing of its weaker ones, if that has none yet."""
        kunci, lead = self.schema.kunci[strength], self.columns[strength][row]
        if lead is None:
            return
        entitas = self.known.find(kunci, lead)
        if entitas is None:
            owners = self._owners(strength, lead)
            if len(owners) > 1 or (strength, lead) in self.shared:
                labels = [self.schema.by_nama[part].label for part in self.schema.keys]
                self.result.asked[row] = two_entities(labels)
                return
            entitas = next(iter(owners), "")
            if not entitas or self.known.holds(entitas, kunci):
                entitas = entity_id(self.pemda, self.schema.entitas, kunci, *lead.split("\x1f"))
        self.result.entitas[row] = entitas
        for index in range(strength, len(self.columns)):
            value = self.columns[index][row]
            if value is not None:
                self._note(row, index, value, entitas)

    def _owners(self, strength: int, lead: str) -> set[str]:
        """The known things of the weaker numbers that come with a new one, without those that others claim as well."""
        weaker = self.together.get((strength, lead), set()) - self.shared
        found = (self.known.find(self.schema.kunci[index], value) for index, value in weaker)
        return {owner for owner in found if owner}

    def _note(self, row: int, index: int, value: str, entitas: str) -> None:
        kunci = self.schema.kunci[index]
        owner = self.known.find(kunci, value)
        if owner is None and (index, value) not in self.shared and len(self.columns) > 1:
            self.known.add(kunci, value, entitas)
            self.result.baru.append(Alias(kunci, value, entitas))
        elif owner is not None and owner != entitas:
            self.result.claimed.setdefault(kunci, []).append(row)


def resolve_delivery(schema: Schema, checked: CheckedDelivery, known: Known) -> tuple[CheckedDelivery, list[Alias]]:
    """The delivery with its rows under the entities that they are about, and the aliases that it brings.

    Rows that turn out to speak of one thing twice, or of nobody knows which, go to quarantine with their question.
    """
    found = resolve(schema, checked.header.pemda, checked.clean, known)
    at = checked.clean.schema.get_field_index("entitas")
    clean = checked.clean.set_column(at, "entitas", pa.array(found.entitas, pa.string()))
    asked, dropped, rangkap = _repetitions(clean, checked.baris, found.asked)
    issues = tuple(
        claimed_number(checked.header.berkas, schema.by_nama[kunci].label, [checked.baris[row] for row in sorted(set(rows))])
        for kunci, rows in found.claimed.items()
    )
    if not (asked or dropped or issues):
        return replace(checked, clean=clean), found.baru
    quarantined = tuple(_quarantined(schema, checked, row, fault) for row, fault in sorted(asked.items()))
    kept = [row for row in range(clean.num_rows) if row not in dropped and row not in asked]
    counts = dict(checked.report.per_kode)
    for fault in asked.values():
        counts[fault.kode] = counts.get(fault.kode, 0) + 1
    report = replace(
        checked.report,
        bersih=len(kept),
        karantina=checked.report.karantina + len(asked),
        rangkap=checked.report.rangkap + rangkap,
        per_kode=counts,
        issues=(*checked.report.issues, *issues),
    )
    quarantine = (*checked.quarantine, *quarantined)
    rows, baris = pa.array(kept, pa.int64()), [checked.baris[row] for row in kept]
    pribadi = None if checked.pribadi is None else checked.pribadi.take(rows)
    return CheckedDelivery(checked.header, clean.take(rows), baris, quarantine, report, pribadi), found.baru


def _repetitions(clean: Any, baris: Sequence[int], asked: dict[int, Fault]) -> tuple[dict[int, Fault], set[int], int]:
    """Rows that came under different numbers and are one thing: identical ones count once, differing ones are asked."""
    all_asked, dropped = dict(asked), set[int]()
    for rows in repeated(row_keys(clean)):
        group = [row for row in rows if row not in asked]
        contents = {tuple(column[row].as_py() for column in clean.columns) for row in group}
        if len(group) > 1 and len(contents) == 1:
            dropped.update(group[1:])
        elif len(group) > 1:
            fault = differing_duplicate([baris[row] for row in group])
            all_asked.update(dict.fromkeys(group, fault))
    return all_asked, dropped, len(dropped)


def _quarantined(schema: Schema, checked: CheckedDelivery, row: int, fault: Fault) -> QuarantinedRow:
    """The row as it was read; the delivered texts are gone by now."""
    line = checked.baris[row]
    cells = {k.label: checked.clean.column(k.nama)[row].as_py() for k in schema.stored}
    sel = {label: str(cell) for label, cell in cells.items() if cell is not None}
    keys = tuple(schema.by_nama[nama].label for nama in schema.keys)
    return QuarantinedRow("", line, sel, keys, (fault.at(f"berkas {checked.header.berkas}, baris {line}"),))
