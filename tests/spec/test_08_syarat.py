"""Syarat: dan, atau, bukan, dan pembanding; ya, tidak, atau tidak diketahui."""

import pytest

from spec.drawing import Spec

TRUTHS = {"ya": True, "tidak": False, "-": None}
PAIRS = [(a, b) for a in TRUTHS for b in TRUTHS]


def one(**cells: str) -> str:
    return f"usaha\n tahun | entitas | {' | '.join(cells)}\n 2024 | Melati | {' | '.join(cells.values())}"


def said(truth: bool | None) -> tuple[int, int]:
    """(counted, not meeting); neither where it is not known."""
    return (int(truth is True), int(truth is False))


def decided(found) -> tuple[int, int]:
    [total] = found.leaves.values()
    return total.terhitung, total.tidak_memenuhi


def printed(truth: bool | None) -> str:
    return {True: "1", False: "0", None: "semua baris dikecualikan"}[truth]


BOTH = {
    ("ya", "ya"): True, ("ya", "tidak"): False, ("ya", "-"): None,
    ("tidak", "ya"): False, ("tidak", "tidak"): False, ("tidak", "-"): False,
    ("-", "ya"): None, ("-", "tidak"): False, ("-", "-"): None,
}  # fmt: skip
EITHER = {
    ("ya", "ya"): True, ("ya", "tidak"): True, ("ya", "-"): True,
    ("tidak", "ya"): True, ("tidak", "tidak"): False, ("tidak", "-"): None,
    ("-", "ya"): True, ("-", "tidak"): None, ("-", "-"): None,
}  # fmt: skip


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_both(spec_test: Spec, a: str, b: str) -> None:
    """`dan`: satu yang tidak sudah cukup untuk tidak; selain itu yang tidak diketahui membuat semuanya tidak diketahui."""
    truth = BOTH[a, b]
    assert decided(
        spec_test(one(binaan=a, aktif=b), "banyak(usaha yang binaan dan aktif)", printed(truth), desimal=0)
    ) == said(truth)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_either(spec_test: Spec, a: str, b: str) -> None:
    """`atau`: satu yang ya sudah cukup untuk ya; selain itu yang tidak diketahui membuat semuanya tidak diketahui."""
    truth = EITHER[a, b]
    assert decided(
        spec_test(one(binaan=a, aktif=b), "banyak(usaha yang binaan atau aktif)", printed(truth), desimal=0)
    ) == said(truth)


@pytest.mark.parametrize(("a", "truth"), [("ya", False), ("tidak", True), ("-", None)])
def test_not(spec_test: Spec, a: str, truth: bool | None) -> None:
    """`bukan` membalik ya dan tidak; yang tidak diketahui tetap tidak diketahui."""
    assert decided(spec_test(one(binaan=a), "banyak(usaha yang bukan binaan)", printed(truth), desimal=0)) == said(truth)
    spec_test(one(binaan=a), "banyak(usaha yang bukan bukan bukan binaan)", printed(truth), desimal=0)


def test_precedence(spec_test: Spec) -> None:
    """`bukan` mengikat paling erat, lalu `dan`, lalu `atau`; kurung mengubahnya."""
    row = one(binaan="ya", aktif="tidak", omset="5")
    spec_test(row, "banyak(usaha yang binaan atau aktif dan omset > 9)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang (binaan atau aktif) dan omset > 9)", "0", desimal=0)
    spec_test(row, "banyak(usaha yang bukan aktif dan binaan)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang bukan (aktif atau binaan))", "0", desimal=0)


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [("=", 0, 1, 0), ("≠", 1, 0, 1), ("<>", 1, 0, 1), ("!=", 1, 0, 1), ("<", 1, 0, 0), ("≤", 1, 1, 0), ("<=", 1, 1, 0),
     (">", 0, 0, 1), ("≥", 0, 1, 1), (">=", 0, 1, 1)],
)  # fmt: skip
def test_comparisons(spec_test: Spec, op: str, below: int, equal: int, above: int) -> None:
    """`= ≠ < ≤ > ≥`; `<> != <= >=` dibaca sama."""
    for omset, expected in (("99", below), ("100", equal), ("101", above)):
        spec_test(one(omset=omset), f"banyak(usaha yang omset {op} 100)", str(expected), desimal=0)
    spec_test(one(omset="-"), f"banyak(usaha yang omset {op} 100)", "semua baris dikecualikan")


