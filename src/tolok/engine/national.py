"""A snapshot of many offices: every register in pieces, one to a pemda and kab/kota, each named by the hash of what it says.

A row lies in the piece of its region's kab/kota; a row without one in the piece of its pemda. An office of a kab/kota thus
has one piece per register, an office of a province one per kab/kota. Who delivers anew has the pieces of the entities
that changed written again, and no other: also where an entity moved, since its earlier fields stand beside its row.

On disk: `<register>/<pemda>-<kab/kota>-<hash>.parquet`; `manifes-<hash>.json` names them; `terkini` names the manifest in
force. A file is written under another name, brought onto the disk and renamed, and is named only after that: whatever
breaks off, `terkini` speaks of a whole snapshot.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.beside import FROM, KEY, OWNER, lay_beside
from tolok.engine.content_hash import content_hash
from tolok.engine.files import settle, write_bytes, write_parquet
from tolok.engine.snapshot import DATA_REGISTER, LEADING, Delivered, refuse_beyond_bounds, winners
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError

CURRENT = "terkini"


@dataclass(frozen=True)
class NationalPiece:
    """One register of one pemda in one kab/kota, frozen. `hash`: of the wide rows (content_hash); `bytes`: of the file."""

    register: str
    pemda: str
    wilayah: str
    hash: str
    rows: int
    bytes: int
    path: Path


@dataclass(frozen=True)
class NationalSnapshot:
    """Pieces with the deliveries known at the same instant. `hash`: SHA-256 of the manifest."""

    folder: Path
    schemas: Mapping[str, Schema]
    pieces: tuple[NationalPiece, ...]
    delivered: tuple[Delivered, ...]
    hash: str

    def of(self, register: str) -> tuple[NationalPiece, ...]:
        """The pieces of a register by pemda and kab/kota."""
        return tuple(one for one in self.pieces if one.register == register)


def freeze_pieces(schema: Schema, pemda: str, rows: pa.Table, folder: Path) -> tuple[NationalPiece, ...]:
    """Freeze the canonical `rows` of one pemda. Pieces that are there already are not written again.

    IssueError (TLK-U031) for a value beyond what the schema declares.
    """
    if schema.nama == DATA_REGISTER:
        rows = winners(rows)
    wide = lay_beside(schema, _ordered(schema, rows))
    found = tuple(_write(schema, pemda, wilayah, part, folder) for wilayah, part in _by_place(pemda, wide))
    settle_pieces(folder, [schema.nama])
    return found


def redeliver(snapshot: NationalSnapshot, schema: Schema, pemda: str, wilayah: str, rows: pa.Table) -> NationalSnapshot:
    """The snapshot after a register of a pemda is known anew in one kab/kota: `rows` is all that is known there now.

    Writes again the pieces that hold rows of entities that changed; the hash is that of freezing everything anew.
    """
    mine = {one.wilayah: one for one in snapshot.of(schema.nama) if one.pemda == pemda}
    new = _ordered(schema, rows)
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        change = _Change(connection, schema, mine, new, wilayah)
        replaced = {place: change.wide_of(place) for place in change.places()}
    pieces = [one for one in snapshot.pieces if (one.register, one.pemda) != (schema.nama, pemda)]
    pieces += [one for place, one in mine.items() if place not in replaced]
    pieces += [
        _write(schema, pemda, place, _sorted(schema, wide), snapshot.folder)
        for place, wide in replaced.items()
        if wide.num_rows
    ]
    settle_pieces(snapshot.folder, [schema.nama])
    return write_manifest(snapshot.folder, snapshot.schemas, pieces, snapshot.delivered)


class _Change:
    """What a new delivery changes: entities whose rows differ, wherever their rows lie."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        schema: Schema,
        mine: Mapping[str, NationalPiece],
        new: pa.Table,
        wilayah: str,
    ):
        self.schema, self.mine, self.wilayah = schema, mine, wilayah
        self.names = [*LEADING, *(one.nama for one in schema.fields)]
        before = self._narrow(pq.read_table(mine[wilayah].path)) if wilayah in mine else new.slice(0, 0)
        connection.register("lama", before.select(self.names))
        connection.register("baru", new.select(self.names))
        owner = ", ".join(OWNER)
        self.changed = connection.sql(
            f"SELECT DISTINCT {owner} FROM "  # noqa: S608  # names of our own columns
            "((FROM lama EXCEPT ALL FROM baru) UNION ALL (FROM baru EXCEPT ALL FROM lama))"
        ).to_arrow_table()
        connection.register("berubah", self.changed)
        self.elsewhere = {
            place: found
            for place, piece in mine.items()
            if place != wilayah and (found := self._held(connection, piece)).num_rows
        }
        mine_now = connection.sql(f"FROM baru SEMI JOIN berubah USING ({owner})").to_arrow_table()
        rows = pa.concat_tables([new.slice(0, 0), mine_now.cast(new.schema), *self.elsewhere.values()])
        self.laid = lay_beside(schema, _ordered(schema, rows))

    def places(self) -> tuple[str, ...]:
        """The kab/kota whose pieces change."""
        laid = {place for place, _ in _by_place(self._pemda(), self.laid)} if self.laid.num_rows else set()
        return tuple(sorted({self.wilayah, *self.elsewhere} | laid)) if self.changed.num_rows else ()

    def wide_of(self, place: str) -> pa.Table:
        """A piece's rows anew: those of changed entities laid beside again, the others as they stand."""
        laid = dict(_by_place(self._pemda(), self.laid)).get(place, self.laid.slice(0, 0))
        if place not in self.mine:
            return laid
        old = pq.read_table(self.mine[place].path)
        same = old.join(self.changed, keys=list(OWNER), join_type="left anti") if self.changed.num_rows else old
        return pa.concat_tables([same.select(laid.column_names).cast(laid.schema), laid])

    def _pemda(self) -> str:
        return str(self.laid.column("pemda")[0].as_py()) if self.laid.num_rows else ""

    def _held(self, connection: duckdb.DuckDBPyConnection, piece: NationalPiece) -> pa.Table:
        """The rows that a piece holds of changed entities, as they were delivered."""
        only = f"WHERE {FROM} = periode" if self.schema.jenis == "stok" else ""
        columns = ", ".join(f'"{name}"' for name in self.names)
        found = connection.sql(
            f"SELECT {columns} FROM read_parquet('{piece.path}') "  # noqa: S608  # a schema's names, a path of our own
            f"SEMI JOIN berubah USING ({', '.join(OWNER)}) {only}"
        ).to_arrow_table()
        return found.cast(pq.read_schema(piece.path).empty_table().select(self.names).schema)

    def _narrow(self, wide: pa.Table) -> pa.Table:
        return wide.filter(pc.equal(wide.column(FROM), wide.column("periode"))) if self.schema.jenis == "stok" else wide


