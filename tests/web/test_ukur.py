"""Pages of measuring: the five cases of every decision, what is shown as known at an instant, what a file is served as."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from services.ukur_bersama import AT, HAMBAT, PDF, TINDAK, pdf, tell, type_in
from tolok.services.periode import batas_of, batas_text, close_period, row_of
from tolok.store.models import Bukti, LogPerubahan, Penjelasan, PeriodePengukuran, Realisasi
from tolok.values.period import Period
from web.lima_kasus import Formulir, Kasus

K = "/k/35.75-2.17/2023/"
T = K + "KOP-01/terbitan/1/"
DAYS = {"data": "2026-01-15", "ajukan": "2026-01-22", "verifikasi": "2026-01-29", "setujui": "2026-02-05",
        "terbit": "2026-02-12"}  # fmt: skip
WHY = "menunggu rapat anggota"


_MAY_NOT = ("hendra", "siti", "ratna", "indra")
CASES = {
    "tulis": Kasus(T + "penjelasan/tulis/", "hendra", {"penghambat": HAMBAT, "tindak_lanjut": TINDAK}, T + "penjelasan/",
                   ("ratna", "yusuf", "indra", "galuh")),
    "tautan": Kasus(T + "bukti/lampirkan/", "hendra", {"jenis": "tautan", "tautan-isi": "https://arsip.example/a"},
                    T + "bukti/", ("ratna", "yusuf", "galuh")),
    "cabut": Kasus(T + "bukti/{bukti}/cabut/", "hendra", {"alasan": "berkas yang keliru"}, T + "bukti/",
                   ("ratna", "yusuf", "galuh")),
    "ketik": Kasus(T + "ketik/", "hendra", {"nilai": "7,10", "sebab": "register belum dibuka", "versi": "{versi}"},
                   K + "KOP-01/", ("siti", "ratna", "yusuf", "indra")),
    "hitung-kembali": Kasus(T + "hitung-kembali/", "hendra", {"versi": "{versi}"}, K + "KOP-01/",
                            ("siti", "ratna", "indra")),
    "buka": Kasus("/k/35.75-2.17/2025/pengukuran/buka/", "yusuf", DAYS, "/k/35.75-2.17/2025/pengukuran/", _MAY_NOT,
                  tercatat=7),  # the year, and a draft of each of six indikator
    "batas": Kasus(K + "pengukuran/batas/", "yusuf", {**DAYS, "alasan": WHY, "dasar": "{dasar}"}, K + "pengukuran/",
                   _MAY_NOT),
    "tutup": Kasus(K + "pengukuran/tutup/", "yusuf", {"alasan": WHY}, K + "pengukuran/", _MAY_NOT),
    "buka-kembali": Kasus("/k/35.75-2.17/2022/pengukuran/buka-kembali/", "yusuf", {"alasan": WHY},
                          "/k/35.75-2.17/2022/pengukuran/", _MAY_NOT),
}  # fmt: skip


@pytest.fixture(params=sorted(CASES))
def kasus(request, angka, orang, kantor) -> Kasus:
    """One decision, with the figure, its evidence and its state filled in."""
    case, row = CASES[request.param], angka("KOP-01")
    laid, _ = pdf(row, orang("hendra"))
    if request.param == "hitung-kembali":
        row = type_in(row, orang("hendra"))
    if request.param == "tulis":
        case = replace(case, isi={**case.isi, "dasar": last_words(row)})
    known = {"versi": str(row.versi), "dasar": batas_text(batas_of(row_of(kantor, Period(2023)))), "bukti": str(laid.pk)}
    isi = {name: value.format(**known) for name, value in case.isi.items()}
    return replace(case, url=case.url.format(**known), isi=isi)


def last_words(row: Realisasi) -> str:
    return str(Penjelasan.objects.filter(realisasi=row).order_by("-id").values_list("pk", flat=True).first() or 0)


def state() -> tuple[object, ...]:
    """Everything that one of these decisions would change."""
    return (
        tuple(Realisasi.objects.order_by("pk").values_list("pk", "nilai", "cara", "versi")),
        tuple(PeriodePengukuran.objects.order_by("pk").values_list("pk", "batas_terbit", "ditutup_pada")),
        Penjelasan.objects.count(), tuple(Bukti.objects.order_by("pk").values_list("pk", "dicabut_pada")),
        LogPerubahan.objects.count(),
    )  # fmt: skip


class TestKeputusan(Formulir):
    asing = ("dadang", "nia", "melinda", "fajar")
    lampau = "2025-02-01"
    state = staticmethod(state)


def test_the_same_click_once_more_changes_nothing(kasus, masuk) -> None:
    client = masuk(kasus.oleh)
    client.post(kasus.url, kasus.isi)
    before = state()
    client.post(kasus.url, kasus.isi)
    assert state() == before


def test_an_empty_form_is_answered_with_what_is_missing_and_changes_nothing(kasus, masuk) -> None:
    before = state()
    assert masuk(kasus.oleh).post(kasus.url, {}).status_code == 409
    assert state() == before


READ = ("tugas/", "pengukuran/", "KOP-01/terbitan/1/penjelasan/", "KOP-01/terbitan/1/bukti/")


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("username", ["hendra", "siti", "ratna", "yusuf", "indra", "galuh"])
def test_everybody_of_the_office_reads_also_from_a_past_standpoint(path, username, masuk) -> None:
    for query in ("", "?diketahui=2024-02-01"):
        response = masuk(username).get(K + path + query)
        assert response.status_code == 200
        assert ("Anda melihat keadaan 1 Februari 2024" in response.content.decode()) is bool(query)


def test_words_and_evidence_are_shown_as_they_were_known(angka, orang, masuk) -> None:
    row, client = angka("KOP-01"), masuk("ratna")
    tell(row, orang("hendra"), penghambat="Sebab yang kemudian ditulis.")
    pdf(row, orang("hendra"), nama="susulan.pdf")
    now = [client.get(f"{T}{page}/").content.decode() for page in ("penjelasan", "bukti")]
    then = [client.get(f"{T}{page}/?diketahui=2024-02-01").content.decode() for page in ("penjelasan", "bukti")]
    assert ["Sebab yang kemudian" in now[0], "susulan.pdf" in now[1]] == [True, True]
    assert ["Sebab yang kemudian" in then[0], "susulan.pdf" in then[1]] == [False, False]


def test_a_file_comes_as_something_to_save_with_the_type_of_its_content(angka, orang, masuk) -> None:
    laid, _ = pdf(angka("KOP-01"), orang("hendra"), nama='la"poran; é.pdf')
    response = masuk("ratna").get(f"{T}bukti/{laid.pk}/")
    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"].startswith('attachment; filename="la_poran_ _.pdf"; filename*=UTF-8')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert masuk("ratna").get(f"{K}UM-01/terbitan/1/bukti/{laid.pk}/").status_code == 404
    assert masuk("dadang").get(f"{T}bukti/{laid.pk}/").status_code == 404


def test_an_uploaded_file_is_attached_and_a_wrong_one_refused_in_plain_words(angka, masuk) -> None:
    client = masuk("hendra")
    good = {"jenis": "berkas", "berkas-halaman": "halaman 3", "berkas": SimpleUploadedFile("x.pdf", PDF, "text/html")}
    done = client.post(T + "bukti/lampirkan/", good, follow=True)
    assert "x.pdf dilampirkan." in done.content.decode()
    assert Bukti.objects.get(nama="x.pdf").tipe == "application/pdf"
    bad = {"jenis": "berkas", "berkas": SimpleUploadedFile("virus.pdf", b"MZ\x90\x00", "application/pdf")}
    refused = client.post(T + "bukti/lampirkan/", bad)
    assert refused.status_code == 409
    assert "Jenis berkas ini tidak diterima" in refused.content.decode()


def test_of_two_who_write_at_once_the_second_keeps_his_words_and_sees_the_others(angka, masuk) -> None:
    row = angka("KOP-01")
    body = {"dasar": last_words(row), "penghambat": HAMBAT, "tindak_lanjut": TINDAK, "pendorong": ""}
    assert masuk("hendra").post(T + "penjelasan/tulis/", body).status_code == 302
    late = masuk("bambang").post(T + "penjelasan/tulis/", {**body, "penghambat": "Kata saya yang lain sekali."})
    text = late.content.decode()
    assert late.status_code == 409
    assert "baru saja ditulis orang lain" in text
    assert "Kata saya yang lain sekali." in text
    assert f"Sekarang: {HAMBAT}" in text
    again = {**body, "dasar": re.search(r'name="dasar" value="(\d+)"', text)[1], "penghambat": "Gabungan kedua kata."}
    assert masuk("bambang").post(T + "penjelasan/tulis/", again).status_code == 302


def test_a_step_that_lacks_words_says_so_with_the_way_there_and_has_no_button(masuk) -> None:
    text = masuk("hendra").get("/k/35.75-2.17/2024/KOP-01/terbitan/1/ajukan/").content.decode()
    assert "Penghambat belum ditulis" in text
    assert 'href="/k/35.75-2.17/2024/KOP-01/terbitan/1/penjelasan/tulis/"' in text
    assert 'name="versi"' not in text
    offered = masuk("hendra").get("/k/35.75-2.17/2024/KOP-01/").content.decode()
    assert "/k/35.75-2.17/2024/KOP-01/terbitan/1/ajukan/" in offered


def test_the_perencana_is_offered_to_open_a_published_figure_again_and_does(masuk, angka) -> None:
    client = masuk("yusuf")
    assert "Buka kembali dengan alasan" in client.get(K + "KOP-03/").content.decode()
    assert "Buka kembali dengan alasan" not in masuk("ratna").get(K + "KOP-03/").content.decode()
    body = {"versi": str(angka("KOP-03").versi), "catatan": "laporan susulan empat koperasi"}
    done = client.post(K + "KOP-03/terbitan/1/buka_kembali/", body, follow=True)
    assert "dibuka kembali sebagai terbitan 2" in done.content.decode()
    assert angka("KOP-03").status == "diterbitkan"


def test_every_page_of_a_typed_figure_says_so(angka, orang, masuk) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    pdf(row, orang("hendra"), nama="surat dinas.pdf")
    client = masuk("ratna")
    sheet = client.get(T + "lembar-hitung/").content.decode()
    assert "angka ini diketik, tidak dihitung" in sheet
    assert "register belum dibuka" in sheet
    assert "surat dinas.pdf" in sheet
    for path in (K, K + "KOP-01/", T, T + "bukti/", T + "ajukan/", K + "pengukuran/", K + "tugas/"):
        assert client.get(path).status_code == 200, path
    assert "diketik" in client.get(K + "KOP-01/").content.decode()
    assert client.get(T + "baris/0/terhitung/").status_code == 404


def test_a_return_names_who_must_mend(masuk) -> None:
    text = masuk("ratna").get(K + "UM-01/terbitan/1/kembalikan/").content.decode()
    assert re.search(r"Angka kembali kepada (Dewi Anggraini|Hendra Wijaya) dengan alasan Anda", text)


def test_a_closed_period_says_so_and_offers_its_perencana_to_open_it_again(masuk, kantor, orang) -> None:
    close_period(kantor, Period(2023), WHY, by=orang("yusuf"), at=AT)
    text = masuk("yusuf").get(K + "pengukuran/").content.decode()
    assert "Tahun 2023 sudah ditutup" in text
    assert K + "pengukuran/buka-kembali/" in text
    assert K + "pengukuran/buka-kembali/" not in masuk("hendra").get(K + "pengukuran/").content.decode()
    refused = masuk("hendra").get(T + "ajukan/").content.decode()
    assert "Periode ini sudah ditutup" in refused
