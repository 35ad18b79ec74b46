"""A file on disk, whole or not at all, readable by the application alone."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, then move in: a process that is killed leaves the file as it was, and at most a `.sedang-ditulis`."""
    temporary = path.with_name(path.name + ".sedang-ditulis")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
