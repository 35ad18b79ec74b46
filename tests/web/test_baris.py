"""Two clicks from a figure to its rows; the filtered rows as files in which nothing runs and nothing personal stands."""

import csv
import io
import re

import openpyxl
import pytest

from tolok.store.models import register_model
from web.lima_kasus import person_with

P = "/k/35.75-2.17/2023/"
BARIS = P + "UM-01/terbitan/1/baris/0/"


def text_of(client, path: str, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def test_two_clicks_lead_from_the_figure_to_its_rows(masuk) -> None:
    client = masuk("ratna")
    sheet = re.search(r'href="([^"]+lembar-hitung/)"', text_of(client, P + "UM-01/"))
    assert sheet is not None
    rows = re.search(r'<td class="n"><a href="([^"]+)">87</a>', text_of(client, sheet[1]))
    assert rows is not None
    assert "Baris 1–50 dari 87" in text_of(client, rows[1])


def test_every_number_of_the_partition_is_a_door_to_as_many_rows(masuk) -> None:
    client = masuk("ratna")
    sheet = text_of(client, P + "UM-01/terbitan/1/lembar-hitung/")
    doors = re.findall(r'<td class="n"><a href="([^"]+/baris/[^"]+)">([\d.]+)</a>', sheet)
    assert len(doors) >= 8
    for href, count in doors:
        path, _, query = href.partition("?")
        file = client.get(f"{path}baris.csv" + (f"?{query.replace('&amp;', '&')}" if query else ""))
        assert len(records(file.content)) == int(count.replace(".", ""))


def records(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV, without the foot."""
    table = content.decode("utf-8-sig").split("\r\n\r\n")[0]
    return list(csv.DictReader(io.StringIO(table)))


def test_a_name_or_a_number_finds_its_row_whatever_the_capitals(masuk) -> None:
    client = masuk("ratna")
    one = records(client.get(BARIS + "terhitung/baris.csv").content)[0]
    name = one["Nama usaha"]
    for asked in (name, name.upper(), name.lower(), f"  {name} "):
        text = text_of(client, BARIS + "terhitung/", cari=asked)
        assert name in text
        assert "Hapus saringan" in text
    assert "Tidak ada baris yang cocok dengan saringan ini." in text_of(client, BARIS + "terhitung/", cari="zzzz")


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1 --", "\\", '"', "\x00", "a" * 500, "é", "*"])
def test_whatever_is_typed_is_a_text_and_never_a_pattern(typed, masuk) -> None:
    text = text_of(masuk("ratna"), BARIS + "tidak_memenuhi/", cari=typed)
    if typed in ("%", "_", "*", "\\"):
        assert "Tidak ada baris yang cocok" in text


@pytest.mark.parametrize("jenis", ["csv", "xlsx"])
def test_a_file_holds_exactly_the_filtered_rows_and_says_whose_they_are(jenis, masuk, angka) -> None:
    response = masuk("ratna").get(BARIS + f"dikeluarkan/baris.{jenis}", {"sebab": "omset kosong"})
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="35.75-2.17-2023-UM-01-dikeluarkan.{jenis}"'
    assert response["Cache-Control"] == "private, no-store"
    if jenis == "csv":
        lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    else:
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        lines = [["" if cell is None else str(cell) for cell in line] for line in book.active.iter_rows(values_only=True)]
    foot = [line[0] for line in lines[-4:]]
    assert foot[0] == "Dinas Koperasi dan Usaha Mikro Kota Pasuruan, tahun 2023"
    assert foot[1] == "UM-01 terbitan 1, dikeluarkan, sebab omset kosong: 12 baris"
    assert foot[2].startswith("Sebagaimana diketahui 22 Jan 2024")
    assert foot[3] == f"Sidik potret {angka('UM-01').hash_potret}"
    assert len(lines) == 1 + 12 + 1 + 4
    assert all(line[lines[0].index("Sebab dikecualikan")] == "omset kosong" for line in lines[1:13])


def test_no_head_and_no_cell_of_a_file_is_personal(masuk, semua_skema) -> None:
    heads = list(records(masuk("ratna").get(BARIS + "terhitung/baris.csv").content)[0])
    personal = {kolom.label for schema in semua_skema.values() for kolom in schema.kolom if kolom.pribadi}
    assert personal
    assert not {head.lower() for head in heads} & {label.lower() for label in personal}
    content = masuk("ratna").get(BARIS + "tidak_memenuhi/baris.csv").content.decode("utf-8-sig")
    assert not re.search(r"\b3575\d{12}\b", content)


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1+cmd", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_name_that_a_spreadsheet_would_run_is_only_text(name, masuk, angka, monkeypatch) -> None:
    """Rows are frozen, so the name is put where the engine hands the rows over."""
    from dataclasses import replace

    from tolok.web.build import baris, baris_berkas

    real = baris.rows_of

    def changed(*args, **kwargs):
        rows = real(*args, **kwargs)
        return [replace(rows[0], isi={**rows[0].isi, "nama_usaha": name}), *rows[1:]]

    monkeypatch.setattr(baris_berkas, "rows_of", changed)
    client = masuk("ratna")
    content = client.get(BARIS + "dikeluarkan/baris.csv").content.decode("utf-8-sig")
    first = list(csv.reader(io.StringIO(content, newline="")))[1]
    assert first[0] == f"'{name}"
    book = openpyxl.load_workbook(io.BytesIO(client.get(BARIS + "dikeluarkan/baris.xlsx").content))
    cell = next(book.active.iter_rows(min_row=2, max_row=2))[0]
    assert (cell.data_type, str(cell.value).startswith("'")) == ("s", True)


def test_rows_and_files_do_not_exist_for_whom_rows_are_none_of_his_business(masuk) -> None:
    for path in (BARIS + "terhitung/", BARIS + "terhitung/baris.csv", BARIS + "terhitung/baris.xlsx"):
        assert masuk("galuh").get(path).status_code == 404
        assert masuk("dadang").get(path).status_code == 404
        assert masuk("indra").get(path).status_code == 200
        assert masuk("ratna").post(path).status_code == 405


@pytest.mark.parametrize("path", ["9/terhitung/baris.csv", "0/lain/baris.csv", "0/terhitung/baris.pdf"])
def test_a_file_of_nothing_is_not_found(path, masuk) -> None:
    assert masuk("ratna").get(P + f"UM-01/terbitan/1/baris/{path}").status_code == 404


def test_a_file_seen_from_the_past_is_that_of_the_vintage_then(masuk) -> None:
    client = masuk("ratna")
    assert client.get(BARIS + "terhitung/baris.csv", {"diketahui": "2024-01-21"}).status_code == 404
    assert client.get(BARIS + "terhitung/baris.csv", {"diketahui": "2024-01-23"}).status_code == 200


def test_a_correction_of_the_register_changes_no_frozen_row(masuk, kantor) -> None:
    client = masuk("ratna")
    before = client.get(BARIS + "terhitung/baris.csv").content
    model = register_model("usaha_monev")
    assert model.objects.filter(perangkat_daerah=kantor.kode, diketahui_sampai=None).exists()
    assert client.get(BARIS + "terhitung/baris.csv").content == before


def test_an_inspector_of_one_office_reads_rows_but_corrects_none(db, client) -> None:
    client.force_login(person_with("pengawas", "inspektorat"))
    assert ">Koreksi<" not in text_of(client, BARIS + "terhitung/")


def test_a_number_is_a_door_only_for_whoever_may_see_rows(masuk) -> None:
    for path in (P + "UM-01/", P + "UM-01/terbitan/1/lembar-hitung/"):
        assert "/baris/0/" in text_of(masuk("indra"), path)
        assert "/baris/0/" not in text_of(masuk("galuh"), path)
