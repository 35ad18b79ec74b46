"""Beginning a real installation: one office, one administrator, nothing of the demonstration."""

from datetime import datetime

import pytest

from tolok.services.akun import refuse_demo_people
from tolok.services.mulai import KantorBaru, start_office
from tolok.store.models import Bidang, LogPerubahan, Pengguna, Peran, PerangkatDaerah
from tolok.values.instant import WIB
from tolok.values.issue import IssueError

AT = datetime(2026, 3, 2, 9, tzinfo=WIB)
ASKED = KantorBaru("33.74/2.17", "Dinas Koperasi", ("Bidang Koperasi", "Bidang Koperasi"), "lilis", "Lilis (dikarang)")


@pytest.fixture
def kosong(db) -> None:
    """No office of the demonstration in the way."""
    PerangkatDaerah.objects.update(contoh=False)


def test_an_office_begins_with_its_bidang_and_an_administrator_of_the_whole_pemda(kosong) -> None:
    sandi = start_office(ASKED, at=AT)
    admin = Pengguna.objects.get(username="lilis")
    assert admin.check_password(sandi)
    assert (admin.wajib_ganti_sandi, admin.contoh) == (True, False)
    office = PerangkatDaerah.objects.get(kode="33.74/2.17")
    assert (office.pemda.nama, office.contoh) == ("Kota Semarang", False)
    assert [one.nama for one in Bidang.objects.filter(perangkat_daerah=office)] == ["Bidang Koperasi"]
    role = Peran.objects.get(pengguna=admin)
    assert (role.peran, role.perangkat_daerah) == ("admin_pemda", None)
    assert {one.tindakan for one in LogPerubahan.objects.order_by("-urut")[:2]} == {"kantor.dibuat", "peran.diberikan"}


def test_a_second_office_of_the_pemda_needs_no_second_administrator(kosong) -> None:
    start_office(ASKED, at=AT)
    assert start_office(KantorBaru("33.74/1.01", "Dinas Pendidikan"), at=AT) == ""


@pytest.mark.parametrize(
    ("asked", "kode"),
    [
        (KantorBaru("33.74", "Dinas", (), "lilis", "L"), ["TLK-S057"]),
        (KantorBaru("99.99/2.17", "Dinas", (), "lilis", "L"), ["TLK-S057"]),
        (KantorBaru("33.74/2.17", " ", ("",), "lilis", "L"), ["TLK-S057"]),
        (KantorBaru("33.74/2.17", "Dinas"), ["TLK-S058"]),
        (KantorBaru("33.74/2.17", "Dinas", (), "hendra", ""), ["TLK-A040", "TLK-A041"]),
        (KantorBaru("35.75/2.17", "Dinas"), ["TLK-S058"]),
    ],
)
def test_what_cannot_be_is_refused_with_every_reason_and_nothing_is_made(kosong, asked, kode) -> None:
    before = (PerangkatDaerah.objects.count(), Pengguna.objects.count())
    with pytest.raises(IssueError) as error:
        start_office(asked, at=AT)
    assert [issue.kode for issue in error.value.issues] == kode
    assert (PerangkatDaerah.objects.count(), Pengguna.objects.count()) == before


def test_real_work_is_not_mixed_with_the_demonstration(db) -> None:
    with pytest.raises(IssueError) as error:
        start_office(ASKED, at=AT)
    assert [issue.kode for issue in error.value.issues] == ["TLK-S058"]


def test_a_server_refuses_people_of_the_demonstration_unless_none_of_them_can_sign_in(db) -> None:
    with pytest.raises(IssueError) as error:
        refuse_demo_people()
    assert [issue.kode for issue in error.value.issues] == ["TLK-S056"]
    Pengguna.objects.filter(contoh=True).update(is_active=False)
    refuse_demo_people()
