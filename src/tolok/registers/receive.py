"""One delivered file → one checked delivery: the one way in, for a folder and for the application alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tolok.registers.delivery import CheckedDelivery, check_delivery
from tolok.registers.delivery_header import (
    DeliveryHeader,
    HeaderHints,
    build_header,
    choose_schema,
    contradictions,
    hints_from_content,
    hints_from_yaml,
    sidecar_of,
    year_in_rows,
    year_in_title,
)
from tolok.registers.faults import file_issue
from tolok.registers.questions import Pertanyaan, apply_answers, questions_of
from tolok.registers.schema import Schema
from tolok.registers.sheets import RawDelivery, read_tables
from tolok.registers.sources import SourceFile, open_source, source_from_bytes
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import Issue, IssueError

NO_HINTS = HeaderHints()


@dataclass(frozen=True)
class Announced:
    """A file whose register, office, period and coverage are known; its rows are not read yet."""

    schema: Schema
    header: DeliveryHeader
    hints: HeaderHints


def announce(
    path: Path, source: SourceFile, schemas: Mapping[str, Schema], tree: RegionTree, now: datetime, defaults: HeaderHints
) -> Announced:
    """What a file says of itself: its sidecar first, then its content, then `defaults`. IssueError where that is not
    enough or contradicts itself."""
    beside = sidecar_of(path)
    sidecar = hints_from_yaml(beside.read_text("utf-8", "replace"), beside.name) if beside else NO_HINTS
    content = hints_from_content(source)
    if issues := contradictions(sidecar, content, source.berkas):
        raise IssueError(issues)
    hints = sidecar.over(content).over(defaults)
    schema = choose_schema(source, hints, schemas)
    if not hints.periode:
        hints = replace(hints, periode=year_in_title(source) or year_in_rows(source, schema, hints.lembar))
    return Announced(schema, build_header(hints, schema, tree, source, now), hints)


def check_file(
    path: Path, berkas: str, schemas: Mapping[str, Schema], tree: RegionTree, now: datetime, defaults: HeaderHints = NO_HINTS
) -> CheckedDelivery:
    """Read and check one file. `berkas` is what it is called in reports; `now` dates a delivery that has no date.

    Raises IssueError for a file that cannot be received at all; faulty rows are in the result's quarantine.
    """
    announced = announce(path, open_source(path, berkas), schemas, tree, now, defaults)
    raw = read_tables(open_source(path, berkas), announced.schema, announced.hints.lembar)
    return check_delivery(announced.schema, raw, announced.header, tree)


@dataclass(frozen=True)
class Answered:
    """A file checked with what a person answered: the delivery, the doubts still open, and the raw tables it came from."""

    checked: CheckedDelivery
    raw: RawDelivery
    asked: tuple[Pertanyaan, ...]


def check_named(
    data: bytes, berkas: str, named: HeaderHints, schemas: Mapping[str, Schema], tree: RegionTree, now: datetime,
    asked: Iterable[Mapping[str, Any]] = (), answers: Mapping[str, str] | None = None,
) -> Answered:  # fmt: skip
    """Check bytes handed in for a named register, office and period. The file may say less, never something else.

    Raises IssueError for a file that cannot be received at all, with TLK-R067 where it fits another register better.
    """
    source = source_from_bytes(data, berkas)
    content = hints_from_content(source)
    if issues := contradictions(named, content, berkas):
        raise IssueError([*issues, *_other_register(source, named, schemas)])
    header = build_header(named.over(content), schemas[named.register or ""], tree, source, now)
    schema = schemas[header.register]
    try:
        raw = read_tables(source, schema, content.lembar)
    except IssueError as error:
        raise IssueError([*_other_register(source, named, schemas), *error.issues]) from None
    raw = apply_answers(raw, asked, answers or {})
    checked = check_delivery(schema, raw, header, tree)
    return Answered(checked, raw, questions_of(schema, checked.quarantine, tree))


def _other_register(source: SourceFile, named: HeaderHints, schemas: Mapping[str, Schema]) -> list[Issue]:
    """The guess that the file belongs to another register; never applied by itself."""
    try:
        better = choose_schema(source, replace(hints_from_content(source), periode=None), schemas)
    except IssueError:
        return []
    if better.nama == named.register:
        return []
    return [
        file_issue(
            "TLK-R067", source.berkas, f"kolom berkas ini cocok dengan register {better.label}",
            f"Anda memilih register {schemas[named.register or ''].label}",
            f"Maksud Anda register `{better.nama}`? Bila ya, unggah berkas ini di sana", "perlu keputusan",
        )
    ]  # fmt: skip
