"""What changed between two frozen pieces of one register: told row by row, whichever engine totals them."""

from tolok.engine.protocol import Owner
from tolok.engine.snapshot import Piece, read_narrow
from tolok.registers.schema import Schema


def changed_owners(before: Piece | None, after: Piece | None, schema: Schema) -> frozenset[Owner]:
    """The keys of which any row, of any period, was added, removed or corrected between two pieces."""
    if before is not None and after is not None and before.hash == after.hash:
        return frozenset()
    old, new = _by_owner(before, schema), _by_owner(after, schema)
    return frozenset(owner for owner in old.keys() | new.keys() if old.get(owner) != new.get(owner))


def _by_owner(piece: Piece | None, schema: Schema) -> dict[Owner, dict[str, dict[str, object]]]:
    """Key → period → row."""
    found: dict[Owner, dict[str, dict[str, object]]] = {}
    for row in read_narrow(piece, schema) if piece is not None else ():
        found.setdefault((str(row["entitas"]), str(row["perangkat_daerah"])), {})[str(row["periode"])] = row
    return found
