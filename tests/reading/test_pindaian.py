"""Our own pages as scans: ten layouts, three resolutions, every kind of damage; numbers are right or asked about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import pytest
from pindai import CACAT, DPI, Cacat, scan

from reading.banding_bacaan import compare_reading, norm
from reading.cetakan import Cetakan, tata_letak
from tolok.reading.draft import as_json
from tolok.reading.load import load
from tolok.reading.paper import Cell, Grid, Paper
from tolok.reading.read import read
from tolok.reading.readers import first_reader, second_reader
from tolok.writing.pdf import write_pdf

_ALIKE = 0.9


@dataclass
class Ukuran:
    """What a scan gave: cells with the words of the original, cells at all, fields wrong without a doubt."""

    cells: int = 0
    wanted: int = 0
    silent_numbers: tuple[str, ...] = ()
    found: int = 0
    invented: int = 0
    asked: int = 0
    total: int = 0


def measured(one: Cetakan, cacat: Cacat) -> Ukuran:
    """A document scanned and read, against the document itself."""
    data = write_pdf(one.sheet)
    paper = load(scan(data, cacat), "pindaian.pdf")
    hasil = compare_reading(one.indikator, as_json(read(paper))["indikator"])
    cells, wanted = right_cells(load(data, "asli.pdf"), paper)
    numbers = tuple(
        fault for fault in hasil.salah if any(f": {kind}." in fault for kind in ("target", "realisasi", "nilai"))
    )
    silent = tuple(fault for fault in numbers if not fault.endswith("dibaca None"))
    return Ukuran(cells, wanted, silent, hasil.found, hasil.invented, hasil.asked, hasil.total)


def right_cells(original: Paper, scanned: Paper) -> tuple[int, int]:
    """Cells of the original whose words stand at the same row and column of the scan's table, or are doubted there."""
    right = wanted = 0
    for one, other in pairs(original, scanned):
        for cell in one.cells:
            if not cell.text.strip():
                continue
            wanted += 1
            right += other is not None and _same(cell, other.at(cell.row, cell.column))
    return right, wanted


def pairs(original: Paper, scanned: Paper) -> Iterator[tuple[Grid, Grid | None]]:
    """Tables of both in their order, page by page; one that the scan lacks has no partner."""
    left = list(scanned.grids)
    for grid in original.grids:
        near = next((one for one in left if one.page == grid.page), None)
        if near is not None:
            left.remove(near)
        yield grid, near


def _same(cell: Cell, other: Cell | None) -> bool:
    if other is None:
        return False
    a, b = "".join(norm(cell.text)), "".join(norm(other.text))
    return bool(other.doubt) or a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def told(one: Ukuran) -> str:
    share = one.cells / max(one.wanted, 1)
    return f"sel {share:.1%}, ditemukan {one.found}, ditanyakan {one.asked}/{one.total}, diam {len(one.silent_numbers)}"


@pytest.fixture(scope="module", autouse=True)
def readers() -> None:
    if first_reader() is None or second_reader() is None:
        pytest.skip("Pembaca pindaian tidak terpasang; ujian ini dilewati.")


def test_a_scan_of_an_agreement_gives_its_numbers_or_asks() -> None:
    one = tata_letak()[3]
    got = measured(one, CACAT[1].at(200))
    assert got.silent_numbers == ()
    assert (got.found, got.invented) == (len(one.indikator), 0), told(got)
    assert got.cells >= 0.98 * got.wanted, told(got)


def test_the_same_seed_makes_the_same_scan_and_damage_shows() -> None:
    data = write_pdf(tata_letak()[3].sheet)
    clean, stamped = (Cacat(word, 72, cap=word == "cap") for word in ("bersih", "cap"))
    assert scan(data, clean) == scan(data, clean)
    assert scan(data, clean) != scan(data, stamped)
    assert scan(data, clean, seed=2) != scan(data, clean)


@pytest.mark.generative
@pytest.mark.parametrize("dpi", DPI)
def test_ten_layouts_as_scans_keep_their_cells_and_hide_no_number(dpi: int) -> None:
    sums: Counter[str] = Counter()
    silent: list[str] = []
    for at, one in enumerate(tata_letak()):
        cacat = CACAT[(at + DPI.index(dpi) * 3) % len(CACAT)].at(dpi)
        got = measured(one, cacat)
        sums.update(cells=got.cells, wanted=got.wanted)
        silent += [f"{one.nama}, {cacat.nama}: {fault}" for fault in got.silent_numbers]
        print(f"{dpi} dpi, {one.nama}, {cacat.nama}: {told(got)}")
    assert sums["cells"] >= 0.98 * sums["wanted"], sums
    assert dpi < 200 or silent == []
