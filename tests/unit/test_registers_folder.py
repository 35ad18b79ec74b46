"""The folder store: received once, corrected later, asked for as known at any instant."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from tolok.registers.delivery_header import HeaderHints
from tolok.registers.folder import FolderReport, deliveries_known_at, quarantine_path, receive_folder, rows_known_at
from tolok.registers.load import load_schemas
from tolok.registers.stored import history_schema, manifest_path, read_manifest, register_path
from tolok.registers.wilayah import load_tree
from tolok.registers.writer import write_xlsx
from tolok.values.issue import IssueError
from tolok_koperasi import FOLDER

SCHEMAS, TREE = load_schemas(FOLDER / "register"), load_tree()
USAHA = SCHEMAS["usaha_monev"]
EMPTY = {kolom.nama: "" for kolom in USAHA.kolom}
T1, T2, T3 = (datetime(2024, month, 1, tzinfo=UTC) for month in (1, 2, 3))
OFFICE = HeaderHints(perangkat_daerah="35.75/2.17")
NIK, ORANG = "3575010101010001", "Siti Karangan"
GOOD = {
    "id_data_badan_usaha": "101", "nib": "", "nama_usaha": "Warung", "nik_penduduk": NIK, "nama_pemilik": ORANG,
    "tahun": "2023", "tanggal_monev": "2023-05-12", "kode_wilayah": "35.75.01.1001", "omset": "100",
    "tenaga_kerja_laki": "2", "nilai_tambah_bruto": "",
}  # fmt: skip


def deliver(folder: Path, name: str, *rows: Mapping[str, str], sidecar: str = "") -> Path:
    path = folder / "kiriman" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, [kolom.nama for kolom in USAHA.kolom], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**EMPTY, **GOOD, **row} for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    if sidecar:
        path.with_suffix(".kiriman.yaml").write_text(sidecar, encoding="utf-8")
    return path


def receive(folder: Path, now: datetime = T1, defaults: HeaderHints = OFFICE) -> FolderReport:
    return receive_folder(folder, SCHEMAS, TREE, now=now, defaults=defaults)


def omset(folder: Path, instant: datetime) -> dict[str, int | None]:
    table = rows_known_at(folder, USAHA, instant)
    return dict(zip(table.column("id_data_badan_usaha").to_pylist(), table.column("omset").to_pylist(), strict=True))


def kinds(report: FolderReport) -> list[tuple[str, str]]:
    return [(outcome.berkas, outcome.status) for outcome in report.berkas]


def test_a_delivery_becomes_rows_a_manifest_and_a_report(tmp_path: Path) -> None:
    deliver(tmp_path, "pasuruan/u.csv", {}, {"id_data_badan_usaha": "102", "omset": "x"}, {"id_data_badan_usaha": "103"})
    report = receive(tmp_path)
    [outcome] = report.berkas
    assert outcome.jumlah == {
        "baris": 3, "bersih": 2, "karantina": 1, "rangkap": 0, "baru": 2, "berubah": 0, "sama": 0,
    }  # fmt: skip
    assert omset(tmp_path, T1) == {"101": 100, "103": 100}
    stored = pq.read_table(register_path(tmp_path, "usaha_monev"))
    assert stored.schema.equals(history_schema(USAHA))
    assert stored.column("diketahui_dari").to_pylist() == [T1, T1]
    [entry] = read_manifest(tmp_path)
    assert entry["jumlah"] == outcome.jumlah
    assert stored.column("kiriman").to_pylist() == [entry["id"]] * 2
    said = json.loads((tmp_path / "laporan/pasuruan/u.csv.json").read_text(encoding="utf-8"))
    assert said["baris_karantina"]["issues"][0]["kode"] == "TLK-R012"
    told: dict[str, Any] = report.as_dict()
    assert told["berkas"][0]["status"] == "diterima"


def test_the_annotated_workbook_goes_back_with_reasons_and_without_persons(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {}, {"id_data_badan_usaha": "102", "omset": "x"})
    receive(tmp_path)
    page = openpyxl.load_workbook(quarantine_path(tmp_path, "u.csv")).active
    assert page is not None
    header, row = ([cell.value for cell in line] for line in page.iter_rows())
    assert header[:3] == ["Lembar", "Baris", "id_data_badan_usaha"]
    assert header[-3:] == ["Yang salah", "Mengapa", "Saran"]
    assert (row[1], row[2]) == (3, "102")
    assert "omset" in str(row[-3]) and "bukan angka" in str(row[-3])
    assert page.cell(2, header.index("omset") + 1).fill.fill_type == "solid"


def test_no_personal_data_is_written_anywhere(tmp_path: Path) -> None:
    deliver(
        tmp_path, "u.csv", {}, {"id_data_badan_usaha": "2", "omset": NIK + "1"}, {"id_data_badan_usaha": "3", "omset": NIK}
    )
    receive(tmp_path)
    (tmp_path / "kiriman/u.csv").unlink()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes() if path.suffix != ".xlsx" else repr(_texts(path)).encode()
            assert ORANG.encode() not in data and f"{NIK}`".encode() not in data, path
    assert NIK not in repr(rows_known_at(tmp_path, USAHA, T1).to_pylist())


def _texts(path: Path) -> list[object]:
    return [cell.value for page in openpyxl.load_workbook(path) for row in page.iter_rows() for cell in row]


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {})
    receive(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert kinds(receive(tmp_path, T2)) == [("u.csv", "sudah diterima")]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_copy_under_another_name_changes_nothing_either(tmp_path: Path) -> None:
    deliver(tmp_path, "a.csv", {})
    deliver(tmp_path, "b.csv", {})
    assert kinds(receive(tmp_path)) == [("a.csv", "diterima"), ("b.csv", "sudah diterima")]
    assert len(read_manifest(tmp_path)) == 1


def test_a_correction_closes_and_adds_and_both_instants_can_be_asked(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {}, {"id_data_badan_usaha": "102"})
    receive(tmp_path, T1)
    deliver(tmp_path, "u.csv", {"omset": "200"}, {"id_data_badan_usaha": "103"})
    [outcome] = receive(tmp_path, T2).berkas
    assert (outcome.jumlah["berubah"], outcome.jumlah["baru"], outcome.jumlah["sama"]) == (1, 1, 0)
    assert omset(tmp_path, T1 - timedelta(microseconds=1)) == {}
    assert omset(tmp_path, T1) == omset(tmp_path, T2 - timedelta(microseconds=1)) == {"101": 100, "102": 100}
    assert omset(tmp_path, T2) == {"101": 200, "102": 100, "103": 100}
    assert pq.read_table(register_path(tmp_path, "usaha_monev")).num_rows == 4


def test_deliveries_are_applied_in_the_order_of_their_instants(tmp_path: Path) -> None:
    said = "perangkat_daerah: 35.75/2.17\nperiode: 2023\ndiketahui: {}\n"
    deliver(tmp_path, "a.csv", {"omset": "2"}, sidecar=said.format("2024-02-01T07:00"))
    deliver(tmp_path, "b.csv", {"omset": "1"}, sidecar=said.format("2024-01-01T07:00"))
    assert kinds(receive(tmp_path, T3)) == [("b.csv", "diterima"), ("a.csv", "diterima")]
    assert (omset(tmp_path, T1), omset(tmp_path, T2)) == ({"101": 1}, {"101": 2})
    assert [header.berkas for header in deliveries_known_at(tmp_path, T1)] == ["b.csv"]
    assert [header.berkas for header in deliveries_known_at(tmp_path, T2)] == ["b.csv", "a.csv"]


def test_the_past_is_not_rewritten(tmp_path: Path) -> None:
    deliver(tmp_path, "a.csv", {})
    receive(tmp_path, T2)
    deliver(tmp_path, "b.csv", {"omset": "9"}, sidecar="diketahui: 2024-01-01T00:00\n")
    report = receive(tmp_path, T3)
    assert [issue.kode for issue in report.issues if issue.bobot == "salah"] == ["TLK-R043"]
    assert omset(tmp_path, T3) == {"101": 100}


def test_two_deliveries_of_one_instant_that_contradict_each_other_are_asked(tmp_path: Path) -> None:
    deliver(tmp_path, "a.csv", {}, {"id_data_badan_usaha": "2"})
    deliver(tmp_path, "b.csv", {"id_data_badan_usaha": "3"}, {"omset": "9"})
    report = receive(tmp_path)
    [issue] = [issue for issue in report.issues if issue.kode == "TLK-R030"]
    assert issue.bobot == "perlu keputusan" and issue.di_mana == "berkas b.csv, baris 3"
    assert omset(tmp_path, T1) == {"101": 100, "2": 100, "3": 100}


def test_an_empty_delivery_is_recorded_with_its_coverage(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", sidecar="periode: 2023\ncakupan: [35.75.01, 35.75.02]\n")
    [outcome] = receive(tmp_path).berkas
    assert (outcome.status, outcome.jumlah["baris"]) == ("diterima", 0)
    [header] = deliveries_known_at(tmp_path, T1)
    assert (header.cakupan, header.periode.tahun) == (("35.75.01", "35.75.02"), 2023)
    assert rows_known_at(tmp_path, USAHA, T1).num_rows == 0


def test_a_delivery_without_one_clean_row_is_not_recorded_as_delivered(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {"omset": "x"})
    report = receive(tmp_path)
    assert [outcome.status for outcome in report.refused] == ["ditolak"]
    assert report.issues[0].kode == "TLK-R044"
    assert deliveries_known_at(tmp_path, T1) == ()
    assert quarantine_path(tmp_path, "u.csv").exists()


def test_a_mended_file_leaves_no_old_quarantine_behind(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {}, {"id_data_badan_usaha": "2", "omset": "x"})
    receive(tmp_path, T1)
    assert quarantine_path(tmp_path, "u.csv").exists()
    deliver(tmp_path, "u.csv", {}, {"id_data_badan_usaha": "2"})
    receive(tmp_path, T2)
    assert not quarantine_path(tmp_path, "u.csv").exists()


def test_one_bad_file_does_not_keep_the_others_out(tmp_path: Path) -> None:
    deliver(tmp_path, "a.csv", {})
    (tmp_path / "kiriman/b.xlsx").write_bytes(b"PK rusak")
    (tmp_path / "kiriman/c.pdf").write_bytes(b"%PDF")
    (tmp_path / "kiriman/d.csv").write_bytes(b"")
    (tmp_path / "kiriman/e.csv").write_bytes(b"apa,ini\n1,2\n")
    deliver(tmp_path, "f.csv", {}, sidecar="priode: 2023\n")
    deliver(tmp_path, "g.csv", {}, sidecar="register: tidak_ada\n")
    (tmp_path / "kiriman/BACA.txt").write_text("bukan kiriman", encoding="utf-8")
    report = receive(tmp_path)
    assert {outcome.berkas: [issue.kode for issue in outcome.issues] for outcome in report.refused} == {
        "b.xlsx": ["TLK-R002"], "c.pdf": ["TLK-R002"], "d.csv": ["TLK-R006"], "e.csv": ["TLK-R005"],
        "f.csv": ["TLK-R033"], "g.csv": ["TLK-R005"],
    }  # fmt: skip
    assert omset(tmp_path, T1) == {"101": 100}
    assert (tmp_path / "laporan/d.csv.json").exists()


def test_a_workbook_with_titles_is_received_by_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "kiriman").mkdir()
    head = ["Nama Usaha", "ID Badan Usaha", "Tanggal Monev", "Kode Kelurahan", "Omzet (juta)"]
    titles = [["Monev usaha mikro"], ["periode", "2023"], ["perangkat daerah", "35.75/2.17"], []]
    write_xlsx(tmp_path / "kiriman/u.xlsx", "Data", titles, [head], [["W", "7", "31/12/2023", "35.75.01.1001", "1,5"]])
    [outcome] = receive(tmp_path, defaults=HeaderHints()).berkas
    assert (outcome.status, omset(tmp_path, T1)) == ("diterima", {"7": 1_500_000})


def test_a_folder_without_deliveries_a_busy_one_and_a_broken_store_are_issues(tmp_path: Path) -> None:
    with pytest.raises(IssueError) as caught:
        receive(tmp_path)
    assert caught.value.issues[0].kode == "TLK-R042"
    deliver(tmp_path, "u.csv", {})
    (tmp_path / "register").mkdir()
    (tmp_path / "register/.terima.kunci").touch()
    with pytest.raises(IssueError) as caught:
        receive(tmp_path)
    assert caught.value.issues[0].kode == "TLK-R041"
    (tmp_path / "register/.terima.kunci").unlink()
    manifest_path(tmp_path).write_text("{", encoding="utf-8")
    with pytest.raises(IssueError) as caught:
        receive(tmp_path)
    assert caught.value.issues[0].kode == "TLK-R040"
    assert not (tmp_path / "register/.terima.kunci").exists()


def test_a_broken_register_file_is_an_issue_and_is_left_alone(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {})
    receive(tmp_path)
    path = register_path(tmp_path, "usaha_monev")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(IssueError):
        rows_known_at(tmp_path, USAHA, T1)
    deliver(tmp_path, "v.csv", {"id_data_badan_usaha": "9"})
    size = path.stat().st_size
    assert "TLK-R040" in {issue.kode for issue in receive(tmp_path, T2).issues}
    assert path.stat().st_size == size


def test_progress_is_told_file_by_file_and_a_clock_without_zone_is_refused(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {})
    told: list[str] = []
    receive_folder(tmp_path, SCHEMAS, TREE, now=T1, defaults=OFFICE, progress=told.append)
    assert told == ["u.csv"]
    with pytest.raises(ValueError, match="zona"):
        receive(tmp_path, now=T1.replace(tzinfo=None))


def test_no_temporary_file_stays_behind(tmp_path: Path) -> None:
    deliver(tmp_path, "u.csv", {}, {"omset": "x"})
    receive(tmp_path)
    assert [path for path in tmp_path.rglob("*") if "sementara" in path.name or "kunci" in path.name] == []
