"""Files of a backup: read and written piece by piece, whatever their size, and sealed on their way to the disk."""

import hashlib
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

import pyrage
from django.conf import settings

_PIECE = 1 << 20


def stored_files() -> Iterator[tuple[str, Path]]:
    """(name in the backup, path) of snapshots, evidence, templates and waiting uploads; not what is only being written."""
    for own, folder in stored_folders().items():
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".sedang-ditulis":
                yield f"{own}/{name}", path


def stored_folders() -> dict[str, Path]:
    """Folders that a backup carries, by their name in it."""
    return {
        "potret": Path(settings.POTRET), "bukti": Path(settings.BUKTI), "templat": Path(settings.TEMPLAT),
        "unggahan": Path(settings.UNGGAHAN),
    }  # fmt: skip


def write_file(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Copy a file into the archive; its SHA-256, or '' for a waiting upload that was decided on meanwhile and is gone."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        if name.startswith("unggahan/"):
            return ""
        raise
    digest = hashlib.sha256()
    with source, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def read_file(archive: zipfile.ZipFile, name: str, folder: Path) -> str:
    """Copy a file out of the archive to its name below `folder`; its SHA-256, or '' for a name that leads elsewhere."""
    parts = PurePosixPath(name).parts
    if len(parts) < 2 or parts[0] not in stored_folders() or ".." in parts or name.startswith("/"):
        return ""
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as file:
        while piece := source.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def encrypted(target: IO[bytes], penerima: str) -> Iterator[IO[bytes]]:
    """What is written to the stream given goes into `target`, sealed for an age recipient, without being kept anywhere."""
    recipient = pyrage.x25519.Recipient.from_str(penerima)
    out, into = os.pipe()
    failed: list[BaseException] = []

    def seal() -> None:
        with os.fdopen(out, "rb") as source:
            try:
                pyrage.encrypt_io(source, target, [recipient])
            except BaseException as error:
                failed.append(error)
                shutil.copyfileobj(source, _Nowhere())  # so that the writer never waits for a reader that is gone

    thread = threading.Thread(target=seal, name="cadangan-segel")
    thread.start()
    try:
        with os.fdopen(into, "wb", buffering=_PIECE) as stream:
            yield stream
    finally:
        thread.join()
    if failed:
        raise failed[0]


class _Nowhere:
    def write(self, piece: bytes) -> int:
        return len(piece)
