"""Pages of findings and of the evaluation: enter, report, decide, grade, establish; each only by whose it is."""

import pytest
from django.test import Client

from tolok.services.lke import criteria_of
from tolok.store.models import NilaiLke, TindakLanjut, register_model
from web.lima_kasus import CSP

P = "/k/35.75-2.17/2024/"
BARU = {
    "nomor": "APIP/2024/901", "asal": "APIP", "tanggal_lhp": "2024-12-01", "uraian": "Kartu kendali belum diisi lengkap",
    "rekomendasi_1": "Lengkapi kartu kendali", "nilai_1": "", "rekomendasi_2": "", "nilai_2": "",
}  # fmt: skip
LAPOR = {"isi": "Kartu kendali sudah dilengkapi", "tanggal": "2025-01-05", "nilai": "", "bukti": "ND 3/2025"}
PUTUS = {"status": "sesuai", "isi": "Bukti cukup dan relevan", "bukti": "700/9/2025", "tanggal": "2025-01-12"}


@pytest.fixture
def temuan(masuk) -> str:
    """The address of a finding that the inspectorate just entered."""
    return masuk("indra").post(P + "temuan/baru/", BARU)["Location"]


def only_recommendation():
    rows = register_model("rekomendasi").objects.filter(nomor_temuan="APIP/2024/901", diketahui_sampai=None)
    return rows.get()


def test_a_finding_goes_from_entry_over_report_to_decision(temuan, masuk, angka) -> None:
    row = only_recommendation()
    page = masuk("hendra").get(temuan).content.decode()
    assert "Kartu kendali belum diisi lengkap" in page and "Laporkan tindak lanjut" in page
    assert "Putuskan status" not in page
    assert masuk("hendra").post(f"{temuan}{row.entitas}/lapor/", LAPOR)["Location"] == temuan
    form = masuk("indra").get(f"{temuan}{row.entitas}/putuskan/").content.decode()
    assert "ND 3/2025" in form and f'name="dasar" value="{row.pk}"' in form
    done = masuk("indra").post(f"{temuan}{row.entitas}/putuskan/", {**PUTUS, "dasar": str(row.pk)}, follow=True)
    assert "Inspektorat memutuskan: sesuai" in done.content.decode()
    assert only_recommendation().status == "sesuai"
    assert angka("TK-02", 2024).nilai == "1500/17"


def test_the_list_says_how_many_are_done_and_late(temuan, masuk) -> None:
    text = masuk("ratna").get(P + "temuan/").content.decode()
    assert "17 dari 22 rekomendasi 2024 sudah sesuai, 5 lewat 60 hari" in text
    assert "Masukkan temuan" not in text


def test_the_list_as_known_before_does_not_hold_what_came_later(temuan, masuk) -> None:
    text = masuk("ratna").get(P + "temuan/?diketahui=2025-02-01").content.decode()
    assert "APIP/2024/901" not in text and "17 dari 21" in text


