"""Every page of figures: who reads it, what it costs in queries, what its headers promise, what it shows of the past."""

import re

import pytest
from django.test import Client

from web.lima_kasus import CSP, person_with

P = "/k/35.75-2.17/2023/"
# Page → queries today, for the reader who has the most to decide on it. Where they could fall: the reader's roles are
# asked two to four times on a page (office, object, frame, steps).
QUERIES = {
    ("yusuf", ""): 16,
    ("hendra", "KOP-01/"): 31,
    ("ratna", "UM-01/"): 30,
    ("yusuf", "UM-02/"): 30,
    ("ratna", "KOP-03/terbitan/1/"): 16,
    ("ratna", "KOP-03/terbitan/1/lembar-hitung/"): 15,
    ("hendra", "UM-01/terbitan/1/baris/0/dikeluarkan/"): 22,
    ("ratna", "UM-01/terbitan/1/setujui/"): 20,
    ("ratna", "riwayat/"): 10,
    ("ratna", "dokumen/"): 25,
    ("ratna", "pilih-periode/"): 8,
    ("ratna", "pilih-diketahui/"): 8,
}
PAGES = tuple(dict.fromkeys(path for _, path in QUERIES))


@pytest.mark.parametrize(("username", "path"), QUERIES)
def test_a_page_asks_the_database_no_more_than_it_did(username, path, masuk, django_assert_max_num_queries) -> None:
    client = masuk(username)
    client.get(P)  # what is read once per process is read here
    with django_assert_max_num_queries(QUERIES[username, path] + 3):
        assert client.get(P + path).status_code == 200
    assert QUERIES[username, path] <= 40


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_policy_and_nothing_inline(path, masuk) -> None:
    response = masuk("ratna").get(P + path)
    text = response.content.decode()
    assert response["Content-Security-Policy"].startswith(CSP)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=", " onload=", "javascript:") if mark in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_role_that_only_reads_sees_every_page_without_one_button_to_decide(path, db) -> None:
    client = Client()
    client.force_login(person_with("pengawas", "inspektorat"))
    response = client.get(P + path)
    assert response.status_code == 200
    text = response.content.decode()
    assert 'name="versi"' not in text
    assert re.findall(r'href="[^"]*/(?:ajukan|verifikasi|setujui|terbitkan|kembalikan|koreksi)/', text) == []


@pytest.mark.parametrize("path", PAGES)
def test_head_is_answered_as_get_is_but_without_a_body(path, masuk) -> None:
    response = masuk("ratna").head(P + path)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "asked",
    [
        "0001-01-01",
        "0001-01-01T00:00",
        "1944-12-31",
        "9999-12-31T23:59:59-10:00",
        "2999-01-01",
        "x",
        "2024-02-30",
        "٢٠٢٤-٠١-٠١",
        "2024-01-24T99:00",
        "%00",
    ],
)
def test_an_odd_instant_shows_today_and_never_breaks(asked, masuk) -> None:
    for path in ("", "KOP-03/", "riwayat/", "dokumen/iku/"):
        response = masuk("ratna").get(P + path, {"diketahui": asked})
        assert response.status_code == 200
        assert b"Anda melihat keadaan" not in response.content


def test_an_instant_that_is_none_is_said_to_the_reader(masuk) -> None:
    assert "bukan tanggal" in masuk("ratna").get(P, {"diketahui": "2024-02-30"}).content.decode()
    assert "bukan tanggal" not in masuk("ratna").get(P, {"diketahui": "2024-02-28"}).content.decode()


def test_a_past_day_shows_the_state_of_that_day(masuk) -> None:
    """KOP-03 2023 was computed on 22, submitted on 23, verified on 24, approved on 25, published on 26 January 2024."""
    client = masuk("ratna")
    for day, state in (
        (22, "menunggu"),
        (23, "menunggu verifikator"),
        (24, "menunggu kepala dinas"),
        (25, "menunggu perencana"),
    ):
        page = client.get(P + "KOP-03/", {"diketahui": f"2024-01-{day}"}).content.decode()
        assert state in page
        assert f"{day} Januari 2024" in page
        assert "tombol utama" not in page
    assert client.get(P + "KOP-03/", {"diketahui": "2024-01-21"}).status_code == 404
    assert (
        "menunggu"
        not in client.get(P + "KOP-03/", {"diketahui": "2024-01-26"}).content.decode().split("Alur persetujuan")[1][:2000]
    )


@pytest.mark.parametrize("period", ["1900", "2030", "2023-TW2", "2999"])
def test_a_period_that_nobody_measured_is_an_empty_page_not_an_error(period, masuk) -> None:
    client = masuk("ratna")
    assert client.get(f"/k/35.75-2.17/{period}/").status_code == 200
    assert client.get(f"/k/35.75-2.17/{period}/KOP-03/").status_code == 404


@pytest.mark.parametrize(
    "path", ["0000/", "1899/", "3000/", "2023-TW5/", "2023-TW0/", "abcd/", "2023/KOP-03%00/", "2023/'/", "2023/..%2f/"]
)
def test_an_address_that_is_none_is_not_found_in_plain_words(path, masuk) -> None:
    response = masuk("ratna").get("/k/35.75-2.17/" + path)
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "KOP-03/terbitan/0/",
        "KOP-03/terbitan/2/",
        "KOP-03/terbitan/99999999999999999999999/",
        "KOP-03/terbitan/1/hapus/",
        "KOP-03/terbitan/1/baris/9/terhitung/",
        "KOP-03/terbitan/1/baris/99999999999999999999/terhitung/",
        "KOP-03/terbitan/1/baris/0/lain/",
        "TK-01/terbitan/1/baris/0/terhitung/",
        "TIDAK-ADA/",
        "kop-03/",
    ],
)
def test_parts_that_do_not_exist_are_not_found(path, masuk) -> None:
    assert masuk("ratna").get(P + path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"kecamatan": "35.75.01"},
        {"kecamatan": "' OR 1=1 --"},
        {"kecamatan": "%"},
        {"kecamatan": "32.75"},
        {"kecamatan": "35.75/-"},
        {"sebab": "'; DROP TABLE x; --"},
        {"sebab": "omset kosong"},
        {"halaman": "0"},
        {"halaman": "999999"},
        {"halaman": "-3"},
        {"halaman": "1e9"},
        {"halaman": "9" * 30},
    ],
)
def test_filters_of_the_rows_never_break_and_never_show_more(query, masuk) -> None:
    for group in ("terhitung", "tidak_memenuhi", "dikeluarkan"):
        response = masuk("hendra").get(P + f"UM-01/terbitan/1/baris/1/{group}/", query)
        assert response.status_code == 200
        assert response.content.decode().count(">Koreksi<") <= 50


def test_the_three_groups_of_rows_add_up_to_all_rows_of_the_sheet(masuk, angka) -> None:
    for kode in ("KOP-01", "UM-01", "KOP-03", "UM-02"):
        figure = angka(kode)
        for place, total in enumerate(figure.lembar["wilayah"]["35.75"]["total"]):
            text = masuk("hendra").get(P + f"{kode}/terbitan/1/baris/{place}/terhitung/").content.decode()
            count = total["terhitung"] + total["tidak_memenuhi"] + sum(total["dikeluarkan"].values())
            assert f"= {count:,}".replace(",", ".") + ". Sama dengan register." in text


def test_the_reader_is_never_offered_the_pages_of_nobody(db) -> None:
    nobody = Client()
    nobody.force_login(person_with("tanpa-peran"))
    assert nobody.get("/").status_code == 404
    assert nobody.get(P).status_code == 404
