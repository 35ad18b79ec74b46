"""The API: the same figures as the pages, exact, with one shape of complaint, and as deaf to the other office."""

import pytest
from django.test import Client

from tolok.store.models import IndikatorKantor, Target
from tolok.values.instant import parse_instant

URL = "/api/v1/kantor/35.75-2.17/2023/iku"


def figures(client: Client, url: str = URL, **query: str) -> dict:
    response = client.get(url, query)
    assert response.status_code == 200
    return {one["kode"]: one for one in response.json()["iku"]}


def test_the_four_exact_figures_of_pasuruan_stand_in_it(masuk) -> None:
    found = figures(masuk("ratna"))
    exact = {kode: found[kode]["terbaru"]["nilai"] for kode in ("UM-01", "UM-02", "KOP-03", "TK-02")}
    assert exact == {"UM-01": "87/20", "UM-02": "333/10", "KOP-03": "773/100", "TK-02": "100"}
    printed = {kode: found[kode]["terbaru"]["tampil"] for kode in exact}
    assert printed == {"UM-01": "4,35", "UM-02": "33,30", "KOP-03": "7,73", "TK-02": "100,00"}
    assert found["TK-01"]["terbaru"]["nilai"] == "3673/50"


def test_the_figures_stand_in_the_order_of_the_document_with_their_state(masuk) -> None:
    found = figures(masuk("hendra"))
    assert list(found) == ["KOP-01", "UM-01", "TK-01", "TK-02", "KOP-03", "UM-02"]
    states = {kode: one["terbaru"]["status"] for kode, one in found.items()}
    assert states == {
        "KOP-01": "draf",
        "UM-01": "diverifikasi",
        "TK-01": "diterbitkan",
        "TK-02": "diterbitkan",
        "KOP-03": "diterbitkan",
        "UM-02": "disetujui",
    }
    assert {kode for kode, one in found.items() if one["terbit"]} == {"TK-01", "TK-02", "KOP-03"}


def test_a_vintage_comes_with_its_whole_sheet(masuk, angka) -> None:
    row = angka("UM-01")
    found = masuk("siti").get(URL + "/UM-01/terbitan/1").json()
    assert found["lembar"] == row.lembar
    assert (found["nilai"], found["hash_potret"], found["hash_definisi"]) == ("87/20", row.hash_potret, row.definisi_id)
    assert found["lembar"]["wilayah"]["35.75"]["nilai"] == "87/20"


def test_a_past_day_shows_what_was_known_then_and_a_day_to_come_shows_now(masuk) -> None:
    client = masuk("ratna")
    assert all(one["terbaru"] is None for one in figures(client, diketahui="2024-01-21").values())
    then = figures(client, diketahui="2024-01-25")["KOP-03"]
    assert (then["terbaru"]["status"], then["terbit"]) == ("disetujui", None)
    assert figures(client, diketahui="2024-01-26")["KOP-03"]["terbit"]["nilai"] == "773/100"
    ahead = client.get(URL, {"diketahui": "2999-01-01"}).json()
    assert ahead["diketahui"] < "2999"


def test_the_target_of_a_published_figure_is_the_one_that_it_was_published_against(masuk, kantor) -> None:
    Target.objects.create(
        indikator=IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-03"),
        tahun=2023,
        nilai="99",
        dasar="revisi",
        diketahui_dari=parse_instant("2025-06-01"),
    )
    one = figures(masuk("ratna"))["KOP-03"]
    assert (one["target"], one["terbit"]["target"], one["terbit"]["target_tampil"]) == ("99", "6", "6,00")
    assert one["capaian_terbit"]["tampil"] == "128,83"


@pytest.mark.parametrize("url", [URL, URL + "/UM-01/terbitan/1"])
def test_anonymous_and_the_other_office_get_one_shape_of_complaint(url, masuk) -> None:
    for client, status, kode in ((Client(), 401, "TLK-A021"), (masuk("dadang"), 404, "TLK-A020")):
        response = client.get(url)
        assert response.status_code == status
        [issue] = response.json()["issues"]
        assert issue["kode"] == kode
        assert sorted(issue) == ["apa", "bobot", "di_mana", "kode", "mengapa", "saran"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", [URL, URL + "/UM-01/terbitan/1"])
def test_nothing_is_written_through_the_api(method, url, masuk) -> None:
    assert getattr(masuk("hendra"), method)(url).status_code == 405


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (URL + "/UM-01/terbitan/abc", 404),
        (URL + "/UM-01/terbitan/0", 404),
        (URL + "/UM-01/terbitan/-1", 404),
        (URL + "/UM-01/terbitan/99999999999999999999999", 404),
        (URL + "/TIDAK-ADA/terbitan/1", 404),
        (URL + "/UM-01%00/terbitan/1", 404),
        ("/api/v1/kantor/x/2023/iku", 404),
        ("/api/v1/kantor/35.75-2.17/abc/iku", 422),
        ("/api/v1/kantor/35.75-2.17/1899/iku", 422),
        (URL + "?diketahui=x", 422),
        (URL + "?diketahui=0001-01-01T00:00", 422),
        (URL + "?diketahui=0001-01-01", 422),
        (URL + "?diketahui=2024-02-30", 422),
    ],
)
def test_what_cannot_be_read_is_an_issue_never_a_crash(url, status, masuk) -> None:
    response = masuk("ratna").get(url)
    assert response.status_code == status
    assert response.json()["issues"][0]["kode"].startswith("TLK-")


def test_an_unmeasured_period_is_a_list_without_figures(masuk) -> None:
    found = figures(masuk("ratna"), "/api/v1/kantor/35.75-2.17/2030/iku")
    assert len(found) == 6
    assert all(one["terbaru"] is None and one["capaian"] is None for one in found.values())


def test_the_answer_is_not_kept_and_carries_the_policy(masuk) -> None:
    response = masuk("ratna").get(URL)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("default-src 'self'")


def test_the_list_costs_few_queries(masuk, django_assert_max_num_queries) -> None:
    client = masuk("ratna")
    with django_assert_max_num_queries(10):
        assert client.get(URL).status_code == 200
