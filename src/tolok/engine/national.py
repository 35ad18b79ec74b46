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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.engine.beside import FROM, KEY, lay_beside
from tolok.engine.changed_rows import changed_entities
from tolok.engine.content_hash import content_hash
from tolok.engine.files import settle, write_bytes, write_parquet
from tolok.engine.penguncian import lock
from tolok.engine.protocol import Frozen
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
    """Freeze the canonical `rows` of one pemda, one to a key. Sound pieces that are there already are not written again.

    IssueError (TLK-U031) for a value beyond what the schema declares. ValueError for rows of another pemda.
    """
    wide = _laid(schema, _chosen(schema, pemda, rows))
    found = tuple(_write(schema, pemda, wilayah, part, folder) for wilayah, part in _by_place(pemda, wide))
    settle_pieces(folder, [schema.nama])
    return found


def redeliver(
    snapshot: NationalSnapshot,
    schema: Schema,
    pemda: str,
    wilayah: str,
    rows: pa.Table,
    delivered: Iterable[Delivered] | None = None,
) -> NationalSnapshot:
    """The snapshot after a register of a pemda is known anew in one kab/kota: `rows` is all that is known there now.

    Writes again the pieces that hold rows of entities that changed; the hash is that of freezing everything anew.
    `delivered`: all deliveries known now, where they changed with the rows. IssueError as of `pieces_anew`, and where the
    folder is being written or has another snapshot in force since (TLK-U037); ValueError for rows of another kab/kota.
    """
    with alone(snapshot.folder):
        _refuse_overtaken(snapshot)
        pieces = [one for one in snapshot.pieces if (one.register, one.pemda) != (schema.nama, pemda)]
        pieces += pieces_anew(snapshot, schema, pemda, rows, wilayah)
        settle_pieces(snapshot.folder, [schema.nama])
        known = snapshot.delivered if delivered is None else delivered
        return write_manifest(snapshot.folder, snapshot.schemas, pieces, known)


def pieces_anew(
    snapshot: NationalSnapshot, schema: Schema, pemda: str, rows: pa.Table, wilayah: str = ""
) -> list[NationalPiece]:
    """The pieces of a register of a pemda from now on, where `rows` is all that is known in one kab/kota, or everywhere.
    Nothing names them yet.

    IssueError as of freeze_pieces, for a piece that cannot be read (TLK-U035) and for one with other columns than the
    register has now (TLK-U038); ValueError for rows of another pemda or kab/kota.
    """
    new = _chosen(schema, pemda, rows)
    if wilayah and (strangers := [place for place, _ in _by_place(pemda, new) if place != wilayah]):
        raise ValueError(f"baris wilayah {', '.join(strangers)} di antara baris wilayah {wilayah}")
    mine = {one.wilayah: one for one in snapshot.of(schema.nama) if one.pemda == pemda}
    replaced = _replaced(schema, pemda, mine, {wilayah} if wilayah else mine.keys(), new)
    return [one for place, one in mine.items() if place not in replaced] + [
        _write(schema, pemda, place, wide, snapshot.folder) for place, wide in replaced.items() if wide.num_rows
    ]  # fmt: skip


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps others from writing into a national snapshot meanwhile. IssueError TLK-U037 where another writes."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".kunci").open("ab") as file:
        if lock(file, wait=False) is False:
            raise IssueError(_overtaken(folder, "perintah lain sedang menulis ke potret ini"))
        yield


def _refuse_overtaken(snapshot: NationalSnapshot) -> None:
    """Two that set out from the same snapshot: the second would take back what the first brought."""
    current = snapshot.folder / CURRENT
    if not current.exists() or current.read_text(encoding="ascii").strip() != snapshot.hash:
        raise IssueError(_overtaken(snapshot.folder, "potret ini sudah diganti sejak dibaca"))


def _replaced(
    schema: Schema, pemda: str, mine: Mapping[str, NationalPiece], known: Collection[str], new: pa.Table
) -> dict[str, pa.Table]:
    """The wide rows, by kab/kota, of the pieces that change: those of changed entities laid beside anew from all their
    rows, wherever they lie; the others as they stand. `known`: the kab/kota of which `new` holds every row."""
    names = new.column_names
    stand = {place: _read(piece) for place, piece in mine.items() if place in known}
    before = pa.concat_tables([new.slice(0, 0), *(narrow(schema, mine[place], wide) for place, wide in stand.items())])
    changed = changed_entities(before, new, names)
    if not len(changed):
        return {}
    for place, piece in mine.items():
        if place not in known and pc.any(_of(_read(piece, ["entitas"]), changed)).as_py():
            stand[place] = _read(piece)
    elsewhere = {place: wide.filter(_of(wide, changed)) for place, wide in stand.items() if place not in known}
    held = [narrow(schema, mine[place], wide) for place, wide in elsewhere.items()]
    laid = _laid(schema, pa.concat_tables([new.filter(_of(new, changed)), *held]))
    parts = dict(_by_place(pemda, laid))
    return {
        place: pa.concat_tables([
            *([_fitting(stand[place].filter(pc.invert(_of(stand[place], changed))), laid)] if place in stand else []),
            parts.get(place, laid.slice(0, 0)),
        ])
        for place in sorted(stand.keys() | parts.keys())
    }  # fmt: skip


