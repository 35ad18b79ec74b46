"""The city: every office that the reader may see, in alphabetical order, none ranked."""

import pytest
from django.test import Client

from tolok.store.models import PerangkatDaerah
from web.lima_kasus import person_with

KOTA = "/kota/35.75/2023/"


@pytest.fixture
def badan(kantor) -> PerangkatDaerah:
    """A second office of Kota Pasuruan, which comes first in the alphabet and has measured nothing."""
    return PerangkatDaerah.objects.create(
        kode="35.75/5.01", pemda=kantor.pemda, nama="Badan Perencanaan (contoh)", contoh=True
    )


def test_an_inspector_sees_every_office_of_his_city_in_alphabetical_order(masuk, badan) -> None:
    text = masuk("indra").get(KOTA).content.decode()
    assert "1 dari 6 IKU Kota Pasuruan tidak mencapai target 2023" in text
    assert "2 perangkat daerah menurut abjad, tanpa peringkat." in text
    assert text.index("Badan Perencanaan (contoh)") < text.index("Dinas Koperasi dan Usaha Mikro</a>")
    assert "Belum ada angka yang dihitung untuk periode ini." in text
    assert "Kota Bekasi" not in text


def test_one_who_works_in_one_office_sees_that_one_only(masuk, badan) -> None:
    text = masuk("ratna").get(KOTA).content.decode()
    assert "Dinas Koperasi dan Usaha Mikro</a>" in text
    assert "Badan Perencanaan" not in text


def test_the_front_page_leads_to_the_city_whoever_has_several_offices(masuk, badan) -> None:
    assert masuk("indra").get("/")["Location"] == KOTA
    assert masuk("ratna").get("/")["Location"] == "/k/35.75-2.17/2023/"


def test_the_city_of_a_running_quarter_forecasts_as_its_offices_do(masuk) -> None:
    text = masuk("indra").get("/kota/35.75/2024-TW3/").content.decode()
    assert "3 dari 6 IKU Kota Pasuruan diperkirakan tidak mencapai target 2024" in text
    assert "Bagaimana perkiraan dibuat" in text


def test_the_past_of_a_city_is_that_of_its_offices(masuk) -> None:
    text = masuk("indra").get(KOTA, {"diketahui": "2024-01-23"}).content.decode()
    assert "Anda melihat keadaan 23 Januari 2024." in text
    assert "/k/35.75-2.17/2023/KOP-03/?diketahui=2024-01-23" in text
    assert "Diterbitkan" not in text.split("<main")[1]


def test_another_city_or_a_period_that_is_none_is_not_found(masuk) -> None:
    for path in ("/kota/32.75/2023/", "/kota/99.99/2023/", "/kota/35.75/1800/"):
        assert masuk("indra").get(path).status_code == 404


def test_the_city_asks_for_a_sign_in_and_takes_nothing_in(masuk) -> None:
    assert Client().get(KOTA)["Location"].startswith("/masuk/?next=/kota/")
    assert masuk("indra").post(KOTA).status_code == 405


def test_whoever_has_no_role_in_the_city_finds_nothing(db) -> None:
    client = Client()
    client.force_login(person_with("tanpa-peran"))
    assert client.get(KOTA).status_code == 404


def test_the_page_costs_a_bounded_number_of_queries_per_office(masuk, django_assert_max_num_queries) -> None:
    client = masuk("indra")
    client.get(KOTA)
    with django_assert_max_num_queries(16):
        client.get(KOTA)
