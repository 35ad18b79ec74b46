"""Lists as files for other programs: CSV and JSON, streamed line by line, with nothing in them that a spreadsheet runs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)?")


def neutral(cell: object) -> str:
    """A cell as CSV holds it. Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Empty is '', yes/no are `ya`/`tidak`, dates ISO; a number stays a number, also below zero.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, date):
        return cell.isoformat()
    text = json.dumps(cell, ensure_ascii=False) if isinstance(cell, (dict, list)) else str(cell)
    return f"'{text}" if text.startswith(_RUNS) and not _NUMBER.fullmatch(text) else text


def csv_lines(heads: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One line per row under a line of heads. Begins with a byte order mark, by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(heads)
    for row in rows:
        yield _taken(buffer)
        writer.writerow([neutral(row.get(head)) for head in heads])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def json_lines(facts: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object: `facts`, then the list `name` with one row to a line, so that it need not fit into memory."""
    head = json.dumps(facts, ensure_ascii=False)[1:-1]
    yield "{" + (f"{head}, " if head else "") + f"{json.dumps(name)}: ["
    for index, row in enumerate(rows):
        yield ("," if index else "") + "\n" + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"