def write_manifest(
    folder: Path, schemas: Mapping[str, Schema], pieces: Iterable[NationalPiece], delivered: Iterable[Delivered]
) -> NationalSnapshot:
    """Close a snapshot: from now on it is the one in force. Its pieces are on the disk before it is named."""
    ordered = tuple(sorted(pieces, key=lambda one: (one.register, one.pemda, one.wilayah)))
    kiriman = tuple(one for _, one in sorted({_said(one): one for one in delivered}.items()))
    data = _canonical(ordered, kiriman)
    hashed = hashlib.sha256(data).hexdigest()
    write_bytes(data, _manifest_path(folder, hashed))
    write_bytes(hashed.encode(), folder / CURRENT)
    return NationalSnapshot(folder, schemas, ordered, kiriman, hashed)


def read_manifest(folder: Path, schemas: Mapping[str, Schema], hashed: str = "") -> NationalSnapshot:
    """The snapshot in force, or the one with a hash. Looks whether every piece is there with its size, not inside.

    IssueError TLK-U034 where there is none or its manifest is broken, TLK-U035 where pieces are missing.
    """
    asked, raw = _manifest(folder, hashed)
    pieces = tuple(
        NationalPiece(register, pemda, wilayah, own, rows, size, _piece_path(folder, register, pemda, wilayah, own))
        for register, pemda, wilayah, own, rows, size in raw["potongan"]
    )
    if missing := [one for one in pieces if not _has_size(one)]:
        raise IssueError([_broken("TLK-U035", one, "berkasnya tidak ada atau terpotong") for one in missing[:10]])
    delivered = tuple(
        Delivered(register, pemda, kantor, periode, tuple(codes))
        for register, pemda, kantor, periode, codes in raw["kiriman"]
    )
    return NationalSnapshot(folder, schemas, pieces, delivered, asked)


def _manifest(folder: Path, hashed: str) -> tuple[str, dict[str, Any]]:
    """The hash and what the manifest says; of the one in force where none is asked for. IssueError TLK-U034."""
    try:
        asked = hashed or (folder / CURRENT).read_text(encoding="ascii").strip()
        data = _manifest_path(folder, asked).read_bytes()
    except (OSError, ValueError):  # also a name that is no text, or that no file can have
        raise IssueError(_no_manifest(folder)) from None
    if hashlib.sha256(data).hexdigest() != asked:
        raise IssueError(_no_manifest(folder))
    raw: dict[str, Any] = json.loads(data)
    return asked, raw


def _has_size(piece: NationalPiece) -> bool:
    try:
        return piece.path.stat().st_size == piece.bytes
    except OSError:
        return False


def verify(snapshot: NationalSnapshot) -> list[Issue]:
    """Reads every piece and says which no longer say what their hash says (TLK-U036); nothing where all do."""
    return [
        _broken("TLK-U036", one, "isinya bukan isi yang dibekukan")
        for one in snapshot.pieces
        if not _says(one.path, one.hash)
    ]


def sweep(folder: Path, keep: Iterable[str]) -> int:
    """Remove what neither the manifest in force nor those with hashes `keep` name; how many files went.

    Not while another process writes into the folder: its new pieces are named only at the end. Removes nothing where one of
    these manifests is broken (IssueError TLK-U034).
    """
    kept = {CURRENT}
    for hashed in ["", *keep]:
        asked, raw = _manifest(folder, hashed)
        kept |= {str(_piece_path(folder, *one[:4]).relative_to(folder)) for one in raw["potongan"]}
        kept.add(_manifest_path(folder, asked).name)
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


def _chosen(schema: Schema, pemda: str, rows: pa.Table) -> pa.Table:
    """The columns that are frozen; of outside figures the winners. Refuses what does not belong here."""
    won = winners(rows) if schema.nama == DATA_REGISTER else rows
    chosen = won.select([*LEADING, *(one.nama for one in schema.fields)])
    if strangers := set(pc.unique(chosen.column("pemda")).to_pylist()) - {pemda}:
        raise ValueError(f"baris pemda {', '.join(sorted(strangers))} di antara baris pemda {pemda}")
    refuse_beyond_bounds(schema, chosen)
    return chosen


def _laid(schema: Schema, rows: pa.Table) -> pa.Table:
    """The wide layout; only spans of a stock register are cut from rows that are sorted by key."""
    stock = schema.jenis == "stok"
    return lay_beside(schema, rows.sort_by([(name, "ascending") for name in KEY]) if stock else rows)


