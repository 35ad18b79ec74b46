"""The second clock, generated: several versions of a row, and what was known at an instant, told without the project."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa

from generative.generator import registers
from spec.drawing import PEMDA, SCHEMAS
from tolok.engine.snapshot import Piece, freeze
from tolok.registers.canonical import table_from_rows
from tolok.registers.stored import history_schema, rows_at

START = datetime(2024, 1, 1, tzinfo=UTC)


def known_twice(seed: int, folder: Path) -> tuple[Piece, Piece, int]:
    """One register with rows corrected at later instants, frozen as known at one of them: by the project, and by hand.

    Also how many versions the instant hides.
    """
    rng = Random(seed)
    first, second = registers(rng), registers(rng)
    schema = SCHEMAS[rng.choice(("usaha", "koperasi", "binaan", "temuan"))]
    versions: list[tuple[tuple[object, ...], datetime, datetime | None]] = []
    later = {row[:4]: row for row in second.rows.get(schema.nama, [])}
    for row in first.rows.get(schema.nama, []):
        learnt = START + timedelta(days=rng.randint(0, 9))
        corrected = later.get(row[:4])
        if corrected is not None and corrected != row and rng.random() < 0.8:
            again = learnt + timedelta(days=rng.randint(1, 9))
            versions += [(row, learnt, again), (corrected, again, None)]
        else:
            versions.append((row, learnt, None))
    instant = START + timedelta(days=rng.randint(0, 18))
    columns = [*zip(*(row for row, _, _ in versions), strict=True)] or [()] * len(history_schema(schema).names[:-3])
    clocks = [[learnt for _, learnt, _ in versions], [until for _, _, until in versions], ["k"] * len(versions)]
    fields = history_schema(schema)
    arrays = [pa.array(column, part.type) for column, part in zip([*columns, *clocks], fields, strict=True)]
    known = rows_at(pa.Table.from_arrays(arrays, schema=fields), instant, schema)
    by_hand = [row for row, learnt, until in versions if learnt <= instant and not (until and until <= instant)]
    rng.shuffle(by_hand)
    pieces = (
        freeze(schema, PEMDA, known, folder / "a"),
        freeze(schema, PEMDA, table_from_rows(schema, by_hand), folder / "b"),
    )
    return *pieces, len(versions) - len(by_hand)
