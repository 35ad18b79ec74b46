"""Documents on screen: shelves, one document before it is printed, printing it, printing it again, many at once."""

import hashlib
import io
import re
import zipfile

import pytest
from django.test import Client
from openpyxl import load_workbook

from services.cetak_bersama import words_of
from tolok.services.pekerjaan import run
from tolok.store.models import Cetakan, LogPerubahan, Pekerjaan
from web.lima_kasus import CSP, person_with

K = "/k/35.75-2.17/2023/"
P = K + "dokumen/"
STAFF = ("hendra", "siti", "bambang", "ratna", "yusuf", "indra", "galuh")


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# --- the shelves


def test_every_role_of_the_office_reads_the_shelves_also_one_that_only_reads(masuk) -> None:
    reader = Client()
    reader.force_login(person_with("pengawas", "inspektorat"))
    for client in (*(masuk(username) for username in STAFF), reader):
        page = client.get(P)
        assert page.status_code == 200
        for rak in ("Perencanaan", "Pengukuran", "Pelaporan", "Lampiran"):
            assert f">{rak}</h2>" in page.content.decode()
        assert P + "iku/cetak/" in page.content.decode()


@pytest.mark.parametrize("path", [P, P + "iku/"])
def test_anonymous_the_other_office_and_other_methods_of_pages(path, masuk) -> None:
    assert Client().get(path)["Location"] == f"/masuk/?next={path}"
    assert masuk("dadang").get(path).status_code == 404
    assert masuk("hendra").post(path).status_code == 405
    assert masuk("hendra").get(path)["Content-Security-Policy"].startswith(CSP)


def test_an_evaluation_stands_on_no_shelf_of_who_administers_accounts(masuk) -> None:
    assert "LHE AKIP" in text_of(masuk("indra").get(P))
    assert "LHE AKIP" not in text_of(masuk("galuh").get(P))
    assert masuk("galuh").get(P + "lhe/").status_code == 404
    assert masuk("galuh").post(P + "lhe/cetak/", {"bentuk": "pdf"}).status_code == 404


@pytest.mark.parametrize("period", ["2024", "2023-TW2", "2019"])
def test_a_document_that_cannot_be_printed_yet_says_what_to_do(period, masuk) -> None:
    address = f"/k/35.75-2.17/{period}/dokumen/"
    page = text_of(masuk("yusuf").get(address))
    assert address + "pengukuran/cetak/" not in page
    assert re.search(r"Belum ada angka (terbit )?untuk", page)
    told = masuk("yusuf").post(address + "pengukuran/cetak/", {"bentuk": "pdf"})
    assert told.status_code == 422
    assert "Belum ada angka" in text_of(told)


def test_a_yearly_document_is_offered_and_printed_for_the_year_also_where_a_quarter_is_looked_at(masuk) -> None:
    found = masuk("yusuf").post("/k/35.75-2.17/2023-TW2/dokumen/matrik/cetak/", {"bentuk": "xlsx"})
    assert found["Content-Disposition"] == 'attachment; filename="MATRIK-35.75-2.17-2023.xlsx"'


def test_the_shelves_ask_a_bounded_number_of_questions(masuk, django_assert_max_num_queries) -> None:
    client = masuk("ratna")
    client.get(P)
    with django_assert_max_num_queries(25):
        client.get(P)


# --- one document before it is printed


def test_the_page_of_a_document_shows_its_figures_and_offers_its_forms(masuk) -> None:
    page = text_of(masuk("hendra").get(P + "pengukuran/"))
    assert "Pengukuran Kinerja tahun 2023" in page
    for figure in ("KOP-03/1", "7,73", "73,46"):
        assert figure in page
    for bentuk in ("pdf", "docx", "xlsx"):
        assert f'name="bentuk" value="{bentuk}"' in page
    assert "Kode QR dibubuhkan saat dicetak" in page


