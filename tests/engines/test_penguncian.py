"""A lock between processes: held by one, refused to another, free again when the file is closed."""

import threading
from pathlib import Path

from tolok.engine.penguncian import lock


def test_a_lock_is_held_by_one_open_file_and_refused_to_another_until_it_is_closed(tmp_path: Path) -> None:
    with (tmp_path / "a").open("a") as other:
        with (tmp_path / "a").open("a") as mine:
            assert lock(mine, wait=False) is True
            assert lock(other, wait=False) is False
        assert lock(other, wait=False) is True


def test_who_waits_has_the_lock_once_the_other_lets_go(tmp_path: Path) -> None:
    told: list[bool | None] = []

    def ask() -> None:
        with (tmp_path / "a").open("a") as other:
            told.append(lock(other, wait=True))

    with (tmp_path / "a").open("a") as mine:
        assert lock(mine, wait=True) is True
        waiting = threading.Thread(target=ask)
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive() and told == []
    waiting.join(10)
    assert told == [True]


def test_locks_of_two_files_do_not_meet(tmp_path: Path) -> None:
    with (tmp_path / "a").open("a") as one, (tmp_path / "b").open("a") as other:
        assert (lock(one, wait=False), lock(other, wait=False)) == (True, True)
