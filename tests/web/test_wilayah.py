"""Pages of a province or ministry, and published figures beside each other: who reaches them and what they say."""

import re
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.test import Client

from nasional_bersama import nasional  # noqa: F401  # a fixture
from tolok.engine import snapshot as snapshots
from tolok.engine.duckdb_engine import DuckDBEngine
from tolok.store.models import Pemda, Peran, PerangkatDaerah, register_models
from web.lima_kasus import CSP, person_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nasional")]
PROVINSI = "/wilayah/35/2023/"
HALAMAN = (PROVINSI, PROVINSI + "UM-01/", PROVINSI + "UM-01/sebanding/")
SEMUA = (
    *HALAMAN, "/wilayah/35.75/2023/UM-01/", "/wilayah/35.75.01/2023/UM-02/", "/wilayah/35.75.01.1001/2023/UM-02/",
    "/wilayah/35/2024-TW3/UM-01/", "/wilayah/35/2023/TK-01/", "/wilayah/35/2023/EKO-01/", "/wilayah/35.79/2023/KOP-04/",
)  # fmt: skip
KANTOR = "/k/35.75-2.17/2023/UM-01/sebanding/"


def words(response) -> str:
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<main") :]))


# --- five cases -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*HALAMAN, KANTOR])
def test_who_is_not_signed_in_is_asked_to_and_comes_back_here(path) -> None:
    for response in (Client().get(path), Client().post(path)):
        assert (response.status_code, response["Location"]) == (302, f"/masuk/?next={path}")


@pytest.mark.parametrize("path", SEMUA)
def test_a_person_of_the_province_reads_its_regions(path, masuk) -> None:
    response = masuk("dyah").get(path)
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith(CSP)
    text = response.content.decode()
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []


@pytest.mark.parametrize("username", ["ratna", "indra", "galuh", "hendra", "dadang"])
@pytest.mark.parametrize("path", HALAMAN)
def test_people_of_offices_find_no_page_of_a_region(username, path, masuk) -> None:
    assert masuk(username).get(path).status_code == 404
    assert masuk(username).post(path).status_code == 404


@pytest.mark.parametrize("peran", ["inspektorat", "kepala_dinas", "verifikator"])
def test_every_reading_role_of_a_province_reads_and_an_administrator_of_accounts_does_not(peran) -> None:
    for role, status in ((peran, 200), ("admin_pemda", 404)):
        orang = person_with(f"orang-{role}")
        Peran.objects.create(pengguna=orang, pemda=Pemda.objects.get(kode="35"), peran=role, jabatan=role)
        client = Client()
        client.force_login(orang)
        assert client.get(PROVINSI).status_code == status


def test_who_works_in_an_office_and_in_the_province_goes_from_one_to_the_other(masuk) -> None:
    orang = person_with("orang-dua-tempat")
    office = PerangkatDaerah.objects.get(kode="35.75/2.17")
    Peran.objects.create(pengguna=orang, pemda=office.pemda, perangkat_daerah=office, peran="perencana", jabatan="Perencana")
    Peran.objects.create(pengguna=orang, pemda=Pemda.objects.get(kode="35"), peran="perencana", jabatan="Perencana")
    client = Client()
    client.force_login(orang)
    beranda = client.get("/k/35.75-2.17/2023/").content.decode()
    assert f'<a href="{PROVINSI}">Wilayah</a>' in beranda
    assert client.get(PROVINSI).status_code == 200
    assert ">Wilayah</a>" not in masuk("ratna").get("/k/35.75-2.17/2023/").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_these_pages(method, masuk) -> None:
    for path in HALAMAN:
        response = getattr(masuk("dyah"), method)(path)
        assert (response.status_code, response["Allow"]) == (405, "GET")
    assert getattr(masuk("ratna"), method)(KANTOR).status_code == 405


# --- what they say ----------------------------------------------------------------------------------------------------


def test_a_region_says_its_figure_its_coverage_and_who_did_not_deliver(masuk) -> None:
    text = words(masuk("dyah").get(PROVINSI + "UM-01/"))
    assert "4,91 %" in text
    assert "4 dari 38 kabupaten/kota menyampaikan" in text
    assert "34 kabupaten/kota belum menyampaikan" in text
    assert "Kota Batu" in text.split("belum menyampaikan")[1]
    assert "tidak pernah dirata-ratakan" in text


def test_offices_stand_by_code_with_their_context_and_no_rank(masuk) -> None:
    text = words(masuk("dyah").get(PROVINSI + "UM-01/"))
    places = [text.index(name) for name in ("Kota Kediri", "Kota Malang", "Kota Pasuruan", "Kota Mojokerto")]
    assert places == sorted(places)
    assert "tanpa peringkat" in text
    assert "10,71% ukuran sama" in text
    assert "23,64% ukuran berbeda" in text
    assert not re.search(r"terbaik|terburuk|juara|urutan ke|peringkat \d", text)


