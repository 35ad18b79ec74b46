"""Pages of the plan: per form it works, anonymous, another office, a role that only reads, another method."""

import re

import pytest
from django.test import Client

from tolok.services.iku import list_iku
from tolok.services.rencana import list_sasaran
from tolok.store.models import (
    Anggaran,
    Bidang,
    IndikatorKantor,
    IndikatorKota,
    LogPerubahan,
    Pemda,
    PerangkatDaerah,
    Program,
    Sasaran,
    Target,
)
from web.lima_kasus import CSP, Formulir, Kasus, person_with

P = "/k/35.75-2.17/2024/"
ALASAN = "diubah menurut Renstra perubahan"
READ = (
    "indikator/", "pohon/", "pohon/?tampil=tabel", "profil/", "katalog/", "katalog/?jenis=UM", "katalog/?cari=koperasi",
    "katalog/KOP-09/", "iku-kota/", "program/", "KOP-03/kartu/", "TK-01/kartu/", "KOP-03/target/",
)  # fmt: skip


def sasaran(begin: str) -> Sasaran:
    return next(one for one in list_sasaran(PerangkatDaerah.objects.get(kode="35.75/2.17")) if one.uraian.startswith(begin))


def bidang() -> Bidang:
    return Bidang.objects.get(perangkat_daerah="35.75/2.17", nama="Bidang Koperasi")


def program(kode: str) -> Program:
    return Program.objects.get(perangkat_daerah="35.75/2.17", kode=kode)


def form_profil() -> tuple[str, dict[str, str]]:
    return "profil/ubah/", {"visi": "Koperasi maju", "misi": "satu\ndua"}


def form_sasaran_baru() -> tuple[str, dict[str, str]]:
    return "sasaran/tambah/", {"jenis": "sasaran", "uraian": "Meningkatnya ekspor usaha mikro", "induk": ""}


def form_sasaran() -> tuple[str, dict[str, str]]:
    one = sasaran("Meningkatnya kapasitas")
    return f"sasaran/{one.pk}/", {"tindakan": "simpan", "uraian": "Kata baru", "induk": str(one.induk_id)}


def form_pakai() -> tuple[str, dict[str, str]]:
    return "katalog/KOP-09/pakai/", {"sasaran": str(sasaran("Meningkatnya kapasitas").pk), "bidang": str(bidang().pk)}


def form_letak() -> tuple[str, dict[str, str]]:
    body = {"sasaran": str(sasaran("Meningkatkan peran").pk), "bidang": str(bidang().pk), "tindakan": "simpan"}
    return "KOP-03/rencana/", body


def form_target() -> tuple[str, dict[str, str]]:
    known = {"t2022": "5", "t2023": "6", "t2024": "6,5", "t2024-TW1": "1,5", "t2024-TW2": "3", "t2024-TW3": "4,5"}
    return "KOP-03/target/isi/", {**known, "t2024-TW4": "6,5", "t2025": "7,5", "dasar": "Renstra 2025"}


def form_iku_kota() -> tuple[str, dict[str, str]]:
    return "iku-kota/tambah/", {"kode": "IKU-09", "nama": "Tingkat pengangguran terbuka"}


def form_iku_kota_lama() -> tuple[str, dict[str, str]]:
    one = IndikatorKota.objects.get(pemda="35.75", kode="IKU-02")
    return f"iku-kota/{one.pk}/", {"kode": "IKU-02", "nama": "Laju pertumbuhan ekonomi menurut BPS"}


def form_program_baru() -> tuple[str, dict[str, str]]:
    body = {"kode": "2.17.05", "nama": "Program Pendidikan dan Latihan Perkoperasian", "bidang": str(bidang().pk)}
    return "program/tambah/", {**body, "berlaku_sejak": "2024-01-01", "mendukung": "KOP-03"}


def form_program() -> tuple[str, dict[str, str]]:
    one = program("2.17.04")
    body = {"kode": one.kode, "nama": "Nama baru", "bidang": str(one.bidang_id), "berlaku_sejak": "2022-01-01"}
    return f"program/{one.pk}/ubah/", {**body, "alasan": ALASAN}