def write_manifest(
    folder: Path, schemas: Mapping[str, Schema], pieces: Iterable[NationalPiece], delivered: Iterable[Delivered]
) -> NationalSnapshot:
    """Close a snapshot: from now on it is the one in force. Its pieces are on the disk before it is named."""
    ordered = tuple(sorted(pieces, key=lambda one: (one.register, one.pemda, one.wilayah)))
    kiriman = tuple(sorted(set(delivered)))
    data = _canonical(ordered, kiriman)
    hashed = hashlib.sha256(data).hexdigest()
    write_bytes(data, _manifest_path(folder, hashed))
    write_bytes(hashed.encode(), folder / CURRENT)
    return NationalSnapshot(folder, schemas, ordered, kiriman, hashed)


def read_manifest(folder: Path, schemas: Mapping[str, Schema], hashed: str = "") -> NationalSnapshot:
    """The snapshot in force, or the one with a hash. Looks whether every piece is there with its size, not inside.

    IssueError TLK-U034 where there is none or its manifest is broken, TLK-U035 where pieces are missing.
    """
    try:
        asked = hashed or (folder / CURRENT).read_text().strip()
        data = _manifest_path(folder, asked).read_bytes()
    except OSError:
        raise IssueError(_no_manifest(folder)) from None
    if hashlib.sha256(data).hexdigest() != asked:
        raise IssueError(_no_manifest(folder))
    raw = json.loads(data)
    pieces = tuple(
        NationalPiece(*(register, pemda, wilayah, hashed), rows, size, _piece_path(folder, register, pemda, wilayah, hashed))
        for register, pemda, wilayah, hashed, rows, size in raw["potongan"]
    )
    missing = [one for one in pieces if not one.path.exists() or one.path.stat().st_size != one.bytes]
    if missing:
        raise IssueError([_broken("TLK-U035", one, "berkasnya tidak ada atau terpotong") for one in missing[:10]])
    delivered = tuple(
        Delivered(register, pemda, kantor, periode, tuple(codes))
        for register, pemda, kantor, periode, codes in raw["kiriman"]
    )
    return NationalSnapshot(folder, schemas, pieces, delivered, asked)


def verify(snapshot: NationalSnapshot) -> list[Issue]:
    """Reads every piece and says which no longer say what their hash says (TLK-U036); nothing where all do."""
    return [_broken("TLK-U036", one, "isinya bukan isi yang dibekukan") for one in snapshot.pieces if not _intact(one)]


