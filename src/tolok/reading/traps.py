"""What contradicts itself, is missing or is damaged in a document as read: every trap with its code and its place.

No rule knows a document: all go by words, shapes of numbers and shapes of formulas, and none changes what is printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tolok.reading.draft import DraftIndikator
from tolok.reading.paper import Paper
from tolok.reading.persons import without_numbers_of_persons
from tolok.reading.trap import Trap, told
from tolok.reading.traps_formula import formula_traps, repeated_name_traps
from tolok.reading.traps_paper import paper_traps, version_traps
from tolok.reading.traps_values import undecided_years, value_traps, yearless_traps
from tolok.values.issue import Issue


def find_traps(paper: Paper, drafts: Sequence[DraftIndikator]) -> tuple[Issue, ...]:
    """Every trap of a document (TLK-D040 … D060), by code and then in the order of the document.

    Each names its page, table and row. Long numbers of persons (NIP, NIK) never stand in an issue.
    """
    printed = any("formula_teks" in draft.texts for draft in drafts)
    traps: list[Trap] = []
    for draft in drafts:
        traps += formula_traps(draft, printed)
        traps += value_traps(draft)
    traps += repeated_name_traps(drafts)
    traps += undecided_years(drafts)
    traps += yearless_traps(paper, drafts)
    traps += version_traps(paper, drafts)
    traps += paper_traps(paper, drafts)
    return tuple(told(without_numbers_of_persons(paper.name), list(_clean(traps))))


def _clean(traps: Iterable[Trap]) -> Iterable[Trap]:
    for trap in traps:
        yield replace(trap, nama=without_numbers_of_persons(trap.nama), mengapa=without_numbers_of_persons(trap.mengapa))
