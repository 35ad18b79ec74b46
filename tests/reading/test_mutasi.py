"""Damaged files: read or refused in words, within their time, and nothing told that does not stand in them."""

import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reading.mutasi import Rusak, damaged, originals
from tolok.reading.draft import DraftIndikator, as_json
from tolok.reading.limited_process import PER_PAGE
from tolok.reading.load import load
from tolok.reading.paper import Grid, Paper
from tolok.reading.read import read
from tolok.values.issue import IssueError

SECONDS = 10
"""Of computing, for a document without pages; a page may take as long as the limited process allows."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails, rather than waits, where more computing is needed."""

    def stop(_signal: int, _frame: object) -> None:
        raise AssertionError(f"lebih dari {seconds} detik")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def read_damaged(one: Rusak) -> tuple[str, list[str]]:
    """How it ended (`terbaca` or the codes of the refusal), and what was told that does not stand in the file."""
    try:
        paper = load(one.data, one.nama)
    except IssueError as error:
        assert all(issue.apa and issue.saran for issue in error.issues)
        return error.issues[0].kode, []
    reading = read(paper)
    as_json(reading)
    held = words_of(paper)
    return "terbaca", [fault for draft in reading.drafts for fault in invented(draft, held)]


def words_of(paper: Paper) -> str:
    """Everything that stands in a paper, its letters and digits alone."""
    cells = [cell.text for block in paper.blocks if isinstance(block, Grid) for cell in block.cells]
    return "\n".join(bare(text) for text in [*cells, *(line.text for line in paper.lines)])


def bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text)).casefold()


def invented(draft: DraftIndikator, held: str) -> Iterator[str]:
    """A name whose words are in no cell, and values that are in no cell. A proposal says that it is one."""
    nama = draft.texts.get("nama")
    if nama and not nama.inferred.startswith("usulan"):
        yield from (f"nama: {word}" for word in re.findall(r"\w+", nama.text) if bare(word) not in held)
    for kind, years in draft.series.items():
        yield from (f"{kind} {year}: {found.text}" for year, found in years.items() if bare(found.text) not in held)


def run(count: int) -> Counter[str]:
    ends: Counter[str] = Counter()
    for one in damaged(count):
        before = time.process_time()
        with within(SECONDS + 3 * PER_PAGE):
            end, faults = read_damaged(one)
        used = time.process_time() - before
        assert not faults, (one.nama, faults)
        assert used < SECONDS or one.nama.endswith(".pdf"), (one.nama, used)
        ends[f"{one.nama.rpartition('.')[2]} {end}"] += 1
    return ends


def test_forty_damaged_files_of_every_kind_never_crash_and_never_invent() -> None:
    ends = run(40)
    assert {"docx terbaca", "xlsx terbaca", "txt terbaca", "pdf terbaca"} <= set(ends), ends
    assert any(end.endswith("TLK-D163") for end in ends), ends


@pytest.mark.generative
def test_five_hundred_damaged_files_never_crash_and_never_invent() -> None:
    ends = run(500)
    assert sum(ends.values()) == 500
    assert sum(n for end, n in ends.items() if end.endswith("terbaca")) > 200, ends


@pytest.mark.parametrize("ending", ["docx", "xlsx", "txt", "pdf"])
def test_the_whole_files_give_their_measures(ending: str) -> None:
    for name, data in originals(ending).items():
        end, faults = read_damaged(Rusak(f"{name}.{ending}", data))
        assert (end, faults) == ("terbaca", []), name
        assert len(read(load(data, name)).drafts) >= 5, name


def test_an_invented_name_and_an_invented_value_are_seen() -> None:
    data = originals("txt")["pk-11"]
    paper = load(data, "pk.txt")
    draft = read(paper).drafts[0]
    assert list(invented(draft, words_of(paper))) == []
    assert list(invented(draft, "")) != []