def sweep(folder: Path, keep: Iterable[str]) -> int:
    """Remove the pieces and manifests that the manifests with hashes `keep` do not name; how many files went.

    Not while another process writes into the folder: its new pieces are named only at the end.
    """
    kept = {CURRENT}
    for hashed in keep:
        raw = json.loads(_manifest_path(folder, hashed).read_bytes())
        kept |= {str(_piece_path(folder, *one[:4]).relative_to(folder)) for one in raw["potongan"]}
        kept.add(_manifest_path(folder, hashed).name)
    gone = [
        path for pattern in ("*/*.parquet", "manifes-*.json", "*.sedang-ditulis", "*/*.sedang-ditulis")
        for path in folder.glob(pattern) if str(path.relative_to(folder)) not in kept
    ]  # fmt: skip
    for path in gone:
        path.unlink()
    return len(gone)


def settle_pieces(folder: Path, registers: Iterable[str]) -> None:
    """Bring the names of new pieces onto the disk."""
    for register in registers:
        if (folder / register).exists():
            settle(folder / register)


def piece_region(pemda: str, wilayah: str | None) -> str:
    """The kab/kota whose piece holds a row; rows without one belong to the piece of their pemda."""
    return wilayah[:5] if wilayah and len(wilayah) >= 5 else pemda


def _by_place(pemda: str, wide: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each piece (see piece_region), whole-column."""
    region = wide.column("wilayah")
    known = pc.fill_null(pc.greater_equal(pc.utf8_length(region), 5), False)
    place = pc.if_else(known, pc.utf8_slice_codeunits(region, 0, 5), pemda)
    places = sorted(pc.unique(place).to_pylist())
    for one in places:
        yield one, wide if len(places) == 1 else wide.filter(pc.equal(place, one))


def _ordered(schema: Schema, rows: pa.Table) -> pa.Table:
    chosen = rows.select([*LEADING, *(one.nama for one in schema.fields)]).sort_by([(name, "ascending") for name in KEY])
    refuse_beyond_bounds(schema, chosen)
    return chosen


def _sorted(schema: Schema, wide: pa.Table) -> pa.Table:
    names = ["wilayah", "periode", "entitas", "perangkat_daerah", *([FROM] if schema.jenis == "stok" else [])]
    return wide.sort_by([(name, "ascending") for name in names]).combine_chunks()


def _write(schema: Schema, pemda: str, wilayah: str, wide: pa.Table, folder: Path) -> NationalPiece:
    ordered = _sorted(schema, wide)
    hashed = content_hash(ordered)
    path = _piece_path(folder, schema.nama, pemda, wilayah, hashed)
    write_parquet(ordered, path)
    return NationalPiece(schema.nama, pemda, wilayah, hashed, ordered.num_rows, path.stat().st_size, path)


def _intact(piece: NationalPiece) -> bool:
    try:
        return content_hash(pq.read_table(piece.path).combine_chunks()) == piece.hash
    except (OSError, pa.ArrowException):
        return False


def _canonical(pieces: Iterable[NationalPiece], delivered: Iterable[Delivered]) -> bytes:
    said = {
        "potongan": [[one.register, one.pemda, one.wilayah, one.hash, one.rows, one.bytes] for one in pieces],
        "kiriman": [[one.register, one.pemda, one.perangkat_daerah, one.periode, list(one.cakupan)] for one in delivered],
    }
    return json.dumps(said, separators=(",", ":"), sort_keys=True).encode()


def _manifest_path(folder: Path, hashed: str) -> Path:
    return folder / f"manifes-{hashed}.json"


def _piece_path(folder: Path, register: str, pemda: str, wilayah: str, hashed: str) -> Path:
    return folder / register / f"{pemda}-{wilayah}-{hashed}.parquet"


def _no_manifest(folder: Path) -> Issue:
    return Issue(
        "TLK-U034", "salah", f"potret nasional {folder.name}", "tidak ada potret yang utuh di tempat ini",
        "daftar potongannya tidak ada, atau isinya bukan isi yang ditulis",
        "buat potretnya lagi dari kiriman, atau pulihkan foldernya dari cadangan",
    )  # fmt: skip


def _broken(kode: str, piece: NationalPiece, mengapa: str) -> Issue:
    return Issue(
        kode, "salah", f"potret nasional, register {piece.register}, {piece.pemda}, wilayah {piece.wilayah}",
        "satu potongan tidak utuh", mengapa, "bekukan lagi register pemda itu, atau pulihkan foldernya dari cadangan",
    )  # fmt: skip