def form_anggaran() -> tuple[str, dict[str, str]]:
    return f"program/{program('2.17.04').pk}/anggaran/", {"pagu": "Rp 175.000.000", "tw1": "10.000.000"}


FORMS = (
    form_profil, form_sasaran_baru, form_sasaran, form_pakai, form_letak, form_target, form_iku_kota, form_iku_kota_lama,
    form_program_baru, form_program, form_anggaran,
)  # fmt: skip
CITY = (form_iku_kota, form_iku_kota_lama)


@pytest.fixture(params=FORMS, ids=lambda form: form.__name__)
def kasus(request, db) -> Kasus:
    path, body = request.param()
    return Kasus(P + path, "yusuf", body)


def count() -> tuple[int, ...]:
    models = (LogPerubahan, Sasaran, IndikatorKantor, Target, Program, Anggaran, IndikatorKota)
    return tuple(model.objects.count() for model in models)


class TestFormulir(Formulir):
    bukan = ("indra", "hendra", "ratna")
    state = staticmethod(count)


def test_sending_the_same_form_twice_changes_the_plan_once(kasus, masuk) -> None:
    client = masuk(kasus.oleh)
    client.post(kasus.url, kasus.isi)
    before = count()
    assert client.post(kasus.url, kasus.isi).status_code == 409
    assert count() == before


# --- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", READ)
def test_everybody_of_the_office_reads_the_plan_and_finds_no_form_to_change_it(path, db) -> None:
    client = Client()
    client.force_login(person_with("pengawas", "inspektorat"))
    response = client.get(P + path)
    text = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r'href="[^"]*/(?:ubah|tambah|isi|pakai|rencana|anggaran)/', text) == []
    assert client.post(P + path).status_code == 405


@pytest.mark.parametrize("path", READ)
def test_every_page_of_the_plan_carries_the_policy_and_nothing_inline(path, masuk) -> None:
    response = masuk("yusuf").get(P + path)
    text = response.content.decode()
    assert response["Content-Security-Policy"].startswith(CSP)
    assert [mark for mark in (" style=", "<style", "<script>", " onclick=", "javascript:") if mark in text] == []


@pytest.mark.parametrize("path", READ)
def test_every_page_of_the_plan_works_from_a_past_standpoint(path, masuk) -> None:
    mark = "&" if "?" in path else "?"
    response = masuk("yusuf").get(f"{P}{path}{mark}diketahui=2023-06-01")
    assert response.status_code == 200
    assert "Anda melihat keadaan 1 Juni 2023" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "most"),
    [("indikator/", 15), ("pohon/", 25), ("katalog/", 12), ("program/", 17), ("KOP-03/kartu/", 20), ("KOP-03/target/", 20)],
)
def test_a_page_of_the_plan_asks_the_database_no_more_than_it_did(path, most, masuk, django_assert_max_num_queries) -> None:
    client = masuk("yusuf")
    client.get(P + path)  # what is read once per process is read here
    with django_assert_max_num_queries(most):
        assert client.get(P + path).status_code == 200


def test_the_heading_of_the_list_counts_what_has_no_target(masuk) -> None:
    client = masuk("yusuf")
    head = re.compile(r"<h1>(.*?)</h1>")
    said = head.search(client.get(P + "indikator/").content.decode())[1].replace("\xa0", " ")
    assert said == "6 IKU pada 1 tujuan dan 3 sasaran; semua punya target 2024"
    said = head.search(client.get("/k/35.75-2.17/2025/indikator/").content.decode())[1].replace("\xa0", " ")
    assert said == "6 IKU pada 1 tujuan dan 3 sasaran; 6 belum punya target 2025"


