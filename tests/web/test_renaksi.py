"""Pages of the action plan: per form it works, anonymous, another office, a role that only reads, another method."""

import re

import pytest
from django.test import Client

from tolok.store.models import IndikatorKantor, LogPerubahan, Program, RencanaAksi
from web.lima_kasus import CSP, Formulir, Kasus, person_with

P = "/k/35.75-2.17/2024/rencana-aksi/"
ALASAN = "kegiatan ini digabung dengan yang lain"


def iku(kode: str) -> IndikatorKantor:
    return IndikatorKantor.objects.get(perangkat_daerah="35.75/2.17", kode=kode)


def aksi(kode: str = "KOP-03") -> RencanaAksi:
    return iku(kode).rencana_aksi.filter(tahun=2024, dihapus_pada=None).order_by("urut").first()


def fields(**more: object) -> dict[str, object]:
    program = Program.objects.get(perangkat_daerah="35.75/2.17", kode="2.17.06")
    body = {
        "tindakan": "simpan", "uraian": "Mendampingi koperasi menyusun rencana usaha", "keluaran": "30 rencana usaha",
        "program": str(program.pk), "bidang": str(iku("KOP-03").bidang_id), "triwulan": ["2", "3"], "anggaran": "12.500.000",
    }  # fmt: skip
    return {**body, **more}


def form_baru() -> tuple[str, dict[str, object]]:
    return "KOP-03/tambah/", fields()


def form_ubah() -> tuple[str, dict[str, object]]:
    return f"{aksi().pk}/", fields()


def form_hapus() -> tuple[str, dict[str, object]]:
    return f"{aksi().pk}/", {"tindakan": "hapus", "alasan": ALASAN}


def form_turun() -> tuple[str, dict[str, object]]:
    return f"{aksi().pk}/", {"tindakan": "turun"}


FORMS = (form_baru, form_ubah, form_hapus, form_turun)


@pytest.fixture(params=FORMS, ids=lambda form: form.__name__)
def kasus(request, db) -> Kasus:
    path, body = request.param()
    return Kasus(P + path, "yusuf", body, P)


def state() -> tuple[object, ...]:
    rows = RencanaAksi.objects.order_by("pk").values_list("pk", "urut", "uraian", "dihapus_pada")
    return tuple(rows), LogPerubahan.objects.count()


# --- the five cases ---------------------------------------------------------------------------------------------------


class TestFormulir(Formulir):
    bukan = ("indra", "hendra", "ratna", "siti", "galuh")
    state = staticmethod(state)

    def test_a_person_of_another_office_finds_it_not_under_his_own_address_either(self, kasus, masuk) -> None:
        before = state()
        for username in self.asing:
            assert masuk(username).post(kasus.url.replace("35.75", "32.75"), kasus.isi).status_code == 404
        assert state() == before


def test_the_list_is_read_by_the_office_alone_and_answers_no_other_method(masuk) -> None:
    assert Client().get(P)["Location"] == f"/masuk/?next={P}"
    for username in TestFormulir.asing:
        assert masuk(username).get(P).status_code == 404
    for username in TestFormulir.bukan:
        listed = masuk(username).get(P)
        assert listed.status_code == 200
        assert "Tambah aksi" not in listed.content.decode()
    for method in ("put", "patch", "delete"):
        assert getattr(masuk("yusuf"), method)(P)["Allow"] == "GET"


# --- what the pages say -----------------------------------------------------------------------------------------------


def test_the_list_counts_activities_and_money_and_shows_each_under_its_iku(masuk) -> None:
    text = masuk("yusuf").get(P).content.decode()
    assert "14 aksi untuk 6 IKU tahun 2024, Rp 1.988.000.000" in text
    for words in ("80 kertas kerja penilaian", "TW\xa0II–\u2060III", "2.17.04 Program Penilaian Kesehatan", "128.000.000"):
        assert words in text
    assert "75 kertas kerja" not in text
    assert text.count("Tambah aksi") == 6


def test_the_heading_tells_which_iku_lacks_a_plan(masuk) -> None:
    iku("TK-02").rencana_aksi.all().delete()
    text = masuk("yusuf").get(P).content.decode()
    assert "1 dari 6 IKU belum punya rencana aksi 2024" in text
    assert "Belum ada aksi 2024 untuk TK-02." in text
    assert "Belum ada rencana aksi 2025" in masuk("yusuf").get(P.replace("2024", "2025")).content.decode()


def test_a_past_standpoint_shows_the_plan_of_that_day_and_offers_no_form(masuk) -> None:
    text = masuk("yusuf").get(P + "?diketahui=2024-04-01").content.decode()
    assert "75 kertas kerja penilaian" in text
    assert "80 kertas kerja" not in text
    assert "Tambah aksi" not in text


def test_what_was_typed_is_kept_and_every_fault_stands_beside_its_field(masuk) -> None:
    body = fields(uraian="", anggaran="banyak", triwulan=[], keluaran="30 rencana <b>usaha</b>")
    answer = masuk("yusuf").post(P + "KOP-03/tambah/", body)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "30 rencana &lt;b&gt;usaha&lt;/b&gt;" in text
    assert 'value="banyak"' in text
    for words in ("Uraian aksinya belum ditulis.", "bukan jumlah rupiah", "Jadwal aksinya belum dipilih."):
        assert words in text
    assert "checked" not in text


def test_the_form_shows_what_is_stored_and_a_refused_removal_keeps_it(masuk) -> None:
    row = aksi()
    for answer in (
        masuk("yusuf").get(f"{P}{row.pk}/"), masuk("yusuf").post(f"{P}{row.pk}/", {"tindakan": "hapus", "alasan": "x"}),
    ):  # fmt: skip
        text = answer.content.decode()
        assert row.uraian in text
        assert re.findall(r'name="triwulan" value="(\d)" checked', text) == [str(one) for one in row.triwulan]
        assert 'value="96.000.000"' in text
    assert "Alasannya belum cukup." in text
    assert aksi() == row


def test_an_activity_is_found_only_under_its_own_year(masuk) -> None:
    assert masuk("yusuf").get(f"{P.replace('2024', '2023')}{aksi().pk}/").status_code == 404
    assert masuk("yusuf").get(f"{P.replace('2024', '2024-TW2')}{aksi().pk}/").status_code == 200


def test_a_planner_of_another_role_name_writes_too_and_nothing_is_inline(db) -> None:
    client = Client()
    client.force_login(person_with("perencana-baru", "perencana"))
    for path in (P, f"{P}KOP-03/tambah/", f"{P}{aksi().pk}/"):
        response = client.get(path)
        assert response["Content-Security-Policy"].startswith(CSP)
        text = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []
    assert client.post(f"{P}KOP-03/tambah/", fields()).status_code == 302


def test_the_plan_has_a_tab_for_it(masuk) -> None:
    text = masuk("hendra").get("/k/35.75-2.17/2024/indikator/").content.decode()
    assert f'href="{P}"' in text
