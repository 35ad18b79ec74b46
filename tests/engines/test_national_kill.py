"""A writer of national snapshots that is killed leaves the last whole snapshot, or the one before it; never a mixture."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from engines.national_writer import SCHEMAS, states
from tolok.engine.national import read_manifest, sweep, verify

WRITER = Path(__file__).parent / "national_writer.py"
TESTS = WRITER.parents[1]


def killed(folder: Path, seed: int, rng: Random, operation: int) -> list[str]:
    """What a writer said until it was killed: at some instant, or before an operation on files."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])}
    command = [sys.executable, str(WRITER), str(folder), str(seed), str(operation)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        if operation:
            said = writer.stdout.read().split()
        else:
            said = [writer.stdout.readline().strip() for _ in range(rng.randrange(1, 9))]
            with suppress(subprocess.TimeoutExpired):
                writer.wait(timeout=rng.uniform(0, 0.15))
            os.kill(writer.pid, signal.SIGKILL)
            said += writer.stdout.read().split()
    assert writer.returncode == -signal.SIGKILL
    return said


def check(folder: Path, moments: int, seed: int) -> None:
    """Every second writer is killed at an instant, the others before an operation on files."""
    rng, counted, unsaid = Random(seed), 0, 0
    for moment in range(moments):
        place = folder / str(moment)
        place.mkdir()
        said = killed(place, seed + moment, rng, rng.randrange(1, 80) if moment % 2 else 0)
        found = read_manifest(place, SCHEMAS)
        assert verify(found) == []
        # Another writer does the same over what the first left lying. It says what was to be written.
        meant = [one.hash for one in islice(states(place, seed + moment), len(said) + 1)]
        assert meant[: len(said)] == said
        assert found.hash in meant[-2:], (moment, said)  # in force at the end: the last that it said, or the next
        assert read_manifest(place, SCHEMAS).hash == meant[-1]
        sweep(place, [])
        assert verify(read_manifest(place, SCHEMAS)) == []
        counted += len(said)
        unsaid += found.hash not in said
    assert counted > 2 * moments
    print(f"{moments} killed, {counted} snapshots said, {unsaid} in force but not yet said")


def test_a_killed_writer_leaves_a_whole_snapshot(tmp_path: Path) -> None:
    check(tmp_path, 10, seed=40)


@pytest.mark.generative
def test_a_writer_killed_a_hundred_times_leaves_whole_snapshots(tmp_path: Path) -> None:
    check(tmp_path, 100, seed=400)
