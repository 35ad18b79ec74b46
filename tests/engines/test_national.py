"""A national snapshot: pieces by kab/kota, rewritten only where an entity changed, whole whatever breaks off."""

import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spec.drawing import SCHEMAS as DRAWN
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
from tolok.registers.canonical import entity_id, table_from_rows
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError

SCHEMAS = {**DRAWN, "daftar": replace(DRAWN["binaan"], nama="daftar", panel=False)}
PROVINCE, OFFICE = "35", "35/2.17"
PLACES = ("35.75.01.1001", "35.75.02.1001", "35.78.01.1001", "35.79.03.1002", "35", None)
KINDS = sorted({(one.jenis, one.panel): name for name, one in SCHEMAS.items() if name != "data"}.values())
Rows = dict[tuple[str, object], tuple[object, ...]]


def row(schema: Schema, rng: Random, entity: str, period: int, place: str | None) -> tuple[object, ...]:
    cells = []
    for kolom in schema.fields:
        kinds = {
            "bilangan": rng.choice((None, 0, rng.randrange(100))), "ya_tidak": rng.choice((None, True, False)),
            "teks": rng.choice((None, "", "ü")), "tanggal": rng.choice((None, date(2022, 12, rng.randrange(1, 32)))),
        }  # fmt: skip
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


def known_anew(snapshot: NationalSnapshot, schema: Schema, rows: Rows, place: object) -> NationalSnapshot:
    """The snapshot after the kab/kota of `place` delivered what of `rows` lies there."""
    region = piece_region(PROVINCE, place)  # type: ignore[arg-type]  # a region or nothing
    mine = {key: one for key, one in rows.items() if piece_region(PROVINCE, one[4]) == region}  # type: ignore[arg-type]  # a region or nothing
    return redeliver(snapshot, schema, PROVINCE, region, table(schema, mine))


def agree(schema: Schema, tmp_path: Path, seeds: range) -> None:
    """Four deliveries after each other give what freezing everything anew gives."""
    moved = 0
    for seed in seeds:
        rng = Random(seed)
        rows = drawn(schema, rng)
        snapshot = frozen(schema, rows, tmp_path / f"{seed}")
        for _ in range(4):
            place = rng.choice(sorted({piece_region(PROVINCE, one) for one in PLACES}))
            rows = delivered_anew(schema, rng, rows, place)
            before = {one.wilayah: one.hash for one in snapshot.pieces}
            snapshot = known_anew(snapshot, schema, rows, place)
            full = frozen(schema, rows, tmp_path / "utuh")
            assert snapshot.hash == full.hash, seed
            moved += sum(before.get(one.wilayah) not in (None, one.hash) and one.wilayah != place for one in snapshot.pieces)
        assert verify(snapshot) == []
    assert moved >= len(seeds) // 4 or not (schema.panel or schema.jenis == "stok")


@pytest.mark.parametrize("name", KINDS)
def test_a_new_delivery_gives_the_snapshot_of_freezing_everything_anew(name: str, tmp_path: Path) -> None:
    agree(SCHEMAS[name], tmp_path, range(10))


@pytest.mark.generative
@pytest.mark.parametrize("name", KINDS)
def test_many_new_deliveries_give_the_snapshots_of_freezing_everything_anew(name: str, tmp_path: Path) -> None:
    agree(SCHEMAS[name], tmp_path, range(100, 200))


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
    stood = {one.path: (one.path.stat().st_ino, one.path.stat().st_mtime_ns) for one in snapshot.pieces}
    del rows[key]
    mine = {one: cells for one, cells in rows.items() if cells[4] == places[0]}
    after = redeliver(snapshot, schema, PROVINCE, "35.75", table(schema, mine))
    now = {one.wilayah: (one.path, one.path.stat()) for one in after.pieces}
    unchanged = {place for place, (path, file) in now.items() if stood.get(path) == (file.st_ino, file.st_mtime_ns)}
    assert unchanged == {"35.79"}
    assert {one.wilayah for one in after.pieces} == {"35.75", "35.78", "35.79"}


