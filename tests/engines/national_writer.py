"""A writer to be killed: freezes a snapshot and delivers anew without end, and says after each what is in force by now.

Run as a process: `national_writer.py FOLDER SEED [N]`. With N it kills itself before its N-th operation on files (opening,
renaming, removing) after the first snapshot: so also between any two steps of writing that time alone would seldom hit.
"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from engines.test_national import PLACES, PROVINCE, SCHEMAS, Rows, delivered_anew, drawn, known_anew, table
from tolok.engine.national import NationalSnapshot, freeze_pieces, piece_region, write_manifest

OPERATIONS = ("open", "os.rename", "os.remove")


def states(folder: Path, seed: int) -> Iterator[NationalSnapshot]:
    """The snapshots that a writer with this seed brings into force, one after the other; without end."""
    rng = Random(seed)
    schema = next(one for one in SCHEMAS.values() if one.panel and one.jenis == "arus")
    rows: Rows = drawn(schema, rng)
    snapshot = write_manifest(folder, SCHEMAS, freeze_pieces(schema, PROVINCE, table(schema, rows), folder), ())
    yield snapshot
    while True:
        place = rng.choice(sorted({piece_region(PROVINCE, one) for one in PLACES}))
        rows = delivered_anew(schema, rng, rows, place)
        snapshot = known_anew(snapshot, schema, rows, place)
        yield snapshot


def die_before(operation: int, folder: Path) -> None:
    """End this process, as the power does, before its n-th operation on files of the folder."""
    left = operation

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in OPERATIONS and str(arguments[0]).startswith(str(folder)):
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(folder: Path, seed: int, operation: int) -> None:
    for number, snapshot in enumerate(states(folder, seed)):
        print(snapshot.hash, flush=True)
        if number == 0 and operation:
            die_before(operation, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int((*sys.argv, "0")[3]))
