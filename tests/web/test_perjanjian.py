"""Pages of Perjanjian Kinerja and of a program's indicators: per form it works, anonymous, another office, a role that only
reads, another method; and what the pages say."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tolok.store.models import IndikatorProgram, LogPerubahan, PerjanjianKinerja, Program, TargetProgram
from web.lima_kasus import CSP, Formulir, Kasus

P = "/k/35.75-2.17/2024/"
ALASAN = "disesuaikan dengan Renja Perubahan"


def program(kode: str) -> Program:
    return Program.objects.get(perangkat_daerah="35.75/2.17", kode=kode)


def form_perubahan() -> tuple[str, dict[str, str]]:
    body = {
        "nomor": "2", "pertama_nama": "Ratna Widyastuti", "pertama_jabatan": "Kepala Dinas", "kedua_nama": "Suryo Adiwinata",
        "kedua_jabatan": "Wali Kota Pasuruan", "tanggal": "2024-11-04", "alasan": "prioritas",
        "penjelasan": "Asumsi pertumbuhan ekonomi kota berubah",
    }  # fmt: skip
    return "perjanjian/buat/kepala/", body


def form_perjanjian() -> tuple[str, dict[str, str]]:
    _, body = form_perubahan()
    more = {"nomor": "0", "alasan": "", "penjelasan": "", "tanggal_dpa": "2024-10-31", "sumber_dana": "APBD"}
    return f"perjanjian/buat/kegiatan-{program('2.17.03.2.01').pk}/", {**body, **more}


def form_indikator_baru() -> tuple[str, dict[str, str]]:
    body = {"nama": "Jumlah koperasi yang dibina", "satuan": "koperasi", "sasaran": "", "target": "1.250"}
    return f"program/{program('2.17.06').pk}/indikator/tambah/", body


def _indikator() -> IndikatorProgram:
    return IndikatorProgram.objects.get(program=program("2.17.04"))


def form_indikator() -> tuple[str, dict[str, str]]:
    one = _indikator()
    body = {"nama": one.nama, "satuan": one.satuan, "sasaran": one.sasaran, "target": "60", "alasan": ALASAN}
    return f"program/{one.program_id}/indikator/{one.pk}/", body


def form_hapus() -> tuple[str, dict[str, str]]:
    path, _ = form_indikator()
    return path, {"tindakan": "hapus", "alasan_hapus": ALASAN}


FORMS = (form_perubahan, form_perjanjian, form_indikator_baru, form_indikator, form_hapus)


@pytest.fixture(params=FORMS, ids=lambda form: form.__name__)
def kasus(request, db) -> Kasus:
    path, body = request.param()
    return Kasus(P + path, "yusuf", body)


def count() -> tuple[int, ...]:
    kept = IndikatorProgram.objects.filter(dihapus_pada=None).count()
    return (kept, *(one.objects.count() for one in (LogPerubahan, PerjanjianKinerja, IndikatorProgram, TargetProgram)))


class TestFormulir(Formulir):
    bukan = ("indra", "hendra", "ratna", "siti")
    lampau = "2024-12-01"
    state = staticmethod(count)


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_its_field(masuk) -> None:
    path, body = form_perubahan()
    answer = masuk("yusuf").post(P + path, {**body, "tanggal": "2024-02-30", "alasan": "", "pertama_nip": "12"})
    text = answer.content.decode()
    assert answer.status_code == 409
    for mark in ('id="g-tanggal"', 'id="g-alasan"', 'id="g-pertama_nip"', "Asumsi pertumbuhan ekonomi kota berubah"):
        assert mark in text


def test_the_second_of_two_planners_is_told_and_nothing_happens_twice(masuk) -> None:
    path, body = form_perubahan()
    assert masuk("yusuf").post(P + path, body).status_code == 302
    before = count()
    late = masuk("yusuf").post(P + path, body)
    assert late.status_code == 409
    assert "baru saja dibuat orang lain" in late.content.decode()
    assert count() == before


# --- reading ----------------------------------------------------------------------------------------------------------


def first() -> PerjanjianKinerja:
    return PerjanjianKinerja.objects.get(perangkat_daerah="35.75/2.17", tahun=2024, jenjang="kepala", nomor=0)


@pytest.mark.parametrize("username", ["hendra", "bambang", "ratna", "yusuf", "indra", "galuh"])
def test_everyone_of_the_office_reads_the_agreements_and_only_the_planner_is_offered_to_make_one(username, masuk) -> None:
    client = masuk(username)
    listed = client.get(P + "perjanjian/").content.decode()
    one = client.get(f"{P}perjanjian/{first().pk}/")
    assert "4 dari 5 Perjanjian Kinerja 2024 sudah dibuat; 1 belum diperbarui" in listed
    assert "Bidang Usaha Mikro: perjanjian belum diperbarui" in listed
    assert one.status_code == 200
    assert ("perjanjian/buat/" in listed) == (username == "yusuf")
    assert one["Content-Security-Policy"].startswith(CSP)


def test_the_pages_answer_no_other_method_and_nobody_else(masuk) -> None:
    for path in ("perjanjian/", f"perjanjian/{first().pk}/"):
        assert Client().get(P + path)["Location"] == f"/masuk/?next={P}{path}"
        assert masuk("dadang").get(P + path).status_code == 404
        assert masuk("yusuf").post(P + path).status_code == 405


def test_an_agreement_that_was_changed_leads_to_the_one_in_force(masuk) -> None:
    text = masuk("ratna").get(f"{P}perjanjian/{first().pk}/").content.decode()
    newest = PerjanjianKinerja.objects.get(perangkat_daerah="35.75/2.17", tahun=2024, jenjang="kepala", nomor=1)
    assert "Sudah diganti Perubahan ke-1 tanggal 20 September 2024" in text
    assert f"/perjanjian/{newest.pk}/" in text
    assert "1.361.600.000" in text


def test_an_agreement_in_force_shows_its_targets_budget_parties_and_reason(masuk) -> None:
    newest = PerjanjianKinerja.objects.get(perangkat_daerah="35.75/2.17", tahun=2024, jenjang="kepala", nomor=1)
    text = masuk("ratna").get(f"{P}perjanjian/{newest.pk}/").content.decode()
    for word in ("8,50", "36,36", "1.480.000.000", "8.507.000.000", "Suryo Adiwinata", "Perubahan strategi", "APBD 2024"):
        assert word in text


def test_the_page_of_an_agreement_leads_to_its_paper(masuk) -> None:
    client, row = masuk("ratna"), first()
    link = re.search(r'href="([^"]+jabatan=[^"]+)"', client.get(f"{P}perjanjian/{row.pk}/").content.decode())
    assert link is not None
    assert link[1].endswith(f"?jabatan={row.pk}")
    paper = client.get(link[1])
    assert paper.status_code == 200
    assert "Perjanjian Kinerja" in paper.content.decode()
    assert "TLK-P05" not in paper.content.decode()


def test_a_year_without_agreements_says_so_and_a_past_standpoint_knows_only_what_was_known(masuk) -> None:
    assert "Belum ada Perjanjian Kinerja 2022" in masuk("ratna").get("/k/35.75-2.17/2022/perjanjian/").content.decode()
    past = masuk("yusuf").get(P + "perjanjian/?diketahui=2024-03-01").content.decode()
    assert "4 dari 5 Perjanjian Kinerja 2024 sudah dibuat" in past
    assert "belum diperbarui" not in past
    assert "perjanjian/buat/" not in past
    assert f"{first().pk}/?diketahui=2024-03-01" in past
    newest = PerjanjianKinerja.objects.get(perangkat_daerah="35.75/2.17", tahun=2024, jenjang="kepala", nomor=1)
    assert masuk("yusuf").get(f"{P}perjanjian/{newest.pk}/?diketahui=2024-03-01").status_code == 404


def test_a_form_for_what_has_no_target_says_so_before_anything_is_typed(masuk) -> None:
    text = masuk("yusuf").get("/k/35.75-2.17/2026/perjanjian/buat/kepala/").content.decode()
    assert "6 indikator belum punya target 2026" in text


def test_the_program_shows_its_indicators_and_only_the_planner_may_change_them(masuk) -> None:
    one = _indikator()
    path, change = f"{P}program/{one.program_id}/", f"/indikator/{one.pk}/"
    planner, head = masuk("yusuf").get(path).content.decode(), masuk("ratna").get(path).content.decode()
    for text in (planner, head):
        assert one.nama in text
        assert "Indikator program (outcome)" in text
    assert change in planner
    assert change not in head
    assert "indikator/tambah/" not in head
    assert change not in masuk("yusuf").get(path + "?diketahui=2024-12-01").content.decode()


def test_the_list_costs_as_many_queries_with_many_agreements_as_with_few(masuk, orang) -> None:
    client, row, counted = masuk("yusuf"), first(), []
    for more in (0, 10):
        for nomor in range(2, 2 + more):
            PerjanjianKinerja.objects.create(
                perangkat_daerah=row.perangkat_daerah, jenjang="kepala", tahun=2024, nomor=nomor, tanggal=row.tanggal,
                pertama=row.pertama, kedua=row.kedua, alasan="pejabat", isi=row.isi, diketahui=row.diketahui,
                oleh=orang("yusuf"),
            )  # fmt: skip
        client.get(P + "perjanjian/")  # what is asked once per process
        with CaptureQueriesContext(connection) as queries:
            assert client.get(P + "perjanjian/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 35
