"""Runs a command as a process of its own: wall seconds and peak memory of it and its children."""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measured:
    """Median seconds and the largest peak of resident memory in MB over all runs."""

    seconds: float
    megabytes: float


def measure(words: Sequence[str], runs: int = 5) -> Measured:
    """Run `python WORDS` `runs` times; RuntimeError where a run fails."""
    results = [_once(words) for _ in range(runs)]
    return Measured(statistics.median(seconds for seconds, _ in results), max(peak for _, peak in results))


def _once(words: Sequence[str]) -> tuple[float, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    started = perf_counter()
    process = subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024
