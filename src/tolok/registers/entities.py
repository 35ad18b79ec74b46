"""Which thing a row is about: its key is fixed at first sight, later numbers become aliases of it.

A cooperative that first comes with its legal-entity number and later with its NIK stays one cooperative. Two things that
claim one number are asked about and never merged: the stronger number (earlier in `kunci`) decides which row is which.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from tolok.registers.canonical import entity_id
from tolok.registers.delivery import CheckedDelivery, QuarantinedRow
from tolok.registers.duplicates import repeated, row_keys
from tolok.registers.faults import Fault, claimed_number, differing_duplicate, two_entities
from tolok.registers.schema import Schema

Number = tuple[str, str]
"""A kind of number as `kunci` spells it, and its value (the parts of `a+b` joined by U+001F)."""


@dataclass(frozen=True)
class Alias:
    """That a number belongs to an entity, known since the delivery that brought it. `jenis`: the kind of entity."""

    jenis: str
    pemda: str
    kunci: str
    nilai: str
    entitas: str


class Known:
    """The numbers of one kind of entity in one pemda that are known so far."""

    def __init__(self, numbers: Iterable[tuple[str, str, str]] = ()):
        """`numbers`: (kunci, nilai, entitas)."""
        self.owner: dict[Number, str] = {}
        self.held: set[tuple[str, str]] = set()
        for kunci, nilai, entitas in numbers:
            self.add(kunci, nilai, entitas)

    def add(self, kunci: str, nilai: str, entitas: str) -> None:
        self.owner[kunci, nilai] = entitas
        self.held.add((entitas, kunci))


@dataclass
class Resolution:
    """`entitas` by row; what is newly known; rows to ask about; rows whose weaker number another entity holds."""

    entitas: list[str]
    baru: list[Alias] = field(default_factory=list)
    asked: dict[int, Fault] = field(default_factory=dict)
    claimed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def resolve(schema: Schema, pemda: str, clean: Any, known: Known) -> Resolution:
    """The entity of every row of a checked delivery; `known` is completed with the delivery's numbers.

    Rows with stronger numbers go first, so that the order of rows in a file decides nothing.
    """
    columns = [_values(schema, clean, kunci) for kunci in schema.kunci]
    result = Resolution(clean.column("entitas").to_pylist())
    if len(schema.kunci) == 1 and not known.owner:
        return result
    numbers: list[list[Number]] = [
        [(kunci, value) for kunci, value in zip(schema.kunci, values, strict=True) if value is not None]
        for values in zip(*columns, strict=True)
    ]
    shared, together = _shared(numbers, known), _together(numbers, known)
    strength = {kunci: index for index, kunci in enumerate(schema.kunci)}
    for row in sorted(range(len(numbers)), key=lambda row: strength[numbers[row][0][0]]):
        _settle(schema, pemda, row, numbers[row], together.get(numbers[row][0], set()) - shared, shared, known, result)
    return result


def _values(schema: Schema, clean: Any, kunci: str) -> list[str | None]:
    own_place = {schema.periode: "periode", schema.wilayah: "wilayah"}
    parts = [clean.column(own_place.get(part, part)).cast(pa.string()).to_pylist() for part in kunci.split("+")]
    if len(parts) == 1:
        return list(parts[0])
    return [None if None in values else "\x1f".join(values) for values in zip(*parts, strict=True)]


def _shared(rows: Sequence[Sequence[Number]], known: Known) -> set[Number]:
    """Weaker numbers that rows with different stronger numbers carry in this delivery: whose they are is not known."""
    first: dict[Number, object] = {}
    shared: set[Number] = set()
    for numbers in rows:
        token: object = known.owner.get(numbers[0], numbers[0])
        for number in numbers[1:]:
            if first.setdefault(number, token) != token:
                shared.add(number)
    return shared


def _together(rows: Sequence[Sequence[Number]], known: Known) -> dict[Number, set[Number]]:
    """The known weaker numbers that come with each new stronger one, in whatever row: they tell whether it is new."""
    found: dict[Number, set[Number]] = {}
    for numbers in rows if known.owner else ():
        if numbers[0] not in known.owner:
            for number in numbers[1:]:
                if number in known.owner:
                    found.setdefault(numbers[0], set()).add(number)
    return found


def _settle(
    schema: Schema,
    pemda: str,
    row: int,
    numbers: Sequence[Number],
    weaker: set[Number],
    shared: set[Number],
    known: Known,
    result: Resolution,
) -> None:
    """One row: its strongest number decides; a new one belongs to the thing of its weaker ones, if that has none yet."""
    strongest = numbers[0]
    entitas = known.owner.get(strongest)
    if entitas is None:
        owners = {known.owner[number] for number in weaker}
        if len(owners) > 1 or strongest in shared:
            result.asked[row] = two_entities([schema.by_nama[p].label for k, _ in numbers for p in k.split("+")])
            return
        entitas = owners.pop() if owners else ""
        if not entitas or (entitas, strongest[0]) in known.held:
            entitas = entity_id(pemda, schema.entitas, strongest[0], *strongest[1].split("\x1f"))
    result.entitas[row] = entitas
    for kunci, nilai in numbers:
        owner = known.owner.get((kunci, nilai))
        if owner is None and (kunci, nilai) not in shared and len(schema.kunci) > 1:
            known.add(kunci, nilai, entitas)
            result.baru.append(Alias(schema.entitas, pemda, kunci, nilai, entitas))
        elif owner is not None and owner != entitas:
            result.claimed[kunci].append(row)


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
    clean, baris = clean.take(pa.array(kept, pa.int64())), [checked.baris[row] for row in kept]
    return CheckedDelivery(checked.header, clean, baris, quarantine, report), found.baru


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
