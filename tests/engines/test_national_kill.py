"""A writer of national snapshots that is killed leaves the last whole snapshot, or the one before it; never a mixture."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from spec.drawing import SCHEMAS
from tolok.engine.national import read_manifest, verify

WRITER = Path(__file__).parent / "national_writer.py"
TESTS = WRITER.parents[1]


def killed(folder: Path, seed: int, seconds: float) -> list[str]:
    """What a writer said until it was killed `seconds` after its first snapshot."""
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    command = [sys.executable, str(WRITER), str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().strip()]
        time.sleep(seconds)
        os.kill(writer.pid, signal.SIGKILL)
        return [*said, *writer.stdout.read().split()]


def check(folder: Path, moments: int, seed: int) -> None:
    rng, reached = Random(seed), 0
    for moment in range(moments):
        place = folder / str(moment)
        place.mkdir()
        said = killed(place, seed + moment, rng.uniform(0, 3))
        found = read_manifest(place, SCHEMAS)
        assert verify(found) == []
        # It may have been killed between writing the pointer and saying so: then the same writer says it the next time.
        if found.hash not in said[-1:]:
            other = folder / f"{moment}-lagi"
            other.mkdir()
            longer = killed(other, seed + moment, 8.0)
            assert longer[: len(said)] == said
            assert found.hash == longer[len(said)]
        reached += len(said) > 2
    assert reached >= moments // 2


def test_a_killed_writer_leaves_a_whole_snapshot(tmp_path: Path) -> None:
    check(tmp_path, 4, seed=40)


@pytest.mark.generative
def test_a_writer_killed_a_hundred_times_leaves_whole_snapshots(tmp_path: Path) -> None:
    check(tmp_path, 100, seed=400)
