"""Trying a formula: free for those who see rows; for others never about fewer than five, also not by comparing."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from tolok.engine.changed import changed_owners
from tolok.engine.reference import ReferenceEngine
from tolok.services import coba, coba_terbatas, paket
from tolok.services.akses import NotFoundError
from tolok.services.coba import try_proposal, within
from tolok.services.coba_terbatas import PENUH, REFUSALS_A_DAY, TERBATAS, ask
from tolok.services.koreksi import cell_text, correct_row, editable
from tolok.services.pengukuran import scope_of
from tolok.services.periksa import read_formula
from tolok.services.potret import snapshot_at
from tolok.store.models import LogPerubahan, register_model, schemas
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.period import Period

PADA = datetime(2025, 3, 10, 9, tzinfo=WIB)
TAHUN = Period(2024)


@pytest.fixture
def volumes(kantor) -> list[int]:
    """The volumes of 2024 in order, as known at the beginning of the month."""
    rows = register_model("koperasi_tahunan").objects.filter(
        perangkat_daerah=kantor.kode, periode=2024, diketahui_sampai=None, volume_usaha__isnull=False
    )
    return sorted(rows.values_list("volume_usaha", flat=True))


def one_more_manager(row, kantor, by, at) -> None:
    """Corrects one figure of one cooperative."""
    known = {kolom.nama: cell_text(kolom, getattr(row, kolom.nama)) for kolom in editable(schemas()["koperasi_tahunan"])}
    typed = {**known, "manajer": str(row.manajer + 1)}
    correct_row(row, typed, "jumlah manajer menurut laporan RAT", kantor=kantor, by=by, at=at)


def above(volume: int) -> str:
    return f"banyak(koperasi_tahunan yang volume_usaha > {volume})"


def test_the_trial_stands_beside_the_version_in_force_over_three_years(kantor) -> None:
    rumus = "pertumbuhan(banyak(koperasi_tahunan yang rat))"
    trial = try_proposal(kantor, "KOP-01", rumus, TAHUN, PADA, [rumus, "banyak(koperasi_tahunan yang ngawur)"])
    assert [str(one.period) for one in trial.periods] == ["2022", "2023", "2024"]
    assert all(one.berlaku is not None for one in trial.periods)
    assert trial.lain == {rumus: trial.kini.usul.hasil}
    assert not LogPerubahan.objects.filter(tindakan__startswith="rumus.").exists()


def test_a_formula_that_cannot_be_read_is_answered_with_all_complaints(kantor) -> None:
    with pytest.raises(IssueError) as caught:
        try_proposal(kantor, "KOP-01", "banyak(koperasi_tahunan yang a dan b)", TAHUN, PADA)
    assert [issue.kode for issue in caught.value.issues] == ["TLK-F011", "TLK-F011"]


def test_what_takes_too_long_is_told_instead_of_waited_for() -> None:
    from threading import Event

    never = Event()
    with pytest.raises(IssueError) as caught:
        within(0.01, lambda: never.wait(2))
    never.set()
    assert caught.value.issues[0].kode == "TLK-U140"
    assert within(coba.SECONDS, lambda: 7) == 7


def test_who_sees_rows_is_answered_and_the_formula_is_logged_without_a_figure(kantor, orang) -> None:
    answer = ask(kantor, "banyak(koperasi_tahunan yang rat)", TAHUN, by=orang("hendra"), at=PADA)
    assert answer.hasil is not None and not answer.terbatas and answer.hasil.hasil.nilai == Fraction(131)
    entry = LogPerubahan.objects.get(tindakan=PENUH)
    assert entry.isi["rumus"] == "banyak(koperasi_tahunan yang rat)" and "131" not in str(entry.isi)


def test_another_office_is_not_asked(bekasi, orang) -> None:
    with pytest.raises(NotFoundError):
        ask(bekasi, "banyak(koperasi_tahunan)", TAHUN, by=orang("hendra"), at=PADA)


def test_an_administrator_gets_an_answer_about_many(kantor, orang) -> None:
    answer = ask(kantor, "persen(koperasi_tahunan yang rat)", TAHUN, by=orang("galuh"), at=PADA)
    assert answer.terbatas and answer.tolak is None and answer.hasil is not None
    assert answer.diketahui == datetime(2025, 3, 1, tzinfo=WIB)


@pytest.mark.parametrize("few", [0, 1, 4])
def test_and_none_about_fewer_than_five(few, kantor, orang, volumes) -> None:
    answer = ask(kantor, above(volumes[-few - 1]), TAHUN, by=orang("galuh"), at=PADA)
    assert answer.hasil is None and answer.tolak is not None and answer.tolak.kode == "TLK-A150"
    entry = LogPerubahan.objects.get(tindakan=TERBATAS)
    assert entry.isi["hasil"] == "ditolak"


def test_the_complement_is_guarded_too(kantor, orang, volumes) -> None:
    answer = ask(kantor, above(volumes[2]), TAHUN, by=orang("galuh"), at=PADA)
    assert answer.tolak is not None


def test_two_answers_never_differ_by_fewer_than_five(kantor, orang, volumes) -> None:
    first = ask(kantor, above(volumes[-11]), TAHUN, by=orang("galuh"), at=PADA)
    assert first.hasil is not None and first.hasil.hasil.nilai == Fraction(10)
    near = ask(kantor, above(volumes[-9]), TAHUN, by=orang("galuh"), at=PADA)
    assert near.tolak is not None and near.tolak.kode == "TLK-A150"
    far = ask(kantor, above(volumes[-17]), TAHUN, by=orang("galuh"), at=PADA)
    assert far.hasil is not None
    again = ask(kantor, above(volumes[-11]), TAHUN, by=orang("galuh"), at=PADA + timedelta(hours=1))
    assert again.hasil is not None and again.hasil.hasil == first.hasil.hasil


def test_a_walk_of_thresholds_never_isolates_fewer_than_five(kantor, orang, volumes, monkeypatch) -> None:
    """The attacker lowers the threshold one cooperative at a time; what he learns are steps of at least five."""
    monkeypatch.setattr(coba_terbatas, "REFUSALS_A_DAY", 1000)
    counts = []
    for volume in volumes[-24:-1]:
        answer = ask(kantor, above(volume), TAHUN, by=orang("galuh"), at=PADA)
        if answer.hasil is not None:
            counts.append(int(answer.hasil.hasil.nilai))
    assert len(counts) >= 2
    steps = sorted({0, *counts})
    assert all(b - a >= 5 for a, b in pairwise(steps))


def test_last_years_field_is_compared_with_last_years_question(kantor, orang) -> None:
    """Asked of 2023 and of last year's field in 2024, the two counts differ by those who left: fewer than five here."""
    rows = register_model("koperasi_tahunan").objects.filter(perangkat_daerah=kantor.kode, diketahui_sampai=None)
    stayed = set(rows.filter(periode=2024).values_list("entitas", flat=True))
    earlier = sorted(rows.filter(periode=2023, aset__isnull=False).values_list("aset", "entitas"))
    left = [n for n, (_, entitas) in enumerate(earlier) if entitas not in stayed]
    assert left, "the demonstration has cooperatives that left"
    few = next(n for n in range(5, len(earlier) - 5) if 1 <= sum(place > n for place in left) <= 4)
    threshold = earlier[few][0]
    first = ask(kantor, f"banyak(koperasi_tahunan yang aset > {threshold}) tahun lalu", TAHUN, by=orang("galuh"), at=PADA)
    assert first.hasil is not None
    lagged = f"banyak(koperasi_tahunan yang aset tahun lalu > {threshold})"
    assert ask(kantor, lagged, TAHUN, by=orang("galuh"), at=PADA).tolak is not None


