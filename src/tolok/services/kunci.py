"""The key of this installation: what it seals cannot be read from a copied disk, and never under another purpose.

One key of 32 random bytes, given by `TOLOK_KUNCI` or made on first use in the file `kunci`; every use takes a key of its
own from it (HKDF). A sealed text begins with the version of this format, so that a later one can be told apart.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from tolok.values.issue import Issue, IssueError

VERSI = b"\x01"
PANJANG = 32
_NONCE = 12


def encrypt(isi: bytes, konteks: str) -> bytes:
    """Version byte, nonce, AES-256-GCM text. It opens only under the same `konteks` (which is no secret)."""
    nonce = os.urandom(_NONCE)
    return VERSI + nonce + _cipher(_master()).encrypt(nonce, isi, konteks.encode())


def decrypt(isi: bytes, konteks: str) -> bytes:
    """What was sealed under this key and `konteks`. Raises IssueError (TLK-S060) for anything else, also for one bit."""
    isi = bytes(isi)
    if isi[:1] != VERSI:
        raise IssueError(_closed("bentuknya tidak dikenal"))
    try:
        return _cipher(_master()).decrypt(isi[1 : 1 + _NONCE], isi[1 + _NONCE :], konteks.encode())
    except (InvalidTag, ValueError):
        raise IssueError(_closed("kuncinya lain, atau isinya berubah")) from None


def fingerprint(teks: str) -> str:
    """A keyed hash in hex: equal texts are found without reading any, and without the key none can be tried out."""
    return hmac.new(_derived(_master(), b"sidik"), teks.encode(), hashlib.sha256).hexdigest()


def key_text() -> str:
    """The key itself as base64, for the encrypted backup alone."""
    return base64.b64encode(_master()).decode()


def write_key(teks: str) -> None:
    """Lay down the key of a restored backup. Raises IssueError (TLK-S061) where another key stands already."""
    given = _decoded(teks)
    if not _write_once(settings.KUNCI, given) and not hmac.compare_digest(_master(), given):
        raise IssueError(_unusable("kunci lain sudah ada di tempat ini", "pulihkan ke folder data yang kosong"))


def _master() -> bytes:
    given = settings.KUNCI_DIBERI
    if given:
        return _decoded(given)
    return _from_file(settings.KUNCI)


@cache
def _from_file(path: Path) -> bytes:
    """Read once per process: the key of a place never changes, and every personal field asks for it."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        _write_once(path, secrets.token_bytes(PANJANG))
        content = path.read_bytes()
    return _decoded(content.decode("ascii", "replace"))


def _decoded(teks: str) -> bytes:
    try:
        key = base64.b64decode(teks.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != PANJANG:
        raise IssueError(_unusable("isinya bukan 32 bita base64", "pulihkan berkas kunci dari cadangan"))
    return key


def _write_once(path: Path, key: bytes) -> bool:
    """Whether this call made the file. It appears whole or not at all, so that two first users end with one key."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix="kunci-")  # 0600 from the start
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(key))
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
        folder = os.open(path.parent, os.O_RDONLY)  # the name too must be on disk before anything is sealed
        os.fsync(folder)
        os.close(folder)
    except FileExistsError:
        return False
    finally:
        Path(temporary).unlink(missing_ok=True)
    return True


@cache
def _derived(master: bytes, guna: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=PANJANG, salt=None, info=b"tolok/1/" + guna).derive(master)


@cache
def _cipher(master: bytes) -> AESGCM:
    return AESGCM(_derived(master, b"sandi"))


def _closed(mengapa: str) -> Issue:
    todo = "pastikan berkas `kunci` (atau TOLOK_KUNCI) milik pemasangan ini; tanpa kunci itu isinya tidak dapat dibuka"
    return Issue("TLK-S060", "salah", "data tersandi", "tidak dapat dibuka", mengapa, todo)


def _unusable(mengapa: str, saran: str) -> Issue:
    return Issue("TLK-S061", "salah", "kunci pemasangan", "tidak dapat dipakai", mengapa, saran)
