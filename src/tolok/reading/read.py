"""A document becomes drafts: tables to sheets, sheets to measures, measures to drafts with places, words and doubts."""

from collections import Counter

from tolok.reading.cards import card_of, headed_card
from tolok.reading.draft import DraftIndikator, Reading
from tolok.reading.drafts import Tahun, drafts_of
from tolok.reading.families import GIVES_INDICATORS, family_of
from tolok.reading.flat import flat_rows, labelled_block
from tolok.reading.head import about_of, is_plan, read_head, span_of, years_of
from tolok.reading.headers import SERIES
from tolok.reading.matrix import matrix_of
from tolok.reading.merge import merge_lists
from tolok.reading.paper import Line, Paper
from tolok.reading.rows import Group, groups_of
from tolok.reading.sheets import Sheet, sheets_of
from tolok.reading.tables import tables_of
from tolok.values.issue import Issue


def read(paper: Paper) -> Reading:
    """The indicators that a document states, in its order. Reads no clock, no network and no other file."""
    sheets, alone = sheets_of(tables_of(paper))
    titles = [line for line in list(paper.lines)[:40] if len(line.text) < 200]
    lists: list[list[DraftIndikator]] = []
    for sheet in sheets:
        if family_of(sheet.header) in GIVES_INDICATORS:
            lists.append(_sheet(sheet, titles))
        elif card := headed_card(sheet, _year(sheet, titles)):
            lists.append([card])
    lists += [[card] for table in alone if (card := card_of(table))]
    lists.append(matrix_of(paper, sheets))
    drafts = merge_lists(lists)
    if not drafts:
        lines = list(paper.lines)
        drafts = flat_rows(lines) or labelled_block(lines)
    issues: list[Issue] = list(paper.issues)
    return Reading(paper.name, paper.sha256, paper.kind, read_head(paper), tuple(drafts), tuple(issues))


def _sheet(sheet: Sheet, titles: list[Line]) -> list[DraftIndikator]:
    groups = list(groups_of(sheet))
    tahun = _year(sheet, titles)
    shared = _shared(sheet, groups)
    return [draft for group in groups for draft in drafts_of(sheet, group, tahun, shared)]


def _shared(sheet: Sheet, groups: list[Group]) -> frozenset[int]:
    """Value cells that span several measures: whose value it is cannot be told."""
    series = {column.index for column in sheet.header.columns if column.field in SERIES}
    counted = Counter(id(cell) for group in groups for c, cells in group.cells.items() if c in series for cell in cells)
    return frozenset(one for one, count in counted.items() if count > 1)


def _year(sheet: Sheet, titles: list[Line]) -> Tahun:
    """The year of columns without one: of the nearest caption or title above the table, else of the document's title."""
    near, note = years_of(list(reversed(sheet.above)))
    years, note = (near, note) if near else years_of(titles)
    columns = [c for c in sheet.header.columns if c.field in SERIES]
    bare = all(c.field == "nilai" for c in columns)
    plan = frozenset(years) if bare and is_plan(titles) else frozenset()
    span = span_of(titles)
    if plan and span and len(years) > 1:
        plan = frozenset(str(year) for year in range(int(span[0]), int(span[1]) + 1))
    if len(years) == 1:
        return Tahun(years[0], f"tahun dari judul: {note[:80]}", plan=plan, about=about_of(titles))
    return Tahun(plan=plan, about=about_of(titles))
