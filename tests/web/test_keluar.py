"""Signing out: only by a form of our own."""

import pytest
from django.test import Client


def test_signing_out_ends_the_session(masuk) -> None:
    client = masuk("hendra")
    done = client.post("/keluar/")
    assert (done.status_code, done["Location"]) == (302, "/masuk/")
    assert client.get("/k/35.75-2.17/2023/")["Location"].startswith("/masuk/")


def test_who_is_not_signed_in_loses_nothing_by_it(db) -> None:
    assert Client().post("/keluar/")["Location"] == "/masuk/"


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_no_link_and_no_picture_signs_a_person_out(masuk, method) -> None:
    client = masuk("hendra")
    response = getattr(client, method)("/keluar/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert client.get("/k/35.75-2.17/2023/").status_code == 200


def test_another_site_cannot_sign_a_person_out(orang) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang("hendra"))
    assert client.post("/keluar/").status_code == 403
    assert client.get("/k/35.75-2.17/2023/").status_code == 200