def test_columns_may_be_compared_with_columns(spec_test: Spec) -> None:
    """Dua kolom bersatuan sama dapat dibandingkan, juga setelah dihitung."""
    row = one(omset="100", biaya="60")
    spec_test(row, "banyak(usaha yang omset > biaya)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang omset - biaya > 40)", "0", desimal=0)
    spec_test(row, "banyak(usaha yang omset < biaya * 2)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang -omset < biaya + -omset)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang omset > param(batas_omset))", "0", desimal=0)


def test_decimals_are_compared_exactly(spec_test: Spec) -> None:
    """Kolom berdesimal dibandingkan tepat dengan tetapan berdesimal, berapa pun angkanya di belakang koma."""
    row = one(skor="3,25", pekerja="3")
    spec_test(row, "banyak(usaha yang skor > 3,249)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang skor = 3,25)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang skor = 3,2500)", "1", desimal=0)
    spec_test(row, "banyak(usaha yang pekerja > 2,999)", "1", desimal=0)


def test_categories(spec_test: Spec) -> None:
    """Kategori ditulis dalam kutip; `dalam (…)` memilih beberapa. Huruf besar dan kecil sama saja."""
    row = one(sektor="jasa")
    spec_test(row, 'banyak(usaha yang sektor = "Jasa")', "1", desimal=0)
    spec_test(row, 'banyak(usaha yang sektor ≠ "dagang")', "1", desimal=0)
    spec_test(row, 'banyak(usaha yang sektor dalam ("dagang"; "jasa"))', "1", desimal=0)
    spec_test(row, 'banyak(usaha yang bukan sektor dalam ("dagang"; "jasa"))', "0", desimal=0)
    spec_test(row, 'banyak(usaha yang "jasa" = sektor)', "1", desimal=0)
    spec_test(one(sektor="-"), 'banyak(usaha yang sektor dalam ("dagang"; "jasa"))', "semua baris dikecualikan")


def test_a_category_with_an_apostrophe_is_only_a_text(spec_test: Spec) -> None:
    """Tanda kutip tunggal di dalam nama kategori dibaca apa adanya."""
    spec_test(one(sektor="olahan 'rumah'"), "banyak(usaha yang sektor = \"olahan 'rumah'\")", "1", desimal=0)


def test_misspelt_names_are_asked_about(refused) -> None:
    """Nama yang salah tulis ditanyakan kembali; tidak ada yang ditebak diam-diam."""
    refused("banyak(usaha yang binan)", "TLK-F011", "Maksud Anda `binaan`?")
    refused('banyak(usaha yang sektor = "jasaa")', "TLK-F016", "Maksud Anda `jasa`?")
    refused("banyak(usha yang binaan)", "TLK-F010", "Maksud Anda `usaha`?")
    refused("jumlah(koprasi.volume)", "TLK-F010", "Maksud Anda `koperasi`?")
    refused("data(pdrp)", "TLK-F028", "Maksud Anda `pdrb`?")
    refused("banyak(usaha) * param(ambng)", "TLK-F018", "Maksud Anda `ambang`?")


def test_what_is_no_condition_is_said(refused) -> None:
    """Yang bukan syarat, dan yang tidak sejenis, dijelaskan."""
    refused("banyak(usaha yang omset)", "TLK-F013", "bukan syarat")
    refused("banyak(usaha yang binaan = 1)", "TLK-F014", "sejenis")
    refused('banyak(usaha yang omset = "banyak")', "TLK-F014")
    refused('banyak(usaha yang sektor < "jasa")', "TLK-F014")
    refused('banyak(usaha yang omset dalam ("a"))', "TLK-F014")
    refused('banyak(usaha yang nama = "Melati")', "TLK-F014")
    refused("banyak(usaha yang omset > pekerja)", "TLK-F021", "rupiah", "orang")
