"""What anybody sees: published figures only, no small count anywhere, no cookie, little to load."""

import csv
import io
import json
import re
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from django.test import Client

from tolok.services.persetujuan import take_step
from tolok.store.models import Pengguna, Realisasi
from tolok.values.instant import WIB
from tolok.values.period import Period

P = "/publik/35.75-2.17/2023/"
STATIC = Path(__file__).resolve().parents[2] / "src" / "tolok" / "web" / "static" / "tolok"
PATHS = ("/publik/", "/publik/35.75-2.17/", P, P + "KOP-03/", P + "angka.csv", P + "angka.json", P + "keterangan.json")


@pytest.fixture
def anybody(db) -> Client:
    return Client()


def page(client: Client, path: str, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == 200, path
    return response.content.decode()


def table(client: Client, path: str = P) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path + "angka.csv").content.decode("utf-8-sig"))))


def test_only_published_figures_are_shown_each_with_its_sentence_and_its_target(anybody) -> None:
    text = page(anybody, P)
    assert "Tiga ukuran kinerja yang dijanjikan dinas" in text
    assert "Tiga lagi masih diperiksa." in text
    assert ">7,73<" in text
    amounts = "Rp 159,81 miliar, tahun lalu Rp 148,34 miliar".replace("Rp ", "Rp\N{NO-BREAK SPACE}")
    assert f"Jumlah volume usaha koperasi {amounts}." in text
    assert "129% dari target" in text
    assert "target 6,00%" in text
    for hidden in ("UM-01", "4,35", "6,73", "Draf", "menunggu"):
        assert hidden not in text


def test_the_page_judges_nothing_and_forecasts_nothing(anybody) -> None:
    text = page(anybody, P).split("<main")[1]
    assert "perkiraan" not in text.lower()
    for word in ("mistar buruk", "mistar waspada", "mistar baik", "status buruk", "meleset"):
        assert word not in text


def test_what_is_not_published_has_no_page(anybody) -> None:
    for path in (P + "UM-01/", "/publik/99.99-2.17/", "/publik/35.75-2.17/abcd/", P + "TIDAK-ADA/"):
        assert anybody.get(path).status_code == 404


def test_a_year_without_published_figures_says_so_and_names_those_that_have_some(anybody) -> None:
    text = page(anybody, "/publik/35.75-2.17/2024/")
    assert "Belum ada angka yang diterbitkan untuk 2024. Angka 2023, 2022 ada di bawah." in text
    assert anybody.get("/publik/35.75-2.17/2024/angka.csv").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_no_public_answer_sets_a_cookie_or_depends_on_one(path, anybody, masuk) -> None:
    response = anybody.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=300"
    assert masuk("ratna").get(path).content == response.content