def test_a_document_of_one_figure_lets_a_published_figure_be_chosen(masuk) -> None:
    page = text_of(masuk("hendra").get(P + "lembar/", {"indikator": "KOP-03"}))
    assert "<h1>Lembar hitung tahun 2023</h1>" in page
    assert "KOP-03 Persentase pertumbuhan volume usaha koperasi." in page
    assert '<option value="KOP-03" selected>' in page
    assert '<option value="UM-01"' not in page
    assert '<option value="UM-01"' in text_of(masuk("hendra").get(P + "lembar/", {"indikator": "UM-01", "draf": "ya"}))


def test_an_agreement_is_chosen_by_its_level(masuk) -> None:
    page = text_of(masuk("hendra").get("/k/35.75-2.17/2024/dokumen/pk/"))
    assert '<option value="kepala" selected>Kepala perangkat daerah</option>' in page


@pytest.mark.parametrize(
    "query",
    [{"indikator": "TIDAK-ADA"}, {"indikator": "EKO-01"}, {"nomor": "99999999999"}, {"indikator": "KOP-03", "nomor": "7"}],
)
def test_an_odd_choice_is_told_and_never_breaks(query, masuk) -> None:
    assert masuk("hendra").get(P + "lembar/", query).status_code == 200
    assert masuk("hendra").post(P + "lembar/cetak/", {"bentuk": "pdf", "indikator": "TIDAK-ADA"}).status_code == 422


def test_a_draft_is_looked_at_by_who_works_on_it_and_by_who_reviews_it(masuk) -> None:
    for username in ("hendra", "siti", "ratna", "yusuf", "indra"):
        page = masuk(username).get(P + "iku/", {"draf": "ya"})
        assert page.status_code == 200
        assert "Draf tidak memuat kode QR" in page.content.decode()
    assert masuk("galuh").get(P + "iku/", {"draf": "ya"}).status_code == 404
    assert "draf=ya" not in masuk("galuh").get(P + "iku/").content.decode()


# --- printing


def test_a_print_is_a_file_with_the_address_of_its_page(masuk, orang) -> None:
    found = masuk("hendra").post(P + "iku/cetak/", {"bentuk": "xlsx"})
    row = Cetakan.objects.get()
    assert found["Content-Disposition"] == 'attachment; filename="IKU-35.75-2.17-2023.xlsx"'
    assert hashlib.sha256(found.content).hexdigest() == row.sha256
    assert f"http://testserver/cek/{row.token}/" in words_of(found.content)
    assert row.oleh == orang("hendra")
    assert found["Cache-Control"] == "private, no-store"


def test_the_public_address_of_the_installation_goes_before_the_host_of_the_page(masuk, settings) -> None:
    settings.ALAMAT_SITUS = "https://kinerja.example"
    found = masuk("hendra").post(P + "iku/cetak/", {"bentuk": "xlsx"})
    assert f"https://kinerja.example/cek/{Cetakan.objects.get().token}/" in words_of(found.content)


def test_every_role_of_the_office_prints_what_is_published_and_it_is_one_print(masuk) -> None:
    files = {masuk(username).post(P + "iku/cetak/", {"bentuk": "xlsx"}).content for username in STAFF}
    assert len(files) == 1
    assert Cetakan.objects.count() == 1


def test_anonymous_the_other_office_and_reading_print_nothing(masuk) -> None:
    address = P + "iku/cetak/"
    assert Client().post(address, {"bentuk": "pdf"})["Location"] == f"/masuk/?next={address}"
    assert masuk("dadang").post(address, {"bentuk": "pdf"}).status_code == 404
    assert masuk("hendra").get(address).status_code == 405
    assert masuk("hendra").post(address, {}).status_code == 422
    assert masuk("hendra").post(address, {"bentuk": "exe"}).status_code == 422
    assert not Cetakan.objects.exists()


def test_a_form_without_its_token_prints_nothing(orang) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang("hendra"))
    assert client.post(P + "iku/cetak/", {"bentuk": "pdf"}).status_code == 403
    assert not Cetakan.objects.exists()


