"""The worker's queue: huey on a SQLite file of its own beside the data, so that no other service is needed.

One worker per installation, held by a lock on a file that the system releases whatever becomes of the process.
"""

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from huey import SqliteHuey, crontab

from tolok.engine.penguncian import lock

_LOG = logging.getLogger("tolok.antrean")
_PATIENCE = 0.5


@cache
def _queue(path: Path) -> tuple[SqliteHuey, Any]:
    queue = SqliteHuey("tolok", filename=str(path), results=False, fsync=False, timeout=20)

    @queue.task()
    def kerjakan(nomor: int) -> None:
        _do(nomor)

    @queue.periodic_task(crontab(minute="*"))
    def susul() -> None:
        """What was put down while the queue could not be written is found in the table."""
        _do_waiting()

    return queue, kerjakan


def wake(nomor: int) -> None:
    """Tell the worker of a job. A queue that cannot be written is no fault of the job: the worker looks by itself too."""
    try:
        _queue(settings.ANTREAN)[1](nomor)
    except Exception as error:  # sqlite, disk or permissions: the job stands in the table whatever happens here
        _LOG.warning("antrean tidak dapat ditulis: %s", type(error).__name__)


def _do(nomor: int) -> None:
    from tolok.services.pekerjaan import run

    close_old_connections()
    try:
        run(nomor)
    finally:
        close_old_connections()


def _do_waiting() -> None:
    from tolok.services.pekerjaan import waiting

    for nomor in waiting():
        _do(nomor)


def work(stopped: threading.Event | None = None) -> None:
    """Be the worker until stopped: take up what broke off, then what waits, then whatever comes."""
    from tolok.services.pekerjaan import recover

    queue, _ = _queue(settings.ANTREAN)
    queue.flush()  # the table says what is to be done; an old queue says less
    again, broken = recover()
    if again or broken:
        _LOG.warning("pekerjaan terputus: %s dimulai lagi, %s ditandai", again, broken)
    consumer = queue.create_consumer(
        workers=1, worker_type="thread", initial_delay=0.1, backoff=1.2, max_delay=_PATIENCE, check_worker_health=True
    )
    consumer.start()
    ended = stopped or threading.Event()
    _end_on_signal(ended)  # huey's own handlers would only be heard by huey's own loop
    starter = threading.Thread(target=_do_waiting, daemon=True)
    starter.start()
    try:
        ended.wait()
    finally:
        consumer.stop(graceful=True)


def _end_on_signal(ended: threading.Event) -> None:
    if threading.current_thread() is threading.main_thread():
        for kind in (signal.SIGTERM, signal.SIGINT):
            signal.signal(kind, lambda *_args: ended.set())


@contextmanager
def worker_lock(patience: float = 0) -> Iterator[bool]:
    """Holds the worker's place while the block runs; False where another worker still holds it after `patience` seconds."""
    with _lock_path().open("a") as file:
        until = time.monotonic() + patience
        while not (mine := lock(file, wait=False) is not False) and time.monotonic() < until:
            time.sleep(0.1)  # the last worker may be letting go
        yield mine


def worker_alive() -> bool:
    """Whether a worker runs for this installation."""
    with _lock_path().open("a") as file:
        return lock(file, wait=False) is not True


def _lock_path() -> Path:
    return Path(settings.ANTREAN).with_suffix(".kunci")