@pytest.mark.parametrize("path", PATHS)
def test_who_has_the_page_already_is_told_that_it_is_the_same(path, anybody) -> None:
    tag = anybody.get(path)["ETag"]
    again = anybody.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert anybody.get(path, headers={"If-None-Match": '"lain"'}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_nothing_can_be_sent_to_a_public_page(path, anybody) -> None:
    for method in ("post", "put", "delete", "patch"):
        assert getattr(anybody, method)(path).status_code == 405
    assert anybody.head(path).status_code == 200


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(anybody) -> None:
    for path in PATHS[:4]:
        text = page(anybody, path)
        marks = ("<script", " style=", "<style", " onclick=", "javascript:", "<form", "http://")
        assert [mark for mark in marks if mark in text] == []


def test_the_first_visit_weighs_at_most_100_kilobytes_in_all(anybody) -> None:
    """Everything that the page names and a browser fetches for it, uncompressed."""
    for path in (P, P + "KOP-03/"):
        text = page(anybody, path)
        names = set(re.findall(r'/static/tolok/([^"?]+)', text))
        assert {"tolok.css", "publik.css"} <= names
        weight = len(text.encode()) + sum((STATIC / name).stat().st_size for name in names)
        assert weight <= 100_000, f"{path} weighs {weight}"
        assert "font-style:italic" not in (STATIC / "publik.css").read_text()


def test_the_method_page_tells_how_it_is_counted_and_where_it_ends(anybody) -> None:
    text = page(anybody, P + "KOP-03/")
    for part in ("Cara menghitung", "<math", "Batasnya", "Rupiah menurut harga tahun masing-masing", "KOP-03/2023/1"):
        assert part in text
    assert "5 baris tidak lengkap isinya dan dikecualikan, bukan dianggap nol." in text


def test_a_small_kecamatan_is_hidden_together_with_another_in_page_and_files(anybody) -> None:
    """Three cooperatives have no region: their row is hidden, and the smallest other with it."""
    text = page(anybody, P + "KOP-03/")
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", text.split("Menurut kecamatan</h2>")[1].split("</table>")[0])
    plain = [re.sub(r"<[^>]+>", " ", one) for one in rows]
    hidden = [one.split("tidak ditampilkan")[0].strip() for one in plain if "tidak ditampilkan" in one]
    assert hidden == ["Bugul Kidul", "Tanpa wilayah"]
    for one in table(anybody):
        if one["kode"] == "KOP-03" and one["keterangan"] == "tidak ditampilkan":
            assert (one["nilai"], one["baris_dihitung"]) == ("", "")
    found = [one for one in json.loads(anybody.get(P + "angka.json").content)["angka"] if one["kode"] == "KOP-03"]
    empty = [(one["nilai"], one["baris_dihitung"]) for one in found if one["keterangan"] == "tidak ditampilkan"]
    assert empty == [(None, None)] * 2
    assert "35,38" not in text
    assert "35.38" not in anybody.get(P + "angka.csv").content.decode()


def small_sheet(row: Realisasi, counts: dict[str, tuple[int, int]]) -> dict[str, object]:
    """The sheet of a percentage with these counts (met, not met) per region, the city being their sum."""
    sheet = json.loads(json.dumps(row.lembar))
    known = {**counts, "35.75": tuple(map(sum, zip(*counts.values(), strict=True)))}
    for code, region in sheet["wilayah"].items():
        met, unmet = known.get(code, (0, 0))
        for at, (counted, not_counted) in enumerate(((met, unmet), (met + unmet, 0))):
            parts = {"terhitung": counted, "tidak_memenuhi": not_counted, "dikeluarkan": {}}
            region["total"][at] |= {"nilai": str(counted), **parts}
        region["nilai"] = f"{100 * met}/{met + unmet}" if met + unmet else None
        region["tampil"] = "1,00" if met + unmet else None
        region["alasan"] = None if met + unmet else "tidak ada baris"
    return sheet


def publish_with(row: Realisasi, sheet: dict[str, object], person: Pengguna) -> None:
    """The last step on an approved figure whose register had made this sheet."""
    row.lembar = sheet
    row.save()
    take_step(
        "terbitkan", by=person, slug="35.75-2.17", kode=row.indikator.kode, period=Period(row.tahun), nomor=row.nomor,
        versi=row.versi, at=datetime(2026, 3, 1, tzinfo=WIB),
    )  # fmt: skip


@pytest.mark.parametrize(
    "counts",
    [
        {"35.75.01": (2, 30), "35.75.02": (9, 20), "35.75.03": (8, 12), "35.75.04": (11, 40)},
        {"35.75.01": (1, 9), "35.75.02": (2, 9), "35.75.03": (10, 12), "35.75.04": (50, 60)},
        {"35.75.01": (6, 6), "35.75.02": (6, 1), "35.75.03": (7, 7), "35.75.04": (8, 9)},
        {"35.75.01": (20, 30), "35.75.02": (9, 20), "35.75.03": (8, 12), "35.75.04": (11, 40)},
    ],
)
def test_an_attacker_with_every_published_number_finds_no_small_count(counts, anybody, angka, orang) -> None:
    """He knows the city's sums and every shown row; hidden counts keep more than one possible value, and none is small."""
    row = angka("UM-02")
    publish_with(row, small_sheet(row, counts), orang("yusuf"))
    text = page(anybody, P + "UM-02/")
    shown = {}
    for one in table(anybody):
        if one["kode"] == "UM-02" and one["wilayah"] in counts and one["keterangan"] != "tidak ditampilkan":
            shown[one["wilayah"]] = int(one["baris_dihitung"])
    small = {code for code, parts in counts.items() if any(0 < count < 5 for count in parts)}
    assert not small & shown.keys()
    assert shown or len(small) > 1  # hiding everything is no answer where two rows would do
    hidden = sorted(counts.keys() - shown.keys())
    for part in (0, 1):
        left = sum(counts[code][part] for code in hidden)
        assert not 0 < left < 5
        fits = [guess for guess in product(range(left + 1), repeat=len(hidden)) if sum(guess) == left]
        for at, code in enumerate(hidden):
            assert len({guess[at] for guess in fits}) > 1, f"{code} is known from the sums"
    assert text.count("tidak ditampilkan") >= 2 * len(hidden)


def test_offices_with_published_figures_are_listed_by_their_city(anybody) -> None:
    text = page(anybody, "/publik/")
    assert text.index("Kota Bekasi") < text.index("Kota Pasuruan")
    assert 'href="/publik/35.75-2.17/"' in text


def test_the_office_without_a_period_shows_what_was_published_last(anybody) -> None:
    assert "Kota Pasuruan, 2023" in page(anybody, "/publik/35.75-2.17/")


def test_the_past_shows_what_was_published_then(anybody) -> None:
    assert "Belum ada angka yang diterbitkan untuk 2023." in page(anybody, P, diketahui="2024-01-20")
    text = page(anybody, P, diketahui="2024-01-27")
    assert "Anda melihat keadaan 27 Januari 2024." in text
    assert f'href="{P}KOP-03/?diketahui=2024-01-27"' in text
    assert anybody.get("/publik/35.75-2.17/", {"diketahui": "2020-01-01"}).status_code == 404


def test_a_file_carries_what_is_printed_and_nothing_more_exact(anybody) -> None:
    city = next(one for one in table(anybody) if one["kode"] == "KOP-03" and one["wilayah"] == "35.75")
    assert (city["nilai"], city["target"], city["capaian_persen"]) == ("7.73", "6.00", "128.83")
    assert city["baris_dihitung"] == "215"
    meaning = json.loads(anybody.get(P + "keterangan.json").content)
    assert {one["kode"] for one in meaning["iku"]} == {"TK-01", "TK-02", "KOP-03"}
    assert all(one["batas"] and one["definisi"] and one["sidik_data"] for one in meaning["iku"])


def test_the_sizes_beside_the_files_are_theirs(anybody) -> None:
    text = page(anybody, P)
    for name, label in (("angka.csv", "CSV"), ("angka.json", "JSON"), ("keterangan.json", "JSON")):
        size = max(1, round(len(anybody.get(P + name).content) / 1000))
        assert re.search(rf'{name}">[^<]+\({label}\)</a> <span class="ket">{size} kB', text)


def test_no_name_of_a_person_is_on_any_public_page(anybody) -> None:
    names = [one.nama for one in Pengguna.objects.all()]
    for path in PATHS:
        content = anybody.get(path).content.decode()
        assert [name for name in names if name in content] == []


def test_the_page_costs_few_queries(anybody, django_assert_max_num_queries) -> None:
    anybody.get(P)
    with django_assert_max_num_queries(9):
        anybody.get(P)