@pytest.mark.parametrize("name", KINDS)
def test_an_entity_that_moves_takes_its_earlier_rows_along(name: str, tmp_path: Path) -> None:
    schema, rng = SCHEMAS[name], Random(6)
    here, there = PLACES[0], PLACES[2]
    first, second, third = periods(schema)
    rows: Rows = {(f"tetap{n}", first): row(schema, rng, f"tetap{n}", first, place) for n, place in enumerate(PLACES)}
    snapshot = frozen(schema, rows, tmp_path / "potret")
    # Where the entity's row of a period is from now on; "" is nowhere. It leaves one place first, then comes to the other.
    steps = (
        (first, here), (second, there), (second, None), (second, here), (first, None), (first, there), (third, there),
        (second, ""), (second, here), (third, ""), (first, ""), (first, here), (second, there), (second, ""), (first, ""),
    )  # fmt: skip
    for period, place in steps:
        key = ("pindah", period)
        left = rows.pop(key, None)
        if left is not None:
            snapshot = known_anew(snapshot, schema, rows, left[4])
            assert snapshot.hash == frozen(schema, rows, tmp_path / "utuh").hash
        if place != "":
            rows[key] = row(schema, rng, *key, place)
            snapshot = known_anew(snapshot, schema, rows, place)
            assert snapshot.hash == frozen(schema, rows, tmp_path / "utuh").hash
    assert verify(snapshot) == []


def figure(rng: Random, code: str, place: str, status: str) -> tuple[object, ...]:
    entity = entity_id(PROVINCE, "angka_luar", "kode+wilayah+triwulan+status", code, place, "0", status)
    return (entity, PROVINCE, OFFICE, 2023, place, code, 0, str(rng.randrange(900)), status)


def test_of_outside_figures_the_settled_one_stands_also_after_a_new_delivery(tmp_path: Path) -> None:
    schema, rng = SCHEMAS["data"], Random(7)
    old = [figure(rng, code, place, "sementara") for code in ("pdrb", "inflasi") for place in PLACES[:4] if place]
    snapshot = write_manifest(tmp_path, SCHEMAS, freeze_pieces(schema, PROVINCE, table_from_rows(schema, old), tmp_path), ())
    settled = [figure(rng, "pdrb", "35.75.01.1001", "tetap"), figure(rng, "pdrb", "35.75.01.1001", "sangat sementara")]
    new = [*old, *settled]
    mine = [one for one in new if str(one[4]).startswith("35.75")]
    after = redeliver(snapshot, schema, PROVINCE, "35.75", table_from_rows(schema, mine))
    full = freeze_pieces(schema, PROVINCE, table_from_rows(schema, new), tmp_path)
    assert after.pieces == full
    assert sum(one.rows for one in full) == len(old)


def test_rows_of_another_kabkota_or_pemda_are_no_part_of_a_delivery(tmp_path: Path) -> None:
    schema, rng = SCHEMAS[KINDS[0]], Random(8)
    rows = drawn(schema, rng)
    snapshot = frozen(schema, rows, tmp_path)
    with pytest.raises(ValueError, match=r"baris wilayah .*35\.78"):
        redeliver(snapshot, schema, PROVINCE, "35.75", table(schema, {("e", 2023): row(schema, rng, "e", 2023, PLACES[2])}))
    with pytest.raises(ValueError, match="baris pemda 35"):
        freeze_pieces(schema, "36", table(schema, rows), tmp_path)
    assert read_manifest(tmp_path, SCHEMAS) == snapshot


def test_a_value_beyond_its_bounds_is_refused_and_the_snapshot_stands(tmp_path: Path) -> None:
    schema, rng = SCHEMAS["usaha"], Random(9)
    snapshot = frozen(schema, drawn(schema, rng), tmp_path)
    place = [one.nama for one in schema.fields].index("pekerja") + 5
    cells = list(row(schema, rng, "besar", 2023, PLACES[0]))
    cells[place] = 100_001
    beyond = table(schema, {("besar", 2023): tuple(cells)})
    for refused in (
        lambda: freeze_pieces(schema, PROVINCE, beyond, tmp_path),
        lambda: redeliver(snapshot, schema, PROVINCE, "35.75", beyond),
    ):
        with pytest.raises(IssueError) as found:
            refused()
        assert [one.kode for one in found.value.issues] == ["TLK-U031"]
    assert read_manifest(tmp_path, SCHEMAS) == snapshot


CELLS = {
    "a": (pa.string(), ("x", None, "", "ü")), "b": (pa.int64(), (1, None, 0, -5)),
    "c": (pa.bool_(), (True, None, False, True)),
    "d": (pa.date32(), (date(2024, 2, 29), None, date(1970, 1, 1), date(1969, 12, 31))), "e": (pa.int32(), (2, None, 0, -1)),
    "f": (pa.decimal128(20, 2), (Decimal(3), None, Decimal(0), Decimal(-7))),
}  # fmt: skip
WHOLE = pa.table({name: pa.array(cells, kind) for name, (kind, cells) in CELLS.items()})