def test_a_target_of_the_past_is_shown_as_it_was_known_then(masuk) -> None:
    client = masuk("yusuf")
    path, body = form_target()
    client.post(P + path, {**body, "t2024": "7", "t2024-TW4": "7", "alasan": ALASAN})
    now = client.get(P + "KOP-03/target/").content.decode()
    then = client.get(P + "KOP-03/target/?diketahui=2024-06-01").content.decode()
    assert "Target 2024: 7,00%" in now
    assert ALASAN in now
    assert "Target 2024: 6,50%" in then
    assert ALASAN not in then


def test_what_was_typed_is_kept_and_every_fault_stands_beside_its_field(masuk) -> None:
    path, body = form_target()
    response = masuk("yusuf").post(P + path, {**body, "t2025": "7.5", "dasar": "", "alasan": "mungkin"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Ada 2 yang perlu diperbaiki" in text
    assert "Maksud Anda 7,5?" in text
    assert 'value="7.5"' in text
    assert ">mungkin</textarea>" in text


def test_refusing_to_put_aside_keeps_the_words_that_are_stored(masuk) -> None:
    one = sasaran("Meningkatnya kapasitas")
    response = masuk("yusuf").post(f"{P}sasaran/{one.pk}/", {"tindakan": "sisihkan", "alasan": ALASAN})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Masih ada IKU padanya: KOP-03" in text
    assert one.uraian in text


def test_the_order_of_sasaran_and_iku_changes_by_a_button(masuk, kantor) -> None:
    client = masuk("yusuf")
    one = sasaran("Meningkatnya kapasitas")
    done = client.post(f"{P}sasaran/{one.pk}/", {"tindakan": "naik"}, follow=True)
    assert "Urutan sasaran diubah." in done.content.decode()
    assert [row.pk for row in list_sasaran(kantor)][1] == one.pk
    client.post(f"{P}UM-01/rencana/", {"tindakan": "naik"})
    assert [row.kode for row in list_iku(kantor)][:2] == ["UM-01", "KOP-01"]


def test_an_iku_whose_figures_are_out_has_no_button_to_leave_and_a_new_one_has(masuk, kantor) -> None:
    client = masuk("yusuf")
    assert "Keluarkan KOP-03" not in client.get(P + "KOP-03/rencana/").content.decode()
    assert client.post(P + "KOP-03/rencana/", {"tindakan": "keluarkan", "alasan": ALASAN}).status_code == 409
    path, body = form_pakai()
    client.post(P + path, body)
    assert "Keluarkan KOP-09" in client.get(P + "KOP-09/rencana/").content.decode()
    done = client.post(P + "KOP-09/rencana/", {"tindakan": "keluarkan", "alasan": ALASAN}, follow=True)
    assert "KOP-09 dikeluarkan dari rencana." in done.content.decode()
    assert client.get(P + "KOP-09/kartu/").status_code == 404


def test_a_definition_is_taken_up_in_two_clicks(masuk, kantor) -> None:
    client = masuk("yusuf")
    listed = client.get(P + "katalog/?jenis=KOP").content.decode()
    assert f'href="{P}katalog/KOP-09/pakai/"' in listed
    path, body = form_pakai()
    done = client.post(P + path, body, follow=True)
    assert "KOP-09 dipakai sebagai IKU." in done.content.decode()
    assert "KOP-09" in [one.kode for one in list_iku(kantor)]
    assert f'href="{P}katalog/KOP-09/pakai/"' not in client.get(P + "katalog/").content.decode()


@pytest.mark.parametrize("kode", ["KOP-99", "xyz", "..%2f", "%00"])
def test_a_definition_that_does_not_exist_is_not_found(kode, masuk) -> None:
    for path in (f"katalog/{kode}/", f"katalog/{kode}/pakai/", f"{kode}/kartu/", f"{kode}/target/", f"{kode}/rencana/"):
        assert masuk("yusuf").get(P + path).status_code == 404


def test_things_of_one_office_are_not_found_under_the_address_of_another(masuk) -> None:
    client = masuk("dadang")
    one, city = program("2.17.04"), IndikatorKota.objects.get(pemda="35.75", kode="IKU-02")
    for path in (f"program/{one.pk}/", f"program/{one.pk}/ubah/", f"program/{one.pk}/anggaran/", f"iku-kota/{city.pk}/"):
        assert client.get(f"/k/32.75-2.17/2024/{path}").status_code == 404
    assert client.get(f"/k/32.75-2.17/2024/sasaran/{sasaran('Meningkatnya kapasitas').pk}/").status_code == 404


def test_the_administrator_keeps_the_indicators_of_the_city_and_nothing_else_of_the_plan(masuk) -> None:
    client = masuk("galuh")
    for form in CITY:
        path, body = form()
        assert client.get(P + path).status_code == 200
        assert client.post(P + path, body).status_code == 302
    for form in (one for one in FORMS if one not in CITY):
        assert client.get(P + form()[0]).status_code == 404


def test_an_empty_office_comes_through_the_pages_to_a_first_iku_with_a_target(db) -> None:
    pemda = Pemda.objects.create(kode="35.76", nama="Kota Contoh")
    office = PerangkatDaerah.objects.create(kode="35.76/2.17", pemda=pemda, nama="Dinas Koperasi")
    unit = Bidang.objects.create(perangkat_daerah=office, nama="Bidang Koperasi")
    client, base = Client(), "/k/35.76-2.17/2026/"
    client.force_login(person_with("perencana_baru", "perencana", kantor="35.76/2.17"))
    for path in ("indikator/", "pohon/", "profil/", "katalog/", "program/", "iku-kota/"):
        assert client.get(base + path).status_code == 200, path
    assert "Rencana kantor ini belum ditulis" in client.get(base + "indikator/").content.decode()
    client.post(base + "profil/ubah/", {"visi": "Koperasi maju", "misi": "satu", "tugas": "", "fungsi": "", "tujuan": ""})
    client.post(base + "sasaran/tambah/", {"jenis": "tujuan", "uraian": "Koperasi yang sehat"})
    tujuan = list_sasaran(office)[0]
    client.post(base + "katalog/KOP-09/pakai/", {"sasaran": str(tujuan.pk), "bidang": str(unit.pk)})
    client.post(base + "KOP-09/target/isi/", {"t2026": "75", "dasar": "Renstra 2026–2030"})
    said = client.get(base + "indikator/").content.decode().replace("\xa0", " ")
    assert "1 IKU pada 1 tujuan; semua punya target 2026" in said
    tree = client.get(base + "pohon/").content.decode()
    assert "target 75,00%" in tree
    assert "Belum ada program untuk IKU ini" in tree
    assert "Belum ada IKU Kota" in tree


def test_a_running_quarter_is_set_against_the_year_on_the_tree(masuk) -> None:
    text = masuk("yusuf").get("/k/35.75-2.17/2024-TW3/pohon/").content.decode()
    assert "Pohon kinerja Triwulan III 2024" in text
    assert "dari 30,54%" in text
    assert "dari 22,50%" not in text


def test_the_drawing_and_the_list_name_the_same_things(masuk) -> None:
    client = masuk("yusuf")
    drawn, listed = (client.get(P + path).content.decode() for path in ("pohon/", "pohon/?tampil=tabel"))
    svg = drawn.split('<div class="pohon-gambar">')[1].split("</svg>")[0]
    assert '<div class="pohon-gambar">' not in listed
    links = re.findall(r'<a href="([^"]+)"', svg)
    assert set(links) <= set(re.findall(r'<a href="([^"]+)"', listed.split("<main")[1]))
    assert "Belum ada program untuk IKU ini" in svg
    assert "Belum ada program untuk IKU ini" in listed


def test_a_program_that_serves_nothing_is_named_under_the_tree(masuk) -> None:
    text = masuk("dadang").get("/k/32.75-2.17/2024/pohon/").content.decode()
    assert "1 program belum mendukung IKU" in text
    assert "belum mendukung IKU" not in masuk("yusuf").get(P + "pohon/").content.decode()
