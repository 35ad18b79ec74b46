"""`potret-nasional`: registers of many offices into one national snapshot, from folders or the application's database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tolok_koperasi
from tolok.cli.asked import known_at, nothing_received
from tolok.cli.output import print_json, print_table, say
from tolok.engine.folder import folder_snapshot
from tolok.engine.national_intake import Intake, take_in
from tolok.engine.snapshot import Snapshot
from tolok.registers.load import load_schemas
from tolok.registers.schema import Schema
from tolok.values.issue import IssueError
from tolok.values.number import format_angka


@dataclass(frozen=True)
class AskedOfIntake:
    """The options as typed; without `data` the application's database."""

    folder: Path
    data: tuple[Path, ...]
    diketahui: str | None
    katalog: Path | None
    now: datetime


def freeze_nation(asked: AskedOfIntake, as_json: bool) -> None:
    """Bring the sources into the snapshot and say what became of each register. IssueError for what the user can mend."""
    schemas = load_schemas((asked.katalog or tolok_koperasi.FOLDER) / "register")
    instant = known_at(asked.diketahui, asked.now)
    found = tuple(_of_folders(asked.data, schemas, instant) if asked.data else _of_application(instant))
    if not any(source.pieces for _, source in found):
        raise IssueError(nothing_received())
    whole = () if asked.data else {pemda for pemda, _ in found}  # the application knows everything of its offices
    done = take_in(asked.folder, schemas, [source for _, source in found], whole)
    if as_json:
        print_json(_said(done))
    else:
        _print(done, schemas)


def _of_folders(folders: Iterable[Path], schemas: Mapping[str, Schema], instant: datetime) -> Iterator[tuple[str, Snapshot]]:
    for folder in folders:
        say(f"{folder}: membaca")
        yield str(folder), folder_snapshot(folder, schemas, instant)


def _of_application(instant: datetime) -> Iterator[tuple[str, Snapshot]]:
    from tolok.cli.server import use_django

    use_django()
    from tolok.services.potret import snapshot_at
    from tolok.store.models import Pemda

    for pemda in Pemda.objects.order_by("kode"):
        say(f"{pemda.nama}: membaca")
        yield pemda.kode, snapshot_at(pemda.kode, instant)


def _said(done: Intake) -> dict[str, object]:
    registers = [
        {"register": register, "pemda": pemda, "baris": rows, "potongan_baru": new}
        for (register, pemda), (rows, new) in sorted(done.registers.items())
    ]
    return {"potret": done.snapshot.hash, "potongan": len(done.snapshot.pieces), "register": registers}


def _print(done: Intake, schemas: Mapping[str, Schema]) -> None:
    rows = [
        (pemda, schemas[register].label, format_angka(rows), f"{new} ditulis" if new else "tetap")
        for (register, pemda), (rows, new) in sorted(done.registers.items(), key=lambda one: one[0][::-1])
    ]
    print_table("Masuk ke potret nasional", ("Pemda", "Register", "Baris", "Potongan"), rows, (2,))
    whole = done.snapshot.pieces
    say(
        f"Potret {done.snapshot.hash[:16]}: {format_angka(len({one.pemda for one in whole}))} pemda, "
        f"{format_angka(len(whole))} potongan, {format_angka(sum(one.rows for one in whole))} baris."
    )