def test_the_content_hash_knows_no_chunks() -> None:
    said = content_hash(WHOLE)
    for seed in range(50):
        rng = Random(seed)
        cuts = sorted(rng.choices(range(5), k=3))
        parts = [WHOLE.slice(a, b - a) for a, b in zip([0, *cuts], [*cuts, 4], strict=True)]
        assert content_hash(pa.concat_tables(parts)) == said
        assert content_hash(pa.concat_tables([*parts, WHOLE, WHOLE]).slice(4, 4)) == said


@pytest.mark.parametrize("column", CELLS)
def test_the_content_hash_misses_no_cell(column: str) -> None:
    kind, cells = CELLS[column]
    seen, drawn_tables = {content_hash(WHOLE)}, 1
    for n in range(len(cells)):
        for other in {one for one in cells if one != cells[n] or (one is None) != (cells[n] is None)}:
            changed = pa.array([*cells[:n], other, *cells[n + 1 :]], kind)
            seen.add(content_hash(WHOLE.set_column(WHOLE.column_names.index(column), column, changed)))
            drawn_tables += 1
    assert len(seen) == drawn_tables


def test_the_content_hash_tells_columns_rows_and_borders_of_texts_apart() -> None:
    one = pa.table({"a": ["xy", ""]})
    others = (
        pa.table({"a": ["x", "y"]}), pa.table({"a": ["", "xy"]}), pa.table({"b": ["xy", ""]}), pa.table({"a": ["xy", None]}),
        one.slice(0, 0), pa.table({}), pa.table({"a": ["xy", ""], "b": ["", ""]}), pa.table({"a": ["xy", "", ""]}),
    )  # fmt: skip
    assert len({content_hash(table) for table in (one, *others)}) == 9
    assert len({content_hash(pa.table({"a": pa.array([0], kind)})) for kind in (pa.int32(), pa.int64(), pa.date32())}) == 3
    with pytest.raises(TypeError, match="double"):
        content_hash(pa.table({"a": [1.5]}))


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
    for half in (b"", b"\xff\xfe", b"a\x00b", b"0" * 64):
        (tmp_path / "terkini").write_bytes(half)
        assert broken(tmp_path) == "TLK-U034"


def test_freezing_again_mends_a_piece_that_is_broken(tmp_path: Path) -> None:
    schema, rng = SCHEMAS["usaha"], Random(10)
    rows = drawn(schema, rng)
    snapshot = frozen(schema, rows, tmp_path)
    piece = next(one for one in snapshot.pieces if one.wilayah == "35.75")
    stood = piece.path.stat()
    assert frozen(schema, rows, tmp_path) == snapshot
    assert (piece.path.stat().st_ino, piece.path.stat().st_mtime_ns) == (stood.st_ino, stood.st_mtime_ns)
    os.truncate(piece.path, 100)
    with pytest.raises(IssueError) as found:
        redeliver(snapshot, schema, PROVINCE, "35.75", table(schema, {}))
    assert [one.kode for one in found.value.issues] == ["TLK-U035"]
    assert frozen(schema, rows, tmp_path) == snapshot
    assert verify(snapshot) == []
    pq.write_table(WHOLE, piece.path)
    assert [one.kode for one in verify(snapshot)] == ["TLK-U036"]
    assert frozen(schema, rows, tmp_path) == snapshot
    assert verify(snapshot) == []


def test_a_snapshot_of_nothing_is_a_snapshot(tmp_path: Path) -> None:
    schema = SCHEMAS["usaha"]
    nothing = frozen(schema, {}, tmp_path / "baru")
    assert read_manifest(tmp_path / "baru", SCHEMAS) == nothing
    rows = {("e", 2023): row(schema, Random(1), "e", 2023, PLACES[0])}
    delivered = Delivered(schema.nama, PROVINCE, OFFICE, "2023", ("35.75",))
    something = redeliver(nothing, schema, PROVINCE, "35.75", table(schema, rows), [delivered])
    assert [one.rows for one in something.pieces] == [1]
    assert read_manifest(tmp_path / "baru", SCHEMAS).delivered == (delivered,)
    assert redeliver(something, schema, PROVINCE, "35.75", table(schema, {}), ()).hash == nothing.hash


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
    assert sweep(tmp_path, []) == 0  # the one in force stays, asked for or not
    with pytest.raises(IssueError) as found:
        sweep(tmp_path, [first.hash])
    assert [one.kode for one in found.value.issues] == ["TLK-U034"]
    assert verify(second) == []
