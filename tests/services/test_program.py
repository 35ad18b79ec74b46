"""Programs under dated codes, their budgets, absorption and efficiency: exact, append-only, counted once."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.anggaran import (
    Serapan,
    budget_history,
    efficiency,
    ledger_of,
    read_rupiah,
    serapan_of,
    serapan_of_node,
    set_anggaran,
    sum_of,
)
from tolok.services.iku import list_iku
from tolok.services.program import IsianProgram, jenjang_of, program_tree, save_program, supporters_of
from tolok.store.models import Anggaran, Bidang, LogPerubahan, Program
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
SEJAK = date(2024, 1, 1)


@pytest.fixture
def bidang(kantor) -> int:
    return Bidang.objects.get(perangkat_daerah=kantor, nama="Bidang Koperasi").pk


@pytest.fixture
def program(kantor) -> dict[str, Program]:
    rows = Program.objects.filter(perangkat_daerah=kantor).select_related("perangkat_daerah", "induk")
    return {one.kode: one for one in rows}


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[tuple[str, str]]:
    return [(issue.kode, issue.di_mana) for issue in error.value.issues]


@pytest.mark.parametrize(
    ("kode", "jenjang"),
    [
        ("2.17.03", "program"),
        ("2.17.03.2.01", "kegiatan"),
        ("2.17.03.2.01.0004", "sub kegiatan"),
        ("2.17.03.2.01.04", "sub kegiatan"),
        ("2.17", None),
        ("2.17.3", None),
        ("2.17.03.3.01", None),
        ("2.17.03.2.01.004", None),
        ("٢.17.03", None),
        ("", None),
    ],
)
def test_a_code_tells_its_level_by_its_parts(kode, jenjang) -> None:
    assert jenjang_of(kode) == jenjang


def test_a_kegiatan_finds_its_program_by_the_beginning_of_its_code(kantor, bidang, orang, program) -> None:
    isian = IsianProgram("2.17.06.2.01", "Pemberdayaan dan Perlindungan Koperasi", bidang, SEJAK, None, ("KOP-03",))
    row = save_program(kantor, isian, None, by=orang("yusuf"), at=AT)
    assert (row.jenjang, row.induk) == ("kegiatan", program["2.17.06"])
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.isi["mendukung"]["baru"]) == ("rencana.program_ditambah", ["KOP-03"])


def test_everything_that_is_wrong_with_a_program_is_said_at_once(kantor, orang) -> None:
    isian = IsianProgram("2.17.99.2.01", "x", None, date(2024, 5, 1), date(2024, 1, 1), ("KOP-99",))
    with pytest.raises(IssueError) as error:
        save_program(kantor, isian, None, by=orang("yusuf"), at=AT)
    assert codes(error) == [
        ("TLK-U100", "nama"), ("TLK-U105", "bidang"), ("TLK-U104", "mendukung"), ("TLK-U123", "berlaku_sampai"),
        ("TLK-U121", "kode"),
    ]  # fmt: skip
    with pytest.raises(IssueError) as error:
        save_program(kantor, IsianProgram("2.17", "Nama program", None, None), None, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U105", "bidang"), ("TLK-U123", "berlaku_sejak"), ("TLK-U120", "kode")]


def test_a_code_stands_for_one_thing_at_a_time_and_may_be_used_again_after_its_end(kantor, bidang, orang, program) -> None:
    yusuf = orang("yusuf")
    new = IsianProgram("2.17.04", "Nomenklatur baru kesehatan koperasi", bidang, date(2026, 1, 1))
    with pytest.raises(IssueError) as error:
        save_program(kantor, new, None, by=yusuf, at=AT)
    assert codes(error) == [("TLK-U122", "kode")]
    old = program["2.17.04"]
    ended = IsianProgram("2.17.04", old.nama, old.bidang_id, old.berlaku_sejak, date(2025, 12, 31), ("KOP-01",))
    save_program(kantor, ended, old, by=yusuf, at=AT, alasan="nomenklatur berganti")
    save_program(kantor, new, None, by=yusuf, at=AT)
    names = {
        tahun: next(n.program.nama for n in program_tree(kantor, Period(tahun)) if n.program.kode == "2.17.04")
        for tahun in (2025, 2026)
    }
    assert names == {2025: old.nama, 2026: "Nomenklatur baru kesehatan koperasi"}


def test_a_code_with_a_budget_is_ended_not_renamed(kantor, orang, program) -> None:
    row = program["2.17.04"]
    isian = IsianProgram("2.17.05", row.nama, row.bidang_id, row.berlaku_sejak)
    with pytest.raises(IssueError) as error:
        save_program(kantor, isian, row, by=orang("yusuf"), at=AT, alasan="kodenya salah ketik")
    assert codes(error) == [("TLK-U124", "kode")]


@pytest.mark.parametrize("username", ["hendra", "ratna", "galuh", "indra", "dadang"])
def test_only_the_planner_keeps_programs_and_budgets(username, kantor, bidang, orang, program) -> None:
    with pytest.raises(NotFoundError):
        save_program(kantor, IsianProgram("2.17.05", "Nama program", bidang, SEJAK), None, by=orang(username), at=AT)
    with pytest.raises(NotFoundError):
        set_anggaran(program["2.17.04"], 2024, {"pagu": "1"}, by=orang(username), at=AT)


# --- budgets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.250.000", 1_250_000), ("Rp 1.250.000,00", 1_250_000), ("Rp. 5", 5), ("0", 0), ("1250000", 1_250_000),
        ("1,5", None), ("-5", None), ("1.25", None), ("satu", None), ("", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_rupiah_are_read_whole_or_not_at_all(text, amount) -> None:
    assert read_rupiah(text) == amount


def test_a_budget_is_added_to_never_changed_and_the_past_still_knows_it(orang, program) -> None:
    row, before = program["2.17.04"], Anggaran.objects.filter(program=program["2.17.04"], tahun=2024).count()
    known = budget_history(row, 2024, AT)
    typed = {"pagu": "200.000.000", "tw1": "20.000.000"}
    rows = set_anggaran(row, 2024, typed, by=orang("yusuf"), at=AT)
    assert [(one.triwulan, one.pagu, one.realisasi) for one in rows] == [
        (0, 200_000_000, None),
        (1, 200_000_000, 20_000_000),
    ]
    assert Anggaran.objects.filter(program=row, tahun=2024).count() == before + 2
    earlier = datetime(2026, 3, 1, tzinfo=WIB)
    assert budget_history(row, 2024, earlier) == known
    assert ledger_of(row.perangkat_daerah, 2024, earlier)[row.pk][0].pagu == 165_000_000


def test_the_budget_of_a_program_is_the_sum_of_what_lies_under_it(kantor) -> None:
    tree = program_tree(kantor, Period(2024))
    node = next(one for one in tree if one.program.kode == "2.17.03")
    book = ledger_of(kantor, 2024, AT)
    spent = serapan_of_node(node, book, Period(2024))
    assert spent == Serapan(420_000_000, 184_000_000 * 941 // 1000 + 236_000_000 * 958 // 1000)
    third = serapan_of_node(node, book, Period(2024, 3))
    assert (third.sampai, third.realisasi) == (3, 184_000_000 * 598 // 1000 + 236_000_000 * 627 // 1000)


def test_amounts_stand_on_one_level_only(orang, program) -> None:
    for kode in ("2.17.03", "2.17.03.2.01"):
        with pytest.raises(IssueError) as error:
            set_anggaran(program[kode], 2024, {"pagu": "1.000"}, by=orang("yusuf"), at=AT)
        assert codes(error) == [("TLK-U133", "pagu")]
    below = IsianProgram("2.17.04.2.01", "Penilaian Kesehatan", program["2.17.04"].bidang_id, SEJAK)
    child = save_program(program["2.17.04"].perangkat_daerah, below, None, by=orang("yusuf"), at=AT)
    with pytest.raises(IssueError) as error:
        set_anggaran(child, 2024, {"pagu": "1.000"}, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U133", "pagu")]


def test_every_fault_of_a_budget_is_told_beside_its_field(orang, program) -> None:
    typed = {"pagu": "100", "tw1": "90", "tw2": "x", "tw3": "80", "tw4": "101"}
    with pytest.raises(IssueError) as error:
        set_anggaran(program["2.17.04"], 2025, typed, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U130", "tw2"), ("TLK-U132", "tw3"), ("TLK-U131", "tw4")]
    with pytest.raises(IssueError) as error:
        set_anggaran(program["2.17.04"], 2025, {}, by=orang("yusuf"), at=AT)
    assert codes(error) == [("TLK-U130", "pagu")]


def test_the_absorption_of_an_iku_counts_each_program_once(kantor) -> None:
    iku = {one.kode: one for one in list_iku(kantor)}
    spent = serapan_of(iku["KOP-03"], Period(2024), AT)
    assert spent.pagu == (184 + 236 + 312) * 1_000_000
    tree = program_tree(kantor, Period(2024))
    assert [one.program.kode for one in supporters_of(tree, iku["KOP-03"])] == ["2.17.03", "2.17.06"]
    assert serapan_of(iku["UM-01"], Period(2024), AT) is None
    assert serapan_of(iku["KOP-03"], Period(2024), datetime(2022, 1, 1, tzinfo=WIB)) is None


def test_a_part_that_reported_nothing_leaves_the_whole_without_a_figure() -> None:
    assert sum_of([Serapan(100, 50), Serapan(100, None)]) == Serapan(200, None)
    assert sum_of([Serapan(100, 50, 3), Serapan(100, 20, 2)]) == Serapan(200, 70, 2)
    assert sum_of([]) is None
    assert Serapan(0, 0).persen is None
    assert (Serapan(0, 0).tampil, Serapan(3, None).tampil, Serapan(3, 1).tampil) == (
        "pagu nol",
        "belum dilaporkan",
        "33,33%",
    )


def test_efficiency_is_capaian_less_absorption_and_efficient_only_when_the_target_is_reached() -> None:
    assert efficiency(Fraction(110), Serapan(100, 90)).nilai == 20
    assert efficiency(Fraction(110), Serapan(100, 90)).kata == "efisien"
    assert efficiency(Fraction(100), Serapan(100, 100)).kata == "tidak efisien"
    assert efficiency(Fraction(95), Serapan(100, 50)).kata == "tidak efisien"
    assert efficiency(Fraction(95), Serapan(100, 50)).tampil == "45,00"
    assert efficiency(None, Serapan(100, 50)) is None
    assert efficiency(Fraction(95), Serapan(100, None)) is None
