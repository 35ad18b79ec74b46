"""The reader on real documents with hand-checked truth, which lie beside the repository and are no part of it."""

import json
from functools import cache

import pytest
import skor_baca

MISSING = "Korpus dokumen nyata (../shared/corpus) tidak ada di sini; ujian ini dilewati."
SLOWEST = 10
"""Seconds for a document of ten pages; a loaded machine is slow."""


@cache
def scores(scans: bool) -> dict[str, tuple[tuple[int, ...], float]]:
    """By document: found, truth, invented, right, asked, fields, silent; and the seconds it took."""
    tool, rows = skor_baca.scorer(), {}
    for path in skor_baca.truths(set()):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if ("scan" in truth["source"]) == scans:
            told, seconds = skor_baca.result_of(path)
            rows[path.stem] = (tool.score(truth["indikator"], told["indikator"]), seconds)
    return rows


def measured(scans: bool) -> dict[str, tuple[tuple[int, ...], float]]:
    if not skor_baca.CORPUS.is_dir():
        pytest.skip(MISSING)
    return scores(scans)


@pytest.mark.parametrize("scans", [False, pytest.param(True, marks=pytest.mark.generative)])
def test_the_corpus_is_read_without_a_silent_error_and_without_an_invented_measure(scans: bool) -> None:
    rows = {name: row for name, (row, _) in measured(scans).items()}
    found, truth, invented, right, asked, fields, silent = (sum(column) for column in zip(*rows.values(), strict=True))
    assert (silent, invented) == (0, 0), {name: row for name, row in rows.items() if row[2] or row[6]}
    assert found >= 0.97 * truth
    assert right >= 0.88 * fields
    assert asked <= 0.10 * fields


def test_documents_without_measures_give_none() -> None:
    negative = {name: row for name, (row, _) in measured(False).items() if row[1] == 0}
    assert len(negative) >= 3
    assert all(row[2] == 0 for row in negative.values())


def test_every_born_digital_document_is_read_in_time() -> None:
    assert not {name: seconds for name, (_, seconds) in measured(False).items() if seconds > SLOWEST}
