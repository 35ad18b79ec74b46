"""Whose row it is decides who corrects it: the register's own people, and of them the bidang that it feeds."""

from datetime import datetime, timedelta

import pytest

from tolok.services.akun import change_password
from tolok.services.token import make_token, person_of
from tolok.store.models import Kiriman, Peran, register_model
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


def test_an_operator_of_two_bidang_delivers_and_corrects_for_both(masuk, orang, kantor) -> None:
    """Dewi holds Usaha Mikro; a second role of the same kind opens Bidang Koperasi's registers as well."""
    row = row_of("koperasi_tahunan", 2023)
    address = f"/k/35.75-2.17/2023/register/koperasi_tahunan/{row.entitas}/{row.periode}/koreksi/"
    assert masuk("dewi").get(address).status_code == 404
    where = {"pemda": kantor.pemda, "perangkat_daerah": kantor, "bidang": kantor.bidang.get(nama="Bidang Koperasi")}
    orang("dewi").peran.create(peran="operator", jabatan="Operator Koperasi", **where)
    assert masuk("dewi").get(address).status_code == 200
    assert masuk("dewi").get("/k/35.75-2.17/2023/register/koperasi_tahunan/unggah/").status_code == 200


def test_a_bidang_whose_iku_read_a_register_today_keeps_its_years_without_a_definition(masuk) -> None:
    assert masuk("dewi").get("/k/35.75-2.17/2012/register/koperasi_tahunan/unggah/").status_code == 404


def test_personal_fields_open_only_for_the_operator_of_the_register(masuk) -> None:
    row = row_of("usaha_monev", 2023)
    address = f"/k/35.75-2.17/2023/identitas/usaha_monev/{row.entitas}/"
    assert "Buka 5 menit" in masuk("dewi").get(address).content.decode()
    dewi = Peran.objects.get(pengguna__username="dewi")
    Peran.objects.filter(pk=dewi.pk).update(bidang=dewi.perangkat_daerah.bidang.get(nama="Bidang Koperasi"))
    assert "Buka 5 menit" not in masuk("dewi").get(address).content.decode()
    assert masuk("dewi").post(address, {"alasan": "ingin tahu nomor orang ini"}).status_code == 404
