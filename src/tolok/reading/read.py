"""A document becomes drafts: tables to sheets, sheets to measures, measures to drafts with places, words and doubts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from tolok.reading.bare import GUESSED, bare_sheet
from tolok.reading.cards import cards_of, headed_card
from tolok.reading.draft import DraftIndikator, Found, Reading
from tolok.reading.drafts import drafts_of
from tolok.reading.families import GIVES_INDICATORS, family_of
from tolok.reading.flat import flat_rows, labelled_block
from tolok.reading.head import about_of, is_plan, read_head, span_of, years_of
from tolok.reading.headers import SERIES
from tolok.reading.matrix import matrix_of
from tolok.reading.merge import merge_lists
from tolok.reading.paper import Line, Paper
from tolok.reading.rows import Group, groups_of
from tolok.reading.rules import acted
from tolok.reading.series import Tahun
from tolok.reading.sheets import Sheet, sheets_of, titles_in
from tolok.reading.tables import Table, tables_of
from tolok.reading.traps import find_traps
from tolok.reading.unread import unread_issues
from tolok.reading.words import squash
from tolok.values.issue import Issue, Weight

_ASK: Weight = "perlu keputusan"
_FIRST, _LONG = 40, 200


def read(paper: Paper) -> Reading:
    """The indicators that a document states, in its order. Reads no clock, no network and no other file."""
    sheets, alone = sheets_of(tables_of(paper))
    titles = [line for line in [*list(paper.lines)[:_FIRST], *_titles_inside(sheets)] if len(line.text) < _LONG]
    lists: list[list[DraftIndikator]] = []
    for sheet in sheets:
        if family_of(sheet.header) in GIVES_INDICATORS:
            lists.append(_sheet(sheet, titles))
        elif card := headed_card(sheet, _year(sheet, titles)):
            lists.append([card])
        else:
            acted("bukan indikator")
    lists += [[card] for table in alone for card in cards_of(table)]
    lists.append(matrix_of(paper, sheets))
    head = read_head(paper)
    drafts = [_confirmed(draft, head) for draft in merge_lists(lists)] or _unruled(paper, alone)
    unbound = [issue for sheet in sheets for issue in _unbound(paper, sheet, titles)]
    issues = (*paper.issues, *unbound, *unread_issues(paper, drafts, sheets, alone), *find_traps(paper, drafts))
    return Reading(paper.name, paper.sha256, paper.kind, head, tuple(drafts), issues)


def _titles_inside(sheets: list[Sheet]) -> list[Line]:
    """The titles inside the first table: a worksheet has no lines outside its table."""
    return list(titles_in(sheets[0].table, sheets[0].header)) if sheets else []


def _unbound(paper: Paper, sheet: Sheet, titles: list[Line]) -> list[Issue]:
    """What a table says that no draft can hold: values without any year, values of a quarter."""
    if family_of(sheet.header) not in GIVES_INDICATORS:
        return []
    where = f"{paper.name}, tabel {sheet.table.number}" + (f", halaman {sheet.table.page}" if sheet.table.page else "")
    yearless = [c for c in sheet.header.columns if c.field in SERIES and not c.year]
    found = []
    if not _year(sheet, titles).year and any(row.text(c.index) for row in sheet.rows for c in yearless):
        what = f"nilai kolom {', '.join(dict.fromkeys(c.heading for c in yearless))} tidak dipasang"
        why = "tahunnya tidak tercetak pada kolom, judul tabel, atau judul dokumen"
        found.append(Issue("TLK-D220", _ASK, where, what, why, "tetapkan tahunnya, lalu isikan nilainya"))
    if sheet.header.of("triwulan"):
        why, todo = "satu triwulan bukan nilai setahun", "isikan lewat pengukuran triwulan"
        found.append(Issue("TLK-D221", "catatan", where, "nilai triwulan atau bulan tidak dibaca", why, todo))
    return found


def _unruled(paper: Paper, alone: list[Table]) -> list[DraftIndikator]:
    """Where no table says what it is: tables without headers, rows run together, blocks of labels."""
    sheets = [sheet for table in alone if (sheet := bare_sheet(table))]
    guessed = [replace(d, texts={k: _guessed(k, f) for k, f in d.texts.items()}) for s in sheets for d in _sheet(s, [])]
    lines = list(paper.lines)
    return guessed or flat_rows(lines) or labelled_block(lines)


def _guessed(key: str, found: Found) -> Found:
    """Names and aims are known by their words; what stands in the other columns is a guess."""
    return found if found.inferred or key in ("nama", "sasaran", "tujuan") else replace(found, doubt=found.doubt or GUESSED)


def _confirmed(draft: DraftIndikator, head: Mapping[str, Found]) -> DraftIndikator:
    """A tujuan put together from fragments is sure when the document's head says the same words."""
    tujuan, said = draft.texts.get("tujuan"), head.get("tujuan")
    if tujuan is None or said is None or not tujuan.doubt or squash(tujuan.text) != squash(said.text):
        return draft
    return replace(draft, texts={**draft.texts, "tujuan": replace(tujuan, doubt="")})


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
    near, note = years_of(list(reversed(sheet.above)), one=True)
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