def test_a_draft_is_a_file_that_says_so_and_is_not_remembered(masuk) -> None:
    found = masuk("siti").post(P + "iku/cetak/", {"bentuk": "xlsx", "draf": "ya"})
    assert found["Content-Disposition"] == 'attachment; filename="DRAF-IKU-35.75-2.17-2023.xlsx"'
    assert not Cetakan.objects.exists()
    assert masuk("galuh").post(P + "iku/cetak/", {"bentuk": "xlsx", "draf": "ya"}).status_code == 404


def test_what_stood_on_a_past_day_is_printed_from_the_page_that_looks_back(masuk) -> None:
    """KOP-03 2023 was published on 26 January 2024."""
    page = text_of(masuk("yusuf").get(P + "pengukuran/?diketahui=2024-01-26"))
    assert '<input type="hidden" name="diketahui" value="2024-01-26">' in page
    then = masuk("yusuf").post(P + "pengukuran/cetak/", {"bentuk": "xlsx", "diketahui": "2024-01-26"})
    assert then.status_code == 200
    assert {one["kode"] for one in Cetakan.objects.get().angka} == {"TK-01", "TK-02", "KOP-03"}
    before = masuk("yusuf").post(P + "pengukuran/cetak/", {"bentuk": "xlsx", "diketahui": "2024-01-01"})
    assert before.status_code == 422
    assert masuk("yusuf").post(P + "pengukuran/cetak/", {"bentuk": "xlsx", "diketahui": "besok"}).status_code == 422


