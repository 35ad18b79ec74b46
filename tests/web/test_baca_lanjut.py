"""Around a review: a bidang asked and answering, a document closed and opened, two laid beside each other."""

import re

import pytest
from django.test import Client

from reading.test_limited import word
from tolok.services import pekerjaan
from tolok.services.baca import IsianPutusan, closing_of, decide, hand_in, review_of
from tolok.services.baca_tanya import ask, questions_of
from tolok.services.baca_tutup import close_review
from tolok.store.models import DokumenBaca, IndikatorKantor, LogPerubahan, PutusanBaca, TanyaBaca, Target
from web.lima_kasus import CSP, person_with
from web.test_baca import ALASAN, AT, ISI, P

TANYA = "Berapa angka tahun 2023 <b>menurut</b> register?"
JAWAB = "58,1 menurut <i>keragaan</i> 2023"
KEPALA = (
    "Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi Perhitungan", "Tahun 2023", "Target 2024", "Sumber Data",
)  # fmt: skip
LAIN = word((
    KEPALA,
    ("Koperasi yang tertib", "Prosentase koperasi terdaftar yang menyelenggarakan RAT",
     "Koperasi yang RAT dibagi koperasi aktif x 100%", "58,1", "60", "Laporan <b>keragaan</b>"),
    ("Koperasi yang tertib", "Jumlah wirausaha baru", "Banyaknya wirausaha baru", "12", "14", "Data bidang"),
))  # fmt: skip


def read(kantor, by, isi: bytes, nama: str) -> DokumenBaca:
    found, job = hand_in(kantor, nama, isi, by=by, at=AT)
    pekerjaan.run(job.pk, lambda: AT)
    found.refresh_from_db()
    return found


@pytest.fixture
def made(kantor, orang) -> DokumenBaca:
    return read(kantor, orang("yusuf"), ISI, "iku usulan.docx")


@pytest.fixture
def bidang(orang):
    return orang("siti").peran.get().bidang


@pytest.fixture
def asked(made, bidang, orang) -> TanyaBaca:
    return ask(made, 1, "nilai.2023", bidang.pk, TANYA, by=orang("yusuf"), at=AT)


def state() -> tuple[int, ...]:
    models = (DokumenBaca, PutusanBaca, TanyaBaca, IndikatorKantor, Target, LogPerubahan)
    return tuple(one.objects.count() for one in models)


def quiet(text: str) -> bool:
    """Nothing inline stands in the page."""
    return not [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text]


# --- a bidang is asked and answers


def test_the_question_asked_on_the_review_is_a_task_of_the_bidang_and_its_answer_stands_at_the_field(
    made, bidang, masuk
) -> None:
    planner, before = (
        masuk("yusuf"),
        (PutusanBaca.objects.count(), IndikatorKantor.objects.count(), Target.objects.count()),
    )
    form = planner.get(f"{P}{made.pk}/").content.decode()
    assert "Tanyakan kepada bidang" in form and f'<option value="{bidang.pk}">' in form
    body = {"baris": "1", "medan": "nilai.2023", "bidang": str(bidang.pk), "kalimat": TANYA}
    done = planner.post(f"{P}{made.pk}/tanyakan/", body, follow=True)
    assert done.redirect_chain == [(f"{P}{made.pk}/?baris=1", 302)]
    text = done.content.decode()
    assert f"{bidang.nama} ditanya, belum menjawab" in text and "&lt;b&gt;menurut" in text and "<b>menurut" not in text
    (one,) = questions_of(made)
    address = f"{P}tanya/{one.row.pk}/"
    siti = masuk("siti")
    assert address in siti.get("/k/35.75-2.17/2024/tugas/").content.decode()
    seen = siti.get(address)
    told = seen.content.decode()
    assert seen["Content-Security-Policy"].startswith(CSP) and quiet(told)
    assert "Kirim jawaban" in told and "iku usulan.docx" in told and "&lt;b&gt;menurut" in told
    sent = siti.post(address, {"kalimat": JAWAB}, follow=True)
    assert sent.redirect_chain == [(address, 302)]
    assert "sudah menjawab" in sent.content.decode() and 'name="kalimat"' not in sent.content.decode()
    back = planner.get(f"{P}{made.pk}/?baris=1").content.decode()
    assert "menjawab: “58,1 menurut &lt;i&gt;keragaan" in back and "<i>keragaan" not in back
    assert "1 pertanyaan sebelum baris 1 dapat dipakai" in back
    assert before == (PutusanBaca.objects.count(), IndikatorKantor.objects.count(), Target.objects.count())


def test_what_was_typed_of_a_question_or_answer_stays_where_something_is_missing(made, asked, bidang, masuk) -> None:
    before = state()
    body = {"baris": "1", "medan": "nama", "bidang": "", "kalimat": "kurang"}
    page = masuk("yusuf").post(f"{P}{made.pk}/tanyakan/", body)
    text = page.content.decode()
    assert page.status_code == 409 and "<details open>" in text and ">kurang</textarea>" in text
    assert "Bidangnya belum dipilih." in text and "Pertanyaannya belum cukup." in text
    short = masuk("siti").post(f"{P}tanya/{asked.pk}/", {"kalimat": "x"})
    assert short.status_code == 409 and ">x</textarea>" in short.content.decode()
    assert "Jawabannya belum ditulis." in short.content.decode() and state() == before


def test_the_planner_reads_the_question_and_is_led_to_the_value(made, asked, masuk) -> None:
    text = masuk("yusuf").get(f"{P}tanya/{asked.pk}/").content.decode()
    assert "Putuskan di telaah" in text and f"{P}{made.pk}/?baris=1&amp;medan=nilai.2023#tanya" in text
    assert 'name="kalimat"' not in text


def test_the_bidang_sees_the_cell_of_a_pdf_and_no_other_page_of_the_office_may(masuk, orang, bidang) -> None:
    pdf = DokumenBaca.objects.get(nama="IKU 2024 usulan (contoh).pdf")
    medan = review_of(pdf, 1).pertanyaan[0].kunci
    one = ask(pdf, 1, medan, bidang.pk, TANYA, by=orang("yusuf"), at=AT)
    client, address = masuk("siti"), f"{P}tanya/{one.pk}/"
    text = client.get(address).content.decode()
    assert f'<image href="{address}halaman.png"' in text and 'class="aktif"><rect class="bingkai"' in text and quiet(text)
    drawn = client.get(f"{address}halaman.png")
    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png") and drawn["Cache-Control"].startswith("private")
    assert client.get(f"{P}{pdf.pk}/halaman/1.png").status_code == 404
    assert masuk("agus").get(f"{address}halaman.png").status_code == 404


# --- a document is closed and opened again


def test_a_document_is_closed_says_so_everywhere_and_is_opened_again(made, masuk, orang) -> None:
    decide(made, 2, "nama", IsianPutusan("tolak", alasan="judul, bukan indikator"), by=orang("yusuf"), at=AT)
    client, address = masuk("yusuf"), f"{P}{made.pk}/selesai/"
    shown = client.get(address).content.decode()
    assert "<h1>1 indikator ditolak, 1 menunggu</h1>" in shown and "judul, bukan indikator" in shown and quiet(shown)
    assert "Tutup, 1 indikator ditinggalkan" in shown
    done = client.post(address, {"alasan": "baris pertama menunggu rapat"}, follow=True)
    assert done.redirect_chain == [(address, 302)]
    text = done.content.decode()
    assert "Selesai ditinjau: 1 indikator ditolak, 1 menunggu" in text and "baris pertama menunggu rapat" in text
    assert "Buka lagi dokumen ini" in text
    review = client.get(f"{P}{made.pk}/?baris=1&medan=nama").content.decode()
    assert 'name="putusan"' not in review and ">Putuskan<" not in review and "medan yang jelas" not in review
    assert re.search(r"iku usulan\.docx.*?selesai ditinjau", client.get(P).content.decode(), re.DOTALL)
    late = client.post(f"{P}{made.pk}/putus/", {"baris": "1", "medan": "nama", "sesudah": "0", "putusan": "terima"})
    assert late.status_code == 409 and "sudah selesai ditinjau" in late.content.decode()
    opened = client.post(f"{P}{made.pk}/buka/", {"alasan": "rapatnya sudah memutuskan"}, follow=True)
    assert opened.redirect_chain == [(f"{P}{made.pk}/", 302)] and 'name="putusan"' in opened.content.decode()
    assert closing_of(made) is None


def test_a_missing_reason_is_told_beside_its_field_and_changes_nothing(made, masuk, orang) -> None:
    before, client = state(), masuk("yusuf")
    page = client.post(f"{P}{made.pk}/selesai/", {"alasan": "kurang"})
    text = page.content.decode()
    assert page.status_code == 409 and 'value="kurang"' in text and "Alasannya belum cukup." in text and state() == before
    early = client.post(f"{P}{made.pk}/buka/", {"alasan": "dibuka terlalu dini"})
    assert early.status_code == 409 and "tidak sedang ditutup" in early.content.decode() and state() == before
    close_review(made, ALASAN, by=orang("yusuf"), at=AT)
    twice = client.post(f"{P}{made.pk}/selesai/", {"alasan": "ditutup dua kali"})
    assert twice.status_code == 409 and "sudah selesai ditinjau" in twice.content.decode()


# --- two documents beside each other


def test_two_documents_lie_beside_each_other_with_words_places_and_ways_back(made, kantor, orang, masuk) -> None:
    other, client = read(kantor, orang("yusuf"), LAIN, "renstra.docx"), masuk("yusuf")
    assert f'<option value="{other.pk}">' in client.get(P).content.decode()
    page = client.get(f"{P}banding/", {"pertama": made.pk, "kedua": other.pk})
    text = page.content.decode()
    assert page["Content-Security-Policy"].startswith(CSP) and quiet(text)
    assert "3 medan berbeda, 2 indikator hanya ada di satu dokumen" in text
    row = re.search(r'<th role="rowheader" scope="row">Target 2024</th>(.*?)</tr>', text, re.DOTALL)
    assert row is not None and "<mark>62,5</mark>" in row[1] and "<mark>60</mark>" in row[1]
    assert f"{P}{made.pk}/?baris=1&amp;medan=target.2024#tanya" in row[1] and row[1].count("baris 2") == 2
    assert "Koperasi yang RAT dibagi koperasi <mark>terdaftar</mark> x 100%" in text
    assert "Hanya di iku usulan.docx" in text and "Jumlah koperasi aktif" in text and "Jumlah wirausaha baru" in text
    assert 'scope="row">Nama</th>' not in text  # another spelling of one word is no difference
    doubt = re.search(r'scope="row">Kolom 2023</th>(.*?)</tr>', text, re.DOTALL)
    assert doubt is not None and "waspada" in doubt[1]


def test_a_document_beside_its_equal_has_no_difference(made, kantor, orang, masuk) -> None:
    same = word((
        KEPALA,
        ("Koperasi yang tertib", "Jumlah koperasi aktif", "Banyaknya koperasi aktif", "98", "104,0", "Laporan keragaan"),
    ))  # fmt: skip
    again = word((
        KEPALA,
        ("Koperasi yang tertib", "Jumlah koperasi aktif", "Banyaknya koperasi aktif", "98", "104", "Laporan keragaan"),
    ))  # fmt: skip
    first, second = (read(kantor, orang("yusuf"), isi, nama) for isi, nama in ((same, "a.docx"), (again, "b.docx")))
    text = masuk("yusuf").get(f"{P}banding/", {"pertama": first.pk, "kedua": second.pk}).content.decode()
    assert "Kedua dokumen sama: 1 indikator tanpa perbedaan" in text and "<table" not in text


