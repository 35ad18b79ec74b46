"""An administrator's work on people: nobody his own, nobody beyond his pemda, everything with a reason in the log."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tolok.services.akses import NotFoundError, acting_as, may, roles_in
from tolok.services.orang import (
    Meja,
    add_person,
    deny,
    give_role,
    hand_over_password,
    lift_denial,
    list_people,
    one_time_password,
    open_orang_for,
    set_active,
    withdraw_role,
)
from tolok.services.peran import PeranBaru
from tolok.services.token import make_token, person_of
from tolok.store.models import Bidang, Larangan, LogPerubahan, Pengguna, Peran
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from web.lima_kasus import person_with

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
TODAY = date(2026, 3, 2)
KANTOR = "kantor-35.75-2.17"
ROLE = PeranBaru("operator", KANTOR, "Operator Data")
PLH = PeranBaru(
    "kepala_dinas", KANTOR, "Kepala Dinas", "plh", "800/12/2026", "ratna", mulai="2026-03-02", sampai="2026-03-06"
)
WHY = "mutasi per 1 Maret 2026"


@pytest.fixture
def meja(orang, kantor) -> Meja:
    return Meja(orang("galuh"), kantor)


def last_acts() -> list[str]:
    return [entry.tindakan for entry in LogPerubahan.objects.order_by("-urut")[:2]]


def codes(error: pytest.ExceptionInfo[IssueError]) -> list[str]:
    return [issue.kode for issue in error.value.issues]


def test_a_new_person_comes_with_a_role_and_a_password_for_one_sign_in(meja, kantor) -> None:
    orang, sandi = add_person(meja, "lilis", " Lilis (dikarang) ", ROLE, at=AT, today=TODAY)
    assert orang.check_password(sandi)
    assert (orang.nama, orang.wajib_ganti_sandi, orang.contoh) == ("Lilis (dikarang)", True, False)
    assert set(roles_in(orang, kantor)) == {"operator"}
    assert last_acts() == ["peran.diberikan", "orang.ditambahkan"]
    assert sandi not in str(list(LogPerubahan.objects.values_list("isi", flat=True)))
    assert "Lilis (dikarang)" not in str(list(LogPerubahan.objects.filter(objek="lilis").values_list("isi", flat=True)))


def test_one_time_passwords_are_long_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 17 and not set("01ilo") & set(one) for one in made)


@pytest.mark.parametrize(
    "username", ["", "ab", "Dewi", "dewi anggraini", "1dewi", "dewi/..", "tambah", "x" * 41, "hendra", "siti\n"]
)
def test_a_user_name_that_cannot_be_used_is_refused(meja, username) -> None:
    with pytest.raises(IssueError) as error:
        add_person(meja, username, "Nama (dikarang)", ROLE, at=AT, today=TODAY)
    assert codes(error) == ["TLK-A040"]


def test_all_faults_of_a_new_person_are_said_at_once_and_nobody_is_made(meja) -> None:
    before = Pengguna.objects.count()
    with pytest.raises(IssueError) as error:
        asked = replace(ROLE, peran="raja", unit="kantor-x", jabatan="", mulai="kemarin")
        add_person(meja, "A", " ", asked, at=AT, today=TODAY)
    assert codes(error) == ["TLK-A040", "TLK-A041", "TLK-A043", "TLK-A043", "TLK-A043", "TLK-A045"]
    assert Pengguna.objects.count() == before


@pytest.mark.parametrize("username", ["ratna", "siti", "hendra", "yusuf", "indra", "rahma", "nia"])
def test_only_an_administrator_of_the_pemda_reaches_its_people(username, orang, kantor) -> None:
    meja = Meja(orang(username), kantor)
    for attempt in (
        lambda: list_people(meja),
        lambda: open_orang_for(meja, "hendra"),
        lambda: add_person(meja, "lilis", "Lilis", ROLE, at=AT, today=TODAY),
        lambda: give_role(meja, "hendra", ROLE, at=AT, today=TODAY),
        lambda: deny(meja, "hendra", "*", KANTOR, WHY, at=AT),
        lambda: hand_over_password(meja, "hendra", True, WHY, at=AT),
        lambda: set_active(meja, "hendra", False, WHY, at=AT),
    ):
        with pytest.raises(NotFoundError):
            attempt()


def test_people_of_another_pemda_do_not_exist_for_an_administrator(meja) -> None:
    assert {one.username for one in list_people(meja)} >= {"ratna", "galuh", "indra"}
    assert not {one.username for one in list_people(meja)} & {"melinda", "nia", "rahma"}
    for username in ("melinda", "rahma", "tidak-ada"):
        with pytest.raises(NotFoundError):
            give_role(meja, username, ROLE, at=AT, today=TODAY)


def test_nobody_changes_his_own_account_roles_or_denials(meja) -> None:
    own = Peran.objects.get(pengguna=meja.admin)
    for attempt in (
        lambda: give_role(meja, "galuh", ROLE, at=AT, today=TODAY),
        lambda: withdraw_role(meja, "galuh", own.pk, WHY, at=AT),
        lambda: deny(meja, "galuh", "lihat_baris", "pemda", WHY, at=AT),
        lambda: lift_denial(meja, "galuh", 1, WHY, at=AT),
        lambda: hand_over_password(meja, "galuh", False, WHY, at=AT),
        lambda: set_active(meja, "galuh", False, WHY, at=AT),
    ):
        with pytest.raises(IssueError) as error:
            attempt()
        assert codes(error) == ["TLK-A042"]


@pytest.mark.parametrize("peran", ["operator", "verifikator", "kepala_dinas", "perencana", "inspektorat"])
def test_an_administrator_takes_no_part_in_measuring(meja, peran) -> None:
    other = person_with("admin-kedua")
    Peran.objects.create(pengguna=other, pemda=meja.kantor.pemda, peran="admin_pemda", jabatan="Admin Pemda")
    unit = "pemda" if peran == "inspektorat" else KANTOR
    with pytest.raises(IssueError) as error:
        give_role(meja, "admin-kedua", PeranBaru(peran, unit, "Jabatan"), at=AT, today=TODAY)
    assert codes(error) == ["TLK-A046"]


def test_who_measures_cannot_become_an_administrator(meja) -> None:
    with pytest.raises(IssueError) as error:
        give_role(meja, "hendra", PeranBaru("admin_pemda", "pemda", "Admin"), at=AT, today=TODAY)
    assert codes(error) == ["TLK-A046"]


@pytest.mark.parametrize(
    ("peran", "unit"),
    [
        ("inspektorat", KANTOR),
        ("admin_pemda", KANTOR),
        ("operator", "pemda"),
        ("kepala_dinas", "pemda"),
        ("kepala_dinas", "bidang"),
        ("perencana", "bidang"),
        ("operator", "kantor-32.75-2.17"),
        ("operator", "bidang-lain"),
    ],
)
def test_a_role_belongs_to_the_kind_of_unit_that_fits_it_inside_the_own_pemda(meja, bekasi, peran, unit) -> None:
    person_with("pegawai", "verifikator")
    if unit == "bidang":
        unit = f"bidang-{Bidang.objects.filter(perangkat_daerah=meja.kantor).first().pk}"
    if unit == "bidang-lain":
        unit = f"bidang-{Bidang.objects.filter(perangkat_daerah=bekasi).first().pk}"
    with pytest.raises(IssueError) as error:
        give_role(meja, "pegawai", PeranBaru(peran, unit, "Jabatan"), at=AT, today=TODAY)
    assert codes(error)[0] == "TLK-A043"


@pytest.mark.parametrize(
    ("missing", "kode"),
    [
        ({"mulai": ""}, ["TLK-A044"]),
        ({"sampai": ""}, ["TLK-A044"]),
        ({"dasar": " "}, ["TLK-A044"]),
        ({"menggantikan": ""}, ["TLK-A044"]),
        ({"menggantikan": "melinda"}, ["TLK-A044"]),
        ({"menggantikan": "bambang"}, ["TLK-A044"]),
        ({"sifat": "pjs"}, ["TLK-A044"]),
        ({"sampai": "2026-03-01"}, ["TLK-A045", "TLK-A045"]),
        ({"sampai": "31-3-2026"}, ["TLK-A045"]),
        ({"mulai": "", "sampai": "", "dasar": "", "menggantikan": ""}, ["TLK-A044"] * 4),
    ],
)
def test_acting_for_somebody_needs_the_letter_both_days_and_the_person(meja, missing, kode) -> None:
    with pytest.raises(IssueError) as error:
        give_role(meja, "bambang", replace(PLH, **missing), at=AT, today=TODAY)
    assert codes(error) == kode


def test_who_acts_says_so_and_only_on_the_days_of_the_letter(meja, orang, kantor, monkeypatch) -> None:
    row = give_role(meja, "bambang", PLH, at=AT, today=TODAY)
    assert acting_as(row) == "Plh Kepala Dinas"
    assert row.menggantikan == orang("ratna")
    held = {}
    for day in (1, 2, 6, 7):
        monkeypatch.setattr("tolok.services.akses.timezone.localdate", lambda day=day: date(2026, 3, day))
        held[day] = "kepala_dinas" in roles_in(orang("bambang"), kantor)
    assert held == {1: False, 2: True, 6: True, 7: False}


def test_a_role_of_ones_own_comes_before_one_that_is_acted(meja, orang, kantor, monkeypatch) -> None:
    monkeypatch.setattr("tolok.services.akses.timezone.localdate", lambda: TODAY)
    give_role(meja, "bambang", PLH, at=AT, today=TODAY)
    assert list(roles_in(orang("bambang"), kantor)) == ["verifikator", "kepala_dinas"]
    assert acting_as(Peran.objects.get(pengguna=orang("ratna"))) == "Kepala Dinas"


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        (("", ""), ("", ""), True),
        (("2026-03-02", "2026-03-31"), ("2026-03-31", ""), True),
        (("2026-03-02", "2026-03-31"), ("2026-04-01", ""), False),
        (("2026-05-01", ""), ("", "2026-04-30"), False),
        (("2026-05-01", ""), ("", "2026-05-01"), True),
    ],
)
def test_the_same_role_is_not_held_twice_at_the_same_time(meja, first, second, twice) -> None:
    person_with("pegawai", "verifikator")
    asked = [replace(ROLE, mulai=begin, sampai=end) for begin, end in (first, second)]
    give_role(meja, "pegawai", asked[0], at=AT, today=TODAY)
    if not twice:
        give_role(meja, "pegawai", asked[1], at=AT, today=TODAY)
        return
    with pytest.raises(IssueError) as error:
        give_role(meja, "pegawai", asked[1], at=AT, today=TODAY)
    assert codes(error) == ["TLK-A047"]


def test_a_withdrawn_role_ends_at_once_with_its_reason_in_the_log(meja, orang, kantor) -> None:
    row = Peran.objects.get(pengguna=orang("hendra"))
    with pytest.raises(IssueError) as error:
        withdraw_role(meja, "hendra", row.pk, "pendek", at=AT)
    assert codes(error) == ["TLK-A048"]
    withdraw_role(meja, "hendra", row.pk, WHY, at=AT)
    assert roles_in(orang("hendra"), kantor) == {}
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.objek, entry.oleh) == ("peran.dicabut", "hendra", meja.admin)
    assert (entry.isi["peran"], entry.isi["alasan"], entry.perangkat_daerah) == ("operator", WHY, kantor)
    with pytest.raises(IssueError) as again:
        withdraw_role(meja, "hendra", row.pk, WHY, at=AT)
    assert codes(again) == ["TLK-A049"]


def test_a_role_of_another_person_or_pemda_is_not_withdrawn_by_a_wrong_address(meja, orang) -> None:
    for username in ("siti", "melinda"):
        row = Peran.objects.get(pengguna=orang(username))
        with pytest.raises(NotFoundError):
            withdraw_role(meja, "hendra", row.pk, WHY, at=AT)
        row.refresh_from_db()
        assert row.dicabut_pada is None


def test_a_denial_wins_until_it_is_lifted(meja, orang, kantor) -> None:
    row = deny(meja, "hendra", "terima_data", KANTOR, WHY, at=AT)
    assert not may(orang("hendra"), kantor, "terima_data")
    assert may(orang("hendra"), kantor, "koreksi_baris")
    lift_denial(meja, "hendra", row.pk, "pemeriksaan selesai", at=AT)
    assert may(orang("hendra"), kantor, "terima_data")
    assert last_acts() == ["larangan.dicabut", "larangan.dibuat"]


@pytest.mark.parametrize(
    ("hak", "unit", "alasan", "kode"),
    [
        ("terima", KANTOR, WHY, ["TLK-A043"]),
        ("*", "kantor-32.75-2.17", WHY, ["TLK-A043"]),
        ("*", "bidang-1", WHY, ["TLK-A043"]),
        ("*", KANTOR, "pendek", ["TLK-A048"]),
        ("", "", "", ["TLK-A043", "TLK-A043", "TLK-A048"]),
    ],
)
def test_a_denial_names_a_right_a_unit_of_the_pemda_and_a_reason(meja, hak, unit, alasan, kode) -> None:
    with pytest.raises(IssueError) as error:
        deny(meja, "hendra", hak, unit, alasan, at=AT)
    assert codes(error) == kode
    assert not Larangan.objects.exists()


def test_a_password_that_is_handed_over_replaces_the_old_one_and_ends_every_session(meja, orang, masuk) -> None:
    client = masuk("hendra")
    sandi = hand_over_password(meja, "hendra", False, WHY, at=datetime.now(WIB))
    assert orang("hendra").check_password(sandi)
    assert orang("hendra").wajib_ganti_sandi
    assert client.get("/akun/")["Location"].startswith("/masuk/")
    assert LogPerubahan.objects.latest("urut").tindakan == "sandi.diserahkan"


def test_who_is_shut_out_is_out_at_once_with_his_tokens_and_comes_back_without_them(meja, orang, masuk, kantor) -> None:
    _, text = make_token(orang("hendra"), "dasbor", AT + timedelta(days=9), True, at=AT)
    client = masuk("hendra")
    set_active(meja, "hendra", False, WHY, at=datetime.now(WIB))
    assert client.get("/akun/")["Location"].startswith("/masuk/")
    assert person_of(text, AT) is None
    assert roles_in(orang("hendra"), kantor) == {}
    with pytest.raises(IssueError) as error:
        set_active(meja, "hendra", False, WHY, at=AT)
    assert codes(error) == ["TLK-A049"]
    set_active(meja, "hendra", True, "kembali bertugas", at=AT)
    assert set(roles_in(orang("hendra"), kantor)) == {"operator"}
    assert person_of(text, AT) is None


def test_an_account_of_two_pemda_is_changed_by_neither_alone(meja, orang, bekasi) -> None:
    Peran.objects.create(
        pengguna=orang("hendra"), pemda=bekasi.pemda, perangkat_daerah=bekasi, peran="operator", jabatan="Operator"
    )
    for attempt in (
        lambda: hand_over_password(meja, "hendra", False, WHY, at=AT),
        lambda: set_active(meja, "hendra", False, WHY, at=AT),
    ):
        with pytest.raises(IssueError) as error:
            attempt()
        assert codes(error) == ["TLK-A050"]
    row = Peran.objects.get(pengguna=orang("hendra"), pemda=meja.kantor.pemda)
    withdraw_role(meja, "hendra", row.pk, WHY, at=AT)
