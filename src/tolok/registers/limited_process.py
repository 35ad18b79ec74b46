"""The limited process itself: limits first, then the code, then the shutting of every door, only then the file.

Started by `limited.run_limited`; reads one request from standard input and answers on standard output. `serve` is what
every such process does, `main` is the one that checks a delivery.
"""

import json
import struct
import sys
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

_LENGTH = struct.Struct("<Q")
_OPEN_FILES = 64
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove", "os.rename",
    "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "shutil.", "ctypes.",
)  # fmt: skip


def main() -> None:
    """Check one delivery; any exception ends the process with a code that is not 0."""
    serve(_prepared)


def serve(prepare: Callable[[Mapping[str, Any]], Callable[[bytes], bytes]], allowed: Collection[str] = ()) -> None:
    """Answer one request. `prepare` loads code and whatever lies on disk; what it returns sees the file, behind shut doors
    (`allowed`: events that stay open)."""
    (length,) = _LENGTH.unpack(sys.stdin.buffer.read(_LENGTH.size))
    request = json.loads(sys.stdin.buffer.read(length))
    _limit(*request["batas"])
    answer = prepare(request)
    shut_doors(allowed)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


def _limit(memory: int, seconds: int, longest: int = 0) -> None:
    """What the system itself enforces. Where a system knows no limits, the clock of the caller still does."""
    try:
        import resource
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }  # fmt: skip
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        # Of time the system warns at the first number, by a signal that the caller can tell apart, and kills at the second.
        over = max(2, longest - most) if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else 0
        resource.setrlimit(kind, (most, most + over))


def allow_seconds(seconds: int) -> None:
    """More seconds of computing from the start of the process, as far as the caller allowed it (`Batas.cpu_terlama`)."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = seconds if hard == resource.RLIM_INFINITY else min(seconds, hard - 2)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def shut_doors(allowed: Collection[str] = ()) -> None:
    """From here on no file is written, no program started, no connection made, whatever the file would like."""

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(args[1], str) and any(sign in args[1] for sign in "wax+")
        if writes or (event.startswith(_FORBIDDEN) and event not in allowed):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _prepared(request: Mapping[str, Any]) -> Any:
    """Everything that must be read from disk is read before the doors are shut."""
    import pyarrow as pa

    from tolok.registers import receive  # loads the readers too
    from tolok.registers.load import load_schemas
    from tolok.registers.wilayah import load_tree

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    schemas, tree = load_schemas(Path(request["folder"])), load_tree()
    return lambda data: _answer(receive, request, schemas, tree, data)


def _answer(receive: Any, request: Mapping[str, Any], schemas: Any, tree: Any, data: bytes) -> bytes:
    from tolok.registers.delivery_header import HeaderHints
    from tolok.registers.wire import to_bytes
    from tolok.values.issue import IssueError

    cakupan = tuple(request["cakupan"]) if request["cakupan"] is not None else None
    named = HeaderHints(request["register"], request["periode"], request["pemda"], request["perangkat_daerah"], cakupan)
    now = datetime.fromisoformat(request["now"])
    try:
        found = receive.check_named(
            data, request["berkas"], named, schemas, tree, now, request["ditanya"], request["jawaban"]
        )
    except IssueError as error:
        return to_bytes({"issues": [issue.as_dict() for issue in error.issues]})
    tables = [
        {
            "lembar": table.lembar, "baris": len(table.baris) + len(table.robek), "judul": table.baris_judul,
            "dikenali": len(table.headings), "kolom": len(table.headings) + len(table.lain),
            "dilewati": {why: list(rows) for why, rows in table.dilewati.items()},
        }
        for table in found.raw.tabel
    ]  # fmt: skip
    return to_bytes({"tabel": tables, "pertanyaan": [one.as_dict() for one in found.asked]}, found.checked)


if __name__ == "__main__":
    main()