def test_products_of_columns_are_refused_and_sums_of_columns_are_not(kantor, orang) -> None:
    squares = ask(kantor, "jumlah(koperasi_tahunan.manajer * koperasi_tahunan.manajer)", TAHUN, by=orang("galuh"), at=PADA)
    assert squares.tolak is not None and squares.tolak.kode == "TLK-A151"
    plain = ask(kantor, "jumlah(koperasi_tahunan.manajer * 2)", TAHUN, by=orang("galuh"), at=PADA)
    assert plain.tolak is None or plain.tolak.kode == "TLK-A150"


def test_a_formula_with_a_number_like_a_nik_is_neither_tried_nor_logged(kantor, orang) -> None:
    for number in ("3575010101900001", "3.575.010.101.900.001"):
        with pytest.raises(IssueError) as caught:
            ask(kantor, f"banyak(koperasi_tahunan yang aset = {number})", TAHUN, by=orang("hendra"), at=PADA)
        assert caught.value.issues[0].kode == "TLK-A154"
    assert not LogPerubahan.objects.filter(tindakan__startswith="rumus.").exists()


def test_after_many_refusals_the_day_is_over(kantor, orang, volumes) -> None:
    for _ in range(REFUSALS_A_DAY):
        assert ask(kantor, above(volumes[-2]), TAHUN, by=orang("galuh"), at=PADA).tolak is not None
    late = ask(kantor, "persen(koperasi_tahunan yang rat)", TAHUN, by=orang("galuh"), at=PADA + timedelta(hours=2))
    assert late.tolak is not None and late.tolak.kode == "TLK-A152"
    tomorrow = ask(kantor, "persen(koperasi_tahunan yang rat)", TAHUN, by=orang("galuh"), at=PADA + timedelta(days=1))
    assert tomorrow.hasil is not None


