"""Offices brought into a national snapshot: the registers of those that are told now, those of all others as they stand.

A source says everything of an office that delivered in it, register by register. What another source said before, of other
offices or registers, stands until it is told anew.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.national import (
    CURRENT,
    NationalPiece,
    NationalSnapshot,
    alone,
    narrow,
    pieces_anew,
    read_manifest,
    settle_pieces,
    write_manifest,
)
from tolok.engine.snapshot import Delivered, Piece, Snapshot
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError

Told = tuple[str, str]
"""A register and the pemda whose rows it holds."""


@dataclass(frozen=True)
class Intake:
    """A snapshot that is in force now, and what became of each register told: its rows, and how many pieces are new."""

    snapshot: NationalSnapshot
    registers: Mapping[Told, tuple[int, int]]


@dataclass(frozen=True)
class _Anew:
    """A register of a pemda as told now, by the sources that speak of it; `offices`: of which nothing else is known."""

    pieces: tuple[Piece, ...]
    offices: frozenset[str]


def take_in(folder: Path, schemas: Mapping[str, Schema], sources: Iterable[Snapshot], whole: Collection[str] = ()) -> Intake:
    """Bring what the sources know into the national snapshot of a folder, which is made where there is none.

    `whole`: pemda of which the sources know everything, so that what they no longer tell is gone. Only pieces of entities
    that changed are written; the hash is that of freezing everything at once. IssueError TLK-U037 where another writes into
    the folder, TLK-U039 where two sources speak of the same office and register, and as of pieces_anew; the snapshot in
    force then stands as it was.
    """
    given = tuple(sources)
    told = _told(given)
    with alone(folder):
        empty = NationalSnapshot(folder, schemas, (), (), "")
        before = read_manifest(folder, schemas) if (folder / CURRENT).exists() else empty
        for one in before.pieces:
            if one.pemda in whole:
                told.setdefault((one.register, one.pemda), _Anew((), frozenset()))
        kept = [one for one in before.delivered if one.pemda not in whole and not _is_told(one, told)]
        stood = {one.hash for one in before.pieces}
        pieces, registers = [one for one in before.pieces if (one.register, one.pemda) not in told], {}
        for key, anew in sorted(told.items()):
            found = _pieces(before, key, anew, {one.perangkat_daerah for one in kept if (one.register, one.pemda) == key})
            registers[key] = sum(one.rows for one in found), sum(one.hash not in stood for one in found)
            pieces += found
        settle_pieces(folder, {register for register, _ in told})
        known = [one for source in given for one in source.delivered if _is_told(one, told)]
        return Intake(write_manifest(folder, schemas, pieces, [*kept, *known]), registers)


def _told(sources: Iterable[Snapshot]) -> dict[Told, _Anew]:
    """What the sources speak of. IssueError TLK-U039 where two speak of the same."""
    found: dict[Told, _Anew] = {}
    for source in sources:
        for (register, pemda), piece in sorted(source.pieces.items()):
            offices = {d.perangkat_daerah for d in source.delivered if (d.register, d.pemda) == (register, pemda)}
            known = found.get((register, pemda), _Anew((), frozenset()))
            if twice := sorted(known.offices & offices):
                raise IssueError(_twice(register, twice[0]))
            found[register, pemda] = _Anew((*known.pieces, piece), known.offices | offices)
    return found


def _is_told(one: Delivered, told: Mapping[Told, _Anew]) -> bool:
    anew = told.get((one.register, one.pemda))
    return anew is not None and one.perangkat_daerah in anew.offices


def _pieces(before: NationalSnapshot, key: Told, anew: _Anew, others: Collection[str]) -> list[NationalPiece]:
    """The pieces of a register of a pemda, of what is told now and of what is kept of the `others` among its offices."""
    register, pemda = key
    schema = before.schemas[register]
    rows = [narrow(schema, piece, pq.read_table(piece.path)) for piece in anew.pieces]
    offices = pa.array(sorted(others), pa.string())
    for piece in before.of(register) if others or not rows else ():
        if piece.pemda == pemda:
            stood = narrow(schema, piece, pq.read_table(piece.path))
            rows.append(stood.filter(pc.is_in(stood.column("perangkat_daerah"), value_set=offices)))
    return pieces_anew(before, schema, pemda, pa.concat_tables(rows))


def _twice(register: str, office: str) -> Issue:
    return Issue(
        "TLK-U039", "salah", f"register {register}, kantor {office}", "kantor ini ada di dua sumber",
        "baris register yang sama tidak boleh diambil dari dua tempat", "pilih satu folder untuk kantor itu",
    )  # fmt: skip
