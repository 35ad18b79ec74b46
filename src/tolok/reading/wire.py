"""A reading as data and back: what leaves the limited process, and what is kept of a document under review."""

from collections.abc import Mapping
from typing import Any, get_args

from tolok.reading.draft import Deret, DraftIndikator, Found, Place, Reading, Teks
from tolok.reading.medan import fields_of
from tolok.reading.paper import Box, Grid, Paper
from tolok.values.issue import Issue

_TEKS: tuple[Teks, ...] = get_args(Teks)
_DERET: tuple[Deret, ...] = get_args(Deret)
_MOST_GRIDS = 60
_MOST_ROWS = 600


def reading_of(told: Mapping[str, Any]) -> Reading:
    """The reading that `draft.as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Reading(
        told["berkas"], told["sha256"], told["jenis"], _head(told),
        tuple(_draft(one) for one in told["indikator"]), tuple(Issue(**one) for one in told["issues"]),
    )  # fmt: skip


def _head(told: Mapping[str, Any]) -> dict[str, Found]:
    doubts = told.get("kepala_ragu", {})
    return {key: Found(text, doubt=doubts.get(key, "")) for key, text in told["kepala"].items()}


def _draft(told: Mapping[str, Any]) -> DraftIndikator:
    places = told["tempat"]
    texts = {key: _found(told[key], places[key]) for key in _TEKS if key in told}
    series = {
        kind: {year: _found(text, places[f"{kind}.{year}"]) for year, text in told[kind].items()}
        for kind in _DERET
        if kind in told
    }
    return DraftIndikator(texts, series, told.get("komponen", 0), told.get("versi", ""))


def _found(text: str, told: Mapping[str, Any]) -> Found:
    box = Box(*told["kotak"]) if told.get("kotak") else None
    place = Place(told["halaman"], told["tabel"], told["baris"], told["kolom"], box)
    return Found(text, place, told.get("tercetak", text), told.get("ragu", ""), told.get("disimpulkan", ""))


def tables_json(paper: Paper, reading: Reading) -> list[dict[str, Any]]:
    """The tables in which something was found, to be drawn beside the drafts: `nomor` as places name it, rows of cells."""
    used = {found.place.table for draft in reading.drafts for found in fields_of(draft).values()}
    shown = [(number, grid) for number, grid in enumerate(paper.grids, start=1) if number in used]
    return [
        {"nomor": number, "halaman": grid.page, "lembar": grid.sheet, "baris": _rows(grid)}
        for number, grid in shown[:_MOST_GRIDS]
    ]


def _rows(grid: Grid) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = [[] for _ in range(min(grid.rows, _MOST_ROWS))]
    for cell in sorted(grid.cells, key=lambda one: (one.row, one.column)):
        if cell.row < len(rows):
            told: dict[str, Any] = {"baris": cell.row + 1, "kolom": cell.column + 1, "teks": cell.text}
            if cell.rowspan > 1 or cell.colspan > 1:
                told |= {"rentang": [min(cell.rowspan, len(rows) - cell.row), cell.colspan]}
            rows[cell.row].append(told)
    return rows


def pages_json(paper: Paper) -> list[list[float]]:
    """[number, width, height] of every page, in points; [] where the format has none."""
    return [[page.number, round(page.width, 1), round(page.height, 1)] for page in paper.pages]
