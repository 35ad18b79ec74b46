"""The theme: kept in a cookie by the server, for everybody, leading back only inside the application."""

import pytest
from django.test import Client


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_a_chosen_theme_stands_in_the_next_page_without_a_flash(db, tema) -> None:
    client = Client()
    done = client.post("/tema/", {"tema": tema, "kembali": "/masuk/"})
    assert (done.status_code, done["Location"]) == (302, "/masuk/")
    assert done.cookies["tema"]["httponly"]
    assert f'data-tema="{tema}"' in client.get("/masuk/").content.decode()


@pytest.mark.parametrize("tema", ["", "ikut", "merah", '"><script>', "gelap\r\nSet-Cookie: a=b"])
def test_any_other_word_follows_the_device(db, tema) -> None:
    client = Client()
    client.post("/tema/", {"tema": "gelap"})
    done = client.post("/tema/", {"tema": tema, "kembali": "/masuk/"})
    assert done.cookies["tema"].value == ""
    assert "data-tema" not in client.get("/masuk/").content.decode()


def test_a_forged_cookie_is_not_printed(db) -> None:
    client = Client()
    client.cookies["tema"] = "x onload=alert(1)"
    assert "onload" not in client.get("/masuk/").content.decode()


@pytest.mark.parametrize(
    "foreign", ["https://jahat.example/", "//jahat.example", r"/\jahat.example", "javascript:alert(1)", ""]
)
def test_kembali_never_leads_out_of_the_application(db, foreign) -> None:
    assert Client().post("/tema/", {"tema": "gelap", "kembali": foreign})["Location"] == "/"


def test_a_signed_in_person_comes_back_to_the_same_page(masuk) -> None:
    page = "/k/35.75-2.17/2023/KOP-03/"
    assert masuk("siti").post("/tema/", {"tema": "gelap", "kembali": page})["Location"] == page


@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_another_method_is_refused(db, method) -> None:
    response = getattr(Client(), method)("/tema/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
