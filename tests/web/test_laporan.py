"""Pages of the yearly report: five cases of each writing, what is shown of words and figures, and as it was known."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tolok.services.akses import may
from tolok.services.naskah_laporan import dasar_of, naskah_of, write_naskah
from tolok.store.models import LogPerubahan, NaskahLaporan
from tolok.writing.lkjip_bagian import ANALISIS, BAGIAN
from web.lima_kasus import Formulir, Kasus, person_with

K = "/k/35.75-2.17/2022/laporan/"
READ = ("", "isu_strategis/", "simpulan/", "analisis/KOP-03/")


KASUS = {
    "bagian": ("simpulan", Kasus(K + "simpulan/tulis/", "yusuf", {"isi": "Kinerja koperasi membaik."}, K)),
    "standar": ("standar:KOP-03", Kasus(
        K + "standar/KOP-03/", "yusuf", {"nilai": "4,2", "sumber": "Statistik koperasi, halaman 12", "tahun": "2021"},
        K + "analisis/KOP-03/",
    )),
}  # fmt: skip


@pytest.fixture(params=sorted(KASUS))
def bagian(request) -> str:
    """The part of the report that the form writes."""
    return KASUS[request.param][0]


@pytest.fixture
def kasus(bagian, kantor) -> Kasus:
    found = dict(KASUS.values())[bagian]
    return replace(found, isi={**found.isi, "dasar": dasar_of(kantor, 2022, bagian)})


def state() -> tuple[int, int]:
    return NaskahLaporan.objects.count(), LogPerubahan.objects.count()


class TestFormulir(Formulir):
    asing = ("dadang", "wahyu", "melinda", "fajar")
    bukan = ("hendra", "ratna", "indra", "galuh", "agus")
    lampau = "2025-02-01"
    state = staticmethod(state)

    def test_a_role_that_only_reads_is_offered_no_form(self, kasus, masuk) -> None:
        for username in self.bukan:
            assert kasus.url not in masuk(username).get(K + "simpulan/").content.decode()


def test_what_is_read_is_for_the_office_alone_and_answers_no_other_method(masuk) -> None:
    for username in TestFormulir.asing:
        client = masuk(username)
        assert {client.get(K + path).status_code for path in READ} == {404}
    assert masuk("yusuf").post(K).status_code == 405


@pytest.mark.parametrize("username", ["yusuf", "bambang"])
def test_who_writes_the_report_is_led_on_with_a_message_and_it_is_logged(username, kasus, bagian, masuk) -> None:
    client, before = masuk(username), state()
    assert client.get(kasus.url).status_code == 200
    done = client.post(kasus.url, kasus.isi, follow=True)
    assert done.redirect_chain == [(kasus.lanjut, 302)], done.content.decode()[-2000:]
    assert "disimpan." in done.content.decode()
    assert state() == (before[0] + 1, before[1] + 1)
    row = NaskahLaporan.objects.latest("id")
    assert (row.tahun, row.bagian, row.oleh.username) == (2022, bagian, username)
    entry = LogPerubahan.objects.latest("urut")
    assert (entry.tindakan, entry.objek) == ("laporan.ditulis", f"2022 {bagian}")


def test_an_empty_form_changes_nothing(kasus, masuk) -> None:
    before = state()
    assert masuk("yusuf").post(kasus.url, {}).status_code == 409
    assert state() == before


def test_the_same_click_once_more_changes_nothing(kasus, bagian, masuk, kantor) -> None:
    client = masuk("yusuf")
    client.post(kasus.url, kasus.isi)
    before = state()
    assert client.post(kasus.url, kasus.isi).status_code == 409
    again = client.post(kasus.url, {**kasus.isi, "dasar": dasar_of(kantor, 2022, bagian)}, follow=True)
    assert "tidak berubah" in again.content.decode()
    assert state() == before


def test_a_verifikator_of_a_bidang_writes_the_standard_of_his_own_indikator_and_no_part(masuk, kantor) -> None:
    client = masuk("siti")
    assert client.get(K + "standar/KOP-03/").status_code == 200
    assert client.get(K + "standar/UM-02/").status_code == 404
    assert "Catat standar nasional" in client.get(K + "analisis/KOP-03/").content.decode()
    assert "Catat standar nasional" not in client.get(K + "analisis/UM-02/").content.decode()
    assert client.get(K + "simpulan/").status_code == 200
    assert client.get(K + "simpulan/tulis/").status_code == 404
    assert client.post(K + "simpulan/tulis/", {"isi": "x", "dasar": "0"}).status_code == 404


# --- what is shown


@pytest.mark.parametrize("username", ["hendra", "siti", "ratna", "yusuf", "indra", "galuh"])
def test_everybody_of_the_office_reads_also_from_a_past_standpoint(username, masuk) -> None:
    for path in READ:
        for query in ("", "?diketahui=2023-01-29"):
            response = masuk(username).get(K + path + query)
            assert response.status_code == 200
            assert ("Anda melihat keadaan 29 Januari 2023" in response.content.decode()) is bool(query)


def test_the_report_lists_its_parts_in_order_and_says_which_are_missing(masuk) -> None:
    text = masuk("yusuf").get(K).content.decode()
    places = [text.index(f">{one.judul}</a>") for one in BAGIAN]
    assert places == sorted(places)
    assert "LKjIP tahun 2022: simpulan belum ditulis" in text
    assert "6 dari 6 angka terbit" in text
    assert "Yusuf Hidayat" in text
    assert "Lihat pratinjau LKjIP" in text
    assert 'href="/k/35.75-2.17/2022/dokumen/lkjip/"' in text


def test_the_analyses_are_counted_and_named_with_the_sentences_of_the_report(masuk, angka) -> None:
    text = masuk("ratna").get("/k/35.75-2.17/2023/laporan/analisis/KOP-03/").content.decode()
    assert [one for one in ANALISIS if one not in text] == []
    assert "Realisasi tahun 2023 sebesar 7,73%, dibanding target 6,00%. Capaiannya 128,83%" in text
    assert "Dibanding tahun 2022 (5,27%), realisasi tahun 2023 berselisih 2,46 poin" in text
    assert "Belum ada standar nasional yang dicatat" in text
    index = masuk("ratna").get("/k/35.75-2.17/2023/laporan/").content.decode()
    assert "3 dari 6 angka terbit" in index
    assert "Belum lengkap: standar nasional." in index


def test_a_quarter_leads_to_the_report_of_its_year(masuk) -> None:
    text = masuk("yusuf").get("/k/35.75-2.17/2023-TW3/laporan/").content.decode()
    assert "LKjIP tahun 2023" in text
    assert "3 dari 6 angka terbit" in text


def test_words_are_shown_as_they_were_known_and_as_they_were_typed(masuk, kantor, orang) -> None:
    evil = '<script>alert("x")</script> & "kutip"\n- satu'
    client = masuk("yusuf")
    client.post(K + "simpulan/tulis/", {"isi": evil, "dasar": "0"})
    page = masuk("ratna").get(K + "simpulan/").content.decode()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;kutip&quot;" in page
    assert "<script>alert" not in page
    assert "Belum ada yang menulis" in masuk("ratna").get(K + "simpulan/?diketahui=2023-02-01").content.decode()
    assert naskah_of(kantor, 2022, NaskahLaporan.objects.latest("id").pada)["simpulan"].isi == evil


def test_of_two_who_write_at_once_the_second_keeps_his_words_and_sees_the_others(masuk) -> None:
    body = {"isi": "Kata Yusuf.", "dasar": "0"}
    assert masuk("yusuf").post(K + "simpulan/tulis/", body).status_code == 302
    late = masuk("bambang").post(K + "simpulan/tulis/", {**body, "isi": "Kata Bambang."})
    text = late.content.decode()
    assert late.status_code == 409
    for words in ("baru saja ditulis orang lain", "Kata Bambang.", "Sekarang: Kata Yusuf."):
        assert words in text
    fresh = re.search(r'name="dasar" value="(\d+)"', text)[1]
    assert masuk("bambang").post(K + "simpulan/tulis/", {"isi": "Bersama.", "dasar": fresh}).status_code == 302
    history = masuk("bambang").get(K + "simpulan/tulis/").content.decode()
    assert "Yang pernah ditulis" in history
    assert "Kata Yusuf." in history


def test_faults_of_a_standard_stand_beside_their_fields_and_what_was_typed_is_kept(masuk) -> None:
    sent = {"nilai": "tujuh", "sumber": "", "tahun": "20", "dasar": "0"}
    response = masuk("yusuf").post(K + "standar/KOP-03/", sent)
    text = response.content.decode()
    assert response.status_code == 409
    for words in ("`tujuh` bukan angka.", "Sumbernya belum ditulis.", "Tahunnya belum benar.", 'value="tujuh"'):
        assert words in text
    assert text.count('aria-invalid="true"') == 3


def test_a_part_or_an_indikator_that_is_none_has_no_page(masuk) -> None:
    none = ("tidak-ada/", "standar/", "analisis/", "analisis/TIDAK-ADA/", "standar/TIDAK-ADA/", "standar:KOP-03/")
    for path in (*none, "tidak-ada/tulis/"):
        assert masuk("yusuf").get(K + path).status_code == 404, path


def test_nothing_runs_inline_on_these_pages(masuk) -> None:
    for path in (*READ, "simpulan/tulis/", "standar/KOP-03/"):
        response = masuk("yusuf").get(K + path)
        text = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []
        assert response["Content-Security-Policy"].startswith("default-src 'self'")


def test_the_pages_ask_the_database_a_bounded_number_of_times(masuk) -> None:
    for path, most in (("", 26), ("simpulan/", 30), ("analisis/KOP-03/", 32)):
        client = masuk("yusuf")
        client.get(K + path)
        with CaptureQueriesContext(connection) as queries:
            client.get(K + path)
        assert len(queries) <= most, (path, len(queries))


def test_a_deny_takes_the_right_to_write_away(masuk, orang, kantor) -> None:
    lain = person_with("perencana-lain", "perencana")
    assert may(lain, kantor, "tulis_laporan", None)
    write_naskah(kantor, 2022, "simpulan", "Satu.", dasar="0", by=lain, at=NaskahLaporan.objects.latest("id").pada)
    assert "perencana-lain (dikarang)" in masuk("ratna").get(K).content.decode()
