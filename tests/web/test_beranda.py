"""The office at one look: what will miss and why in a running quarter, what waits for whom, each role its own column."""

import re
from datetime import datetime

import pytest
from django.test import Client

from tolok.services.persetujuan import take_step
from tolok.store.models import Langkah, Pengguna, PeriodePengukuran, Realisasi
from tolok.values.instant import WIB
from tolok.values.period import Period
from web.lima_kasus import person_with

TAHUN = "/k/35.75-2.17/2023/"
BERJALAN = "/k/35.75-2.17/2024-TW3/"


def body(client: Client, path: str, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def quarter(kode: str) -> Realisasi:
    return Realisasi.objects.get(indikator__kode=kode, indikator__perangkat_daerah="35.75/2.17", tahun=2024, triwulan=3)


def test_a_running_quarter_says_what_will_miss_its_target_by_how_much_and_why(masuk) -> None:
    text = body(masuk("ratna"), BERJALAN)
    assert "3 dari 6 IKU diperkirakan tidak mencapai target 2024" in text
    assert "Posisi sampai 30 September 2024." in text
    row = text.split("UM-01 · ")[1].split("</tr>")[0]
    assert "Agus Prasetyo" in row
    assert "Usaha yang mendekati batas kelas menunda membuka cabang." in row
    assert ">8,32%<" in row
    assert re.search(r"perkiraan \d+,\d\d%", row)
    assert re.search(r"−\d+,\d\d<", row)


def test_the_declared_rule_stands_on_the_page_that_forecasts_and_nowhere_else(masuk) -> None:
    client = masuk("ratna")
    assert "bagian setahun yang rata-rata sudah tercapai" in body(client, BERJALAN)
    assert "bagian setahun yang rata-rata sudah tercapai" in body(client, BERJALAN + "UM-01/")
    assert "Bagaimana perkiraan dibuat" not in body(client, TAHUN)
    assert "Bagaimana perkiraan dibuat" not in body(client, BERJALAN + "KOP-03/")


def test_what_a_yearly_register_cannot_say_of_a_quarter_has_a_reason_and_last_years_result(masuk) -> None:
    text = body(masuk("ratna"), BERJALAN)
    group = text.split("Belum ada angka</span>")[1]
    assert "Dihitung sesudah tahun berakhir. Hasil 2023: 7,73%." in group
    assert "belum diperkirakan" in group


def test_what_can_never_come_in_a_quarter_waits_for_nobody(masuk) -> None:
    """KOP-01 and KOP-03 of the quarter stay drafts with a reason; the operator is not asked to submit them."""
    waiting = body(masuk("hendra"), BERJALAN).split('id="menunggu"')[1].split("</section>")[0]
    assert "2024-TW3/KOP-0" not in waiting
    assert "/2023/KOP-01/" in waiting


@pytest.mark.parametrize(
    ("username", "heading"),
    [("hendra", "Menunggu Anda ajukan"), ("bambang", "Menunggu verifikasi Anda"), ("ratna", "Menunggu persetujuan Anda"),
     ("yusuf", "Menunggu Anda terbitkan")],
)  # fmt: skip
def test_the_right_column_names_what_the_reader_decides(username, heading, masuk) -> None:
    assert heading in body(masuk(username), BERJALAN)


@pytest.mark.parametrize("username", ["indra", "galuh"])
def test_one_who_only_reads_sees_where_the_figures_are_and_nothing_that_waits(username, masuk) -> None:
    text = body(masuk(username), TAHUN)
    assert "Di mana angkanya sekarang" in text
    assert "Periksa satu per satu" not in text


def test_a_verifier_inside_a_bidang_is_asked_for_its_figures_only(masuk) -> None:
    """UM-01 of the quarter waits for a verifier: of Bidang Usaha Mikro, not of Bidang Koperasi."""
    assert "UM-01" in body(masuk("agus"), BERJALAN).split('id="menunggu"')[1].split("</section>")[0]
    assert "UM-01" not in body(masuk("siti"), BERJALAN).split('id="menunggu"')[1].split("</section>")[0]


def test_a_deadline_is_said_in_days_and_a_passed_one_is_late_elsewhere(masuk) -> None:
    text = body(masuk("ratna"), BERJALAN)
    assert "hari lagi" in text.split('id="menunggu"')[1].split("</section>")[0]
    late = text.split("Terlambat di tempat lain")[1].split("</section>")[0]
    assert "UM-01 belum diverifikasi" in late
    assert "Lewat 2 hari" in late


def test_nothing_is_late_in_a_period_that_is_closed(masuk) -> None:
    PeriodePengukuran.objects.filter(tahun=2024, triwulan=3).update(ditutup_pada=datetime(2026, 1, 1, tzinfo=WIB))
    assert "Terlambat di tempat lain" not in body(masuk("ratna"), BERJALAN)


def test_the_registers_say_who_uses_them_what_came_last_and_how_they_stand(masuk) -> None:
    table = body(masuk("ratna"), TAHUN).split("Data yang melandasi angka</h2>")[1]
    row = next(one for one in table.split("<tr ") if "Monev usaha mikro" in one)
    assert "UM-01, UM-02" in row
    assert "10 Januari 2024" in row
    assert "2.000" in row
    assert ">52<" in row
    assert "Tepat waktu" in row


def test_the_past_shows_the_forecast_of_that_day_and_nothing_that_waits(masuk) -> None:
    client = masuk("ratna")
    then = body(client, BERJALAN, diketahui="2025-01-23")
    assert "Anda melihat keadaan 23 Januari 2025." in then
    assert "diperkirakan tidak mencapai target 2024" in then
    assert "Periksa satu per satu" not in then
    before = body(client, BERJALAN, diketahui="2025-01-21")
    assert "Periode belum dibuka" in before
    assert "diperkirakan" not in before.split("<main")[1].split("</main>")[0]


def test_a_quarter_without_earlier_years_says_what_is_measured_and_judges_nothing(masuk, kantor) -> None:
    """2022 has no year before it with which a share could be told."""
    from tolok.services.pengukuran import draft_figures

    draft_figures(kantor, Period(2022, 2), by=None, at=datetime(2026, 2, 1, tzinfo=WIB))
    text = body(masuk("ratna"), "/k/35.75-2.17/2022-TW2/")
    assert re.search(r"\d dari 6 IKU sudah diukur untuk Triwulan II 2022", text)
    assert "Belum dapat diperkirakan" in text
    main = text.split("<main")[1].split("</main>")[0]
    assert 'class="mistar buruk"' not in main
    assert "Tidak mencapai target" not in main


def test_walking_through_them_the_page_of_one_figure_leads_to_the_next(masuk) -> None:
    client = masuk("ratna")
    first = re.search(r'class="tombol utama penuh" href="([^"]+)"', body(client, BERJALAN))
    assert first is not None
    assert "Berikutnya menunggu Anda: " in body(client, first[1])


def test_the_indicator_page_of_a_quarter_shows_forecast_range_pace_and_target_of_the_year(masuk) -> None:
    text = body(masuk("ratna"), BERJALAN + "UM-01/")
    facts = re.sub(r"<[^>]+>", " ", text.split("muka-angka")[1].split("muka-tren")[0])
    for part in ("Target 2024", "30,54%", "Perkiraan akhir tahun", "meleset", "Rentang perkiraan"):
        assert part in facts
    assert "naik 22,22 poin dalam 1 triwulan" in facts
    assert "2024 diperkirakan" in text
    assert "s.d. Triwulan III" in text
    assert "Lingkaran kosong: perkiraan akhir tahun" in text


def test_the_indicator_page_shows_words_and_evidence_as_they_were_known(masuk) -> None:
    client = masuk("ratna")
    now = body(client, TAHUN + "KOP-03/")
    assert "Volume simpan pinjam di Gadingrejo naik" in now
    assert "Rekap laporan RAT 2023 (contoh).pdf" in now
    file = re.search(r'href="([^"]+/bukti/\d+/)"', now)
    assert file is not None
    assert client.get(file[1]).status_code == 200
    then = body(client, TAHUN + "KOP-03/", diketahui="2024-01-22T10:00")
    assert "Volume simpan pinjam di Gadingrejo naik" not in then
    assert "Rekap laporan RAT 2023 (contoh).pdf" not in then


def test_a_forecast_is_stored_nowhere(masuk) -> None:
    before = list(Realisasi.objects.order_by("pk").values_list("pk", "nilai", "versi"))
    body(masuk("ratna"), BERJALAN)
    assert list(Realisasi.objects.order_by("pk").values_list("pk", "nilai", "versi")) == before
    assert "perkiraan" not in str(quarter("UM-01").lembar)


def test_a_figure_once_approved_waits_no_longer_and_the_next_one_is_offered(masuk, orang) -> None:
    row = quarter("TK-02")
    person = Pengguna.objects.get(username="ratna")
    take_step(
        "setujui", by=person, slug="35.75-2.17", kode="TK-02", period=Period(2024, 3), nomor=row.nomor, versi=row.versi,
        at=datetime(2026, 3, 1, tzinfo=WIB),
    )  # fmt: skip
    assert Langkah.objects.filter(realisasi=row, aksi="setujui", oleh=person).exists()
    waiting = body(masuk("ratna"), BERJALAN).split('id="menunggu"')[1].split("</section>")[0]
    assert "TK-02" not in waiting
    assert "UM-02" in waiting


def test_a_reader_of_another_office_finds_no_page(masuk) -> None:
    assert masuk("dadang").get(BERJALAN).status_code == 404
    assert Client().get(BERJALAN).status_code == 302
    assert masuk("ratna").post(BERJALAN).status_code == 405


def test_a_person_with_two_roles_is_asked_for_both(kantor) -> None:
    client = Client()
    client.force_login(person_with("dua-peran", "verifikator", "kepala_dinas"))
    assert "Menunggu Anda</h2>" in body(client, BERJALAN)


def test_who_may_write_beside_a_figure_finds_the_doors_and_who_only_reads_does_not(masuk) -> None:
    doors = ("Tulis penjelasan", "Ubah penjelasan", "Kelola bukti")
    operator = body(masuk("hendra"), TAHUN + "KOP-01/")
    assert "Ubah penjelasan" in operator
    assert "Kelola bukti" in operator
    assert not any(word in body(masuk("galuh"), TAHUN + "KOP-01/") for word in doors)
    assert not any(word in body(masuk("hendra"), TAHUN + "KOP-01/", diketahui="2024-01-30") for word in doors)
