"""A table without any header (a file that begins in the middle of a document): columns by what stands in them, in doubt."""

from collections.abc import Sequence

from tolok.reading.headers import Column, Header
from tolok.reading.rules import acted
from tolok.reading.sheets import Sheet, body_rows
from tolok.reading.tables import Table
from tolok.reading.values import read_value
from tolok.reading.words import is_aim, is_measure, one_line

GUESSED = "tabelnya tanpa kepala; kolom dikenali dari isinya"
_MOST = 0.6
_FEW_ROWS = 2
_MOST_ROWS = 500


def bare_sheet(table: Table) -> Sheet | None:
    """A table as a sheet when one column holds measures and another explains or aims; None for any other table."""
    if not _FEW_ROWS <= len(table.rows) <= _MOST_ROWS:
        return None
    fields = [_field([one_line(row[c].text) for row in table.rows if row[c].text]) for c in range(table.width)]
    if "nama" not in fields or not {"sasaran", "nomor"} & set(fields):
        return None
    name = fields.index("nama")
    fields = [field if field != "nama" or c == name else "penjelasan" for c, field in enumerate(fields)]
    if "penjelasan" not in fields[name:]:
        return None
    acted("tabel tanpa kepala sama sekali")
    texts = [c for c in range(name + 1, table.width) if fields[c] == "penjelasan"]
    last = texts[-1] if len(texts) > 1 else -1
    columns = tuple(Column(c, "sumber_data" if c == last else field, (), owner=name) for c, field in enumerate(fields))
    sheet = Sheet(Header(0, 0, columns), table, table.above)
    first = next(r for r, row in enumerate(table.rows) if is_measure(row[name].text))
    sheet.rows += body_rows(table, first, len(table.rows), {c: c for c in range(table.width)})
    return sheet


def _field(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    share = {
        "nomor": sum(len(t) <= 3 and t.strip(".)").isdigit() for t in texts),
        "sasaran": sum(is_aim(t) for t in texts),
        "nama": sum(is_measure(t) and len(t) < 160 for t in texts),
        "": sum((v := read_value(t)) is not None and not v.doubt for t in texts),
    }
    best = max(share, key=lambda key: share[key])
    return best if share[best] >= _MOST * len(texts) else "penjelasan"
