"""Offices come into a national snapshot one after the other, and what one says leaves the others as they stand."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from engines.test_national import KINDS, PLACES, PROVINCE, SCHEMAS, Rows, drawn, frozen, known_anew, row, table
from tolok.engine.national import NationalSnapshot, alone, freeze_pieces, redeliver, verify, write_manifest
from tolok.engine.national_intake import Intake, take_in
from tolok.engine.snapshot import Delivered, Snapshot, freeze
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError

OFFICES = ("35/2.16", "35/2.17")


def of_office(schema: Schema, rng: Random, office: str) -> Rows:
    """Rows of one office, of entities of its own."""
    return {(f"{office}-{key[0]}", key[1]): (f"{office}-{key[0]}", PROVINCE, office, *one[3:])
            for key, one in drawn(schema, rng).items()}  # fmt: skip


def source(schema: Schema, rows: Rows, folder: Path, *offices: str) -> Snapshot:
    """What a folder knows of these offices of the province."""
    piece = freeze(schema, PROVINCE, table(schema, rows), folder)
    delivered = tuple(Delivered(schema.nama, PROVINCE, office, "2023", (PROVINCE,)) for office in offices)
    return Snapshot(SCHEMAS, {(schema.nama, PROVINCE): piece}, delivered)


def at_once(schema: Schema, rows: Rows, folder: Path, *offices: str) -> NationalSnapshot:
    pieces = freeze_pieces(schema, PROVINCE, table(schema, rows), folder)
    return write_manifest(folder, SCHEMAS, pieces, source(schema, rows, folder / "satu", *offices).delivered)


def refused(folder: Path, *sources: Snapshot) -> list[str]:
    with pytest.raises(IssueError) as found:
        take_in(folder, SCHEMAS, sources)
    return [one.kode for one in found.value.issues]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("together", [True, False])
def test_offices_of_one_pemda_add_up_and_a_new_state_of_one_leaves_the_other(
    name: str, together: bool, tmp_path: Path
) -> None:
    schema, rng = SCHEMAS[name], Random(7)
    one, other, later = (of_office(schema, rng, office) for office in (*OFFICES, OFFICES[0]))
    first, second = source(schema, one, tmp_path / "a", OFFICES[0]), source(schema, other, tmp_path / "b", OFFICES[1])
    made: Intake | None = None
    for sources in [(first, second)] if together else [(first,), (second,)]:
        made = take_in(tmp_path / "potret", SCHEMAS, sources)
    assert made and made.snapshot.hash == at_once(schema, one | other, tmp_path / "utuh", *OFFICES).hash
    renewed = take_in(tmp_path / "potret", SCHEMAS, [source(schema, later, tmp_path / "c", OFFICES[0])])
    assert renewed.snapshot.hash == at_once(schema, later | other, tmp_path / "utuh", *OFFICES).hash
    assert verify(renewed.snapshot) == []
    assert renewed.registers[name, PROVINCE][0] == sum(piece.rows for piece in renewed.snapshot.pieces)


def test_who_knows_everything_of_a_pemda_takes_back_what_it_no_longer_tells(tmp_path: Path) -> None:
    schema, rng = SCHEMAS[KINDS[0]], Random(8)
    told = source(schema, of_office(schema, rng, OFFICES[0]), tmp_path / "a", OFFICES[0])
    take_in(tmp_path / "potret", SCHEMAS, [told])
    nothing = Snapshot(SCHEMAS, {}, ())
    stands = take_in(tmp_path / "potret", SCHEMAS, [nothing]).snapshot
    assert stands.pieces and stands.delivered
    gone = take_in(tmp_path / "potret", SCHEMAS, [nothing], whole=[PROVINCE]).snapshot
    assert (gone.pieces, gone.delivered) == ((), ())


def test_two_sources_cannot_speak_of_the_same_office(tmp_path: Path) -> None:
    schema, rng = SCHEMAS[KINDS[0]], Random(9)
    one, other = (source(schema, of_office(schema, rng, OFFICES[0]), tmp_path / name, OFFICES[0]) for name in "ab")
    assert refused(tmp_path / "potret", one, other) == ["TLK-U039"]
    assert not (tmp_path / "potret").exists()


def test_while_one_writes_another_is_told_to_come_back(tmp_path: Path) -> None:
    schema, rng = SCHEMAS[KINDS[0]], Random(10)
    rows = drawn(schema, rng)
    snapshot = frozen(schema, rows, tmp_path / "potret")
    with alone(tmp_path / "potret"):
        assert refused(tmp_path / "potret", source(schema, rows, tmp_path / "a", OFFICES[1])) == ["TLK-U037"]
        with pytest.raises(IssueError, match="TLK-U037"):
            known_anew(snapshot, schema, rows, PLACES[0])


def test_who_set_out_from_a_snapshot_that_is_no_longer_in_force_takes_nothing_back(tmp_path: Path) -> None:
    schema, rng = SCHEMAS[KINDS[0]], Random(11)
    rows = drawn(schema, rng)
    old = frozen(schema, rows, tmp_path)
    period = next(iter(rows))[1]
    mine = {("baru", period): row(schema, rng, "baru", period, "35.79.03.1002")}  # type: ignore[arg-type]  # a period
    redeliver(old, schema, PROVINCE, "35.79", table(schema, mine))
    with pytest.raises(IssueError, match="TLK-U037"):
        known_anew(old, schema, rows, PLACES[0])


def test_a_register_that_was_frozen_with_other_columns_is_told(tmp_path: Path) -> None:
    schema, rng = SCHEMAS["usaha"], Random(12)
    fewer = replace(schema, kolom=schema.kolom[:-1])
    lacking = [one.nama for one in schema.fields if one not in fewer.fields]
    assert lacking
    rows = table(schema, drawn(schema, rng))
    narrow = rows.select([name for name in rows.column_names if name not in lacking])
    write_manifest(tmp_path / "potret", SCHEMAS, freeze_pieces(fewer, PROVINCE, narrow, tmp_path / "potret"), ())
    told = source(schema, of_office(schema, rng, OFFICES[0]), tmp_path / "a", OFFICES[0])
    assert refused(tmp_path / "potret", told) == ["TLK-U038"]


def test_nothing_told_is_nothing_kept(tmp_path: Path) -> None:
    schema = SCHEMAS["usaha"]
    made = take_in(tmp_path / "potret", SCHEMAS, [source(schema, {}, tmp_path / "a", OFFICES[0])])
    assert made.snapshot.pieces == ()
    assert [one.perangkat_daerah for one in made.snapshot.delivered] == [OFFICES[0]]  # nothing, and said so
