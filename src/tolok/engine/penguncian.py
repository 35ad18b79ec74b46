"""A lock between the processes of one machine, on an open file; it is let go when the file is closed."""

import sys
from typing import IO, Any

if sys.platform != "win32":  # Windows has no such lock
    import fcntl


def lock(file: IO[Any], *, wait: bool) -> bool | None:
    """Take the lock on this file: True once it is held, False where another holds it and nobody wanted to `wait`.

    None where the system has no such lock: the office sees to it there that one process serves.
    """
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if wait:
            raise
        return False
    return True
