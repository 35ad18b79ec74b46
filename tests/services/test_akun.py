"""One's own account: the password, the second factor and who must have it, the devices."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.models import Session

from tolok.services.akun import (
    browser_name,
    change_password,
    devices_of,
    end_sessions,
    must_change_password,
    needs_second_factor,
    second_factor_issue,
)
from tolok.store.models import LogPerubahan, Pengguna, Peran
from tolok.values.instant import WIB
from tolok.values.issue import IssueError
from web.lima_kasus import person_with

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
LAMA, BARU = "kuda-lari-pagi-hari", "meja-biru-empat-kaki"


@pytest.fixture
def pegawai(db) -> Pengguna:
    orang = person_with("pegawai", "operator")
    Pengguna.objects.filter(pk=orang.pk).update(contoh=False)
    orang.refresh_from_db()
    orang.set_password(LAMA)
    orang.save()
    return orang


def codes(error: IssueError) -> list[str]:
    return [issue.kode for issue in error.issues]


def test_a_password_is_kept_as_argon2_and_opens_only_with_itself(pegawai) -> None:
    assert identify_hasher(pegawai.password).algorithm == "argon2"
    assert pegawai.check_password(LAMA)
    assert not pegawai.check_password(BARU)


def test_a_changed_password_holds_and_leaves_an_entry_without_it(pegawai) -> None:
    pegawai.wajib_ganti_sandi = True
    pegawai.save()
    change_password(pegawai, LAMA, BARU, BARU, at=AT)
    pegawai.refresh_from_db()
    assert pegawai.check_password(BARU)
    assert must_change_password(pegawai) is None
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.objek, entry.isi) == ("sandi.diganti", "pegawai", {})


@pytest.mark.parametrize(
    ("lama", "baru", "ulang", "kode"),
    [
        ("salah", BARU, BARU, ["TLK-A081"]),
        (LAMA, BARU, BARU + "x", ["TLK-A082"]),
        (LAMA, "pendek", "pendek", ["TLK-A083"]),
        (LAMA, "password1234", "password1234", ["TLK-A083"]),
        (LAMA, "pegawai-dikarang", "pegawai-dikarang", ["TLK-A083"]),
        (LAMA, LAMA, LAMA, ["TLK-A083"]),
        ("salah", "pendek", "lain", ["TLK-A081", "TLK-A082", "TLK-A083"]),
    ],
)
def test_everything_wrong_with_a_change_is_said_at_once_and_nothing_changes(pegawai, lama, baru, ulang, kode) -> None:
    with pytest.raises(IssueError) as error:
        change_password(pegawai, lama, baru, ulang, at=AT)
    assert sorted(set(codes(error.value))) == kode
    pegawai.refresh_from_db()
    assert pegawai.check_password(LAMA)


@pytest.mark.parametrize(
    ("peran", "wajib"),
    [("kepala_dinas", True), ("perencana", True), ("operator", False), ("verifikator", False), ("inspektorat", False)],
)
def test_who_approves_or_publishes_needs_a_second_factor(db, peran, wajib) -> None:
    orang = person_with("pejabat", peran)
    Pengguna.objects.filter(pk=orang.pk).update(contoh=False)
    orang.refresh_from_db()
    assert needs_second_factor(orang) is wajib


def test_who_acts_for_the_head_needs_it_only_while_he_acts(pegawai, kantor, monkeypatch) -> None:
    days = {"mulai": date(2026, 3, 1), "sampai": date(2026, 3, 5), "sifat": "plh", "dasar": "800/12/2026"}
    Peran.objects.create(
        pengguna=pegawai, pemda=kantor.pemda, perangkat_daerah=kantor, peran="kepala_dinas", jabatan="Kepala Dinas", **days
    )
    for month, number, needed in ((2, 28, False), (3, 1, True), (3, 5, True), (3, 6, False)):
        day = date(2026, month, number)
        monkeypatch.setattr("tolok.services.akses.timezone.localdate", lambda day=day: day)
        assert needs_second_factor(pegawai) is needed, day


def test_people_of_the_demonstration_are_exempt_and_real_people_are_not(orang, db) -> None:
    assert not needs_second_factor(orang("ratna"))
    assert second_factor_issue(orang("ratna"), "setujui") is None
    Pengguna.objects.filter(username="ratna").update(contoh=False)
    assert needs_second_factor(orang("ratna"))
    issue = second_factor_issue(orang("ratna"), "setujui")
    assert issue is not None
    assert issue.kode == "TLK-A012"
    assert second_factor_issue(orang("ratna"), "terbitkan") is not None
    assert second_factor_issue(orang("ratna"), "kembalikan") is None


def test_signing_out_everywhere_ends_his_sessions_and_nobody_elses(masuk, orang) -> None:
    mine, other_device, colleague = masuk("hendra"), masuk("hendra"), masuk("dewi")
    kept = mine.session.session_key
    now = datetime.now(WIB)
    assert end_sessions(orang("hendra"), now, kecuali=kept) == 1
    address = "/k/35.75-2.17/2023/"
    assert mine.get(address).status_code == 200
    assert other_device.get(address).status_code == 302
    assert colleague.get(address).status_code == 200
    assert end_sessions(orang("hendra"), now) == 1
    assert mine.get(address).status_code == 302


def test_a_session_that_is_over_is_no_device(masuk, orang) -> None:
    client = masuk("hendra")
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=AT - timedelta(days=400))
    assert devices_of(orang("hendra"), datetime.now(WIB)) == []


@pytest.mark.parametrize(
    ("user_agent", "nama"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) (KHTML, like Gecko) Chrome/126.0 Safari/537.36", "Chrome di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox di Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari di iPhone"),
        ("<script>", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_a_browser_is_called_by_what_it_says_of_itself(user_agent, nama) -> None:
    assert browser_name(user_agent) == nama