def narrow(schema: Schema, piece: Frozen, wide: pa.Table) -> pa.Table:
    """The rows of a piece as they were delivered: of a stock register the first span of each. IssueError TLK-U038."""
    names = [*LEADING, *(one.nama for one in schema.fields)]
    if missing := sorted(set(names) - set(wide.column_names)):
        raise IssueError(_other_columns(piece, missing))
    first = wide.filter(pc.equal(wide.column(FROM), wide.column("periode"))) if schema.jenis == "stok" else wide
    return first.select(names)


def _of(rows: pa.Table, entities: pa.Array) -> pa.ChunkedArray:
    return pc.is_in(rows.column("entitas"), value_set=entities)


def _fitting(rows: pa.Table, like: pa.Table) -> pa.Table:
    return rows.select(like.column_names).cast(like.schema)


def _read(piece: NationalPiece, columns: Sequence[str] | None = None) -> pa.Table:
    try:
        return pq.read_table(piece.path, columns=columns)
    except (OSError, pa.ArrowException):
        raise IssueError([_broken("TLK-U035", piece, "berkasnya tidak ada atau terpotong")]) from None


def _sorted(schema: Schema, wide: pa.Table) -> pa.Table:
    names = ["wilayah", "periode", "entitas", "perangkat_daerah", *([FROM] if schema.jenis == "stok" else [])]
    return wide.sort_by([(name, "ascending") for name in names]).combine_chunks()


def _write(schema: Schema, pemda: str, wilayah: str, wide: pa.Table, folder: Path) -> NationalPiece:
    """A piece; a file of its name that does not say what its name says is written again."""
    ordered = _sorted(schema, wide)
    hashed = content_hash(ordered)
    path = _piece_path(folder, schema.nama, pemda, wilayah, hashed)
    write_parquet(ordered, path, again=path.exists() and not _says(path, hashed))
    return NationalPiece(schema.nama, pemda, wilayah, hashed, ordered.num_rows, path.stat().st_size, path)


def _says(path: Path, hashed: str) -> bool:
    try:
        return content_hash(pq.read_table(path).combine_chunks()) == hashed
    except (OSError, pa.ArrowException):
        return False


def _said(one: Delivered) -> tuple[str, str, str, str, tuple[str, ...]]:
    """A delivery as plain values: tens of thousands of them are sorted with every manifest."""
    return one.register, one.pemda, one.perangkat_daerah, one.periode, one.cakupan


def _canonical(pieces: Iterable[NationalPiece], delivered: Iterable[Delivered]) -> bytes:
    said = {
        "potongan": [[one.register, one.pemda, one.wilayah, one.hash, one.rows, one.bytes] for one in pieces],
        "kiriman": [_said(one) for one in delivered],
    }
    return json.dumps(said, separators=(",", ":"), sort_keys=True).encode()


def _manifest_path(folder: Path, hashed: str) -> Path:
    return folder / f"manifes-{hashed}.json"


def _piece_path(folder: Path, register: str, pemda: str, wilayah: str, hashed: str) -> Path:
    return Path(f"{folder}/{register}/{pemda}-{wilayah}-{hashed}.parquet")  # in one step: a manifest names thousands


def _no_manifest(folder: Path) -> Issue:
    return Issue(
        "TLK-U034", "salah", f"potret nasional {folder.name}", "tidak ada potret yang utuh di tempat ini",
        "daftar potongannya tidak ada, atau isinya bukan isi yang ditulis",
        "buat potretnya lagi dari kiriman, atau pulihkan foldernya dari cadangan",
    )  # fmt: skip


def _overtaken(folder: Path, mengapa: str) -> Issue:
    return Issue(
        "TLK-U037", "salah", f"potret nasional {folder.name}", "potret ini tidak dapat ditulis sekarang", mengapa,
        "ulangi perintahnya setelah yang lain selesai; tidak ada yang hilang",
    )  # fmt: skip


def _other_columns(piece: Frozen, missing: Sequence[str]) -> Issue:
    return Issue(
        "TLK-U038", "salah", f"potret nasional, register {piece.register}, {piece.pemda}",
        "register ini dibekukan dengan kolom yang lain",
        f"deklarasi register berubah sejak itu; yang belum ada: {', '.join(missing)}",
        "bekukan semua kantor ke folder yang baru",
    )  # fmt: skip


def _broken(kode: str, piece: NationalPiece, mengapa: str) -> Issue:
    return Issue(
        kode, "salah", f"potret nasional, register {piece.register}, {piece.pemda}, wilayah {piece.wilayah}",
        "satu potongan tidak utuh", mengapa, "bekukan lagi register pemda itu, atau pulihkan foldernya dari cadangan",
    )  # fmt: skip