def test_the_way_leads_down_through_every_level(masuk) -> None:
    client = masuk("dyah")
    for above, below in (
        ("35", "/wilayah/35.75/2023/UM-02/"),
        ("35.75", "/wilayah/35.75.01/2023/UM-02/"),
        ("35.75.01", "/wilayah/35.75.01.1001/2023/UM-02/"),
    ):
        assert f'href="{below}"' in client.get(f"/wilayah/{above}/2023/UM-02/").content.decode()
    text = client.get("/wilayah/35.75.01/2023/UM-02/").content.decode()
    assert 'href="/wilayah/35.75/2023/UM-02/"' in text
    assert 'href="/wilayah/ID/' not in text
    assert 'href="/wilayah/ID/2023/UM-02/"' in masuk("arif").get("/wilayah/35/2023/UM-02/").content.decode()


def test_the_nation_counts_who_delivered_in_every_province(masuk) -> None:
    text = words(masuk("arif").get("/wilayah/ID/2023/KOP-03/"))
    assert "5 dari 514 kabupaten/kota menyampaikan" in text
    assert "4 dari 38" in text
    assert "36 provinsi belum menyampaikan" in text
    assert "cakupan tidak diperiksa" in text


def test_the_comparison_names_what_differs_in_the_definition(masuk) -> None:
    text = words(masuk("dyah").get(PROVINSI + "UM-01/sebanding/"))
    assert "1 kantor menerbitkan angka dengan ukuran yang sama" in text
    assert "1 angka tidak sebanding" in text
    assert "&quot;UU 20/2008&quot;" in text
    assert "3 kantor belum menerbitkan" in text


def test_an_office_is_led_to_others_of_the_same_measure(masuk) -> None:
    assert f'href="{KANTOR}"' in masuk("ratna").get("/k/35.75-2.17/2023/UM-01/").content.decode()
    text = words(masuk("ratna").get(KANTOR))
    assert "1 kantor lain menerbitkan angka dengan ukuran yang sama" in text
    assert "Kota Pasuruan · Dinas Koperasi dan Usaha Mikro (kantor Anda)" in text


def test_the_front_page_leads_to_the_widest_region(masuk) -> None:
    assert masuk("dyah").get("/")["Location"] == PROVINSI
    assert masuk("arif").get("/")["Location"] == "/wilayah/ID/2023/"


def test_before_anything_was_totalled_the_page_says_who_does_it(masuk) -> None:
    for path in HALAMAN[:2]:
        text = words(masuk("dyah").get(path, {"diketahui": "2024-01-05"}))
        assert "Angka wilayah belum dijumlahkan" in text
        assert "tolok kubus" in text


def test_an_unknown_region_period_or_indicator_is_not_found(masuk) -> None:
    for path in ("/wilayah/35.99/2023/", "/wilayah/35/1800/", "/wilayah/35/2015/", "/wilayah/35/2023/ADA-99/",
                 "/wilayah/32/2023/", "/wilayah/ID/2023/", "/wilayah/35/2023/ADA-99/sebanding/"):  # fmt: skip
        assert masuk("dyah").get(path).status_code == 404


# --- the web reads the kubus, never scans -------------------------------------------------------------------------------


@pytest.fixture
def no_scan(monkeypatch) -> Iterator[None]:
    """Every way to a frozen piece or to an engine fails; files of the kubus may be read."""

    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("a page asked an engine or opened a snapshot")

    for name in ("scan", "totals", "pairs", "rows", "members", "_fetch"):
        monkeypatch.setattr(DuckDBEngine, name, refused)
    monkeypatch.setattr(snapshots, "read_narrow", refused)
    read = pq.read_table

    def only_kubus(path: object, *args: object, **more: object):
        assert str(settings.KUBUS) in str(path), path
        return read(path, *args, **more)

    monkeypatch.setattr(pq, "read_table", only_kubus)
    yield


def test_no_page_of_a_region_opens_a_snapshot_or_asks_an_engine(no_scan, masuk) -> None:
    for path in SEMUA:
        assert masuk("dyah").get(path).status_code == 200
    for path in ("/wilayah/ID/2023/", "/wilayah/ID/2023/KOP-03/", "/wilayah/32.75/2023/UM-01/"):
        assert masuk("arif").get(path).status_code == 200
    assert masuk("ratna").get(KANTOR).status_code == 200


def test_no_page_of_a_region_asks_for_a_row(masuk, django_assert_max_num_queries) -> None:
    tables = {model._meta.db_table for model in register_models().values()}
    for path in SEMUA:
        with django_assert_max_num_queries(60) as found:
            masuk("dyah").get(path)
        asked = " ".join(query["sql"] for query in found.captured_queries)
        assert not [table for table in tables if f'"{table}"' in asked]


def test_the_small_offices_of_the_demonstration_let_nobody_in(db) -> None:
    for kantor in PerangkatDaerah.objects.filter(pemda__in=("35.71", "35.73", "35.76", "35.79")):
        assert not any(one.pengguna.is_active for one in kantor.peran.select_related("pengguna"))
