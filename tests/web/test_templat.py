"""Pages of the office's own template: five cases of each action, what is shown, what is refused and how."""

import io
import zipfile
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tolok.services.templat import upload
from tolok.store.models import LogPerubahan, TemplatDokumen
from tolok.values.instant import WIB
from web.lima_kasus import CSP, Formulir, Kasus, person_with, send
from writing.templat_uji import CONTOH, changed, repacked

P = "/k/35.75-2.17/2023/dokumen/templat/"
AT = datetime(2025, 1, 27, 9, tzinfo=WIB)
NAMA = "kop <b>dinas & usaha.docx"
READERS = ("hendra", "bambang", "ratna", "yusuf", "indra", "galuh")


def file(content: bytes = CONTOH, nama: str = NAMA) -> dict[str, SimpleUploadedFile]:
    return {"berkas": SimpleUploadedFile(nama, content)}


@pytest.fixture
def made(orang) -> TemplatDokumen:
    return upload(NAMA, CONTOH, by=orang("yusuf"), slug="35.75-2.17", at=AT)[0]


def state() -> tuple[int, int, int]:
    held = TemplatDokumen.objects.filter(dicabut_pada=None).count()
    return TemplatDokumen.objects.count(), held, LogPerubahan.objects.count()


# --- look


@pytest.mark.parametrize("username", READERS)
def test_whoever_reads_the_office_sees_the_template_and_takes_it_along(username, made, masuk) -> None:
    client = masuk(username)
    text = client.get(P).content.decode()
    assert "Dokumen Word memakai templat kantor" in text
    assert "kop &lt;b&gt;dinas &amp; usaha.docx" in text and "<b>dinas" not in text
    assert ("Unggah templat baru" in text) == (username == "yusuf") == ("Cabut templat" in text)
    got = client.get(f"{P}{made.pk}/templat.docx")
    assert (got.status_code, got.content) == (200, CONTOH)
    assert got["Content-Disposition"] == f'attachment; filename="templat-35.75-2.17-{made.pk}.docx"'
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_without_a_template_the_page_says_what_is_used_instead(masuk) -> None:
    page = masuk("yusuf").get(P)
    assert "Dokumen Word memakai kertas Tolok" in page.content.decode()
    assert page["Content-Security-Policy"].startswith(CSP)


def test_the_example_is_a_template_in_the_name_of_the_office(masuk) -> None:
    got = masuk("hendra").get(P + "contoh.docx")
    with zipfile.ZipFile(io.BytesIO(got.content)) as package:
        assert "PEMERINTAH KOTA PASURUAN" in package.read("word/header1.xml").decode()


def test_as_it_was_known_before_there_was_no_template_and_nothing_can_be_changed(made, masuk) -> None:
    text = masuk("yusuf").get(P + "?diketahui=2025-01-20").content.decode()
    assert "Dokumen Word memakai kertas Tolok" in text and "Unggah templat" not in text


def test_earlier_templates_are_listed_with_how_they_stand(made, masuk, orang) -> None:
    lain = changed(lambda word: word.add_paragraph("Lembar kedua"))
    upload("baru.docx", lain, by=orang("yusuf"), slug="35.75-2.17", at=AT.replace(day=28))
    text = masuk("yusuf").get(P).content.decode()
    assert "Pernah diunggah" in text and "digantikan" in text and "dipakai" in text


# --- upload and withdraw: works, anonymous, other office, read-only role, wrong method


def test_the_perencana_uploads_a_template_and_is_told(masuk) -> None:
    client, before = masuk("yusuf"), state()
    assert client.get(P + "unggah/").status_code == 200
    done = client.post(P + "unggah/", file(), follow=True)
    assert done.redirect_chain == [(P, 302)]
    assert "usaha.docx dipakai mulai sekarang." in done.content.decode()
    assert state() == (before[0] + 1, before[1] + 1, before[2] + 1)
    again = client.post(P + "unggah/", file(), follow=True)
    assert "memang sudah dipakai" in again.content.decode()
    assert state() == (before[0] + 1, before[1] + 1, before[2] + 1)


