"""One delivered file → one checked delivery: the one way in, for a folder and for the application alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

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
from tolok.registers.schema import Schema
from tolok.registers.sheets import read_tables
from tolok.registers.sources import SourceFile, open_source
from tolok.registers.wilayah import RegionTree
from tolok.values.issue import IssueError

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
