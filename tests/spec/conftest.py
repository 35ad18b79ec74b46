"""The fixture of the specifications: a drawn register, a formula as an official writes it, the figure as printed.

Every specification runs on the oracle, on DuckDB and on SQLite, at all levels of regions, and whole results are compared:
figures, totals, exclusions, flags. One file is a chapter of the manual, one test a paragraph, its docstring the text.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from spec.drawing import KANTOR, PEMDA, Spec, asked, draw, frozen, understood
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.engine.protocol import Engine
from tolok.engine.reference import ReferenceEngine
from tolok.engine.sqlite_engine import SQLiteEngine
from tolok.formula.finish import Hasil, Total
from tolok.measurement.hitung import HasilWilayah
from tolok.values.issue import IssueError
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.values.region import tingkat_of


@pytest.fixture(scope="session")
def engines() -> Iterator[dict[str, Engine]]:
    duckdb, sqlite = DuckDBEngine(threads=1), SQLiteEngine()
    yield {"reference": ReferenceEngine(), "duckdb": duckdb, "sqlite": sqlite}
    duckdb.close()
    sqlite.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("potret")


def printed(hasil: Hasil | None, desimal: int) -> str | None:
    if hasil is None:
        return None
    return hasil.alasan if hasil.nilai is None else format_angka(hasil.nilai, desimal)


@pytest.fixture
def spec_test(engines: Mapping[str, Engine], folder: Path) -> Spec:
    def run(
        table: str,
        formula: str,
        expected: str,
        *,
        periode: str = "2024",
        wilayah: str = PEMDA,
        tingkat: str = "",
        desimal: int = 2,
        kantor: str = KANTOR,
        tanda: tuple[str, ...] | None = None,
        sebanding: str | None = None,
        dua_tahun: str | None = None,
        baris: tuple[int, int, dict[str, int]] | None = None,
    ) -> HasilWilayah:
        """`baris`: of the first total, rows counted, rows not meeting, rows excluded by reason."""
        snapshot, checked = frozen(draw(table), folder), understood(formula)
        all_ = {nama: asked({"f": checked}, Period.parse(periode), snapshot, one, kantor) for nama, one in engines.items()}
        assert all_["duckdb"] == all_["reference"]
        assert all_["sqlite"] == all_["reference"]
        one = all_["reference"]["f", tingkat or tingkat_of(wilayah), wilayah]
        assert printed(one.hasil, desimal) == expected
        if tanda is not None:
            assert one.tanda == tanda
        if sebanding is not None:
            assert printed(one.sebanding, desimal) == sebanding
        if dua_tahun is not None:
            assert printed(one.dua_tahun, desimal) == dua_tahun
        if baris is not None:
            total = next(iter(one.leaves.values()))
            assert isinstance(total, Total)
            assert (total.terhitung, total.tidak_memenuhi, dict(total.dikeluarkan)) == baris
        return one

    return run


@pytest.fixture
def refused() -> Callable[..., None]:
    """A formula that is answered with a complaint: its kode, and words that must stand in what it says."""

    def run(formula: str, kode: str, *words: str) -> None:
        with pytest.raises(IssueError) as caught:
            understood(formula)
        found = [issue for issue in caught.value.issues if issue.kode == kode]
        assert found, [str(issue) for issue in caught.value.issues]
        said = " ".join(str(issue) for issue in found)
        assert all(word in said for word in words), said

    return run