def test_the_figures_in_the_file_are_those_of_the_api(masuk) -> None:
    client = masuk("hendra")
    told = client.get("/api/v1/kantor/35.75-2.17/2023/iku").json()["iku"]
    published = {one["kode"]: one["terbit"]["tampil"] for one in told if one["terbit"]}
    assert len(published) == 3
    found = client.post(P + "pengukuran/cetak/", {"bentuk": "xlsx"})
    book = load_workbook(io.BytesIO(found.content), data_only=True)
    cells = [cell.value for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    for kode, tampil in published.items():
        value = float(tampil.replace(".", "").replace(",", "."))
        assert any(abs(cell - value) < 1e-9 for cell in cells), kode
    assert {one["kode"]: one["tampil"] for one in Cetakan.objects.get().angka} == published


# --- what was printed before


@pytest.fixture
def pernah(masuk) -> Cetakan:
    masuk("hendra").post(P + "iku/cetak/", {"bentuk": "xlsx"})
    return Cetakan.objects.get()


def test_past_prints_are_listed_with_who_and_their_mark(pernah, masuk) -> None:
    page = text_of(masuk("ratna").get(P))
    assert f'href="/cek/{pernah.token}/"' in page
    assert pernah.oleh.nama in page
    assert f"{P}cetakan/{pernah.pk}/" in page


def test_a_past_print_is_printed_again_as_the_same_file(pernah, masuk) -> None:
    again = masuk("ratna").post(f"{P}cetakan/{pernah.pk}/")
    assert hashlib.sha256(again.content).hexdigest() == pernah.sha256
    assert Cetakan.objects.count() == 1
    assert LogPerubahan.objects.filter(tindakan="dokumen.dicetak").count() == 1


def test_anonymous_the_other_office_and_reading_print_nothing_again(pernah, masuk) -> None:
    address = f"{P}cetakan/{pernah.pk}/"
    assert Client().post(address)["Location"].startswith("/masuk/")
    assert masuk("dadang").post(address).status_code == 404
    assert masuk("dadang").post(f"/k/32.75-2.17/2023/dokumen/cetakan/{pernah.pk}/").status_code == 404
    assert masuk("hendra").get(address).status_code == 405
    assert masuk("hendra").post(f"{P}cetakan/999999/").status_code == 404


# --- many at once


def put_down(client, **form) -> Pekerjaan:
    found = client.post(P + "semua/", {"dokumen": ["iku", "pengukuran"], "bentuk": ["xlsx"], **form})
    assert found.status_code == 302
    job = Pekerjaan.objects.get(jenis="cetak_borongan")
    assert found["Location"] == f"{P}borongan/{job.pk}/"
    return job


def test_a_batch_waits_runs_and_is_taken_along(masuk) -> None:
    client = masuk("hendra")
    job = put_down(client)
    assert "Muat ulang" in text_of(client.get(f"{P}borongan/{job.pk}/"))
    run(job.pk)
    page = text_of(client.get(f"{P}borongan/{job.pk}/"))
    assert "2 dokumen siap diunduh" in page
    taken = client.get(f"{P}borongan/{job.pk}/dokumen.zip")
    assert taken["Content-Disposition"] == 'attachment; filename="dokumen-35.75-2.17-2023.zip"'
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert len(archive.namelist()) == 2
        book = words_of(archive.read("IKU-35.75-2.17-2023.xlsx"))
    assert f"http://testserver/cek/{Cetakan.objects.get(jenis='iku').token}/" in book


def test_a_batch_of_nothing_says_what_is_missing_and_keeps_the_marks(masuk) -> None:
    found = masuk("hendra").post(P + "semua/", {"dokumen": ["iku"]})
    assert found.status_code == 422
    page = text_of(found)
    assert "tidak ada yang akan dicetak" in page
    assert 'name="dokumen" value="iku" checked' in page
    assert 'name="dokumen" value="pengukuran" checked' not in page
    assert not Pekerjaan.objects.filter(jenis="cetak_borongan").exists()


def test_a_batch_is_for_nobody_else(masuk) -> None:
    job = put_down(masuk("hendra"))
    run(job.pk)
    for address in (f"{P}borongan/{job.pk}/", f"{P}borongan/{job.pk}/dokumen.zip"):
        assert Client().get(address)["Location"].startswith("/masuk/")
        assert masuk("ratna").get(address).status_code == 404
        assert masuk("dadang").get(address).status_code == 404
        assert masuk("hendra").post(address).status_code == 405
    assert Client().post(P + "semua/")["Location"].startswith("/masuk/")
    assert masuk("dadang").post(P + "semua/").status_code == 404
    assert masuk("hendra").get(P + "semua/").status_code == 405


def test_a_file_that_is_gone_leads_back_to_the_shelves(masuk) -> None:
    client = masuk("hendra")
    job = put_down(client)
    found = client.get(f"{P}borongan/{job.pk}/dokumen.zip", follow=True)
    assert found.redirect_chain == [(P, 302)]
    assert "Berkas itu sudah tidak ada" in text_of(found)


# --- pictures of pages


@pytest.fixture
def gambar(masuk) -> str:
    page = masuk("hendra").get(P + "iku/").content.decode()
    return re.search(r'<img src="([^"]+\.png)"', page)[1]


def test_the_pages_of_a_document_are_shown_as_pictures_for_this_reader_only(gambar, masuk) -> None:
    found = masuk("hendra").get(gambar)
    assert (found.status_code, found["Content-Type"], found.content[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")
    assert found["Cache-Control"] == "private, max-age=600"


def test_anonymous_the_other_office_and_other_methods_get_no_picture(gambar, masuk) -> None:
    assert Client().get(gambar)["Location"].startswith("/masuk/")
    assert masuk("dadang").get(gambar).status_code == 404
    assert masuk("dadang").get(gambar.replace("35.75", "32.75")).status_code == 404
    assert masuk("hendra").post(gambar).status_code == 405
    assert masuk("hendra").get(re.sub(r"/\d+\.png", "/99.png", gambar)).status_code == 404
    assert masuk("hendra").get(re.sub(r"halaman/\w+", "halaman/..", gambar)).status_code == 404


def test_a_picture_of_a_draft_is_for_who_prints_drafts(masuk) -> None:
    page = masuk("hendra").get(P + "iku/", {"draf": "ya"}).content.decode()
    picture = re.search(r'<img src="([^"]+\.png)"', page)[1]
    assert masuk("indra").get(picture).status_code == 200
    assert masuk("galuh").get(picture).status_code == 404


def test_the_same_page_is_drawn_once(gambar, masuk) -> None:
    page = masuk("ratna").get(P + "iku/").content.decode()
    assert gambar in page
