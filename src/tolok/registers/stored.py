"""The files of a folder store: one Parquet per register with both clocks, and the manifest of deliveries.

Every file is replaced as a whole (temporary file, then rename), so that a broken run leaves the old state.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tolok.registers.canonical import canonical_schema
from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.entities import Alias, Known
from tolok.registers.faults import file_issue
from tolok.registers.schema import Schema
from tolok.values.issue import Issue, IssueError

INSTANT = pa.timestamp("us", tz="UTC")
HISTORY = (("diketahui_dari", INSTANT), ("diketahui_sampai", INSTANT), ("kiriman", pa.string()))
_VERSION = 1


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Writes beside `path` and renames: readers see the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.sementara")
    try:
        write(temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Readable JSON, replaced as a whole."""
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def write(temporary: Path) -> None:
        temporary.write_text(text, encoding="utf-8")

    replace_file(path, write)


def register_path(folder: Path, nama: str) -> Path:
    return folder / "register" / f"{nama}.parquet"


def manifest_path(folder: Path) -> Path:
    return folder / "register" / "manifest.json"


def history_schema(schema: Schema) -> Any:
    """Canonical columns, then diketahui_dari, diketahui_sampai (null: still known), kiriman (id of the delivery)."""
    history = pa.schema(list(HISTORY))
    return pa.schema([*canonical_schema(schema), *history])


def read_history(folder: Path, schema: Schema) -> Any:
    """All versions of all rows of a register; an empty table when nothing was received. IssueError TLK-R040."""
    return _read_parquet(
        register_path(folder, schema.nama),
        history_schema(schema),
        "deklarasi register berubah sejak data diterima",
        "terima ulang semua kiriman di folder baru dengan deklarasi yang sekarang",
    )


def _read_parquet(path: Path, wanted: Any, unlike: str, saran: str = "") -> Any:
    """The table of a file, empty where there is no file; `unlike` says what it is where it has not the `wanted` schema."""
    if not path.exists():
        return wanted.empty_table()
    try:
        table = pq.read_table(path, memory_map=False)
    except (OSError, pa.ArrowException) as error:
        raise IssueError(_broken(f"register/{path.name}", f"{type(error).__name__}")) from None
    if not table.schema.equals(wanted):
        raise IssueError(_broken(f"register/{path.name}", unlike, saran))
    return table


def write_history(folder: Path, schema: Schema, table: Any) -> None:
    """Replaces the register's file."""
    replace_file(register_path(folder, schema.nama), lambda temporary: _write_parquet(table, temporary))


def _write_parquet(table: Any, path: Path) -> None:
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd", row_group_size=100_000)


def open_rows(table: Any) -> Any:
    """Indices (int64) of the versions that still hold."""
    return pc.indices_nonzero(pc.is_null(table.column("diketahui_sampai"))).cast(pa.int64())


def rows_at(table: Any, instant: datetime, schema: Schema) -> Any:
    """Canonical rows known at the instant: learnt at or before it, and not yet replaced at it."""
    at = pa.scalar(instant, INSTANT)
    began = pc.less_equal(table.column("diketahui_dari"), at)
    ended = pc.fill_null(pc.less_equal(table.column("diketahui_sampai"), at), False)
    return table.filter(pc.and_(began, pc.invert(ended))).select(canonical_schema(schema).names)


ALIAS = (*((name, pa.string()) for name in ("jenis", "pemda", "kunci", "nilai", "entitas")), ("diketahui_dari", INSTANT))


def alias_path(folder: Path) -> Path:
    return folder / "register" / "alias.parquet"


def read_alias(folder: Path) -> Any:
    """Every number by which an entity is known, with the instant since when; empty at first. IssueError TLK-R040."""
    return _read_parquet(alias_path(folder), pa.schema(list(ALIAS)), "isinya bukan daftar nomor pengenal")


def known_numbers(alias: Any, jenis: str, pemda: str) -> Known:
    """The numbers of one kind of entity in one pemda."""
    mine = alias.filter(pc.and_(pc.equal(alias.column("jenis"), jenis), pc.equal(alias.column("pemda"), pemda)))
    return Known(zip(*(mine.column(name).to_pylist() for name in ("kunci", "nilai", "entitas")), strict=True))


def with_aliases(alias: Any, jenis: str, pemda: str, baru: Sequence[Alias], at: datetime) -> Any:
    """The table with what a delivery of the instant `at` brought."""
    if not baru:
        return alias
    whose = [pa.nulls(len(baru), pa.string()).fill_null(text) for text in (jenis, pemda)]
    numbers = [pa.array([one[i] for one in baru], pa.string()) for i in range(3)]
    since = pa.nulls(len(baru), INSTANT).fill_null(pa.scalar(at, INSTANT))
    return pa.concat_tables([alias, pa.Table.from_arrays([*whose, *numbers, since], schema=alias.schema)])


def write_alias(folder: Path, table: Any) -> None:
    """Replaces the file of numbers."""
    replace_file(alias_path(folder), lambda temporary: _write_parquet(table, temporary))


Entry = dict[str, Any]
"""One delivery in the manifest: the header's fields, `id` and `jumlah` (counts)."""


def read_manifest(folder: Path) -> list[Entry]:
    """The deliveries received so far, in the order in which they were applied. IssueError TLK-R040."""
    path = manifest_path(folder)
    if not path.exists():
        return []
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        entries = [dict(entry) for entry in raw["kiriman"]]
        for entry in entries:
            DeliveryHeader.from_dict(entry)
            entry["id"], entry["jumlah"]
    except (OSError, ValueError, KeyError, TypeError, AssertionError) as error:
        raise IssueError(_broken("register/manifest.json", type(error).__name__)) from None
    return entries


def write_manifest(folder: Path, entries: list[Entry]) -> None:
    """Replaces the manifest."""
    write_json(manifest_path(folder), {"versi": _VERSION, "kiriman": entries})


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps a second run out of the same folder; IssueError TLK-R041 when one is at work or was broken off."""
    path = folder / "register" / ".terima.kunci"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise IssueError(
            file_issue(
                "TLK-R041",
                "register/.terima.kunci",
                "folder sedang dipakai",
                "perintah terima lain sedang berjalan",
                "tunggu sampai selesai; bila perintah itu terputus, hapus berkas register/.terima.kunci lalu ulangi",
            )
        ) from None
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _broken(berkas: str, mengapa: str, saran: str = "") -> Issue:
    return file_issue(
        "TLK-R040",
        berkas,
        "penyimpanan register tidak dapat dipakai",
        mengapa,
        saran or "pulihkan dari cadangan, atau hapus folder register/ lalu terima ulang semua kiriman",
    )
