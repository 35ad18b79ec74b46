"""The public survey: answers wait without a name, go into the register once a day, and TK-03 computes from them."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from tolok.services.akses import NotFoundError
from tolok.services.pengukuran import draft_figures
from tolok.services.skm import (
    DAFTAR_UNSUR,
    add_layanan,
    answer,
    deliver,
    device_mark,
    open_layanan_public,
    population_of,
    questions,
    results_of,
    sample_needed,
    set_population,
    suggestions_of,
    toggle_layanan,
    waiting_count,
    without_names,
)
from tolok.store.models import Identitas, JawabanSkm, Kiriman, PerangkatSkm, register_model
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from tolok.values.number import parse_fraction
from tolok.values.period import Period

AT = datetime(2026, 2, 2, 9, tzinfo=WIB)
HARI = AT.date()


@pytest.fixture
def layanan(bekasi):
    return add_layanan(bekasi, "Konsultasi Usaha (uji)", by=None, at=AT)


def answers(nilai: str = "3", **instead: str) -> dict[str, str]:
    return {**dict.fromkeys(DAFTAR_UNSUR, nilai), **instead}


def say(layanan, nomor: int, hari: date = HARI, **typed: str) -> JawabanSkm:
    at = datetime.combine(hari, AT.timetz())
    return answer(layanan, answers(**typed), sidik=device_mark(layanan, hari, f"10.0.0.{nomor}", "uji"), at=at, hari=hari)


def test_nine_answers_wait_with_the_profile_that_was_told_and_nothing_else(layanan) -> None:
    made = say(layanan, 1, jenis_kelamin="Perempuan", pekerjaan="Astronaut", nama="Sri")
    assert made.isi == {**answers(), "jenis_kelamin": "Perempuan"}
    assert (made.saran, made.kiriman) == (None, None)
    assert waiting_count(layanan.perangkat_daerah) == 1


@pytest.mark.parametrize("wrong", ["", "0", "5", "3.5", "tiga", "٣"])
def test_every_unanswered_question_is_said_at_once(layanan, wrong) -> None:
    with pytest.raises(IssueError) as raised:
        answer(layanan, answers(u2=wrong, u9=wrong), sidik="x", at=AT, hari=HARI)
    assert [(one.kode, one.di_mana) for one in raised.value.issues] == [("TLK-R080", "u2"), ("TLK-R080", "u9")]
    assert not JawabanSkm.objects.filter(layanan=layanan).exists()


def test_one_device_answers_once_a_day_for_each_service(layanan, bekasi) -> None:
    say(layanan, 1)
    with pytest.raises(IssueError, match="TLK-R081"):
        say(layanan, 1)
    say(layanan, 2)
    say(add_layanan(bekasi, "Layanan Lain (uji)", by=None, at=AT), 1)
    say(layanan, 1, hari=HARI + timedelta(days=1))


def test_the_mark_of_a_device_names_nobody_and_is_thrown_away_the_day_after(layanan) -> None:
    say(layanan, 1)
    mark = PerangkatSkm.objects.get(layanan=layanan).sidik
    assert "10.0.0.1" not in mark and mark != device_mark(layanan, HARI + timedelta(days=1), "10.0.0.1", "uji")
    say(layanan, 2, hari=HARI + timedelta(days=1))
    assert not PerangkatSkm.objects.filter(sidik=mark).exists()


def test_answers_of_finished_days_become_rows_of_one_delivery_and_are_never_delivered_twice(layanan, bekasi) -> None:
    for nomor in range(3):
        say(layanan, nomor)
    assert deliver(bekasi, sebelum=HARI, by=None, at=AT) == []
    later = AT + timedelta(days=1)
    [kiriman] = deliver(bekasi, sebelum=HARI + timedelta(days=1), by=None, at=later)
    assert (kiriman.register, kiriman.jenis, kiriman.periode, kiriman.laporan["bersih"]) == ("skm", "formulir", "2026", 3)
    rows = register_model("skm").objects.filter(kiriman=kiriman)
    assert {(row.layanan, row.u1, row.tanggal_isi) for row in rows} == {(layanan.kode, 3, HARI)}
    assert deliver(bekasi, sebelum=HARI + timedelta(days=1), by=None, at=later) == []


def test_the_first_answer_of_a_new_day_delivers_the_day_before(layanan, bekasi) -> None:
    say(layanan, 1)
    say(layanan, 2, hari=HARI + timedelta(days=1))
    assert waiting_count(bekasi) == 1
    assert Kiriman.objects.filter(register="skm", perangkat_daerah=bekasi, periode="2026").count() == 1


def test_the_iku_computes_what_the_survey_page_shows(layanan, bekasi) -> None:
    for nomor, nilai in enumerate(("4", "3", "3")):
        say(layanan, nomor, nilai=nilai)
    say(layanan, 9, nilai="2", u4="1")
    later = AT + timedelta(days=1)
    deliver(bekasi, sebelum=HARI + timedelta(days=1), by=None, at=later)
    found = results_of(bekasi, 2026, later)
    assert found[""].responden == found[layanan.kode].responden == 4
    assert found[""].per_unsur[3] == Fraction(11, 4)
    drafts = draft_figures(bekasi, Period(2026), by=None, at=later, kode=["TK-03"])
    assert [parse_fraction(one.nilai) for one in drafts] == [found[""].nilai] == [Fraction(107, 36) * 25]


def test_late_answers_move_the_draft_of_their_year(layanan, bekasi) -> None:
    say(layanan, 1, nilai="4")
    deliver(bekasi, sebelum=HARI + timedelta(days=1), by=None, at=AT + timedelta(days=1))
    [draft] = draft_figures(bekasi, Period(2026), by=None, at=AT + timedelta(days=1), kode=["TK-03"])
    say(layanan, 2, nilai="2", hari=HARI + timedelta(days=1))
    deliver(bekasi, sebelum=HARI + timedelta(days=2), by=None, at=AT + timedelta(days=2))
    draft.refresh_from_db()
    assert draft.nilai == "75"


def test_free_text_is_sealed_while_it_waits_and_kept_apart_from_the_row(layanan, bekasi) -> None:
    teks = "Mohon Bapak Joko Santoso lebih cepat, hubungi 0812-3456-7890"
    made = say(layanan, 1, saran=teks)
    assert teks.encode() not in bytes(made.saran) and "Joko" not in str(made.isi)
    later = AT + timedelta(days=1)
    deliver(bekasi, sebelum=HARI + timedelta(days=1), by=None, at=later)
    made.refresh_from_db()
    assert made.saran is None
    assert Identitas.objects.filter(register="skm", kolom="saran").count() >= 1
    shown = [text for _, text in suggestions_of(bekasi, 2026, later)]
    assert shown == ["Mohon Bapak [nama] lebih cepat, hubungi [nomor atau alamat]"]


@pytest.mark.parametrize(
    ("teks", "shown"),
    [
        ("ruang tunggu panas", "ruang tunggu panas"),
        ("Ibu Siti ramah sekali", "Ibu [nama] ramah sekali"),
        ("ibu-ibu antre lama, pak satpam baik", "ibu-ibu antre lama, pak satpam baik"),
        ("NIK saya 3575010101800001", "NIK saya [nomor atau alamat]"),
        ("balas ke joko@contoh.id ya", "balas ke [nomor atau alamat] ya"),
        ("buka jam 8 sampai 15", "buka jam 8 sampai 15"),
    ],
)
def test_staff_read_suggestions_without_numbers_and_names(teks, shown) -> None:
    assert without_names(teks) == shown


def test_the_sample_follows_the_population_of_the_year_before(layanan) -> None:
    assert sample_needed(population_of(layanan, 2026, AT)) is None
    set_population(layanan, 2025, "900", by=None, at=AT)
    assert (population_of(layanan, 2026, AT), sample_needed(900)) == (900, 269)
    set_population(layanan, 2025, "1.000", by=None, at=AT + timedelta(days=1))
    assert population_of(layanan, 2026, AT) == 900
    assert sample_needed(population_of(layanan, 2026, AT + timedelta(days=2))) == 278


@pytest.mark.parametrize("typed", ["", "nol", "0", "-5", "1,5", "9" * 12])
def test_a_population_that_is_no_whole_number_is_refused(layanan, typed) -> None:
    with pytest.raises(IssueError, match="TLK-R082"):
        set_population(layanan, 2025, typed, by=None, at=AT)


@pytest.mark.parametrize("nama", ["", "ab", "konsultasi usaha (UJI)", "x" * 121])
def test_a_service_needs_a_name_of_its_own(layanan, bekasi, nama) -> None:
    with pytest.raises(IssueError, match="TLK-R082"):
        add_layanan(bekasi, nama, by=None, at=AT)


def test_a_closed_service_is_not_found_by_the_public(layanan, orang) -> None:
    assert open_layanan_public("32.75-2.17", layanan.kode) == layanan
    toggle_layanan(layanan, by=orang("nia"), at=AT)
    for slug, kode in (("32.75-2.17", layanan.kode), ("35.75-2.17", layanan.kode), ("32.75-2.17", "tidak-ada")):
        with pytest.raises(NotFoundError):
            open_layanan_public(slug, kode)


def test_only_an_operator_of_the_office_manages_services(layanan, orang, bekasi) -> None:
    for username in ("melinda", "dadang", "hendra", "rahma"):
        with pytest.raises(NotFoundError):
            add_layanan(bekasi, "Layanan Baru", by=orang(username), at=AT)


def test_the_questionnaire_has_nine_questions_of_four_answers() -> None:
    assert [one.nama for one in questions()] == list(DAFTAR_UNSUR)
    assert {len(one.jawaban) for one in questions()} == {4}
