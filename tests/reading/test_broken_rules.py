"""Ruling lines with breaks: a cell at the edge stays closed, stumps of a border count where they touch a crossing."""

import numpy as np

from tolok.reading.lattice import Rule, find_lattices
from tolok.reading.ruling import Sheet, rules_of, stumps_of

DPI = 200.0


def test_a_cell_at_the_edge_stays_a_cell_where_its_outer_border_is_broken() -> None:
    across = [Rule(at, 0.0, 100.0) for at in (0.0, 20.0, 40.0)]
    down = [Rule(0.0, 0.0, 40.0), Rule(50.0, 0.0, 40.0), Rule(100.0, 20.0, 40.0), Rule(100.0, 0.0, 2.0)]
    lattice = find_lattices(across, down)[0][0]
    assert [(one.row, one.column) for one in lattice.places] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_place_without_any_lines_around_it_is_no_cell() -> None:
    across = [Rule(0.0, 50.0, 100.0), Rule(20.0, 0.0, 100.0), Rule(40.0, 0.0, 100.0)]
    down = [Rule(0.0, 20.0, 40.0), Rule(50.0, 0.0, 40.0), Rule(100.0, 0.0, 40.0)]
    lattice = find_lattices(across, down)[0][0]
    assert [(one.row, one.column) for one in lattice.places] == [(0, 1), (1, 0), (1, 1)]


def test_what_a_break_leaves_of_a_short_border_is_seen_as_a_stump() -> None:
    picture = np.full((120, 600), 255, np.uint8)
    picture[20:23, 20:580] = picture[70:73, 20:580] = 0
    picture[20:73, 300:303] = 0
    picture[44:50, 298:306] = 255
    sheet = Sheet(picture, DPI, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    assert rules_of(sheet)[1] == []
    stumps = [rule for rule in stumps_of(sheet)[1] if abs(rule.at - 301 * sheet.scale) < 1]
    assert sum(rule.length for rule in stumps) > 0.7 * 53 * sheet.scale
