"""A national snapshot: pieces by kab/kota, rewritten only where an entity changed, whole whatever breaks off."""

import json
import os
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spec.drawing import SCHEMAS
from tolok.engine.content_hash import content_hash
from tolok.engine.national import (
    NationalSnapshot,
    freeze_pieces,
    piece_region,
    read_manifest,
    redeliver,
    sweep,
    verify,
    write_manifest,
)
from tolok.engine.snapshot import Delivered
from tolok.registers.canonical import table_from_rows
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError

PROVINCE, OFFICE = "35", "35/2.17"
PLACES = ("35.75.01.1001", "35.75.02.1001", "35.78.01.1001", "35.79.03.1002", "35", None)
KINDS = sorted({(one.jenis, one.panel): name for name, one in SCHEMAS.items() if name != "data"}.values())
Rows = dict[tuple[str, object], tuple[object, ...]]


def row(schema: Schema, rng: Random, entity: str, period: int, place: str | None) -> tuple[object, ...]:
    cells = []
    for kolom in schema.fields:
        kinds = {"bilangan": rng.choice((None, rng.randrange(500))), "ya_tidak": rng.choice((None, True, False))}
        cells.append(kinds.get(kolom.jenis))
    return (entity, PROVINCE, OFFICE, period, place, *cells)


def periods(schema: Schema) -> tuple[int, ...]:
    return (20210101, 20220601, 20230301) if schema.jenis == "stok" else (2021, 2022, 2023)


def table(schema: Schema, rows: Rows) -> pa.Table:
    return table_from_rows(schema, list(rows.values()))


def drawn(schema: Schema, rng: Random) -> Rows:
    found: Rows = {}
    for number in range(rng.randrange(4, 14)):
        home = rng.choice(PLACES)
        for period in periods(schema):
            if rng.random() < 0.8:
                place = rng.choice(PLACES) if rng.random() < 0.3 else home
                found[f"e{number}", period] = row(schema, rng, f"e{number}", period, place)
    return found


def delivered_anew(schema: Schema, rng: Random, rows: Rows, place: str) -> Rows:
    """Other rows in one kab/kota: some changed, some gone, some new, some of entities known elsewhere."""
    kept = {key: one for key, one in rows.items() if piece_region(PROVINCE, one[4]) != place}  # type: ignore[arg-type]  # a region or nothing
    mine = {key: one for key, one in rows.items() if key not in kept}
    inside = [one for one in PLACES if piece_region(PROVINCE, one) == place]
    for key in list(mine):
        if rng.random() < 0.3:
            del mine[key]
        elif rng.random() < 0.4:
            mine[key] = row(schema, rng, key[0], key[1], rng.choice(inside))  # type: ignore[arg-type]  # a period
    for _ in range(rng.randrange(3)):
        key = (f"e{rng.randrange(16)}", rng.choice(periods(schema)))
        if key not in kept:
            mine[key] = row(schema, rng, key[0], key[1], rng.choice(inside))
    return kept | mine


def frozen(schema: Schema, rows: Rows, folder: Path) -> NationalSnapshot:
    return write_manifest(folder, SCHEMAS, freeze_pieces(schema, PROVINCE, table(schema, rows), folder), ())


@pytest.mark.parametrize("name", KINDS)
def test_a_new_delivery_gives_the_snapshot_of_freezing_everything_anew(name: str, tmp_path: Path) -> None:
    schema, moved = SCHEMAS[name], 0
    for seed in range(25):
        rng = Random(seed)
        rows = drawn(schema, rng)
        snapshot = frozen(schema, rows, tmp_path / f"{seed}")
        for _ in range(4):
            place = rng.choice(sorted({piece_region(PROVINCE, one) for one in PLACES}))
            rows = delivered_anew(schema, rng, rows, place)
            mine = {key: one for key, one in rows.items() if piece_region(PROVINCE, one[4]) == place}  # type: ignore[arg-type]  # a region or nothing
            before = {one.wilayah: one.hash for one in snapshot.pieces}
            snapshot = redeliver(snapshot, schema, PROVINCE, place, table(schema, mine))
            full = frozen(schema, rows, tmp_path / "utuh")
            assert snapshot.hash == full.hash, seed
            moved += sum(before.get(one.wilayah) not in (None, one.hash) and one.wilayah != place for one in snapshot.pieces)
        assert verify(snapshot) == []
    assert moved > 5 or not (schema.panel or schema.jenis == "stok")


