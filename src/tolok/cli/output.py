"""How commands speak: tables for people, JSON for machines, Issues always in one shape."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from tolok.values.issue import Issue


def print_json(content: Any) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def print_issues(issues: Iterable[Issue], as_json: bool) -> None:
    """Issues go to standard output as JSON where JSON was asked for, else to standard error in words."""
    found = list(issues)
    if as_json:
        print_json({"issues": [issue.as_dict() for issue in found]})
        return
    for issue in found:
        sys.stderr.write(f"{issue}\n")


def print_table(judul: str, heads: Sequence[str], rows: Sequence[Sequence[str]], angka: Sequence[int] = ()) -> None:
    """A table; columns named in `angka` stand right."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=judul, title_justify="left")
    for index, head in enumerate(heads):
        table.add_column(head, justify="right" if index in angka else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def say(text: str) -> None:
    """Progress, for a person who waits: on standard error, so that it never mixes with a result."""
    sys.stderr.write(f"{text}\n")
