"""Every worked example of the content pack on every engine, and the figures that the design promises (golden.md)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

import tolok_koperasi
from tolok.catalogue.definition import JENIS_CONTOH, ContohKerja, Definisi
from tolok.catalogue.lint import lint
from tolok.catalogue.load import load_catalogue
from tolok.engine.choose import make_totalling_engine
from tolok.formula import kernel as k
from tolok.formula import nodes as n
from tolok.formula.checker import Checked, check
from tolok.formula.finish import Hasil, Total, finish
from tolok.formula.parser import parse
from tolok.measurement.parameter import load_skala
from tolok.measurement.skala import predikat
from tolok.measurement.worked import run_example
from tolok.registers.load import load_schemas
from tolok.registers.wilayah import load_tree
from tolok.values.number import format_angka

PACK = tolok_koperasi.FOLDER
KATALOG = load_catalogue(PACK)
REGISTERS = load_schemas(PACK / "register")
ENGINES = ("reference", "duckdb", "sqlite")
DENGAN_RUMUS = [definisi for definisi in KATALOG.indikator.values() if definisi.latest.formula]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):
    """Runs an example on the three engines and says what would be printed; they must agree to the last digit."""
    folder: Path = tmp_path_factory.mktemp("contoh")
    tree, engines = load_tree(), [make_totalling_engine(name) for name in ENGINES]

    def printed(definisi: Definisi, contoh: ContohKerja) -> tuple[str, Fraction | None]:
        found = [run_example(definisi, contoh, KATALOG, REGISTERS, tree, engine, folder) for engine in engines]
        assert found[1:] == found[:-1], dict(zip(ENGINES, found, strict=True))
        return shown(found[0], definisi.desimal), found[0].nilai

    return printed


def shown(hasil: Hasil, desimal: int) -> str:
    return hasil.alasan or "" if hasil.nilai is None else format_angka(hasil.nilai, desimal)


@pytest.mark.parametrize("definisi", DENGAN_RUMUS, ids=lambda definisi: definisi.kode)
def test_every_worked_example_yields_what_it_promises_on_every_engine(definisi: Definisi, run) -> None:
    assert {contoh.nama: run(definisi, contoh)[0] for contoh in definisi.contoh} == {
        contoh.nama: contoh.hasil for contoh in definisi.contoh
    }


@pytest.mark.parametrize("definisi", KATALOG.indikator.values(), ids=lambda definisi: definisi.kode)
def test_every_definition_that_may_be_published_brings_a_normal_a_boundary_and_a_missing_example(definisi: Definisi) -> None:
    if definisi.status == "perlu keputusan":
        assert definisi.menunggu
        return
    assert len({contoh.nama for contoh in definisi.contoh}) == len(definisi.contoh) >= 3
    assert {contoh.jenis for contoh in definisi.contoh} == set(JENIS_CONTOH)
    assert len({contoh.hasil for contoh in definisi.contoh}) >= 2, "contoh yang hasilnya sama semua membuktikan sedikit"


def test_the_pack_holds_the_measures_of_the_seeds_and_many_more_and_few_of_them_wait() -> None:
    waiting = {definisi.kode for definisi in KATALOG.indikator.values() if definisi.status == "perlu keputusan"}
    assert len(KATALOG.indikator) >= 45
    assert waiting == {"KOP-16", "EKO-08"}


def test_every_kind_of_formula_occurs_in_the_pack() -> None:
    seen = {word for definisi in DENGAN_RUMUS for word in words(checked_of(definisi))}
    assert seen >= {
        "banyak", "jumlah", "rata", "persen", "dari", "penyebut semua", "pertumbuhan", "bagian bernama", "data", "data saja",
        "tahun lalu", "tahun n-2", "panel", "kelas", "transisi kelas", "ekspresi baris", "dalam", "ada", "kosong", "dan",
        "atau", "bukan", "hari", "awal periode", "akhir periode", "param di syarat", "param", "terbesar", "terkecil", "stok",
        "arus", "satuan per", "= kategori", "≠ kategori",
    }  # fmt: skip


# --- golden.md --------------------------------------------------------------------------------------------------------

DERET = (15_481, 20_242, 31_056, 31_475, 34_694)


def test_growth_is_measured_against_the_year_before_and_not_as_a_public_table_prints_it() -> None:
    """golden.md §5: the counts of five years and the right growth of four."""
    growth = checked_of(KATALOG.definisi("UM-03"))
    assert [series(growth, now, before) for before, now in pairwise(DERET)] == [
        "30,75", "53,42", "1,35", "10,23",
    ]  # fmt: skip


def test_the_public_tables_own_formula_gives_its_figures_and_lint_names_its_base() -> None:
    definisi = KATALOG.definisi("UM-03")
    formula = parse('A = banyak(usaha yang skala_usaha = "mikro")\n(A - A tahun lalu) / A * 100')
    wrong = check(formula, KATALOG.vocabulary(REGISTERS, 2023))
    assert [series(wrong, now, before) for before, now in pairwise(DERET)] == [
        "23,52", "34,82", "1,33", "9,28",
    ]  # fmt: skip
    told = {issue.kode: issue for issue in lint(definisi, wrong)}
    assert "n−1" in told["TLK-D118"].apa
    cited = {issue.kode: issue for issue in lint(definisi, checked_of(definisi))}["TLK-D106"]
    assert "penyebutnya tahun n, bukan tahun n−1" in cited.apa
    assert "JUM-(n-1)/JUM-n*100%" in cited.mengapa


def test_twenty_nine_respondents_give_91_48_and_mutu_a(run) -> None:
    """golden.md §4: totals of U1 … U9; answers between 1 and 4 that add up to them."""
    totals = (105, 101, 100, 116, 102, 105, 106, 105, 115)
    columns = [answers(total, 29) for total in totals]
    table = drawn(["tahun", "entitas", *(f"u{u}" for u in range(1, 10))], [
        ["2024", f"R-{i:02d}", *(str(column[i]) for column in columns)] for i in range(29)
    ])  # fmt: skip
    hasil, nilai = run(KATALOG.definisi("TK-03"), contoh(skm=table))
    assert (hasil, nilai) == ("91,48", Fraction(955, 29 * 9) * 25)
    scale = next(one for one in load_skala(PACK / "parameter") if one.nama == "skm")
    assert predikat(nilai, scale).label == "A"


def test_2000_monitored_businesses_of_pasuruan_give_4_35_and_33_30(run) -> None:
    """golden.md §1: 87 of 2.000 rise a class, 666 of 2.000 sell more."""
    rows = []
    for i in range(2_000):
        now = 2_100_000_000 if i < 87 else 1_000_000_001 if i < 666 else 1_000_000_000
        rows += [["2022", f"usaha {i}", "1.000.000.000"], ["2023", f"usaha {i}", str(now)]]
    table = drawn(["tahun", "entitas", "omset"], rows)
    monev = contoh(tahun=2023, usaha_monev=table)
    assert run(KATALOG.definisi("UM-01"), monev) == ("4,35", Fraction(87, 20))
    assert run(KATALOG.definisi("UM-02"), monev) == ("33,30", Fraction(333, 10))


def test_the_other_printed_figures_of_pasuruan_2023(run) -> None:
    volume = drawn(["tahun", "entitas", "volume_usaha"], [["2022", "Melati", "10.000"], ["2023", "Melati", "10.773"]])
    assert run(KATALOG.definisi("KOP-03"), contoh(tahun=2023, koperasi_tahunan=volume)) == ("7,73", Fraction(773, 100))
    findings = drawn(
        ["tahun", "entitas", "asal", "ditindaklanjuti"],
        [["2023", f"T-{i}", "APEP" if i % 3 else "APIP", "ya"] for i in range(17)],
    )
    assert run(KATALOG.definisi("TK-02"), contoh(tahun=2023, temuan=findings)) == ("100,00", Fraction(100))
    lhe = ContohKerja("LHE", "normal", 2023, "", data=(("nilai_lhe", 2023, "73,46"),))
    assert run(KATALOG.definisi("TK-01"), lhe) == ("73,46", Fraction(3673, 50))


# --- how the tests build and look -------------------------------------------------------------------------------------


def contoh(tahun: int = 2024, **register: str) -> ContohKerja:
    return ContohKerja("uji", "normal", tahun, "", tuple(register.items()))


def drawn(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(" | ".join(row) for row in (header, *rows))


def answers(total: int, people: int) -> list[int]:
    """Answers of 3 and 4 (fewer where the total is small) that add up to `total`."""
    low, more = divmod(total, people)
    return [low + 1] * more + [low] * (people - more)


def series(growth: Checked, now: int, before: int) -> str:
    leaves = {aggregate: Total(terhitung=before if aggregate.years_back else now) for aggregate in growth.aggregates}
    return shown(finish(growth.node, leaves), 2)


def checked_of(definisi: Definisi) -> Checked:
    return KATALOG.checked(definisi.kode, max(2024, definisi.latest.berlaku_sejak.year), REGISTERS)


def words(checked: Checked) -> set[str]:
    """The kinds of a formula, by its tree as written and by what it means."""
    found = {part.__class__.__name__ for part in walk(checked.formula)}
    names = {
        "Growth": "pertumbuhan", "Data": "data", "PartRef": "bagian bernama", "Kelas": "kelas", "InList": "dalam",
        "Both": "dan", "Either": "atau", "Negate": "bukan", "Hari": "hari", "RowParam": "param di syarat", "Param": "param",
        "RowArith": "ekspresi baris",
    }  # fmt: skip
    kinds = {names[name] for name in found if name in names}
    kinds |= {"data saja"} if checked.figures and not checked.aggregates else set()
    kinds |= {"satuan per"} if "per" in str(checked.unit) and "persen" not in str(checked.unit) else set()
    kinds |= {"stok" if REGISTERS[nama].jenis == "stok" else "arus" for nama in checked.registers}
    kinds |= {aggregate.kind for aggregate in checked.aggregates if "Aggregate" in found}
    for part in walk(checked.formula):
        kinds |= _kind(part)
    return kinds


def _kind(part: object) -> set[str]:
    match part:
        case n.Persen(among=among, all_below=all_below):
            return {"persen"} | ({"dari"} if among else set()) | ({"penyebut semua"} if all_below else set())
        case n.Offset(years=years):
            return {"tahun lalu" if years == 1 else f"tahun n-{years}"}
        case n.Field(lag=1):
            return {"panel"}
        case n.Known(empty=empty):
            return {"kosong" if empty else "ada"}
        case n.PeriodEdge(edge=edge):
            return {f"{edge} periode"}
        case n.Extreme(kind=kind):
            return {kind}
        case n.Compare(op="=" | "≠" as op, right=n.RowText()):
            return {f"{op} kategori"}
        case n.Compare(left=n.Kelas(), right=n.Kelas()):
            return {"transisi kelas"}
        case _:
            return set()


def walk(part: object) -> Iterable[object]:
    """Every node of a syntax tree."""
    if isinstance(part, tuple):
        for item in part:
            yield from walk(item)
    elif hasattr(part, "__dataclass_fields__") and not isinstance(part, k.Col):
        yield part
        for name in part.__dataclass_fields__:
            yield from walk(getattr(part, name))
