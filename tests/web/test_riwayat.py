"""The change log: readable by the whole office, by nobody else, and honest about a broken chain."""

import pytest
from django.db import connection
from django.test import Client

from tolok.store.models import LogPerubahan
from web.lima_kasus import CSP, person_with

P = "/k/35.75-2.17/2023/riwayat/"


def test_the_newest_entries_stand_first_and_the_chain_is_whole(masuk) -> None:
    response = masuk("hendra").get(P)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Rantai utuh" in text
    assert "Angka diterbitkan" in text
    assert response["Content-Security-Policy"].startswith(CSP)
    count = LogPerubahan.objects.filter(perangkat_daerah="35.75/2.17").count()
    assert f"Catatan 1–50 dari {count}" in text
    assert "Catatan 51–" in masuk("hendra").get(P + "?halaman=2").content.decode()


def test_a_role_that_only_reads_may_read_it(db) -> None:
    client = Client()
    client.force_login(person_with("pengawas", "inspektorat"))
    assert client.get(P).status_code == 200


def test_anonymous_the_other_office_and_other_methods(masuk) -> None:
    assert Client().get(P)["Location"] == f"/masuk/?next={P}"
    assert masuk("taufik").get(P).status_code == 404
    assert masuk("hendra").post(P).status_code == 405


@pytest.mark.parametrize("halaman", ["0", "-1", "abc", "999999", "9999999999", "²", "", "1.5"])
def test_a_page_number_that_is_none_never_breaks_the_page(masuk, halaman) -> None:
    assert masuk("hendra").get(P, {"halaman": halaman}).status_code == 200


def test_an_altered_entry_is_told_on_the_page(masuk) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_logperubahan_jaga_update")
    LogPerubahan.objects.filter(urut=7).update(objek="lain")
    assert "Rantai putus di catatan 7" in masuk("hendra").get(P).content.decode()


def test_seen_from_a_past_day_later_entries_are_not_there(masuk) -> None:
    now = masuk("hendra").get(P).content.decode()
    then = masuk("hendra").get(P + "?diketahui=2023-02-01").content.decode()
    assert "2024, " in now
    assert "Angka diterbitkan" in then
    assert "26 Jan 2024" not in then
