"""Pages of documents under review: five cases of each action, questions first, the cell shown, the keyboard alone."""

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reading.test_limited import word
from tolok.services import pekerjaan
from tolok.services.baca import IsianPutusan, accept_clear, decide, hand_in, review_of
from tolok.store.models import DokumenBaca, IndikatorKantor, LogPerubahan, PutusanBaca, Sasaran, Target
from tolok.values.instant import WIB
from web.lima_kasus import CSP, person_with

P = "/k/35.75-2.17/2024/baca/"
AT = datetime(2025, 2, 3, 9, tzinfo=WIB)
ALASAN = "menurut register koperasi"
ISI = word((
    ("Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi Perhitungan", "Tahun 2023", "Target 2024", "Sumber Data"),
    ("Koperasi yang tertib", "Persentase koperasi terdaftar yang menyelenggarakan RAT",
     "Koperasi yang RAT dibagi koperasi terdaftar x 100%", "F", "62,5", "Laporan <b>keragaan</b>"),
    ("Koperasi yang tertib", "Jumlah koperasi aktif", "Banyaknya koperasi aktif", "98", "104", "Laporan keragaan"),
))  # fmt: skip


def file(content: bytes = ISI, nama: str = "iku usulan.docx") -> dict[str, SimpleUploadedFile]:
    return {"berkas": SimpleUploadedFile(nama, content)}


@pytest.fixture
def made(kantor, orang) -> DokumenBaca:
    found, job = hand_in(kantor, "iku usulan.docx", ISI, by=orang("yusuf"), at=AT)
    pekerjaan.run(job.pk, lambda: AT)
    found.refresh_from_db()
    return found


def settle(made: DokumenBaca, nomor: int, by) -> None:
    accept_clear(made, nomor, by=by, at=AT)
    for one in review_of(made, nomor).pertanyaan:
        decide(made, nomor, one.kunci, IsianPutusan("tolak", alasan=ALASAN), by=by, at=AT)


def answer(nomor: int = 1, medan: str = "nilai.2023", **more: str) -> dict[str, str]:
    return {
        "baris": str(nomor),
        "medan": medan,
        "sesudah": "0",
        "putusan": "koreksi",
        "nilai": "58,1",
        "alasan": ALASAN,
        **more,
    }


def state() -> tuple[int, ...]:
    return tuple(one.objects.count() for one in (DokumenBaca, PutusanBaca, IndikatorKantor, Target, LogPerubahan))


# --- look


def test_the_list_says_how_far_each_document_is(made, masuk) -> None:
    page = masuk("yusuf").get(P)
    text = page.content.decode()
    assert page["Content-Security-Policy"].startswith(CSP)
    assert "dokumen menunggu telaah" in text and "iku usulan.docx" in text and "perlu ditelaah" in text


def test_the_question_comes_first_with_real_radios_and_none_is_chosen(made, masuk) -> None:
    text = masuk("yusuf").get(f"{P}{made.pk}/").content.decode()
    assert "1 pertanyaan sebelum baris 1 dapat dipakai" in text
    assert "Sel ini terbaca “F”. Berapa angka di kolom 2023?" in text
    radios = re.findall(r'<input type="radio" name="putusan" value="(\w+)"( checked)?>', text)
    assert radios == [("terima", ""), ("koreksi", ""), ("tolak", "")]
    assert text.index('id="tanya"') < text.index('id="terbaca"') < text.index("sisi-dokumen")
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []


def test_the_cell_is_shown_in_its_table_and_words_of_the_document_are_no_markup(made, masuk) -> None:
    text = masuk("yusuf").get(f"{P}{made.pk}/").content.decode()
    cell = re.search(
        r'<td class="([^"]*)">(?:<span[^>]*>.*?</span></span>|<span[^>]*>[^<]*<span.*?</span>.*?</span>)?F</td>', text
    )
    assert cell is not None and "aktif" in cell[1] and "kini" in cell[1]
    assert "Laporan &lt;b&gt;keragaan&lt;/b&gt;" in text and "<b>keragaan" not in text


