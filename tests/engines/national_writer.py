"""A writer to be killed: freezes a snapshot and delivers anew without end, and says before each what it is about to write.

Run as a process: `national_writer.py FOLDER SEED`. Each line on stdout is the hash of a snapshot that is in force by now.
"""

import sys
from pathlib import Path
from random import Random

from engines.test_national import PLACES, PROVINCE, Rows, delivered_anew, drawn, table
from spec.drawing import SCHEMAS
from tolok.engine.national import freeze_pieces, piece_region, redeliver, write_manifest


def main(folder: Path, seed: int) -> None:
    rng = Random(seed)
    schema = next(one for one in SCHEMAS.values() if one.panel and one.jenis == "arus")
    rows: Rows = drawn(schema, rng)
    snapshot = write_manifest(folder, SCHEMAS, freeze_pieces(schema, PROVINCE, table(schema, rows), folder), ())
    print(snapshot.hash, flush=True)
    while True:
        place = rng.choice(sorted({piece_region(PROVINCE, one) for one in PLACES}))
        rows = delivered_anew(schema, rng, rows, place)
        mine = {key: one for key, one in rows.items() if piece_region(PROVINCE, str(one[4] or "")) == place}
        snapshot = redeliver(snapshot, schema, PROVINCE, place, table(schema, mine))
        print(snapshot.hash, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