def test_the_perencana_withdraws_a_template_once(made, masuk) -> None:
    client, before = masuk("yusuf"), state()
    asked = client.get(f"{P}{made.pk}/cabut/")
    assert asked.status_code == 200 and "tetap dapat diunduh" in asked.content.decode()
    assert f'name="sidik" value="{made.sha256}"' in asked.content.decode()
    assert client.post(f"{P}{made.pk}/cabut/").status_code == 409 and state() == before
    done = client.post(f"{P}{made.pk}/cabut/", {"sidik": made.sha256}, follow=True)
    assert done.redirect_chain == [(P, 302)]
    assert "tidak dipakai lagi" in done.content.decode()
    assert state() == (before[0], before[1] - 1, before[2] + 1)
    assert "sudah tidak dipakai" in client.post(f"{P}{made.pk}/cabut/", {"sidik": made.sha256}, follow=True).content.decode()
    assert state() == (before[0], before[1] - 1, before[2] + 1)


class TestFormulir(Formulir):
    asing = ("dadang", "nia", "melinda", "wahyu", "fajar")
    bukan = ("hendra", "bambang", "ratna", "indra", "galuh")
    state = staticmethod(state)

    @pytest.fixture(params=["unggah", "cabut"])
    def kasus(self, request, made) -> Kasus:
        if request.param == "unggah":
            return Kasus(P + "unggah/", "yusuf", file(changed(lambda one: one.add_paragraph("baru"))), P)
        return Kasus(f"{P}{made.pk}/cabut/", "yusuf", {"sidik": made.sha256}, P)

    @pytest.mark.parametrize("role", ["operator", "verifikator", "kepala_dinas", "inspektorat", "admin_pemda"])
    def test_who_has_no_other_role_than_one_that_reads_finds_no_form(self, role, kasus) -> None:
        client = Client()
        client.force_login(person_with("pembaca", role))
        before = state()
        assert client.get(kasus.url).status_code == 404
        assert send(client, kasus).status_code == 404
        assert state() == before


def test_what_is_shown_is_for_the_office_alone_and_answers_no_other_method(made, masuk) -> None:
    shown = (P, P + "contoh.docx", f"{P}{made.pk}/templat.docx")
    for username in TestFormulir.asing:
        assert {masuk(username).get(address).status_code for address in shown} == {404}
    for address in shown:
        assert masuk("yusuf").post(address).status_code == 405


# --- what is refused


def test_what_is_wrong_is_told_all_at_once_and_nothing_is_kept(masuk) -> None:
    before = state()
    bad = repacked({"word/vbaProject.bin": b"x", "word/comments.xml": b"<a/>"})
    refused = masuk("yusuf").post(P + "unggah/", file(bad))
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Templat berisi program atau berkas sisipan." in text and "Templat masih memuat komentar" in text
    assert state() == before


@pytest.mark.parametrize("content", [b"", b"bukan docx", b"x" * (5 * 1024**2 + 1)])
def test_nothing_a_wrong_kind_and_too_much_are_refused_in_plain_words(content, masuk) -> None:
    refused = masuk("yusuf").post(P + "unggah/", file(content, "kop.docx"))
    assert refused.status_code == 409
    assert "Traceback" not in refused.content.decode()


def test_no_file_at_all_is_told(masuk) -> None:
    refused = masuk("yusuf").post(P + "unggah/")
    assert refused.status_code == 409 and "Berkas belum dipilih atau kosong." in refused.content.decode()


def test_a_template_of_another_office_does_not_exist_here(made, masuk) -> None:
    other = "/k/32.75-2.17/2023/dokumen/templat/"
    assert masuk("wahyu").get(f"{other}{made.pk}/templat.docx").status_code == 404
    assert masuk("wahyu").post(f"{other}{made.pk}/cabut/").status_code == 404
    assert TemplatDokumen.objects.get().dicabut_pada is None