@pytest.mark.parametrize("query", ["", "?pertama=x&kedua=", "?pertama={0}&kedua={0}", "?pertama={0}&kedua=99999"])
def test_without_two_documents_one_is_asked_to_choose(query, made, masuk) -> None:
    page = masuk("yusuf").get(f"{P}banding/{query.format(made.pk)}")
    text = page.content.decode()
    assert page.status_code == 200 and 'name="pertama"' in text and 'name="kedua"' in text
    assert ("Pilih dua dokumen yang berbeda." in text) is bool(query)


def test_another_office_is_never_one_of_the_two(made, bekasi, masuk) -> None:
    planner = person_with("perencana_lain", "perencana", kantor=bekasi.kode)
    client = Client()
    client.force_login(planner)
    theirs = read(bekasi, planner, LAIN, "bekasi.docx")
    text = masuk("yusuf").get(f"{P}banding/?pertama={made.pk}&kedua={theirs.pk}").content.decode()
    assert "bekasi.docx" not in text and "wirausaha" not in text and "Pilih dua dokumen yang berbeda." in text
    other = client.get(f"/k/32.75-2.17/2024/baca/banding/?pertama={made.pk}&kedua={theirs.pk}").content.decode()
    assert "iku usulan.docx" not in other


# --- anonymous, other office, roles that may not, wrong method, from the past, without the token


@pytest.fixture(params=["tanyakan", "selesai", "buka", "jawab"])
def action(request, made, asked, bidang, orang) -> tuple[str, dict[str, str], str]:
    """An address with a complete form, and who may send it."""
    if request.param == "buka":
        close_review(made, ALASAN, by=orang("yusuf"), at=AT)
    if request.param == "jawab":
        return f"{P}tanya/{asked.pk}/", {"kalimat": JAWAB}, "siti"
    body = {"baris": "1", "medan": "nama", "bidang": str(bidang.pk), "kalimat": TANYA, "alasan": ALASAN}
    return f"{P}{made.pk}/{request.param}/", body, "yusuf"


def test_who_may_does_it(action, masuk) -> None:
    before, (address, body, who) = state(), action
    assert masuk(who).post(address, body).status_code == 302
    assert state() != before


def test_anonymous_is_led_to_sign_in(action) -> None:
    before, (address, body, _) = state(), action
    assert Client().post(address, body)["Location"] == f"/masuk/?next={address}"
    assert state() == before


@pytest.mark.parametrize("username", ["dadang", "nia", "melinda", "taufik", "fajar", "rahma"])
def test_for_another_office_it_does_not_exist(username, action, masuk) -> None:
    before, (address, body, _) = state(), action
    assert masuk(username).post(address, body).status_code == 404
    assert state() == before


@pytest.mark.parametrize("username", ["agus", "dewi", "ratna", "indra", "galuh"])
def test_for_whoever_has_no_part_in_it_it_does_not_exist(username, action, masuk) -> None:
    before, (address, body, _) = state(), action
    assert masuk(username).post(address, body).status_code == 404
    assert masuk(username).get(f"{P}banding/").status_code == 404
    assert state() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_answered_in_plain_words(method, action, masuk) -> None:
    before, (address, _, who) = state(), action
    assert getattr(masuk(who), method)(address).status_code == 405
    assert state() == before


def test_from_a_past_standpoint_nothing_happens(action, masuk) -> None:
    before, (address, body, who) = state(), action
    assert masuk(who).post(address + "?diketahui=2026-01-05", body).status_code in (302, 405)
    assert state() == before


def test_a_post_without_the_token_of_the_form_is_refused(action, orang) -> None:
    before, (address, body, who) = state(), action
    client = Client(enforce_csrf_checks=True)
    client.force_login(orang(who))
    assert client.post(address, body).status_code == 403
    assert state() == before