def test_any_value_can_be_asked_for_by_its_link(made, masuk) -> None:
    text = masuk("yusuf").get(f"{P}{made.pk}/?baris=2&medan=target.2024").content.decode()
    assert "Target 2024: terima, betulkan, atau tolak?" in text
    assert 'name="medan" value="target.2024"' in text
    field = re.search(r'<input id="i-nilai"[^>]*>', text)
    assert field is not None and 'value=""' in field[0] and 'inputmode="decimal"' in field[0]


@pytest.mark.parametrize(
    "query", ["?baris=99", "?baris=-1", "?baris=x", "?medan=tidak.ada", "?tampil=teks", "?tampil=" + "z" * 99]
)
def test_an_address_that_means_nothing_shows_the_first_open_row(query, made, masuk) -> None:
    page = masuk("yusuf").get(f"{P}{made.pk}/{query}")
    assert page.status_code == 200 and "Terbaca untuk baris 1" in page.content.decode()


def test_a_document_on_pages_shows_its_picture_with_the_cell_boxed(masuk) -> None:
    pdf = DokumenBaca.objects.get(nama="IKU 2024 usulan (contoh).pdf")
    client = masuk("yusuf")
    text = client.get(f"{P}{pdf.pk}/").content.decode()
    assert f'<image href="{P}{pdf.pk}/halaman/1.png"' in text
    assert re.search(r'class="kotak aktif"><rect class="bingkai" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+"', text)
    drawn = client.get(f"{P}{pdf.pk}/halaman/1.png")
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png") and drawn["Cache-Control"].startswith("private")
    assert client.get(f"{P}{pdf.pk}/halaman/2.png").status_code == 404
    near = re.search(r'class="halaman-dokumen" viewBox="([^"]+)"', client.get(f"{P}{pdf.pk}/?tampil=dekat").content.decode())
    assert near is not None and float(near[1].split()[2]) < 936 / 1.5
    assert '<table class="isi-dokumen">' in client.get(f"{P}{pdf.pk}/?tampil=teks").content.decode()


def test_from_a_past_standpoint_nothing_can_be_decided(made, masuk) -> None:
    text = masuk("yusuf").get(f"{P}{made.pk}/?diketahui=2026-01-05").content.decode()
    assert 'name="putusan"' not in text and "medan yang jelas" not in text


# --- act: works


def test_the_planner_hands_a_document_in_and_sees_its_questions(masuk) -> None:
    client, before = masuk("yusuf"), DokumenBaca.objects.count()
    done = client.post(P + "unggah/", file(nama="..\\..\\kop <i>.docx"), follow=True)
    new = DokumenBaca.objects.latest("id")
    assert done.redirect_chain == [(f"{P}{new.pk}/", 302)] and DokumenBaca.objects.count() == before + 1
    text = done.content.decode()
    assert "1 pertanyaan sebelum" in text and "kop &lt;i&gt;.docx" in text and "<i>.docx" not in text
    again = client.post(P + "unggah/", file(), follow=True)
    assert "sudah dibaca" in again.content.decode() and DokumenBaca.objects.count() == before + 1


def test_an_answer_is_kept_and_the_next_page_says_so(made, masuk) -> None:
    done = masuk("yusuf").post(f"{P}{made.pk}/putus/", answer(), follow=True)
    assert done.redirect_chain == [(f"{P}{made.pk}/?baris=1", 302)]
    text = done.content.decode()
    assert "Kolom 2023 dibetulkan." in text and "58,1" in text and "dibetulkan oleh Yusuf" in text
    assert "Baris 1: " in text and "pertanyaan sebelum" not in text


def test_what_was_typed_stays_where_something_is_missing(made, masuk) -> None:
    before = state()
    page = masuk("yusuf").post(f"{P}{made.pk}/putus/", answer(alasan="x", nilai="58,1"))
    text = page.content.decode()
    assert page.status_code == 409 and state() == before
    assert 'value="58,1"' in text and 'value="koreksi" checked' in text and "Alasannya belum cukup." in text
    stale = masuk("yusuf").post(f"{P}{made.pk}/putus/", answer(sesudah="7"))
    assert stale.status_code == 409 and "baru saja diputuskan" in stale.content.decode() and state() == before


def test_all_clear_values_are_accepted_at_once_and_a_decided_row_goes_into_the_plan(made, masuk, kantor) -> None:
    client = masuk("yusuf")
    led = client.get(f"{P}{made.pk}/pakai/2/", follow=True)
    assert "Baris 2 belum dapat dipakai" in led.content.decode()
    done = client.post(f"{P}{made.pk}/terima/", {"baris": "2"}, follow=True).content.decode()
    assert "medan baris 2 diterima." in done and "Pakai baris 2 di rencana" in done
    asked = client.get(f"{P}{made.pk}/pakai/2/").content.decode()
    assert 'name="kode" value="KOP-' in asked and "checked" not in asked and "iku usulan.docx, " in asked
    refused = client.post(f"{P}{made.pk}/pakai/2/", {"alasan_pemilihan": "tetap tertulis"})
    assert refused.status_code == 409 and "tetap tertulis" in refused.content.decode()
    sasaran = Sasaran.objects.filter(perangkat_daerah=kantor).first()
    body = {"kode_lain": "kop-07", "sasaran": str(sasaran.pk), "bidang": str(kantor.bidang.first().pk)}
    taken = client.post(f"{P}{made.pk}/pakai/2/", body, follow=True)
    assert taken.redirect_chain[0][0].endswith("/KOP-07/target/")
    assert "dengan kutipan tempatnya" in taken.content.decode()
    after = client.get(f"{P}{made.pk}/?baris=2").content.decode()
    assert "Baris 2 sudah dipakai sebagai KOP-07" in after and 'name="putusan"' not in after
    late = client.post(f"{P}{made.pk}/putus/", answer(2, "nama", putusan="tolak"))
    assert late.status_code == 409 and "sudah dipakai" in late.content.decode()


def test_a_file_that_cannot_be_read_says_why(masuk) -> None:
    done = masuk("yusuf").post(P + "unggah/", file(b"PK\x03\x04rusak"), follow=True).content.decode()
    assert "Dokumen ini tidak dapat dibaca" in done and "TLK-D163" in done
    empty = masuk("yusuf").post(P + "unggah/")
    assert empty.status_code == 409 and "belum dipilih" in empty.content.decode()


# --- act: anonymous, other office, roles that may not, wrong method


@pytest.fixture(params=["unggah", "putus", "terima", "pakai"])
def action(request, made, orang) -> tuple[str, dict[str, object]]:
    if request.param == "pakai":
        settle(made, 1, orang("yusuf"))
    address = {"unggah": P + "unggah/", "pakai": f"{P}{made.pk}/pakai/1/"}.get(
        request.param, f"{P}{made.pk}/{request.param}/"
    )
    bodies = {"unggah": file(b"Indikator\tTarget\nLain\t1\n"), "putus": answer(), "terima": {"baris": "1"}}
    return address, bodies.get(request.param, {"kode": "KOP-10"})


def test_anonymous_is_led_to_sign_in(action) -> None:
    before, (address, body) = state(), action
    assert Client().post(address, body)["Location"] == f"/masuk/?next={address}"
    assert state() == before


@pytest.mark.parametrize("username", ["dadang", "nia", "melinda", "fajar"])
def test_for_another_office_it_does_not_exist(username, action, masuk) -> None:
    before, (address, body) = state(), action
    assert masuk(username).post(address, body).status_code == 404
    assert state() == before


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "indra", "galuh"])
def test_for_whoever_does_not_plan_it_does_not_exist(username, action, made, masuk) -> None:
    before, (address, body) = state(), action
    client = masuk(username)
    assert client.post(address, body).status_code == 404
    assert client.get(P).status_code == 404 and client.get(f"{P}{made.pk}/").status_code == 404
    assert state() == before


def test_a_planner_of_another_office_of_the_pemda_finds_nothing_either(action, bekasi) -> None:
    before, (address, body) = state(), action
    client = Client()
    client.force_login(person_with("perencana_lain", "perencana", kantor=bekasi.kode))
    now = state()
    assert client.post(address, body).status_code == 404
    assert state() == now and before[:4] == now[:4]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_answered_in_plain_words(method, action, masuk) -> None:
    before, (address, _) = state(), action
    assert getattr(masuk("yusuf"), method)(address).status_code == 405
    assert state() == before


def test_a_post_without_the_token_of_the_form_is_refused(action, orang) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang("yusuf"))
    before, (address, body) = state(), action
    assert client.post(address, body).status_code == 403
    assert state() == before