def test_what_is_missing_is_said_beside_its_field_and_the_rest_stays(masuk) -> None:
    response = masuk("indra").post(P + "temuan/baru/", {**BARU, "uraian": "", "nilai_1": "1,5"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Uraian temuan belum cukup" in text and "Nilai bukan rupiah utuh" in text and "APIP/2024/901" in text
    assert not register_model("temuan").objects.filter(nomor_temuan="APIP/2024/901").exists()


def test_a_decision_that_was_taken_meanwhile_is_said(temuan, masuk) -> None:
    row = only_recommendation()
    body = {**PUTUS, "dasar": str(row.pk)}
    assert masuk("indra").post(f"{temuan}{row.entitas}/putuskan/", body).status_code == 302
    late = masuk("indra").post(f"{temuan}{row.entitas}/putuskan/", {**body, "status": "belum sesuai"})
    assert late.status_code == 409
    assert "baru saja diubah" in late.content.decode()


@pytest.mark.parametrize("username", ["hendra", "ratna", "bambang", "galuh", "fajar", "dadang"])
def test_only_the_inspectorate_of_the_pemda_enters_and_decides(temuan, masuk, username) -> None:
    row = only_recommendation()
    assert masuk(username).post(P + "temuan/baru/", {**BARU, "nomor": "X"}).status_code == 404
    assert masuk(username).post(f"{temuan}{row.entitas}/putuskan/", {**PUTUS, "dasar": str(row.pk)}).status_code == 404
    assert only_recommendation().status == "belum ditindaklanjuti"


@pytest.mark.parametrize("username", ["indra", "ratna", "yusuf", "nia"])
def test_only_the_operator_of_the_office_reports(temuan, masuk, username) -> None:
    before = TindakLanjut.objects.count()
    assert masuk(username).post(f"{temuan}{only_recommendation().entitas}/lapor/", LAPOR).status_code == 404
    assert TindakLanjut.objects.count() == before


def test_who_is_not_signed_in_is_asked_to(temuan) -> None:
    for path in (P + "temuan/", temuan, P + "temuan/baru/", P + "lke/", P + "lke/1/mandiri/"):
        assert Client().post(path, BARU)["Location"].startswith("/masuk/?next=/")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_changes_nothing(masuk, method) -> None:
    for path in ("temuan/", "temuan/baru/", "lke/", "lke/1/evaluator/", "lke/tetapkan/"):
        assert getattr(masuk("indra"), method)(P + path).status_code == 405


def grades(komponen: str, grade: str, tahun: int = 2025) -> dict[str, object]:
    body: dict[str, object] = {}
    for letter in "abc":
        sub = f"{komponen}.{letter}"
        here = NilaiLke.objects.filter(perangkat_daerah="35.75/2.17", tahun=tahun, sub=sub, penilai="evaluator").last()
        body |= {
            f"grade_{sub}": grade, f"kriteria_{sub}": [str(one.nomor) for one in criteria_of(sub)], f"catatan_{sub}": "",
            f"bukti_{sub}": "LKE 2025", f"dasar_{sub}": str(here.pk if here else 0),
        }  # fmt: skip
    return body


def test_the_evaluator_grades_four_komponen_and_establishes_the_result(masuk) -> None:
    client, year = masuk("indra"), "/k/35.75-2.17/2025/"
    for komponen in "1234":
        done = client.post(f"{year}lke/{komponen}/evaluator/", grades(komponen, "B"))
        assert (done.status_code, done["Location"]) == (302, year + "lke/")
    assert "Evaluator memberi 70,00; LHE 2025 belum ditetapkan" in client.get(year + "lke/").content.decode()
    done = client.post(year + "lke/tetapkan/", {"nomor": "700/1/2026", "tanggal": "2026-01-30"}, follow=True)
    assert "Nilai AKIP 2025: 70,00, B (Baik)" in done.content.decode()


def test_the_office_grades_itself_with_what_the_system_proves_beside_the_criteria(masuk) -> None:
    page = masuk("hendra").get(P + "lke/2/mandiri/").content.decode()
    assert "6 IKU punya definisi yang dapat dijalankan" in page and "evaluator" in page
    assert masuk("hendra").get(P + "lke/2/evaluator/").status_code == 404
    assert masuk("indra").get(P + "lke/2/mandiri/").status_code == 404
    assert masuk("hendra").get(P + "lke/9/mandiri/").status_code == 404
    assert masuk("hendra").get(P + "lke/2/siapa/").status_code == 404


def test_one_wrong_line_keeps_nothing_of_the_komponen(masuk) -> None:
    body = {**grades("1", "B"), "grade_1.b": "BB", "kriteria_1.b": ["1"]}
    response = masuk("indra").post("/k/35.75-2.17/2025/lke/1/evaluator/", body)
    assert response.status_code == 409
    assert "1 dari 11 kriteria terpenuhi" in response.content.decode()
    assert not NilaiLke.objects.filter(tahun=2025).exists()


def test_sending_the_same_grades_again_adds_nothing(masuk) -> None:
    client, url = masuk("indra"), "/k/35.75-2.17/2025/lke/1/evaluator/"
    client.post(url, grades("1", "B"))
    client.post(url, grades("1", "B"))
    assert NilaiLke.objects.filter(tahun=2025).count() == 3


def test_an_incomplete_sheet_cannot_be_established(masuk) -> None:
    response = masuk("indra").post("/k/35.75-2.17/2025/lke/tetapkan/", {"nomor": "1", "tanggal": "2026-01-30"})
    assert response.status_code == 409
    assert "elum diisi: 1.a" in response.content.decode()


def test_the_pages_carry_the_policy_and_nothing_inline(temuan, masuk) -> None:
    for path in (P + "temuan/", temuan, P + "temuan/baru/", P + "lke/", P + "lke/1/evaluator/", P + "lke/tetapkan/"):
        response = masuk("indra").get(path)
        assert response["Content-Security-Policy"].startswith(CSP)
        text = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []
