"""The folder store: DIR/kiriman in, DIR/register, DIR/laporan and DIR/karantina out.

Deliveries are applied in the order of their instants. The same file with the same header changes nothing when it comes
again. Personal columns are written nowhere.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from tolok.registers import stored
from tolok.registers.canonical import canonical_schema
from tolok.registers.delivery import CheckedDelivery, QuarantinedRow, check_delivery
from tolok.registers.delivery_header import DeliveryHeader, HeaderHints
from tolok.registers.entities import Known, resolve_delivery
from tolok.registers.faults import daftar_baris, file_issue, same_instant, unreadable
from tolok.registers.history import Changes, merge
from tolok.registers.receive import announce
from tolok.registers.schema import Schema
from tolok.registers.sheets import read_tables
from tolok.registers.sources import SourceFile, open_source
from tolok.registers.wilayah import RegionTree
from tolok.registers.writer import write_xlsx
from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError

_READ = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})
_REFUSED = frozenset({".xls", ".xlsb", ".ods", ".pdf", ".doc", ".docx", ".html", ".htm", ".zip", ".rar"})

Status = Literal["diterima", "sudah diterima", "ditolak"]


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file. `jumlah`: baris, bersih, karantina, rangkap, baru, berubah, sama."""

    berkas: str
    status: Status
    header: DeliveryHeader | None = None
    jumlah: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The JSON form."""
        return {
            "berkas": self.berkas,
            "status": self.status,
            "kiriman": self.header.as_dict() if self.header else None,
            "jumlah": dict(self.jumlah),
            "issues": [issue.as_dict() for issue in self.issues],
        }


@dataclass(frozen=True)
class FolderReport:
    """All files of one run, in order of application, refused ones first."""

    berkas: tuple[FileOutcome, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        return tuple(issue for outcome in self.berkas for issue in outcome.issues)

    @property
    def refused(self) -> tuple[FileOutcome, ...]:
        """Files that could not be received at all."""
        return tuple(outcome for outcome in self.berkas if outcome.status == "ditolak")

    def as_dict(self) -> dict[str, object]:
        """The JSON form."""
        return {"berkas": [outcome.as_dict() for outcome in self.berkas]}


@dataclass(frozen=True)
class _Ready:
    """A file whose header is known; `id` is its identity: bytes, header, and the instant only where it is stated."""

    path: Path
    schema: Schema
    header: DeliveryHeader
    lembar: str | None
    id: str


def receive_folder(
    folder: Path,
    schemas: Mapping[str, Schema],
    tree: RegionTree,
    *,
    now: datetime,
    defaults: HeaderHints = HeaderHints(),  # noqa: B008 - frozen and empty
    progress: Callable[[str], None] | None = None,
) -> FolderReport:
    """Receives whatever lies in DIR/kiriman. `defaults` complete what files do not say; `now` dates what has no date.

    Faults of a file refuse that file alone and are in the report; IssueError only for the folder itself
    (TLK-R040 broken store, TLK-R041 in use, TLK-R042 no kiriman/).
    """
    if not (folder / "kiriman").is_dir():
        raise IssueError(
            file_issue(
                "TLK-R042",
                str(folder.name),
                "folder kiriman tidak ada",
                "tidak ada folder `kiriman` di dalamnya",
                "buat folder kiriman/ dan taruh berkas XLSX atau CSV di sana",
            )
        )
    instant_text(now)
    with stored.locked(folder):
        receiver = _Receiver(folder, schemas, tree, now, defaults)
        for path in _delivered(folder):
            receiver.prepare(path)
        receiver.apply_all(progress or (lambda _: None))
        return FolderReport(tuple(receiver.outcomes))


def _delivered(folder: Path) -> list[Path]:
    paths = (path for path in sorted((folder / "kiriman").rglob("*")) if path.is_file())
    wanted = _READ | _REFUSED
    return [path for path in paths if path.suffix.lower() in wanted and not path.name.startswith((".", "~$"))]


class _Receiver:
    """One run over a folder: prepares every file, then applies them in the order of their instants."""

    def __init__(self, folder: Path, schemas: Mapping[str, Schema], tree: RegionTree, now: datetime, defaults: HeaderHints):
        self.folder, self.schemas, self.tree, self.now, self.defaults = folder, schemas, tree, now, defaults
        self.manifest = stored.read_manifest(folder)
        self.received = {entry["id"] for entry in self.manifest}
        self.ready: list[_Ready] = []
        self.histories: dict[str, Any] = {}
        self.outcomes: list[FileOutcome] = []
        self.alias = stored.read_alias(folder)
        self.known: dict[tuple[str, str], Known] = {}

    def prepare(self, path: Path) -> None:
        berkas = path.relative_to(self.folder / "kiriman").as_posix()
        try:
            if path.suffix.lower() in _REFUSED:
                raise IssueError(unreadable(berkas, f"jenis berkas {path.suffix} tidak dibaca"))
            self.ready.append(self._ready(path, open_source(path, berkas)))
        except IssueError as error:
            self._refuse(berkas, None, error.issues)

    def _ready(self, path: Path, source: SourceFile) -> _Ready:
        said = announce(path, source, self.schemas, self.tree, self.now, self.defaults)
        return _Ready(path, said.schema, said.header, said.hints.lembar, _identity(said.header, said.hints))

    def _refuse(self, berkas: str, header: DeliveryHeader | None, issues: Sequence[Issue]) -> None:
        outcome = FileOutcome(berkas, "ditolak", header, {}, tuple(issues))
        self.outcomes.append(outcome)
        stored.write_json(_report_path(self.folder, berkas), outcome.as_dict())

    def apply_all(self, progress: Callable[[str], None]) -> None:
        """Applies the prepared files; writes registers, then the manifest, which is what makes them count."""
        changed: dict[str, Schema] = {}
        entries = len(self.manifest)
        for ready in sorted(self.ready, key=lambda one: (one.header.diketahui, one.header.berkas)):
            progress(ready.header.berkas)
            if ready.id in self.received:
                self.outcomes.append(FileOutcome(ready.header.berkas, "sudah diterima", ready.header))
                continue
            try:
                if self._apply(ready):
                    changed[ready.schema.nama] = ready.schema
            except IssueError as error:
                self.known.clear()  # a refused delivery makes nothing known
                self._refuse(ready.header.berkas, ready.header, error.issues)
        if changed:
            stored.write_alias(self.folder, self.alias)
        for nama, schema in changed.items():
            stored.write_history(self.folder, schema, self.histories[nama])
        if len(self.manifest) > entries:
            stored.write_manifest(self.folder, self.manifest)

    def _apply(self, ready: _Ready) -> bool:
        """Checks one delivery and lays it over the history; whether the register's rows changed."""
        schema, header = ready.schema, ready.header
        same = (e for e in self.manifest if (e["register"], e["pemda"]) == (header.register, header.pemda))
        if any(instant_text(header.diketahui) < entry["diketahui"] for entry in same):
            raise IssueError(_backdated(header))
        raw = read_tables(open_source(ready.path, header.berkas), schema, ready.lembar)
        checked = check_delivery(schema, raw, header, self.tree)
        del raw
        thing = (schema.entitas, header.pemda)
        if thing not in self.known:
            self.known[thing] = stored.known_numbers(self.alias, *thing)
        checked, baru = resolve_delivery(schema, checked, self.known[thing])
        _write_quarantine(self.folder, header.berkas, checked.quarantine)
        if checked.worthless:
            raise IssueError([_worthless(checked), *_first_issues(checked)])
        if schema.nama not in self.histories:
            self.histories[schema.nama] = stored.read_history(self.folder, schema)
        history, changes, asked = overlay(self.histories[schema.nama], checked, schema, ready.id)
        self.histories[schema.nama] = history
        self.alias = stored.with_aliases(self.alias, *thing, baru, header.diketahui)
        report = checked.report
        jumlah = {
            "baris": report.baris,
            "bersih": report.bersih,
            "karantina": report.karantina,
            "rangkap": report.rangkap,
            "baru": changes.baru,
            "berubah": changes.berubah,
            "sama": changes.same,
        }
        self.received.add(ready.id)
        self.manifest.append({"id": ready.id, **header.as_dict(), "jumlah": jumlah})
        outcome = FileOutcome(header.berkas, "diterima", header, jumlah, (*asked, *report.issues))
        self.outcomes.append(outcome)
        detail = {**outcome.as_dict(), "pemeriksaan": report.as_dict(), "baris_karantina": _row_issues(checked)}
        stored.write_json(_report_path(self.folder, header.berkas), detail)
        return bool(changes.insert.num_rows)


def _identity(header: DeliveryHeader, hints: HeaderHints) -> str:
    said = {**header.as_dict(), "lembar": hints.lembar}
    del said["berkas"]
    if not hints.diketahui:
        del said["diketahui"]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def overlay(history: Any, checked: CheckedDelivery, schema: Schema, kiriman: str) -> tuple[Any, Changes, list[Issue]]:
    """Lays a checked delivery over a register's history: (new history, changes, questions).

    IssueError TLK-R043 when a differing row is known since a later instant. Rows that contradict another delivery of the
    same instant are left as they are and asked about (TLK-R030).
    """
    header = checked.header
    at = pa.scalar(header.diketahui, stored.INSTANT)
    names = canonical_schema(schema).names
    open_at = stored.open_rows(history)
    changes = merge(history.select(names).take(open_at), checked.clean)
    closing = open_at.take(changes.close)
    since = history.column("diketahui_dari").take(closing)
    if pc.any(pc.greater(since, at)).as_py():
        raise IssueError(_backdated(header))
    asked: list[Issue] = []
    clash = pc.indices_nonzero(pc.equal(since, at)).to_pylist()
    if clash:
        lines = [checked.baris[changes.rows[index].as_py()] for index in clash]
        asked.append(same_instant().at(f"berkas {header.berkas}, baris {daftar_baris(lines)}"))
        changes = _without(changes, set(clash))
        closing = open_at.take(changes.close)
    rows = changes.insert.num_rows
    added = changes.insert.append_column("diketahui_dari", pa.nulls(rows, stored.INSTANT).fill_null(at))
    added = added.append_column("diketahui_sampai", pa.nulls(rows, stored.INSTANT))
    added = added.append_column("kiriman", pa.nulls(rows, pa.string()).fill_null(kiriman))
    return pa.concat_tables([_closed(history, closing, at), added.cast(history.schema)]), changes, asked


def _closed(history: Any, closing: Any, at: Any) -> Any:
    if not len(closing):
        return history
    ends = pc.is_in(pa.array(range(history.num_rows), pa.int64()), value_set=closing)
    column = pc.if_else(ends, at, history.column("diketahui_sampai"))
    return history.set_column(history.schema.get_field_index("diketahui_sampai"), "diketahui_sampai", column)


def _without(changes: Changes, clash: set[int]) -> Changes:
    keep = pa.array([i for i in range(changes.insert.num_rows) if i not in clash], pa.int64())
    close = pa.array([i for i in range(len(changes.close)) if i not in clash], pa.int64())
    return replace(changes, close=changes.close.take(close), insert=changes.insert.take(keep), rows=changes.rows.take(keep))


def _backdated(header: DeliveryHeader) -> Issue:
    return file_issue(
        "TLK-R043",
        header.berkas,
        "kiriman ini bertanggal lebih lama daripada yang sudah diterima",
        f"`diketahui` {instant_text(header.diketahui)}; yang sudah diketahui pada suatu saat tidak ditulis ulang",
        "isi `diketahui` dengan saat kiriman ini benar-benar diterima, atau hapus supaya dipakai waktu sekarang",
    )


def _worthless(checked: CheckedDelivery) -> Issue:
    return file_issue(
        "TLK-R044",
        checked.header.berkas,
        "tidak satu pun baris dapat diterima",
        f"{checked.report.karantina} baris masuk karantina; kiriman tidak dicatat, supaya `tidak ada data` tidak menjadi 0",
        "periksa laporan dan berkas karantina, perbaiki, lalu kirim ulang",
    )


