"""Rows of a backup: one table to a file, one row to a line, every value without loss on either database."""

import base64
import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models

from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError

_BATCH = 1000


def write_rows(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    """Every row of a table, by key; how many there were."""
    names = [field.attname for field in model._meta.concrete_fields]
    count = 0
    with archive.open(_member(model), "w", force_zip64=True) as file:
        file.write(json.dumps(names).encode() + b"\n")
        for row in model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=5000):
            file.write(json.dumps([_plain(cell) for cell in row], ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def read_rows(archive: zipfile.ZipFile, model: type[models.Model], counts: Mapping[str, int]) -> None:
    """Insert every row of a table. Raises IssueError TLK-S034 where their number is not that of the manifest."""
    table = model._meta.db_table
    if table not in counts:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    batch: list[models.Model] = []
    with archive.open(_member(model)) as file:
        names = json.loads(file.readline())
        for line in file:
            cells = zip(names, json.loads(line), strict=True)
            batch.append(model(**{name: _typed(fields[name], cell) for name, cell in cells}))
            if len(batch) == _BATCH:
                model._default_manager.bulk_create(batch)
                batch = []
    model._default_manager.bulk_create(batch)
    if model._default_manager.count() != counts[table]:
        what = f"banyaknya baris {table} tidak sama dengan cadangan"
        why = "cadangan hanya berguna bila utuh dan seluruhnya"
        raise IssueError(Issue("TLK-S034", "salah", "cadangan", what, why, "pakai cadangan lain"))


def _member(model: type[models.Model]) -> str:
    return f"baris/{model._meta.db_table}.jsonl"


def _plain(cell: Any) -> Any:
    """JSON without loss: Django's own encoder cuts microseconds, and the second clock counts them."""
    if isinstance(cell, datetime):
        return instant_text(cell)
    if isinstance(cell, (bytes, memoryview)):
        return base64.b64encode(cell).decode()
    return cell.isoformat() if isinstance(cell, date) else cell


def _typed(field: models.Field, cell: Any) -> Any:
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.JSONField) or cell is None:
        return cell
    return base64.b64decode(cell) if isinstance(target, models.BinaryField) else target.to_python(cell)
