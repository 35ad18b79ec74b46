"""Reading and delivering with a token: as far as its person may, never further, and never without it."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tolok.services.token import make_token, withdraw_token
from tolok.store.models import Kiriman, Peran, PerangkatDaerah, Realisasi, register_model

K = "/api/v1/kantor/35.75-2.17"


@pytest.fixture
def token(orang):
    """A client that sends a new token of a person: `token("hendra", boleh_kirim=True)`."""

    def make(username: str, boleh_kirim: bool = False) -> Client:
        now = timezone.now()
        _, text = make_token(orang(username), "uji", now + timedelta(days=30), boleh_kirim, at=now)
        return Client(headers={"Authorization": f"Bearer {text}"}, enforce_csrf_checks=True)

    return make


def file_of(client: Client, content: str, name: str = "temuan.csv", **said: str):
    from django.core.files.uploadedfile import SimpleUploadedFile

    berkas = SimpleUploadedFile(name, content.encode(), content_type="text/csv")
    return client.post(K + "/kiriman", {"berkas": berkas, **said})


def test_a_token_reads_what_its_person_may_read(token) -> None:
    client = token("yusuf")
    assert [one["slug"] for one in client.get("/api/v1/kantor").json()["kantor"]] == ["35.75-2.17"]
    assert client.get(K + "/2023/iku/KOP-03").json()["terbit"]["nilai"] == "773/100"
    assert client.get("/api/v1/kantor/32.75-2.17").status_code == 404


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer tolok_bukan", "Basic aGFpOmhhaQ==", "Bearer " + "x" * 5000])
def test_a_token_that_is_none_is_no_sign_in(header, db) -> None:
    response = Client(headers={"Authorization": header}).get("/api/v1/kantor")
    assert (response.status_code, response.json()["issues"][0]["kode"]) == (401, "TLK-A021")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_on_its_day_when_it_is_withdrawn_and_with_its_person(orang) -> None:
    then = timezone.now() - timedelta(days=10)
    _, late = make_token(orang("siti"), "lama", then + timedelta(days=1), False, at=then)
    row, text = make_token(orang("siti"), "baru", then + timedelta(days=300), False, at=then)
    late_client, client = (Client(headers={"Authorization": f"Bearer {one}"}) for one in (late, text))
    assert (late_client.get("/api/v1/kantor").status_code, client.get("/api/v1/kantor").status_code) == (401, 200)
    withdraw_token(orang("siti"), row.pk, at=timezone.now())
    assert client.get("/api/v1/kantor").status_code == 401


def test_a_token_loses_the_office_with_the_role_of_its_person(token, orang) -> None:
    client = token("hendra")
    assert client.get(K).status_code == 200
    Peran.objects.filter(pengguna=orang("hendra")).update(dicabut_pada=timezone.now())
    assert client.get(K).status_code == 404


def test_rows_need_the_right_to_see_rows_and_never_hold_personal_columns(token) -> None:
    found = token("hendra").get(K + "/register/usaha_monev/baris", {"tahun": 2023, "banyak": 5}).json()
    assert len(found["baris"]) == 5
    assert found["jumlah"] > 5
    assert found["berikutnya"] == 2
    assert not {"nik_pemilik", "nama_pemilik", "telepon", "alamat"} & set(found["baris"][0])
    assert token("galuh").get(K + "/register/usaha_monev/baris").status_code == 404


def test_the_rows_behind_a_figure_are_those_that_its_sheet_counts(token) -> None:
    client = token("ratna")
    sheet = client.get(K + "/2023/iku/UM-01/terbitan/1").json()["lembar"]["wilayah"]["35.75"]["total"][0]
    place = K + "/2023/iku/UM-01/terbitan/1/baris/0/terhitung"
    found, page = [], 1
    while page:
        answer = client.get(place, {"halaman": page, "banyak": 40}).json()
        found += answer["baris"]
        page = answer["berikutnya"]
    assert len(found) == sheet["terhitung"] == answer["jumlah"]
    assert len({one["entitas"] for one in found}) == len(found)
    assert client.get(place, {"banyak": 1001}).status_code == 422
    assert client.get(place.replace("/0/", "/9/")).status_code == 404


def test_every_list_says_what_was_known_then(token) -> None:
    client = token("ratna")
    early = {"diketahui": "2021-06-01"}
    assert client.get(K + "/periode", early).json()["periode"] == []
    assert client.get(K + "/kiriman", early).json()["jumlah"] == 0
    assert client.get(K + "/riwayat", early).json()["catatan"] == []
    assert all(one["baris"] == 0 for one in client.get(K + "/register", early).json()["register"])
    assert client.get(K + "/register/koperasi_tahunan/baris", early).json()["baris"] == []
    assert client.get(K + "/2023/iku/UM-01/terbitan/1", early).status_code == 404
    assert client.get(K + "/definisi/2023", early).json()["definisi"] == []
    assert client.get("/api/v1/kantor", early).json()["kantor"][0]["periode"] == []
    export = client.get(K + "/ekspor/2023/iku", {**early, "jenis": "json"})
    assert json.loads(b"".join(export.streaming_content))["iku"][0]["alasan"] == "belum dihitung"


def test_the_change_log_is_served_with_seals_that_follow_each_other(token) -> None:
    rows = token("indra").get(K + "/riwayat", {"banyak": 1000}).json()["catatan"]
    by_number = {one["urut"]: one for one in rows}
    pairs = [(one, by_number[one["urut"] - 1]) for one in rows if one["urut"] - 1 in by_number]
    assert len(pairs) > 20
    assert all(later["hash_sebelum"] == before["hash"] for later, before in pairs)


def test_exports_hold_exact_and_printed_figures_and_run_nothing(token, kantor) -> None:
    client = token("yusuf")
    response = client.get(K + "/ekspor/2023/iku")
    text = b"".join(response.streaming_content).decode()
    assert response["Content-Disposition"] == 'attachment; filename="iku-35.75-2.17-2023.csv"'
    assert text.startswith("\ufeffkode,nama,")
    assert "7,73" in text
    assert "773/100" in text
    model = register_model("koperasi_tahunan")
    row = model.objects.filter(perangkat_daerah=kantor.kode, diketahui_sampai=None).first()
    row.pk, row.entitas, row.nama_koperasi = None, "f" * 32, '=HYPERLINK("http://x","y")'
    row.save(force_insert=True)
    rows = b"".join(client.get(K + "/ekspor/register/koperasi_tahunan").streaming_content).decode()
    assert "'=HYPERLINK" in rows
    assert ',"=HYPERLINK' not in rows


HEADS = "nama_koperasi;nomor_induk_koperasi;tahun_buku;kode_wilayah;volume_usaha\n"
ROW = "Koperasi Uji;3575010101010101;2024;35.75.01.1001;1000\n"


def test_an_operator_hands_a_file_in_by_token_and_its_report_comes_back(token) -> None:
    before = Kiriman.objects.count()
    client = token("hendra", boleh_kirim=True)
    assert file_of(client, HEADS, register="tidak_ada", periode="2024").status_code == 404
    assert file_of(client, HEADS, register="koperasi_tahunan", periode="dulu").status_code == 422
    assert Kiriman.objects.count() == before
    done = file_of(client, HEADS + ROW, "kop.csv", register="koperasi_tahunan", periode="2024")
    assert done.status_code == 201, done.content
    said = done.json()
    assert (said["status"], said["baris"], said["siap"], said["kiriman"]["laporan"]["bersih"]) == ("diterima", 1, 1, 1)
    assert Kiriman.objects.count() == before + 1
    assert client.get(f"{K}/unggahan/{said['id']}").json() == said
    assert token("galuh").get(f"{K}/unggahan/{said['id']}").status_code == 404
    rows = client.get(K + "/register/koperasi_tahunan/baris", {"tahun": 2024, "banyak": 1000}).json()["baris"]
    assert [one["volume_usaha"] for one in rows if one["nama_koperasi"] == "Koperasi Uji"] == [1000]


def test_a_file_without_one_good_row_is_refused_with_every_kind_of_fault(token) -> None:
    before = Kiriman.objects.count()
    bad = HEADS + "Koperasi Uji;3575010101010101;2024;99.99.99.9999;banyak\n"
    refused = file_of(token("hendra", boleh_kirim=True), bad, "kop.csv", register="koperasi_tahunan", periode="2024")
    assert refused.status_code in (202, 422)
    assert Kiriman.objects.count() == before


def test_a_reading_token_another_role_and_an_empty_file_are_refused(token) -> None:
    before = Kiriman.objects.count()
    said = {"register": "koperasi_tahunan", "periode": "2024"}
    reading = file_of(token("hendra"), HEADS, **said)
    assert (reading.status_code, reading.json()["issues"][0]["kode"]) == (403, "TLK-A022")
    assert file_of(token("ratna", boleh_kirim=True), HEADS, **said).status_code == 404
    assert file_of(token("dadang", boleh_kirim=True), HEADS, **said).status_code == 404
    client = token("hendra", boleh_kirim=True)
    assert file_of(client, "", **said).status_code == 422
    assert client.post(K + "/kiriman").json()["issues"][0]["kode"] == "TLK-S080"
    pdf = file_of(client, "%PDF-1.7", "../../etc/passwd.csv", **said)
    assert pdf.status_code == 422
    assert "/etc" not in pdf.content.decode()
    assert Kiriman.objects.count() == before


def test_a_session_without_the_form_token_cannot_hand_in(orang) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang("hendra"))
    response = client.post(K + "/kiriman")
    assert (response.status_code, response.json()["issues"][0]["kode"]) == (403, "TLK-A023")
    assert client.get(K).status_code == 200


def test_no_operation_takes_a_step_or_reveals_a_person() -> None:
    from tolok.api.urls import api

    writing = [
        (path, method)
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for method in methods
        if method != "get"
    ]
    assert writing == [("/api/v1/kantor/{slug}/kiriman", "post")]


def test_an_address_that_does_not_exist_is_a_complaint_in_json(masuk) -> None:
    for path in ("/api/v1/tidak-ada", "/api/tidak-ada", "/api/v1/kantor/%00"):
        response = masuk("hendra").get(path)
        assert (response.status_code, response.json()["issues"][0]["kode"]) == (404, "TLK-A020")
    assert PerangkatDaerah.objects.count() == 2
    assert Realisasi.objects.exists()