_SHOWN = 200


def _first_issues(checked: CheckedDelivery) -> list[Issue]:
    return [issue for row in checked.quarantine[:20] for issue in row.issues]


def _row_issues(checked: CheckedDelivery) -> dict[str, object]:
    shown = [issue.as_dict() for row in checked.quarantine[:_SHOWN] for issue in row.issues]
    return {"semua_di": "karantina/", "ditampilkan": min(_SHOWN, len(checked.quarantine)), "issues": shown}


def _report_path(folder: Path, berkas: str) -> Path:
    return folder / "laporan" / f"{berkas}.json"


def quarantine_path(folder: Path, berkas: str) -> Path:
    """The annotated workbook of a delivery's quarantined rows."""
    return folder / "karantina" / f"{berkas}.xlsx"


def _write_quarantine(folder: Path, berkas: str, rows: Sequence[QuarantinedRow]) -> None:
    path = quarantine_path(folder, berkas)
    if not rows:
        path.unlink(missing_ok=True)
        return
    stored.replace_file(path, lambda temporary: write_quarantine(temporary, rows))


_WORKBOOK_ROWS = 50_000


def write_quarantine(path: Path, rows: Sequence[QuarantinedRow]) -> None:
    """The workbook that goes back to the office: each row as delivered, faulty cells painted, what, why, what to do."""
    titles = list(dict.fromkeys(title for row in rows for title in row.sel))
    header = ["Lembar", "Baris", *titles, "Yang salah", "Mengapa", "Saran"]
    at = {title: index for index, title in enumerate(titles, 2)}
    marked = {(line, at[title]) for line, row in enumerate(rows[:_WORKBOOK_ROWS]) for title in row.kolom if title in at}
    body: list[list[object]] = [
        [row.lembar, row.baris, *(row.sel.get(title, "") for title in titles), *_said(row)] for row in rows[:_WORKBOOK_ROWS]
    ]
    if len(rows) > _WORKBOOK_ROWS:
        body.append([f"… dan {len(rows) - _WORKBOOK_ROWS} baris lain; perbaiki yang ini lebih dahulu"])
    widths = dict.fromkeys(range(2, len(titles) + 2), 18.0) | {len(titles) + 2 + i: 50.0 for i in range(3)}
    write_xlsx(path, "Karantina", [], [header], body, marked=frozenset(marked), widths=widths)


def _said(row: QuarantinedRow) -> list[str]:
    titles = [f"{issue.di_mana.partition(', kolom ')[2]}: {issue.apa}".removeprefix(": ") for issue in row.issues]
    return ["\n".join(titles), *("\n".join(dict.fromkeys(texts)) for texts in _reasons(row))]


def _reasons(row: QuarantinedRow) -> tuple[list[str], list[str]]:
    return [issue.mengapa for issue in row.issues], [issue.saran for issue in row.issues]


def rows_known_at(folder: Path, schema: Schema, instant: datetime) -> Any:
    """Canonical pyarrow.Table of the register's rows known at the instant (canonical columns only, no fixed order)."""
    return stored.rows_at(stored.read_history(folder, schema), instant, schema)


def deliveries_known_at(folder: Path, instant: datetime) -> tuple[DeliveryHeader, ...]:
    """The deliveries received by the instant, also empty ones, in order of application."""
    headers = (DeliveryHeader.from_dict(entry) for entry in stored.read_manifest(folder))
    return tuple(header for header in headers if header.diketahui <= instant)
