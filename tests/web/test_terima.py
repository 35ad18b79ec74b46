"""Pages of data coming in: five cases per action, what an upload refuses, what a page may never show."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tolok.services.unggahan import KECIL_BITA
from tolok.store.models import Kiriman, Pekerjaan, Unggahan, register_model
from web.lima_kasus import CSP

K = "/k/35.75-2.17/2024/"
UNGGAH = K + "register/usaha_monev/unggah/"
BARU = K + "register/usaha_monev/baris-baru/"
NIK = "3575010101010001"
CSV = (
    "ID;Nama Usaha;NIK;nama pemilik;tahun monev;tanggal monev;kode kelurahan;omset\n"
    f"77001;Keripik Satu;{NIK};Bu Yati;2024;05/05/2024;35.75.01.1001;100000\n"
    f"77002;=cmd|' /C calc'!A0;{NIK};Bu Yati;2024;31/09/2024;35.75.01.1001;100000\n"
    "77003;Keripik Tiga;;;2024;05/05/2024;Bugul Lorr;300000\n"
).encode()


def file_of(content: bytes = CSV, name: str = "monev.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, content: bytes = CSV, name: str = "monev.csv", **more):
    return client.post(UNGGAH, {"periode": "2024", "cakupan": "semua", "berkas": file_of(content, name), **more})


@pytest.fixture
def unggahan(masuk) -> Unggahan:
    """An upload by the operator, checked and waiting."""
    assert send(masuk("hendra")).status_code == 302
    return Unggahan.objects.latest("pk")


def page_of(unggahan: Unggahan, rest: str = "") -> str:
    return f"{K}unggahan/{unggahan.pk}/{rest}"


def state() -> tuple[int, ...]:
    rows = register_model("usaha_monev").objects
    return Kiriman.objects.count(), rows.count(), rows.filter(diketahui_sampai=None).count()


# --- upload ------------------------------------------------------------------------------------------------------------


def test_an_upload_is_checked_and_leads_to_the_page_of_decision(masuk) -> None:
    before, client = state(), masuk("hendra")
    done = send(client)
    assert done["Location"] == page_of(Unggahan.objects.latest("pk"))
    text = client.get(done["Location"]).content.decode()
    for said in ("1 dari 3 baris siap diterima", "Belum ada yang tersimpan", "Terima 1 baris", "Bugul Lor, Panggungrejo"):
        assert said in text
    assert state() == before


def test_the_page_of_decision_shows_no_personal_field(masuk, unggahan) -> None:
    for username in ("hendra", "dewi"):
        text = masuk(username).get(page_of(unggahan)).content.decode()
        assert NIK not in text
        assert "Bu Yati" not in text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gambar.png", b"\x89PNG", "jenis berkas ini tidak diterima"),
        ("makro.xlsm", b"PK\x03\x04", "jenis berkas ini tidak diterima"),
        ("kosong.csv", b"  ", "berkas kosong"),
    ],
)
def test_a_file_that_no_check_can_mend_is_refused_beside_its_field(masuk, name, content, said) -> None:
    before = Unggahan.objects.count()
    response = send(masuk("hendra"), content, name)
    assert response.status_code == 422
    assert said in response.content.decode().lower()
    assert 'aria-invalid="true"' in response.content.decode()
    assert Unggahan.objects.count() == before


def test_a_file_beyond_the_limit_is_refused_in_words(masuk, monkeypatch) -> None:
    monkeypatch.setattr(settings, "UNGGAHAN_TERBESAR", 1024 * 1024)
    response = send(masuk("hendra"), b"a" * (3 * 1024 * 1024))
    assert response.status_code == 422
    assert "Berkas lebih besar daripada 1 MB" in response.content.decode()


def test_two_hundred_megabytes_are_refused_in_words_and_not_kept(masuk) -> None:
    before = Unggahan.objects.count()
    response = send(masuk("hendra"), bytes(200 * 1024 * 1024))
    assert response.status_code == 422
    assert "Berkas lebih besar daripada 50 MB" in response.content.decode()
    assert Unggahan.objects.count() == before


def test_a_name_with_a_path_in_it_is_only_a_name(masuk) -> None:
    done = send(masuk("hendra"), CSV, "../../../etc/cron.d/monev.csv")
    assert done.status_code == 302
    assert Unggahan.objects.latest("pk").berkas == "monev.csv"


def test_a_workbook_that_links_elsewhere_is_refused_with_what_to_do(masuk) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    client = masuk("hendra")
    text = client.get(send(client, made.getvalue(), "tautan.xlsx")["Location"]).content.decode()
    assert "Berkas ini tidak dapat diterima" in text
    assert "menautkan ke berkas atau sumber data lain" in text
    assert "tempel sebagai nilai" in text


def test_a_bomb_is_refused_in_words(masuk) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (20 * 1024 * 1024))
    client = masuk("hendra")
    where = send(client, made.getvalue(), "bom.xlsx")["Location"]
    assert "terlalu besar setelah dibuka" in client.get(where).content.decode()


def test_no_file_and_no_region_are_each_asked_for(masuk) -> None:
    client = masuk("hendra")
    nothing = client.post(UNGGAH, {"periode": "2024", "cakupan": "semua"})
    assert (nothing.status_code, "Belum ada berkas yang dipilih" in nothing.content.decode()) == (422, True)
    nowhere = send(client, cakupan="sebagian")
    assert (nowhere.status_code, "belum ada kecamatan yang dipilih" in nowhere.content.decode()) == (422, True)
    some = send(client, cakupan="sebagian", wilayah=["35.75.01"])
    assert some.status_code == 302
    assert Unggahan.objects.latest("pk").cakupan == ["35.75.01"]


def test_a_large_file_is_checked_in_the_background_and_says_how_far_it_is(masuk, orang) -> None:
    client = masuk("hendra")
    head, row = CSV.split(b"\n")[:2]
    lines = b"\n".join(row.replace(b"77001", b"88%06d" % n) for n in range(8000))
    assert len(lines) > KECIL_BITA
    where = send(client, head + b"\n" + lines)["Location"]
    waiting = client.get(where).content.decode()
    assert "Berkas sedang diperiksa" in waiting
    assert 'hx-trigger="load delay:1s, every 3s"' in waiting
    assert ">Muat ulang</a>" in waiting
    job = Pekerjaan.objects.latest("pk")
    assert (job.status, job.oleh) == ("menunggu", orang("hendra"))
    listed = client.get(K + "pekerjaan/").content.decode()
    assert "1 pekerjaan sedang berjalan" in listed
    from tolok.services.pekerjaan import run

    run(job.pk)
    ready = client.get(where).content.decode()
    assert "hx-get" not in ready
    assert "Terima 8.000 baris" in ready
    later = client.post(where + "terima/", {"versi": str(Unggahan.objects.latest("pk").versi)})
    assert later["Location"] == where
    assert "sedang diterima" in client.get(where).content.decode()
    run(Pekerjaan.objects.latest("pk").pk)
    assert Unggahan.objects.latest("pk").status == "diterima"


# --- decisions ---------------------------------------------------------------------------------------------------------


def test_accepting_stores_what_was_looked_at_and_says_what_changed(masuk, unggahan) -> None:
    client, before = masuk("hendra"), state()
    done = client.post(page_of(unggahan, "terima/"), {"versi": str(unggahan.versi)}, follow=True)
    kiriman = Kiriman.objects.latest("pk")
    assert done.redirect_chain == [(f"{K}kiriman/{kiriman.pk}/", 302)]
    assert "1 baris diterima. Angka yang dihitung ulang: UM-01, UM-02." in done.content.decode()
    assert state() == (before[0] + 1, before[1] + 1, before[2] + 1)
    again = client.post(page_of(unggahan, "terima/"), {"versi": str(unggahan.versi)})
    assert again.status_code == 409
    assert "baru saja diterima oleh Hendra Wijaya" in again.content.decode()
    assert state() == (before[0] + 1, before[1] + 1, before[2] + 1)


def test_answers_are_kept_and_the_counts_follow(masuk, unggahan) -> None:
    client = masuk("hendra")
    (asked,) = unggahan.hasil["pertanyaan"]
    done = client.post(page_of(unggahan, "jawab/"), {"versi": str(unggahan.versi), f"j-{asked['kunci']}": "0"}, follow=True)
    assert "2 dari 3 baris siap diterima" in done.content.decode()
    assert 'value="0" checked' in done.content.decode()


def test_refusing_asks_for_a_reason(masuk, unggahan) -> None:
    client = masuk("hendra")
    short = client.post(page_of(unggahan, "tolak/"), {"versi": str(unggahan.versi), "alasan": "salah"})
    assert (short.status_code, "alasan penolakan belum cukup" in short.content.decode().lower()) == (409, True)
    done = client.post(page_of(unggahan, "tolak/"), {"versi": str(unggahan.versi), "alasan": "berkas bulan lalu"})
    assert done["Location"] == K + "register/usaha_monev/"
    assert "Kiriman ini ditolak" in client.get(page_of(unggahan)).content.decode()


def test_the_marked_rows_come_back_as_a_workbook_without_personal_columns_and_without_formulas(masuk, unggahan) -> None:
    response = masuk("dewi").get(page_of(unggahan, "bertanda.xlsx"))
    assert response["Content-Disposition"] == f'attachment; filename="bertanda-usaha_monev-{unggahan.pk}.xlsx"'
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sheet.max_row == 3  # header, one wrong, one to be decided
    assert not any(NIK in str(cell.value) or "Bu Yati" in str(cell.value) for cell in cells)
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=cmd")] == ["s"]


@pytest.mark.parametrize("rest", ["jawab/", "periksa/", "terima/", "tolak/"])
def test_who_may_not_decide_changes_nothing(masuk, unggahan, rest) -> None:
    body = {"versi": str(unggahan.versi), "alasan": "mencoba dari tempat lain"}
    before = state()
    assert Client().post(page_of(unggahan, rest), body)["Location"].startswith("/masuk/?next=")
    for username in ("nia", "taufik", "siti", "ratna", "yusuf", "indra", "galuh"):
        assert masuk(username).post(page_of(unggahan, rest), body).status_code == 404
    assert masuk("hendra").put(page_of(unggahan, rest)).status_code == 405
    unggahan.refresh_from_db()
    assert (unggahan.status, state()) == ("siap", before)


def test_a_past_standpoint_uploads_nothing(masuk) -> None:
    response = masuk("hendra").post(UNGGAH + "?diketahui=2024-06-01", {"periode": "2024", "berkas": file_of()})
    assert (response.status_code, response["Location"]) == (302, UNGGAH)


def test_an_upload_without_the_token_of_the_form_is_refused(orang) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang("hendra"))
    assert send(client).status_code == 403


# --- rows by form, undo ------------------------------------------------------------------------------------------------

ROW = {
    "id_data_badan_usaha": "990001", "nama_usaha": "Warung Uji", "nik_penduduk": NIK, "tahun": "2024",
    "tanggal_monev": "2024-06-05", "kode_wilayah": "35.75.01.1001", "omset": "1.250.000", "kredit_formal": "ya",
}  # fmt: skip


def test_one_row_by_form_is_received_like_a_file(masuk) -> None:
    done = masuk("hendra").post(BARU, ROW, follow=True)
    assert done.redirect_chain == [(K + "register/usaha_monev/baris/", 302)]
    kiriman = Kiriman.objects.latest("pk")
    row = register_model("usaha_monev").objects.get(kiriman=kiriman)
    assert (kiriman.jenis, kiriman.cakupan, row.omset, row.kredit_formal) == ("formulir", ["35.75.01.1001"], 1_250_000, True)
    assert NIK not in str(kiriman.laporan)


def test_every_fault_of_a_row_stands_beside_its_field_and_what_was_typed_is_kept(masuk) -> None:
    before = state()
    typed = {**ROW, "nama_usaha": "", "omset": "1.5", "tanggal_monev": "2024-02-31", "kode_wilayah": "35.78.01.1001"}
    response = masuk("hendra").post(BARU, typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Ada 4 yang perlu diperbaiki" in text
    assert 'value="1.5"' in text
    assert state() == before


def test_a_row_that_stands_already_is_not_overwritten_by_form(masuk) -> None:
    client = masuk("hendra")
    client.post(BARU, ROW)
    before = state()
    again = client.post(BARU, {**ROW, "omset": "9.000.000"})
    assert (again.status_code, "sudah ada pada periode itu" in again.content.decode()) == (422, True)
    assert state() == before


def test_undoing_from_its_page_closes_the_rows_and_tells_the_second_reader(masuk) -> None:
    client = masuk("hendra")
    before = state()[2]
    client.post(BARU, ROW)
    kiriman = Kiriman.objects.latest("pk")
    here = f"{K}kiriman/{kiriman.pk}/"
    assert "Batalkan 1 baris" in client.get(here + "batal/").content.decode()
    done = client.post(here + "batal/", {"alasan": "terketik dua kali"}, follow=True)
    assert "Kiriman dibatalkan: 1 baris ditutup." in done.content.decode()
    assert state()[2] == before
    assert "Kiriman ini sudah dibatalkan" in client.get(here).content.decode()
    assert client.post(here + "batal/", {"alasan": "terketik dua kali"}).status_code == 409


# --- looking -----------------------------------------------------------------------------------------------------------


def test_rows_are_searched_cut_by_kecamatan_and_paged(masuk) -> None:
    client, path = masuk("indra"), K + "register/usaha_monev/baris/"
    first = client.get(path).content.decode()
    assert "Baris 1–50 dari 2.056" in first
    assert "Koreksi</a>" not in first  # the auditor corrects nothing
    assert "Baris 2.051–2.056 dari 2.056" in client.get(path + "?halaman=99").content.decode()
    some = client.get(path + "?wilayah=35.75.01&cari=abon").content.decode()
    assert "Hapus saringan" in some
    assert "Tidak ada baris yang cocok" in client.get(path + "?cari=tidakadayangbegini").content.decode()


def test_a_past_standpoint_sees_the_deliveries_of_that_day(masuk) -> None:
    client = masuk("hendra")
    then = client.get(K + "register/usaha_monev/?diketahui=2024-06-01").content.decode()
    assert "Unggah berkas" not in then
    assert "10 Jan 2024" in then
    assert "10 Jan 2025" not in then


def test_the_template_carries_office_and_period_and_its_words_are_read_back(masuk) -> None:
    response = masuk("hendra").get(K + "register/koperasi_tahunan/templat.xlsx")
    sheet = load_workbook(io.BytesIO(response.content))["Data"]
    said = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 7)}
    assert (said["register"], said["periode"], said["perangkat daerah"]) == ("koperasi_tahunan", "2024", "35.75/2.17")
    client = masuk("hendra")
    body = {"periode": "2024", "cakupan": "semua", "berkas": file_of(response.content, "templat.xlsx")}
    done = client.post(K + "register/koperasi_tahunan/unggah/", body)
    assert "Kiriman kosong siap dicatat" in client.get(done["Location"]).content.decode()


@pytest.mark.parametrize("path", ["register/", "register/usaha_monev/", "register/usaha_monev/unggah/", "pekerjaan/"])
def test_every_page_carries_the_policy_and_nothing_inline(masuk, path) -> None:
    response = masuk("hendra").get(K + path)
    assert response["Content-Security-Policy"].startswith(CSP)
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=") if mark in response.content.decode()] == []
