"""Pages of definitions: read, propose, decide, try; five cases per action, and what the editor must keep."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from tolok.services.usul import open_usul_of
from tolok.store.models import DefinisiKantor, IndikatorKantor, Larangan, LogPerubahan, UsulDefinisi
from web.lima_kasus import CSP, person_with

K = "/k/35.75-2.17/2024/"
RUMUS = K + "UM-02/rumus/"
UBAH = RUMUS + "ubah/"
COBA = K + "coba-rumus/"
INLINE = (" style=", "<style", "<script>", " onclick=", "javascript:")


@pytest.fixture
def um02(kantor) -> IndikatorKantor:
    return IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang").get(
        perangkat_daerah=kantor, kode="UM-02"
    )


def fields(page: str) -> dict[str, str]:
    """The form as it was opened."""
    found = dict(re.findall(r'<input[^>]* name="(versi|[a-z_]+)"[^>]* value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.S):
        [found[name]] = re.findall(r'value="([^"]*)" selected', options)
    found.pop("csrfmiddlewaretoken", None)
    return {name: unescape(value) for name, value in found.items() if name not in ("tema", "kembali", "tindakan")}


@pytest.fixture
def isi(masuk) -> dict[str, str]:
    """A whole proposal as the form sends it."""
    opened = fields(masuk("yusuf").get(UBAH).content.decode())
    changes = {
        "batas": opened["batas"] + " Tambahan.",
        "berlaku_sejak": "2026-01-01",
        "diputuskan_dasar": "nota dinas 7",
        "alasan": "batasnya belum jelas bagi pembaca",
    }
    return {**opened, **changes}


@pytest.fixture
def usul(masuk, isi, um02) -> UsulDefinisi:
    masuk("yusuf").post(UBAH, {**isi, "tindakan": "ajukan"})
    found = open_usul_of(um02)
    assert found is not None and found.status == "diajukan"
    return found


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "yusuf", "indra", "galuh"])
def test_everyone_of_the_office_reads_what_an_iku_means(username, masuk) -> None:
    page = masuk(username).get(RUMUS)
    assert page.status_code == 200
    assert "Dibaca kembali" in page.content.decode() and "<math" in page.content.decode()


def test_the_register_of_changes_names_every_version_with_its_reason(masuk) -> None:
    page = masuk("indra").get(K + "KOP-03/rumus/").content.decode()
    assert "Versi 2" in page and "batasnya dipertegas" in page and "Yusuf Hidayat" in page
    beda = masuk("indra").get(K + "KOP-03/rumus/versi/2/").content.decode()
    assert "<ins>" in beda and "Batas" in beda
    assert masuk("indra").get(K + "KOP-03/rumus/versi/3/").status_code == 404
    assert masuk("indra").get(K + "KOP-03/rumus/versi/1/").status_code == 404


def test_as_known_before_it_was_decided_the_second_version_does_not_exist(masuk) -> None:
    page = masuk("indra").get(K + "KOP-03/rumus/?diketahui=2025-01-20").content.decode()
    assert "Versi 2" not in page and "Usulkan perubahan" not in page


def test_pages_carry_the_policy_and_nothing_inline(masuk, usul) -> None:
    for path in (RUMUS, COBA, K + "KOP-01/rumus/", RUMUS + f"usul/{usul.pk}/", K + "KOP-03/rumus/ubah/"):
        response = masuk("yusuf").get(path)
        assert response.status_code == 200 and response["Content-Security-Policy"].startswith(CSP)
        assert [mark for mark in INLINE if mark in response.content.decode()] == []


# --- the editor -------------------------------------------------------------------------------------------------------


def test_saving_keeps_the_text_and_opening_again_shows_it(masuk, isi, um02) -> None:
    broken = {**isi, "rumus": "banyak(usaha_monev yang omst > 1)", "berlaku_sejak": "besok"}
    done = masuk("yusuf").post(UBAH, {**broken, "tindakan": "simpan"}, follow=True)
    assert done.redirect_chain == [(UBAH, 302)]
    page = done.content.decode()
    assert "Draf tersimpan." in page and 'value="besok"' in page and "omst" in page
    assert "Maksud Anda <code>omset</code>?" in page and "Dari rumus terakhir yang terbaca" in page
    assert LogPerubahan.objects.filter(tindakan="usul.dibuat", objek__startswith="UM-02").count() == 1


def test_the_server_replaces_a_guessed_word_only_when_asked(masuk, isi, um02) -> None:
    client = masuk("yusuf")
    rumus = "persen(usaha_monev yang omst > 1)"
    page = client.post(UBAH, {**isi, "rumus": rumus, "tindakan": "periksa"}, follow=True).content.decode()
    assert open_usul_of(um02).isi.count("omst") == 1
    button = re.search(r'name="tindakan" value="(ganti:\d+)"', page)
    assert button
    client.post(UBAH, {**isi, "rumus": rumus, "tindakan": button[1]})
    assert "omst" not in open_usul_of(um02).isi and "yang omset > 1" in open_usul_of(um02).isi


def test_another_reading_is_offered_with_its_figure_and_taken_when_asked(masuk, kantor) -> None:
    koperasi = IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-01")
    path = K + "KOP-01/rumus/ubah/"
    client = masuk("siti")
    usul = open_usul_of(koperasi)
    client.post(K + f"KOP-01/rumus/usul/{usul.pk}/", {"versi": str(usul.versi), "putusan": "tarik"})
    rumus = "A = banyak(koperasi_tahunan yang dinilai_kesehatan)\n(A - A tahun lalu) / A tahun lalu * 100"
    isi = {**fields(client.get(path).content.decode()), "rumus": rumus}
    page = client.post(path, {**isi, "tindakan": "periksa"}, follow=True).content.decode()
    assert "Hasilnya 5,00%, bukan 6,31%." in page
    [button] = re.findall(r'Maksud Anda <code>predikat_kesehatan = .*?value="(pakai:\d+)"', page, re.S)
    client.post(path, {**isi, "tindakan": button})
    assert 'predikat_kesehatan = "sehat"' in open_usul_of(koperasi).isi


def test_new_results_become_the_examples_promise_only_when_asked(masuk, isi, um02) -> None:
    client = masuk("yusuf")
    changed = {**isi, "rumus": "persen(usaha_monev yang omset > 1)"}
    page = client.post(UBAH, {**changed, "tindakan": "periksa"}, follow=True).content.decode()
    assert "ini janji contohnya" in page
    after = client.post(UBAH, {**changed, "tindakan": "contoh"}, follow=True).content.decode()
    assert "ini janji contohnya" not in after


def test_submitting_with_faults_keeps_the_draft_and_says_everything_at_once(masuk, isi, um02) -> None:
    faulty = {**isi, "rumus": "banyak(", "alasan": "", "diputuskan_dasar": ""}
    page = masuk("yusuf").post(UBAH, {**faulty, "tindakan": "ajukan"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "Definisi belum dapat diajukan" in text and "Dasar keputusan belum diisi" in text and "autofocus" in text
    assert open_usul_of(um02).status == "draf" and "banyak(" in open_usul_of(um02).isi


def test_a_whole_proposal_goes_to_the_head_of_the_office(usul, masuk) -> None:
    page = masuk("ratna").get(RUMUS + f"usul/{usul.pk}/").content.decode()
    assert "Putusan Anda" in page and "Tambahan." in page
    assert masuk("yusuf").get(UBAH)["Location"].endswith(f"/usul/{usul.pk}/")


def test_while_typing_the_text_is_kept_coloured_and_answered(masuk, isi, um02) -> None:
    client, before = masuk("yusuf"), LogPerubahan.objects.count()
    first = client.post(UBAH + "periksa/", {**isi, "rumus": "persen(usaha_monev yang omst > 1)"})
    assert first.status_code == 200
    text = first.content.decode()
    assert '<span class="kata">persen</span>' in text and '<span class="salah">omst</span>' in text
    assert text.count('hx-swap-oob="true"') == 4 and "Dari rumus terakhir yang terbaca" in text
    client.post(UBAH + "periksa/", {**isi, "rumus": "persen(usaha_monev yang omset > 1)"})
    assert "yang omset > 1" in open_usul_of(um02).isi
    assert LogPerubahan.objects.count() == before + 1  # that a draft was begun; not every key


def test_the_value_comes_with_a_second_question_and_keeps_nothing(masuk, isi, um02) -> None:
    answer = masuk("yusuf").post(UBAH + "nilai/", isi).content.decode()
    assert "Nilai pada data kini" in answer and "Percobaan, bukan angka resmi." in answer
    assert open_usul_of(um02) is None


def test_who_writes_at_the_same_time_is_told_while_typing(masuk, isi) -> None:
    masuk("yusuf").post(UBAH + "periksa/", isi)
    answer = masuk("hendra").post(UBAH + "periksa/", {**isi, "alasan": "alasan dari orang kedua"})
    assert "Usul ini baru saja diubah Yusuf Hidayat" in answer.content.decode()
    assert "orang kedua" not in UsulDefinisi.objects.get(kode="UM-02").alasan


def test_a_draft_that_nobody_wants_is_thrown_away_by_its_writer(masuk, isi, um02) -> None:
    client = masuk("yusuf")
    client.post(UBAH, {**isi, "tindakan": "simpan"})
    done = client.post(UBAH, {**isi, "tindakan": "hapus"}, follow=True)
    assert "Draf usul UM-02 dihapus" in done.content.decode()
    assert open_usul_of(um02) is None


def test_who_may_not_see_rows_gets_no_trial_by_the_back_door(usul, masuk, orang, kantor, isi) -> None:
    shown = masuk("indra").get(RUMUS + f"usul/{usul.pk}/").content.decode()
    hidden = masuk("galuh").get(RUMUS + f"usul/{usul.pk}/").content.decode()
    assert "Angka menurut usul ini" in shown and "Angka menurut usul ini" not in hidden
    Larangan.objects.create(pengguna=orang("hendra"), pemda=kantor.pemda, hak="lihat_baris", alasan="cuti")
    page = masuk("hendra").get(K + "UM-01/rumus/ubah/").content.decode()
    assert "Dibaca kembali" in page and "Nilai pada data kini" not in page
    assert "Nilai pada" not in masuk("hendra").post(K + "UM-01/rumus/ubah/nilai/", isi).content.decode()


def test_an_iku_that_nobody_defined_has_no_such_page(masuk, kantor) -> None:
    IndikatorKantor.objects.create(
        perangkat_daerah=kantor, kode="KOP-99", nama="belum", urut=99, jenjang="sasaran", tujuan_sasaran="belum"
    )
    for path in ("", "ubah/", "versi/2/"):
        assert masuk("yusuf").get(K + f"KOP-99/rumus/{path}").status_code == 404


# --- five cases: writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [UBAH, UBAH + "periksa/", UBAH + "nilai/"])
def test_writing_is_for_those_who_may_propose(path, masuk, isi, orang) -> None:
    assert Client().post(path, isi)["Location"].startswith("/masuk/?next=")
    reader = Client()
    reader.force_login(person_with("pengawas", "inspektorat"))
    assert reader.post(path, isi).status_code == 404
    for username in ("ratna", "siti", "dadang", "nia"):  # siti: verifikator of the other bidang
        assert masuk(username).post(path, isi).status_code == 404
    assert masuk("yusuf").put(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(orang("yusuf"))
    assert strict.post(path, isi).status_code == 403
    assert not UsulDefinisi.objects.filter(kode="UM-02").exists()


def test_a_past_standpoint_writes_nothing(masuk, isi) -> None:
    assert masuk("yusuf").post(UBAH + "?diketahui=2025-02-01", {**isi, "tindakan": "simpan"})["Location"] == UBAH
    assert not UsulDefinisi.objects.filter(kode="UM-02").exists()


# --- deciding ---------------------------------------------------------------------------------------------------------


def decision(usul: UsulDefinisi, **changes: str) -> dict[str, str]:
    return {"versi": str(usul.versi), "putusan": "tetapkan", "catatan": "", **changes}


def test_the_head_decides_and_the_office_has_its_own_version(usul, masuk, orang) -> None:
    done = masuk("ratna").post(RUMUS + f"usul/{usul.pk}/", decision(usul), follow=True)
    assert done.redirect_chain == [(RUMUS, 302)] and "Usul definisi UM-02 ditetapkan." in done.content.decode()
    own = DefinisiKantor.objects.get(kode="UM-02")
    assert (own.oleh, own.usul) == (orang("ratna"), usul)
    assert "Versi 2" in done.content.decode()


def test_a_refusal_without_its_reason_comes_back_with_the_field_marked(usul, masuk) -> None:
    page = masuk("ratna").post(RUMUS + f"usul/{usul.pk}/", decision(usul, putusan="tolak", catatan="tidak"))
    assert page.status_code == 409 and "Alasan penolakan belum ditulis" in page.content.decode()
    assert ">tidak</textarea>" in page.content.decode()


@pytest.mark.parametrize("versi", ["", "0", "-1", "abc", "9" * 30])
def test_a_page_that_is_not_of_this_version_decides_nothing(usul, masuk, versi) -> None:
    assert masuk("ratna").post(RUMUS + f"usul/{usul.pk}/", decision(usul, versi=versi)).status_code == 409
    assert not DefinisiKantor.objects.filter(kode="UM-02").exists()


def test_deciding_is_for_the_head_alone(usul, masuk, orang) -> None:
    path = RUMUS + f"usul/{usul.pk}/"
    assert Client().post(path, decision(usul))["Location"].startswith("/masuk/?next=")
    for username in ("yusuf", "hendra", "bambang", "indra", "galuh", "dadang", "melinda"):
        assert masuk(username).post(path, decision(usul)).status_code == 404
    assert masuk("ratna").delete(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(orang("ratna"))
    assert strict.post(path, decision(usul)).status_code == 403
    assert not DefinisiKantor.objects.filter(kode="UM-02").exists()


def test_a_proposal_of_pasuruan_is_not_found_under_the_address_of_bekasi(usul, masuk) -> None:
    for kode in ("UM-02", "EKO-01"):
        assert masuk("melinda").get(f"/k/32.75-2.17/2024/{kode}/rumus/usul/{usul.pk}/").status_code == 404


# --- trying -----------------------------------------------------------------------------------------------------------


def test_any_formula_is_tried_and_said_back(masuk) -> None:
    page = masuk("hendra").post(COBA, {"rumus": "persen(koperasi_tahunan yang rat)"})
    assert page.status_code == 200
    assert "Hasil percobaan: 59,01%" in page.content.decode() and "Atas 222 baris" in page.content.decode()


def test_a_formula_that_cannot_be_read_is_answered_with_the_guess(masuk) -> None:
    page = masuk("hendra").post(COBA, {"rumus": "banyak(koperasi_tahunn)"})
    assert page.status_code == 409 and "Maksud Anda `koperasi_tahunan`?" in page.content.decode()


def test_without_the_right_to_see_rows_few_are_not_counted_and_many_are(masuk) -> None:
    client = masuk("galuh")
    few = client.post(COBA, {"rumus": "banyak(koperasi_tahunan yang volume_usaha > 900.000.000.000.000)"})
    assert few.status_code == 200 and "kurang dari 5 pelaku" in few.content.decode()
    many = client.post(COBA, {"rumus": "persen(koperasi_tahunan yang rat)"}).content.decode()
    assert "Hasil percobaan: " in many and "Dengan angka" not in many


def test_trying_is_for_the_office_and_by_post(masuk, orang, isi_coba: Callable[[], dict[str, str]]) -> None:
    assert Client().post(COBA, isi_coba())["Location"].startswith("/masuk/?next=")
    for username in ("dadang", "nia", "rahma"):
        assert masuk(username).post(COBA, isi_coba()).status_code == 404
    assert masuk("hendra").put(COBA).status_code == 405
    assert not LogPerubahan.objects.filter(tindakan__startswith="rumus.").exists()


@pytest.fixture
def isi_coba() -> Callable[[], dict[str, str]]:
    return lambda: {"rumus": "banyak(koperasi_tahunan)"}
