"""The worker: started and ended with `tolok jalan`, or alone with `tolok kerja`."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tolok.cli.output import say
from tolok.cli.server import use_django

_PATIENCE = 10


def work(follow: bool) -> int:
    """Be the worker of this installation; 0 at the end, 1 where another one works already.

    `follow`: end when the one who started this process ends, however it ends: its end of the pipe is closed then.
    """
    use_django()
    from tolok.services.antrean import work as be_worker
    from tolok.services.antrean import worker_lock

    with worker_lock(_PATIENCE / 4) as mine:
        if not mine:
            say("Pekerja lain sudah berjalan untuk data ini.")
            return 1
        stopped = threading.Event()
        if follow:
            threading.Thread(target=_follow, args=(stopped,), daemon=True).start()
        try:
            be_worker(stopped)
        except KeyboardInterrupt:
            stopped.set()
    return 0


def _follow(stopped: threading.Event) -> None:
    sys.stdin.buffer.read()
    stopped.set()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own while the block runs."""
    process = subprocess.Popen([sys.executable, "-m", "tolok.cli", "kerja", "--ikut"], stdin=subprocess.PIPE)
    try:
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.terminate()