def test_pieces_of_entities_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    name = next(name for name in KINDS if SCHEMAS[name].panel)
    schema, rng = SCHEMAS[name], Random(1)
    places = ("35.75.01.1001", "35.78.01.1001", "35.79.03.1002")
    rows = {
        (f"{place}{n}", period): row(schema, rng, f"{place}{n}", period, place)
        for place in places for n in range(5) for period in periods(schema)
    }  # fmt: skip
    key = ("mover", periods(schema)[0])
    rows[key] = row(schema, rng, "mover", key[1], places[0])
    rows["mover", periods(schema)[1]] = row(schema, rng, "mover", periods(schema)[1], places[1])
    snapshot = frozen(schema, rows, tmp_path)
    stood = {one.path: one.path.stat().st_ino for one in snapshot.pieces}
    del rows[key]
    mine = {one: cells for one, cells in rows.items() if cells[4] == places[0]}
    after = redeliver(snapshot, schema, PROVINCE, "35.75", table(schema, mine))
    unchanged = {one.wilayah for one in after.pieces if one.path in stood and one.path.stat().st_ino == stood[one.path]}
    assert unchanged == {"35.79"}
    assert {one.wilayah for one in after.pieces} == {"35.75", "35.78", "35.79"}


def test_the_content_hash_knows_no_chunks_and_misses_no_cell() -> None:
    whole = pa.table(
        {"a": ["x", None, "", "ü"], "b": pa.array([1, None, 0, -5], pa.int64()), "c": [True, None, False, True]}
    )
    chunked = pa.concat_tables([whole.slice(0, 1), whole.slice(1, 2), whole.slice(3)])
    assert content_hash(whole) == content_hash(chunked) == content_hash(pa.concat_tables([whole, whole]).slice(4))
    seen = {content_hash(whole)}
    for place, column in enumerate(whole.column_names):
        cells = whole.column(column).to_pylist()
        for n in range(4):
            for other in {"a": ("y", None, "", "x"), "b": (7, None, 0), "c": (True, False, None)}[column]:
                if cells[n] != other or (cells[n] is None) != (other is None):
                    changed = [*cells[:n], other, *cells[n + 1 :]]
                    seen.add(
                        content_hash(whole.set_column(place, column, pa.array(changed, whole.schema.field(column).type)))
                    )
    assert len(seen) == 1 + sum(
        sum(1 for other in others if cell != other)
        for column, others in {"a": ("y", None, "", "x"), "b": (7, None, 0), "c": (True, False, None)}.items()
        for cell in whole.column(column).to_pylist()
    )
    assert content_hash(whole.rename_columns(["a", "b", "d"])) not in seen
    assert content_hash(whole.slice(0, 0)) != content_hash(whole)


def test_a_snapshot_is_read_again_with_its_deliveries(tmp_path: Path) -> None:
    schema = SCHEMAS[KINDS[0]]
    pieces = freeze_pieces(schema, PROVINCE, table(schema, drawn(schema, Random(2))), tmp_path)
    delivered = Delivered(schema.nama, PROVINCE, OFFICE, "2023", ("35.75", "35.78"))
    made = write_manifest(tmp_path, SCHEMAS, pieces, [delivered])
    assert read_manifest(tmp_path, SCHEMAS) == made
    assert read_manifest(tmp_path, SCHEMAS, made.hash).delivered == (delivered,)


def broken(folder: Path) -> str:
    with pytest.raises(IssueError) as found:
        read_manifest(folder, SCHEMAS)
    return found.value.issues[0].kode


def test_what_is_broken_is_told_by_its_own_code(tmp_path: Path) -> None:
    assert broken(tmp_path) == "TLK-U034"
    schema = SCHEMAS[KINDS[0]]
    snapshot = frozen(schema, drawn(schema, Random(3)), tmp_path)
    piece = snapshot.pieces[0]
    content = piece.path.read_bytes()
    piece.path.write_bytes(content[:-1])
    assert broken(tmp_path) == "TLK-U035"
    piece.path.unlink()
    assert broken(tmp_path) == "TLK-U035"
    altered = pq.read_table(snapshot.pieces[1].path).slice(0, 0)
    pq.write_table(altered, piece.path)
    assert [one.kode for one in verify(snapshot)] == ["TLK-U036"]
    piece.path.write_bytes(content)
    assert verify(snapshot) == []
    manifest = tmp_path / f"manifes-{snapshot.hash}.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text())))
    assert broken(tmp_path) == "TLK-U034"


def test_sweeping_leaves_what_kept_manifests_name(tmp_path: Path) -> None:
    schema = SCHEMAS[KINDS[0]]
    first = frozen(schema, drawn(schema, Random(4)), tmp_path)
    second = frozen(schema, drawn(schema, Random(5)), tmp_path)
    (tmp_path / schema.nama / "x.sedang-ditulis").write_bytes(b"half")
    only_first = {one.path for one in first.pieces} - {one.path for one in second.pieces}
    assert sweep(tmp_path, [second.hash]) == len(only_first) + 2
    assert read_manifest(tmp_path, SCHEMAS) == second
    assert verify(second) == []
    assert not any(os.path.exists(path) for path in only_first)
