"""Answers to people who may not see rows: never about fewer than five entities, also not by comparing answers.

The rule (docs/keputusan/0013): all totals ever answered part the entities into cells, by the group in which each entity
stands for each total. A further total is answered only where every cell that then is not empty holds at least BATAS
entities. Every answer is a sum over whole cells of counts and of single columns; so whatever is computed from answers is a
function of cell totals, and no cell is smaller than BATAS.
"""

from collections.abc import Collection, Mapping, Sequence

from tolok.engine.protocol import TERHITUNG, Owner
from tolok.formula import kernel as k

BATAS = 5
"""Fewest entities in a cell, and fewest that any answered total may count."""

Members = Mapping[Owner, str]
"""One total: key of every row of its period → its group."""


def smallest_cell(totals: Sequence[Members], changed: Sequence[Collection[Owner]] = ()) -> int:
    """The number of entities in the smallest cell into which these totals part them; 0 where there is no entity.

    `changed`: the keys whose rows differ between two of the snapshots that were asked: a difference of two answers over
    time is about them, so they are told apart too.
    """
    owners = {owner for one in totals for owner in one}
    cells: dict[tuple[object, ...], set[str]] = {}
    for owner in owners:
        signature = (*(one.get(owner, "") for one in totals), *(owner in one for one in changed))
        cells.setdefault(signature, set()).add(owner[0])
    return min((len(entities) for entities in cells.values()), default=0)


def counts_enough(total: Members) -> bool:
    """Whether a total counts at least BATAS entities; one over a period without any row says nothing about anybody."""
    counted = {owner[0] for owner, group in total.items() if group == TERHITUNG}
    return not total or len(counted) >= BATAS


def multiplies_columns(aggregate: k.Aggregate) -> bool:
    """Whether a summed expression multiplies columns with each other: sums of powers would give single values away."""
    return aggregate.value is not None and any(
        isinstance(part, k.Calc) and part.op == "*" and _has_column(part.left) and _has_column(part.right)
        for part in k.value_parts(aggregate.value)
    )


def _has_column(value: k.Value) -> bool:
    return any(isinstance(part, k.Col) for part in k.value_parts(value))
