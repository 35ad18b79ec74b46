"""Whose row it is decides who corrects it: the register's own people, and of them the bidang that it feeds."""

from datetime import datetime, timedelta

import pytest

from tolok.services.akun import change_password
from tolok.services.token import make_token, person_of
from tolok.store.models import Kiriman, register_model
from tolok.values.instant import WIB


def row_of(register: str, tahun: int):
    rows = register_model(register).objects.filter(perangkat_daerah="35.75/2.17", diketahui_sampai=None)
    return next(one for one in rows.order_by("pk") if str(one.periode)[:4] == str(tahun))


@pytest.mark.parametrize(
    ("username", "register", "status"),
    [
        ("hendra", "koperasi_tahunan", 200),
        ("dewi", "koperasi_tahunan", 404),  # of Usaha Mikro; Bidang Koperasi's IKU read it
        ("dewi", "usaha_monev", 200),
        ("hendra", "rekomendasi", 404),  # those who are examined do not write what was found
        ("indra", "koperasi_tahunan", 404),
        ("galuh", "koperasi_tahunan", 404),
    ],
)
def test_who_may_correct_a_row(username, register, status, masuk) -> None:
    row = row_of(register, 2023)
    address = f"/k/35.75-2.17/2023/register/{register}/{row.entitas}/{row.periode}/koreksi/"
    before = Kiriman.objects.count()
    client = masuk(username)
    assert client.get(address).status_code == status
    posted = client.post(address, {"dasar": str(row.pk), "tahap": "simpan", "alasan": "mencoba saja, bukan milik saya"})
    assert posted.status_code == (409 if status == 200 else 404)
    assert Kiriman.objects.count() == before


def test_deliveries_are_listed_only_for_those_who_may_see_rows(masuk) -> None:
    for path in ("kiriman", "register"):
        assert masuk("galuh").get(f"/api/v1/kantor/35.75-2.17/{path}").status_code == 404
        assert masuk("hendra").get(f"/api/v1/kantor/35.75-2.17/{path}").status_code == 200


def test_a_key_ends_with_the_password_under_which_it_was_made(orang) -> None:
    hendra, at = orang("hendra"), datetime(2026, 2, 2, 9, tzinfo=WIB)
    hendra.set_password("kuda lari pagi hari")
    hendra.save()
    _, text = make_token(hendra, "pengirim", at + timedelta(days=30), True, at=at)
    assert person_of(text, at) is not None
    change_password(hendra, "kuda lari pagi hari", "meja biru empat kaki", "meja biru empat kaki", at=at)
    assert person_of(text, at) is None
