"""The trend of one IKU: years, the running one with its forecast, and a break wherever the measure changed."""

import re

from tolok.store.models import Definisi, Realisasi

P = "/k/35.75-2.17/"


def trend(client, path: str) -> str:
    response = client.get(P + path)
    assert response.status_code == 200
    return response.content.decode().split('class="muka-tren"')[1].split("</section>")[0]


def drawn(text: str) -> str:
    """The wide chart."""
    return text.split('class="layar"')[1].split("</svg>")[0]


def change_measure(kode: str, tahun: int) -> None:
    """The draft of a year as if its definition had become another measure since then."""
    row = Realisasi.objects.get(indikator__kode=kode, indikator__perangkat_daerah="35.75/2.17", tahun=tahun, triwulan=0)
    old = row.definisi
    row.definisi = Definisi.objects.create(
        hash_definisi="b" * 64, kode=kode, hash_ukuran="c" * 64, berlaku_sejak="2024-01-01",
        isi={**old.isi, "berlaku_sejak": "2024-01-01", "populasi": "koperasi yang sudah RAT"},
    )  # fmt: skip
    row.save()


def test_one_measure_is_one_line_with_a_target_for_every_year(masuk) -> None:
    text = drawn(trend(masuk("ratna"), "2024/KOP-03/"))
    assert text.count('class="garis"') == 2
    assert text.count('class="dasar-target"') == 3
    assert "definisi" not in text.lower()


def test_the_line_stops_where_the_measure_changed_and_both_sides_are_named(masuk) -> None:
    change_measure("KOP-03", 2024)
    text = trend(masuk("ratna"), "2024/KOP-03/")
    chart = drawn(text)
    assert chart.count('class="garis') == 1
    assert 'class="garis lama"' in chart
    assert "Definisi sejak 1 Januari 2020" in chart
    assert "Definisi sejak 1 Januari 2024" in chart
    assert "koperasi yang sudah RAT" in chart
    assert "Angka sebelum dan sesudah 2024 tidak dibandingkan karena cara menghitungnya berubah." in text
    assert "2024 diukur dengan cara baru" in text
    assert "lebih tinggi daripada" not in text


def test_years_measured_in_another_way_say_nothing_about_the_share_of_this_one(masuk) -> None:
    """Both earlier years of the quarter's forecast would have to be measured alike; the quarter itself is changed here."""
    quarter = Realisasi.objects.get(
        indikator__kode="UM-02", indikator__perangkat_daerah="35.75/2.17", tahun=2024, triwulan=3
    )
    old = quarter.definisi
    quarter.definisi = Definisi.objects.create(
        hash_definisi="d" * 64, kode="UM-02", hash_ukuran="e" * 64, berlaku_sejak="2024-01-01", isi=old.isi
    )
    quarter.save()
    page = masuk("ratna").get(P + "2024-TW3/UM-02/").content.decode()
    assert "tanpa: belum ada dua tahun sebelumnya untuk dibandingkan" in page
    assert "2 dari 6 IKU diperkirakan" in masuk("ratna").get(P + "2024-TW3/").content.decode()


def test_a_running_quarter_stands_beside_whole_years_and_its_forecast_beside_it(masuk) -> None:
    chart = drawn(trend(masuk("ratna"), "2024-TW3/UM-02/"))
    assert re.findall(r">(2022|2023|2024)</text>", chart) == ["2022", "2023", "2024"]
    assert "s.d. Triwulan III" in chart
    assert chart.count("ramalan") == 1
    assert re.search(r">Perkiraan \d+,\d\d</text>", chart)


def test_the_numbers_of_the_chart_stand_below_it_as_a_table(masuk) -> None:
    text = trend(masuk("ratna"), "2024-TW3/UM-02/")
    table = re.sub(r"<[^>]+>", " ", text.split("Lihat sebagai tabel")[1])
    for part in ("2022", "31,95", "2023", "33,30", "33,00", "2024", "33,96", "36,36"):
        assert part in table
