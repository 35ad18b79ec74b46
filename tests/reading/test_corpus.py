"""The reader on real documents with hand-checked truth, which lie beside the repository and are no part of it."""

import json

import pytest
import skor_baca

MISSING = "Korpus dokumen nyata (../shared/corpus) tidak ada di sini; ujian ini dilewati."


def measured(scans: bool) -> tuple[dict[str, tuple[int, ...]], list[int]]:
    """Scores by document and their sums: found, truth, invented, right, asked, fields, silent."""
    if not skor_baca.CORPUS.is_dir():
        pytest.skip(MISSING)
    tool, rows = skor_baca.scorer(), {}
    for path in skor_baca.truths(set()):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if ("scan" in truth["source"]) == scans:
            told, _ = skor_baca.result_of(path)
            rows[path.stem] = tool.score(truth["indikator"], told["indikator"])
    return rows, [sum(column) for column in zip(*rows.values(), strict=True)]


@pytest.mark.parametrize("scans", [False, pytest.param(True, marks=pytest.mark.generative)])
def test_the_corpus_is_read_without_a_silent_error_and_without_an_invented_measure(scans: bool) -> None:
    rows, (found, truth, invented, right, asked, fields, silent) = measured(scans)
    assert (silent, invented) == (0, 0), {name: row for name, row in rows.items() if row[2] or row[6]}
    assert found >= 0.97 * truth
    assert right >= 0.88 * fields
    assert asked <= 0.10 * fields


def test_documents_without_measures_give_none() -> None:
    rows, _ = measured(False)
    negative = [name for name, row in rows.items() if row[1] == 0]
    assert len(negative) >= 3
    assert all(rows[name][2] == 0 for name in negative)


def test_every_born_digital_document_is_read_in_time() -> None:
    if not skor_baca.CORPUS.is_dir():
        pytest.skip(MISSING)
    slow = {}
    for path in skor_baca.truths(set(), scans=False):
        _, seconds = skor_baca.result_of(path)
        if seconds > 10:
            slow[path.stem] = seconds
    assert not slow