def test_an_outside_figure_is_about_nobody(kantor, orang) -> None:
    answer = ask(kantor, "data(nilai_lhe)", TAHUN, by=orang("galuh"), at=PADA)
    assert answer.hasil is not None


@pytest.mark.parametrize(
    "rumus",
    [
        "banyak(koperasi_tahunan yang rat)",
        "jumlah(koperasi_tahunan.aset yang volume_usaha > 1.000.000.000)",
        "banyak(koperasi_tahunan yang aset > aset tahun lalu) tahun lalu",
        "persen(temuan yang ditindaklanjuti)",
    ],
)
def test_every_engine_puts_each_row_into_the_same_group(rumus, kantor) -> None:
    checked, _ = read_formula(rumus, 2024)
    snapshot = snapshot_at(kantor.pemda_id, PADA)
    for aggregate in checked.aggregates:
        mine = paket.engine().members(aggregate, TAHUN, scope_of(kantor), snapshot)
        assert mine == ReferenceEngine().members(aggregate, TAHUN, scope_of(kantor), snapshot)
        total = ReferenceEngine().totals([aggregate], TAHUN, scope_of(kantor), snapshot)[aggregate]
        assert sum(group == "terhitung" for group in mine.values()) == sum(one.terhitung for one in total.values())


def test_what_changed_between_two_snapshots_is_told_by_its_keys(kantor, orang) -> None:
    row = register_model("koperasi_tahunan").objects.filter(
        perangkat_daerah=kantor.kode, periode=2024, diketahui_sampai=None, manajer__isnull=False
    ).order_by("entitas").first()  # fmt: skip
    before = snapshot_at(kantor.pemda_id, PADA).piece("koperasi_tahunan", kantor.pemda_id)
    one_more_manager(row, kantor, orang("hendra"), PADA + timedelta(hours=1))
    after = snapshot_at(kantor.pemda_id, PADA + timedelta(hours=2)).piece("koperasi_tahunan", kantor.pemda_id)
    schema = schemas()["koperasi_tahunan"]
    assert changed_owners(before, before, schema) == frozenset()
    assert changed_owners(before, after, schema) == {(row.entitas, kantor.kode)}


def test_asking_before_and_after_one_correction_does_not_tell_it(kantor, orang) -> None:
    """A total next month is answered as of this month while only one cooperative has changed in between."""
    rumus = "jumlah(koperasi_tahunan.manajer)"
    first = ask(kantor, rumus, TAHUN, by=orang("galuh"), at=PADA)
    assert first.hasil is not None
    row = register_model("koperasi_tahunan").objects.filter(
        perangkat_daerah=kantor.kode, periode=2024, diketahui_sampai=None, manajer__isnull=False
    ).order_by("entitas").first()  # fmt: skip
    one_more_manager(row, kantor, orang("hendra"), PADA)
    later = ask(kantor, rumus, TAHUN, by=orang("galuh"), at=datetime(2025, 4, 10, 9, tzinfo=WIB))
    assert later.hasil is not None and later.hasil.hasil == first.hasil.hasil
    assert later.diketahui == first.diketahui
