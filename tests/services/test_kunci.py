"""What the key of the installation promises: sealed texts, keyed hashes, one key for all, and no plain text anywhere."""

import base64
import stat
import threading

import pytest

from tolok.services import kunci
from tolok.values.issue import IssueError

NIK = "3575010101900001"


@pytest.fixture
def tempat(tmp_path, settings):
    """A place without a key yet."""
    settings.KUNCI = tmp_path / "kunci"
    settings.KUNCI_DIBERI = ""
    return settings.KUNCI


def test_what_was_sealed_opens_under_the_same_context_and_is_never_the_same_twice(tempat) -> None:
    first, second = kunci.encrypt(NIK.encode(), "a"), kunci.encrypt(NIK.encode(), "a")
    assert kunci.decrypt(first, "a") == kunci.decrypt(second, "a") == NIK.encode()
    assert first != second
    assert NIK.encode() not in first


def test_another_context_does_not_open_it(tempat) -> None:
    sealed = kunci.encrypt(b"isi", "usaha/nik")
    with pytest.raises(IssueError, match="TLK-S060"):
        kunci.decrypt(sealed, "usaha/nama")


def test_one_changed_bit_anywhere_is_refused(tempat) -> None:
    sealed = kunci.encrypt(b"isi", "x")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(IssueError, match="TLK-S060"):
            kunci.decrypt(bytes(changed), "x")


@pytest.mark.parametrize("isi", [b"", b"\x01", b"\x01" + b"x" * 11, b"\x02" + b"x" * 40])
def test_what_was_never_sealed_is_refused_in_plain_words(tempat, isi) -> None:
    with pytest.raises(IssueError, match="tidak dapat dibuka"):
        kunci.decrypt(isi, "x")


def test_the_key_of_another_installation_opens_nothing(tempat, tmp_path, settings) -> None:
    sealed, mark = kunci.encrypt(b"isi", "x"), kunci.fingerprint(NIK)
    settings.KUNCI = tmp_path / "lain"
    with pytest.raises(IssueError, match="TLK-S060"):
        kunci.decrypt(sealed, "x")
    assert kunci.fingerprint(NIK) != mark


def test_the_file_is_made_once_and_only_its_owner_reads_it(tempat) -> None:
    assert not tempat.exists()
    mark = kunci.fingerprint(NIK)
    assert stat.S_IMODE(tempat.stat().st_mode) == 0o600
    content = tempat.read_bytes()
    assert kunci.fingerprint(NIK) == mark
    assert tempat.read_bytes() == content
    assert [one.name for one in tempat.parent.iterdir()] == ["kunci"]


def test_two_first_users_end_with_one_key(tempat) -> None:
    made = []
    together = threading.Barrier(8)

    def first_use() -> None:
        together.wait()
        made.append(kunci.fingerprint(NIK))

    threads = [threading.Thread(target=first_use) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(made)) == 1


def test_a_key_of_the_environment_is_used_and_no_file_is_made(tempat, settings) -> None:
    settings.KUNCI_DIBERI = base64.b64encode(b"k" * 32).decode()
    assert kunci.decrypt(kunci.encrypt(b"isi", "x"), "x") == b"isi"
    assert not tempat.exists()


@pytest.mark.parametrize("teks", ["bukan base64 !", base64.b64encode(b"pendek").decode()])
def test_a_key_that_is_none_is_said(tempat, settings, teks) -> None:
    settings.KUNCI_DIBERI = teks
    with pytest.raises(IssueError, match="TLK-S061"):
        kunci.encrypt(b"isi", "x")


def test_a_restored_key_is_laid_once_and_never_over_another(tempat, tmp_path, settings) -> None:
    sealed, key = kunci.encrypt(b"isi", "x"), kunci.key_text()
    settings.KUNCI = tmp_path / "dipulihkan"
    kunci.write_key(key)
    kunci.write_key(key)
    assert kunci.decrypt(sealed, "x") == b"isi"
    settings.KUNCI = tmp_path / "lain"
    kunci.fingerprint("sudah ada kunci di sini")
    with pytest.raises(IssueError, match="TLK-S061"):
        kunci.write_key(key)


def test_a_fingerprint_tells_equal_texts_and_holds_none_of_them(tempat) -> None:
    assert kunci.fingerprint(NIK) == kunci.fingerprint(NIK)
    assert kunci.fingerprint(NIK) != kunci.fingerprint(NIK[:-1] + "2")
    assert NIK not in kunci.fingerprint(NIK)
