"""Work on a file from outside, in a process of its own that can do nothing but compute: bounded memory and time, no files
to write, no programs to start, no connections. What it says comes back as data (see `wire`), never as objects.

`run_limited` is the way into any such process; `check_limited` is the check of a delivery.
"""

import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tolok.registers.delivery import CheckedDelivery
from tolok.registers.faults import file_issue
from tolok.registers.schema import Schema
from tolok.registers.wire import from_bytes
from tolok.values.issue import Issue, IssueError

_MEGABYTE = 1024 * 1024
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True)
class Batas:
    """What one process may use: bytes of memory, seconds of computing, seconds by the clock, bytes of answer.

    `cpu_terlama`: so many seconds it may allow itself once it knows how much there is to do; 0: no more than `cpu`.
    """

    memori: int = 4096 * _MEGABYTE
    cpu: int = 240
    waktu: int = 600
    jawaban: int = 1024 * _MEGABYTE
    cpu_terlama: int = 0


class StoppedError(Exception):
    """The limited process broke or was broken off; the message says why, in words that follow a colon."""


@dataclass(frozen=True)
class Permintaan:
    """A file handed in: what it was named, and what its sender said of it."""

    berkas: str
    register: str
    periode: str
    pemda: str
    perangkat_daerah: str
    cakupan: tuple[str, ...] | None
    now: datetime
    folder: Path
    """Folder of the register schemas."""
    ditanya: tuple[Mapping[str, Any], ...] = ()
    jawaban: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Periksaan:
    """What the limited process found: the delivery with facts about its file and open questions, or only issues."""

    checked: CheckedDelivery | None
    isi: Mapping[str, Any]
    issues: tuple[Issue, ...] = ()


def check_limited(data: bytes, asked: Permintaan, schemas: Mapping[str, Schema], batas: Batas = Batas()) -> Periksaan:
    """Check `data` in a limited process. A file that breaks it or its limits is one Issue (TLK-R071), nothing worse."""
    words = {
        "berkas": asked.berkas, "register": asked.register, "periode": asked.periode, "pemda": asked.pemda,
        "perangkat_daerah": asked.perangkat_daerah, "cakupan": list(asked.cakupan) if asked.cakupan is not None else None,
        "now": asked.now.isoformat(), "folder": str(asked.folder), "ditanya": [dict(one) for one in asked.ditanya],
        "jawaban": dict(asked.jawaban or {}),
    }  # fmt: skip
    try:
        answer = run_limited("tolok.registers.limited_process", words, data, batas)
    except StoppedError as error:
        raise IssueError(_stopped(asked.berkas, str(error))) from None
    try:
        found, checked = from_bytes(answer, schemas)
        issues = tuple(Issue(**one) for one in found.pop("issues", ()))
    except (ValueError, TypeError):
        raise IssueError(_stopped(asked.berkas, "hasilnya tidak utuh")) from None
    return Periksaan(checked, found, issues)


def run_limited(module: str, request: Mapping[str, Any], data: bytes, batas: Batas) -> bytes:
    """What a module whose `main` calls `limited_process.serve` answers to a request about `data`. Raises StoppedError."""
    text = json.dumps({**request, "batas": [batas.memori, batas.cpu, batas.cpu_terlama]}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own Python and a module of ours; the file only stands on its input
            [sys.executable, "-s", "-B", "-m", module],
            input=_LENGTH.pack(len(text)) + text + data,
            env=_clean_environment(), cwd="/", capture_output=True, timeout=batas.waktu, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise StoppedError("memerlukan waktu lebih lama daripada yang diperbolehkan") from None
    if done.returncode != 0 or len(done.stdout) > batas.jawaban:
        raise StoppedError(_why(done.returncode, done.stderr))
    return done.stdout


def _clean_environment() -> dict[str, str]:
    """Nothing of ours but where the code lies: no secret, no database, no proxy."""
    here = str(Path(__file__).resolve().parents[2])
    system = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {"PYTHONPATH": here, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", **system}


def _why(code: int, stderr: bytes) -> str:
    if code == -getattr(signal, "SIGXCPU", 24):
        return "memerlukan waktu lebih lama daripada yang diperbolehkan"
    if b"MemoryError" in stderr or b"memory" in stderr[-2000:] or code in (-signal.SIGABRT, -signal.SIGSEGV):
        return "memerlukan lebih banyak memori daripada yang diperbolehkan"
    return "isinya membuat pemeriksa berhenti"


def _stopped(berkas: str, mengapa: str) -> Issue:
    return file_issue(
        "TLK-R071", berkas, "pemeriksaan berkas dihentikan", mengapa,
        "simpan ulang berkasnya dari Excel atau LibreOffice sebagai XLSX atau CSV, atau pecah menjadi beberapa kiriman",
    )  # fmt: skip
